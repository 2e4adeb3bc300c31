export const id = 305;
export const ids = [305];
export const modules = {

/***/ 71281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ latestQuestion),
/* harmony export */   f: () => (/* binding */ higherRelease)
/* harmony export */ });
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90540);

function latestQuestion(tag, releases) {
    const matches = releases.flatMap((release) => findNumbers(release) ?? []);
    const most = Math.max(...matches.map(({ shown }) => shown));
    const match = matches.find(({ shown }) => shown === most);
    if (match === undefined)
        return undefined;
    const { before, after, numbers } = match;
    return { tag, before, after, numbers, hasSeveral: most > 1 };
}
function findNumbers({ tag, numbers }) {
    for (let shown = numbers.length; shown > 0; shown--) {
        const text = numbers.slice(0, shown).join('.');
        const pattern = new RegExp(`(?<!\\d\\.?)${text.replaceAll('.', '\\.')}(?!\\.?\\d)`);
        const at = pattern.exec(tag)?.index;
        if (at !== undefined)
            return { numbers, shown, before: tag.slice(0, at), after: tag.slice(at + text.length) };
    }
    return undefined;
}
function higherRelease({ before, after, numbers, hasSeveral }, tags) {
    const releases = tags.flatMap((tag) => {
        if (!tag.startsWith(before) || !tag.endsWith(after) || tag.length <= before.length + after.length)
            return [];
        const text = tag.slice(before.length, tag.length - after.length);
        if (!/^\d+(?:\.\d+)*$/.test(text) || text.includes('.') !== hasSeveral)
            return [];
        return [{ tag, numbers: text.split('.') }];
    });
    const [first, ...others] = releases.filter((release) => (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .isHigher */ .kW)(release.numbers, numbers));
    if (first === undefined)
        return undefined;
    return others.reduce((highest, one) => ((0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .isHigher */ .kW)(one.numbers, highest.numbers) ? one : highest), first).tag;
}


/***/ }),

/***/ 90540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   By: () => (/* binding */ numbersAtEnd),
/* harmony export */   MQ: () => (/* binding */ isStable),
/* harmony export */   kW: () => (/* binding */ isHigher)
/* harmony export */ });
const PRERELEASE_WORD = /(?:^|[^a-z])(?:alpha|beta|rc|pre|preview|prerelease|dev|devel|snapshot|nightly|canary|next|unstable|ea|milestone)(?![a-z])/i;
const SHORT_PRERELEASE = /\d[._-]?[abcm][._-]?\d*$/i;
const SEMVER_PRERELEASE = /^v?\d+\.\d+\.\d+-/;
function isStable(tag) {
    return ![PRERELEASE_WORD, SHORT_PRERELEASE, SEMVER_PRERELEASE].some((pattern) => pattern.test(tag));
}
function numbersAtEnd(name) {
    return /\d+(?:\.\d+)*$/.exec(name)?.[0].split('.') ?? [];
}
function isHigher(one, other) {
    const longest = Math.max(one.length, other.length);
    for (let index = 0; index < longest; index++) {
        const [a, b] = [withoutLeadingZeros(one[index]), withoutLeadingZeros(other[index])];
        if (a.length !== b.length)
            return a.length > b.length;
        if (a !== b)
            return a > b;
    }
    return false;
}
function withoutLeadingZeros(digits = '') {
    return digits.replace(/^0+/, '');
}


/***/ }),

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

/***/ 80546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ew: () => (/* binding */ isOfOtherLeg),
/* harmony export */   VZ: () => (/* binding */ isNewerRun),
/* harmony export */   Z5: () => (/* binding */ isUnclear),
/* harmony export */   _L: () => (/* binding */ fateOf)
/* harmony export */ });
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94325);

const RUN_PAGE = /^(https?:\/\/.+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?$/;
function readRun(page) {
    const [, repository, id, attempt = '1'] = RUN_PAGE.exec(page) ?? [];
    if (repository === undefined)
        return undefined;
    return { repository: repository.toLowerCase(), id: Number(id), attempt: Number(attempt) };
}
function isNewerRun(candidate, current) {
    const [other, ours] = [readRun(candidate), readRun(current)];
    if (other === undefined || ours === undefined || other.repository !== ours.repository)
        return undefined;
    return other.id > ours.id || (other.id === ours.id && other.attempt > ours.attempt);
}
function isOfOtherLeg({ maker, platforms }, targets, { runUrl }) {
    const [other, ours] = [readRun(maker), readRun(runUrl)];
    if (other === undefined || other.repository !== ours?.repository || other.id !== ours.id)
        return false;
    return platforms.length > 0 && !platforms.some((platform) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .listsPlatform */ .$V)(targets, platform));
}
function fateOf(held, digest, { runUrl, onNewer }) {
    if (held?.digest === digest)
        return 'is there';
    const isNewer = onNewer !== 'move' && held !== undefined && isNewerRun(held.maker, runUrl) === true;
    return isNewer ? 'superseded' : 'moves';
}
function isUnclear(earlier, now, { runUrl, onNewer }) {
    if (onNewer === 'move' || earlier === undefined || now === undefined || earlier.digest === now.digest)
        return false;
    return now.digest !== '' && isNewerRun(now.maker, runUrl) === undefined;
}


