export const id = 55;
export const ids = [55];
export const modules = {

/***/ 80546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VZ: () => (/* binding */ isNewerRun),
/* harmony export */   Z5: () => (/* binding */ isUnclear),
/* harmony export */   _L: () => (/* binding */ fateOf)
/* harmony export */ });
/** https://docs.github.com/actions/reference/workflows-and-actions/variables: GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT */
const RUN_PAGE = /^(https?:\/\/.+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?$/;
function readRun(page) {
    const [, repository, id, attempt = '1'] = RUN_PAGE.exec(page) ?? [];
    if (repository === undefined)
        return undefined;
    return { repository: repository.toLowerCase(), id: Number(id), attempt: Number(attempt) };
}
/**
 * Whether a run of the same repository began after ours; both are named by their pages. A later attempt of a run is
 * that run all the same: it is as old as its commit.
 * @returns undefined where one of them is no run, or of another repository
 */
function isNewerRun(found, own) {
    const [other, ours] = [readRun(found), readRun(own)];
    if (other === undefined || ours === undefined || other.repository !== ours.repository)
        return undefined;
    return other.id > ours.id || (other.id === ours.id && other.attempt > ours.attempt);
}
/** @param held undefined where the registry does not tell */
function fateOf(held, digest, { runUrl, onNewer }) {
    if (held?.digest === digest)
        return 'is there';
    const isNewer = onNewer !== 'move' && held !== undefined && isNewerRun(held.maker, runUrl) === true;
    return isNewer ? 'superseded' : 'moves';
}
/** Whether somebody changed a tag while the job ran, of whom nobody knows whether they are newer. */
function isUnclear(earlier, now, { runUrl, onNewer }) {
    if (onNewer === 'move' || earlier === undefined || now === undefined || earlier.digest === now.digest)
        return false;
    return now.digest !== '' && isNewerRun(now.maker, runUrl) === undefined;
}


/***/ }),

/***/ 24061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readImages),
/* harmony export */   PL: () => (/* binding */ readBuilderId),
/* harmony export */   Xg: () => (/* binding */ readConfig)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11260);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15885);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/** What is behind a tag or a digest: images, and who made them. Import this file only where that is needed: see http.ts. */




/**
 * The images behind a digest. A manifest that stands by itself has its platform in its config.
 * @throws Failure or the error of the last try where the config cannot be read
 */
async function readImages(registries, repository, { digest, bytes }) {
    const index = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readIndex */ .vY)(bytes);
    if (index !== undefined)
        return index;
    const config = await readConfig(registries, repository, bytes);
    const size = Buffer.byteLength(bytes);
    const mediaType = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .mediaTypeOf */ .c0)(bytes);
    return {
        images: [{ platform: (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readPlatform */ .Kd)(config), digest, size, saysVariant: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(config, 'variant') !== '' }],
        attestations: [],
        entries: [{ mediaType, digest, size, platform: platformMember(config) }],
        strayAttestations: [],
    };
}
/** The config of an image, parsed. @throws as `readImages` */
async function readConfig({ at, patiently }, repository, manifest) {
    const config = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .readDescriptor */ .q)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(manifest), 'config'));
    const read = () => at(repository).blob(config);
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(await patiently(`Reading the config ${config.digest} of ${repository}`, read));
}
/** The members of a config that a descriptor has, too. */
function platformMember(config) {
    const names = ['architecture', 'os', 'variant', 'os.version', 'os.features'];
    return Object.fromEntries(names.flatMap((name) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(config, name) === undefined ? [] : [[name, (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .field */ .ZZ)(config, name)]])));
}
/**
 * Who made an image, by the provenance that BuildKit attests of its first platform; '' where it has none.
 * @throws the error of the registry
 */
async function readBuilderId(manifests, index) {
    const attestation = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readIndex */ .vY)(index)?.attestations[0];
    if (attestation === undefined)
        return '';
    const manifest = await manifests.read(attestation.digest);
    const provenance = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .readDescriptor */ .q)((0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .provenanceIn */ .PT)(manifest?.bytes ?? ''));
    return provenance.digest === '' ? '' : (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .builderIdIn */ .Eo)(await manifests.blob(provenance));
}


/***/ }),

/***/ 58834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $j: () => (/* binding */ sameImages),
/* harmony export */   C7: () => (/* binding */ askTag),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   UX: () => (/* binding */ countsMakers),
/* harmony export */   aP: () => (/* binding */ QUESTIONS_AT_ONCE),
/* harmony export */   iJ: () => (/* binding */ readHeld),
/* harmony export */   t5: () => (/* binding */ lookAt)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _distinct_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62279);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15885);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24061);





