export const id = 166;
export const ids = [166];
export const modules = {

/***/ 28927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j$: () => (/* binding */ HttpError),
  dg: () => (/* binding */ isTransient),
  fb: () => (/* binding */ isUntrusted),
  S$: () => (/* binding */ openHttpClient),
  l0: () => (/* binding */ pauseAfter),
  A3: () => (/* binding */ reasonOf)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __webpack_require__(20770);
// EXTERNAL MODULE: ./lib/faults.js
var faults = __webpack_require__(3102);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./lib/proxy.js


function proxyFor(url, env) {
    const isSecure = url.protocol === 'https:';
    const proxy = readProxy(isSecure ? readVariable(env, 'HTTPS_PROXY') : readVariable(env, 'HTTP_PROXY'));
    if (proxy === undefined)
        return undefined;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = url.port || (isSecure ? '443' : '80');
    return isLoopback(host) || isExcluded(host, port, readVariable(env, 'NO_PROXY')) ? undefined : proxy;
}
function readVariable(env, name) {
    return env[name] || env[name.toLowerCase()] || '';
}
function readProxy(value) {
    if (value === '')
        return undefined;
    const whole = URL.parse(value);
    return whole === null || whole.host === '' ? (URL.parse(`http://${value}`) ?? undefined) : whole;
}
function isLoopback(host) {
    return host === 'localhost' || LOOPBACK.check(host, familyOf(host));
}
const LOOPBACK = new external_node_net_.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');
const MAPPED = new external_node_net_.BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');
function familyOf(address) {
    return (0,external_node_net_.isIP)(address) === 6 ? 'ipv6' : 'ipv4';
}
function isExcluded(host, port, list) {
    const items = list.split(',').map((item) => item.trim().toLowerCase());
    return items.some((item) => item === '*' || (item !== '' && matchesNoProxy(item, host, port)));
}
function matchesNoProxy(item, host, port) {
    const [, network = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(item) ?? [];
    if ((0,external_node_net_.isIP)(network) !== 0 && Number(bits) <= bitsOf(network))
        return inNetwork(network, Number(bits), host);
    const [, bracketed, plain, portItem = ''] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(item) ?? [];
    const name = bracketed ?? plain ?? item;
    if (name === '' || (portItem !== '' && portItem !== port))
        return false;
    return (0,external_node_net_.isIP)(name) === 0 ? isInDomain(host, name.replace(/^\*\./, '.')) : inNetwork(name, bitsOf(name), host);
}
function bitsOf(address) {
    return (0,external_node_net_.isIP)(address) === 4 ? 32 : 128;
}
function inNetwork(network, bits, host) {
    const isShort = (0,external_node_net_.isIP)(host) === 4 || MAPPED.check(host, 'ipv6');
    if ((0,external_node_net_.isIP)(host) === 0 || (isShort && (0,external_node_net_.isIP)(network) === 6 && !MAPPED.check(network, 'ipv6')))
        return false;
    const list = new external_node_net_.BlockList();
    list.addSubnet(network, bits, familyOf(network));
    return list.check(host, familyOf(host));
}
function isInDomain(host, domain) {
    if ((0,external_node_net_.isIP)(host) !== 0)
        return false;
    const below = domain.startsWith('.') ? domain : `.${domain}`;
    const ascii = `.${(0,external_node_url_.domainToASCII)(below.slice(1)) || below.slice(1)}`;
    return host.endsWith(ascii) || (below !== domain && host === ascii.slice(1));
}

;// CONCATENATED MODULE: ./lib/http.js









function openHttpClient(options = {}) {
    const { env = {}, trust = defaultTrust, silenceMs = SILENCE_MS } = options;
    const state = { env, trust, silenceMs, machineTrusted: new Set() };
    return {
        send: (request) => send(request, state),
        sendOnce: (request) => trustedResponse(request, state),
        bodyOf: (message) => bodyOf(message, silenceMs),
        wholeBody: (message, limit) => wholeBody(message, limit, silenceMs),
    };
}
const SILENCE_MS = 60_000;
function defaultTrust() {
    return { isInsecure: false, authorities: [], keypairs: [] };
}
const MAX_PAUSE_MS = 60_000;
const MAX_REDIRECTS = 10;
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
const UNTRUSTED_CODES = [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
const LOOKUP_RETRIES = 3;
function isTransient(error, done = 0) {
    if (error instanceof HttpError)
        return error.fault === 'passing';
    const fault = (0,faults/* faultOf */.K)((0,json/* text */.Qq)(error, 'code'));
    return fault === 'connection' || (fault === 'unknown host' && done < LOOKUP_RETRIES);
}
function pauseAfter(error) {
    return error instanceof HttpError ? error.pauseMs : 0;
}
function isUntrusted(error) {
    return UNTRUSTED_CODES.includes((0,json/* text */.Qq)(error, 'code'));
}
function reasonOf(error) {
    const message = (0,json/* text */.Qq)(error, 'message') || (0,json/* text */.Qq)(error, 'code');
    const [, ofOpenSsl] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? [];
    return ofOpenSsl ?? message.replace(/;? if the root CA .*/, '');
}
async function send(request, state) {
    let next = request;
    for (let hops = 0;; hops++) {
        const message = await trustedResponse(next, state);
        const { statusCode: status = 0, headers } = message;
        if ((0,faults/* isTransientClass */.J)((0,faults/* faultOf */.K)({ status }))) {
            message.destroy();
            throw retryLater(next, status, headers);
        }
        if (headers.location === undefined || !isRedirect(next, status, headers.location))
            return { message, redirectedTo: redirectHost(request, next) };
        message.destroy();
        next = redirected(next, headers.location, hops);
    }
}
function isRedirect({ method, url }, status, location) {
    if (method === 'GET' || method === 'HEAD')
        return [301, 302, 303, 307, 308].includes(status);
    return [307, 308].includes(status) && URL.parse(location, url)?.origin === new URL(url).origin;
}
function redirectHost(target, responding) {
    const [from, to] = [new URL(target.url), new URL(responding.url)];
    return to.origin === from.origin ? undefined : to.host;
}
function redirected(request, location, hops) {
    const [from, to] = [new URL(request.url), URL.parse(location, request.url)];
    if (hops === MAX_REDIRECTS)
        throw new HttpError('too many redirects', 'lasting');
    if (to === null || !/^https?:$/.test(to.protocol))
        throw new HttpError(`${from.host} redirects to something that is not a URL`, 'lasting');
    if (from.protocol === 'https:' && to.protocol !== 'https:')
        throw new HttpError(`${from.host} redirects to ${to.origin}, which is not encrypted`, 'lasting');
    const { authorization: _, ...others } = request.headers;
    return { ...request, url: to.href, headers: to.origin === from.origin ? request.headers : others };
}
function retryLater({ url }, status, headers) {
    const { 'retry-after': after = '', date = '' } = headers;
    const now = Date.parse(date) || Date.now();
    const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - now) / 1_000;
    const pauseMs = seconds > 0 ? Math.ceil(seconds) * 1_000 : 0;
    const what = `${new URL(url).host} answers ${status}`;
    if (pauseMs <= MAX_PAUSE_MS)
        return new HttpError(what, 'passing', { status, pauseMs });
    const phrase = `asks for a pause of ${pauseMs / 1_000} s`;
    return new HttpError(`${what} and ${phrase}`, 'lasting', { status });
}
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
async function responseInTime(request, state) {
    const { method, url, headers, body = null, signal } = request;
    const { silenceMs } = state;
    const stop = new AbortController();
    const signals = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
    const client = new lib/* HttpClient */.Qq('multi-platform-build', [handler(url, state, signals)], {
        allowRedirects: false,
    });
    let timer;
    const isOver = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new HttpError(`${new URL(url).host} sent nothing for ${silenceMs / 1_000} s`, 'silence'));
            stop.abort();
        }, silenceMs);
    });
    try {
        const sent = { 'accept-encoding': 'identity', ...headers };
        const { message } = await Promise.race([
            client.request(method, url, body, sent).catch(proxyError),
            isOver,
        ]);
        message.socket.setTimeout(0);
        return message;
    }
    finally {
        clearTimeout(timer);
    }
}
function proxyError(error) {
    const [, status] = /^tunneling socket .* statusCode=(\d+)$/.exec((0,json/* text */.Qq)(error, 'message')) ?? [];
    if (status === undefined)
        throw error;
    const fault = (0,faults/* isTransientClass */.J)((0,faults/* faultOf */.K)({ status: Number(status) })) ? 'passing' : 'impossible';
    throw new HttpError(`the proxy answers ${status}`, fault);
}
function handler(url, state, signal) {
    return {
        prepareRequest: (options) => {
            const target = new URL(url);
            const proxy = proxyFor(target, state.env);
            options.signal = signal;
            if (proxy === undefined)
                options.host = options.host?.replace(/^\[(.*)\]$/, '$1');
            options.agent = agentFor(target, proxy, state, signal);
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('this handler does not authenticate')),
    };
}
const CONNECT_OPTIONS = { autoSelectFamilyAttemptTimeout: 3_000 };
function agentFor(target, proxy, state, signal) {
    const isSecure = target.protocol === 'https:';
    const encrypted = encryption(target, state);
    if (proxy === undefined)
        return isSecure ? new external_node_https_.Agent({ ...CONNECT_OPTIONS, ...encrypted }) : new external_node_http_.Agent(CONNECT_OPTIONS);
    if (!/^https?:$/.test(proxy.protocol))
        throw new HttpError(`the proxy ${proxy.protocol}//${proxy.host} is not an HTTP proxy`, 'impossible');
    const isProxySecure = proxy.protocol === 'https:';
    const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const options = {
        ...encrypted,
        proxy: {
            ...{
                host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
                port: proxy.port || (isProxySecure ? '443' : '80'),
                signal,
            },
            ...(login === ':' ? {} : { proxyAuth: login }),
        },
    };
    if (isSecure)
        return isProxySecure ? tunnel.httpsOverHttps(options) : tunnel.httpsOverHttp(options);
    return isProxySecure ? tunnel.httpOverHttps(options) : tunnel.httpOverHttp(options);
}
function encryption(url, { trust, machineTrusted }) {
    if (url.protocol !== 'https:')
        return {};
    const { isInsecure, authorities, keypairs } = trust(url);
    const own = keypairs.length === 0
        ? {}
        : { cert: keypairs.map(({ cert }) => cert), key: keypairs.map(({ key }) => key) };
    if (isInsecure)
        return { ...own, rejectUnauthorized: false };
    const isMachineTrusted = machineTrusted.has(url.origin);
    if (authorities.length === 0 && !isMachineTrusted)
        return own;
    const machine = isMachineTrusted ? (0,external_node_tls_.getCACertificates)('system') : [];
    return { ...own, ca: [...(0,external_node_tls_.getCACertificates)('default'), ...machine, ...authorities] };
}
async function* bodyOf(message, silenceMs) {
    const chunks = message[Symbol.asyncIterator]();
    const giveUp = () => {
        message.destroy(new HttpError(`no more data came for ${silenceMs / 1_000} s`, 'silence'));
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
    return decodeBody(Buffer.concat(chunks), message.headers['content-encoding'], limit);
}
const DECODERS = new Map([
    ['gzip', (bytes, limits) => (0,external_node_zlib_.gunzipSync)(bytes, limits)],
    ['x-gzip', (bytes, limits) => (0,external_node_zlib_.gunzipSync)(bytes, limits)],
    ['deflate', (bytes, limits) => (0,external_node_zlib_.inflateSync)(bytes, limits)],
    ['br', (bytes, limits) => (0,external_node_zlib_.brotliDecompressSync)(bytes, limits)],
    ['zstd', (bytes, limits) => (0,external_node_zlib_.zstdDecompressSync)(bytes, limits)],
]);
function decodeBody(bytes, encoding, limit) {
    const decode = DECODERS.get(encoding ?? '');
    if (decode === undefined || bytes.length === 0)
        return bytes;
    try {
        return decode(bytes, { maxOutputLength: limit });
    }
    catch {
        throw new HttpError(`the answer is not compressed with ${encoding} as it says, or is too large`, 'passing');
    }
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


/***/ })

};
