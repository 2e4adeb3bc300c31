export const id = 878;
export const ids = [878];
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

/***/ 90773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gz: () => (/* binding */ stepCure),
/* harmony export */   SO: () => (/* binding */ stepLogin),
/* harmony export */   j6: () => (/* binding */ loginPhrase)
/* harmony export */ });
function stepLogin(host, { logins }) {
    return logins.find((login) => login.host === host);
}
const LOGIN_SOURCES = {
    inputs: 'the password of this step',
    'github-token': 'the token of this job',
    ecr: 'a token from Amazon',
};
function loginPhrase({ username, from }) {
    return ` as ${username}, with ${LOGIN_SOURCES[from]}`;
}
function stepCure({ from }, action) {
    if (from === 'inputs')
        return `Correct username and password (or registry-auth): they must be valid until the end of the job, and belong to an account that may ${action} there.`;
    if (from === 'ecr')
        return `Give the role or the keys permission to ${action} there${action === 'push' ? ' (ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage, ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer)' : ''}, and check that the repository exists.`;
    const right = action === 'pull' ? 'read' : 'write';
    return `Give the job permissions: packages: ${right}, and give this repository ${right} access in the settings of the package, or log in with another account that may ${action} there (registry, username and password).`;
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

/***/ 86878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AccessDenied: () => (/* binding */ AccessDenied),
/* harmony export */   Gq: () => (/* binding */ authorize)
/* harmony export */ });
/* unused harmony exports readChallenges, storedLogin */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _docker_docker_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(41762);
/* harmony import */ var _docker_folders_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(68721);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6910);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(93188);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(90773);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(74548);











