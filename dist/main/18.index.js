export const id = 18;
export const ids = [18];
export const modules = {

/***/ 50018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deleteManifest: () => (/* binding */ deleteManifest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16413);
/* harmony import */ var _turns_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(58403);
/* harmony import */ var _verify_blobs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44469);
/* harmony import */ var _blobs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46930);
/* harmony import */ var _registry_http_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46084);
/* harmony import */ var _registry_login_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61531);
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
    (0,_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .checkDigest */ .H2)(digest, what);
    const usedBy = await holderOf((0,_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .openSession */ .fA)(repository, 'pull', settings), digest);
    if (usedBy !== '')
        return { usedBy };
    const session = (0,_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .openSession */ .fA)(repository, 'delete', settings);
    try {
        return await (0,_registry_http_js__WEBPACK_IMPORTED_MODULE_3__/* .tried */ .J3)(what, settings, async () => {
            const answer = await session.ask('DELETE', `manifests/${digest}`);
            const { status, code } = await (0,_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(answer, settings);
            if (status === 200 || status === 202)
                return 'deleted';
            if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code))
                return 'deleted';
            if ([400, 401, 403, 404, 405, 501].includes(status))
                return 'not allowed';
            throw new _registry_http_js__WEBPACK_IMPORTED_MODULE_3__/* .BadAnswer */ .CF(`the registry answers ${status} ${code}`.trimEnd(), false);
        });
    }
    catch (error) {
        if (error instanceof _registry_login_js__WEBPACK_IMPORTED_MODULE_4__/* .Denied */ .Cb)
            return 'not allowed';
        throw error;
    }
}
/** A tag that has the manifest; '' where none does. */
async function holderOf(session, digest) {
    const tags = await tagsOf(session);
    const held = await (0,_turns_js__WEBPACK_IMPORTED_MODULE_5__/* .inTurns */ .g)(tags, TAGS_AT_ONCE, (tag) => hasManifest(session, tag, digest));
    return tags.find((_, index) => held[index]) ?? '';
}
function tagsOf(session) {
    const { repository, settings } = session;
    const what = `Listing the tags of ${repository}`;
    return (0,_registry_http_js__WEBPACK_IMPORTED_MODULE_3__/* .tried */ .J3)(what, settings, async () => {
        const found = await fetched(session, what, `tags/list?n=${MOST_TAGS}`);
        if (found === undefined)
            return [];
        // A registry that has more names the address of the next page.
        if (found.hasMore) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${repository} has more than ${MOST_TAGS} tags, too many to look at.`, CURE);
        }
        const tags = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(found.bytes.toString('utf8')), 'tags');
        return tags.filter((tag) => typeof tag === 'string').filter((tag) => TAG.test(tag));
    });
}
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]{0,127}$/;
const CURE = 'Delete the image by the means of its registry.';
function hasManifest(session, tag, digest) {
    const what = `Reading ${session.repository}:${tag}`;
    return (0,_registry_http_js__WEBPACK_IMPORTED_MODULE_3__/* .tried */ .J3)(what, session.settings, async () => {
        const found = await fetched(session, what, `manifests/${tag}`, { accept: _blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_TYPES */ ._P });
        if (found === undefined)
            return false;
        const own = `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(found.bytes).digest('hex')}`;
        return own === digest || found.bytes.includes(digest);
    });
}
/** @returns undefined where there is no such thing */
async function fetched({ ask, settings }, what, path, accepted = {}) {
    const answer = await ask('GET', path, accepted);
    const { statusCode, headers } = answer.message;
    if (statusCode !== 200) {
        const refused = await (0,_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(answer, settings);
        if (refused.status === 404)
            return undefined;
        throw (0,_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .notGiven */ .rg)(what, refused);
    }
    const bytes = await (0,_registry_http_js__WEBPACK_IMPORTED_MODULE_3__/* .wholeBody */ .g3)(answer.message, _verify_blobs_js__WEBPACK_IMPORTED_MODULE_7__/* .DOCUMENT_LIMIT */ .wp, settings);
    return { bytes, hasMore: headers['link'] !== undefined };
}


/***/ })

};
