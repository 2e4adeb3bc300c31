export const id = 719;
export const ids = [719,0];
export const modules = {

/***/ 13099:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MT: () => (/* binding */ partTag),
/* harmony export */   aK: () => (/* binding */ readHandedPart),
/* harmony export */   vN: () => (/* binding */ printHandedPart)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16413);
/* harmony import */ var _platforms_slug_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77017);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _part_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73372);





const MAX_TAG_LENGTH = 128;
function partTag({ source, id }, identity, platform) {
    const run = /^[\w.-]{1,32}$/.test(id) ? id : (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(id, _part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .HASH_LENGTH */ .yJ);
    const image = (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(`${source}\n${identity}`, _part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .HASH_LENGTH */ .yJ);
    return `${_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .PREFIX */ .H3}_${run}_${image}_${(0,_platforms_slug_js__WEBPACK_IMPORTED_MODULE_2__/* .slugOfPlatform */ ._)(platform)}`.slice(0, MAX_TAG_LENGTH);
}
const ANNOTATIONS = 'io.github.multi-platform-build';
function printHandedPart({ source, id }, document, { bytes, index: { entries } }) {
    const isDocker = entries.every((entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(entry, 'mediaType').includes('.docker.'));
    return JSON.stringify({
        schemaVersion: 2,
        mediaType: isDocker ? _manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .DOCKER_INDEX */ .Mu : _manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_INDEX */ .$p,
        manifests: entries,
        annotations: {
            [`${ANNOTATIONS}.run`]: runPage(source, id),
            [`${ANNOTATIONS}.part`]: (0,_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .printPart */ .x)(document),
            [`${ANNOTATIONS}.bytes`]: bytes,
        },
    });
}
function readHandedPart({ source, id }, identity, index) {
    const annotations = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(index), 'annotations');
    const document = (0,_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .readPart */ .on)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(annotations, `${ANNOTATIONS}.part`));
    const bytes = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(annotations, `${ANNOTATIONS}.bytes`);
    const isSameRun = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(annotations, `${ANNOTATIONS}.run`) === runPage(source, id) && document?.identity === identity;
    return isSameRun && (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(bytes) === document.digest ? { ...document, bytes } : undefined;
}
function runPage(source, id) {
    return `${source}/actions/runs/${id}`;
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

/***/ 47991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ BrokenLayout),
/* harmony export */   Wg: () => (/* binding */ layoutsBlobs)
/* harmony export */ });
/* unused harmony export layoutBlobs */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57075);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(452);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9501);







class BrokenLayout extends Error {
}
const CHUNK = 256 << 10;
function layoutBlobs(folder) {
    return {
        read: async (digest) => readLayoutDocument(blobPath(folder, digest), digest),
        open: async ({ digest, size }) => openLayer(blobPath(folder, digest), digest, size),
    };
}
function layoutsBlobs(folders, fallback) {
    const layouts = folders.map((folder) => ({ folder, blobs: layoutBlobs(folder) }));
    const sourceOf = async (digest) => {
        const holds = (folder) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'blobs', ...digest.split(':')));
        return layouts.find(({ folder }) => holds(folder))?.blobs ?? fallback();
    };
    return {
        read: async (digest) => (await sourceOf(digest)).read(digest),
        open: async (descriptor) => (await sourceOf(descriptor.digest)).open(descriptor),
    };
}
function blobPath(folder, digest) {
    if (!(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .isDigest */ .Bc)(digest))
        throw new BrokenLayout(`"${digest}" is not a digest of the image layout ${folder}`);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'blobs', ...digest.split(':'));
}
async function readLayoutDocument(path, digest) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path).catch(throwUnreadable(path));
    try {
        const { size } = await file.stat();
        if (size > _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCUMENT_LIMIT */ .w) {
            throw new BrokenLayout(`${path} has ${size} bytes, but a document may have at most ${_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCUMENT_LIMIT */ .w}`);
        }
        const bytes = await file.readFile().catch(throwUnreadable(path));
        checkLayoutDigest(path, digest, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestOf */ .ol)(bytes, digest));
        return bytes;
    }
    finally {
        await file.close();
    }
}
async function openLayer(path, digest, size) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path).catch(throwUnreadable(path));
    const { size: found } = await file.stat();
    await file.close();
    if (size >= 0 && found !== size)
        throw new BrokenLayout(`${path} has ${found} bytes, but its descriptor says ${size}`);
    return node_stream__WEBPACK_IMPORTED_MODULE_3__.Readable.from(hashedChunks(path, digest), { objectMode: false, highWaterMark: CHUNK });
}
async function* hashedChunks(path, digest) {
    const hasher = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .openHasher */ .mH)(digest);
    try {
        for await (const chunk of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: CHUNK })) {
            hasher.update(chunk);
            yield chunk;
        }
    }
    catch (error) {
        throwUnreadable(path)(error);
    }
    checkLayoutDigest(path, digest, hasher.digest());
}
function checkLayoutDigest(path, digest, found) {
    if (found === digest)
        return;
    throw new BrokenLayout(`${path} is damaged: its bytes have the digest ${found}`);
}
function throwUnreadable(path) {
    return (error) => {
        throw new BrokenLayout(`${path} cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error)}`);
    };
}


