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
