export const id = 607;
export const ids = [607];
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
/**
 * Which proxy a request goes through. Docker, Buildx and BuildKit are Go programs, and this action asks what they ask, so
 * it reads the variables as they do: golang.org/x/net/http/httpproxy.
 */


/** @returns the proxy for an address; undefined where it is asked directly */
function proxyFor(url, env) {
    const isSecure = url.protocol === 'https:';
    const proxy = readProxy(isSecure ? either(env, 'HTTPS_PROXY') : either(env, 'HTTP_PROXY'));
    if (proxy === undefined)
        return undefined;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = url.port || (isSecure ? '443' : '80');
    return isLocal(host) || isExcluded(host, port, either(env, 'NO_PROXY')) ? undefined : proxy;
}
/** In capitals first; a variable that is empty counts as not set. */
function either(env, name) {
    return env[name] || env[name.toLowerCase()] || '';
}
/** The scheme may be missing: `proxy.example:3128`. */
function readProxy(value) {
    if (value === '')
        return undefined;
    const whole = URL.parse(value);
    return whole === null || whole.host === '' ? (URL.parse(`http://${value}`) ?? undefined) : whole;
}
function isLocal(host) {
    return host === 'localhost' || LOOPBACK.check(host, familyOf(host));
}
const LOOPBACK = new external_node_net_.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');
/** IPv4 addresses in the form of IPv6 ones. */
const MAPPED = new external_node_net_.BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');
/** Of what is an address; a name is in no list of them. */
function familyOf(address) {
    return (0,external_node_net_.isIP)(address) === 6 ? 'ipv6' : 'ipv4';
}
function isExcluded(host, port, list) {
    const items = list.split(',').map((item) => item.trim().toLowerCase());
    return items.some((item) => item === '*' || (item !== '' && fits(item, host, port)));
}
/** Whether an item of NO_PROXY is about a host: `10.0.0.0/8`, `10.1.2.3:80`, `[::1]:80`, `.a.example`, `a.example:80`. */
function fits(item, host, port) {
    const [, network = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(item) ?? [];
    if ((0,external_node_net_.isIP)(network) !== 0 && Number(bits) <= bitsOf(network))
        return inNetwork(network, Number(bits), host);
    const [, bracketed, plain, wanted = ''] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(item) ?? [];
    const name = bracketed ?? plain ?? item;
    if (name === '' || (wanted !== '' && wanted !== port))
        return false;
    return (0,external_node_net_.isIP)(name) === 0 ? isInDomain(host, name.replace(/^\*\./, '.')) : inNetwork(name, bitsOf(name), host);
}
function bitsOf(address) {
    return (0,external_node_net_.isIP)(address) === 4 ? 32 : 128;
}
/** Never of a name, which is not looked up; `::/0` has no IPv4 address in it. */
function inNetwork(network, bits, host) {
    const isShort = (0,external_node_net_.isIP)(host) === 4 || MAPPED.check(host, 'ipv6');
    if ((0,external_node_net_.isIP)(host) === 0 || (isShort && (0,external_node_net_.isIP)(network) === 6 && !MAPPED.check(network, 'ipv6')))
        return false;
    const list = new external_node_net_.BlockList();
    list.addSubnet(network, bits, familyOf(network));
    return list.check(host, familyOf(host));
}
/** `.a.example` is about what is below it, `a.example` about itself, too. */
function isInDomain(host, domain) {
    if ((0,external_node_net_.isIP)(host) !== 0)
        return false;
    const below = domain.startsWith('.') ? domain : `.${domain}`;
    // What is no domain fits nothing.
    const ascii = `.${(0,external_node_url_.domainToASCII)(below.slice(1)) || below.slice(1)}`;
    return host.endsWith(ascii) || (below !== domain && host === ascii.slice(1));
}

;// CONCATENATED MODULE: ./lib/http.js
/**
 * Requests over HTTP in bounded time: through proxies, along redirects, never from an encrypted address to one that is
 * not, and with the certificates that the caller or this machine trusts. Its package takes 60 ms to load, so whatever
 * uses this file is imported by `import()`, where something is fetched.
 */








function openHttpClient(options = {}) {
    const { env = {}, trust = usualTrust, silenceMs = SILENCE_MS } = options;
    const state = { env, trust, silenceMs, machineTrusted: new Set() };
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
    return error instanceof HttpError ? error.fault === 'passing' : isBrokenOff(error);
}
/** Whether a connection failed for a reason that mostly passes; a server that is not up may be in a moment. */
function isBrokenOff(error) {
    return (0,faults/* faultOf */.K)((0,json/* text */.Qq)(error, 'code')) === 'connection';
}
/** Milliseconds that a server wants to be left alone for. */
function pauseAfter(error) {
    return error instanceof HttpError ? error.pauseMs : 0;
}
/** Whether a certificate is by an authority that is not trusted. */
function isUntrusted(error) {
    return UNTRUSTED_CODES.includes((0,json/* text */.Qq)(error, 'code'));
}
/** In one line, without Node's advice for those who start it. */
function reasonOf(error) {
    return ((0,json/* text */.Qq)(error, 'message') || (0,json/* text */.Qq)(error, 'code')).replace(/;? if the root CA .*/, '');
}
async function send(request, state) {
    let next = request;
    for (let hops = 0;; hops++) {
        const message = await trustedResponse(next, state);
        const { statusCode: status = 0, headers } = message;
        if ((0,faults/* isTransientClass */.J)((0,faults/* faultOf */.K)({ status }))) {
            message.destroy();
            throw busy(next, status, headers['retry-after']);
        }
        if (headers.location === undefined || !isForwarded(next, status, headers.location))
            return { message, forwardedTo: otherHost(request, next) };
        message.destroy();
        next = forwarded(next, headers.location, hops);
    }
}
/** What is sent may be a secret: only the server that it was sent to is asked again, and only where it says so. */
function isForwarded({ method, url }, status, location) {
    if (method === 'GET' || method === 'HEAD')
        return [301, 302, 303, 307, 308].includes(status);
    return [307, 308].includes(status) && URL.parse(location, url)?.origin === new URL(url).origin;
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
    const client = new lib/* HttpClient */.Qq('multi-platform-build', [handler(url, state, signals)], {
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
        const { message } = await Promise.race([client.request(method, url, body, sent).catch(ofProxy), isOver]);
        // From here on `bodyOf` looks after the time: a reader that is slow itself is not held against the server.
        message.socket.setTimeout(0);
        return message;
    }
    finally {
        clearTimeout(timer);
    }
}
/** @throws what a request failed with; the package `tunnel` tells a proxy's refusal as a connection that breaks off */
function ofProxy(error) {
    const [, status] = /^tunneling socket .* statusCode=(\d+)$/.exec((0,json/* text */.Qq)(error, 'message')) ?? [];
    if (status === undefined)
        throw error;
    const fault = (0,faults/* isTransientClass */.J)((0,faults/* faultOf */.K)({ status: Number(status) })) ? 'passing' : 'lasting';
    throw new HttpError(`the proxy answers ${status}`, fault);
}
/** What the package has no options for: it chooses proxies by its own rules, which are others than docker's. */
function handler(url, state, signal) {
    return {
        prepareRequest: (options) => {
            const asked = new URL(url);
            const proxy = proxyFor(asked, state.env);
            options.signal = signal;
            // The brackets of an IPv6 address belong to URLs, and to what a proxy is told.
            if (proxy === undefined)
                options.host = options.host?.replace(/^\[(.*)\]$/, '$1');
            options.agent = agentFor(asked, proxy, state, signal);
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('this handler does not authenticate')),
    };
}
/** Each request has an agent of its own: nothing is kept open. @throws HttpError for a proxy that does not speak HTTP */
function agentFor(asked, proxy, state, signal) {
    const isSecure = asked.protocol === 'https:';
    const encrypted = encryption(asked, state);
    if (proxy === undefined)
        return isSecure ? new external_node_https_.Agent(encrypted) : new external_node_http_.Agent();
    if (!/^https?:$/.test(proxy.protocol))
        throw new HttpError(`the proxy ${proxy.protocol}//${proxy.host} is none of HTTP`, 'lasting');
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
    const { isInsecure, authorities } = trust(url);
    if (isInsecure)
        return { rejectUnauthorized: false };
    const isMachineTrusted = machineTrusted.has(url.origin);
    if (authorities.length === 0 && !isMachineTrusted)
        return {};
    const machine = isMachineTrusted ? (0,external_node_tls_.getCACertificates)('system') : [];
    return { ca: [...(0,external_node_tls_.getCACertificates)('default'), ...machine, ...authorities] };
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

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readDescriptor),
/* harmony export */   w: () => (/* binding */ DOCUMENT_LIMIT)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);

/** Registries take manifests of up to 4 MiB (distribution-spec v1.1, "Pushing Manifests"). */
const DOCUMENT_LIMIT = 4 << 20;
/** Reads a descriptor out of a document; what is missing is empty. */
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
/** The types of manifests and indexes, as the Accept header of a request has them. */
const MANIFEST_TYPES = [
    OCI_INDEX,
    OCI_MANIFEST,
    DOCKER_INDEX,
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/** The media type of a manifest or an index; OCI's documents need not name theirs (image-spec v1.1, manifest.md). */
function mediaTypeOf(bytes) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(bytes);
    const isIndex = Array.isArray((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(document, 'manifests'));
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(document, 'mediaType') || (isIndex ? OCI_INDEX : OCI_MANIFEST);
}
/** The type of what an attestation says (in-toto). */
const PREDICATE_TYPE = 'in-toto.io/predicate-type';
/**
 * The layer of an attestation manifest that says how an image was made (SLSA provenance); undefined where none does.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
function provenanceIn(manifest) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(manifest), 'layers').find((layer) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(layer, 'annotations', PREDICATE_TYPE).startsWith('https://slsa.dev/provenance/'));
}
/** Who made an image, by its provenance: of SLSA 0.2, or of 1; '' where it does not tell. */
function builderIdIn(statement) {
    const predicate = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(statement), 'predicate');
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(predicate, 'builder', 'id') || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(predicate, 'runDetails', 'builder', 'id');
}


/***/ }),

