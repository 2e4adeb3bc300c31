export const id = 506;
export const ids = [506];
export const modules = {

/***/ 36731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MF: () => (/* binding */ RequestRejected),
/* harmony export */   Rf: () => (/* binding */ expectNotFound),
/* harmony export */   dS: () => (/* binding */ pushFailure),
/* harmony export */   f1: () => (/* binding */ readFailure),
/* harmony export */   fA: () => (/* binding */ openSession),
/* harmony export */   qX: () => (/* binding */ pageRefusal),
/* harmony export */   x5: () => (/* binding */ refusal),
/* harmony export */   yp: () => (/* binding */ isPage)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3102);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(90773);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74548);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86878);








function openSession(repository, action, settings) {
    const client = (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .openRegistryClient */ .jd)(settings);
    const { host, path } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRepository */ .T8)(repository);
    let location;
    let authorization;
    const send = async (request, shown) => {
        const authorized = shown === undefined ? {} : { authorization: await shown };
        return client.send({ ...request, headers: { ...request.headers, ...authorized } });
    };
    const ask = async (method, address, { headers = {}, ...more } = {}) => {
        location ??= (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .originOf */ .yv)(host, client);
        const origin = await location;
        const url = new URL(address, `${origin}/v2/${path}/`);
        const request = { method, url: url.href, headers, ...more };
        if (url.origin !== origin)
            return client.send(request);
        const shown = authorization;
        const first = await send(request, shown);
        const { statusCode, headers: returned } = first.message;
        const challenge = returned['www-authenticate'];
        if (statusCode !== 401 || challenge === undefined || first.redirectedTo !== undefined)
            return first;
        first.message.destroy();
        if (authorization === shown) {
            const next = (0,_login_js__WEBPACK_IMPORTED_MODULE_2__/* .authorize */ .Gq)(challenge, { origin, host, path, action }, client);
            authorization = next;
            next.catch((error) => {
                if (authorization === next && !(error instanceof _login_js__WEBPACK_IMPORTED_MODULE_2__.AccessDenied))
                    authorization = undefined;
            });
        }
        return send(request, authorization);
    };
    return { repository, client, ask };
}
const REFUSAL_LIMIT = 64 << 10;
const MESSAGE_LIMIT = 300;
async function refusal({ message, redirectedTo }, { wholeBody }) {
    const bytes = await wholeBody(message, REFUSAL_LIMIT).catch(() => Buffer.alloc(0));
    const [error] = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(bytes.toString('utf8')), 'errors');
    const code = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(error, 'code');
    const shownMessage = messageIn(error).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LIMIT);
    return {
        ...{
            status: message.statusCode ?? 0,
            redirectedTo,
            message: shownMessage,
            isPage: isPage(message, bytes),
        },
        code: /^[A-Za-z_]{1,60}$/.test(code) ? code : '',
    };
}
function messageIn(error) {
    const [message, detail] = [
        (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(error, 'message'),
        (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(error, 'detail') || (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(error, 'detail', 'description'),
    ];
    return [message, detail].filter((part) => part !== '').join(': ');
}
function isPage({ headers }, bytes) {
    return (headers['content-type']?.startsWith('text/html') === true ||
        /^\s*<[!a-z]/i.test(bytes.toString('utf8', 0, 64)));
}
function pageRefusal({ message, redirectedTo }) {
    return { status: message.statusCode ?? 0, code: '', message: '', isPage: true, redirectedTo };
}
class RequestRejected extends _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR {
    refused;
    fault;
    constructor(what, cure, refused) {
        super(what, cure);
        this.name = 'RequestRejected';
        this.refused = refused;
        this.fault = classOfRefusal(refused);
    }
}
function classOfRefusal(refused) {
    if (refused.isPage)
        return 'no registry';
    return (0,_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .faultOf */ .K)({ status: refused.status, message: `answers ${answerOf(refused)}` });
}
const CURE = 'Check that nothing deletes or replaces images there, and push the image again.';
function loginOf({ repository, client }) {
    return (0,_access_js__WEBPACK_IMPORTED_MODULE_6__/* .stepLogin */ .SO)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRepository */ .T8)(repository).host, client.settings.docker);
}
function readFailure(what, refused, target) {
    const { status, redirectedTo } = refused;
    const passing = transientError(refused);
    if (passing !== undefined)
        return passing;
    const answer = answerOf(refused);
    const who = redirectedTo === undefined ? 'the registry' : `${redirectedTo}, to which the registry redirects,`;
    if (refused.isPage)
        return new RequestRejected(`${what} failed: ${who} answers ${answer}.`, PAGE_CURE, refused);
    if (status !== 401 && status !== 403)
        return new RequestRejected(`${what} failed: ${who} answers ${answer}.`, CURES.get(classOfRefusal(refused)) ?? CURE, refused);
    if (redirectedTo !== undefined)
        return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`${what} is not allowed: ${who} answers ${answer}.`, FORWARDED_CURE);
    return notAllowed(what, answer, { login: loginOf(target), action: 'pull', cure: LOGIN_CURE });
}
async function expectNotFound(what, response, target) {
    const refused = await refusal(response, target.client);
    if (refused.status !== 404)
        throw readFailure(what, refused, target);
}
function transientError(refused) {
    const fault = classOfRefusal(refused);
    if (!(0,_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .isTransientClass */ .J)(fault))
        return undefined;
    const status = fault === 'rate limit' ? 429 : refused.status;
    return new _http_js__WEBPACK_IMPORTED_MODULE_7__/* .HttpError */ .j$(`the registry answers ${answerOf(refused)}`, 'passing', { status });
}
function notAllowed(what, answer, { login, action, cure }) {
    return login === undefined
        ? new _login_js__WEBPACK_IMPORTED_MODULE_2__.AccessDenied(`${what} is not allowed: the registry answers ${answer}.`, cure)
        : new _login_js__WEBPACK_IMPORTED_MODULE_2__.AccessDenied(`${what}${(0,_access_js__WEBPACK_IMPORTED_MODULE_6__/* .loginPhrase */ .j6)(login)}, is not allowed: the registry answers ${answer}.`, (0,_access_js__WEBPACK_IMPORTED_MODULE_6__/* .stepCure */ .Gz)(login, action));
}
function pushFailure(what, refused, target) {
    const { status } = refused;
    const passing = transientError(refused);
    if (passing !== undefined)
        return passing;
    const answer = `the registry answers ${answerOf(refused)}`;
    const fault = classOfRefusal(refused);
    if (fault === 'refused' || fault === 'stale login') {
        const cure = status === 401 || fault === 'stale login' ? LOGIN_AGAIN_CURE : PUSH_CURE;
        return notAllowed(what, answerOf(refused), { login: loginOf(target), action: 'push', cure });
    }
    const why = fault === 'immutable' ? 'is not possible, the tag cannot be overwritten' : 'failed';
    return new RequestRejected(`${what} ${why}: ${answer}.`, CURES.get(fault) ?? NOT_TAKEN_CURE, refused);
}
const LOGIN_AGAIN_CURE = 'Log in again, with registry, username and password of this step or before it (docker/login-action), and with a password or token that is valid until the end of the job: the registry does not accept the current login, or there is none.';
const PUSH_CURE = "Log in with an account that may push there: with registry, username and password of this step, or before it (docker/login-action). For ghcr.io with the job's token, give the job permissions: packages: write, and give this repository write access in the settings of the package.";
const NOT_TAKEN_CURE = 'See the answer of the registry, and check that the name is right and its repository exists.';
const PAGE_CURE = 'A proxy, a firewall or a login page answers in place of the registry: check that its name is right, and that this runner can reach it.';
const CURES = new Map([
    [
        'immutable',
        'The registry does not allow moving this tag once it exists: publish under another tag, or change that setting of the repository.',
    ],
    [
        'quota',
        'A limit of the account, the project or the plan is reached: delete images there that nobody needs, or raise the limit.',
    ],
    [
        'blocked',
        'A firewall or a network rule of the registry does not let this machine in, and a login does not help: allow its address there, or use a runner inside that network.',
    ],
    [
        'read only',
        'The registry does not accept pushes: it is read-only for maintenance, or it is a mirror. Run the job again later, or push to the registry behind it.',
    ],
    [
        'policy',
        'A policy of the registry blocks this image, and a login does not change that: check what its project or repository requires (a scan without findings, a signature) and meet it, or exclude this image from the policy.',
    ],
    ['disk full', 'The disk of the registry is full: whoever runs it has to free space.'],
    ['no registry', PAGE_CURE],
]);
function answerOf({ status, code, message, isPage: is }) {
    if (is)
        return `${status} with a web page`;
    const named = code === '' ? `${status}` : `${status} ${code}`;
    return message === '' ? named : `${named} (${message})`;
}
const LOGIN_CURE = 'Log in with an account that may pull there: with registry, username and password of this step, or before it (docker/login-action).';
const FORWARDED_CURE = 'No login is sent there: check that this runner may read from that host, or ask whoever runs the registry.';