/** Questions to registries at the same time. */
const QUESTIONS_AT_ONCE = 8;
const NOTHING = { digest: '', images: [], maker: '' };
/**
 * Asks what tags point to, and looks at each image once: at that of the first tag, and at all of them where it counts who
 * made them. A tag that cannot be asked for is left out.
 */
async function readHeld(registries, { tags, ...publish }) {
    const wantsMaker = countsMakers(publish);
    const digests = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(tags, QUESTIONS_AT_ONCE, async (tag) => ({
        tag,
        digest: await askTag(registries, tag).catch(() => undefined),
    }));
    const known = digests.flatMap(({ tag, digest }) => (digest === undefined ? [] : [{ tag, digest }]));
    const keyOf = ({ tag, digest }) => `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitName */ .W0)(tag).repository}@${digest}`;
    const wanted = (0,_distinct_js__WEBPACK_IMPORTED_MODULE_2__/* .distinctBy */ .e)(known, keyOf);
    const held = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(wanted, QUESTIONS_AT_ONCE, async (one) => {
        const manifests = registries.at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitName */ .W0)(one.tag).repository);
        const isLookedAt = wantsMaker || one.tag === tags[0];
        const held = isLookedAt ? await lookAt(manifests, one.digest, wantsMaker) : unread(one.digest);
        return [keyOf(one), held];
    });
    const images = new Map(held);
    return new Map(known.map((one) => [one.tag, images.get(keyOf(one)) ?? NOTHING]));
}
/** The digest of a tag; '' where there is none. @throws the error of the last try */
async function askTag({ at, patiently }, tag) {
    const { repository, tag: name } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitName */ .W0)(tag);
    const ask = () => at(repository).digest(name);
    return (await patiently(`Asking for ${tag}`, ask)) ?? '';
}
/** Whether it counts which run has made an image: then that is read. */
function countsMakers({ onNewer, runUrl }) {
    return onNewer !== 'move' && runUrl !== '';
}
function unread(digest) {
    return { ...NOTHING, digest };
}
/** What a digest is, as far as it can be read: that is looked at to decide something, and is no reason to fail. */
async function lookAt(manifests, digest, wantsMaker) {
    if (digest === '')
        return NOTHING;
    const manifest = await manifests.read(digest).catch(() => undefined);
    if (manifest === undefined)
        return unread(digest);
    const index = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_3__/* .readIndex */ .vY)(manifest.bytes);
    if (index === undefined)
        return { ...unread(digest), images: [digest] };
    const maker = wantsMaker ? await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_4__/* .readBuilderId */ .PL)(manifests, manifest.bytes).catch(() => '') : '';
    return { digest, images: index.images.map((image) => image.digest), maker };
}
/** Whether every image is the same, whatever is attested about them. */
function sameImages(one, other) {
    return one.length > 0 && one.toSorted().join() === other.toSorted().join();
}


/***/ }),

/***/ 80769:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ confirm),
/* harmony export */   n: () => (/* binding */ allOfThem)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15885);
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24061);
/* harmony import */ var _before_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58834);
/* harmony import */ var _patience_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24962);






/** With tags that were pushed at once, and without. */
const CURES = {
    tags: 'The push itself went through, so tags may have moved; no digest is output. Look at the image in the registry, see that nothing else pushes these tags, and run the job again.',
    digest: 'The push itself went through, and no tag has moved. Look at the registry, and run the job again.',
};
/** Several parts that nothing joins: their images, and no digest that all of them have. */
function allOfThem(parts) {
    const [only, ...others] = parts;
    if (only !== undefined && others.length === 0)
        return only;
    const readings = parts.map(({ reading }) => reading);
    return {
        digest: '',
        bytes: '',
        reading: {
            images: readings.flatMap(({ images }) => images),
            attestations: readings.flatMap(({ attestations }) => attestations),
            entries: readings.flatMap(({ entries }) => entries),
            strayAttestations: [],
        },
    };
}
/**
 * Asks the registry what it holds: the digest must answer with bytes of that digest and exactly the asked platforms, and
 * every other name must answer with that digest. What a registry has just taken it may not know yet: it is asked again
 * for about a minute.
 * @returns with what was said instead of an answer about tags, which the push itself has told of
 * @throws Failure that says everything that differs
 */
