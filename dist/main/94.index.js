export const id = 94;
export const ids = [94];
export const modules = {

/***/ 76094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readSemver: () => (/* binding */ readSemver)
/* harmony export */ });
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16353);

function readSemver(text) {
    const version = semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_0__(text);
    if (version === null)
        return undefined;
    const { major, minor, patch, prerelease, build } = version;
    const numbers = [major, minor, patch].map(String);
    return {
        texts: {
            ...{ raw: version.raw, version: version.version },
            ...{ major: String(major), minor: String(minor), patch: String(patch) },
            ...{ prerelease: prerelease.join('.'), build: build.join('.') },
        },
        isRelease: prerelease.length === 0,
        numbers,
    };
}


/***/ })

};
