export const id = 173;
export const ids = [173];
export const modules = {

/***/ 8173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readParts: () => (/* binding */ readParts)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _distinct_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62279);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16413);
/* harmony import */ var _oci_hand_over_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13099);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(15885);
/* harmony import */ var _oci_part_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(52696);
/* harmony import */ var _oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73372);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94325);
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24061);










const QUESTIONS_AT_ONCE = 8;
async function readParts(registries, inputs, handOver, folder) {
    const { parts: named, tags } = inputs;
    const home = tags[0]?.repository ?? '';
    const tagged = handOver.by === 'tag' ? await readTagged(registries, inputs, home, handOver.run) : NO_PARTS;
    if (named.length > 0) {
        const parts = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(named, QUESTIONS_AT_ONCE, (part) => readNamed(registries, part, home));
        return { parts, others: 0, handedTags: tagged.handedTags, removed: [] };
    }
    if (handOver.by === 'tag')
        return tagged;
    const { documents, others } = await collectHandedParts(inputs, folder);
    const parts = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(documents, QUESTIONS_AT_ONCE, (document) => readHanded(registries, document));
    return { ...NO_PARTS, parts, others };
}
const NO_PARTS = { parts: [], others: 0, handedTags: [], removed: [] };
async function readTagged(registries, { tags, names, platforms }, repository, run) {
    const identity = (0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(tags, names?.source);
    const found = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .distinctPlatforms */ .PC)(platforms), QUESTIONS_AT_ONCE, async (platform) => {
        const name = (0,_oci_hand_over_js__WEBPACK_IMPORTED_MODULE_3__/* .partTag */ .MT)(run, identity, platform);
        const from = `handed over by the matrix job for ${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatform */ .Lg)(platform)}`;
        const manifest = await readOrFail(from, `${repository}:${name}`, () => askRegistry(registries, repository, name));
        const part = (0,_oci_hand_over_js__WEBPACK_IMPORTED_MODULE_3__/* .readHandedPart */ .aK)(run, identity, manifest?.bytes ?? '');
        return manifest === undefined || part === undefined ? [] : [{ name, digest: manifest.digest, part }];
    });
    const handed = found.flat();
    const distinct = (0,_distinct_js__WEBPACK_IMPORTED_MODULE_4__/* .distinctBy */ .e)(handed, ({ digest }) => digest);
    const parts = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(distinct, QUESTIONS_AT_ONCE, async ({ part }) => {
        const { leg: from, digest, bytes } = part;
        const reference = `${repository}@${digest}`;
        return readOrFail(from, reference, async () => {
            const there = await registries.withRetries(`Looking up ${reference}`, () => registries.at(repository).digest(digest));
            const images = await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_5__/* .readImages */ .H)(registries, repository, { digest, bytes });
            return { isThere: there !== undefined, part: { ...partOf(part), from, bytes, index: images } };
        });
    });
    return {
        parts: parts.map(({ part }) => part),
        others: 0,
        handedTags: handed.map(({ name, digest }) => ({ name, digest })),
        removed: parts.flatMap(({ isThere, part }) => (isThere ? [] : [part.digest])),
    };
}
async function collectHandedParts({ tags, names }, folder) {
    const { downloadDocument, listDocuments } = await Promise.all(/* import() */[__webpack_require__.e(942), __webpack_require__.e(667), __webpack_require__.e(888), __webpack_require__.e(893)]).then(__webpack_require__.bind(__webpack_require__, 95274));
    const all = await listDocuments(_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .PREFIX */ .H3);
    const identity = (0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(tags, names?.source);
    const own = (0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .lastAttempts */ .r8)(all.filter((name) => name.startsWith((0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .artifactPrefix */ .DS)(identity))));
    const documents = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(own, QUESTIONS_AT_ONCE, async (name) => {
        const part = (0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .readPart */ .on)(await downloadDocument(name, folder));
        if (part?.identity === identity)
            return part;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`The artifact ${name} is not a part of an image.`, 'Run the matrix job that created it again.');
    });
    return { documents, others: all.length - own.length };
}
function partOf({ platforms, digest, repositories, proofErrors }) {
    return { platforms, digest, repositories, proofErrors };
}
async function readHanded(registries, part) {
    const { leg: from, digest, repositories } = part;
    const [repository = ''] = repositories;
    const reference = `${repository}@${digest}`;
    const { bytes, images } = await readOrFail(from, reference, async () => {
        const isThere = (answer) => answer !== undefined;
        const manifest = await askRegistry(registries, repository, digest, { isSettled: isThere });
        if (manifest === undefined)
            return { bytes: '', images: undefined };
        return { bytes: manifest.bytes, images: await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_5__/* .readImages */ .H)(registries, repository, manifest) };
    });
    if (images === undefined)
        throw partGone(from, reference);
    return { ...partOf(part), from, bytes, index: images };
}
async function readNamed(registries, part, home) {
    const { platforms, target, text: from } = part;
    const repository = part.repository || home;
    const { digest, index, bytes } = await readPartManifest(registries, { from, repository, target });
    const found = {
        ...{ from, platforms, digest, bytes, repositories: [repository], index },
        proofErrors: undefined,
    };
    const images = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)((0,_oci_part_js__WEBPACK_IMPORTED_MODULE_7__/* .chosenImages */ .vT)((0,_oci_part_js__WEBPACK_IMPORTED_MODULE_7__/* .withImagePlatforms */ .Q2)(found)), QUESTIONS_AT_ONCE, async (image) => {
        const config = await configOf(registries, { from, repository, digest: image.digest });
        const own = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_8__/* .readPlatform */ .Kd)(config);
        const isVague = (0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .text */ .Qq)(config, 'variant') === '' && own.os === image.platform.os && own.arch === image.platform.arch;
        return isVague ? withRelease(image, own) : { ...image, platform: own, saysVariant: true };
    });
    const others = index.images.filter(({ digest: each }) => !images.some((image) => image.digest === each));
    return { ...found, index: { ...index, images: [...images, ...others] } };
}
function withRelease(image, { osVersion, osFeatures }) {
    return image.platform.osVersion === ''
        ? { ...image, platform: { ...image.platform, osVersion, osFeatures } }
        : image;
}
async function configOf(registries, { from, repository, digest }) {
    try {
        const manifest = await askRegistry(registries, repository, digest);
        return await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_5__/* .readImageConfig */ .MP)(registries, repository, manifest?.bytes ?? '');
    }
    catch (error) {
        throw partUnreadable(from, 'its config', error);
    }
}
async function readPartManifest(registries, { from, repository, target }) {
    const name = 'digest' in target ? target.digest : target.tag;
    const reference = `${repository}${'digest' in target ? '@' : ':'}${name}`;
    const found = await readOrFail(from, reference, async () => {
        const manifest = await askRegistry(registries, repository, name);
        if (manifest !== undefined && 'digest' in target && manifest.digest !== name)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`${reference} is ${manifest.digest}.`, '');
        return manifest && { ...manifest, index: await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_5__/* .readImages */ .H)(registries, repository, manifest) };
    });
    if (found === undefined)
        throw partGone(from, reference);
    return found;
}
function partGone(from, reference) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`A part is gone (${from}): ${reference} no longer exists.`, GONE_CURE);
}
const GONE_CURE = 'No tag has moved. Some registries delete untagged images: run the job that pushed it again, even if it was successful, and then this one. hand-over: registry gives each part a tag.';
async function readOrFail(from, reference, work) {
    try {
        return await work();
    }
    catch (error) {
        throw partUnreadable(from, reference, error);
    }
}
function askRegistry({ at, withRetries }, repository, reference, patience = {}) {
    return withRetries(`Reading ${reference} of ${repository}`, () => at(repository).read(reference), patience);
}
function partUnreadable(from, reference, error) {
    const why = (0,_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error).replace(/\.$/, '');
    const cure = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR && error.cure !== '' ? error.cure : UNREAD_CURE;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`A part cannot be read (${from}): ${reference} cannot be read: ${why}.`, `No tag has moved. ${cure}`);
}
const UNREAD_CURE = 'Check that it is in the registry and that this job is logged in there, and run the job again.';


