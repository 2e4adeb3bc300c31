export const id = 213;
export const ids = [213];
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

/***/ 74548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P$: () => (/* binding */ noteRetry),
/* harmony export */   aZ: () => (/* binding */ PATIENCE),
/* harmony export */   gW: () => (/* binding */ startRequestRetries),
/* harmony export */   jd: () => (/* binding */ openRegistryClient),
/* harmony export */   jw: () => (/* binding */ requestCure),
/* harmony export */   qN: () => (/* binding */ retryRequest),
/* harmony export */   yv: () => (/* binding */ originOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2027);
/* harmony import */ var _docker_tries_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(55093);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(23940);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2165);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(93188);









const PATIENCE = {
    pausesMs: [1_000, 2_000, 4_000, 8_000, 16_000, 29_000],
    limitMs: 75_000,
};
function openRegistryClient(settings) {
    const { hosts, silenceMs, docker } = settings;
    const trust = (url) => trustOf(url, hosts);
    const own = silenceMs === undefined ? {} : { silenceMs };
    return { settings, ...(0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .openHttpClient */ .S$)({ env: docker.env, trust, ...own }) };
}
function trustOf(url, hosts) {
    const { insecure = false, ca = [], keypairs = [] } = (0,_buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_2__/* .hostSettings */ .m$)(hosts, url) ?? {};
    return {
        isInsecure: insecure,
        authorities: insecure ? [] : ca.flatMap((path) => readPem(path, 'certificate authority')),
        keypairs: keypairs.flatMap(readKeypair),
    };
}
function readKeypair({ cert, key }) {
    const [certificate] = readPem(cert, 'certificate');
    const [secret] = readPem(key, 'key');
    return certificate === undefined || secret === undefined ? [] : [{ cert: certificate, key: secret }];
}
const IN_BUILDER = '/etc/buildkit/';
function readPem(path, what) {
    try {
        return [(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8')];
    }
    catch (error) {
        if (path.startsWith(IN_BUILDER))
            return [];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`The ${what} ${path}, which the builder's configuration names for a registry, cannot be read: ${(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)(error, 'message')}.`, 'Check that the file exists, or correct the table of the registry.');
    }
}
function retryRequest(what, { settings }, work) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .retry */ .L5)(work, policyFor(what, settings));
}
function startRequestRetries(what, { settings }) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .startRetries */ .Vr)(policyFor(what, settings));
}
function noteRetry(what, { docker }) {
    const note = (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_6__/* .recordRetry */ .sG)(docker.tries, what, _http_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3);
    return (error, pauseMs) => (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_7__/* .betweenLines */ .GD)(() => note(error, pauseMs));
}
function policyFor(what, settings) {
    const { pausesMs = PATIENCE.pausesMs, clock = settings.docker.tries.clock } = settings;
    return {
        pausesMs,
        limitMs: PATIENCE.limitMs,
        isTransient: _http_js__WEBPACK_IMPORTED_MODULE_1__/* .isTransient */ .dg,
        pauseAfter: _http_js__WEBPACK_IMPORTED_MODULE_1__/* .pauseAfter */ .l0,
        clock,
        onRetry: noteRetry(what, settings),
        giveUp: (error, tries) => error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR ? error : requestFailure(what, error, tries),
    };
}
function requestFailure(what, error, tries) {
    const times = tries === 1 ? '' : ` (tried ${tries} times)`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`${what} failed: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(error)}${times}.`, requestCure(error));
}
const CURES = [
    {
        sign: /^the proxy answers 407/,
        cure: 'The proxy requires its own login: put user name and password into HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT; HTTP_PROXY for a registry without encryption), or name the registry in NO_PROXY if it can be reached without a proxy.',
    },
    {
        sign: /^the proxy answers/,
        cure: 'The proxy does not lead there: allow the registry in its configuration, or name it in NO_PROXY if it can be reached without a proxy.',
    },
    {
        sign: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)/,
        cure: 'Whoever runs the registry has to renew its certificate; if it is valid, the clock of this machine is wrong.',
    },
    {
        sign: /^ERR_TLS_CERT_ALTNAME_INVALID/,
        cure: 'Its certificate is for other names: use a name of the registry that its certificate has, or ask whoever runs it to add this name.',
    },
    {
        sign: /wrong version number$|packet length too long$/,
        cure: 'It does not use encryption: set http = true in the table registry."HOST" of the configuration of the builder, or name a port that does.',
    },
    {
        sign: /^ERR_SSL_\w*ALERT/,
        cure: 'It requires a client certificate, or rejects the one that was sent: name key and cert in [[registry."HOST".keypair]] of the configuration of the builder.',
    },
];
function requestCure(error) {
    const said = [(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)(error, 'code'), (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(error)].filter((part) => part !== '').join(' ');
    const own = CURES.find(({ sign }) => sign.test(said));
    if (own !== undefined)
        return own.cure;
    if ((0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .isUntrusted */ .fb)(error))
        return 'Name the file with its certificate authority in the configuration of the builder (ca in the table registry."HOST"), or let this machine trust it: the files of a builder that was created elsewhere are only in that builder.';
    return error instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpError */ .j$ && error.fault === 'impossible'
        ? 'Set HTTPS_PROXY (HTTP_PROXY for a registry without encryption) to a proxy that speaks HTTP, or name the registry in NO_PROXY if it can be reached without a proxy.'
        : 'Check that the registry is up and that this runner can reach it, and run the job again.';
}
async function originOf(host, { settings, sendOnce }) {
    const secure = `https://${host}`;
    const { http = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_8__/* .isLocalhost */ .M8)(host), insecure = false } = (0,_buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_2__/* .hostSettings */ .m$)(settings.hosts, new URL(secure)) ?? {};
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

/***/ 21213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ecrLogin: () => (/* binding */ ecrLogin)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(28249);
/* harmony import */ var _aws_sdk_client_ecr_public__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29821);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(16413);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74548);






