export const id = 77;
export const ids = [77,458];
export const modules = {

/***/ 46077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deleteManifest: () => (/* binding */ deleteManifest),
  registryBlobs: () => (/* binding */ registryBlobs)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/plan/registries.js
var registries = __webpack_require__(19200);
// EXTERNAL MODULE: ./lib/verify/blobs.js
var blobs = __webpack_require__(44469);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./lib/host/log.js
var log = __webpack_require__(44220);
// EXTERNAL MODULE: ./lib/host/transient.js
var host_transient = __webpack_require__(34016);
;// CONCATENATED MODULE: ./lib/host/registry-http.js
/**
 * Requests to registries, their token servers and the storage that they forward to: encrypted as a builder's
 * configuration has it, in bounded time, and again where that helps. Its package takes 60 ms to load, so whatever
 * uses this file is imported only when a registry is read.
 */









const SILENCE_MS = 60_000;
const PAUSES_MS = [1_000, 2_000, 4_000];
/** A server that wants to be left alone for longer is not waited for. */
const LONGEST_PAUSE_MS = 60_000;
const MOST_REDIRECTS = 10;
/** Certificates by an authority that Node does not know. */
const UNTRUSTED_CODES = [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
/** An answer that is no use. */
class BadAnswer extends Error {
    isTransient;
    /** How long the server wants to be left alone. */
    pauseMs;
    constructor(what, isTransient, pauseMs = 0) {
        super(what);
        this.name = 'BadAnswer';
        this.isTransient = isTransient;
        this.pauseMs = pauseMs;
    }
}
/** Does something that needs an answer, and again after a passing trouble. @throws Failure */
async function tried(what, settings, work) {
    for (let turn = 0;; turn++) {
        try {
            return await work();
        }
        catch (error) {
            await pauseAfter(error, turn, what, settings);
        }
    }
}
/**
 * Waits before a further try.
 * @param turn how many tries there were before this one
 * @throws Failure where a further try is of no use, or there were enough
 */
async function pauseAfter(error, turn, what, { pausesMs = PAUSES_MS }) {
    if (error instanceof errors/* Failure */.HR)
        throw error;
    const pause = isTransient(error) ? pausesMs[turn] : undefined;
    if (pause === undefined) {
        const tries = turn === 0 ? '' : ` (tried ${turn + 1} times)`;
        throw new errors/* Failure */.HR(`${what} failed: ${reasonOf(error)}${tries}.`, cureOf(error));
    }
    const wait = Math.max(pause, error instanceof BadAnswer ? error.pauseMs : 0);
    (0,log/* say */.cv)(`${what}: ${reasonOf(error)}; trying again in ${wait / 1000} s`);
    await (0,promises_.setTimeout)(wait);
}
function isTransient(error) {
    return error instanceof BadAnswer ? error.isTransient : host_transient/* TRANSIENT_CODES */.a.includes((0,lib_json/* text */.Qq)(error, 'code'));
}
/** In one line, without Node's advice for those who start it. */
function reasonOf(error) {
    return ((0,lib_json/* text */.Qq)(error, 'message') || (0,lib_json/* text */.Qq)(error, 'code')).replace(/;? if the root CA .*/, '');
}
function cureOf(error) {
    return UNTRUSTED_CODES.includes((0,lib_json/* text */.Qq)(error, 'code'))
        ? 'Name the file with the authority of its certificate in the configuration of the builder: ca in the table registry."HOST".'
        : 'See that the registry is up and that this runner reaches it, and run the job again.';
}
/**
 * Asks once, and goes where a GET is forwarded to: without the Authorization header at another origin.
 * @returns the head of an answer, whose body has not been read
 * @throws BadAnswer or the client's error where there is none, or one that may be another the next time
 */
async function exchange(call, settings) {
    let next = call;
    for (let hops = 0;; hops++) {
        const message = await answerTo(next, settings);
        const { statusCode: status = 0, headers } = message;
        if (status >= 500 ? status !== 501 : status === 408 || status === 429) {
            message.destroy();
            throw busy(next, status, headers['retry-after']);
        }
        const isForward = call.method === 'GET' && [301, 302, 303, 307, 308].includes(status);
        if (!isForward || headers.location === undefined)
            return message;
        message.destroy();
        next = forwarded(next, headers.location, hops);
    }
}
function forwarded(call, location, hops) {
    const [from, to] = [new URL(call.url), URL.parse(location, call.url)];
    if (hops === MOST_REDIRECTS)
        throw new BadAnswer('too many redirects', false);
    if (to === null || !/^https?:$/.test(to.protocol))
        throw new BadAnswer(`${from.host} forwards to what is no address`, false);
    if (from.protocol === 'https:' && to.protocol !== 'https:')
        throw new BadAnswer(`${from.host} forwards to ${to.origin}, which is not encrypted`, false);
    const { authorization: _, ...others } = call.headers;
    return { ...call, url: to.href, headers: to.origin === from.origin ? call.headers : others };
}
function busy({ url }, status, after = '') {
    const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1_000;
    const pauseMs = seconds > 0 ? Math.ceil(seconds) * 1_000 : 0;
    const what = `${new URL(url).host} answers ${status}`;
    if (pauseMs <= LONGEST_PAUSE_MS)
        return new BadAnswer(what, true, pauseMs);
    return new BadAnswer(`${what} and wants to be asked again after ${pauseMs / 1_000} s only`, false);
}
/** Whether the machine's own authorities are trusted as well. Reading them can take seconds, and Node's mostly do. */
let isMachineTrusted = false;
async function answerTo(call, settings) {
    try {
        return await answerInTime(call, settings);
    }
    catch (error) {
        // Go's programs, buildx among them, trust the machine's authorities: a company may have its own there.
        if (isMachineTrusted || !UNTRUSTED_CODES.includes((0,lib_json/* text */.Qq)(error, 'code')))
            throw error;
        isMachineTrusted = true;
        return answerInTime(call, settings);
    }
}
/** The client's own limit does not cover the time until there is a connection, and leaves the connection open. */
async function answerInTime(call, settings) {
    const { method, url, headers, body = null } = call;
    const silenceMs = settings.silenceMs ?? SILENCE_MS;
    const stop = new AbortController();
    const client = new lib/* HttpClient */.Qq('multi-platform-build', [handler(call, settings, stop.signal)], {
        allowRedirects: false,
    });
    let timer;
    const isOver = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new BadAnswer(`${new URL(url).host} said nothing for ${silenceMs / 1_000} s`, false));
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
/** What the client has no options for. Each request has a client and an agent of its own, so both may be changed. */
function handler(call, settings, signal) {
    return {
        prepareRequest: (options) => {
            options.signal = signal;
            // The brackets of an IPv6 address belong to the URL only.
            options.host = options.host?.replace(/^\[(.*)\]$/, '$1');
            change(options.agent, 'options', encryption(new URL(call.url), settings));
            // A tunnel through a proxy is a request of its own.
            change(options.agent, 'proxyOptions', { signal });
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('this handler does not authenticate')),
    };
}
/** Changes a member of an agent, where it has that one. */
function change(agent, name, values) {
    const member = (0,lib_json/* field */.ZZ)(agent, name);
    if (typeof member === 'object' && member !== null)
        Object.assign(member, values);
}
function encryption(url, { hosts }) {
    if (url.protocol !== 'https:')
        return {};
    const { insecure, ca = [] } = (0,registries/* hostSettings */.m$)(hosts, url);
    if (insecure === true)
        return { rejectUnauthorized: false };
    if (ca.length === 0 && !isMachineTrusted)
        return {};
    const machine = isMachineTrusted ? (0,external_node_tls_.getCACertificates)('system') : [];
    return { ca: [...(0,external_node_tls_.getCACertificates)('default'), ...machine, ...ca.map(readAuthority)] };
}
function readAuthority(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw new errors/* Failure */.HR(`The certificate authority ${path}, which the builder's configuration names for a registry, cannot be read: ${(0,lib_json/* text */.Qq)(error, 'message')}.`, 'See that the file is there, or correct the table of the registry.');
    }
}
/** The bytes of an answer. @throws BadAnswer or the client's error where they end before they should */
async function* bodyOf(message, { silenceMs = SILENCE_MS }) {
    const chunks = message[Symbol.asyncIterator]();
    const giveUp = () => {
        message.destroy(new BadAnswer(`nothing more came for ${silenceMs / 1_000} s`, false));
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
/** A whole body. @param limit most bytes of it */
async function wholeBody(message, limit, settings) {
    const chunks = [];
    let size = 0;
    for await (const chunk of bodyOf(message, settings)) {
        size += chunk.length;
        if (size > limit)
            throw new BadAnswer(`the answer has more than ${limit} bytes`, false);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/**
 * Where a registry is, by the rules of BuildKit: one that is configured as both insecure and not encrypted is asked
 * with encryption first, and without where that cannot be had.
 */
async function originOf(host, settings) {
    const secure = `https://${host}`;
    const { http = (0,registries/* isLocalhost */.M8)(host), insecure = false } = (0,registries/* hostSettings */.m$)(settings.hosts, new URL(secure));
    if (!http)
        return secure;
    const plain = `http://${host}`;
    if (!insecure)
        return plain;
    try {
        const message = await answerTo({ method: 'GET', url: `${secure}/v2/`, headers: {} }, settings);
        message.destroy();
        return secure;
    }
    catch {
        return plain;
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/docker.js + 1 modules
var docker = __webpack_require__(39294);
// EXTERNAL MODULE: ./lib/host/runner.js
var runner = __webpack_require__(76374);
;// CONCATENATED MODULE: ./lib/host/registry-login.js
/**
 * Logins of registries as docker keeps them, and what a registry wants to see of one: a name and a password, or a
 * token of its token server.
 *
 * Every secret is masked when it is found. The runner obeys that only where its commands are not switched off, so
 * nothing may be quoted in the log (openQuote) while a registry is asked.
 */









/** The registry does not let this login, or nobody without one, do it. */
class Denied extends errors/* Failure */.HR {
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
 * @throws Denied where there is no login, or it is refused; Failure where that cannot be found out
 */
async function admission(header, wanted, settings) {
    const challenges = readChallenges(header);
    const login = await findLogin(wanted, settings.env ?? process.env);
    if (login?.kind === 'token')
        return `Bearer ${login.secret}`;
    const bearer = challenges.find(({ scheme, params }) => scheme === 'bearer' && params.has('realm'));
    if (bearer !== undefined)
        return `Bearer ${await fetchToken(bearer, wanted, login, settings)}`;
    if (challenges.some(({ scheme }) => scheme === 'basic') && login?.kind === 'password')
        return basic(login);
    throw denied(wanted, 'it wants a login', login);
}
/** @param why what the registry or its token server does */
function denied({ host, path, action }, why, login) {
    const found = login === undefined ? 'docker has no login for it' : 'docker has a login for it';
    return new Denied(`${host} does not allow to ${action} ${path}: ${why}, and ${found}.`, `Log in to ${host} before this step (docker/login-action) as somebody who may ${action} there.`);
}
function basic({ user, secret }) {
    const encoded = Buffer.from(`${user}:${secret}`).toString('base64');
    (0,runner/* setSecret */.Pq)(encoded);
    return `Basic ${encoded}`;
}
/** https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ */
async function fetchToken(challenge, wanted, login, settings) {
    const realm = realmOf(challenge, wanted, login);
    const call = tokenCall(realm, challenge, wanted, login);
    const what = `Logging in to ${wanted.host} at ${realm.host}`;
    const { status, json } = await tried(what, settings, async () => {
        const message = await exchange(call, settings);
        const bytes = await wholeBody(message, TOKEN_LIMIT, settings);
        return { status: message.statusCode ?? 0, json: (0,lib_json/* parseJson */.qF)(bytes.toString('utf8')) };
    });
    if ([400, 401, 403, 404].includes(status))
        throw denied(wanted, `its token server ${realm.host} answers ${status}`, login);
    const token = (0,lib_json/* text */.Qq)(json, 'token') || (0,lib_json/* text */.Qq)(json, 'access_token');
    if (token === '') {
        const cure = 'See that the registry is set up right, and run the job again.';
        throw new errors/* Failure */.HR(`${what} failed: it answers ${status} and no token.`, cure);
    }
    (0,runner/* setSecret */.Pq)(token);
    return token;
}
function realmOf({ params }, { host, origin }, login) {
    const realm = URL.parse(params.get('realm') ?? '');
    const cure = `See that ${host} is set up right: its token server is what it calls its realm.`;
    if (realm === null || !/^https?:$/.test(realm.protocol))
        throw new errors/* Failure */.HR(`${host} names a token server that is no address.`, cure);
    if (login !== undefined && realm.protocol === 'http:' && origin.startsWith('https:'))
        throw new errors/* Failure */.HR(`${host} wants the login sent to ${realm.origin}, which is not encrypted; it was not sent.`, cure);
    return realm;
}
function tokenCall(realm, { params }, { path, action }, login) {
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
async function findLogin({ host, path, action }, env) {
    const key = host === registries/* HUB_SERVER */.iR ? HUB_KEY : host;
    const given = storedLogin((0,lib_json/* parseJson */.qF)(env['DOCKER_AUTH_CONFIG'] ?? ''), key);
    const found = given ?? storedLogin(readConfig(`${host}/${path}`, host, action, env), key);
    const login = found?.kind === 'helper' ? await helpersLogin(found.name, key, env) : found;
    if (login !== undefined)
        (0,runner/* setSecret */.Pq)(login.secret);
    return login;
}
/**
 * The settings of docker, or those that buildx has for this repository or host and this action alone
 * (docker/login-action writes them for its input `scope`).
 */
function readConfig(name, host, action, env) {
    const docker = env['DOCKER_CONFIG'] || (0,external_node_path_.join)(env['HOME'] || (0,external_node_os_.homedir)(), '.docker');
    const scoped = (0,external_node_path_.join)(env['BUILDX_CONFIG'] || (0,external_node_path_.join)(docker, 'buildx'), 'config');
    const folders = [`${name}@${action}`, name, `${host}@${action}`, host].map((own) => (0,external_node_path_.join)(scoped, own));
    for (const folder of [...folders, docker]) {
        try {
            return (0,lib_json/* parseJson */.qF)((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, 'config.json'), 'utf8'));
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
    const own = (0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(config, 'credHelpers'), key);
    const name = typeof own === 'string' ? own : (0,lib_json/* text */.Qq)(config, 'credsStore');
    if (name !== '')
        return { kind: 'helper', name };
    const auths = (0,lib_json/* field */.ZZ)(config, 'auths');
    const names = typeof auths === 'object' && auths !== null ? Object.keys(auths) : [];
    const entry = (0,lib_json/* field */.ZZ)(auths, key) ?? (0,lib_json/* field */.ZZ)(auths, names.find((address) => hostIn(address) === key) ?? '');
    const [identity, token] = [(0,lib_json/* text */.Qq)(entry, 'identitytoken'), (0,lib_json/* text */.Qq)(entry, 'registrytoken')];
    if (token !== '')
        return { kind: 'token', secret: token };
    if (identity !== '')
        return { kind: 'identity', secret: identity };
    const decoded = Buffer.from((0,lib_json/* text */.Qq)(entry, 'auth'), 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const user = colon > 0 ? decoded.slice(0, colon) : (0,lib_json/* text */.Qq)(entry, 'username');
    const secret = colon > 0 ? decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') : (0,lib_json/* text */.Qq)(entry, 'password');
    return user === '' || secret === '' ? undefined : { kind: 'password', user, secret };
}
/** Old settings have addresses where hosts are now. */
function hostIn(address) {
    return address.replace(/^https?:\/\//, '').replace(/\/.*/, '');
}
/** What a helper says where it has no login; anything else that fails is a failure. */
const NOTHING_FOUND = 'credentials not found in native keychain';
async function helpersLogin(name, key, env) {
    const cure = `See that it works: echo ${key} | docker-credential-${name} get`;
    if (!/^[\w.-]+$/.test(name))
        throw new errors/* Failure */.HR(`docker's config.json names a credential helper "${name}", which is no name.`, cure);
    const { code, stdout } = await (0,docker/* askCredentialHelper */.Zf)(name, key, env);
    if (code !== 0 && stdout.trim() === NOTHING_FOUND)
        return undefined;
    const answer = (0,lib_json/* parseJson */.qF)(stdout);
    const [user, secret] = [(0,lib_json/* text */.Qq)(answer, 'Username'), (0,lib_json/* text */.Qq)(answer, 'Secret')];
    if (code !== 0 || answer === undefined) {
        const how = code === docker/* TIMED_OUT */.VP ? 'did not answer in time' : `failed (exit code ${code})`;
        throw new errors/* Failure */.HR(`The credential helper docker-credential-${name} ${how} for ${key}.`, cure);
    }
    if (secret === '')
        return undefined;
    return user === '<token>' ? { kind: 'identity', secret } : { kind: 'password', user, secret };
}

;// CONCATENATED MODULE: ./lib/host/blobs.js
/**
 * Reads images out of a registry, and deletes manifests: docker has no command for either. What is read is hashed.
 * Import this file only where that is needed: see registry-http.ts.
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
            configs.add((0,lib_json/* text */.Qq)((0,lib_json/* parseJson */.qF)(bytes.toString('utf8')), 'config', 'digest'));
            return bytes;
        },
        open: async (descriptor) => external_node_stream_.Readable.from(layerBytes(session, descriptor), { objectMode: false, highWaterMark: AHEAD }),
    };
}
/**
 * Deletes a manifest, and with it every tag of it.
 * @param digest of the manifest or index
 * @returns 'deleted' also where it was not there; 'not allowed' where the registry, as many, deletes nothing or not
 * for this login
 * @throws Failure where the registry does not answer
 */
async function deleteManifest(repository, digest, settings) {
    const session = openSession(repository, 'delete', settings);
    const what = `Deleting ${digest} in ${repository}`;
    checkDigest(digest, what);
    try {
        return await tried(what, settings, async () => {
            const message = await session.ask('DELETE', `manifests/${digest}`);
            const { status, code } = await refusal(message, settings);
            if (status === 200 || status === 202)
                return 'deleted';
            if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code))
                return 'deleted';
            if ([400, 401, 403, 404, 405, 501].includes(status))
                return 'not allowed';
            throw new BadAnswer(`the registry answers ${status} ${code}`, false);
        });
    }
    catch (error) {
        if (error instanceof Denied)
            return 'not allowed';
        throw error;
    }
}
function openSession(repository, action, settings) {
    const { host, path } = (0,registries/* splitRepository */.T8)(repository);
    let place;
    let pass;
    const send = async (call, shown) => {
        const own = shown === undefined ? {} : { authorization: await shown };
        return exchange({ ...call, headers: { ...call.headers, ...own } }, settings);
    };
    const ask = async (method, below, headers = {}) => {
        place ??= originOf(host, settings);
        const origin = await place;
        const call = { method, url: `${origin}/v2/${path}/${below}`, headers };
        const shown = pass;
        const first = await send(call, shown);
        const challenge = first.headers['www-authenticate'];
        if (first.statusCode !== 401 || challenge === undefined)
            return first;
        first.destroy();
        // Of requests at the same time, the first one logs in for all: at the beginning, and when a token has expired.
        if (pass === shown)
            pass = admission(challenge, { origin, host, path, action }, settings);
        return send(call, pass);
    };
    return { repository, settings, ask };
}
async function readDocument(session, digest, kind) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const { settings } = session;
    const bytes = await tried(what, settings, async () => {
        const message = await session.ask('GET', `${kind}/${digest}`, { accept: MANIFEST_TYPES });
        if (message.statusCode === 200)
            return wholeBody(message, blobs/* DOCUMENT_LIMIT */.wp, settings);
        const { status, code } = await refusal(message, settings);
        if (status === 404 && kind === 'manifests')
            return undefined;
        throw notGiven(what, status, code);
    });
    if (bytes === undefined)
        return readDocument(session, digest, 'blobs');
    checkHash(what, digest, hashOf(digest).update(bytes));
    return bytes;
}
async function* layerBytes(session, { digest, size }) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const hash = hashOf(digest);
    let at = 0;
    for (let turn = 0;; turn++) {
        try {
            for await (const chunk of blobFrom(session, digest, at, what)) {
                at += chunk.length;
                if (size >= 0 && at > size)
                    throw new errors/* Failure */.HR(`${what} gives more than its ${size} bytes.`, CURE);
                hash.update(chunk);
                yield chunk;
            }
            if (at < size)
                throw new BadAnswer(`cut off after ${at} of ${size} bytes`, true);
            break;
        }
        catch (error) {
            await pauseAfter(error, turn, what, session.settings);
        }
    }
    checkHash(what, digest, hash);
}
/** A blob from a byte on. A server that knows no ranges sends all of it again. */
async function* blobFrom({ ask, settings }, digest, at, what) {
    const message = await ask('GET', `blobs/${digest}`, at > 0 ? { range: `bytes=${at}-` } : {});
    const { statusCode, headers } = message;
    const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true;
    if (statusCode !== 200 && !isRest) {
        const { status, code } = await refusal(message, settings);
        throw notGiven(what, status, code);
    }
    let unwanted = isRest ? 0 : at;
    for await (const chunk of bodyOf(message, settings)) {
        if (chunk.length > unwanted)
            yield chunk.subarray(unwanted);
        unwanted = Math.max(0, unwanted - chunk.length);
    }
}
/** Most bytes of what a registry says about a request that it does not serve. */
const REFUSAL_LIMIT = 64 << 10;
/** The status, and the registry's word for what is wrong; '' where it has none. */
async function refusal(message, settings) {
    const bytes = await wholeBody(message, REFUSAL_LIMIT, settings).catch(() => Buffer.alloc(0));
    const errors = (0,lib_json/* field */.ZZ)((0,lib_json/* parseJson */.qF)(bytes.toString('utf8')), 'errors');
    const code = Array.isArray(errors) ? (0,lib_json/* text */.Qq)(errors[0], 'code') : '';
    return { status: message.statusCode ?? 0, code: /^[A-Z_]{1,40}$/.test(code) ? code : '' };
}
function notGiven(what, status, code) {
    const answer = code === '' ? `${status}` : `${status} ${code}`;
    if (status === 401 || status === 403) {
        const cure = 'Log in before this step (docker/login-action) as somebody who may pull there.';
        return new Denied(`${what} is not allowed: the registry answers ${answer}.`, cure);
    }
    return new errors/* Failure */.HR(`${what} failed: the registry answers ${answer}.`, CURE);
}
/** A digest is part of an address here, so it must not be anything else. */
function checkDigest(digest, what) {
    if (!(0,blobs/* isDigest */.Bc)(digest))
        throw new errors/* Failure */.HR(`${what} is not possible: "${digest}" is no digest.`, CURE);
}
function hashOf(digest) {
    return (0,external_node_crypto_.createHash)(digest.slice(0, digest.indexOf(':')));
}
function checkHash(what, digest, hash) {
    const found = hash.digest('hex');
    if (digest.endsWith(`:${found}`))
        return;
    throw new errors/* Failure */.HR(`${what} gives other bytes: they hash to ${found}.`, CURE);
}


/***/ }),

/***/ 34016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ TRANSIENT_CODES)
/* harmony export */ });
/** Codes of network errors: what goes away by itself more often than not. */
const TRANSIENT_CODES = [
    'ECONNABORTED',
    'ECONNRESET',
    'EAI_AGAIN',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ETIMEDOUT',
];


/***/ }),

/***/ 44469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   qq: () => (/* binding */ readDescriptor),
/* harmony export */   wp: () => (/* binding */ DOCUMENT_LIMIT)
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
/** Whether a text is a digest that a blob can be asked for by. */
function isDigest(digest) {
    return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest);
}


/***/ })

};