/***/ 74548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P$: () => (/* binding */ noteRetry),
/* harmony export */   aZ: () => (/* binding */ PATIENCE),
/* harmony export */   gW: () => (/* binding */ startRequestRetries),
/* harmony export */   jd: () => (/* binding */ openRegistryClient),
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
/**
 * Requests to registries, their token servers and the storage that they forward to: encrypted as a builder's
 * configuration has it, and again where that helps. Import what uses this file only where a registry is read: see
 * http.ts.
 */









/** A registry that is out of order, or does not know yet what it just took, is asked again for about a minute. */
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
    const { insecure = false, ca = [] } = (0,_buildx_buildkitd_config_js__WEBPACK_IMPORTED_MODULE_2__/* .hostSettings */ .m$)(hosts, url) ?? {};
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`The certificate authority ${path}, which the builder's configuration names for a registry, cannot be read: ${(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)(error, 'message')}.`, 'See that the file is there, or correct the table of the registry.');
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
/** Notes that something is asked again; while a build's output is quoted, it is told between two lines. */
function noteRetry(what, { docker }) {
    const note = (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_6__/* .noteAgain */ .Zl)(docker.tries, what, _http_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3);
    return (error, pauseMs) => (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_7__/* .aside */ .HU)(() => note(error, pauseMs));
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
    const cure = (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .isUntrusted */ .fb)(error)
        ? 'Name the file with the authority of its certificate in the configuration of the builder (ca in the table registry."HOST"), or let this machine trust it: of a builder that was made elsewhere, only the builder has the file.'
        : 'See that the registry is up and that this runner reaches it, and run the job again.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`${what} failed: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(error)}${times}.`, cure);
}
/**
 * Where a registry is, by the rules of BuildKit: one that is configured as both insecure and not encrypted is asked
 * with encryption first, and without where that cannot be had.
 */
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
/* harmony export */   Gq: () => (/* binding */ authorize),
/* harmony export */   Oy: () => (/* binding */ AccessDenied)
/* harmony export */ });
/* unused harmony exports readChallenges, storedLogin */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _docker_docker_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(41762);
/* harmony import */ var _docker_folders_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(68721);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23940);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6910);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(93188);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74548);
/**
 * Logins of registries as docker keeps them, and what a registry wants to see of one: a name and a password, or a
 * token of its token server.
 *
 * Every secret is masked when it is found. The runner obeys that only where its commands are not switched off: while
 * a build's output is quoted in the log, it is told between two lines.
 */










