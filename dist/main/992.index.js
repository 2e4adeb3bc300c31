export const id = 992;
export const ids = [992];
export const modules = {

/***/ 44247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   S$: () => (/* binding */ openHttpClient),
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
    status;
    pauseMs;
    constructor(what, fault, { status = 0, pauseMs = 0 } = {}) {
        super(what);
        this.name = 'HttpError';
        this.fault = fault;
        this.status = status;
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
        const isForward = ['GET', 'HEAD'].includes(request.method) && [301, 302, 303, 307, 308].includes(status);
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
        return new HttpError(what, 'passing', { status, pauseMs });
    const wish = `wants to be asked again after ${pauseMs / 1_000} s only`;
    return new HttpError(`${what} and ${wish}`, 'lasting', { status });
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
    const { method, url, headers, body = null, signal } = request;
    const { silenceMs } = state;
    const stop = new AbortController();
    const signals = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_1__/* .HttpClient */ .Qq('multi-platform-build', [handler(url, state, signals)], {
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

/***/ 20992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchFile: () => (/* binding */ fetchFile),
/* harmony export */   fetchText: () => (/* binding */ fetchText),
/* harmony export */   sha256Of: () => (/* binding */ sha256Of)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46466);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3102);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44247);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2165);
/**
 * Downloads. Its package is an HTTP client that takes 60 ms to load, so this file is imported only when something has
 * to be fetched, and is a chunk of its own in the bundle.
 */







/** Most bytes of a text that are read. */
const TEXT_LIMIT = 1 << 20;
/**
 * Fetches a small text.
 * @returns undefined when the server does not have it (404)
 * @throws Failure otherwise
 */
function fetchText(wanted) {
    return fetched(wanted, async (message, { wholeBody }) => {
        const bytes = await wholeBody(message, TEXT_LIMIT);
        return bytes.toString('utf8');
    });
}
/**
 * Fetches a file.
 * @returns its sha256, or undefined when the server does not have it (404)
 * @throws Failure otherwise; nothing stays at the path then
 */
function fetchFile(wanted, path) {
    return fetched(wanted, async (message, { bodyOf }) => {
        try {
            await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)(bodyOf(message), (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(path, { mode: 0o600 }));
        }
        catch (error) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
            throw error;
        }
        return sha256Of(path);
    });
}
/** The sha256 of a file, in hexadecimal digits. */
async function sha256Of(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path), hash);
    return hash.digest('hex');
}
async function fetched({ url, why, pausesMs, clock, onRetry }, take) {
    const client = (0,_http_js__WEBPACK_IMPORTED_MODULE_5__/* .openHttpClient */ .S$)();
    const work = async () => {
        const { message, forwardedTo } = await client.send({ method: 'GET', url, headers: {} });
        const { statusCode } = message;
        if (statusCode === 200)
            return take(message, client);
        message.destroy();
        if (statusCode === 404)
            return undefined;
        throw new _http_js__WEBPACK_IMPORTED_MODULE_5__/* .HttpError */ .j$(`${forwardedTo ?? new URL(url).host} answers ${statusCode}`, 'lasting');
    };
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_6__/* .retry */ .L5)(work, {
        pausesMs,
        ...(clock === undefined ? {} : { clock }),
        isTransient: mayPass,
        pauseAfter: _http_js__WEBPACK_IMPORTED_MODULE_5__/* .pauseAfter */ .l0,
        onRetry,
        giveUp: (error, tries) => failed({ url, why }, (0,_http_js__WEBPACK_IMPORTED_MODULE_5__/* .reasonOf */ .A3)(error), tries),
    });
}
/** A file is worth another try also where its server was silent: the job has no use for anything else. */
function mayPass(error) {
    return error instanceof _http_js__WEBPACK_IMPORTED_MODULE_5__/* .HttpError */ .j$ ? error.fault !== 'lasting' : (0,_faults_js__WEBPACK_IMPORTED_MODULE_4__/* .isTransientClass */ .J)((0,_faults_js__WEBPACK_IMPORTED_MODULE_4__/* .faultOf */ .K)(error));
}
function failed({ url, why }, reason, count) {
    const tries = count === 1 ? '' : ` (tried ${count} times)`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`buildx could not be downloaded from ${url}: ${reason}${tries}. It is needed because ${why}.`, 'Run the job again, name a server that this runner reaches in buildx-mirror, or use a runner that has buildx.');
}


/***/ })

};