/***/ }),

/***/ 24061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readImages),
/* harmony export */   MP: () => (/* binding */ readImageConfig),
/* harmony export */   PL: () => (/* binding */ readBuilderId)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11260);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15885);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);




async function readImages(registries, repository, { digest, bytes }) {
    const index = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readIndex */ .vY)(bytes);
    if (index !== undefined)
        return index;
    const config = await readImageConfig(registries, repository, bytes);
    const size = Buffer.byteLength(bytes);
    const mediaType = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .mediaTypeOf */ .c0)(bytes);
    return {
        images: [{ platform: (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readPlatform */ .Kd)(config), digest, size, saysVariant: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(config, 'variant') !== '' }],
        attestations: [],
        entries: [{ mediaType, digest, size, platform: platformMember(config) }],
        strayAttestations: [],
    };
}
async function readImageConfig({ at, withRetries }, repository, manifest) {
    const config = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .readDescriptor */ .q)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(manifest), 'config'));
    const read = () => at(repository).blob(config);
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(await withRetries(`Reading the config ${config.digest} of ${repository}`, read));
}
function platformMember(config) {
    const names = ['architecture', 'os', 'variant', 'os.version', 'os.features'];
    return Object.fromEntries(names.flatMap((name) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(config, name) === undefined ? [] : [[name, (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(config, name)]])));
}
async function readBuilderId(manifests, index) {
    const attestation = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readIndex */ .vY)(index)?.attestations[0];
    if (attestation === undefined)
        return '';
    const manifest = await manifests.read(attestation.digest);
    const provenance = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .readDescriptor */ .q)((0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .provenanceIn */ .PT)(manifest?.bytes ?? ''));
    return provenance.digest === '' ? '' : (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .builderIdIn */ .Eo)(await manifests.blob(provenance));
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


/***/ }),

/***/ 57780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FG: () => (/* binding */ awaitDigest),
/* harmony export */   Mn: () => (/* binding */ errorPhrase),
/* harmony export */   _e: () => (/* binding */ describeMismatch),
/* harmony export */   a5: () => (/* binding */ isRateLimit)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28927);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);



async function awaitDigest({ at, withRetries }, reference, digest) {
    const { repository, name } = splitReference(reference);
    try {
        const ask = () => at(repository).digest(name);
        const isSettled = (answer) => answer === digest;
        const found = await withRetries(`Looking up ${reference}`, ask, { isSettled });
        return { found: found ?? (await at(repository).read(name))?.digest ?? '', error: undefined };
    }
    catch (error) {
        return { found: '', error };
    }
}
function splitReference(reference) {
    const at = reference.indexOf('@');
    const end = at === -1 ? reference.lastIndexOf(':') : at;
    return { repository: reference.slice(0, end), name: reference.slice(end + 1) };
}
function describeMismatch(found, error, digest) {
    if (error !== undefined)
        return `does not answer: ${errorPhrase(error)}`;
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(found) ? `is ${found}, not ${digest}` : 'is not there';
}
function errorPhrase(error) {
    const words = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error.message : (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A3)(error);
    return words.replace(/\.$/, '');
}
function isRateLimit(error) {
    return error instanceof _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$ && error.status === 429;
}


/***/ }),

/***/ 80769:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ combine),
/* harmony export */   l: () => (/* binding */ confirm)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15885);
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24061);
/* harmony import */ var _await_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57780);
/* harmony import */ var _tag_targets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17230);