async function confirm(registries, expected) {
    const { digest, repository, others, tags, platforms } = expected;
    const cure = CURES[tags.length > 0 ? 'tags' : 'digest'];
    if (digest === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('buildx pushed the image but did not tell its digest.', cure);
    const byDigest = `${repository}@${digest}`;
    const [manifest, answers] = await Promise.all([
        readUntil(registries, repository, digest),
        (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)([...others.map((each) => `${each}@${digest}`), ...tags], _before_js__WEBPACK_IMPORTED_MODULE_2__/* .QUESTIONS_AT_ONCE */ .aP, async (reference) => ({ reference, ...(await (0,_patience_js__WEBPACK_IMPORTED_MODULE_3__/* .askUntil */ .Gf)(registries, reference, digest)) })),
    ]);
    const unasked = answers.filter(({ error }) => error !== undefined && (0,_patience_js__WEBPACK_IMPORTED_MODULE_3__/* .isRateLimit */ .a5)(error));
    const differences = [
        ...(typeof manifest === 'string' ? [manifest] : []),
        ...answers
            .filter((answer) => answer.found !== digest && !unasked.includes(answer))
            .map(({ reference, found, error }) => `${reference} ${(0,_patience_js__WEBPACK_IMPORTED_MODULE_3__/* .whyNot */ .OB)(found, error, digest)}`),
    ];
    if (typeof manifest === 'string' || differences.length > 0)
        throw differs(differences, cure);
    const reading = await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_4__/* .readImages */ .H)(registries, repository, manifest);
    const wrong = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexDifferences */ .rf)(reading, platforms);
    if (wrong.length > 0)
        throw differs([`the index ${byDigest} is not what was asked for: ${wrong.join('; ')}`], cure);
    return {
        confirmed: { digest, bytes: manifest.bytes, reading },
        unasked: unasked.map(({ reference }) => reference),
    };
}
/** @returns why there is none where it is not there in the end, or is another one */
async function readUntil({ at, patiently }, repository, digest) {
    const reference = `${repository}@${digest}`;
    try {
        const isRight = (answer) => answer?.digest === digest;
        const read = () => at(repository).read(digest);
        const manifest = await patiently(`Asking for ${reference}`, read, { isSettled: isRight });
        return manifest?.digest === digest
            ? manifest
            : `${reference} ${(0,_patience_js__WEBPACK_IMPORTED_MODULE_3__/* .whyNot */ .OB)(manifest?.digest ?? '', undefined, digest)}`;
    }
    catch (error) {
        return `${reference} ${(0,_patience_js__WEBPACK_IMPORTED_MODULE_3__/* .whyNot */ .OB)('', error, digest)}`;
    }
}
function differs(differences, cure) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`The registry does not hold what was built: ${differences.join('; ')}.`, cure);
}


/***/ }),

/***/ 89725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ prepareIndex)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41762);
/* harmony import */ var _docker_tries_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55093);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16413);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9501);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15885);
/* harmony import */ var _oci_part_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(52696);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(94325);
/* harmony import */ var _confirm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80769);










/** Registries that are written to at the same time. */
const COPIES_AT_ONCE = 4;
const NOTHING_MOVED = 'No tag has moved.';
/**
 * What the tags will point to: the only part as it is, or an index of all, which is made without pushing it and
 * holds exactly what it must. Every repository has what it names, then.
 * @throws Failure; no tag has moved then
 */
