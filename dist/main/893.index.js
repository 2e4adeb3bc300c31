export const id = 893;
export const ids = [893,274];
export const modules = {

/***/ 95274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   downloadDocument: () => (/* binding */ downloadDocument),
/* harmony export */   listDocuments: () => (/* binding */ listDocuments),
/* harmony export */   uploadDocument: () => (/* binding */ uploadDocument)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53053);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73024);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37067);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(58500);
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37888);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(452);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2165);
/* harmony import */ var _capture_stdout_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5378);










const SIZE_LIMIT = 64 << 10;
const DEADLINE_MS = 45_000;
const POLICY = {
    pausesMs: [1_000, 2_000],
    isTransient: (error) => /Error from intermediary/i.test(messageWithStatus(error)),
};
const LOOKUP_PAUSES_MS = [1_000, 1_000, 1_000, 1_000];
const client = new _actions_artifact__WEBPACK_IMPORTED_MODULE_6__/* .DefaultArtifactClient */ .t9();
function uploadDocument(name, text, folder, deadlineMs = DEADLINE_MS) {
    return withDeadline(`Uploading the artifact ${name}`, deadlineMs, () => inPrivateFolder(folder, async (privateFolder) => {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(privateFolder, name);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.writeFileSync)(file, text, { mode: 0o600 });
        try {
            await client.uploadArtifact(name, [file], privateFolder, { skipArchive: true });
        }
        catch (error) {
            if (!/\(409\)/.test(messageWithStatus(error)))
                throw error;
            await waitForArtifact(name);
        }
    }));
}
function listDocuments(prefix, deadlineMs = DEADLINE_MS) {
    return withDeadline('Listing the artifacts of this run', deadlineMs, async () => {
        const { artifacts } = await client.listArtifacts();
        const names = artifacts.map(({ name }) => name).filter((name) => name.startsWith(prefix));
        return [...new Set(names)].toSorted();
    });
}
function downloadDocument(name, folder, deadlineMs = DEADLINE_MS) {
    return withDeadline(`Downloading the artifact ${name}`, deadlineMs, () => inPrivateFolder(folder, async (privateFolder) => {
        const { artifact } = await client.getArtifact(name);
        checkSize(name, artifact.size);
        const { digest } = artifact;
        const { digestMismatch } = await client.downloadArtifact(artifact.id, {
            path: privateFolder,
            skipDecompress: true,
            ...(digest === undefined ? {} : { expectedHash: digest }),
        });
        if (digestMismatch === true)
            throw foreignArtifact(name, 'has another sha256 than when it was uploaded');
        return onlyFile(name, privateFolder);
    }));
}
function onlyFile(name, folder) {
    const [file, ...others] = (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.readdirSync)(folder);
    if (file === undefined || others.length > 0)
        throw foreignArtifact(name, 'does not have exactly one file');
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, file);
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.lstatSync)(path);
    if (!stats.isFile())
        throw foreignArtifact(name, 'does not have exactly one file');
    checkSize(name, stats.size);
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.readFileSync)(path, 'utf8');
}
function checkSize(name, size) {
    if (size > SIZE_LIMIT)
        throw foreignArtifact(name, `has ${size} bytes, but a document may have at most ${SIZE_LIMIT}`);
}
function foreignArtifact(name, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(`The artifact ${name} ${what}.`, 'Do not give such a name to any other artifact of the workflow.');
}
async function waitForArtifact(name) {
    const isMissing = (error) => error instanceof _actions_artifact__WEBPACK_IMPORTED_MODULE_6__/* .ArtifactNotFoundError */ .CL;
    await (0,_retry_js__WEBPACK_IMPORTED_MODULE_8__/* .retry */ .L5)(() => client.getArtifact(name), {
        pausesMs: LOOKUP_PAUSES_MS,
        isTransient: isMissing,
        giveUp: (error) => isMissing(error) ? new Error('its name is taken by an artifact that was never completed') : error,
    });
}
async function inPrivateFolder(folder, work) {
    const privateFolder = (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, 'document-'));
    try {
        return await work(privateFolder);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.rmSync)(privateFolder, { recursive: true, force: true });
    }
}
async function withDeadline(what, deadlineMs, work) {
    const token = process.env['ACTIONS_RUNTIME_TOKEN'] ?? '';
    const origin = URL.parse(process.env['ACTIONS_RESULTS_URL'] ?? '')?.origin;
    if (token === '')
        throw noService(what, 'ACTIONS_RUNTIME_TOKEN is not set');
    if (origin === undefined)
        throw noService(what, 'ACTIONS_RESULTS_URL is not a URL');
    const lines = [];
    try {
        return await (0,_capture_stdout_js__WEBPACK_IMPORTED_MODULE_9__/* .captureStdout */ .O)(lines, () => beforeDeadline(deadlineMs, () => (0,_retry_js__WEBPACK_IMPORTED_MODULE_8__/* .retry */ .L5)(work, POLICY)));
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR)
            throw error;
        if (error instanceof _actions_artifact__WEBPACK_IMPORTED_MODULE_6__/* .GHESNotSupportedError */ .jK)
            throw noService(what, `${process.env['GITHUB_SERVER_URL']} is not github.com`);
        if (/^Invalid token specified|backend IDs/.test(messageWithStatus(error)))
            throw noService(what, 'ACTIONS_RUNTIME_TOKEN is not a token of an artifact service');
        const reason = artifactReason(messageWithStatus(error), lines).replaceAll(token, '***');
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(`${what} at ${origin} failed: ${reason}.`, `Run the failed jobs again, or ${PARTS_CURE}`);
    }
}
const calls = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
let isWatching = false;
async function beforeDeadline(deadlineMs, work) {
    watchRequests();
    const call = { requests: new Set(), isOver: false };
    const stop = new AbortController();
    const deadline = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_5__.setTimeout)(deadlineMs, undefined, { signal: stop.signal }).then(() => {
        throw new Error(`not finished after ${deadlineMs / 1_000} s`);
    });
    try {
        return await Promise.race([calls.run(call, work), deadline]);
    }
    finally {
        stop.abort();
        call.isOver = true;
        for (const request of call.requests)
            destroyRequest(request);
    }
}
function watchRequests() {
    if (isWatching)
        return;
    isWatching = true;
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_1__.subscribe)('http.client.request.created', (message) => {
        const call = calls.getStore();
        const request = Object.getOwnPropertyDescriptor(message, 'request')?.value;
        if (call === undefined || !(request instanceof node_http__WEBPACK_IMPORTED_MODULE_3__.ClientRequest))
            return;
        if (call.isOver)
            destroyRequest(request);
        call.requests.add(request);
        request.once('close', () => call.requests.delete(request));
    });
}
function destroyRequest(request) {
    request.destroy(Object.assign(new Error('the time is over'), { code: 'EHOSTUNREACH' }));
}
const PARTS_CURE = 'pass the digests on as outputs of the jobs: the input parts accepts them, PLATFORM=DIGEST in each line, and no artifact service is needed.';
function noService(what, why) {
    const sentence = `${what} is not possible: this runner has no artifact service (${why}).`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .Failure */ .HR(sentence, `${PARTS_CURE.charAt(0).toUpperCase()}${PARTS_CURE.slice(1)}`);
}
function artifactReason(message, lines) {
    const [first = ''] = message.split(/\r?\n/);
    const plain = first.replace(/Received non-retryable error: |Failed request: |Unable to make request: |\.$/g, '');
    const last = lines.map(answerIn).findLast((answer) => answer !== undefined);
    const isVague = /\bafter \d+/.test(plain) && !/\([45]\d\d\)/.test(plain);
    const reason = isVague && last !== undefined ? `${plain} (${last})` : plain;
    return reason.replace(/(https?:\/\/[^\s?"']*)\?[^\s"']*/g, '$1');
}
function answerIn(line) {
    const status = /^::debug::\[Response\] - ([345]\d\d)/.exec(line)?.[1];
    const cause = /^::debug::Failed to download artifact after \d+ retries due to (.*)\. Retrying/.exec(line)?.[1];
    return cause ?? (status === undefined ? undefined : `the last answer was ${status}`);
}
function messageWithStatus(error) {
    if (!(error instanceof Error))
        return String(error);
    const status = Object.getOwnPropertyDescriptor(error, 'statusCode')?.value;
    const message = error.message === '' ? error.name : error.message;
    return status === undefined ? message : `${message} (${status})`;
}


/***/ }),

/***/ 5378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ captureStdout)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);

const captured = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
let isTapped = false;
function captureStdout(lines, work) {
    tapStdout();
    return captured.run(lines, work);
}
function tapStdout() {
    if (isTapped)
        return;
    isTapped = true;
    process.stdout.write = new Proxy(process.stdout.write, {
        apply(write, self, args) {
            const lines = captured.getStore();
            const text = String(args[0]);
            if (lines === undefined || text.startsWith('::add-mask::'))
                return Reflect.apply(write, self, args);
            lines.push(text);
            return true;
        },
    });
}


/***/ })

};
