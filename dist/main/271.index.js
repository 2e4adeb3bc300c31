export const id = 271;
export const ids = [271];
export const modules = {

/***/ 72271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkTemplate: () => (/* binding */ checkTemplate),
/* harmony export */   fillIn: () => (/* binding */ fillIn)
/* harmony export */ });
/* harmony import */ var handlebars_dist_handlebars_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6217);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16413);
/* harmony import */ var _platforms_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37378);




const DATES = ['date', 'commit_date'];
const BLOCK_HELPERS = ['if', 'unless'];
const UNSUPPORTED_NODES = [
    'PartialStatement',
    'PartialBlockStatement',
    'Decorator',
    'DecoratorBlock',
];
async function checkTemplate(template, known) {
    const { names, zones, unquoted } = usedIn(parse(template));
    for (const name of names) {
        if (known.includes(name) || BLOCK_HELPERS.includes(name))
            continue;
        const guess = (0,_platforms_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(name.toLowerCase(), known);
        const cure = guess === undefined ? `There are ${known.join(', ')}.` : `Did you mean {{${guess}}}?`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`the expression "${name}" in "${template}" is not known here.`, cure);
    }
    await checkZones(template, zones);
    await tryTemplate(template, known);
    return unquoted.map((format) => `${format} in "${template}" is not quoted, so it is not read as a format: write '${format}'.`);
}
async function checkZones(template, zones) {
    if (zones.length === 0)
        return;
    const { isZone } = await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(385)]).then(__webpack_require__.bind(__webpack_require__, 75385));
    const unknownZone = zones.find((zone) => !isZone(zone));
    if (unknownZone === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${unknownZone}" in "${template}" is not a time zone.`, "Write a name of the tz database, as in tz='Europe/Berlin'.");
}
async function tryTemplate(template, known) {
    for (const text of ['', 'x']) {
        const texts = Object.fromEntries(known.filter((name) => !DATES.includes(name)).map((name) => [name, text]));
        const dates = Object.fromEntries(known.filter((name) => DATES.includes(name)).map((name) => [name, new Date(0)]));
        try {
            await fillIn(template, { texts, dates });
        }
        catch (error) {
            throw unreadable(template, error);
        }
    }
}
async function fillIn(template, { texts, dates }) {
    const usesDates = usedIn(parse(template)).names.some((name) => DATES.includes(name));
    const helpers = usesDates ? await dateHelpers(dates) : {};
    return handlebars_dist_handlebars_js__WEBPACK_IMPORTED_MODULE_0__.create().compile(template, { noEscape: true })(texts, { helpers });
}
async function dateHelpers(dates) {
    const { formatDate } = await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(385)]).then(__webpack_require__.bind(__webpack_require__, 75385));
    const helpers = Object.entries(dates).map(([name, date]) => {
        const helper = (...args) => {
            const [format] = args.slice(0, -1);
            const zone = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(args.at(-1), 'hash', 'tz') || 'UTC';
            return formatDate(date, format === undefined ? undefined : String(format), zone);
        };
        return [name, helper];
    });
    return Object.fromEntries(helpers);
}
function parse(template) {
    try {
        return handlebars_dist_handlebars_js__WEBPACK_IMPORTED_MODULE_0__.parse(template);
    }
    catch (error) {
        throw unreadable(template, error);
    }
}
function unreadable(template, error) {
    const [why = ''] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error).split('\n');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${template}" has an expression that cannot be read (${why.replace(/:$/, '')}).`, "Write {{name}}, or {{date 'YYYYMMDD' tz='Europe/Berlin'}}; if it contains a comma, quote the whole attribute.");
}
function usedIn(node) {
    const type = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(node, 'type');
    if (UNSUPPORTED_NODES.includes(type))
        return { names: [(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(node, 'name', 'original') || type], zones: [], unquoted: [] };
    if (type === 'PathExpression')
        return { names: [(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(node, 'original')], zones: [], unquoted: [] };
    const isDate = DATES.includes((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(node, 'path', 'original'));
    const params = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO)(node, 'params');
    const unquoted = isDate ? params.filter((each) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(each, 'type') === 'PathExpression') : [];
    const pairs = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO)(node, 'hash', 'pairs');
    const zoned = pairs.filter((pair) => isDate && (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(pair, 'key') === 'tz');
    const zones = zoned.map((pair) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(pair, 'value', 'value') || (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(pair, 'value', 'original'));
    const others = pairs.filter((pair) => !zoned.includes(pair)).map((pair) => `${(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(pair, 'key')}=`);
    const inside = childrenOf(node)
        .filter((child) => !unquoted.includes(child) && child !== (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(node, 'hash'))
        .map(usedIn);
    return {
        names: [...others, ...inside.flatMap(({ names }) => names)],
        zones: [...zones, ...inside.flatMap((each) => each.zones)],
        unquoted: [...unquoted.map((each) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(each, 'original')), ...inside.flatMap((each) => each.unquoted)],
    };
}
function childrenOf(node) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .keys */ .HP)(node).flatMap((name) => {
        const child = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(node, name);
        if (Array.isArray(child))
            return child;
        return name === 'loc' || (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .keys */ .HP)(child).length === 0 ? [] : [child];
    });
}


/***/ })

};