async function prepareIndex(docker, { copies, index: plan }, parts) {
    await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(copies, COPIES_AT_ONCE, (command) => copy(docker, command));
    if (plan === undefined)
        return (0,_confirm_js__WEBPACK_IMPORTED_MODULE_1__/* .allOfThem */ .n)(parts);
    const { code, bytes, tail } = await (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .retryCommand */ .wk)(docker.tries, 'the joining of the parts', () => docker.capture(plan.dryRun, _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__/* .LIMIT_MS */ .TZ.transfer));
    if (code !== 0) {
        const why = tail.at(-1) || `exit code ${code}`;
        const cure = untrusted(why) ?? 'See that every part is in its registry and may be read, and run the job again.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The parts cannot be joined: ${why}.`, `${NOTHING_MOVED} ${cure}`);
    }
    // buildx ends what it prints with a line end that is no part of the index.
    const index = bytes.subarray(0, bytes.at(-1) === 10 ? -1 : undefined);
    const text = index.toString('utf8');
    const reading = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__/* .readIndex */ .vY)(text);
    const differences = reading === undefined ? ['it is no index'] : joinDifferences(text, reading, parts, plan);
    if (reading === undefined || differences.length > 0) {
        const cure = `${NOTHING_MOVED} Please report this: buildx joined something else than it was given.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The joined index is not what was asked for: ${differences.join('; ')}.`, cure);
    }
    return { digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)(index), bytes: text, reading };
}
/** How the bytes of a joined index differ from what it is to hold; empty when they do not. */
function joinDifferences(bytes, index, parts, { annotations: wanted }) {
    const images = parts.flatMap(_oci_part_js__WEBPACK_IMPORTED_MODULE_7__/* .chosenImages */ .vT);
    const wrong = images.flatMap((image) => {
        const found = index.images.find(({ digest }) => digest === image.digest);
        const name = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_8__/* .printPlatform */ .Lg)(image.platform);
        if (found === undefined)
            return [`${image.digest} of ${name} is not in it`];
        return found.size === image.size ? [] : [`${name} is ${found.size} bytes, not ${image.size}`];
    });
    const attested = index.attestations.map(({ digest }) => digest);
    const annotations = (0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .parseJson */ .qF)(bytes), 'annotations');
    const keys = wanted.filter((annotation) => annotation.startsWith('index:')).map(keyOf);
    return [
        ...(0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexDifferences */ .rf)(index, images.map(({ platform }) => platform)),
        ...wrong,
        ...parts
            .flatMap(_oci_part_js__WEBPACK_IMPORTED_MODULE_7__/* .chosenAttestations */ .ue)
            .filter((digest) => !attested.includes(digest))
            .map((digest) => `the attestation ${digest} is not in it`),
        ...keys
            .filter((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_9__/* .field */ .ZZ)(annotations, key) === undefined)
            .map((key) => `it has no annotation ${key}; only OCI images can have one`),
    ];
}
function keyOf(annotation) {
    return annotation.slice('index:'.length, annotation.indexOf('='));
}
/** Runs `imagetools create`, which copies blobs, too, and may be run again. @throws Failure when it fails for good */
async function copy(docker, command) {
    const { code, tail } = await (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .retryCommand */ .wk)(docker.tries, 'the copy of a part', () => docker.stream(command, { limitMs: _docker_docker_js__WEBPACK_IMPORTED_MODULE_3__/* .LIMIT_MS */ .TZ.transfer }));
    if (code === 0)
        return;
    const why = (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)((0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_2__/* .errorIn */ .Kd)(tail)) || `exit code ${code}`;
    const cure = untrusted(why) ?? 'See that the login may push there, and run the job again.';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`A part could not be copied: ${why}.`, `${NOTHING_MOVED} ${cure}`);
}
/**
 * What to do about a certificate: imagetools asks with a client that has nothing of a builder's configuration but `http` and
 * mirrors (buildx 0.36.1, util/imagetools/inspect.go, registryResolver).
 * @returns undefined where the error is another one
 */
function untrusted(error) {
    return /x509: |failed to verify certificate/.test(error)
        ? 'For joining parts, buildx trusts what the system of this runner trusts, and takes no certificate from the configuration of a builder: add the authority to those of the system, or name its file in SSL_CERT_FILE in the env of this step.'
        : undefined;
}


/***/ }),

/***/ 88256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vc: () => (/* binding */ warnOfUnasked),
/* harmony export */   lX: () => (/* binding */ stuck),
/* harmony export */   mK: () => (/* binding */ moveTag),
/* harmony export */   nf: () => (/* binding */ whereTagsAre)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _registry_login_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86878);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36731);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6910);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(93188);
/* harmony import */ var _before_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58834);
/* harmony import */ var _patience_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24962);








