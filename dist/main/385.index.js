export const id = 385;
export const ids = [385];
export const modules = {

/***/ 75385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatDate: () => (/* binding */ formatDate),
/* harmony export */   isZone: () => (/* binding */ isZone)
/* harmony export */ });
/* harmony import */ var moment_timezone__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79856);

function isZone(name) {
    return moment_timezone__WEBPACK_IMPORTED_MODULE_0__.tz.zone(name) !== null;
}
function formatDate(date, format, zone) {
    return moment_timezone__WEBPACK_IMPORTED_MODULE_0__(date).tz(zone).format(format);
}


/***/ })

};
