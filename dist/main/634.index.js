export const id = 634;
export const ids = [634];
export const modules = {

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readDescriptor),
/* harmony export */   w: () => (/* binding */ DOCUMENT_LIMIT)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);

const DOCUMENT_LIMIT = 4 << 20;
function readDescriptor(value) {
    const size = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(value, 'size');
    const urls = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(value, 'urls').filter((url) => typeof url === 'string');
    return {
        mediaType: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'mediaType'),
        digest: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'digest'),
        size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : -1,
        ...(urls.length > 0 ? { urls } : {}),
    };
}


/***/ }),

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   EG: () => (/* binding */ OCI_MANIFEST),
/* harmony export */   Eo: () => (/* binding */ builderIdIn),
/* harmony export */   Mu: () => (/* binding */ DOCKER_INDEX),
/* harmony export */   PT: () => (/* binding */ provenanceIn),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   c0: () => (/* binding */ mediaTypeOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const MANIFEST_TYPES = [
    OCI_INDEX,
    OCI_MANIFEST,
    DOCKER_INDEX,
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
function mediaTypeOf(bytes) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(bytes);
    const isIndex = Array.isArray((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(document, 'manifests'));
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(document, 'mediaType') || (isIndex ? OCI_INDEX : OCI_MANIFEST);
}
const PREDICATE_TYPE = 'in-toto.io/predicate-type';
function provenanceIn(manifest) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(manifest), 'layers').find((layer) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(layer, 'annotations', PREDICATE_TYPE).startsWith('https://slsa.dev/provenance/'));
}
function builderIdIn(statement) {
    const predicate = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(statement), 'predicate');
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(predicate, 'builder', 'id') || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(predicate, 'runDetails', 'builder', 'id');
}


/***/ }),

/***/ 83634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRegistries: () => (/* binding */ openRegistries)
});

// EXTERNAL MODULE: ./lib/http.js + 1 modules
var http = __webpack_require__(28927);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/retry.js
var retry = __webpack_require__(2165);
// EXTERNAL MODULE: ./lib/registry/client.js
var client = __webpack_require__(74548);
// EXTERNAL MODULE: ./lib/registry/session.js
var registry_session = __webpack_require__(36731);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
;// CONCATENATED MODULE: ./lib/registry/tags.js




const PAGE_SIZE = 1_000;
const MAX_PAGES = 100;
async function listTags(session, signal) {
    const { ask, client, repository } = session;
    const names = [];
    let address = `tags/list?n=${PAGE_SIZE}`;
    for (let page = 0; page < MAX_PAGES; page++) {
        const response = await ask('GET', address, { signal });
        if (response.message.statusCode !== 200) {
            await (0,registry_session/* expectNotFound */.Rf)(`Listing the tags of ${repository}`, response, session);
            return names;
        }
        const bytes = await client.wholeBody(response.message, descriptor/* DOCUMENT_LIMIT */.w);
        if ((0,registry_session/* isPage */.yp)(response.message, bytes))
            throw (0,registry_session/* readFailure */.f1)(`Listing the tags of ${repository}`, (0,registry_session/* pageRefusal */.qX)(response), session);
        const listed = (0,json/* array */.YO)((0,json/* parseJson */.qF)(bytes.toString('utf8')), 'tags');
        names.push(...listed.filter((name) => typeof name === 'string'));
        address = nextPage(response.message.headers['link']);
        if (address === undefined)
            return names;
    }
    throw new errors/* Failure */.HR(`${repository} has too many tags: their list has more than ${MAX_PAGES} pages.`, 'Delete tags there that nobody needs.');
}
function nextPage(link) {
    const links = [link ?? []].flat().join(', ');
    return /<([^>]+)>\s*;[^,<]*\brel="?next"?/i.exec(links)?.[1];
}

;// CONCATENATED MODULE: ./lib/registry/manifests.js