/** Moves a tag by a PUT of the bytes, and asks for it until the registry answers with them. */
async function moveTag(registries, { tag, held, fate }, image) {
    if (fate !== 'moves')
        return { kind: fate === 'is there' ? 'moved' : 'superseded' };
    const { repository, tag: name } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag);
    const manifests = registries.at(repository);
    let isAgain = false;
    const put = async () => {
        // What had no answer may have been done: a PUT that is not answered again would take half a minute each time.
        const isDone = isAgain && (await manifests.digest(name).catch(() => '')) === image.digest;
        isAgain = true;
        if (!isDone)
            await manifests.put(name, image.bytes);
    };
    try {
        await registries.patiently(`Tagging ${tag}`, put);
    }
    catch (error) {
        return notTakenUp(registries, tag, image, error);
    }
    const { found, error } = await (0,_patience_js__WEBPACK_IMPORTED_MODULE_1__/* .askUntil */ .Gf)(registries, tag, image.digest);
    if (found === image.digest)
        return { kind: 'moved' };
    if (error !== undefined && (0,_patience_js__WEBPACK_IMPORTED_MODULE_1__/* .isRateLimit */ .a5)(error)) {
        warnOfUnasked(tag);
        return { kind: 'moved' };
    }
    const isStale = found === '' || found === held?.digest;
    if (error !== undefined || isStale)
        return { kind: 'unseen', why: (0,_patience_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNot */ .OB)(found, error, image.digest) };
    return { kind: 'overtaken', held: await (0,_before_js__WEBPACK_IMPORTED_MODULE_2__/* .lookAt */ .t5)(manifests, found, true) };
}
/** A tag that the registry has acknowledged, and cannot be asked for. */
function warnOfUnasked(tag) {
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_3__/* .annotate */ .fz)('warning', `${tag} was pushed and acknowledged, but the registry is asked too much to confirm it (rate limit).`);
}
/** A tag that was not taken may be where it should be all the same: what counts is where it is. */
async function notTakenUp(registries, tag, image, error) {
    const isForGood = error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_4__/* .NotServed */ .by || error instanceof _registry_login_js__WEBPACK_IMPORTED_MODULE_5__/* .AccessDenied */ .Oy;
    const digest = await registries
        .at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).repository)
        .digest((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).tag)
        .catch(() => '');
    if (digest === image.digest)
        return { kind: 'moved' };
    if (!isForGood || digest === undefined || digest === '')
        return { kind: 'refused', error };
    const held = await (0,_before_js__WEBPACK_IMPORTED_MODULE_2__/* .lookAt */ .t5)(registries.at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).repository), digest, false);
    const own = image.reading.images.map((each) => each.digest);
    if (!(0,_before_js__WEBPACK_IMPORTED_MODULE_2__/* .sameImages */ .$j)(held.images, own))
        return { kind: 'refused', error };
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_3__/* .annotate */ .fz)('notice', `${tag} cannot be moved, and has the same images already: ${digest}.`);
    return { kind: 'same images' };
}
/** For whoever cancels the job while tags move. */
function whereTagsAre(decided, done, digest) {
    const isMoved = ({ tag }) => done.get(tag)?.kind === 'moved';
    const isStaying = ({ fate }) => fate === 'superseded';
    const left = decided.filter((each) => !isMoved(each) && !isStaying(each));
    (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_6__/* .say */ .cv)(`Tags that point to ${digest}: ${namesOf(decided.filter(isMoved))}.`);
    (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_6__/* .say */ .cv)(`Tags that were moving, and may point there or not: ${namesOf(left)}.`);
}
function namesOf(list) {
    return list.map(({ tag }) => tag).join(', ') || 'none';
}
const RUN_AGAIN = 'Run the failed job again when the registry answers; what has not moved then moves. No digest is output until all have.';
/** What a job fails with whose tags are not all where they should be. */
function stuck(decided, done, digest) {
    const outcomes = decided.flatMap(({ tag }) => {
        const outcome = done.get(tag);
        return outcome === undefined ? [] : [{ tag, outcome }];
    });
    const moved = outcomes.filter(({ outcome }) => outcome.kind === 'moved');
    const refused = outcomes.flatMap(({ tag, outcome }) => outcome.kind === 'refused' ? [{ tag, error: outcome.error }] : []);
    const unseen = outcomes.flatMap(({ tag, outcome }) => {
        if (outcome.kind === 'overtaken')
            return [`${tag} (${(0,_patience_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNot */ .OB)(outcome.held.digest, undefined, digest)})`];
        return outcome.kind === 'unseen' ? [`${tag} (${outcome.why})`] : [];
    });
    const lines = [
        `Not every tag points to ${digest} now.`,
        `Moved: ${namesOf(moved)}.`,
        ...(refused.length === 0 ? [] : [`Not moved: ${namesOf(refused)}.`]),
        ...(unseen.length === 0
            ? []
            : [`Acknowledged by the registry, but not what it answers with: ${unseen.join(', ')}.`]),
        // One server says the same of each.
        ...new Set(refused.map(({ error }) => `${(0,_patience_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOf */ .Z9)(error)}.`)),
    ];
    const cures = [
        ...refused.map(({ error }) => (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR ? error.cure : RUN_AGAIN)),
        ...(unseen.length === 0 ? [] : [RUN_AGAIN]),
    ];
    const none = unseen.length === 0 ? 'no tag moved' : 'tags may have moved';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Unfinished */ .K4([new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(lines.join('\n'), [...new Set(cures)].join(' '))], moved.length > 0 ? 'some tags moved' : none);
}