const CURES = {
    tags: 'The push itself succeeded, so tags may have moved; no digest is output. Inspect the image in the registry, check that nothing else pushes these tags, and run the job again.',
    digest: 'The push itself succeeded, and no tag has moved. Check the registry, and run the job again.',
};
function combine(parts) {
    const [only, ...others] = parts;
    if (only !== undefined && others.length === 0)
        return only;
    const readings = parts.map(({ index }) => index);
    return {
        digest: '',
        bytes: '',
        index: {
            images: readings.flatMap(({ images }) => images),
            attestations: readings.flatMap(({ attestations }) => attestations),
            entries: readings.flatMap(({ entries }) => entries),
            strayAttestations: [],
        },
    };
}
async function confirm(registries, expected) {
    const { digest, repository, others, tags, platforms } = expected;
    const cure = CURES[tags.length > 0 ? 'tags' : 'digest'];
    if (digest === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('buildx pushed the image but did not report its digest.', cure);
    const byDigest = `${repository}@${digest}`;
    const [manifest, answers] = await Promise.all([
        awaitManifest(registries, repository, digest),
        (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)([...others.map((each) => `${each}@${digest}`), ...tags], _tag_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .REQUESTS_AT_ONCE */ .PU, async (reference) => ({ reference, ...(await (0,_await_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .awaitDigest */ .FG)(registries, reference, digest)) })),
    ]);
    const errors = [manifest, ...answers].flatMap((answer) => ('error' in answer ? [answer.error] : []));
    const cures = errors.flatMap((error) => (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR ? [error.cure] : []));
    const whole = [cure, ...new Set(cures)].join(' ');
    const unchecked = answers.filter(({ error }) => error !== undefined && (0,_await_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isRateLimit */ .a5)(error));
    const differences = [
        ...('why' in manifest ? [manifest.why] : []),
        ...answers
            .filter((answer) => answer.found !== digest && !unchecked.includes(answer))
            .map(({ reference, found, error }) => `${reference} ${(0,_await_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .describeMismatch */ ._e)(found, error, digest)}`),
    ];
    if ('why' in manifest || differences.length > 0)
        throw mismatchFailure(differences, whole);
    const index = await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_4__/* .readImages */ .H)(registries, repository, manifest);
    const wrong = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexDifferences */ .rf)(index, platforms);
    if (wrong.length > 0)
        throw mismatchFailure([`the index ${byDigest} is not what was requested: ${wrong.join('; ')}`], cure);
    return {
        confirmed: { digest, bytes: manifest.bytes, index },
        unchecked: unchecked.map(({ reference }) => reference),
    };
}
async function awaitManifest({ at, withRetries }, repository, digest) {
    const reference = `${repository}@${digest}`;
    try {
        const isRight = (answer) => answer?.digest === digest;
        const read = () => at(repository).read(digest);
        const manifest = await withRetries(`Looking up ${reference}`, read, { isSettled: isRight });
        return manifest?.digest === digest
            ? manifest
            : {
                why: `${reference} ${(0,_await_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .describeMismatch */ ._e)(manifest?.digest ?? '', undefined, digest)}`,
                error: undefined,
            };
    }
    catch (error) {
        return { why: `${reference} ${(0,_await_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .describeMismatch */ ._e)('', error, digest)}`, error };
    }
}
function mismatchFailure(differences, cure) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`The registry does not hold what was built: ${differences.join('; ')}.`, cure);
}


/***/ }),

/***/ 89725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ prepareIndex)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41762);
/* harmony import */ var _docker_tries_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55093);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16413);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9501);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15885);
/* harmony import */ var _oci_part_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(52696);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(94325);
/* harmony import */ var _confirm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80769);










const COPIES_AT_ONCE = 4;
const NOTHING_MOVED = 'No tag has moved.';
async function prepareIndex(docker, { copies, index: plan }, parts) {
    await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(copies, COPIES_AT_ONCE, (command) => copyPart(docker, command));
    if (plan === undefined)
        return (0,_confirm_js__WEBPACK_IMPORTED_MODULE_1__/* .combine */ .k)(parts);
    const { code, bytes, tail } = await (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .retryCommand */ .wk)(docker.tries, 'joining the parts', () => docker.capture(plan.dryRun, _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__/* .LIMIT_MS */ .TZ.transfer));
    if (code !== 0) {
        const why = tail.at(-1) || `exit code ${code}`;
        const cure = certificateCure(why) ??
            'Check that every part is in its registry and can be read, and run the job again.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The parts cannot be joined: ${why}.`, `${NOTHING_MOVED} ${cure}`);
    }
    const document = bytes.subarray(0, bytes.at(-1) === 10 ? -1 : undefined);
    const text = document.toString('utf8');
    const index = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__/* .readIndex */ .vY)(text);
    const differences = index === undefined ? ['it is not an index'] : joinDifferences(text, index, parts, plan);
    if (index === undefined || differences.length > 0) {
        const cure = `${NOTHING_MOVED} Please report this: buildx joined something other than what it was given.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The joined index is not what was requested: ${differences.join('; ')}.`, cure);
    }
    return { digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)(document), bytes: text, index };
}
function joinDifferences(bytes, index, parts, { annotations: expected }) {
    const images = parts.flatMap(_oci_part_js__WEBPACK_IMPORTED_MODULE_7__/* .chosenImages */ .vT);
    const wrong = images.flatMap((image) => {
        const found = index.images.find(({ digest }) => digest === image.digest);
        const name = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_8__/* .printPlatform */ .Lg)(image.platform);
        if (found === undefined)
            return [`${image.digest} of ${name} is not in it`];
        return found.size === image.size ? [] : [`${name} is ${found.size} bytes, not ${image.size}`];
    });
    const attested = index.attestations.map(({ digest }) => digest);
    const annotations = (0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .parseJson */ .qF)(bytes), 'annotations');
    const keys = expected.filter((annotation) => annotation.startsWith('index:')).map(annotationKey);
    return [
        ...(0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexDifferences */ .rf)(index, images.map(({ platform }) => platform)),
        ...wrong,
        ...parts
            .flatMap(_oci_part_js__WEBPACK_IMPORTED_MODULE_7__/* .chosenAttestations */ .ue)
            .filter((digest) => !attested.includes(digest))
            .map((digest) => `the attestation ${digest} is not in it`),
        ...keys
            .filter((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .field */ .ZZ)(annotations, key) === undefined)
            .map((key) => `it has no annotation ${key}; only OCI images can have one`),
    ];
}
function annotationKey(annotation) {
    return annotation.slice('index:'.length, annotation.indexOf('='));
}
async function copyPart(docker, command) {
    const { code, tail } = await (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .retryCommand */ .wk)(docker.tries, 'copying a part', () => docker.stream(command, { limitMs: _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__/* .LIMIT_MS */ .TZ.transfer }));
    if (code === 0)
        return;
    const why = (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)((0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .errorIn */ .Kd)(tail)) || `exit code ${code}`;
    const cure = certificateCure(why) ?? 'Check that the login may push there, and run the job again.';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`A part could not be copied: ${why}.`, `${NOTHING_MOVED} ${cure}`);
}
function certificateCure(error) {
    return /x509: |failed to verify certificate/.test(error)
        ? 'For joining parts, buildx only trusts the certificate authorities that the system of this runner trusts, not those in the configuration of a builder: add the authority to the system, or set SSL_CERT_FILE to its file in the env of this step.'
        : undefined;
}