/***/ }),

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readDescriptor),
/* harmony export */   w: () => (/* binding */ DOCUMENT_LIMIT)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);

const DOCUMENT_LIMIT = 4 << 20;
function readDescriptor(value) {
    const size = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(value, 'size');
    const urls = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(value, 'urls').filter((url) => typeof url === 'string');
    return {
        mediaType: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'mediaType'),
        digest: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'digest'),
        size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : -1,
        ...(urls.length > 0 ? { urls } : {}),
    };
}


/***/ }),

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

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   EG: () => (/* binding */ OCI_MANIFEST),
/* harmony export */   Eo: () => (/* binding */ builderIdIn),
/* harmony export */   Mu: () => (/* binding */ DOCKER_INDEX),
/* harmony export */   PT: () => (/* binding */ provenanceIn),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   c0: () => (/* binding */ mediaTypeOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const MANIFEST_TYPES = [
    OCI_INDEX,
    OCI_MANIFEST,
    DOCKER_INDEX,
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
function mediaTypeOf(bytes) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(bytes);
    const isIndex = Array.isArray((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(document, 'manifests'));
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(document, 'mediaType') || (isIndex ? OCI_INDEX : OCI_MANIFEST);
}
const PREDICATE_TYPE = 'in-toto.io/predicate-type';
function provenanceIn(manifest) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(manifest), 'layers').find((layer) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(layer, 'annotations', PREDICATE_TYPE).startsWith('https://slsa.dev/provenance/'));
}
function builderIdIn(statement) {
    const predicate = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(statement), 'predicate');
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(predicate, 'builder', 'id') || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(predicate, 'runDetails', 'builder', 'id');
}