/***/ }),

/***/ 12506:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mayRead: () => (/* binding */ mayRead),
/* harmony export */   tryLogin: () => (/* binding */ tryLogin)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90773);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74548);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86878);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36731);





const ANSWER_MS = 30_000;
async function tryLogin(host, settings) {
    const client = (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .openRegistryClient */ .jd)({ silenceMs: ANSWER_MS, ...settings });
    const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .registryName */ .jT)(host);
    await (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .retryRequest */ .qN)(`Logging in to ${name}`, client, async () => {
        const origin = await (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .originOf */ .yv)(host, client);
        const ask = async (headers) => {
            const { message } = await client.send({ method: 'GET', url: `${origin}/v2/`, headers });
            message.destroy();
            return message;
        };
        const { statusCode, headers } = await ask({});
        const challenge = headers['www-authenticate'];
        if (statusCode !== 401 || challenge === undefined)
            return;
        const scope = { origin, host, path: '', action: 'pull' };
        const { statusCode: status = 0 } = await ask({ authorization: await (0,_login_js__WEBPACK_IMPORTED_MODULE_2__/* .authorize */ .Gq)(challenge, scope, client) });
        const login = (0,_access_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLogin */ .SO)(host, settings.docker);
        if ((status === 401 || status === 403) && login !== undefined)
            throw new _login_js__WEBPACK_IMPORTED_MODULE_2__.AccessDenied(`${name} does not accept the login${(0,_access_js__WEBPACK_IMPORTED_MODULE_3__/* .loginPhrase */ .j6)(login)}: it answers ${status}.`, (0,_access_js__WEBPACK_IMPORTED_MODULE_3__/* .stepCure */ .Gz)(login, 'pull'));
    });
}
async function mayRead(repository, settings) {
    const { ask } = (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .openSession */ .fA)(repository, 'pull', { silenceMs: ANSWER_MS, ...settings, pausesMs: [] });
    try {
        const { message } = await ask('HEAD', 'manifests/latest');
        message.destroy();
        return message.statusCode !== 401 && message.statusCode !== 403;
    }
    catch (error) {
        return !(error instanceof _login_js__WEBPACK_IMPORTED_MODULE_2__.AccessDenied);
    }
}


/***/ })

};