function openRegistries(settings) {
    const open = new Map();
    const closing = new AbortController();
    const { signal } = closing;
    const { pausesMs = client/* PATIENCE */.aZ.pausesMs } = settings;
    const { now, sleep } = settings.clock ?? settings.docker.tries.clock;
    const clock = { now, sleep: (ms) => sleep(ms, signal) };
    return {
        at: (repository) => {
            const found = open.get(repository) ?? openManifests(repository, settings, signal);
            open.set(repository, found);
            return found;
        },
        withRetries: (what, ask, { isSettled = () => true, limitMs = client/* PATIENCE */.aZ.limitMs } = {}) => (0,retry/* retry */.L5)(ask, {
            ...{ pausesMs, limitMs, pauseAfter: http/* pauseAfter */.l0, clock },
            failureOf: (answer) => (isSettled(answer) ? undefined : UNSETTLED),
            isTransient: (error, done) => !signal.aborted && mayRetry(error, done),
            onRetry: (0,client/* noteRetry */.P$)(what, settings),
        }),
        close: () => closing.abort(),
    };
}
const UNSETTLED = new http/* HttpError */.j$('the registry does not know yet what it accepted', 'passing');
function mayRetry(error, done) {
    return (0,http/* isTransient */.dg)(error, done) || (error instanceof http/* HttpError */.j$ && error.fault === 'silence');
}
const ANSWER_MS = 30_000;
const BLOB_LIMIT = 16 << 20;
function openManifests(repository, settings, closing) {
    const { silenceMs = ANSWER_MS } = settings;
    const session = (0,registry_session/* openSession */.fA)(repository, 'push', { ...settings, silenceMs });
    const inTime = (question) => answerInTime(question, silenceMs, closing);
    return {
        repository,
        digest: (reference) => inTime((signal) => headDigest(session, reference, signal)),
        read: (reference) => inTime((signal) => readManifest(session, reference, signal)),
        tags: () => inTime((signal) => listTags(session, signal)),
        blob: ({ digest }) => inTime((signal) => readBlob(session, digest, signal)),
        put: async (tag, bytes) => {
            await inTime((signal) => putManifest(session, tag, bytes, signal));
        },
        upload: (bytes) => inTime((signal) => uploadBlob(session, bytes, signal)),
        putReferrer: async (bytes) => {
            const headers = await inTime((signal) => putManifest(session, (0,oci_digest/* digestOf */.ol)(bytes), bytes, signal));
            return headers['oci-subject'] !== undefined;
        },
        tryUpload: () => inTime((signal) => tryUpload(session, signal)),
    };
}
async function answerInTime(question, limitMs, closing) {
    const stop = new AbortController();
    let timer;
    const isOver = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new http/* HttpError */.j$(`there is no complete answer after ${limitMs / 1_000} s`, 'silence'));
            stop.abort();
        }, limitMs);
    });
    try {
        return await Promise.race([question(AbortSignal.any([stop.signal, closing])), isOver]);
    }
    finally {
        clearTimeout(timer);
    }
}
const ACCEPTED = { accept: manifest/* MANIFEST_TYPES */._P };
async function headDigest(session, reference, signal) {
    const response = await session.ask('HEAD', `manifests/${reference}`, { headers: ACCEPTED, signal });
    const { statusCode = 0, headers } = response.message;
    response.message.resume();
    const told = headers['docker-content-digest'];
    if (statusCode === 200 && typeof told === 'string' && ((0,oci_digest/* isSha256 */._h)(told) || told === reference))
        return told;
    if (statusCode === 404)
        return undefined;
    return (await readManifest(session, reference, signal))?.digest;
}
async function readManifest(session, reference, signal) {
    const { ask, client, repository } = session;
    const response = await ask('GET', `manifests/${reference}`, { headers: ACCEPTED, signal });
    if (response.message.statusCode === 200) {
        const bytes = await client.wholeBody(response.message, descriptor/* DOCUMENT_LIMIT */.w);
        if ((0,registry_session/* isPage */.yp)(response.message, bytes))
            throw (0,registry_session/* readFailure */.f1)(`Reading ${nameOf(repository, reference)}`, (0,registry_session/* pageRefusal */.qX)(response), session);
        return {
            digest: (0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* isDigest */.Bc)(reference) ? reference : undefined),
            bytes: bytes.toString('utf8'),
        };
    }
    return (0,registry_session/* expectNotFound */.Rf)(`Reading ${nameOf(repository, reference)}`, response, session);
}
async function readBlob(session, digest, signal) {
    const { ask, client, repository } = session;
    const what = `Reading ${digest} of ${repository}`;
    const response = await ask('GET', `blobs/${digest}`, { signal });
    if (response.message.statusCode !== 200)
        throw (0,registry_session/* readFailure */.f1)(what, await (0,registry_session/* refusal */.x5)(response, client), session);
    const bytes = await client.wholeBody(response.message, BLOB_LIMIT);
    if ((0,oci_digest/* digestOf */.ol)(bytes, digest) !== digest)
        throw new http/* HttpError */.j$(`${what} returned other bytes`, 'passing');
    return bytes.toString('utf8');
}
async function putManifest(session, tag, bytes, signal) {
    const { ask, client, repository } = session;
    const headers = { 'content-type': (0,manifest/* mediaTypeOf */.c0)(bytes) };
    const response = await ask('PUT', `manifests/${tag}`, { headers, body: bytes, signal });
    const refused = await (0,registry_session/* refusal */.x5)(response, client);
    if (MISSING_CODES.includes(refused.code))
        throw new http/* HttpError */.j$(`${UNSETTLED.message}: it answers ${refused.status} ${refused.code}`, 'passing');
    if (refused.isPage || refused.status < 200 || refused.status > 299)
        throw (0,registry_session/* pushFailure */.dS)(`${(0,oci_digest/* isDigest */.Bc)(tag) ? 'Pushing' : 'Tagging'} ${nameOf(repository, tag)}`, refused, session);
    return response.message.headers;
}
const MISSING_CODES = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN'];
async function uploadBlob(session, bytes, signal) {
    const { ask, client, repository } = session;
    const digest = (0,oci_digest/* digestOf */.ol)(bytes);
    const what = `Pushing ${digest} to ${repository}`;
    const there = await ask('HEAD', `blobs/${digest}`, { signal });
    there.message.resume();
    if (there.message.statusCode === 200)
        return;
    const begun = await ask('POST', 'blobs/uploads/', { signal, headers: { 'content-length': '0' } });
    const { location } = begun.message.headers;
    const refused = await (0,registry_session/* refusal */.x5)(begun, client);
    if (location === undefined || refused.status < 200 || refused.status > 299)
        throw (0,registry_session/* pushFailure */.dS)(what, refused, session);
    const address = `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await ask('PUT', address, { headers, body: bytes, signal });
    const answer = await (0,registry_session/* refusal */.x5)(response, client);
    if (answer.isPage || answer.status < 200 || answer.status > 299)
        throw (0,registry_session/* pushFailure */.dS)(what, answer, session);
}
async function tryUpload(session, signal) {
    const { ask, client, repository } = session;
    const response = await ask('POST', 'blobs/uploads/', { signal, headers: { 'content-length': '0' } });
    const { location } = response.message.headers;
    const refused = await (0,registry_session/* refusal */.x5)(response, client);
    if (refused.status < 200 || refused.status > 299)
        throw (0,registry_session/* pushFailure */.dS)(`Pushing to ${repository}`, refused, session);
    if (location === undefined)
        return;
    const ended = await ask('DELETE', location, { signal }).catch(() => undefined);
    ended?.message.resume();
}
function nameOf(repository, reference) {
    return `${repository}${(0,oci_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
}


/***/ }),

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


/***/ })

};
