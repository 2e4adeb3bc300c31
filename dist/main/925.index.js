export const id = 925;
export const ids = [925,535];
export const modules = {

/***/ 44247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   S$: () => (/* binding */ openHttpClient),
/* harmony export */   T4: () => (/* binding */ PAUSES_MS),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   fb: () => (/* binding */ isUntrusted),
/* harmony export */   j$: () => (/* binding */ HttpError),
/* harmony export */   l0: () => (/* binding */ pauseAfter)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41692);
/* harmony import */ var _actions_http_client__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44942);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);



function openHttpClient({ trust = usualTrust, silenceMs = SILENCE_MS } = {}) {
    const state = { trust, silenceMs, machineTrusted: new Set() };
    return {
        send: (request) => send(request, state),
        sendOnce: (request) => trustedResponse(request, state),
        bodyOf: (message) => bodyOf(message, silenceMs),
        wholeBody: (message, limit) => wholeBody(message, limit, silenceMs),
    };
}
const SILENCE_MS = 60_000;
function usualTrust() {
    return { isInsecure: false, authorities: [] };
}
/** A server that wants to be left alone for longer is not waited for. */
const LONGEST_PAUSE_MS = 60_000;
const MOST_REDIRECTS = 10;
/** No response, or one that is no use. */
class HttpError extends Error {
    fault;
    /** Milliseconds that the server wants to be left alone for. */
    pauseMs;
    constructor(what, fault, pauseMs = 0) {
        super(what);
        this.name = 'HttpError';
        this.fault = fault;
        this.pauseMs = pauseMs;
    }
}
/** Codes of network errors that go away by themselves more often than not. */
const TRANSIENT_CODES = [
    'ECONNABORTED',
    'ECONNRESET',
    'EAI_AGAIN',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ETIMEDOUT',
];
/** Certificates by an authority that Node does not know. */
const UNTRUSTED_CODES = [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
/** Pauses in milliseconds before each further try of a request. */
const PAUSES_MS = [1_000, 2_000, 4_000];
/** Whether the same request may succeed the next time. */
function isTransient(error) {
    return error instanceof HttpError
        ? error.fault === 'passing'
        : TRANSIENT_CODES.includes((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code'));
}
/** Milliseconds that a server wants to be left alone for. */
function pauseAfter(error) {
    return error instanceof HttpError ? error.pauseMs : 0;
}
/** Whether a certificate is by an authority that is not trusted. */
function isUntrusted(error) {
    return UNTRUSTED_CODES.includes((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code'));
}
/** In one line, without Node's advice for those who start it. */
function reasonOf(error) {
    return ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'message') || (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code')).replace(/;? if the root CA .*/, '');
}
async function send(request, state) {
    let next = request;
    for (let hops = 0;; hops++) {
        const message = await trustedResponse(next, state);
        const { statusCode: status = 0, headers } = message;
        if (status >= 500 ? status !== 501 : status === 408 || status === 429) {
            message.destroy();
            throw busy(next, status, headers['retry-after']);
        }
        const isForward = request.method === 'GET' && [301, 302, 303, 307, 308].includes(status);
        if (!isForward || headers.location === undefined)
            return { message, forwardedTo: otherHost(request, next) };
        message.destroy();
        next = forwarded(next, headers.location, hops);
    }
}
function otherHost(asked, responding) {
    const [from, to] = [new URL(asked.url), new URL(responding.url)];
    return to.origin === from.origin ? undefined : to.host;
}
function forwarded(request, location, hops) {
    const [from, to] = [new URL(request.url), URL.parse(location, request.url)];
    if (hops === MOST_REDIRECTS)
        throw new HttpError('too many redirects', 'lasting');
    if (to === null || !/^https?:$/.test(to.protocol))
        throw new HttpError(`${from.host} forwards to what is no address`, 'lasting');
    if (from.protocol === 'https:' && to.protocol !== 'https:')
        throw new HttpError(`${from.host} forwards to ${to.origin}, which is not encrypted`, 'lasting');
    const { authorization: _, ...others } = request.headers;
    return { ...request, url: to.href, headers: to.origin === from.origin ? request.headers : others };
}
function busy({ url }, status, after = '') {
    const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1_000;
    const pauseMs = seconds > 0 ? Math.ceil(seconds) * 1_000 : 0;
    const what = `${new URL(url).host} answers ${status}`;
    if (pauseMs <= LONGEST_PAUSE_MS)
        return new HttpError(what, 'passing', pauseMs);
    return new HttpError(`${what} and wants to be asked again after ${pauseMs / 1_000} s only`, 'lasting');
}
/**
 * Go's programs, buildx among them, trust the machine's authorities: a company may have its own there. Reading them can
 * take seconds, and Node's mostly do, so they are read once a server needs them.
 */
async function trustedResponse(request, state) {
    const { machineTrusted } = state;
    const { origin } = new URL(request.url);
    const isTrusting = machineTrusted.has(origin);
    try {
        return await responseInTime(request, state);
    }
    catch (error) {
        if (isTrusting || !isUntrusted(error))
            throw error;
        machineTrusted.add(origin);
        return responseInTime(request, state);
    }
}
/** The package's own limit does not cover the time until there is a connection, and leaves the connection open. */
async function responseInTime(request, state) {
    const { method, url, headers, body = null } = request;
    const { silenceMs } = state;
    const stop = new AbortController();
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_1__/* .HttpClient */ .Qq('multi-platform-build', [handler(url, state, stop.signal)], {
        allowRedirects: false,
    });
    let timer;
    const isOver = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new HttpError(`${new URL(url).host} said nothing for ${silenceMs / 1_000} s`, 'silence'));
            stop.abort();
        }, silenceMs);
    });
    try {
        // Nothing is compressed on the way: sizes and digests are those of the bytes as they are stored.
        const sent = { 'accept-encoding': 'identity', ...headers };
        const { message } = await Promise.race([client.request(method, url, body, sent), isOver]);
        // From here on `bodyOf` looks after the time: a reader that is slow itself is not held against the server.
        message.socket.setTimeout(0);
        return message;
    }
    finally {
        clearTimeout(timer);
    }
}
/** What the package has no options for. Each request has a client and an agent of its own, so both may be changed. */
function handler(url, state, signal) {
    return {
        prepareRequest: (options) => {
            options.signal = signal;
            // The brackets of an IPv6 address belong to the URL only.
            options.host = options.host?.replace(/^\[(.*)\]$/, '$1');
            change(options.agent, 'options', encryption(new URL(url), state));
            // A tunnel through a proxy is a request of its own.
            change(options.agent, 'proxyOptions', { signal });
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('this handler does not authenticate')),
    };
}
/** Changes a member of an agent, where it has that one. */
function change(agent, name, values) {
    const member = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(agent, name);
    if (typeof member === 'object' && member !== null)
        Object.assign(member, values);
}
function encryption(url, { trust, machineTrusted }) {
    if (url.protocol !== 'https:')
        return {};
    const { isInsecure, authorities } = trust(url);
    if (isInsecure)
        return { rejectUnauthorized: false };
    const isMachineTrusted = machineTrusted.has(url.origin);
    if (authorities.length === 0 && !isMachineTrusted)
        return {};
    const machine = isMachineTrusted ? (0,node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates)('system') : [];
    return { ca: [...(0,node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates)('default'), ...machine, ...authorities] };
}
async function* bodyOf(message, silenceMs) {
    const chunks = message[Symbol.asyncIterator]();
    const giveUp = () => {
        message.destroy(new HttpError(`nothing more came for ${silenceMs / 1_000} s`, 'silence'));
    };
    try {
        for (;;) {
            const timer = setTimeout(giveUp, silenceMs);
            const { done, value } = await chunks.next().finally(() => clearTimeout(timer));
            if (done === true)
                return;
            yield value;
        }
    }
    finally {
        message.destroy();
    }
}
async function wholeBody(message, limit, silenceMs) {
    const chunks = [];
    let size = 0;
    for await (const chunk of bodyOf(message, silenceMs)) {
        size += chunk.length;
        if (size > limit)
            throw new HttpError(`the answer has more than ${limit} bytes`, 'lasting');
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 29535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H2: () => (/* binding */ checkDigest),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   fA: () => (/* binding */ openSession),
/* harmony export */   registryBlobs: () => (/* binding */ registryBlobs),
/* harmony export */   rg: () => (/* binding */ notGiven),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44247);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9501);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74548);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86878);
/**
 * Reads images out of a registry: docker has no command for that. What is read is hashed.
 * Import this file only where that is needed: see http.ts.
 */