/***/ }),

/***/ 32118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ withoutOldLatest)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18316);
/* harmony import */ var _names_latest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71281);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6910);
/* harmony import */ var _runner_extras_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37367);
/* harmony import */ var _tag_targets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17230);






async function withoutOldLatest(mover, publish) {
    const { latest } = publish;
    if (latest === undefined)
        return publish;
    const candidates = publish.tags.filter((tag) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).tag === latest.tag);
    const kept = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)(candidates, _tag_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .REQUESTS_AT_ONCE */ .PU, async (tag) => {
        const isHighest = await isHighestIn(mover, publish, tag);
        return (isHighest ?? mover.before.get(tag)?.digest === '') ? [] : [tag];
    });
    const stays = kept.flat();
    return { ...publish, tags: publish.tags.filter((tag) => !stays.includes(tag)) };
}
async function isHighestIn({ registries: { at, withRetries } }, { latest }, tag) {
    const { repository } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag);
    const tags = await (0,_runner_extras_js__WEBPACK_IMPORTED_MODULE_3__/* .tryExtra */ .m4)('latest', undefined, () => withRetries(`Listing the tags of ${repository}`, at(repository).tags));
    if (tags === undefined || latest === undefined)
        return undefined;
    const higher = (0,_names_latest_js__WEBPACK_IMPORTED_MODULE_4__/* .higherRelease */ .f)(latest, tags);
    if (higher !== undefined)
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_5__/* .annotate */ .fz)('notice', `${tag} stays where it is: ${repository} has ${higher}, a higher release than ${latest.numbers.join('.')}. latest=true in flavor would move it.`);
    return higher === undefined;
}


/***/ }),

/***/ 88256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ay: () => (/* binding */ unfinishedMoves),
/* harmony export */   Bh: () => (/* binding */ warnUnconfirmed),
/* harmony export */   F4: () => (/* binding */ logTagPositions),
/* harmony export */   mK: () => (/* binding */ moveTag)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _registry_login_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86878);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36731);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6910);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(93188);
/* harmony import */ var _await_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57780);
/* harmony import */ var _tag_targets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17230);








