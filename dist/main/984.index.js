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





function restoreFile(path, key) {
    return captureProblems(async () => {
        const isFound = (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_2__/* .restoreCache */ .P3)([path], key)) !== undefined;
        return isFound && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path);
    });
}
function saveFile(path, key) {
    return captureProblems(async () => (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_2__/* .saveCache */ .Io)([path], key)) !== -1);
}
async function captureProblems(work) {
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
