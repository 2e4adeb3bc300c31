export const id = 946;
export const ids = [946];
export const modules = {

/***/ 35946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  merge: () => (/* binding */ merge)
});

// EXTERNAL MODULE: ./lib/concurrency.js
var concurrency = __webpack_require__(18316);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __webpack_require__(93188);
;// CONCATENATED MODULE: ./lib/run/cleanup.js


const REPOSITORIES_AT_ONCE = 4;
async function cleanUp({ repositories }, keeps, settings) {
    const { deleteUnneeded } = await __webpack_require__.e(/* import() */ 523).then(__webpack_require__.bind(__webpack_require__, 89523));
    const fates = await (0,concurrency/* mapConcurrent */._)(repositories, REPOSITORIES_AT_ONCE, ({ name, tags, indexes, known }) => {
        const unneeded = { tags, digests: indexes.filter((index) => !keeps.includes(index)) };
        return deleteUnneeded(name, unneeded, { known, possible: [] }, settings);
    });
    const outcomes = fates
        .flat()
        .map(({ reference, outcome }) => ({ reference, why: outcome === 'deleted' ? '' : whyLeft(outcome) }));
    const namesOf = (reason) => outcomes
        .filter(({ why }) => why === reason)
        .map(({ reference }) => reference)
        .join(', ');
    const gone = namesOf('');
    if (gone !== '')
        (0,log/* logLine */.BP)(`Removed: ${gone}`);
    const reasons = [...new Set(outcomes.map(({ why }) => why))].filter((why) => why !== '');
    return reasons.map((reason) => `${reason}: ${namesOf(reason)}.`);
}
function whyLeft(outcome) {
    if (outcome === 'not allowed')
        return 'Its registry does not allow deleting it';
    return 'usedBy' in outcome
        ? `It stays, because the tag ${outcome.usedBy} reaches it`
        : `It was not deleted (${outcome.failure})`;
}

// EXTERNAL MODULE: ./lib/run/join.js
var join = __webpack_require__(89725);
// EXTERNAL MODULE: ./lib/run/latest.js
var latest = __webpack_require__(32118);
// EXTERNAL MODULE: ./lib/run/preflight.js
var run_preflight = __webpack_require__(3342);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/docker/docker.js
var docker_docker = __webpack_require__(41762);
// EXTERNAL MODULE: ./lib/docker/tries.js
var tries = __webpack_require__(55093);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/state.js
var state = __webpack_require__(57390);
// EXTERNAL MODULE: ./lib/run/holders.js
var holders = __webpack_require__(80270);
;// CONCATENATED MODULE: ./lib/run/settings-builder.js






async function makeSettingsBuilder(docker, plan) {
    const { name, file, context, create } = plan;
    if (file !== undefined)
        (0,external_node_fs_.writeFileSync)(file.path, file.content, { mode: 0o600 });
    if (context !== undefined)
        (0,state/* remember */.kY)('context', context.name);
    (0,state/* remember */.kY)('builder', name);
    const made = { builder: name, nodes: '', keepsState: '', context: context?.name ?? '' };
    await (0,holders/* recordCreated */.yo)(docker.env, name, made);
    for (const command of [...(context === undefined ? [] : [context.command]), create]) {
        const { code, tail } = await (0,tries/* retryCommand */.wk)(docker.tries, 'creating the builder for joining', () => docker.stream(command, { limitMs: docker_docker/* LIMIT_MS */.TZ.question }));
        if (code === 0)
            continue;
        const why = (0,tries/* oneLine */.TN)((0,tries/* errorIn */.Kd)(tail)) || `exit code ${code}`;
        throw new errors/* Failure */.HR(`buildx does not accept the configuration for joining the parts: ${why}.`, 'No tag has moved. Check that the configuration is valid for BuildKit and that the docker engine is up, or set builder to an existing builder that has it.');
    }
}

// EXTERNAL MODULE: ./lib/run/signatures.js
var signatures = __webpack_require__(93598);
// EXTERNAL MODULE: ./lib/run/stopwatch.js
var stopwatch = __webpack_require__(93486);
// EXTERNAL MODULE: ./lib/run/tags.js
var tags = __webpack_require__(13892);
// EXTERNAL MODULE: ./lib/run/unchanged.js
var unchanged = __webpack_require__(83008);
;// CONCATENATED MODULE: ./lib/run/merge.js









async function merge(tools, plan) {
    const { docker, beforeLeaving, signer, registries } = tools;
    const { phases, time } = (0,stopwatch/* stopwatch */.s)();
    const { proof, publish, signing, cleanup, settings: builder } = plan;
    const preflight = (0,run_preflight/* startPreflight */.o)(registries, publish);
    const made = await time('index', async () => {
        await preflight.gate;
        for (const { repository, digest, bytes } of plan.restores)
            await registries.withRetries(`Restoring ${repository}@${digest}`, () => registries.at(repository).put(digest, bytes));
        if (builder !== undefined)
            await makeSettingsBuilder(docker, builder);
        return (0,join/* prepareIndex */.k)(docker, plan.join, plan.parts);
    });
    const proofs = proof === undefined ? [] : await time('proof', () => proveParts(docker, proof, publish));
    const before = await preflight.before;
    const sign = (0,signatures/* signWith */.E)({ registries, signer, time }, signing, publish);
    const mover = { registries, beforeLeaving, before, sign };
    const moved = await time('tags', async () => (0,tags/* moveTags */.F)(mover, await (0,latest/* withoutOldLatest */.z)(mover, publish), made));
    const settings = { hosts: publish.hosts, docker };
    const keeps = [made.digest, moved.confirmed.digest];
    const left = cleanup === undefined ? [] : await time('cleanup', () => cleanUp(cleanup, keeps, settings));
    const rest = { before, isChanged: (0,unchanged/* isChanged */.H)(before, publish, moved.confirmed), proofs, left, phases };
    return { ...moved, ...rest, retried: docker.tries.retried() };
}
async function proveParts(docker, proof, to) {
    const { prove, subjectsOf } = await Promise.all(/* import() */[__webpack_require__.e(3), __webpack_require__.e(0)]).then(__webpack_require__.bind(__webpack_require__, 92003));
    const { registryBlobs } = await __webpack_require__.e(/* import() */ 535).then(__webpack_require__.bind(__webpack_require__, 29535));
    const proofs = [];
    for (const { repository, parts, platforms } of proof.groups) {
        const evidence = {
            subjects: subjectsOf(parts),
            platforms,
            blobs: registryBlobs(repository, { hosts: to.hosts, docker }),
            dockerfileOf: () => '',
        };
        proofs.push(...(await prove(docker, proof, evidence, { to, parts })));
    }
    return proofs;
}


/***/ })

};