/***/ }),

/***/ 50719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPush: () => (/* binding */ openPush),
  publish: () => (/* binding */ publish),
  refuseEarly: () => (/* binding */ refuseEarly)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/concurrency.js
var concurrency = __webpack_require__(18316);
// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/image-index.js
var image_index = __webpack_require__(15885);
// EXTERNAL MODULE: ./lib/oci/part.js
var part = __webpack_require__(52696);
// EXTERNAL MODULE: ./lib/plan/publish/join.js
var publish_join = __webpack_require__(95927);
// EXTERNAL MODULE: ./lib/plan/publish/newer.js
var newer = __webpack_require__(80546);
// EXTERNAL MODULE: ./lib/platforms/platform.js
var platforms_platform = __webpack_require__(94325);
// EXTERNAL MODULE: ./lib/registry/manifests.js + 1 modules
var manifests = __webpack_require__(83634);
// EXTERNAL MODULE: ./lib/runner/extras.js
var extras = __webpack_require__(37367);
// EXTERNAL MODULE: ./lib/verify/shortlist.js
var shortlist = __webpack_require__(12015);
// EXTERNAL MODULE: ./lib/run/confirm.js
var run_confirm = __webpack_require__(80769);
// EXTERNAL MODULE: ./lib/run/folder.js
var folder = __webpack_require__(92497);
// EXTERNAL MODULE: ./lib/run/join.js
var run_join = __webpack_require__(89725);
// EXTERNAL MODULE: ./lib/run/latest.js
var latest = __webpack_require__(32118);
// EXTERNAL MODULE: ./lib/run/layout.js
var layout = __webpack_require__(47991);
// EXTERNAL MODULE: ./lib/run/move.js
var move = __webpack_require__(88256);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/hand-over.js
var hand_over = __webpack_require__(13099);
// EXTERNAL MODULE: ./lib/oci/part-document.js
var part_document = __webpack_require__(73372);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/publish/part.js
var publish_part = __webpack_require__(29062);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __webpack_require__(93188);
// EXTERNAL MODULE: ./lib/run/await-digest.js
var await_digest = __webpack_require__(57780);
;// CONCATENATED MODULE: ./lib/run/part.js