async function moveTag(registries, { tag, target, fate }, image) {
    if (fate !== 'moves')
        return { kind: fate === 'is there' ? 'moved' : 'superseded' };
    const { repository, tag: name } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag);
    const manifests = registries.at(repository);
    let isAgain = false;
    const put = async () => {
        const isDone = isAgain && (await manifests.digest(name).catch(() => '')) === image.digest;
        isAgain = true;
        if (!isDone)
            await manifests.put(name, image.bytes);
    };
    try {
        await registries.withRetries(`Tagging ${tag}`, put);
    }
    catch (error) {
        return afterRejection(registries, tag, image, error);
    }
    const { found, error } = await (0,_await_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .awaitDigest */ .FG)(registries, tag, image.digest);
    if (found === image.digest)
        return { kind: 'moved' };
    if (error !== undefined && (0,_await_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isRateLimit */ .a5)(error)) {
        warnUnconfirmed(tag);
        return { kind: 'moved' };
    }
    const isStale = found === '' || found === target?.digest;
    if (error !== undefined || isStale)
        return { kind: 'unseen', why: (0,_await_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMismatch */ ._e)(found, error, image.digest) };
    return { kind: 'overtaken', target: await (0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .inspectTarget */ .WL)(manifests, found, true) };
}
function warnUnconfirmed(tag) {
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_3__/* .annotate */ .fz)('warning', `${tag} was pushed and acknowledged, but cannot be confirmed because of the rate limit of the registry.`);
}
async function afterRejection(registries, tag, image, error) {
    const isForGood = error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_4__/* .RequestRejected */ .MF || error instanceof _registry_login_js__WEBPACK_IMPORTED_MODULE_5__.AccessDenied;
    const digest = await registries
        .at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).repository)
        .digest((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).tag)
        .catch(() => '');
    if (digest === image.digest)
        return { kind: 'moved' };
    if (!isForGood || digest === undefined || digest === '')
        return { kind: 'refused', error };
    const target = await (0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .inspectTarget */ .WL)(registries.at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).repository), digest, false);
    const digests = image.index.images.map((each) => each.digest);
    if (!(0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .sameImages */ .$j)(target.images, digests))
        return { kind: 'refused', error };
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_3__/* .annotate */ .fz)('notice', `${tag} cannot be moved, but already has the same images: ${digest}.`);
    return { kind: 'same images' };
}
function logTagPositions(decided, done, digest) {
    const isMoved = ({ tag }) => done.get(tag)?.kind === 'moved';
    const isStaying = ({ fate }) => fate === 'superseded';
    const left = decided.filter((each) => !isMoved(each) && !isStaying(each));
    (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_6__/* .logLine */ .BP)(`Tags that point to ${digest}: ${namesOf(decided.filter(isMoved))}.`);
    (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_6__/* .logLine */ .BP)(`Tags that were being moved, and may or may not point there: ${namesOf(left)}.`);
}
function namesOf(list) {
    return list.map(({ tag }) => tag).join(', ') || 'none';
}
const RUN_AGAIN = 'Run the failed job again when the registry answers; the remaining tags then move. No digest is output until all have moved.';
function unfinishedMoves(decided, done, digest) {
    const outcomes = decided.flatMap(({ tag }) => {
        const outcome = done.get(tag);
        return outcome === undefined ? [] : [{ tag, outcome }];
    });
    const moved = outcomes.filter(({ outcome }) => outcome.kind === 'moved');
    const refused = outcomes.flatMap(({ tag, outcome }) => outcome.kind === 'refused' ? [{ tag, error: outcome.error }] : []);
    const unseen = outcomes.flatMap(({ tag, outcome }) => {
        if (outcome.kind === 'overtaken')
            return [`${tag} (${(0,_await_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMismatch */ ._e)(outcome.target.digest, undefined, digest)})`];
        return outcome.kind === 'unseen' ? [`${tag} (${outcome.why})`] : [];
    });
    const lines = [
        `Not every tag points to ${digest} now.`,
        `Moved: ${namesOf(moved)}.`,
        ...(refused.length === 0 ? [] : [`Not moved: ${namesOf(refused)}.`]),
        ...(unseen.length === 0
            ? []
            : [`Acknowledged by the registry, but not what it returns: ${unseen.join(', ')}.`]),
        ...new Set(refused.map(({ error }) => `${(0,_await_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .errorPhrase */ .Mn)(error)}.`)),
    ];
    const cures = [
        ...refused.map(({ error }) => (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR ? error.cure : RUN_AGAIN)),
        ...(unseen.length === 0 ? [] : [RUN_AGAIN]),
    ];
    const none = unseen.length === 0 ? 'no tag moved' : 'tags may have moved';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Unfinished */ .K4([new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(lines.join('\n'), [...new Set(cures)].join(' '))], moved.length > 0 ? 'some tags moved' : none);
}


/***/ }),

/***/ 3342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ startPreflight)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3102);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(28927);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _registry_client_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(74548);
/* harmony import */ var _registry_login_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86878);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36731);
/* harmony import */ var _reach_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(10166);
/* harmony import */ var _tag_targets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17230);