/***/ }),

/***/ 24962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gf: () => (/* binding */ askUntil),
/* harmony export */   OB: () => (/* binding */ whyNot),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   a5: () => (/* binding */ isRateLimit)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28927);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);



/**
 * Asks for what was just pushed until the registry answers with it, for about a minute: one that has taken it may not
 * know it yet.
 * @param reference REPOSITORY:TAG or REPOSITORY@DIGEST
 */
async function askUntil({ at, patiently }, reference, digest) {
    const { repository, name } = splitReference(reference);
    try {
        const ask = () => at(repository).digest(name);
        const isSettled = (answer) => answer === digest;
        const found = await patiently(`Asking for ${reference}`, ask, { isSettled });
        return { found: found ?? '', error: undefined };
    }
    catch (error) {
        return { found: '', error };
    }
}
function splitReference(reference) {
    const at = reference.indexOf('@');
    const end = at === -1 ? reference.lastIndexOf(':') : at;
    return { repository: reference.slice(0, end), name: reference.slice(end + 1) };
}
/** Why a name is not what it must be, as the rest of a sentence that begins with it. */
function whyNot(found, error, digest) {
    if (error !== undefined)
        return `does not answer: ${wordsOf(error)}`;
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(found) ? `is ${found}, not ${digest}` : 'is not there';
}
/** What an error says, without the end of its sentence. */
function wordsOf(error) {
    const words = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error.message : (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A3)(error);
    return words.replace(/\.$/, '');
}
/** Whether a registry does not answer because it was asked too much. */
function isRateLimit(error) {
    return error instanceof _http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpError */ .j$ && error.status === 429;
}


/***/ }),

/***/ 3342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ startPreflight)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(28927);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _registry_login_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86878);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36731);
/* harmony import */ var _before_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58834);
/* harmony import */ var _reach_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(10166);








/**
 * Asks every repository whether this login may push there, and every tag that the job moves what it points to. Only what
 * the push would fail with for good is held against it: registries have odd answers to a push that works.
 */
function startPreflight(registries, publish) {
    const { repositories, isReachedAlike } = publish;
    const checked = repositories.map((repository) => checkPush(registries, repository, isReachedAlike));
    const gate = (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(checked, checked.length, (each) => each).then(() => { });
    // The logins of the first questions serve these, too.
    const before = Promise.allSettled(checked).then(() => (0,_before_js__WEBPACK_IMPORTED_MODULE_1__/* .readHeld */ .iJ)(registries, publish));
    // The gate is awaited by whoever started this, once other work is done.
    gate.catch(() => { });
    return { gate, before };
}
/** Half a minute of a registry that is not there is survived, in milliseconds. */
const REACHED_IN_MS = 35_000;
async function checkPush({ at, patiently }, repository, isReachedAlike) {
    const { host } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .splitRepository */ .T8)(repository);
    try {
        // Where the builder has its own way to the registry, this machine's says nothing about it.
        const limitMs = isReachedAlike ? REACHED_IN_MS : 0;
        await patiently(`Reaching ${host}`, () => tryUpload(at(repository)), { limitMs });
    }
    catch (error) {
        if (error instanceof _registry_login_js__WEBPACK_IMPORTED_MODULE_3__/* .AccessDenied */ .Oy || (error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_4__/* .NotServed */ .by && isForGood(error)))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR(`${error.message} Nothing has been pushed.`, error.cure);
        if (isReachedAlike && (0,_reach_js__WEBPACK_IMPORTED_MODULE_6__/* .isUnreached */ .m)(error))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR(`${host} does not answer: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_7__/* .reasonOf */ .A3)(error)}. Nothing has been pushed.`, `See that ${host} is right in tags, that the registry is up and that this runner reaches it.`);
    }
}
/** A registry that answers, whatever it says, is there: what it says is no reason to wait. */
async function tryUpload(manifests) {
    try {
        await manifests.tryUpload();
    }
    catch (error) {
        if (error instanceof _http_js__WEBPACK_IMPORTED_MODULE_7__/* .HttpError */ .j$ && error.status > 0)
            return;
        throw error;
    }
}
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
const WRONG_NAMES = ['NAME_INVALID', 'NAME_UNKNOWN'];
function isForGood({ refused, fault }) {
    return WRONG_NAMES.includes(refused.code) || fault === 'blocked' || fault === 'quota';
}