/** Bytes of a layer that are kept ready for its reader. */
const AHEAD = 256 << 10;
const MANIFEST_TYPES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const CURE = 'See that nothing deletes or replaces images there, and push the image again.';
/**
 * The documents and layers of the images of a repository, with docker's logins. A layer is asked for when its reader
 * begins; where the connection breaks, it goes on from there.
 * @param repository an image name without tag
 */
function registryBlobs(repository, settings) {
    const session = openSession(repository, 'pull', settings);
    // A digest does not tell a config from a manifest, and they are at different addresses: manifests name their configs.
    const configs = new Set();
    return {
        read: async (digest) => {
            const bytes = await readDocument(session, digest, configs.has(digest) ? 'blobs' : 'manifests');
            configs.add((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(bytes.toString('utf8')), 'config', 'digest'));
            return bytes;
        },
        open: async (descriptor) => node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(layerBytes(session, descriptor), { objectMode: false, highWaterMark: AHEAD }),
    };
}
/** @param action what a login must be allowed to do */
function openSession(repository, action, settings) {
    const client = (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .openRegistryClient */ .jd)(settings);
    const { host, path } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .splitRepository */ .T8)(repository);
    let location;
    let authorization;
    const send = async (request, shown) => {
        const own = shown === undefined ? {} : { authorization: await shown };
        return client.send({ ...request, headers: { ...request.headers, ...own } });
    };
    const ask = async (method, below, headers = {}) => {
        location ??= (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .originOf */ .yv)(host, client);
        const origin = await location;
        const request = { method, url: `${origin}/v2/${path}/${below}`, headers };
        const shown = authorization;
        const first = await send(request, shown);
        const { statusCode, headers: returned } = first.message;
        const challenge = returned['www-authenticate'];
        // Where the registry forwards to, somebody else may ask for a login, who must not get the registry's.
        if (statusCode !== 401 || challenge === undefined || first.forwardedTo !== undefined)
            return first;
        first.message.destroy();
        // Of requests at the same time, the first one logs in for all: at the beginning, and when a token has expired.
        if (authorization === shown)
            authorization = (0,_login_js__WEBPACK_IMPORTED_MODULE_6__/* .authorize */ .Gq)(challenge, { origin, host, path, action }, client);
        return send(request, authorization);
    };
    return { repository, client, ask };
}
async function readDocument(session, digest, kind) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const { client } = session;
    const bytes = await (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .retryRequest */ .qN)(what, client, async () => {
        const response = await session.ask('GET', `${kind}/${digest}`, { accept: MANIFEST_TYPES });
        if (response.message.statusCode === 200)
            return client.wholeBody(response.message, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_8__/* .DOCUMENT_LIMIT */ .w);
        const refused = await refusal(response, client);
        if (refused.status === 404 && kind === 'manifests')
            return undefined;
        throw notGiven(what, refused);
    });
    if (bytes === undefined)
        return readDocument(session, digest, 'blobs');
    checkBytes(what, digest, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .ol)(bytes, digest));
    return bytes;
}
async function* layerBytes(session, { digest, size }) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const hasher = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .openHasher */ .mH)(digest);
    const { recover } = (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .startRequestRetries */ .gW)(what, session.client);
    let at = 0;
    for (;;) {
        try {
            for await (const chunk of blobFrom(session, digest, at, what)) {
                at += chunk.length;
                if (size >= 0 && at > size)
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${what} gives more than its ${size} bytes.`, CURE);
                hasher.update(chunk);
                yield chunk;
            }
            if (at < size)
                throw new _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$(`cut off after ${at} of ${size} bytes`, 'passing');
            break;
        }
        catch (error) {
            await recover(error);
        }
    }
    checkBytes(what, digest, hasher.digest());
}
/** A blob from a byte on. A server that knows no ranges sends all of it again. */
async function* blobFrom({ ask, client }, digest, at, what) {
    const response = await ask('GET', `blobs/${digest}`, at > 0 ? { range: `bytes=${at}-` } : {});
    const { statusCode, headers } = response.message;
    const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true;
    if (statusCode !== 200 && !isRest)
        throw notGiven(what, await refusal(response, client));
    let unwanted = isRest ? 0 : at;
    for await (const chunk of client.bodyOf(response.message)) {
        if (chunk.length > unwanted)
            yield chunk.subarray(unwanted);
        unwanted = Math.max(0, unwanted - chunk.length);
    }
}
/** Most bytes of what a registry says about a request that it does not serve. */
const REFUSAL_LIMIT = 64 << 10;
async function refusal({ message, forwardedTo }, { wholeBody }) {
    const bytes = await wholeBody(message, REFUSAL_LIMIT).catch(() => Buffer.alloc(0));
    const errors = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(bytes.toString('utf8')), 'errors');
    const code = Array.isArray(errors) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(errors[0], 'code') : '';
    return { status: message.statusCode ?? 0, code: /^[A-Z_]{1,40}$/.test(code) ? code : '', forwardedTo };
}
/** @param what was being done, as in "Reading …" */
function notGiven(what, { status, code, forwardedTo }) {
    const answer = code === '' ? `${status}` : `${status} ${code}`;
    const who = forwardedTo === undefined ? 'the registry' : `${forwardedTo}, where the registry forwards to,`;
    if (status !== 401 && status !== 403)
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${what} failed: ${who} answers ${answer}.`, CURE);
    const denied = `${what} is not allowed: ${who} answers ${answer}.`;
    return forwardedTo === undefined
        ? new _login_js__WEBPACK_IMPORTED_MODULE_6__/* .AccessDenied */ .Oy(denied, LOGIN_CURE)
        : new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(denied, FORWARDED_CURE);
}
const LOGIN_CURE = 'Log in before this step (docker/login-action) as somebody who may pull there.';
const FORWARDED_CURE = 'No login is sent there: see that this runner may read from that host, or ask whoever runs the registry.';
/** A digest is part of an address here, so it must not be anything else. */
function checkDigest(digest, what) {
    if (!(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .Bc)(digest))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${what} is not possible: "${digest}" is no digest.`, CURE);
}
function checkBytes(what, digest, found) {
    if (found === digest)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${what} gives other bytes: they hash to ${found}.`, CURE);
}