/** The registry does not let this login, or nobody without one, do it. */
class AccessDenied extends _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR {
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
/** The runner shows it nowhere from here on. */
function hide(secret) {
    (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_3__/* .aside */ .HU)(() => (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_4__/* .setSecret */ .Pq)(secret));
}
function basic({ user, secret }) {
    const encoded = Buffer.from(`${user}:${secret}`).toString('base64');
    hide(encoded);
    return `Basic ${encoded}`;
}
/** https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ */
async function fetchToken(challenge, scope, login, client) {
    const realm = realmOf(challenge, scope, login);
    const request = tokenRequest(realm, challenge, scope, login);
    const what = `Logging in to ${scope.host} at ${realm.host}`;
    const { status, json } = await (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .retryRequest */ .qN)(what, client, async () => {
        const { message } = await client.send(request);
        const bytes = await client.wholeBody(message, TOKEN_LIMIT);
        return { status: message.statusCode ?? 0, json: (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(bytes.toString('utf8')) };
    });
    if ([400, 401, 403, 404].includes(status))
        throw denied(scope, `its token server ${realm.host} answers ${status}`, login);
    const token = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(json, 'token') || (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(json, 'access_token');
    if (token === '') {
        const cure = 'See that the registry is set up right, and run the job again.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what} failed: it answers ${status} and no token.`, cure);
    }
    hide(token);
    return token;
}
function realmOf({ params }, { host, origin }, login) {
    const realm = URL.parse(params.get('realm') ?? '');
    const cure = `See that ${host} is set up right: its token server is what it calls its realm.`;
    if (realm === null || !/^https?:$/.test(realm.protocol))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${host} names a token server that is no address.`, cure);
    if (login !== undefined && realm.protocol === 'http:' && origin.startsWith('https:'))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${host} wants the login sent to ${realm.origin}, which is not encrypted; it was not sent.`, cure);
    return realm;
}
function tokenRequest(realm, { params }, { path, action }, login) {
    const service = params.get('service') ?? '';
    const wanted = params.get('scope');
    // The first question may be one that wants less.
    const isEnough = wanted !== undefined && (action !== 'push' || wanted !== `repository:${path}:pull`);
    const scope = isEnough ? wanted : `repository:${path}:${actionsFor(action)}`;
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
/** Whoever pushes asks for what is there, too. */
function actionsFor(action) {
    return action === 'push' ? 'pull,push' : action;
}
/** Docker Hub in docker's settings. */
const HUB_KEY = 'https://index.docker.io/v1/';
/** The login that docker and buildx would take, in the order in which they look. */
async function findLogin({ host, path, action }, docker) {
    const key = host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .HUB_SERVER */ .iR ? HUB_KEY : host;
    const { env } = docker;
    const given = storedLogin((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(env['DOCKER_AUTH_CONFIG'] ?? ''), key);
    const found = given ?? storedLogin(readConfig(`${host}/${path}`, host, action, env), key);
    const login = found?.kind === 'helper' ? await helpersLogin(docker, found.name, key) : found;
    if (login !== undefined)
        hide(login.secret);
    return login;
}
/**
 * The settings of docker, or those that buildx has for this repository or host and this action alone
 * (docker/login-action writes them for its input `scope`).
 */
function readConfig(name, host, action, env) {
    const scoped = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_8__/* .buildxFolder */ .j)(env), 'config');
    const folders = [`${name}@${action}`, name, `${host}@${action}`, host].map((own) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(scoped, own));
    for (const folder of [...folders, (0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_8__/* .dockerFolder */ .N)(env)]) {
        try {
            return (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'config.json'), 'utf8'));
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
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)(config, 'credHelpers'), key);
    const name = typeof own === 'string' ? own : (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(config, 'credsStore');
    if (name !== '')
        return { kind: 'helper', name };
    const auths = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)(config, 'auths');
    const names = typeof auths === 'object' && auths !== null ? Object.keys(auths) : [];
    const entry = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)(auths, key) ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)(auths, names.find((address) => hostIn(address) === key) ?? '');
    const [identity, token] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(entry, 'identitytoken'), (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(entry, 'registrytoken')];
    if (token !== '')
        return { kind: 'token', secret: token };
    if (identity !== '')
        return { kind: 'identity', secret: identity };
    const decoded = Buffer.from((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(entry, 'auth'), 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const user = colon > 0 ? decoded.slice(0, colon) : (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(entry, 'username');
    const secret = colon > 0 ? decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') : (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(entry, 'password');
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`docker's config.json names a credential helper "${name}", which is no name.`, cure);
    const { code, stdout } = await docker.askCredentialHelper(name, key);
    if (code !== 0 && stdout.trim() === NOTHING_FOUND)
        return undefined;
    const answer = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(stdout);
    const [user, secret] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(answer, 'Username'), (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(answer, 'Secret')];
    if (code !== 0 || answer === undefined) {
        const how = code === _docker_docker_js__WEBPACK_IMPORTED_MODULE_9__/* .TIMED_OUT */ .VP ? 'did not answer in time' : `failed (exit code ${code})`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`The credential helper docker-credential-${name} ${how} for ${key}.`, cure);
    }
    if (secret === '')
        return undefined;
    return user === '<token>' ? { kind: 'identity', secret } : { kind: 'password', user, secret };
}