/***/ }),

/***/ 10166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ isUnreached),
/* harmony export */   unreachedBecause: () => (/* binding */ unreachedBecause)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3102);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28927);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);



/** How long a registry may take to answer that has nothing to give but a cache, in milliseconds. */
const ANSWER_MS = 5_000;
/**
 * Asks a registry once.
 * @returns why it cannot be reached; undefined where it answers, whatever that is
 */
async function unreachedBecause(server, env) {
    const { sendOnce } = (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .openHttpClient */ .S$)({ env, silenceMs: ANSWER_MS });
    const signal = AbortSignal.timeout(ANSWER_MS);
    try {
        const message = await sendOnce({ method: 'HEAD', url: `https://${server}/v2/`, headers: {}, signal });
        message.destroy();
        return undefined;
    }
    catch (error) {
        if (signal.aborted)
            return `nothing came back for ${ANSWER_MS / 1_000} seconds`;
        return isUnreached(error) ? (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonOf */ .A3)(error) : undefined;
    }
}
/** Whether nothing at all came back. */
function isUnreached(error) {
    const fault = (0,_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .faultOf */ .K)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code'));
    const isSilent = error instanceof _http_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$ && error.fault === 'silence';
    return isSilent || fault === 'connection' || fault === 'unknown host';
}


/***/ }),

/***/ 13892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ moveTags),
/* harmony export */   _: () => (/* binding */ refuseNewer)
/* harmony export */ });
/* harmony import */ var _concurrency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18316);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23940);
/* harmony import */ var _plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80546);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6910);
/* harmony import */ var _before_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58834);
/* harmony import */ var _move_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(88256);
/* harmony import */ var _unchanged_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83008);








/** Tags that are moved at the same time. */
const MOVES_AT_ONCE = 8;
/**
 * Makes every tag point to an image by one PUT of its bytes each, and asks for it. A tag of a newer run is left to that;
 * one that the registry does not let move does not keep the others from it.
 * @throws Unfinished that says which tags point to the digest and which do not
 */