/***/ }),

/***/ 74548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gW: () => (/* binding */ startRequestRetries),
/* harmony export */   jd: () => (/* binding */ openRegistryClient),
/* harmony export */   qN: () => (/* binding */ retryRequest),
/* harmony export */   yv: () => (/* binding */ originOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2027);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44247);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2165);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(93188);
/**
 * Requests to registries, their token servers and the storage that they forward to: encrypted as a builder's
 * configuration has it, and again where that helps. Import what uses this file only where a registry is read: see
 * http.ts.
 */








function openRegistryClient(settings) {
    const { hosts, silenceMs } = settings;
    const trust = (url) => trustOf(url, hosts);
    return { settings, ...(0,_http_js__WEBPACK_IMPORTED_MODULE_3__/* .openHttpClient */ .S$)(silenceMs === undefined ? { trust } : { trust, silenceMs }) };
}
function trustOf(url, hosts) {
    const { insecure = false, ca = [] } = (0,_buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_1__/* .hostSettings */ .m$)(hosts, url) ?? {};
    return { isInsecure: insecure, authorities: insecure ? [] : ca.flatMap(readAuthority) };
}
/** Where buildx copies the files of a configuration to, inside of a builder's container. */
const IN_BUILDER = '/etc/buildkit/';
/** Empty for a file that the builder has and this machine has not: whoever is trusted here may be enough. */
function readAuthority(path) {
    try {
        return [(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8')];
    }
    catch (error) {
        if (path.startsWith(IN_BUILDER))
            return [];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`The certificate authority ${path}, which the builder's configuration names for a registry, cannot be read: ${(0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(error, 'message')}.`, 'See that the file is there, or correct the table of the registry.');
    }
}
/** Does something that needs a response, and again after a passing trouble. @throws Failure */
function retryRequest(what, { settings }, work) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .retry */ .L5)(work, policyFor(what, settings));
}
/** The tries of a layer, which goes on where it broke off. */
function startRequestRetries(what, { settings }) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .startRetries */ .Vr)(policyFor(what, settings));
}
function policyFor(what, { pausesMs = _http_js__WEBPACK_IMPORTED_MODULE_3__/* .PAUSES_MS */ .T4 }) {
    return {
        pausesMs,
        isTransient: _http_js__WEBPACK_IMPORTED_MODULE_3__/* .isTransient */ .dg,
        pauseAfter: _http_js__WEBPACK_IMPORTED_MODULE_3__/* .pauseAfter */ .l0,
        onRetry: (error, pauseMs) => (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_6__/* .say */ .cv)(`${what}: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A3)(error)}; trying again in ${pauseMs / 1_000} s`),
        giveUp: (error, tries) => error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR ? error : requestFailure(what, error, tries),
    };
}
function requestFailure(what, error, tries) {
    const times = tries === 1 ? '' : ` (tried ${tries} times)`;
    const cure = (0,_http_js__WEBPACK_IMPORTED_MODULE_3__/* .isUntrusted */ .fb)(error)
        ? 'Name the file with the authority of its certificate in the configuration of the builder (ca in the table registry."HOST"), or let this machine trust it: of a builder that was made elsewhere, only the builder has the file.'
        : 'See that the registry is up and that this runner reaches it, and run the job again.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what} failed: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A3)(error)}${times}.`, cure);
}
/**
 * Where a registry is, by the rules of BuildKit: one that is configured as both insecure and not encrypted is asked
 * with encryption first, and without where that cannot be had.
 */
