export const id = 469;
export const ids = [469];
export const modules = {

/***/ 44469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   qq: () => (/* binding */ readDescriptor),
/* harmony export */   wp: () => (/* binding */ DOCUMENT_LIMIT)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);

/** Registries take manifests of up to 4 MiB (distribution-spec v1.1, "Pushing Manifests"). */
const DOCUMENT_LIMIT = 4 << 20;
/** Reads a descriptor out of a document; what is missing is empty. */
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
/** Whether a text is a digest that a blob can be asked for by. */
function isDigest(digest) {
    return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest);
}


/***/ })

};
