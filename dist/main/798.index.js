export const id = 798;
export const ids = [798];
export const modules = {

/***/ 33798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ rejection)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);


/** What a job fails with: why the image gets no tag, and what became of tags and image. */
async function rejection(docker, errors, refused, { to, parts }, { what: why, cure }) {
    if (to.by === 'tags') {
        const what = `${why}. Here it could only be pushed with its tags, so that ${to.tags.join(', ')} point to it already.`;
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
    const said = new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR([`${why}, so no tag has moved.`, ...sentences].join(' '), cure);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Unfinished */ .K4([...errors, said], state);
}
const KEPT = { isGone: false, sentence: 'It can be looked at without a tag' };
const DELETED = { isGone: true, sentence: 'It was deleted' };
/** What became of each. One that cannot be deleted does not keep the others. */
async function deleteAll(docker, pushed, { hosts }) {
    // The client for it is a chunk of its own in the bundle.
    const { deleteManifest } = await __webpack_require__.e(/* import() */ 925).then(__webpack_require__.bind(__webpack_require__, 2925));
    return (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)(pushed, pushed.length, async (image) => {
        const { repository, digest } = image;
        const stays = (sentence) => ({ image, isGone: false, sentence });
        try {
            const outcome = await deleteManifest(repository, digest, { hosts, docker });
            if (outcome === 'deleted')
                return { image, ...DELETED };
            if (outcome === 'not allowed')
                return stays('Its registry does not let it be deleted');
            return stays(`It stays, because the tag ${outcome.usedBy} had it before`);
        }
        catch (error) {
            return stays(`It was not deleted (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error).replace(/\.$/, '')})`);
        }
    });
}


/***/ })

};