function startPreflight(registries, publish) {
    const { repositories, isReachedAlike } = publish;
    const checked = repositories.map((repository) => checkPush(registries, repository, isReachedAlike));
    const gate = (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(checked, checked.length, (each) => each).then(() => { });
    const before = Promise.allSettled(checked).then(() => (0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .readTargets */ .R0)(registries, publish));
    gate.catch(() => { });
    return { gate, before };
}
const REACH_LIMIT_MS = 35_000;
async function checkPush({ at, withRetries }, repository, isReachedAlike) {
    const { host } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .splitRepository */ .T8)(repository);
    try {
        const limitMs = isReachedAlike ? REACH_LIMIT_MS : 0;
        await withRetries(`Reaching ${host}`, () => probeUpload(at(repository)), { limitMs });
    }
    catch (error) {
        if (error instanceof _registry_login_js__WEBPACK_IMPORTED_MODULE_3__.AccessDenied || (error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_4__/* .RequestRejected */ .MF && isPermanent(error)))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR(`${error.message} Nothing has been pushed.`, error.cure);
        if (willAlwaysFail(error))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR(`${host} cannot be queried: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_6__/* .reasonOf */ .A3)(error)}. Nothing has been pushed.`, (0,_registry_client_js__WEBPACK_IMPORTED_MODULE_7__/* .requestCure */ .jw)(error));
        if (isReachedAlike && (0,_reach_js__WEBPACK_IMPORTED_MODULE_8__/* .isUnreached */ .m)(error))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR(`${host} does not answer: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_6__/* .reasonOf */ .A3)(error)}. Nothing has been pushed.`, `Check that ${host} is right in tags, that the registry is up and that this runner can reach it.`);
    }
}
function willAlwaysFail(error) {
    const isRefused = error instanceof _http_js__WEBPACK_IMPORTED_MODULE_6__/* .HttpError */ .j$ && error.fault === 'impossible';
    return isRefused || (0,_faults_js__WEBPACK_IMPORTED_MODULE_9__/* .faultOf */ .K)(error) === 'untrusted';
}
async function probeUpload(manifests) {
    try {
        await manifests.tryUpload();
    }
    catch (error) {
        if (error instanceof _http_js__WEBPACK_IMPORTED_MODULE_6__/* .HttpError */ .j$ && error.status > 0)
            return;
        throw error;
    }
}
const WRONG_NAMES = ['NAME_INVALID', 'NAME_UNKNOWN'];
function isPermanent({ refused, fault }) {
    return WRONG_NAMES.includes(refused.code) || fault === 'blocked' || fault === 'quota';
}


/***/ }),

/***/ 10166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ isUnreached),
/* harmony export */   whyUnreachable: () => (/* binding */ whyUnreachable)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3102);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);



const ANSWER_MS = 5_000;
async function whyUnreachable(server, env) {
    const { sendOnce } = (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .openHttpClient */ .S$)({ env, silenceMs: ANSWER_MS });
    const signal = AbortSignal.timeout(ANSWER_MS);
    try {
        const message = await sendOnce({ method: 'HEAD', url: `https://${server}/v2/`, headers: {}, signal });
        message.destroy();
        return undefined;
    }
    catch (error) {
        if (signal.aborted)
            return `no response for ${ANSWER_MS / 1_000} seconds`;
        return isUnreached(error) ? (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonOf */ .A3)(error) : undefined;
    }
}
function isUnreached(error) {
    const fault = (0,_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .faultOf */ .K)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code'));
    const isSilent = error instanceof _http_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$ && error.fault === 'silence';
    return isSilent || fault === 'connection' || fault === 'unknown host';
}


/***/ }),

/***/ 93598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ signWith)
/* harmony export */ });
function signWith({ registries, signer, time }, plan, { repositories }) {
    if (plan === undefined)
        return undefined;
    return (image) => time('signatures', async () => {
        const { signImage } = await Promise.all(/* import() */[__webpack_require__.e(74), __webpack_require__.e(195)]).then(__webpack_require__.bind(__webpack_require__, 29195));
        return signImage(registries, plan, signer, { image, repositories });
    });
}


/***/ }),

/***/ 17230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $j: () => (/* binding */ sameImages),
/* harmony export */   CN: () => (/* binding */ NO_TARGET),
/* harmony export */   FY: () => (/* binding */ lookUpTag),
/* harmony export */   PU: () => (/* binding */ REQUESTS_AT_ONCE),
/* harmony export */   R0: () => (/* binding */ readTargets),
/* harmony export */   WL: () => (/* binding */ inspectTarget),
/* harmony export */   uv: () => (/* binding */ needsMaker)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _distinct_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62279);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15885);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24061);





