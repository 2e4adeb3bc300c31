export const id = 523;
export const ids = [523,535];
export const modules = {

/***/ 29535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ checkDigest),
/* harmony export */   registryBlobs: () => (/* binding */ registryBlobs)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(74548);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36731);









const AHEAD = 256 << 10;
const CURE = 'Check that nothing deletes or replaces images there, and push the image again.';
function registryBlobs(repository, settings) {
    const session = (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .openSession */ .fA)(repository, 'pull', settings);
    const configs = new Set();
    return {
        read: async (digest) => {
            const bytes = await readDocument(session, digest, configs.has(digest) ? 'blobs' : 'manifests');
            configs.add((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(bytes.toString('utf8')), 'config', 'digest'));
            return bytes;
        },
        open: async (descriptor) => node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(layerBytes(session, descriptor), { objectMode: false, highWaterMark: AHEAD }),
    };
}
async function readDocument(session, digest, kind) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const { client } = session;
    const bytes = await (0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .retryRequest */ .qN)(what, client, async () => {
        const response = await session.ask('GET', `${kind}/${digest}`, { headers: { accept: _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_TYPES */ ._P } });
        if (response.message.statusCode === 200)
            return client.wholeBody(response.message, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCUMENT_LIMIT */ .w);
        if (kind === 'manifests')
            return (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .expectNotFound */ .Rf)(what, response, session);
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .readFailure */ .f1)(what, await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .refusal */ .x5)(response, client), session);
    });
    if (bytes === undefined)
        return readDocument(session, digest, 'blobs');
    checkBytes(what, digest, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)(bytes, digest));
    return bytes;
}
async function* layerBytes(session, { digest, size }) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const hasher = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .openHasher */ .mH)(digest);
    const { recover } = (0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .startRequestRetries */ .gW)(what, session.client);
    let at = 0;
    for (;;) {
        try {
            for await (const chunk of blobFrom(session, digest, at, what)) {
                at += chunk.length;
                if (size >= 0 && at > size)
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(`${what} returned more than its ${size} bytes.`, CURE);
                hasher.update(chunk);
                yield chunk;
            }
            if (at < size)
                throw new _http_js__WEBPACK_IMPORTED_MODULE_8__/* .HttpError */ .j$(`cut off after ${at} of ${size} bytes`, 'passing');
            break;
        }
        catch (error) {
            await recover(error);
        }
    }
    checkBytes(what, digest, hasher.digest());
}
async function* blobFrom(session, digest, at, what) {
    const { ask, client } = session;
    const response = await ask('GET', `blobs/${digest}`, {
        headers: at > 0 ? { range: `bytes=${at}-` } : {},
    });
    const { statusCode, headers } = response.message;
    const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true;
    if (statusCode !== 200 && !isRest)
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .readFailure */ .f1)(what, await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .refusal */ .x5)(response, client), session);
    let unwanted = isRest ? 0 : at;
    for await (const chunk of client.bodyOf(response.message)) {
        if (chunk.length > unwanted)
            yield chunk.subarray(unwanted);
        unwanted = Math.max(0, unwanted - chunk.length);
    }
}
function checkDigest(digest, what) {
    if (!(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .isDigest */ .Bc)(digest))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(`${what} is not possible: "${digest}" is not a digest.`, CURE);
}
function checkBytes(what, digest, found) {
    if (found === digest)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(`${what} returned other bytes: their digest is ${found}.`, CURE);
}


/***/ }),

/***/ 89523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deleteUnneeded: () => (/* binding */ deleteUnneeded)
});

// EXTERNAL MODULE: ./lib/concurrency.js
var concurrency = __webpack_require__(18316);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http.js + 1 modules
var http = __webpack_require__(28927);
// EXTERNAL MODULE: ./lib/registry/blobs.js
var blobs = __webpack_require__(29535);
// EXTERNAL MODULE: ./lib/registry/client.js
var registry_client = __webpack_require__(74548);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/registry/session.js
var registry_session = __webpack_require__(36731);
;// CONCATENATED MODULE: ./lib/registry/holders.js








