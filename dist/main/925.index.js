export const id = 925;
export const ids = [925,535];
export const modules = {

/***/ 29535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ checkDigest),
/* harmony export */   registryBlobs: () => (/* binding */ registryBlobs)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44247);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74548);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36731);
/**
 * Reads images out of a registry: docker has no command for that. What is read is hashed.
 * Import this file only where that is needed: see http.ts.
 */









/** Bytes of a layer that are kept ready for its reader. */
const AHEAD = 256 << 10;
const CURE = 'See that nothing deletes or replaces images there, and push the image again.';
/**
 * The documents and layers of the images of a repository, with docker's logins. A layer is asked for when its reader
 * begins; where the connection breaks, it goes on from there.
 * @param repository an image name without tag
 */
function registryBlobs(repository, settings) {
    const session = (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .openSession */ .fA)(repository, 'pull', settings);
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
async function readDocument(session, digest, kind) {
    const what = `Reading ${digest} of ${session.repository}`;
    checkDigest(digest, what);
    const { client } = session;
    const bytes = await (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .retryRequest */ .qN)(what, client, async () => {
        const response = await session.ask('GET', `${kind}/${digest}`, { headers: { accept: _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_TYPES */ ._P } });
        if (response.message.statusCode === 200)
            return client.wholeBody(response.message, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_8__/* .DOCUMENT_LIMIT */ .w);
        const refused = await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .refusal */ .x5)(response, client);
        if (refused.status === 404 && kind === 'manifests')
            return undefined;
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .notGiven */ .rg)(what, refused);
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
    const response = await ask('GET', `blobs/${digest}`, {
        headers: at > 0 ? { range: `bytes=${at}-` } : {},
    });
    const { statusCode, headers } = response.message;
    const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true;
    if (statusCode !== 200 && !isRest)
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .notGiven */ .rg)(what, await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .refusal */ .x5)(response, client));
    let unwanted = isRest ? 0 : at;
    for await (const chunk of client.bodyOf(response.message)) {
        if (chunk.length > unwanted)
            yield chunk.subarray(unwanted);
        unwanted = Math.max(0, unwanted - chunk.length);
    }
}
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

/***/ 2925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deleteManifest: () => (/* binding */ deleteManifest)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44247);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _blobs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29535);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74548);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86878);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(36731);
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
    (0,_blobs_js__WEBPACK_IMPORTED_MODULE_4__/* .checkDigest */ .H)(digest, what);
    const usedBy = await holderOf((0,_session_js__WEBPACK_IMPORTED_MODULE_7__/* .openSession */ .fA)(repository, 'pull', settings), digest);
    if (usedBy !== '')
        return { usedBy };
    const session = (0,_session_js__WEBPACK_IMPORTED_MODULE_7__/* .openSession */ .fA)(repository, 'delete', settings);
    try {
        return await (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .retryRequest */ .qN)(what, session.client, async () => {
            const response = await session.ask('DELETE', `manifests/${digest}`);
            const { status, code } = await (0,_session_js__WEBPACK_IMPORTED_MODULE_7__/* .refusal */ .x5)(response, session.client);
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
        if (error instanceof _login_js__WEBPACK_IMPORTED_MODULE_6__/* .AccessDenied */ .Oy)
            return 'not allowed';
        throw error;
    }
}
/** A tag that has the manifest; '' where none does. */
async function holderOf(session, digest) {
    const tags = await tagsOf(session);
    const holders = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_8__/* .mapConcurrent */ ._)(tags, TAGS_AT_ONCE, async (tag) => (await hasManifest(session, tag, digest)) ? [tag] : []);
    return holders.flat()[0] ?? '';
}
function tagsOf(session) {
    const { repository, client } = session;
    const what = `Listing the tags of ${repository}`;
    return (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .retryRequest */ .qN)(what, client, async () => {
        const found = await fetched(session, what, `tags/list?n=${MOST_TAGS}`);
        if (found === undefined)
            return [];
        // A registry that has more names the address of the next page.
        if (found.hasMore) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${repository} has more than ${MOST_TAGS} tags, too many to look at.`, CURE);
        }
        const tags = (0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .parseJson */ .qF)(found.bytes.toString('utf8')), 'tags');
        return tags.filter((tag) => typeof tag === 'string').filter((tag) => TAG.test(tag));
    });
}
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]{0,127}$/;
const CURE = 'Delete the image by the means of its registry.';
function hasManifest(session, tag, digest) {
    const what = `Reading ${session.repository}:${tag}`;
    return (0,_client_js__WEBPACK_IMPORTED_MODULE_5__/* .retryRequest */ .qN)(what, session.client, async () => {
        const found = await fetched(session, what, `manifests/${tag}`, { accept: _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_TYPES */ ._P });
        if (found === undefined)
            return false;
        return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(found.bytes) === digest || found.bytes.includes(digest);
    });
}
/** @returns undefined where there is no such thing */
async function fetched({ ask, client }, what, path, accepted = {}) {
    const response = await ask('GET', path, { headers: accepted });
    const { statusCode, headers } = response.message;
    if (statusCode !== 200) {
        const refused = await (0,_session_js__WEBPACK_IMPORTED_MODULE_7__/* .refusal */ .x5)(response, client);
        if (refused.status === 404)
            return undefined;
        throw (0,_session_js__WEBPACK_IMPORTED_MODULE_7__/* .notGiven */ .rg)(what, refused);
    }
    const bytes = await client.wholeBody(response.message, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_10__/* .DOCUMENT_LIMIT */ .w);
    return { bytes, hasMore: headers['link'] !== undefined };
}


/***/ })

};