class AccessDenied extends _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR {
}
const HEADER_LIMIT = 200;
const TOKEN_LIMIT = 1 << 20;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PART = new RegExp(`(${TOKEN})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+)))?`, 'g');
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
async function authorize(header, scope, client) {
    const challenges = readChallenges(header);
    const login = await findLogin(scope, client.settings.docker);
    if (login?.kind === 'token')
        return `Bearer ${login.secret}`;
    const bearer = challenges.find(({ scheme, params }) => scheme === 'bearer' && params.has('realm'));
    if (bearer !== undefined)
        return `Bearer ${await fetchToken(bearer, scope, login, client)}`;
    const takesBasic = challenges.some(({ scheme }) => scheme === 'basic');
    if (takesBasic && login?.kind === 'password')
        return basic(login);
    if (!takesBasic)
        throw new AccessDenied(`${scope.host} requires a kind of login that docker does not support: ${header.slice(0, HEADER_LIMIT)}.`, 'A proxy or a firewall may answer in place of the registry: check that its name is right, and that this runner can reach it; otherwise whoever runs it has to configure it for a login with Basic, or with Bearer and a realm.');
    throw accessDenied(scope, 'it requires a login', login, client);
}
function accessDenied({ host, path, action }, why, login, { settings }) {
    const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .registryName */ .jT)(host);
    const own = (0,_access_js__WEBPACK_IMPORTED_MODULE_4__/* .stepLogin */ .SO)(host, settings.docker);
    if (own !== undefined) {
        const what = path === '' ? 'does not accept the login' : `denies ${action} access to ${path}`;
        return new AccessDenied(`${name} ${what}${(0,_access_js__WEBPACK_IMPORTED_MODULE_4__/* .loginPhrase */ .j6)(own)}: ${why}.`, (0,_access_js__WEBPACK_IMPORTED_MODULE_4__/* .stepCure */ .Gz)(own, action));
    }
    const found = login === undefined ? 'docker has no login for it' : 'docker has a login for it';
    return new AccessDenied(`${host} denies ${action} access to ${path}: ${why}, and ${found}.`, `Log in to ${name} with an account that may ${action} there: with registry, username and password of this step, or before it (docker/login-action).`);
}
function maskSecret(secret) {
    (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_5__/* .betweenLines */ .GD)(() => (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_6__/* .setSecret */ .Pq)(secret));
}
function basic({ user, secret }) {
    const encoded = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .basicAuth */ .tB)(user, secret);
    maskSecret(encoded);
    return `Basic ${encoded}`;
}
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
        throw accessDenied(scope, `its token server ${realm.host} answers ${status}`, login, client);
    const token = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(json, 'token') || (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(json, 'access_token');
    if (token === '') {
        const cure = 'Check that the registry is configured correctly, and run the job again.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what} failed: it answers ${status} without a token.`, cure);
    }
    maskSecret(token);
    return token;
}
function realmOf({ params }, { host, origin }, login) {
    const realm = URL.parse(params.get('realm') ?? '');
    const cure = `Check that ${host} is configured correctly: its token server is the realm that it names.`;
    if (realm === null || !/^https?:$/.test(realm.protocol))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${host} names a token server that is not a URL.`, cure);
    if (login !== undefined && realm.protocol === 'http:' && origin.startsWith('https:'))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${host} asks for the login to be sent to ${realm.origin}, which is not encrypted; it was not sent.`, cure);
    return realm;
}
function tokenRequest(realm, { params }, { path, action }, login) {
    const service = params.get('service') ?? '';
    const scopes = scopesFor(params.get('scope'), path, action);
    if (login?.kind === 'identity') {
        const scope = scopes.join(' ');
        const form = { grant_type: 'refresh_token', service, scope, client_id: 'multi-platform-build' };
        const body = new URLSearchParams({ ...form, refresh_token: login.secret }).toString();
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url: realm.href, headers, body };
    }
    if (service !== '')
        realm.searchParams.append('service', service);
    for (const scope of scopes)
        realm.searchParams.append('scope', scope);
    const headers = login?.kind === 'password' ? { authorization: basic(login) } : {};
    return { method: 'GET', url: realm.href, headers };
}
function scopesFor(challenged, path, action) {
    if (path === '')
        return [];
    const isEnough = challenged !== undefined && (action !== 'push' || challenged !== `repository:${path}:pull`);
    return (isEnough ? challenged : `repository:${path}:${actionsFor(action)}`).split(' ');
}
function actionsFor(action) {
    return action === 'push' ? 'pull,push' : action;
}
async function findLogin({ host, path, action }, docker) {
    const key = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .loginKey */ .H$)(host);
    const { env } = docker;
    const fromVariable = storedLogin((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(env['DOCKER_AUTH_CONFIG'] ?? ''), key);
    const found = fromVariable ?? storedLogin(readDockerConfig(`${host}/${path}`, host, action, env), key);
    const login = found?.kind === 'helper' ? await helperLogin(docker, found.name, key) : found;
    if (login !== undefined)
        maskSecret(login.secret);
    return login;
}
function readDockerConfig(name, host, action, env) {
    const scoped = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_9__/* .buildxFolder */ .j)(env), 'config');
    const folders = [`${name}@${action}`, name, `${host}@${action}`, host].map((own) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(scoped, own));
    for (const folder of [...folders, (0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerFolder */ .N)(env)]) {
        try {
            return (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'config.json'), 'utf8'));
        }
        catch {
        }
    }
    return undefined;
}
function storedLogin(config, key) {
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(config, 'credHelpers'), key);
    const name = typeof own === 'string' ? own : (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(config, 'credsStore');
    if (name !== '')
        return { kind: 'helper', name };
    const auths = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(config, 'auths');
    const names = typeof auths === 'object' && auths !== null ? Object.keys(auths) : [];
    const entry = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(auths, key) ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .field */ .ZZ)(auths, names.find((address) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .hostIn */ .yo)(address) === key) ?? '');
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
const NO_CREDENTIALS = 'credentials not found in native keychain';
async function helperLogin(docker, name, key) {
    const cure = `Check that it works: echo ${key} | docker-credential-${name} get`;
    if (!/^[\w.-]+$/.test(name))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`docker's config.json names a credential helper "${name}", which is not a valid name.`, cure);
    const { code, stdout } = await docker.runCredentialHelper(name, key);
    if (code !== 0 && stdout.trim() === NO_CREDENTIALS)
        return undefined;
    const answer = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(stdout);
    const [user, secret] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(answer, 'Username'), (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .text */ .Qq)(answer, 'Secret')];
    if (code !== 0 || answer === undefined) {
        const how = code === _docker_docker_js__WEBPACK_IMPORTED_MODULE_10__/* .TIMED_OUT */ .VP ? 'did not answer in time' : `failed (exit code ${code})`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`The credential helper docker-credential-${name} ${how} for ${key}.`, cure);
    }
    if (secret === '')
        return undefined;
    return user === '<token>' ? { kind: 'identity', secret } : { kind: 'password', user, secret };
}


/***/ })

};
