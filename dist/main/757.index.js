export const id = 757;
export const ids = [757];
export const modules = {

/***/ 7757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openRegistries: () => (/* binding */ openRegistries)
/* harmony export */ });
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28927);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2165);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74548);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36731);
/**
 * Asks a registry for manifests and sets tags, by docker's logins: one request for each question, where it was pushed
 * to, whatever a builder's configuration puts in between. Import this file only where that is needed: see http.ts.
 */







function openRegistries(settings) {
    const open = new Map();
    const closing = new AbortController();
    const { signal } = closing;
    const { pausesMs = _client_js__WEBPACK_IMPORTED_MODULE_0__/* .PATIENCE */ .aZ.pausesMs } = settings;
    const { now, sleep } = settings.clock ?? settings.docker.tries.clock;
    const clock = { now, sleep: (ms) => sleep(ms, signal) };
    return {
        at: (repository) => {
            const found = open.get(repository) ?? openManifests(repository, settings, signal);
            open.set(repository, found);
            return found;
        },
        patiently: (what, ask, { isSettled = () => true, limitMs = _client_js__WEBPACK_IMPORTED_MODULE_0__/* .PATIENCE */ .aZ.limitMs } = {}) => (0,_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L5)(ask, {
            ...{ pausesMs, limitMs, pauseAfter: _http_js__WEBPACK_IMPORTED_MODULE_2__/* .pauseAfter */ .l0, clock },
            failureOf: (answer) => (isSettled(answer) ? undefined : UNSETTLED),
            isTransient: mayPass,
            onRetry: (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .noteRetry */ .P$)(what, settings),
        }),
        close: () => closing.abort(),
    };
}
/** The answer of a registry that does not know yet what it has just taken. */
const UNSETTLED = new _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$('the registry does not know yet what it took', 'passing');
/** A question that had no answer in time is asked again, too: it is small, and the time for all of them is limited. */
function mayPass(error) {
    return (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransient */ .dg)(error) || (error instanceof _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$ && error.fault === 'silence');
}
/** Longest time for an answer, login and body included, in milliseconds. */
const ANSWER_MS = 30_000;
/** Most bytes of a blob that is read as a whole. */
const BLOB_LIMIT = 16 << 20;
function openManifests(repository, settings, closing) {
    const { silenceMs = ANSWER_MS } = settings;
    const session = (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .openSession */ .fA)(repository, 'push', { ...settings, silenceMs });
    const inTime = (question) => answerInTime(question, silenceMs, closing);
    return {
        repository,
        digest: (reference) => inTime((signal) => askDigest(session, reference, signal)),
        read: (reference) => inTime((signal) => readManifest(session, reference, signal)),
        blob: ({ digest }) => inTime((signal) => readBlob(session, digest, signal)),
        put: (tag, bytes) => inTime((signal) => putManifest(session, tag, bytes, signal)),
        tryUpload: () => inTime((signal) => tryUpload(session, signal)),
    };
}
async function answerInTime(question, limitMs, closing) {
    const stop = new AbortController();
    let timer;
    const isOver = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$(`there is no whole answer after ${limitMs / 1_000} s`, 'silence'));
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
const ACCEPTED = { accept: _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_TYPES */ ._P };
async function askDigest(session, reference, signal) {
    const response = await session.ask('HEAD', `manifests/${reference}`, { headers: ACCEPTED, signal });
    const { statusCode = 0, headers } = response.message;
    response.message.resume();
    const told = headers['docker-content-digest'];
    // A digest by another algorithm than that of the name says nothing about the name's own.
    if (statusCode === 200 && typeof told === 'string' && ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .isSha256 */ ._h)(told) || told === reference))
        return told;
    if (statusCode === 404)
        return undefined;
    // A registry that tells no digest, or knows no HEAD, is asked for the bytes; one that refuses says why only then.
    return (await readManifest(session, reference, signal))?.digest;
}
async function readManifest(session, reference, signal) {
    const { ask, client, repository } = session;
    const response = await ask('GET', `manifests/${reference}`, { headers: ACCEPTED, signal });
    if (response.message.statusCode === 200) {
        const bytes = await client.wholeBody(response.message, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_6__/* .DOCUMENT_LIMIT */ .w);
        if ((0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .isPage */ .yp)(response.message, bytes))
            throw (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .notGiven */ .rg)(`Reading ${nameOf(repository, reference)}`, (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .aPage */ .DK)(response));
        return {
            digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestOf */ .ol)(bytes, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .isDigest */ .Bc)(reference) ? reference : undefined),
            bytes: bytes.toString('utf8'),
        };
    }
    const refused = await (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(response, client);
    if (refused.status === 404)
        return undefined;
    throw (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .notGiven */ .rg)(`Reading ${nameOf(repository, reference)}`, refused);
}
async function readBlob({ ask, client, repository }, digest, signal) {
    const what = `Reading ${digest} of ${repository}`;
    const response = await ask('GET', `blobs/${digest}`, { signal });
    if (response.message.statusCode !== 200)
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .notGiven */ .rg)(what, await (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(response, client));
    const bytes = await client.wholeBody(response.message, BLOB_LIMIT);
    if ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestOf */ .ol)(bytes, digest) !== digest)
        throw new _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$(`${what} gives other bytes`, 'passing');
    return bytes.toString('utf8');
}
async function putManifest(session, tag, bytes, signal) {
    const { ask, client, repository } = session;
    const headers = { 'content-type': (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .mediaTypeOf */ .c0)(bytes) };
    const response = await ask('PUT', `manifests/${tag}`, { headers, body: bytes, signal });
    const refused = await (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(response, client);
    if (MISSED.includes(refused.code))
        throw new _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$(`${UNSETTLED.message}: it answers ${refused.status} ${refused.code}`, 'passing');
    if (refused.isPage || refused.status < 200 || refused.status > 299)
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .notTaken */ .h4)(`Tagging ${nameOf(repository, tag)}`, refused);
}
/** What a registry says to lack although it has told that it is there: no tag is put before that. */
const MISSED = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN'];
async function tryUpload(session, signal) {
    const { ask, client, repository } = session;
    const response = await ask('POST', 'blobs/uploads/', { signal, headers: { 'content-length': '0' } });
    const { location } = response.message.headers;
    const refused = await (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(response, client);
    if (refused.status < 200 || refused.status > 299)
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .notTaken */ .h4)(`Pushing to ${repository}`, refused);
    if (location === undefined)
        return;
    // What is left of an upload, registries clear away by themselves.
    const ended = await ask('DELETE', location, { signal }).catch(() => undefined);
    ended?.message.resume();
}
/** As image names are written. */
function nameOf(repository, reference) {
    return `${repository}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .isDigest */ .Bc)(reference) ? '@' : ':'}${reference}`;
}


/***/ })

};