/***/ }),

/***/ 24061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readImages),
/* harmony export */   MP: () => (/* binding */ readImageConfig),
/* harmony export */   PL: () => (/* binding */ readBuilderId)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11260);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15885);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);




async function readImages(registries, repository, { digest, bytes }) {
    const index = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readIndex */ .vY)(bytes);
    if (index !== undefined)
        return index;
    const config = await readImageConfig(registries, repository, bytes);
    const size = Buffer.byteLength(bytes);
    const mediaType = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .mediaTypeOf */ .c0)(bytes);
    return {
        images: [{ platform: (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readPlatform */ .Kd)(config), digest, size, saysVariant: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(config, 'variant') !== '' }],
        attestations: [],
        entries: [{ mediaType, digest, size, platform: platformMember(config) }],
        strayAttestations: [],
    };
}
async function readImageConfig({ at, withRetries }, repository, manifest) {
    const config = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .readDescriptor */ .q)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(manifest), 'config'));
    const read = () => at(repository).blob(config);
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(await withRetries(`Reading the config ${config.digest} of ${repository}`, read));
}
function platformMember(config) {
    const names = ['architecture', 'os', 'variant', 'os.version', 'os.features'];
    return Object.fromEntries(names.flatMap((name) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(config, name) === undefined ? [] : [[name, (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(config, name)]])));
}
async function readBuilderId(manifests, index) {
    const attestation = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readIndex */ .vY)(index)?.attestations[0];
    if (attestation === undefined)
        return '';
    const manifest = await manifests.read(attestation.digest);
    const provenance = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .readDescriptor */ .q)((0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .provenanceIn */ .PT)(manifest?.bytes ?? ''));
    return provenance.digest === '' ? '' : (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .builderIdIn */ .Eo)(await manifests.blob(provenance));
}


/***/ })

};