/***/ }),

/***/ 36731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DK: () => (/* binding */ aPage),
/* harmony export */   by: () => (/* binding */ NotServed),
/* harmony export */   fA: () => (/* binding */ openSession),
/* harmony export */   h4: () => (/* binding */ notTaken),
/* harmony export */   rg: () => (/* binding */ notGiven),
/* harmony export */   x5: () => (/* binding */ refusal),
/* harmony export */   yp: () => (/* binding */ isPage)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3102);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74548);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86878);
/** A repository of a registry that is asked several things, by docker's logins. */







/** @param action what a login must be allowed to do */
function openSession(repository, action, settings) {
    const client = (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .openRegistryClient */ .jd)(settings);
    const { host, path } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRepository */ .T8)(repository);
    let location;
    let authorization;
    const send = async (request, shown) => {
        const own = shown === undefined ? {} : { authorization: await shown };
        return client.send({ ...request, headers: { ...request.headers, ...own } });
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
        // Where the registry forwards to, somebody else may ask for a login, who must not get the registry's.
        if (statusCode !== 401 || challenge === undefined || first.forwardedTo !== undefined)
            return first;
        first.message.destroy();
        // Of requests at the same time, the first one logs in for all: at the beginning, and when a token has expired.
        if (authorization === shown)
            authorization = (0,_login_js__WEBPACK_IMPORTED_MODULE_2__/* .authorize */ .Gq)(challenge, { origin, host, path, action }, client);
        return send(request, authorization);
    };
    return { repository, client, ask };
}
/** Most bytes of what a registry says about a request that it does not serve. */
const REFUSAL_LIMIT = 64 << 10;
/** Longest part of a registry's own words that is shown. */
const MESSAGE_LIMIT = 300;
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
async function refusal({ message, forwardedTo }, { wholeBody }) {
    const bytes = await wholeBody(message, REFUSAL_LIMIT).catch(() => Buffer.alloc(0));
    const [error] = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(bytes.toString('utf8')), 'errors');
    const code = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(error, 'code');
    const said = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(error, 'message').replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LIMIT);
    return {
        ...{ status: message.statusCode ?? 0, forwardedTo, message: said, isPage: isPage(message, bytes) },
        code: /^[A-Za-z_]{1,60}$/.test(code) ? code : '',
    };
}
/** Whether what came is a page for people. */
function isPage({ headers }, bytes) {
    return (headers['content-type']?.startsWith('text/html') === true ||
        /^\s*<[!a-z]/i.test(bytes.toString('utf8', 0, 64)));
}
/** What was read whole, and is a page for people. */
function aPage({ message, forwardedTo }) {
    return { status: message.statusCode ?? 0, code: '', message: '', isPage: true, forwardedTo };
}
/** A registry does not do what it was asked for, and will not the next time. */
class NotServed extends _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR {
    refused;
    /** The class of what the registry says; undefined where nothing tells it. */
    fault;
    constructor(what, cure, refused) {
        super(what, cure);
        this.name = 'NotServed';
        this.refused = refused;
        this.fault = faultIn(refused);
    }
}
function faultIn(refused) {
    if (refused.isPage)
        return 'no registry';
    return (0,_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .faultOf */ .K)({ status: refused.status, message: `answers ${answerOf(refused)}` });
}
const CURE = 'See that nothing deletes or replaces images there, and push the image again.';
/** @param what was being done, as in "Reading …" */
function notGiven(what, refused) {
    const { status, forwardedTo } = refused;
    const answer = answerOf(refused);
    const who = forwardedTo === undefined ? 'the registry' : `${forwardedTo}, where the registry forwards to,`;
    if (refused.isPage)
        return new NotServed(`${what} failed: ${who} answers ${answer}.`, PAGE_CURE, refused);
    if (status !== 401 && status !== 403)
        return new NotServed(`${what} failed: ${who} answers ${answer}.`, CURE, refused);
    const denied = `${what} is not allowed: ${who} answers ${answer}.`;
    return forwardedTo === undefined
        ? new _login_js__WEBPACK_IMPORTED_MODULE_2__/* .AccessDenied */ .Oy(denied, LOGIN_CURE)
        : new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(denied, FORWARDED_CURE);
}
/** What a registry says that does not take something. @returns what the request fails with */
function notTaken(what, refused) {
    const { status } = refused;
    const answer = `the registry answers ${answerOf(refused)}`;
    const fault = faultIn(refused);
    if ((0,_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .isTransientClass */ .J)(fault))
        return new _http_js__WEBPACK_IMPORTED_MODULE_6__/* .HttpError */ .j$(answer, 'passing', { status: fault === 'rate limit' ? 429 : status });
    if (fault === 'refused' || fault === 'stale login') {
        const cure = status === 401 || fault === 'stale login' ? LOGIN_AGAIN_CURE : PUSH_CURE;
        return new _login_js__WEBPACK_IMPORTED_MODULE_2__/* .AccessDenied */ .Oy(`${what} is not allowed: ${answer}.`, cure);
    }
    const why = fault === 'immutable' ? 'is not possible, the tag cannot be overwritten' : 'failed';
    return new NotServed(`${what} ${why}: ${answer}.`, CURES.get(fault) ?? NOT_TAKEN_CURE, refused);
}
const LOGIN_AGAIN_CURE = 'Log in again before this step (docker/login-action), with a password or token that is valid to the end of the job: the registry does not take the login that there is, or there is none.';
const PUSH_CURE = "Log in before this step (docker/login-action) as somebody who may push there. For ghcr.io with the job's own token, give the job permissions: packages: write, and this repository the right to write in the settings of the package.";
const NOT_TAKEN_CURE = 'See what the registry says, and whether the name is right and its repository is there.';
const PAGE_CURE = "A proxy, a firewall or a login page answers in the registry's place: see that its name is right, and that this runner reaches it.";
/** What helps where a registry does not take something, by the class of what it says. */
const CURES = new Map([
    [
        'immutable',
        'The registry lets nobody move this tag once it is there: publish under another tag, or change that setting of the repository.',
    ],
    [
        'quota',
        'The account, the project or the plan may not have more: delete images there that nobody needs, or raise the limit.',
    ],
    [
        'blocked',
        'A firewall or a network rule of the registry does not let this machine in, and a login does not help: allow its address there, or use a runner that is inside.',
    ],
    [
        'read only',
        'The registry takes no pushes: it is read-only while it is being maintained, or it is a mirror. Run the job again later, or push to the registry behind it.',
    ],
    ['disk full', 'The disk of the registry is full: whoever runs it has to make room.'],
    ['no registry', PAGE_CURE],
]);
/** As in `403 DENIED (requested access to the resource is denied)`. */
function answerOf({ status, code, message, isPage: is }) {
    if (is)
        return `${status} with a page for people`;
    const named = code === '' ? `${status}` : `${status} ${code}`;
    return message === '' ? named : `${named} (${message})`;
}
const LOGIN_CURE = 'Log in before this step (docker/login-action) as somebody who may pull there.';
const FORWARDED_CURE = 'No login is sent there: see that this runner may read from that host, or ask whoever runs the registry.';


/***/ })

};