async function moveTags(mover, publish, made) {
    const { registries, before } = mover;
    const held = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(publish.tags, _before_js__WEBPACK_IMPORTED_MODULE_1__/* .QUESTIONS_AT_ONCE */ .aP, async (tag, index) => {
        // Where a tag moves whatever it points to, only the first one is looked at, and only to leave all as they are.
        const isAsked = publish.onNewer !== 'move' || (publish.onUnchanged === 'keep' && index === 0);
        const now = isAsked ? await heldNow(mover, tag, made.digest, (0,_before_js__WEBPACK_IMPORTED_MODULE_1__/* .countsMakers */ .UX)(publish)) : before.get(tag);
        return { tag, isAsked, held: now };
    });
    const image = (await (0,_unchanged_js__WEBPACK_IMPORTED_MODULE_2__/* .keptImage */ .y)(registries, publish, made, held[0]?.held)) ?? made;
    const decided = held.map(({ tag, isAsked, held: now }) => ({
        tag,
        held: now,
        fate: isAsked ? (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_3__/* .fateOf */ ._L)(now, image.digest, publish) : 'moves',
    }));
    if (publish.onNewer === 'fail')
        refuseNewer(decided);
    for (const each of decided)
        warnOfOthers(each, before.get(each.tag), image, publish);
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .withState */ .Q2)('tags may have moved', () => carryOut(mover, publish, decided, image));
}
/** What a tag points to now; it is looked at where that was not done before. undefined where the registry does not tell. */
async function heldNow({ registries, before }, tag, own, wantsMaker) {
    const earlier = before.get(tag);
    const digest = await (0,_before_js__WEBPACK_IMPORTED_MODULE_1__/* .askTag */ .C7)(registries, tag).catch(() => undefined);
    if (digest === undefined)
        return undefined;
    if (digest === earlier?.digest)
        return earlier;
    if (digest === own)
        return { ..._before_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING */ .K$, digest };
    return (0,_before_js__WEBPACK_IMPORTED_MODULE_1__/* .lookAt */ .t5)(registries.at((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .splitName */ .W0)(tag).repository), digest, wantsMaker);
}
/** @throws Unfinished where a tag is a newer run's */
function refuseNewer(decided) {
    const newer = decided.filter(({ fate }) => fate === 'superseded');
    if (newer.length === 0)
        return;
    const shown = newer.map(({ tag, held }) => `${tag} (${held?.maker})`).join(', ');
    const failure = new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`A newer run has published already: ${shown}. No tag has moved.`, 'Run the newest commit again instead. on-newer: keep would leave these tags and move the others, on-newer: move would replace what is newer.');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Unfinished */ .K4([failure], 'no tag moved');
}
function warnOfOthers({ tag, held, fate }, earlier, { digest }, publish) {
    if (fate === 'superseded')
        warnOfNewer(tag, held?.maker ?? '');
    if (fate === 'moves' && (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_3__/* .isUnclear */ .Z5)(earlier, held, publish)) {
        const first = earlier?.digest || 'not there';
        const what = `${tag} was changed while this job ran (${first}, then ${held?.digest}), and its image does not tell by which run. It is moved to ${digest}.`;
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_6__/* .annotate */ .fz)('warning', `${what}\nLet one job at a time publish it (concurrency), or keep provenance on.`);
    }
}
function warnOfNewer(tag, maker) {
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_6__/* .annotate */ .fz)('warning', `${tag} stays: its image is of a newer run, ${maker}.\non-newer: move would replace it, on-newer: fail makes this an error.`);
}
async function carryOut({ registries, beforeLeaving }, publish, decided, image) {
    const done = new Map();
    const forget = beforeLeaving(() => (0,_move_js__WEBPACK_IMPORTED_MODULE_7__/* .whereTagsAre */ .nf)(decided, done, image.digest));
    const outcomes = await (0,_concurrency_js__WEBPACK_IMPORTED_MODULE_0__/* .mapConcurrent */ ._)(decided, MOVES_AT_ONCE, async (each) => {
        const outcome = await (0,_move_js__WEBPACK_IMPORTED_MODULE_7__/* .moveTag */ .mK)(registries, each, image);
        done.set(each.tag, outcome);
        return { tag: each.tag, outcome };
    }).finally(forget);
    for (const { tag, outcome } of outcomes) {
        if (outcome.kind === 'overtaken' && (0,_plan_publish_newer_js__WEBPACK_IMPORTED_MODULE_3__/* .isNewerRun */ .VZ)(outcome.held.maker, publish.runUrl)) {
            done.set(tag, { kind: 'superseded' });
            warnOfNewer(tag, outcome.held.maker);
        }
    }
    const of = (...kinds) => decided.map(({ tag }) => tag).filter((tag) => kinds.some((kind) => done.get(tag)?.kind === kind));
    if (of('refused', 'overtaken', 'unseen').length > 0)
        throw (0,_move_js__WEBPACK_IMPORTED_MODULE_7__/* .stuck */ .lX)(decided, done, image.digest);
    return { confirmed: image, tags: of('moved'), superseded: of('superseded') };
}


/***/ }),

/***/ 83008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isChanged),
/* harmony export */   y: () => (/* binding */ keptImage)
/* harmony export */ });
/* harmony import */ var _registry_images_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24061);
/* harmony import */ var _before_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58834);


/** Whether any image is another one than those that a tag has, or that is not known. */
function differs(held, { reading }) {
    const own = reading.images.map(({ digest }) => digest);
    return held === undefined || !(0,_before_js__WEBPACK_IMPORTED_MODULE_0__/* .sameImages */ .$j)(held.images, own);
}
/** Whether anything is new against what the first tag had. */
function isChanged(before, { tags }, made) {
    return differs(before.get(tags[0] ?? ''), made);
}
/**
 * The image that the first tag has, where the new one has nothing new and `on-unchanged` says that it stays; undefined
 * where it does not, or where a repository does not have it.
 */
async function keptImage(registries, { onUnchanged, repositories }, made, held) {
    if (onUnchanged !== 'keep' || held === undefined || held.digest === made.digest || differs(held, made))
        return undefined;
    const { digest } = held;
    const [first = '', ...others] = repositories;
    try {
        const found = await Promise.all(others.map((repository) => registries.at(repository).digest(digest)));
        const manifest = await registries.at(first).read(digest);
        if (manifest?.digest !== digest || found.some((each) => each !== digest))
            return undefined;
        return { digest, bytes: manifest.bytes, reading: await (0,_registry_images_js__WEBPACK_IMPORTED_MODULE_1__/* .readImages */ .H)(registries, first, manifest) };
    }
    catch {
        // Moving the tags is right in any case.
        return undefined;
    }
}


/***/ })

};
