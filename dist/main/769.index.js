export const id = 769;
export const ids = [769];
export const modules = {

/***/ 22769:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   merge: () => (/* binding */ merge)
/* harmony export */ });
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(17799);
/* harmony import */ var _join_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89725);
/* harmony import */ var _preflight_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3342);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13892);
/* harmony import */ var _unchanged_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83008);





/** Joins the parts: the index is made and checked, what is unproven is proven, then the tags are moved and asked for. */
async function merge({ docker, beforeLeaving, registries }, plan) {
    const { phases, timed } = (0,_clock_js__WEBPACK_IMPORTED_MODULE_4__/* .clock */ .p)();
    const { proof, publish } = plan;
    const preflight = (0,_preflight_js__WEBPACK_IMPORTED_MODULE_1__/* .startPreflight */ .o)(registries, publish);
    const made = await timed('index', async () => {
        await preflight.gate;
        return (0,_join_js__WEBPACK_IMPORTED_MODULE_0__/* .prepareIndex */ .k)(docker, plan.join, plan.parts);
    });
    const proofs = proof === undefined ? [] : await timed('proof', () => proveParts(docker, proof, publish));
    const before = await preflight.before;
    const moved = await timed('tags', () => (0,_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .moveTags */ .F)({ registries, beforeLeaving, before }, publish, made));
    const rest = { before, isChanged: (0,_unchanged_js__WEBPACK_IMPORTED_MODULE_3__/* .isChanged */ .H)(before, publish, moved.confirmed), proofs, phases };
    return { ...moved, ...rest, retried: docker.tries.retried() };
}
/** Parts that others made are read from their registries. */
async function proveParts(docker, proof, to) {
    const { prove, subjectsOf } = await Promise.all(/* import() */[__webpack_require__.e(402), __webpack_require__.e(798)]).then(__webpack_require__.bind(__webpack_require__, 56402));
    const { registryBlobs } = await __webpack_require__.e(/* import() */ 535).then(__webpack_require__.bind(__webpack_require__, 29535));
    const proofs = [];
    for (const { repository, parts, platforms } of proof.groups) {
        const evidence = {
            subjects: subjectsOf(parts),
            asked: platforms,
            blobs: registryBlobs(repository, { hosts: to.hosts, docker }),
            dockerfileOf: () => '',
        };
        proofs.push(...(await prove(docker, proof, evidence, { to, parts })));
    }
    return proofs;
}


/***/ })

};
