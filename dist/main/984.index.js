export const id = 984;
export const ids = [984];
export const modules = {

/***/ 29984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   restoreFile: () => (/* binding */ restoreFile),
/* harmony export */   saveFile: () => (/* binding */ saveFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60142);
/* harmony import */ var _capture_stdout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5378);
/**
 * The cache service of GitHub Actions. Its package is by far the largest that we use, so this file is imported only
 * when something is kept there, and is a chunk of its own in the bundle.
 *
 * A cache is a help and never a reason to fail, or to put warnings on the run's page: every problem is handed back
 * for the caller to tell.
 */




/** Brings a file back that was kept under this key and at this path. */
function restoreFile(path, key) {
    return listening((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), async () => {
        const isFound = (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_2__/* .restoreCache */ .P3)([path], key)) !== undefined;
        return isFound && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path);
    });
}
/** Keeps a file under a key. One that is there already stays. */
function saveFile(path, key) {
    return listening((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), async () => (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_2__/* .saveCache */ .Io)([path], key)) !== -1);
}
/** The package tells its problems by printing warnings and errors, and nowhere else. */
async function listening(folder, work) {
    const lines = [];
    const temp = process.env['RUNNER_TEMP'];
    try {
        // It leaves folders behind where it packs: they go with the folder that our caller removes.
        process.env['RUNNER_TEMP'] = folder;
        const done = await (0,_capture_stdout_js__WEBPACK_IMPORTED_MODULE_3__/* .hearing */ .v)(lines, work);
        return { done, problems: problemsIn(lines) };
    }
    catch (error) {
        return { done: false, problems: [error instanceof Error ? error.message : String(error)] };
    }
    finally {
        if (temp === undefined)
            delete process.env['RUNNER_TEMP'];
        else
            process.env['RUNNER_TEMP'] = temp;
    }
}
function problemsIn(lines) {
    return lines.flatMap((line) => /^::(?:warning|error)[^:]*::(.*)/.exec(line)?.[1] ?? []);
}


/***/ }),

/***/ 5378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ hearing)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
/**
 * The packages of GitHub's toolkit print what they do, and their problems as warnings and errors of the runner, while
 * other parts of the job write too. So what comes out of one call, and nothing else, can be taken off stdout.
 */

/** What is written to stdout, in the calls that are listened to. */
const heard = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
let isListening = false;
/** Does the work. What it writes to stdout goes to the lines instead, also what it begins and nobody waits for. */
function hearing(lines, work) {
    tapStdout();
    return heard.run(lines, work);
}
function tapStdout() {
    if (isListening)
        return;
    isListening = true;
    process.stdout.write = new Proxy(process.stdout.write, {
        apply(write, self, args) {
            const lines = heard.getStore();
            const text = String(args[0]);
            // Masks are for the runner, whoever asks for them.
            if (lines === undefined || text.startsWith('::add-mask::'))
                return Reflect.apply(write, self, args);
            lines.push(text);
            return true;
        },
    });
}


/***/ })

};