const REQUESTS_AT_ONCE = 8;
const NO_TARGET = { digest: '', images: [], platforms: [], maker: '' };
async function readTargets(registries, { tags, ...publish }) {
    const readsMaker = needsMaker(publish);
    const digests = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(tags, REQUESTS_AT_ONCE, async (tag) => ({
        tag,
        digest: await lookUpTag(registries, tag).catch(() => undefined),
    }));
    const known = digests.flatMap(({ tag, digest }) => (digest === undefined ? [] : [{ tag, digest }]));
    const keyOf = ({ tag, digest }) => `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitName */ .W0)(tag).repository}@${digest}`;
    const distinct = (0,_distinct_js__WEBPACK_IMPORTED_MODULE_2__/* .distinctBy */ .e)(known, keyOf);
    const target = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(distinct, REQUESTS_AT_ONCE, async (one) => {
        const manifests = registries.at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitName */ .W0)(one.tag).repository);
        const isInspected = readsMaker || one.tag === tags[0];
        const target = isInspected
            ? await inspectTarget(manifests, one.digest, readsMaker)
            : uninspected(one.digest);
        return [keyOf(one), target];
    });
    const images = new Map(target);
    return new Map(known.map((one) => [one.tag, images.get(keyOf(one)) ?? NO_TARGET]));
}
async function lookUpTag({ at, withRetries }, tag) {
    const { repository, tag: name } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitName */ .W0)(tag);
    const ask = () => at(repository).digest(name);
    return (await withRetries(`Looking up ${tag}`, ask)) ?? '';
}
function needsMaker({ onNewer, runUrl }) {
    return onNewer !== 'move' && runUrl !== '';
}
function uninspected(digest) {
    return { ...NO_TARGET, digest };
}
async function inspectTarget(manifests, digest, readsMaker) {
    if (digest === '')
        return NO_TARGET;
    const manifest = await manifests.read(digest).catch(() => undefined);
    if (manifest === undefined)
        return uninspected(digest);
    const index = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_3__/* .readIndex */ .vY)(manifest.bytes);
    if (index === undefined)
        return { ...uninspected(digest), images: [digest] };
    const maker = readsMaker ? await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_4__/* .readBuilderId */ .PL)(manifests, manifest.bytes).catch(() => '') : '';
    const { images } = index;
    const platforms = images.map(({ platform }) => platform);
    return { digest, images: images.map((image) => image.digest), platforms, maker };
}
function sameImages(one, other) {
    return one.length > 0 && one.toSorted().join() === other.toSorted().join();
}


/***/ }),

/***/ 13892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ moveTags),
/* harmony export */   _: () => (/* binding */ refuseNewer)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);
/* harmony import */ var _plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(80546);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(94325);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6910);
/* harmony import */ var _move_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(88256);
/* harmony import */ var _tag_targets_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17230);
/* harmony import */ var _unchanged_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(83008);









