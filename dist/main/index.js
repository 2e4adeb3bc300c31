import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 42613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 20181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 35317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 49140:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("constants");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 91943:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs/promises");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 44708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 98995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 46466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 46193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 58500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 53557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 52018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 87016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 43106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 8819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AN: () => (/* binding */ printTyped),
/* harmony export */   AX: () => (/* binding */ isYes),
/* harmony export */   Al: () => (/* binding */ withoutBlanks),
/* harmony export */   Hn: () => (/* binding */ isTrue),
/* harmony export */   IY: () => (/* binding */ isNo),
/* harmony export */   MF: () => (/* binding */ parseTyped),
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   gb: () => (/* binding */ nameAndValue),
/* harmony export */   nL: () => (/* binding */ quoteField),
/* harmony export */   vB: () => (/* binding */ parseAttributes)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25175);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


/**
 * The fields of a value such as `type=image,"name=a,b",push=true`, as buildx splits the values of --output,
 * --secret, --attest and of the cache flags: a quote stands around a whole field or not at all. Line ends are
 * characters as any other.
 * @throws InvalidValue where a quote is not closed or stands inside a field
 */
function fieldsOf(value) {
    const fields = csvFields(value);
    if (fields !== undefined)
        return fields.map((field) => field.trim());
    const meant = value.replace(/(?<=^|,)([^",=]+=)"([^"]*)"(?=,|$)/g, '"$1$2"');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${value}" has a quote that is not closed, or that stands inside a field.`, csvFields(meant) === undefined
        ? 'Put quotes around a whole field, as in type=image,"name=a,b", or leave them out.'
        : `Quotes stand around a whole field: write ${meant}, or leave them out.`);
}
/** undefined where a quote is not closed or stands inside a field. */
function csvFields(value) {
    try {
        // No text from the environment has a NUL.
        const [fields = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(value, { relax_column_count: true, record_delimiter: '\0' });
        return fields;
    }
    catch (error) {
        if (!(error instanceof csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .CsvError */ .J$))
            throw error;
        return undefined;
    }
}
/** The value without blanks around its fields, which buildx takes for a part of names: ` mode` is none that it knows. */
function withoutBlanks(value) {
    const fields = csvFields(value) ?? [];
    const hasBlanks = fields.some((field) => field !== field.trim());
    return hasBlanks ? fields.map((field) => quoteField(field.trim())).join(',') : value;
}
/** Cuts at the first =: build arguments, labels, options and fields of all kinds are written so. */
function nameAndValue(text) {
    const equals = text.indexOf('=');
    return equals === -1
        ? { name: text, value: undefined }
        : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}
/**
 * The attributes of a value in which each has a name and a value. Of several with one name the last one counts.
 * @param example how such a value is written, for the error
 * @throws InvalidValue
 */
function parseAttributes(text, example) {
    const fields = fieldsOf(text).map(nameAndValue);
    return Object.fromEntries(fields.map(({ name, value }) => {
        if (name !== '' && value !== undefined)
            return [name, value];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" has a part that is not key=value.`, `Write it as in ${example}.`);
    }));
}
/**
 * Reads such a value.
 * @param example how it is written, for the error
 * @throws InvalidValue where a part is not key=value, or where there is no type
 */
function parseTyped(text, example) {
    const pairs = Object.entries(parseAttributes(text, example));
    const { type = '', ...attributes } = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
    if (type !== '')
        return { type, attributes };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" has no type.`, `Write it as in ${example}.`);
}
/** Such a value as buildx reads it. */
function printTyped({ type, attributes }) {
    const fields = Object.entries({ type, ...attributes }).map(([name, value]) => `${name}=${value}`);
    return fields.map(quoteField).join(',');
}
/** Whether a value means true, as Go's ParseBool reads it, which buildx uses. */
function isYes(value) {
    return value !== undefined && /^(?:1|t|T|true|TRUE|True)$/.test(value);
}
/** Whether a value means false, in the same way. */
function isNo(value) {
    return value !== undefined && /^(?:0|f|F|false|FALSE|False)$/.test(value);
}
/** Whether an attribute is switched on: by a true value, or by none, as in `push=`. */
function isTrue(value) {
    return value === '' || isYes(value);
}
/** A field that may hold commas or quotes, so that it arrives whole. */
function quoteField(field) {
    return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}


/***/ }),

/***/ 2027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PP: () => (/* binding */ hostsOf),
/* harmony export */   X$: () => (/* binding */ sameConfig),
/* harmony export */   Xg: () => (/* binding */ readConfig),
/* harmony export */   m$: () => (/* binding */ hostSettings),
/* harmony export */   x3: () => (/* binding */ TOML_CURE)
/* harmony export */ });
/* unused harmony export registryHosts */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(57975);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(16413);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(23940);



/**
 * Reads a configuration. The parser is a file of its own in the bundle, which is loaded only here: most jobs have no
 * configuration.
 */
async function readConfig(text) {
    const { parse, TomlError } = await __nccwpck_require__.e(/* import() */ 292).then(__nccwpck_require__.bind(__nccwpck_require__, 3292));
    try {
        return { text, values: plain(parse(text, { integersAsBigInt: 'asNeeded' })), mistake: undefined };
    }
    catch (error) {
        if (!(error instanceof TomlError))
            throw error;
        const [, why = error.message] = /^Invalid TOML document: (.*)/.exec(error.message) ?? [];
        return { text, values: undefined, mistake: { line: error.line, why } };
    }
}
/** The cure for a configuration that is not valid TOML. */
const TOML_CURE = 'Correct that line. What a configuration may say: https://docs.docker.com/build/buildkit/toml-configuration/';
/** Dates become texts, and so do numbers that are too large for a number. */
function plain(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)));
}
/**
 * Whether two configurations say the same; none says nothing. buildx keeps a configuration in its own wording: sorted,
 * with other quotes, with tables where there were dotted keys, and with certificates where it copied them to
 * (util/confutil/container.go).
 * @returns undefined where one of them is not valid TOML, and nobody knows
 */
function sameConfig(one, other) {
    if (one?.mistake !== undefined || other?.mistake !== undefined)
        return undefined;
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(comparable(one?.values ?? {}), comparable(other?.values ?? {}));
}
/** Without empty tables, which say nothing, and with the bare names of what buildx copies. */
function comparable(value, path = []) {
    if (Array.isArray(value))
        return value.map((each) => comparable(each, path));
    if (typeof value === 'string' && isCopied(path))
        return value.slice(value.lastIndexOf('/') + 1);
    if (typeof value !== 'object' || value === null)
        return value;
    const members = Object.entries(value).map(([name, each]) => [name, comparable(each, [...path, name])]);
    return Object.fromEntries(members.filter(([, each]) => !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(each, {})));
}
/** Whether a text names a file of a registry, which buildx copies into the builder. */
function isCopied(path) {
    return path[0] === 'registry' && ['ca', 'key', 'cert'].includes(path.at(-1) ?? '');
}
/** What a configuration says about registries: its tables `registry."HOST"`. None where it is not valid TOML. */
function registryHosts(config) {
    const registries = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(config?.values, 'registry');
    if (typeof registries !== 'object' || registries === null)
        return [];
    return Object.entries(registries).flatMap(([host, settings]) => {
        const http = booleanOf(settings, 'http');
        const insecure = booleanOf(settings, 'insecure');
        const ca = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(settings, 'ca').filter((path) => typeof path === 'string');
        const isSilent = http === undefined && insecure === undefined && ca.length === 0;
        return isSilent ? [] : [{ host, http, insecure, ca: ca.length === 0 ? undefined : ca }];
    });
}
/**
 * How registries are reached by the configuration that counts. In a builder's copy, buildx has put the paths of
 * certificates inside of the builder's container; those of the file that it was made from are of this machine.
 */
function hostsOf({ given, usual, has }) {
    const builders = has === undefined || sameConfig(usual, has) === true ? usual : has;
    return registryHosts(given ?? builders);
}
function booleanOf(settings, name) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(settings, name);
    return typeof value === 'boolean' ? value : undefined;
}
/** What is said about the host of an address; undefined where nothing is. */
function hostSettings(hosts, url) {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const name = url.host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .HUB_SERVER */ .iR ? _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .HUB */ .Q$ : url.host;
    const settingsOf = (wanted) => hosts.find(({ host }) => host === wanted);
    return settingsOf(name) ?? settingsOf(`${url.hostname}:${port}`);
}


/***/ }),

/***/ 34488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ joinOptions),
/* harmony export */   q9: () => (/* binding */ driverOption),
/* harmony export */   vq: () => (/* binding */ parseDriverOption)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8819);
/* harmony import */ var _drivers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(13211);



/**
 * `key=value`, perhaps several with commas between them. What has no = belongs to the variable before it, so that
 * `env.no_proxy=localhost,127.0.0.1` is one option, which buildx takes in quotes only.
 * @throws InvalidValue
 */
function parseDriverOption(text) {
    const fields = [];
    for (const field of (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(text)) {
        const before = fields.at(-1) ?? '';
        const { name, value } = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(field);
        const isOption = name !== '' && value !== undefined && (!HOLDS_COMMAS.test(before) || (0,_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .isDriverOption */ .Cd)(name));
        if (isOption)
            fields.push(field);
        else if (value === undefined && before.startsWith('env.'))
            fields.push(`${fields.pop()},${field}`);
        else
            throw unread(text, field, before);
    }
    const options = Object.fromEntries(fields.map((field) => [(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(field).name, (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(field).value ?? '']));
    return { options, text: fields.map(_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteField */ .nL).join(',') };
}
/** Options whose values may hold commas, so that what follows one may be meant for it. */
const HOLDS_COMMAS = /^(?:env\.|(?:nodeselector|annotations|labels|tolerations)=)/;
function unread(text, field, before) {
    if (!HOLDS_COMMAS.test(before) || field.startsWith('=')) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${text}" has a part that is not key=value.`, 'Write it as in network=host.');
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${field}" in "${text}" is no option of a driver.`, `Where it belongs to ${(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(before).name}, put quotes around all of that: ${(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteField */ .nL)(`${before},${field}`)}. Else write it on a line of its own.`);
}
/** One that is not written by the user. */
function driverOption(name, value) {
    return { options: { [name]: value }, text: (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteField */ .nL)(`${name}=${value}`) };
}
/** The options of a node. Of several with one name the last one counts. */
function joinOptions(given) {
    return Object.fromEntries(given.flatMap(({ options }) => Object.entries(options)));
}


/***/ }),

/***/ 13211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cd: () => (/* binding */ isDriverOption),
/* harmony export */   E7: () => (/* binding */ BUILDER_INPUTS),
/* harmony export */   MZ: () => (/* binding */ driverNamed),
/* harmony export */   e0: () => (/* binding */ DRIVERS),
/* harmony export */   mx: () => (/* binding */ mayBuildElsewhere),
/* harmony export */   qO: () => (/* binding */ DRIVER_NAMES),
/* harmony export */   yY: () => (/* binding */ optionWord),
/* harmony export */   z$: () => (/* binding */ DEFAULT_DRIVER)
/* harmony export */ });
/** Words of the input `driver`, the default first. */
const DRIVER_NAMES = ['docker-container', 'docker', 'remote', 'kubernetes', 'cloud'];
/** Inputs that describe a builder of our own, beside its driver. */
const BUILDER_INPUTS = [
    ...['builder-name', 'driver-opts', 'buildkitd-flags', 'buildkitd-config'],
    ...['buildkitd-config-inline', 'builder-endpoint', 'builder-platforms', 'append', 'keep-state'],
];
const EVERYTHING = {
    severalPlatforms: true,
    attestations: true,
    cacheTo: 'all',
    lacksExporters: [],
    pushByDigest: true,
};
/** Addresses that the remote driver takes (its package util). */
const REMOTE_ADDRESSES = /^(?:docker-container|kube-pod|npipe|ssh|tcp|unix):\/\//;
/** What most drivers have in common. */
const PLAIN = {
    isCluster: false,
    endpointCure: 'Write its address, as in tcp://10.0.0.1:1234.',
    takesBuildkitHost: false,
    takesKeyFiles: false,
    needsContextCopy: false,
    grants: false,
};
/** Options of the container that BuildKit runs in: driver/docker-container/factory.go of buildx 0.36. */
const CONTAINER_OPTIONS = [
    ...['image', 'network', 'memory', 'memory-swap', 'cpu-period', 'cpu-quota', 'cpu-shares', 'cpuset-cpus'],
    ...['cpuset-mems', 'cgroup-parent', 'restart-policy', 'default-load', 'provenance-add-gha'],
    ...['allow-untrusted-image', 'env'],
];
/** driver/kubernetes/factory.go of buildx 0.36. */
const KUBERNETES_OPTIONS = [
    ...['image', 'namespace', 'replicas', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
    ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage', 'persistent-volume-claim.requests.storage'],
    ...['rootless', 'schedulername', 'serviceaccount', 'nodeselector', 'annotations', 'labels', 'tolerations'],
    ...['loadbalance', 'qemu.install', 'qemu.image', 'buildkit-root-volume-memory', 'default-load', 'timeout'],
    'env',
];
/** driver/remote/factory.go of buildx 0.36. */
const REMOTE_OPTIONS = ['servername', 'cacert', 'cert', 'key', 'default-load'];
const CONFIG = ['buildkitd-config', 'buildkitd-config-inline'];
/**
 * buildx's drivers (its packages driver/NAME; cloud is Docker Build Cloud's, in docker's own edition of buildx).
 * @see https://docs.docker.com/build/builders/drivers/
 */
const DRIVERS = {
    'docker-container': {
        isMade: true,
        sharesKernel: true,
        isStarted: true,
        ...PLAIN,
        endpoint: 'optional',
        reports: 'engine',
        needsContextCopy: true,
        grants: true,
        refuses: [],
        options: CONTAINER_OPTIONS,
        capabilities: EVERYTHING,
    },
    docker: {
        isMade: false,
        sharesKernel: true,
        isStarted: false,
        ...PLAIN,
        endpoint: 'none',
        reports: 'engine',
        refuses: [
            ...['builder-name', 'builder-endpoint', 'builder-platforms', 'append', 'driver-opts'],
            'buildkitd-flags',
            ...CONFIG,
            'keep-state',
        ],
        options: [],
        capabilities: { ...EVERYTHING, pushByDigest: false },
        capabilitiesWithoutStore: {
            severalPlatforms: false,
            attestations: false,
            cacheTo: ['inline'],
            lacksExporters: ['oci'],
            pushByDigest: false,
        },
    },
    remote: {
        isMade: true,
        sharesKernel: false,
        isStarted: false,
        ...PLAIN,
        endpoint: 'required',
        addresses: REMOTE_ADDRESSES,
        takesBuildkitHost: true,
        reports: 'endpoint',
        takesKeyFiles: true,
        refuses: ['buildkitd-flags', ...CONFIG],
        options: REMOTE_OPTIONS,
        capabilities: EVERYTHING,
    },
    kubernetes: {
        isMade: true,
        sharesKernel: false,
        isStarted: true,
        ...PLAIN,
        isCluster: true,
        endpoint: 'none',
        reports: 'other',
        grants: true,
        refuses: ['builder-endpoint'],
        options: KUBERNETES_OPTIONS,
        capabilities: EVERYTHING,
    },
    cloud: {
        isMade: true,
        sharesKernel: false,
        isStarted: true,
        ...PLAIN,
        endpoint: 'required',
        endpointCure: 'Write ORG/NAME of the cloud builder.',
        reports: 'other',
        refuses: [],
        options: [],
        capabilities: EVERYTHING,
    },
};
/** The driver where the input names none. */
const DEFAULT_DRIVER = DRIVER_NAMES[0];
/** A driver by the name that buildx tells; undefined for one that is not known here. */
function driverNamed(name) {
    return new Map(Object.entries(DRIVERS)).get(name);
}
/** Whether some driver has an option of this name; `env.NAME` is one of all that run BuildKit in a container. */
function isDriverOption(name) {
    return Object.values(DRIVERS).some(({ options }) => options.includes(optionWord(name)));
}
/** The word by which a table knows an option: variables of the environment are all one. */
function optionWord(name) {
    return name.startsWith('env.') ? 'env' : name;
}
/** Whether the builds may go to a builder that needs no docker engine: an existing one, or one of such a driver. */
function mayBuildElsewhere({ builder, driver, load, }) {
    return !load && (builder !== '' || !DRIVERS[driver].sharesKernel);
}


/***/ }),

/***/ 59030:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MJ: () => (/* binding */ isLocalAddress),
/* harmony export */   ZK: () => (/* binding */ engineAddress),
/* harmony export */   sW: () => (/* binding */ sharesEngineKernel)
/* harmony export */ });
/** Where docker engines are: what an endpoint names, and whether that is this machine. */
/** The engine of the default docker context where DOCKER_HOST is not set (docker/cli, its package opts). */
const DEFAULT_SOCKET = 'unix:///var/run/docker.sock';
/**
 * The address of the engine that an endpoint names: a docker context, an address, or '' for the current context. A
 * context that docker does not know is returned as it is, and no engine answers there.
 */
function engineAddress(endpoint, { context, host, contexts }) {
    const name = endpoint === '' ? context : endpoint;
    if (name === 'default')
        return host || DEFAULT_SOCKET;
    return contexts[name] === '' ? DEFAULT_SOCKET : (contexts[name] ?? name);
}
/**
 * Whether an address is of this machine. Sockets and pipes are. tcp:// and ssh:// are not, not even to localhost: that
 * is as often the end of a tunnel or the port of a virtual machine, and the address does not tell. Taking an engine
 * for remote costs a needless installation of emulators at worst; taking it for local fails the job.
 */
function isLocalAddress(address) {
    return /^(?:unix|npipe|fd):\/\//.test(address);
}
/** Whether what runs at an endpoint runs on the kernel that the docker command installs emulators in. */
function sharesEngineKernel(endpoint, docker) {
    const address = engineAddress(endpoint, docker);
    return address === docker.address || (docker.isLocal && isLocalAddress(address));
}


/***/ }),

/***/ 32624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ PLUGIN),
/* harmony export */   o: () => (/* binding */ programOf)
/* harmony export */ });
const PLUGIN = { kind: 'plugin' };
/** The program that runs a command of docker's, and its arguments. */
function programOf(command, buildx) {
    const [first, ...rest] = command;
    return first === 'buildx' && buildx.kind === 'standalone' ? [buildx.path, rest] : ['docker', command];
}


/***/ }),

/***/ 55269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _U: () => (/* binding */ vainVariables),
/* harmony export */   tI: () => (/* binding */ withoutVain)
/* harmony export */ });
/* unused harmony export VARIABLES */
/**
 * Variables of the environment that change what docker's commands mean, and what becomes of each here. By the sources of
 * docker/cli 29.6 (cli/command, cli/flags, cli/config), moby/moby/client 0.5 (envvars.go), docker/buildx 0.36 (commands, build,
 * util/confutil, policy) and moby/buildkit 0.32 (util/progress, session/auth). docs/environment.md has the same rows.
 */
const VARIABLES = {
    DOCKER_CONFIG: 'honoured',
    DOCKER_AUTH_CONFIG: 'honoured',
    DOCKER_CONTEXT: 'honoured',
    DOCKER_HOST: 'honoured',
    DOCKER_TLS: 'honoured',
    DOCKER_TLS_VERIFY: 'honoured',
    DOCKER_CERT_PATH: 'honoured',
    DOCKER_API_VERSION: 'honoured',
    DOCKER_DEFAULT_PLATFORM: 'told',
    DOCKER_CONTENT_TRUST: 'told',
    DOCKER_BUILDKIT: 'told',
    BUILDX_CONFIG: 'honoured',
    BUILDX_BUILDER: 'neutralised',
    BUILDX_NO_DEFAULT_ATTESTATIONS: 'honoured',
    BUILDX_NO_DEFAULT_OCI_ARTIFACT: 'honoured',
    BUILDX_NO_DEFAULT_LOAD: 'honoured',
    BUILDX_DEFAULT_POLICY: 'honoured',
    BUILDX_GIT_INFO: 'honoured',
    BUILDX_GIT_LABELS: 'honoured',
    BUILDX_GIT_CHECK_DIRTY: 'honoured',
    BUILDX_METADATA_PROVENANCE: 'honoured',
    BUILDX_METADATA_WARNINGS: 'neutralised',
    BUILDKIT_HOST: 'honoured',
    BUILDKIT_NO_CLIENT_TOKEN: 'honoured',
    BUILDKIT_PROGRESS: 'neutralised',
    PROGRESS_NO_TRUNC: 'neutralised',
    EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'honoured',
    SOURCE_DATE_EPOCH: 'honoured',
    KUBECONFIG: 'honoured',
    SSH_AUTH_SOCK: 'honoured',
    HTTP_PROXY: 'honoured',
    HTTPS_PROXY: 'honoured',
    NO_PROXY: 'honoured',
};
/** Those that ask for something by any text that Go does not take for no; the platform by every text. */
const ASKS = {
    DOCKER_DEFAULT_PLATFORM: {
        value: /./,
        sentence: 'the input platforms says what is built. Name it there.',
    },
    DOCKER_CONTENT_TRUST: {
        value: /^(?:1|t|true)$/i,
        sentence: 'what is pushed is not signed. Sign the output image in a later step.',
    },
    DOCKER_BUILDKIT: {
        value: /^(?:0|f|false)$/i,
        sentence: 'images are built by BuildKit. Remove it.',
    },
};
/**
 * What variables ask for in vain, a sentence each.
 * @param isPlatformSaid whether the inputs name platforms: then nobody expects them from the variable
 */
function vainVariables(env, isPlatformSaid) {
    return Object.entries(ASKS)
        .filter(([name, { value }]) => value.test(env[name] ?? ''))
        .filter(([name]) => name !== 'DOCKER_DEFAULT_PLATFORM' || !isPlatformSaid)
        .map(([name, { sentence }]) => `${name}=${env[name]} has no effect: ${sentence}`);
}
/** Docker pulls by its own variable, which a user may want for what our commands run. */
const KEPT = ['DOCKER_CONTENT_TRUST'];
/** The environment of our commands: without what they say themselves. */
function withoutVain(env) {
    const dropped = Object.entries(VARIABLES).filter(([name, is]) => is !== 'honoured' && !KEPT.includes(name));
    const names = new Set(dropped.map(([name]) => name));
    return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)));
}


/***/ }),

/***/ 18316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ limiter),
/* harmony export */   _: () => (/* binding */ mapConcurrent)
/* harmony export */ });
/** @param count how much may run at the same time; at least 1 */
function limiter(count) {
    const waiting = [];
    let free = Math.max(1, count);
    return async (work) => {
        if (free > 0)
            free -= 1;
        else
            await new Promise((resolve) => waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            const next = waiting.shift();
            if (next === undefined)
                free += 1;
            else
                next();
        }
    };
}
/**
 * Works through a list, a few items at the same time.
 * @returns the results in the order of the list
 * @throws what failed, once all have ended: the error itself, or an AggregateError of several, in the order of the list
 */
async function mapConcurrent(list, atOnce, work) {
    const limit = limiter(atOnce);
    const outcomes = await Promise.allSettled(list.map((item, index) => limit(() => work(item, index))));
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    if (failures.length > 1)
        throw new AggregateError(failures);
    if (failures.length === 1)
        throw failures[0];
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}


/***/ }),

/***/ 62279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ distinctBy)
/* harmony export */ });
/** The first item of each key, in order. */
function distinctBy(items, keyOf) {
    const seen = new Set();
    return items.filter((item) => {
        const isNew = !seen.has(keyOf(item));
        seen.add(keyOf(item));
        return isNew;
    });
}


/***/ }),

/***/ 41762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TZ: () => (/* binding */ LIMIT_MS),
/* harmony export */   VP: () => (/* binding */ TIMED_OUT),
/* harmony export */   hC: () => (/* binding */ createDocker)
/* harmony export */ });
/* harmony import */ var _buildx_program_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(32624);
/* harmony import */ var _buildx_variables_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(55269);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(452);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(93188);
/* harmony import */ var _tries_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(55093);
/**
 * Docker's commands, as what runs them: docker, buildx where it is a program of its own, and docker's credential
 * helpers. The entry makes one `Docker`, and everything that runs a command is given it.
 */





/** How long a command may take, in milliseconds. */
const LIMIT_MS = {
    /** What the engine or a builder knows. Buildx itself gives a node 20 s to answer. */
    question: 30_000,
    /** A volume with much of a cache in it takes minutes to delete. */
    removal: 5 * 60_000,
    /** What pulls an image of some 100 MB, and starts what is in it. */
    start: 5 * 60_000,
    /** What may pull an image of any size, or move one. */
    transfer: 10 * 60_000,
};
/** Exit code of a command that did not end in its time, as timeout(1) has it. */
const TIMED_OUT = 124;
function createDocker(settings) {
    return {
        buildx: settings.buildx,
        env: settings.env,
        tries: settings.tries ?? (0,_tries_js__WEBPACK_IMPORTED_MODULE_0__/* .createTries */ .Us)(0),
        run: (args, limitMs = LIMIT_MS.question) => run(settings, args, limitMs),
        stream: (args, options) => stream(settings, args, options),
        capture: (args, limitMs) => capture(settings, args, limitMs),
        askCredentialHelper: (name, server, limitMs = LIMIT_MS.question) => askCredentialHelper(settings, { name, server, limitMs }),
    };
}
/** Most bytes that are kept of one output; registries refuse manifests of more than 4 MiB. */
const OUTPUT_LIMIT = 16 << 20;
async function run(settings, args, limitMs) {
    const [stdout, stderr] = [keepBytes(OUTPUT_LIMIT), keepBytes(OUTPUT_LIMIT)];
    const outputs = { onStdout: stdout.push, onStderr: stderr.push };
    const { code, late } = await runCommand(settings, args, { ...outputs, limitMs });
    return { code, stdout: stdout.bytes().toString(), stderr: [stderr.bytes().toString(), ...late].join('\n') };
}
/** Lines kept of a command's output, for the message when it fails. */
const TAIL_LINES = 200;
async function stream(settings, args, { onText, onLine, onStdout, tapStdout, env, limitMs, signal }) {
    const kept = (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .lastLines */ .w$)(TAIL_LINES, onLine);
    let isBehind = false;
    const take = (text) => {
        kept.push(text);
        isBehind = onText?.(text) === false;
    };
    // One for each, because a character may come in two chunks with the other's output between them.
    const [out, err] = [(0,_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .textPieces */ .Vk)(take), (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .textPieces */ .Vk)(take)];
    const { code, late } = await runCommand(settings, args, {
        limitMs,
        env,
        signal,
        onStdout: (chunk) => {
            const takeStdout = onStdout ?? out.push;
            takeStdout(chunk);
            tapStdout?.(chunk);
            return !isBehind;
        },
        onStderr: (chunk) => {
            err.push(chunk);
            return !isBehind;
        },
    });
    out.end();
    err.end();
    return { code, tail: [...kept.lines(), ...late] };
}
async function capture(settings, args, limitMs) {
    const stdout = keepBytes(OUTPUT_LIMIT);
    const ended = await stream(settings, args, { limitMs, onStdout: stdout.push });
    return { ...ended, bytes: stdout.bytes() };
}
async function runCommand({ buildx, env, children }, command, { env: more, ...outputs }) {
    const [program, args] = (0,_buildx_program_js__WEBPACK_IMPORTED_MODULE_2__/* .programOf */ .o)(command, buildx);
    try {
        const end = await children.run({ program, args, env: { ...(0,_buildx_variables_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutVain */ .tI)(env), ...more }, ...outputs });
        return end.isTimedOut
            ? { code: TIMED_OUT, late: [lateLine(command, outputs.limitMs)] }
            : { code: end.code, late: [] };
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Cancelled */ .cJ ? error : notStarted(error);
    }
}
/** `docker buildx inspect did not end within 30 seconds`: what stands before the first flag names a command well enough. */
function lateLine(command, limitMs = 0) {
    const flag = command.findIndex((word) => word.startsWith('-'));
    const name = ['docker', ...command.slice(0, flag === -1 ? undefined : flag)].join(' ');
    const time = limitMs < 120_000 ? `${limitMs / 1_000} seconds` : `${limitMs / 60_000} minutes`;
    return `${name} did not end within ${time}`;
}
/** Most bytes that are kept of what a credential helper says. */
const LOGIN_LIMIT = 64 << 10;
async function askCredentialHelper({ env, children }, { name, server, limitMs }) {
    const program = `docker-credential-${name}`;
    const stdout = keepBytes(LOGIN_LIMIT);
    const outputs = { onStdout: stdout.push, onStderr: () => true };
    try {
        const end = await children.run({ program, args: ['get'], env, input: server, limitMs, ...outputs });
        return { code: end.isTimedOut ? TIMED_OUT : end.code, stdout: stdout.bytes().toString() };
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Cancelled */ .cJ ? error : helperNotStarted(program, error);
    }
}
/** Keeps the beginning of an output, in bounded memory. */
function keepBytes(limit) {
    const chunks = [];
    let size = 0;
    return {
        push: (chunk) => {
            size += chunk.length;
            if (size <= limit)
                chunks.push(chunk);
            return true;
        },
        bytes: () => Buffer.concat(chunks),
    };
}
function notStarted(error) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The docker command could not be started: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`, "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.");
}
function helperNotStarted(program, error) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The credential helper ${program}, which docker's config.json names, could not be started: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`, 'Install it where PATH finds it, or take it out of credHelpers and credsStore and log in again.');
}


/***/ }),

/***/ 68721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ dockerFolder),
/* harmony export */   j: () => (/* binding */ buildxFolder)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/** Where docker and buildx keep what belongs to one user. */


/** Docker's settings, contexts and plugins (docker/cli, cli/config/config.go). */
function dockerFolder(env) {
    return env['DOCKER_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(env['HOME'] || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(), '.docker');
}
/** The builders of buildx, and its own settings (docker/buildx, util/confutil/config.go). */
function buildxFolder(env) {
    return env['BUILDX_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dockerFolder(env), 'buildx');
}


/***/ }),

/***/ 55093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GB: () => (/* binding */ pauseBefore),
/* harmony export */   Kd: () => (/* binding */ errorIn),
/* harmony export */   P0: () => (/* binding */ pausesOf),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   Us: () => (/* binding */ createTries),
/* harmony export */   Zl: () => (/* binding */ noteAgain),
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   wk: () => (/* binding */ retryCommand)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3102);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2165);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(93188);
/** How patient a job is with faults that pass by themselves, and what it did again because of them. */



/** @param limit further tries of one piece of work; 0 for none */
function createTries(limit, clock = _retry_js__WEBPACK_IMPORTED_MODULE_0__/* .REAL_CLOCK */ .Ib) {
    const retried = [];
    const note = (next, show = _runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .say */ .cv) => {
        retried.push(next);
        show(retriedLine(next));
    };
    return {
        limit,
        clock,
        note: (next) => note(next),
        goOn: async (next, show) => {
            note(next, show);
            await clock.sleep(next.seconds * 1_000);
        },
        retried: () => retried,
    };
}
/** `the build failed (server error): …; again in 5 s`. */
function retriedLine({ what, fault, error, remedy, seconds }) {
    return `${what} failed (${fault}): ${error}; ${remedy}${seconds === 0 ? '' : ` in ${seconds} s`}`;
}
/** Seconds before each further try; a registry that is down for half a minute is back before the third. */
const PAUSES = [5, 15, 30];
/** A server that wants to be left alone for longer is asked again after this many seconds all the same. */
const LONGEST_PAUSE = 60;
/** Milliseconds before each of the further tries. */
function pausesOf({ limit }) {
    return Array.from({ length: limit }, (_, done) => 1_000 * usualPause(done));
}
/**
 * Seconds before the try after a fault.
 * @param done how many further tries there were already
 * @param error may say how long to wait
 */
function pauseBefore(done, error) {
    return Math.max(usualPause(done), askedPause(error));
}
function usualPause(done) {
    return PAUSES[done] ?? PAUSES.at(-1) ?? 0;
}
/** Seconds that a text asks for, as GHCR's "retry-after: 3s" does; 0 where it does not. */
function askedPause(error) {
    const [, amount = '0', unit = 's'] = /retry-after:? (\d+(?:\.\d+)?)(ms|µs|s|m)?/i.exec(error) ?? [];
    return Math.min(Math.ceil(Number(amount) * (UNITS.get(unit) ?? 1)), LONGEST_PAUSE);
}
const UNITS = new Map([
    ['µs', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
    ['m', 60],
]);
/**
 * Does work, and again after a fault that passes by itself.
 * @param what for the log, as in `the pull of busybox`
 * @param errorOf the text that a result failed with; '' where it did not fail
 * @returns the last result, whatever it is
 */
function persist(tries, what, work, errorOf) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L5)(work, {
        pausesMs: pausesOf(tries),
        failureOf: (result) => errorOf(result) || undefined,
        isTransient: (error) => (0,_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransientClass */ .J)((0,_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .faultOf */ .K)(error)),
        pauseAfter: (error) => 1_000 * askedPause(String(error)),
        onRetry: noteAgain(tries, what, String),
        clock: tries.clock,
    });
}
/** Notes that something is done again, in the log and for the output `retries`. @param wordsOf what an error says */
function noteAgain({ note }, what, wordsOf) {
    return (error, pauseMs) => {
        const fault = (0,_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .faultOf */ .K)(error) ?? 'connection';
        note({ what, fault, error: oneLine(wordsOf(error)), remedy: 'again', seconds: pauseMs / 1_000 });
    };
}
/** Most characters of an error in one line of the log. */
const ERROR_LIMIT = 400;
function oneLine(error) {
    const line = error.replace(/\s+/g, ' ').trim();
    return line.length > ERROR_LIMIT ? `${line.slice(0, ERROR_LIMIT)}…` : line;
}
/**
 * Runs a command of docker, and again after a fault that passes by itself.
 * @param what for the log, as in `the pull of busybox`
 */
function retryCommand(tries, what, command) {
    return persist(tries, what, command, ({ code, tail }) => (code === 0 ? '' : errorIn(tail)));
}
/** Lines that may be an error where none is marked as one. */
const LAST_LINES = 5;
/** The error at the end of a command's output: what is marked as one, to its last line, or else the last lines. */
function errorIn(tail) {
    const start = tail.findLastIndex((line) => line.startsWith('ERROR: '));
    return (start === -1 ? tail.slice(-LAST_LINES) : tail.slice(start)).join('\n').replace(/^ERROR: /, '');
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   K4: () => (/* binding */ Unfinished),
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   P_: () => (/* binding */ Refusal),
/* harmony export */   Q2: () => (/* binding */ withState),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cJ: () => (/* binding */ Cancelled),
/* harmony export */   fI: () => (/* binding */ problemText),
/* harmony export */   h6: () => (/* binding */ InvalidValue),
/* harmony export */   mm: () => (/* binding */ isCancelled)
/* harmony export */ });
/** Thrown by parsers of single values: they do not know which input the value came from. */
class InvalidValue extends Error {
    cure;
    constructor(what, cure) {
        super(what);
        this.name = 'InvalidValue';
        this.cure = cure;
    }
}
/** Everything that is wrong with the inputs, reported together. Nothing has been started. */
class Refusal extends Error {
    problems;
    constructor(problems) {
        super(problems.map(problemText).join('\n'));
        this.name = 'Refusal';
        this.problems = problems;
    }
}
/** Something went wrong while the plan was carried out. */
class Failure extends Error {
    cure;
    place;
    constructor(what, cure, place) {
        super(what);
        this.name = 'Failure';
        this.cure = cure;
        this.place = place;
    }
}
/** Everything that a job failed with, and what it leaves behind. */
class Unfinished extends AggregateError {
    state;
    /** Markdown for the summary page, below what the job leaves behind. */
    details;
    constructor(errors, state, details = '') {
        super(errors, errors.map(messageOf).join('\n'));
        this.name = 'Unfinished';
        this.state = state;
        this.details = details;
    }
}
/** Runs a stage of a job. An error that does not say what the job leaves behind says `state`. */
async function withState(state, stage) {
    try {
        return await stage();
    }
    catch (error) {
        throw stateOf(error) === undefined ? new Unfinished([error], state) : error;
    }
}
/** What a failed job leaves behind; undefined where the error does not say. */
function stateOf(error) {
    if (error instanceof Unfinished)
        return error.state;
    if (!(error instanceof AggregateError))
        return undefined;
    // Of builds side by side, one may have moved tags and another not.
    return error.errors.map(stateOf).find((state) => state !== undefined);
}
/** What the signal that cancelled the job broke off. It is no news to whoever cancelled it, so it is not reported. */
class Cancelled extends Error {
    constructor() {
        super('The job is cancelled.');
        this.name = 'Cancelled';
    }
}
/** Whether an error, or one of several that occurred side by side, comes from cancelling the job. */
function isCancelled(error) {
    return error instanceof AggregateError ? error.errors.some(isCancelled) : error instanceof Cancelled;
}
/** What an error of any kind says. */
function messageOf(error) {
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return String(message);
}
/** A problem as one line: where, what, what to do. */
function problemText(problem) {
    const line = problem.line === undefined ? '' : `, line ${problem.line}`;
    return `${problem.input}${line}: ${problem.what} ${problem.cure}`;
}


/***/ }),

/***/ 73876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $Y: () => (/* binding */ printJob),
/* harmony export */   JN: () => (/* binding */ parseJob),
/* harmony export */   LG: () => (/* binding */ readSelf),
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   cd: () => (/* binding */ readJob)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(48161);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(16413);
/** Which process a job is, for other jobs on this machine that want to know whether it is still there. */



/**
 * The process that lives as long as the job: the runner's worker, which starts main and post. In a container of a
 * job, what the runner starts has no parent, and the first process lives as long as the container.
 */
function readJob() {
    return processOf(process.ppid === 0 ? 1 : process.ppid);
}
/** This process itself. */
function readSelf() {
    return processOf(process.pid);
}
/** Reads what was written down of a process; undefined where it is none. */
function parseJob(value) {
    const pid = Number((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(value, 'pid'));
    if (!Number.isSafeInteger(pid) || pid <= 0)
        return undefined;
    return {
        pid,
        started: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(value, 'started'),
        boot: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(value, 'boot'),
        host: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(value, 'host'),
        namespace: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(value, 'namespace'),
    };
}
/** As `parseJob` reads it. */
function printJob({ pid, ...rest }) {
    return { pid: String(pid), ...rest };
}
function lifeOf(job) {
    const now = processOf(job.pid);
    if (job.host !== now.host)
        return 'unknown';
    if (job.boot !== now.boot)
        return 'gone';
    if (job.namespace !== now.namespace)
        return 'unknown';
    return exists(job.pid) && job.started === now.started ? 'runs' : 'gone';
}
function processOf(pid) {
    return {
        pid,
        // proc(5): the 22nd field. The second one is a name in brackets, which may have blanks and brackets in it.
        started: readText(`/proc/${pid}/stat`)
            .replace(/^.*\) /s, '')
            .split(' ')[19] ?? '',
        boot: readText('/proc/sys/kernel/random/boot_id').trim(),
        host: (0,node_os__WEBPACK_IMPORTED_MODULE_1__.hostname)(),
        namespace: linkOf('/proc/self/ns/pid'),
    };
}
function exists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // One of another user is there all the same.
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code') === 'EPERM';
    }
}
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}
function linkOf(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path);
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 3102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ isTransientClass),
/* harmony export */   K: () => (/* binding */ faultOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(16413);
/**
 * What goes wrong between this job and the registries, builders and engines that it works with, as classes: some pass
 * by themselves, some never do, and each wants advice of its own. One table tells them by their texts, because
 * that is all that docker's commands leave; what our own requests fail with is told by its values.
 */

const TRANSIENT = new Set([
    'connection',
    'server error',
    'rate limit',
    'corrupted',
    'not yet consistent',
    'stalled',
]);
/** Whether the same may succeed the next time, without anything being changed. */
function isTransientClass(fault) {
    return fault !== undefined && TRANSIENT.has(fault);
}
/**
 * The first row that fits counts, so what is said in so many words stands before the status that it comes with.
 * Beside each row are the reports or the source that its texts come from.
 */
const SIGNS = [
    // BuildKit that is told to end breaks its steps off (executor/runcexecutor/executor.go).
    { sign: /^.*process did not complete.*context canceled/m, fault: 'builder gone' },
    {
        // ethereum-optimism/optimism#2191; signals as Go and Linux name them
        sign: /exit code: 137\b|signal: killed|cannot allocate memory|\boom-?kill|\bout of memory\b/i,
        fault: 'memory',
    },
    {
        // serverless/containers#19, docker/cli#4844, guacsec/guac#2832; RFC 4918
        sign: /no space left on device|disk quota exceeded|ENOSPC|EDQUOT|507 Insufficient|answers 507\b/,
        fault: 'disk full',
    },
    { sign: /process did not complete|executor failed running/, fault: 'step' },
    {
        // docker/buildx#2064, #2476, #1570, #4023; docker's client in two generations: tektoncd/plumbing#661,
        // launchdarkly/find-code-references#65
        sign: /error reading from server: EOF|error reading server preface|transport is closing|closing transport|Cannot connect to the Docker daemon|failed to connect to the docker API|error during connect|failed to receive status|buildkitd\.sock|No such container|container \S* ?is not running|no builder .* found|no such job/i,
        fault: 'builder gone',
    },
    {
        // docker/build-push-action#1194 and #1539, addnab/docker-run-action#56, docker/hub-feedback#2093; GHCR says it
        // with 403: markrussinovich/refchecker#67; storage hosts: the error codes of S3 and Azure
        sign: /429 Too Many|toomanyrequests|too many requests|rate ?limit|(?:answers|error:|status:?) 429\b|Throttling|quota metric|\bSlowDown\b|ServerBusy/i,
        fault: 'rate limit',
    },
    {
        // Harbor: src/controller/quota/controller.go; DigitalOcean, Docker Hub and GitLab by their answers; RFC 9110
        sign: /exceed the configured upper limit|quota[\w ]* exceeded|exceed\w* [\w ]*quota|(?:repository|repositories|storage|plan) limit (?:was )?(?:reached|exceeded)|contains \d+ repositories, limit is|402 Payment|answers 402\b/i,
        fault: 'quota',
    },
    {
        // Azure: aka.ms/acr/firewall, Azure/acr#395
        sign: /is not allowed access|\/acr\/firewall|\bIP\b[^;]* (?:is|are) (?:not (?:allowed|permitted|authorized|in)|blocked|denied)|(?:blocked|denied) by [\w ]*(?:firewall|network)/i,
        fault: 'blocked',
    },
    {
        // ECR: docker/build-push-action#1042, moby/buildkit#3776. Docker Hub: kimai/kimai#5791. Harbor:
        // src/server/middleware/immutable/errors.go. Quay and Google Artifact Registry by their documentation.
        sign: /cannot be (?:overwritten|updated)|(?:is|as|are) immutable|immutab(?:le tags?\b|ility)|tag .*already exists/i,
        fault: 'immutable',
    },
    {
        // GitLab: moby/buildkit#7007, docker/build-push-action#1593. Aliyun and every old distribution:
        // koordinator-sh/koordinator#3194. Yandex: docker/buildx#1513. Gitea: go-gitea/gitea#37093. Artifactory:
        // GoogleContainerTools/jib#1445. ECR: aws/containers-roadmap#876.
        sign: /blob unknown|unknown manifest class|Invalid parameter at 'ImageManifest'|manifest ?_?invalid|(?:unsupported|unknown|invalid|disallowed)[ _](?:manifest )?(?:media ?type|content ?type)|media ?type .*(?:not (?:supported|allowed)|unsupported)|415 Unsupported/i,
        fault: 'unsupported',
    },
    {
        // docker/build-push-action#239 and #321, zeta-chain/node#3497, docker/setup-qemu-action#94 and #167; what is
        // above 511 is Cloudflare's
        sign: /\b5(?:00 Internal|02 Bad Gateway|03 Service|04 Gateway)|(?:status|request)\b.*: 5(?:0[0234]|2\d)\b|(?:answers|error:|status:?) 5(?:0[0234]|2\d)\b/i,
        fault: 'server error',
    },
    {
        // A page for people, told by its type or by its first character: docker/hub-feedback#273, #302; one in place of
        // the address of an upload, as Go's net/http says it
        sign: /text\/html|invalid character '<'|<!doctype|<html|no Host in request URL/i,
        fault: 'no registry',
    },
    {
        // distribution (registry/proxy, and storage.maintenance.readonly), whose code BuildKit shows without the status
        sign: /405 Method Not|answers 405\b|failed to push \S+: unsupported\b|read[- ]only mode/i,
        fault: 'read only',
    },
    {
        // docker/build-push-action#558, docker/buildx#3374; containerd (core/remotes/docker/fetcher.go), and its stores
        // (plugins/content/local/store.go)
        sign: /invalid status response 416|could not fetch content descriptor .* not found|content at \S+\/blobs\/\S+ not found|\b(?:blob|content) sha256:\S+ not found|\/blobs\/\S+: 404 Not Found/,
        fault: 'content gone',
    },
    {
        // moby/buildkit#3856, docker/buildx#1775; containerd (core/content/helpers.go); docker's own pulls
        sign: /unexpected commit digest|failed size validation|short read|digest mismatch|filesystem layer verification failed|gzip: invalid|unexpected EOF/i,
        fault: 'corrupted',
    },
    {
        // Go's crypto/x509 and net/http; Node's by its codes
        sign: /x509:|certificate (?:signed by|has expired|verify failed)|HTTP response to HTTPS client|does not look like a TLS handshake|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED/,
        fault: 'untrusted',
    },
    {
        // An upload that another node of the registry has begun: distribution (registry/api/errcode/register.go); two that
        // write the same; and what our own questions find (registry/manifests.ts)
        sign: /blob[ _]upload[ _](?:unknown|invalid)|does not know yet|409 Conflict|answers 409\b/i,
        fault: 'not yet consistent',
    },
    // What stands before a registry: docker/build-push-action#646
    { sign: /413 (?:Request|Payload|Content)|(?:Entity|Payload|Content) Too Large/i, fault: 'too large' },
    { sign: /no such host|Could not resolve host|Name or service not known|ENOTFOUND/, fault: 'unknown host' },
    {
        // docker/build-push-action#687, aws/aws-cli#2875
        sign: /incorrect username or password|invalid username|token .*(?:expired|revoked|not valid)|cannot be authenticated|bad credentials/i,
        fault: 'stale login',
    },
    {
        // docker/build-push-action#463, #687, #238 and #1373, moby/buildkit#4456, docker/buildx#878, moby/moby#29315,
        // docker-practice/actions-setup-docker#20; git
        sign: /\b(?:401 Unauthorized|403 Forbidden|407 Proxy)|(?:answers|error:|status:?) 40[137]\b|\bunauthorized\b|authorization failed|insufficient[_ ]scope|(?:access|resource is|AuthorizationFail\w*|requested) ?denied|AccessDenied|permission_denied|no basic auth credentials|(?:^|: )(?:denied|forbidden)\b|could not read (?:Username|Password)|Permission denied \(publickey|Authentication failed/im,
        fault: 'refused',
    },
    {
        // moby/buildkit#5839, docker/buildx#507 and #476, docker/build-push-action#131, #626 and #1162,
        // docker/setup-qemu-action#107, #110 and #166, electerm/electerm-web-docker#17, drawdb-io/drawdb#293,
        // ptr727/NxWitness#175; errors of Go's net and http2, of curl in git, and of Node
        sign: /connection (?:reset|refused|timed out)|broken pipe|i\/o timeout|TLS handshake timeout|(?:deadline|timeout|Timeout) exceeded|network is unreachable|no route to host|closed network connection|client connection lost|http2: |stream error: |GOAWAY|server misbehaving|Temporary failure in name resolution|cannot reuse body|: no response\b|maximum timeout reached|early EOF|hung up|E(?:CONN(?:RESET|REFUSED|ABORTED)|AI_AGAIN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|ERR_STREAM_PREMATURE_CLOSE|\bEOF\b/,
        fault: 'connection',
    },
    {
        // DataDog/datadog-agent#5396, docker/build-push-action#851
        sign: /404 Not Found|(?:manifest|name|repository name)[ _](?:unknown|not known)|repository does not exist|failed to resolve source metadata .*not found/i,
        fault: 'missing',
    },
];
/**
 * The class of what something failed with; undefined where nothing tells it.
 * @param failed the text of a command's error, or an error: one with `status` is a registry's answer, one with `code`
 * Node's of a connection
 */
function faultOf(failed) {
    if (typeof failed === 'string')
        return faultIn(failed);
    const status = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(failed, 'status');
    const said = [(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(failed, 'code'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(failed, 'reason'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(failed, 'message')].join(' ');
    // A registry may say "rate limit" or "immutable" with any status; what it does not say, the status tells.
    return faultIn(said) ?? (typeof status === 'number' ? faultOfStatus(status) : undefined);
}
/** The text of a step quotes its whole command, which may say "denied" or "timeout" about anything. */
function faultIn(error) {
    const plain = error.replace(/process ".*" did not complete/s, 'process did not complete');
    return SIGNS.find(({ sign }) => sign.test(plain))?.fault;
}
function faultOfStatus(status) {
    switch (status) {
        case 401:
        case 403:
        case 407:
            return 'refused';
        case 402:
            return 'quota';
        case 404:
            return 'missing';
        case 405:
            return 'read only';
        case 408:
            return 'connection';
        case 413:
            return 'too large';
        case 415:
            return 'unsupported';
        case 429:
            return 'rate limit';
        case 507:
            return 'disk full';
        default:
            // 501 and 505 say what the server will never do.
            return status >= 500 && status !== 501 && status !== 505 ? 'server error' : undefined;
    }
}


/***/ }),

/***/ 3593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Uq: () => (/* binding */ value),
/* harmony export */   mU: () => (/* binding */ assignment),
/* harmony export */   no: () => (/* binding */ maybe),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25175);
/* harmony import */ var _buildx_attributes_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8819);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);



/** The text, without blanks around it. */
const text = (value) => value.trim();
/**
 * YAML 1.2 core booleans, as the runner's own toolkit takes them.
 * @param fallback what an explicitly empty text stands for: the default in action.yml
 */
function boolean(fallback) {
    return (input, complain) => {
        const value = input.trim();
        if (value === '')
            return fallback;
        if (['true', 'True', 'TRUE'].includes(value))
            return true;
        if (!['false', 'False', 'FALSE'].includes(value)) {
            complain({ what: `"${value}" is neither true nor false.`, cure: 'Write true or false.' });
        }
        return false;
    };
}
/** A boolean of which it matters whether it was said: undefined for an empty text. */
const maybe = (input, complain) => input.trim() === '' ? undefined : boolean(false)(input, complain);
/**
 * A whole number from 0.
 * @param fallback what an empty text stands for
 */
function count({ fallback, most, }) {
    return (input, complain) => {
        const word = input.trim();
        if (word === '')
            return fallback;
        if (/^\d{1,9}$/.test(word) && Number(word) <= most)
            return Number(word);
        complain({ what: `"${word}" is not a number from 0 to ${most}.`, cure: `Write one, as in ${fallback}.` });
        return fallback;
    };
}
/** One of a few words. The first one stands for an empty text. */
function oneOf(words) {
    return (input, complain) => {
        const value = input.trim();
        const found = words.find((word) => word === value);
        if (found === undefined && value !== '') {
            complain({ what: `"${value}" is not known.`, cure: `Write ${orList(words)}.` });
        }
        return found ?? words[0];
    };
}
/** A list whose items are parsed one by one, each mistake with its line. */
function list(item, rules) {
    return (value, complain) => items(value, rules, complain).flatMap(({ text, line }) => {
        const parsed = attempt(() => item(text), complain, line);
        return parsed === undefined ? [] : [parsed];
    });
}
/** One value, parsed by a function that throws InvalidValue; `empty` stands for an empty text. */
function value(parseValue, empty) {
    return (input, complain) => {
        const value = input.trim();
        return value === '' ? empty : (attempt(() => parseValue(value), complain) ?? empty);
    };
}
/**
 * `NAME=value` or `NAME`; the name must be there. What can be none is a line of a value whose quotes were forgotten.
 * @throws InvalidValue
 */
function assignment(item) {
    const { name, value } = (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_1__/* .nameAndValue */ .gb)(item);
    if (name.trim() === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${item}" has no name before the =.`, 'Write NAME=value.');
    const hasOpenQuote = name.split('"').length % 2 === 0;
    if (hasOpenQuote || (value === undefined && /[\s"]|^[^\p{L}\p{N}_]+$/u.test(name))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${item}" has no name that can be meant.`, 'Write NAME=value; a value of several lines stands in quotes, with the name inside them.');
    }
    return item;
}
function orList(words) {
    return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
function attempt(parseItem, complain, line) {
    try {
        return parseItem();
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6))
            throw error;
        const complaint = { what: error.message, cure: error.cure };
        complain(line === undefined ? complaint : { ...complaint, line });
        return undefined;
    }
}
/**
 * Splits into items, one a line, and drops blank ones. A line that begins with a quote is CSV, as docker's actions
 * read it, and may go on up to the closing quote on another line. Every other line is one item as it stands; where
 * commas end items too, quotes around some of those are taken away. A line that begins with # is a comment.
 */
function items(text, rules, complain) {
    const found = [];
    let line = 1;
    for (let at = 0; at < text.length;) {
        const { items: texts = [], mistake, end } = readItems(text, at, rules);
        found.push(...texts.map((item) => ({ text: item, line })));
        // Nobody knows what the lines below a wrong quote belong to.
        if (mistake !== undefined)
            complain({ line, ...mistake });
        if (mistake !== undefined)
            break;
        line += text.slice(at, end).split('\n').length - 1;
        at = end;
    }
    return found;
}
const UNCLOSED = {
    what: 'a quoted item is not closed.',
    cure: 'Add the missing " or remove the one that opens the item.',
};
const UNDOUBLED = {
    what: 'a quoted item has further quotes in it.',
    cure: 'Write each of them twice, or leave out those around the item: without them it is taken as it stands.',
};
/** Reads the items that begin on a line. */
function readItems(text, at, rules) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline + 1;
    const row = text.slice(at, end).replace(/\r?\n$/, '');
    const item = row.trim();
    if (item === '' || (!rules.verbatim && item.startsWith('#')))
        return { end };
    if (rules.quotes === false)
        return { items: [item], end };
    if (item.startsWith('"')) {
        const quoted = readQuoted(text, text.indexOf('"', at), rules);
        if (quoted !== undefined)
            return quoted;
        const mistake = mistakeIn(item, rules);
        if (mistake !== undefined)
            return { mistake, end };
    }
    if (!rules.commas)
        return { items: [rules.verbatim ? row : item], end };
    const fields = item.includes('"') ? fieldsOfRow(item) : [item];
    return fields === undefined ? { mistake: UNCLOSED, end } : { items: fields.flatMap(splitAtCommas), end };
}
/** What is wrong with an item that begins with a quote and is no CSV; undefined where it can be taken as it stands. */
function mistakeIn(item, { verbatim }) {
    if (item.split('"').length % 2 === 0)
        return UNCLOSED;
    // What is no secret has no id either, and what is said about that shows nothing of it.
    return item.endsWith('"') && !verbatim ? UNDOUBLED : undefined;
}
/** A field in quotes or one without any, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"[^\S\n]*|([^",\n]*))(,|\n|$)/y;
/** Reads CSV that begins with a quote; undefined where it is none. */
function readQuoted(text, at, { commas, verbatim }) {
    const fields = [];
    for (let end = at;; end = FIELD.lastIndex) {
        FIELD.lastIndex = end;
        const found = FIELD.exec(text);
        if (found === null)
            return undefined;
        const [, quoted, plain = '', separator] = found;
        fields.push(quoted?.replaceAll('""', '"') ?? plain);
        if (separator !== ',')
            break;
    }
    const [first = '', ...others] = fields;
    if (commas)
        return { items: fields.flatMap(splitAtCommas), end: FIELD.lastIndex };
    if (verbatim && others.length > 0)
        return undefined;
    const whole = [first, ...others].join(',');
    // Quotes around all of an item keep the blanks at its end.
    const item = verbatim ? whole : others.length === 0 ? whole.trimStart() : whole.trim();
    return { items: item.trim() === '' ? [] : [item], end: FIELD.lastIndex };
}
/** The fields of a line, without quotes around them; undefined where one is not closed. */
function fieldsOfRow(row) {
    try {
        const [fields = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(row, { relax_column_count: true, relax_quotes: true });
        return fields;
    }
    catch (error) {
        if (!(error instanceof csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .CsvError */ .J$))
            throw error;
        return undefined;
    }
}
function splitAtCommas(field) {
    return field
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
}


/***/ }),

/***/ 56672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   hU: () => (/* binding */ openKeys),
/* harmony export */   r4: () => (/* binding */ parseText),
/* harmony export */   vN: () => (/* binding */ readPatternMap)
/* harmony export */ });
/* harmony import */ var _platforms_pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(95202);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(94325);
/* harmony import */ var _parsers_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3593);
/* harmony import */ var _yaml_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(23758);




/**
 * Reads a YAML map of platforms and patterns.
 * @param platforms what is built for; undefined and empty where there is nothing to compare the patterns with
 */
function readPatternMap(entries, map, platforms, complain) {
    const items = entries.flatMap((entry) => readItem(entry, map, complain));
    for (const complaint of patternProblems(items, platforms ?? []))
        complain(complaint);
    return items;
}
function readItem(entry, { form, keys, read }, complain) {
    const { key, line } = entry;
    if (keys.some((known) => known === key)) {
        complain({ line, what: `"${key}" stands where a platform belongs.`, cure: form });
        return [];
    }
    if (/^[\s,]*$/.test(key))
        complain({ line, what: 'no platform is named before the colon.', cure: form });
    const patterns = (0,_parsers_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(_platforms_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePattern */ .EY, { commas: true })(key, (complaint) => complain({ ...complaint, line }));
    const item = read(entry, complain);
    return item === undefined ? [] : [{ ...item, patterns, line }];
}
/** What is said twice, and what is for nothing that is built. */
function patternProblems(items, platforms) {
    const named = items.flatMap(({ patterns, line }) => patterns.map((pattern) => ({ pattern, line })));
    return named.flatMap(({ pattern, line }, index) => {
        const first = named.findIndex((other) => other.pattern.text === pattern.text);
        if (first < index) {
            const what = `"${pattern.text}" stands a second time, after line ${named[first]?.line}.`;
            return [{ line, what, cure: 'Write all of its settings below one of the two.' }];
        }
        if (platforms.length === 0 || platforms.some((platform) => (0,_platforms_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .matches */ .cK)(pattern, platform)))
            return [];
        const names = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .distinctPlatforms */ .PC)(platforms).map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatform */ .Lg).join(', ');
        const what = `"${pattern.text}" is none of the platforms that are built: ${names}.`;
        const cure = pattern.platform === undefined ? 'Correct the pattern' : 'Add it to platforms';
        return [{ line, what, cure: `${cure}, or drop its settings.` }];
    });
}
/**
 * Complains about unknown keys and those without a value.
 * @param rules the known keys, what has them, as in "a platform", and how a text is written that needs quotes
 */
function openKeys(entries, { keys, owner, quotes }, complain) {
    (0,_yaml_js__WEBPACK_IMPORTED_MODULE_3__/* .checkKeys */ .L)(entries, keys, owner, complain);
    (0,_yaml_js__WEBPACK_IMPORTED_MODULE_3__/* .checkValues */ .Xj)(entries, keys, complain);
    const entryOf = (name) => entries.find(({ key }) => key === name);
    return {
        entryOf,
        parsed: (name, parse) => {
            const text = (0,_yaml_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(entryOf(name), quotes, complain);
            return text && parseText(text, parse, complain);
        },
    };
}
/** Parses a text of YAML. Inside a block, lines are counted from the one below its key; other texts are one line. */
function parseText({ text, line, isBlock }, parse, complain) {
    return parse(text, (complaint) => complain({ ...complaint, line: isBlock ? line + (complaint.line ?? 1) : line }));
}


/***/ }),

/***/ 62370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ EXPECT_FLAGS),
  F: () => (/* binding */ readSmokeTests)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/platforms/names.js
var names = __nccwpck_require__(72740);
// EXTERNAL MODULE: ./lib/platforms/pattern.js
var pattern = __nccwpck_require__(95202);
// EXTERNAL MODULE: ./lib/inputs/parsers.js
var parsers = __nccwpck_require__(3593);
// EXTERNAL MODULE: ./lib/inputs/pattern-map.js
var pattern_map = __nccwpck_require__(56672);
;// CONCATENATED MODULE: ./lib/inputs/words.js

/**
 * Blanks, 'as it is', "with backslashes", a backslash and what it is before, what a shell would replace, anything
 * plain, and what is left.
 */
const PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(`|\$(?:\w+|[{('@*#?$!-]))|(\$|[^\s'"\\|&;<>()`$]+)|([\s\S])/g;
/** The same inside double quotes, where a backslash keeps it from that. */
const REPLACED = /\\[\s\S]|(`|\$(?:\w+|[{(@*#?$!-]))/g;
/**
 * Splits a command into program and arguments as a POSIX shell does (Shell Command Language, 2.2 Quoting). Nothing is
 * expanded: `~` and `*` arrive as they stand. Behind -c a shell of the image reads a text in double quotes.
 *
 * Of our own, because the packages for it leave out what matters here: some take an unclosed quote for text, and
 * none refuses `|`, `>` or `$HOME`, which would become arguments without anybody noticing.
 *
 * @throws InvalidValue for a quote that is not closed, and for what only a shell could carry out
 */
function splitWords(text) {
    const words = [];
    let word;
    let isLineOver = false;
    for (const piece of text.matchAll(PIECE)) {
        const [whole, blanks] = piece;
        // A line that goes on behind a backslash.
        if (whole === '\\\n')
            continue;
        if (blanks === undefined) {
            if (isLineOver)
                throw new errors/* InvalidValue */.h6('it has several lines, which are several commands.', TO_SHELL);
            word = (word ?? '') + meaning(piece, word === undefined && isShellOption(words.at(-1)));
            continue;
        }
        if (word !== undefined)
            words.push(word);
        word = undefined;
        isLineOver = words.length > 0 && (isLineOver || blanks.includes('\n'));
    }
    return word === undefined ? words : [...words, word];
}
const TO_SHELL = `Put it into quotes, or let a shell of the image read it, as in sh -c 'app --version | grep 1'.`;
/** `-c` of a shell, perhaps with other options before it. */
function isShellOption(word = '') {
    return /^-\w*c$/.test(word);
}
const TO_QUOTE = `Put it into single quotes where it is a text, or let a shell of the image read it, as in sh -c 'echo $HOME'.`;
/** What a piece of a word stands for. @param isScript whether it begins a text that a shell of the image reads */
function meaning([whole, , single, double, escaped, replaced, plain], isScript) {
    const found = single ?? escaped ?? plain;
    if (found !== undefined)
        return found;
    const inside = isScript ? [] : (double ?? '').matchAll(REPLACED);
    const unread = replaced ?? [...inside].find(([, name]) => name !== undefined)?.[1];
    if (unread !== undefined)
        throw new errors/* InvalidValue */.h6(`no shell reads the ${unread} in it.`, TO_QUOTE);
    // Inside double quotes a backslash is one, except before these.
    if (double !== undefined)
        return double.replace(/\\([$`"\\\n])/g, (_, next) => (next === '\n' ? '' : next));
    if (whole === '\\')
        throw new errors/* InvalidValue */.h6('it ends with a backslash.', 'Remove it, or write \\\\.');
    if (whole === '"' || whole === "'") {
        const cure = `Close it; a quote that is text is written \\${whole}.`;
        throw new errors/* InvalidValue */.h6(`the quote ${whole} is not closed.`, cure);
    }
    throw new errors/* InvalidValue */.h6(`no shell reads the ${whole} in it.`, TO_SHELL);
}

// EXTERNAL MODULE: ./lib/inputs/yaml.js
var yaml = __nccwpck_require__(23758);
;// CONCATENATED MODULE: ./lib/inputs/smoke-test.js







const KEYS = ['command', 'expect', 'exit-code', 'timeout', 'entrypoint', 'network'];
const FORM = 'Write one command, auto, or platforms with theirs, as in "linux/arm64: app --version", or with "command: app --version" below the platform.';
const QUOTES = 'Write a text; one that begins with [, {, &, *, ! or @ needs quotes.';
const WORDS = 'Write the words with blanks between them, as in uname -m; quotes keep a word together.';
const SO_CALLED = 'A program that is called so stands behind "command:", below a platform.';
/** How every expression is read: ^ and $ stand at the ends of lines. */
const EXPECT_FLAGS = 'm';
/** Longest that a test may take, in seconds. */
const TIMEOUT_LIMIT = 3_600;
const NOTHING = { expect: undefined, 'exit-code': undefined, timeout: undefined, network: '' };
/**
 * Reads `smoke-test`: a command for every platform, or a YAML map; nothing is loaded for a command.
 * @param platforms what is built for; undefined where there is nothing to compare with
 */
async function readSmokeTests(source, platforms, complain) {
    if (!isMap(source))
        return readPlain(source, complain);
    const tree = await (0,yaml/* readYaml */.gM)(source, complain);
    if (tree === undefined)
        return [];
    if (tree.kind !== 'map') {
        complain({ line: tree.line, what: 'this is neither a command nor a map of platforms.', cure: FORM });
        return [];
    }
    return (0,pattern_map/* readPatternMap */.vN)(tree.entries, { form: FORM, keys: KEYS, read: readTest }, platforms, complain);
}
/** One command for every platform; comments may stand before it. */
function readPlain(source, complain) {
    const lines = source.split('\n');
    const first = lines.findIndex((text) => !/^\s*(?:#|$)/.test(text));
    if (first === -1)
        return [];
    const isOnlyLine = first === 0 && !source.trim().includes('\n');
    const parse = (0,parsers/* value */.Uq)(parsePlain, undefined);
    const run = parse(lines.slice(first).join('\n'), (complaint) => complain(isOnlyLine ? complaint : { ...complaint, line: first + 1 }));
    return run === undefined ? [] : [{ ...NOTHING, patterns: [(0,pattern/* parsePattern */.EY)('*')], run, line: first + 1 }];
}
/** No program has a name that ends with a colon, so a first word that does is the platform of a map. */
function isMap(source) {
    const lines = source.split('\n').map((line) => line.trim());
    const first = lines.find((line) => line !== '' && line !== '---' && !line.startsWith('#')) ?? '';
    return /^\{|^(["']?)[^\s"',:]+(?:\s*,\s*[^\s"',:]+)*\1\s*:(?:\s|$)/.test(first);
}
function readTest({ key, value: tree, line }, complain) {
    if (tree.kind === 'list') {
        complain({ line, what: `"${key}" has a list, and a command is one text.`, cure: WORDS });
        return undefined;
    }
    if (tree.kind === 'map')
        return readKeys(tree.entries, complain);
    if (tree.text.trim() === '') {
        complain({ line, what: `"${key}" has no command.`, cure: FORM });
        return undefined;
    }
    return { ...NOTHING, run: (0,pattern_map/* parseText */.r4)(tree, (0,parsers/* value */.Uq)(parseShort, undefined), complain) };
}
function readKeys(entries, complain) {
    const rules = { keys: KEYS, owner: 'a smoke test', quotes: QUOTES };
    const { entryOf, parsed } = (0,pattern_map/* openKeys */.hU)(entries, rules, complain);
    const one = (name, parse) => parsed(name, (0,parsers/* value */.Uq)(parse, undefined));
    const entrypoint = one('entrypoint', (text) => text) ?? '';
    const test = {
        run: one('command', (text) => parseRun(text, entrypoint)) ?? ranAlone(entrypoint),
        expect: one('expect', parseExpected),
        'exit-code': one('exit-code', (text) => parseNumber(text, 0, 255)),
        timeout: one('timeout', (text) => parseNumber(text, 1, TIMEOUT_LIMIT)),
        network: one('network', (text) => text) ?? '',
    };
    for (const name of test.run?.kind === 'auto' ? NOT_WITH_AUTO : []) {
        const entry = entryOf(name);
        if (entry !== undefined)
            complain({ line: entry.line, ...uselessWithAuto(name) });
    }
    for (const problem of [...blankIn(entryOf('entrypoint')), ...emptyIn(entryOf('expect'))])
        complain(problem);
    return test;
}
/** docker takes all of the text for the name of one program. */
function blankIn(entry) {
    if (entry?.value.kind !== 'text' || !/\S\s+\S/.test(entry.value.text))
        return [];
    const what = `"${entry.value.text.trim()}" has a blank, and entrypoint is one program.`;
    const cure = 'Write the rest into command; a program with a blank in its name goes into command, too, in quotes.';
    return [{ line: entry.line, what, cure }];
}
/** Every output has an empty text in it. */
function emptyIn(entry) {
    if (entry?.value.kind !== 'text' || entry.value.isMissing || entry.value.text.trim() !== '')
        return [];
    const cure = 'Write what it must print, or remove expect.';
    return [{ line: entry.line, what: 'expect is empty, which every output fits.', cure }];
}
const NOT_WITH_AUTO = ['entrypoint', 'expect', 'exit-code'];
/** What is said of a key that auto has no use for. */
function uselessWithAuto(name) {
    const what = `${name} has no meaning with the command auto, which knows what must come back.`;
    return { what, cure: `Remove ${name}, or write a command of your own.` };
}
function ranAlone(entrypoint) {
    return entrypoint === '' ? undefined : { kind: 'command', entrypoint, words: [] };
}
/** @throws InvalidValue for a command that is more likely a map, or a list, with a slip */
function parsePlain(text) {
    if (/^-\s/.test(text)) {
        const cure = 'Leave the dashes out, as in "linux/arm64: app --version"; each platform has a line of its own.';
        throw new errors/* InvalidValue */.h6('this is a list.', cure);
    }
    const [, names = '', colon = ''] = /^["']?([^\s"',:]+(?:\s*,\s*[^\s"',:]+)*)["']?\s*(:?)/.exec(text) ?? [];
    if (!names.split(',').some((name) => isLikePlatform(name.trim())))
        return parseShort(text);
    const lacking = colon === '' ? 'a colon and a blank belong behind it' : 'a blank belongs behind the colon';
    const key = names.includes('*') ? `"${names}"` : names;
    const cure = `Write it so: ${key}: app --version. ${SO_CALLED}`;
    throw new errors/* InvalidValue */.h6(`"${names}${colon}" looks like a platform: ${lacking}.`, cure);
}
/** Whether the first word of a command is a platform or a pattern. i386 and x86_64 are programs, too. */
function isLikePlatform(name) {
    if (/^(?:linux|windows)\//i.test(name) || names/* ARCHITECTURES */.Xe.includes(name))
        return true;
    if (!/[/*]/.test(name))
        return false;
    try {
        return (0,pattern/* parsePattern */.EY)(name).text !== '';
    }
    catch (error) {
        if (error instanceof errors/* InvalidValue */.h6)
            return false;
        throw error;
    }
}
/** A command without keys. @throws InvalidValue also for a word that is meant to turn the test off */
function parseShort(text) {
    if (/^(?:false|off|no)$/i.test(text)) {
        const cure = `Write nothing to turn it off, or leave the platform out; an expression that may be false needs || '' at its end. ${SO_CALLED}`;
        throw new errors/* InvalidValue */.h6(`"${text}" would be run as a program.`, cure);
    }
    return parseRun(text);
}
/** The words of a YAML or JSON list. `[` alone is a program, whose arguments have no commas; `[[` is one of busybox. */
const FLOW_LIST = /^\[(?:[^\s[]|\s+(?:"[^"]*"|'[^']*'|[^\s"',]+)\s*,\s)/;
/** @throws InvalidValue for a command that cannot be run as it stands */
function parseRun(text, entrypoint = '') {
    if (text === 'auto')
        return { kind: 'auto' };
    if (entrypoint !== '')
        return { kind: 'command', entrypoint, words: splitWords(text) };
    if (text.toLowerCase() === 'auto')
        throw new errors/* InvalidValue */.h6(`"${text}" is not known.`, 'Did you mean auto?');
    if (FLOW_LIST.test(text))
        throw new errors/* InvalidValue */.h6('a list stands here, and a command is one text.', WORDS);
    const words = splitWords(text);
    const [first = ''] = words;
    if (first === '' || first.startsWith('-')) {
        const cure = `Write the program too, as in app ${first || '--version'}, or name it as entrypoint; that of the image is not used.`;
        throw new errors/* InvalidValue */.h6(`"${text}" has no program.`, cure);
    }
    return { kind: 'command', entrypoint, words };
}
/** An expression with flags behind it, as JavaScript writes them; a path has more slashes, or other letters. */
const WITH_FLAGS = /^(\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/)([dgimsuvy]+)$/s;
/** @throws InvalidValue for an expression that is none, or has flags */
function parseExpected(text) {
    const [, expression, flags] = WITH_FLAGS.exec(text) ?? [];
    if (expression !== undefined) {
        const cure = `Write ${expression} alone; ^ and $ are the ends of a line, and [Aa] is a letter of either case.`;
        throw new errors/* InvalidValue */.h6(`${text} has the flags ${flags}, and no flags are read.`, cure);
    }
    const source = /^\/(.+)\/$/s.exec(text)?.[1];
    if (source === undefined)
        return { kind: 'text', text };
    try {
        new RegExp(source, EXPECT_FLAGS);
    }
    catch (error) {
        const why = (0,errors/* messageOf */.bD)(error).replace(/^.*: /s, '');
        throw new errors/* InvalidValue */.h6(`${text} is no regular expression: ${why}.`, 'Correct it, or leave the slashes out for a plain text.');
    }
    return { kind: 'pattern', source };
}
/** @throws InvalidValue */
function parseNumber(text, least, most) {
    const number = /^\d+$/.test(text) ? Number(text) : -1;
    if (number >= least && number <= most)
        return number;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a whole number from ${least} to ${most}.`, 'Write such a number.');
}


/***/ }),

/***/ 23758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ textsOf),
/* harmony export */   L: () => (/* binding */ checkKeys),
/* harmony export */   Xj: () => (/* binding */ checkValues),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   gM: () => (/* binding */ readYaml)
/* harmony export */ });
/* harmony import */ var _platforms_nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(37378);

/**
 * Reads YAML. The parser is a file of its own in the bundle and is loaded only here: most jobs have no YAML
 * input, and loading it takes longer than reading all the other inputs.
 * @returns undefined after a complaint
 */
async function readYaml(source, complain) {
    const yaml = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 38815, 19));
    const counter = new yaml.LineCounter();
    // failsafe: every scalar is a text, so that a name such as 1 or no stays what was written.
    const options = { lineCounter: counter, schema: 'failsafe', logLevel: 'silent' };
    const document = yaml.parseDocument(source, options);
    const lineOf = (node) => {
        const start = yaml.isNode(node) ? node.range?.[0] : undefined;
        return start === undefined ? 1 : counter.linePos(start).line;
    };
    const problems = aliasProblems(yaml, document, lineOf);
    // What follows a * that was not meant as an alias is only broken by it.
    const found = problems.length > 0 ? problems : syntaxProblems(document, source, counter);
    for (const problem of found)
        complain(problem);
    return found.length > 0 ? undefined : treeOf(yaml, document, lineOf);
}
function treeOf(yaml, document, lineOf) {
    const from = (node) => {
        const line = lineOf(node);
        const found = yaml.isAlias(node) ? node.resolve(document) : node;
        if (yaml.isSeq(found))
            return { kind: 'list', items: found.items.map(from), line };
        if (yaml.isMap(found)) {
            const entries = found.items.map(({ key, value }) => {
                const name = from(key);
                return { key: name.kind === 'text' ? name.text : '', value: from(value), line: lineOf(key) };
            });
            return { kind: 'map', entries, line };
        }
        const text = yaml.isScalar(found) ? String(found.value ?? '') : '';
        const isBlock = yaml.isScalar(node) && node.type === 'BLOCK_LITERAL';
        const isMissing = !yaml.isScalar(found) || (found.type === 'PLAIN' && text === '');
        return { kind: 'text', text, line, isBlock, isMissing };
    };
    return from(document.contents);
}
/** The parser takes an alias for what it is only when it is resolved. */
function aliasProblems(yaml, document, lineOf) {
    const problems = [];
    yaml.visit(document, {
        Alias: (_, alias, parents) => {
            const found = alias.resolve(document);
            const line = lineOf(alias);
            if (found === undefined) {
                const what = `this is no YAML: before *${alias.source} there is no value of that name.`;
                problems.push({ line, what, cure: 'Put a text that begins with * into quotes.' });
            }
            else if (parents.some((parent) => parent === found)) {
                const what = `this is no YAML: *${alias.source} stands inside the value that it stands for.`;
                problems.push({ line, what, cure: 'Write the value out.' });
            }
        },
    });
    return problems;
}
function syntaxProblems(document, source, counter) {
    const lines = source.split('\n');
    return document.errors.map(({ code, message, pos }) => {
        const { line } = counter.linePos(pos[0]);
        const what = `this is no YAML: ${message.split(/ at line |\n/)[0]}.`;
        if (code === 'DUPLICATE_KEY')
            return { line, what, cure: 'Write what belongs to it below one of the two.' };
        return { line, what, cure: syntaxCure(lines[line - 1] ?? '') };
    });
}
function syntaxCure(line) {
    // A map to YAML: {{NAME}} where a value begins, or inside brackets.
    if (line.includes('{{'))
        return 'Put the text with {{ }} into quotes.';
    if (/^\s*[^\s:]+:[^\s:]/.test(line))
        return 'A blank belongs behind the colon.';
    return 'Correct the line, or its indentation.';
}
/** The text of a key, or the texts of its list; blank ones count as not written. */
function textsOf({ key, value }, form, complain) {
    const items = value.kind === 'list' ? value.items : [value];
    return items.flatMap((item) => {
        if (item.kind === 'text')
            return item.text.trim() === '' ? [] : [item];
        complain({ line: item.line, what: `${key} is neither a text nor a list of texts.`, cure: form });
        return [];
    });
}
/** The one text of a key; undefined where there is no such key or its text is blank. */
function textOf(entry, form, complain) {
    if (entry === undefined)
        return undefined;
    const { key, value, line } = entry;
    if (value.kind === 'text')
        return value.text.trim() === '' ? undefined : value;
    complain({ line, what: `${key} is a ${value.kind}, and one text belongs there.`, cure: form });
    return undefined;
}
/** Complains about those of the keys that stand there and say nothing. */
function checkValues(entries, keys, complain) {
    const cure = 'Write one, in quotes where it begins with #, or remove the key; where an expression may be empty, put quotes around it.';
    for (const { key, value, line } of entries.filter((entry) => keys.includes(entry.key))) {
        if (value.kind === 'text' && value.isMissing)
            complain({ line, what: `${key} has no value.`, cure });
    }
}
/** Complains about the keys that `owner`, as in "a node", cannot have. */
function checkKeys(entries, keys, owner, complain) {
    const known = `${owner} can have ${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}.`;
    const sentence = known.charAt(0).toUpperCase() + known.slice(1);
    for (const { key, line } of entries.filter((entry) => !keys.includes(entry.key))) {
        const near = (0,_platforms_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(key.toLowerCase().replaceAll('_', '-'), keys);
        const cure = near === undefined ? sentence : `Did you mean ${near}? ${sentence}`;
        complain({ line, what: `${owner} has no "${key}".`, cure });
    }
}


/***/ }),

/***/ 16413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HP: () => (/* binding */ keys),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   YO: () => (/* binding */ array),
/* harmony export */   ZZ: () => (/* binding */ field),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/**
 * Looks into JSON that came from outside without believing its shape: whatever is not there, or is of
 * another type, is empty.
 */
/** The member of an object; undefined for anything else. */
function field(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
}
/** The names of an object's members; empty for anything else. */
function keys(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
/** The string at a path of members; '' where there is none. */
function text(value, ...path) {
    const found = path.reduce(field, value);
    return typeof found === 'string' ? found : '';
}
/** The array at a path of members; empty where there is none. */
function array(value, ...path) {
    const found = path.reduce(field, value);
    return Array.isArray(found) ? found : [];
}
/** Parses, giving undefined for text that is no JSON. */
function parseJson(source) {
    try {
        return JSON.parse(source);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 9501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BC: () => (/* binding */ shortHash),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   _h: () => (/* binding */ isSha256),
/* harmony export */   mH: () => (/* binding */ openHasher),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);

/** Whether a text is a whole sha256 digest. */
function isSha256(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/**
 * Whether a text is a digest that a blob can be asked for by: it is of one of the two algorithms that image-spec v1.1
 * registers (descriptor.md), and can be part of a path or an address.
 */
function isDigest(text) {
    return isSha256(text) || /^sha512:[0-9a-f]{128}$/.test(text);
}
/** @param like a digest, whose algorithm is used; sha256 where it is left out */
function openHasher(like = 'sha256') {
    const [algorithm = ''] = like.split(':', 1);
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm);
    return {
        update: (bytes) => {
            hash.update(bytes);
        },
        digest: () => `${algorithm}:${hash.digest('hex')}`,
    };
}
/** The digest of bytes, by the algorithm of another digest or by sha256. */
function digestOf(bytes, like) {
    const hasher = openHasher(like);
    hasher.update(bytes);
    return hasher.digest();
}
/** The first hexadecimal digits of a text's sha256: enough to tell a few names apart. */
function shortHash(text, digits) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, digits);
}


/***/ }),

/***/ 15885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GA: () => (/* binding */ answers),
/* harmony export */   Kd: () => (/* binding */ readPlatform),
/* harmony export */   rf: () => (/* binding */ indexDifferences),
/* harmony export */   vY: () => (/* binding */ readIndex)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(16413);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(94325);


const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
/**
 * Reads an image index (manifest list). Attestations are manifests of platform unknown/unknown that name
 * their image by annotation: https://docs.docker.com/build/metadata/attestations/attestation-storage/
 * @returns undefined when the document is no index
 */
function readIndex(bytes) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(bytes);
    if (!Array.isArray((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(document, 'manifests')))
        return undefined;
    const entries = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(document, 'manifests');
    // Engines choose by platform, and would run what has one, whatever else it says of itself.
    const isAttestation = (entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(entry, 'annotations', REFERENCE_TYPE) === 'attestation-manifest' &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(entry, 'platform', 'os') === 'unknown';
    const attestations = entries
        .filter(isAttestation)
        .map((entry) => ({ digest: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(entry, 'digest'), of: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(entry, 'annotations', REFERENCE_DIGEST) }));
    const images = entries
        .filter((entry) => !isAttestation(entry))
        .map((entry) => ({
        platform: readPlatform((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(entry, 'platform')),
        digest: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(entry, 'digest'),
        size: sizeOf(entry),
        saysVariant: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(entry, 'platform', 'variant') !== '',
    }));
    const digests = images.map(({ digest }) => digest);
    const stray = attestations.filter(({ of }) => !digests.includes(of));
    return { images, attestations, entries, strayAttestations: stray.map(({ of }) => of) };
}
function sizeOf(entry) {
    const size = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(entry, 'size');
    return typeof size === 'number' ? size : 0;
}
/** The platform in an image's config, or in a descriptor: both use the same member names. */
function readPlatform(value) {
    return (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformFromParts */ .ig)({
        os: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'os'),
        architecture: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'architecture'),
        variant: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'variant'),
        'os.version': (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'os.version'),
        'os.features': (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(value, 'os.features').filter((feature) => typeof feature === 'string'),
    });
}
/**
 * Whether an image is what was asked for. Windows images bring a version that nobody has to name, or not to its end: the
 * last number of 10.0.20348.1006 is another one each month. Nor has anybody to name their features.
 */
function answers(found, asked) {
    const { osVersion, osFeatures } = asked;
    const isRelease = `${found.osVersion}.`.startsWith(osVersion === '' ? '' : `${osVersion}.`);
    const hasFeatures = osFeatures.length === 0 || osFeatures.join() === found.osFeatures.join();
    return isRelease && hasFeatures && (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .samePlatform */ .my)({ ...found, osVersion, osFeatures }, asked);
}
/** How an index differs from what was asked for; empty when it is complete. */
function indexDifferences(index, asked) {
    const found = index.images.map(({ platform }) => platform);
    const names = found.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg);
    const missing = asked.filter((wanted) => !found.some((platform) => answers(platform, wanted)));
    const extra = found.filter((platform) => !asked.some((wanted) => answers(platform, wanted)));
    return [
        ...missing.map((platform) => `${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg)(platform)} is missing`),
        ...[...new Set(extra.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg))].map((name) => `${name} was not asked for`),
        ...[...new Set(names.filter((name, position) => names.indexOf(name) !== position))].map((name) => `${name} is there more than once`),
        ...index.strayAttestations.map((digest) => `an attestation points at ${digest}, which is not in the index`),
    ];
}


/***/ }),

/***/ 73372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cs: () => (/* binding */ artifactName),
/* harmony export */   DS: () => (/* binding */ artifactPrefix),
/* harmony export */   H3: () => (/* binding */ PREFIX),
/* harmony export */   Pb: () => (/* binding */ SHORT),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   on: () => (/* binding */ readPart),
/* harmony export */   r8: () => (/* binding */ lastAttempts),
/* harmony export */   wY: () => (/* binding */ partLine),
/* harmony export */   x: () => (/* binding */ printPart)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(16413);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(94325);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9501);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(23940);




/** What the names of all artifacts of parts begin with. */
const PREFIX = 'multi-platform-build-part';
/** Characters of a hash that are enough to tell the images and parts of one run apart. */
const SHORT = 12;
/**
 * Which image a part belongs to. Two images of one run may share a repository, so that all names count with their
 * tags; parts and merge are given the same ones.
 */
function identityOf(tags) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)([...new Set(tags.map(_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .withTag */ .Rd))].toSorted().join('\n'), SHORT);
}
/** What the names of the artifacts of one image begin with; no dots, which could make an extension. */
function artifactPrefix(identity) {
    return `${PREFIX}_${identity}_`;
}
/**
 * Name of a part's artifact: image, platforms, attempt of the run and digest. An artifact of the same platforms with a
 * later attempt takes its place; two of one attempt stand beside each other, so that the merge sees both.
 */
function artifactName({ identity, attempt }, platforms, digest) {
    const leg = (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(platforms.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatform */ .Lg).toSorted().join(','), SHORT);
    const short = digest.slice('sha256:'.length).slice(0, SHORT);
    return `${artifactPrefix(identity)}${leg}_${attempt}_${short}`;
}
/** Of all artifacts of an image those that count: for each leg the ones of its last attempt. */
function lastAttempts(names) {
    const read = names.flatMap((name) => {
        const [, leg = '', attempt = ''] = /_([0-9a-f]+)_(\d+)_[0-9a-f]+$/.exec(name) ?? [];
        return leg === '' ? [] : [{ name, leg, attempt: Number(attempt) }];
    });
    const isLast = (one) => read.every(({ leg, attempt }) => leg !== one.leg || attempt <= one.attempt);
    return read.filter(isLast).map(({ name }) => name);
}
function printPart(part) {
    return JSON.stringify({ ...part, platforms: part.platforms.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatform */ .Lg) });
}
/** Reads what `printPart` wrote; undefined for anything else. */
function readPart(source) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(source);
    const texts = (name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO)(document, name).filter((item) => typeof item === 'string');
    try {
        const part = {
            identity: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(document, 'identity'),
            leg: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(document, 'leg'),
            attempt: count((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'attempt')) ?? 1,
            platforms: texts('platforms').map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL),
            digest: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(document, 'digest'),
            size: count((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'size')) ?? 0,
            proofErrors: count((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'proofErrors')),
            // They go into command lines.
            repositories: texts('repositories').map((name) => (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(name).repository),
        };
        const isWhole = part.platforms.length > 0 && part.repositories.length > 0;
        return isWhole && (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha256 */ ._h)(part.digest) ? part : undefined;
    }
    catch {
        return undefined;
    }
}
/** A number of things; undefined for what is none. */
function count(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
/** The value of the output `part`, which the input `parts` takes. */
function partLine({ platforms, digest }) {
    return `${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatforms */ .UR)(platforms)}=${digest}`;
}


/***/ }),

/***/ 52696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PL: () => (/* binding */ withOwnPlatforms),
/* harmony export */   qX: () => (/* binding */ contradiction),
/* harmony export */   ue: () => (/* binding */ chosenAttestations),
/* harmony export */   vT: () => (/* binding */ chosenImages)
/* harmony export */ });
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);
/* harmony import */ var _image_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(15885);


/** The images of a part that are wanted, each with the platform that it is to have. */
function chosenImages(part) {
    return part.platforms.flatMap((platform) => {
        const named = part.reading.images.filter((each) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(each.platform, platform));
        return named.length > 0 ? named : imagesFor(part, platform);
    });
}
/** A part that somebody names, with the platforms of the wanted images as these say them: Windows with its version. */
function withOwnPlatforms(part) {
    const platforms = part.platforms.flatMap((platform) => {
        const own = imagesFor(part, platform).map((image) => image.platform);
        return own.length === 0 ? [platform] : own;
    });
    return { ...part, platforms: (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .distinctPlatforms */ .PC)(platforms) };
}
/** All images that are for a platform, as those for several versions of Windows are; or else one that may be. */
function imagesFor({ reading: { images } }, platform) {
    const exact = images.filter((each) => (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .answers */ .GA)(each.platform, platform));
    const found = exact.length > 0 ? exact : images.filter((each) => mayBe(each, platform)).slice(0, 1);
    return found.map((image) => ({ ...image, platform: entryPlatform(image.platform, platform) }));
}
/** What an image says wins where it says more: Windows images bring a version that nobody has to name. */
function entryPlatform(found, wanted) {
    return (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .answers */ .GA)(found, wanted) ? found : wanted;
}
/**
 * Whether an image can be of the wanted platform: of the same system and architecture, and of the same variant, or
 * made by a tool that writes none.
 */
function mayBe({ platform, saysVariant }, wanted) {
    return ((0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .answers */ .GA)(platform, wanted) || (!saysVariant && (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .answers */ .GA)(platform, { ...wanted, variant: platform.variant })));
}
/** Digests of the attestation manifests of the wanted images. */
function chosenAttestations(part) {
    const digests = chosenImages(part).map(({ digest }) => digest);
    return part.reading.attestations.filter(({ of }) => digests.includes(of)).map(({ digest }) => digest);
}
/** Why an image is not the platform that is named for it; undefined where it is. */
function contradiction({ from, platforms, reading }) {
    const strangers = platforms.filter((wanted) => !reading.images.some((image) => mayBe(image, wanted)));
    if (strangers.length === 0)
        return undefined;
    const found = reading.images.map(({ platform }) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform)).join(', ');
    return `${from} is to be ${strangers.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg).join(', ')}, but what it names is ${found || 'no image'}. No tag has moved.`;
}


/***/ }),

/***/ 23940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   M8: () => (/* binding */ isLocalhost),
/* harmony export */   Q$: () => (/* binding */ HUB),
/* harmony export */   Rd: () => (/* binding */ withTag),
/* harmony export */   T8: () => (/* binding */ splitRepository),
/* harmony export */   W0: () => (/* binding */ splitName),
/* harmony export */   iR: () => (/* binding */ HUB_SERVER),
/* harmony export */   nt: () => (/* binding */ printReference)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77030);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


// The grammar of names: distribution's reference package,
// https://pkg.go.dev/github.com/distribution/reference#section-documentation
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9-]+)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/**
 * Parses an image name with an optional tag.
 * @throws InvalidValue for a digest, an upper-case or otherwise impossible name, or an impossible tag.
 */
function parseReference(text) {
    if (text.includes('@')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" names a digest.`, 'Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is what comes out.');
    }
    if (text.includes('://')) {
        const cure = `Leave the scheme out: write ${text.slice(text.indexOf('://') + 3)}.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not an image name.`, cure);
    }
    // The colon of a host's port is followed by digits and a slash; any other one begins the tag.
    const colon = text.indexOf(':', /^[^/]+:\d+\//.exec(text)?.[0].length ?? 0);
    const repository = colon === -1 ? text : text.slice(0, colon);
    const tag = colon === -1 ? '' : text.slice(colon + 1);
    checkRepository(repository, text);
    if (colon !== -1 && !TAG.test(tag)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${tag}" in "${text}" cannot be a tag.`, 'A tag has up to 128 letters, digits, ".", "_" and "-", and begins with a letter, a digit or "_".');
    }
    return { repository, tag };
}
/** The name as it was written. */
function printReference({ repository, tag }) {
    return tag === '' ? repository : `${repository}:${tag}`;
}
/** A name with the tag that it stands for: docker takes none for `latest`. */
function withTag(reference) {
    return `${reference.repository}:${reference.tag || 'latest'}`;
}
/** Splits a name that nobody has checked, such as an exporter's. */
function splitName(name) {
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon === -1
        ? { repository: name, tag: '' }
        : { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
/** Docker Hub, as image names and configurations have it. */
const HUB = 'docker.io';
/** Where Docker Hub's images are. */
const HUB_SERVER = 'registry-1.docker.io';
/**
 * Splits an image name without tag as docker reads it: a first part that cannot be an owner is the host.
 * @returns the host that is asked, and the name that it knows the repository by
 */
function splitRepository(repository) {
    const slash = repository.indexOf('/');
    const first = repository.slice(0, Math.max(slash, 0));
    const hasHost = /[.:A-Z]/.test(first) || first === 'localhost';
    const path = hasHost ? repository.slice(slash + 1) : repository;
    if (hasHost && first !== HUB && first !== 'index.docker.io')
        return { host: first, path };
    return { host: HUB_SERVER, path: path.includes('/') ? path : `library/${path}` };
}
/**
 * Whether a host, which may have a port, is this machine: then containerd, and so BuildKit and buildx, do not encrypt
 * where nothing is configured (containerd's MatchLocalhost).
 */
function isLocalhost(host) {
    const name = host.replace(/:\d+$/, '');
    return name === 'localhost' || name === '[::1]' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(name) && name.startsWith('127.'));
}
function checkRepository(repository, text) {
    const parts = repository.split('/');
    const first = parts[0] ?? '';
    const hasHost = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
    const path = hasHost ? parts.slice(1) : parts;
    if ((!hasHost || HOST.test(first)) && path.every((part) => COMPONENT.test(part)))
        return;
    const lower = repository.toLowerCase();
    const cure = lower !== repository && lower.split('/').every((part) => COMPONENT.test(part) || HOST.test(part))
        ? `Image names are lower-case: write ${text.replace(repository, lower)}.`
        : 'Write HOST/OWNER/NAME:TAG with lower-case letters, digits, ".", "_" and "-".';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not an image name.`, cure);
}


/***/ }),

/***/ 53143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ planEmulation),
/* harmony export */   jU: () => (/* binding */ emulationProblems),
/* harmony export */   lg: () => (/* binding */ runsHere)
/* harmony export */ });
/* harmony import */ var _platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(45040);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(94325);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(16606);



const EMULATED = _platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .EMULATED_ARCHITECTURES */ .L$.map((arch) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformFromParts */ .ig)({ os: 'linux', architecture: arch }));
/** What `qemu-reset` uninstalls, as docker/setup-qemu-action does. */
const EVERY_EMULATOR = 'qemu-*';
/** Whether RUN steps of this platform work on this machine as it is. */
function runsHere(platform, { engine, handlers }) {
    return (0,_platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .runsOn */ .k8)(platform, engine.platform, handlers);
}
/**
 * What is to be installed: of the platforms that something runs on those that neither the machine nor the builder's
 * nodes run and that have no working handler. undefined when nothing is missing.
 */
function planEmulation(inputs, facts, builder, { steps, tested }) {
    const { qemu } = inputs;
    const isBuiltHere = (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .usesEngineKernel */ .wy)(builder, facts.docker);
    // Emulators here are no use to a builder elsewhere, and without an engine nothing can install them.
    if (qemu === 'off' || facts.engine.version === '' || !(isBuiltHere || tested.length > 0))
        return undefined;
    const isReset = inputs['qemu-reset'];
    const machine = isReset ? withoutEmulators(facts) : facts;
    const lacks = (platform) => (0,_platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .canEmulate */ .U4)(platform) && !runsHere(platform, machine);
    // What nodes on this machine offer they may offer by the emulators that are uninstalled.
    const isOther = (platform) => !isReset && (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .isOffered */ .kd)(platform, builder, facts.docker);
    const asked = typeof qemu === 'string' ? steps : qemu;
    const toBuild = isBuiltHere ? asked.filter((p) => lacks(p) && !isOther(p)) : [];
    const toTest = tested.filter((p) => lacks(p) && isChosen(qemu, p));
    const missing = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctPlatforms */ .PC)([...toBuild, ...toTest]);
    // Only what the build needs must work afterwards: an older image does not bring every emulator there is.
    const names = qemu === 'all' && EMULATED.some(lacks) ? ['all'] : missing.map(({ arch }) => arch);
    if (names.length === 0 && !isReset)
        return undefined;
    const isAuto = qemu === 'auto' && !isReset && toTest.length === 0;
    const plan = emulationPlan(inputs, facts, [...new Set(names)], missing);
    return { ...plan, bundled: isAuto ? bundledFor(missing) : undefined };
}
/** undefined where BuildKit has none for one of the platforms. */
function bundledFor(platforms) {
    const programs = platforms.map(_platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .bundledEmulator */ .aO);
    return programs.every((program) => program !== undefined) ? [...new Set(programs)] : undefined;
}
/** Of a list nothing but its emulators is installed. */
function isChosen(qemu, { arch }) {
    return typeof qemu === 'string' || qemu.some((chosen) => chosen.arch === arch);
}
/** The machine once the reset is done. */
function withoutEmulators({ engine, handlers }) {
    return { engine, handlers: handlers?.filter(({ name }) => !name.startsWith('qemu-')) };
}
function emulationPlan(inputs, facts, names, platforms) {
    const container = `multi-platform-build-${facts.id}-qemu`;
    const image = inputs['qemu-image'];
    const run = ['run', '--rm', '--privileged', '--name', container, image];
    return {
        platforms,
        container,
        image,
        reset: inputs['qemu-reset'] ? [...run, '--uninstall', EVERY_EMULATOR] : undefined,
        install: names.length === 0 ? undefined : [...run, '--install', names.join(',')],
        remoteEngine: facts.docker.isLocal ? undefined : facts.docker.address,
        kept: inputs['qemu-cache-image'] && facts.step.hasCacheService ? keptImage(image, facts) : undefined,
    };
}
/** The same file in every run of this runner: the cache knows what it keeps by its path. */
function keptImage(image, { temp, engine }) {
    const folder = `${temp.replace(/[^/\\]+$/, '')}multi-platform-build-downloads`;
    const platform = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg)(engine.platform).replaceAll('/', '-');
    return { folder, file: `${folder}/qemu-image.tar`, key: `multi-platform-build-qemu-${platform}-${image}` };
}
/** Emulators that were asked for by name where no docker engine is there to install them. */
function emulationProblems(inputs, { engine, docker }, builder) {
    const { qemu } = inputs;
    const isAsked = qemu === 'all' || typeof qemu !== 'string' || inputs['qemu-reset'];
    if (!isAsked || engine.version !== '' || !(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .usesEngineKernel */ .wy)(builder, docker))
        return [];
    return [
        {
            input: 'qemu',
            what: 'docker installs the emulators, and no docker engine is in reach here.',
            cure: 'Set qemu: off, or use a runner with docker.',
        },
    ];
}


/***/ }),

/***/ 41098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AM: () => (/* binding */ plannedNodes),
/* harmony export */   Ol: () => (/* binding */ declaredBy),
/* harmony export */   VJ: () => (/* binding */ NODE_INPUTS),
/* harmony export */   YD: () => (/* binding */ keysOf),
/* harmony export */   b8: () => (/* binding */ builderName),
/* harmony export */   o6: () => (/* binding */ OURS),
/* harmony export */   pQ: () => (/* binding */ nodeSources),
/* harmony export */   tJ: () => (/* binding */ nodeNames),
/* harmony export */   vo: () => (/* binding */ isDeclared)
/* harmony export */ });
/* harmony import */ var _buildx_driver_option_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(34488);
/* harmony import */ var _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(13211);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9501);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(94325);




/** The inputs that describe the nodes. */
const NODE_INPUTS = [
    ...['builder-endpoint', 'builder-platforms', 'driver-opts', 'buildkitd-flags'],
    'nodes',
];
/** The nodes as they were asked for, the first one first. */
function nodeSources(inputs) {
    const first = {
        name: '',
        endpoint: inputs['builder-endpoint'],
        platforms: inputs['builder-platforms'],
        options: inputs['driver-opts'],
        flags: inputs['buildkitd-flags'],
    };
    const further = inputs.nodes.map((node) => ({
        name: node.name,
        endpoint: node.endpoint,
        platforms: node.platforms,
        options: node['driver-opts'],
        flags: node['buildkitd-flags'],
    }));
    return [first, ...further];
}
/** How the names of our builders begin where the user chose none. */
const OURS = 'multi-platform-build-';
/**
 * The name of a builder of our own: the chosen one, or one that only steps of this job have, and of these those alone
 * that ask for the same builder. It is that short for a cluster, where a name has 63 characters.
 */
function builderName(inputs, { job, docker }) {
    const { context, host, buildkitHost } = docker;
    const { driver, 'builder-cleanup': goes, 'keep-state': keepsState } = inputs;
    const settings = {
        ...{ driver, goes, keepsState, context, host, buildkitHost },
        nodes: nodeSources(inputs).map((source, index) => [source, keysOf(inputs, docker, index)]),
        config: configOf(inputs, docker)?.text,
    };
    const key = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(JSON.stringify([job.identity, settings]), 8);
    return inputs['builder-name'] || `${OURS}${job.run}-${key}`;
}
/** The configuration of the daemons: that of the inputs, or else the one that buildx takes by itself. */
function configOf({ buildkitdConfig }, { config, defaultConfig }) {
    return buildkitdConfig ?? config ?? defaultConfig;
}
/** As `buildx` names nodes: in lower case, and what has no name after the builder, with the first free number. */
function nodeNames(builder, sources) {
    const names = [];
    for (const { name } of sources) {
        const free = (number = 0) => {
            const next = `${builder}${number}`.toLowerCase();
            return names.includes(next) ? free(number + 1) : next;
        };
        names.push(name === '' ? free() : name.toLowerCase());
    }
    return names;
}
/** The nodes that the inputs ask for, as they are compared with those of an existing builder. */
function plannedNodes(inputs, facts) {
    const sources = nodeSources(inputs);
    const names = nodeNames(builderName(inputs, facts), sources);
    const takesConfig = !_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[inputs.driver].refuses.some((name) => name === 'buildkitd-config');
    return sources.map((source, index) => ({
        name: names[index] ?? '',
        endpoint: source.endpoint,
        endpoints: reportedEndpoints(inputs, facts.docker, source.endpoint),
        platforms: declaredBy(sources, index),
        options: (0,_buildx_driver_option_js__WEBPACK_IMPORTED_MODULE_2__/* .joinOptions */ .Hd)(source.options),
        keys: keysOf(inputs, facts.docker, index).map(({ option }) => option),
        flags: source.flags,
        config: takesConfig ? configOf(inputs, facts.docker) : undefined,
    }));
}
/** What buildx will report as a node's endpoint; empty where that cannot be foretold. */
function reportedEndpoints(inputs, docker, endpoint) {
    const { reports } = _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[inputs.driver];
    if (reports === 'other')
        return [];
    if (reports === 'endpoint')
        return [endpoint || docker.buildkitHost];
    if (endpoint !== '' && endpoint !== 'default')
        return [endpoint];
    if (docker.hasTls)
        return [];
    const own = docker.host || 'unix:///var/run/docker.sock';
    return [docker.context === 'default' || endpoint === 'default' ? own : docker.context];
}
/** A node takes the platforms it declares from the nodes before it. */
function declaredBy(sources, index) {
    const { platforms = [] } = sources[index] ?? {};
    return platforms.filter((platform) => !isDeclared(platform, sources.slice(index + 1)));
}
function isDeclared(platform, sources) {
    return sources.some(({ platforms }) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .listsPlatform */ .$V)(platforms, platform));
}
/** The variables with TLS material for a node. */
function keysOf(inputs, docker, index) {
    const endpoint = nodeSources(inputs)[index]?.endpoint || docker.buildkitHost;
    if (!_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[inputs.driver].takesKeyFiles || !endpoint.startsWith('tcp://'))
        return [];
    return docker.keys.filter(({ node }) => node === index).toSorted(byOption);
}
function byOption(a, b) {
    return a.option.localeCompare(b.option);
}


/***/ }),

/***/ 16606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ic: () => (/* binding */ declaringNode),
/* harmony export */   JC: () => (/* binding */ takesSeveralOutputs),
/* harmony export */   Mh: () => (/* binding */ byNode),
/* harmony export */   Oi: () => (/* binding */ nodeFor),
/* harmony export */   S2: () => (/* binding */ plannedBuilder),
/* harmony export */   SF: () => (/* binding */ capabilitiesOf),
/* harmony export */   j2: () => (/* binding */ targetBuilder),
/* harmony export */   kd: () => (/* binding */ isOffered),
/* harmony export */   qx: () => (/* binding */ isSpread),
/* harmony export */   wy: () => (/* binding */ usesEngineKernel)
/* harmony export */ });
/* harmony import */ var _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(13211);
/* harmony import */ var _buildx_endpoints_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(59030);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(94325);
/* harmony import */ var _nodes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(41098);
/** The builder that builds, as far as it is known while planning, and what can be asked of it. */




/** The builder that exists, else the one that the inputs ask for. */
function targetBuilder(inputs, facts) {
    return facts.builder === undefined ? plannedBuilder(inputs, facts) : { ...facts.builder, kind: 'existing' };
}
/** The builder that the inputs ask for, whatever exists. */
function plannedBuilder(inputs, facts) {
    const { driver } = inputs;
    const name = (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .builderName */ .b8)(inputs, facts);
    const sources = (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeSources */ .pQ)(inputs);
    const names = (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeNames */ .tJ)(name, sources);
    const nodes = sources.map(({ endpoint, platforms }, index) => {
        const isOnKernel = _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[driver].sharesKernel && (0,_buildx_endpoints_js__WEBPACK_IMPORTED_MODULE_2__/* .sharesEngineKernel */ .sW)(endpoint, facts.docker);
        return {
            name: names[index] ?? '',
            endpoint,
            platforms,
            own: isOnKernel ? facts.engine.platform : undefined,
            settings: { declared: (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .declaredBy */ .Ol)(sources, index) },
        };
    });
    return { kind: 'planned', name, driver, nodes };
}
/** What a build on it may ask for. A driver that is not known here is taken for one that can do everything. */
function capabilitiesOf(builder) {
    const driver = (0,_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverNamed */ .MZ)(builder.driver) ?? _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_DRIVER */ .z$];
    const hasStore = builder.kind === 'planned' || builder.nodes.every(({ hasSnapshots }) => hasSnapshots);
    return hasStore ? driver.capabilities : (driver.capabilitiesWithoutStore ?? driver.capabilities);
}
/**
 * The node that builds a platform, where that is certain: the one that declares it, or else the first one if it can. Of
 * all others only buildx can tell, once it has asked every node, with the emulators of that moment.
 */
function nodeFor(builder, platform) {
    const [first, ...others] = builder.nodes;
    if (first === undefined || others.length === 0)
        return first;
    const own = first.own === undefined ? [] : [first.own];
    return (declaringNode(builder, platform) ??
        ((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .buildsPlatform */ .xh)([...own, ...first.platforms], platform) ? first : undefined));
}
/** What is declared for a node wins over what nodes find out by themselves. */
function declaringNode({ nodes }, platform) {
    return nodes.find(({ settings }) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .buildsPlatform */ .xh)(settings.declared, platform));
}
/**
 * The platforms by the node that they are declared for. Any other stands alone: in one command, buildx keeps to what is
 * declared only where all of its platforms are. What nodes find out by themselves would also change from run to run.
 */
function byNode(builder, targets) {
    if (builder.nodes.length < 2)
        return [targets];
    return [...Map.groupBy(targets, (target) => declaringNode(builder, target) ?? target).values()];
}
/** Whether several nodes may build these platforms together: buildx pushes that with a tag only, and writes no layouts. */
function isSpread(builder, targets) {
    return byNode(builder, targets).length > 1;
}
/** The first BuildKit that takes several outputs: https://github.com/moby/buildkit/releases/tag/v0.13.0 */
const SEVERAL_OUTPUTS = 13;
/** Whether one build can push and write files, too; a node that does not tell its version is taken for a new one. */
function takesSeveralOutputs(builder) {
    if (builder.kind === 'planned')
        return true;
    const minors = builder.nodes.flatMap(({ buildkit }) => /^v?0\.(\d+)\./.exec(buildkit)?.[1] ?? []);
    return minors.every((minor) => Number(minor) >= SEVERAL_OUTPUTS);
}
/** Whether RUN steps of some node are executed by the engine's kernel, the one that emulators are installed in. */
function usesEngineKernel(builder, docker) {
    return builder.nodes.some((node) => isOnEngineKernel(node, builder, docker));
}
function isOnEngineKernel({ endpoint }, { driver }, docker) {
    return ((0,_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverNamed */ .MZ)(driver)?.sharesKernel ?? false) && (0,_buildx_endpoints_js__WEBPACK_IMPORTED_MODULE_2__/* .sharesEngineKernel */ .sW)(endpoint, docker);
}
/**
 * Whether one of the builder's nodes says that it builds this platform. That it was declared for a node on the
 * engine's kernel says nothing: there the kernel decides, and a foreign platform needs its emulator all the same.
 */
function isOffered(platform, builder, docker) {
    return builder.nodes.some((node) => {
        const isDeclared = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .buildsPlatform */ .xh)(node.settings.declared, platform);
        return ((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .buildsPlatform */ .xh)(node.platforms, platform) && !(isDeclared && isOnEngineKernel(node, builder, docker)));
    });
}


/***/ }),

/***/ 95927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o2: () => (/* binding */ withDigests),
/* harmony export */   o6: () => (/* binding */ planJoin),
/* harmony export */   rq: () => (/* binding */ planBuildsJoin)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(16413);
/* harmony import */ var _oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(15885);
/* harmony import */ var _oci_part_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(52696);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(23940);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(94325);





/**
 * How parts become one index, and how its tags are moved. Pure; every part has the images it is to have.
 *
 * Parts that go in as they are are named by their digests, and buildx takes the entries out of them. Where only
 * some images of a part are wanted, or an entry needs another platform than its image says, or than buildx would read from
 * it, each entry is given as a descriptor; buildx then looks for it where the index goes, so that it is brought there first.
 * @param builder whose registry settings buildx takes; '' for those of the default one
 */
function planJoin(parts, publish, builder) {
    if (parts.every(goesInWhole) && (isCopied(parts, publish) || !parts.some(isWrittenOtherwise))) {
        const nameOf = (part, repository) => `${homeOf(part, repository)}@${part.digest}`;
        const copies = publish.repositories.flatMap((repository) => parts.flatMap((part) => carryCommands(part, repository, builder, [part.digest])));
        return { ...joinWhole(parts, publish, builder, nameOf), copies };
    }
    const create = createCommand(publish, named(builder), () => parts.flatMap(descriptors));
    const [first = ''] = publish.repositories;
    const copies = publish.repositories.flatMap((repository) => parts.flatMap((part) => carryCommands(part, repository, builder, wantedDigests(part))));
    const dryRun = create(first, ['--dry-run', '--tag', first]);
    return { copies, index: { dryRun, annotations: publish.annotations }, moves: movesOf(publish, create) };
}
/**
 * The same for the builds of this job, before they have run: each is going to be in every repository, and goes in as
 * it is.
 */
function planBuildsJoin(builds, publish, builder) {
    return joinWhole(builds, publish, builder, ({ number }, repository) => ({ repository, build: number }));
}
/**
 * What `planBuildsJoin` has planned, once the builds have pushed.
 * @param digests by the numbers of the builds
 */
function withDigests({ copies, index, moves }, digests) {
    const fillIn = (command) => command.map((word) => (typeof word === 'string' ? word : referenceOf(word, digests)));
    return {
        copies,
        index: index && { ...index, dryRun: fillIn(index.dryRun) },
        moves: moves.map((move) => ({ ...move, command: fillIn(move.command) })),
    };
}
function referenceOf({ repository, build }, digests) {
    const digest = digests.get(build);
    if (digest === undefined)
        throw new Error(`Build ${build} has no digest.`);
    return `${repository}@${digest}`;
}
/**
 * Joins parts of which every image is wanted, as its entry says. A single one is copied byte for byte, so that its
 * digest stays.
 */
function joinWhole(parts, publish, builder, imageOf) {
    const { annotations, repositories } = publish;
    const isCopy = isCopied(parts, publish);
    const sources = (repository) => parts.map((part) => imageOf(part, repository));
    const common = isCopy ? [AS_IT_IS, ...named(builder)] : named(builder);
    const create = createCommand(publish, common, sources);
    const dryRun = create(repositories[0] ?? '', ['--dry-run']);
    return {
        copies: [],
        index: isCopy ? undefined : { dryRun, annotations },
        moves: movesOf(publish, create),
    };
}
function isCopied(parts, { annotations }) {
    return parts.length === 1 && annotations.length === 0;
}
function createCommand({ annotations }, common, sources) {
    const annotated = annotations.flatMap((annotation) => ['--annotation', annotation]);
    return (repository, flags) => [...CREATE, ...common, ...flags, ...annotated, ...sources(repository)];
}
const CREATE = ['buildx', 'imagetools', 'create'];
/** Without it, a single manifest would be put into a new index. */
const AS_IT_IS = '--prefer-index=false';
/** The builder whose registry settings buildx takes. */
function named(builder) {
    return builder === '' ? [] : ['--builder', builder];
}
/** A command for each repository that has tags. */
function movesOf({ repositories, tags }, create) {
    return repositories.flatMap((repository) => {
        const own = tags.filter((tag) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).repository === repository);
        const flags = own.flatMap((tag) => ['--tag', tag]);
        return own.length === 0 ? [] : [{ repository, tags: own, command: create(repository, flags) }];
    });
}
/** Whether every image of a part is wanted, as the platform that its entry says. */
function goesInWhole(part) {
    const { images } = part.reading;
    return ((0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenImages */ .vT)(part).length === images.length &&
        images.every((image) => part.platforms.some((platform) => (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .answers */ .GA)(image.platform, platform))));
}
/**
 * Whether buildx would write another platform for an image than it has: what its index says, or system, architecture and
 * variant of a manifest's config, without version and features (loadPlatform in v0.36.1, util/imagetools/create.go).
 */
function isWrittenOtherwise({ bytes, reading: { images, entries } }) {
    const isIndex = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readIndex */ .vY)(bytes) !== undefined;
    return images.some(({ digest, platform }) => {
        const entry = entries.find((each) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(each, 'digest') === digest);
        const written = isIndex ? (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readPlatform */ .Kd)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(entry, 'platform')) : (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutRelease */ .U7)(platform);
        return !(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .samePlatform */ .my)(platform, written);
    });
}
/** Where a part is taken from for an index in a repository: from there if it is there. */
function homeOf({ repositories }, repository) {
    return repositories.find((each) => each === repository) ?? repositories[0] ?? repository;
}
/** The wanted entries of a part as descriptors. */
function descriptors(part) {
    const wanted = (0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenImages */ .vT)(part);
    const attestations = (0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenAttestations */ .ue)(part);
    return part.reading.entries.flatMap((entry) => {
        const digest = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(entry, 'digest');
        const image = wanted.find((each) => each.digest === digest);
        if (image !== undefined)
            return [JSON.stringify({ ...asRecord(entry), platform: platformOf(entry, image) })];
        return attestations.some((each) => each === digest) ? [JSON.stringify(entry)] : [];
    });
}
function platformOf(entry, { platform }) {
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(entry, 'platform');
    if ((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .samePlatform */ .my)((0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readPlatform */ .Kd)(own), platform))
        return own;
    const { os, osVersion, osFeatures, arch, variant } = platform;
    return {
        ...{ architecture: arch, os, ...(variant === '' ? {} : { variant }) },
        ...(osVersion === '' ? {} : { 'os.version': osVersion }),
        ...(osFeatures.length === 0 ? {} : { 'os.features': osFeatures }),
    };
}
function asRecord(entry) {
    return typeof entry === 'object' && entry !== null ? entry : {};
}
/** The manifests of a part of which not everything goes into the index. */
function wantedDigests(part) {
    return [...(0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenImages */ .vT)(part).map(({ digest }) => digest), ...(0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenAttestations */ .ue)(part)];
}
/** Brings what a part has into a repository that lacks it, by digests and without a tag. */
function carryCommands(part, repository, builder, digests) {
    if (part.repositories.includes(repository))
        return [];
    const home = homeOf(part, repository);
    return digests.map((digest) => [
        ...[...CREATE, AS_IT_IS, ...named(builder)],
        ...['--tag', `${repository}@${digest}`, `${home}@${digest}`],
    ]);
}


/***/ }),

/***/ 29062:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TP: () => (/* binding */ NOT_HANDED_ON),
/* harmony export */   rC: () => (/* binding */ planPart),
/* harmony export */   rb: () => (/* binding */ planHandOver),
/* harmony export */   ue: () => (/* binding */ legName)
/* harmony export */ });
/* harmony import */ var _oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(73372);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(23940);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(94325);



const NOT_HANDED_ON = 'There is no artifact service here, and no registry is to be used instead, so nothing is handed on by itself: give the output part to the input parts of the job with mode: merge.';
/** Registries that remove what has no tag: Quay does after an hour, which a slow leg may take. */
const REMOVE_UNTAGGED = ['quay.io'];
/**
 * How the parts of an image come from the legs to the job that joins. Pure, and the same for both: they are given the
 * same tags, and are jobs of one run.
 */
function planHandOver({ 'hand-over': asked, tags }, { event, step }) {
    const { server, repository, sha, runId, isRunIdShared, isAct } = event;
    const isKept = tags.every((tag) => !REMOVE_UNTAGGED.includes((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRepository */ .T8)(tag.repository).host));
    // The artifact service of act does not take what is sent to those of GitHub (nektos/act#6022).
    const takesArtifacts = asked === 'artifacts' || (asked === 'auto' && isKept && !isAct);
    if (step.hasArtifactService && takesArtifacts)
        return { by: 'artifact' };
    if (asked === 'artifacts' || runId === '')
        return { by: 'output' };
    const source = `${server}/${repository}`;
    // What an earlier run of another commit has left is told apart by that.
    const id = isRunIdShared && sha !== '' ? `${runId}-${sha.slice(0, 12)}` : runId;
    return { by: 'tag', run: { source, id, isShared: isRunIdShared } };
}
/** What the leg of a matrix hands on. */
function planPart(inputs, facts) {
    const { job, attempt } = facts.event;
    return { identity: (0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(inputs.tags), job, attempt, handOver: planHandOver(inputs, facts) };
}
/** Which leg made a part, for messages. */
function legName({ job, attempt }, platforms) {
    const where = [...(job === '' ? [] : [`job ${job}`]), `attempt ${attempt}`].join(', ');
    return `the leg of ${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatforms */ .UR)(platforms)} (${where})`;
}


/***/ }),

/***/ 82209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  RH: () => (/* binding */ planSmoke),
  TW: () => (/* binding */ pullCommand),
  bU: () => (/* binding */ smokeCommand),
  mB: () => (/* binding */ smokeProblems),
  KC: () => (/* binding */ testedPlatforms)
});

// EXTERNAL MODULE: ./lib/platforms/pattern.js
var pattern = __nccwpck_require__(95202);
// EXTERNAL MODULE: ./lib/platforms/platform.js
var platforms_platform = __nccwpck_require__(94325);
// EXTERNAL MODULE: ./lib/platforms/args.js
var args = __nccwpck_require__(84595);
;// CONCATENATED MODULE: ./lib/platforms/uname.js

/** From the oldest processor on; each runs the programs of those before it. */
const ARM = ['armv5tel', 'armv5tejl', 'armv6l', 'armv7l', 'armv8l'];
/** The first one that may answer for a variant. QEMU says armv7l for v8 too. */
const OLDEST_ARM = new Map([
    ['v5', 'armv5tel'],
    ['v6', 'armv6l'],
    ['v7', 'armv7l'],
    ['v8', 'armv7l'],
]);
const X86 = ['i386', 'i486', 'i586', 'i686'];
/**
 * What `uname -m` may say in a container of the platform; empty where that is not known.
 *
 * - QEMU's user mode tells what it emulates (linux-user/uname.c): one name for each architecture, but of arm that of
 *   the emulated processor, armv7l for every variant unless QEMU_CPU says otherwise, and of 386 the family.
 * - A kernel tells what it is itself. To 32-bit programs of a 64-bit one that is x86_64 or aarch64, and i686 or armv8l
 *   only where the container runtime asks for it by personality(2) (COMPAT_UTS_MACHINE in Linux).
 * - An older variant of arm answers with the name of the newer processor that it runs on.
 *
 * @param machine where the container runs
 */
function unameAnswers(platform, machine) {
    const { os, arch, variant } = platform;
    if (os === 'linux' && arch === 'arm') {
        const names = ARM.slice(ARM.indexOf(OLDEST_ARM.get(variant) ?? 'armv5tel'));
        return machine.arch === 'arm64' ? [...names, 'aarch64'] : names;
    }
    if (os === 'linux' && arch === '386')
        return machine.arch === 'amd64' ? [...X86, 'x86_64'] : X86;
    const { uname } = (0,args/* platformArgs */.x)(platform, undefined);
    return uname === '' ? [] : [uname];
}

// EXTERNAL MODULE: ./lib/plan/builder/emulation.js
var builder_emulation = __nccwpck_require__(53143);
;// CONCATENATED MODULE: ./lib/plan/smoke.js




/** What a test gets that says nothing else: seconds, and docker's --network. */
const DEFAULTS = { timeout: 60, network: 'none' };
/** Which of the platforms are run once they are pushed. */
function testedPlatforms({ smokeTests }, targets) {
    return targets.filter((platform) => settle(smokeTests, platform)?.run !== undefined);
}
/** One test for each platform that something is said for; undefined where nothing is tested. */
function planSmoke(inputs, { id, engine }, targets) {
    if (inputs.smokeTests.length === 0)
        return undefined;
    const tested = testedPlatforms(inputs, targets);
    const tests = tested.flatMap((platform, index) => {
        const container = `multi-platform-build-${id}-smoke-${index + 1}`;
        const settled = settle(inputs.smokeTests, platform);
        return settled === undefined ? [] : [planTest(settled, { platform, container }, engine.platform)];
    });
    return { tests, notRun: targets.filter((platform) => !tested.includes(platform)) };
}
function planTest(settled, named, machine) {
    const { run, expect } = settled;
    const shared = {
        ...named,
        network: settled.network || DEFAULTS.network,
        timeout: settled.timeout ?? DEFAULTS.timeout,
    };
    if (run?.kind === 'command') {
        const { entrypoint, words } = run;
        return { ...shared, entrypoint, words, exitCode: settled['exit-code'] ?? 0, expect };
    }
    const names = unameAnswers(named.platform, machine);
    return {
        ...shared,
        entrypoint: '',
        words: ['uname', '-m'],
        exitCode: 0,
        expect: { kind: 'machine', names },
    };
}
/** undefined where nothing is said for the platform. */
function settle(tests, platform) {
    const [first, ...later] = (0,pattern/* saidFor */.rC)(tests, platform);
    return first && later.reduce(withTest, first);
}
/** What comes back belongs to the command: an entry with a command of its own begins anew. */
function withTest(settled, test) {
    const shared = { timeout: test.timeout ?? settled.timeout, network: test.network || settled.network };
    if (test.run !== undefined)
        return { ...test, ...shared };
    return {
        ...shared,
        run: settled.run,
        expect: test.expect ?? settled.expect,
        'exit-code': test['exit-code'] ?? settled['exit-code'],
    };
}
/**
 * Runs the test in an image. The reference is best that of the platform's own manifest: an engine without containerd's
 * store holds one platform of an index at a time, and tests run side by side.
 */
function smokeCommand(test, reference) {
    const { platform, network, container, entrypoint, words } = test;
    return [
        ...['run', '--rm', '--platform', (0,platforms_platform/* printPlatform */.Lg)(platform), '--network', network, '--name', container],
        // dockerd would keep all output in a file, line by line: seventeen times as slow for a program that prints much.
        ...['--log-driver', 'none', '--entrypoint', entrypoint, reference, ...words],
    ];
}
/** Brings an image before its test, whose time the pull is not to use up. */
function pullCommand({ platform }, reference) {
    return ['pull', '--quiet', '--platform', (0,platforms_platform/* printPlatform */.Lg)(platform), reference];
}
/** Why the tests cannot be run as they were asked for. */
function smokeProblems(inputs, facts, targets, emulation) {
    const { smokeTests } = inputs;
    if (smokeTests.length === 0)
        return [];
    if (facts.engine.version === '')
        return [problem(...NO_ENGINE)];
    const tested = testedPlatforms(inputs, targets);
    const said = targets.flatMap((platform) => {
        const settled = settle(smokeTests, platform);
        return settled === undefined ? [] : [{ name: (0,platforms_platform/* printPlatform */.Lg)(platform), settled }];
    });
    return [
        ...(said.length === 0 && inputs.mode === 'build' ? [nothingTested(targets)] : []),
        ...said
            .filter(({ settled }) => settled.run === undefined)
            .map(({ name }) => problem(`nothing says what to run for ${name}.`, 'Add command: app --version to it.')),
        ...said
            .filter(({ settled }) => isOverdone(settled))
            .map(({ name }) => problem(`expect and exit-code have no meaning for ${name}, whose command is auto.`, 'Remove them, or write a command of its own.')),
        ...tested.filter((platform) => !canRun(platform, facts, emulation)).map(cannotRun),
    ];
}
function problem(what, cure) {
    return { input: 'smoke-test', what, cure };
}
const NO_ENGINE = [
    'docker runs the image, and no docker engine is in reach here.',
    'Use a runner with docker, or remove smoke-test.',
];
function nothingTested(targets) {
    const names = targets.map(platforms_platform/* printPlatform */.Lg).join(', ');
    return problem(`it is for none of the platforms that are built: ${names}.`, 'Correct its platforms.');
}
function isOverdone({ run, expect, 'exit-code': exitCode }) {
    return run?.kind === 'auto' && (expect !== undefined || exitCode !== undefined);
}
function cannotRun(platform) {
    return problem(`${(0,platforms_platform/* printPlatform */.Lg)(platform)} cannot be run on this machine, which has no emulator for it.`, 'Let qemu install one (qemu: auto, or its name in the list), or test the other platforms only, as in "linux/amd64: app --version".');
}
/** Whether the image may run on this machine; where that cannot be known, docker will tell. */
function canRun(platform, facts, emulation) {
    const isInstalled = emulation?.platforms.some(({ os, arch }) => os === platform.os && arch === platform.arch);
    if (isInstalled || (0,builder_emulation/* runsHere */.lg)(platform, facts))
        return true;
    const mayRunArm = platform.arch === 'arm' && facts.engine.platform.arch === 'arm64';
    return platform.os === 'linux' && (facts.handlers === undefined || mayRunArm);
}


/***/ }),

/***/ 84595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ EXPLICIT_ARGS),
/* harmony export */   x: () => (/* binding */ platformArgs)
/* harmony export */ });
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);

/**
 * The names that BuildKit sets by itself, in its order (dockerfile2llb/platform.go of v0.32.2). TARGETSTAGE is
 * another of that list, but comes from the build target.
 */
const EXPLICIT_ARGS = [
    'BUILDPLATFORM',
    'BUILDOS',
    'BUILDOSVERSION',
    'BUILDARCH',
    'BUILDVARIANT',
    'TARGETPLATFORM',
    'TARGETOS',
    'TARGETOSVERSION',
    'TARGETARCH',
    'TARGETVARIANT',
];
const UNKNOWN = { os: '', osVersion: '', osFeatures: [], arch: '', variant: '' };
/** Computes what a build of `target` on `build` may want to know; BUILD* are empty where `build` is not known. */
function platformArgs(target, build) {
    return {
        ...buildKitArgs(target, build ?? UNKNOWN),
        ...goArgs(target),
        ...linuxNames(target),
        ...languageNames(target),
    };
}
/** As BuildKit does it: TARGETPLATFORM has the system's version and features, BUILDPLATFORM has not. */
function buildKitArgs(target, build) {
    return {
        TARGETPLATFORM: (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(target),
        TARGETOS: target.os,
        TARGETOSVERSION: target.osVersion,
        TARGETARCH: target.arch,
        TARGETVARIANT: target.variant,
        BUILDPLATFORM: (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)({ ...build, osVersion: '', osFeatures: [] }),
        BUILDOS: build.os,
        BUILDOSVERSION: build.osVersion,
        BUILDARCH: build.arch,
        BUILDVARIANT: build.variant,
    };
}
/**
 * Platforms have Go's names. A pair that Go has no port for keeps them too: then the compiler says so, while
 * empty ones would silently build for the build platform.
 */
function goArgs({ os, arch, variant }) {
    return {
        GOOS: os === 'wasi' ? 'wasip1' : os,
        GOARCH: arch,
        // Go knows nothing beyond 7, and v8 in 32-bit mode runs that.
        GOARM: arch === 'arm' ? variant.replace('v8', 'v7').replace('v', '') : '',
        GOAMD64: arch === 'amd64' ? variant || 'v1' : '',
        GOARM64: arch === 'arm64' ? goArm64(variant) : '',
        GOPPC64: arch === 'ppc64le' ? variant || 'power8' : '',
        GORISCV64: arch === 'riscv64' ? variant || 'rva20u64' : '',
    };
}
/** Go wants the minor version, and knows v9 up to v9.5 (Go 1.26, internal/buildcfg): newer processors run that. */
function goArm64(variant) {
    if (variant === '')
        return 'v8.0';
    const [major, minor = '0'] = variant.split('.');
    return `${major}.${major === 'v9' ? Math.min(Number(minor), 5) : minor}`;
}
/**
 * Names of Linux distributions and toolchains.
 * - `debian`, `gnu`, `multiarch`: `dpkg-architecture -a ARCH -q DEB_HOST_{ARCH,GNU_TYPE,MULTIARCH}`.
 * - `alpine`: abuild's functions.sh, where Alpine publishes packages for it.
 * - `uname`: what Linux puts into utsname.machine; of MIPS that does not tell the byte order.
 * - `rust`, `rustMusl`: `rustc --print target-list`.
 *
 * arm/v6 is two worlds: Debian's armhf starts at v7, so its packages for v6 are the soft-float armel, while Alpine's
 * armhf is hard-float v6. The glibc names follow Debian, the musl one follows Alpine; mixing them gives programs
 * that do not find their loader.
 */
const LINUX = {
    amd64: {
        debian: 'amd64',
        alpine: 'x86_64',
        uname: 'x86_64',
        gnu: 'x86_64-linux-gnu',
        multiarch: 'x86_64-linux-gnu',
        rust: 'x86_64-unknown-linux-gnu',
        rustMusl: 'x86_64-unknown-linux-musl',
    },
    arm64: {
        debian: 'arm64',
        alpine: 'aarch64',
        uname: 'aarch64',
        gnu: 'aarch64-linux-gnu',
        multiarch: 'aarch64-linux-gnu',
        rust: 'aarch64-unknown-linux-gnu',
        rustMusl: 'aarch64-unknown-linux-musl',
    },
    'arm/v8': {
        debian: 'armhf',
        alpine: 'armv7',
        uname: 'armv8l',
        gnu: 'arm-linux-gnueabihf',
        multiarch: 'arm-linux-gnueabihf',
        rust: 'armv7-unknown-linux-gnueabihf',
        rustMusl: 'armv7-unknown-linux-musleabihf',
    },
    'arm/v7': {
        debian: 'armhf',
        alpine: 'armv7',
        uname: 'armv7l',
        gnu: 'arm-linux-gnueabihf',
        multiarch: 'arm-linux-gnueabihf',
        rust: 'armv7-unknown-linux-gnueabihf',
        rustMusl: 'armv7-unknown-linux-musleabihf',
    },
    'arm/v6': {
        debian: 'armel',
        alpine: 'armhf',
        uname: 'armv6l',
        gnu: 'arm-linux-gnueabi',
        multiarch: 'arm-linux-gnueabi',
        rust: 'arm-unknown-linux-gnueabi',
        rustMusl: 'arm-unknown-linux-musleabihf',
    },
    'arm/v5': {
        debian: 'armel',
        alpine: '',
        uname: 'armv5tel',
        gnu: 'arm-linux-gnueabi',
        multiarch: 'arm-linux-gnueabi',
        rust: 'armv5te-unknown-linux-gnueabi',
        rustMusl: 'armv5te-unknown-linux-musleabi',
    },
    '386': {
        debian: 'i386',
        alpine: 'x86',
        uname: 'i686',
        gnu: 'i686-linux-gnu',
        multiarch: 'i386-linux-gnu',
        rust: 'i686-unknown-linux-gnu',
        rustMusl: 'i686-unknown-linux-musl',
    },
    riscv64: {
        debian: 'riscv64',
        alpine: 'riscv64',
        uname: 'riscv64',
        gnu: 'riscv64-linux-gnu',
        multiarch: 'riscv64-linux-gnu',
        rust: 'riscv64gc-unknown-linux-gnu',
        rustMusl: 'riscv64gc-unknown-linux-musl',
    },
    ppc64le: {
        debian: 'ppc64el',
        alpine: 'ppc64le',
        uname: 'ppc64le',
        gnu: 'powerpc64le-linux-gnu',
        multiarch: 'powerpc64le-linux-gnu',
        rust: 'powerpc64le-unknown-linux-gnu',
        rustMusl: 'powerpc64le-unknown-linux-musl',
    },
    s390x: {
        debian: 's390x',
        alpine: 's390x',
        uname: 's390x',
        gnu: 's390x-linux-gnu',
        multiarch: 's390x-linux-gnu',
        rust: 's390x-unknown-linux-gnu',
        rustMusl: 's390x-unknown-linux-musl',
    },
    loong64: {
        debian: 'loong64',
        alpine: 'loongarch64',
        uname: 'loongarch64',
        gnu: 'loongarch64-linux-gnu',
        multiarch: 'loongarch64-linux-gnu',
        rust: 'loongarch64-unknown-linux-gnu',
        rustMusl: 'loongarch64-unknown-linux-musl',
    },
    mips64le: {
        debian: 'mips64el',
        alpine: '',
        uname: 'mips64',
        gnu: 'mips64el-linux-gnuabi64',
        multiarch: 'mips64el-linux-gnuabi64',
        rust: 'mips64el-unknown-linux-gnuabi64',
        rustMusl: 'mips64el-unknown-linux-muslabi64',
    },
    mips64: {
        debian: 'mips64',
        alpine: '',
        uname: 'mips64',
        gnu: 'mips64-linux-gnuabi64',
        multiarch: 'mips64-linux-gnuabi64',
        rust: 'mips64-unknown-linux-gnuabi64',
        rustMusl: 'mips64-unknown-linux-muslabi64',
    },
    ppc64: {
        debian: 'ppc64',
        alpine: '',
        uname: 'ppc64',
        gnu: 'powerpc64-linux-gnu',
        multiarch: 'powerpc64-linux-gnu',
        rust: 'powerpc64-unknown-linux-gnu',
        rustMusl: 'powerpc64-unknown-linux-musl',
    },
    mipsle: {
        debian: 'mipsel',
        alpine: '',
        uname: 'mips',
        gnu: 'mipsel-linux-gnu',
        multiarch: 'mipsel-linux-gnu',
        rust: 'mipsel-unknown-linux-gnu',
        rustMusl: 'mipsel-unknown-linux-musl',
    },
    mips: {
        debian: 'mips',
        alpine: '',
        uname: 'mips',
        gnu: 'mips-linux-gnu',
        multiarch: 'mips-linux-gnu',
        rust: 'mips-unknown-linux-gnu',
        rustMusl: 'mips-unknown-linux-musl',
    },
};
const linuxByArch = new Map(Object.entries(LINUX));
const NO_LINUX = {
    debian: '',
    alpine: '',
    uname: '',
    gnu: '',
    multiarch: '',
    rust: '',
    rustMusl: '',
};
function linuxNames({ os, arch, variant }) {
    if (os !== 'linux')
        return NO_LINUX;
    return linuxByArch.get(`${arch}/${variant}`) ?? linuxByArch.get(arch) ?? NO_LINUX;
}
/** Rust targets of systems other than Linux (`rustc --print target-list`), for builds that export programs. */
const RUST = new Map([
    ['darwin/amd64', 'x86_64-apple-darwin'],
    ['darwin/arm64', 'aarch64-apple-darwin'],
    ['freebsd/amd64', 'x86_64-unknown-freebsd'],
    ['freebsd/arm64', 'aarch64-unknown-freebsd'],
    ['freebsd/386', 'i686-unknown-freebsd'],
    ['wasi/wasm', 'wasm32-wasip1'],
    ['wasip1/wasm', 'wasm32-wasip1'],
    ['windows/386', 'i686-pc-windows-msvc'],
    ['windows/amd64', 'x86_64-pc-windows-msvc'],
    ['windows/arm64', 'aarch64-pc-windows-msvc'],
]);
/** Node's documentation of process.arch; 64-bit MIPS is not among its values, and big-endian ppc64 has that of ppc64le. */
const NODE = new Map([
    ['amd64', 'x64'],
    ['arm64', 'arm64'],
    ['arm', 'arm'],
    ['386', 'ia32'],
    ['riscv64', 'riscv64'],
    ['ppc64le', 'ppc64'],
    ['ppc64', 'ppc64'],
    ['s390x', 's390x'],
    ['loong64', 'loong64'],
    ['mipsle', 'mipsel'],
    ['mips', 'mips'],
]);
/** Systems that Node runs on, as far as images are built for them. */
const NODE_SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];
function languageNames(platform) {
    const { os, arch } = platform;
    return {
        rust: RUST.get(`${os}/${arch}`) ?? linuxNames(platform).rust,
        node: NODE_SYSTEMS.includes(os) ? (NODE.get(arch) ?? '') : '',
    };
}


/***/ }),

/***/ 45040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L$: () => (/* binding */ EMULATED_ARCHITECTURES),
/* harmony export */   U4: () => (/* binding */ canEmulate),
/* harmony export */   VT: () => (/* binding */ machineOf),
/* harmony export */   aO: () => (/* binding */ bundledEmulator),
/* harmony export */   eQ: () => (/* binding */ parseHandler),
/* harmony export */   ib: () => (/* binding */ isNative),
/* harmony export */   k8: () => (/* binding */ runsOn),
/* harmony export */   tC: () => (/* binding */ emulatorProblem)
/* harmony export */ });
/* unused harmony export handles */
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);

/** Numbers from the gABI's list of EM_ constants, the same as in <elf.h> and in Go's debug/elf. */
const MACHINES = {
    amd64: { class: 64, endian: 'little', elfMachine: 62 },
    arm64: { class: 64, endian: 'little', elfMachine: 183 },
    arm: { class: 32, endian: 'little', elfMachine: 40 },
    '386': { class: 32, endian: 'little', elfMachine: 3 },
    riscv64: { class: 64, endian: 'little', elfMachine: 243 },
    ppc64le: { class: 64, endian: 'little', elfMachine: 21 },
    s390x: { class: 64, endian: 'big', elfMachine: 22 },
    loong64: { class: 64, endian: 'little', elfMachine: 258 },
    mips64le: { class: 64, endian: 'little', elfMachine: 8 },
    mips64: { class: 64, endian: 'big', elfMachine: 8 },
    ppc64: { class: 64, endian: 'big', elfMachine: 21 },
    mipsle: { class: 32, endian: 'little', elfMachine: 8 },
    mips: { class: 32, endian: 'big', elfMachine: 8 },
    ppc: { class: 32, endian: 'big', elfMachine: 20 },
    riscv: { class: 32, endian: 'little', elfMachine: 243 },
    s390: { class: 32, endian: 'big', elfMachine: 22 },
    sparc: { class: 32, endian: 'big', elfMachine: 2 },
    sparc64: { class: 64, endian: 'big', elfMachine: 43 },
    arm64be: { class: 64, endian: 'big', elfMachine: 183 },
    armbe: { class: 32, endian: 'big', elfMachine: 40 },
};
const machineByArch = new Map(Object.entries(MACHINES));
/**
 * Architectures whose emulator the binfmt installer can add: tonistiigi/binfmt, cmd/binfmt/config.go. It calls all of
 * them as Go and BuildKit do.
 */
const EMULATED_ARCHITECTURES = [
    '386',
    'amd64',
    'arm64',
    'arm',
    'riscv64',
    'ppc64le',
    's390x',
    'loong64',
    'mips64le',
    'mips64',
];
/** The ELF identity of a normalised architecture. */
function machineOf(arch) {
    return machineByArch.get(arch);
}
/** Whether the binfmt installer has an emulator for it. QEMU's user mode runs Linux programs only. */
function canEmulate(platform) {
    return platform.os === 'linux' && EMULATED_ARCHITECTURES.some((arch) => arch === platform.arch);
}
/**
 * Whether programs of the platform run on the machine's processor itself.
 *
 * - A variant of the machine's architecture counts as native, also amd64/v4 on a processor that may be too old for
 *   it: no emulator of a processor's own architecture would be used, and BuildKit runs such builds as they are.
 * - linux/386 runs on amd64, as BuildKit counts it.
 * - arm runs on arm of the same or a higher version.
 * - 32-bit arm on arm64 does not count, although BuildKit and containerd's compare.go take it as compatible:
 *   AArch32 is optional in the processor. Neoverse V2 (Graviton4) dropped it (llvm/llvm-zorg#354), Apple's chips and
 *   Cavium ThunderX never had it (pypa/cibuildwheel#2135), and the kernel refuses it on mixed ones (Linux,
 *   Documentation/arch/arm64/asymmetric-32bit.rst). Others, such as Neoverse N1 and N2, have it; there a needless
 *   emulator costs time, while a missing one would cost the build.
 */
function isNative(platform, machine) {
    if (platform.os !== machine.os)
        return false;
    if (platform.arch === '386' && machine.arch === 'amd64')
        return platform.os === 'linux';
    if (platform.arch !== machine.arch)
        return false;
    return platform.arch !== 'arm' || armVersion(platform) <= armVersion(machine);
}
/**
 * Reads one file of /proc/sys/fs/binfmt_misc, as fs/binfmt_misc.c of Linux writes it (bm_entry_read).
 * undefined for entries that go by the name's extension, and for the files `status` and `register`.
 */
function parseHandler(name, text) {
    const [state = '', ...lines] = text.split('\n');
    const fields = new Map(lines.map((line) => fieldOf(line)));
    const interpreter = fields.get('interpreter') ?? '';
    const magic = fields.get('magic') ?? '';
    const mask = fields.get('mask') ?? '';
    const offset = fields.get('offset') ?? '';
    const isWhole = interpreter !== '' && isHex(magic) && /^\d+$/.test(offset);
    const isMask = mask === '' || (isHex(mask) && mask.length === magic.length);
    if (!['enabled', 'disabled'].includes(state) || !isWhole || !isMask)
        return undefined;
    const flags = fields.get('flags:') ?? '';
    return { name, enabled: state === 'enabled', interpreter, flags, magic, mask, offset: Number(offset) };
}
/**
 * Whether the kernel gives programs of that machine to this handler: decided by magic and mask, so that it does not
 * matter whether the emulator is QEMU, Rosetta, box64 or FEX, nor what the entry is called.
 */
function handles(handler, machine) {
    return EXECUTABLE_TYPES.every((type) => matches(handler, elfHeader(machine, type)));
}
/**
 * Why RUN in a container of that platform would not work, as the end of a sentence; undefined where it does.
 * One working handler is enough: of several the kernel takes the youngest, which the files do not tell.
 */
function emulatorProblem(handlers, platform) {
    const name = (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform);
    if (platform.os !== 'linux')
        return `${name} cannot be emulated, only Linux can`;
    const machine = machineOf(platform.arch);
    if (machine === undefined)
        return `no emulator is known for ${name}`;
    const fitting = handlers.filter((handler) => handles(handler, machine));
    const enabled = fitting.filter((handler) => handler.enabled);
    if (enabled.some((handler) => handler.flags.includes('F')))
        return undefined;
    const [handler] = enabled.length > 0 ? enabled : fitting;
    if (handler === undefined)
        return `no emulator for ${name} is registered in binfmt_misc`;
    const emulator = `the emulator for ${name} (${handler.name} in binfmt_misc)`;
    if (!handler.enabled)
        return `${emulator} is disabled`;
    return `${emulator} lacks the F flag, so that containers do not find its interpreter ${handler.interpreter}`;
}
/** Whether programs of the platform run on a machine as it is: natively, or by an emulator that containers find. */
function runsOn(platform, machine, handlers) {
    if (isNative(platform, machine))
        return true;
    return handlers !== undefined && emulatorProblem(handlers, platform) === undefined;
}
/**
 * Emulators that BuildKit's image brings, by the architectures that BuildKit looks for them for: it uses one where the
 * kernel has none (solver/llbsolver/ops/exec_binfmt.go of v0.32.2, and the image's Dockerfile).
 */
const BUNDLED = new Map([
    ['amd64', 'buildkit-qemu-x86_64'],
    ['arm64', 'buildkit-qemu-aarch64'],
    ['arm', 'buildkit-qemu-arm'],
    ['386', 'buildkit-qemu-i386'],
    ['riscv64', 'buildkit-qemu-riscv64'],
    ['ppc64le', 'buildkit-qemu-ppc64le'],
    ['s390x', 'buildkit-qemu-s390x'],
    ['mips64', 'buildkit-qemu-mips64'],
    ['mips64le', 'buildkit-qemu-mips64le'],
]);
/** The program by which BuildKit emulates the platform by itself; undefined where it knows none. */
function bundledEmulator({ os, arch }) {
    return os === 'linux' ? BUNDLED.get(arch) : undefined;
}
/** ET_EXEC and ET_DYN: a distribution has programs of both types. */
const EXECUTABLE_TYPES = [2, 3];
/** An ELF header's size for 64 bits; no handler looks at more. */
const HEADER_SIZE = 64;
/**
 * The header of a program for the machine. What differs between programs is zero; of e_flags too, where MIPS handlers
 * tell the o32 ABI (bit 0x20 clear), which the platforms mips and mipsle have, from n32.
 */
function elfHeader(machine, type) {
    const half = (value) => inOrder([value & 0xff, value >> 8]);
    const inOrder = (bytes) => (machine.endian === 'little' ? bytes : bytes.toReversed());
    const magic = [0x7f, 0x45, 0x4c, 0x46];
    const identity = [machine.class === 64 ? 2 : 1, machine.endian === 'little' ? 1 : 2, 1];
    const padding = new Array(9).fill(0);
    const version = inOrder([1, 0, 0, 0]);
    const known = [...magic, ...identity, ...padding, ...half(type), ...half(machine.elfMachine), ...version];
    return [...known, ...new Array(HEADER_SIZE - known.length).fill(0)];
}
/** The comparison of check_file in fs/binfmt_misc.c; what lies behind the header is unknown and must not count. */
function matches(handler, header) {
    const mask = bytes(handler.mask);
    return bytes(handler.magic).every((wanted, index) => {
        const relevant = mask[index] ?? 0xff;
        const found = header[handler.offset + index];
        return found === undefined ? relevant === 0 : ((found ^ wanted) & relevant) === 0;
    });
}
function bytes(hex) {
    return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
function isHex(text) {
    return /^([0-9a-f]{2})+$/i.test(text);
}
/** `interpreter /usr/bin/qemu-arm` is a name, one space and the rest, which may have spaces. */
function fieldOf(line) {
    const end = line.indexOf(' ');
    return end === -1 ? [line, ''] : [line.slice(0, end), line.slice(end + 1)];
}
function armVersion({ variant }) {
    return Number.parseInt(variant.replace('v', ''), 10);
}


/***/ }),

/***/ 72740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IM: () => (/* binding */ variantsOf),
/* harmony export */   Iz: () => (/* binding */ normaliseSystem),
/* harmony export */   LB: () => (/* binding */ SYSTEMS),
/* harmony export */   MY: () => (/* binding */ isVariant),
/* harmony export */   Xe: () => (/* binding */ ARCHITECTURES),
/* harmony export */   bR: () => (/* binding */ canPair),
/* harmony export */   j1: () => (/* binding */ ARCH_SPELLINGS),
/* harmony export */   nn: () => (/* binding */ isArch),
/* harmony export */   vJ: () => (/* binding */ normaliseArch),
/* harmony export */   yQ: () => (/* binding */ isSystem)
/* harmony export */ });
/**
 * The names that platforms are made of. Normalised as containerd does it (containerd/platforms v1.0.0-rc.4,
 * database.go), because BuildKit labels images and computes TARGET* with that code: whatever we would call
 * differently would be another platform in the published index.
 */
/**
 * Operating systems: containerd's list, plus the two names of WebAssembly that image builds use.
 * The usual ones first, so that of two equally near guesses the likelier wins.
 */
const SYSTEMS = [
    ...['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'wasip1', 'js', 'aix', 'android', 'dragonfly'],
    ...['hurd', 'illumos', 'ios', 'nacl', 'netbsd', 'openbsd', 'plan9', 'solaris', 'zos'],
];
/** Where WebAssembly runs. They have no other architecture, and no other system has this one. */
const WASM_SYSTEMS = ['wasi', 'wasip1', 'js'];
/**
 * Architectures that containerd knows, each with the variants it may have.
 * The variants are those of the OCI image-spec v1.1.1 (image-index.md, "Platform Variants"), which leaves the end
 * of most lists open: for arm64 they are continued as in containerd's compare.go, for the others as in Go's
 * GOAMD64, GOPPC64 and GORISCV64. arm/v5 is not in the spec, but Debian publishes it.
 */
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm64', ['v8', ...minors('v8', 9), 'v9', ...minors('v9', 7)]],
    ['arm', ['v5', 'v6', 'v7', 'v8']],
    ['386', []],
    ['riscv64', ['rva20u64', 'rva22u64', 'rva23u64']],
    ['ppc64le', ['power8', 'power9', 'power10']],
    ['s390x', []],
    ['loong64', []],
    ['mips64le', []],
    ['mips64', []],
    ['ppc64', []],
    ['mipsle', []],
    ['mips', []],
    ['wasm', []],
    ['amd64p32', []],
    ['armbe', []],
    ['arm64be', []],
    ['mips64p32', []],
    ['mips64p32le', []],
    ['ppc', []],
    ['riscv', []],
    ['s390', []],
    ['sparc', []],
    ['sparc64', []],
]);
/** Other names of an architecture. One that fixes the variant overrides a given one, as in containerd. */
const ARCH_ALIASES = new Map([
    ['x86_64', { arch: 'amd64' }],
    ['x86-64', { arch: 'amd64' }],
    ['aarch64', { arch: 'arm64' }],
    ['armhf', { arch: 'arm', variant: 'v7' }],
    ['armel', { arch: 'arm', variant: 'v6' }],
    ['i386', { arch: '386', variant: '' }],
]);
/** Other names of a variant, each after its normalised architecture. */
const VARIANT_ALIASES = new Map([
    ['amd64/v1', ''],
    ['arm64/8', ''],
    ['arm64/v8', ''],
    ['arm64/v8.0', ''],
    ['arm64/9', 'v9'],
    ['arm64/9.0', 'v9'],
    ['arm64/v9.0', 'v9'],
    ['arm/', 'v7'],
    ['arm/5', 'v5'],
    ['arm/6', 'v6'],
    ['arm/7', 'v7'],
    ['arm/8', 'v8'],
]);
/** The normalised architectures, the usual ones first. */
const ARCHITECTURES = [...VARIANTS.keys()];
/** Every name that an architecture may be written with. */
const ARCH_SPELLINGS = [...ARCHITECTURES, ...ARCH_ALIASES.keys()];
/** Lower case, and macos is darwin. */
function normaliseSystem(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
/** Lower case, with aliases resolved; unknown names stay. */
function normaliseArch(arch, variant) {
    const written = arch.toLowerCase();
    const alias = ARCH_ALIASES.get(written);
    const name = alias?.arch ?? written;
    if (alias?.variant !== undefined)
        return { arch: name, variant: alias.variant };
    const lower = variant.toLowerCase();
    return { arch: name, variant: VARIANT_ALIASES.get(`${name}/${lower}`) ?? lower };
}
/** Whether a normalised system is known. */
function isSystem(os) {
    return SYSTEMS.includes(os);
}
/** Whether a normalised architecture is known. */
function isArch(arch) {
    return VARIANTS.has(arch);
}
/** The variants of a normalised architecture, for people to choose from. */
function variantsOf(arch) {
    return VARIANTS.get(arch) ?? [];
}
/** Whether a normalised architecture has that normalised variant; none is always right. */
function isVariant(arch, variant) {
    return variant === '' || variantsOf(arch).includes(variant);
}
/** Whether the two can go together: WebAssembly is the one architecture with systems of its own. */
function canPair(os, arch) {
    return WASM_SYSTEMS.includes(os) === (arch === 'wasm');
}
function minors(major, last) {
    return Array.from({ length: last }, (_, index) => `${major}.${index + 1}`);
}


/***/ }),

/***/ 37378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The candidate that one slip makes of the word, two in a long one; the first of equally near ones. */
function nearest(word, candidates) {
    const allowed = word.length < 6 ? 1 : 2;
    const [best] = candidates
        // Most are ruled out by their length alone.
        .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed)
        .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
        .filter((guess) => guess.distance <= allowed)
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
/** Cheaper than a replacement: amr64 is arm64 with two keys swapped sooner than a mistyped amd64. */
const SWAP = 0.5;
/** Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours. */
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current[column] = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1), swapped ? at(beforeLast, column - 2) + SWAP : Number.POSITIVE_INFINITY);
        }
        beforeLast = last;
        last = current;
    }
    return at(last, b.length);
}
function at(costs, column) {
    return costs[column] ?? Number.POSITIVE_INFINITY;
}


/***/ }),

/***/ 95202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EY: () => (/* binding */ parsePattern),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   rC: () => (/* binding */ saidFor)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _wildcard_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(75845);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(72740);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(37378);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(62014);






const FORM = 'Write a platform in which * stands for any characters, for example linux/arm*.';
/**
 * Reads a platform, in every spelling that `parsePlatform` knows, or a text with stars: `linux/arm*`, `linux/*`, `*`.
 * Beside a star the names must be the normalised ones, because the printed platform is looked at: `linux/x86_64*`
 * fits nothing. `windows/*` leaves Windows with a version out, `windows*` does not.
 *
 * @throws InvalidValue with the pattern that was probably meant, also where no platform there is would fit.
 */
function parsePattern(text) {
    if (!text.includes('*')) {
        const platform = (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(text);
        return { text: (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform), platform };
    }
    if (!/^[\w.*()/-]+$/.test(text))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`pattern "${text}" is malformed.`, FORM);
    const pattern = normalised(text);
    if (fitsAny(pattern))
        return { text: pattern, platform: undefined };
    const guess = guessPattern(pattern);
    const known = `Known operating systems are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB.join(', ')}; known architectures are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.join(', ')}.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`pattern "${text}" fits no platform.`, guess === undefined ? known : `Did you mean ${guess}?`);
}
/** Whether something that is said for the pattern is said for the platform. */
function matches(pattern, platform) {
    return pattern.platform === undefined
        ? (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_3__/* .matchesPieces */ .F6)(pattern.text.split('*'), (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform).toLowerCase())
        : (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(pattern.platform, platform);
}
/** What is said for a platform: for patterns first, so that what is said for it by its name wins. */
function saidFor(said, platform) {
    const matching = said.flatMap((item) => {
        const fitting = item.patterns.filter((pattern) => matches(pattern, platform));
        return fitting.length === 0 ? [] : [{ item, isExact: fitting.some((pattern) => pattern.platform) }];
    });
    const [exact, others] = [matching.filter(({ isExact }) => isExact), matching.filter((m) => !m.isExact)];
    return [...others, ...exact].map(({ item }) => item);
}
function normalised(text) {
    return text.toLowerCase().replace(/\*+/g, '*');
}
/** Whether there is a platform that fits. Versions are free, so that one in the pattern is left out. */
function fitsAny(pattern) {
    const unversioned = normalised(pattern.replace(/^([\w*-]+)\([\w.*-]+\)/, '$1'));
    const pieces = unversioned.split('*');
    return everyName().some((name) => (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_3__/* .matchesPieces */ .F6)(pieces, name));
}
/** Every platform there is, printed, without versions. */
function everyName() {
    const archs = _names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.flatMap((architecture) => ['', ...(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .variantsOf */ .IM)(architecture)].map((variant) => ({ architecture, variant })));
    return _names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB.flatMap((os) => archs
        .filter(({ architecture }) => (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .canPair */ .bR)(os, architecture))
        .map((arch) => (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)((0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .platformFromParts */ .ig)({ os, ...arch }))));
}
/** A pattern near to one that fits nothing. */
function guessPattern(pattern) {
    const [first = '', ...rest] = pattern.split('/');
    if (rest.length === 0) {
        // arm* is no start of a system.
        const system = `${guessSystem(first.replace(/\*$/, ''))}*`;
        return [`*/${pattern}`, `*/${guessArch([pattern])}`, system].find(fitsAny);
    }
    return [`${guessSystem(first)}/${rest.join('/')}`, `${guessSystem(first)}/${guessArch(rest)}`].find(fitsAny);
}
function guessSystem(word) {
    const os = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseSystem */ .Iz)(word);
    return word.includes('*') || (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystem */ .yQ)(os) ? os : ((0,_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(os, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB) ?? os);
}
/** The architecture and perhaps a variant; stars stay where they are, or the words do. */
function guessArch(words) {
    const [name = '', variant = ''] = words;
    const stem = /^([^*]+)\*$/.exec(name)?.[1];
    if (stem !== undefined)
        return `${(0,_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(stem, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe) ?? archNamed(stem)}*`;
    if (!variant.includes('*'))
        return archNamed(words.join('/'));
    return `${(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)((0,_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(name, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe) ?? name, '').arch}/${variant}`;
}
/** What is written for an architecture that was named otherwise; the same text where nothing is near. */
function archNamed(text) {
    const platform = text.includes('*') ? undefined : (0,_suggest_js__WEBPACK_IMPORTED_MODULE_5__/* .suggestion */ .h)(`linux/${text}`);
    return platform === undefined ? text : platform.slice(platform.indexOf('/') + 1);
}


/***/ }),

/***/ 94325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $V: () => (/* binding */ listsPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   Lg: () => (/* binding */ printPlatform),
/* harmony export */   PC: () => (/* binding */ distinctPlatforms),
/* harmony export */   U7: () => (/* binding */ withoutRelease),
/* harmony export */   UR: () => (/* binding */ printPlatforms),
/* harmony export */   ig: () => (/* binding */ platformFromParts),
/* harmony export */   my: () => (/* binding */ samePlatform),
/* harmony export */   xh: () => (/* binding */ buildsPlatform)
/* harmony export */ });
/* harmony import */ var _distinct_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(62279);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(72740);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(62014);




const FORM = 'Write os/arch or os/arch/variant, for example linux/arm64.';
/**
 * Reads `os/arch[/variant]`, `os(version+feature)/arch[/variant]`, or a lone architecture, which means Linux.
 *
 * containerd and buildx take any name and publish it; here an unknown one is refused, because what they would
 * make of `linux/amr64` is an image that no machine ever pulls. They also let the machine decide about `linux`
 * and `local`; a result must not depend on the machine that happened to run the build.
 *
 * @throws InvalidValue with the platform that was probably meant.
 */
function parsePlatform(text) {
    const mistake = mistakeIn(text);
    if (mistake === undefined)
        return understand(text);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InvalidValue */ .h6(mistake.what, severalCure(text) ?? guessCure(text) ?? mistake.cure);
}
/** The platform as people write it, and containerd's FormatAll: linux/arm/v7, windows(10.0.17763+win32k)/amd64. */
function printPlatform({ os, osVersion, osFeatures, arch, variant }) {
    const options = [osVersion, ...osFeatures].map(escapeOption).join('+');
    const system = options === '' ? os : `${os}(${options})`;
    return [system, arch, variant].filter((part) => part !== '').join('/');
}
/** Platforms as an input lists them: linux/amd64,linux/arm/v7. */
function printPlatforms(platforms) {
    return platforms.map(printPlatform).join(',');
}
/** Whether an image for one is an image for the other. */
function samePlatform(a, b) {
    return keyOf(a) === keyOf(b);
}
/** Each platform once, in the order of first mention. */
function distinctPlatforms(platforms) {
    return (0,_distinct_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctBy */ .e)(platforms, keyOf);
}
function keyOf({ os, osVersion, osFeatures, arch, variant }) {
    return JSON.stringify([os, osVersion, osFeatures, arch, variant]);
}
/** Whether a platform is among others. */
function listsPlatform(platforms, platform) {
    return platforms.some((each) => samePlatform(each, platform));
}
/** Without version and features, as buildx calls it: it drops both (v0.36.1, build/opt.go and builder/node.go). */
function withoutRelease(platform) {
    return { ...platform, osVersion: '', osFeatures: [] };
}
/** Whether a builder that lists platforms builds this one. */
function buildsPlatform(listed, platform) {
    return listsPlatform(listed.map(withoutRelease), withoutRelease(platform));
}
/**
 * A platform that somebody else wrote into an index or an image. It is never refused: `unknown/unknown` marks an
 * attestation, and of an image that is already there the true name must be told, however odd.
 */
function platformFromParts(parts) {
    return {
        os: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseSystem */ .Iz)(parts.os),
        osVersion: parts['os.version'] ?? '',
        osFeatures: [...new Set(parts['os.features'] ?? [])].filter((feature) => feature !== '').toSorted(),
        ...(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(parts.architecture, parts.variant ?? ''),
    };
}
function mistakeIn(text) {
    return formMistake(text) ?? nameMistake(text, understand(text));
}
/** What is wrong before any name is looked at. */
function formMistake(text) {
    if (text === '')
        return { what: 'platform "" is empty.', cure: FORM };
    if (text.toLowerCase() === 'local') {
        const what = `platform "${text}" depends on the machine that runs the build.`;
        return { what, cure: 'Name the platform itself, for example linux/amd64.' };
    }
    if (/\s/.test(text))
        return { what: `platform "${text}" contains whitespace.`, cure: FORM };
    const parts = text.split('/').length;
    if (parts > 3)
        return { what: `platform "${text}" has ${parts} parts.`, cure: FORM };
    if (!/^[\w-]+(\((?=.)[\w.-]*(\+[\w.-]+)*\))?(\/[\w.-]+){0,2}$/.test(text)) {
        return { what: `platform "${text}" is malformed.`, cure: FORM };
    }
    return undefined;
}
/** Splits a well-formed text and normalises its names. */
function understand(text) {
    const [first = '', second, third = ''] = text.split('/');
    const [, system = first, options = ''] = /^(.*)\((.*)\)$/.exec(first) ?? [];
    const [osVersion = '', ...features] = options.split('+');
    const release = { osVersion, osFeatures: [...new Set(features)].toSorted() };
    if (second !== undefined) {
        return { os: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseSystem */ .Iz)(system), ...release, ...(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(second, third) };
    }
    const lone = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(system, '');
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isArch */ .nn)(lone.arch) && options === '')
        return { os: 'linux', ...release, ...lone };
    return { os: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseSystem */ .Iz)(system), ...release, arch: '', variant: '' };
}
/** Which of the names is not one. */
function nameMistake(text, { os, arch }) {
    const [system, archName, variantName] = text.split('/');
    if (!(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystem */ .yQ)(os)) {
        const kind = archName === undefined ? 'operating system or architecture' : 'operating system';
        const cure = `Known operating systems are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB.join(', ')}; known architectures are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.join(', ')}.`;
        return { what: `unknown ${kind} "${system}" in platform "${text}".`, cure };
    }
    if (arch === '')
        return { what: `platform "${text}" names no architecture.`, cure: FORM };
    if (!(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isArch */ .nn)(arch)) {
        const cure = `Known architectures are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.join(', ')}.`;
        return { what: `unknown architecture "${archName}" in platform "${text}".`, cure };
    }
    if (!(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .canPair */ .bR)(os, arch)) {
        return { what: `${arch} does not run on ${os} in platform "${text}".`, cure: FORM };
    }
    return variantName === undefined ? undefined : variantMistake(text, archName ?? '', variantName);
}
function variantMistake(text, archName, variantName) {
    const { arch, variant } = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(archName, variantName);
    const asked = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(arch, variantName).variant;
    // armhf fixes v7: containerd makes arm/v7 of armhf/v6, although Alpine and Raspbian call v6 armhf.
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isVariant */ .MY)(arch, asked) && asked === variant)
        return undefined;
    const known = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .variantsOf */ .IM)(arch).join(', ');
    return {
        what: `unknown variant "${variantName}" of ${archName} in platform "${text}".`,
        cure: known === '' ? `${arch} has no variants.` : `Known variants of ${arch} are ${known}.`,
    };
}
/** For several platforms in one text. */
function severalCure(text) {
    const words = text.split(/\s+/).filter((word) => word !== '');
    const several = words.length > 1 && words.every((word) => mistakeIn(word) === undefined);
    return several ? `Separate platforms by commas or lines: ${words.join(',')}` : undefined;
}
/** For a text that is near to a platform. */
function guessCure(text) {
    const closed = text.replace(/\s/g, '');
    const guess = mistakeIn(closed) === undefined
        ? printPlatform(understand(closed))
        : (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__/* .suggestion */ .h)(text.trim().replace(/\s+/g, '/'));
    return guess === undefined ? undefined : `Did you mean ${guess}?`;
}
/** As containerd's FormatAll does it, so that foreign versions print unambiguously. */
function escapeOption(option) {
    return option.replace(/[%+()/]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}


/***/ }),

/***/ 77017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ slugOfPlatform)
/* harmony export */ });
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);

/** A platform in letters, digits and . - alone, for names: linux/arm/v7 is linux-arm-v7. A version may have any characters. */
function slugOfPlatform(platform) {
    return (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform)
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, '-');
}


/***/ }),

/***/ 62014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ suggestion)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(72740);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(37378);


/**
 * What people write for a system where containerd wants another name: process.platform of Node, `uname -s`,
 * distributions.
 */
const MISSPELT_SYSTEMS = new Map([
    ...spelt('darwin', ['mac', 'osx', 'macosx', 'apple']),
    ...spelt('windows', ['win', 'win32', 'win64', 'windows_nt']),
    ...spelt('linux', ['lin', 'linux32', 'linux64', 'gnu', 'alpine', 'debian', 'ubuntu']),
    ...spelt('freebsd', ['bsd']),
    ...spelt('solaris', ['sunos']),
    ...spelt('wasi', ['wasm', 'wasm32', 'wasix']),
]);
/**
 * What people write for an architecture where containerd wants another name: the names of Debian, Node, Docker
 * Official Images, `uname -m` and GNU. A number after the name, as in armv7l or arm32v6, is read separately.
 */
const MISSPELT_ARCHES = new Map([
    ...spelt('amd64', ['x64', 'x8664', 'x86_64_v1', 'amd', 'intel', 'intel64', 'em64t']),
    ...spelt('386', ['x86', 'ia32', 'i486', 'i586', 'i686', '686', 'x32']),
    ...spelt('arm64', ['aarch', 'armv8', 'armv8l', 'armv8a', 'armv8-a', 'arm8', 'm1', 'apple']),
    ...spelt('arm', ['arm32', 'armhfp', 'armv7hl']),
    ...spelt('ppc64le', ['ppc64el', 'powerpc64le', 'ppcle', 'power']),
    ...spelt('ppc64', ['powerpc64']),
    ...spelt('ppc', ['powerpc']),
    ...spelt('mips64le', ['mips64el']),
    ...spelt('mipsle', ['mipsel']),
    ...spelt('riscv64', ['risc-v', 'riscv64gc', 'rv64', 'rv64gc']),
    ...spelt('loong64', ['loongarch64', 'loongarch', 'loong', 'la64']),
    ...spelt('wasm', ['wasm32', 'wasm64', 'webassembly']),
]);
/** Nothing longer is near to a platform, and the patterns below are not made for it. */
const LONGEST = 64;
/**
 * The platform that a wrong text most likely means, as it should be written; undefined where no guess is near.
 * It is only ever shown: what is built for is never guessed.
 */
function suggestion(text) {
    if (text.length > LONGEST)
        return undefined;
    const version = /\(([\w.-]+)/.exec(text)?.[1];
    const words = inOrder(wordsOf(text.replace(/\(.*?\)/g, '')));
    const [first = '', second, third] = words;
    if (second === undefined)
        return alone(first, version);
    const os = exactSystem(first) ?? guessSystem(first);
    const arch = guessArch(second, third);
    return os === undefined || arch === undefined ? undefined : written(os, version, arch);
}
/** The words between slashes; also those of linux-arm64, but not of x86-64. */
function wordsOf(text) {
    const [first = '', ...rest] = text
        .toLowerCase()
        .split(/[/\\]/)
        .map((word) => word.replace(/[^a-z0-9_.:-]/g, ''))
        .filter((word) => word !== '');
    const joined = /^([a-z0-9]+)[-_:.](.+)$/.exec(first);
    if (joined?.[1] !== undefined && joined[2] !== undefined && exactSystem(joined[1]) !== undefined) {
        return [joined[1], joined[2], ...rest];
    }
    return [first, ...rest];
}
/** System first: it is added to arm/v7, and arm64/linux is turned round. */
function inOrder(words) {
    const [first = '', second, ...rest] = words;
    if (second === undefined || exactSystem(first) !== undefined || exactArch(first) === undefined)
        return words;
    return exactSystem(second) === undefined ? ['linux', ...words] : [second, first, ...rest];
}
function alone(word, version) {
    const system = exactSystem(word);
    const arch = system === undefined ? guessArch(word) : undefined;
    if (arch !== undefined)
        return written('linux', version, arch);
    const os = system ?? guessSystem(word);
    return os === undefined ? undefined : written(os, version, { arch: 'amd64', variant: '' });
}
function written(os, version, { arch, variant }) {
    const system = version === undefined ? os : `${os}(${version})`;
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .canPair */ .bR)(os, arch))
        return [system, arch, variant].filter((part) => part !== '').join('/');
    return os === 'wasip1' || os === 'js' ? `${os}/wasm` : 'wasi/wasm';
}
function exactSystem(word) {
    const os = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseSystem */ .Iz)(word);
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isSystem */ .yQ)(os) ? os : MISSPELT_SYSTEMS.get(os);
}
function guessSystem(word) {
    return (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(word, _names_js__WEBPACK_IMPORTED_MODULE_0__/* .SYSTEMS */ .LB);
}
function exactArch(word) {
    const known = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(MISSPELT_ARCHES.get(word) ?? word, '');
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isArch */ .nn)(known.arch))
        return known;
    // armv7l, arm32v6, arm64v8, arm-v7, amd64v3, x86-64-v2
    const [, name = '', number = ''] = /^(.+?)[-_.]?v?(\d+(?:\.\d+)?)[a-z]*$/.exec(word) ?? [];
    const base = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(MISSPELT_ARCHES.get(name) ?? name, '').arch;
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isArch */ .nn)(base) && number !== '' ? withVariant(base, `v${number}`) : undefined;
}
function guessArch(word, variant) {
    const near = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(word, _names_js__WEBPACK_IMPORTED_MODULE_0__/* .ARCH_SPELLINGS */ .j1);
    const arch = exactArch(word) ?? (near === undefined ? undefined : (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(near, ''));
    if (arch === undefined || variant === undefined)
        return arch;
    // arm/64 and x86/64 are one name cut in two.
    return exactArch(word + variant) ?? guessVariant(arch, variant);
}
function guessVariant({ arch }, word) {
    const variants = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .variantsOf */ .IM)(arch);
    if (variants.length === 0)
        return { arch, variant: '' };
    const begun = word.length > 1 ? variants.find((variant) => variant.startsWith(word)) : undefined;
    const number = /\d+(\.\d+)?/.exec(word)?.[0];
    // Never the nearest one: v9 is as near to v5 as to v8.
    return withVariant(arch, begun ?? `v${number}`);
}
function withVariant(arch, variant) {
    const normalised = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(arch, variant);
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isVariant */ .MY)(arch, normalised.variant) ? normalised : undefined;
}
function spelt(right, wrong) {
    return wrong.map((word) => [word, right]);
}


/***/ }),

/***/ 2165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ib: () => (/* binding */ REAL_CLOCK),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   Vr: () => (/* binding */ startRetries),
/* harmony export */   ie: () => (/* binding */ clockOf),
/* harmony export */   wt: () => (/* binding */ poll)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(58500);

/** Time as it is. */
const REAL_CLOCK = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }),
};
/**
 * The clock of a job. Tests name a number in MULTI_PLATFORM_BUILD_PAUSES that every pause is multiplied by, so that
 * they do not wait for what takes half a minute.
 */
function clockOf(env) {
    const factor = Number(env['MULTI_PLATFORM_BUILD_PAUSES'] || 1);
    return { now: REAL_CLOCK.now, sleep: (ms, signal) => REAL_CLOCK.sleep(ms * factor, signal) };
}
/** Does work, and does it again after a failure that may pass. */
async function retry(work, policy) {
    const { pause, recover } = startRetries(policy);
    const { failureOf = () => undefined } = policy;
    for (;;) {
        let result;
        try {
            result = await work();
        }
        catch (error) {
            await recover(error);
            continue;
        }
        const failure = failureOf(result);
        if (failure === undefined || !(await pause(failure)))
            return result;
    }
}
function startRetries(policy) {
    const { pausesMs, isTransient = () => false, pauseAfter = () => 0, clock = REAL_CLOCK } = policy;
    const end = policy.limitMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + policy.limitMs;
    let tries = 0;
    const pause = async (error) => {
        const usual = pausesMs[tries++];
        if (usual === undefined || !isTransient(error))
            return false;
        const pauseMs = Math.max(usual, pauseAfter(error));
        if (clock.now() + pauseMs > end)
            return false;
        policy.onRetry?.(error, pauseMs);
        await clock.sleep(pauseMs);
        return true;
    };
    return {
        pause,
        recover: async (error) => {
            if (!(await pause(error)))
                throw policy.giveUp?.(error, tries) ?? error;
        },
    };
}
/** Milliseconds between two looks. */
const POLL_MS = 500;
/**
 * Looks until what is seen is done, or the time is over.
 * @param look gets the milliseconds that are left
 * @returns what was seen last, done or not
 */
async function poll(look, { limitMs, isDone, clock = REAL_CLOCK }) {
    const end = clock.now() + limitMs;
    for (;;) {
        const seen = await look(Math.max(end - clock.now(), 0));
        if (isDone(seen) || clock.now() + POLL_MS > end)
            return seen;
        await clock.sleep(POLL_MS);
    }
}


/***/ }),

/***/ 62469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ adviceFor)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3102);
/* harmony import */ var _cures_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(47807);
/** What to do about what failed, by what was being done and by the class of its fault. */


/**
 * Addresses of no registry: those are below /v2/, and token servers are asked with a scope. Storage that is reached by
 * a registry's own path is told by its host.
 */
const STORAGE = /(?:GET|HEAD) request to https?:\/\/[^\s/]+\/(?!v2\/)(?!\S*[?&]scope=)|https?:\/\/[^\s/]*(?:blob\.core\.windows|amazonaws|r2\.cloudflarestorage|storage\.googleapis|cloudflare\.docker|pkg-containers\.githubusercontent)\.?[^\s/]*\//;
/** The first row that fits counts. */
const ADVICE = [
    {
        fault: 'rate limit',
        activities: ['pull'],
        advice: ({ host }) => `${host} limits how often it may be asked: log in to it in an earlier step, since a login has a limit of its own, or take the image from a mirror.`,
    },
    {
        fault: 'rate limit',
        advice: ({ host }) => `${host} limits how often it may be asked. Let fewer jobs run at the same time, or give retries a higher number.`,
    },
    {
        fault: 'server error',
        advice: ({ host, status }) => `${host} answers ${status}, whenever it is asked: the fault is there. See whether it is known to be down, and run the job again when it is up; finished steps are cached.`,
    },
    {
        fault: 'stalled',
        advice: () => 'Nothing moved for the time of stall-timeout. See that the registry is up; where it is only slow, give stall-timeout a longer time.',
    },
    {
        fault: 'corrupted',
        advice: ({ host }) => `What ${host} sends is not what it announces, each time: see what stands between (a proxy, a mirror), or whether the image has to be pushed again.`,
    },
    {
        fault: 'content gone',
        activities: ['cache'],
        advice: () => 'The registry has lost a part of the cache: remove it, or name another cache-ref.',
    },
    {
        fault: 'content gone',
        advice: () => 'The registry does not have a part of an image any more that its manifest names: take another tag or digest of the base image, or push that one again.',
    },
    {
        fault: 'builder gone',
        advice: () => 'The docker engine or BuildKit ended while it was needed: it was stopped or restarted, or memory ran out. See the log of the docker engine, or use a runner with more memory.',
    },
    {
        fault: 'immutable',
        activities: ['cache'],
        advice: () => 'The tag of the cache may not be overwritten, which a cache needs: name a repository without such a rule in cache-ref.',
    },
    {
        fault: 'immutable',
        advice: () => 'The tag cannot be overwritten, by a rule of its repository, and running the job again does not change that: push another tag, or let the rule leave this one out.',
    },
    {
        fault: 'unsupported',
        activities: ['cache'],
        advice: () => 'The registry does not take the manifest of a cache: add image-manifest=true,oci-mediatypes=true to cache-to, or choose another cache (gha, inline).',
    },
    {
        fault: 'unsupported',
        advice: () => 'The registry does not take what BuildKit makes of attestations: write provenance: false and sbom: false, or keep them in their older form by outputs: type=registry,oci-artifact=false.',
    },
    {
        fault: 'too large',
        advice: ({ host }) => `${host}, or a server before it, takes less in one request than a layer has: raise its limit (client_max_body_size of nginx), or make the layer smaller.`,
    },
    {
        fault: 'no registry',
        advice: ({ host }) => `A page for people came in place of an image: a proxy, a firewall or a login page answers for ${host}. See that the name of the image is right, and that the builder reaches its registry.`,
    },
    {
        fault: 'unknown host',
        advice: ({ host }) => `There is no address for ${host}: correct the name, or give the builder a name server that knows it (dns in buildkitd-config).`,
    },
    {
        fault: 'untrusted',
        sign: /expired|not yet valid/,
        advice: ({ host }) => `The certificate of ${host} has expired, or the clock is wrong: whoever runs the registry has to renew it; see the time that the error names.`,
    },
    {
        fault: 'untrusted',
        advice: ({ host }) => `The certificate of ${host} is not trusted, or it has none: name its authority (ca), or http = true, in the table registry."HOST" of buildkitd-config.`,
    },
    {
        fault: 'disk full',
        activities: ['files'],
        advice: ({ path }) => `The disk that the result is written to is full${path}: free space on it in an earlier step, or write to another one.`,
    },
    {
        fault: 'disk full',
        sign: /\/v2\/|insufficient storage|answers 507|failed to push/i,
        advice: ({ host }) => `The disk of ${host} is full: whoever runs it has to make room.`,
    },
    {
        fault: 'disk full',
        advice: ({ path }) => `The disk of the builder is full${path}: free disk space in an earlier step, or build fewer platforms in one job.`,
    },
    {
        fault: 'memory',
        advice: () => 'It was killed, which mostly means that memory ran out: use a runner with more memory, build fewer platforms in one job, or let the step do less at the same time.',
    },
    {
        fault: 'refused',
        sign: STORAGE,
        advice: ({ host }) => `It is not the registry that refuses, but the storage that it forwards to: see that proxy and firewall let the builder reach ${host}, and that the clock of this machine is right.`,
    },
    {
        fault: 'quota',
        advice: ({ host }) => `${host} takes no more, by a limit of the account, the project or the plan: delete images there that nobody needs, or raise the limit.`,
    },
    {
        fault: 'blocked',
        advice: ({ host }) => `A firewall or a network rule of ${host} does not let this machine in; a login does not help: allow its address there, or use a runner that is inside.`,
    },
    {
        fault: 'read only',
        activities: ['push', 'cache'],
        advice: ({ host }) => `${host} takes no pushes: it is read-only while it is being maintained, or it is a mirror. Run the job again later, or push to the registry behind it.`,
    },
    {
        fault: 'not yet consistent',
        advice: ({ host }) => `${host} does not know what it has just taken, or two jobs write the same: let one job at a time push there (concurrency), and run the job again.`,
    },
    {
        fault: 'stale login',
        activities: ['pull', 'push', 'cache', 'build'],
        advice: ({ host }) => `${host} does not take the login any more: log in again in an earlier step, with a password or token that is still valid.`,
    },
    {
        // Docker Hub's words for a name that nobody has, as that of an image which an earlier step built.
        fault: 'refused',
        activities: ['pull'],
        sign: /repository does not exist/,
        advice: ({ host }) => `See that the name of the image is right, or log in to ${host} in an earlier step, with an account that may read it. An image that only docker has is found with driver: docker, or once it is pushed to a registry.`,
    },
    {
        fault: 'refused',
        activities: ['pull'],
        advice: ({ host }) => `Log in to ${host} in an earlier step, with an account that may read the image, and see that its name is right: what is not there looks the same.`,
    },
    {
        fault: 'refused',
        activities: ['push'],
        sign: /ghcr\.io|_package\b|organization package/,
        advice: () => "Log in to the registry in an earlier step, with an account that may push to that repository. With the job's own token, give the job permissions: packages: write, and this repository the right to write in the settings of the package.",
    },
    {
        fault: 'refused',
        activities: ['push'],
        advice: () => 'Log in to the registry in an earlier step, with an account that may push to that repository.',
    },
    {
        fault: 'refused',
        activities: ['build'],
        advice: ({ host }) => `Log in to ${host} in an earlier step, with an account that may do this.`,
    },
    {
        fault: 'refused',
        activities: ['cache'],
        advice: () => 'Log in to the registry in an earlier step, with an account that may push the cache, too, or name another cache-ref.',
    },
    {
        fault: 'refused',
        activities: ['fetch'],
        sign: /publickey/,
        advice: () => 'The server takes none of the SSH keys: give the right one in ssh (ssh: default=KEY), or an agent that has it.',
    },
    {
        fault: 'refused',
        activities: ['fetch'],
        advice: ({ host }) => `The sources may not be read without a login: give a token that may in github-token, or as the secret GIT_AUTH_TOKEN.${host === SOME_SERVER ? '' : ` It is ${host} that refuses.`}`,
    },
    {
        fault: 'missing',
        activities: ['pull'],
        advice: ({ host }) => `There is no such image or tag at ${host}: correct its name.`,
    },
    {
        fault: 'missing',
        activities: ['push'],
        advice: ({ host }) => `${host} has no place of that name: correct it, or make the project or repository first, as some registries want it.`,
    },
    {
        fault: 'connection',
        activities: ['files'],
        advice: () => 'The result could not be written, mostly because its disk is full: free space on it in an earlier step, or write to another one.',
    },
    {
        fault: 'connection',
        activities: ['pull', 'push', 'cache'],
        sign: /\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/,
        advice: ({ host }) => `${host} is this machine only to a builder that is in its network: set driver-opts: network=host, or driver: docker, and see that the registry is up.`,
    },
    {
        fault: 'connection',
        advice: ({ host }) => `${host} could not be reached: see that the registry is up, then run the job again; finished steps are cached.`,
    },
];
/** Errors that say by themselves what is missing, whatever their class. */
const BY_ERROR = [
    {
        sign: /target stage .* could not be found/,
        cure: 'Correct target: it must be the name of a stage in the Dockerfile.',
    },
    {
        sign: /no match for platform in manifest/,
        cure: 'The base image has no such platform: choose another base, or drop the platform.',
    },
    {
        sign: /secret \S+: not found/,
        cure: 'The step mounts a secret that the build does not have: give it in secrets, secret-envs or secret-files, or let the mount do without (required=false).',
    },
    {
        sign: /no SSH key .* forwarded|unset ssh forward key/,
        cure: 'The step wants an SSH key that the build does not have: write ssh: default, with an agent that has the key, or ssh: default=KEY.',
    },
];
/** The beginning of a sentence, or the middle of one. */
const SOME_SERVER = 'the registry';
/** What to do; undefined where only the output tells. */
function adviceFor({ activity, error, fault = (0,_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .faultOf */ .K)(error) }) {
    const said = (0,_cures_js__WEBPACK_IMPORTED_MODULE_1__/* .findCure */ .z)(BY_ERROR, [error]);
    if (said !== undefined)
        return said;
    const row = ADVICE.find((each) => each.fault === fault &&
        (each.activities === undefined || each.activities.includes(activity)) &&
        (each.sign === undefined || each.sign.test(error)));
    return row?.advice(namedIn(error)).replace(/^the /, 'The ');
}
function namedIn(error) {
    const [, address] = /https?:\/\/([^\s/"?]+)/.exec(error) ?? [];
    const [, lookedUp] = /lookup (\S+?)(?: on |:)/.exec(error) ?? [];
    const [, pushedTo] = /failed to push ([^\s/]+[.:][^\s/]*)\//.exec(error) ?? [];
    const [, asked] = /\b([a-z0-9.-]+(?::\d+)?) answers \d/.exec(error) ?? [];
    const [status] = /\b[45]\d\d [A-Z][a-z]+(?: [A-Z][a-z-]+)*/.exec(error) ?? [];
    const [, path] = /(\/\S+): (?:no space left|disk quota)/.exec(error) ?? [];
    return {
        host: lookedUp ?? address ?? asked ?? pushedTo ?? SOME_SERVER,
        status: status ?? /\b5\d\d\b/.exec(error)?.[0] ?? 'with an error of its own',
        path: path === undefined ? '' : ` (${path})`,
    };
}


/***/ }),

/***/ 17799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ clock)
/* harmony export */ });
/** Notes when each part of the job runs. */
function clock() {
    const begin = Date.now();
    const phases = [];
    const timed = async (name, part) => {
        const start = Date.now() - begin;
        try {
            return await part();
        }
        finally {
            phases.push({ name, start, end: Date.now() - begin });
        }
    };
    return { phases, timed };
}


/***/ }),

/***/ 47807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ findCure)
/* harmony export */ });
/** The advice of the first entry whose sign is in a line. */
function findCure(cures, lines) {
    return cures.find(({ sign }) => lines.some((line) => sign.test(line)))?.cure;
}


/***/ }),

/***/ 92497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ makeFolder),
/* harmony export */   k: () => (/* binding */ dropFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(57390);



/**
 * Makes a folder of ours in RUNNER_TEMP, which post removes.
 * @param name what post knows it by
 * @throws Failure where RUNNER_TEMP is not a folder to write in
 */
function makeFolder(name, path) {
    (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .remember */ .kY)(name, path);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(path, { recursive: true, mode: 0o700 });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`RUNNER_TEMP: the folder ${path} could not be made: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}.`, 'See that RUNNER_TEMP names a folder in which this user may write, and that the disk is not full.');
    }
}
/** Removes a folder of ours before the job ends. Where that does not work post does it, and says so where it cannot. */
function dropFolder(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
    }
    catch {
        // What is in it is of no use any more, but does no harm.
    }
}


/***/ }),

/***/ 80270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $S: () => (/* binding */ countOthers),
/* harmony export */   PN: () => (/* binding */ isHeldBuilder),
/* harmony export */   qq: () => (/* binding */ noteMade),
/* harmony export */   se: () => (/* binding */ holdBuilder)
/* harmony export */ });
/* unused harmony exports leaveBuilder, isNote, sweepBuilders */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/* harmony import */ var _docker_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(68721);
/* harmony import */ var _facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(73876);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(16413);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2165);
/* harmony import */ var _runner_extras_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(37367);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(57390);
/**
 * Which jobs on this machine use which builder of ours. Each step has a note, a file beside buildx's builders and so of the
 * same user. A builder is removed by the last one that uses it, and the notes of jobs that were killed tell what they made.
 */








/** The longest that a job may take: 5 days, on a self-hosted runner (docs.github.com, "Actions limits"). */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60_000;
/**
 * How long ago a job that is gone must have made something before others remove it. Where the runner's worker is not the
 * parent of its steps, a job looks as if it were gone while it runs.
 */
const LONG_GONE_MS = (/* unused pure expression or super */ null && (6 * 60 * 60_000));
/**
 * Says to other jobs that this step uses a builder from here on. To be called before looking whether it is there: a
 * job that is just removing it is waited for.
 */
async function holdBuilder(env, name) {
    const path = notePath(env, name);
    if (path !== undefined)
        await noting(() => locked((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), async () => writeNote(path)));
}
/** Whether a step said that it uses this builder, and has not left it. */
function isHeldBuilder(env, name) {
    const path = notePath(env, name);
    return path !== undefined && namesIn((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)).length > 0;
}
/** Says what of a builder there will be to remove; undefined for nothing. To be called before it is made. */
async function noteMade(env, name, made) {
    const path = notePath(env, name);
    if (path !== undefined)
        await noting(async () => writeNote(path, made));
}
/** A step does without its note: its own post step knows from the state what there is to do. */
async function noting(write) {
    await (0,_runner_extras_js__WEBPACK_IMPORTED_MODULE_2__/* .tryExtra */ .m4)('other jobs', undefined, write);
}
/** How many other steps on this machine use a builder, as far as they say so. */
function countOthers(env, name) {
    const path = notePath(env, name);
    if (path === undefined)
        return 0;
    return readNotes((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)).filter((note) => note.path !== path && isHeld(note)).length;
}
/**
 * Leaves a builder; nobody begins to use it meanwhile.
 * @param held path of this step's note
 * @param work tells whether nothing is left of what was made; if so or where others use it, the note goes
 */
async function leaveBuilder(held, work) {
    const folder = dirname(held);
    await locked(folder, async () => {
        const notes = readNotes(folder);
        const others = notes.filter((note) => note.path !== held && isHeld(note)).length;
        const made = madeIn(notes);
        const isDone = await work({ others, made });
        if (others > 0) {
            if (made !== undefined)
                writeFileSync(join(folder, LEFT), JSON.stringify({ made }));
            rmSync(held, { force: true });
        }
        else if (isDone)
            rmSync(folder, { recursive: true, force: true });
    });
}
/** Whether a path is that of a note. */
function isNote(path) {
    const jobs = dirname(dirname(path));
    return basename(jobs) === JOBS && basename(dirname(jobs)) === NOTES;
}
/** Removes what jobs made that are long gone. @param work tells whether nothing is left of it */
async function sweepBuilders(env, work) {
    const jobs = join(buildxFolder(env), NOTES, JOBS);
    const abandoned = namesIn(jobs)
        .map((name) => join(jobs, name))
        .filter((folder) => readNotes(folder).every(isLongGone));
    await Promise.all(abandoned.slice(0, MOST_SWEPT).map((folder) => sweep(folder, work)));
}
/** Builders that one job removes for others at most: it has its own work to do. */
const MOST_SWEPT = 4;
async function sweep(folder, work) {
    await locked(folder, async () => {
        const notes = readNotes(folder);
        // Another job may have begun to use it, or swept it.
        if (!notes.every(isLongGone))
            return;
        const made = madeIn(notes);
        if (made === undefined || (await work(made)))
            rmSync(folder, { recursive: true, force: true });
    });
}
function isHeld({ job, isReadable, age }) {
    const life = job === undefined ? (isReadable ? 'gone' : 'unknown') : (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .lifeOf */ .c_)(job);
    return life === 'runs' || (life === 'unknown' && age < LONGEST_JOB_MS);
}
function isLongGone(note) {
    return !isHeld(note) && note.age > LONG_GONE_MS;
}
function madeIn(notes) {
    return notes.find(({ made }) => made !== undefined)?.made;
}
// multi-platform-build/jobs/BUILDER/STEP is a note, multi-platform-build/locks/BUILDER a lock.
const NOTES = 'multi-platform-build';
const JOBS = 'jobs';
const LOCKS = 'locks';
/** The note of a step that left what it made to others. */
const LEFT = 'left';
/** This step's note about a builder; undefined for a name that buildx does not take (ValidateName of its store). */
function notePath(env, name) {
    if (!/^[a-z][a-z0-9._-]*$/i.test(name))
        return undefined;
    const { pid, started } = (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .readSelf */ .LG)();
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .buildxFolder */ .j)(env), NOTES, JOBS, name.toLowerCase(), `${pid}-${started}`);
}
function writeNote(path, made) {
    (0,_state_js__WEBPACK_IMPORTED_MODULE_5__/* .remember */ .kY)('held', path);
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    // Whole or not at all: others may be reading it.
    const fresh = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), '..', (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(fresh, JSON.stringify({ job: (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .printJob */ .$Y)((0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .readJob */ .cd)()), made }), { mode: 0o600 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(fresh, path);
}
function readNotes(folder) {
    return namesIn(folder).map((name) => readNote((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)));
}
function readNote(path) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(readText(path));
    const job = (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJob */ .JN)((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)(value, 'job'));
    const age = Date.now() - ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return { path, job, isReadable: value !== undefined, made: parseMade((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)(value, 'made')), age };
}
function parseMade(value) {
    const [builder, nodes] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(value, 'builder'), (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(value, 'nodes')];
    if (builder === '')
        return undefined;
    return { builder, nodes, keepsState: (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(value, 'keepsState'), context: (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(value, 'context') };
}
/** How long another step is waited for that removes a builder, or looks whether it may. */
const LOCKED_MS = 2 * 60_000;
/** Does something that only one step may do at a time with a builder. One that takes too long is no reason to wait for ever. */
async function locked(folder, work) {
    const lock = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)), LOCKS, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder));
    const taken = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_7__/* .poll */ .wt)(async () => takeLock(lock), {
        limitMs: LOCKED_MS,
        isDone: (found) => found !== 'busy',
    });
    try {
        return await work();
    }
    finally {
        if (taken === 'ours')
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(lock, { force: true });
    }
}
/** `none` where the disk takes no lock: what is to be undone is undone all the same. */
function takeLock(lock) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(lock), { recursive: true, mode: 0o700 });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(lock, JSON.stringify({ job: (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .printJob */ .$Y)((0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .readSelf */ .LG)()) }), { flag: 'wx', mode: 0o600 });
        return 'ours';
    }
    catch (error) {
        if ((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)(error, 'code') !== 'EEXIST')
            return 'none';
        const { job, age } = readNote(lock);
        const isLeft = job === undefined || (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .lifeOf */ .c_)(job) === 'unknown' ? age > LOCKED_MS : (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_3__/* .lifeOf */ .c_)(job) === 'gone';
        if (isLeft)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(lock, { force: true });
        return 'busy';
    }
}
function namesIn(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
    }
    catch {
        return [];
    }
}
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 6910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LZ: () => (/* binding */ saveState),
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   Oh: () => (/* binding */ startGroup),
/* harmony export */   Pq: () => (/* binding */ setSecret),
/* harmony export */   Sy: () => (/* binding */ writeSummary),
/* harmony export */   fM: () => (/* binding */ addPath),
/* harmony export */   fz: () => (/* binding */ annotate),
/* harmony export */   uH: () => (/* binding */ setOutput)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(76760);
/* harmony import */ var _node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(89635);
/* harmony import */ var _node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(82902);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(452);
/**
 * The runner's protocol: commands on stdout, files for outputs and state.
 *
 * The three modules are taken from inside @actions/core, because its main module loads an HTTP client for
 * OIDC tokens at once: 60 ms at every start of main and of post, for something we never use. The lock file
 * pins their version, and the type check tells when they move.
 */




/**
 * Sets an output of the step; it may have several lines.
 * @throws Failure where the runner's file cannot be written
 */
function setOutput(name, value) {
    fileCommand('OUTPUT', name, value);
}
/**
 * Keeps a value for the post step. Written at once, so that it is there even when this process is killed.
 * @throws Failure where the runner's file cannot be written
 */
function saveState(name, value) {
    fileCommand('STATE', name, value);
}
/** Makes the runner show stars instead of a value, from here on. */
function setSecret(value) {
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .L)('add-mask', {}, value);
}
/** Puts a folder before the others in PATH, for the steps after this one. */
function addPath(folder) {
    writeRunnerFile('PATH', folder);
}
/**
 * Adds text to the job's summary page.
 * @throws Failure where the runner's file cannot be written
 */
function writeSummary(markdown) {
    writeRunnerFile('STEP_SUMMARY', markdown);
}
/**
 * Shows a message at the step and on the run's page, and at a line of a file where one is to blame. GitHub knows files by
 * their paths in the repository, without a leading `./`; the runner cuts off the workspace.
 */
function annotate(severity, message, place) {
    const properties = place === undefined ? {} : { ...place, file: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(place.file) };
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .L)(severity, properties, message.replaceAll('##[', '## ['));
}
function startGroup(name) {
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .L)('group', {}, name);
}
function endGroup() {
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .L)('endgroup', {}, '');
}
function fileCommand(file, name, value) {
    writeRunnerFile(file, (0,_node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_2__/* .prepareKeyValueMessage */ .v)(name, value));
}
// Outside a runner (a shell, a demo) there are no files; what would be written there is shown in the log anyway.
function writeRunnerFile(file, text) {
    const path = process.env[`GITHUB_${file}`];
    if (!path)
        return;
    try {
        (0,_node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueFileCommand */ .n)(file, text);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`GITHUB_${file}: the runner's file ${path} could not be written: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}.`, 'See that the disk is not full and that earlier steps left the file as it was.');
    }
}


/***/ }),

/***/ 37367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S0: () => (/* binding */ addSummary),
/* harmony export */   lp: () => (/* binding */ tellLack),
/* harmony export */   m4: () => (/* binding */ tryExtra)
/* harmony export */ });
/* unused harmony export EXTRAS */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6910);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(93188);
/**
 * What a job has beside its work, and can do without: where one of these fails, that is a warning, and the job goes on.
 * docs/troubleshooting.md has the same rows.
 */



/** What failed, as the beginning of a sentence, and what is done without it, as the end of one. */
const EXTRAS = {
    cache: ['The build cache could not be used', 'the job goes on without it'],
    'local cache': ['The folder of the local cache could not be replaced', 'what was there before stays'],
    'buildx cache': ['The cache of GitHub Actions could not be used for buildx', 'buildx is downloaded'],
    'image cache': ['The cache of GitHub Actions could not be used for qemu-image', 'docker pulls the image'],
    'tool cache': ["The runner's tool cache could not be used for buildx", 'it is kept for this job only'],
    layout: ['The layout on disk could not be used', 'the proof reads the image from the registry'],
    proof: ['The output proof could not be set', 'the errors of the proof are told nevertheless'],
    'other jobs': [
        'Other jobs on this machine are not told of the builder',
        'the one that ends first may remove it',
    ],
    summary: ["The job's summary could not be written", 'all that is in it is in the log, too'],
};
/** Warns that the job goes on without something, also while somebody else's output is quoted. */
function tellLack(extra, why) {
    const [what, instead] = EXTRAS[extra];
    (0,_log_js__WEBPACK_IMPORTED_MODULE_0__/* .aside */ .HU)(() => (0,_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .annotate */ .fz)('warning', `${what}: ${why.trim().replace(/\.$/, '')}; ${instead}.`));
}
/**
 * Does something that the job can do without.
 * @param instead what there is in its place where it fails
 * @throws Cancelled only
 */
async function tryExtra(extra, instead, work) {
    try {
        return await work();
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isCancelled */ .mm)(error))
            throw error;
        tellLack(extra, (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error));
        return instead;
    }
}
/** Adds text to the job's summary page. */
function addSummary(markdown) {
    try {
        (0,_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .writeSummary */ .Sy)(markdown);
    }
    catch (error) {
        tellLack('summary', (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error));
    }
}


/***/ }),

/***/ 93188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HU: () => (/* binding */ aside),
/* harmony export */   Os: () => (/* binding */ group),
/* harmony export */   Vk: () => (/* binding */ textPieces),
/* harmony export */   aY: () => (/* binding */ whenWritten),
/* harmony export */   cv: () => (/* binding */ say),
/* harmony export */   ns: () => (/* binding */ openQuote),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* unused harmony export inert */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(46193);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6910);
/**
 * What is shown in the log. The runner obeys `::command::` at the start of a line and `##[command]` anywhere
 * in one, and takes a lone CR for a new line, so text that a build or a registry wrote must never get to it
 * as it is.
 */



/** Longest line kept in memory; the log itself gets it whole. */
const LINE_LIMIT = 4_096;
/** Shows a line of our own; line ends inside it become blanks, so that nothing in it can begin a line. */
function say(line = '') {
    process.stdout.write(`${inert(line.replace(/[\r\n]+/g, ' '))}\n`);
}
/**
 * Shows lines under a name that the log page folds, with the runner's commands switched off around them: what
 * users, builders and registries wrote is part of almost every line.
 */
function group(name, lines) {
    (0,_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .startGroup */ .Oh)(inert(name));
    const { write, end } = openQuote();
    write(lines.join('\n'));
    end();
    (0,_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .endGroup */ .N4)();
}
/** Takes the runner's legacy marker apart and makes a lone CR a line end. */
function inert(text) {
    // A real space: the runner searches with rules of a language, which pass over characters of no width.
    return text.replace(/\r(?!\n)/g, '\n').replaceAll('##[', '## [');
}
/** The quote that is open, which lines and commands of our own must not fall into. */
let open;
/** What is to be said between two lines of the quote. */
const waiting = [];
/**
 * Says something, or gives the runner a command, while somebody else's output may be quoted: between two of its lines,
 * with the runner's commands switched on.
 */
function aside(give) {
    waiting.push(give);
    giveWaiting();
}
function giveWaiting() {
    if (waiting.length === 0 || open?.atLineStart === false)
        return;
    if (open !== undefined)
        process.stdout.write(`::${open.token}::\n`);
    for (const give of waiting.splice(0))
        give();
    if (open !== undefined)
        process.stdout.write(`::stop-commands::${open.token}\n`);
}
/**
 * Switches the runner's commands off until `end`. The token is random, so the text cannot switch them on. One is open
 * at a time.
 */
function openQuote() {
    const quote = { token: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)(), atLineStart: true };
    open = quote;
    process.stdout.write(`::stop-commands::${quote.token}\n`);
    return {
        write: (text) => {
            if (text === '')
                return true;
            quote.atLineStart = text.endsWith('\n') || text.endsWith('\r');
            const isTaken = process.stdout.write(inert(text));
            giveWaiting();
            return isTaken;
        },
        end: () => {
            process.stdout.write(`${quote.atLineStart ? '' : '\n'}::${quote.token}::\n`);
            open = undefined;
            giveWaiting();
        },
    };
}
/** Calls back once everything shown so far has left this process. */
function whenWritten(callback) {
    process.stdout.once('drain', callback);
}
/**
 * Cuts a stream of bytes into pieces of text that can be made inert one by one: no character, CR LF pair or
 * marker is split between two pieces.
 */
function textPieces(take) {
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    let held = '';
    return {
        push: (chunk) => {
            const text = held + decoder.write(chunk);
            const keep = /(?:\r|##?)$/.exec(text)?.[0].length ?? 0;
            held = text.slice(text.length - keep);
            take(text.slice(0, text.length - keep));
        },
        end: () => take(held + decoder.end()),
    };
}
/** Keeps the last lines of a text that comes in pieces, in bounded memory; each line is also handed on. */
function lastLines(limit, onLine = () => { }) {
    const ring = [];
    let partial = '';
    const take = (line) => {
        ring.push(line);
        if (ring.length > limit)
            ring.shift();
        onLine(line);
    };
    return {
        push: (text) => {
            const lines = (partial + text).split(/\r?\n|\r/);
            partial = (lines.pop() ?? '').slice(0, LINE_LIMIT);
            for (const line of lines)
                take(line.slice(0, LINE_LIMIT));
        },
        /** The lines so far, with an unfinished last one. */
        lines: () => (partial === '' ? [...ring] : [...ring, partial]),
    };
}


/***/ }),

/***/ 78313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ proofOutput)
/* harmony export */ });
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);
/* harmony import */ var _verify_brief_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(26681);
/* harmony import */ var _verify_sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(84903);



/**
 * Characters of all findings together. GitHub takes 1 MB of outputs from a job, and counts two bytes a character
 * (docs.github.com, "Passing job outputs"): 600 kB, so that the other outputs have room.
 */
const MOST_CHARACTERS = 300_000;
/**
 * The output `proof`: what was proven and run of each platform, with all findings as they are, whatever becomes of
 * errors.
 * @param onErrors undefined where nothing is to be proven
 * @returns JSON; '' where nothing was proven or run
 */
function proofOutput(proofs, smoke, onErrors) {
    const platforms = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .distinctPlatforms */ .PC)([...proofs, ...smoke].map(({ platform }) => platform));
    if (platforms.length === 0)
        return '';
    const room = Math.floor(MOST_CHARACTERS / platforms.length);
    const members = platforms.map((platform) => {
        const proof = proofs.find((each) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(each.platform, platform));
        const run = smoke.find((each) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(each.platform, platform));
        const proven = proof === undefined ? {} : { onErrors, ...proofMembers(proof, room) };
        return [(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform), { ...proven, ...smokeMembers(run) }];
    });
    return JSON.stringify(Object.fromEntries(members));
}
/** @param room characters for the findings */
function proofMembers({ findings, ...proof }, room) {
    const { digest, size, files, ignored, entrypoint } = proof;
    const listed = [];
    let left = room;
    for (const finding of findings.filter(({ more }) => more === undefined)) {
        const members = findingMembers(finding);
        left -= JSON.stringify(members).length;
        if (left < 0)
            break;
        listed.push(members);
    }
    const all = _verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .SEVERITIES */ .oC.reduce((sum, severity) => sum + (0,_verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, severity), 0);
    return {
        ...{ digest, size, elfFiles: files, ignored, entrypoint },
        ...{ errors: (0,_verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'), findings: listed, findingsOmitted: all - listed.length },
    };
}
function findingMembers(finding) {
    const { severity, verdict, path, layer, instruction } = finding;
    return { severity, rule: verdict.rule, path, layer, instruction, ...(0,_verify_sentences_js__WEBPACK_IMPORTED_MODULE_2__/* .describeFinding */ .j)(finding) };
}
function smokeMembers(run) {
    if (run === undefined)
        return {};
    const { outcome, seconds, exitCode } = run;
    return { smoke: { outcome, seconds, exitCode } };
}


/***/ }),

/***/ 94003:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CH: () => (/* binding */ shellWords),
/* harmony export */   LX: () => (/* binding */ shellVariable),
/* harmony export */   ZC: () => (/* binding */ shellDigest),
/* harmony export */   bt: () => (/* binding */ shellFolder),
/* harmony export */   jI: () => (/* binding */ shellFile),
/* harmony export */   q$: () => (/* binding */ shellCommand)
/* harmony export */ });
/* harmony import */ var _buildx_program_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(32624);

const USUAL = { buildx: _buildx_program_js__WEBPACK_IMPORTED_MODULE_0__/* .PLUGIN */ .E, digestVariable: (build) => `DIGEST_${build}` };
/** A docker command as it can be pasted into a shell, a flag a line where it is long. */
function shellCommand(command, shell = {}) {
    const { buildx, digestVariable } = { ...USUAL, ...shell };
    const program = buildx.kind === 'standalone' && command[0] === 'buildx' ? [] : ['docker'];
    const words = [...program, ...command].map((word) => typeof word === 'string'
        ? shellWord(word)
        : `${shellWord(word.repository)}@"$${digestVariable(word.build)}"`);
    if (words.join(' ').length <= 110)
        return [words.join(' ')];
    // The context of a build stays on the line of the last flag; what is long does not.
    const lines = [];
    for (const word of words) {
        const isFull = /^ {2}(?:--\S+ |[^-])/.test(lines.at(-1) ?? '') && `${lines.at(-1)} ${word}`.length > 110;
        if (lines.length === 0)
            lines.push(word);
        else if (word.startsWith('--') || isFull)
            lines.push(`  ${word}`);
        else
            lines.push(`${lines.pop()} ${word}`);
    }
    return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}
/** The command that makes a folder. */
function shellFolder(path) {
    return `mkdir -p ${shellWord(path)}`;
}
/** The digest in a metadata file as a variable. */
function shellDigest(name, metadataFile) {
    return `${name}=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' ${shellWord(metadataFile)})`;
}
/** The value of a variable as a file, without showing it. */
function shellVariable(variable, path) {
    return `(umask 077 && printenv ${shellWord(variable)} > ${shellWord(path)})`;
}
/** A file as the here-document that writes it. */
function shellFile(path, content) {
    const lines = content.replace(/\n$/, '').split('\n');
    const end = lines.includes('END_OF_FILE') ? `END_OF_FILE_${lines.length}` : 'END_OF_FILE';
    return [`cat > ${shellWord(path)} <<'${end}'`, ...lines, end];
}
/** Words as they are written in a shell. */
function shellWords(words) {
    return words.map(shellWord).join(' ');
}
function shellWord(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}


/***/ }),

/***/ 67087:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bp: () => (/* binding */ errorsOf),
/* harmony export */   GB: () => (/* binding */ proofCells),
/* harmony export */   Pc: () => (/* binding */ proofSummary),
/* harmony export */   UJ: () => (/* binding */ proofLines),
/* harmony export */   fi: () => (/* binding */ printErrors),
/* harmony export */   mS: () => (/* binding */ PROOF_HEAD)
/* harmony export */ });
/* unused harmony export printSize */
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);
/* harmony import */ var _verify_brief_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(26681);
/* harmony import */ var _verify_sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(84903);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(45193);




/** Columns of what the proof of a platform found. */
const PROOF_HEAD = ['SIZE', 'ELF FILES', 'STARTS', 'MACHINE', 'PROOF'];
/** What the proof of each platform found, as a table with the findings below it. */
function proofLines(proofs) {
    const rows = proofs.map((proof) => [(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(proof.platform), ...proofCells(proof)]);
    const findings = proofs.flatMap((proof) => (0,_verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .brief */ .dh)(proof.findings).map((finding) => {
        const { severity, instruction } = finding;
        const { what, cure } = (0,_verify_sentences_js__WEBPACK_IMPORTED_MODULE_2__/* .describeFinding */ .j)(finding);
        const parts = [`${severity}: ${what}`, instruction && `(${instruction})`, cure];
        return parts.filter((text) => text !== '').join(' ');
    }));
    return [
        ...(0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .textTable */ .ed)([['PLATFORM', ...PROOF_HEAD], ...rows]),
        ...(findings.length === 0 ? [] : ['', ...findings]),
    ];
}
/** The same in Markdown for the summary page, without the findings, which are told as errors and warnings. */
function proofSummary(proofs) {
    const rows = proofs.map((proof) => [(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(proof.platform), ...proofCells(proof)].map(_table_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY));
    return `${(0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .markdownTable */ .Qj)([['platform', ...PROOF_HEAD.map((name) => name.toLowerCase())], ...rows])}\n`;
}
/** What stands behind the platform; blanks where nothing was proven. */
function proofCells(proof) {
    if (proof === undefined)
        return PROOF_HEAD.map(() => '');
    const { size, files, ignored, entrypoint, findings } = proof;
    const [errors, warnings] = [(0,_verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'), (0,_verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'warning')];
    const notes = [
        ...(warnings > 0 ? [`${warnings} to look at`] : []),
        ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ];
    const verdict = errors > 0 ? `failed: ${printErrors(errors)}` : ['proven', ...notes].join(', ');
    return [printSize(size), String(files), entrypoint?.path ?? '', entrypoint?.machine ?? '', verdict];
}
/** Errors that the proofs of several platforms found. */
function errorsOf(proofs) {
    return proofs.reduce((sum, { findings }) => sum + (0,_verify_brief_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'), 0);
}
function printErrors(count) {
    return count === 1 ? '1 error' : `${count} errors`;
}
/** Bytes as people read them: 3.1 MB. */
function printSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    if (bytes < 1_000_000)
        return `${(bytes / 1000).toFixed(1)} kB`;
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
}


/***/ }),

/***/ 45193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qj: () => (/* binding */ markdownTable),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   ed: () => (/* binding */ textTable)
/* harmony export */ });
/** Rows as aligned columns for the log; the first row is the head. Columns that are empty below it are left out. */
function textTable(rows) {
    const kept = keepFilled(rows);
    const widths = (kept[0] ?? []).map((_, column) => Math.max(...kept.map((row) => row[column]?.length ?? 0)));
    return kept.map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}
/** Rows as a Markdown table; the first row is the head. */
function markdownTable(rows) {
    const [head = [], ...body] = keepFilled(rows).map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
    return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
function keepFilled(rows) {
    const [head = [], ...body] = rows;
    const filled = head.map((_, column) => body.some((row) => row[column] !== '' && row[column] !== undefined));
    return rows.map((row) => row.filter((_, column) => filled[column]));
}
/** A cell as code, which nothing in it can end. */
function code(cell) {
    return cell === '' ? '' : `\`${cell.replaceAll('`', "'")}\``;
}


/***/ }),

/***/ 57390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   kY: () => (/* binding */ remember)
/* harmony export */ });
/* unused harmony exports STATE_NAMES, recall */
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6910);

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore takes "it was never made" for success.
 */
const STATE_NAMES = [
    ...['default', 'held', 'builder', 'nodes', 'keepsState', 'context'],
    ...['installer', 'temp', 'downloads', 'standalone', 'finished'],
    ...['smokeContainers', 'smokeImages'],
];
/** Keeps one thing to undo for the post step. */
function remember(name, value) {
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ)(name, value);
}
/** What main remembered, read from the runner's variables. */
function recall(env) {
    const read = (name) => env[`STATE_${name}`] ?? '';
    return {
        default: read('default'),
        held: read('held'),
        builder: read('builder'),
        nodes: read('nodes'),
        keepsState: read('keepsState'),
        context: read('context'),
        installer: read('installer'),
        temp: read('temp'),
        downloads: read('downloads'),
        standalone: read('standalone'),
        finished: read('finished'),
        smokeContainers: read('smokeContainers'),
        smokeImages: read('smokeImages'),
    };
}


/***/ }),

/***/ 26681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ES: () => (/* binding */ ofManyKinds),
/* harmony export */   dh: () => (/* binding */ brief),
/* harmony export */   md: () => (/* binding */ worstFirst),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   pq: () => (/* binding */ countOf)
/* harmony export */ });
/** The few findings that are told, of all that there are. */
/** Findings of one kind that are told one by one. */
const MOST_ALIKE = 20;
/** Findings of a severity that are told one by one: nobody reads more, and no warning stops a release. */
const MOST_TOLD = { error: 50, warning: 10, notice: 10 };
/** The worst first. */
const SEVERITIES = ['error', 'warning', 'notice'];
function worstFirst(findings) {
    return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
/** How many findings of a severity there are, those included that are only counted. */
function countOf(findings, severity) {
    const own = findings.filter((finding) => finding.severity === severity);
    return own.reduce((sum, { more }) => sum + (more?.count ?? 1), 0);
}
/** What people are told of an image's findings, the worst first: of many the first ones, and how many more there are. */
function brief(findings) {
    return SEVERITIES.flatMap((severity) => {
        const told = fewAlike(findings.filter((finding) => finding.severity === severity));
        const [first, ...rest] = told.slice(MOST_TOLD[severity]);
        if (first === undefined || (rest.length === 0 && first.more === undefined))
            return told;
        const count = countOf([first, ...rest], severity);
        return [...told.slice(0, MOST_TOLD[severity]), ofManyKinds(first, count)];
    });
}
/** Of each kind the first ones, and then a count of the others of that kind. */
function fewAlike(findings) {
    const kinds = Map.groupBy(findings, kindOf);
    const untold = new Set([...kinds.values()].flatMap((alike) => alike.slice(MOST_ALIKE)));
    const counts = [...kinds.values()].flatMap((alike) => {
        const [first] = alike;
        const count = alike.length - MOST_ALIKE;
        return first === undefined || count <= 0
            ? []
            : [{ ...first, path: '', more: { count, example: first.path } }];
    });
    return [...findings.filter((finding) => !untold.has(finding)), ...counts];
}
/** What findings have in common that are told together. A count is of a kind of its own. */
function kindOf({ verdict, layer, more }) {
    const reason = verdict.rule === 'machine' ? verdict.reason.kind : '';
    return JSON.stringify([verdict.rule, reason, layer, more]);
}
/** Stands for findings of several kinds that are not told. @param finding one of them */
function ofManyKinds(finding, count) {
    return {
        ...finding,
        ...{ path: '', layer: '', instruction: '' },
        more: { count, example: finding.more?.example ?? finding.path },
    };
}


/***/ }),

/***/ 84903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ describeFinding)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9501);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);


/** What was found, and what to do about it. */
function describeFinding(finding) {
    const text = verdictText(finding);
    if (finding.more === undefined)
        return text;
    const { count, example } = finding.more;
    const what = finding.layer === ''
        ? `${count} more are not told one by one.`
        : `${count} more of this kind are in the same layer as ${example}.`;
    return { ...text, what };
}
function verdictText(finding) {
    const { platform, path, layer, verdict } = finding;
    const subject = { name: (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform), path, layer };
    switch (verdict.rule) {
        case 'index':
            return indexText(verdict, subject);
        case 'config':
            return configText(verdict, subject);
        case 'layer':
            return layerText(verdict, subject);
        case 'machine':
            return machineText(verdict, subject);
        case 'package':
            return packageText(verdict, subject);
        case 'arm-version':
            return armText(verdict.needed, subject);
        case 'x86-level':
            return levelText(verdict.needed, subject);
        case 'go-setting':
            return settingText(verdict.setting, subject);
        case 'float':
            return floatText(verdict.loader, subject);
        case 'system':
            return systemText(verdict, subject);
        case 'same-layers':
            return sameLayersText(verdict.platforms);
        case 'entrypoint':
            return withIgnoreLine(entrypointText(verdict, subject), finding);
        case 'interpreter':
            return withIgnoreLine(interpreterText(verdict, subject), finding);
        case 'library':
            return libraryText(verdict, subject);
        case 'preload':
            return preloadText(verdict, subject);
        case 'module':
            return moduleText(verdict, subject);
        case 'skipped':
            return skippedText(verdict, subject);
    }
}
/** An error about a file says how it is left out. What verify-ignore names already is no error. */
function withIgnoreLine(text, { severity, path }) {
    return severity === 'error' ? { ...text, cure: `${text.cure} ${ignoreLine(path)}` } : text;
}
const INDEX_PROBLEMS = {
    missing: (name) => `the index lacks ${name}.`,
    repeated: (name) => `the index has ${name} more than once.`,
    'not asked for': (name) => `the index has ${name}, which was not asked for.`,
};
function indexText({ problem }, { name }) {
    const cure = 'See that nothing else pushes to this image, and build again.';
    return { what: INDEX_PROBLEMS[problem](name), cure };
}
const DAMAGED = 'Push the image again; if it stays, tell the registry.';
const CONFIG_CURE = 'Build this platform again from a base image that is for it; FROM --platform decides what the config says.';
function configText(verdict, { name }) {
    switch (verdict.problem) {
        case 'no image manifest':
            return { what: `the manifest ${verdict.digest} of ${name} is no image manifest.`, cure: DAMAGED };
        case 'impossible digest':
            return { what: `the ${verdict.document} has the impossible digest "${verdict.digest}".`, cure: DAMAGED };
        case 'other bytes': {
            const what = `the ${verdict.document} ${verdict.digest} has other bytes than its digest says.`;
            return { what, cure: DAMAGED };
        }
        case 'other size': {
            const { document, digest, found, expected } = verdict;
            const what = `the ${document} ${digest} has ${found} bytes, not ${expected} as its descriptor says.`;
            return { what, cure: DAMAGED };
        }
        case 'impossible layer': {
            const what = `the manifest has a layer with an impossible digest or size: "${verdict.digest}".`;
            return { what, cure: DAMAGED };
        }
        case 'layer count': {
            const { inManifest, inConfig } = verdict;
            const what = `the manifest has ${inManifest} layers and the config ${inConfig} of them.`;
            return { what, cure: CONFIG_CURE };
        }
        case 'no platform':
            return { what: `the config of ${name} names no platform.`, cure: CONFIG_CURE };
        case 'other platform':
            return { what: `the index says ${name}, the image's config ${verdict.found}.`, cure: CONFIG_CURE };
    }
}
const LAYER_CURE = 'Build and push this platform again.';
function layerText(verdict, { name, path, layer }) {
    switch (verdict.problem) {
        case 'damaged':
            return unreadable(layer, verdict.why);
        case 'too many files':
            return unreadable(layer, 'it has more files than can be kept in memory');
        case 'other hash': {
            const { found, expected } = verdict;
            // Engines know sha256 only: what is something else cannot be compared.
            const shown = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isSha256 */ ._h)(expected) ? expected : `"${expected}", which is no sha256`;
            return {
                what: `the layer ${layer} unpacks to ${found}, and the config says ${shown}.`,
                cure: LAYER_CURE,
            };
        }
        case 'path outside': {
            const what = `${path} leads out of the image, or is longer than a name can be.`;
            return { what, cure: 'Leave it out of the layer.' };
        }
        case 'path without parent': {
            const what = `${path} cannot be unpacked: the folder or file that it needs is not there.`;
            return { what, cure: LAYER_CURE };
        }
        case 'image too large': {
            const what = `${name} cannot be proven: ${verdict.why}.`;
            return { what, cure: 'Make the image smaller, or leave the proof out.' };
        }
    }
}
function unreadable(layer, why) {
    return { what: `the layer ${layer} is damaged or cannot be proven: ${why}.`, cure: LAYER_CURE };
}
/** @param path what is left out of the proof: a file, or a package's folder */
function ignoreLine(path) {
    return `If it belongs there, add this line to verify-ignore: ${path}`;
}
function machineText(verdict, { name, path }) {
    const { fit, reason, files } = verdict;
    const machine = verdict.isMixed ? `${verdict.machine} and other machines` : verdict.machine;
    if (reason.kind === 'ignored') {
        const what = `${path}, which the image of ${name} starts, is for another machine, and verify-ignore leaves it out.`;
        return { what, cure: '' };
    }
    if (reason.kind === 'no image') {
        const subject = files === 1 ? `${path} is` : `${path} and ${files - 1} more ${files === 2 ? 'file' : 'files'} are`;
        return { what: `${subject} for what no image of ${name} runs: ${machine}.`, cure: '' };
    }
    const role = reason.kind === 'started' ? ', which the image starts,' : '';
    const subject = files === 1 ? `${path}${role} is` : `${path} and ${files - 1} more ${files === 2 ? 'file' : 'files'} are`;
    const doubt = fit === 'doubtful' ? `; not every ${name} machine runs that` : '';
    const what = `${subject} for ${machine}, not for ${name}${doubt}${evidence(reason)}.`;
    return { what, cure: machineCure(name, verdict) };
}
/** What a file was judged by; the rest of a sentence. */
function evidence(reason) {
    switch (reason.kind) {
        case 'in PATH':
            return '; its folder is in PATH';
        case 'linked from PATH':
            return `; ${reason.link}, in a folder of PATH, leads to it`;
        case 'loader folder':
            return '; its folder is one that the loader takes libraries from';
        case 'foreign triple':
            return `; the folder ${reason.triple} looks like a copy from an image of that machine`;
        case 'misnamed':
            return `; its name says ${reason.says}`;
        case 'built in place':
            return '; such a file is compiled or fetched for the machine that installs it';
        case 'alone':
            return '; its name says so, and there is none for the platform';
        case 'only machine':
            return `; the SDK in ${reason.folder} is published for no other machine`;
        case 'program folder':
            return `; it lies in a folder ${reason.folder}, and nothing explains it`;
        case 'working folder':
            return `; it lies below ${reason.folder}, where the image works`;
        case 'needed':
            return `; ${reason.by} needs it`;
        case 'named':
            return `; ${reason.by} names it`;
        case 'beside the start':
            return '; it lies beside what the image starts';
        default:
            return '';
    }
}
function machineCure(name, { ignore, reason }) {
    if (reason.kind === 'only machine')
        return `Leave it out of the image of ${name}, where nothing runs it without an emulator. ${ignoreLine(ignore)}`;
    return `Build it for ${name} (compile with TARGETARCH, or in a stage without --platform=$BUILDPLATFORM), or copy it from an image of ${name}. ${ignoreLine(ignore)}`;
}
const INSTALL = 'Install the packages in a stage of the platform itself (without --platform=$BUILDPLATFORM), or tell the package manager for which machine; leave node_modules, site-packages and the like of your machine out of the context.';
function packageText(verdict, { name, path }) {
    const { problem, claimed, found, metadata, ignore } = verdict;
    const package_ = `the ${FORMATS[verdict.format]} ${verdict.name}`;
    switch (problem) {
        case 'other machine': {
            const what = `${package_} is for ${claimed.join(' and ')}, as ${metadata} says, not for ${name}: ${path}.`;
            return { what, cure: `${INSTALL} ${ignoreLine(ignore)}` };
        }
        case 'built': {
            const what = `${path} is for ${found}, not for ${name}: it was compiled or fetched when ${package_} (${metadata}) was installed on another machine.`;
            return { what, cure: `${INSTALL} ${ignoreLine(ignore)}` };
        }
        case 'helper': {
            const what = `${package_} is not made for another machine (${metadata}), and ${path} in it is for ${found}, not for ${name}.`;
            return {
                what,
                cure: `If it is needed, look for a version of the package that supports ${name}. ${ignoreLine(ignore)}`,
            };
        }
        case 'other libc': {
            const what = `${package_} is for ${claimed.join(' and ')}, as ${metadata} says, and the image of ${name} has ${found}.`;
            return {
                what,
                cure: 'Install it on what the image is made of: Alpine has musl, nearly all others glibc.',
            };
        }
    }
}
const FORMATS = {
    ...{ wheel: 'wheel', npm: 'npm package', gem: 'gem', dotnet: '.NET application', conda: 'conda package' },
    ...{ nuget: 'NuGet package', egg: 'egg', 'terraform provider': 'Terraform provider' },
    ...{ dpkg: 'Debian package', apk: 'Alpine package', prisma: 'Prisma engine' },
    ...{ 'python module': 'Python module', 'node module': 'Node module' },
};
function armText(needed, { name, path }) {
    const what = `${path} needs arm/v${needed}, and the platform is ${name}.`;
    // Assembler that looks for the processor's abilities by itself marks a program, too: that is what the list is for.
    const cure = `Compile it for ${name}, and take a base image that has this platform. ${ignoreLine(path)}`;
    return { what, cure };
}
function levelText(needed, { name, path }) {
    const what = `${path} needs x86-64-v${needed}, and the platform is ${name}.`;
    const cure = `Compile it for ${name} (GOAMD64=v1, or without -march=x86-64-v${needed}), or build the platform linux/amd64/v${needed}. ${ignoreLine(path)}`;
    return { what, cure };
}
function settingText(setting, { name, path }) {
    const what = `${path} was compiled with ${setting}, and not every ${name} machine has that.`;
    const [variable = ''] = setting.split('=');
    return {
        what,
        cure: `Compile it without ${variable}, or build a platform with that variant. ${ignoreLine(path)}`,
    };
}
function floatText(loader, { path }) {
    const what = `${path} passes floating-point numbers in another way than its loader ${loader}.`;
    return {
        what,
        cure: `Compile program and C library both for hard float (armhf), or both for soft float. ${ignoreLine(path)}`,
    };
}
function systemText({ format, as }, { name, path }) {
    const where = as === 'program' ? 'stands in PATH of' : 'lies where libraries are loaded from in';
    const what = `${path} is ${withArticle(format)}, and ${where} the image of ${name}.`;
    return { what, cure: `${FORMAT_CURES[format](name)} ${ignoreLine(path)}` };
}
function withArticle(format) {
    return `${format === 'error message' || format === 'HTML page' ? 'an' : 'a'} ${format}`;
}
function sameLayersText(platforms) {
    const what = `${platforms.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg).join(' and ')} have the same programs, layer by layer.`;
    const cure = 'See that the last stage of the Dockerfile begins without --platform=$BUILDPLATFORM, and that what is compiled on the build platform is compiled for TARGETARCH.';
    return { what, cure };
}
function entrypointText(verdict, { name, path }) {
    const start = `the image of ${name} starts`;
    switch (verdict.problem) {
        case 'missing': {
            const what = `${start} ${verdict.program}, which is not in it.`;
            return { what, cure: 'Copy it into the image, or set ENTRYPOINT and CMD to what is there.' };
        }
        case 'no program': {
            const what = `${start} ${path}, which is neither a program nor a script.`;
            return { what, cure: 'Begin a script with #! and its interpreter, as in #!/bin/sh.' };
        }
        case 'empty': {
            const what = `${start} ${path}, which is empty.`;
            return {
                what,
                cure: 'See that what makes the file fails where it makes nothing (curl --fail, set -e).',
            };
        }
        case 'no execute bit': {
            const what = `${start} ${path}, which nobody may execute.`;
            return {
                what,
                cure: `Copy it with COPY --chmod=755, or set the bit in git (git update-index --chmod=+x).`,
            };
        }
        case 'other format': {
            return {
                what: `${start} ${path}, which is ${withArticle(verdict.format)}.`,
                cure: FORMAT_CURES[verdict.format](name),
            };
        }
    }
}
const DOWNLOAD = () => 'The address answered with something else: correct it, and let the download fail then (curl --fail --location), with a checksum.';
const FORMAT_CURES = {
    'Windows program': (name) => `Build it for ${name} (GOOS=linux), or download the file for Linux.`,
    'macOS program': (name) => `Build it for ${name} (GOOS=linux), or download the file for Linux.`,
    'HTML page': DOWNLOAD,
    'JSON text': DOWNLOAD,
    'error message': DOWNLOAD,
    'packed archive': () => 'Unpack it, and copy the program that is in it.',
    'Git LFS pointer': () => 'Check the repository out with its files (lfs: true in actions/checkout).',
};
function interpreterText(verdict, { name, path }) {
    const { interpreter } = verdict;
    if (verdict.of === 'program') {
        const what = `${path} needs the loader ${interpreter}, which is not in the image of ${name}.`;
        return { what, cure: loaderCure(interpreter) };
    }
    const what = `the script ${path} needs ${interpreter}, which is not in the image of ${name}.`;
    const cure = verdict.endsInCr
        ? 'The script has line ends of Windows (CR LF): save it with LF, and keep it so in git (*.sh text eol=lf in .gitattributes).'
        : `Install ${interpreter}, or name an interpreter that is there behind #!.`;
    return { what, cure };
}
/** The usual reason is the other C library. */
function loaderCure(interpreter) {
    return interpreter.includes('ld-musl')
        ? 'It was built on Alpine: build it on what the image is made of, link it statically, or use Alpine for the image.'
        : 'It was built with glibc: build it on what the image is made of, link it statically (CGO_ENABLED=0 in Go), or use an image with glibc of this platform.';
}
function libraryText({ library, loadedBy }, { name, path }) {
    const who = loadedBy === '' ? path : `${path}, which ${loadedBy} loads,`;
    const what = `${who} needs ${library}, which is in no folder of the image of ${name} where its loader looks.`;
    return {
        what,
        cure: 'Install the package that has the library, or copy it from the stage that built the program.',
    };
}
function preloadText({ library, by }, { name }) {
    return {
        what: `${by} names ${library}, which is not in the image of ${name}: every program complains, and starts without it.`,
        cure: 'Name the library without its folder, as in LD_PRELOAD=libjemalloc.so.2: the folders of another machine have other names.',
    };
}
function moduleText({ library, language, others }, { name, path }) {
    const files = others === 1 ? 'file lacks' : 'files lack';
    const more = others === 0 ? '' : `; ${others} more ${files} a library, too`;
    return {
        what: `${path} needs ${library}, which is not in the image of ${name}: ${language} cannot load it${more}.`,
        cure: 'Install the packages that have the libraries, or copy them from the stage that built the modules. If nothing imports them, leave them out, or add their paths to verify-ignore.',
    };
}
function skippedText({ skipped }, { name, layer }) {
    switch (skipped) {
        case 'programs':
            return { what: `the programs of ${name} were not looked at: they are no ELF files.`, cure: '' };
        case 'foreign layer': {
            const what = `the layer ${layer} was not looked at: it is fetched from elsewhere and never pushed.`;
            return { what, cure: '' };
        }
        case 'missing files': {
            const what = `missing files were not looked for in ${name}: it has more files than can be kept in memory.`;
            return { what, cure: '' };
        }
    }
}


/***/ }),

/***/ 75845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F6: () => (/* binding */ matchesPieces),
/* harmony export */   MT: () => (/* binding */ matchesPattern),
/* harmony export */   x4: () => (/* binding */ ANY)
/* harmony export */ });
/** Stands for any number of items. */
const ANY = Symbol('any');
/**
 * Whether items match a pattern. Only the last ANY is ever tried again, so that no pattern takes longer than its length
 * times that of the items: a regular expression with many stars would take forever on some texts.
 * @param fits whether a part of the pattern stands for an item
 */
function matchesPattern(pattern, items, fits) {
    let at = 0;
    let retryAt = -1;
    let covered = 0;
    for (let item = 0; item < items.length;) {
        const part = pattern[at];
        const found = items[item];
        if (part === ANY) {
            retryAt = ++at;
            covered = item;
        }
        else if (part !== undefined && found !== undefined && fits(part, found)) {
            at += 1;
            item += 1;
        }
        else if (retryAt !== -1) {
            at = retryAt;
            item = ++covered;
        }
        else
            return false;
    }
    return pattern.slice(at).every((part) => part === ANY);
}
/** Whether a text is these pieces, with any characters between them. */
function matchesPieces(pieces, text) {
    // Most texts are shorter than a long pattern, which is not gone through for each of them.
    let left = text.length;
    for (const piece of pieces) {
        left -= piece.length;
        if (left < 0)
            return false;
    }
    const pattern = pieces.flatMap((piece, index) => index === 0 ? [...piece] : [ANY, ...piece]);
    return matchesPattern(pattern, [...text], (part, character) => part === character);
}


/***/ }),

/***/ 89635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ issueCommand)
/* harmony export */ });
/* unused harmony export issue */
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(70857);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4679);


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + os__WEBPACK_IMPORTED_MODULE_0__.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommandValue */ .E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommandValue */ .E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map

/***/ }),

/***/ 82902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ issueFileCommand),
/* harmony export */   v: () => (/* binding */ prepareKeyValueMessage)
/* harmony export */ });
/* harmony import */ var crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(76982);
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(79896);
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(70857);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4679);
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!fs__WEBPACK_IMPORTED_MODULE_1__.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync(filePath, `${(0,_utils_js__WEBPACK_IMPORTED_MODULE_3__/* .toCommandValue */ .E)(message)}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID()}`;
    const convertedValue = (0,_utils_js__WEBPACK_IMPORTED_MODULE_3__/* .toCommandValue */ .E)(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}${convertedValue}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map

/***/ }),

/***/ 4679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ toCommandValue),
/* harmony export */   k: () => (/* binding */ toCommandProperties)
/* harmony export */ });
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map

/***/ }),

/***/ 25175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  J$: () => (/* reexport */ CsvError),
  qg: () => (/* binding */ parse)
});

// UNUSED EXPORTS: normalize_options

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString(options.encoding)
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/is_object.js
const is_object = function (obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array = function (columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === undefined || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal",
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`,
      ]);
    }
  }
  return normalizedColumns;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/ResizeableBuffer.js
class ResizeableBuffer {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
}

/* harmony default export */ const utils_ResizeableBuffer = (ResizeableBuffer);

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/init_state.js


const init_state = function (options) {
  // ECMAScript WhiteSpace + LineTerminator codepoints, encoded under
  // `options.encoding`. Aligns trimming with `String.prototype.trim()`.
  // https://tc39.es/ecma262/#sec-white-space
  // https://tc39.es/ecma262/#sec-line-terminators
  //
  // Codepoints unrepresentable in the target encoding are dropped: Node's
  // Buffer substitutes them with `?` (0x3F), and including those would cause
  // literal `?` bytes in the input to be trimmed under `latin1`/`ascii`.
  const timchars = [
    // Basic Latin
    0x0020, // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    0x0009, // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    0x000a, // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    0x000d, // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    0x000c, // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    0x000b, // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    0x00a0, // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    0x1680, // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    0x2000, // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    0x2001, // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    0x2002, // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    0x2003, // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    0x2004, // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    0x2005, // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    0x2006, // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    0x2007, // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    0x2008, // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    0x2009, // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    0x200a, // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    0x2028, // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    0x2029, // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    0x202f, // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    0x205f, // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    0x3000, // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    0xfeff, // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding,
    );
    if (codepoint !== 0x3f && encoded.length === 1 && encoded[0] === 0x3f) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  // First-byte lookup table for `__isCharTrimable`. Non-whitespace bytes
  // (the common case) bail out in O(1) without scanning every timchar.
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: undefined,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: undefined,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote:
      Buffer.isBuffer(options.escape) &&
      Buffer.isBuffer(options.quote) &&
      Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns)
      ? options.columns.length
      : undefined,
    field: new utils_ResizeableBuffer(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      // Skip if the remaining buffer can be delimiter
      ...(options.delimiter
        ? options.delimiter.map((delimiter) => delimiter.length)
        : []),
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      // Skip if the remaining buffer can be a multi-byte trim character
      ...timchars.map((t) => t.length),
    ),
    previousBuf: undefined,
    quoting: false,
    stop: false,
    rawBuffer: new utils_ResizeableBuffer(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength:
      options.record_delimiter.length === 0
        ? 0
        : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("\t", options.encoding)[0],
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars: timchars,
    timcharFirstBytes: timcharFirstBytes,
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/underscore.js
const underscore = function (str) {
  return str.replace(/([A-Z])/g, function (_, match) {
    return "_" + match.toLowerCase();
  });
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  // Normalize option `encoding`
  // Note: defined first because other options depends on it
  // to convert chars/strings into buffers.
  if (options.encoding === undefined || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (
    typeof options.encoding !== "string" &&
    options.encoding !== null
  ) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`,
      ],
      options,
    );
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`,
      ],
      options,
    );
  }
  // Normalize option `cast`
  options.cast_function = null;
  if (
    options.cast === undefined ||
    options.cast === null ||
    options.cast === false ||
    options.cast === ""
  ) {
    options.cast = undefined;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`,
      ],
      options,
    );
  }
  // Normalize option `cast_date`
  if (
    options.cast_date === undefined ||
    options.cast_date === null ||
    options.cast_date === false ||
    options.cast_date === ""
  ) {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function (value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`,
      ],
      options,
    );
  }
  // Normalize option `columns`
  options.cast_first_line_to_header = undefined;
  if (options.columns === true) {
    // Fields in the first line are converted as-is to columns
    options.cast_first_line_to_header = undefined;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (
    options.columns === undefined ||
    options.columns === null ||
    options.columns === false
  ) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`,
      ],
      options,
    );
  }
  // Normalize option `group_columns_by_name`
  if (
    options.group_columns_by_name === undefined ||
    options.group_columns_by_name === null ||
    options.group_columns_by_name === false
  ) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`,
      ],
      options,
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated.",
      ],
      options,
    );
  }
  // Normalize option `comment`
  if (
    options.comment === undefined ||
    options.comment === null ||
    options.comment === false ||
    options.comment === ""
  ) {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `comment_no_infix`
  if (
    options.comment_no_infix === undefined ||
    options.comment_no_infix === null ||
    options.comment_no_infix === false
  ) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`,
      ],
      options,
    );
  }
  // Normalize option `delimiter_auto`
  if (
    options.delimiter_auto === undefined ||
    options.delimiter_auto === null ||
    options.delimiter_auto === false
  ) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`,
      ],
      options,
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === undefined)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["\t".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4,
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.score === undefined)
      options.delimiter_auto.score = (info, options) => {
        return (
          (info.total - info.std) * (options.preferred[info.char_code] || 1)
        );
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.size === undefined)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `delimiter`
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (
      options.delimiter === undefined ||
      options.delimiter === null ||
      options.delimiter === false
    ) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function (delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`,
        ],
        options,
      );
    }
    return delimiter;
  });
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`,
      );
    }
  }
  // Normalize option `from`
  if (options.from === undefined || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`,
      );
    }
  }
  // Normalize option `from_line`
  if (options.from_line === undefined || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (
      typeof options.from_line === "string" &&
      /\d+/.test(options.from_line)
    ) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`,
      );
    }
  }
  // Normalize options `ignore_last_delimiters`
  if (
    options.ignore_last_delimiters === undefined ||
    options.ignore_last_delimiters === null
  ) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`,
      ],
      options,
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option",
      ],
      options,
    );
  }
  // Normalize option `info`
  if (
    options.info === undefined ||
    options.info === null ||
    options.info === false
  ) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`,
    );
  }
  // Normalize option `max_record_size`
  if (
    options.max_record_size === undefined ||
    options.max_record_size === null ||
    options.max_record_size === false
  ) {
    options.max_record_size = 0;
  } else if (
    Number.isInteger(options.max_record_size) &&
    options.max_record_size >= 0
  ) {
    // Great, nothing to do
  } else if (
    typeof options.max_record_size === "string" &&
    /\d+/.test(options.max_record_size)
  ) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`,
    );
  }
  // Normalize option `objname`
  if (
    options.objname === undefined ||
    options.objname === null ||
    options.objname === false
  ) {
    options.objname = undefined;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
      // Don't call `toString`, leave objname as a buffer
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
    // Great, nothing to do
  } else if (typeof options.objname === "number") {
    // if(options.objname.length === 0){
    //   throw new Error(`Invalid Option: objname must be a non empty string`);
    // }
    // Great, nothing to do
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`,
    );
  }
  if (options.objname !== undefined) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field",
        );
      }
    } else {
      // A string or a buffer
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index",
        );
      }
    }
  }
  // Normalize option `on_record`
  if (options.on_record === undefined || options.on_record === null) {
    options.on_record = undefined;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`,
      ],
      options,
    );
  }
  // Normalize option `on_skip`
  // options.on_skip ??= (err, chunk) => {
  //   this.emit('skip', err, chunk);
  // };
  if (
    options.on_skip !== undefined &&
    options.on_skip !== null &&
    typeof options.on_skip !== "function"
  ) {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`,
    );
  }
  // Normalize option `quote`
  if (
    options.quote === null ||
    options.quote === false ||
    options.quote === ""
  ) {
    options.quote = null;
  } else {
    if (options.quote === undefined || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`,
      );
    }
  }
  // Normalize option `raw`
  if (
    options.raw === undefined ||
    options.raw === null ||
    options.raw === false
  ) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`,
    );
  }
  // Normalize option `record_delimiter`
  if (options.record_delimiter === undefined) {
    options.record_delimiter = [];
  } else if (
    typeof options.record_delimiter === "string" ||
    Buffer.isBuffer(options.record_delimiter)
  ) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`,
        ],
        options,
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`,
      ],
      options,
    );
  }
  options.record_delimiter = options.record_delimiter.map(function (rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  // Normalize option `relax_column_count`
  if (typeof options.relax_column_count === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count === undefined ||
    options.relax_column_count === null
  ) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`,
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_less === undefined ||
    options.relax_column_count_less === null
  ) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`,
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_more === undefined ||
    options.relax_column_count_more === null
  ) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`,
    );
  }
  // Normalize option `relax_quotes`
  if (typeof options.relax_quotes === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_quotes === undefined ||
    options.relax_quotes === null
  ) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`,
    );
  }
  // Normalize option `skip_empty_lines`
  if (typeof options.skip_empty_lines === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_empty_lines === undefined ||
    options.skip_empty_lines === null
  ) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`,
    );
  }
  // Normalize option `skip_records_with_empty_values`
  if (typeof options.skip_records_with_empty_values === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_empty_values === undefined ||
    options.skip_records_with_empty_values === null
  ) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`,
    );
  }
  // Normalize option `skip_records_with_error`
  if (typeof options.skip_records_with_error === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_error === undefined ||
    options.skip_records_with_error === null
  ) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`,
    );
  }
  // Normalize option `rtrim`
  if (
    options.rtrim === undefined ||
    options.rtrim === null ||
    options.rtrim === false
  ) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`,
    );
  }
  // Normalize option `ltrim`
  if (
    options.ltrim === undefined ||
    options.ltrim === null ||
    options.ltrim === false
  ) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`,
    );
  }
  // Normalize option `trim`
  if (
    options.trim === undefined ||
    options.trim === null ||
    options.trim === false
  ) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`,
    );
  }
  // Normalize options `trim`, `ltrim` and `rtrim`
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  // Normalize option `to`
  if (options.to === undefined || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`,
      );
    }
  }
  // Normalize option `to_line`
  if (options.to_line === undefined || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`,
      );
    }
  }
  return options;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/delimiter_discover.js



// Discussed in [issue #400](https://github.com/adaltas/node-csv/issues/400)
// See https://github.com/python/cpython/blob/ea1b1c579f600cc85d145c60862b2e6b98701b24/Lib/csv.py#L349
const delimiter_discover = function (records, options) {
  // Normalize the configuration
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  // Convert String to Buffer
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  // Convert Buffer to an array of records
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records.push(record);
      const close = () => {};
      const error = parser.parse(data, true, push, close);
      if (error !== undefined) throw error;
      return records;
    })(records);
  }
  // Info array initialization, 127 entries, one per char code
  const info = Array(127)
    .fill()
    .map(() => ({ lines: [] }));
  // Traverse each records, count occurences per char code
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      // Count the character frequency
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === undefined) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  // Traverse each char code, compute the score
  info.map((info, i) => {
    info.char_code = i;
    info.std = std(info.lines);
    info.total = info.lines.reduce((acc, val) => acc + val, 0);
    info.preferred = !!options.preferred[i];
    info.score = options.score(info, options);
  });
  // Extract the dominant character
  const result = info.reduce(
    (acc, info) => (acc.score > info.score ? acc : info),
    {},
  );
  return String.fromCharCode(result.char_code);
};

const std = function (array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n,
  );
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/index.js






const isRecordEmpty = function (record) {
  return record.every(
    (field) =>
      field == null || (field.toString && field.toString().trim() === ""),
  );
};

const cr = 13; // `\r`, carriage return, 0x0D in hexadécimal, 13 in decimal
const nl = 10; // `\n`, newline, 0x0A in hexadecimal, 10 in decimal

const boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254]),
};

const transform = function (original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0,
  };
  const options = normalize_options(original_options);
  return {
    info: info,
    original_options: original_options,
    options: options,
    state: init_state(options),
    __needMoreData: function (i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } =
        this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0
          ? Buffer.from("\r\n", encoding).length
          : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0,
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function (nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line,
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote,
      } = this.state;
      // Automatic delimiter discovery
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === undefined) {
          delimiterBuf = nextBuf;
        } else if (
          delimiterBufPrevious !== undefined &&
          nextBuf === undefined
        ) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        // Ensure that nextBuf is not concatenated a second time during buffer reconciliation
        nextBuf = undefined;
        // this.delimiterBufPrevious = delimiterBuf;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto),
            ),
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = undefined;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      // Previous buffers reconciliation
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === undefined) {
        if (nextBuf === undefined) {
          // Handle empty string
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== undefined && nextBuf === undefined) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      // Handle UTF BOM
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          // No enough data
          if (end === false) {
            // Wait for more data
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding in boms) {
            if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
              // Skip BOM
              const bomLength = boms[encoding].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              // Renormalize original options with the new encoding
              const options = normalize_options({
                ...this.original_options,
                encoding: encoding,
              });
              // Properties are merged with the existing options instance
              for (const key in options) {
                this.options[key] = options[key];
              }
              // Options will re-evaluate the Buffer with the new encoding
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        // Ensure we get enough space to look ahead
        // There should be a way to move this out of the loop
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        // Auto discovery of record_delimiter, unix, mac and windows supported
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos,
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if (
          (chr === cr || chr === nl) &&
          this.state.wasRowDelimiter === false
        ) {
          this.state.wasRowDelimiter = true;
        }
        // Previous char was a valid escape char
        // treat the current char as a regular char
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          // Escape is only active inside quoted fields
          // We are quoting, the char is an escape chr and there is a chr to escape
          // if(escape !== null && this.state.quoting === true && chr === escape && pos + 1 < bufLen){
          if (
            escape !== null &&
            this.state.quoting === true &&
            this.__isEscape(buf, pos, chr) &&
            pos + escape.length < bufLen
          ) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          // Not currently escaping and chr is a quote
          // TODO: need to compare bytes instead of single char
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable =
                rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment =
                comment !== null &&
                this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr,
              );
              const isNextChrRecordDelimiter =
                record_delimiter.length === 0
                  ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length)
                  : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              // Escape a quote
              // Treat next char as a regular character
              if (
                escape !== null &&
                this.__isEscape(buf, pos, chr) &&
                this.__isQuote(buf, pos + escape.length)
              ) {
                pos += escape.length - 1;
              } else if (
                !nextChr ||
                isNextChrDelimiter ||
                isNextChrRecordDelimiter ||
                isNextChrComment ||
                isNextChrTrimable
              ) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment",
                    ],
                    this.options,
                    this.__infoField(),
                  ),
                );
                if (err !== undefined) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                // In relax_quotes mode, treat opening quote preceded by chrs as regular
                if (relax_quotes === false) {
                  const info = this.__infoField();
                  const bom = Object.keys(boms)
                    .map((b) =>
                      boms[b].equals(this.state.field.toString()) ? b : false,
                    )
                    .filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom ? `(${bom} bom)` : undefined,
                      ],
                      this.options,
                      info,
                      {
                        field: this.state.field,
                      },
                    ),
                  );
                  if (err !== undefined) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos,
            );
            if (recordDelimiterLength !== 0) {
              // Do not emit comments which take a full line
              const skipCommentLine =
                this.state.commenting &&
                this.state.wasQuoting === false &&
                this.state.record.length === 0 &&
                this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
                // Skip full comment line
              } else {
                // Activate records emission if above from_line
                if (
                  this.state.enabled === false &&
                  this.info.lines +
                    (this.state.wasRowDelimiter === true ? 1 : 0) >=
                    from_line
                ) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                // Skip if line is empty and skip_empty_lines activated
                if (
                  skip_empty_lines === true &&
                  this.state.wasQuoting === false &&
                  this.state.record.length === 0 &&
                  this.state.field.length === 0
                ) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== undefined) return errField;
                this.info.bytes =
                  this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== undefined) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (
              comment !== null &&
              (comment_no_infix === false ||
                (this.state.record.length === 0 &&
                  this.state.field.length === 0))
            ) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== undefined) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (
            max_record_size !== 0 &&
            this.state.record_length + this.state.field.length > max_record_size
          ) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
              ),
            );
          }
        }
        const lappend =
          ltrim === false ||
          this.state.quoting === true ||
          this.state.field.length !== 0 ||
          !this.__isCharTrimable(buf, pos);
        // rtrim in non quoting is handle in __onField
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        // Ensure we are not ending in a quoting state
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
          if (err !== undefined) return err;
        } else {
          // Skip last line if it has no characters
          if (
            this.state.wasQuoting === true ||
            this.state.record.length !== 0 ||
            this.state.field.length !== 0
          ) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== undefined) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== undefined) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function (push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values,
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      // Convert the first line into column names
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err =
          columns === false
            ? new CsvError(
                "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
                [
                  "Invalid Record Length:",
                  `expect ${this.state.expectedRecordLength},`,
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              )
            : new CsvError(
                "CSV_RECORD_INCONSISTENT_COLUMNS",
                [
                  "Invalid Record Length:",
                  `columns length is ${columns.length},`, // rename columns
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              );
        if (
          relax_column_count === true ||
          (relax_column_count_less === true &&
            recordLength < this.state.expectedRecordLength) ||
          (relax_column_count_more === true &&
            recordLength > this.state.expectedRecordLength)
        ) {
          this.info.invalid_field_length++;
          this.state.error = err;
          // Error is undefined with skip_records_with_error
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        // With columns, records are object
        if (columns !== false) {
          const obj = {};
          // Transform record array to an object
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === undefined || columns[i].disabled) continue;
            // Turn duplicate columns into an array
            if (
              group_columns_by_name === true &&
              Object.hasOwn(obj, columns[i].name)
            ) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true,
              });
            }
          }
          // Without objname (default)
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [obj[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? obj : [obj[objname], obj],
              push,
            );
            if (err) {
              return err;
            }
          }
          // Without columns, records are array
        } else {
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: record },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [record[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? record : [record[objname], record],
              push,
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function (record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers =
          firstLineToHeaders === undefined
            ? record
            : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`,
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers,
              },
            ),
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function () {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = undefined;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function () {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      // Short circuit for the from_line options
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== undefined) return err;
        field = f;
      }
      this.state.record.push(field);
      // Increment record length if record size must not exceed a limit
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function () {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function (record, push) {
      const { on_record } = this.options;
      if (on_record !== undefined) {
        const info = this.__infoRecord();
        try {
          record = on_record.call(null, record, info);
        } catch (err) {
          return err;
        }
        if (record === undefined || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function (field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      // Dont loose time calling cast
      // because the final record is an object
      // and this field can't be associated to a key present in columns
      if (
        isColumns === true &&
        relax_column_count &&
        this.options.columns.length <= this.state.record.length
      ) {
        return [undefined, undefined];
      }
      if (this.state.castField !== null) {
        try {
          const info = this.__infoField();
          return [undefined, this.state.castField.call(null, field, info)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [undefined, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info = this.__infoField();
        return [undefined, this.options.cast_date.call(null, field, info)];
      }
      return [undefined, field];
    },
    __compareBytes: function (sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function (buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      // Fast bail-out: non-whitespace bytes (the common case) are rejected
      // without scanning the full timchar list.
      const first = buf[pos];
      if (first === undefined || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function (buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (
        ignore_last_delimiters === true &&
        this.state.record.length === this.options.columns.length - 1
      ) {
        return 0;
      } else if (
        ignore_last_delimiters !== false &&
        typeof ignore_last_delimiters === "number" &&
        this.state.record.length === ignore_last_delimiters - 1
      ) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function (buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function (value) {
      return value - parseFloat(value) + 1 >= 0; // Borrowed from jquery
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function (buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function (chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function (buf, pos) {
      const { encoding } = this.options;
      // Note, we don't need to cache this information in state,
      // It is only called on the first line until we find out a suitable
      // record delimiter.
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding),
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function (msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== undefined) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : undefined,
            );
          } catch (err) {
            return err;
          }
        }
        // this.emit('skip', err, raw ? this.state.rawBuffer.toString(encoding) : undefined);
        return undefined;
      } else {
        return err;
      }
    },
    __infoDataSet: function () {
      return {
        ...this.info,
        columns: this.options.columns,
      };
    },
    __infoRecord: function () {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : undefined,
      };
    },
    __infoField: function () {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      // Bytes records are only incremented when all records'fields are parsed
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records: bytes_records,
        column:
          isColumns === true
            ? columns.length > this.state.record.length
              ? columns[this.state.record.length].name
              : null
            : this.state.record.length,
        quoting: this.state.wasQuoting,
      };
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/sync.js



const parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};




/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __nccwpck_require__(93188);
;// CONCATENATED MODULE: ./lib/docker/children.js
/**
 * The only file that starts a process. Each one leads a process group of its own, because the runner signals only us
 * when a job is cancelled: the signal is passed on to the groups, so that it also reaches what they started.
 */



/** The processes of this job, none so far. */
function createChildren() {
    const running = new Set();
    let isCancelled = false;
    return {
        run: async (command) => {
            if (isCancelled)
                throw new errors/* Cancelled */.cJ();
            const end = await runChild(command, running);
            if (isCancelled)
                throw new errors/* Cancelled */.cJ();
            return end;
        },
        count: () => running.size,
        signal: (signal) => {
            for (const pid of running)
                signalGroup(pid, signal);
        },
        cancel: () => {
            isCancelled = true;
        },
    };
}
function runChild(command, running) {
    const { program, args, env, input, limitMs, signal: stop, onStdout, onStderr } = command;
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'pipe'] });
        const { pid, stdin, stdout, stderr } = child;
        if (pid !== undefined)
            running.add(pid);
        const limit = killAfter(pid, limitMs, stop);
        for (const [output, take] of [[stdout, onStdout], [stderr, onStderr]]) {
            output.on('data', (chunk) => {
                if (!take(chunk))
                    holdBack([stdout, stderr]);
            });
        }
        // One that does not read its input ends nevertheless, and its exit code counts.
        stdin.on('error', () => { });
        stdin.end(input);
        child.on('error', (error) => {
            limit.lift();
            reject(error);
        });
        child.on('exit', () => letGo([stdout, stderr]));
        child.on('close', (code, signal) => {
            limit.lift();
            if (pid !== undefined)
                running.delete(pid);
            resolve({ code: code ?? 128 + signalNumber(signal), isTimedOut: limit.isOver() });
        });
    });
}
/** Ends a process and all its descendants when its time is over, or when it is told to. */
function killAfter(pid, ms, stop) {
    let isOver = false;
    if (pid === undefined)
        return { isOver: () => false, lift: () => { } };
    const kill = () => signalGroup(pid, 'SIGKILL');
    const expire = () => {
        isOver = true;
        kill();
    };
    const timer = ms === undefined ? undefined : setTimeout(expire, ms);
    stop?.addEventListener('abort', kill);
    const lift = () => {
        clearTimeout(timer);
        stop?.removeEventListener('abort', kill);
    };
    return { isOver: () => isOver, lift };
}
/** How long the outputs of a process that has ended may be silent before they are closed. */
const SILENCE_MS = 2_000;
/**
 * What a process started may outlive it and keep its outputs open: the shared connection of ssh does. So they are
 * read to their end, or until nothing comes any more.
 */
function letGo(outputs) {
    // One that ended before its process tells nothing of that any more, and its timer would keep us alive.
    for (const output of outputs.filter(({ closed }) => !closed)) {
        const timer = setTimeout(() => (output.isPaused() ? timer.refresh() : output.destroy()), SILENCE_MS);
        output.on('data', () => timer.refresh());
        output.on('close', () => clearTimeout(timer));
    }
}
/** What a process prints faster than the log takes it would pile up in memory. */
function holdBack(outputs) {
    for (const output of outputs) {
        output.pause();
        (0,log/* whenWritten */.aY)(() => output.resume());
    }
}
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    }
    catch {
        // It ended in between.
    }
}
function signalNumber(signal) {
    return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15;
}

// EXTERNAL MODULE: ./lib/docker/docker.js
var docker_docker = __nccwpck_require__(41762);
;// CONCATENATED MODULE: ./lib/docker/signals.js

/** How long children may take to end by themselves before they are killed. The runner gives us 7.5 s. */
const GRACE_MS = 1_200;
/**
 * A cancelled job: the runner signals this process only, so we pass the signal on to the process groups of
 * our children, give them a moment and leave. Everything to undo is in the state already, and post undoes it.
 */
function leaveOnCancel(children) {
    const lastSteps = new Set();
    const takeLastSteps = () => {
        for (const step of lastSteps)
            step();
    };
    let isLeaving = false;
    const leave = (signal, code) => {
        if (isLeaving) {
            // A second signal: the children get no more time.
            children.signal('SIGKILL');
            return;
        }
        isLeaving = true;
        children.cancel();
        takeLastSteps();
        (0,log/* say */.cv)();
        (0,log/* say */.cv)(`Cancelled (${signal}): the running docker commands are stopped; the post step removes what was made.`);
        children.signal(signal);
        exitAfterChildren(children, code);
    };
    process.on('SIGINT', () => leave('SIGINT', 130));
    process.on('SIGTERM', () => leave('SIGTERM', 143));
    // Nobody reads the log any more: nothing can be said, but nothing must stay behind either.
    process.stdout.on('error', () => {
        takeLastSteps();
        children.signal('SIGKILL');
        process.exit(1);
    });
    return (step) => {
        lastSteps.add(step);
        return () => lastSteps.delete(step);
    };
}
function exitAfterChildren(children, code) {
    const deadline = Date.now() + GRACE_MS;
    const timer = setInterval(() => {
        if (children.count() > 0 && Date.now() < deadline)
            return;
        clearInterval(timer);
        children.signal('SIGKILL');
        process.exit(code);
    }, 20);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: ./lib/buildx/attributes.js
var buildx_attributes = __nccwpck_require__(8819);
// EXTERNAL MODULE: ./lib/platforms/nearest.js
var nearest = __nccwpck_require__(37378);
;// CONCATENATED MODULE: ./lib/buildx/known-words.js



/**
 * Refuses what one slip makes of a known word: no later version will have called something that. The error holds no
 * other part of the value, which may be secret.
 * @param known words of the tables
 * @throws InvalidValue
 */
function refuseSlips({ type, attributes }, known) {
    refuseSlip(type, known.types, `the type "${type}"`);
    for (const name of Object.keys(attributes)) {
        refuseSlip(name, known.attributes, `the attribute "${name}" of type=${type}`);
    }
}
function refuseSlip(word, known, what) {
    const meant = known.includes(word) ? undefined : (0,nearest/* nearest */.p)(word.toLowerCase(), known);
    if (meant !== undefined)
        throw new errors/* InvalidValue */.h6(`${what} is not known.`, `Did you mean ${meant}?`);
}
/**
 * Refuses switches that are neither on nor off: some of them buildx and BuildKit pass over without a word, the others
 * they refuse once the builder is made.
 * @param switches names of attributes that are on or off; an empty value is left to whoever reads it
 * @throws InvalidValue
 */
function refuseUnclear({ type, attributes }, switches) {
    const unclear = switches.find((name) => {
        const value = attributes[name] ?? '';
        return value !== '' && !(0,buildx_attributes/* isYes */.AX)(value) && !(0,buildx_attributes/* isNo */.IY)(value);
    });
    if (unclear === undefined)
        return;
    const what = `"${unclear}=${attributes[unclear]}" of type=${type} is neither true nor false.`;
    throw new errors/* InvalidValue */.h6(what, `Write ${unclear}=true or ${unclear}=false.`);
}
/** What is not known of a type and its attributes. @param isKnown undefined where the type is not known */
function unknownWords({ type, attributes }, isKnown) {
    if (isKnown === undefined)
        return [{ type, attribute: undefined }];
    const names = Object.keys(attributes).filter((name) => !isKnown(name));
    return names.map((attribute) => ({ type, attribute }));
}

;// CONCATENATED MODULE: ./lib/buildx/cache-entry.js



/** Attributes of all exports: BuildKit's control/control.go. */
const EXPORT = { mode: 'setting', 'ignore-error': 'setting' };
/** Attributes of exports that write an image: util/compression/attrs.go. */
const IMAGE = {
    ...{ compression: 'setting', 'compression-level': 'setting', 'force-compression': 'setting' },
    ...{ 'oci-mediatypes': 'setting', 'image-manifest': 'setting' },
};
const GHA = {
    ...{ scope: 'place', url: 'place', url_v2: 'place', repository: 'place' },
    ...{ token: 'secret', ghtoken: 'secret', version: 'setting', timeout: 'setting' },
};
const S3 = {
    ...{ endpoint_url: 'place', region: 'place', bucket: 'place', name: 'place' },
    ...{ prefix: 'place', blobs_prefix: 'place', manifests_prefix: 'place' },
    ...{ access_key_id: 'secret', secret_access_key: 'secret', session_token: 'secret' },
    ...{ use_path_style: 'setting', touch_refresh: 'setting', upload_parallelism: 'setting' },
    ...{ disable_accept_encoding: 'setting', retry_mode: 'setting', retry_max_attempts: 'setting' },
};
const AZBLOB = {
    ...{ account_url: 'place', account_name: 'place', container: 'place', name: 'place' },
    ...{ prefix: 'place', blobs_prefix: 'place', manifests_prefix: 'place' },
    secret_access_key: 'secret',
};
/**
 * The types of caches with every attribute that BuildKit 0.32 reads when it imports and exports them
 * (cache/remotecache/TYPE; for local also client/solve.go). The secrets are those of buildx 0.36
 * (util/desktop/bundle/trace.go).
 */
const CACHE_TYPES = new Map(Object.entries({
    registry: {
        from: { ref: 'image', 'registry.insecure': 'setting' },
        to: { ref: 'image', 'registry.insecure': 'setting', ...IMAGE, ...EXPORT },
    },
    gha: { from: GHA, to: { ...GHA, ...EXPORT } },
    local: {
        from: { src: 'place', tag: 'place', digest: 'place' },
        to: { dest: 'place', tag: 'place', reset: 'setting', ...IMAGE, ...EXPORT },
    },
    // A part of the image, which is imported from there with the type registry.
    inline: { from: {}, to: EXPORT },
    s3: { from: S3, to: { ...S3, ...EXPORT } },
    azblob: { from: AZBLOB, to: { ...AZBLOB, ...EXPORT } },
}));
/**
 * Reads an image name, or attributes with a type, as buildx does (util/buildflags/cache.go).
 * @throws InvalidValue
 */
function parseCacheEntry(text) {
    const [name = '', ...others] = (0,buildx_attributes/* fieldsOf */.Pf)(text);
    if (others.length === 0 && !name.includes('=')) {
        // It would be the image of this name on Docker Hub.
        if (CACHE_TYPES.has(name)) {
            throw new errors/* InvalidValue */.h6(`"${name}" alone is the name of an image.`, `Write type=${name}.`);
        }
        return { type: 'registry', attributes: { ref: name }, text };
    }
    const typed = (0,buildx_attributes/* parseTyped */.MF)(text, 'type=registry,ref=ghcr.io/owner/app:cache');
    refuseSlips(typed, { types: [...CACHE_TYPES.keys()], attributes: Object.keys(wordsOf(typed.type)) });
    refuseUnclear(typed, SWITCHES);
    // BuildKit passes over any other.
    const { mode = 'min' } = typed.attributes;
    if (!['min', 'max'].includes(mode)) {
        throw new errors/* InvalidValue */.h6(`"mode=${mode}" of type=${typed.type} is no mode.`, 'Write mode=min or mode=max.');
    }
    return { ...typed, text: (0,buildx_attributes/* withoutBlanks */.Al)(text) };
}
const SWITCHES = [
    'ignore-error',
    'oci-mediatypes',
    'image-manifest',
    'force-compression',
    'registry.insecure',
];
/** The words of a cache that no version knows. */
function unknownInCache(entry) {
    const words = CACHE_TYPES.has(entry.type) ? wordsOf(entry.type) : undefined;
    return unknownWords(entry, words && ((name) => Object.hasOwn(words, name)));
}
function wordsOf(type) {
    return { ...CACHE_TYPES.get(type)?.from, ...CACHE_TYPES.get(type)?.to };
}
/** An entry that is not written by the user. */
function cacheEntry(type, attributes) {
    return { type, attributes, text: (0,buildx_attributes/* printTyped */.AN)({ type, attributes }) };
}
/** The image of a registry that the cache is; undefined where it is something else. */
function cacheImage(entry) {
    return valuesOf(entry, 'image')[0];
}
/** What nobody may see. */
function cacheSecrets(entry) {
    return valuesOf(entry, 'secret');
}
function valuesOf({ type, attributes }, meaning) {
    const words = new Map(Object.entries(wordsOf(type)));
    return Object.entries(attributes).flatMap(([name, value]) => (words.get(name) === meaning ? [value] : []));
}
/** Whether a cache is exported to a place of its own, and not as a part of the image. */
function hasOwnPlace({ type }) {
    const words = CACHE_TYPES.get(type)?.to;
    return words === undefined || Object.values(words).some((meaning) => meaning !== 'setting');
}

// EXTERNAL MODULE: ./lib/distinct.js
var lib_distinct = __nccwpck_require__(62279);
;// CONCATENATED MODULE: ./lib/inputs/secrets.js


const ID = /^[A-Za-z0-9._-]+$/;
/** `id=value`, split at the first =. The messages hold no part of the value. */
function parseSecret(item) {
    const { id, value } = split(item);
    // Not even the id is shown: it may be a line of a value whose quotes were forgotten.
    if (!ID.test(id)) {
        throw new errors/* InvalidValue */.h6('a secret is not written as id=value.', 'An id has letters, digits, ".", "_" and "-"; a value of several lines stands in quotes, with the id inside them.');
    }
    // The line says which one it is.
    if (value === '') {
        throw new errors/* InvalidValue */.h6('a secret has no value.', 'Is it set in the repository, and is this workflow allowed to read it (forks are not)?');
    }
    return { id, value };
}
/** `id=NAME` or `id=path`. */
function parseSecretSource(item) {
    const { id, value } = split(item);
    if (id === '' || value === '') {
        throw new errors/* InvalidValue */.h6('an item is not written as id=NAME or id=path.', 'Write the id, =, and where the value is.');
    }
    return { id, value };
}
function split(item) {
    const { name, value } = (0,buildx_attributes/* nameAndValue */.gb)(item);
    return value === undefined ? { id: '', value: '' } : { id: name.trim(), value };
}
/** Shorter texts are part of every other line: masking them would star the log and drop outputs. */
const SHORTEST_MASK = 4;
/** More lines than this are a file, not a password. */
const MOST_MASKS = 500;
/** What the runner has to hide of a value: each line by itself, because the runner looks at lines. */
function masksOf(value) {
    const lines = value.split(/[\r\n]+/).map((line) => line.trim());
    return [...new Set(lines.filter((line) => line.length >= SHORTEST_MASK))].slice(0, MOST_MASKS);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
// EXTERNAL MODULE: ./lib/buildx/buildkitd-config.js
var buildkitd_config = __nccwpck_require__(2027);
// EXTERNAL MODULE: ./lib/buildx/endpoints.js
var endpoints = __nccwpck_require__(59030);
// EXTERNAL MODULE: ./lib/buildx/variables.js
var variables = __nccwpck_require__(55269);
// EXTERNAL MODULE: ./lib/docker/folders.js
var folders = __nccwpck_require__(68721);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __nccwpck_require__(16413);
;// CONCATENATED MODULE: ./lib/facts/switches.js
/**
 * docker's own variables that are true or false. They are read as Go's strconv.ParseBool reads them: buildx does
 * (build/opt.go), and Util.parseBool of docker's actions is the same. Empty is not set, as for docker's actions. Only for
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF these know the word true alone; to take 1 for no would help nobody.
 * DOCKER_TLS and DOCKER_TLS_VERIFY are not among them: docker takes any text for yes (docker/cli, cli/flags/options.go).
 */

/** What each means where it is not set. */
const UNSET = {
    BUILDX_NO_DEFAULT_ATTESTATIONS: false,
    DOCKER_BUILD_CHECKS_ANNOTATIONS: true,
    DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: false,
};
/** What is neither true nor false is as if it were not set; `unclearSwitches` names it. */
function readSwitch(name, env) {
    const value = env[name];
    return UNSET[name] ? !(0,buildx_attributes/* isNo */.IY)(value) : (0,buildx_attributes/* isYes */.AX)(value);
}
/** Those that are set to something that is neither true nor false. */
function unclearSwitches(env) {
    return Object.keys(UNSET).flatMap((name) => {
        const value = env[name] ?? '';
        return value === '' || (0,buildx_attributes/* isYes */.AX)(value) || (0,buildx_attributes/* isNo */.IY)(value) ? [] : [{ name, value }];
    });
}

;// CONCATENATED MODULE: ./lib/facts/docker.js
/** What environment and disk say about docker's way to its engine and to the nodes of a builder. */








/** `BUILDER_NODE_0_AUTH_TLS_KEY`: the first node is 0, those of `append` follow. */
const KEY_VARIABLE = /^BUILDER_NODE_(\d+)_AUTH_TLS_(CACERT|CERT|KEY)$/;
/** Looks at variables and files; starts no process. */
async function readDocker(inputs, env) {
    const folder = (0,folders/* dockerFolder */.N)(env);
    const names = {
        context: currentContext(folder, env),
        host: env['DOCKER_HOST'] ?? '',
        contexts: readContexts(folder),
    };
    const address = (0,endpoints/* engineAddress */.ZK)('', names);
    return {
        ...names,
        address,
        isLocal: (0,endpoints/* isLocalAddress */.MJ)(address),
        // Any text is a yes to docker, also false and 0 (docker/cli, cli/flags/options.go).
        hasTls: names.context === 'default' && Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']),
        buildkitHost: env['BUILDKIT_HOST'] ?? '',
        chosenBuilder: chosenBuilder(env),
        hasProxies: (0,lib_json/* field */.ZZ)(settingsOf(folder), 'proxies') !== undefined,
        keys: Object.entries(env).flatMap(([name, value]) => keyVariable(name, value)),
        config: await readConfigFile(inputs['buildkitd-config']),
        defaultConfig: await readConfigFile((0,external_node_path_.join)((0,folders/* buildxFolder */.j)(env), 'buildkitd.default.toml')),
        unclear: unclearSwitches(env),
        inVain: (0,variables/* vainVariables */._U)(env, inputs.platforms.length > 0),
    };
}
/** undefined where no file is named, or where it cannot be read. */
async function readConfigFile(path) {
    const source = path === '' ? undefined : readText(path);
    return source === undefined ? undefined : (0,buildkitd_config/* readConfig */.Xg)(source);
}
/** By buildx's variable, or else by `buildx use` and `create --use`, which it notes in a file (docker/buildx, store/store.go). */
function chosenBuilder(env) {
    const current = (0,lib_json/* parseJson */.qF)(readText((0,external_node_path_.join)((0,folders/* buildxFolder */.j)(env), 'current')) ?? '');
    return env['BUILDX_BUILDER'] || (0,lib_json/* text */.Qq)(current, 'Name');
}
/** The values that must never be seen in the log. */
function readKeys(env) {
    return Object.entries(env).flatMap(([name, value]) => keyVariable(name, value).length > 0 ? [value ?? ''] : []);
}
/** As docker's command line finds it: an address in the environment means the default context. */
function currentContext(folder, env) {
    if (env['DOCKER_HOST'])
        return 'default';
    return env['DOCKER_CONTEXT'] || (0,lib_json/* text */.Qq)(settingsOf(folder), 'currentContext') || 'default';
}
function settingsOf(folder) {
    return (0,lib_json/* parseJson */.qF)(readText((0,external_node_path_.join)(folder, 'config.json')) ?? '');
}
/** Addresses of the engines of docker's contexts, by name. */
function readContexts(folder) {
    const metas = (0,external_node_path_.join)(folder, 'contexts', 'meta');
    const found = namesIn(metas).map((name) => (0,lib_json/* parseJson */.qF)(readText((0,external_node_path_.join)(metas, name, 'meta.json')) ?? ''));
    return Object.fromEntries(found.map((meta) => [(0,lib_json/* text */.Qq)(meta, 'Name'), (0,lib_json/* text */.Qq)(meta, 'Endpoints', 'docker', 'Host')]));
}
function keyVariable(name, value) {
    const [, node, part] = KEY_VARIABLE.exec(name) ?? [];
    if (node === undefined || part === undefined || !value)
        return [];
    return [{ name, node: Number(node), option: part.toLowerCase() }];
}
function namesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return [];
    }
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: ./lib/platforms/args.js
var platforms_args = __nccwpck_require__(84595);
;// CONCATENATED MODULE: ./lib/platforms/templates.js



/** `{{NAME}}`, perhaps with blanks around the name: the form of docker's own {{defaultContext}}. */
const TEMPLATE = /\{\{\s*(.*?)\s*\}\}/g;
const NO_PLATFORM = { os: '', osVersion: '', osFeatures: [], arch: '', variant: '' };
const ALL = Object.keys((0,platforms_args/* platformArgs */.x)(NO_PLATFORM, undefined));
/** Of the machine that builds nothing is known while the inputs are read. */
const isOfMachine = (name) => name.startsWith('BUILD') && ALL.includes(name);
const NAMES = ALL.filter((name) => !isOfMachine(name));
/**
 * The text, whose templates all have a name of `PlatformArgs`.
 * @param others names that somebody else fills in
 * @throws InvalidValue with the name that was probably meant
 */
function withKnownTemplates(text, others = []) {
    const known = [...NAMES, ...others];
    for (const [template, name = ''] of text.matchAll(TEMPLATE)) {
        if (isOfMachine(name)) {
            const cure = `Write ARG ${name} in the Dockerfile: BuildKit sets it.`;
            throw new errors/* InvalidValue */.h6(`${template} is of the machine that builds, which is not known yet.`, cure);
        }
        if (!known.includes(name)) {
            const meant = nearestName(name, known);
            const cure = meant === undefined ? `Names are ${known.join(', ')}.` : `Did you mean {{${meant}}}?`;
            throw new errors/* InvalidValue */.h6(`the template ${template} is not known.`, cure);
        }
    }
    return text;
}
/** The text with what is derived from the platform; templates of other names stay as they are. */
function fillInPlatform(text, args) {
    const values = new Map(Object.entries({ ...args }));
    return text.replaceAll(TEMPLATE, (template, name) => values.get(name) ?? template);
}
/** Names are case-sensitive, guesses are not; {{arch}} is TARGETARCH to most people. */
function nearestName(name, known) {
    const word = name.toLowerCase();
    const words = known.map((candidate) => candidate.toLowerCase());
    const meant = (0,nearest/* nearest */.p)(word, words) ?? `target${word}`;
    return known[words.indexOf(meant)];
}

;// CONCATENATED MODULE: ./lib/inputs/context.js

/** A URL, an SSH address of a repository, or github.com/… */
const REMOTE = /^(?:[a-z]+:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/;
/** Whether a context is the event's repository: an empty one is, and one with the template. */
function isGitContext(context) {
    return context === '' || context.search(TEMPLATE) !== -1;
}
/** Whether a context or a Dockerfile is at an address, so that only the builder can look at it. */
function isRemoteSource(text) {
    return REMOTE.test(text);
}

;// CONCATENATED MODULE: ./lib/facts/paths.js
/** What the disk says about the paths that the inputs name. */




function readPaths(inputs, env) {
    const cache = env['RUNNER_TOOL_CACHE'] || (0,external_node_path_.join)(env['HOME'] || (0,external_node_os_.tmpdir)(), '.cache');
    return {
        sources: inputs.builds.map(readSource),
        missingEnvs: inputs['secret-envs'].filter(({ value }) => !env[value]).map(({ id }) => id),
        missingFiles: inputs['secret-files']
            .filter(({ value }) => kindOfPath(value) !== 'file')
            .map(({ id }) => id),
        unsetArgs: inputs.builds
            .flatMap((build) => build['build-args'])
            .filter((arg) => !arg.includes('=') && env[arg] === undefined),
        cacheFolder: (0,external_node_path_.join)(cache, 'multi-platform-build-cache'),
    };
}
function readSource({ context, file }) {
    if (isGitContext(context) || isRemoteSource(context)) {
        const dockerfile = file || 'Dockerfile';
        return { context, file, contextIs: 'elsewhere', dockerfile, dockerfileIs: 'elsewhere' };
    }
    const dockerfile = dockerfilePath(context, file);
    return {
        context,
        file,
        contextIs: kindOfPath(context) === 'folder' ? 'folder' : 'missing',
        dockerfile,
        dockerfileIs: isRemoteSource(file) ? 'elsewhere' : kindOfPath(dockerfile) === 'file' ? 'file' : 'missing',
    };
}
/** The Dockerfile that buildx takes: a lower-case one, too, where there is no other. */
function dockerfilePath(context, file) {
    const path = file === '' ? (0,external_node_path_.join)(context, 'Dockerfile') : file;
    const lowerCase = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), 'dockerfile');
    const isLowerCase = (0,external_node_path_.basename)(path) === 'Dockerfile' && kindOfPath(path) === 'missing' && kindOfPath(lowerCase) === 'file';
    return isLowerCase ? lowerCase : path;
}
/** `missing` is also what may not be read, and what cannot be a path: a value may be longer than any. */
function kindOfPath(path) {
    try {
        const stat = (0,external_node_fs_.statSync)(path);
        return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'missing';
    }
    catch {
        return 'missing';
    }
}

;// CONCATENATED MODULE: ./lib/facts/secrets.js






/** Larger files are no passwords, and too much for the runner to search every line for. In bytes. */
const MASKED_FILE_LIMIT = 64 << 10;
/** Everything that must never be seen in the log: the values of secrets, wherever they come from, each once. */
function readSecrets(inputs, env) {
    const ofId = (id, value) => ({ of: `the value of the secret "${id}"`, value });
    const values = [
        ...inputs.secrets.map(({ id, value }) => ofId(id, value)),
        ...inputs['secret-envs'].map(({ id, value }) => ofId(id, env[value] ?? '')),
        ...inputs['secret-files'].map(({ id, value }) => ofId(id, readSecretFile(value))),
        ...readKeys(env).map((value) => ({ of: 'a key of a node', value })),
        ...[...inputs['cache-from'], ...inputs['cache-to']]
            .flatMap(cacheSecrets)
            .map((value) => ({ of: 'a credential of a cache', value })),
        { of: 'the github-token', value: inputs['github-token'] },
    ];
    const masks = values.flatMap(({ of, value }) => masksOf(value).map((mask) => ({ of, value: mask })));
    return (0,lib_distinct/* distinctBy */.e)(masks, ({ value }) => value);
}
/** '' for a file that cannot be read: a rule reports that, without the path, which may be a secret itself. */
function readSecretFile(path) {
    try {
        const isMasked = kindOfPath(path) === 'file' && (0,external_node_fs_.statSync)(path).size <= MASKED_FILE_LIMIT;
        return isMasked ? (0,external_node_fs_.readFileSync)(path, 'utf8') : '';
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(57975);
;// CONCATENATED MODULE: ./lib/buildx/attestation.js



/** Stands for every other attribute. */
const ANY = '*';
/**
 * The types of attestations with every attribute that BuildKit 0.32 reads (frontend/attestations/parse.go,
 * solver/llbsolver/provenance.go and proc/provenance.go, frontend/dockerui/config.go), and `disabled`, which is buildx's
 * own (0.36, util/buildflags/attests.go).
 */
const ATTESTATION_TYPES = new Map(Object.entries({
    provenance: {
        'builder-id': 'builder',
        disabled: 'setting',
        ...{ mode: 'setting', version: 'setting', 'inline-only': 'setting', filename: 'setting' },
        ...{ reproducible: 'setting', 'capture-usage': 'setting', 'complete-materials': 'setting' },
    },
    // Any other attribute is a parameter of the generator.
    sbom: { disabled: 'setting', generator: 'setting', [ANY]: 'setting' },
}));
/** Attributes with a type. @throws InvalidValue */
function parseAttestation(text) {
    return read(text);
}
/** The input `provenance`: a boolean, or attributes. @throws InvalidValue */
function parseProvenance(text) {
    if ((0,buildx_attributes/* isYes */.AX)(text))
        return attestation('provenance', {});
    return (0,buildx_attributes/* isNo */.IY)(text) ? attestation('provenance', { disabled: 'true' }) : ofType('provenance', text);
}
/** The input `sbom`: a boolean, or attributes. @throws InvalidValue */
function parseSbom(text) {
    if ((0,buildx_attributes/* isYes */.AX)(text))
        return attestation('sbom', { disabled: 'false' });
    return (0,buildx_attributes/* isNo */.IY)(text) ? attestation('sbom', { disabled: 'true' }) : ofType('sbom', text);
}
function ofType(type, text) {
    // What is wrong is said without the type, which the user did not write.
    (0,buildx_attributes/* parseAttributes */.vB)(text, 'true, false or mode=max');
    const found = read(`type=${type},${text}`);
    if (found.type === type)
        return found;
    throw new errors/* InvalidValue */.h6(`"${text}" is of another type.`, `Write it into attests, or leave type=${found.type} out.`);
}
const attestation_SWITCHES = ['disabled', 'inline-only', 'reproducible', 'capture-usage', 'complete-materials'];
/** BuildKit knows attributes in lower case only, and passes over all others. */
function read(text) {
    const typed = (0,buildx_attributes/* parseTyped */.MF)(text, 'type=sbom,generator=IMAGE');
    const known = Object.keys(ATTESTATION_TYPES.get(typed.type) ?? {}).filter((name) => name !== ANY);
    refuseSlips(typed, { types: [...ATTESTATION_TYPES.keys()], attributes: known });
    refuseUnclear(typed, attestation_SWITCHES);
    const names = (0,buildx_attributes/* fieldsOf */.Pf)(text).map((field) => (0,buildx_attributes/* nameAndValue */.gb)(field).name);
    const isLower = names.every((name) => name === name.toLowerCase());
    return madeOf(typed, isLower ? (0,buildx_attributes/* withoutBlanks */.Al)(text) : (0,buildx_attributes/* printTyped */.AN)(typed));
}
/** The words of an attestation that no version knows. */
function unknownInAttestation(given) {
    const known = ATTESTATION_TYPES.get(given.type);
    return unknownWords(given, known && ((name) => Object.hasOwn(known, name) || Object.hasOwn(known, ANY)));
}
/** One that is not written by the user. */
function attestation(type, attributes) {
    return madeOf({ type, attributes }, (0,buildx_attributes/* printTyped */.AN)({ type, attributes }));
}
function madeOf({ type, attributes }, text) {
    return { type, attributes, isDisabled: (0,buildx_attributes/* isYes */.AX)(attributes['disabled']), text };
}
/** The attestation with the builder that it names, unless it names one already, or is of a type that names none. */
function withBuilder(given, builder) {
    const words = Object.entries(ATTESTATION_TYPES.get(given.type) ?? {});
    const [name] = words.find(([, meaning]) => meaning === 'builder') ?? [];
    if (name === undefined || Object.hasOwn(given.attributes, name))
        return given;
    const attributes = { ...given.attributes, [name]: builder };
    return { ...given, attributes, text: `${given.text},${(0,buildx_attributes/* quoteField */.nL)(`${name}=${builder}`)}` };
}

// EXTERNAL MODULE: ./lib/buildx/driver-option.js
var driver_option = __nccwpck_require__(34488);
// EXTERNAL MODULE: ./lib/buildx/drivers.js
var drivers = __nccwpck_require__(13211);
;// CONCATENATED MODULE: ./lib/buildx/exporter.js



const PUSHING = ['image', 'registry'];
const ARCHIVES = ['oci', 'docker'];
const IMAGES = [...PUSHING, ...ARCHIVES];
const FILES = ['local', 'tar'];
/**
 * The attributes of each type. In BuildKit 0.32: exptypes/keys.go, exptypes/annotations.go and export.go of
 * exporter/containerimage, and exporter/{oci,local,tar}; in buildx 0.36: util/buildflags/export.go and build/opt.go.
 */
const ATTRIBUTES = [
    { types: IMAGES, decides: 'push', keys: ['name'] },
    { types: PUSHING, decides: 'push', keys: ['push', 'push-by-digest', 'name-canonical'] },
    {
        types: IMAGES,
        decides: 'bytes',
        keys: [
            'compression',
            'compression-level',
            'force-compression',
            'oci-mediatypes',
            'oci-artifact',
            'rewrite-timestamp',
            'prefer-nondist-layers',
            'attestation-inline',
            /^annotation(?:-(?:index|manifest)(?:-descriptor)?)?(?:\[[a-z0-9_/-]+\])?\.\S+$/,
            // Until BuildKit 0.12: what the image was built from, in its config.
            'buildinfo',
            'buildinfo-attrs',
        ],
    },
    { types: [...IMAGES, ...FILES], decides: 'bytes', keys: ['source-date-epoch'] },
    {
        types: PUSHING,
        decides: 'handling',
        keys: [
            'registry.insecure',
            'store',
            'unpack',
            'dangling-name-prefix',
            // BuildKit spells it like this.
            'danging-name-empty-only',
            'unsafe-internal-store-allow-incomplete',
        ],
    },
    { types: ARCHIVES, decides: 'handling', keys: ['dest', 'tar'] },
    { types: ['docker'], decides: 'handling', keys: ['context'] },
    { types: FILES, decides: 'handling', keys: ['dest', 'attestation-prefix', 'platform-split', 'mode'] },
    // A word of buildx for no exporter at all.
    { types: ['cacheonly'], decides: 'handling', keys: [] },
    // The docker engine's own; what it reads is not BuildKit's.
    { types: ['moby'], decides: 'handling', keys: [/^/] },
];
/** What an attribute of a type decides; undefined for one that no version knows. */
function concernOf(type, key) {
    const isOfKey = (known) => typeof known === 'string' ? known === key : known.test(key);
    return ATTRIBUTES.find(({ types, keys }) => types.includes(type) && keys.some(isOfKey))?.decides;
}
/**
 * Reads a value of --output as buildx does (util/buildflags/export.go): attributes with a type, or a folder alone,
 * or `-` for a tar on stdout.
 * @throws InvalidValue
 */
function parseExporter(text) {
    const fields = (0,buildx_attributes/* fieldsOf */.Pf)(text);
    if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) {
        return { type: text === '-' ? 'tar' : 'local', attributes: { dest: text }, text };
    }
    return { ...(0,buildx_attributes/* parseTyped */.MF)(text, 'type=local,dest=out'), text };
}
/**
 * Reads an item of the input: a value of --output whose result gets somewhere. buildx writes an archive without a
 * destination to its own output, which is the log.
 * @throws InvalidValue
 */
function parseOutput(text) {
    const exporter = parseExporter(text);
    const { type, attributes } = exporter;
    if (text === attributes['dest'])
        refuseLonely(text);
    const heads = Object.fromEntries(Object.keys(attributes).map((name) => [headOf(name), '']));
    refuseSlips({ type, attributes: heads }, { types: TYPES, attributes: exporter_wordsOf(type) });
    refuseUnclear(exporter, exporter_SWITCHES);
    const { dest = '' } = attributes;
    const isFolder = (0,buildx_attributes/* isNo */.IY)(attributes['tar']);
    const writes = FILES.includes(type) || type === 'oci' || (type === 'docker' && (dest !== '' || isFolder));
    if (writes && ['', '-'].includes(dest)) {
        const example = type === 'local' || isFolder ? 'out' : `${type === 'tar' ? 'files' : 'image'}.tar`;
        const why = 'the log is no place for it';
        throw new errors/* InvalidValue */.h6(`"${text}" has no file or folder to go to, and ${why}.`, `Write dest, as in dest=${example}.`);
    }
    return { ...exporter, text: (0,buildx_attributes/* withoutBlanks */.Al)(text) };
}
const exporter_SWITCHES = [
    ...['push', 'push-by-digest', 'name-canonical', 'registry.insecure', 'store', 'unpack', 'tar'],
    ...['danging-name-empty-only', 'force-compression', 'oci-mediatypes', 'oci-artifact', 'rewrite-timestamp'],
    ...['prefer-nondist-layers', 'attestation-inline', 'platform-split'],
];
/** A word alone is a folder for buildx. */
function refuseLonely(text) {
    const word = (0,buildx_attributes/* nameAndValue */.gb)(text).name.trim().toLowerCase();
    if (TYPES.includes(text)) {
        throw new errors/* InvalidValue */.h6(`"${text}" alone is a folder.`, `Write type=${text}, or ./${text} for a folder.`);
    }
    if (text.includes('=') && ['type', 'dest', ...TYPES.flatMap(exporter_wordsOf)].includes(word)) {
        throw new errors/* InvalidValue */.h6(`"${text}" alone is a folder.`, `Write it as in type=local,dest=out, or ./${text} for a folder.`);
    }
}
const TYPES = [...new Set(ATTRIBUTES.flatMap(({ types }) => types))];
/** Names of annotations as attributes, without what they name. */
const ANNOTATIONS = [
    'annotation',
    'annotation-index',
    'annotation-index-descriptor',
    'annotation-manifest',
    'annotation-manifest-descriptor',
];
/** Words for the attributes of a type; what an annotation is for is not among them. */
function exporter_wordsOf(type) {
    const own = ATTRIBUTES.filter(({ types }) => types.includes(type)).flatMap(({ keys }) => keys);
    const words = own.filter((key) => typeof key === 'string');
    return words.length === own.length ? words : [...words, ...ANNOTATIONS];
}
/** The word of an attribute: `annotation` of `annotation[linux/arm64].a.b`. */
function headOf(name) {
    return name.startsWith('an') ? name.replace(/[.[].*$/s, '') : name;
}
/** The words of an exporter that no version knows. */
function unknownInExporter(exporter) {
    const { type } = exporter;
    return unknownWords(exporter, TYPES.includes(type) ? (name) => concernOf(type, name) !== undefined : undefined);
}
function exporterOf(type, attributes) {
    return { type, attributes, text: (0,buildx_attributes/* printTyped */.AN)({ type, attributes }) };
}
/** The attributes whose names are chosen. */
function choose({ attributes }, isChosen) {
    return Object.fromEntries(Object.entries(attributes).filter(([key]) => isChosen(key)));
}
/** As a text that two have where their attributes are the same, in whatever order. */
function printAttributes(attributes) {
    return JSON.stringify(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
/** @param isPush whether --push is given, which makes every image exporter push */
function pushes({ type, attributes }, isPush) {
    return type === 'registry' || (type === 'image' && (isPush || (0,buildx_attributes/* isTrue */.Hn)(attributes['push'])));
}
/** Whether it pushes without a tag. */
function isByDigest({ attributes }) {
    return (0,buildx_attributes/* isTrue */.Hn)(attributes['push-by-digest']);
}
/** The names that it gives the image, where --tag gives none. */
function namesOf({ attributes }) {
    return (attributes['name'] ?? '').split(',').filter((name) => name !== '');
}
/** Whether it loads the image into the docker engine, as --load does, and does not write a file. */
function loads({ type, attributes }) {
    return type === 'docker' && attributes['dest'] === undefined;
}
/** Whether its result is files and no image, so that buildx writes no image id. */
function writesFiles({ type }) {
    return FILES.includes(type);
}
/** Whether its result is one archive, which cannot hold what several nodes build. */
function isArchive({ type }) {
    return ARCHIVES.includes(type) || type === 'tar';
}
/** Whether two that push make the same image of the same result, byte for byte; attestations name where it goes. */
function makeSameImage(one, other) {
    const [first, second] = [one, other].map((exporter) => printAttributes(choose(exporter, (key) => concernOf('image', key) === 'bytes')));
    return first === second;
}
/** With other names, where it makes an image: buildx does the same with the values of --tag. */
function withNames(exporter, names) {
    if (!IMAGES.includes(exporter.type))
        return exporter;
    const others = choose(exporter, (key) => key !== 'name');
    return exporterOf(exporter.type, { ...others, name: names.join(',') });
}
/** An image exporter with all its other attributes that pushes to the repositories without a tag. */
function withoutTags(exporter, repositories) {
    return exporterOf('image', {
        name: repositories.join(','),
        'push-by-digest': 'true',
        'name-canonical': 'true',
        push: 'true',
        ...choose(exporter, (key) => concernOf('image', key) !== 'push'),
    });
}
/** The same without the form for attestations that OCI 1.1 has. */
function withoutArtifacts({ type, attributes }) {
    return exporterOf(type, { ...attributes, 'oci-artifact': 'false' });
}
/** Writes an OCI layout of what an image exporter pushes, of the same bytes: what is proven in it is what was pushed. */
function layoutExporter(exporter, folder) {
    const shape = choose(exporter, (key) => concernOf('oci', key) === 'bytes');
    return exporterOf('oci', { tar: 'false', dest: folder, ...shape });
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __nccwpck_require__(23940);
// EXTERNAL MODULE: ./lib/platforms/emulators.js
var emulators = __nccwpck_require__(45040);
// EXTERNAL MODULE: ./lib/platforms/platform.js
var platforms_platform = __nccwpck_require__(94325);
;// CONCATENATED MODULE: ./lib/inputs/annotation.js



const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor'];
/**
 * `[level[platform],level:]key=value`.
 * https://docs.docker.com/build/metadata/annotations/#specify-annotation-level
 */
function parseAnnotation(text) {
    const { name, value } = (0,buildx_attributes/* nameAndValue */.gb)(text);
    if (value === undefined || name === '' || name.endsWith(':') || name.startsWith('"'))
        throw new errors/* InvalidValue */.h6(`"${text}" is not an annotation.`, 'Write key=value or index:key=value.');
    const colon = name.indexOf(':');
    const pair = text.slice(colon + 1);
    if (colon === -1)
        return { text, pair, places: [{ level: 'manifest', platform: undefined }] };
    const parts = name.slice(0, colon).split(',');
    const levels = parts.map((part) => part.replace(/\[[^\]]*\]$/, ''));
    const unknown = levels.find((level) => !LEVELS.includes(level));
    if (unknown !== undefined) {
        throw new errors/* InvalidValue */.h6(`"${unknown}" in "${text}" is not a level.`, `Levels are ${LEVELS.join(', ')}.`);
    }
    const places = parts.map((part, index) => ({
        level: levels[index] ?? '',
        platform: part.includes('[') ? (0,platforms_platform/* parsePlatform */.FL)(part.slice(part.indexOf('[') + 1, -1)) : undefined,
    }));
    return { text, pair, places };
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(77030);
;// CONCATENATED MODULE: ./lib/inputs/flag-values.js
/**
 * Values that are passed on to a flag of `docker buildx build`. buildx reads them only after the builder is
 * made; here they are refused at once, with their line. Each function gives the text back as it was written.
 * The rules are those of buildx 0.36 (util/buildflags, opts of docker/cli, go-units).
 */



const CALLS = ['build', 'check', 'outline', 'targets'];
/** --call: a method, perhaps with format and ignorestatus. */
function parseCall(text) {
    const [name = '', ...attributes] = (0,buildx_attributes/* fieldsOf */.Pf)(text);
    const isKnown = (field) => field.startsWith('format=') ||
        (field.startsWith('ignorestatus=') && isBoolean(field.slice('ignorestatus='.length)));
    if (CALLS.includes(name) && attributes.every(isKnown))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a call.`, 'Write check, outline or targets.');
}
/** --network: the one of the builder, none, or that of its machine (build/opt.go of buildx). */
function parseNetwork(text) {
    if (['default', 'none', 'host'].includes(text))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a network of a build.`, `Write host, none or default. A network of docker is one of the builder, as with driver-opts: network=${text}.`);
}
/** --shm-size: a number of bytes with a unit. */
function parseSize(text) {
    if (/^\d+(?:\.\d+)? ?[kmgtp]?i?b?$/i.test(text))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a size.`, 'Write a number with a unit, as in 64m or 2g.');
}
const ULIMITS = 'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ');
/** --ulimit: `name=soft` or `name=soft:hard`. */
function parseUlimit(text) {
    const [, name = '', soft, hard = soft] = /^([a-z]+)=(-?\d+)(?::(-?\d+))?$/.exec(text) ?? [];
    if (!ULIMITS.includes(name)) {
        throw new errors/* InvalidValue */.h6(`"${text}" is not a limit.`, `Write name=soft:hard; names are ${ULIMITS.join(', ')}.`);
    }
    if (hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))) {
        throw new errors/* InvalidValue */.h6(`"${text}" has a soft limit above the hard one.`, 'Write the smaller one first.');
    }
    return text;
}
/** --allow: an entitlement. */
function parseEntitlement(text) {
    if (/^(?:network\.host|security\.insecure|device(?:=.+)?|buildx\.local\.delete)$/.test(text))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not an entitlement.`, 'Write network.host, security.insecure or device=NAME.');
}
/** --add-host: `name:address` or `name=address`; an IPv6 address may stand in brackets. */
function parseHost(text) {
    const address = /^[^\s"=:]+[=:](.+)$/.exec(text)?.[1]?.replace(/^\[(.*)\]$/, '$1') ?? '';
    if (address === 'host-gateway' || (0,external_node_net_.isIP)(address) !== 0)
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a host.`, 'Write name:address, as in db:10.0.0.5.');
}
/** --build-context: `name=path`; the name stands where a Dockerfile names an image, so it has the form of one. */
function parseBuildContext(text) {
    const { name, value } = (0,buildx_attributes/* nameAndValue */.gb)(text);
    if (value !== undefined && /^[a-z0-9][a-z0-9._/:@-]*$/.test(name))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a build context.`, 'Write name=path with a name in lower case.');
}
function isBoolean(text) {
    return (0,buildx_attributes/* isYes */.AX)(text) || (0,buildx_attributes/* isNo */.IY)(text);
}

// EXTERNAL MODULE: ./lib/inputs/parsers.js
var parsers = __nccwpck_require__(3593);
;// CONCATENATED MODULE: ./lib/inputs/assignments.js


const lines = { commas: false };
/** Lists of NAME=value that are read by the same rules in an input and in `platform-settings`. */
const ASSIGNMENTS = {
    'build-args': (0,parsers/* list */.p_)(parsers/* assignment */.mU, lines),
    'build-contexts': (0,parsers/* list */.p_)(parseBuildContext, lines),
    labels: (0,parsers/* list */.p_)(parsers/* assignment */.mU, lines),
};

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
;// CONCATENATED MODULE: ./lib/inputs/parts.js






const FORM = 'Write PLATFORM=DIGEST, as the output part of a leg gives it, or PLATFORM=NAME:TAG, as in linux/arm64=ghcr.io/owner/app:1.2-arm64.';
/** One part a line. Lines that are all empty were meant to be something, and no other parts are looked for then. */
const parseParts = (text, complain) => {
    if (text !== '' && text.trim() === '') {
        const cure = 'See that each leg went well and that its job hands the output part on in its outputs, and is in needs of this job. Without parts, those that this run handed on are joined.';
        complain({ what: 'it is given, and all of its lines are empty.', cure });
    }
    return (0,parsers/* list */.p_)(parsePart, { commas: false })(text, complain);
};
/**
 * `PLATFORM=sha256:…`, `PLATFORM=REPOSITORY@sha256:…` or `PLATFORM=REPOSITORY:TAG`; several platforms of one part are
 * separated by commas.
 */
function parsePart(text) {
    const { name, value = '' } = (0,buildx_attributes/* nameAndValue */.gb)(text);
    if (name === '' || value === '')
        throw new errors/* InvalidValue */.h6(`"${text}" is not a part.`, FORM);
    const platforms = (0,platforms_platform/* distinctPlatforms */.PC)(name.split(',').map((each) => (0,platforms_platform/* parsePlatform */.FL)(each.trim())));
    const source = value.trim();
    // No digest and no name has a second one.
    if (source.includes('=')) {
        throw new errors/* InvalidValue */.h6(`"${text}" holds several parts.`, `Write one part a line. ${FORM}`);
    }
    if ((0,oci_digest/* isSha256 */._h)(source))
        return { text, platforms, repository: '', target: { digest: source } };
    if (source.startsWith('sha256:')) {
        throw new errors/* InvalidValue */.h6(`"${source}" is not a whole digest.`, 'A digest is sha256: and 64 hexadecimal digits.');
    }
    const at = source.indexOf('@');
    if (at === -1) {
        const reference = (0,oci_reference/* parseReference */.F2)(source);
        const tag = (0,oci_reference/* withTag */.Rd)(reference).slice(reference.repository.length + 1);
        return { text, platforms, repository: reference.repository, target: { tag } };
    }
    const digest = source.slice(at + 1);
    if (!(0,oci_digest/* isSha256 */._h)(digest))
        throw new errors/* InvalidValue */.h6(`"${digest}" in "${text}" is not a digest.`, FORM);
    // docker lets a tag stand before the digest, and the digest wins.
    const { repository } = (0,oci_reference/* parseReference */.F2)(source.slice(0, at));
    return { text, platforms, repository, target: { digest } };
}

// EXTERNAL MODULE: ./lib/platforms/pattern.js
var platforms_pattern = __nccwpck_require__(95202);
;// CONCATENATED MODULE: ./lib/inputs/runners.js






const runners_FORM = 'Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.';
const LABELS_FORM = 'Write labels as in ["self-hosted","arm64"], all in one line.';
const GROUP_FORM = 'Write a group as in {"group":"big","labels":["arm64"]}, all in one line.';
/** What an object of `runs-on` can have. */
const GROUP_KEYS = ['group', 'labels'];
/**
 * Lines `PLATFORM=RUNNER`. The left side is a platform or a pattern with stars, each of them once; the right side is
 * a label, a JSON array of labels, or a JSON object of a runner group. See `runnerFor` for which line counts.
 */
const runners = (text, complain) => {
    const seen = new Set();
    const line = (item) => {
        const parsed = parseLine(item);
        if (seen.has(parsed.pattern.text)) {
            const what = `"${item}" is a second runner for ${parsed.pattern.text}.`;
            throw new errors/* InvalidValue */.h6(what, 'Remove one of the two lines.');
        }
        seen.add(parsed.pattern.text);
        return parsed;
    };
    return (0,parsers/* list */.p_)(line, { commas: false, quotes: false })(text, complain);
};
/**
 * The runner that the lines give a platform: that of the line which names it, wherever it stands, or else of the
 * first line whose pattern fits. undefined where no line does.
 */
function runnerFor(platform, lines) {
    const fitting = lines.filter(({ pattern }) => (0,platforms_pattern/* matches */.cK)(pattern, platform));
    return (fitting.find(({ pattern }) => pattern.platform !== undefined) ?? fitting[0])?.runner;
}
/** The labels of a runner; of a group those it is narrowed by. */
function labelsOf(runner) {
    if (typeof runner === 'string')
        return [runner];
    return isGroup(runner) ? (runner.labels ?? []) : runner;
}
/** The group of a runner; undefined where it is asked for by labels alone. */
function groupOf(runner) {
    return isGroup(runner) ? runner.group : undefined;
}
/** The runner for people: ubuntu-24.04, or: self-hosted, arm64, or: group big (arm64). */
function printRunner(runner) {
    const group = groupOf(runner);
    const labels = labelsOf(runner).join(', ');
    if (group === undefined)
        return labels;
    return labels === '' ? `group ${group}` : `group ${group} (${labels})`;
}
function isGroup(runner) {
    return typeof runner === 'object' && 'group' in runner;
}
function parseLine(item) {
    const { name, value } = (0,buildx_attributes/* nameAndValue */.gb)(item);
    if (value === undefined)
        throw new errors/* InvalidValue */.h6(`"${item}" names no runner.`, runners_FORM);
    const left = name.trim();
    if (left === '')
        throw new errors/* InvalidValue */.h6(`"${item}" names no platform before the =.`, runners_FORM);
    const right = value.trim();
    if (right === '')
        throw new errors/* InvalidValue */.h6(`"${item}" names no runner behind the =.`, runners_FORM);
    return { pattern: (0,platforms_pattern/* parsePattern */.EY)(left), runner: parseRunner(right) };
}
function parseRunner(text) {
    if (text.startsWith('['))
        return readLabels(text, parsed(text, LABELS_FORM));
    if (text.startsWith('{'))
        return readGroup(text, parsed(text, GROUP_FORM));
    if (text.includes(',')) {
        const what = `"${text}" has a comma, and no label has one.`;
        throw new errors/* InvalidValue */.h6(what, `Give each platform a line. ${LABELS_FORM}`);
    }
    return checked(text, 'label', text);
}
function parsed(text, cure) {
    const value = (0,lib_json/* parseJson */.qF)(text);
    if (value === undefined)
        throw new errors/* InvalidValue */.h6(`${text} is no JSON.`, cure);
    return value;
}
function readLabels(text, value) {
    const labels = Array.isArray(value) ? value : [];
    if (labels.length === 0)
        throw new errors/* InvalidValue */.h6(`${text} has no labels.`, LABELS_FORM);
    return labels.map((label) => {
        if (typeof label !== 'string') {
            throw new errors/* InvalidValue */.h6(`${JSON.stringify(label)} in ${text} is no label.`, LABELS_FORM);
        }
        return checked(label, 'label', text);
    });
}
function readGroup(text, value) {
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const unknown = keys.find((key) => !GROUP_KEYS.includes(key));
    if (unknown !== undefined) {
        const near = (0,nearest/* nearest */.p)(unknown.toLowerCase(), GROUP_KEYS);
        const what = `a runner group has no "${unknown}".`;
        throw new errors/* InvalidValue */.h6(what, near === undefined ? GROUP_FORM : `Did you mean ${near}?`);
    }
    const group = (0,lib_json/* field */.ZZ)(value, 'group');
    if (group === undefined)
        throw new errors/* InvalidValue */.h6(`${text} has no group.`, GROUP_FORM);
    if (typeof group !== 'string') {
        throw new errors/* InvalidValue */.h6(`the group ${JSON.stringify(group)} is no text.`, GROUP_FORM);
    }
    const name = checked(group, 'group', text);
    if (!keys.includes('labels'))
        return { group: name };
    const labels = (0,lib_json/* field */.ZZ)(value, 'labels');
    // runs-on takes a lone label there, too.
    return { group: name, labels: readLabels(text, typeof labels === 'string' ? [labels] : labels) };
}
/**
 * A name as GitHub may have one. A job that asks for another is not refused there: it waits for a runner until it is
 * cancelled.
 */
function checked(name, kind, text) {
    const trimmed = name.trim();
    if (trimmed === '')
        throw new errors/* InvalidValue */.h6(`${text} has an empty ${kind}.`, `Write the ${kind}'s name.`);
    if (/['"`\p{Cc}]/u.test(trimmed)) {
        const what = `the ${kind} ${JSON.stringify(trimmed)} has a quote or a control character.`;
        throw new errors/* InvalidValue */.h6(what, `Write the ${kind} without it.`);
    }
    return trimmed;
}

;// CONCATENATED MODULE: ./lib/inputs/table.js
















const table_lines = { commas: false };
const commasOrLines = { commas: true };
/** Without blanks at its end: lines are counted from its first one, whatever is in it. '' for blanks alone. */
const table_document = (input) => (input.trim() === '' ? '' : input.trimEnd());
const asItIs = (item) => item;
const platforms = (0,parsers/* list */.p_)(platforms_platform/* parsePlatform */.FL, commasOrLines);
/** A platform that an emulator can be installed for. */
function parseEmulated(text) {
    const platform = (0,platforms_platform/* parsePlatform */.FL)(text);
    if (!(0,emulators/* canEmulate */.U4)(platform)) {
        const cure = `There are emulators for ${emulators/* EMULATED_ARCHITECTURES */.L$.join(', ')}.`;
        throw new errors/* InvalidValue */.h6(`there is no emulator for "${text}".`, cure);
    }
    return platform;
}
const emulated = (0,parsers/* list */.p_)(parseEmulated, commasOrLines);
const qemu = (input, complain) => {
    const word = input.trim();
    if (word === '' || word === 'auto')
        return 'auto';
    return word === 'all' || word === 'off' ? word : emulated(input, complain);
};
const verify = (input, complain) => {
    const word = input.trim();
    if (word === 'warn')
        return word;
    const isOn = (0,parsers/* boolean */.zM)(true)(word, () => complain({ what: `"${word}" is neither true, warn nor false.`, cure: 'Write true, warn or false.' }));
    return isOn ? 'stop' : 'off';
};
/** A pattern of paths in an image. */
function parseIgnore(text) {
    if (text.startsWith('/') || text.startsWith('*'))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is no path in the image.`, `Begin it with a slash, as in /${text}, or with **/.`);
}
/**
 * Seconds, as a number of minutes or with a unit, as Go and docker write them: `90s`, `5m`, `1h`. 0 for never.
 * @param fallback what an empty text stands for
 */
function duration(fallback) {
    return (input, complain) => {
        const word = input.trim();
        if (word === '')
            return fallback;
        const [, amount, unit = 'm'] = /^(\d{1,6})([smh])?$/.exec(word) ?? [];
        if (amount !== undefined)
            return Number(amount) * SECONDS[unit === 's' || unit === 'h' ? unit : 'm'];
        complain({
            what: `"${word}" is not a time.`,
            cure: 'Write minutes, or a number with a unit, as in 90s or 5m; 0 for never.',
        });
        return fallback;
    };
}
const SECONDS = { s: 1, m: 60, h: 3_600 };
/** Commas separate ids; behind an id's = they separate its paths: `default,deploy=/keys/a,/keys/b` are two items. */
const ssh = (input, complain) => {
    const parts = (0,parsers/* list */.p_)(asItIs, commasOrLines)(input, complain);
    const joined = [];
    for (const part of parts) {
        const isPath = /[/~]/.test(part) && !part.includes('=') && joined.at(-1)?.includes('=');
        joined.push(isPath ? `${joined.pop()},${part}` : part);
    }
    return joined;
};
/**
 * Every input of action.yml and how it is read. The type of `Inputs` follows from this table, and a
 * contract test holds it against action.yml. List rules are those of docker's actions: *lines* keep
 * commas, the others split at commas too.
 */
const INPUTS = {
    mode: (0,parsers/* oneOf */.yL)(['build', 'plan', 'part', 'merge']),
    platforms,
    context: parsers/* text */.Qq,
    file: parsers/* text */.Qq,
    target: parsers/* text */.Qq,
    'build-args': ASSIGNMENTS['build-args'],
    'build-contexts': ASSIGNMENTS['build-contexts'],
    labels: ASSIGNMENTS.labels,
    annotations: (0,parsers/* list */.p_)(parseAnnotation, table_lines),
    verify,
    'verify-ignore': (0,parsers/* list */.p_)(parseIgnore, table_lines),
    'on-failure': (0,parsers/* oneOf */.yL)(['keep', 'delete']),
    'on-newer': (0,parsers/* oneOf */.yL)(['keep', 'fail', 'move']),
    'on-unchanged': (0,parsers/* oneOf */.yL)(['move', 'keep']),
    retries: (0,parsers/* count */.U9)({ fallback: 3, most: 20 }),
    'stall-timeout': duration(5 * 60),
    'on-success': (0,parsers/* oneOf */.yL)(['keep', 'clean']),
    // As it stands: the lines of YAML are counted from its first one.
    'platform-settings': asItIs,
    tags: (0,parsers/* list */.p_)(oci_reference/* parseReference */.F2, commasOrLines),
    push: parsers/* maybe */.no,
    load: (0,parsers/* boolean */.zM)(false),
    outputs: (0,parsers/* list */.p_)(parseOutput, { commas: false, quotes: false }),
    provenance: (0,parsers/* value */.Uq)(parseProvenance, undefined),
    sbom: (0,parsers/* value */.Uq)(parseSbom, undefined),
    attests: (0,parsers/* list */.p_)(parseAttestation, table_lines),
    'no-cache': (0,parsers/* boolean */.zM)(false),
    'no-cache-filters': (0,parsers/* list */.p_)(asItIs, commasOrLines),
    pull: (0,parsers/* boolean */.zM)(false),
    call: (0,parsers/* value */.Uq)(parseCall, ''),
    network: (0,parsers/* value */.Uq)(parseNetwork, ''),
    'add-hosts': (0,parsers/* list */.p_)(parseHost, commasOrLines),
    'shm-size': (0,parsers/* value */.Uq)(parseSize, ''),
    ulimit: (0,parsers/* list */.p_)(parseUlimit, table_lines),
    'cgroup-parent': parsers/* text */.Qq,
    allow: (0,parsers/* list */.p_)(parseEntitlement, commasOrLines),
    ssh,
    secrets: (0,parsers/* list */.p_)(parseSecret, { commas: false, verbatim: true }),
    'secret-envs': (0,parsers/* list */.p_)(parseSecretSource, commasOrLines),
    'secret-files': (0,parsers/* list */.p_)(parseSecretSource, table_lines),
    'github-token': parsers/* text */.Qq,
    cache: (0,parsers/* oneOf */.yL)(['registry', 'gha', 'local', 'inline', 'off']),
    'cache-ref': (0,parsers/* value */.Uq)(oci_reference/* parseReference */.F2, undefined),
    'cache-from': (0,parsers/* list */.p_)(parseCacheEntry, table_lines),
    'cache-to': (0,parsers/* list */.p_)(parseCacheEntry, table_lines),
    qemu,
    'qemu-image': parsers/* text */.Qq,
    'qemu-reset': (0,parsers/* boolean */.zM)(false),
    'qemu-cache-image': (0,parsers/* boolean */.zM)(true),
    'driver-opts': (0,parsers/* list */.p_)(driver_option/* parseDriverOption */.vq, { commas: false, quotes: false }),
    'buildkitd-config-inline': table_document,
    builder: parsers/* text */.Qq,
    'builder-name': parsers/* text */.Qq,
    driver: (0,parsers/* oneOf */.yL)(drivers/* DRIVER_NAMES */.qO),
    'buildkitd-flags': parsers/* text */.Qq,
    'buildkitd-config': parsers/* text */.Qq,
    'builder-endpoint': parsers/* text */.Qq,
    'builder-platforms': platforms,
    append: parsers/* text */.Qq,
    'builder-use': (0,parsers/* boolean */.zM)(false),
    'keep-state': (0,parsers/* boolean */.zM)(false),
    'builder-cleanup': (0,parsers/* boolean */.zM)(true),
    'buildx-version': parsers/* text */.Qq,
    'buildx-mirror': parsers/* text */.Qq,
    'cache-binary': (0,parsers/* boolean */.zM)(true),
    runners: runners,
    'fan-out': (0,parsers/* oneOf */.yL)(['platform', 'runner']),
    'hand-over': (0,parsers/* oneOf */.yL)(['auto', 'artifacts', 'registry']),
    parts: parseParts,
    'smoke-test': asItIs,
};

;// CONCATENATED MODULE: ./lib/inputs/modes.js


const modes_ALL = ['build', 'plan', 'part', 'merge'];
const BUILDS = ['build', 'part'];
const PUBLISHES = ['build', 'part', 'merge'];
/** In which modes each input means something. Elsewhere it is refused, by `isGiven`. */
const MODES_OF = {
    mode: modes_ALL,
    platforms: modes_ALL,
    context: BUILDS,
    file: BUILDS,
    target: BUILDS,
    'build-args': BUILDS,
    'build-contexts': BUILDS,
    labels: BUILDS,
    annotations: PUBLISHES,
    verify: PUBLISHES,
    // A merge proves what `parts` names.
    'verify-ignore': PUBLISHES,
    // What others made is not deleted by a merge.
    'on-failure': BUILDS,
    'on-newer': ['build', 'merge'],
    'on-unchanged': ['build', 'merge'],
    retries: PUBLISHES,
    'stall-timeout': BUILDS,
    'on-success': ['merge'],
    'platform-settings': BUILDS,
    tags: PUBLISHES,
    push: PUBLISHES,
    load: ['build'],
    outputs: BUILDS,
    provenance: BUILDS,
    sbom: BUILDS,
    attests: BUILDS,
    'no-cache': BUILDS,
    'no-cache-filters': BUILDS,
    pull: BUILDS,
    call: ['build'],
    network: BUILDS,
    'add-hosts': BUILDS,
    'shm-size': BUILDS,
    ulimit: BUILDS,
    'cgroup-parent': BUILDS,
    allow: BUILDS,
    ssh: BUILDS,
    secrets: BUILDS,
    'secret-envs': BUILDS,
    'secret-files': BUILDS,
    'github-token': BUILDS,
    cache: BUILDS,
    'cache-ref': BUILDS,
    'cache-from': BUILDS,
    'cache-to': BUILDS,
    qemu: BUILDS,
    'qemu-image': BUILDS,
    'qemu-reset': BUILDS,
    'qemu-cache-image': BUILDS,
    'driver-opts': BUILDS,
    'buildkitd-config-inline': PUBLISHES,
    builder: PUBLISHES,
    'builder-name': BUILDS,
    driver: BUILDS,
    'buildkitd-flags': BUILDS,
    'buildkitd-config': PUBLISHES,
    'builder-endpoint': BUILDS,
    'builder-platforms': BUILDS,
    append: BUILDS,
    'builder-use': BUILDS,
    'keep-state': BUILDS,
    'builder-cleanup': BUILDS,
    'buildx-version': PUBLISHES,
    'buildx-mirror': PUBLISHES,
    'cache-binary': PUBLISHES,
    runners: ['plan'],
    'fan-out': ['plan'],
    'hand-over': ['part', 'merge'],
    parts: ['merge'],
    'smoke-test': BUILDS,
};
/**
 * Inputs that action.yml gives a text which their parser does not take an empty one for: nobody can tell whether the user
 * has written it.
 */
const ALWAYS_GIVEN = ['github-token', 'qemu-image', 'buildx-mirror'];
/**
 * Whether the user has said something by an input.
 * @param value what was read of it
 */
function isGiven(name, value) {
    if (ALWAYS_GIVEN.includes(name))
        return false;
    // It is docker's word for no call.
    if (name === 'call' && value === 'build')
        return false;
    if (typeof value === 'string' && value.trim() === '')
        return false;
    return !(0,external_node_util_.isDeepStrictEqual)(value, INPUTS[name]('', () => { }));
}

;// CONCATENATED MODULE: ./lib/inputs/credentials.js
/** Credentials in inputs that whoever has the image can read. */


/** What goes into the image's history and config, into annotations, or into attestations. */
const READABLE = [
    ...['build-args', 'labels', 'annotations', 'build-contexts', 'context', 'platform-settings'],
];
/**
 * Formats that nothing else has, as their makers tell them for secret scanning
 * (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
 */
const FORMATS = [
    ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g],
    ['a token of GitLab', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}/g],
    ['an access key of AWS', /\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b/g],
    ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
    ['a token of PyPI', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g],
    ['a token of Docker Hub', /\bdckr_[po]at_[\w-]{20,}/g],
    ['a token of Slack', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g],
    ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
    [
        'a private key',
        /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g,
    ],
];
/** The password of a URL; `$NAME` and `{{NAME}}` stand for one. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/([^\s/:@"']*):([^\s/@"'$<{*][^\s/@"']*)@/gi;
/** What stands where there is no password yet. */
const PLACEHOLDER = /^(?:pass|password|secret|change-?me|example|test|dummy|x+|none|root)$/i;
/** From this length on a masked value is looked for inside others; a shorter one is a word of many. */
const SHORTEST_WITHIN = 8;
/**
 * Finds them: values that are masked, and such as have the format of a credential. What the runner masks besides, nobody
 * but the runner knows.
 * @param textOf the input as it was written
 */
function exposedCredentials(mode, textOf, masked) {
    return READABLE.filter((input) => MODES_OF[input].includes(mode)).flatMap((input) => {
        const text = textOf(input);
        const found = [...maskedIn(text, masked), ...formatsIn(text), ...passwordsIn(text)];
        return (0,lib_distinct/* distinctBy */.e)(found.map(({ at, ...each }) => ({ ...each, input, line: text.slice(0, at).split('\n').length })), ({ line, value }) => `${line} ${value}`);
    });
}
function maskedIn(text, masked) {
    return masked.flatMap(({ of, value }) => {
        const at = value.length < SHORTEST_WITHIN ? wholeValueAt(text, value) : text.indexOf(value);
        return at === -1 ? [] : [{ what: of, value, at }];
    });
}
/** Where a line ends with = and the value. */
function wholeValueAt(text, value) {
    const at = `${text}\n`.replaceAll('\r', '\n').indexOf(`=${value}\n`);
    return at === -1 ? -1 : at + 1;
}
function formatsIn(text) {
    return FORMATS.flatMap(([what, pattern]) => [...text.matchAll(pattern)].map(({ 0: value, index: at }) => ({ what, value, at })));
}
function passwordsIn(text) {
    return [...text.matchAll(IN_URL)].flatMap(({ 1: user = '', 2: value = '', index: at }) => PLACEHOLDER.test(value) || value === user ? [] : [{ what: 'the password of a URL', value, at }]);
}

;// CONCATENATED MODULE: ./lib/inputs/builds.js





/**
 * What has to be built by one command each: platforms whose settings come out equal are built together, in the
 * order of their first platform. One with a version is built alone, with its version as an argument: buildx passes no
 * version on, and takes two of them for one.
 */
function buildsOf(inputs, settings) {
    const { platforms, ...common } = pickBuild(inputs);
    if (platforms.length === 0)
        return [{ platforms, ...common }];
    const builds = new Map();
    for (const platform of platforms) {
        const settled = settings.length === 0 ? common : settle(common, settings, platform);
        const key = `${keyOf(settled)}${releaseOf(platform)}`;
        const build = builds.get(key) ?? { ...settled, platforms: [] };
        builds.set(key, { ...build, platforms: [...build.platforms, platform] });
    }
    return [...builds.values()];
}
function releaseOf(platform) {
    return (0,platforms_platform/* samePlatform */.my)(platform, (0,platforms_platform/* withoutRelease */.U7)(platform)) ? '' : (0,platforms_platform/* printPlatform */.Lg)(platform);
}
/** Nothing else of the inputs: a build is spread over them. */
function pickBuild(inputs) {
    return {
        platforms: inputs.platforms,
        file: inputs.file,
        target: inputs.target,
        context: inputs.context,
        'build-args': inputs['build-args'],
        'build-contexts': inputs['build-contexts'],
        labels: inputs.labels,
        'no-cache': inputs['no-cache'],
    };
}
function settle(common, settings, platform) {
    const args = (0,platforms_args/* platformArgs */.x)(platform, undefined);
    const named = {
        ...common,
        'build-args': byName(common['build-args']),
        'build-contexts': byName(common['build-contexts']),
        labels: byName(common.labels),
    };
    return (0,platforms_pattern/* saidFor */.rC)(settings, platform).reduce((settled, setting) => withSetting(settled, setting, args), named);
}
function withSetting(settled, setting, args) {
    const one = (name) => setting[name] === '' ? settled[name] : fillInPlatform(setting[name], args);
    const items = (name) => byName([...settled[name], ...setting[name].map((item) => fillInPlatform(item, args))]);
    return {
        file: one('file'),
        target: one('target'),
        context: one('context'),
        'build-args': items('build-args'),
        'build-contexts': items('build-contexts'),
        labels: items('labels'),
        'no-cache': setting['no-cache'] ?? settled['no-cache'],
    };
}
/** Each name once, with the last item that has it: buildx makes the same of several. */
function byName(items) {
    return [...new Map(items.map((item) => [(0,buildx_attributes/* nameAndValue */.gb)(item).name, item])).values()];
}
/** Equal for what gives the same build: the order of items means nothing to buildx. */
function keyOf(settled) {
    const { file, target, context, labels } = settled;
    const lists = [settled['build-args'], settled['build-contexts'], labels].map((items) => items.toSorted());
    return JSON.stringify([file, target, context, settled['no-cache'], ...lists]);
}

// EXTERNAL MODULE: ./lib/inputs/yaml.js
var yaml = __nccwpck_require__(23758);
;// CONCATENATED MODULE: ./lib/inputs/nodes.js




const nodes_FORM = 'Write a list of nodes, as in "- endpoint: ssh://me@arm-host" and below it "platforms: linux/arm64".';
/** What a node can have; everything else is refused. */
const KEYS = ['name', 'endpoint', 'platforms', 'driver-opts', 'buildkitd-flags'];
/** Reads the YAML list of `append`; nothing is loaded for an empty text. */
async function readNodes(source, complain) {
    if (source.trim() === '')
        return [];
    const tree = await (0,yaml/* readYaml */.gM)(source, complain);
    if (tree === undefined)
        return [];
    if (tree.kind !== 'list') {
        complain({ line: tree.line, what: 'this is no list of nodes.', cure: nodes_FORM });
        return [];
    }
    return tree.items.flatMap((item) => readNode(item, complain));
}
function readNode(tree, complain) {
    if (tree.kind !== 'map') {
        complain({ line: tree.line, what: 'this is no node: it has no keys.', cure: nodes_FORM });
        return [];
    }
    (0,yaml/* checkKeys */.L)(tree.entries, KEYS, 'a node', complain);
    const entryOf = (key) => tree.entries.find((entry) => entry.key === key);
    const texts = (key) => {
        const entry = entryOf(key);
        return entry === undefined ? [] : (0,yaml/* textsOf */.CB)(entry, nodes_FORM, complain);
    };
    const one = (key) => (0,yaml/* textOf */.b6)(entryOf(key), nodes_FORM, complain)?.text.trim() ?? '';
    return [
        {
            name: one('name'),
            endpoint: one('endpoint'),
            platforms: nodes_parsed(nodes_split(texts('platforms'), ','), platforms_platform/* parsePlatform */.FL, complain),
            'driver-opts': nodes_parsed(nodes_split(texts('driver-opts'), '\n'), driver_option/* parseDriverOption */.vq, complain),
            'buildkitd-flags': one('buildkitd-flags'),
            line: tree.line,
        },
    ];
}
function nodes_split(texts, separator) {
    return texts.flatMap(({ text, line }) => text
        .split(separator)
        .map((part) => ({ text: part.trim(), line }))
        .filter((part) => part.text !== ''));
}
function nodes_parsed(items, parse, complain) {
    return items.flatMap(({ text, line }) => {
        try {
            return [parse(text)];
        }
        catch (error) {
            if (!(error instanceof errors/* InvalidValue */.h6))
                throw error;
            complain({ line, what: error.message, cure: error.cure });
            return [];
        }
    });
}

// EXTERNAL MODULE: ./lib/inputs/pattern-map.js
var pattern_map = __nccwpck_require__(56672);
;// CONCATENATED MODULE: ./lib/inputs/platform-settings.js







const platform_settings_KEYS = ['file', 'target', 'context', 'build-args', 'build-contexts', 'labels', 'no-cache'];
const platform_settings_FORM = 'Write platforms with their settings, as in "linux/arm64:" and below it "  file: Dockerfile.arm64".';
const QUOTES = 'Write a text; one that begins with {{ or [ needs quotes, as in "{{debian}}.Dockerfile".';
const LISTS = 'Write NAME=value in lines or in a list, or NAME: value; what begins with {{ or [ needs quotes.';
/** Filled in later, with the event. */
const OF_THE_EVENT = ['defaultContext'];
/**
 * Reads the YAML map of `platform-settings`; nothing is loaded for an empty text.
 * @param platforms what is built for; undefined where that could not be read, and so is nothing to compare with
 */
async function readPlatformSettings(source, platforms, complain) {
    if (source.trim() === '')
        return [];
    if (platforms?.length === 0) {
        const cure = 'Name them all, as in platforms: linux/amd64,linux/arm64.';
        complain({ what: 'settings of single platforms need the input platforms, which is empty.', cure });
    }
    const tree = await (0,yaml/* readYaml */.gM)(source, complain);
    if (tree === undefined || (tree.kind === 'text' && tree.text === ''))
        return [];
    if (tree.kind !== 'map') {
        complain({ line: tree.line, what: 'this is no map of platforms.', cure: platform_settings_FORM });
        return [];
    }
    return (0,pattern_map/* readPatternMap */.vN)(tree.entries, { form: platform_settings_FORM, keys: platform_settings_KEYS, read: readSetting }, platforms, complain);
}
function readSetting({ key, value: tree, line }, complain) {
    if (tree.kind !== 'map') {
        complain({ line, what: `"${key}" has no settings.`, cure: platform_settings_FORM });
        return undefined;
    }
    const rules = { keys: platform_settings_KEYS, owner: 'a platform', quotes: QUOTES };
    const { entryOf, parsed } = (0,pattern_map/* openKeys */.hU)(tree.entries, rules, complain);
    const items = (name) => readItems(entryOf(name), name, complain);
    return {
        file: parsed('file', (0,parsers/* value */.Uq)(withKnownTemplates, '')) ?? '',
        target: parsed('target', (0,parsers/* value */.Uq)(withKnownTemplates, '')) ?? '',
        context: parsed('context', (0,parsers/* value */.Uq)(withContextTemplates, '')) ?? '',
        'build-args': items('build-args'),
        'build-contexts': items('build-contexts'),
        labels: items('labels'),
        'no-cache': parsed('no-cache', (0,parsers/* boolean */.zM)(false)),
    };
}
/** The items of lines, a list, or a map; of a map and of a list, each is one item whatever its characters. */
function readItems(entry, name, complain) {
    const tree = entry?.value;
    if (entry === undefined || tree === undefined)
        return [];
    if (tree.kind === 'text')
        return (0,pattern_map/* parseText */.r4)(tree, itemsParser(name), complain);
    const whole = (text, at) => itemsParser(name)(`"${text.trim().replaceAll('"', '""')}"`, at);
    if (tree.kind === 'list') {
        return (0,yaml/* textsOf */.CB)(entry, LISTS, complain).flatMap((text) => (0,pattern_map/* parseText */.r4)(text, whole, complain));
    }
    return tree.entries.flatMap((pair) => {
        if (pair.key === '') {
            complain({ line: pair.line, what: `${name} has a name that is empty or no text.`, cure: LISTS });
            return [];
        }
        const text = (0,yaml/* textOf */.b6)(pair, LISTS, complain)?.text ?? '';
        return whole(`${pair.key}=${text}`, (complaint) => complain({ ...complaint, line: pair.line }));
    });
}
/** As the input of that name is read, and each template known. */
function itemsParser(name) {
    const others = name === 'build-contexts' ? OF_THE_EVENT : [];
    // The same rules for lines as in ASSIGNMENTS.
    const templates = (0,parsers/* list */.p_)((item) => withNameAndTemplates(item, others), { commas: false });
    return (text, complain) => {
        const wrong = [];
        const items = ASSIGNMENTS[name](text, (complaint) => wrong.push(complaint));
        if (wrong.length === 0)
            templates(text, (complaint) => wrong.push(complaint));
        for (const complaint of wrong)
            complain(complaint);
        return items;
    };
}
/** @throws InvalidValue for a name that may come out empty, and for unknown templates */
function withNameAndTemplates(item, others) {
    if ((0,buildx_attributes/* nameAndValue */.gb)(item).name.replaceAll(TEMPLATE, '').trim() === '') {
        const cure = 'Write a name around the template, as in ARCH_{{debian}}=value.';
        throw new errors/* InvalidValue */.h6(`"${item}" has nothing but a template for its name.`, cure);
    }
    return withKnownTemplates(item, others);
}
function withContextTemplates(text) {
    return withKnownTemplates(text, OF_THE_EVENT);
}

// EXTERNAL MODULE: ./lib/inputs/smoke-test.js + 1 modules
var smoke_test = __nccwpck_require__(62370);
;// CONCATENATED MODULE: ./lib/inputs/read.js






/**
 * Reads every input from the runner's variables (`INPUT_` and the upper-case name); YAML stays text.
 * @param env the environment of the step
 */
function readInputs(env) {
    const problems = [];
    const entries = Object.entries(INPUTS).map(([input, parser]) => {
        const text = env[`INPUT_${input.toUpperCase()}`] ?? '';
        return [input, parser(text, (complaint) => problems.push({ input, ...complaint }))];
    });
    // Each value comes from the parser in its own row, which is what the type says; TypeScript cannot follow
    // that through a loop.
    return { inputs: Object.fromEntries(entries), problems };
}
/** Reads what is written in YAML and TOML on top, and decides the builds. Their parsers are loaded only where needed. */
async function completeInputs({ inputs, problems }) {
    const found = [];
    const complaintsOf = (input) => (complaint) => {
        found.push({ input, ...complaint });
    };
    // With some of the platforms unread, the others say nothing about what the settings are for; the legs of a matrix
    // share settings, of which each needs its own.
    const isWhole = inputs.mode !== 'part' && problems.every(({ input }) => input !== 'platforms');
    const nodes = await readNodes(inputs.append, complaintsOf('append'));
    const settings = await readPlatformSettings(inputs['platform-settings'], isWhole ? inputs.platforms : undefined, complaintsOf('platform-settings'));
    const smokeTests = await (0,smoke_test/* readSmokeTests */.F)(inputs['smoke-test'], isWhole ? inputs.platforms : undefined, complaintsOf('smoke-test'));
    const buildkitdConfig = await readInlineConfig(inputs['buildkitd-config-inline'], complaintsOf('buildkitd-config-inline'));
    const builds = buildsOf(inputs, settings);
    const read = { ...inputs, nodes, builds, smokeTests, buildkitdConfig };
    return { inputs: read, problems: [...problems, ...found] };
}
async function readInlineConfig(source, complain) {
    if (source === '')
        return undefined;
    const config = await (0,buildkitd_config/* readConfig */.Xg)(source);
    if (config.mistake !== undefined) {
        const { line, why } = config.mistake;
        complain({ line, what: `this is not valid TOML: ${why}.`, cure: buildkitd_config/* TOML_CURE */.x3 });
    }
    return config;
}

;// CONCATENATED MODULE: ./lib/buildx/inspected-value.js
/** A value of the `Key: value` lines that `docker buildx inspect` prints; '' where the key is not there. */
function inspectedValue(lines, key) {
    const line = lines.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    return line?.slice(key.length + 1).trim() ?? '';
}

;// CONCATENATED MODULE: ./lib/buildx/inspect.js





/**
 * Reads what `docker buildx inspect` prints: `Key: value` lines, the nodes after a line `Nodes:`. buildx has
 * no JSON form for one builder. Unknown lines are passed over.
 */
async function parseBuilder(output) {
    const [head = '', ...nodes] = output.split(/^Nodes:$|\n(?=Name:)/m);
    const rest = nodes.filter((part) => /^Name:/m.test(part));
    const found = await Promise.all(rest.map(parseNode));
    return { name: inspectedValue(head, 'Name'), driver: inspectedValue(head, 'Driver'), nodes: found };
}
async function parseNode(block) {
    const config = configFile(block);
    const listed = inspectedValue(block, 'Platforms').split(',').flatMap(listedPlatform);
    return {
        name: inspectedValue(block, 'Name'),
        endpoint: inspectedValue(block, 'Endpoint'),
        status: inspectedValue(block, 'Status'),
        buildkit: inspectedValue(block, 'BuildKit version') ||
            inspectedValue(block, 'BuildKit') ||
            inspectedValue(block, 'Buildkit'),
        platforms: listed.map(({ platform }) => platform),
        own: ownPlatform(listed),
        error: inspectedValue(block, 'Error'),
        hasSnapshots: /^ org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(block),
        settings: {
            declared: listed.filter(({ declared }) => declared).map(({ platform }) => platform),
            options: parseOptions(inspectedValue(block, 'Driver Options')),
            flags: inspectedValue(block, 'BuildKit daemon flags') || inspectedValue(block, 'Flags'),
            config: config === '' ? undefined : await (0,buildkitd_config/* readConfig */.Xg)(config),
        },
    };
}
/** `network="host" env.A="b c"`, with the values quoted as Go quotes texts. */
function parseOptions(text) {
    const found = [...text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*")/g)];
    return Object.fromEntries(found.map(([, key = '', quoted = '']) => {
        const value = (0,lib_json/* parseJson */.qF)(quoted);
        return [key, typeof value === 'string' ? value : quoted.slice(1, -1)];
    }));
}
/** Each line of the file behind ` > `; '' where there is no file. */
function configFile(block) {
    const lines = block.split('\n');
    const start = lines.indexOf('File#buildkitd.toml:') + 1;
    if (start === 0)
        return '';
    const rest = lines.slice(start);
    const end = rest.findIndex((line) => !/^\s+>/.test(line));
    return rest
        .slice(0, end === -1 ? rest.length : end)
        .map((line) => line.replace(/^\s+> ?/, ''))
        .join('\n');
}
/** A `*` marks a declared platform. A platform we do not know cannot be asked for. */
function listedPlatform(text) {
    const name = text.trim();
    try {
        return [{ platform: (0,platforms_platform/* parsePlatform */.FL)(name.replace(/\*$/, '')), declared: name.endsWith('*') }];
    }
    catch (error) {
        if (error instanceof errors/* InvalidValue */.h6)
            return [];
        throw error;
    }
}
/** The machine's own platform comes first, unless others were declared for the node: those come before it. */
function ownPlatform([first]) {
    return first?.declared === false ? first.platform : undefined;
}

// EXTERNAL MODULE: ./lib/retry.js
var retry = __nccwpck_require__(2165);
;// CONCATENATED MODULE: ./lib/facts/builder.js
/** What buildx says about builders. */






/** How long another job may take to make the nodes of a builder of our name, or to boot them, in milliseconds. */
const SHARE_MS = 10_000;
/** The builder that exists: the named one, the docker context's own, or one of `builder-name`. */
async function readExisting(docker, inputs, { context }) {
    const { builder, driver, 'builder-name': own } = inputs;
    if (builder !== '')
        return readBuilder(docker, builder);
    if (!drivers/* DRIVERS */.e0[driver].isMade)
        return readBuilder(docker, context);
    if (own === '')
        return undefined;
    return awaitShared(() => findBuilder(docker, own), (found) => found?.driver !== driver || found.nodes.length > inputs.nodes.length);
}
/**
 * Looks at a builder that another job may be making at this moment, one node after the other.
 * @returns what was seen last: the whole builder, unless the time is over
 */
function awaitShared(look, isWhole) {
    return (0,retry/* poll */.wt)(look, { limitMs: SHARE_MS, isDone: isWhole });
}
async function findBuilder(docker, name) {
    const { code, stdout } = await inspect(docker, name);
    return code === 0 ? parseBuilder(stdout) : undefined;
}
/** What is there of a builder that an earlier step has made. One that does not answer is as good as gone. */
async function readEarlier(docker, name) {
    const { code, stdout } = await docker.run(['buildx', 'inspect', name]);
    return { found: code === 0 ? await parseBuilder(stdout) : undefined };
}
/** Name of the machine's default builder; '' where buildx does not tell. */
async function readDefaultBuilder(docker) {
    const { code, stdout } = await docker.run(['buildx', 'inspect']);
    return code === 0 ? inspectedValue(stdout, 'Name') : '';
}
/**
 * What `docker buildx inspect` says about a builder.
 * @throws Failure where there is none of that name, or it does not answer
 */
async function readBuilder(docker, name) {
    const { code, stdout, stderr } = await inspect(docker, name);
    if (code !== 0) {
        throw new errors/* Failure */.HR(`builder: there is no builder "${name}": ${stderr.trim()}`, 'See `docker buildx ls` for the names, make it in an earlier step, or leave the input out to get a builder of our own.');
    }
    return parseBuilder(stdout);
}
/** A builder that hangs is there all the same: making another one of its name would only fail later. */
async function inspect(docker, name) {
    const answer = await docker.run(['buildx', 'inspect', name]);
    if (answer.code !== docker_docker/* TIMED_OUT */.VP)
        return answer;
    throw new errors/* Failure */.HR(`builder: "${name}" does not answer: ${answer.stderr.trim()}`, 'See that the machines of its nodes are up and that this runner reaches them, or name another builder.');
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
;// CONCATENATED MODULE: ./lib/present.js
/** The items that are there, so that a list can hold `condition && item`. */
function present(items) {
    return items.flatMap((item) => (item === false || item === undefined ? [] : [item]));
}

;// CONCATENATED MODULE: ./lib/buildx/dockerfile.js

/** BuildKit's own frontend, whatever its version: other ones may read the same words in another way. */
const FRONTEND = /^(?:(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?)(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;
/** What has nothing to do with where RUN steps happen. ONBUILD does, and is not among it. */
const OTHERS = 'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER VOLUME WORKDIR';
const KNOWN = ['FROM', 'RUN', ...OTHERS.split(' ')];
/** A line that begins with one of these words is such an instruction, or else the file is not understood. */
const COUNTED = ['FROM', 'RUN', 'COPY'];
const COUNTED_LINE = new RegExp(`^\\s*(?:${COUNTED.join('|')})(?:\\s|$)`, 'i');
/** Whether a frontend reads Dockerfiles as BuildKit's own does. */
function isDockerfileFrontend(image) {
    return FRONTEND.test(image);
}
/**
 * Reads a Dockerfile. The parser is a file of its own in the bundle, which is loaded only here: most jobs have no
 * question that it answers.
 * @returns undefined where it cannot be told for sure what the file says: another frontend, an ONBUILD, words that are
 * not known, and wherever the parser and a simple look at the beginnings of lines disagree (texts in heredocs, say)
 */
async function readDockerfile(source) {
    const text = source.replace(/^\uFEFF/, '');
    const lines = text.split('\n');
    if (!frontendsIn(lines).every(isDockerfileFrontend))
        return undefined;
    const { DockerfileParser } = await __nccwpck_require__.e(/* import() */ 279).then(__nccwpck_require__.t.bind(__nccwpck_require__, 78390, 19));
    const parsed = DockerfileParser.parse(text);
    const instructions = parsed.getInstructions();
    if (!instructions.every((each) => KNOWN.includes(each.getKeyword())))
        return undefined;
    if (!agree(lines, instructions))
        return undefined;
    const stages = stagesOf(parsed.getFROMs(), instructions, lines);
    return stages && { args: globalArgs(parsed.getInitialARGs()), stages };
}
/** What the comments at the top name, whether BuildKit would still take them for directives there or not. */
function frontendsIn(lines) {
    const end = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
    const comments = end === -1 ? lines : lines.slice(0, end);
    return comments.flatMap((line) => /^\s*#\s*syntax\s*=\s*(\S*)/i.exec(line)?.[1] ?? []);
}
function agree(lines, instructions) {
    const seen = lines.flatMap((line, index) => (COUNTED_LINE.test(line) ? [index] : []));
    const counted = instructions.filter((each) => COUNTED.includes(each.getKeyword()));
    const found = counted.map((each) => each.getRange().start.line);
    return seen.length === found.length && seen.every((line, index) => line === found[index]);
}
function globalArgs(args) {
    return args.flatMap((arg) => arg
        .getProperties()
        .map((property) => ({ name: property.getName(), value: property.getUnescapedValue() ?? undefined })));
}
/** undefined where one does not say what it is in the form that BuildKit takes. */
function stagesOf(froms, instructions, lines) {
    const starts = froms.map((from) => from.getRange().start.line);
    const stages = froms.map((from, index) => {
        const [base, as, name, ...more] = from.getArguments().map((argument) => argument.getValue());
        const [flag, ...flags] = from.getFlags();
        const isNamed = as?.toUpperCase() === 'AS' && name !== undefined && more.length === 0;
        if (base === undefined || !(as === undefined || isNamed) || flags.length > 0)
            return undefined;
        if (flag !== undefined && flag.getName() !== 'platform')
            return undefined;
        const isInside = (line) => line > (starts[index] ?? 0) && line < (starts[index + 1] ?? lines.length);
        const inside = instructions.filter((each) => isInside(each.getRange().start.line));
        return {
            name: (name ?? '').toLowerCase(),
            base,
            platform: flag?.getValue() ?? '',
            runs: inside.some((each) => each.getKeyword() === 'RUN'),
            sources: inside.flatMap((each) => sourcesOf(each, lines)),
        };
    });
    const whole = present(stages);
    return whole.length === stages.length && whole.length > 0 ? whole : undefined;
}
/** Also what only looks like one: a stage too many is asked about, and none too few. */
function sourcesOf(instruction, lines) {
    const { start, end } = instruction.getRange();
    const text = lines.slice(start.line, end.line + 1).join('\n');
    if (instruction.getKeyword() === 'COPY')
        return [...text.matchAll(/--from=(\S*)/g)].map(([, from = '']) => from);
    if (instruction.getKeyword() !== 'RUN')
        return [];
    return [...text.matchAll(/\bfrom=([^\s,]*)/gi)].map(([, from = '']) => from);
}

;// CONCATENATED MODULE: ./lib/facts/dockerfiles.js



/**
 * Reads the Dockerfiles of the builds, where something is built that the engine's machine does not run: what they say
 * matters to emulators only, and the parser takes time to load.
 */
async function readDockerfiles({ platforms, 'qemu-reset': isReset }, { sources }, { engine, handlers }) {
    // The reset takes away what is there now.
    const later = isReset ? undefined : handlers;
    if (platforms.every((platform) => (0,emulators/* runsOn */.k8)(platform, engine.platform, later)))
        return [];
    const here = sources.filter(({ dockerfileIs }) => dockerfileIs === 'file');
    const paths = [...new Set(here.map(({ dockerfile }) => dockerfile))];
    return Promise.all(paths.map(async (path) => ({ path, content: await contentOf(path) })));
}
async function contentOf(path) {
    try {
        return await readDockerfile(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        // It is the build that reads it, and that says what is wrong with it.
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/buildx/program.js
var buildx_program = __nccwpck_require__(32624);
;// CONCATENATED MODULE: ./lib/facts/machine.js

/**
 * Where a file of the machine is that no variable of docker's or the runner's can move: binfmt_misc, docker's shared plugins.
 * Tests name a folder in MULTI_PLATFORM_BUILD_ROOT that stands for `/`, so that they do not depend on the machine they run on.
 */
function machinePath(path, env) {
    return (0,external_node_path_.join)(env['MULTI_PLATFORM_BUILD_ROOT'] || '/', path);
}

;// CONCATENATED MODULE: ./lib/facts/buildx.js






/** Whether a program is in PATH, and where: '' for nowhere. Starts nothing. */
function programPath(name, env) {
    const file = process.platform === 'win32' ? `${name}.exe` : name;
    const folders = (env['PATH'] ?? '').split(external_node_path_.delimiter).filter((folder) => folder !== '');
    return folders.map((folder) => (0,external_node_path_.join)(folder, file)).find(isProgram) ?? '';
}
function isProgram(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}
/**
 * Which buildx is there, asked before everything else, because all other questions go through it. Where docker's
 * plugin is in its place and no version is asked for, no process is started.
 */
async function readBuildx(dockerWith, inputs, hasCacheService, env) {
    const hasDocker = programPath('docker', env) !== '';
    const about = { hasDocker, hasCacheService, ...machineFacts(env) };
    if (inputs['buildx-version'] === '' && hasDocker && hasPluginFile(about.pluginFolder, env)) {
        return { ...about, program: buildx_program/* PLUGIN */.E, version: '', said: '' };
    }
    const plugin = hasDocker ? await dockerWith(buildx_program/* PLUGIN */.E).run(['buildx', 'version']) : undefined;
    if (plugin?.code === 0)
        return { ...about, program: buildx_program/* PLUGIN */.E, version: versionOf(plugin.stdout), said: '' };
    const path = programPath('buildx', env);
    const said = (plugin?.stderr ?? '').trim().split('\n')[0] ?? '';
    if (path === '')
        return { ...about, program: undefined, version: '', said };
    const program = { kind: 'standalone', path };
    const { stdout } = await dockerWith(program).run(['buildx', 'version']);
    return { ...about, program, version: versionOf(stdout), said };
}
function machineFacts(env) {
    const home = env['HOME'] || (0,external_node_os_.homedir)();
    return {
        machine: `${process.platform === 'win32' ? 'windows' : process.platform}-${architecture()}${variant()}`,
        pluginFolder: (0,external_node_path_.join)((0,folders/* dockerFolder */.N)(env), 'cli-plugins'),
        toolCache: env['RUNNER_TOOL_CACHE'] || (0,external_node_path_.join)(home, '.cache', 'multi-platform-build-tools'),
        spare: (0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), '_multi-platform-build-tools'),
        downloads: (0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'multi-platform-build-downloads'),
    };
}
/** The architecture of this machine as images name it. */
function architecture() {
    const known = { x64: 'amd64', ppc64: 'ppc64le', ia32: '386' };
    return known[process.arch] ?? process.arch;
}
/** `-v7` on 32-bit arm, whose versions have files of their own. */
function variant() {
    // The types do not know that Node says here which arm it was made for.
    const variables = { ...process.config.variables };
    return process.arch === 'arm' ? `-v${variables['arm_version']}` : '';
}
/**
 * Where docker looks for its plugins (docker/cli, cli-plugins/manager). Starting one costs 60 ms, looking
 * whether the file is there costs nothing.
 */
function hasPluginFile(own, env) {
    const shared = [
        '/usr/local/lib/docker',
        '/usr/local/libexec/docker',
        '/usr/lib/docker',
        '/usr/libexec/docker',
    ];
    const folders = [own, ...shared.map((folder) => machinePath((0,external_node_path_.join)(folder, 'cli-plugins'), env))];
    return folders.some((folder) => isProgram((0,external_node_path_.join)(folder, 'docker-buildx')));
}
/** `github.com/docker/buildx v0.36.1 COMMIT`; what a distribution adds behind a + is not part of the version. */
function versionOf(output) {
    return /\sv?(\d+\.\d+\.\d+[\w.-]*)/.exec(output)?.[1] ?? '';
}

;// CONCATENATED MODULE: ./lib/facts/engine.js
/** What the docker engine says about itself, and the emulators of this machine's kernel. */









const BINFMT_MISC = '/proc/sys/fs/binfmt_misc';
/** The emulators that are registered in this machine's kernel; undefined where binfmt_misc cannot be read. */
function readHandlers(env) {
    const folder = machinePath(BINFMT_MISC, env);
    try {
        const names = (0,external_node_fs_.readdirSync)(folder);
        if (!names.includes('status'))
            return undefined;
        return names
            .filter((name) => name !== 'register' && name !== 'status')
            .flatMap((name) => (0,emulators/* parseHandler */.eQ)(name, (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, name), 'utf8')) ?? []);
    }
    catch {
        return undefined;
    }
}
/**
 * Asks the engine what it is.
 * @param existing the builder that exists, asked at the same time
 * @throws Failure where the engine does not answer and the build needs it
 */
async function readEngine(docker, inputs, existing, env) {
    if (programPath('docker', env) === '')
        return noEngine();
    const needsStore = inputs.load && inputs.platforms.length > 1;
    const [version, info] = await Promise.all([
        docker.run(['version', '--format', '{{json .Server}}']),
        needsStore ? docker.run(['info', '--format', '{{json .DriverStatus}}']) : undefined,
    ]);
    const server = (0,lib_json/* parseJson */.qF)(version.stdout);
    if (version.code !== 0 || (0,lib_json/* text */.Qq)(server, 'Os') === '') {
        await refuseOthers(docker, version);
        if (await needsNoEngine(inputs, existing))
            return noEngine();
        throw new errors/* Failure */.HR(`The docker engine does not answer: ${version.stderr.trim()}`, 'Start docker in an earlier step, or use a runner that has it; `docker version` must show a server.');
    }
    return {
        version: (0,lib_json/* text */.Qq)(server, 'Version'),
        platform: (0,platforms_platform/* platformFromParts */.ig)({ os: (0,lib_json/* text */.Qq)(server, 'Os'), architecture: (0,lib_json/* text */.Qq)(server, 'Arch') }),
        containerdStore: info !== undefined && hasContainerdStore((0,lib_json/* parseJson */.qF)(info.stdout)),
        kind: kindOf((0,lib_json/* array */.YO)(server, 'Components').map((part) => (0,lib_json/* text */.Qq)(part, 'Name'))),
    };
}
function noEngine() {
    const platform = (0,platforms_platform/* platformFromParts */.ig)({ os: 'linux', architecture: architecture() });
    return { version: '', platform, containerdStore: false, kind: 'docker' };
}
/** By the parts that it lists: of Podman (pkg/api/handlers/compat/version.go), and of moby (daemon/info_unix.go). */
function kindOf(parts) {
    if (parts.includes('Podman Engine'))
        return 'podman';
    return parts.includes('rootlesskit') ? 'rootless docker' : 'docker';
}
/**
 * Commands that are called docker and are not, by what they say: podman-docker, and nerdctl under another name.
 * @throws Failure where it is one of them
 */
async function refuseOthers(docker, { code, stderr }) {
    const isOdd = code === 0 || /podman|nerdctl/i.test(stderr);
    if (!isOdd)
        return;
    const { stdout } = await docker.run(['--version']);
    const [said] = /^(?:podman|nerdctl) version.*$/m.exec(stdout) ?? [];
    if (said === undefined)
        return;
    throw new errors/* Failure */.HR(`The docker command is another program under that name: ${said}. Buildx is a plugin of docker's own command.`, 'Install docker, or use a runner that has it. For the drivers remote and kubernetes, Buildx as a program of its own in PATH does, where there is no command docker.');
}
/** Whether no node of the builder runs on the engine. */
async function needsNoEngine(inputs, existing) {
    if (!(0,drivers/* mayBuildElsewhere */.mx)(inputs))
        return false;
    const found = await existing.catch(() => undefined);
    return inputs.builder === '' || (found !== undefined && (0,drivers/* driverNamed */.MZ)(found.driver)?.sharesKernel === false);
}
/** docker reports its image store as a pair in a list: `["driver-type", "io.containerd.snapshotter.v1"]`. */
function hasContainerdStore(driverStatus) {
    return (0,lib_json/* array */.YO)(driverStatus).some((pair) => Array.isArray(pair) && pair[0] === 'driver-type' && pair[1] === 'io.containerd.snapshotter.v1');
}

;// CONCATENATED MODULE: ./lib/facts/event.js



/** Reads the event from the runner's variables and its payload file. Outside a runner everything is ''. */
function readEvent(env) {
    const payload = readPayload(env['GITHUB_EVENT_PATH']);
    const onTag = env['GITHUB_REF_TYPE'] === 'tag';
    const base = env['GITHUB_BASE_REF'] || stripHeads((0,lib_json/* text */.Qq)(payload, 'merge_group', 'base_ref'));
    // A merge queue's own branch lives for one run: what it builds becomes the base branch.
    const own = (0,lib_json/* text */.Qq)(payload, 'merge_group', 'base_ref') === '' ? env['GITHUB_REF_NAME'] : base;
    return {
        branch: onTag ? '' : env['GITHUB_HEAD_REF'] || own || '',
        base: base ?? '',
        defaultBranch: (0,lib_json/* text */.Qq)(payload, 'repository', 'default_branch'),
        onTag,
        name: env['GITHUB_EVENT_NAME'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        about: aboutCommit(env, payload),
        fork: isFork(payload),
        ...readRepository(env, payload),
        noDefaultAttestations: readSwitch('BUILDX_NO_DEFAULT_ATTESTATIONS', env),
    };
}
/** The expression for a member of the event. */
function memberOf(...path) {
    return `\${{ ${['github', 'event', ...path].join('.')} }}`;
}
/** An event for which the runner checks out the default branch, though it tells a commit. */
function told(what, ...path) {
    return (payload) => ({ sha: (0,lib_json/* text */.Qq)(payload, ...path), what, ref: memberOf(...path) });
}
/**
 * Events whose GITHUB_SHA is not, or not always, that of what they are about:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const ABOUT = new Map([
    ['workflow_run', told('the run that this one follows', 'workflow_run', 'head_sha')],
    ['check_run', told('the check', 'check_run', 'head_sha')],
    ['check_suite', told('the checks', 'check_suite', 'head_sha')],
    ['status', told('the status', 'sha')],
    ['pull_request_target', told('the pull request', 'pull_request', 'head', 'sha')],
    [
        'issue_comment',
        (payload) => {
            if ((0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(payload, 'issue'), 'pull_request') === undefined)
                return undefined;
            const ref = `refs/pull/${memberOf('issue', 'number')}/head`;
            return { sha: '', what: 'the pull request that was commented on', ref };
        },
    ],
    [
        // Of a draft that gets its tag later, and of one that is deleted, the runner names the default branch.
        'release',
        (payload, ref) => {
            const tag = (0,lib_json/* text */.Qq)(payload, 'release', 'tag_name');
            if (tag === '' || ref === `refs/tags/${tag}`)
                return undefined;
            return { sha: '', what: `the release ${tag}`, ref: memberOf('release', 'tag_name') };
        },
    ],
]);
function aboutCommit(env, payload) {
    const about = ABOUT.get(env['GITHUB_EVENT_NAME'] ?? '')?.(payload, env['GITHUB_REF'] ?? '');
    // Without a payload nothing is known of it.
    return payload === undefined ? undefined : about;
}
/** A pull request is built as it would be merged, unless docker's variable asks for its own head. */
function readSha(env, payload) {
    const head = (0,lib_json/* text */.Qq)(payload, 'pull_request', 'head', 'sha');
    const wantsHead = readSwitch('DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF', env);
    return wantsHead && head !== '' ? head : (env['GITHUB_SHA'] ?? '');
}
function readRepository(env, payload) {
    const server = env['GITHUB_SERVER_URL'] || 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const run = `${server}/${repository}/actions/runs/${env['GITHUB_RUN_ID']}/attempts/${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
    return {
        server,
        repository,
        sha: readSha(env, payload),
        isPrivate: (0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(payload, 'repository'), 'private') === true,
        runUrl: env['GITHUB_RUN_ID'] ? run : '',
        runId: env['GITHUB_RUN_ID'] ?? '',
        // nektos/act, pkg/model/github_context.go
        isRunIdShared: Boolean(env['ACT']) && env['GITHUB_RUN_ID'] === '1',
        isAct: Boolean(env['ACT']),
        job: env['GITHUB_JOB'] ?? '',
        attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
    };
}
/**
 * A pull request, or a workflow that runs after another one, whose code is from another repository or from one
 * that is deleted by now.
 */
function isFork(payload) {
    const own = (0,lib_json/* text */.Qq)(payload, 'repository', 'full_name');
    const pull = (0,lib_json/* field */.ZZ)(payload, 'pull_request');
    if (pull !== undefined)
        return (0,lib_json/* text */.Qq)(pull, 'head', 'repo', 'full_name') !== own;
    const earlier = (0,lib_json/* field */.ZZ)(payload, 'workflow_run');
    return earlier !== undefined && (0,lib_json/* text */.Qq)(earlier, 'head_repository', 'full_name') !== own;
}
function readPayload(path) {
    if (!path)
        return undefined;
    try {
        return (0,lib_json/* parseJson */.qF)((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch {
        // A runner that has no payload file tells us nothing; that is no reason to fail.
        return undefined;
    }
}
function stripHeads(ref) {
    return ref.replace(/^refs\/heads\//, '');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: ./lib/facts/job-process.js
var job_process = __nccwpck_require__(73876);
;// CONCATENATED MODULE: ./lib/facts/step.js
/** What the runner gives this step: services, a name of its own, room on the disk. */







function readStep(env) {
    return {
        hasCacheService: hasCacheService(env),
        hasArtifactService: hasArtifactService(env),
        annotatesChecks: readSwitch('DOCKER_BUILD_CHECKS_ANNOTATIONS', env),
    };
}
/** Whether the cache service of GitHub Actions can be used. */
function hasCacheService(env) {
    return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']));
}
/** Servers whose artifact service @actions/artifact works with: it refuses all others. */
const WITH_ARTIFACTS = /^(?:github\.com|.*\.ghe\.com|.*\.localhost)$/i;
/** Whether this run has a service for artifacts; GHES, Gitea and others have none that can be used. */
function hasArtifactService(env) {
    const host = URL.parse(env['GITHUB_SERVER_URL'] || 'https://github.com')?.hostname ?? '';
    return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']) && WITH_ARTIFACTS.test(host);
}
/** Variables that are the same in every step of a job, and of which two jobs at once on one machine have others. */
const OF_JOB = [
    ...['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'],
    // Legs of a matrix have all of these in common. A machine has a runner for each, or one runner with folders for each.
    ...['RUNNER_NAME', 'RUNNER_TEMP', 'RUNNER_TRACKING_ID'],
];
/**
 * Which job this is. Beside the variables, its process tells jobs apart that are in containers, where the variables are
 * alike. Where a step sets one of these otherwise it counts as a job of its own.
 */
function readJobFacts(env) {
    const variables = OF_JOB.map((name) => env[name] ?? '');
    return { run: runOf(env), identity: JSON.stringify([variables, (0,folders/* buildxFolder */.j)(env), (0,job_process/* printJob */.$Y)((0,job_process/* readJob */.cd)())]) };
}
/** Unique for this step: run id, attempt and some random characters. */
function newStepId(env) {
    return `${runOf(env)}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
}
function runOf(env) {
    return `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
}
/** A private folder for a step; not made yet. */
function temporaryFolder(id, env) {
    return (0,external_node_path_.join)(runnerTemp(env), `multi-platform-build-${id}`);
}
/** Free bytes of the disk where that folder is to be; 0 where that cannot be asked. */
function freeBytes(env) {
    try {
        const { bavail, bsize } = (0,external_node_fs_.statfsSync)(runnerTemp(env));
        return bavail * bsize;
    }
    catch {
        return 0;
    }
}
function runnerTemp(env) {
    return env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)();
}

;// CONCATENATED MODULE: ./lib/facts/read.js







/** Reads the event and looks at what the inputs name. Starts no process. */
async function readLocal(inputs, env) {
    return {
        event: readEvent(env),
        job: readJobFacts(env),
        paths: readPaths(inputs, env),
        step: readStep(env),
        docker: await readDocker(inputs, env),
    };
}
/**
 * Asks the engine, buildx, binfmt_misc and the event, all at the same time.
 * @param madeEarlier name of the builder that an earlier step of this job has made; '' where none did
 * @throws Failure where docker, its engine, buildx or the named builder does not answer.
 */
async function readFacts(docker, inputs, { local, madeEarlier }, env) {
    const existing = readExisting(docker, inputs, local.docker);
    const [engine, builder, earlier, defaultBuilder] = await Promise.all([
        readEngine(docker, inputs, existing, env),
        existing,
        madeEarlier === '' ? undefined : readEarlier(docker, madeEarlier),
        inputs['builder-use'] ? readDefaultBuilder(docker) : '',
    ]);
    const id = newStepId(env);
    const handlers = local.docker.isLocal ? readHandlers(env) : undefined;
    return {
        ...local,
        engine,
        buildx: docker.buildx,
        handlers,
        dockerfiles: await readDockerfiles(inputs, local.paths, { engine, handlers }),
        builder,
        earlier,
        defaultBuilder,
        id,
        temp: temporaryFolder(id, env),
        freeBytes: freeBytes(env),
    };
}

;// CONCATENATED MODULE: ./lib/plan/build/context.js


/** The repository of the event at its commit: what docker/build-push-action builds without a context. */
function gitContext({ server, repository, sha }) {
    return `${server}/${repository}.git#${sha}`;
}
/** A context with its templates filled in; an empty one is the Git context of the event. */
function resolveContext(context, event) {
    return context === '' ? gitContext(event) : fillIn(context, event);
}
/** `name=path` of a build context with its templates filled in. */
function fillIn(text, event) {
    return text.replaceAll(TEMPLATE, gitContext(event));
}
/** Whether any context of a build is the event's repository at its commit. */
function readsEventRepository(build, event) {
    const git = gitContext(event);
    const others = build['build-contexts'].map((text) => (0,buildx_attributes/* nameAndValue */.gb)(fillIn(text, event)).value);
    return [resolveContext(build.context, event), ...others].some((context) => context?.startsWith(git));
}
/** What the disk says about what a build is made from; undefined where nobody has looked. */
function sourceOf({ sources }, { context, file }) {
    return sources.find((source) => source.context === context && source.file === file);
}
/** Templates that nobody knows, and a Git context where there is no event to take it from. */
function contextProblems(inputs, event) {
    const texts = [
        { input: 'context', text: inputs.context },
        ...inputs['build-contexts'].map((text) => ({ input: 'build-contexts', text })),
    ];
    const unknown = texts.flatMap(({ input, text }) => [...text.matchAll(TEMPLATE)]
        .filter(([, name]) => name !== 'defaultContext')
        .map(([template]) => ({
        input,
        what: `the template ${template} is not known.`,
        cure: 'The only one is {{defaultContext}}, the Git context of the event.',
    })));
    const needsEvent = texts.find(({ input, text }) => (input === 'context' && text === '') || text.search(TEMPLATE) !== -1);
    if (needsEvent === undefined || (event.repository !== '' && event.sha !== ''))
        return unknown;
    const what = 'there is no event whose repository could be built (GITHUB_REPOSITORY and GITHUB_SHA are not set).';
    return [...unknown, { input: needsEvent.input, what, cure: 'Write a folder, as in context: .' }];
}
/** What is said of a Git context in the plan; undefined where no build has one. */
function planGitContext(inputs, event) {
    if (!inputs.builds.some((build) => readsEventRepository(build, event)))
        return undefined;
    const { repository, sha, name, ref } = event;
    return { repository, sha, event: name, ref };
}
/** Says so where what the event is about is not in the commit that the runner names for it. */
function eventWarnings(inputs, event) {
    const { about, sha, ref, name } = event;
    const isBuilt = inputs.builds.some((build) => readsEventRepository(build, event));
    if (about === undefined || about.sha === sha || !isBuilt)
        return [];
    const commit = about.sha === '' ? '' : ` ${about.sha.slice(0, 12)}`;
    return [
        `context: with the event ${name}, the commit ${sha.slice(0, 12)}${ref === '' ? '' : ` of ${ref}`} is built, and not the one${commit} of ${about.what}. To build that, check it out (actions/checkout with ref: ${about.ref}) and write context: . Do that in no job whose secrets and rights the author of that commit may not have.`,
    ];
}

;// CONCATENATED MODULE: ./lib/plan/build/secrets.js


/**
 * The secrets with values: the user's, and the token for the Git context of the event where a build has it, in
 * whatever place, unless the user gave one. The values go into files; nothing else may hold them.
 */
function secretValues(inputs, event) {
    const token = inputs['github-token'];
    const id = `GIT_AUTH_TOKEN.${new URL(event.server).host}`;
    const given = [...inputs.secrets, ...inputs['secret-envs'], ...inputs['secret-files']];
    const hasOwn = given.some((secret) => secret.id === 'GIT_AUTH_TOKEN' || secret.id === id);
    const isRead = inputs.builds.some((build) => readsEventRepository(build, event));
    if (token === '' || hasOwn || !isRead)
        return inputs.secrets;
    return [...inputs.secrets, { id, value: token }];
}
/** A file for each secret that has a value. The names hold no id, which may have any characters. */
function secretFiles(inputs, event, temp) {
    return secretValues(inputs, event).map(({ id }, index) => ({ id, path: `${temp}/secrets/${index}` }));
}
/** The values of --secret. */
function secretFlags(inputs, files) {
    return [
        ...inputs['secret-envs'].map(({ id, value }) => fields(`id=${id}`, `env=${value}`)),
        ...files.map(({ id, path }) => fields(`id=${id}`, `src=${path}`)),
        ...inputs['secret-files'].map(({ id, value }) => fields(`id=${id}`, `src=${value}`)),
    ];
}
function fields(...parts) {
    return parts.map(buildx_attributes/* quoteField */.nL).join(',');
}
/** Secrets of one id: buildx takes the last one. */
function secretWarnings(inputs) {
    const ids = [...inputs['secret-envs'], ...inputs.secrets, ...inputs['secret-files']].map(({ id }) => id);
    const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
    return [...repeated].map((id) => `secrets: ${id.length > LONGEST_ID ? 'an id' : id} is given more than once, and the build gets the last one: first come those of secret-envs, then of secrets, then of secret-files.`);
}
/** What a value begins or ends with that goes on in the next line: a key, a file of variables, JSON, YAML, a shell's line. */
const GOES_ON = /^-----BEGIN |^[A-Za-z_]\w*=|[{[(|>\\]$/;
/** Longer ids are lines of something else, and may be secret themselves. */
const LONGEST_ID = 32;
/** How `secrets` were understood, where one looks like the first line of a value whose quotes were forgotten. */
function secretNotices({ secrets }) {
    const isOpen = secrets.slice(0, -1).some(({ value }) => !value.includes('\n') && GOES_ON.test(value));
    const isLine = secrets.length > 1 && secrets.some(({ id, value }) => id.length > LONGEST_ID || /^=+$/.test(value));
    if (!isOpen && !isLine)
        return [];
    const ids = secrets.map(({ id }) => (id.length > LONGEST_ID ? `one of ${id.length} characters` : id));
    return [
        `secrets: they were read as ${secrets.length} secrets, with the ids ${ids.join(', ')}. A value of several lines stands in quotes, with the id inside them, or comes by secret-envs.`,
    ];
}

;// CONCATENATED MODULE: ./lib/plan/builder/differences.js



/** buildx gives it to every builder in a container of which nothing else is said. */
const AUTOMATIC_FLAG = '--allow-insecure-entitlement=network.host';
/**
 * How a builder of our name differs from what the inputs ask for. docker's action takes such a builder as it is,
 * and the inputs have no effect.
 */
function builderDifferences(wanted, found) {
    return differences(wanted, found).map(([input, has, asked]) => ({
        input,
        what: `the builder "${wanted.name}" exists already and has ${has}; the inputs ask for ${asked}.`,
        cure: 'Remove that builder (docker buildx rm), give this one another builder-name, or ask for what it has.',
    }));
}
function differences(wanted, found) {
    if (found.driver !== wanted.driver) {
        return [['driver', `the driver ${found.driver || 'of a docker context'}`, wanted.driver]];
    }
    if (drivers/* DRIVERS */.e0[wanted.driver].isCluster)
        return nodeDifferences(wanted.nodes[0], found.nodes[0], 'driver-opts');
    if (found.nodes.length !== wanted.nodes.length) {
        return [['append', nodesText(found.nodes.length), nodesText(wanted.nodes.length)]];
    }
    return wanted.nodes.flatMap((node, index) => nodeDifferences(node, found.nodes[index], index === 0 ? '' : 'append'));
}
/** @param input the input that describes the whole node; '' where each setting has its own */
function nodeDifferences(wanted, found, input) {
    if (wanted === undefined || found === undefined)
        return [];
    const at = (what) => (input === 'append' ? `${what} of the node ${wanted.name}` : what);
    const { settings } = found;
    // Of a node that does not answer, as while another job starts it, buildx tells no more than this.
    const isSilent = found.error !== '';
    const rows = [
        ['append', 'the name', found.name, wanted.name],
        ['builder-endpoint', 'the endpoint', ...differences_endpoints(wanted, found)],
        ['driver-opts', 'the options', ...options(wanted, settings.options)],
        ...(isSilent ? [] : differences_told(wanted, settings)),
    ];
    // A configuration that cannot be read counts as the same.
    const isSameConfig = isSilent || (0,buildkitd_config/* sameConfig */.X$)(wanted.config, settings.config) !== false;
    return [
        ...rows
            .filter(([, , has, asked]) => has !== asked)
            .map(([own, what, has, asked]) => [input || own, `${at(what)} ${shown(has)}`, shown(asked)]),
        ...(isSameConfig
            ? []
            : [[input || 'buildkitd-config', at('another configuration'), 'that of the inputs']]),
    ];
}
function differences_told(wanted, settings) {
    return [
        ['buildkitd-flags', 'the flags', ...flags(wanted.flags, settings.flags)],
        ['builder-platforms', 'the platforms', differences_platforms(settings.declared), differences_platforms(wanted.platforms)],
    ];
}
function differences_endpoints({ endpoints }, { endpoint }) {
    const [first = ''] = endpoints;
    return endpoints.length === 0 || endpoints.includes(endpoint) ? ['', ''] : [endpoint, first];
}
/** Only those that differ. Values of env. may be secret, and those of key files are other paths in each job. */
function options({ options: asked, keys }, has) {
    const names = [...new Set([...Object.keys(has), ...Object.keys(asked)])].toSorted();
    const differing = names.filter((name) => !keys.includes(name) && has[name] !== asked[name]);
    const lacking = keys.filter((name) => has[name] === undefined);
    const text = (options) => differing
        .filter((name) => options[name] !== undefined)
        .map((name) => (name.startsWith('env.') ? `${name}=…` : `${name}=${options[name]}`))
        .join(' ');
    const [one, other] = [text(has), [text(asked), ...lacking].filter((part) => part !== '').join(' ')];
    return differing.length > 0 && one === other ? [`another ${one}`, other] : [one, other];
}
function flags(asked, has) {
    const wanted = words(asked);
    const found = words(has);
    const isAdded = found.at(-1) === AUTOMATIC_FLAG && !wanted.includes(AUTOMATIC_FLAG);
    return [(isAdded ? found.slice(0, -1) : found).join(' '), wanted.join(' ')];
}
/** A shell's words, without what else a shell does. */
function words(text) {
    const found = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
    return found.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
function differences_platforms(list) {
    return list.map(platforms_platform/* printPlatform */.Lg).toSorted().join(',');
}
function nodesText(count) {
    return count === 1 ? 'one node' : `${count} nodes`;
}
function shown(value) {
    return value === '' ? 'none' : value;
}

// EXTERNAL MODULE: ./lib/plan/builder/nodes.js
var builder_nodes = __nccwpck_require__(41098);
// EXTERNAL MODULE: ./lib/plan/builder/target.js
var builder_target = __nccwpck_require__(16606);
;// CONCATENATED MODULE: ./lib/plan/builder/builder.js






/** The builder: one that is there already, or one of our own. */
function planBuilder(inputs, facts, builder, made) {
    return builder.kind === 'planned'
        ? ownBuilder(inputs, facts, builder, made)
        : givenBuilder(inputs, facts, builder);
}
function ownBuilder(inputs, facts, builder, { files, targets }) {
    const name = (0,builder_nodes/* builderName */.b8)(inputs, facts);
    const context = contextName(inputs, facts, name);
    const sources = madeFrom(inputs, facts, context);
    const boot = bootCommand(inputs, name);
    const shared = { inputs, name, config: configPath(inputs, files), boots: boot === undefined };
    return {
        kind: 'own',
        name,
        earlier: earlierUse(inputs, facts),
        clear: facts.earlier === undefined ? [] : clearing(name, context),
        driver: inputs.driver,
        isNamed: inputs['builder-name'] !== '',
        keyFiles: keyFiles(inputs, facts),
        context: context === '' ? undefined : { name: context, command: ['context', 'create', context] },
        create: sources.map((source, index) => createCommand(source, { ...shared, isFirst: index === 0 })),
        boot,
        nodes: (0,builder_nodes/* plannedNodes */.AM)(inputs, facts),
        unsure: (0,builder_target/* usesEngineKernel */.wy)(builder, facts.docker)
            ? []
            : targets.filter((target) => !(0,builder_nodes/* isDeclared */.vo)(target, sources)),
        unused: unusedBuilder(name, facts),
        removal: inputs['builder-cleanup'] ? { keepsState: inputs['keep-state'] } : undefined,
        use: usePlan(inputs, facts, name),
    };
}
/** One of ours that an earlier step made the default one is of other settings, which this step does not ask for. */
function unusedBuilder(name, { docker: { chosenBuilder } }) {
    const isOurs = chosenBuilder === name || chosenBuilder.startsWith(builder_nodes/* OURS */.o6);
    return isOurs ? '' : chosenBuilder;
}
/** A builder that the user removed or changed meanwhile, or that does not answer, is no reason to fail: another one is made. */
function earlierUse(inputs, facts) {
    const { earlier } = facts;
    if (earlier === undefined)
        return undefined;
    const { found } = earlier;
    if (found === undefined)
        return { kind: 'made again', why: 'is gone' };
    const differing = builderDifferences(wantedBuilder(inputs, facts), found).map(({ input }) => input);
    if (differing.length > 0)
        return { kind: 'made again', why: `has changed (${[...new Set(differing)].join(', ')})` };
    return { kind: 'used', found, boot: bootOf(found) };
}
function clearing(name, context) {
    return [['buildx', 'rm', name], ...(context === '' ? [] : [['context', 'rm', '--force', context]])];
}
/** Starts those nodes of a builder of ours that do not run; undefined where all run. */
function bootOf({ name, driver, nodes }) {
    const isUp = nodes.every(({ status, error }) => status === 'running' && error === '');
    return isUp ? undefined : inspectCommand((0,drivers/* driverNamed */.MZ)(driver)?.isStarted ?? false, name);
}
/** What the user is told of a builder that an earlier step has made, where it is not simply used. */
function earlierNotices(builder) {
    if (builder.kind !== 'own' || builder.earlier?.kind !== 'made again')
        return [];
    return [
        `The builder ${builder.name} of an earlier step of this job ${builder.earlier.why}: it is made again, without what was built in it.`,
    ];
}
function givenBuilder(inputs, facts, builder) {
    const { name } = builder;
    const isReused = inputs.builder === '' && drivers/* DRIVERS */.e0[inputs.driver].isMade;
    const boot = isReused ? bootOf(builder) : undefined;
    return {
        kind: 'given',
        name: inputs.builder === '' ? name : inputs.builder,
        isReused,
        boot,
        wanted: boot === undefined ? undefined : wantedBuilder(inputs, facts),
        use: usePlan(inputs, facts, name),
    };
}
/** Name of the builder that steps of this job have in common which ask for the same one; '' where the user named one. */
function jobsBuilder(inputs, local) {
    const isOurs = inputs.builder === '' && inputs['builder-name'] === '' && drivers/* DRIVERS */.e0[inputs.driver].isMade;
    return isOurs ? (0,builder_nodes/* builderName */.b8)(inputs, local) : '';
}
/** The builder that other jobs may use at the same time, as the user named it; '' where none is. */
function sharedBuilderName(inputs) {
    if (inputs.builder !== '')
        return inputs.builder;
    return drivers/* DRIVERS */.e0[inputs.driver].isMade ? inputs['builder-name'] : '';
}
/** How a builder of our name that is there differs from what is asked for; nothing where there is none. */
function differencesOf(inputs, facts) {
    const { builder } = facts;
    if (builder === undefined || inputs.builder !== '' || !drivers/* DRIVERS */.e0[inputs.driver].isMade)
        return [];
    return builderDifferences(wantedBuilder(inputs, facts), builder);
}
function wantedBuilder(inputs, facts) {
    return {
        name: (0,builder_nodes/* builderName */.b8)(inputs, facts),
        driver: inputs.driver,
        nodes: (0,builder_nodes/* plannedNodes */.AM)(inputs, facts),
    };
}
/** The files that our builder is made from. */
function configFiles(inputs, { temp }, { kind }) {
    const content = inputs['buildkitd-config-inline'];
    if (content === '' || kind === 'existing')
        return [];
    return [{ path: `${temp}/buildkitd.toml`, content: `${content}\n` }];
}
function configPath(inputs, files) {
    return inputs['buildkitd-config'] || (files[0]?.path ?? '');
}
/** The command that makes a node, in the order of docker/setup-buildx-action. Every node gets the one configuration. */
function createCommand(source, { inputs, name, config, boots, isFirst }) {
    const { endpoint, options, flags } = source;
    const platforms = source.platforms.map(platforms_platform/* printPlatform */.Lg).join(',');
    return [
        ...['buildx', 'create', '--name', name],
        ...(isFirst ? ['--driver', inputs.driver] : ['--append']),
        ...(source.name === '' ? [] : ['--node', source.name]),
        ...options.flatMap(({ text }) => ['--driver-opt', text]),
        ...(flags === '' ? [] : ['--buildkitd-flags', flags]),
        ...(platforms === '' ? [] : ['--platform', platforms]),
        ...(isFirst && inputs['builder-use'] ? ['--use'] : []),
        ...(config === '' ? [] : ['--buildkitd-config', config]),
        ...(boots ? ['--bootstrap'] : []),
        ...(endpoint === '' ? [] : [endpoint]),
    ];
}
/**
 * A single node on the engine at hand is made and booted by one command. Everything else is looked at once it
 * is made: buildx ends well although a node cannot be reached.
 */
function bootCommand(inputs, name) {
    const { isStarted, sharesKernel } = drivers/* DRIVERS */.e0[inputs.driver];
    const isSimple = isStarted && sharesKernel && inputs.nodes.length === 0 && inputs['builder-endpoint'] === '';
    return isSimple ? undefined : inspectCommand(isStarted, name);
}
function inspectCommand(isStarted, name) {
    return ['buildx', 'inspect', ...(isStarted ? ['--bootstrap'] : []), name];
}
function usePlan(inputs, { defaultBuilder }, name) {
    if (!inputs['builder-use'] || defaultBuilder === name)
        return undefined;
    return { command: ['buildx', 'use', name], earlier: defaultBuilder };
}
/**
 * buildx cannot make a node from TLS data in the default docker context; it can from a copy of that context.
 * '' where none is needed.
 */
function contextName(inputs, { docker, buildx }, name) {
    const isNeeded = drivers/* DRIVERS */.e0[inputs.driver].needsContextCopy && docker.hasTls && buildx.kind === 'plugin';
    return isNeeded && (0,builder_nodes/* nodeSources */.pQ)(inputs).some(({ endpoint }) => endpoint === '') ? `${name}-context` : '';
}
/** The nodes with what the environment adds: the docker context, and options that name the key files. */
function madeFrom(inputs, facts, context) {
    return (0,builder_nodes/* nodeSources */.pQ)(inputs).map((source, index) => ({
        ...source,
        endpoint: source.endpoint || context,
        options: [
            ...source.options,
            ...(0,builder_nodes/* keysOf */.YD)(inputs, facts.docker, index).map(({ option, name }) => (0,driver_option/* driverOption */.q9)(option, keyPath(facts, name))),
        ],
    }));
}
function keyFiles(inputs, facts) {
    return (0,builder_nodes/* nodeSources */.pQ)(inputs).flatMap((_, index) => (0,builder_nodes/* keysOf */.YD)(inputs, facts.docker, index).map(({ name }) => ({ variable: name, path: keyPath(facts, name) })));
}
function keyPath({ temp }, variable) {
    return `${temp}/${variable.toLowerCase()}.pem`;
}

;// CONCATENATED MODULE: ./lib/plan/failure-state.js
/** What a job leaves behind that fails before it has done anything. */
function stateAtStart({ mode, call }) {
    if (mode === 'plan')
        return 'no matrix';
    // The images of the parts are in the registry.
    if (mode === 'merge')
        return 'no tag moved';
    return call === '' ? 'no image' : { call };
}
/** What a job leaves behind that carried its plan out and fails while it reports that. */
function stateAtEnd({ call, publish, part }) {
    if (call !== '')
        return { call };
    if (publish === undefined)
        return 'built';
    return part !== undefined || publish.tags.length === 0 ? 'no tag moved' : 'tags moved';
}

;// CONCATENATED MODULE: ./lib/plan/build/annotations.js

/** The values of --annotation where one build makes the whole image. */
function wholeAnnotations({ annotations }) {
    return annotations.map(({ text }) => text);
}
/** The values of --annotation for a build whose images are joined with others: those of its own manifests. */
function partAnnotations({ annotations }, targets) {
    return annotations.flatMap((annotation) => {
        const own = annotation.places.filter(({ level }) => level === 'manifest');
        if (own.some(({ platform }) => platform === undefined))
            return [`manifest:${annotation.pair}`];
        const named = targets.filter((target) => own.some(({ platform }) => isOf(platform, target)));
        return named.map((platform) => `manifest[${(0,platforms_platform/* printPlatform */.Lg)(platform)}]:${annotation.pair}`);
    });
}
/**
 * The values of --annotation for the index that images are joined in. A descriptor's is named for each platform,
 * because buildx would write it to the attestations' descriptors too.
 */
function indexAnnotations({ annotations }, targets) {
    return annotations.flatMap((annotation) => {
        const value = annotation.pair;
        const descriptors = annotation.places.filter(({ level }) => level === 'manifest-descriptor');
        const named = targets.filter((target) => descriptors.some(({ platform }) => isOf(platform, target)));
        return [
            ...(annotation.places.some(({ level }) => level === 'index') ? [`index:${value}`] : []),
            ...named.map((platform) => `manifest-descriptor[${(0,platforms_platform/* printPlatform */.Lg)(platform)}]:${value}`),
        ];
    });
}
/** Annotations that a job that joins has no document for, so that they can be told. */
function lostAnnotations({ annotations }) {
    const isLost = ({ places }) => places.every(({ level }) => level === 'manifest' || level === 'index-descriptor');
    return annotations.filter(isLost).map(({ text }) => text);
}
/** Whether what is said for a platform, or for all, is for this one. */
function isOf(platform, target) {
    return platform === undefined || (0,platforms_platform/* samePlatform */.my)(platform, target);
}
/**
 * Annotations for platforms that are not built, and for an index where there is none: BuildKit tells them at its
 * end.
 * @param hasIndex whether what is built gets an index
 */
function annotationProblems({ annotations, mode }, targets, hasIndex) {
    return annotations.flatMap(({ text, places }) => {
        const isStrange = ({ platform }) => platform !== undefined && !(0,platforms_platform/* listsPlatform */.$V)(targets, platform);
        const stranger = places.find(isStrange)?.platform;
        // The legs of a matrix share annotations, of which each takes its own.
        if (stranger !== undefined && mode !== 'part') {
            const what = `"${text}" is for ${(0,platforms_platform/* printPlatform */.Lg)(stranger)}, which is not built.`;
            return [{ input: 'annotations', what, cure: 'Add the platform, or drop the annotation.' }];
        }
        if (hasIndex || !places.some(({ level }) => level.startsWith('index')))
            return [];
        const what = `"${text}" is for an index, but an image of one platform without attestations has none.`;
        return [
            {
                input: 'annotations',
                what,
                cure: 'Write manifest: instead, build several platforms, or leave provenance on.',
            },
        ];
    });
}

;// CONCATENATED MODULE: ./lib/plan/build/args.js


/**
 * The arguments for `--build-arg`. A build of one platform gets what BuildKit would set by itself, spelled
 * out; a build of several must not, because an explicit value holds for every platform of the invocation and
 * gives images whose content is not what their manifest says.
 */
function buildArgs(given, platforms) {
    const [only, ...others] = platforms;
    if (only === undefined || others.length > 0)
        return given;
    // Of a builder that does not tell its own platform, BUILD* are left to BuildKit.
    const known = platforms_args/* EXPLICIT_ARGS */.Z.filter((name) => only.args.BUILDPLATFORM !== '' || !name.startsWith('BUILD'));
    const explicit = known.map((name) => `${name}=${only.args[name]}`);
    return [...explicit, ...given.filter((arg) => !known.some((name) => name === (0,buildx_attributes/* nameAndValue */.gb)(arg).name))];
}
/** The user's own TARGET* and BUILD* arguments that contradict the platform, or name one of several. */
function buildArgProblems(given, platforms) {
    return given.flatMap((arg) => {
        const name = (0,buildx_attributes/* nameAndValue */.gb)(arg).name;
        if (!isReserved(name))
            return [];
        const why = contradiction(name, arg, platforms);
        return why === undefined ? [] : [{ input: 'build-args', ...why }];
    });
}
function contradiction(name, arg, platforms) {
    const cure = `Remove it: BuildKit sets ${name} for each platform.`;
    if (platforms.length > 1) {
        return {
            what: `"${arg}" would hold for all ${platforms.length} platforms and give images of the wrong kind.`,
            cure,
        };
    }
    if (arg === name)
        return { what: `"${name}" without a value would take it from the environment.`, cure };
    const value = platforms[0]?.[name];
    const isUnknown = name.startsWith('BUILD') && platforms[0]?.BUILDPLATFORM === '';
    if (value === undefined || isUnknown || arg === `${name}=${value}`)
        return undefined;
    return { what: `"${arg}" contradicts the platform, whose ${name} is "${value}".`, cure };
}
function isReserved(name) {
    return platforms_args/* EXPLICIT_ARGS */.Z.some((reserved) => reserved === name);
}
/** The arguments that every Dockerfile has for proxies, which are there on some machines only. */
const PROXY = /^(?:https?|ftp|no|all)_proxy$/i;
/** Arguments that take their value from the environment, which has none. */
function argWarnings({ unsetArgs }) {
    return [...new Set(unsetArgs)]
        .filter((name) => !PROXY.test(name))
        .map((name) => `build-args: ${name} has no value, and no variable of the step has that name: the build does not get it.`);
}

;// CONCATENATED MODULE: ./lib/plan/publish/destination.js



/** What --push stands for where no exporter pushes. */
const PUSH = parseExporter('type=registry');
/** The inputs that decide where the result goes. */
const DESTINATION_INPUTS = [
    ...['mode', 'call', 'push', 'load', 'outputs', 'tags'],
    ...['verify', 'smokeTests', 'builds', 'on-newer', 'on-unchanged'],
];
/** Decides where the result goes, as far as the inputs can: not every builder can leave the tags for later. */
function destinationOf(inputs) {
    const { outputs, load, mode, tags } = inputs;
    if (inputs.call !== '' && inputs.call !== 'build')
        return { kind: 'call', others: [] };
    const isPush = inputs.push === true || mode === 'part';
    const given = outputs.filter((exporter) => pushes(exporter, isPush));
    const others = outputs.filter((exporter) => !pushes(exporter, isPush));
    const exporters = given.length === 0 && isPush ? [PUSH] : given;
    const last = exporters.at(-1);
    // By its digest one image is pushed by several, as a rule sees to; of others the last one counts.
    const named = last === undefined || isByDigest(last) ? exporters : [last];
    const names = namesFor(tags, named);
    if (last === undefined || (names.length === 0 && mode !== 'part')) {
        return { kind: load || outputs.length > 0 ? 'files' : 'cache', others };
    }
    const kind = destination_kindOf(inputs, last);
    const getsTags = kind === 'tags' || kind === 'digest then tags';
    return {
        kind,
        repositories: [...new Set(names.map(({ repository }) => repository))],
        tags: getsTags ? [...new Set(names.map(oci_reference/* withTag */.Rd))] : [],
        exporters,
        others,
    };
}
/** The names of --tag win over those of exporters. */
function namesFor(tags, exporters) {
    return tags.length > 0 ? tags : exporters.flatMap(namesOf).map(oci_reference/* splitName */.W0);
}
function destination_kindOf(inputs, last) {
    if (inputs.mode === 'part')
        return 'part';
    if (isByDigest(last))
        return 'digest';
    // Something is found out about the image first, or it is complete only when all of its builds are joined.
    const isLookedAt = inputs.verify !== 'off' || inputs.smokeTests.length > 0 || looksBefore(inputs);
    const waits = isLookedAt || inputs.builds.length > 1;
    return waits ? 'digest then tags' : 'tags';
}
/** Whether a tag may have to stay where it is, which is found out once the image is in the registry. */
function looksBefore(inputs) {
    return inputs['on-newer'] !== 'move' || inputs['on-unchanged'] === 'keep';
}
function isPushed(destination) {
    return !['call', 'cache', 'files'].includes(destination.kind);
}
/** Whether an index in a registry can hold what several builds make: all of it is pushed there, and tags follow. */
function canBeJoined(destination, { load }) {
    const isUntagged = destination.kind === 'part' || destination.kind === 'digest then tags';
    return isUntagged && !load && destination.others.length === 0;
}
/** Where a builder can push with tags only: they cannot wait. */
function withTagsAtOnce(destination) {
    return destination.kind === 'digest then tags' ? { ...destination, kind: 'tags' } : destination;
}
/** What is said about publishing, wherever that goes. */
function publishSettings(inputs, { event, docker }, builder) {
    const hosts = (0,buildkitd_config/* hostsOf */.PP)({
        given: inputs.buildkitdConfig ?? docker.config,
        usual: docker.defaultConfig,
        has: builder?.nodes[0]?.settings.config,
    });
    return {
        ...{ hosts, runUrl: event.runUrl },
        onNewer: inputs['on-newer'],
        onUnchanged: inputs['on-unchanged'],
    };
}
/** Where the image goes; `more` is what does not depend on that. */
function publishPlan(destination, more) {
    if (!isPushed(destination))
        return undefined;
    const { kind, repositories, tags } = destination;
    return { repositories, tags, by: kind === 'tags' ? 'tags' : 'digest', ...more };
}

;// CONCATENATED MODULE: ./lib/plan/build/builds.js



/**
 * One build for platforms of equal settings. Where the image gets its tags later, each node builds its platforms by
 * itself, too: what several nodes build together, buildx joins under a tag at once, and it takes that to be latest
 * where none is named.
 */
function planBuilds(inputs, asked, builder, platforms) {
    const settled = inputs.builds.map((build) => {
        const targets = build.platforms.length === 0 ? platforms.map(({ platform }) => platform) : build.platforms;
        return ofPlatforms({ inputs: { ...inputs, ...build }, platforms, targets }, targets);
    });
    const all = canBeJoined(asked, inputs) ? settled.flatMap((build) => ofEachNode(build, builder)) : settled;
    const makeParts = asked.kind === 'part' || all.length > 1;
    const isTogether = all.some(({ targets }) => (0,builder_target/* isSpread */.qx)(builder, targets));
    const canWait = (0,builder_target/* capabilitiesOf */.SF)(builder).pushByDigest && !isTogether;
    const destination = makeParts || canWait ? asked : withTagsAtOnce(asked);
    return { all, makeParts, isSpread: isTogether, destination };
}
/** Less of a build. */
function ofPlatforms(build, names) {
    const platforms = build.platforms.filter(({ platform }) => (0,platforms_platform/* listsPlatform */.$V)(names, platform));
    return { ...build, platforms, targets: platforms.map(({ platform }) => platform) };
}
function ofEachNode(build, builder) {
    return (0,builder_target/* byNode */.Mh)(builder, build.targets).map((names) => ofPlatforms(build, names));
}
/** Tags that cannot wait for the proof. */
function earlyTags(asked, builds) {
    if (asked.kind !== 'digest then tags' || builds.destination.kind !== 'tags')
        return [];
    return [builds.isSpread ? TOGETHER : NO_DIGEST];
}
const NO_DIGEST = 'This builder can only push with tags: they move before the image is proven. One with the driver docker-container proves it first.';
const TOGETHER = 'Files and loaded images are built by several nodes together, so that the tags move before the image is proven. Without load, and without outputs that do not push, each node builds its platforms by itself and the tags wait.';

;// CONCATENATED MODULE: ./lib/plan/publish/outputs.js



/** What --load stands for. */
const LOAD = parseExporter('type=docker');
/**
 * Each exporter makes its own index, and the metadata file holds the digest of the last one: the pushing ones
 * come last.
 * @param layout folder for an OCI layout of what is pushed; '' for none
 */
function planOutputs(inputs, destination, layout) {
    const { load, outputs } = inputs;
    const tags = inputs.tags.map(oci_reference/* printReference */.nt);
    const hasImageId = !outputs.some(writesFiles);
    switch (destination.kind) {
        case 'call':
            // buildx would push an image without layers over the tag.
            return { values: [], tags, push: false, load: false, hasImageId: false };
        case 'cache':
        case 'files':
            return { values: textsOf(destination.others), tags, push: false, load, hasImageId };
        case 'tags':
        case 'digest':
            return { ...asGiven(inputs, destination, layout), tags, hasImageId };
        case 'digest then tags':
        case 'part':
            return {
                values: textsOf(byDigest(inputs, destination, layout)),
                tags: [],
                push: false,
                load: false,
                hasImageId,
            };
    }
}
/** `--load` beside something that pushes would be added behind it by buildx, so it is spelled out then. */
function asGiven(inputs, { exporters, others }, layout) {
    const push = inputs.push === true;
    if (!inputs.load && layout === '') {
        const given = exporters.filter((exporter) => exporter !== PUSH);
        return { values: textsOf([...others, ...given]), push, load: false };
    }
    return {
        values: textsOf([
            ...loadExporters(inputs),
            ...others,
            ...layoutExporters(exporters, layout),
            ...exporters,
        ]),
        // Spelled out, the flag is still what makes an image exporter push that does not say so itself.
        push: push && exporters.some((exporter) => !pushes(exporter, false)),
        load: false,
    };
}
/** A tag in a name cannot be pushed by digest; what is loaded still gets the tags. */
function byDigest(inputs, { exporters, others, repositories }, layout) {
    const names = inputs.tags.map(oci_reference/* printReference */.nt);
    const beside = [...loadExporters(inputs), ...others];
    return [
        ...beside.map((exporter) => (names.length === 0 ? exporter : withNames(exporter, names))),
        ...layoutExporters(exporters, layout),
        ...exporters.map((exporter) => withoutTags(exporter, repositories)),
    ];
}
function loadExporters({ load, outputs }) {
    return load && !outputs.some(loads) ? [LOAD] : [];
}
/** The layout that the proof reads, written before the last push, whose digest counts. */
function layoutExporters(pushing, layout) {
    const last = pushing.at(-1);
    return last === undefined || layout === '' ? [] : [layoutExporter(last, layout)];
}
function textsOf(exporters) {
    return exporters.map(({ text }) => text);
}
/** Name of an image that is loaded beside one that is pushed; '' where there is none. */
function loadedImage(inputs) {
    const isBeside = isPushed(destinationOf(inputs)) && (inputs.load || inputs.outputs.some(loads));
    const [first] = inputs.tags;
    return isBeside && first !== undefined ? (0,oci_reference/* printReference */.nt)(first) : '';
}
/** Whether the docker exporter is among the outputs. */
function isLoaded({ outputs, load }) {
    return load || outputs.some(({ type }) => type === 'docker');
}

;// CONCATENATED MODULE: ./lib/plan/publish/proof.js

/** Free bytes below which layers are read from the registry again: a layout is as large as the image. */
const LAYOUT_NEEDS = 4 * 2 ** 30;
/** @returns undefined where nothing is to be proven */
function planProof(inputs) {
    const { verify } = inputs;
    if (verify === 'off')
        return undefined;
    return { ...planRefused(inputs), onErrors: verify, ignore: inputs['verify-ignore'] };
}
function planRefused(inputs) {
    return { deletes: inputs['on-failure'] === 'delete' };
}
/** Folder of the layout that a build writes beside what it pushes; '' where the proof reads from the registry. */
function layoutOf(proof, disk, { builder, targets, index }) {
    if (proof === undefined || obstacle(disk, builder, targets) !== '')
        return '';
    return `${disk.temp}/layout${index === 0 ? '' : `-${index + 1}`}`;
}
/** Why no layout can be written; '' where one can. */
function obstacle({ freeBytes }, builder, targets) {
    if ((0,builder_target/* isSpread */.qx)(builder, targets))
        return 'several nodes build the image together';
    if ((0,builder_target/* capabilitiesOf */.SF)(builder).lacksExporters.includes('oci'))
        return `the driver ${builder.driver} cannot write one`;
    if (!(0,builder_target/* takesSeveralOutputs */.JC)(builder))
        return "the builder's BuildKit is too old to write one beside the push";
    if (freeBytes >= LAYOUT_NEEDS)
        return '';
    return `there are ${(freeBytes / 2 ** 30).toFixed(1)} GiB free in the folder for temporary files`;
}
/** Where the proof has to read everything again. */
function proofNotices(proof, disk, builder, builds) {
    if (proof === undefined)
        return [];
    const why = builds.map(({ targets }) => obstacle(disk, builder, targets)).find((each) => each !== '');
    return why === undefined
        ? []
        : [`The proof reads the image back from the registry and not from a layout on disk: ${why}.`];
}

;// CONCATENATED MODULE: ./lib/plan/build/attestations.js

/**
 * The attestations, as docker/build-push-action makes them: `provenance` and `sbom` win over entries of their type
 * in `attests`; without any, provenance by the repository's visibility, unless nothing can hold it or
 * BUILDX_NO_DEFAULT_ATTESTATIONS says no.
 */
function attestations(inputs, event, holders) {
    const { sbom, attests } = inputs;
    const isRequested = attests.some(isProvenance);
    const isDefault = !isRequested && !event.noDefaultAttestations && holders !== 'nothing';
    const provenance = inputs.provenance ?? (isDefault ? byVisibility(event, holders) : undefined);
    const replaced = [inputs.provenance, sbom].flatMap((each) => each?.type ?? []);
    return [provenance, sbom, ...attests.filter(({ type }) => !replaced.includes(type))]
        .filter((each) => each !== undefined)
        .map((each) => withRun(each, event));
}
function byVisibility({ isPrivate }, holders) {
    const mode = isPrivate ? 'min' : 'max';
    const isInline = isPrivate || holders === 'what is pushed';
    return attestation('provenance', isInline ? { mode, 'inline-only': 'true' } : { mode });
}
/** Provenance names the run that made the image, unless the user names another builder. */
function withRun(each, { runUrl }) {
    return each.isDisabled || runUrl === '' ? each : withBuilder(each, runUrl);
}
/** Whether an image of one platform gets an index, because attestations need one. */
function isAttested(attests, event) {
    const isOn = attests.some(({ isDisabled }) => !isDisabled);
    // Without a value for provenance buildx adds it by itself.
    return isOn || (!attests.some(isProvenance) && !event.noDefaultAttestations);
}
function isProvenance({ type }) {
    return type === 'provenance';
}

;// CONCATENATED MODULE: ./lib/oci/registries.js

/**
 * Registries where anybody can get a name: that an image is there says nothing about whose it is. Hosts, and the
 * ends of hosts that begin with a dot or a dash.
 */
const PUBLIC = [
    ...[oci_reference/* HUB_SERVER */.iR, 'ghcr.io', 'docker.pkg.github.com', 'quay.io', 'registry.gitlab.com', 'public.ecr.aws'],
    // By project, which anybody can make.
    ...['gcr.io', '.gcr.io', '-docker.pkg.dev', '.ocir.io', 'icr.io', '.icr.io', 'cr.yandex', '.scw.cloud'],
    ...['.aliyuncs.com', '.myhuaweicloud.com', '.tencentyun.com'],
    ...['registry.digitalocean.com', 'registry.fly.io', 'registry.heroku.com', 'docker.cloudsmith.io'],
    ...['codeberg.org', 'gitea.com', 'ttl.sh'],
];
/** Where a server that keeps repositories keeps their images: GitHub at an address of its own, Gitea and Forgejo at theirs. */
const IMAGES_OF = new Map([['github.com', 'ghcr.io']]);
/**
 * Whether a name is shown to be the workflow's own without anything being pushed to it: it is in a registry that is
 * not everybody's, or it is in the one of the workflow's server and has its owner.
 * @param repository name of an image, without tag
 */
function isOwnName(repository, workflow) {
    const { host, path } = (0,oci_reference/* splitRepository */.T8)(repository);
    const own = URL.parse(workflow.server)?.host ?? '';
    if (host === (IMAGES_OF.get(own) ?? own))
        return ownerOf(path) === ownerOf(workflow.repository);
    return !PUBLIC.some((name) => (/^[.-]/.test(name) ? host.endsWith(name) : host === name));
}
function ownerOf(path) {
    return path.slice(0, path.indexOf('/')).toLowerCase();
}

;// CONCATENATED MODULE: ./lib/plan/build/cache.js








/** A tag has at most 128 characters; `cache-`, two dashes and a hash take some of them. */
const PART_LIMIT = 50;
/** Stands for a branch where a tag is built; no branch can have a name that begins with a dot. */
const TAGS = '.tags';
const NONE = { from: [], to: [], imports: [], exports: [], folder: undefined };
/** Where layers come from and go to. The user's own cache-from and cache-to replace what is derived here. */
function planCache(inputs, local, build) {
    const derived = deriveCache(inputs, local, build);
    const from = inputs['cache-from'];
    const to = inputs['cache-to'];
    if (from.length === 0 && to.length === 0)
        return derived;
    // Who says what is imported, and nothing of an export, has another job that exports it.
    const given = { ...NONE, imports: from, exports: to };
    if (to.length === 0)
        return { ...given, why: 'cache-from as given; without cache-to nothing is exported' };
    if (from.length > 0)
        return { ...given, why: 'cache-from and cache-to as given' };
    const imported = { from: derived.from, imports: derived.imports };
    return { ...given, ...imported, why: `cache-to as given; the rest ${derived.why}` };
}
/**
 * A name that this job does not push to may be anybody's, as that of an image that is only loaded: whoever has it in a
 * public registry could offer layers to the build.
 */
function needsOwnImage({ image, isCacheRef, destination, local }) {
    if (image === undefined)
        return 'without tags or cache-ref there is no place for it';
    if (isCacheRef || isPushed(destination) || isOwnName(image.repository, local.event))
        return undefined;
    return `nothing is pushed to ${image.repository}, and nothing shows that this name is yours; cache-ref says where your cache is`;
}
/** An image that is pushed is not to fail because of its cache. */
const cache_EXPORT = { mode: 'max', 'ignore-error': 'true' };
/** What each value of `cache` means. */
const BACKENDS = {
    registry: {
        needsPush: true,
        obstacle: needsOwnImage,
        ref: ({ image, isCacheRef, isOneOfSeveral, platforms }, branch) => isCacheRef && image?.tag
            ? `${(0,oci_reference/* printReference */.nt)(image)}${isOneOfSeveral ? `-${tagPart(platformPart(platforms))}` : ''}`
            : `${image?.repository}:${cacheTag(platforms, branch)}`,
        from: (ref) => cacheEntry('registry', { ref }),
        to: (ref) => cacheEntry('registry', { ref, ...cache_EXPORT }),
    },
    gha: {
        needsPush: false,
        obstacle: ({ local }) => local.step.hasCacheService ? undefined : 'the cache service of GitHub Actions is not there',
        ref: ({ platforms }, branch) => cacheTag(platforms, branch),
        from: (scope) => cacheEntry('gha', { scope }),
        to: (scope) => cacheEntry('gha', { scope, ...cache_EXPORT }),
    },
    local: {
        needsPush: false,
        obstacle: () => undefined,
        ref: ({ local, platforms }, branch) => [local.paths.cacheFolder, tagPart(local.event.repository), cacheTag(platforms, branch)]
            .filter((part) => part !== '')
            .join('/'),
        from: (folder) => cacheEntry('local', { src: folder }),
        to: (folder) => cacheEntry('local', { dest: newFolder(folder), ...cache_EXPORT }),
    },
    inline: {
        needsPush: true,
        obstacle: needsOwnImage,
        ref: ({ image }) => (image === undefined ? '' : (0,oci_reference/* printReference */.nt)(image)),
        from: (ref) => cacheEntry('registry', { ref }),
        to: () => cacheEntry('inline', {}),
    },
};
function deriveCache(inputs, local, build) {
    if (inputs.cache === 'off')
        return { ...NONE, why: 'off, as asked' };
    const backend = BACKENDS[inputs.cache];
    const isCacheRef = inputs['cache-ref'] !== undefined;
    const image = inputs['cache-ref'] ?? inputs.tags[0];
    const source = { ...build, image, isCacheRef, local };
    const obstacle = backend.obstacle(source);
    if (obstacle !== undefined)
        return { ...NONE, why: `none: ${obstacle}` };
    const from = sources(backend, source);
    const [denied, why] = exportRule(inputs, source, backend);
    const to = denied ? [] : from.slice(0, 1);
    return {
        from,
        to,
        imports: from.map(({ ref }) => backend.from(ref)),
        exports: to.map(({ ref }) => backend.to(ref)),
        folder: inputs.cache === 'local' ? to[0]?.ref : undefined,
        why,
    };
}
/** A derived cache, without what the driver cannot export. What the user asks for is refused elsewhere. */
function withinReach(cache, builder) {
    const { cacheTo } = (0,builder_target/* capabilitiesOf */.SF)(builder);
    if (cacheTo === 'all')
        return cache;
    const exports = cache.exports.filter(({ type }) => cacheTo.includes(type));
    if (exports.length === cache.exports.length)
        return cache;
    const why = `imported only, because the driver ${builder.driver} of this engine exports ${cacheTo.join(' and ')} caches only`;
    return { ...cache, to: [], exports, folder: undefined, why };
}
/** Where a local cache is written before it takes the place of the old one: BuildKit never removes what is old. */
function newFolder(folder) {
    return `${folder}.new`;
}
/** Own → base → default branch, each once. */
function sources(backend, source) {
    const { branch, base, defaultBranch, onTag } = source.local.event;
    const places = [
        onTag ? [TAGS, 'builds of tags'] : [branch, `branch ${branch}`],
        [base, `base branch ${base}`],
        [defaultBranch, `default branch ${defaultBranch}`],
    ];
    const known = places.filter(([name]) => name !== '');
    const named = known.length === 0 ? [['', 'no branch known']] : known;
    const refs = named.map(([name, why]) => ({ ref: backend.ref(source, name), why }));
    const distinct = (0,lib_distinct/* distinctBy */.e)(refs, ({ ref }) => ref);
    // The user's cache-ref and an image that holds its own cache are one for all branches.
    const isShared = backend.ref(source, 'one') === backend.ref(source, 'two');
    return isShared ? distinct.map(({ ref }) => ({ ref, why: 'for every branch' })) : distinct;
}
function exportRule(inputs, { destination, local }, { needsPush }) {
    if (destination.kind === 'call')
        return [true, 'imported only, because a call builds nothing'];
    if (needsPush && !isPushed(destination))
        return [true, 'imported only, because push is false'];
    if (local.event.fork)
        return [true, "imported only, because this is a fork's pull request"];
    const mode = inputs.cache === 'inline' ? 'in the image itself' : 'mode=max';
    return [false, `imported and exported (${mode}); a missing or failing cache never fails the job`];
}
/** Builds of the same platforms share a cache; others must not overwrite it, since one ref is one manifest. */
function cacheTag(platforms, branch) {
    const parts = [platformPart(platforms), branch].filter((part) => part !== '');
    return `cache-${parts.map(tagPart).join('-')}`;
}
/** Platforms in a tag; no dash, so that the first dash ends them: amd64 on v2-fix is not amd64/v2 on fix. */
function platformPart(platforms) {
    const names = platforms.map((platform) => {
        const [system, ...machine] = (0,platforms_platform/* printPlatform */.Lg)(platform).split('/');
        return `${system === 'linux' ? '' : `${system}.`}${machine.join('')}`;
    });
    return names.toSorted().join('_');
}
/** A name as a part of a tag. Where characters are lost, a hash of the name keeps two names apart. */
function tagPart(name) {
    const slug = name.replace(/[^A-Za-z0-9._-]+/g, '-');
    if (slug === name && slug.length <= PART_LIMIT)
        return slug;
    return `${slug.slice(0, PART_LIMIT - 9)}.${(0,oci_digest/* shortHash */.BC)(name, 8)}`;
}

;// CONCATENATED MODULE: ./lib/plan/build/flags.js

/** The build command, a row a flag: a text or list gives the flag with each value, true gives the flag alone. */
const BUILD_FLAGS = [
    ['--builder', ({ builder }) => builder],
    ['--platform', ({ platforms }) => platforms.map(({ platform }) => (0,platforms_platform/* printPlatform */.Lg)(platform)).join(',')],
    ['--call', ({ inputs }) => inputs.call],
    ['--file', ({ inputs }) => inputs.file],
    ['--target', ({ inputs }) => inputs.target],
    ['--build-arg', ({ args }) => args],
    ['--build-context', ({ buildContexts }) => buildContexts],
    ['--label', ({ inputs }) => inputs.labels],
    ['--annotation', ({ annotations }) => annotations],
    ['--tag', ({ outputs }) => outputs.tags],
    ['--attest', ({ attests }) => attests.map(textOf)],
    ['--secret', ({ secrets }) => secrets],
    ['--ssh', ({ inputs }) => inputs.ssh],
    ['--allow', ({ inputs }) => inputs.allow],
    ['--network', ({ inputs }) => inputs.network],
    ['--add-host', ({ inputs }) => inputs['add-hosts']],
    ['--shm-size', ({ inputs }) => inputs['shm-size']],
    ['--ulimit', ({ inputs }) => inputs.ulimit],
    ['--cgroup-parent', ({ inputs }) => inputs['cgroup-parent']],
    ['--cache-from', ({ cache }) => cache.imports.map(textOf)],
    ['--cache-to', ({ cache }) => cache.exports.map(textOf)],
    ['--no-cache', ({ inputs }) => inputs['no-cache']],
    ['--no-cache-filter', ({ inputs }) => inputs['no-cache-filters']],
    ['--pull', ({ inputs }) => inputs.pull],
    ['--output', ({ outputs }) => outputs.values],
    ['--load', ({ outputs }) => outputs.load],
    ['--push', ({ outputs }) => outputs.push],
    ['--iidfile', ({ outputs, iidFile }) => (outputs.hasImageId ? iidFile : '')],
    ['--metadata-file', ({ metadataFile }) => metadataFile],
    // Text for a log: each line stands by itself, and BuildKit's own error ends it.
    ['--progress', () => 'plain'],
];
function textOf({ text }) {
    return text;
}
/** The whole build command. */
function buildCommand(source) {
    const flags = BUILD_FLAGS.flatMap(([flag, value]) => withValues(flag, value(source)));
    return ['buildx', 'build', ...flags, source.context];
}
function withValues(flag, value) {
    if (typeof value === 'boolean')
        return value ? [flag] : [];
    const values = typeof value === 'string' ? [value] : value;
    return values.filter((text) => text !== '').flatMap((text) => [flag, text]);
}

;// CONCATENATED MODULE: ./lib/plan/build/plainer.js



/**
 * What a build can do without where a registry refuses what BuildKit makes of attestations: first their form as OCI
 * artifacts, which BuildKit has since 0.32 (moby/buildkit#7007), then all of them. Nothing that the user asked for.
 */
function plainerBuilds({ destination, attests }, { provenance, sbom, attests: given, outputs }, { noDefaultAttestations }) {
    const isAsked = provenance !== undefined || sbom !== undefined || given.length > 0;
    if (isAsked || noDefaultAttestations || !isPushed(destination))
        return [];
    const plain = { ...destination, exporters: destination.exporters.map(withoutArtifacts) };
    const saysForm = outputs.some(({ attributes }) => attributes['oci-artifact'] !== undefined);
    const none = {
        destination,
        attests: [attestation('provenance', { disabled: 'true' })],
        without: 'without attestations',
        input: 'provenance: false',
    };
    if (saysForm)
        return [none];
    return [
        { destination: plain, attests, without: 'without OCI artifacts', input: outputFor(plain.exporters) },
        none,
    ];
}
/** The input outputs as it has to be written. */
function outputFor(exporters) {
    return `outputs: ${exporters.map(({ text }) => text).join(' and ')}`;
}

;// CONCATENATED MODULE: ./lib/plan/build/reach.js


/**
 * The servers of registries that a build imports its cache from, where they are asked once before BuildKit waits most of a
 * minute for each that does not answer. Only where a build imports nothing else, and where this machine reaches what its
 * builder reaches: not through mirrors, proxies or a network of the builder's own.
 */
function cacheServers({ imports }, inputs, { docker }, { kind, nodes }) {
    const isConfigured = (inputs.buildkitdConfig ?? docker.config ?? docker.defaultConfig) !== undefined;
    const options = inputs['driver-opts'].flatMap((each) => Object.entries(each.options));
    const hasOwnWay = options.some(([name, value]) => name.startsWith('env.') || (name === 'network' && value !== 'host'));
    const isHere = docker.isLocal && kind === 'planned' && nodes.every(({ own }) => own !== undefined);
    if (!isHere || isConfigured || hasOwnWay || docker.hasProxies)
        return [];
    const servers = imports.flatMap((entry) => serverOf(cacheImage(entry)) ?? []);
    return servers.length === imports.length ? [...new Set(servers)] : [];
}
/** A registry of this machine answers at once, or is not there for the builder at all. */
function serverOf(image) {
    if (image === undefined)
        return undefined;
    const { host } = (0,oci_reference/* splitRepository */.T8)((0,oci_reference/* splitName */.W0)(image).repository);
    return (0,oci_reference/* isLocalhost */.M8)(host) ? undefined : host;
}

;// CONCATENATED MODULE: ./lib/plan/build/command.js













/** The command of every build, with the files that it writes and what it gets from caches. */
function commandBuilds({ builder, builds: { all, destination, makeParts } }, inputs, facts, { builderName, proof }) {
    const isCall = destination.kind === 'call';
    return all.map((build, index) => {
        const { platforms, targets } = build;
        const cached = { platforms: targets, isOneOfSeveral: makeParts, destination };
        const derived = withinReach(planCache(build.inputs, facts, cached), builder);
        const layout = layoutOf(proof, facts, { builder, targets, index });
        const usual = { destination, attests: attestsOf(build.inputs, facts, builder) };
        const decided = {
            platforms,
            cache: isCall ? { ...derived, to: [], exports: [], folder: undefined } : derived,
            outputs: planOutputs(build.inputs, destination, layout),
            annotations: makeParts ? partAnnotations(inputs, targets) : wholeAnnotations(inputs),
            attests: usual.attests,
            builder: builderName,
        };
        const made = commandBuild(build, facts, decided, index);
        const plainer = plainerBuilds(usual, build.inputs, facts.event).map((plain) => {
            const outputs = planOutputs(build.inputs, plain.destination, layout);
            const { command } = commandBuild(build, facts, { ...decided, outputs, attests: plain.attests }, index);
            return { command, without: plain.without, input: plain.input };
        });
        const isAsked = !isCall && !isPushed(destination);
        const servers = isAsked ? cacheServers(derived, build.inputs, facts, builder) : [];
        return { ...made, plainer, layout, cacheServers: servers };
    });
}
function commandBuild({ inputs }, facts, decided, index) {
    const { event, temp, paths } = facts;
    const number = index + 1;
    const suffix = number === 1 ? '' : `-${number}`;
    const files = { metadataFile: `${temp}/metadata${suffix}.json`, iidFile: `${temp}/iid${suffix}` };
    const command = buildCommand({
        inputs,
        ...decided,
        ...files,
        args: buildArgs(inputs['build-args'], decided.platforms),
        buildContexts: inputs['build-contexts'].map((text) => fillIn(text, event)),
        // The token is the last one, and only for the builds that need it.
        secrets: secretFlags(inputs, secretFiles({ ...inputs, builds: [inputs] }, event, temp)),
        context: resolveContext(inputs.context, event),
    });
    return {
        number,
        platforms: decided.platforms.map(({ platform }) => platform),
        command,
        cache: decided.cache,
        dockerfile: sourceOf(paths, inputs)?.dockerfile ?? '',
        loaded: loadedImage(inputs),
        ...files,
    };
}
/** Default attestations are for builders that can make them. */
function attestsOf(inputs, { event }, builder) {
    return attestations(inputs, event, holdersOf(inputs, builder));
}
function holdersOf(inputs, builder) {
    if (!(0,builder_target/* capabilitiesOf */.SF)(builder).attestations)
        return 'nothing';
    if (!isLoaded(inputs))
        return 'everything';
    return isPushed(destinationOf(inputs)) ? 'what is pushed' : 'nothing';
}

// EXTERNAL MODULE: ./lib/plan/publish/join.js
var publish_join = __nccwpck_require__(95927);
// EXTERNAL MODULE: ./lib/plan/publish/part.js
var part = __nccwpck_require__(29062);
;// CONCATENATED MODULE: ./lib/plan/refusals/rule.js

/**
 * Where `completeInputs` takes those members of Inputs from that are not inputs themselves. The values of a build come
 * from the inputs of the same names, too, which a rule reads beside the builds; a platform that could not be read makes
 * nothing wrong with the builds of the others.
 */
const SOURCES = {
    nodes: ['append'],
    buildkitdConfig: ['buildkitd-config-inline'],
    builds: ['platform-settings'],
    smokeTests: ['smoke-test'],
};
/**
 * A row of a table of rules.
 * @param reads everything of the inputs that `check` gets, so that a forgotten name does not compile
 */
function rule(reads, check) {
    return { reads: reads.flatMap(rule_sourcesOf), check };
}
function rule_sourcesOf(name) {
    return isDerived(name) ? SOURCES[name] : [name];
}
function isDerived(name) {
    return Object.hasOwn(SOURCES, name);
}
/**
 * Every problem that the rules find, in their order.
 * @param unread inputs that could not be read
 */
function problemsOf(rules, inputs, known, unread) {
    const readable = rules.filter(({ reads }) => !reads.some((name) => unread.includes(name)));
    return present(readable.flatMap(({ check }) => check(inputs, known)));
}

;// CONCATENATED MODULE: ./lib/plan/refusals/builder-rules.js










/** What buildx takes for the name of a builder or of a node. */
const NAME = /^[a-zA-Z][\w.-]*$/;
const NAMED_RULE = rule(['builder', 'driver', ...drivers/* BUILDER_INPUTS */.E7], (inputs) => {
    const given = drivers/* BUILDER_INPUTS */.E7.filter((name) => builder_rules_isGiven(inputs[name]));
    const own = inputs.driver === drivers/* DEFAULT_DRIVER */.z$ ? given : ['driver', ...given];
    const names = own.join(' and ');
    return (inputs.builder !== '' &&
        own.length > 0 && {
        input: 'builder',
        what: `"${inputs.builder}" exists already, so ${names} cannot change it.`,
        cure: `Remove ${names}, or remove builder to get a builder of our own.`,
    });
});
const CONFIG_RULE = ownBuilderRule(['buildkitd-config', 'buildkitd-config-inline'], configProblem);
/** What can be wrong with the builder's inputs before any command is run. */
const BUILDER_RULES = [
    NAMED_RULE,
    ownBuilderRule(['builder-name'], ({ 'builder-name': name }) => name !== '' &&
        (!NAME.test(name) || name === 'default') && {
        input: 'builder-name',
        what: `"${name}" cannot be the name of a builder.`,
        cure: 'A name begins with a letter and has letters, digits, ".", "_" and "-"; "default" is taken.',
    }),
    CONFIG_RULE,
    ownBuilderRule(['driver', ...drivers/* BUILDER_INPUTS */.E7], (inputs) => {
        const { refuses, isMade } = drivers/* DRIVERS */.e0[inputs.driver];
        const cure = isMade
            ? 'Remove it, or choose another driver.'
            : "Remove it, or choose another driver: this one is the docker engine's own builder, as the engine is set up.";
        const what = `the driver ${inputs.driver} has no use for it.`;
        return refuses.filter((name) => builder_rules_isGiven(inputs[name])).map((input) => ({ input, what, cure }));
    }),
    ownBuilderRule(['driver', ...builder_nodes/* NODE_INPUTS */.VJ], optionProblems),
    ownBuilderRule(['driver', 'builder-endpoint', 'nodes'], endpointProblems),
    ownBuilderRule(['driver', 'builder-endpoint', 'nodes'], nameProblems),
    ownBuilderRule(['driver', ...builder_nodes/* NODE_INPUTS */.VJ], keyProblems),
];
/** What is wrong with the settings of a builder, where nothing is built. */
function settingsProblems(inputs, local, unread) {
    return problemsOf([NAMED_RULE, CONFIG_RULE], inputs, local, unread);
}
/** A rule about a builder of our own: where another one is named, the rest is of no use, and the first rule says so. */
function ownBuilderRule(reads, check) {
    const own = rule(reads, check);
    return {
        reads: ['builder', ...own.reads],
        check: (inputs, local) => inputs.builder === '' && own.check(inputs, local),
    };
}
function builder_rules_isGiven(value) {
    return typeof value === 'boolean' ? value : value.length > 0;
}
function configProblem(inputs, { docker: { config } }) {
    const path = inputs['buildkitd-config'];
    if (path === '')
        return undefined;
    const problem = (what, cure) => ({ input: 'buildkitd-config', what, cure });
    if (inputs['buildkitd-config-inline'] !== '') {
        const what = 'buildkitd-config-inline is given too, and there can be one configuration.';
        return problem(what, 'Remove one of the two.');
    }
    if (config === undefined) {
        const cure = 'Correct the path; it starts at the workspace, and the repository must be checked out first.';
        return problem(`there is no file "${path}" that can be read.`, cure);
    }
    if (config.mistake === undefined)
        return undefined;
    const { line, why } = config.mistake;
    return problem(`line ${line} of "${path}" is not valid TOML: ${why}.`, buildkitd_config/* TOML_CURE */.x3);
}
/** The nodes as they were asked for, the first one first; it has no name of its own. */
function nodesOf(inputs) {
    return [{ name: '', endpoint: inputs['builder-endpoint'] }, ...inputs.nodes];
}
/** Where a node stands in the inputs. */
function placeOf({ nodes }, index) {
    const node = nodes[index - 1];
    return node === undefined ? { input: 'builder-endpoint' } : { input: 'append', line: node.line };
}
function endpointProblems(inputs, { docker }) {
    const { driver } = inputs;
    const { endpoint: need, endpointCure, addresses, takesBuildkitHost } = drivers/* DRIVERS */.e0[driver];
    const hasDefault = takesBuildkitHost && docker.buildkitHost !== '';
    return nodesOf(inputs).flatMap(({ endpoint }, index) => {
        const place = placeOf(inputs, index);
        if (endpoint === '' && need === 'required' && !hasDefault) {
            const what = `the driver ${driver} needs to know where the node is.`;
            return [{ ...place, what, cure: endpointCure }];
        }
        if (endpoint !== '' && need === 'none' && index > 0) {
            return [{ ...place, what: `the driver ${driver} takes no endpoint.`, cure: 'Remove it.' }];
        }
        if (endpoint === '' || addresses === undefined || addresses.test(endpoint))
            return [];
        const cure = 'Write tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST, docker-container://NAME or kube-pod://NAME.';
        return [{ ...place, what: `"${endpoint}" is no address of a BuildKit daemon.`, cure }];
    });
}
/** Options that are slips, or another driver's. buildx refuses by itself what else it does not know, before it makes a node. */
function optionProblems(inputs) {
    const { options: known } = drivers/* DRIVERS */.e0[inputs.driver];
    if (known.length === 0)
        return [];
    return (0,builder_nodes/* nodeSources */.pQ)(inputs).flatMap(({ options }, index) => {
        const input = index === 0 ? { input: 'driver-opts' } : placeOf(inputs, index);
        const words = Object.keys((0,driver_option/* joinOptions */.Hd)(options)).map(drivers/* optionWord */.yY);
        return words.flatMap((word) => {
            if (known.includes(word))
                return [];
            const meant = (0,nearest/* nearest */.p)(word.toLowerCase(), known);
            if (meant === undefined && !(0,drivers/* isDriverOption */.Cd)(word))
                return [];
            const cure = meant === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${meant}?`;
            return [{ ...input, what: `the driver ${inputs.driver} has no option "${word}".`, cure }];
        });
    });
}
/** buildx refuses two nodes of one endpoint, and takes a second one of a name for a change of the first. */
function nameProblems(inputs) {
    const { isCluster } = drivers/* DRIVERS */.e0[inputs.driver];
    return nodesOf(inputs).flatMap(({ name, endpoint }, index, nodes) => {
        const place = placeOf(inputs, index);
        const before = nodes.slice(0, index);
        const where = endpoint === '' ? 'The engine of the current docker context' : `"${endpoint}"`;
        return [
            name !== '' &&
                !NAME.test(name) && {
                ...place,
                what: `"${name}" cannot be the name of a node.`,
                cure: 'A name begins with a letter and has letters, digits, ".", "_" and "-".',
            },
            name !== '' &&
                before.some((node) => node.name === name) && {
                ...place,
                what: `two nodes are called "${name}".`,
                cure: 'Give each a name of its own.',
            },
            !isCluster &&
                before.some((node) => node.endpoint === endpoint) && {
                ...place,
                what: `${where} is the place of another node already.`,
                cure: 'Name another endpoint.',
            },
        ];
    });
}
/** buildx needs the CA's certificate, and a certificate and its key only together. */
function keyProblems(inputs, { docker }) {
    return (0,builder_nodes/* nodeSources */.pQ)(inputs).flatMap(({ options }, index) => {
        const fromEnvironment = (0,builder_nodes/* keysOf */.YD)(inputs, docker, index).map(({ option }) => option);
        if (fromEnvironment.length === 0)
            return [];
        const has = [...fromEnvironment, ...Object.keys((0,driver_option/* joinOptions */.Hd)(options))];
        const lacks = present([
            !has.includes('cacert') && 'CACERT',
            has.includes('key') && !has.includes('cert') && 'CERT',
            has.includes('cert') && !has.includes('key') && 'KEY',
        ]);
        return lacks.map((part) => ({
            ...placeOf(inputs, index),
            what: `BUILDER_NODE_${index}_AUTH_TLS_${part} is not set, though others of the node's TLS variables are.`,
            cure: 'Set it in env: of this step, and see that this workflow may read the secret (forks may not).',
        }));
    });
}
/** What the builder's driver may be unable to do. */
const DRIVER_RULES = [
    rule([], (_, { builder, targets }) => targets.length > 1 &&
        !(0,builder_target/* capabilitiesOf */.SF)(builder).severalPlatforms &&
        lacks(builder, 'platforms', `builds one platform, not ${targets.length}`)),
    rule([], (_, { builder, attests }) => !(0,builder_target/* capabilitiesOf */.SF)(builder).attestations &&
        attests.some(({ isDisabled }) => !isDisabled) &&
        lacks(builder, 'provenance', 'makes no attestations')),
    rule(['cache-to'], (inputs, { builder }) => {
        const { cacheTo } = (0,builder_target/* capabilitiesOf */.SF)(builder);
        return inputs['cache-to'].map(({ type }) => cacheTo !== 'all' &&
            !cacheTo.includes(type) &&
            lacks(builder, 'cache-to', `exports no cache of type ${type}`));
    }),
    rule(['outputs'], ({ outputs }, { builder }) => outputs
        .filter(({ type }) => (0,builder_target/* capabilitiesOf */.SF)(builder).lacksExporters.includes(type))
        .map(({ type }) => lacks(builder, 'outputs', `has no exporter ${type}`))),
    rule(['outputs'], ({ outputs }, { builder }) => outputs
        .filter((exporter) => isByDigest(exporter) && !(0,builder_target/* capabilitiesOf */.SF)(builder).pushByDigest)
        .map(() => ({
        ...lacks(builder, 'outputs', 'cannot push by digest'),
        cure: 'Leave driver at docker-container.',
    }))),
    // Nodes push one index together, but each would write an archive of its own.
    rule(['load', 'outputs'], ({ load, outputs }, { builder, targets }) => {
        const used = new Set(targets.map((target) => (0,builder_target/* declaringNode */.Ic)(builder, target)));
        if (builder.nodes.length < 2 || used.size < 2)
            return [];
        const cure = 'Push the image instead, or build one platform.';
        const what = (name) => `${name} cannot hold what ${used.size} nodes build together.`;
        const archives = outputs.filter(isArchive);
        return [
            load && { input: 'load', what: what('the docker engine'), cure },
            ...archives.map(({ text }) => ({ input: 'outputs', what: what(`"${text}"`), cure })),
        ];
    }),
];
/** What the builder's driver cannot do. */
function driverProblems(inputs, builder, asked) {
    return problemsOf(DRIVER_RULES, inputs, { ...asked, builder }, []);
}
function lacks({ driver }, input, what) {
    const dependsOnStore = (0,drivers/* driverNamed */.MZ)(driver)?.capabilitiesWithoutStore !== undefined;
    const cure = `Leave driver at docker-container${dependsOnStore ? ", or turn the engine's containerd image store on" : ''}.`;
    return { input, what: `the driver ${driver} of this engine ${what}.`, cure };
}
/** What is worth knowing about our builder, though it does not keep it from being made. */
function builderWarnings(inputs, { builder, docker }) {
    if (inputs.builder !== '' || !drivers/* DRIVERS */.e0[inputs.driver].isMade)
        return [];
    const nodes = (0,builder_nodes/* nodeSources */.pQ)(inputs);
    const used = nodes.flatMap((_, index) => (0,builder_nodes/* keysOf */.YD)(inputs, docker, index));
    const unused = docker.keys.filter((key) => !used.includes(key));
    const declared = nodes.flatMap(({ platforms }) => platforms.map(platforms_platform/* printPlatform */.Lg));
    const repeated = new Set(declared.filter((name, index) => declared.indexOf(name) !== index));
    const stays = !inputs['builder-cleanup'] && builder === undefined;
    return present([
        ...unused.map(({ name }) => `${name} has no effect: only a node of the driver remote at a tcp:// address takes it.`),
        ...[...repeated].map((name) => `${name} is declared for several nodes: buildx takes the last one for it.`),
        inputs['keep-state'] &&
            inputs['builder-name'] === '' &&
            'keep-state: the volume is kept, but its name is another one in each job: set builder-name to use it again.',
        stays &&
            used.length > 0 &&
            'builder-cleanup: the builder stays, but its TLS files are removed when the job ends, and then it cannot be reached.',
    ]);
}

// EXTERNAL MODULE: ./lib/plan/builder/emulation.js
var builder_emulation = __nccwpck_require__(53143);
;// CONCATENATED MODULE: ./lib/plan/builder/platforms.js






/** What was asked for, each platform once; without any, what the builder's machine runs natively. */
function targetPlatforms(inputs, facts, builder) {
    return (0,platforms_platform/* distinctPlatforms */.PC)(inputs.platforms.length > 0 ? inputs.platforms : defaultPlatforms(facts, builder));
}
function defaultPlatforms({ engine }, { kind, nodes: [node] }) {
    // A node that does not run yet lists nothing; declared platforms say nothing about its machine.
    const isSilent = node === undefined || (node.platforms.length === 0 && kind === 'existing');
    const own = isSilent ? engine.platform : node.own;
    return own === undefined ? [] : [own];
}
/** For when `targetPlatforms` finds none. */
const NO_DEFAULT = {
    input: 'platforms',
    what: 'none is named, and the builder does not tell the platform of its own machine.',
    cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
};
/** Everything that follows from one platform, and how its RUN steps are executed. */
function planPlatform(platform, facts, builder, running) {
    const own = (0,builder_target/* nodeFor */.Oi)(builder, platform)?.own;
    const runs = howItRuns(platform, facts, builder, running);
    const planned = { platform, runs, args: (0,platforms_args/* platformArgs */.x)(platform, own) };
    const declaring = builder.nodes.length > 1 ? (0,builder_target/* declaringNode */.Ic)(builder, platform) : undefined;
    return declaring === undefined ? planned : { ...planned, node: declaring.name };
}
function howItRuns(platform, facts, builder, { emulation, steps }) {
    if ((0,builder_target/* isOffered */.kd)(platform, builder, facts.docker))
        return "by the builder's node";
    // A builder that is still to be made is asked once it is there.
    const isElsewhere = !(0,builder_target/* usesEngineKernel */.wy)(builder, facts.docker);
    if (isElsewhere && builder.kind === 'planned')
        return "by the builder's node";
    const hasNone = steps.some((each) => (0,platforms_platform/* samePlatform */.my)(each.platform, platform) && !(0,platforms_platform/* listsPlatform */.$V)(each.on, platform));
    const otherwise = hasNone ? 'nothing' : 'no emulator';
    if (isElsewhere)
        return otherwise;
    if ((0,emulators/* isNative */.ib)(platform, facts.engine.platform))
        return 'native';
    const isInstalled = (0,platforms_platform/* listsPlatform */.$V)(emulation?.platforms ?? [], platform);
    return isInstalled || (0,builder_emulation/* runsHere */.lg)(platform, facts) ? 'emulated' : otherwise;
}
/** Platforms that a named builder cannot build and no emulator here can add. */
function builderProblems(builder, platforms) {
    if (builder.kind === 'planned')
        return [];
    const offered = [...new Set(builder.nodes.flatMap((node) => node.platforms.map(platforms_platform/* printPlatform */.Lg)))].join(', ');
    return platforms
        .filter(({ runs }) => runs === 'no emulator')
        .map(({ platform }) => ({
        input: 'platforms',
        what: `no node of the builder "${builder.name}" builds ${(0,platforms_platform/* printPlatform */.Lg)(platform)}, and no emulator here can add it. It builds: ${offered || 'nothing'}.${silentNodes(builder)}`,
        cure: 'Append a node that does, set qemu: auto where the builder runs on this machine, or drop the platform.',
    }));
}
function silentNodes({ driver, nodes }) {
    // What buildx starts itself may be down for now.
    const mustRun = (0,drivers/* driverNamed */.MZ)(driver)?.isStarted === false;
    const silent = nodes.filter(({ status, error }) => error !== '' || (mustRun && status !== 'running'));
    const texts = silent.map(({ name, endpoint, error }) => `${name} (${endpoint})${error && `: ${error}`}`);
    return texts.length === 0 ? '' : ` Nodes that do not answer: ${texts.join(', ')}.`;
}

// EXTERNAL MODULE: ./lib/plan/smoke.js + 1 modules
var smoke = __nccwpck_require__(82209);
;// CONCATENATED MODULE: ./lib/plan/refusals/entitlement-problems.js






const FLAG = '--allow-insecure-entitlement';
const HOST = 'network.host';
/** Those that a BuildKit daemon has to grant; devices it grants by itself. */
const GRANTED = [HOST, 'security.insecure'];
/**
 * Entitlements that the build asks for and its node does not grant: BuildKit refuses the whole build (WhiteList in
 * util/entitlements). What a node grants is known of those whose daemon buildx starts with flags.
 */
function entitlementProblems(inputs, facts, { builder, targets }) {
    const asked = [
        ...inputs.allow
            .filter((name) => GRANTED.includes(name))
            .map((name) => ({ input: 'allow', name })),
        ...(inputs.network === 'host' ? [{ input: 'network', name: HOST }] : []),
    ];
    if (asked.length === 0 || !(0,drivers/* driverNamed */.MZ)(builder.driver)?.grants)
        return [];
    const used = new Set(present(targets.map((target) => (0,builder_target/* nodeFor */.Oi)(builder, target)?.name)));
    const lists = madeWith(inputs, facts, builder)
        .filter(({ name }) => used.has(name))
        .map((node) => grantedBy(node, builder));
    const lacking = asked.filter(({ name }) => lists.some((granted) => granted !== undefined && !granted.includes(name)));
    const flags = (0,lib_distinct/* distinctBy */.e)(asked, ({ name }) => name).map(({ name }) => `${FLAG} ${name}`);
    const cure = builder.kind === 'planned'
        ? `Add to buildkitd-flags: ${flags.join(' ')}. Each flag is root on the node's machine, or its network.`
        : `Make it with the flags ${flags.join(' ')}, or leave builder out and write them into buildkitd-flags.`;
    const whose = builder.kind === 'planned' ? 'the builder that is made' : `the builder "${builder.name}"`;
    return lacking.map(({ input, name }) => ({
        input,
        what: `${whose} does not grant ${name}.`,
        cure,
    }));
}
function madeWith(inputs, facts, builder) {
    if (builder.kind === 'planned')
        return (0,builder_nodes/* plannedNodes */.AM)(inputs, facts);
    return builder.nodes.map(({ name, settings }) => ({ name, ...settings }));
}
/** undefined where the flags name a configuration of the node's own. */
function grantedBy({ flags, options, config }, { kind }) {
    if (/(?:^|\s)--config\b/.test(flags))
        return undefined;
    const named = [...flags.matchAll(/--?allow-insecure-entitlement[=\s]+["']?([\w.,=-]+)/g)].flatMap(([, names = '']) => names.split(','));
    const configured = (0,lib_json/* array */.YO)(config?.values, 'insecure-entitlements').filter((name) => typeof name === 'string');
    const added = kind === 'planned' && addsHost({ named, configured, options }) ? [HOST] : [];
    const all = [...named, ...added];
    // A flag takes the place of what the configuration says.
    return all.length > 0 ? all : configured;
}
/** Whether buildx adds the network of the container by itself: parseBuildkitdFlags in its builder/builder.go. */
function addsHost(node) {
    if (node.options['network'] === 'host')
        return true;
    return node.named.length === 0 && !node.configured.includes(HOST);
}

;// CONCATENATED MODULE: ./lib/plan/refusals/word-problems.js




/** The newest BuildKit that the tables of words are from, 0.32. */
const NEWEST = 32;
/** Words that a BuildKit of the tables does not know, where every node has such a one. */
function wordProblems(inputs, builder) {
    if (!isOfTables(builder))
        return [];
    const cure = `Correct it, or remove it. What there is: https://docs.docker.com/build/`;
    return wordsIn(inputs).map(({ input, ...word }) => ({
        input,
        what: `${described(word)} is nothing that the BuildKit of "${builder.name}" knows.`,
        cure,
    }));
}
/** The same words, for a BuildKit that may be newer than the tables. */
function wordWarnings(inputs, builder) {
    if (isOfTables(builder))
        return [];
    return wordsIn(inputs).map(({ input, ...word }) => `${input}: ${described(word)} is nothing that BuildKit up to 0.${NEWEST} knows. It is passed on, and a BuildKit that does not know an attribute passes over it.`);
}
function isOfTables(builder) {
    if (builder.kind === 'planned')
        return false;
    const minors = builder.nodes.map(({ buildkit }) => Number(/^v?0\.(\d+)\./.exec(buildkit)?.[1]));
    return minors.length > 0 && minors.every((minor) => minor <= NEWEST);
}
function described({ type, attribute }) {
    return attribute === undefined ? `the type "${type}"` : `"${attribute}" of the type ${type}`;
}
function wordsIn(inputs) {
    const of = (input, words) => words.map((word) => ({ input, ...word }));
    return [
        ...of('outputs', inputs.outputs.flatMap(unknownInExporter)),
        ...of('provenance', present([inputs.provenance]).flatMap(unknownInAttestation)),
        ...of('sbom', present([inputs.sbom]).flatMap(unknownInAttestation)),
        ...of('attests', inputs.attests.flatMap(unknownInAttestation)),
        ...of('cache-from', inputs['cache-from'].flatMap(unknownInCache)),
        ...of('cache-to', inputs['cache-to'].flatMap(unknownInCache)),
    ];
}

;// CONCATENATED MODULE: ./lib/plan/refusals/plan-problems.js














/** Every reason why what was settled cannot be carried out on this machine. */
function planProblems(inputs, facts, settled) {
    const { differences, builder, targets, emulation, platforms, builds } = settled;
    // Without a platform there is nothing else to look at. A builder that differs may have told one.
    if (targets.length === 0)
        return differences.length > 0 ? differences : [NO_DEFAULT];
    const attests = attestsOf(inputs, facts, builder);
    const hasIndex = builds.makeParts || targets.length > 1 || isAttested(attests, facts.event);
    return [
        ...differences,
        ...distinct(builds.all.flatMap((build) => buildProblems(build, inputs, facts, builder))),
        ...(isPushed(builds.destination) ? publishProblems(builder, builds) : []),
        ...builderProblems(builder, platforms),
        ...(0,builder_emulation/* emulationProblems */.jU)(inputs, facts, builder),
        ...annotationProblems(inputs, targets, hasIndex),
        ...(0,smoke/* smokeProblems */.mB)(inputs, facts, targets, emulation),
        ...wordProblems(inputs, builder),
        ...entitlementProblems(inputs, facts, { builder, targets }),
    ];
}
/** What is wrong with one of the builds. */
function buildProblems(build, inputs, facts, builder) {
    const { targets } = build;
    const args = build.platforms.map((platform) => platform.args);
    const isCommon = (arg) => inputs['build-args'].includes(arg);
    const given = build.inputs['build-args'];
    const settled = given.filter((arg) => !isCommon(arg));
    return [
        ...buildArgProblems(given.filter(isCommon), args),
        ...buildArgProblems(settled, args).map((problem) => ({ ...problem, input: 'platform-settings' })),
        ...loadProblems(build.inputs, facts, targets),
        ...driverProblems(build.inputs, builder, { targets, attests: attestsOf(build.inputs, facts, builder) }),
    ];
}
/** Each problem once: builds have most of their inputs in common. */
function distinct(problems) {
    return (0,lib_distinct/* distinctBy */.e)(problems, ({ input, what }) => `${input}: ${what}`);
}
/** What cannot be pushed as it has to be: parts, and what is joined, get no tag at first. */
function publishProblems(builder, { all, makeParts, isSpread: isTogether, destination }) {
    if (makeParts && !(0,builder_target/* capabilitiesOf */.SF)(builder).pushByDigest) {
        const what = `the driver ${builder.driver} cannot push without a tag, which parts of an image need.`;
        return [{ input: 'driver', what, cure: 'Leave driver at docker-container, or name such a builder.' }];
    }
    if (!isTogether || destination.kind === 'tags')
        return [];
    const spread = all.flatMap(({ targets }) => ((0,builder_target/* isSpread */.qx)(builder, targets) ? [listed(targets)] : []));
    const what = `several nodes build ${spread.join('; ')} together, and buildx pushes that with a tag only, latest where none is named.`;
    const cure = `${makeParts ? 'Remove the outputs that do not push' : 'Remove push-by-digest and name tags'}, or build the platforms of each node in a leg of their own (mode: part).`;
    return [{ input: 'outputs', what, cure }];
}
function listed(platforms) {
    return platforms.map(platforms_platform/* printPlatform */.Lg).join(', ');
}
function loadProblems(inputs, facts, targets) {
    // Without an engine to ask, buildx tells.
    const canHold = facts.engine.containerdStore || facts.engine.version === '';
    if (!inputs.load || targets.length < 2 || canHold)
        return [];
    return [
        {
            input: 'load',
            what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
            cure: 'Turn its containerd image store on ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/plan/builder/run-steps.js







/** Where RUN steps happen, for each platform that is built. */
function planRunSteps(inputs, facts, builder, targets) {
    // What a Dockerfile is asked is answered without running any of it.
    if (inputs.call !== '' && inputs.call !== 'build')
        return targets.map((platform) => ({ platform, on: [] }));
    return targets.map((platform) => {
        const build = inputs.builds.find(({ platforms }) => platforms.length === 0 || (0,platforms_platform/* listsPlatform */.$V)(platforms, platform));
        const dockerfile = build && dockerfileOf(build, facts);
        const on = dockerfile && stepsOf(dockerfile, build, platform, (0,builder_target/* nodeFor */.Oi)(builder, platform)?.own);
        return { platform, on: on ?? [platform] };
    });
}
/** undefined where it is not here, or not understood. */
function dockerfileOf(build, { paths, dockerfiles }) {
    const source = sourceOf(paths, build);
    return dockerfiles.find(({ path }) => path === source?.dockerfile)?.content;
}
/**
 * The platforms that RUN steps of a build happen on. BuildKit runs those of the stages that the target needs, each on
 * the platform of its base (dockerfile2llb/convert.go of v0.32.2); COPY, ADD, WORKDIR and what only describes an image
 * run nothing, and the SBOM scanner runs on the builder's own platform. Triggers (ONBUILD) of a base image are not
 * looked for: they would cost a question to its registry in every job, are next to extinct, and BuildKit's image has
 * emulators of its own for them.
 * @param own platform of the machine that builds
 * @returns undefined where that cannot be told for sure
 */
function stepsOf({ args, stages }, build, target, own) {
    const values = argValues(args, build['build-args'], target, own);
    const frontend = values.get('BUILDKIT_SYNTAX');
    if (values.has('BUILDKIT_SYNTAX') && !isDockerfileFrontend(frontend ?? ''))
        return undefined;
    const start = build.target === '' ? stages.length - 1 : stageNamed(stages, build.target);
    const needed = start === -1 ? undefined : neededStages(stages, start, values);
    const running = needed?.filter((index) => stages[index]?.runs);
    const platforms = running?.map((index) => stagePlatform(stages, index, target, values));
    return platforms?.every((platform) => platform !== undefined) ? (0,platforms_platform/* distinctPlatforms */.PC)(platforms) : undefined;
}
/** As dockerfile2llb does it: what BuildKit sets, then each ARG by its default, and what the build gives wins. */
function argValues(args, buildArgs, target, own) {
    const automatic = (0,platforms_args/* platformArgs */.x)(target, own);
    const known = platforms_args/* EXPLICIT_ARGS */.Z.filter((name) => own !== undefined || !name.startsWith('BUILD'));
    const values = new Map(known.map((name) => [name, automatic[name]]));
    // One without a value is taken from buildx's environment.
    const given = new Map(buildArgs.map(buildx_attributes/* nameAndValue */.gb).map(({ name, value }) => [name, value]));
    for (const [name, value] of given) {
        if (values.has(name) || name === 'BUILDKIT_SYNTAX')
            values.set(name, value);
    }
    for (const { name, value } of args) {
        if (given.has(name))
            values.set(name, given.get(name));
        else if (value !== undefined)
            values.set(name, expand(value, values));
    }
    return values;
}
/** `$NAME`, `${NAME}` and `${NAME:-word}`: of the other forms nobody here knows what they stand for. */
const VARIABLE = /\$(?:([a-z_]\w*)|\{([a-z_]\w*)(?::-([^${}]*))?\})/gi;
/** @returns undefined where a variable is not known, and for quotes and escapes within the text */
function expand(text, values) {
    const bare = /^"([^"]*)"$/.exec(text)?.[1] ?? text;
    let isKnown = true;
    const expanded = bare.replace(VARIABLE, (_, plain, braced, otherwise) => {
        const value = values.get(plain ?? braced ?? '');
        const isUnset = !values.has(plain ?? braced ?? '') || value === '';
        const word = isUnset ? (otherwise ?? value) : value;
        if (word === undefined)
            isKnown = false;
        return word ?? '';
    });
    return isKnown && expanded !== '' && !/[$"'`\\\s]/.test(expanded) ? expanded : undefined;
}
/** The stages that one needs, itself among them; undefined where that cannot be told. */
function neededStages(stages, start, values) {
    const needed = new Set([start]);
    // A set goes on to what is added on the way.
    for (const index of needed) {
        const others = sourceStages(stages, index, values);
        if (others === undefined)
            return undefined;
        for (const other of others)
            needed.add(other);
    }
    return [...needed].toSorted((one, other) => one - other);
}
function sourceStages(stages, index, values) {
    const stage = stages[index];
    const base = stage && expand(stage.base, values);
    if (stage === undefined || base === undefined || !stage.sources.every(isPlain))
        return undefined;
    const parent = parentOf(stages, index, base);
    // Images that are named so have triggers with RUN.
    if (parent === -1 && /onbuild/i.test(base))
        return undefined;
    const sources = stage.sources.map((from) => (/^\d+$/.test(from) ? Number(from) : stageNamed(stages, from)));
    return [parent, ...sources].filter((each) => each >= 0 && each < stages.length);
}
function isPlain(text) {
    return /^[\w./:@+-]+$/.test(text);
}
/** Of several with one name the last; -1 where there is none. */
function stageNamed(stages, name) {
    return stages.findLastIndex((stage) => stage.name === name.toLowerCase());
}
/** The stage that one is based on; -1 where that is an image. */
function parentOf(stages, index, base) {
    return stageNamed(stages.slice(0, index), base);
}
function stagePlatform(stages, index, target, values) {
    const stage = stages[index];
    const base = stage && expand(stage.base, values);
    if (stage === undefined || base === undefined)
        return undefined;
    const parent = parentOf(stages, index, base);
    // What FROM says of a platform counts for images only.
    if (parent !== -1)
        return stagePlatform(stages, parent, target, values);
    return stage.platform === '' || base === 'scratch' ? target : platformIn(expand(stage.platform, values));
}
function platformIn(text) {
    try {
        return text === undefined ? undefined : (0,platforms_platform/* parsePlatform */.FL)(text);
    }
    catch (error) {
        if (error instanceof errors/* InvalidValue */.h6)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/plan/settle.js









/** Settles builder, platforms, emulators and builds, whether they can be carried out or not. */
function settleBuilds(inputs, facts) {
    const differences = differencesOf(inputs, facts);
    const builder = differences.length > 0 ? (0,builder_target/* plannedBuilder */.S2)(inputs, facts) : (0,builder_target/* targetBuilder */.j2)(inputs, facts);
    const targets = targetPlatforms(inputs, facts, builder);
    const steps = planRunSteps(inputs, facts, builder, targets);
    const emulation = (0,builder_emulation/* planEmulation */.G9)(inputs, facts, builder, {
        steps: (0,platforms_platform/* distinctPlatforms */.PC)(steps.flatMap(({ on }) => on)),
        tested: (0,smoke/* testedPlatforms */.KC)(inputs, targets),
    });
    const platforms = targets.map((platform) => planPlatform(platform, facts, builder, { emulation, steps }));
    const asked = destinationOf(inputs);
    const builds = planBuilds(inputs, asked, builder, platforms);
    return { differences, builder, targets, emulation, platforms, asked, builds };
}

;// CONCATENATED MODULE: ./lib/plan/make.js



















/**
 * Decides everything that a job that builds does. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
function makePlan(inputs, facts) {
    const settled = settleBuilds(inputs, facts);
    const problems = planProblems(inputs, facts, settled);
    if (problems.length > 0)
        throw new errors/* Refusal */.P_(problems);
    const { builder: target, targets, platforms, emulation, builds } = settled;
    const { destination } = builds;
    const files = configFiles(inputs, facts, target);
    const builder = planBuilder(inputs, facts, target, { files, targets });
    const proof = isPushed(destination) ? planProof(inputs) : undefined;
    const commands = commandBuilds(settled, inputs, facts, { builderName: builder.name, proof });
    const publish = publishPlan(destination, {
        ...publishSettings(inputs, facts, facts.builder),
        annotations: builds.all.length > 1 ? indexAnnotations(inputs, targets) : [],
        isReachedAlike: isHere(target, facts),
    });
    const tagsFollow = publish !== undefined && destination.kind === 'digest then tags';
    return {
        platforms,
        gitContext: planGitContext(inputs, facts.event),
        buildx: facts.buildx,
        temp: facts.temp,
        ...{ files, emulation, builder },
        secretFiles: secretFiles(inputs, facts.event, facts.temp),
        call: destination.kind === 'call' ? inputs.call : '',
        builds: commands,
        stallSeconds: inputs['stall-timeout'],
        publish,
        proof,
        refused: planRefused(inputs),
        smoke: (0,smoke/* planSmoke */.RH)(inputs, facts, targets),
        join: tagsFollow ? (0,publish_join/* planBuildsJoin */.rq)(commands, publish, builder.name) : undefined,
        part: destination.kind === 'part' ? (0,part/* planPart */.rC)(inputs, facts) : undefined,
        notices: [...notices(inputs, platforms, builder), ...proofNotices(proof, facts, target, builds.all)],
        warnings: [
            ...warnings(inputs, destination, facts),
            ...earlyTags(settled.asked, builds),
            ...sharedCaches(inputs, builds),
            ...builderWarnings(inputs, facts),
            ...machineWarnings(facts, emulation !== undefined),
            ...inputWarnings(inputs, facts, target),
        ],
    };
}
/** What has no effect here, and what an engine that is not docker's usual one may not be able to do. */
function machineWarnings({ docker, engine }, isEmulated) {
    return [...docker.inVain, ...engineWarnings(engine.kind, isEmulated)];
}
function engineWarnings(kind, isEmulated) {
    if (kind === 'podman')
        return [
            'The engine is Podman, behind the protocol of docker: a builder here needs privileged containers, which it has when it runs as root. Where it fails, build with docker, or with the driver remote or kubernetes.',
        ];
    return kind === 'rootless docker' && isEmulated
        ? [
            "The docker engine runs without root, and may not register emulators in the machine's kernel: register them on the machine itself, or build each platform on a machine of its kind (mode: plan).",
        ]
        : [];
}
/** Whether a builder runs on the engine of this machine, in whose network it is. */
function isHere({ nodes }, { docker }) {
    return docker.isLocal && nodes.every(({ own }) => own !== undefined);
}
/** A cache that every build writes to: one ref is one manifest, and the last one wins. */
function sharedCaches(inputs, { all, destination }) {
    const shared = inputs['cache-to'].filter(hasOwnPlace);
    if (all.length < 2 || shared.length === 0 || destination.kind === 'call')
        return [];
    return [
        `cache-to: ${all.length} builds write to the same cache, so that it holds the layers of the last one. Without cache-to, each gets a cache of its own.`,
    ];
}
function notices(inputs, platforms, builder) {
    const names = inputs.platforms.map(platforms_platform/* printPlatform */.Lg);
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    const unemulated = platforms.filter(({ runs }) => runs === 'no emulator');
    return [
        ...earlierNotices(builder),
        ...[...repeated].map((name) => `platforms: ${name} is named more than once (after normalising) and built once.`),
        ...unemulated.map(({ platform }) => `${(0,platforms_platform/* printPlatform */.Lg)(platform)} has no emulator here: a RUN step of it works only if the builder brings its own.`),
        ...secretNotices(inputs),
    ];
}
/** What does not arrive as it was written, or may not, and what is built in the place of something else. */
function inputWarnings(inputs, { paths, event }, target) {
    return [
        ...eventWarnings(inputs, event),
        ...[...wordWarnings(inputs, target), ...secretWarnings(inputs), ...argWarnings(paths)],
    ];
}
function warnings(inputs, { kind }, facts) {
    if (kind === 'part')
        return (0,part/* planHandOver */.rb)(inputs, facts).by === 'output' ? [part/* NOT_HANDED_ON */.TP] : [];
    // Who writes `push: false`, or an expression that comes to it, wants that.
    const isMeant = inputs.push === false || inputs['cache-to'].length > 0;
    return kind !== 'cache' || isMeant
        ? []
        : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.'];
}

;// CONCATENATED MODULE: ./lib/plan/refusals/modes.js



/** What can be wrong between the mode and the other inputs. */
const RULES = [
    ...inputNames().map((name) => rule(['mode', name], (inputs) => isGiven(name, inputs[name]) && onlyIn(MODES_OF[name], inputs.mode, name))),
    rule(['mode', 'push'], ({ mode, push }) => push === false && (mode === 'part' || mode === 'merge') && alwaysPushes(mode)),
    rule(['mode', 'platforms'], ({ mode, platforms }) => mode === 'part' &&
        platforms.length === 0 && {
        input: 'platforms',
        what: 'none is named for this leg.',
        cure: 'Write the platform of the matrix, as the output matrix of mode: plan has it.',
    }),
    rule(['mode', 'tags'], ({ mode, tags }) => mode === 'part' &&
        tags.length === 0 && {
        input: 'tags',
        what: 'there is no name to push to.',
        cure: `Give the same tags as to the job with mode: merge, as in tags: ghcr.io/owner/app:1.2. A part is pushed to their repositories without a tag. ${EMPTY}`,
    }),
    rule(['mode', 'platforms'], ({ mode, platforms }) => mode === 'merge' &&
        platforms.length === 0 && {
        input: 'platforms',
        what: 'none is named, so that nobody could tell whether the image is complete.',
        cure: 'Name every platform that the image is to have, as in platforms: linux/amd64,linux/arm64.',
    }),
    rule(['mode', 'tags'], ({ mode, tags }) => mode === 'merge' &&
        tags.length === 0 && {
        input: 'tags',
        what: 'there is no name for the joined image.',
        cure: `Give the same tags as to the parts, as in tags: ghcr.io/owner/app:1.2. ${EMPTY}`,
    }),
];
/** Why an expression may come to nothing here: `JobExtension` of actions/runner, "since it may contain secret". */
const EMPTY = 'An output of another job arrives empty where the runner found the value of a secret in it: then work the tags out in this job.';
/**
 * What is wrong between the mode and the other inputs.
 * @param unread inputs that could not be read
 */
function modeProblems(inputs, unread) {
    return problemsOf(RULES, inputs, undefined, unread);
}
function inputNames() {
    return Object.keys(INPUTS).filter((name) => Object.hasOwn(MODES_OF, name));
}
/** Of an input that means nothing in other modes, so that whoever gives it there wants something else. */
function onlyIn(modes, mode, input) {
    return (!modes.includes(mode) && {
        input,
        what: `it has no meaning with mode: ${mode}.`,
        cure: `It belongs to mode: ${modes.join(', ').replace(/, (?=[a-z]+$)/, ' and ')}; remove it here.`,
    });
}
function alwaysPushes(mode) {
    const cure = mode === 'part'
        ? 'Where nothing is to be pushed, as on a pull request, let an expression choose mode: build instead.'
        : 'Where nothing is to be pushed, as on a pull request, leave the job out with if:.';
    return { input: 'push', what: `mode: ${mode} always pushes, so that push: false cannot be kept.`, cure };
}

;// CONCATENATED MODULE: ./lib/plan/builder/buildx.js



/** `v1.2.3`, also with a pre-release: what follows the first two groups of digits is needed. */
const VERSION = /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/;
/** What setup-buildx-action takes from elsewhere, or compiles: `edge`, `cloud:latest`, `lab:latest`, an address of a Git repository. */
const NOT_RELEASED = /^(?:edge$|cloud:|lab:)|:\/\//;
/** The oldest release that takes several outputs in one build (docker/buildx, release notes of 0.13), as a proven push has. */
const OLDEST = '0.13.0';
function isTooOld(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number);
    return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
/** `buildx-v1.2.3.linux-amd64` */
const RELEASE_FILE = /^buildx-v(\d+\.\d+\.\d+[\w.-]*?)\.[a-z]+-/;
/** What is wrong with the inputs about buildx. */
function buildxProblems({ 'buildx-version': wanted, 'buildx-mirror': mirror, }) {
    const isVersion = wanted === '' || wanted === 'latest' || VERSION.test(wanted);
    return present([
        !isVersion && {
            input: 'buildx-version',
            what: `"${wanted}" is neither a version nor latest.`,
            cure: NOT_RELEASED.test(wanted)
                ? 'Run docker/setup-buildx-action with it in an earlier step and leave this input out: the Buildx that it installs is used.'
                : 'Write all of it, as in v0.36.1, or remove it to use the installed one.',
        },
        isVersion &&
            isTooOld(VERSION.exec(wanted)?.[1] ?? OLDEST) && {
            input: 'buildx-version',
            what: `"${wanted}" is older than ${OLDEST}, and builds with several outputs need that.`,
            cure: `Name ${OLDEST} or a later one, or remove it to use the installed one.`,
        },
        !isAddress(mirror) && {
            input: 'buildx-mirror',
            what: mirror === '' ? 'it is empty.' : `"${mirror}" is not an address of a web server.`,
            cure: 'Write an address that begins with https://, or remove it to get the releases from GitHub.',
        },
    ]);
}
function isAddress(text) {
    return /^https?:\/\/[^/\s]+/.test(text) && URL.canParse(text);
}
/**
 * Decides which buildx is used: the one that is there, or a release. Pure.
 * @throws Failure where there is neither docker nor buildx and a builder on this machine is wanted, or buildx is too old
 */
function planBuildx(inputs, facts) {
    const wanted = inputs['buildx-version'];
    const version = VERSION.exec(wanted)?.[1] ?? '';
    const { program } = facts;
    if (program !== undefined && (wanted === '' || version === facts.version)) {
        if (facts.version !== '' && isTooOld(facts.version))
            throw tooOld(facts.version);
        return { kind: 'found', program };
    }
    if (!facts.hasDocker && wanted === '' && !(0,drivers/* mayBuildElsewhere */.mx)(inputs))
        throw nothingThere();
    const mirror = inputs['buildx-mirror'].replace(/\/+$/, '');
    const plugin = `${facts.pluginFolder}/docker-buildx${extension(facts.machine)}`;
    return {
        kind: 'fetch',
        version,
        why: whyFetched(wanted, facts),
        found: program === undefined ? undefined : { version: facts.version, program },
        mirror,
        checksums: version === '' ? latestFile(mirror, 'checksums.txt') : `${mirror}/v${version}/checksums.txt`,
        machine: facts.machine,
        folder: facts.downloads,
        toolCache: facts.toolCache,
        spare: facts.spare,
        isCached: inputs['cache-binary'] && facts.hasCacheService,
        plugin: facts.hasDocker ? plugin : undefined,
    };
}
function tooOld(version) {
    return new errors/* Failure */.HR(`The installed buildx is ${version}, and builds with several outputs need ${OLDEST}.`, 'Set buildx-version: latest, or another one from that on, to have it downloaded; or install one on the runner.');
}
function nothingThere() {
    return new errors/* Failure */.HR('The docker command could not be started: there is none in PATH, and no buildx either.', "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH. A builder elsewhere needs buildx only: set buildx-version to have it downloaded.");
}
function whyFetched(wanted, { program, version, hasDocker, said }) {
    if (program !== undefined)
        return `buildx-version is ${wanted}, installed is ${version === '' ? 'an unknown one' : version}`;
    return hasDocker ? `docker has no buildx: ${said}` : 'there is no buildx here';
}
/**
 * A file of the latest release. GitHub forwards `releases/latest/download/FILE` to that release; any other server
 * has a folder `latest` beside those of the versions.
 */
function latestFile(mirror, name) {
    const isLikeGitHub = mirror.endsWith('/releases/download');
    return isLikeGitHub ? mirror.replace(/download$/, `latest/download/${name}`) : `${mirror}/latest/${name}`;
}
/** The program for this machine in a release. */
function releaseFile({ mirror, machine }, version) {
    const name = `buildx-v${version}.${machine}${extension(machine)}`;
    return { name, url: `${mirror}/v${version}/${name}` };
}
function extension(machine) {
    return machine.startsWith('windows') ? '.exe' : '';
}
/** The sha256 that a checksum file has for a file; undefined where it lists none. */
function checksumIn(checksums, name) {
    return entries(checksums).find((entry) => entry.name === name)?.sha256;
}
/** The version whose files a checksum file lists; undefined where it lists none of buildx. */
function versionIn(checksums) {
    const versions = entries(checksums).map(({ name }) => RELEASE_FILE.exec(name)?.[1]);
    return versions.find((version) => version !== undefined);
}
/** Lines of sha256sum: the hash, a blank, a blank or a star, the name. */
function entries(checksums) {
    return checksums.split(/\r?\n/).flatMap((line) => {
        const [, sha256, name] = /^([\da-f]{64})\s+\*?(\S+)\s*$/i.exec(line) ?? [];
        return sha256 === undefined || name === undefined ? [] : [{ sha256: sha256.toLowerCase(), name }];
    });
}
/** Key of a release's program in the cache of GitHub Actions. With its hash, so that another file is another entry. */
function cacheKey({ machine }, version, sha256) {
    return `multi-platform-build-buildx-${version}-${machine}-${sha256}`;
}

;// CONCATENATED MODULE: ./lib/plan/refusals/output-rules.js




/** The inputs that decide which attestations there are. */
const ATTESTING = ['provenance', 'sbom', 'attests'];
/** What can be wrong with where the result is to go. */
const OUTPUT_RULES = [
    rule(['outputs', 'push', 'tags', 'mode', ...ATTESTING], (inputs, { event }) => {
        const exporters = pushing(inputs.outputs, inputs.push);
        const names = exporters.map((exporter) => namesOf(exporter).join(','));
        if (inputs.tags.length > 0 || new Set(names).size < 2)
            return [];
        if (inputs.mode !== 'part' && !isAttesting(inputs, event) && haveOneDigest(exporters))
            return [];
        // Each makes an index, and only that of the last one could be confirmed.
        const what = `they push to several names (${names.join(', ')}), each an index of its own, of which only one could be confirmed.`;
        const cure = 'Name them all in tags, and push once. Or push each by its digest (push-by-digest=true), alike, and set provenance: false: then all have one digest.';
        return { input: 'outputs', what, cure };
    }),
    rule(['outputs', 'push', 'tags', 'mode'], ({ outputs, push, tags, mode }) => {
        // BuildKit takes names only, without a tag. A part gets no tag.
        if (mode === 'part' || tags.every(({ tag }) => tag === ''))
            return [];
        return pushing(outputs, push)
            .filter(isByDigest)
            .map(({ text }) => ({
            input: 'outputs',
            what: `"${text}" is pushed by its digest, and BuildKit does not take tags with that.`,
            cure: 'Remove push-by-digest: the tags wait for the proof by themselves. Or write the names without tags, as in tags: ghcr.io/owner/app.',
        }));
    }),
    rule(['outputs', 'push', 'tags'], ({ outputs, push, tags }) => {
        const exporters = pushing(outputs, push);
        if (tags.length > 0 || exporters.some((exporter) => namesOf(exporter).length > 0))
            return [];
        return exporters.map(({ text }) => ({
            input: 'outputs',
            what: `"${text}" pushes, but there is no name to push to.`,
            cure: 'Add tags, or a name, as in type=image,name=ghcr.io/owner/app:1,push=true.',
        }));
    }),
    rule(DESTINATION_INPUTS, (inputs) => {
        const destination = destinationOf(inputs);
        if (inputs.builds.length === 1 || destination.kind === 'call')
            return [];
        const what = 'platform-settings, or platforms with a version, make several builds, whose images only a registry can join';
        const cure = 'Set push: true with tags, or build the platforms in steps of their own.';
        const isTagged = inputs.tags.length > 0 && destination.kind !== 'digest';
        const needsTag = isPushed(destination) && destination.kind !== 'part';
        return [
            inputs.load && { input: 'load', what: `${what}.`, cure },
            ...destination.others.map(({ text }) => ({
                input: 'outputs',
                what: `${what}; "${text}" is written by each of them.`,
                cure,
            })),
            needsTag && !isTagged && { input: 'tags', what: `${what} under a tag.`, cure },
        ];
    }),
];
function pushing(outputs, push) {
    return outputs.filter((exporter) => pushes(exporter, push === true));
}
/** Whether the image has attestations, which say where it goes. */
function isAttesting(inputs, event) {
    return isAttested(attestations(inputs, event, 'everything'), event);
}
/** Whether the same image is pushed by all of them, without a tag. */
function haveOneDigest(exporters) {
    const [first] = exporters;
    return exporters.every((each) => isByDigest(each) && first !== undefined && makeSameImage(first, each));
}

;// CONCATENATED MODULE: ./lib/plan/refusals/rules.js













/** What can be wrong between inputs, or between an input and the disk, before any command is run. */
const rules_RULES = [
    // Neither a tag nor an image exporter has a name: buildx would add an exporter without one.
    rule(['push', 'tags', 'outputs'], ({ push, tags, outputs }) => push === true &&
        tags.length === 0 &&
        !outputs.some((exporter) => pushes(exporter, true)) && {
        input: 'push',
        what: 'there is no name to push to.',
        cure: 'Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
    }),
    rule(['no-cache', 'no-cache-filters'], (inputs) => inputs['no-cache'] &&
        inputs['no-cache-filters'].length > 0 && {
        input: 'no-cache-filters',
        what: 'buildx does not take it together with no-cache: true, which covers every stage.',
        cure: 'Remove one of the two.',
    }),
    rule(['cache', 'cache-ref'], ({ cache, 'cache-ref': ref }) => cache !== 'registry' &&
        ref !== undefined && {
        input: 'cache-ref',
        what: `it has no effect with cache: ${cache}.`,
        cure: 'Remove one of the two.',
    }),
    rule(['cache-ref', 'tags'], ({ 'cache-ref': ref, tags }) => ref !== undefined &&
        // Without a tag it is a place for the caches of every branch.
        ref.tag !== '' &&
        isTag(tags, ref) &&
        overwritten('cache-ref', (0,oci_reference/* printReference */.nt)(ref))),
    rule(['cache-to', 'tags'], (inputs) => {
        const refs = inputs['cache-to'].flatMap((entry) => cacheImage(entry) ?? []);
        const ref = refs.find((name) => isTag(inputs.tags, (0,oci_reference/* splitName */.W0)(name)));
        return ref !== undefined && overwritten('cache-to', ref);
    }),
    rule(DESTINATION_INPUTS, (inputs) => inputs.smokeTests.length > 0 &&
        !inputs.push &&
        ['cache', 'files'].includes(destinationOf(inputs).kind) && {
        input: 'smoke-test',
        what: 'it runs what was pushed, and nothing is pushed.',
        cure: 'Set push: true, or remove it.',
    }),
    rule(['smokeTests', 'call'], ({ smokeTests, call }) => smokeTests.length > 0 &&
        !['', 'build'].includes(call) && {
        input: 'smoke-test',
        what: `it runs what was pushed, and call: ${call} builds nothing.`,
        cure: 'Remove one of the two.',
    }),
    rule(['qemu-image', 'qemu'], ({ 'qemu-image': image, qemu }) => image === '' &&
        qemu !== 'off' && {
        input: 'qemu-image',
        what: 'it is empty.',
        cure: 'Remove it to get the default, or set qemu: off.',
    }),
    ...BUILDER_RULES,
    rule(['build-args', 'platforms'], targetArgProblems),
    rule(['context', 'build-contexts', 'builds'], gitProblems),
    rule(['context', 'file', 'builds'], sourceProblems),
    // The facts are about what could be read, so that nothing keeps them from being told.
    rule([], (_, { paths }) => secretProblems(paths)),
    rule([], (_, { docker }) => docker.unclear.map(unclearProblem)),
    rule(['buildx-version', 'buildx-mirror'], buildxProblems),
    ...OUTPUT_RULES,
];
/**
 * Every rule that the inputs break.
 * @param unread inputs that could not be read
 */
function ruleProblems(inputs, local, unread) {
    return problemsOf(rules_RULES, inputs, local, unread);
}
/** Whether a cache goes where the image is. */
function isTag(tags, cache) {
    return tags.some((tag) => (0,oci_reference/* withTag */.Rd)(tag) === (0,oci_reference/* withTag */.Rd)(cache));
}
function overwritten(input, ref) {
    const what = `${ref} is a tag of the image, and the cache would overwrite the image there.`;
    return { input, what, cure: 'Give the cache a name of its own, as in ghcr.io/owner/app:cache.' };
}
/** What can be said about TARGET* and BUILD* arguments before the machine is known: BUILD* of one platform cannot. */
function targetArgProblems(inputs) {
    const targets = (0,platforms_platform/* distinctPlatforms */.PC)(inputs.platforms);
    const args = targets.map((platform) => (0,platforms_args/* platformArgs */.x)(platform, platform));
    const decided = inputs['build-args'].filter((arg) => args.length > 1 || arg.startsWith('TARGET'));
    return args.length === 0 ? [] : buildArgProblems(decided, args);
}
/** Templates and Git contexts of every build, each problem told once. */
function gitProblems(inputs, { event }) {
    const general = contextProblems(inputs, event);
    const known = general.map(({ what }) => what);
    const own = inputs.builds
        .flatMap((build) => contextProblems(build, event))
        .filter(({ what }) => !known.includes(what))
        .map((problem) => ({ ...problem, input: 'platform-settings' }));
    return [...general, ...(0,lib_distinct/* distinctBy */.e)(own, ({ what }) => what)];
}
/** Folders and Dockerfiles that are not there, each told once. */
function sourceProblems(inputs, { paths }) {
    const problems = inputs.builds.flatMap((build) => {
        const source = sourceOf(paths, build);
        const own = (input) => build[input] === inputs[input] ? input : 'platform-settings';
        if (build.context.startsWith('-')) {
            const what = `"${build.context}" looks like a flag.`;
            return [{ input: own('context'), what, cure: 'Write a folder, as in ./app, or a URL.' }];
        }
        if (source?.contextIs === 'missing') {
            const what = `there is no folder "${build.context}".`;
            const cure = 'Check the repository out first (actions/checkout), or correct the path.';
            return [{ input: own('context'), what, cure }];
        }
        if (source?.contextIs !== 'folder' || source.dockerfileIs !== 'missing')
            return [];
        const cure = build.file === ''
            ? 'Name it, or correct context.'
            : 'The path starts at the workspace, not at the context.';
        return [{ input: own('file'), what: `there is no Dockerfile at "${source.dockerfile}".`, cure }];
    });
    return (0,lib_distinct/* distinctBy */.e)(problems, ({ what }) => what);
}
/** Secrets whose source is not there; docker's actions only warn, and the build fails or goes on without. */
function secretProblems({ missingEnvs, missingFiles }) {
    return [
        ...missingEnvs.map((id) => ({
            input: 'secret-envs',
            what: `the environment variable of the secret "${id}" is not set.`,
            cure: 'Set it in env: of this step, and see that this workflow may read the secret (forks may not).',
        })),
        ...missingFiles.map((id) => ({
            input: 'secret-files',
            what: `the file of the secret "${id}" is not there or cannot be read.`,
            cure: 'Make it in an earlier step, or correct the path; it starts at the workspace.',
        })),
    ];
}
/** docker's actions refuse it as well: a typo must not quietly mean the opposite. */
function unclearProblem({ name, value }) {
    const cure = 'Write true or false in env: of this step, of its job or of the workflow, or remove it.';
    return { input: name, what: `"${value}" is neither true nor false.`, cure };
}

// EXTERNAL MODULE: ./lib/oci/part-document.js
var part_document = __nccwpck_require__(73372);
// EXTERNAL MODULE: ./lib/platforms/slug.js
var slug = __nccwpck_require__(77017);
;// CONCATENATED MODULE: ./lib/plan/matrix.js






const AMD64 = (0,platforms_platform/* parsePlatform */.FL)('linux/amd64');
const ARM64 = (0,platforms_platform/* parsePlatform */.FL)('linux/arm64');
/**
 * GitHub's own labels of Linux machines (https://docs.github.com/en/actions/reference/runners/github-hosted-runners),
 * with those of larger ones as ubuntu-latest-8-cores. All other labels are somebody's own.
 */
const HOSTED = [
    { labels: /^ubuntu-(?:latest|slim|\d\d\.\d\d)(?:-\d+-cores)?$/i, machine: AMD64 },
    { labels: /^ubuntu-\d\d\.\d\d-arm$/i, machine: ARM64 },
];
/**
 * Where a platform is built that no line names: on the first machine that runs it natively, or else on the first.
 *
 * 32-bit arm is emulated, too, because `isNative` says so of arm64, and the step that builds goes by it. The arm64
 * machines of today could run it: they are Azure's Cobalt 100, whose Neoverse N2 has AArch32 for programs (lscpu of
 * one: EESSI/software-layer#1100; armv7 without QEMU there: mesonbuild/wrapdb#1895). But a label promises no
 * processor: it has meant Neoverse N1 and N2 in turn (ggml-org/llama.cpp#12009), and newer ones have no AArch32
 * (llvm/llvm-zorg#354).
 */
const DEFAULTS = [
    { runner: 'ubuntu-24.04', machine: AMD64 },
    { runner: 'ubuntu-24.04-arm', machine: ARM64 },
];
/** github/docs, data/reusables/actions/usage-matrix-limits.md: at most 256 jobs, on runners of any kind. */
const MOST_LEGS = 256;
/** Leaves room for a prefix in a tag of an image, which may have 128 characters. */
const LONGEST_NAME = 64;
const NO_PLATFORMS = {
    input: 'platforms',
    what: 'none is named, and a matrix is made of them.',
    cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
};
/**
 * Which job builds what, and where.
 * @param lines the user's runners, by the rules of `runnerFor`; what they leave open goes to GitHub's machines
 * @throws Refusal where there is nothing to build, or more jobs than GitHub runs
 */
function planMatrix(platforms, lines, fanOut) {
    const placed = (0,platforms_platform/* distinctPlatforms */.PC)(platforms).map((platform) => place(platform, lines));
    if (placed.length === 0)
        throw new errors/* Refusal */.P_([NO_PLATFORMS]);
    const groups = fanOut === 'runner' ? byRunner(placed) : placed.map((each) => [each]);
    if (groups.length > MOST_LEGS)
        throw new errors/* Refusal */.P_([tooMany(groups.length, fanOut)]);
    const slugs = groups.map(slugOf);
    const isTaken = (slug) => slugs.indexOf(slug) !== slugs.lastIndexOf(slug);
    return {
        legs: groups.map((group) => ({
            platforms: group.map(({ platform, runs }) => ({ platform, runs })),
            runner: group[0].runner,
            name: nameOf(group, isTaken),
        })),
    };
}
/** The value of `strategy.matrix`, in one line: runs-on takes `runner` as it is, the input platforms `platform`. */
function matrixJson({ legs }) {
    const include = legs.map(({ platforms, runner, name }) => ({
        platform: (0,platforms_platform/* printPlatforms */.UR)(platforms.map(({ platform }) => platform)),
        runner,
        emulated: platforms.some(({ runs }) => runs === 'emulated'),
        name,
    }));
    return JSON.stringify({ include });
}
function place(platform, lines) {
    const runner = runnerFor(platform, lines) ?? defaultRunner(platform);
    return { platform, runner, runs: matrix_howItRuns(platform, hostedMachine(runner)) };
}
function defaultRunner(platform) {
    return (DEFAULTS.find(({ machine }) => (0,emulators/* isNative */.ib)(platform, machine)) ?? DEFAULTS[0]).runner;
}
/** What kind of machine a runner of GitHub's is; undefined for others. Theirs are asked for by one label alone. */
function hostedMachine(runner) {
    const [label = '', ...more] = labelsOf(runner);
    if (groupOf(runner) !== undefined || more.length > 0)
        return undefined;
    return HOSTED.find(({ labels }) => labels.test(label))?.machine;
}
/** Of a machine that only the user knows, the user is believed: it was chosen for the platform. */
function matrix_howItRuns(platform, machine) {
    if (machine === undefined || (0,emulators/* isNative */.ib)(platform, machine))
        return 'native';
    return (0,emulators/* canEmulate */.U4)(platform) ? 'emulated' : 'no emulator';
}
function byRunner(placed) {
    const groups = new Map();
    for (const each of placed) {
        const key = runnerKey(each.runner);
        const group = groups.get(key);
        groups.set(key, group === undefined ? [each] : [...group, each]);
    }
    return [...groups.values()];
}
/** The same for two ways of asking for one runner: neither case nor order of labels matters to GitHub. */
function runnerKey(runner) {
    const labels = labelsOf(runner).map((label) => label.toLowerCase());
    return JSON.stringify([groupOf(runner) ?? null, [...new Set(labels)].toSorted()]);
}
function tooMany(legs, fanOut) {
    return {
        input: 'platforms',
        what: `they make ${legs} jobs, and GitHub runs at most ${MOST_LEGS} of a matrix.`,
        cure: fanOut === 'platform' ? 'Set fan-out: runner, or name fewer.' : 'Name fewer, or fewer runners.',
    };
}
/** The slug of a leg, with a hash where it is too long, or taken by another leg. */
function nameOf(group, isTaken) {
    const slug = slugOf(group);
    if (!isTaken(slug) && slug.length <= LONGEST_NAME)
        return slug;
    const hash = (0,oci_digest/* shortHash */.BC)((0,platforms_platform/* printPlatforms */.UR)(group.map(({ platform }) => platform)), 8);
    return `${slug.slice(0, LONGEST_NAME - hash.length - 1)}-${hash}`;
}
function slugOf(group) {
    return group.map(({ platform }) => (0,slug/* slugOfPlatform */._)(platform)).join('_');
}

// EXTERNAL MODULE: ./lib/runner/commands.js
var commands = __nccwpck_require__(6910);
// EXTERNAL MODULE: ./lib/show/proof-output.js
var proof_output = __nccwpck_require__(78313);
;// CONCATENATED MODULE: ./lib/report/outputs.js







/** Every output of action.yml. */
const OUTPUTS = [
    ...['digest', 'image', 'imageid', 'metadata', 'result', 'platforms', 'digests', 'tags'],
    ...['previous', 'changed', 'superseded'],
    ...['platform-args', 'builder', 'proof', 'retries', 'part', 'matrix'],
];
/**
 * Sets every output; '' where there is nothing to say, as when nothing was pushed. Of those that the runner will keep
 * from other jobs a warning says why.
 * @throws Failure that says what was pushed, where the runner's file cannot be written
 */
function setOutputs(outputs, masked) {
    for (const warning of keptBack(outputs, masked))
        (0,commands/* annotate */.fz)('warning', warning);
    try {
        for (const name of OUTPUTS)
            (0,commands/* setOutput */.uH)(name, outputs[name] ?? '');
    }
    catch (error) {
        if (!(error instanceof errors/* Failure */.HR))
            throw error;
        const pushed = LOST.flatMap((name) => (outputs[name] ? [`${name}: ${outputs[name]}`] : []));
        throw new errors/* Failure */.HR([error.message, ...pushed].join('\n'), error.cure);
    }
}
/**
 * Outputs that have something masked in them: the runner does not hand these on to other jobs ("Skip output … since it may
 * contain secret", JobExtension of actions/runner). What it masks by itself, nobody but the runner knows.
 */
function keptBack(outputs, masked) {
    return masked.flatMap(({ of, value }) => {
        const names = OUTPUTS.filter((name) => outputs[name]?.includes(value));
        return names.length === 0
            ? []
            : [
                `Other jobs get the output ${names.join(', ')} empty: ${of} is part of it, and the runner hands on nothing that has a secret in it. Give the secret another value, or work out in those jobs what they need.`,
            ];
    });
}
/** What nobody could tell later on, in the message where the outputs cannot be written. */
const LOST = ['digest', 'image', 'tags', 'digests', 'part', 'matrix'];
/** Outputs of a job that built. */
function buildOutputs(plan, { builds, published, builder, retried }) {
    const platforms = plan.platforms.map(({ platform }) => platform);
    const confirmed = published?.confirmed;
    return {
        ...(plan.publish === undefined || published === undefined
            ? {}
            : publishedOutputs(plan.publish, published)),
        imageid: builds.length === 1 ? (builds[0]?.imageid ?? '') : '',
        metadata: metadataOf(builds),
        ...(confirmed === undefined ? { digests: '{}' } : {}),
        result: builds.flatMap(({ result }) => (result === '' ? [] : [result])).join('\n'),
        platforms: (0,platforms_platform/* printPlatforms */.UR)(platforms),
        proof: (0,proof_output/* proofOutput */.S)(published?.proofs ?? [], published?.smoke ?? [], plan.proof?.onErrors),
        'platform-args': json(plan.platforms.map(({ platform, args }) => [(0,platforms_platform/* printPlatform */.Lg)(platform), args])),
        builder: builderOutput(builder),
        retries: retriesOutput(retried),
        ...(plan.part === undefined || confirmed === undefined ? {} : { part: builds.map(part_document/* partLine */.wY).join('\n') }),
    };
}
/** Outputs of a job that joined parts. */
function mergeOutputs({ publish, platforms, proof }, merged) {
    return {
        ...publishedOutputs(publish, merged),
        proof: (0,proof_output/* proofOutput */.S)(merged.proofs, [], proof?.onErrors),
        retries: retriesOutput(merged.retried),
        platforms: (0,platforms_platform/* printPlatforms */.UR)(platforms),
        'platform-args': argsOutput(platforms),
    };
}
/** Outputs of a job that planned a matrix. */
function matrixOutputs(plan) {
    const platforms = plan.legs.flatMap((leg) => leg.platforms.map(({ platform }) => platform));
    return {
        matrix: matrixJson(plan),
        platforms: (0,platforms_platform/* printPlatforms */.UR)(platforms),
        'platform-args': argsOutput(platforms),
    };
}
function publishedOutputs({ repositories, tags: all }, published) {
    const { confirmed, tags, superseded, before, isChanged } = published;
    const { digest, reading } = confirmed;
    const previous = [...before].filter(([, held]) => held.digest !== '');
    return {
        ...(all.length === 0
            ? {}
            : {
                previous: json(previous.map(([tag, held]) => [tag, held.digest])),
                changed: String(isChanged),
                superseded: String(superseded.length > 0),
            }),
        digest,
        image: digest === '' ? '' : `${repositories[0]}@${digest}`,
        digests: json(reading.images.map((image) => [(0,platforms_platform/* printPlatform */.Lg)(image.platform), image.digest])),
        tags: tags.join('\n'),
    };
}
/** buildx's metadata; of several builds that of each, by its platforms. */
function metadataOf(builds) {
    const [first, ...others] = builds;
    if (first === undefined || others.length === 0)
        return first?.metadata ?? '';
    const members = builds.map(({ platforms, metadata }) => `${JSON.stringify((0,platforms_platform/* printPlatforms */.UR)(platforms))}: ${metadata.trim() || 'null'}`);
    return `{${members.join(',')}}`;
}
function builderOutput({ name, driver, nodes }) {
    return JSON.stringify({
        name,
        driver,
        nodes: nodes.map(({ name: node, endpoint, status, buildkit, platforms }) => ({
            ...{ name: node, endpoint, status, buildkit },
            platforms: platforms.map(platforms_platform/* printPlatform */.Lg),
        })),
    });
}
/** Without a builder nobody knows what would build: BUILD* are empty. */
function argsOutput(platforms) {
    return json(platforms.map((platform) => [
        (0,platforms_platform/* printPlatform */.Lg)(platform),
        (0,platforms_args/* platformArgs */.x)(platform, undefined),
    ]));
}
function retriesOutput(retried) {
    return retried.length === 0 ? '' : JSON.stringify(retried);
}
function json(entries) {
    return JSON.stringify(Object.fromEntries(entries));
}

// EXTERNAL MODULE: ./lib/oci/image-index.js
var image_index = __nccwpck_require__(15885);
// EXTERNAL MODULE: ./lib/oci/part.js
var oci_part = __nccwpck_require__(52696);
;// CONCATENATED MODULE: ./lib/plan/builder/settings.js

/**
 * A builder for nothing but its settings: buildx reads how registries are reached from the copy of the configuration that it
 * keeps beside a builder (buildx, store/storeutil, GetImageConfig), and takes it in no other way where nothing is built.
 * @returns undefined where there are no settings, or a builder is named that has its own
 */
function planSettingsBuilder(inputs, { id, temp, docker, buildx }) {
    const { builder, 'buildkitd-config': path, 'buildkitd-config-inline': inline } = inputs;
    if (builder !== '' || path + inline === '')
        return undefined;
    const name = `multi-platform-build-${id}`;
    const file = inline === '' ? undefined : { path: `${temp}/buildkitd.toml`, content: `${inline}\n` };
    // buildx makes no node from TLS data in the default docker context.
    const context = docker.hasTls && buildx.kind === 'plugin' ? `${name}-context` : '';
    return {
        ...{ name, file },
        context: context === '' ? undefined : { name: context, command: ['context', 'create', context] },
        create: [
            ...['buildx', 'create', '--name', name, '--driver', drivers/* DEFAULT_DRIVER */.z$],
            ...['--buildkitd-config', file?.path ?? path],
            ...(context === '' ? [] : [context]),
        ],
    };
}

;// CONCATENATED MODULE: ./lib/plan/merge.js











/**
 * Decides how the parts become one index. Pure.
 * @throws Refusal that names every leg that is missing, there twice, or not asked for; no tag has moved then
 */
function planMerge(inputs, facts) {
    const { buildx, parts: found, others } = facts;
    const platforms = (0,platforms_platform/* distinctPlatforms */.PC)(inputs.platforms);
    const isNamed = inputs.parts.length > 0;
    // Legs of one version each say which, so that a part that is missing is missed.
    const told = withoutRepeats(found).map((part) => (isNamed ? (0,oci_part/* withOwnPlatforms */.PL)(part) : part));
    const parts = inOrder(withoutRepeats(told), platforms);
    const input = isNamed ? 'parts' : 'platforms';
    const wrong = parts.flatMap((part) => (0,oci_part/* contradiction */.qX)(part) ?? []);
    const problems = parts.length === 0
        ? [nothingFound(others)]
        : [
            ...wrong.map((what) => ({ input, what, cure: 'Correct the platform, or name another image.' })),
            ...doubled(parts, input),
            ...missing(platforms, parts, isNamed),
            ...repeated(parts, isNamed),
            ...unplanned(platforms, parts, isNamed),
            ...refusedUnproven(inputs, parts),
        ];
    if (problems.length > 0)
        throw new errors/* Refusal */.P_(problems);
    const publish = {
        repositories: [...new Set(inputs.tags.map(({ repository }) => repository))],
        tags: [...new Set(inputs.tags.map(oci_reference/* withTag */.Rd))],
        by: 'digest',
        annotations: indexAnnotations(inputs, platforms),
        isReachedAlike: true,
        ...publishSettings(inputs, facts, facts.builder),
    };
    const { join, settings } = planJoinWith(planSettingsBuilder(inputs, facts), inputs.builder, parts, publish);
    const proof = isNamed ? planMergeProof(inputs, parts, platforms) : undefined;
    const warnings = inputs.verify === 'warn' && !isNamed ? unproven(parts).map(({ what }) => what) : [];
    return {
        ...{ buildx, platforms, parts, publish, settings, join, proof, warnings },
        restores: planRestores(parts, facts.removed, publish),
        cleanup: planCleanup(inputs, facts, parts, publish),
        notices: [...merge_notices(inputs), ...sharedRun(facts)],
    };
}
/** A single part that gets the tags as it is takes no command, and so no settings. */
function planJoinWith(settings, builder, parts, publish) {
    const join = (0,publish_join/* planJoin */.o6)(parts, publish, settings?.name ?? builder);
    return join.index !== undefined || join.copies.length > 0
        ? { join, settings }
        : { join: (0,publish_join/* planJoin */.o6)(parts, publish, builder), settings: undefined };
}
/** The first repository is the one that parts are taken from. */
function planRestores(parts, removed, { repositories: [repository = ''] }) {
    return parts
        .filter(({ digest }) => removed.includes(digest))
        .map(({ digest, bytes }) => ({ repository, digest, bytes }));
}
/** What others made stays. */
function planCleanup(inputs, { handedTags }, parts, { repositories, tags }) {
    const isCleaned = inputs['on-success'] === 'clean' && inputs.parts.length === 0;
    const superfluous = parts.filter(({ bytes }) => isCleaned && (0,image_index/* readIndex */.vY)(bytes) !== undefined);
    if (handedTags.length + superfluous.length === 0)
        return undefined;
    const moved = tags.map(oci_reference/* splitName */.W0);
    return {
        repositories: repositories.map((name) => ({
            ...{ name, tags: handedTags },
            indexes: superfluous.filter((part) => part.repositories.includes(name)).map(({ digest }) => digest),
            known: moved.filter(({ repository }) => repository === name).map(({ tag }) => tag),
        })),
    };
}
/** Nothing that others made is deleted. */
function planMergeProof(inputs, parts, platforms) {
    const proof = planProof(inputs);
    return proof && { ...proof, deletes: false, groups: proofGroups(parts, platforms) };
}
/** All parts together where one repository has them all; else each from the first one that has it. */
function proofGroups(parts, platforms) {
    const [home = ''] = parts.flatMap(({ repositories }) => repositories);
    if (parts.every(({ repositories }) => repositories.includes(home))) {
        return [{ repository: home, parts, platforms }];
    }
    return parts.map((part) => ({
        repository: part.repositories[0] ?? '',
        parts: [part],
        platforms: part.platforms,
    }));
}
/** The same part of two sources is one. */
function withoutRepeats(parts) {
    const nameOf = ({ digest, platforms }) => [digest, ...platforms.map(platforms_platform/* printPlatform */.Lg).toSorted()].join();
    return (0,lib_distinct/* distinctBy */.e)(parts, nameOf);
}
/** In the order of the platforms, so that the same parts always make the same index. */
function inOrder(parts, platforms) {
    const place = ({ platforms: own }) => platforms.findIndex((platform) => own.some((each) => (0,image_index/* answers */.GA)(each, platform)));
    return parts.toSorted((a, b) => place(a) - place(b));
}
function nothingFound(others) {
    const what = 'no leg of this run has handed on a part of this image.';
    const known = others === 0 ? '' : ` There are ${others} parts with other tags: give parts and merge the same ones.`;
    return {
        input: 'tags',
        what: `${what}${known}`,
        cure: 'See that the legs ran with mode: part and these tags, and are in needs: of this job, or name the parts in parts. A merge that went well has removed what they handed on through the registry: then run all jobs again.',
    };
}
/** One image that is to be two platforms. */
function doubled(parts, input) {
    return parts.flatMap((part) => {
        const images = (0,oci_part/* chosenImages */.vT)(part);
        const again = images.find(({ digest }, index) => images.findIndex((each) => each.digest === digest) !== index);
        if (again === undefined)
            return [];
        const what = `${part.from} names one image for several platforms: ${again.digest}. No tag has moved.`;
        return [{ input, what, cure: 'An image is for one platform: name one for each.' }];
    });
}
/** @param isNamed whether the input parts names the parts, so that there may be no legs */
function missing(platforms, parts, isNamed) {
    const lacking = platforms.filter((platform) => !parts.some((part) => has(part, platform)));
    if (lacking.length === 0)
        return [];
    const names = lacking.map(platforms_platform/* printPlatform */.Lg).join(', ');
    if (isNamed) {
        const what = `no line of parts names ${names}. No tag has moved.`;
        const cure = `Add a line as in ${lacking.slice(0, 1).map(platforms_platform/* printPlatform */.Lg)}=DIGEST (the output of a leg that failed or was skipped is an empty one), or drop the platform.`;
        return [{ input: 'parts', what, cure }];
    }
    return [
        {
            input: 'platforms',
            what: `no leg has handed on ${names}. No tag has moved.`,
            cure: `See why the leg of ${names} failed and run the failed jobs again, or drop the platform.`,
        },
    ];
}
function has(part, platform) {
    return part.platforms.some((own) => (0,image_index/* answers */.GA)(own, platform));
}
/** What the input names is proven here. */
function refusedUnproven(inputs, parts) {
    if (inputs.verify !== 'stop' || inputs.parts.length > 0)
        return [];
    return unproven(parts).map(({ what, cure }) => ({
        input: 'verify',
        what: `${what} No tag has moved.`,
        cure,
    }));
}
/** Parts that their legs have not proven, or have found wrong and handed on all the same. */
function unproven(parts) {
    return parts.flatMap(({ from, proofErrors }) => {
        if (proofErrors === undefined) {
            const cure = 'Remove verify: false from the leg, or set it here, too, to publish the image unproven.';
            return [{ what: `${from} has not proven what it pushed.`, cure }];
        }
        if (proofErrors === 0)
            return [];
        const errors = proofErrors === 1 ? 'an error' : `${proofErrors} errors`;
        const what = `${from} has found ${errors} in what it pushed, and only warned because of verify: warn.`;
        const cure = 'Correct what its log names, or set verify: warn here, too, to move the tags all the same.';
        return [{ what, cure }];
    });
}
/** Platforms that two parts have, or two images of one. */
function repeated(parts, isNamed) {
    const platforms = (0,platforms_platform/* distinctPlatforms */.PC)(parts.flatMap((part) => part.platforms));
    const input = isNamed ? 'parts' : 'platforms';
    return platforms.flatMap((platform) => {
        // Those that are named say their platforms themselves, to the last number of a version.
        const isRival = (part) => isNamed ? (0,platforms_platform/* listsPlatform */.$V)(part.platforms, platform) : has(part, platform);
        const rivals = parts.filter(isRival).flatMap((part) => rivalsIn(part, platform));
        if (rivals.length < 2)
            return [];
        const name = (0,platforms_platform/* printPlatform */.Lg)(platform);
        const difference = new Set(rivals.map(({ digest }) => digest)).size > 1 ? ', with different images' : '';
        const what = `${name} came ${rivals.length} times${difference} (${rivals.map((each) => each.name).join('; ')}). No tag has moved.`;
        return [{ input, what, cure: repeatedCure(platform, isNamed) }];
    });
}
function repeatedCure(platform, isNamed) {
    if (isNamed)
        return `Take ${(0,platforms_platform/* printPlatform */.Lg)(platform)} out of all of these lines but one.`;
    const cure = 'Build each platform in one leg; give two images of one run different tags.';
    return platform.os !== 'windows' || platform.osVersion !== ''
        ? cure
        : `${cure} Legs for several versions of Windows say which: platforms: windows(10.0.20348)/amd64.`;
}
/** A part's images for a platform. */
function rivalsIn(part, platform) {
    const { from, digest } = part;
    const images = (0,oci_part/* chosenImages */.vT)({ ...part, platforms: [platform] });
    if (images.length > 1)
        return images.map((image) => ({ ...image, name: `${from}: ${image.digest}` }));
    const name = from.includes(digest) ? from : `${from}: ${digest}`;
    return [{ digest: images[0]?.digest ?? digest, name }];
}
function unplanned(platforms, parts, isNamed) {
    const [input, otherwise] = isNamed ? ['parts', 'take it out of the line'] : ['platforms', 'do not build it'];
    return parts.flatMap((part) => {
        const strangers = part.platforms.filter((own) => !platforms.some((platform) => (0,image_index/* answers */.GA)(own, platform)));
        if (strangers.length === 0)
            return [];
        const what = `${part.from} has ${strangers.map(platforms_platform/* printPlatform */.Lg).join(', ')}, which platforms does not name. No tag has moved.`;
        return [{ input, what, cure: `Name it in platforms, or ${otherwise}.` }];
    });
}
/** What the legs of this run were given, too, is with them already. */
function merge_notices(inputs) {
    const lost = lostAnnotations(inputs);
    if (lost.length === 0 || inputs.parts.length === 0)
        return [];
    return [
        `annotations: ${lost.join(', ')} cannot be written here: the images are there already, and no registry keeps what describes an index.`,
    ];
}
/** Where runs cannot be told apart, the parts may be of an earlier one. */
function sharedRun({ event, handedTags }) {
    if (handedTags.length === 0 || !event.isRunIdShared)
        return [];
    return [
        `act gives every run the number ${event.runId}: what an earlier run of the same commit has left in the registry counts as handed on by this one. Start act with --env GITHUB_RUN_ID=… and another number each time to keep runs apart.`,
    ];
}
/** Images of the parts, for the table of the plan. */
function imagesOf({ parts }) {
    return parts.flatMap((part) => (0,oci_part/* chosenImages */.vT)(part).map((image) => ({ ...image, from: part.from })));
}

// EXTERNAL MODULE: ./lib/runner/extras.js
var extras = __nccwpck_require__(37367);
// EXTERNAL MODULE: ./lib/show/show-proof.js
var show_proof = __nccwpck_require__(67087);
// EXTERNAL MODULE: ./lib/show/shell.js
var show_shell = __nccwpck_require__(94003);
;// CONCATENATED MODULE: ./lib/show/show-smoke.js



/**
 * What is going to be run once the image is pushed.
 * @param imageOf what has the platform
 */
function smokeLines({ tests, notRun }, imageOf, shell) {
    return [
        ...tests.flatMap((test) => [
            ...(0,show_shell/* shellCommand */.q$)((0,smoke/* smokeCommand */.bU)(test, imageOf(test.platform)), shell),
            `# must end with ${test.exitCode} in ${test.timeout} s${wanted(test)}`,
        ]),
        ...(notRun.length === 0 ? [] : [`# not run: ${notRun.map(platforms_platform/* printPlatform */.Lg).join(', ')}`]),
    ];
}
function wanted({ expect }) {
    const text = expect === undefined ? '' : expected(expect);
    // Behind the # of one line.
    return text === '' ? '' : ` and print ${text.replaceAll('\n', '\\n')}`;
}
function expected(expect) {
    if (expect.kind === 'text')
        return `"${expect.text}"`;
    return expect.kind === 'pattern' ? `/${expect.source}/` : expect.names.join(' or ');
}
/** A platform's result as the cell of a table: `passed (0.4 s)`. */
function smokeCell({ outcome, seconds }) {
    return outcome === 'not run' ? outcome : `${outcome} (${seconds.toFixed(1)} s)`;
}

// EXTERNAL MODULE: ./lib/show/table.js
var show_table = __nccwpck_require__(45193);
;// CONCATENATED MODULE: ./lib/report/report.js











/** The end of a job that built, in the log and on the summary page. */
function reportResult(plan, result) {
    const { published } = result;
    const images = published?.confirmed.reading.images ?? [];
    const proofs = published?.proofs ?? [];
    const rows = [
        ['PLATFORM', 'RUNS', 'DIGEST', ...show_proof/* PROOF_HEAD */.mS, 'SMOKE TEST'],
        ...plan.platforms.map(({ platform, runs }) => {
            const name = (0,platforms_platform/* printPlatform */.Lg)(platform);
            const digest = images.find((image) => (0,image_index/* answers */.GA)(image.platform, platform))?.digest ?? '';
            const proof = proofs.find((each) => (0,image_index/* answers */.GA)(each.platform, platform));
            const smoke = published?.smoke.find((each) => (0,image_index/* answers */.GA)(each.platform, platform));
            return [name, runs, digest, ...(0,show_proof/* proofCells */.GB)(proof), smoke === undefined ? '' : smokeCell(smoke)];
        }),
    ];
    const isUnproven = plan.publish === undefined && plan.call === '';
    const notes = [
        ...supersededNotes(published?.superseded ?? []),
        cacheLine(result),
        ...notesOf(result),
        ...(isUnproven ? ['Only what is pushed is proven.'] : []),
    ];
    show({ headline: headlineOf(plan, result), rows, tags: published?.tags ?? [], notes }, result.phases);
}
/** The end of a job that joined parts. */
function reportMerge(plan, merged) {
    const { confirmed, proofs, phases, tags, superseded, retried } = merged;
    const rows = [
        ['PLATFORM', 'DIGEST', 'FROM', ...show_proof/* PROOF_HEAD */.mS],
        ...imagesOf(plan).map(({ platform, digest, from }) => [
            ...[(0,platforms_platform/* printPlatform */.Lg)(platform), digest, from],
            ...(0,show_proof/* proofCells */.GB)(proofs.find((proof) => (0,image_index/* answers */.GA)(proof.platform, platform))),
        ]),
    ];
    const errors = plan.proof === undefined ? errorsOfParts(plan) : (0,show_proof/* errorsOf */.Bp)(proofs);
    const headline = errors > 0
        ? `${MOVED} ${(0,show_proof/* printErrors */.fi)(errors)}: ${confirmed.digest}`
        : `Joined and confirmed by the registry: ${confirmed.digest}`;
    const notes = [...supersededNotes(superseded), ...retriedLines(retried)];
    show({ headline, rows, tags, notes }, phases);
}
/** Tags that are not where the others are. */
function supersededNotes(tags) {
    return tags.length === 0 ? [] : [`Left to the image of a newer run: ${tags.join(', ')}`];
}
const MOVED = 'The tags have moved although the proof found';
/** Errors that the legs found. */
function errorsOfParts({ parts }) {
    return parts.reduce((sum, { proofErrors }) => sum + (proofErrors ?? 0), 0);
}
function headlineOf({ call, publish, part, proof }, { builds, published }) {
    if (call !== '')
        return `Done: ${call}`;
    if (publish === undefined || published === undefined)
        return 'Built, not pushed';
    const errors = (0,show_proof/* errorsOf */.Bp)(published.proofs);
    const proven = proof === undefined ? '' : ', proven';
    const pushed = part === undefined ? 'Pushed' : 'Pushed without a tag';
    // Builds that nothing has joined yet have a digest each.
    const digest = published.confirmed.digest || builds.map((build) => build.digest).join(', ');
    if (errors > 0) {
        const moved = publish.tags.length > 0 ? MOVED : `${pushed} although the proof found`;
        return `${moved} ${(0,show_proof/* printErrors */.fi)(errors)}: ${digest}`;
    }
    return `${pushed}${proven} and confirmed by the registry: ${digest}`;
}
function show({ headline, rows, tags, notes }, phases) {
    (0,log/* say */.cv)();
    (0,log/* say */.cv)(headline);
    for (const line of [...(0,show_table/* textTable */.ed)(rows), ...tags, ...notes])
        (0,log/* say */.cv)(`  ${line}`);
    const [head = [], ...body] = rows;
    const shown = body.map((row) => row.map(show_table/* code */.aY));
    const table = (0,show_table/* markdownTable */.Qj)([head.map((name) => name.toLowerCase()), ...shown]);
    const list = tags.map((tag) => `- \`${tag}\``).join('\n');
    (0,extras/* addSummary */.S0)(`${[`### ${headline}`, table, list, ...notes, gantt(phases)].join('\n\n')}\n`);
}
/** The end of a job that failed: each reason by itself, what to do, and the line that is to blame. */
function reportFailure(error) {
    const texts = single(error).flatMap(failureTexts);
    for (const { message, place } of texts)
        (0,commands/* annotate */.fz)('error', message, place);
    const headline = failureHeadline((0,errors/* stateOf */.L4)(error) ?? 'no image');
    const details = error instanceof errors/* Unfinished */.K4 && error.details !== '' ? [error.details] : [];
    const blocks = [...details, ...texts.map(({ message }) => fenced(message))];
    (0,extras/* addSummary */.S0)(`### ❌ ${headline}\n\n${blocks.join('\n')}`);
}
const FAILURE_HEADLINES = {
    'no image': 'No image',
    built: 'Failed after the build',
    'no tag moved': 'No tag has moved',
    'some tags moved': 'Only some of the tags have moved',
    'tags may have moved': 'Failed, and tags may have moved',
    'tags moved': 'Failed, and the tags have moved',
    'no matrix': 'No matrix',
};
function failureHeadline(state) {
    return typeof state === 'string' ? FAILURE_HEADLINES[state] : `Failed: ${state.call}`;
}
/** Errors that several things side by side ended with may hold such errors themselves. */
function single(error) {
    return error instanceof AggregateError ? error.errors.flatMap(single) : [error];
}
/** Codes of Node's system errors that say that a disk is full or broken, or that something is forbidden on it. */
const REFUSALS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE']);
function failureTexts(error) {
    if (error instanceof errors/* Refusal */.P_)
        return error.problems.map((problem) => ({ message: (0,errors/* problemText */.fI)(problem) }));
    if (error instanceof errors/* Failure */.HR)
        return [{ message: `${error.message}\n${error.cure}`, place: error.place }];
    if (REFUSALS.has((0,lib_json/* text */.Qq)(error, 'code'))) {
        const cure = 'See that its disk is not full, and that this user may write where the action has to.';
        return [{ message: `This machine did not let the action do its work: ${(0,errors/* messageOf */.bD)(error)}.\n${cure}` }];
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ message: `A fault of this action, please report it: ${message}` }];
}
function cacheLine({ builds }) {
    const sum = (count) => builds.reduce((total, { progress }) => total + count(progress), 0);
    const steps = sum((progress) => progress.steps);
    if (steps === 0)
        return 'No step was run.';
    return `${sum(({ cachedSteps }) => cachedSteps)} of ${steps} steps came from the cache.`;
}
/** What did not go as planned, and did no harm. */
function notesOf({ builds, retried }) {
    const lacks = builds.flatMap((build) => build.lacks);
    const problems = builds.flatMap(({ progress }) => progress.cacheProblems);
    return [...lacks, ...problems.map((problem) => `Cache: ${problem}`), ...retriedLines(retried)];
}
function retriedLines(retried) {
    return retried.map(({ what, fault, remedy }) => `Tried again: ${what} (${fault}; ${remedy}).`);
}
/** When each part of the job ran, as a chart that GitHub draws. */
function gantt(phases) {
    const bars = phases.map(({ name, start, end }) => `  ${name} ${seconds(end - start)} : ${start}, ${Math.max(end, start + 1)}`);
    return ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars, '```'].join('\n');
}
function seconds(milliseconds) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
/** Text of a build as a code block that it cannot close. */
function fenced(text) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${text}\n${fence}\n`;
}

// EXTERNAL MODULE: ./lib/run/holders.js
var holders = __nccwpck_require__(80270);
;// CONCATENATED MODULE: ./lib/show/show-builder.js

/** A builder in lines for the log: its name, then each node with what it is and builds. */
function builderLines({ name, driver, nodes }) {
    return [
        `${name} (${driver})`,
        ...nodes.map((node) => {
            const version = node.buildkit === '' ? node.status : `BuildKit ${node.buildkit}`;
            return `  ${node.name}: ${version}, ${node.platforms.map(platforms_platform/* printPlatform */.Lg).join(', ')}`;
        }),
    ];
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __nccwpck_require__(46193);
// EXTERNAL MODULE: ./lib/concurrency.js
var concurrency = __nccwpck_require__(18316);
// EXTERNAL MODULE: ./lib/docker/tries.js
var docker_tries = __nccwpck_require__(55093);
// EXTERNAL MODULE: ./lib/faults.js
var faults = __nccwpck_require__(3102);
// EXTERNAL MODULE: ./lib/run/advice.js
var run_advice = __nccwpck_require__(62469);
;// CONCATENATED MODULE: ./lib/run/failing-step.js
/**
 * BuildKit names the step between two lines of dashes, with its last output. undefined where it names none.
 * @param tail the last lines of `docker buildx build --progress plain`
 */
function failingStep(tail) {
    // A cache that could not be imported is listed the same way, but does not fail a build.
    const start = tail.findLastIndex((text) => /^ > (?!(?:im|ex)porting cache ).*:$/.test(text));
    const head = tail[start];
    if (head === undefined)
        return undefined;
    const rest = tail.slice(start + 1);
    const end = rest.findIndex((text) => /^-{6,}$/.test(text));
    return { name: head.slice(3, -1), output: end === -1 ? rest : rest.slice(0, end) };
}
/** What a build was doing, by its error and then by the name of the step. The first one that fits counts. */
const ACTIVITIES = [
    { activity: 'run', error: /did not complete successfully|executor failed running/ },
    { activity: 'push', error: /failed to push|push access denied|from (?:POST|PUT|PATCH) request/ },
    { activity: 'pull', error: /failed to resolve source metadata|failed to load metadata|pull access denied/ },
    { activity: 'fetch', error: /failed to fetch remote|git stderr|invalid response status/ },
    {
        activity: 'cache',
        error: /error writing (?:layer blob|manifest blob|config blob)|cache (?:im|ex)porter/,
    },
    { activity: 'push', name: /^exporting to image|^pushing |^merging manifest list / },
    { activity: 'files', name: /^exporting to |^copying files|^sending tarball/ },
    { activity: 'fetch', name: /^\[internal\] load git source |^https?:/ },
    { activity: 'pull', name: /internal\] load metadata for |^docker-image:|^resolve image config|\] FROM / },
];
function activityOf(error, step) {
    const found = ACTIVITIES.find((each) => each.error?.test(error) === true || (step !== undefined && each.name?.test(step.name) === true));
    return found?.activity ?? 'build';
}

;// CONCATENATED MODULE: ./lib/run/build-again.js
/** What is done after a build has failed: a pure decision. */






const NOTHING_TRIED = {
    again: 0,
    isRevived: false,
    lacks: { layout: false, imports: false, exports: false, plainer: 0 },
};
/** Exit code of a buildx that was killed, which says nothing itself. */
const KILLED = 137;
function faultOfBuild({ code, tail, stalled }) {
    if (stalled.length > 0) {
        return { error: `nothing moved any more in ${stalled.join(', ')}`, fault: 'stalled', activity: 'build' };
    }
    // Without an error of buildx, the last lines are what programs printed.
    const error = tail.some((line) => line.startsWith('ERROR: ')) ? (0,docker_tries/* errorIn */.Kd)(tail) : '';
    const fault = error === '' && code === KILLED ? 'memory' : (0,faults/* faultOf */.K)(error);
    return { error, fault, activity: activityOf(error, failingStep(tail)) };
}
/**
 * What may help; undefined where nothing does.
 * @param limit times that it may be run again as it is
 */
function remedyFor(failed, end, build, { again, isRevived, lacks }, limit) {
    const { fault, activity } = failed;
    if (fault === 'builder gone')
        return isRevived || limit === 0 ? undefined : 'revived';
    const isPlainer = fault === 'unsupported' && activity === 'push' && lacks.plainer < build.plainer.length;
    if (isPlainer)
        return 'plainer';
    const isLeft = mayPass(failed) && again < limit;
    if (isLeft && fault !== 'stalled')
        return 'again';
    return dispensable(failed, end, build, lacks) ?? (isLeft ? 'again' : undefined);
}
/** BuildKit says "EOF" also where a file of the result cannot be written, which no try mends. */
function mayPass({ fault, activity }) {
    return (0,faults/* isTransientClass */.J)(fault) && activity !== 'files' && activity !== 'run';
}
/** What the build failed for and can do without. */
function dispensable(failed, end, build, lacks) {
    if (!lacks.layout && build.layout !== '' && failed.error.includes(build.layout))
        return 'without layout';
    if (!lacks.exports && canLackExports(build) && isExportFault(failed, end))
        return 'without exports';
    return !lacks.imports && isImportFault(failed, end, build) ? 'without imports' : undefined;
}
/** What was tried once a remedy was taken. */
function afterwards(tried, remedy) {
    const { again, lacks } = tried;
    switch (remedy) {
        case 'again':
            return { ...tried, again: again + 1 };
        case 'revived':
            return { ...tried, isRevived: true };
        case 'without layout':
            return { ...tried, lacks: { ...lacks, layout: true } };
        case 'without imports':
            return { ...tried, lacks: { ...lacks, imports: true } };
        case 'without exports':
            return { ...tried, lacks: { ...lacks, exports: true } };
        case 'plainer':
            return { ...tried, lacks: { ...lacks, plainer: lacks.plainer + 1 } };
    }
}
function isExportFault({ error }, { exportError, stalled }) {
    const isStalled = stalled.length > 0 && stalled.every((step) => step.startsWith('exporting cache '));
    return isStalled || (exportError !== '' && error.endsWith(exportError));
}
/** Who says that an export may not fail, means it. */
function canLackExports({ cache }) {
    return cache.exports.length > 0 && !cache.exports.some(({ attributes }) => (0,buildx_attributes/* isNo */.IY)(attributes['ignore-error']));
}
/** What reads layers: those of a cache and those of a base image have one text. */
const READS = /httpReadSeeker|failed to copy|content descriptor|compute cache key|(?:blob|content) sha256:|load cache/;
/** Whether it may be a cache that could not be read: it is named, or nothing else is. */
function isImportFault({ error, fault, activity }, { stalled }, { cache }) {
    if (cache.imports.length === 0 || fault === undefined)
        return false;
    if (stalled.some((step) => step.startsWith('importing cache ')))
        return true;
    if (!READS.test(error) || activity === 'push' || activity === 'run')
        return false;
    const [, repository] = /\/v2\/(\S+?)\/(?:blobs|manifests)\//.exec(error) ?? [];
    return repository === undefined
        ? activity !== 'pull'
        : cacheRepositories(cache.imports).includes(repository);
}
/** Names of repositories without their registry, as they stand in an address. */
function cacheRepositories(imports) {
    return imports.flatMap((entry) => {
        const image = cacheImage(entry);
        return image === undefined ? [] : [(0,oci_reference/* splitRepository */.T8)((0,oci_reference/* splitName */.W0)(image).repository).path];
    });
}
/** The command of a build without what it lacks by now. */
function commandOf(build, { layout, imports, exports, plainer }) {
    const command = build.plainer[plainer - 1]?.command ?? build.command;
    const isLacked = (flag, value) => (imports && flag === '--cache-from') ||
        (exports && flag === '--cache-to') ||
        (layout && flag === '--output' && value?.includes(build.layout) === true);
    // A flag and its value go together, wherever they stand.
    return command.filter((word, index) => !isLacked(word, command[index + 1]) && !isLacked(command[index - 1], word));
}

// EXTERNAL MODULE: ./lib/run/cures.js
var cures = __nccwpck_require__(47807);
;// CONCATENATED MODULE: ./lib/run/build-failure.js




/** Lines of the failing step shown in the message. */
const SHOWN_LINES = 10;
/** Characters of its instruction: a RUN can be a whole script. */
const INSTRUCTION_LIMIT = 200;
/**
 * What the end of a failed build's output says: BuildKit names the step between two lines of dashes with its
 * last output, then the place in the Dockerfile, then the error. What it does not say is left out.
 */
function buildFailure({ tail, code, dockerfile, platforms, fault, tries }) {
    const step = failingStep(tail);
    const line = failingLine(tail);
    const { error } = fault;
    // "did not complete successfully: exit code: 3" is the one number people look for; buildx itself ends with 1.
    const stepCode = /did not complete successfully: exit code: (\d+)$/.exec(error)?.[1];
    const at = line === undefined ? '' : ` at ${dockerfile}:${line}`;
    const [where, instruction] = step === undefined ? ['The build', ''] : describe(step.name, platforms);
    const output = (step?.output ?? (error === '' ? tail : [])).slice(-SHOWN_LINES);
    const lines = [
        `${where} failed${at} with exit code ${stepCode ?? code}${tries === 1 ? '' : `, the last of ${tries} times`}.`,
        instruction.slice(0, INSTRUCTION_LIMIT),
        ...output.map((text) => `| ${text}`),
        stepCode === undefined ? error : '',
    ];
    const message = lines.filter((text) => text !== '').join('\n');
    const cure = cureFor(fault, step);
    return new errors/* Failure */.HR(message, cure, line === undefined ? undefined : { file: dockerfile, line, title: 'Build failed' });
}
/** `Dockerfile:3` right before the excerpt's first line of dashes. */
function failingLine(tail) {
    const at = tail.findLastIndex((text, index) => /^\S.*:\d+$/.test(text) && /^-{20}$/.test(tail[index + 1] ?? ''));
    const line = /:(\d+)$/.exec(tail[at] ?? '')?.[1];
    return line === undefined ? undefined : Number(line);
}
/** `[linux/arm64 build 3/4] RUN x` → `linux/arm64 (stage build, step 3/4)` and `RUN x`. */
function describe(name, platforms) {
    const [, named, stage, step, instruction] = /^\[(?:([a-z0-9]+\/\S+) )?(?:(\S+) )?(\d+\/\d+)\] (.*)$/.exec(name) ?? [];
    if (instruction === undefined)
        return [name.slice(0, INSTRUCTION_LIMIT), ''];
    const platform = named ?? (platforms.length === 1 ? platforms[0] : undefined) ?? 'A platform';
    return [`${platform} (${stage === undefined ? '' : `stage ${stage}, `}step ${step})`, instruction];
}
/** What programs print that says what to do. */
const CURES = [
    {
        // A program of a step has the time before what it prints.
        sign: /^unknown flag: --|multiple outputs currently unsupported/,
        cure: 'The installed buildx is too old for this: set buildx-version: latest, to have a newer one downloaded.',
    },
    {
        sign: /exec format error/,
        cure: 'A program of another machine was run: see that the emulator of that platform is installed (qemu: auto, or the platform by its name) and that the image holds the right binaries.',
    },
    {
        sign: /no space left on device/i,
        cure: 'The disk of the builder is full: free disk space in an earlier step, or build fewer platforms in one job.',
    },
    {
        sign: /\bsecurity\.insecure is not allowed$/,
        cure: 'RUN --security=insecure needs allow: security.insecure, and a builder that grants it, as with buildkitd-flags: --allow-insecure-entitlement security.insecure.',
    },
    {
        sign: /\bnetwork\.host is not allowed$/,
        cure: 'RUN --network=host needs allow: network.host.',
    },
    {
        sign: /granting entitlement \S+ is not allowed by build daemon configuration/,
        cure: 'The daemon of the builder does not grant what allow or network asks for: start it with --allow-insecure-entitlement, as buildkitd-flags do for a builder of our own.',
    },
    {
        sign: /Permission denied \(publickey/,
        cure: 'The server takes none of the SSH keys that the step has: mount one with RUN --mount=type=ssh, and give it in ssh.',
    },
    {
        sign: /toomanyrequests|429 Too Many Requests|rate limit exceeded/i,
        cure: 'A server limits how often it may be asked. Steps of the Dockerfile are not tried again: let the step do that, or give it a login by a secret.',
    },
    {
        sign: /Could not resolve host|Temporary failure (?:in name resolution|resolving)|getaddrinfo (?:EAI_AGAIN|ENOTFOUND)/,
        cure: 'The step found no address for a server. Steps of the Dockerfile are not tried again; see that the builder has a network and a name server, and run the job again.',
    },
];
function cureFor({ error, fault }, step) {
    const activity = activityOf(error, step);
    const advice = (0,run_advice/* adviceFor */.c)({ activity, error, fault });
    return advice ?? (0,cures/* findCure */.z)(CURES, [error, ...(step?.output ?? [])]) ?? SEE_OUTPUT;
}
const SEE_OUTPUT = 'The output of the step says why; the commands shown in the plan repeat it on any machine.';

// EXTERNAL MODULE: ./lib/run/folder.js
var run_folder = __nccwpck_require__(92497);
;// CONCATENATED MODULE: ./lib/run/progress.js
/** How BuildKit says that a step's layer was in a cache and is not any more; it runs the step then, in silence. */
const progress_LOST = /\bcontent sha256:\S+: not found$|\bblob sha256:\S+ not found$/;
/**
 * `#12 [linux/arm64 build 3/4] RUN …`, `#12 CACHED`, `#12 ERROR: …`; a step's own output follows a time: `#12 0.345 …`.
 * A step of which layers are fetched, `#12 sha256:… 125B / 125B`, came from a cache too: what has run has no layers to fetch.
 * BuildKit says CACHED of it only where that is printed before they are: fetching starts the step again, as one that is
 * not cached (util/progress/controller/controller.go).
 */
const LINE = /^#(\d+) (?:(CACHED$|sha256:[0-9a-f]{64} )|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/;
/**
 * The steps that write a tag where one is pushed: of BuildKit (util/push/push.go), of Buildx for the driver `docker` and
 * for several nodes (build/build.go).
 */
const progress_PUSH = /^#\d+ (?:pushing manifest for |pushing \S+ with docker|merging manifest list )/;
const IMPORT = /^importing cache manifest from (.*)$/;
const CACHE = /^(?:importing|exporting) cache/;
/** Watches the lines of `--progress plain`. Memory grows with the number of steps, not with their output. */
function watchProgress() {
    const names = new Map();
    const cached = new Set();
    const failures = [];
    let isPushed = false;
    return {
        onLine: (line) => {
            isPushed ||= progress_PUSH.test(line);
            const [, id = '', isCached, error, name] = LINE.exec(line) ?? [];
            if (name !== undefined)
                names.set(id, name);
            const step = names.get(id) ?? '';
            if (isCached !== undefined && step !== '' && !CACHE.test(step))
                cached.add(id);
            if (error !== undefined && (CACHE.test(step) || progress_LOST.test(error)))
                failures.push({ step, error });
        },
        progress: () => ({
            steps: [...names.values()].filter((name) => !CACHE.test(name)).length,
            cachedSteps: cached.size,
            missingCaches: failures.flatMap((failure) => missingCache(failure) ?? []),
            cacheProblems: failures
                .filter((failure) => missingCache(failure) === undefined)
                .map(({ step, error }) => `${step}: ${error}`),
        }),
        exportError: () => failures.findLast(({ step }) => step.startsWith('exporting'))?.error ?? '',
        hasPushed: () => isPushed,
    };
}
/** The usual case: there is none before a first build. What came in its place, such as a page for people, is named. */
function missingCache({ step, error }) {
    const isMissing = error.endsWith(': not found') && !error.includes('could not fetch content descriptor');
    return isMissing ? IMPORT.exec(step)?.[1] : undefined;
}

;// CONCATENATED MODULE: ./lib/run/stall.js
/** Builds that wait for a registry which says nothing: BuildKit itself waits without limit. */
/** Steps that do nothing but wait for the network, by the names that BuildKit and Buildx give them. */
const NETWORK = [
    // frontend/dockerui, frontend/dockerfile: base images and the frontend itself
    { name: /^\[(?:\S+ )?internal\] load metadata for /, traffic: 'told' },
    { name: /^resolve image config for /, traffic: 'told' },
    { name: /^docker-image:\/\//, traffic: 'told' },
    { name: /^\[[^\]]*\b\d+\/\d+\] FROM /, traffic: 'told' },
    // util/resolver: logins
    { name: /^\[auth\] /, traffic: 'told' },
    // source/git and source/http
    { name: /^\[internal\] load git source /, traffic: 'untold' },
    { name: /^https?:\/\//, traffic: 'untold' },
    // solver/llbsolver, cache/remotecache
    { name: /^importing cache manifest from /, traffic: 'told' },
    // build/build.go of Buildx
    { name: /^merging manifest list /, traffic: 'told' },
    { name: /^pushing \S+ with docker/, traffic: 'untold' },
];
/** Steps that work by themselves, too: what they do at the moment is said in their lines. */
const stall_EXPORT = /^exporting (?:to image|cache to )/;
const EXPORT_NETWORK = [
    { line: /^pushing manifest for /, traffic: 'told' },
    { line: /^writing (?:config|cache manifest|cache image manifest|manifest) /, traffic: 'told' },
    { line: /^(?:pushing layers|writing layer |sending cache export)/, traffic: 'untold' },
];
/** `#7 sha256:aa 4.19MB / 37.15MB 12.3s done`: what a line says without its time, which goes on while nothing moves. */
const STATUS = /^(.*?)( [\d.]+[kMGT]?B(?: \/ [\d.]+[kMGT]?B)?)?(?: [\d.]+s)?( done)?$/;
const stall_LINE = /^#(\d+) (.*)$/;
/** What is waited for before there is a step. */
const THE_BUILDER = 'the builder';
/** A builder that is stuck does not even read the Dockerfile. */
const UNBEGUN = { traffic: 'told', steps: [THE_BUILDER] };
/** Follows the lines of `--progress plain`. Memory grows with the steps that run at the same time only. */
function watchNetwork() {
    const open = new Map();
    let hasBegun = false;
    return {
        onLine: (line) => {
            const [, id, said = ''] = stall_LINE.exec(line) ?? [];
            if (id === undefined || id === '0' || said === '...')
                return false;
            hasBegun = true;
            const step = open.get(id);
            if (/^(?:DONE|CACHED|CANCELED|ERROR:)(?: |$)/.test(said))
                return open.delete(id);
            // The name is said again each time that the log comes back to a step.
            if (step?.name === said)
                return false;
            if (step === undefined)
                open.set(id, { name: said, doing: new Map() });
            return step === undefined || hasMoved(step, said);
        },
        waiting: () => (hasBegun ? waitingOf([...open.values()]) : UNBEGUN),
    };
}
/** Notes what a step says of its work. @returns whether that is new */
function hasMoved({ doing }, said) {
    const [, what = said, amount = '', done] = STATUS.exec(said) ?? [];
    if (done !== undefined) {
        doing.delete(what);
        return true;
    }
    const isNew = doing.get(what) !== amount;
    // What a program prints is no name of work, and comes once.
    if (!/^\d+\.\d+ /.test(said))
        doing.set(what, amount);
    return isNew;
}
function waitingOf(steps) {
    const traffics = steps.map(trafficOf);
    if (traffics.length === 0 || traffics.includes(undefined))
        return undefined;
    return { traffic: traffics.includes('untold') ? 'untold' : 'told', steps: steps.map(({ name }) => name) };
}
/** undefined for a step that works. */
function trafficOf({ name, doing }) {
    const now = [...doing.keys()];
    if (stall_EXPORT.test(name)) {
        // What is written comes before all that is sent. Its end may never be told: BuildKit keeps the last word of each
        // name only (util/progress/progress.go), and two exporters write the same config.
        const sent = now.flatMap((line) => EXPORT_NETWORK.find((each) => each.line.test(line))?.traffic ?? []);
        return sent.includes('untold') ? 'untold' : sent[0];
    }
    // A layer that is unpacked is there already.
    if (now.some((line) => line.startsWith('extracting ')))
        return undefined;
    return NETWORK.find((each) => each.name.test(name))?.traffic;
}
/** How often a build that may have stalled is looked at, within the time that it has. */
const LOOKS = 5;
/** Bytes that may come and go although nothing moves: connections are kept alive. */
const IDLE_BYTES = 16 << 10;
/** Ends a build in which nothing has moved for some time while it waits for the network alone. */
function watchStall({ limitMs, countBytes }) {
    const { onLine, waiting } = watchNetwork();
    const stop = new AbortController();
    let stalled = [];
    let idleLooks = 0;
    let bytes;
    const look = async () => {
        const before = waiting();
        const isIdle = before !== undefined && (before.traffic === 'told' || !(await hasTraffic()));
        idleLooks = isIdle && waiting() !== undefined ? idleLooks + 1 : 0;
        if (idleLooks < LOOKS || before === undefined)
            return;
        stalled = before.steps;
        stop.abort();
    };
    /** Where it cannot be told, it is taken to be going on. */
    const hasTraffic = async () => {
        const counted = await countBytes();
        const moved = counted === undefined || bytes === undefined ? undefined : counted - bytes;
        bytes = counted;
        return moved === undefined || moved > IDLE_BYTES;
    };
    const timer = limitMs === 0 ? undefined : setInterval(() => void look(), limitMs / LOOKS);
    return {
        signal: stop.signal,
        onLine: (line) => {
            if (onLine(line))
                idleLooks = 0;
        },
        stalled: () => stalled,
        end: () => clearInterval(timer),
    };
}

;// CONCATENATED MODULE: ./lib/run/revive.js




/** How long an engine that is restarted is waited for. */
const ENGINE_MS = 60_000;
/** What a builder is that let nothing move in these steps. */
function stateAfter(stalled) {
    return stalled.some((step) => step === THE_BUILDER || step.startsWith('importing cache '))
        ? 'blocked'
        : 'stuck';
}
/** Builds side by side ask for it at the same time, and it is done once. */
function reviver(docker, builder) {
    let running;
    return (state, tell) => {
        running ??= revive(docker, builder, state, tell).finally(() => {
            running = undefined;
        });
        return running;
    };
}
/** Where it does not help, the build that follows says why. */
async function revive(docker, builder, state, tell) {
    const { name } = builder;
    if (state === 'unclean')
        return clean(docker, name);
    const why = whyNotRestarted(docker, builder, state);
    if (why !== undefined)
        return tell(`The builder ${name} is not restarted: ${why}.`);
    const { clock } = docker.tries;
    const ask = () => docker.run(['version', '--format', '{{.Server.Version}}']);
    await (0,retry/* poll */.wt)(ask, { limitMs: ENGINE_MS, isDone: ({ code }) => code === 0, clock });
    if (state !== 'gone')
        await docker.run(['buildx', 'stop', name], docker_docker/* LIMIT_MS */.TZ.removal);
    await docker.stream(['buildx', 'inspect', '--bootstrap', name], { limitMs: docker_docker/* LIMIT_MS */.TZ.transfer });
}
/** A restart ends what others build: undefined where there is nobody, or nothing left to end. */
function whyNotRestarted({ env }, { name, isOurs }, state) {
    if (isOurs || state === 'gone')
        return undefined;
    const others = (0,holders/* countOthers */.$S)(env, name);
    if (others > 0)
        return others === 1 ? 'another job builds on it' : `${others} other jobs build on it`;
    return state === 'stuck' ? 'others may build on it' : undefined;
}
/**
 * Lets go of content that came wrong: containerd keeps it, whole as it is, and commits it again without asking the
 * registry (core/remotes/handlers.go). Pruning collects what no build holds any more; nothing has this id.
 */
async function clean(docker, name) {
    await docker.run(['buildx', 'prune', '--builder', name, '--force', '--filter', 'id=none'], docker_docker/* LIMIT_MS */.TZ.removal);
}

;// CONCATENATED MODULE: ./lib/run/warnings.js

/**
 * The warnings in a metadata file: those of a build, with texts in base64, and those of a check.
 * @param metadata the parsed file
 */
function warningsIn(metadata) {
    const built = (0,lib_json/* array */.YO)(metadata, 'buildx.build.warnings').map((warning) => ({
        message: sentence([
            decoded((0,lib_json/* field */.ZZ)(warning, 'short')),
            ...(0,lib_json/* array */.YO)(warning, 'detail').map(decoded),
            (0,lib_json/* text */.Qq)(warning, 'url'),
        ]),
        rule: /^(\w+): /.exec(decoded((0,lib_json/* field */.ZZ)(warning, 'short')))?.[1] ?? '',
        line: lineOf((0,lib_json/* field */.ZZ)(warning, 'range')),
    }));
    const checked = (0,lib_json/* array */.YO)(metadata, 'result.json', 'warnings').map((warning) => ({
        message: sentence([(0,lib_json/* text */.Qq)(warning, 'ruleName'), (0,lib_json/* text */.Qq)(warning, 'detail'), (0,lib_json/* text */.Qq)(warning, 'url')]),
        rule: (0,lib_json/* text */.Qq)(warning, 'ruleName'),
        line: lineOf((0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(warning, 'location'), 'ranges')),
    }));
    return [...built, ...checked];
}
function sentence(parts) {
    return parts.filter((part) => part !== '').join('\n');
}
function decoded(value) {
    return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : '';
}
function lineOf(ranges) {
    const [first] = Array.isArray(ranges) ? ranges : [];
    const line = (0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(first, 'start'), 'line');
    return typeof line === 'number' ? line : 0;
}

;// CONCATENATED MODULE: ./lib/run/build.js



















/** Most characters of a call's result that are kept. */
const RESULT_LIMIT = 1 << 20;
/** Makes buildx write warnings into the metadata file, as docker/build-push-action does. */
const ENV = { BUILDX_METADATA_WARNINGS: 'true' };
/** Builds that run side by side: each uses the builder's processors by itself already. */
const BUILDS_AT_ONCE = 4;
/**
 * Runs the builds, side by side where there are several, and shows their output as it comes.
 * @throws Failure with the step, its place and its last lines; AggregateError where several failed
 */
async function buildAll(docker, builds, building) {
    const several = builds.length > 1;
    (0,commands/* startGroup */.Oh)(several ? `${builds.length} × docker buildx build, side by side` : 'docker buildx build');
    const quote = (0,log/* openQuote */.ns)();
    const revive = reviver(docker, building.builder);
    try {
        return await (0,concurrency/* mapConcurrent */._)(builds, BUILDS_AT_ONCE, (plan) => build({ docker, revive }, plan, building, several ? prefixed(`[${(0,platforms_platform/* printPlatforms */.UR)(plan.platforms)}] `, quote) : { ...quote, end: () => { } }));
    }
    finally {
        quote.end();
        (0,commands/* endGroup */.N4)();
        // Only now: until here the runner takes no commands.
        if (building.annotatesChecks)
            annotateWarnings(builds);
    }
}
/** Runs a build, and again where that may help, until it is done or nothing helps any more. @throws Failure or Unfinished */
async function build(tools, plan, building, quote) {
    const { docker } = tools;
    let tried = NOTHING_TRIED;
    let hasPushed = false;
    let reasons = {};
    for (let tries = 1;; tries++) {
        const imports = tried.lacks.imports || building.uncached.has(plan.number);
        const end = await runBuild(docker, plan, { ...tried.lacks, imports }, { building, quote });
        hasPushed ||= end.hasPushed;
        if (end.code === 0 && end.stalled.length === 0) {
            quote.end();
            return built(docker, plan, end, { lacks: tried.lacks, reasons, found: undefined });
        }
        const fault = faultOfBuild(end);
        const remedy = remedyFor(fault, end, plan, tried, docker.tries.limit);
        const cause = causeOf(remedy, fault.fault);
        if (remedy === undefined || cause === undefined) {
            quote.end();
            const found = foundBy(building.call, plan, end);
            if (found !== undefined)
                return built(docker, plan, end, { lacks: tried.lacks, reasons, found });
            const failed = failure(plan, end, { fault, tries });
            // An export that fails after the manifest, as that of a cache may, leaves tags behind.
            throw building.movesTags && hasPushed ? new errors/* Unfinished */.K4([failed], 'tags may have moved') : failed;
        }
        const next = { error: fault.error, fault: cause, stalled: end.stalled, remedy, tried };
        await goOn(tools, plan, next, quote);
        tried = afterwards(tried, remedy);
        reasons = { ...reasons, [remedy]: fault.error };
    }
}
/** Whatever keeps this machine from writing a layout is taken for its disk. */
function causeOf(remedy, fault) {
    return remedy === 'without layout' ? 'disk full' : fault;
}
async function runBuild(docker, plan, lacks, { building, quote }) {
    const { onLine, progress, exportError, hasPushed } = watchProgress();
    const stall = watchStall(building.stall);
    let result = '';
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    const tapStdout = (chunk) => {
        if (building.call !== '' && result.length < RESULT_LIMIT)
            result += decoder.write(chunk);
    };
    try {
        const { code, tail } = await docker.stream(commandOf(plan, lacks), {
            // A build may take as long as its job.
            limitMs: undefined,
            env: ENV,
            signal: stall.signal,
            onText: quote.write,
            onLine: (line) => {
                onLine(line);
                stall.onLine(line);
            },
            tapStdout,
        });
        const seen = { progress: progress(), exportError: exportError(), hasPushed: hasPushed() };
        return { code, tail, result, stalled: stall.stalled(), ...seen };
    }
    finally {
        stall.end();
    }
}
/** Says what is done now, waits, and brings the builder back where it has gone or is stuck. */
async function goOn({ docker, revive }, plan, { error, fault, stalled, remedy, tried }, { write }) {
    const what = `the build of ${(0,platforms_platform/* printPlatforms */.UR)(plan.platforms)}`;
    const phrase = { ...PHRASES, plainer: plan.plainer[tried.lacks.plainer]?.without ?? '' }[remedy];
    const seconds = remedy === 'again' ? (0,docker_tries/* pauseBefore */.GB)(tried.again, error) : 0;
    const next = { what, fault, error: (0,docker_tries/* oneLine */.TN)(error), remedy: phrase, seconds };
    const tell = (line) => write(`\n${line}\n\n`);
    await docker.tries.goOn(next, tell);
    // It takes the room that the next try needs.
    if (remedy === 'without layout')
        (0,run_folder/* dropFolder */.k)(plan.layout);
    if (remedy === 'revived')
        await revive('gone', tell);
    if (fault === 'stalled')
        await revive(stateAfter(stalled), tell);
    if (fault === 'corrupted')
        await revive('unclean', tell);
}
const PHRASES = {
    again: 'again',
    revived: 'again, once the builder is up',
    'without layout': 'again, without a layout on disk for the proof',
    'without imports': 'again, without the cache that cannot be read',
    'without exports': 'again, without writing the cache',
};
async function built(docker, plan, { result, progress }, { lacks, reasons, found }) {
    const metadata = readWritten(plan.metadataFile);
    return {
        number: plan.number,
        platforms: plan.platforms,
        digest: (0,lib_json/* text */.Qq)((0,lib_json/* parseJson */.qF)(metadata), 'containerimage.digest'),
        imageid: (await idOf(docker, plan.loaded)) || readWritten(plan.iidFile).trim(),
        metadata,
        result,
        found,
        layout: lacks.layout ? '' : plan.layout,
        // Caches of several platforms at one tag fail alike.
        progress: { ...progress, cacheProblems: [...new Set(progress.cacheProblems.map(cacheProblem))] },
        lacks: lackedBy(plan, lacks, reasons),
    };
}
/** What went wrong with a cache, and what helps where that does not pass by itself. */
function cacheProblem(problem) {
    const advice = cacheAdvice(problem);
    return advice === undefined ? problem : `${problem} (${advice.replace(/\.$/, '')})`;
}
function cacheAdvice(error) {
    return (0,faults/* isTransientClass */.J)((0,faults/* faultOf */.K)(error)) ? undefined : (0,run_advice/* adviceFor */.c)({ activity: 'cache', error });
}
/** The id that docker has for an image; '' where it has none. */
async function idOf(docker, image) {
    if (image === '')
        return '';
    const { code, stdout } = await docker.run(['image', 'inspect', '--format', '{{.Id}}', image]);
    return code === 0 ? stdout.trim() : '';
}
/** What is to be said of a build that had to do without something. */
function lackedBy({ platforms, cache, plainer }, lacks, reasons) {
    const name = (0,platforms_platform/* printPlatforms */.UR)(platforms);
    const plain = plainer[lacks.plainer - 1];
    // An entry may hold a password.
    const named = (entries) => entries.map((entry) => cacheImage(entry) ?? `type=${entry.type}`).join(', ');
    const unwritten = reasons['without exports'] ?? '';
    const writing = `${named(cache.exports)} (${(0,docker_tries/* oneLine */.TN)(unwritten)})`;
    const advice = cacheAdvice(unwritten);
    const cure = advice === undefined ? '' : ` ${advice}`;
    return [
        ...(lacks.layout
            ? [
                `The layout of ${name} for the proof could not be written (${(0,docker_tries/* oneLine */.TN)(reasons['without layout'] ?? '')}): the proof reads the image from the registry.`,
            ]
            : []),
        ...(lacks.imports
            ? [
                `${name} was built without its cache, because content of it could not be read: ${named(cache.imports)}. Remove the cache where that happens again.`,
            ]
            : []),
        ...(lacks.exports
            ? [
                `The cache of ${name} was not written: ${writing}. The image is not affected; ignore-error=true in cache-to spares the second build.${cure}`,
            ]
            : []),
        ...(plain === undefined
            ? []
            : [
                `${name} was pushed ${plain.without}, because the registry refuses what BuildKit makes of them. Say so from the start with ${plain.input}.`,
            ]),
    ];
}
/** Most characters of a line that is held until its end comes. */
const HELD_LIMIT = 1 << 16;
/** Whole lines behind a name, for several outputs in one log. */
function prefixed(prefix, { write }) {
    let held = '';
    return {
        write: (text) => {
            const lines = (held + text).split('\n');
            held = lines.pop() ?? '';
            if (held.length > HELD_LIMIT) {
                lines.push(held);
                held = '';
            }
            return write(lines.map((line) => `${prefix}${line}\n`).join(''));
        },
        end: () => {
            if (held !== '')
                write(`${prefix}${held}\n`);
        },
    };
}
function failure({ dockerfile, platforms }, { tail, code }, why) {
    return buildFailure({ dockerfile, platforms: platforms.map(platforms_platform/* printPlatform */.Lg), tail, code, ...why });
}
/** A check that found something says so in its first line; its warnings are at their lines already. */
function foundBy(call, { dockerfile }, { result }) {
    if (!call.startsWith('check') || result === '')
        return undefined;
    const verdict = /^Check complete.*$/m.exec(result)?.[0] ?? 'The check found something to correct.';
    const cure = `Correct the lines of ${dockerfile} that the warnings name, or skip a rule with a line "# check=skip=RULE" in it.`;
    return new errors/* Failure */.HR(verdict, cure);
}
/** Each warning once: builds of one Dockerfile have the same. */
function annotateWarnings(builds) {
    const told = new Set();
    for (const { metadataFile, dockerfile } of builds) {
        for (const { message, line, rule } of warningsIn((0,lib_json/* parseJson */.qF)(readWritten(metadataFile)))) {
            const place = line === 0 ? undefined : { file: dockerfile, line, title: rule || 'Dockerfile' };
            const key = JSON.stringify([message, place]);
            if (!told.has(key))
                (0,commands/* annotate */.fz)('warning', message, place);
            told.add(key);
        }
    }
}
/** A file that buildx writes only when there is something to write. */
function readWritten(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/docker/engine.js
/** Whether the engine is there: a question of its own, for when something else got no answer. */


/** How long an engine may take to say its version, in milliseconds. */
const ANSWER_MS = 10_000;
/** Whether the engine answers now. */
async function engineAnswers(docker) {
    try {
        const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS);
        return code === 0;
    }
    catch (error) {
        // A buildx that is a program of its own does without docker.
        if (error instanceof errors/* Failure */.HR)
            return false;
        throw error;
    }
}
/**
 * What to do where the engine pulls an image and starts what is in it, and that did not end in its time.
 * @param mirror what to do where the image does not come
 */
async function lateCure(docker, mirror) {
    return (await engineAnswers(docker))
        ? `The docker engine answers, so most likely the registry of the image does not, or is slow. ${mirror}`
        : 'The docker engine does not answer any more: look at its log and at the disk of its machine, and start it again.';
}
/** How long an engine is waited for that is being started again, in milliseconds. */
const RESTART_MS = 45_000;
/** Waits for an engine that is being started again. @returns whether it answers in the end */
function awaitEngine(docker, clock) {
    const isDone = (answers) => answers;
    const options = { limitMs: RESTART_MS, isDone };
    return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock });
}

// EXTERNAL MODULE: ./lib/state.js
var state = __nccwpck_require__(57390);
;// CONCATENATED MODULE: ./lib/run/builder.js















/** How long a node may take to answer while it is made. Its image is pulled later. */
const builder_ANSWER_MS = 15_000;
/** How long a daemon that nobody starts here is waited for. */
const WAIT_MS = 12_000;
/** How long buildx may take to say why a node does not answer. */
const REASON_MS = 3_000;
/**
 * Makes and boots our own builder, or makes an existing one ready.
 * @returns what the builder is, where that was asked on the way
 * @throws Failure that names the node that cannot be used, with what buildx said last
 */
async function prepareBuilder(docker, plan) {
    if (plan.use !== undefined && plan.use.earlier !== '')
        (0,state/* remember */.kY)('default', `${plan.use.earlier} ${plan.name}`);
    if (plan.kind === 'given')
        return prepareGiven(docker, plan);
    const { earlier } = plan;
    const found = earlier?.kind === 'used' ? await useEarlier(docker, plan, earlier) : undefined;
    return found ?? createBuilder(docker, plan);
}
/** @returns undefined where it does not come up any more, as where its volume is full or its image is gone */
async function useEarlier(docker, { name, use, unsure }, { found, boot }) {
    try {
        const booted = boot === undefined ? found : await bootNodes(docker, name, boot);
        await makeDefault(docker, use);
        checkPlatforms(booted, unsure);
        return booted;
    }
    catch (error) {
        if ((0,errors/* isCancelled */.mm)(error))
            throw error;
        (0,commands/* annotate */.fz)('notice', `The builder ${name} of an earlier step of this job is made again: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
async function prepareGiven(docker, { name, boot, wanted, use }) {
    const found = boot === undefined ? undefined : await bootNodes(docker, name, boot, SHARE_MS);
    const differing = wanted === undefined || found === undefined ? [] : builderDifferences(wanted, found);
    if (differing.length > 0)
        throw new errors/* Refusal */.P_(differing);
    await makeDefault(docker, use);
    return found;
}
async function createBuilder(docker, plan) {
    await rememberBuilder(docker, plan);
    await prepareGround(docker, plan);
    // One after the other: buildx keeps all nodes in one file, and the first command makes the builder.
    for (const [index, command] of plan.create.entries()) {
        const ended = await docker.stream(command, {
            limitMs: plan.boot === undefined ? docker_docker/* LIMIT_MS */.TZ.start : builder_ANSWER_MS,
        });
        if (ended.code === 0)
            continue;
        const isThere = index === 0 && ended.tail.some((line) => /existing instance for/.test(line));
        if (isThere)
            return shareBuilder(docker, plan);
        // A command that boots, too, has made the builder first.
        if (plan.boot === undefined && (await bootsLater(docker, plan.name, ended)))
            continue;
        throw await nodeNotMade(docker, plan, plan.nodes[index], ended);
    }
    if (plan.boot === undefined)
        return undefined;
    const found = drivers/* DRIVERS */.e0[plan.driver].isStarted
        ? await bootNodes(docker, plan.name, plan.boot)
        : await awaitNodes(docker, plan.name, plan.boot);
    checkPlatforms(found, plan.unsure);
    return found;
}
/**
 * Boots a builder again that was made, and whose first boot failed for a reason that may pass.
 * @returns whether its nodes are up in the end
 */
async function bootsLater(docker, name, first) {
    let isFirst = true;
    const work = async () => {
        if (!isFirst)
            return inspectNodes(docker, ['buildx', 'inspect', '--bootstrap', name], docker_docker/* LIMIT_MS */.TZ.start);
        isFirst = false;
        return { ended: first, broken: [] };
    };
    return isReady(await (0,docker_tries/* persist */.Zr)(docker.tries, `booting the builder ${name}`, work, bootError));
}
function bootError(seen) {
    if (isReady(seen))
        return '';
    return [(0,docker_tries/* errorIn */.Kd)(seen.ended.tail), ...seen.broken.map(({ error }) => error)].join('\n');
}
/** What is in the way goes; then what the nodes are made with: files of keys, and a docker context. */
async function prepareGround(docker, plan) {
    for (const command of plan.clear)
        await docker.run(command, docker_docker/* LIMIT_MS */.TZ.removal);
    for (const { variable, path } of plan.keyFiles) {
        (0,external_node_fs_.writeFileSync)(path, docker.env[variable] ?? '', { mode: 0o600 });
    }
    if (plan.context !== undefined) {
        // A builder that stays needs its context.
        if (plan.removal !== undefined)
            (0,state/* remember */.kY)('context', plan.context.name);
        const ended = await docker.stream(plan.context.command, { limitMs: docker_docker/* LIMIT_MS */.TZ.question });
        if (ended.code !== 0)
            throw await notMade(docker, 'The docker context for the builder', ended);
    }
}
async function rememberBuilder({ env }, plan) {
    const { name, driver, context, removal } = plan;
    // Later steps of this job find what stays by its note, too.
    if (removal === undefined)
        return (0,holders/* noteMade */.qq)(env, name, undefined);
    const nodes = drivers/* DRIVERS */.e0[driver].sharesKernel ? plan.nodes.map(containerOf).join(' ') : '';
    const keepsState = removal.keepsState ? 'true' : '';
    (0,state/* remember */.kY)('nodes', nodes);
    if (removal.keepsState)
        (0,state/* remember */.kY)('keepsState', keepsState);
    (0,state/* remember */.kY)('builder', name);
    await (0,holders/* noteMade */.qq)(env, name, { builder: name, nodes, keepsState, context: context?.name ?? '' });
}
function containerOf({ name, endpoint }) {
    return endpoint === '' ? name : `${name}@${endpoint}`;
}
/**
 * Another job, or a step beside this one, has made a builder of our name since we looked. It is used like one that was there before, once it
 * has all its nodes, and it is not ours to remove.
 */
async function shareBuilder(docker, plan) {
    for (const name of ['builder', 'nodes', 'keepsState'])
        (0,state/* remember */.kY)(name, '');
    await (0,holders/* noteMade */.qq)(docker.env, plan.name, undefined);
    const differencesNow = async () => builderDifferences(plan, await readBuilder(docker, plan.name));
    const differences = await awaitShared(differencesNow, ({ length }) => length === 0);
    if (differences.length > 0)
        throw new errors/* Refusal */.P_(differences);
    const boot = plan.boot ?? ['buildx', 'inspect', '--bootstrap', plan.name];
    const found = await bootNodes(docker, plan.name, boot, SHARE_MS);
    await makeDefault(docker, plan.use);
    return found;
}
async function makeDefault(docker, use) {
    if (use === undefined)
        return;
    const ended = await docker.stream(use.command, { limitMs: docker_docker/* LIMIT_MS */.TZ.question });
    if (ended.code !== 0)
        throw await notMade(docker, 'The default builder', ended);
}
/**
 * Boots every node. buildx ends well although nodes failed: what counts is what it tells of each.
 * @param patience for a builder that another job may be booting at this moment
 */
async function bootNodes(docker, name, boot, patience = 0) {
    const look = () => (0,retry/* poll */.wt)(() => inspectNodes(docker, boot, docker_docker/* LIMIT_MS */.TZ.start), { limitMs: patience, isDone: isReady });
    const seen = await (0,docker_tries/* persist */.Zr)(docker.tries, `booting the builder ${name}`, look, bootError);
    if (isReady(seen))
        return seen.found;
    throw seen.ended.code === 0
        ? unreachable(name, seen.broken, '')
        : await notMade(docker, `The builder ${name}`, seen.ended);
}
/** Waits for daemons that are started elsewhere; one that comes up now is as good as one that was up. */
async function awaitNodes(docker, name, look) {
    const seen = await (0,retry/* poll */.wt)((leftMs) => inspectNodes(docker, look, Math.max(leftMs, REASON_MS)), {
        limitMs: WAIT_MS,
        isDone: isReady,
    });
    if (isReady(seen))
        return seen.found;
    throw unreachable(name, seen.broken, await reason(docker, name));
}
async function inspectNodes(docker, command, limitMs) {
    const { bytes, ...ended } = await docker.capture(command, limitMs);
    const found = await parseBuilder(bytes.toString('utf8'));
    return { found, broken: found.nodes.filter((node) => !isUp(node)), ended };
}
function isReady({ ended, broken }) {
    return ended.code === 0 && broken.length === 0;
}
/** Looking at a builder does not tell why a node is silent, asking it for something does. */
async function reason(docker, name) {
    const { tail } = await docker.capture(['buildx', 'du', '--builder', name], REASON_MS);
    return tail.findLast((line) => line.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? '';
}
function isUp({ status, error }) {
    return error === '' && status === 'running';
}
/** A platform that no node has been made for is built on the first one, and its first RUN step fails. */
function checkPlatforms({ name, nodes }, platforms) {
    const offered = nodes.flatMap((node) => node.platforms);
    const missing = platforms.filter((platform) => !(0,platforms_platform/* buildsPlatform */.xh)(offered, platform));
    if (missing.length === 0)
        return;
    throw new errors/* Failure */.HR(`platforms: no node of the builder "${name}" builds ${missing.map(platforms_platform/* printPlatform */.Lg).join(', ')}. It builds: ${offered.map(platforms_platform/* printPlatform */.Lg).join(', ')}.`, 'Append a node that does, register emulators on the machine of a node, or drop the platform.');
}
function unreachable(name, nodes, why) {
    const named = nodes.map((node) => `${node.name} (${node.endpoint}): ${node.error || node.status || 'no answer'}`);
    const texts = named.length === 0 ? ['it does not answer'] : named;
    return new errors/* Failure */.HR(`The builder ${name} has nodes that cannot be used: ${texts.join('; ')}.${why === '' ? '' : `\n${why}`}`, 'See that the machine of the node is up, that this runner may reach it, and that its certificates and its endpoint are right.');
}
async function nodeNotMade(docker, plan, node, ended) {
    const where = node === undefined || node.endpoint === '' ? '' : ` at ${node.endpoint}`;
    // What boots has more time, and may fail for more reasons.
    if (ended.code === docker_docker/* TIMED_OUT */.VP && plan.boot !== undefined) {
        return new errors/* Failure */.HR(`The node ${node?.name}${where} does not answer: nothing came back for ${builder_ANSWER_MS / 1000} seconds.`, 'See that its machine is up and that this runner may reach it.');
    }
    const what = plan.nodes.length > 1 || where !== '' ? `The node ${node?.name}${where}` : 'The builder';
    return notMade(docker, what, ended);
}
async function notMade(docker, what, { code, tail }) {
    return new errors/* Failure */.HR(`${what} could not be made (exit code ${code}): ${tail.slice(-5).join('\n')}`, code === docker_docker/* TIMED_OUT */.VP
        ? await lateCure(docker, 'Name a mirror: driver-opts: image=MIRROR/moby/buildkit:TAG.')
        : ((0,run_advice/* adviceFor */.c)({ activity: 'pull', error: (0,docker_tries/* errorIn */.Kd)(tail) }) ??
            'See that the BuildKit image can be pulled, that privileged containers are allowed, and that driver-opts, buildkitd-flags and the configuration are right.'));
}

// EXTERNAL MODULE: ./lib/run/clock.js
var clock = __nccwpck_require__(17799);
;// CONCATENATED MODULE: ./lib/run/traffic.js
/** What buildx calls the container of a node, in front of the node's name. */
const CONTAINER = 'buildx_buildkit_';
/**
 * Bytes that the containers of a builder have sent and received so far; undefined where one of them cannot tell, as that
 * of another machine.
 */
async function builderTraffic(docker, nodes) {
    const counts = await Promise.all(nodes.map(async (node) => {
        const { code, stdout } = await docker.run(['exec', `${CONTAINER}${node}`, 'cat', '/proc/net/dev']);
        return code === 0 ? bytesIn(stdout) : undefined;
    }));
    return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), nodes.length === 0 ? undefined : 0);
}
/** Received and sent bytes of every interface: proc_net_dev(5). */
function bytesIn(table) {
    const rows = table.split('\n').flatMap((line) => /^\s*\S+:\s*(.*)$/.exec(line)?.[1] ?? []);
    return rows.reduce((sum, row) => {
        const numbers = row.trim().split(/\s+/).map(Number);
        return sum + (numbers[0] ?? 0) + (numbers[8] ?? 0);
    }, 0);
}

;// CONCATENATED MODULE: ./lib/run/emulation.js













/**
 * Installs emulators and checks that they are there. The installer exits 0 whatever happens, so what counts is
 * binfmt_misc, read again. Where it cannot be read, as that of an engine on another machine, what the installer
 * reports is the only evidence.
 * @throws Failure naming each platform that still has no working emulator
 */
async function installEmulators(docker, plan) {
    const image = await bringImage(docker, plan);
    (0,state/* remember */.kY)('installer', plan.container);
    const uninstalled = plan.reset === undefined ? [] : await runInstaller(docker, plan, plan.reset, 'uninstalled');
    const notices = plan.reset === undefined ? [] : stillThere(docker, plan, uninstalled);
    const before = [...image.lines, ...evidenceLines(plan), ...uninstalled];
    if (plan.install === undefined)
        return { ...image, lines: before, notices };
    const tail = await runInstaller(docker, plan, plan.install, 'installed');
    const problems = problemsAfter(docker, plan, tail);
    if (problems.length > 0) {
        throw new errors/* Failure */.HR(`qemu: the installer ended well, but ${problems.join('; ')}.`, `Try another qemu-image, or register the emulators on the runner itself with the F flag. The installer said: ${tail.slice(-5).join(' ')}`);
    }
    return { ...image, lines: [...before, ...tail], notices };
}
/**
 * Whether BuildKit emulates by itself what the plan is to install for: it uses the programs of its own image where the
 * kernel has none.
 * @param nodes names of the builder's nodes, all of which must run here and have the programs
 */
async function hasBundled(docker, { bundled = [] }, nodes) {
    if (bundled.length === 0 || nodes.length === 0)
        return false;
    const looks = nodes.map((node) => docker.run(['exec', `${CONTAINER}${node}`, 'which', ...bundled]));
    return (await Promise.all(looks)).every(({ code }) => code === 0);
}
function evidenceLines({ remoteEngine }) {
    if (remoteEngine === undefined)
        return [];
    return [
        `The docker engine is on another machine (${remoteEngine}): its emulators are checked by what the installer reports.`,
    ];
}
/** The emulators in the kernel of the engine, as they are now; undefined where they cannot be read. */
function handlersNow({ env }, { remoteEngine }) {
    return remoteEngine === undefined ? readHandlers(env) : undefined;
}
async function runInstaller(docker, { image }, command, what) {
    const { code, tail } = await (0,docker_tries/* retryCommand */.wk)(docker.tries, `running ${image}`, () => docker.stream(command, { limitMs: docker_docker/* LIMIT_MS */.TZ.start }));
    if (code === 0)
        return tail;
    throw new errors/* Failure */.HR(`qemu: the emulators could not be ${what} (exit code ${code}): ${tail.slice(-3).join(' ')}`, code === docker_docker/* TIMED_OUT */.VP
        ? await lateCure(docker, 'Name a mirror of the image in qemu-image.')
        : installerCure((0,docker_tries/* errorIn */.Kd)(tail)));
}
/** Whatever the registry needs, another image is named by the input. */
function installerCure(error) {
    const advice = (0,run_advice/* adviceFor */.c)({ activity: 'pull', error });
    return advice === undefined
        ? 'See that qemu-image can be pulled and that privileged containers are allowed on this runner.'
        : `${advice} A mirror of the image, or another one, can be named in qemu-image.`;
}
function problemsAfter(docker, plan, output) {
    const handlers = handlersNow(docker, plan);
    const claimed = reportedBy(output, 'supported');
    return plan.platforms.flatMap((platform) => {
        const problem = handlers === undefined ? claimProblem(claimed, platform) : (0,emulators/* emulatorProblem */.tC)(handlers, platform);
        return problem === undefined ? [] : [problem];
    });
}
/** Emulators that the reset left. The build can do with them. */
function stillThere(docker, plan, output) {
    const all = handlersNow(docker, plan)?.map(({ name }) => name) ?? reportedBy(output, 'emulators');
    const names = all.filter((name) => name.startsWith('qemu-'));
    return names.length === 0
        ? []
        : [`qemu-reset: the installer ended well, but these emulators are still registered: ${names.join(', ')}.`];
}
const NOT_BROUGHT = { lines: [], isNewImage: false };
/**
 * Loads the image from the cache of GitHub Actions, unless docker has it. Where that does not work docker pulls it,
 * as it would without a cache, and nothing is kept either.
 */
async function bringImage(docker, { kept, image }) {
    if (kept === undefined || (await isLocal(docker, image)))
        return NOT_BROUGHT;
    return withFolder(kept, NOT_BROUGHT, async () => {
        const { restoreFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
        const { done, problems } = await restoreFile(kept.file, kept.key);
        tellProblems(problems);
        if (!done)
            return { lines: [], isNewImage: problems.length === 0 };
        const { code, stderr } = await docker.run(['load', '--input', kept.file], docker_docker/* LIMIT_MS */.TZ.transfer);
        if (code === 0 && (await isLocal(docker, image)))
            return { lines: [`${image} came from the cache of GitHub Actions`], isNewImage: false };
        const why = code === 0 ? `it does not hold ${image}` : stderr.trim();
        (0,extras/* tellLack */.lp)('image cache', `docker cannot load ${kept.key}: ${why}`);
        return NOT_BROUGHT;
    });
}
/** Keeps the image for the next run. */
async function keepImage(docker, { kept, image }) {
    if (kept === undefined)
        return;
    await withFolder(kept, undefined, async () => {
        const { code, stderr } = await docker.run(['save', '--output', kept.file, image], docker_docker/* LIMIT_MS */.TZ.transfer);
        if (code !== 0)
            return (0,extras/* tellLack */.lp)('image cache', `docker cannot save ${image}: ${stderr.trim()}`);
        const { saveFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
        const { problems } = await saveFile(kept.file, kept.key);
        tellProblems(problems);
    });
}
function tellProblems(problems) {
    if (problems.length > 0)
        (0,extras/* tellLack */.lp)('image cache', [...new Set(problems)].join('; '));
}
/** @param instead what there is where it fails */
function withFolder({ folder }, instead, work) {
    return (0,extras/* tryExtra */.m4)('image cache', instead, async () => {
        (0,run_folder/* makeFolder */.f)('downloads', folder);
        try {
            return await work();
        }
        finally {
            (0,run_folder/* dropFolder */.k)(folder);
        }
    });
}
async function isLocal(docker, image) {
    return (await docker.run(['image', 'inspect', '--format', '{{.Id}}', image])).code === 0;
}
/** A list in the JSON that the installer prints when it is done: platforms, or names of emulators. */
function reportedBy(lines, list) {
    const output = lines.join('\n');
    const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
    return (0,lib_json/* array */.YO)((0,lib_json/* parseJson */.qF)(json), list).filter((name) => typeof name === 'string');
}
function claimProblem(claimed, platform) {
    const name = (0,platforms_platform/* printPlatform */.Lg)(platform);
    const isThere = claimed.some((claim) => claim === name || name.startsWith(`${claim}/`));
    return isThere
        ? undefined
        : `${name} is not among the platforms it supports (${claimed.join(', ') || 'none'})`;
}

;// CONCATENATED MODULE: ./lib/run/run.js















/** Carries the plan out: QEMU and builder side by side, then the builds, then what the registry holds. */
async function run({ docker, beforeLeaving }, plan, facts, secrets) {
    const { phases, timed } = (0,clock/* clock */.p)();
    await prepareFolder(plan);
    const booting = timed('builder', () => prepareBuilder(docker, plan.builder));
    const preparing = allOf([
        booting,
        timed('emulators', () => prepareEmulators(docker, plan, { booting, nodes: run_nodesOf(plan, facts) })),
    ]);
    const pushing = preparePush(docker, plan);
    const asking = askCaches(docker, plan);
    try {
        const [[made, unkept]] = await allOf([
            preparing,
            plan.publish === undefined ? undefined : timed('preflight', async () => (await pushing)?.gate()),
        ]);
        const uncached = await asking;
        const [[builds, builder]] = await timed('build', () => 
        // The build does not wait for an image that is kept for the next run.
        allOf([
            withSecrets(beforeLeaving, plan, secrets, () => buildAndLook(docker, plan, facts, { made, uncached })),
            unkept === undefined ? undefined : keepImage(docker, unkept),
        ]));
        await run_tellProblems(plan, builds);
        const published = await (await pushing)?.publish({ docker, beforeLeaving, timed }, builds);
        return { builds, published, builder, phases, retried: docker.tries.retried() };
    }
    finally {
        const push = await pushing;
        push?.close();
    }
}
/** What the builds went without, and what is wrong with their caches. */
async function run_tellProblems(plan, builds) {
    for (const lack of builds.flatMap(({ lacks }) => lacks))
        (0,commands/* annotate */.fz)('warning', lack);
    const missing = builds.flatMap(({ progress }) => progress.missingCaches);
    for (const each of missing)
        sayCache(`${each} is not there yet`);
    const problems = [...new Set(builds.flatMap(({ progress }) => progress.cacheProblems))];
    if (problems.length > 0)
        (0,extras/* tellLack */.lp)('cache', problems.join('; '));
    for (const { cache } of plan.builds)
        await replaceLocalCache(cache);
}
/** What pushes speaks HTTP, which takes time to load: that is done where something is pushed, while docker works. */
async function preparePush(docker, plan) {
    const { publish: to } = plan;
    if (to === undefined)
        return undefined;
    const { prepare, publish, refuseEarly } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(607), __nccwpck_require__.e(55), __nccwpck_require__.e(719)]).then(__nccwpck_require__.bind(__nccwpck_require__, 50719));
    const prepared = prepare(docker, to);
    return {
        gate: async () => {
            await prepared.gate;
            await refuseEarly(to, prepared);
        },
        publish: (tools, builds) => publish(tools, plan, to, builds, prepared),
        close: prepared.registries.close,
    };
}
function sayCache(what) {
    (0,log/* say */.cv)(`Cache: ${what}; the job goes on without it.`);
}
async function prepareFolder(plan) {
    (0,run_folder/* makeFolder */.f)('temp', plan.temp);
    for (const { path, content } of plan.files)
        (0,external_node_fs_.writeFileSync)(path, content, { mode: 0o600 });
    // What a build that was cancelled left of a new cache would become part of the next one.
    for (const { cache } of plan.builds) {
        const { folder } = cache;
        if (folder !== undefined)
            await (0,extras/* tryExtra */.m4)('local cache', undefined, () => (0,external_node_fs_.rmSync)(newFolder(folder), { recursive: true, force: true }));
    }
}
/** The values are on disk for as long as the build runs. */
async function withSecrets(beforeLeaving, { secretFiles, temp }, secrets, work) {
    const folder = (0,external_node_path_.join)(temp, 'secrets');
    // Buildx takes the last value of an id that is given twice.
    const values = new Map(secrets.map(({ id, value }) => [id, value]));
    const remove = () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    const forget = beforeLeaving(remove);
    try {
        (0,external_node_fs_.mkdirSync)(folder, { mode: 0o700 });
        for (const { id, path } of secretFiles) {
            const value = values.get(id);
            if (value === undefined)
                throw new Error(`The plan has a file for the secret "${id}", which has no value.`);
            (0,external_node_fs_.writeFileSync)(path, value, { mode: 0o600 });
        }
        return await work();
    }
    finally {
        remove();
        forget();
    }
}
/** The image is pushed already. */
async function replaceLocalCache({ folder }) {
    const fresh = folder === undefined ? '' : newFolder(folder);
    if (folder === undefined || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(fresh, 'index.json')))
        return;
    const old = `${folder}.old`;
    await (0,extras/* tryExtra */.m4)('local cache', undefined, () => {
        (0,external_node_fs_.rmSync)(old, { recursive: true, force: true });
        // A folder that is mounted can be emptied, but not be moved: the old cache stays as it is.
        if ((0,external_node_fs_.existsSync)(folder))
            (0,external_node_fs_.renameSync)(folder, old);
        (0,external_node_fs_.renameSync)(fresh, folder);
        (0,external_node_fs_.rmSync)(old, { recursive: true, force: true });
    });
}
/** Asks the registries that have nothing to give but a cache. @returns the numbers of the builds that do without it */
async function askCaches(docker, { builds }) {
    const servers = [...new Set(builds.flatMap(({ cacheServers }) => cacheServers))];
    if (servers.length === 0)
        return new Set();
    const { unreachedBecause } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(166)]).then(__nccwpck_require__.bind(__nccwpck_require__, 10166));
    const asked = await Promise.all(servers.map(async (server) => [server, await unreachedBecause(server, docker.env)]));
    const silent = new Map(asked.flatMap(([server, why]) => (why === undefined ? [] : [[server, why]])));
    for (const [server, why] of silent)
        sayCache(`${server} cannot be reached: ${why}`);
    const isSilent = ({ cacheServers: from }) => from.length > 0 && from.every((server) => silent.has(server));
    return new Set(builds.filter(isSilent).map(({ number }) => number));
}
/**
 * The build; what our new builder is, is asked beside it, because the build does not wait for that.
 */
async function buildAndLook(docker, plan, facts, { made, uncached }) {
    const { builder, builds, call, publish } = plan;
    let lines = [];
    const look = async () => {
        // It is shown, and no more: a build does not fail because its builder was not described.
        const found = made ?? facts.builder ?? (await readBuilder(docker, builder.name).catch(() => undefined));
        lines = found === undefined ? [`${builder.name} did not tell what it is.`] : builderLines(found);
        return found ?? { name: builder.name, driver: builder.kind === 'own' ? builder.driver : '', nodes: [] };
    };
    try {
        const { annotatesChecks } = facts.step;
        const movesTags = publish?.by === 'tags';
        const stall = {
            limitMs: plan.stallSeconds * 1_000,
            countBytes: () => builderTraffic(docker, run_nodesOf(plan, facts)),
        };
        const building = { call, annotatesChecks, movesTags, builder: revivable(builder), uncached, stall };
        return await allOf([buildAll(docker, builds, building), look()]);
    }
    finally {
        (0,log/* group */.Os)(builderTitle(builder), lines);
    }
}
function builderTitle(builder) {
    if (builder.kind === 'given')
        return 'Builder, used as it is';
    return builder.earlier?.kind === 'used' ? 'Builder of an earlier step of this job' : 'Builder that was made';
}
/** Another job may build on one of a name that the user chose. */
function revivable(builder) {
    return { name: builder.name, isOurs: builder.kind === 'own' && !builder.isNamed };
}
function run_nodesOf({ builder }, facts) {
    const nodes = builder.kind === 'own' ? builder.nodes : (facts.builder?.nodes ?? []);
    return nodes.map(({ name }) => name);
}
/** @returns the plan where its image is still to be kept for the next run */
async function prepareEmulators(docker, { emulation }, nodes) {
    if (emulation === undefined) {
        (0,log/* say */.cv)('Emulators: none is missing, nothing is installed.');
        return undefined;
    }
    const installed = await installEmulators(docker, emulation).catch((error) => doWithout(docker, emulation, nodes, error));
    if (installed === undefined)
        return undefined;
    const { lines, notices, isNewImage } = installed;
    (0,log/* group */.Os)('Emulators installed and checked', lines);
    for (const notice of notices)
        (0,commands/* annotate */.fz)('notice', notice);
    return isNewImage ? emulation : undefined;
}
/** Goes on with the emulators that BuildKit brings, and says so. */
async function doWithout(docker, emulation, { booting, nodes }, error) {
    await Promise.allSettled([booting]);
    if (!(error instanceof errors/* Failure */.HR) || !(await hasBundled(docker, emulation, nodes)))
        throw error;
    (0,commands/* annotate */.fz)('warning', `${error.message}\nThe build goes on with the emulators that BuildKit's image brings.`);
}
/** Both to their end, whatever happens to the other: nothing goes on behind a failure. */
async function allOf(parts) {
    const settled = await Promise.allSettled(parts);
    const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
    if (failures.length > 1)
        throw new AggregateError(failures);
    return Promise.all(parts);
}

;// CONCATENATED MODULE: ./lib/show/show-plan.js




/** Everything that is going to happen, as lines for the log. Holds no secret, because the plan holds none. */
function planLines(plan) {
    return [
        ...platformTable(plan.platforms),
        ...idleLines(plan.platforms),
        '',
        ...contextLines(plan.gitContext),
        ...plan.builds.flatMap((build) => cacheLines(build, plan.builds.length > 1)),
        '',
        ...keptImage(plan),
        'The same by hand:',
        '',
        ...commandLines(plan),
        '',
        ...publishLines(plan),
        ...builderAfterwards(plan.builder),
    ];
}
/** What a Git context is, and what people expect in one that is not there. */
function contextLines(git) {
    if (git === undefined)
        return [];
    const { repository, sha, event, ref } = git;
    const named = [...(event === '' ? [] : [`the event ${event}`]), ...(ref === '' ? [] : [ref])];
    return [
        `Context: the commit ${sha} of ${repository}${named.length === 0 ? '' : ` (${named.join(', ')})`}, fetched by BuildKit`,
        '  in it: what is committed, and submodules; not: files of earlier steps, .git. A .dockerignore has no effect.',
        '',
    ];
}
function cacheLines({ cache, cacheServers, platforms }, isOneOfSeveral) {
    return [
        `Cache${isOneOfSeveral ? ` of ${(0,platforms_platform/* printPlatforms */.UR)(platforms)}` : ''}: ${cache.why}`,
        ...cache.from.map(({ ref, why }) => `  from ${ref} (${why})`),
        ...cache.to.map(({ ref, why }) => `  to   ${ref} (${why})`),
        ...(cacheServers.length === 0
            ? []
            : [`  only where one of these answers when it is asked once: ${cacheServers.join(', ')}`]),
    ];
}
function platformTable(platforms) {
    const head = [
        'PLATFORM',
        'RUNS',
        'NODE',
        'TARGETARCH',
        'TARGETVARIANT',
        'GOARCH',
        'GOARM',
        'DEBIAN',
        'UNAME',
        'RUST',
    ];
    const rows = platforms.map(({ platform, runs, node, args }) => [
        ...[(0,platforms_platform/* printPlatform */.Lg)(platform), runs, node ?? '', args.TARGETARCH, args.TARGETVARIANT],
        ...[args.GOARCH, args.GOARM, args.debian, args.uname, args.rust],
    ]);
    return (0,show_table/* textTable */.ed)([head, ...rows]);
}
function idleLines(platforms) {
    const idle = platforms.filter(({ runs }) => runs === 'nothing').map(({ platform }) => platform);
    if (idle.length === 0)
        return [];
    return ['', `No RUN step happens on ${(0,platforms_platform/* printPlatforms */.UR)(idle)}, so that no emulator is needed for it.`];
}
function commandLines(plan) {
    const { emulation, builder, builds, files, temp } = plan;
    const shell = shellOf(plan);
    return [
        (0,show_shell/* shellFolder */.bt)(temp),
        ...files.flatMap(({ path, content }) => (0,show_shell/* shellFile */.jI)(path, content)),
        ...emulatorLines(emulation),
        ...show_plan_builderLines(builder, shell),
        ...builds.flatMap(({ command }) => (0,show_shell/* shellCommand */.q$)(command, shell)),
        ...digestLines(plan, shell),
    ];
}
function show_plan_builderLines(builder, shell) {
    const boot = builder.boot === undefined ? [] : (0,show_shell/* shellCommand */.q$)(builder.boot, shell);
    const use = builder.use === undefined ? [] : (0,show_shell/* shellCommand */.q$)(builder.use.command, shell);
    if (builder.kind === 'given')
        return [...boot, ...use];
    const { earlier } = builder;
    if (earlier?.kind === 'used')
        return [...(earlier.boot === undefined ? [] : (0,show_shell/* shellCommand */.q$)(earlier.boot, shell)), ...use];
    return [
        ...builder.clear.flatMap((command) => (0,show_shell/* shellCommand */.q$)(command, shell)),
        ...builder.keyFiles.map(({ variable, path }) => (0,show_shell/* shellVariable */.LX)(variable, path)),
        ...(builder.context === undefined ? [] : (0,show_shell/* shellCommand */.q$)(builder.context.command)),
        ...builder.create.flatMap((command) => (0,show_shell/* shellCommand */.q$)(command, shell)),
        ...boot,
    ];
}
/** What becomes of the builder, where that is not the usual. */
function builderAfterwards(builder) {
    const earlier = builder.use?.earlier ?? '';
    const isShared = builder.kind === 'own' && builder.earlier?.kind === 'used';
    const isKept = builder.kind === 'own' && builder.removal === undefined;
    return [
        ...(builder.kind === 'given' && builder.isReused
            ? [
                `The builder ${builder.name} is there already and is what the inputs ask for: it is used, and it stays.`,
            ]
            : []),
        ...(builder.kind === 'own' && builder.unused !== ''
            ? [
                `The builder ${builder.unused}, which docker buildx uses by default, is not used here. With builder: ${builder.unused} it is.`,
            ]
            : []),
        ...(isShared ? [`The builder ${builder.name} of an earlier step of this job is used.`] : []),
        ...(isKept ? [`The builder ${builder.name} stays when the job ends.`] : []),
        ...(builder.kind === 'own' && builder.removal?.keepsState
            ? [`The builder ${builder.name} is removed when the job ends; its volume stays.`]
            : []),
        ...(earlier === '' ? [] : [`When the job ends, the default builder is ${earlier} again.`]),
    ];
}
function emulatorLines(emulation) {
    const commands = [emulation?.reset, emulation?.install];
    return commands.flatMap((command) => (command === undefined ? [] : (0,show_shell/* shellCommand */.q$)(command)));
}
/** How the image that brings the emulators is kept, where one is run at all. */
function keptImage({ emulation }) {
    if (emulation?.kept === undefined)
        return [];
    return [`The image ${emulation.image} is kept in the cache of GitHub Actions as ${emulation.kept.key}`, ''];
}
/** The shell that runs the commands of a plan; the digests are in variables of it. */
function shellOf({ buildx, builds }) {
    const digestVariable = (build) => (builds.length === 1 ? 'DIGEST' : `DIGEST_${build}`);
    return { buildx, digestVariable };
}
/** The commands that need the digests, which are in the metadata that the builds write. */
function digestLines({ publish, builds, smoke, join }, shell) {
    if (publish === undefined || (smoke === undefined && join === undefined))
        return [];
    const repository = publish.repositories[0] ?? '';
    const imageOf = (platform) => {
        const build = builds.find(({ platforms }) => (0,platforms_platform/* listsPlatform */.$V)(platforms, platform));
        return { repository, build: build?.number ?? 1 };
    };
    return [
        ...builds.map(({ number, metadataFile }) => (0,show_shell/* shellDigest */.ZC)(shell.digestVariable(number), metadataFile)),
        ...(smoke === undefined ? [] : smokeLines(smoke, imageOf, shell)),
        ...(join?.moves ?? []).flatMap(({ command }) => (0,show_shell/* shellCommand */.q$)(command, shell)),
    ];
}
const HOW_PROVEN = 'every program in it is looked at, whether it is for its platform (by hand there is no command for that)';
function howProven({ onErrors }) {
    return onErrors === 'warn' ? `${HOW_PROVEN}; what is not only makes warnings` : HOW_PROVEN;
}
const HANDED_ON = {
    artifact: 'as an artifact of this run, and ',
    tag: 'by a tag for each platform, which the job that joins removes, and ',
    output: '',
};
/** What becomes of what was built. */
function publishLines(plan) {
    const { publish, part, builds, proof, join } = plan;
    if (publish === undefined)
        return ['Nothing is pushed; only what is pushed is proven.'];
    const { repositories, tags } = publish;
    if (part !== undefined) {
        const proven = proof === undefined ? '' : `; ${howProven(proof)}`;
        return [
            `Pushed by digest, without a tag, to ${repositories.join(', ')}; the registry is asked for it${proven}.`,
            `Handed on ${HANDED_ON[part.handOver.by]}in the output part.`,
        ];
    }
    const asked = `the registry is asked for the digest, its platforms and every tag: ${tags.join(', ')}`;
    const joined = builds.length === 1 ? [] : [`the ${builds.length} builds are joined into one index`];
    const moved = join === undefined ? [] : ['the tags are moved to it'];
    const steps = [...(proof === undefined ? [] : [howProven(proof)]), ...joined, ...moved, asked];
    return [`After the build: ${steps.join('; ')}.`];
}

;// CONCATENATED MODULE: ./lib/runner/tool-cache.js
/**
 * The runner's tool cache, which keeps programs from job to job: a folder for each tool, version and machine, and
 * beside it a marker that says it is complete. The layout is that of @actions/tool-cache, which cannot be told where
 * the cache is: it reads RUNNER_TOOL_CACHE, and that is not set everywhere.
 */


/** Not `buildx`: what others put there was not verified by us. */
const tool_cache_NAME = 'multi-platform-build-buildx';
/** The folder of a tool; undefined where it is not in the cache, or not completely. */
function findTool(tool) {
    const folder = folderOf(tool);
    return (0,external_node_fs_.existsSync)(folder) && (0,external_node_fs_.existsSync)(markerOf(folder)) ? folder : undefined;
}
/**
 * Puts a program into the cache, in place of an incomplete one.
 * @param name of the program in its folder
 * @returns the folder
 */
function keepTool(tool, path, name) {
    const folder = folderOf(tool);
    for (const old of [markerOf(folder), folder])
        (0,external_node_fs_.rmSync)(old, { recursive: true, force: true });
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    (0,external_node_fs_.copyFileSync)(path, (0,external_node_path_.join)(folder, name));
    (0,external_node_fs_.writeFileSync)(markerOf(folder), '');
    return folder;
}
function folderOf({ cache, version, machine }) {
    return (0,external_node_path_.join)(cache, tool_cache_NAME, version, machine);
}
function markerOf(folder) {
    return `${folder}.complete`;
}

;// CONCATENATED MODULE: ./lib/run/buildx.js












/** Sees that buildx is there as planned. @returns what every later command runs */
async function provideBuildx(dockerWith, plan) {
    const program = plan.kind === 'found' ? plan.program : await fetched(dockerWith, plan);
    if (program.kind === 'standalone')
        (0,state/* remember */.kY)('standalone', program.path);
    return program;
}
async function fetched(dockerWith, plan) {
    (0,run_folder/* makeFolder */.f)('downloads', plan.folder);
    try {
        const { tries } = dockerWith(buildx_program/* PLUGIN */.E);
        const checksums = plan.version === '' ? await fetchChecksums(tries, plan, 'latest') : undefined;
        const version = checksums === undefined ? plan.version : latest(plan, checksums);
        if (plan.found?.version === version) {
            (0,log/* say */.cv)(`The latest is ${version}, which is installed.`);
            return plan.found.program;
        }
        const program = install(plan, await keptFolder(tries, plan, version, checksums));
        await mustStart(dockerWith(program), version);
        sayWhere(program, plan);
        return program;
    }
    finally {
        (0,run_folder/* dropFolder */.k)(plan.folder);
    }
}
/** The folder of this version in the tool cache, filled where it is not there. */
async function keptFolder(tries, plan, version, known) {
    const { machine, toolCache } = plan;
    const tool = { cache: toolCache, version, machine };
    const kept = findTool(tool);
    if (kept !== undefined) {
        (0,log/* say */.cv)(`buildx ${version} is in the tool cache: ${kept}`);
        return kept;
    }
    const path = await verifiedFile(tries, plan, version, known ?? (await fetchChecksums(tries, plan, version)));
    (0,external_node_fs_.chmodSync)(path, 0o755);
    const keep = (cache) => keepTool({ ...tool, cache }, path, programName(plan));
    return (0,extras/* tryExtra */.m4)('tool cache', undefined, () => keep(toolCache)).then(
    // Later steps may use it, too, so that it is not removed with the downloads.
    (folder) => folder ?? placed(plan.spare, () => keep(plan.spare)));
}
/** The program itself, with the hash that the checksum file has for it. @throws Failure, and no file is left then */
async function verifiedFile(tries, plan, version, checksums) {
    const { fetchFile, sha256Of } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(992)]).then(__nccwpck_require__.bind(__nccwpck_require__, 20992));
    const { name, url } = releaseFile(plan, version);
    const expected = checksumIn(checksums, name);
    if (expected === undefined)
        throw unlisted(plan, name);
    const path = (0,external_node_path_.join)(plan.folder, programName(plan));
    const key = cacheKey(plan, version, expected);
    const cached = plan.isCached ? await restored(path, key) : 'not asked';
    if (cached === 'is there') {
        // Other workflows can write to the cache.
        if ((await sha256Of(path)) === expected) {
            (0,log/* say */.cv)(`buildx ${version} came from the cache of GitHub Actions; its sha256 is that of the release: ${expected}`);
            return path;
        }
        (0,extras/* tellLack */.lp)('buildx cache', `what it has as ${key} is not the program of the release`);
        (0,external_node_fs_.rmSync)(path, { force: true });
    }
    const start = Date.now();
    const found = await fetchFile(buildx_wanted(tries, url, plan), path);
    if (found === undefined)
        throw buildx_missing(plan, version, url);
    if (found !== expected)
        throw different(plan, url, found, expected);
    const size = ((0,external_node_fs_.statSync)(path).size / 1e6).toFixed(1);
    (0,log/* say */.cv)(`Downloaded ${size} MB in ${((Date.now() - start) / 1000).toFixed(1)} s; sha256 verified: ${expected}`);
    if (cached !== 'not asked' && cached !== 'out of order')
        await saved(path, key);
    return path;
}
async function restored(path, key) {
    const { restoreFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
    const { done, problems } = await restoreFile(path, key);
    buildx_tellProblems(problems);
    if (done)
        return 'is there';
    return problems.length > 0 ? 'out of order' : 'is not there';
}
async function saved(path, key) {
    const { saveFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
    const { done, problems } = await saveFile(path, key);
    buildx_tellProblems(problems);
    if (done)
        (0,log/* say */.cv)(`Kept in the cache of GitHub Actions as ${key}`);
}
function buildx_tellProblems(problems) {
    if (problems.length > 0)
        (0,extras/* tellLack */.lp)('buildx cache', [...new Set(problems)].join('; '));
}
async function fetchChecksums(tries, plan, version) {
    const { fetchText } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(992)]).then(__nccwpck_require__.bind(__nccwpck_require__, 20992));
    const checksums = await fetchText(buildx_wanted(tries, plan.checksums, plan));
    if (checksums === undefined)
        throw buildx_missing(plan, version, plan.checksums);
    return checksums;
}
/** A file of a server, asked for as patiently as everything else. */
function buildx_wanted(tries, url, { why }) {
    return {
        url,
        why,
        pausesMs: (0,docker_tries/* pausesOf */.P0)(tries),
        clock: tries.clock,
        onRetry: (0,docker_tries/* noteAgain */.Zl)(tries, url, errors/* messageOf */.bD),
    };
}
function latest(plan, checksums) {
    const version = versionIn(checksums);
    if (version === undefined)
        throw unlisted(plan, 'buildx');
    (0,log/* say */.cv)(`The latest version is ${version}.`);
    return version;
}
/** As docker's plugin in the user's own folder, or, without docker, as a program in PATH. */
function install(plan, folder) {
    const path = (0,external_node_path_.join)(folder, programName(plan));
    if (plan.plugin === undefined) {
        (0,commands/* addPath */.fM)(folder);
        return { kind: 'standalone', path };
    }
    const { plugin } = plan;
    placed((0,external_node_path_.dirname)(plugin), () => copyPlugin(path, plugin));
    return buildx_program/* PLUGIN */.E;
}
function sayWhere(program, { plugin }) {
    (0,log/* say */.cv)(program.kind === 'standalone'
        ? `Added to PATH for this and later steps: ${(0,external_node_path_.dirname)(program.path)}`
        : `Installed as docker's plugin for this and later steps, and nowhere else: ${plugin}`);
}
function copyPlugin(path, plugin) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(plugin), { recursive: true });
    // Beside its place first: the file there may be running, or be a link to a program of the machine's.
    const fresh = `${plugin}.new`;
    (0,external_node_fs_.copyFileSync)(path, fresh);
    (0,external_node_fs_.chmodSync)(fresh, 0o755);
    (0,external_node_fs_.renameSync)(fresh, plugin);
}
/** Writes into a folder of the runner's or the user's, which may not be ours to write to. */
function placed(folder, write) {
    try {
        return write();
    }
    catch (error) {
        throw new errors/* Failure */.HR(`buildx could not be put into ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, 'See that this user may write there and that the disk is not full; DOCKER_CONFIG and RUNNER_TOOL_CACHE name other folders.');
    }
}
async function mustStart(docker, version) {
    const { code, stdout, stderr } = await docker.run(['buildx', 'version']);
    if (code !== 0) {
        throw new errors/* Failure */.HR(`buildx ${version} was downloaded and verified, but does not start (exit code ${code}): ${stderr.trim()}`, 'Try another buildx-version, or use a runner that has buildx.');
    }
    (0,log/* say */.cv)(stdout.trim());
}
function programName({ machine }) {
    return machine.startsWith('windows') ? 'buildx.exe' : 'buildx';
}
function buildx_missing({ machine, why }, version, url) {
    return new errors/* Failure */.HR(`buildx-version: ${version} is not to be had for ${machine}: there is no ${url} (${why}).`, 'See https://github.com/docker/buildx/releases for the versions there are, and that buildx-mirror, where it is set, holds this one with its checksums.txt.');
}
function unlisted({ checksums }, name) {
    return new errors/* Failure */.HR(`buildx-version: ${checksums} does not list ${name}, so it could not be verified. It is not used.`, 'See that buildx-mirror holds the release as it was published, with its own checksums.txt, or take another version.');
}
function different({ checksums }, url, found, expected) {
    return new errors/* Failure */.HR(`buildx-version: ${url} has the sha256 ${found}, but ${checksums} says ${expected}. The file is not used and not kept.`, 'Run the job again. If it stays so, the file was changed on the server or on the way: ask whoever runs buildx-mirror or the proxy.');
}

;// CONCATENATED MODULE: ./lib/show/show-buildx.js
/** Where buildx is going to come from and where it goes, as lines for the log. */
function buildxLines(plan) {
    const { version, why, mirror, checksums, machine, toolCache, isCached, plugin } = plan;
    return [
        `Why:      ${why}`,
        `Version:  ${version === '' ? 'the latest' : version} for ${machine}`,
        `From:     ${mirror}`,
        `Verified: sha256, as in ${checksums}`,
        `Kept in:  ${toolCache}${isCached ? ' and the cache of GitHub Actions' : ''}`,
        `Used as:  ${plugin === undefined ? 'a program in PATH (there is no docker command)' : `docker's plugin ${plugin}`}`,
    ];
}

;// CONCATENATED MODULE: ./lib/jobs/buildx.js







/** Docker with the buildx that the whole job uses, which is fetched first where it must be. */
async function readyDocker(inputs, env, { dockerWith: withTries, clock }) {
    const dockerWith = withTries((0,docker_tries/* createTries */.Us)(inputs.retries, clock));
    const plan = planBuildx(inputs, await readBuildx(dockerWith, inputs, hasCacheService(env), env));
    if (plan.kind === 'fetch')
        (0,log/* group */.Os)('Buildx', buildxLines(plan));
    return dockerWith(await provideBuildx(dockerWith, plan));
}

;// CONCATENATED MODULE: ./lib/jobs/job.js

/** Inputs that could not be read, about which a rule between inputs has nothing to say. */
function unreadOf(problems) {
    return problems.map(({ input }) => input);
}
function refuse(problems) {
    if (problems.length > 0)
        throw new errors/* Refusal */.P_(problems);
}

;// CONCATENATED MODULE: ./lib/jobs/build.js

















/** Builds and publishes the whole image, or one leg of a matrix. */
const buildJob = async (inputs, problems, env, tools) => {
    const local = await readLocal(inputs, env);
    const unread = unreadOf(problems);
    refuse([...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, local, unread)]);
    const docker = await readyDocker(inputs, env, tools);
    const shared = sharedBuilderName(inputs);
    if (shared !== '')
        await (0,holders/* holdBuilder */.se)(env, shared);
    const facts = await readFacts(docker, inputs, { local, madeEarlier: madeEarlier(inputs, local, env) }, env);
    const plan = makePlan(inputs, facts);
    (0,log/* group */.Os)('Plan', planLines(plan));
    for (const notice of plan.notices)
        (0,commands/* annotate */.fz)('notice', notice);
    for (const warning of plan.warnings)
        (0,commands/* annotate */.fz)('warning', warning);
    const result = await run({ docker, beforeLeaving: tools.beforeLeaving }, plan, facts, secretValues(inputs, facts.event));
    await (0,errors/* withState */.Q2)(stateAtEnd(plan), () => {
        setOutputs(buildOutputs(plan, result), tools.masked);
        const found = result.builds.flatMap((built) => built.found ?? []);
        if (found.length > 0)
            throw new AggregateError(found);
        reportResult(plan, result);
    });
};
/** Name of the builder that an earlier step of this job has made from the same settings; '' where none did. */
function madeEarlier(inputs, local, env) {
    const name = jobsBuilder(inputs, local);
    return name !== '' && (0,holders/* isHeldBuilder */.PN)(env, name) ? name : '';
}

;// CONCATENATED MODULE: ./lib/show/show-merge.js





const PROVEN = 'Between the index and the tags, every program in every part is looked at, whether it is for its platform.';
const WARNED = 'What is not only makes warnings.';
/** How parts are joined, as lines for the log. */
function mergeLines(plan) {
    const { join, publish } = plan;
    const rows = imagesOf(plan).map(({ platform, digest, from }) => [(0,platforms_platform/* printPlatform */.Lg)(platform), digest, from]);
    const { copies, index, moves } = join;
    const { buildx, settings } = plan;
    const file = settings?.file;
    const commands = [
        ...(settings?.context === undefined ? [] : [settings.context.command]),
        ...(settings === undefined ? [] : [settings.create]),
        ...copies,
        ...(index === undefined ? [] : [index.dryRun]),
        ...moves.map(({ command }) => command),
        ...(settings === undefined ? [] : [['buildx', 'rm', settings.name]]),
    ];
    return [
        ...(0,show_table/* textTable */.ed)([['PLATFORM', 'DIGEST', 'FROM'], ...rows]),
        '',
        `The same by hand${howJoined(join)}:`,
        '',
        ...(file === undefined ? [] : [(0,show_shell/* shellFolder */.bt)((0,external_node_path_.dirname)(file.path)), ...(0,show_shell/* shellFile */.jI)(file.path, file.content)]),
        ...commands.flatMap((command) => (0,show_shell/* shellCommand */.q$)(command, { buildx })),
        '',
        ...(plan.proof === undefined
            ? []
            : [plan.proof.onErrors === 'warn' ? `${PROVEN} ${WARNED}` : PROVEN, '']),
        `Then the registry is asked for every tag: ${publish.tags.join(', ')}`,
    ];
}
function howJoined({ copies, index }) {
    const copied = copies.length === 0 ? '' : '; parts of other repositories are copied first, without a tag';
    if (index === undefined)
        return copied;
    return `${copied}; the one with --dry-run only shows the index, which is checked before any tag moves`;
}

;// CONCATENATED MODULE: ./lib/jobs/merge.js

















/** Joins what the legs of a matrix pushed. */
const mergeJob = async (inputs, problems, env, tools) => {
    const unread = unreadOf(problems);
    const local = await readLocal(inputs, env);
    refuse([...problems, ...modeProblems(inputs, unread), ...settingsProblems(inputs, local, unread)]);
    const docker = await readyDocker(inputs, env, tools);
    const { beforeLeaving } = tools;
    // They speak HTTP, which takes time to load.
    const { openRegistries } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(607), __nccwpck_require__.e(757)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7757));
    const { readParts } = await __nccwpck_require__.e(/* import() */ 173).then(__nccwpck_require__.bind(__nccwpck_require__, 8173));
    const { merge } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(607), __nccwpck_require__.e(55), __nccwpck_require__.e(946)]).then(__nccwpck_require__.bind(__nccwpck_require__, 35946));
    const id = newStepId(env);
    const temp = temporaryFolder(id, env);
    (0,run_folder/* makeFolder */.f)('temp', temp);
    const builder = inputs.builder === '' ? undefined : await readBuilder(docker, inputs.builder);
    const { hosts } = publishSettings(inputs, local, builder);
    const registries = openRegistries({ hosts, docker });
    const handOver = (0,part/* planHandOver */.rb)(inputs, local);
    const parts = await readParts(registries, inputs, handOver, temp);
    const plan = planMerge(inputs, { ...local, ...parts, ...{ id, temp, builder, buildx: docker.buildx } });
    (0,log/* group */.Os)('Plan', mergeLines(plan));
    for (const notice of plan.notices)
        (0,commands/* annotate */.fz)('notice', notice);
    for (const warning of plan.warnings)
        (0,commands/* annotate */.fz)('warning', warning);
    const merged = await merge({ docker, beforeLeaving, registries }, plan).finally(registries.close);
    for (const sentence of merged.left)
        (0,commands/* annotate */.fz)('notice', `Left of the parts in the registry. ${sentence}`);
    await (0,errors/* withState */.Q2)('tags moved', () => {
        setOutputs(mergeOutputs(plan, merged), tools.masked);
        reportMerge(plan, merged);
    });
};

;// CONCATENATED MODULE: ./lib/show/show-matrix.js



/** Which job builds what on which runner, as lines for the log. */
function matrixLines(plan) {
    const rows = rowsOf(plan).map(({ leg, platform, runs }) => [
        leg.name,
        (0,platforms_platform/* printPlatform */.Lg)(platform),
        printRunner(leg.runner),
        runs,
    ]);
    return [
        ...(0,show_table/* textTable */.ed)([['JOB', 'PLATFORM', 'RUNNER', 'RUNS'], ...rows]),
        '',
        headline(plan),
        ...remarks(plan),
    ];
}
/** The same in Markdown for the summary page, with a chart of the jobs that GitHub draws. */
function matrixSummary(plan) {
    const rows = rowsOf(plan).map(({ leg, platform, runs }) => [
        (0,show_table/* code */.aY)(leg.name),
        (0,show_table/* code */.aY)((0,platforms_platform/* printPlatform */.Lg)(platform)),
        (0,show_table/* code */.aY)(printRunner(leg.runner)),
        runs,
    ]);
    const parts = [`### ${headline(plan)}`, (0,show_table/* markdownTable */.Qj)([['job', 'platform', 'runner', 'runs'], ...rows])];
    return [...parts, ...remarks(plan), ...chart(plan)].join('\n\n').concat('\n');
}
function rowsOf({ legs }) {
    return legs.flatMap((leg) => leg.platforms.map(({ platform, runs }) => ({ leg, platform, runs })));
}
function headline(plan) {
    return `${count(plan.legs.length, 'job')} for ${count(rowsOf(plan).length, 'platform')}`;
}
/** What is slow, and what can only be built without RUN steps of its own. */
function remarks(plan) {
    const those = (runs) => rowsOf(plan)
        .filter((row) => row.runs === runs)
        .map(({ platform }) => (0,platforms_platform/* printPlatform */.Lg)(platform))
        .join(', ');
    const emulated = those('emulated');
    const stuck = those('no emulator');
    return [
        ...(emulated === ''
            ? []
            : [
                `Emulated, which is slow: ${emulated}. Where you have machines of that kind, name them in runners.`,
            ]),
        ...(stuck === ''
            ? []
            : [`Without an emulator, so that RUN works only in stages of another platform: ${stuck}.`]),
    ];
}
/** Mermaid draws nothing when a chart has more edges (its maxEdges) or more text (its maxTextSize). */
const MOST_EDGES = 500;
const MOST_TEXT = 50_000;
/** From the plan through the jobs to the merge. */
function chart({ legs }) {
    const lines = legs.map((leg, index) => {
        const label = [
            ...leg.platforms.map(({ platform }) => (0,platforms_platform/* printPlatform */.Lg)(platform)),
            `on ${printRunner(leg.runner)}`,
        ];
        const emulated = leg.platforms.some(({ runs }) => runs === 'emulated') ? ['emulated'] : [];
        return `  plan --> leg${index}["${[...label, ...emulated].map(chartText).join('<br>')}"] --> merge`;
    });
    const text = ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n');
    return lines.length * 2 > MOST_EDGES || text.length > MOST_TEXT ? [] : [text];
}
/** Text that means nothing to Mermaid: what may is written as its number. */
function chartText(text) {
    return text.replace(/[^\w ./,:-]/gu, (character) => `#${character.codePointAt(0)};`);
}
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./lib/jobs/plan.js







/** Prints the matrix; starts no process. */
const planJob = (inputs, problems, _, { masked }) => {
    refuse([...problems, ...modeProblems(inputs, unreadOf(problems))]);
    const plan = planMatrix(inputs.platforms, inputs.runners, inputs['fan-out']);
    (0,log/* group */.Os)('Matrix', matrixLines(plan));
    setOutputs(matrixOutputs(plan), masked);
    (0,extras/* addSummary */.S0)(matrixSummary(plan));
};

;// CONCATENATED MODULE: ./lib/main.js












const JOBS = {
    build: buildJob,
    part: buildJob,
    plan: planJob,
    merge: mergeJob,
};
/** Reads the inputs, hides what is secret, and does what the mode says. @returns the exit code */
async function main(env, tools) {
    try {
        const { inputs, problems } = await completeInputs(readInputs(env));
        const masked = hide(inputs, env);
        await (0,errors/* withState */.Q2)(stateAtStart(inputs), () => JOBS[inputs.mode](inputs, problems, env, { ...tools, masked }));
        finish();
        return 0;
    }
    catch (error) {
        if (!(0,errors/* isCancelled */.mm)(error))
            reportFailure(error);
        return 1;
    }
}
/** Masks what is secret, and tells of what will be readable all the same. @returns what is masked */
function hide(inputs, env) {
    const secrets = readSecrets(inputs, env);
    for (const { value } of secrets)
        (0,commands/* setSecret */.Pq)(value);
    const textOf = (input) => env[`INPUT_${input.toUpperCase()}`] ?? '';
    const exposed = exposedCredentials(inputs.mode, textOf, secrets);
    for (const mask of exposed.flatMap(({ value }) => masksOf(value)))
        (0,commands/* setSecret */.Pq)(mask);
    for (const { input, line, what } of exposed)
        (0,commands/* annotate */.fz)('warning', `${input}, line ${line}: ${what} stands here, and may be read by whoever has the image, in its history, labels, annotations or attestations. Give it as a secret (secrets, and RUN --mount=type=secret in the Dockerfile), and replace it if an image was pushed with it.`);
    return [...secrets, ...exposed.map(({ what, value }) => ({ of: what, value }))];
}
/** Post looks for what is half made where it does not know that nothing is: that does no harm. */
function finish() {
    try {
        (0,state/* remember */.kY)('finished', 'true');
    }
    catch (error) {
        (0,commands/* annotate */.fz)('warning', (0,errors/* messageOf */.bD)(error));
    }
}

;// CONCATENATED MODULE: ./lib/entry/main.js





const { env } = process;
const children = createChildren();
const beforeLeaving = leaveOnCancel(children);
const tools = {
    dockerWith: (tries) => (buildx) => (0,docker_docker/* createDocker */.hC)({ buildx, env, children, tries }),
    clock: (0,retry/* clockOf */.ie)(env),
    beforeLeaving,
};
void main(env, tools).then((code) => {
    process.exitCode = code;
});