const ANSWER_MS = 30_000;
const ANSWER_LIMIT = 1 << 20;
async function ecrLogin(host, registry, keys, docker) {
    const client = (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .openRegistryClient */ .jd)({ hosts: [], docker, silenceMs: ANSWER_MS });
    const settings = {
        requestHandler: { handle: (request) => handle(request, client) },
        maxAttempts: 1,
        ...(keys === undefined
            ? {}
            : { credentials: { accessKeyId: keys.username, secretAccessKey: keys.password } }),
    };
    return (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .retryRequest */ .qN)(`Requesting a token for ${host}`, client, async () => {
        const token = await askToken(registry, settings, docker.env).catch((error) => {
            throw error instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpError */ .j$ ? error : tokenFailure(host, error);
        });
        const decoded = Buffer.from(token, 'base64').toString('utf8');
        const colon = decoded.indexOf(':');
        if (colon < 1)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`Amazon returned an invalid token for ${host}.`, CURE);
        return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    });
}
async function askToken(registry, settings, env) {
    if (registry.kind === 'public') {
        const client = new _aws_sdk_client_ecr_public__WEBPACK_IMPORTED_MODULE_3__/* .ECRPUBLICClient */ .Rr({ ...settings, region: 'us-east-1' });
        const { authorizationData } = await client.send(new _aws_sdk_client_ecr_public__WEBPACK_IMPORTED_MODULE_3__/* .GetAuthorizationTokenCommand */ .Eu({}));
        return authorizationData?.authorizationToken ?? '';
    }
    const { account, region, isFips, isDualStack } = registry;
    const hasOwnEndpoint = Boolean(env['AWS_ENDPOINT_URL_ECR'] || env['AWS_ENDPOINT_URL']);
    const client = new _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_4__/* .ECRClient */ .S70({
        ...{ ...settings, region },
        useFipsEndpoint: isFips && !hasOwnEndpoint,
        useDualstackEndpoint: isDualStack && !hasOwnEndpoint,
    });
    const { authorizationData = [] } = await client.send(new _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_4__/* .GetAuthorizationTokenCommand */ .Eu6({ registryIds: [account] }));
    return authorizationData[0]?.authorizationToken ?? '';
}
async function handle(request, client) {
    const { headers, body } = request;
    const sent = {
        ...{ method: request.method === 'POST' ? 'POST' : 'GET', url: addressOf(request), headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new TextDecoder().decode(body) }),
    };
    try {
        const { message } = await client.send(sent);
        const bytes = await client.wholeBody(message, ANSWER_LIMIT);
        return { response: { statusCode: message.statusCode, headers: message.headers, body: bytes } };
    }
    catch (error) {
        const isSilent = error instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpError */ .j$ && error.fault === 'silence';
        throw isSilent || (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .isTransient */ .dg)(error) ? new _http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpError */ .j$((0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(error), 'passing') : error;
    }
}
function addressOf({ protocol, hostname, port, path, query = {} }) {
    const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
    for (const [name, value] of Object.entries(query))
        for (const one of typeof value === 'string' ? [value] : (value ?? []))
            url.searchParams.append(name, one);
    return url.href;
}
const CURE = 'Give the job a role (aws-actions/configure-aws-credentials before this step, with permissions: id-token: write) or keys (username and password), with the permission ecr:GetAuthorizationToken, or ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken for public.ecr.aws.';
function tokenFailure(host, error) {
    const name = (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .text */ .Qq)(error, 'name');
    const why = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error).replace(/\s+/g, ' ');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`Amazon returned no token for ${host}: ${name === '' ? why : `${name}: ${why}`}`, CURE);
}


/***/ })

};