async function originOf(host, { settings, sendOnce }) {
    const secure = `https://${host}`;
    const { http = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .isLocalhost */ .M8)(host), insecure = false } = (0,_buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_1__/* .hostSettings */ .m$)(settings.hosts, new URL(secure)) ?? {};
    if (!http)
        return secure;
    const plain = `http://${host}`;
    if (!insecure)
        return plain;
    try {
        const message = await sendOnce({ method: 'GET', url: `${secure}/v2/`, headers: {} });
        message.destroy();
        return secure;
    }
    catch {
        return plain;
    }
}


/***/ }),

/***/ 2925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deleteManifest: () => (/* binding */ deleteManifest)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44247);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9501);
/* harmony import */ var _blobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29535);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74548);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86878);
/** Deletes manifests from a registry, which docker has no command for. Import this file only where that is needed. */









/** Tags that are looked at. Where there are more, nothing is deleted. */
const MOST_TAGS = 1_000;
const TAGS_AT_ONCE = 8;
/**
 * Deletes a manifest that no tag has, by itself or in an index: a build that changed nothing has the digest of what was
 * published before, and most registries take every tag of a manifest away with it.
 * @param digest of the manifest or index
 * @throws Failure where the registry does not answer, or does not tell what its tags have
 */
async function deleteManifest(repository, digest, settings) {
    const what = `Deleting ${digest} in ${repository}`;
    (0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .checkDigest */ .H2)(digest, what);
    const usedBy = await holderOf((0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .openSession */ .fA)(repository, 'pull', settings), digest);
    if (usedBy !== '')
        return { usedBy };
    const session = (0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .openSession */ .fA)(repository, 'delete', settings);
    try {
        return await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .retryRequest */ .qN)(what, session.client, async () => {
            const response = await session.ask('DELETE', `manifests/${digest}`);
            const { status, code } = await (0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(response, session.client);
            if (status === 200 || status === 202)
                return 'deleted';
            if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code))
                return 'deleted';
            if ([400, 401, 403, 404, 405, 501].includes(status))
                return 'not allowed';
            throw new _http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpError */ .j$(`the registry answers ${status} ${code}`.trimEnd(), 'lasting');
        });
    }
    catch (error) {
        if (error instanceof _login_js__WEBPACK_IMPORTED_MODULE_5__/* .AccessDenied */ .Oy)
            return 'not allowed';
        throw error;
    }
}
/** A tag that has the manifest; '' where none does. */
async function holderOf(session, digest) {
    const tags = await tagsOf(session);
    const holders = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_6__/* .mapConcurrent */ ._)(tags, TAGS_AT_ONCE, async (tag) => (await hasManifest(session, tag, digest)) ? [tag] : []);
    return holders.flat()[0] ?? '';
}
function tagsOf(session) {
    const { repository, client } = session;
    const what = `Listing the tags of ${repository}`;
    return (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .retryRequest */ .qN)(what, client, async () => {
        const found = await fetched(session, what, `tags/list?n=${MOST_TAGS}`);
        if (found === undefined)
            return [];
        // A registry that has more names the address of the next page.
        if (found.hasMore) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${repository} has more than ${MOST_TAGS} tags, too many to look at.`, CURE);
        }
        const tags = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(found.bytes.toString('utf8')), 'tags');
        return tags.filter((tag) => typeof tag === 'string').filter((tag) => TAG.test(tag));
    });
}
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]{0,127}$/;
const CURE = 'Delete the image by the means of its registry.';
function hasManifest(session, tag, digest) {
    const what = `Reading ${session.repository}:${tag}`;
    return (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .retryRequest */ .qN)(what, session.client, async () => {
        const found = await fetched(session, what, `manifests/${tag}`, { accept: _blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_TYPES */ ._P });
        if (found === undefined)
            return false;
        return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(found.bytes) === digest || found.bytes.includes(digest);
    });
}
/** @returns undefined where there is no such thing */
async function fetched({ ask, client }, what, path, accepted = {}) {
    const response = await ask('GET', path, accepted);
    const { statusCode, headers } = response.message;
    if (statusCode !== 200) {
        const refused = await (0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(response, client);
        if (refused.status === 404)
            return undefined;
        throw (0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .notGiven */ .rg)(what, refused);
    }
    const bytes = await client.wholeBody(response.message, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_8__/* .DOCUMENT_LIMIT */ .w);
    return { bytes, hasMore: headers['link'] !== undefined };
}


/***/ }),

/***/ 86878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gq: () => (/* binding */ authorize),
/* harmony export */   Oy: () => (/* binding */ AccessDenied)
/* harmony export */ });
/* unused harmony exports readChallenges, storedLogin */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41762);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23940);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6910);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(74548);
/**
 * Logins of registries as docker keeps them, and what a registry wants to see of one: a name and a password, or a
 * token of its token server.
 *
 * Every secret is masked when it is found. The runner obeys that only where its commands are not switched off, so
 * nothing may be quoted in the log (openQuote) while a registry is asked.
 */









/** The registry does not let this login, or nobody without one, do it. */
class AccessDenied extends _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR {
}
/** Most bytes of a token server's answer. */
const TOKEN_LIMIT = 1 << 20;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PART = new RegExp(`(${TOKEN})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+)))?`, 'g');
/** Reads a WWW-Authenticate header, or several in one (RFC 9110, section 11.6.1). */
function readChallenges(header) {
    const challenges = [];
    for (const [, name = '', quoted, plain] of header.matchAll(PART)) {
        const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
        if (value === undefined)
            challenges.push({ scheme: name.toLowerCase(), params: new Map() });
        else
            challenges.at(-1)?.params.set(name.toLowerCase(), value);
    }
    return challenges;
}
/**
 * The Authorization header that answers a registry's challenge.
 * @param header of the registry itself: the login is sent where it says
 * @throws AccessDenied where there is no login, or it is refused; Failure where that cannot be found out
 */
async function authorize(header, scope, client) {
    const challenges = readChallenges(header);
    const login = await findLogin(scope, client.settings.docker);
    if (login?.kind === 'token')
        return `Bearer ${login.secret}`;
    const bearer = challenges.find(({ scheme, params }) => scheme === 'bearer' && params.has('realm'));
    if (bearer !== undefined)
        return `Bearer ${await fetchToken(bearer, scope, login, client)}`;
    if (challenges.some(({ scheme }) => scheme === 'basic') && login?.kind === 'password')
        return basic(login);
    throw denied(scope, 'it wants a login', login);
}
/** @param why what the registry or its token server does */
function denied({ host, path, action }, why, login) {
    const found = login === undefined ? 'docker has no login for it' : 'docker has a login for it';
    return new AccessDenied(`${host} does not allow to ${action} ${path}: ${why}, and ${found}.`, `Log in to ${host} before this step (docker/login-action) as somebody who may ${action} there.`);
}
function basic({ user, secret }) {
    const encoded = Buffer.from(`${user}:${secret}`).toString('base64');
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_6__/* .setSecret */ .Pq)(encoded);
    return `Basic ${encoded}`;
}
/** https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ */
async function fetchToken(challenge, scope, login, client) {
    const realm = realmOf(challenge, scope, login);
    const request = tokenRequest(realm, challenge, scope, login);
    const what = `Logging in to ${scope.host} at ${realm.host}`;
    const { status, json } = await (0,_client_js__WEBPACK_IMPORTED_MODULE_7__/* .retryRequest */ .qN)(what, client, async () => {
        const { message } = await client.send(request);
        const bytes = await client.wholeBody(message, TOKEN_LIMIT);
        return { status: message.statusCode ?? 0, json: (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(bytes.toString('utf8')) };
    });
    if ([400, 401, 403, 404].includes(status))
        throw denied(scope, `its token server ${realm.host} answers ${status}`, login);
    const token = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(json, 'token') || (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(json, 'access_token');
    if (token === '') {
        const cure = 'See that the registry is set up right, and run the job again.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`${what} failed: it answers ${status} and no token.`, cure);
    }
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_6__/* .setSecret */ .Pq)(token);
    return token;
}
function realmOf({ params }, { host, origin }, login) {
    const realm = URL.parse(params.get('realm') ?? '');
    const cure = `See that ${host} is set up right: its token server is what it calls its realm.`;
    if (realm === null || !/^https?:$/.test(realm.protocol))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`${host} names a token server that is no address.`, cure);
    if (login !== undefined && realm.protocol === 'http:' && origin.startsWith('https:'))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`${host} wants the login sent to ${realm.origin}, which is not encrypted; it was not sent.`, cure);
    return realm;
}
function tokenRequest(realm, { params }, { path, action }, login) {
    const service = params.get('service') ?? '';
    const scope = params.get('scope') ?? `repository:${path}:${action}`;
    if (login?.kind === 'identity') {
        const form = { grant_type: 'refresh_token', service, scope, client_id: 'multi-platform-build' };
        const body = new URLSearchParams({ ...form, refresh_token: login.secret }).toString();
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url: realm.href, headers, body };
    }
    if (service !== '')
        realm.searchParams.append('service', service);
    for (const one of scope.split(' '))
        realm.searchParams.append('scope', one);
    const headers = login?.kind === 'password' ? { authorization: basic(login) } : {};
    return { method: 'GET', url: realm.href, headers };
}
/** Docker Hub in docker's settings. */
const HUB_KEY = 'https://index.docker.io/v1/';
/** The login that docker and buildx would take, in the order in which they look. */
async function findLogin({ host, path, action }, docker) {
    const key = host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .HUB_SERVER */ .iR ? HUB_KEY : host;
    const { env } = docker;
    const given = storedLogin((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(env['DOCKER_AUTH_CONFIG'] ?? ''), key);
    const found = given ?? storedLogin(readConfig(`${host}/${path}`, host, action, env), key);
    const login = found?.kind === 'helper' ? await helpersLogin(docker, found.name, key) : found;
    if (login !== undefined)
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_6__/* .setSecret */ .Pq)(login.secret);
    return login;
}
/**
 * The settings of docker, or those that buildx has for this repository or host and this action alone
 * (docker/login-action writes them for its input `scope`).
 */
function readConfig(name, host, action, env) {
    const docker = env['DOCKER_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(env['HOME'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), '.docker');
    const scoped = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(env['BUILDX_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(docker, 'buildx'), 'config');
    const folders = [`${name}@${action}`, name, `${host}@${action}`, host].map((own) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(scoped, own));
    for (const folder of [...folders, docker]) {
        try {
            return (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'config.json'), 'utf8'));
        }
        catch {
            // It is not there.
        }
    }
    return undefined;
}
/**
 * What docker's config.json has for a registry.
 * @param key the registry's host; for Docker Hub the address that docker has always used
 */
function storedLogin(config, key) {
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(config, 'credHelpers'), key);
    const name = typeof own === 'string' ? own : (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(config, 'credsStore');
    if (name !== '')
        return { kind: 'helper', name };
    const auths = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(config, 'auths');
    const names = typeof auths === 'object' && auths !== null ? Object.keys(auths) : [];
    const entry = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(auths, key) ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(auths, names.find((address) => hostIn(address) === key) ?? '');
    const [identity, token] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(entry, 'identitytoken'), (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(entry, 'registrytoken')];
    if (token !== '')
        return { kind: 'token', secret: token };
    if (identity !== '')
        return { kind: 'identity', secret: identity };
    const decoded = Buffer.from((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(entry, 'auth'), 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const user = colon > 0 ? decoded.slice(0, colon) : (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(entry, 'username');
    const secret = colon > 0 ? decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') : (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(entry, 'password');
    return user === '' || secret === '' ? undefined : { kind: 'password', user, secret };
}
/** Old settings have addresses where hosts are now. */
function hostIn(address) {
    return address.replace(/^https?:\/\//, '').replace(/\/.*/, '');
}
/** What a helper says where it has no login; anything else that fails is a failure. */
const NOTHING_FOUND = 'credentials not found in native keychain';
async function helpersLogin(docker, name, key) {
    const cure = `See that it works: echo ${key} | docker-credential-${name} get`;
    if (!/^[\w.-]+$/.test(name))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`docker's config.json names a credential helper "${name}", which is no name.`, cure);
    const { code, stdout } = await docker.askCredentialHelper(name, key);
    if (code !== 0 && stdout.trim() === NOTHING_FOUND)
        return undefined;
    const answer = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(stdout);
    const [user, secret] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(answer, 'Username'), (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(answer, 'Secret')];
    if (code !== 0 || answer === undefined) {
        const how = code === _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__/* .TIMED_OUT */ .VP ? 'did not answer in time' : `failed (exit code ${code})`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The credential helper docker-credential-${name} ${how} for ${key}.`, cure);
    }
    if (secret === '')
        return undefined;
    return user === '<token>' ? { kind: 'identity', secret } : { kind: 'password', user, secret };
}


/***/ })

};