const MAX_TAGS = 1_000;
const PAGE_SIZE = 100;
const TAGS_AT_ONCE = 8;
const MAX_DEPTH = 4;
async function holdersOf(session, asked) {
    const look = openTagReader(session, asked.digests);
    const listed = await wholeList(session);
    const first = await (0,concurrency/* mapConcurrent */._)(listed, TAGS_AT_ONCE, async (tag) => ({ tag, found: await look(tag) }));
    const again = await pagedList(session);
    const second = await (0,concurrency/* mapConcurrent */._)(again, TAGS_AT_ONCE, async (tag) => {
        const before = first.find((each) => each.tag === tag)?.found;
        const digest = await headTag(session, tag);
        const found = before?.digest === digest ? before : await look(tag);
        if (found === undefined)
            throw uncertainAnswer(session, `it lists the tag ${tag}, but does not have it`);
        return { tag, found };
    });
    const isListed = (tag) => listed.includes(tag) && again.includes(tag);
    const unlisted = asked.possible.filter((tag) => !isListed(tag));
    const answers = await (0,concurrency/* mapConcurrent */._)(unlisted, TAGS_AT_ONCE, (tag) => readReference(session, tag));
    const hidden = unlisted.filter((_, index) => answers[index] !== undefined);
    const missing = [...asked.known.filter((tag) => !isListed(tag)), ...hidden];
    if (missing.length > 0)
        throw uncertainAnswer(session, `its list of tags lacks ${missing.join(', ')}`);
    if (listed.length === 0 || again.length === 0)
        throw uncertainAnswer(session, 'its list of tags is empty');
    const holders = [...first, ...second]
        .filter(({ tag }) => !asked.except.includes(tag))
        .flatMap(({ tag, found }) => (found?.reached ?? []).map((digest) => [digest, tag]));
    return new Map(holders.toReversed());
}
const CURE = 'Delete the image with the tools of its registry.';
function uncertainAnswer({ repository }, why) {
    return new errors/* Failure */.HR(`${repository} does not say for certain what its tags reach: ${why}.`, CURE);
}
function openTagReader(session, digests) {
    const inside = new Map();
    const reach = async (bytes, depth) => {
        const source = bytes.toString('utf8');
        const document = (0,json/* parseJson */.qF)(source);
        if (typeof (0,json/* field */.ZZ)(document, 'schemaVersion') !== 'number' && (0,json/* text */.Qq)(document, 'mediaType') === '')
            throw uncertainAnswer(session, 'it returned something that is not a manifest');
        const nested = (0,json/* array */.YO)(document, 'manifests').filter((entry) => isIndex(entry) && !digests.includes((0,json/* text */.Qq)(entry, 'digest')));
        if (nested.length > 0 && depth === MAX_DEPTH)
            throw uncertainAnswer(session, 'its indexes are nested too deeply');
        const own = digests.filter((digest) => (0,oci_digest/* digestOf */.ol)(bytes) === digest || source.includes(digest));
        const deeper = await Promise.all(nested.map((entry) => within((0,json/* text */.Qq)(entry, 'digest'), depth + 1)));
        return [...own, ...deeper.flat()];
    };
    const within = (digest, depth) => {
        const reading = inside.get(digest) ?? readWithin(digest, depth);
        inside.set(digest, reading);
        return reading;
    };
    const readWithin = async (digest, depth) => {
        const bytes = (0,oci_digest/* isDigest */.Bc)(digest) ? await readReference(session, digest) : undefined;
        if (bytes === undefined)
            throw uncertainAnswer(session, `an index lists ${digest}, which it does not have`);
        return reach(bytes, depth);
    };
    return async (tag) => {
        const bytes = await readReference(session, tag);
        return bytes && { digest: (0,oci_digest/* digestOf */.ol)(bytes), reached: await reach(bytes, 0) };
    };
}
function isIndex(entry) {
    const type = (0,json/* text */.Qq)(entry, 'mediaType');
    return type === manifest/* OCI_INDEX */.$p || type === manifest/* DOCKER_INDEX */.Mu || type === '';
}
async function wholeList(session) {
    const names = new Set();
    let address = `tags/list?n=${MAX_TAGS}`;
    while (address !== undefined) {
        const { names: more, next } = await readPage(session, address);
        const before = names.size;
        for (const name of more)
            names.add(name);
        if (next !== undefined && names.size >= MAX_TAGS)
            throw tooManyTags(session);
        if (next !== undefined && names.size === before)
            throw uncertainAnswer(session, 'its list of tags has no end');
        address = next;
    }
    return [...names];
}
async function pagedList(session) {
    const names = new Set();
    for (;;) {
        const last = [...names].at(-1);
        const from = last === undefined ? '' : `&last=${encodeURIComponent(last)}`;
        const { names: more } = await readPage(session, `tags/list?n=${PAGE_SIZE}${from}`);
        const before = names.size;
        for (const name of more)
            names.add(name);
        if (names.size === before)
            return [...names];
        if (names.size > MAX_TAGS)
            throw tooManyTags(session);
    }
}
function tooManyTags({ repository }) {
    return new errors/* Failure */.HR(`${repository} has more than ${MAX_TAGS} tags, too many to check.`, CURE);
}
const TAG = /^\w[\w.-]{0,127}$/;
async function readPage(session, address) {
    const what = `Listing the tags of ${session.repository}`;
    const found = await fetchDocument(session, what, address);
    if (found === undefined)
        throw uncertainAnswer(session, 'it has no list of tags');
    const listed = (0,json/* field */.ZZ)((0,json/* parseJson */.qF)(found.bytes.toString('utf8')), 'tags');
    const tags = listed === null ? [] : listed;
    const isTag = (tag) => typeof tag === 'string' && TAG.test(tag);
    if (!Array.isArray(tags) || !tags.every(isTag))
        throw uncertainAnswer(session, 'its list of tags is invalid');
    return { names: tags, next: found.next };
}
function nextIn(link) {
    const [, address] = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '') ?? [];
    return address?.startsWith('?') === true ? `tags/list${address}` : address;
}
async function headTag({ ask, client, repository }, tag) {
    return (0,registry_client/* retryRequest */.qN)(`Looking up ${repository}:${tag}`, client, async () => {
        const { message } = await ask('HEAD', `manifests/${tag}`, { headers: { accept: manifest/* MANIFEST_TYPES */._P } });
        message.resume();
        const told = message.headers['docker-content-digest'];
        return message.statusCode === 200 && typeof told === 'string' && (0,oci_digest/* isDigest */.Bc)(told) ? told : '';
    });
}
async function readReference(session, reference) {
    const what = `Reading ${session.repository}${(0,oci_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
    return (await fetchDocument(session, what, `manifests/${reference}`, { accept: manifest/* MANIFEST_TYPES */._P }))?.bytes;
}
function fetchDocument(session, what, path, headers = {}) {
    const { ask, client } = session;
    return (0,registry_client/* retryRequest */.qN)(what, client, async () => {
        const response = await ask('GET', path, { headers });
        if (response.message.statusCode !== 200)
            return (0,registry_session/* expectNotFound */.Rf)(what, response, session);
        const bytes = await client.wholeBody(response.message, descriptor/* DOCUMENT_LIMIT */.w);
        const { link } = response.message.headers;
        return { bytes, next: nextIn(link === undefined ? undefined : [link].flat().join()) };
    });
}

// EXTERNAL MODULE: ./lib/registry/login.js
var login = __webpack_require__(86878);
;// CONCATENATED MODULE: ./lib/registry/deletion.js








const DELETIONS_AT_ONCE = 4;
async function deleteUnneeded(repository, { tags, digests }, expected, settings) {
    const session = (0,registry_session/* openSession */.fA)(repository, 'delete', settings);
    const named = await (0,concurrency/* mapConcurrent */._)(tags, DELETIONS_AT_ONCE, async (tag) => ({
        ...tag,
        outcome: await failureInstead(() => deleteTag(session, tag.name)),
    }));
    const open = named.filter(({ outcome }) => outcome === 'deleted' || outcome === 'no such name');
    const wanted = [...new Set([...open.map(({ digest }) => digest), ...digests])];
    const asked = { digests: wanted, ...expected, except: tags.map(({ name }) => name) };
    const outcomes = await deleteUnreached(session, asked, settings);
    const outcomeOf = (digest) => outcomes.get(digest) ?? 'not allowed';
    const stays = open.filter(({ digest, outcome }) => outcome === 'deleted' && outcomeOf(digest) !== 'deleted');
    const untagged = [...new Set([...stays.map(({ digest }) => digest), ...digests])];
    return [
        ...named.map(({ name, digest, outcome }) => ({
            reference: `${repository}:${name}`,
            outcome: outcome === 'no such name' ? outcomeOf(digest) : outcome,
        })),
        ...untagged.map((digest) => ({ reference: `${repository}@${digest}`, outcome: outcomeOf(digest) })),
    ];
}
async function deleteUnreached(session, asked, settings) {
    const { digests } = asked;
    if (digests.length === 0)
        return new Map();
    try {
        for (const digest of digests)
            (0,blobs/* checkDigest */.H)(digest, `Deleting ${digest} in ${session.repository}`);
        const holders = await holdersOf((0,registry_session/* openSession */.fA)(session.repository, 'pull', settings), asked);
        const outcomes = await (0,concurrency/* mapConcurrent */._)(digests, DELETIONS_AT_ONCE, async (digest) => {
            const usedBy = holders.get(digest);
            const outcome = usedBy === undefined ? await failureInstead(() => deleteManifest(session, digest)) : { usedBy };
            return [digest, outcome];
        });
        return new Map(outcomes);
    }
    catch (error) {
        return new Map(digests.map((digest) => [digest, failureOf(error)]));
    }
}
async function failureInstead(work) {
    try {
        return await work();
    }
    catch (error) {
        return failureOf(error);
    }
}
function failureOf(error) {
    return { failure: (0,errors/* messageOf */.bD)(error).replace(/\.$/, '') };
}
async function deleteTag(session, name) {
    const status = await requestDeletion(session, name);
    if (DELETED.includes(status))
        return 'deleted';
    return status === 400 || status === 404 || status === 'unknown' ? 'no such name' : 'not allowed';
}
async function deleteManifest(session, digest) {
    const status = await requestDeletion(session, digest);
    return DELETED.includes(status) || status === 'unknown' ? 'deleted' : 'not allowed';
}
const DELETED = [200, 202, 204];
async function requestDeletion(session, reference) {
    const what = `Deleting ${reference} in ${session.repository}`;
    try {
        return await (0,registry_client/* retryRequest */.qN)(what, session.client, async () => {
            const response = await session.ask('DELETE', `manifests/${reference}`);
            const { status, code } = await (0,registry_session/* refusal */.x5)(response, session.client);
            if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code))
                return 'unknown';
            if ([200, 202, 204, 400, 401, 403, 404, 405, 501].includes(status))
                return status;
            throw new http/* HttpError */.j$(`the registry answers ${status} ${code}`.trimEnd(), 'lasting');
        });
    }
    catch (error) {
        if (error instanceof login.AccessDenied)
            return 401;
        throw error;
    }
}


/***/ })

};
