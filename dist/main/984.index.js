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
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _capture_stdout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5378);
/**
 * The cache service of GitHub Actions. Its package is by far the largest that we use, so this file is imported only
 * when something is kept there, and is a chunk of its own in the bundle.
 *
 * A cache is a help and never a reason to fail, or to put warnings on the run's page: every problem is returned for
 * the caller to report.
 */





/** Brings a file back that was kept under this key and at this path. */
function restoreFile(path, key) {
    return quietly(async () => {
        const isFound = (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_2__/* .restoreCache */ .P3)([path], key)) !== undefined;
        return isFound && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path);
    });
}
/** Keeps a file under a key. An existing entry stays. */
function saveFile(path, key) {
    return quietly(async () => (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_2__/* .saveCache */ .Io)([path], key)) !== -1);
}
/** The package reports its problems by printing warnings and errors, and nowhere else. */
async function quietly(work) {
    const lines = [];
    try {
        const done = await (0,_capture_stdout_js__WEBPACK_IMPORTED_MODULE_3__/* .captureStdout */ .O)(lines, work);
        return { done, problems: problemsIn(lines) };
    }
    catch (error) {
        return { done: false, problems: [(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)] };
    }
    finally {
        for (const folder of packingFolders(lines))
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
    }
}
function problemsIn(lines) {
    return lines.flatMap((line) => /^::(?:warning|error)[^:]*::(.*)/.exec(line)?.[1] ?? []);
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
/**
 * Folders that the package packs in and leaves behind, each with a random name in RUNNER_TEMP. It cannot be told
 * another place, but it names the archive in a debug line. Should that line change, the folders stay until the runner
 * empties RUNNER_TEMP at the end of the job.
 */
function packingFolders(lines) {
    return lines
        .flatMap((line) => /^::debug::Archive path: (.+)/i.exec(line)?.[1]?.trim() ?? [])
        .map(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)
        .filter((folder) => UUID.test((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder)));
}


/***/ }),

/***/ 5378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ captureStdout)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
/**
 * The packages of GitHub's toolkit print what they do, and their problems as warnings and errors of the runner, while
 * other parts of the job write too. So the output of one call, and nothing else, can be taken off stdout.
 */

/** Collects what is written to stdout within the calls that are captured. */
const captured = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
let isTapped = false;
/** Does the work. What it writes to stdout goes to `lines` instead, even from what it starts and nobody awaits. */
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
            // Masks are for the runner, whichever code asks for them.
            if (lines === undefined || text.startsWith('::add-mask::'))
                return Reflect.apply(write, self, args);
            lines.push(text);
            return true;
        },
    });
}


/***/ })

};
