export const id = 659;
export const ids = [659];
export const modules = {

/***/ 98659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readNaming: () => (/* binding */ readNaming)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16413);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77487);
/* harmony import */ var _switches_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91399);



function readNaming(env, now = Date.now()) {
    const payload = (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .readPayload */ .r)(env['GITHUB_EVENT_PATH']);
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    const pull = pullOf(env, payload);
    const written = env['GITHUB_REF'] ?? '';
    const sha = shaOf(env, payload);
    return {
        event,
        ref: event === 'pull_request_target' && pull !== '' ? `refs/pull/${pull}/merge` : written,
        sha,
        pull,
        base: baseOf(env, payload),
        head: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'pull_request', 'head', 'ref') || (env['GITHUB_HEAD_REF'] ?? ''),
        defaultBranch: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'repository', 'default_branch'),
        isPrerelease: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'release'), 'prerelease') === true,
        repository: repositoryOf(env, payload),
        committed: committedOf(payload, event, sha),
        ...readSettings(env),
        now,
    };
}
function pullOf(env, payload) {
    const number = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'pull_request'), 'number');
    if (typeof number === 'number')
        return String(number);
    const queued = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/;
    const ref = env['GITHUB_REF'] ?? '';
    return (/^refs\/pull\/(\d+)\//.exec(ref) ?? queued.exec(ref))?.[1] ?? '';
}
function shaOf(env, payload) {
    const head = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'pull_request', 'head', 'sha');
    return (0,_switches_js__WEBPACK_IMPORTED_MODULE_2__/* .readSwitch */ .h)('DOCKER_METADATA_PR_HEAD_SHA', env) && head !== '' ? head : (env['GITHUB_SHA'] ?? '');
}
function baseOf(env, payload) {
    const isTag = env['GITHUB_REF']?.startsWith('refs/tags/') === true;
    const pushed = isTag ? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'base_ref').replace(/^refs\/heads\//, '') : '';
    return pushed || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'pull_request', 'base', 'ref') || (env['GITHUB_BASE_REF'] ?? '');
}
function repositoryOf(env, payload) {
    const repository = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'repository');
    const own = env['GITHUB_REPOSITORY'] ?? '';
    const address = own === '' ? '' : `${env['GITHUB_SERVER_URL'] || 'https://github.com'}/${own}`;
    const license = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(repository, 'license', 'spdx_id');
    return {
        name: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(repository, 'name') || (own.split('/')[1] ?? ''),
        url: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(repository, 'html_url') || address,
        description: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(repository, 'description'),
        license: license === 'NOASSERTION' ? '' : license,
    };
}
const COMMITS = [
    ['head_commit'],
    ['merge_group', 'head_commit'],
    ['workflow_run', 'head_commit'],
];
function committedOf(payload, event, sha) {
    const commits = [...COMMITS.map((path) => path.reduce(_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ, payload)), ...(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(payload, 'commits')];
    const commit = commits.find((each) => sha !== '' && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(each, 'id') === sha);
    const time = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(commit, 'timestamp') || (event === 'release' ? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'release', 'created_at') : '');
    const found = Date.parse(time);
    return Number.isNaN(found) ? undefined : found;
}
const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor'];
function readSettings(env) {
    const problems = [];
    const read = (input, parse, cure) => {
        const word = (env[input] ?? '').trim();
        const value = word === '' ? undefined : parse(word);
        if (word !== '' && value === undefined)
            problems.push({ input, what: `"${word}" is not a valid value.`, cure });
        return value;
    };
    const number = (word) => (/^\d{1,11}$/.test(word) ? Number(word) : undefined);
    const levels = (word) => {
        const all = word.split(',').map((level) => level.trim());
        return all.every((level) => LEVELS.includes(level)) ? all : undefined;
    };
    const length = read('DOCKER_METADATA_SHORT_SHA_LENGTH', number, 'Write a number of characters, as in 7.');
    const epoch = read('SOURCE_DATE_EPOCH', number, 'Write the seconds since 1970.');
    return {
        shortLength: length || 7,
        levels: read('DOCKER_METADATA_ANNOTATIONS_LEVELS', levels, `Levels are ${LEVELS.join(', ')}.`) ?? [
            'manifest',
            'index',
        ],
        epoch: epoch === undefined ? undefined : epoch * 1000,
        problems,
    };
}


/***/ })

};
