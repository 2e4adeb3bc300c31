export const id = 992;
export const ids = [992];
export const modules = {

/***/ 20992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchFile: () => (/* binding */ fetchFile),
/* harmony export */   fetchText: () => (/* binding */ fetchText),
/* harmony export */   findTool: () => (/* binding */ findTool),
/* harmony export */   keepTool: () => (/* binding */ keepTool),
/* harmony export */   sha256Of: () => (/* binding */ sha256Of)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46466);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58500);
/* harmony import */ var _actions_http_client__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44942);
/* harmony import */ var _actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(59805);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(452);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(93188);
/* harmony import */ var _transient_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(43544);
/**
 * Downloads and the runner's tool cache. Its packages bring an HTTP client and take 60 ms to load, so this file is
 * imported only when something has to be fetched, and is a chunk of its own in the bundle.
 */









/** Pauses before each further try. */
const PAUSES_MS = [1_000, 2_000, 4_000];
/** A server that says nothing for so long is given up. */
const SILENCE_MS = 60_000;
const MOST_REDIRECTS = 10;
/** Most bytes of a text that are read. */
const TEXT_LIMIT = 1 << 20;
/** An answer that is not the file. */
class BadAnswer extends Error {
    isTransient;
    constructor(what, isTransient) {
        super(what);
        this.name = 'BadAnswer';
        this.isTransient = isTransient;
    }
}
/**
 * Fetches a small text.
 * @param why what it is needed for, for the message
 * @returns undefined when the server does not have it (404)
 * @throws Failure otherwise
 */
function fetchText(url, why) {
    return tried({ url, why }, async (reply) => {
        const chunks = [];
        let size = 0;
        for await (const chunk of reply.message) {
            const bytes = Buffer.from(chunk);
            size += bytes.length;
            if (size > TEXT_LIMIT)
                throw new BadAnswer(`more than ${TEXT_LIMIT} bytes`, false);
            chunks.push(bytes);
        }
        checkLength(reply, size);
        return Buffer.concat(chunks).toString('utf8');
    });
}
/**
 * Fetches a file.
 * @param why what it is needed for, for the message
 * @returns its sha256, or undefined when the server does not have it (404)
 * @throws Failure otherwise; nothing stays at the path then
 */
function fetchFile(url, path, why) {
    return tried({ url, why }, async (reply) => {
        try {
            await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)(reply.message, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(path, { mode: 0o600 }));
            checkLength(reply, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path).size);
        }
        catch (error) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
            throw error;
        }
        return sha256Of(path);
    });
}
/** The sha256 of a file, in hexadecimal digits. */
async function sha256Of(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path), hash);
    return hash.digest('hex');
}
async function tried(wanted, take) {
    const { url } = wanted;
    for (let turn = 0;; turn++) {
        try {
            return await once(url, take);
        }
        catch (error) {
            const reason = error instanceof Error ? error.message : String(error);
            const pause = isTransient(error) ? PAUSES_MS[turn] : undefined;
            if (pause === undefined)
                throw failed(wanted, reason, turn + 1);
            (0,_log_js__WEBPACK_IMPORTED_MODULE_7__/* .say */ .cv)(`${url}: ${reason}; trying again in ${pause / 1000} s`);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(pause);
        }
    }
}
/** Asks once. The client knows the proxy variables; redirects that name only a path it does not know. */
async function once(url, take, redirects = MOST_REDIRECTS) {
    const options = { socketTimeout: SILENCE_MS, allowRedirects: false };
    const reply = await new _actions_http_client__WEBPACK_IMPORTED_MODULE_4__/* .HttpClient */ .Qq('multi-platform-build', [], options).get(url);
    const status = reply.message.statusCode ?? 0;
    if (status === 200)
        return take(reply);
    const location = reply.message.headers.location;
    if (status >= 300 && status < 400 && location !== undefined) {
        reply.message.destroy();
        return once(nextAddress(url, location, redirects), take, redirects - 1);
    }
    reply.message.destroy();
    if (status === 404)
        return undefined;
    throw new BadAnswer(`the server answers ${status}`, status >= 500 || status === 408 || status === 429);
}
function nextAddress(url, location, redirects) {
    const next = new URL(location, url);
    if (redirects === 0)
        throw new BadAnswer('too many redirects', false);
    if (url.startsWith('https:') && next.protocol !== 'https:')
        throw new BadAnswer(`it is forwarded to ${next.origin}, which is not encrypted`, false);
    return next.href;
}
function checkLength({ message }, size) {
    const announced = message.headers['content-length'];
    if (announced !== undefined && Number(announced) !== size)
        throw new BadAnswer(`cut off after ${size} of ${announced} bytes`, true);
}
function isTransient(error) {
    if (error instanceof BadAnswer)
        return error.isTransient;
    if (!(error instanceof Error))
        return false;
    return ('code' in error && _transient_js__WEBPACK_IMPORTED_MODULE_8__/* .TRANSIENT_CODES */ .a.includes(error.code)) || /timeout/i.test(error.message);
}
function failed({ url, why }, reason, turns) {
    const tries = turns === 1 ? '' : ` (tried ${turns} times)`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`buildx could not be downloaded from ${url}: ${reason}${tries}. It is needed because ${why}.`, 'Run the job again, name a server that this runner reaches in buildx-mirror, or use a runner that has buildx.');
}
/** Name of what is kept in the tool cache. Not `buildx`: what others put there was not verified by us. */
const TOOL = 'multi-platform-build-buildx';
/** The folder of a version in the tool cache; '' where it is not there. */
function findTool(folder, version, machine) {
    process.env['RUNNER_TOOL_CACHE'] ||= folder;
    return (0,_actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__/* .find */ .I6)(TOOL, version, machine);
}
/** Puts a file into the tool cache. @returns its folder there */
function keepTool(folder, file, version, machine) {
    process.env['RUNNER_TOOL_CACHE'] ||= folder;
    return (0,_actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__/* .cacheFile */ .NJ)(file.path, file.name, TOOL, version, machine);
}


/***/ }),

/***/ 43544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ TRANSIENT_CODES)
/* harmony export */ });
/** Codes of network errors: what goes away by itself more often than not. */
const TRANSIENT_CODES = [
    'ECONNABORTED',
    'ECONNRESET',
    'EAI_AGAIN',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ETIMEDOUT',
];


/***/ })

};