const MOVES_AT_ONCE = 8;
async function moveTags(mover, publish, made) {
    const { sign, before } = mover;
    const first = await decide(mover, publish, made);
    const signed = sign !== undefined && isTagged(first, made) ? await sign(made) : undefined;
    const { image, decided } = signed === undefined ? first : await decide(mover, publish, made);
    if (sign !== undefined && image !== made)
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('notice', keptSentence(image));
    for (const each of decided)
        warnOfOthers(each, before.get(each.tag), image, publish);
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .withState */ .Q2)('tags may have moved', async () => ({
        ...(await moveAll(mover, publish, decided, image)),
        signed,
    }));
}
async function decide(mover, publish, made) {
    const { registries, before } = mover;
    const target = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_2__/* .mapConcurrent */ ._)(publish.tags, _tag_targets_js__WEBPACK_IMPORTED_MODULE_3__/* .REQUESTS_AT_ONCE */ .PU, async (tag, index) => {
        const isChecked = publish.onNewer !== 'move' || (publish.onUnchanged === 'keep' && index === 0);
        const now = isChecked
            ? await currentTarget(mover, tag, made.digest, (0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_3__/* .needsMaker */ .uv)(publish))
            : before.get(tag);
        return { tag, isAsked: isChecked, target: now };
    });
    const image = (await (0,_unchanged_js__WEBPACK_IMPORTED_MODULE_4__/* .keptImage */ .y)(registries, publish, made, target[0]?.target)) ?? made;
    const decided = target.map(({ tag, isAsked: isChecked, target: now }) => ({
        tag,
        target: now,
        fate: isChecked ? (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_5__/* .fateOf */ ._L)(now, image.digest, publish) : 'moves',
    }));
    if (publish.onNewer === 'fail')
        refuseNewer(decided);
    return { image, decided };
}
function isTagged({ image, decided }, made) {
    return image === made && decided.some(({ fate }) => fate !== 'superseded');
}
function keptSentence({ digest }) {
    return `The tags stay at ${digest}, which another run has built and this one does not sign: no image in it is new.`;
}
async function currentTarget({ registries, before }, tag, own, readsMaker) {
    const earlier = before.get(tag);
    const digest = await (0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_3__/* .lookUpTag */ .FY)(registries, tag).catch(() => undefined);
    if (digest === undefined)
        return undefined;
    if (digest === earlier?.digest)
        return earlier;
    if (digest === own)
        return { ..._tag_targets_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_TARGET */ .CN, digest };
    return (0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_3__/* .inspectTarget */ .WL)(registries.at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .splitName */ .W0)(tag).repository), digest, readsMaker);
}
function refuseNewer(decided) {
    const newer = decided.filter(({ fate }) => fate === 'superseded');
    if (newer.length === 0)
        return;
    const shown = newer.map(({ tag, target }) => `${tag} (${target?.maker})`).join(', ');
    const failure = new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`A newer run has already published: ${shown}. No tag has moved.`, 'Run the newest commit again instead. on-newer: keep would leave these tags and move the others, on-newer: move would replace what is newer.');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Unfinished */ .K4([failure], 'no tag moved');
}
function warnOfOthers({ tag, target, fate }, earlier, { digest, index }, publish) {
    if (fate === 'superseded')
        warnOfNewer(tag, target?.maker ?? '');
    const own = index.images.map(({ platform }) => platform);
    if (fate === 'moves' && target !== undefined && (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_5__/* .isOfOtherLeg */ .Ew)(target, own, publish)) {
        const what = `${tag} has an image for ${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_7__/* .printPlatforms */ .UR)(target.platforms)} that this run has built. It is replaced by one for ${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_7__/* .printPlatforms */ .UR)(own)} only.`;
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('warning', `${what}\nTo join what the jobs of a matrix build, use mode: part in them, and mode: merge in one job after them.`);
    }
    if (fate === 'moves' && (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_5__/* .isUnclear */ .Z5)(earlier, target, publish)) {
        const first = earlier?.digest || 'not there';
        const what = `${tag} was changed while this job ran (${first}, then ${target?.digest}), and its image does not say by which run. It is moved to ${digest}.`;
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('warning', `${what}\nLet only one job at a time publish it (concurrency), or leave provenance on.`);
    }
}
function warnOfNewer(tag, maker) {
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('warning', `${tag} stays: its image is from a newer run, ${maker}.\non-newer: move would replace it, on-newer: fail makes this an error.`);
}
async function moveAll({ registries, beforeLeaving }, publish, decided, image) {
    const done = new Map();
    const forget = beforeLeaving(() => (0,_move_js__WEBPACK_IMPORTED_MODULE_8__/* .logTagPositions */ .F4)(decided, done, image.digest));
    const outcomes = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_2__/* .mapConcurrent */ ._)(decided, MOVES_AT_ONCE, async (each) => {
        const outcome = await (0,_move_js__WEBPACK_IMPORTED_MODULE_8__/* .moveTag */ .mK)(registries, each, image);
        done.set(each.tag, outcome);
        return { tag: each.tag, outcome };
    }).finally(forget);
    for (const { tag, outcome } of outcomes) {
        if (outcome.kind === 'overtaken' && (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_5__/* .isNewerRun */ .VZ)(outcome.target.maker, publish.runUrl)) {
            done.set(tag, { kind: 'superseded' });
            warnOfNewer(tag, outcome.target.maker);
        }
    }
    const tagsThat = (...kinds) => decided.map(({ tag }) => tag).filter((tag) => kinds.some((kind) => done.get(tag)?.kind === kind));
    if (tagsThat('refused', 'overtaken', 'unseen').length > 0)
        throw (0,_move_js__WEBPACK_IMPORTED_MODULE_8__/* .unfinishedMoves */ .Ay)(decided, done, image.digest);
    return { confirmed: image, tags: tagsThat('moved'), superseded: tagsThat('superseded') };
}


/***/ }),

/***/ 83008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isChanged),
/* harmony export */   y: () => (/* binding */ keptImage)
/* harmony export */ });
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24061);
/* harmony import */ var _tag_targets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17230);


function hasNewImages(target, { index }) {
    const digests = index.images.map(({ digest }) => digest);
    return target === undefined || !(0,_tag_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .sameImages */ .$j)(target.images, digests);
}
function isChanged(before, { tags }, made) {
    return hasNewImages(before.get(tags[0] ?? ''), made);
}
async function keptImage(registries, { onUnchanged, repositories }, made, target) {
    if (onUnchanged !== 'keep' ||
        target === undefined ||
        target.digest === made.digest ||
        hasNewImages(target, made))
        return undefined;
    const { digest } = target;
    const [first = '', ...others] = repositories;
    try {
        const found = await Promise.all(others.map((repository) => registries.at(repository).digest(digest)));
        const manifest = await registries.at(first).read(digest);
        if (manifest?.digest !== digest || found.some((each) => each !== digest))
            return undefined;
        return { digest, bytes: manifest.bytes, index: await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_1__/* .readImages */ .H)(registries, first, manifest) };
    }
    catch {
        return undefined;
    }
}


/***/ })

};