const TAGS_AT_ONCE = 8;
async function uploadPart(registries, plan, part, folder) {
    const { identity, attempt, handOver } = plan;
    const { platforms, digest, bytes, repositories, proofErrors } = part;
    const leg = (0,publish_part/* legName */.ue)(plan, platforms);
    const size = Buffer.byteLength(bytes);
    const document = { identity, leg, attempt, platforms, digest, size, repositories, proofErrors };
    if (handOver.by === 'artifact') {
        const { uploadDocument } = await Promise.all(/* import() */[__webpack_require__.e(667), __webpack_require__.e(888), __webpack_require__.e(274)]).then(__webpack_require__.bind(__webpack_require__, 95274));
        const name = (0,part_document/* artifactName */.Cs)(plan, platforms, digest);
        await uploadDocument(name, (0,part_document/* printPart */.x)(document), folder);
        (0,log/* logLine */.BP)(`Handed on: ${(0,part_document/* partLine */.wY)(document)} as the artifact ${name}`);
    }
    if (handOver.by === 'tag') {
        const tags = await tagPart(registries, handOver.run, document, part);
        (0,log/* logLine */.BP)(`Handed on: ${(0,part_document/* partLine */.wY)(document)} as ${tags.join(', ')}`);
    }
}
async function tagPart(registries, run, document, part) {
    const { identity, platforms, repositories } = document;
    const names = [...new Set(platforms.map((platform) => (0,hand_over/* partTag */.MT)(run, identity, platform)))];
    const [home = ''] = repositories;
    for (const name of names)
        await checkNoRival(registries, run, `${home}:${name}`, document);
    const index = (0,hand_over/* printHandedPart */.vN)(run, document, part);
    const tags = repositories.flatMap((repository) => names.map((name) => `${repository}:${name}`));
    await (0,concurrency/* mapConcurrent */._)(tags, TAGS_AT_ONCE, (tag) => setTag(registries, tag, index));
    return tags;
}
async function checkNoRival({ at, withRetries }, run, tag, { identity, digest, attempt, platforms, leg }) {
    const { repository, tag: name } = (0,reference/* splitName */.W0)(tag);
    const read = () => at(repository).read(name);
    const manifest = await withRetries(`Reading ${tag}`, read).catch((error) => {
        throw handOverFailure((0,await_digest/* errorPhrase */.Mn)(error));
    });
    const other = (0,hand_over/* readHandedPart */.aK)(run, identity, manifest?.bytes ?? '');
    if (other === undefined || other.digest === digest || run.isShared || other.attempt < attempt)
        return;
    throw new lib_errors/* Failure */.HR(`${(0,platforms_platform/* printPlatforms */.UR)(platforms)} was built twice: ${other.leg} has handed over ${other.digest}, and this is ${leg} with ${digest}.`, 'Build each platform in one matrix job, and give two images of one run different tags.');
}
async function setTag(registries, tag, index) {
    const { repository, tag: name } = (0,reference/* splitName */.W0)(tag);
    try {
        await registries.withRetries(`Tagging ${tag}`, () => registries.at(repository).put(name, index));
    }
    catch (error) {
        throw handOverFailure((0,await_digest/* errorPhrase */.Mn)(error));
    }
    const expected = (0,digest/* digestOf */.ol)(index);
    const { found, error } = await (0,await_digest/* awaitDigest */.FG)(registries, tag, expected);
    if (found === expected || (error !== undefined && (0,await_digest/* isRateLimit */.a5)(error)))
        return;
    throw handOverFailure(`${tag} ${(0,await_digest/* describeMismatch */._e)(found, error, expected)}`);
}
function handOverFailure(why) {
    return new lib_errors/* Failure */.HR(`The part was pushed but cannot be handed on: ${why}.`, `Check that this login may create and move tags there that begin with ${part_document/* PREFIX */.H3}. If that is not possible, set hand-over: artifacts, or pass the output part to the input parts of the job with mode: merge.`);
}

// EXTERNAL MODULE: ./lib/run/preflight.js
var preflight = __webpack_require__(3342);
// EXTERNAL MODULE: ./lib/run/rejection.js
var rejection = __webpack_require__(33798);
// EXTERNAL MODULE: ./lib/run/signatures.js
var signatures = __webpack_require__(93598);
// EXTERNAL MODULE: ./lib/docker/docker.js
var docker_docker = __webpack_require__(41762);
// EXTERNAL MODULE: ./lib/docker/tries.js
var tries = __webpack_require__(55093);
// EXTERNAL MODULE: ./lib/plan/smoke.js + 1 modules
var smoke = __webpack_require__(82209);
// EXTERNAL MODULE: ./lib/inputs/smoke-test.js + 1 modules
var smoke_test = __webpack_require__(62370);
;// CONCATENATED MODULE: ./lib/plan/smoke-verdict.js

