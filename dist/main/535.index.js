export const id = 535;
export const ids = [535];
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


/***/ })

};
