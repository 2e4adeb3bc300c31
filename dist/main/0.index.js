export const id = 0;
export const ids = [0];
export const modules = {

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
        read: async (digest) => readDocument(pathOf(folder, digest), digest),
        open: async ({ digest, size }) => openLayer(pathOf(folder, digest), digest, size),
    };
}
function layoutsBlobs(folders, elsewhere) {
    const layouts = folders.map((folder) => ({ folder, blobs: layoutBlobs(folder) }));
    const home = async (digest) => {
        const holds = (folder) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'blobs', ...digest.split(':')));
        return layouts.find(({ folder }) => holds(folder))?.blobs ?? elsewhere();
    };
    return {
        read: async (digest) => (await home(digest)).read(digest),
        open: async (descriptor) => (await home(descriptor.digest)).open(descriptor),
    };
}
function pathOf(folder, digest) {
    if (!(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .isDigest */ .Bc)(digest))
        throw new BrokenLayout(`"${digest}" is no digest of the image layout ${folder}`);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'blobs', ...digest.split(':'));
}
async function readDocument(path, digest) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path).catch(unreadable(path));
    try {
        const { size } = await file.stat();
        if (size > _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCUMENT_LIMIT */ .w) {
            throw new BrokenLayout(`${path} has ${size} bytes, and a document has ${_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCUMENT_LIMIT */ .w} at most`);
        }
        const bytes = await file.readFile().catch(unreadable(path));
        checkDigest(path, digest, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestOf */ .ol)(bytes, digest));
        return bytes;
    }
    finally {
        await file.close();
    }
}
async function openLayer(path, digest, size) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path).catch(unreadable(path));
    const { size: found } = await file.stat();
    await file.close();
    if (size >= 0 && found !== size)
        throw new BrokenLayout(`${path} has ${found} bytes, and its descriptor says ${size}`);
    return node_stream__WEBPACK_IMPORTED_MODULE_3__.Readable.from(hashed(path, digest), { objectMode: false, highWaterMark: CHUNK });
}
async function* hashed(path, digest) {
    const hasher = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .openHasher */ .mH)(digest);
    try {
        for await (const chunk of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: CHUNK })) {
            hasher.update(chunk);
            yield chunk;
        }
    }
    catch (error) {
        unreadable(path)(error);
    }
    checkDigest(path, digest, hasher.digest());
}
function checkDigest(path, digest, found) {
    if (found === digest)
        return;
    throw new BrokenLayout(`${path} is damaged: its bytes have the digest ${found}`);
}
function unreadable(path) {
    return (error) => {
        throw new BrokenLayout(`${path} cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error)}`);
    };
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
async function deleteAll(docker, pushed, { hosts, tags }) {
    const { deleteUnneeded } = await __webpack_require__.e(/* import() */ 523).then(__webpack_require__.bind(__webpack_require__, 89523));
    return (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)(pushed, pushed.length, async (image) => {
        const { repository, digest } = image;
        const unneeded = { tags: [], digests: [digest] };
        const own = tags.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .splitName */ .W0).filter((tag) => tag.repository === repository);
        const expected = { known: [], possible: own.map(({ tag }) => tag) };
        const [deleted] = await deleteUnneeded(repository, unneeded, expected, { hosts, docker });
        return { image, ...outcomeOf(deleted?.outcome ?? 'not allowed') };
    });
}
function outcomeOf(deletion) {
    if (deletion === 'deleted')
        return DELETED;
    const stays = (sentence) => ({ isGone: false, sentence });
    if (deletion === 'not allowed')
        return stays('Its registry does not let it be deleted');
    return 'usedBy' in deletion
        ? stays(`It stays, because the tag ${deletion.usedBy} had it before`)
        : stays(`It was not deleted (${deletion.failure})`);
}


/***/ })

};