const NOT_STARTED = /^docker: |^exec .+: (?:exec format error|no such file or directory)\r?$|exec user process caused|^\S*(?:qemu|binfmt)\S*: Could not open '/m;
const NO_PROGRAM = /^docker: .*(?:executable file .*not found|no such file or directory)/m;
function judge({ exitCode, timeout, expect }, end) {
    const { code, isTimedOut, output } = end;
    if (isTimedOut) {
        const text = `did not finish within ${timeout} seconds and was killed`;
        return { outcome: 'timed out', problem: { kind: 'timed out', text } };
    }
    if (code !== 0 && NOT_STARTED.test(output)) {
        const hasNoUname = expect?.kind === 'machine' && code === 127 && NO_PROGRAM.test(output);
        if (hasNoUname)
            return { outcome: 'no uname', problem: undefined };
        const text = `could not be started (exit code ${code})`;
        return { outcome: 'failed', problem: { kind: 'not started', text } };
    }
    if (code !== exitCode) {
        const text = `ended with exit code ${code}, not ${exitCode}`;
        return { outcome: 'failed', problem: { kind: 'wrong exit code', text } };
    }
    const text = expect === undefined ? undefined : answerProblem(expect, output);
    return text === undefined
        ? { outcome: 'passed', problem: undefined }
        : { outcome: 'wrong answer', problem: { kind: 'wrong answer', text } };
}
function answerProblem(expect, output) {
    if (expect.kind === 'text') {
        return output.includes(expect.text) ? undefined : `did not print "${expect.text}"`;
    }
    if (expect.kind === 'pattern') {
        const isFitting = new RegExp(expect.source, smoke_test/* EXPECT_FLAGS */.w).test(output);
        return isFitting ? undefined : `printed nothing that matches /${expect.source}/`;
    }
    const { names } = expect;
    const lines = output.split('\n').map((line) => line.trim());
    if (names.length === 0 || lines.some((line) => names.includes(line)))
        return undefined;
    const answer = lines.findLast((line) => line !== '') ?? 'nothing';
    return `printed ${answer}, not ${names.join(' or ')}`;
}

// EXTERNAL MODULE: ./lib/runner/commands.js
var commands = __webpack_require__(6910);
// EXTERNAL MODULE: ./lib/show/shell.js
var shell = __webpack_require__(94003);
// EXTERNAL MODULE: ./lib/state.js
var state = __webpack_require__(57390);
// EXTERNAL MODULE: ./lib/run/advice.js
var run_advice = __webpack_require__(62469);
// EXTERNAL MODULE: ./lib/run/cures.js
var cures = __webpack_require__(47807);
;// CONCATENATED MODULE: ./lib/run/smoke-failure.js






function smokeFailure({ test, problem, lastLines }) {
    const { platform, entrypoint, words } = test;
    const command = (0,shell/* shellWords */.CH)(entrypoint === '' ? words : [entrypoint, ...words]);
    const lines = [
        `smoke-test: in the image of ${(0,platforms_platform/* printPlatform */.Lg)(platform)}, ${command} ${problem.text}.`,
        ...lastLines.map((line) => `| ${line}`),
    ];
    const cure = (0,cures/* findCure */.z)(CURES, lastLines) ?? smokeCure(problem.kind, test, lastLines.length > 0);
    return new lib_errors/* Failure */.HR(lines.join('\n'), cure);
}
function smokeCure(kind, { expect, network }, hasLines) {
    const isOurs = expect?.kind === 'machine';
    const offline = network === 'none' ? [NO_NETWORK] : [];
    const why = [hasLines ? 'The lines above say why.' : 'It printed nothing.', REPRODUCE];
    switch (kind) {
        case 'timed out':
            return [TOO_LONG, ...offline].join(' ');
        case 'not started':
            return why.join(' ');
        case 'wrong exit code':
            return [...why, ...(isOurs ? [] : [OTHER_CODE, ...offline])].join(' ');
        case 'wrong answer':
            if (isOurs)
                return hasLines ? WRONG_MACHINE : why.join(' ');
            return hasLines ? OTHER_ANSWER : NO_ANSWER;
    }
}
function pullFailure({ platform }, reference, lines) {
    const what = `smoke-test: docker cannot pull ${reference} for ${(0,platforms_platform/* printPlatform */.Lg)(platform)}.`;
    const message = [what, ...lines.map((line) => `| ${line}`)].join('\n');
    const advice = (0,cures/* findCure */.z)(PULL_CURES, lines) ?? (0,run_advice/* adviceFor */.c)({ activity: 'pull', error: (0,tries/* errorIn */.Kd)(lines) });
    return new lib_errors/* Failure */.HR(message, advice ?? NOT_PULLED);
}
const NOT_PULLED = 'The engine of this machine pulls what the builder pushed: check that it can reach the registry and has space for the image.';
const NO_NETWORK = 'It ran without a network; if the program needs one, set network: bridge.';
const REPRODUCE = 'The command in the log reproduces it on any machine with docker.';
const TOO_LONG = 'Use a command that ends on its own, which a server does not; if it just takes long, as an emulated one may, set timeout to more seconds.';
const OTHER_CODE = 'If this is the right exit code, set it as exit-code.';
const OTHER_ANSWER = 'The lines above are the end of its output: if it is right, correct expect; if not, correct the program or the command.';
const NO_ANSWER = 'It succeeded but printed nothing: use a command that prints what expect looks for, or remove expect.';
const WRONG_MACHINE = 'The image has programs for another machine: check that no FROM of the final stage sets a platform, and that what is copied into it was built for the TARGETARCH.';
const CURES = [
    {
        sign: /exec format error/,
        cure: 'The program is for another machine than its image, or an emulator is missing: check that what is copied into the image was built for the TARGETARCH, and that qemu is not off. A script needs a first line such as #!/bin/sh.',
    },
    {
        sign: /^exec .+: no such file or directory|exec user process caused.*no such file|Could not open '/,
        cure: 'The program exists, but the loader that it names does not: it was linked to glibc and the image has musl (Alpine), or vice versa. Build it in the distribution that it runs in, or link it statically (CGO_ENABLED=0, a musl target of Rust). For a script, the interpreter after #! is missing, or that line ends in CR LF.',
    },
    {
        sign: /version `?GLIBC\S* not found/,
        cure: 'The program was linked to a newer glibc than the image has: build it on the same release of the distribution, or on an older one.',
    },
    {
        sign: /error while loading shared libraries|Error loading shared library|Error relocating/,
        cure: 'A library that the program needs is not in the image, or belongs to another C library: install it in the final stage, or link the program statically.',
    },
    {
        sign: /^docker: .*(?:executable file .*not found|no such file or directory)/,
        cure: 'There is no such program in the image: write its full path, and check that it is copied into the final stage. The command does not run in a shell; if the image has one, put sh -c before it.',
    },
    {
        sign: /^docker: .*permission denied/,
        cure: 'The program is not executable: copy it with COPY --chmod=755.',
    },
];
const PULL_CURES = [
    {
        sign: /HTTP response to HTTPS client|x509|certificate/,
        cure: 'The builder knows how to reach this registry, but the docker engine does not: add the registry to insecure-registries in its daemon.json, or its certificate below /etc/docker/certs.d.',
    },
    {
        sign: /no space left on device/,
        cure: 'Free disk space in an earlier step, or test fewer platforms in one job.',
    },
];

;// CONCATENATED MODULE: ./lib/run/smoke.js












const TESTS_AT_ONCE = 4;
const OUTPUT_LIMIT = 1 << 20;
const LAST_LINES = 10;
class SmokeTestsFailed extends AggregateError {
    isUnfit;
    constructor(failures, isUnfit) {
        super(failures);
        this.isUnfit = isUnfit;
    }
}
async function smokeTest(docker, plan, repository, images) {
    const ready = await (0,concurrency/* mapConcurrent */._)(plan.tests, TESTS_AT_ONCE, (test) => prepareTest(docker, test, repository, images));
    const pulled = ready.filter(({ isPulled }) => isPulled).map(({ reference }) => reference);
    (0,state/* remember */.kY)('smokeContainers', plan.tests.map(({ container }) => container).join(' '));
    if (pulled.length > 0)
        (0,state/* remember */.kY)('smokeImages', pulled.join(' '));
    const tested = await (0,concurrency/* mapConcurrent */._)(ready, TESTS_AT_ONCE, (each) => testImage(docker, each));
    const failures = tested.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    const isUnfit = tested.some(({ result, failure }) => failure !== undefined && wasRun(result));
    if (failures.length > 0)
        throw new SmokeTestsFailed(failures, isUnfit);
    return [...tested.map(({ result }) => result), ...plan.notRun.map(notRun)];
}
const smoke_NOT_STARTED = 125;
function wasRun({ seconds, exitCode }) {
    return seconds > 0 && exitCode !== smoke_NOT_STARTED;
}
function notRun(platform) {
    return { platform, outcome: 'not run', seconds: 0, exitCode: undefined, lastLines: [] };
}
async function prepareTest(docker, test, repository, images) {
    const image = images.find(({ platform }) => (0,image_index/* satisfies */.ib)(platform, test.platform));
    if (image === undefined)
        throw new Error(`No image of ${(0,platforms_platform/* printPlatform */.Lg)(test.platform)} to run.`);
    const reference = `${repository}@${image.digest}`;
    const { code, stderr } = await docker.run(['image', 'inspect', '--format', '{{.Id}}', reference]);
    return { test, reference, isPulled: code !== 0 && /no such|not found|not known/i.test(stderr) };
}
async function testImage(docker, ready) {
    const { test, reference, isPulled } = ready;
    try {
        const pulled = await pull(docker, ready);
        if (pulled.code === 0)
            return await runTest(docker, ready);
        const lastLines = pulled.tail.slice(-LAST_LINES);
        const result = { ...notRun(test.platform), outcome: 'failed', lastLines };
        return { result, failure: pullFailure(test, reference, lastLines) };
    }
    finally {
        if (isPulled)
            await docker.run(['image', 'rm', reference], docker_docker/* LIMIT_MS */.TZ.removal);
    }
}
function pull(docker, { test, reference }) {
    return (0,tries/* retryCommand */.wk)(docker.tries, `the pull of ${reference}`, () => docker.stream((0,smoke/* pullCommand */.TW)(test, reference), { limitMs: docker_docker/* LIMIT_MS */.TZ.transfer }));
}
async function runTest(docker, ready) {
    const { test, reference } = ready;
    const { platform } = test;
    const { leftOut, seconds, ...end } = await runContainer(docker, ready);
    const { outcome, problem } = judge(test, end);
    const lines = end.output.replace(/\n$/, '').split('\n');
    (0,log/* group */.Os)(`Smoke test of ${(0,platforms_platform/* printPlatform */.Lg)(platform)}: ${outcome} (${seconds.toFixed(1)} s)`, [
        ...(0,shell/* shellCommand */.q$)((0,smoke/* smokeCommand */.bU)(test, reference)),
        ...(leftOut === 0 ? [] : [`… ${leftOut} characters left out …`]),
        ...lines,
    ]);
    if (outcome === 'no uname')
        (0,commands/* annotate */.fz)('notice', noUname(platform));
    const exitCode = end.isTimedOut ? undefined : end.code;
    const lastLines = lines.filter((line) => line.trim() !== '').slice(-LAST_LINES);
    const failure = problem && smokeFailure({ test, problem, lastLines });
    return { result: { platform, outcome, seconds, exitCode, lastLines }, failure };
}
function noUname(platform) {
    return `smoke-test: there is no uname in the image of ${(0,platforms_platform/* printPlatform */.Lg)(platform)}, so nothing was run in it. Set a command for it.`;
}
async function runContainer(docker, { test, reference }) {
    const kept = keepLastOutput();
    const start = Date.now();
    const { code } = await docker.stream((0,smoke/* smokeCommand */.bU)(test, reference), {
        onText: kept.push,
        limitMs: test.timeout * 1_000,
    });
    const seconds = (Date.now() - start) / 1_000;
    const isTimedOut = code === docker_docker/* TIMED_OUT */.VP && seconds >= test.timeout;
    if (isTimedOut)
        await docker.run(['rm', '--force', '--volumes', test.container], docker_docker/* LIMIT_MS */.TZ.removal);
    return { code, isTimedOut, seconds, ...kept.read() };
}
function keepLastOutput() {
    let output = '';
    let leftOut = 0;
    const cut = () => {
        leftOut += Math.max(output.length - OUTPUT_LIMIT, 0);
        output = output.slice(-OUTPUT_LIMIT);
    };
    return {
        push: (text) => {
            output += text;
            if (output.length > 2 * OUTPUT_LIMIT)
                cut();
            return true;
        },
        read: () => {
            cut();
            return { output, leftOut };
        },
    };
}

// EXTERNAL MODULE: ./lib/run/tags.js
var tags = __webpack_require__(13892);
// EXTERNAL MODULE: ./lib/run/unchanged.js
var unchanged = __webpack_require__(83008);
;// CONCATENATED MODULE: ./lib/run/publish.js

























const FAILED = {
    what: 'The image failed the smoke test',
    cure: 'Fix the image, or correct smoke-test, and run the job again.',
};
const NOT_RUN = {
    what: 'The smoke test could not be run',
    cure: 'Fix the problem above and run the job again.',
};
const CONFIRMS_AT_ONCE = 4;
function openPush(docker, to) {
    const registries = (0,manifests.openRegistries)({ hosts: to.hosts, docker });
    return { registries, ...(0,preflight/* startPreflight */.o)(registries, to) };
}
async function refuseEarly(to, { before }) {
    if (to.onNewer === 'move' || (to.by === 'digest' && to.onNewer === 'keep'))
        return;
    const targets = await before;
    (0,tags/* refuseNewer */._)(to.tags.map((tag) => {
        const target = targets.get(tag);
        return { tag, target, fate: (0,newer/* fateOf */._L)(target, '', to) };
    }));
}
async function publish(tools, plan, to, builds, prepared) {
    const isTagged = to.by === 'tags';
    const parts = await (0,lib_errors/* withState */.Q2)(isTagged ? 'tags may have moved' : 'no tag moved', () => tools.time('registry', () => confirmBuilds(prepared.registries, to, builds)));
    return (0,lib_errors/* withState */.Q2)(isTagged ? 'tags moved' : 'no tag moved', () => publishParts(tools, plan, to, parts, prepared));
}
async function publishParts(tools, plan, to, parts, { registries, before: expected }) {
    const { docker, beforeLeaving, time } = tools;
    const { proof, part } = plan;
    const proofs = proof === undefined ? [] : await time('proof', () => proveBuilds(docker, plan, to, proof, parts));
    const smoke = plan.smoke === undefined ? [] : await time('smoke test', () => runSmokeTests(docker, plan, to, parts));
    const before = await expected;
    const done = (moved) => ({
        ...{ ...moved, proofs, smoke, before },
        isChanged: (0,unchanged/* isChanged */.H)(before, to, moved.confirmed),
    });
    const pushed = (0,run_confirm/* combine */.k)(parts);
    if (part !== undefined) {
        for (const each of parts)
            await uploadPart(registries, part, { ...each, proofErrors: countErrors(each, proofs) }, plan.temp);
        return done({ confirmed: pushed, tags: [], superseded: [], signed: undefined });
    }
    const sign = (0,signatures/* signWith */.E)({ ...tools, registries }, plan.signing, to);
    if (plan.join === undefined)
        return done({ confirmed: pushed, tags: to.tags, superseded: [], signed: await sign?.(pushed) });
    const join = (0,publish_join/* withDigests */.o2)(plan.join, new Map(parts.map(({ number, digest }) => [number, digest])));
    return time('tags', async () => {
        const image = await (0,run_join/* prepareIndex */.k)(docker, join, parts);
        const mover = { registries, beforeLeaving, before, sign };
        return done(await (0,tags/* moveTags */.F)(mover, await (0,latest/* withoutOldLatest */.z)(mover, to), image));
    });
}
function countErrors({ platforms }, proofs) {
    const ownProofs = proofs.filter(({ platform }) => platforms.some((each) => (0,image_index/* satisfies */.ib)(platform, each)));
    if (ownProofs.length === 0)
        return undefined;
    return ownProofs.reduce((sum, { findings }) => sum + (0,shortlist/* countOf */.pq)(findings, 'error'), 0);
}
async function runSmokeTests(docker, { smoke, rejection: refused }, to, parts) {
    if (smoke === undefined)
        return [];
    try {
        return await smokeTest(docker, smoke, to.repositories[0] ?? '', parts.flatMap(part/* chosenImages */.vT));
    }
    catch (error) {
        if ((0,lib_errors/* isCancelled */.mm)(error))
            throw error;
        const isUnfit = error instanceof SmokeTestsFailed && error.isUnfit;
        const errors = error instanceof AggregateError ? error.errors : [error];
        throw isUnfit
            ? await (0,rejection/* rejection */.c)(docker, errors, refused, { to, parts }, FAILED)
            : await (0,rejection/* rejection */.c)(docker, errors, { ...refused, deletes: false }, { to, parts }, NOT_RUN);
    }
}
function confirmBuilds(registries, { repositories, tags: all, by }, builds) {
    const [repository = '', ...others] = repositories;
    const tags = by === 'tags' ? all : [];
    return (0,concurrency/* mapConcurrent */._)(builds, CONFIRMS_AT_ONCE, async ({ number, platforms, digest, layout }) => {
        const expected = { digest, repository, others, tags, platforms };
        const { confirmed, unchecked } = await (0,run_confirm/* confirm */.l)(registries, expected);
        for (const tag of unchecked)
            (0,move/* warnUnconfirmed */.Bh)(tag);
        const from = `the build of ${(0,platforms_platform/* printPlatforms */.UR)(platforms)}`;
        return { number, layout, from, platforms, repositories, proofErrors: undefined, ...confirmed };
    });
}
async function proveBuilds(docker, plan, to, proof, parts) {
    const layouts = parts.map(({ layout }) => layout);
    const expected = plan.platforms.map(({ platform }) => platform);
    const dockerfileOf = (platform) => {
        const build = plan.builds.find(({ platforms }) => platforms.some((each) => platform !== undefined && (0,image_index/* satisfies */.ib)(platform, each)));
        return (build ?? plan.builds[0])?.dockerfile ?? '';
    };
    const { prove, subjectsOf } = await __webpack_require__.e(/* import() */ 3).then(__webpack_require__.bind(__webpack_require__, 92003));
    let inRegistry;
    const registry = async () => {
        const { registryBlobs } = await __webpack_require__.e(/* import() */ 535).then(__webpack_require__.bind(__webpack_require__, 29535));
        inRegistry ??= registryBlobs(to.repositories[0] ?? '', { hosts: to.hosts, docker });
        return inRegistry;
    };
    const gone = layouts.find((layout) => layout !== '' && !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(layout, 'blobs')));
    if (gone !== undefined)
        (0,extras/* warnExtraFailed */.EH)('layout', `there is none in ${gone}`);
    const isWhole = gone === undefined && !layouts.includes('');
    const blobs = isWhole ? (0,layout/* layoutsBlobs */.Wg)(layouts, registry) : await registry();
    try {
        return await prove(docker, proof, {
            subjects: subjectsOf(parts),
            platforms: expected,
            blobs,
            dockerfileOf,
            ...(isWhole ? { fallback: registry } : {}),
        }, { to, parts });
    }
    finally {
        for (const layout of layouts)
            if (layout !== '')
                (0,folder/* dropFolder */.k)(layout);
    }
}


/***/ }),

/***/ 33798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ rejection)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



async function rejection(docker, errors, refused, { to, parts }, { what: why, cure }) {
    if (to.by === 'tags') {
        const what = `${why}. The image could only be pushed together with its tags, so they already point to it: ${to.tags.join(', ')}.`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Unfinished */ .K4([...errors, new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(what, cure)], 'tags moved');
    }
    const pushed = parts.flatMap(({ repositories, digest }) => repositories.map((repository) => ({ repository, digest })));
    const fates = refused.deletes
        ? await deleteAll(docker, pushed, to)
        : pushed.map((image) => ({ image, ...KEPT }));
    const sentences = [...new Set(fates.map(({ sentence }) => sentence))].map((sentence) => {
        const images = fates.filter((fate) => fate.sentence === sentence).map(({ image }) => image);
        return `${sentence}: ${images.map(({ repository, digest }) => `${repository}@${digest}`).join(', ')}.`;
    });
    const state = fates.every(({ isGone }) => isGone) ? 'no image' : 'no tag moved';
    const rejected = new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR([`${why}, so no tag has moved.`, ...sentences].join(' '), cure);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Unfinished */ .K4([...errors, rejected], state);
}
const KEPT = { isGone: false, sentence: 'The image can be inspected without a tag' };
const DELETED = { isGone: true, sentence: 'It was deleted' };
async function deleteAll(docker, pushed, { hosts, tags }) {
    const { deleteUnneeded } = await __webpack_require__.e(/* import() */ 523).then(__webpack_require__.bind(__webpack_require__, 89523));
    return (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)(pushed, pushed.length, async (image) => {
        const { repository, digest } = image;
        const unneeded = { tags: [], digests: [digest] };
        const ownTags = tags.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .splitName */ .W0).filter((tag) => tag.repository === repository);
        const expected = { known: [], possible: ownTags.map(({ tag }) => tag) };
        const [deleted] = await deleteUnneeded(repository, unneeded, expected, { hosts, docker });
        return { image, ...outcomeOf(deleted?.outcome ?? 'not allowed') };
    });
}
function outcomeOf(deletion) {
    if (deletion === 'deleted')
        return DELETED;
    const stays = (sentence) => ({ isGone: false, sentence });
    if (deletion === 'not allowed')
        return stays('Its registry does not allow deleting it');
    return 'usedBy' in deletion
        ? stays(`It stays, because the tag ${deletion.usedBy} had it before`)
        : stays(`It was not deleted (${deletion.failure})`);
}


/***/ })

};
