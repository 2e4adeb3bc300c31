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

/***/ 31421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

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
/* harmony export */   Hn: () => (/* binding */ isTrue),
/* harmony export */   IY: () => (/* binding */ isNo),
/* harmony export */   MF: () => (/* binding */ parseTyped),
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   eC: () => (/* binding */ withoutSpaces),
/* harmony export */   gb: () => (/* binding */ nameAndValue),
/* harmony export */   nL: () => (/* binding */ quoteField),
/* harmony export */   vB: () => (/* binding */ parseAttributes)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25175);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


function fieldsOf(value) {
    const fields = csvFields(value);
    if (fields !== undefined)
        return fields.map((field) => field.trim());
    const quoted = value.replace(/(?<=^|,)([^",=]+=)"([^"]*)"(?=,|$)/g, '"$1$2"');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${value}" has an unclosed quote, or a quote inside a field.`, csvFields(quoted) === undefined
        ? 'Quote a whole field, as in type=image,"name=a,b", or remove them.'
        : `Quotes must enclose a whole field: write ${quoted}, or remove them.`);
}
function csvFields(value) {
    try {
        const [fields = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(value, { relax_column_count: true, record_delimiter: '\0' });
        return fields;
    }
    catch (error) {
        if (!(error instanceof csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .CsvError */ .J$))
            throw error;
        return undefined;
    }
}
function withoutSpaces(value) {
    const fields = csvFields(value) ?? [];
    const hasSpaces = fields.some((field) => field !== field.trim());
    return hasSpaces ? fields.map((field) => quoteField(field.trim())).join(',') : value;
}
function nameAndValue(text) {
    const equals = text.indexOf('=');
    return equals === -1
        ? { name: text, value: undefined }
        : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}
function parseAttributes(text, example) {
    const fields = fieldsOf(text).map(nameAndValue);
    return Object.fromEntries(fields.map(({ name, value }) => {
        if (name !== '' && value !== undefined)
            return [name, value];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" has a part that is not key=value.`, `Write it as in ${example}.`);
    }));
}
function parseTyped(text, example) {
    const pairs = Object.entries(parseAttributes(text, example));
    const { type = '', ...attributes } = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
    if (type !== '')
        return { type, attributes };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" has no type.`, `Write it as in ${example}.`);
}
function printTyped({ type, attributes }) {
    const fields = Object.entries({ type, ...attributes }).map(([name, value]) => `${name}=${value}`);
    return fields.map(quoteField).join(',');
}
function isYes(value) {
    return value !== undefined && /^(?:1|t|T|true|TRUE|True)$/.test(value);
}
function isNo(value) {
    return value !== undefined && /^(?:0|f|F|false|FALSE|False)$/.test(value);
}
function isTrue(value) {
    return value === '' || isYes(value);
}
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



async function readConfig(text) {
    const { parse, TomlError } = await __nccwpck_require__.e(/* import() */ 292).then(__nccwpck_require__.bind(__nccwpck_require__, 3292));
    try {
        return { text, values: toJsonValues(parse(text, { integersAsBigInt: 'asNeeded' })), mistake: undefined };
    }
    catch (error) {
        if (!(error instanceof TomlError))
            throw error;
        const [, why = error.message] = /^Invalid TOML document: (.*)/.exec(error.message) ?? [];
        return { text, values: undefined, mistake: { line: error.line, why } };
    }
}
const TOML_CURE = 'Correct that line. The format of the configuration: https://docs.docker.com/build/buildkit/toml-configuration/';
function toJsonValues(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)));
}
function sameConfig(one, other) {
    if (one?.mistake !== undefined || other?.mistake !== undefined)
        return undefined;
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(normalise(one?.values ?? {}), normalise(other?.values ?? {}));
}
function normalise(value, path = []) {
    if (Array.isArray(value))
        return value.map((each) => normalise(each, path));
    if (typeof value === 'string' && isCopiedPath(path))
        return value.slice(value.lastIndexOf('/') + 1);
    if (typeof value !== 'object' || value === null)
        return value;
    const members = Object.entries(value).map(([name, each]) => [name, normalise(each, [...path, name])]);
    return Object.fromEntries(members.filter(([, each]) => !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(each, {})));
}
function isCopiedPath(path) {
    return path[0] === 'registry' && ['ca', 'key', 'cert'].includes(path.at(-1) ?? '');
}
function registryHosts(config) {
    const registries = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(config?.values, 'registry');
    if (typeof registries !== 'object' || registries === null)
        return [];
    return Object.entries(registries).flatMap(([host, settings]) => {
        const http = booleanOf(settings, 'http');
        const insecure = booleanOf(settings, 'insecure');
        const ca = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(settings, 'ca').filter((path) => typeof path === 'string');
        const keypairs = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(settings, 'keypair')
            .map((pair) => ({ cert: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(pair, 'cert'), key: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(pair, 'key') }))
            .filter(({ cert, key }) => cert !== '' && key !== '');
        const isSilent = http === undefined && insecure === undefined && ca.length + keypairs.length === 0;
        const files = {
            ca: ca.length === 0 ? undefined : ca,
            keypairs: keypairs.length === 0 ? undefined : keypairs,
        };
        return isSilent ? [] : [{ host, http, insecure, ...files }];
    });
}
function hostsOf({ fromInputs, byDefault, ofBuilder }) {
    const isDefault = ofBuilder === undefined || sameConfig(byDefault, ofBuilder) === true;
    return registryHosts(fromInputs ?? (isDefault ? byDefault : ofBuilder));
}
function booleanOf(settings, name) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(settings, name);
    return typeof value === 'boolean' ? value : undefined;
}
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



function parseDriverOption(text) {
    const fields = [];
    for (const field of (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(text)) {
        const before = fields.at(-1) ?? '';
        const { name, value } = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(field);
        const isOption = name !== '' && value !== undefined && (!MAY_CONTAIN_COMMAS.test(before) || (0,_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .isDriverOption */ .Cd)(name));
        if (isOption)
            fields.push(field);
        else if (value === undefined && before.startsWith('env.'))
            fields.push(`${fields.pop()},${field}`);
        else
            throw unreadableOption(text, field, before);
    }
    const options = Object.fromEntries(fields.map((field) => [(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(field).name, (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(field).value ?? '']));
    return { options, text: fields.map(_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteField */ .nL).join(',') };
}
const MAY_CONTAIN_COMMAS = /^(?:env\.|(?:nodeselector|annotations|labels|tolerations)=)/;
function unreadableOption(text, field, before) {
    if (!MAY_CONTAIN_COMMAS.test(before) || field.startsWith('=')) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${text}" has a part that is not key=value.`, 'Write it as in network=host.');
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${field}" in "${text}" is not a driver option.`, `Where it belongs to ${(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(before).name}, quote the whole: ${(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteField */ .nL)(`${before},${field}`)}. Otherwise write it on a separate line.`);
}
function driverOption(name, value) {
    return { options: { [name]: value }, text: (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteField */ .nL)(`${name}=${value}`) };
}
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
const DRIVER_NAMES = ['docker-container', 'docker', 'remote', 'kubernetes', 'cloud'];
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
const REMOTE_ADDRESSES = /^(?:docker-container|kube-pod|npipe|ssh|tcp|unix):\/\//;
const COMMON = {
    isCluster: false,
    endpointCure: 'Write its address, as in tcp://10.0.0.1:1234.',
    takesBuildkitHost: false,
    takesKeyFiles: false,
    needsContextCopy: false,
    grants: false,
};
const CONTAINER_OPTIONS = [
    ...['image', 'network', 'memory', 'memory-swap', 'cpu-period', 'cpu-quota', 'cpu-shares', 'cpuset-cpus'],
    ...['cpuset-mems', 'cgroup-parent', 'restart-policy', 'default-load', 'provenance-add-gha'],
    ...['allow-untrusted-image', 'env'],
];
const KUBERNETES_OPTIONS = [
    ...['image', 'namespace', 'replicas', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
    ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage', 'persistent-volume-claim.requests.storage'],
    ...['rootless', 'schedulername', 'serviceaccount', 'nodeselector', 'annotations', 'labels', 'tolerations'],
    ...['loadbalance', 'qemu.install', 'qemu.image', 'buildkit-root-volume-memory', 'default-load', 'timeout'],
    'env',
];
const REMOTE_OPTIONS = ['servername', 'cacert', 'cert', 'key', 'default-load'];
const CONFIG_INPUTS = ['buildkitd-config', 'buildkitd-config-inline'];
const DRIVERS = {
    'docker-container': {
        isMade: true,
        sharesKernel: true,
        isStarted: true,
        ...COMMON,
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
        ...COMMON,
        endpoint: 'none',
        reports: 'engine',
        refuses: [
            ...['builder-name', 'builder-endpoint', 'builder-platforms', 'append', 'driver-opts'],
            'buildkitd-flags',
            ...CONFIG_INPUTS,
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
        ...COMMON,
        endpoint: 'required',
        addresses: REMOTE_ADDRESSES,
        takesBuildkitHost: true,
        reports: 'endpoint',
        takesKeyFiles: true,
        refuses: ['buildkitd-flags', ...CONFIG_INPUTS, 'keep-state'],
        options: REMOTE_OPTIONS,
        capabilities: EVERYTHING,
    },
    kubernetes: {
        isMade: true,
        sharesKernel: false,
        isStarted: true,
        ...COMMON,
        isCluster: true,
        endpoint: 'none',
        reports: 'other',
        grants: true,
        refuses: ['builder-endpoint', 'keep-state'],
        options: KUBERNETES_OPTIONS,
        capabilities: EVERYTHING,
    },
    cloud: {
        isMade: true,
        sharesKernel: false,
        isStarted: true,
        ...COMMON,
        endpoint: 'required',
        endpointCure: 'Write ORG/NAME of the cloud builder.',
        reports: 'other',
        refuses: [],
        options: [],
        capabilities: EVERYTHING,
    },
};
const DEFAULT_DRIVER = DRIVER_NAMES[0];
function driverNamed(name) {
    return new Map(Object.entries(DRIVERS)).get(name);
}
function isDriverOption(name) {
    return Object.values(DRIVERS).some(({ options }) => options.includes(optionWord(name)));
}
function optionWord(name) {
    return name.startsWith('env.') ? 'env' : name;
}
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
const DEFAULT_SOCKET = 'unix:///var/run/docker.sock';
function engineAddress(endpoint, { context, host, contexts }) {
    const name = endpoint === '' ? context : endpoint;
    if (name === 'default')
        return host || DEFAULT_SOCKET;
    return contexts[name] === '' ? DEFAULT_SOCKET : (contexts[name] ?? name);
}
function isLocalAddress(address) {
    return /^(?:unix|npipe|fd):\/\//.test(address);
}
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
function programOf(command, buildx) {
    const [first, ...rest] = command;
    return first === 'buildx' && buildx.kind === 'standalone' ? [buildx.path, rest] : ['docker', command];
}


/***/ }),

/***/ 55269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dw: () => (/* binding */ withoutOverridden),
/* harmony export */   _U: () => (/* binding */ vainVariables)
/* harmony export */ });
/* unused harmony export VARIABLES */
const VARIABLES = {
    DOCKER_CONFIG: 'honoured',
    DOCKER_AUTH_CONFIG: 'honoured',
    DOCKER_CONTEXT: 'honoured',
    DOCKER_HOST: 'honoured',
    DOCKER_TLS: 'honoured',
    DOCKER_TLS_VERIFY: 'honoured',
    DOCKER_CERT_PATH: 'honoured',
    DOCKER_API_VERSION: 'honoured',
    DOCKER_CUSTOM_HEADERS: 'honoured',
    DOCKER_CLI_HINTS: 'honoured',
    DOCKER_CLI_HOOKS: 'honoured',
    'DOCKER_CLI_OTEL_*': 'honoured',
    DEBUG: 'honoured',
    DOCKER_DEFAULT_PLATFORM: 'reported',
    DOCKER_CONTENT_TRUST: 'reported',
    DOCKER_BUILDKIT: 'reported',
    BUILDX_CONFIG: 'honoured',
    BUILDX_BUILDER: 'neutralised',
    BUILDX_NO_DEFAULT_ATTESTATIONS: 'honoured',
    BUILDX_NO_DEFAULT_OCI_ARTIFACT: 'honoured',
    BUILDX_NO_DEFAULT_LOAD: 'honoured',
    BUILDX_DEFAULT_POLICY: 'honoured',
    BUILDX_GIT_INFO: 'honoured',
    BUILDX_GIT_LABELS: 'honoured',
    BUILDX_GIT_CHECK_DIRTY: 'honoured',
    BUILDX_SEND_GIT_QUERY_AS_INPUT: 'honoured',
    BUILDX_EXPERIMENTAL: 'honoured',
    BUILDX_CPU_PROFILE: 'honoured',
    BUILDX_MEM_PROFILE: 'honoured',
    BUILDX_METADATA_PROVENANCE: 'honoured',
    BUILDX_METADATA_WARNINGS: 'neutralised',
    BUILDKIT_HOST: 'honoured',
    BUILDKIT_NO_CLIENT_TOKEN: 'honoured',
    BUILDKIT_PROGRESS: 'neutralised',
    PROGRESS_NO_TRUNC: 'neutralised',
    BUILDKIT_COLORS: 'neutralised',
    NO_COLOR: 'honoured',
    BUILDKIT_TTY_LOG_LINES: 'honoured',
    TTY_DISPLAY_RATE: 'honoured',
    BUILDKIT_STEP_LOG_MAX_SIZE: 'reported',
    BUILDKIT_STEP_LOG_MAX_SPEED: 'reported',
    'OTEL_*': 'honoured',
    TRACEPARENT: 'honoured',
    TRACESTATE: 'honoured',
    JAEGER_TRACE: 'honoured',
    EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'honoured',
    SOURCE_DATE_EPOCH: 'honoured',
    ACTIONS_CACHE_SERVICE_V2: 'honoured',
    ACTIONS_RUNTIME_TOKEN: 'honoured',
    ACTIONS_RESULTS_URL: 'honoured',
    ACTIONS_CACHE_URL: 'honoured',
    'GITHUB_*': 'honoured',
    'RUNNER_*': 'honoured',
    'AWS_*': 'honoured',
    DOCKER_METADATA_PR_HEAD_SHA: 'honoured',
    DOCKER_METADATA_SHORT_SHA_LENGTH: 'honoured',
    DOCKER_METADATA_ANNOTATIONS_LEVELS: 'honoured',
    DOCKER_METADATA_SET_OUTPUT_ENV: 'reported',
    KUBECONFIG: 'honoured',
    SSH_AUTH_SOCK: 'honoured',
    HTTP_PROXY: 'honoured',
    HTTPS_PROXY: 'honoured',
    NO_PROXY: 'honoured',
    SSL_CERT_FILE: 'honoured',
    SSL_CERT_DIR: 'honoured',
    'SUDO_*': 'honoured',
    WSL_DISTRO_NAME: 'honoured',
};
const REQUESTS = {
    DOCKER_DEFAULT_PLATFORM: {
        value: /./,
        sentence: 'the input platforms decides what is built. Set it there.',
    },
    DOCKER_CONTENT_TRUST: {
        value: /^(?:1|t|true)$/i,
        sentence: 'images are not signed this way. Set sign, or sign the output image in a later step.',
    },
    DOCKER_METADATA_SET_OUTPUT_ENV: {
        value: /^(?:1|t|true)$/i,
        sentence: 'names, labels and annotations are outputs of this step. Use those.',
    },
    DOCKER_BUILDKIT: {
        value: /^(?:0|f|false)$/i,
        sentence: 'images are built by BuildKit. Remove it.',
    },
    BUILDKIT_STEP_LOG_MAX_SIZE: ofDaemon('BUILDKIT_STEP_LOG_MAX_SIZE'),
    BUILDKIT_STEP_LOG_MAX_SPEED: ofDaemon('BUILDKIT_STEP_LOG_MAX_SPEED'),
};
function ofDaemon(name) {
    return {
        value: /./,
        sentence: `it is read by the daemon of the builder. Set env.${name} in driver-opts of a managed builder.`,
    };
}
function vainVariables(env, namesPlatforms) {
    return Object.entries(REQUESTS)
        .filter(([name, { value }]) => value.test(env[name] ?? ''))
        .filter(([name]) => name !== 'DOCKER_DEFAULT_PLATFORM' || !namesPlatforms)
        .map(([name, { sentence }]) => `${name}=${env[name]} has no effect: ${sentence}`);
}
const KEPT_VARIABLES = ['DOCKER_CONTENT_TRUST'];
function withoutOverridden(env) {
    const dropped = Object.entries(VARIABLES).filter(([name, is]) => is !== 'honoured' && !KEPT_VARIABLES.includes(name));
    const names = new Set(dropped.map(([name]) => name));
    return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)));
}


/***/ }),

/***/ 85100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ numbersOf),
/* harmony export */   t: () => (/* binding */ isOlder)
/* harmony export */ });
function isOlder(version, than) {
    const [one, other] = [numbersOf(version), numbersOf(than)];
    if (one === undefined || other === undefined)
        return false;
    const at = one.findIndex((number, index) => number !== other[index]);
    return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}
function numbersOf(version) {
    const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d])/.exec(version);
    const numbers = found?.slice(1).map((number) => Number(number ?? 0));
    return numbers?.some((number) => number > 0) ? numbers : undefined;
}


/***/ }),

/***/ 18316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ limiter),
/* harmony export */   _: () => (/* binding */ mapConcurrent)
/* harmony export */ });
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

/***/ 57486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ textIn),
/* harmony export */   w: () => (/* binding */ namesIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);

function textIn(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
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


/***/ }),

/***/ 62279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ distinctBy)
/* harmony export */ });
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





const LIMIT_MS = {
    question: 30_000,
    removal: 5 * 60_000,
    start: 5 * 60_000,
    transfer: 10 * 60_000,
};
const TIMED_OUT = 124;
function createDocker(settings) {
    return {
        buildx: settings.buildx,
        env: settings.env,
        tries: settings.tries ?? (0,_tries_js__WEBPACK_IMPORTED_MODULE_0__/* .createTries */ .Us)(0),
        logins: settings.logins ?? [],
        with: ({ env, logins }) => createDocker({ ...settings, env: { ...settings.env, ...env }, logins }),
        run: (args, limitMs = LIMIT_MS.question) => run(settings, args, limitMs),
        stream: (args, options) => stream(settings, args, options),
        capture: (args, limitMs) => capture(settings, args, limitMs),
        runCredentialHelper: (name, server, limitMs = LIMIT_MS.question) => runCredentialHelper(settings, { name, server, limitMs }),
        runGit: (folder, args) => runGit(settings, ['-C', folder, ...NO_MONITOR, ...args]),
    };
}
const OUTPUT_LIMIT = 16 << 20;
async function run(settings, args, limitMs) {
    const [stdout, stderr] = [keepBytes(OUTPUT_LIMIT), keepBytes(OUTPUT_LIMIT)];
    const outputs = { onStdout: stdout.push, onStderr: stderr.push };
    const { code, late } = await runCommand(settings, args, { ...outputs, limitMs });
    return { code, stdout: stdout.bytes().toString(), stderr: [stderr.bytes().toString(), ...late].join('\n') };
}
const TAIL_LINES = 200;
async function stream(settings, args, { onText, onLine, onStdout, tapStdout, ...options }) {
    const kept = (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .lastLines */ .w$)(TAIL_LINES, onLine);
    let isBehind = false;
    const take = (text) => {
        kept.push(text);
        isBehind = onText?.(text) === false;
    };
    const [out, err] = [(0,_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .textPieces */ .Vk)(take), (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .textPieces */ .Vk)(take)];
    const { code, late } = await runCommand(settings, args, {
        ...options,
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
        const end = await children.run({ program, args, env: { ...(0,_buildx_variables_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutOverridden */ .Dw)(env), ...more }, ...outputs });
        return end.isTimedOut
            ? { code: TIMED_OUT, late: [lateLine(command, outputs.limitMs)] }
            : { code: end.code, late: [] };
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Cancelled */ .cJ ? error : startFailure(error);
    }
}
function lateLine(command, limitMs = 0) {
    const flag = command.findIndex((word) => word.startsWith('-'));
    const name = ['docker', ...command.slice(0, flag === -1 ? undefined : flag)].join(' ');
    const time = limitMs < 120_000 ? `${limitMs / 1_000} seconds` : `${limitMs / 60_000} minutes`;
    return `${name} did not end within ${time}`;
}
const LOGIN_LIMIT = 64 << 10;
async function runCredentialHelper({ env, children }, { name, server, limitMs }) {
    const program = `docker-credential-${name}`;
    const stdout = keepBytes(LOGIN_LIMIT);
    const outputs = { onStdout: stdout.push, onStderr: () => true };
    try {
        const end = await children.run({ program, args: ['get'], env, input: server, limitMs, ...outputs });
        return { code: end.isTimedOut ? TIMED_OUT : end.code, stdout: stdout.bytes().toString() };
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Cancelled */ .cJ ? error : helperStartFailure(program, error);
    }
}
const GIT_LIMIT_MS = 5_000;
const GIT_ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
const NO_MONITOR = ['-c', 'core.fsmonitor=false'];
async function runGit({ env, children }, args) {
    const stdout = keepBytes(OUTPUT_LIMIT);
    const outputs = { onStdout: stdout.push, onStderr: () => true, limitMs: GIT_LIMIT_MS };
    try {
        const end = await children.run({ program: 'git', args, env: { ...env, ...GIT_ENV }, ...outputs });
        return end.isTimedOut || end.code !== 0 || stdout.isCut() ? undefined : stdout.bytes().toString();
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Cancelled */ .cJ)
            throw error;
        return undefined;
    }
}
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
        isCut: () => size > limit,
    };
}
function startFailure(error) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The docker command could not be started: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`, "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and check that it is in PATH.");
}
function helperStartFailure(program, error) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR(`The credential helper ${program}, which docker's config.json names, could not be started: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`, 'Install it in PATH, or remove it from credHelpers and credsStore and log in again.');
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


function dockerFolder(env) {
    return env['DOCKER_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(env['HOME'] || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(), '.docker');
}
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
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   sG: () => (/* binding */ recordRetry),
/* harmony export */   wk: () => (/* binding */ retryCommand)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3102);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2165);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(93188);



function createTries(limit, clock = _retry_js__WEBPACK_IMPORTED_MODULE_0__/* .REAL_CLOCK */ .Ib) {
    const retried = [];
    const note = (next, show = _runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .logLine */ .BP) => {
        retried.push(next);
        show(retriedLine(next));
    };
    return {
        limit,
        clock,
        note: (next) => note(next),
        retryAfterPause: async (next, show) => {
            note(next, show);
            await clock.sleep(next.seconds * 1_000);
        },
        retried: () => retried,
    };
}
function retriedLine({ what, fault, error, remedy, seconds }) {
    return `${what} failed (${fault}): ${error}; ${remedy}${seconds === 0 ? '' : ` in ${seconds} s`}`;
}
const PAUSES = [5, 15, 30];
const MAX_PAUSE = 60;
function pausesOf({ limit }) {
    return Array.from({ length: limit }, (_, done) => 1_000 * usualPause(done));
}
function pauseBefore(done, error) {
    return Math.max(usualPause(done), requestedPause(error));
}
function usualPause(done) {
    return PAUSES[done] ?? PAUSES.at(-1) ?? 0;
}
function requestedPause(error) {
    const [, amount = '0', unit = 's'] = /retry-after:? (\d+(?:\.\d+)?)(ms|\u00b5s|s|m)?/i.exec(error) ?? [];
    return Math.min(Math.ceil(Number(amount) * (UNITS.get(unit) ?? 1)), MAX_PAUSE);
}
const UNITS = new Map([
    ['\u00b5s', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
    ['m', 60],
]);
function persist(tries, what, work, errorOf) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L5)(work, {
        pausesMs: pausesOf(tries),
        failureOf: (result) => errorOf(result) || undefined,
        isTransient: (error) => (0,_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransientClass */ .J)((0,_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .faultOf */ .K)(error)),
        pauseAfter: (error) => 1_000 * requestedPause(String(error)),
        onRetry: recordRetry(tries, what, String),
        clock: tries.clock,
    });
}
function recordRetry({ note }, what, wordsOf) {
    return (error, pauseMs) => {
        const fault = (0,_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .faultOf */ .K)(error) ?? 'connection';
        note({ what, fault, error: oneLine(wordsOf(error)), remedy: 'again', seconds: pauseMs / 1_000 });
    };
}
const ERROR_LIMIT = 400;
function oneLine(error) {
    const line = error.replace(/\s+/g, ' ').trim();
    return line.length > ERROR_LIMIT ? `${line.slice(0, ERROR_LIMIT)}\u2026` : line;
}
function retryCommand(tries, what, command) {
    return persist(tries, what, command, ({ code, tail }) => (code === 0 ? '' : errorIn(tail)));
}
const LAST_LINES = 5;
function errorIn(tail) {
    const start = tail.findLastIndex((line) => line.startsWith('ERROR: '));
    return (start === -1 ? tail.slice(-LAST_LINES) : withoutTrace(tail.slice(start)))
        .join('\n')
        .replace(/^ERROR: /, '');
}
function withoutTrace(lines) {
    const at = lines.findIndex((line, index) => /^\d+ \S+ \S/.test(line) && lines[index + 2]?.startsWith('\t'));
    return at === -1 ? lines : lines.slice(0, at);
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
class InvalidValue extends Error {
    cure;
    constructor(what, cure) {
        super(what);
        this.name = 'InvalidValue';
        this.cure = cure;
    }
}
class Refusal extends Error {
    problems;
    constructor(problems) {
        super(problems.map(problemText).join('\n'));
        this.name = 'Refusal';
        this.problems = problems;
    }
}
class Failure extends Error {
    cure;
    location;
    constructor(what, cure, location) {
        super(what);
        this.name = 'Failure';
        this.cure = cure;
        this.location = location;
    }
}
class Unfinished extends AggregateError {
    state;
    details;
    constructor(errors, state, details = '') {
        super(errors, errors.map(messageOf).join('\n'));
        this.name = 'Unfinished';
        this.state = state;
        this.details = details;
    }
}
async function withState(state, stage) {
    try {
        return await stage();
    }
    catch (error) {
        throw stateOf(error) === undefined ? new Unfinished([error], state) : error;
    }
}
function stateOf(error) {
    if (error instanceof Unfinished)
        return error.state;
    if (!(error instanceof AggregateError))
        return undefined;
    return error.errors.map(stateOf).find((state) => state !== undefined);
}
class Cancelled extends Error {
    constructor() {
        super('The job was cancelled.');
        this.name = 'Cancelled';
    }
}
function isCancelled(error) {
    return error instanceof AggregateError ? error.errors.some(isCancelled) : error instanceof Cancelled;
}
function messageOf(error) {
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return String(message);
}
function problemText(problem) {
    const line = problem.line === undefined ? '' : `, line ${problem.line}`;
    return `${problem.input}${line}: ${problem.what} ${problem.cure}`;
}


/***/ }),

/***/ 77487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ readEvent),
/* harmony export */   r: () => (/* binding */ readPayload)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(16413);
/* harmony import */ var _switches_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(91399);



function readEvent(env) {
    const payload = readPayload(env['GITHUB_EVENT_PATH']);
    const onTag = env['GITHUB_REF_TYPE'] === 'tag';
    const base = env['GITHUB_BASE_REF'] || stripHeads((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'merge_group', 'base_ref'));
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'merge_group', 'base_ref') === '' ? env['GITHUB_REF_NAME'] : base;
    return {
        branch: onTag ? '' : env['GITHUB_HEAD_REF'] || own || '',
        base: base ?? '',
        defaultBranch: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'repository', 'default_branch'),
        onTag,
        name: env['GITHUB_EVENT_NAME'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        about: aboutCommit(env, payload),
        fork: isFork(payload),
        actor: env['GITHUB_ACTOR'] ?? '',
        ...readRepository(env, payload),
        noDefaultAttestations: (0,_switches_js__WEBPACK_IMPORTED_MODULE_2__/* .readSwitch */ .h)('BUILDX_NO_DEFAULT_ATTESTATIONS', env),
    };
}
function memberOf(...path) {
    return `\${{ ${['github', 'event', ...path].join('.')} }}`;
}
function commitOf(what, ...path) {
    return (payload) => ({ sha: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, ...path), what, ref: memberOf(...path) });
}
const COMMIT_READERS = new Map([
    ['workflow_run', commitOf('the run that this one follows', 'workflow_run', 'head_sha')],
    ['check_run', commitOf('the check', 'check_run', 'head_sha')],
    ['check_suite', commitOf('the checks', 'check_suite', 'head_sha')],
    ['status', commitOf('the status', 'sha')],
    ['pull_request_target', commitOf('the pull request', 'pull_request', 'head', 'sha')],
    [
        'issue_comment',
        (payload) => {
            if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'issue'), 'pull_request') === undefined)
                return undefined;
            const ref = `refs/pull/${memberOf('issue', 'number')}/head`;
            return { sha: '', what: 'the pull request that was commented on', ref };
        },
    ],
    [
        'release',
        (payload, ref) => {
            const tag = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'release', 'tag_name');
            if (tag === '' || ref === `refs/tags/${tag}`)
                return undefined;
            return { sha: '', what: `the release ${tag}`, ref: memberOf('release', 'tag_name') };
        },
    ],
]);
function aboutCommit(env, payload) {
    const about = COMMIT_READERS.get(env['GITHUB_EVENT_NAME'] ?? '')?.(payload, env['GITHUB_REF'] ?? '');
    return payload === undefined ? undefined : about;
}
function readSha(env, payload) {
    const head = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'pull_request', 'head', 'sha');
    const wantsHead = (0,_switches_js__WEBPACK_IMPORTED_MODULE_2__/* .readSwitch */ .h)('DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF', env);
    return wantsHead && head !== '' ? head : (env['GITHUB_SHA'] ?? '');
}
function readRepository(env, payload) {
    const server = env['GITHUB_SERVER_URL'] || 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const run = `${server}/${repository}/actions/runs/${env['GITHUB_RUN_ID']}/attempts/${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
    return {
        server,
        api: env['GITHUB_API_URL'] ?? '',
        repository,
        sha: readSha(env, payload),
        isPrivate: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'repository'), 'private') === true,
        isPublic: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'repository', 'visibility') === 'public',
        runUrl: env['GITHUB_RUN_ID'] ? run : '',
        runId: env['GITHUB_RUN_ID'] ?? '',
        isRunIdShared: Boolean(env['ACT']) && env['GITHUB_RUN_ID'] === '1',
        isAct: Boolean(env['ACT']),
        job: env['GITHUB_JOB'] ?? '',
        attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
    };
}
function isFork(payload) {
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(payload, 'repository', 'full_name');
    const pull = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'pull_request');
    if (pull !== undefined)
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(pull, 'head', 'repo', 'full_name') !== own;
    const earlier = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .field */ .ZZ)(payload, 'workflow_run');
    return earlier !== undefined && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(earlier, 'head_repository', 'full_name') !== own;
}
function readPayload(path) {
    if (!path)
        return undefined;
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
function stripHeads(ref) {
    return ref.replace(/^refs\/heads\//, '');
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
/* harmony import */ var _disk_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(57486);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(16413);




function readJob() {
    return processOf(process.ppid === 0 ? 1 : process.ppid);
}
function readSelf() {
    return processOf(process.pid);
}
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
    return isRunning(job.pid) && job.started === now.started ? 'runs' : 'gone';
}
function processOf(pid) {
    return {
        pid,
        started: ((0,_disk_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r)(`/proc/${pid}/stat`) ?? '').replace(/^.*\) /s, '').split(' ')[19] ?? '',
        boot: ((0,_disk_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r)('/proc/sys/kernel/random/boot_id') ?? '').trim(),
        host: (0,node_os__WEBPACK_IMPORTED_MODULE_1__.hostname)(),
        namespace: linkOf('/proc/self/ns/pid'),
    };
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(error, 'code') === 'EPERM';
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

/***/ 91399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ unclearSwitches),
/* harmony export */   h: () => (/* binding */ readSwitch)
/* harmony export */ });
/* harmony import */ var _buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8819);

const DEFAULTS = {
    BUILDX_NO_DEFAULT_ATTESTATIONS: false,
    DOCKER_BUILD_CHECKS_ANNOTATIONS: true,
    DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: false,
    DOCKER_METADATA_PR_HEAD_SHA: false,
};
function readSwitch(name, env) {
    const value = env[name];
    return DEFAULTS[name] ? !(0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isNo */ .IY)(value) : (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isYes */ .AX)(value);
}
function unclearSwitches(env) {
    return Object.keys(DEFAULTS).flatMap((name) => {
        const value = env[name] ?? '';
        return value === '' || (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isYes */ .AX)(value) || (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isNo */ .IY)(value) ? [] : [{ name, value }];
    });
}


/***/ }),

/***/ 3102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ isTransientClass),
/* harmony export */   K: () => (/* binding */ faultOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(16413);

const TRANSIENT = new Set([
    'connection',
    'server error',
    'rate limit',
    'corrupted',
    'not yet consistent',
    'stalled',
    'unknown host',
]);
function isTransientClass(fault) {
    return fault !== undefined && TRANSIENT.has(fault);
}
const SIGNS = [
    { sign: /^.*process did not complete.*context canceled/m, fault: 'builder gone' },
    {
        sign: /exit code: 137\b|signal: killed|cannot allocate memory|\boom-?kill|\bout of memory\b/i,
        fault: 'memory',
    },
    {
        sign: /no space left on device|disk quota exceeded|ENOSPC|EDQUOT|507 Insufficient|answers 507\b/,
        fault: 'disk full',
    },
    { sign: /process did not complete|executor failed running/, fault: 'step' },
    {
        sign: /error reading from server: EOF|error reading server preface|transport is closing|closing transport|Cannot connect to the Docker daemon|failed to connect to the docker API|error during connect|failed to receive status|(?:buildkitd|containerd)\.sock|No such container|container \S* ?is not running|no builder .* found|no such job/i,
        fault: 'builder gone',
    },
    {
        sign: /429 Too Many|toomanyrequests|too many requests|rate ?limit|(?:answers|error:|status:?) 429\b|Throttling|quota metric|\bSlowDown\b|ServerBusy|HTTP 429 response/i,
        fault: 'rate limit',
    },
    {
        sign: /exceed the configured upper limit|quota[\w ]* exceeded|exceed\w* [\w ]*quota|(?:repository|repositories|storage|plan) limit (?:was )?(?:reached|exceeded)|contains \d+ repositories, limit is|402 Payment|answers 402\b/i,
        fault: 'quota',
    },
    {
        sign: /": Forbidden$|\b451 Unavailable|answers 451\b|is not allowed access|\/acr\/firewall|\bIP\b[^;]* (?:is|are) (?:not (?:allowed|permitted|authorized|in)|blocked|denied)|(?:blocked|denied) by [\w ]*(?:firewall|network)/im,
        fault: 'blocked',
    },
    {
        sign: /blob[ _]upload[ _](?:unknown|invalid)(?!.*does not allow updating)|\/blobs\/uploads\/[^\s:][^\s]*: (?:404|416)\b|\/blobs\/sha256:\S+ cannot be updated|"(?:Pending|Scheduled|Running)" status of vulnerability scanning|cannot get the image severity/i,
        fault: 'not yet consistent',
    },
    {
        sign: /cannot be (?:overwritten|updated)|does not allow updating|(?:is|as|are) immutable|immutab(?:le tags?\b|ility)|tag .*already exists/i,
        fault: 'immutable',
    },
    {
        sign: /cannot be pulled due to configured policy|PROJECT_?POLICY_?VIOLATION|not signed (?:by|in) \w+|blocking policy|is quarantined|412 Precondition|answers 412\b/i,
        fault: 'policy',
    },
    {
        sign: /permissions? to delete\/overwrite|403 Forbidden\b.*manifest ?_?invalid|answers 403 MANIFEST_INVALID|manifest ?_?invalid.*403 Forbidden/is,
        fault: 'refused',
    },
    {
        sign: /blob unknown|unknown manifest class|Invalid parameter at 'ImageManifest'|manifest ?_?invalid|(?:unsupported|unknown|invalid|disallowed)[ _](?:manifest )?(?:media ?type|content ?type)|media ?type .*(?:not (?:supported|allowed)|unsupported)|415 Unsupported/i,
        fault: 'unsupported',
    },
    {
        sign: /HTTP 5\d\d response|": (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)$|\b5(?:00 Internal|02 Bad Gateway|03 Service|04 Gateway)|(?:status|request)\b.*: 5(?:0[0234]|2\d)\b|(?:answers|error:|status:?) 5(?:0[0234]|2\d)\b/im,
        fault: 'server error',
    },
    { sign: /HTTP 408 response|\b(?:408 Request|421 Misdirected|425 Too Early)/i, fault: 'connection' },
    {
        sign: /text\/html|invalid character '<'|<!doctype|<html|no Host in request URL|content descriptor \S+ \(application\/json\)/i,
        fault: 'no registry',
    },
    {
        sign: /405 Method Not|answers 405\b|failed to push \S+: unsupported\b|read[- ]only mode|system is currently read[- ]only|pushes to the registry are currently disabled/i,
        fault: 'read only',
    },
    {
        sign: /invalid status response 416|could not fetch content descriptor .* not found|content at \S+\/(?:blobs\/|manifests\/sha256:)\S+ not found|\b(?:blob|content) sha256:\S+ not found|\/blobs\/(?!uploads\/)\S+: 404 Not Found/,
        fault: 'content gone',
    },
    {
        sign: /unexpected commit digest|failed size validation|short read|digest mismatch|filesystem layer verification failed|gzip: invalid|unexpected EOF|(?:digest|size)[ _]invalid|did not match (?:uploaded )?content|GET request to \S+: 416\b|reports content size of zero/i,
        fault: 'corrupted',
    },
    {
        sign: /x509:|certificate (?:signed by|has expired|verify failed)|HTTP response to HTTPS client|does not look like a TLS handshake|tls: (?:certificate required|bad certificate|unknown certificate)|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_(?:HAS_EXPIRED|NOT_YET_VALID|ALTNAME_INVALID)|ALERT_(?:\w+_)?(?:CERTIFICATE|UNKNOWN_CA)|SSL routines:\w*:(?:wrong version number|packet length too long)/,
        fault: 'untrusted',
    },
    {
        sign: /does not know yet|409 Conflict|answers 409\b/i,
        fault: 'not yet consistent',
    },
    { sign: /413 (?:Request|Payload|Content)|(?:Entity|Payload|Content) Too Large/i, fault: 'too large' },
    {
        sign: /no such host|Could not resolve host|(?:Name or service|nodename nor servname provided, or) not known|ENOTFOUND/,
        fault: 'unknown host',
    },
    {
        sign: /incorrect username or password|invalid username|token .*(?:expired|revoked|not valid)|cannot be authenticated|bad credentials/i,
        fault: 'stale login',
    },
    {
        sign: /\b(?:401 Unauthorized|403 Forbidden)|Proxy Authentication Required|(?:answers|error:|status:?) 40[137]\b|\bunauthorized\b|authorization failed|insufficient[_ ]scope|(?:access|resource is|AuthorizationFail\w*|requested) ?denied|AccessDenied|permission_denied|no basic auth credentials|(?:^|: )(?:denied|forbidden)\b|could not read (?:Username|Password)|Permission denied \(publickey|Authentication failed/im,
        fault: 'refused',
    },
    {
        sign: /connection (?:reset|refused|timed out)|broken pipe|i\/o timeout|TLS handshake timeout|(?:deadline|timeout|Timeout) exceeded|network is unreachable|no route to host|cannot assign requested address|closed network connection|closed pipe|closed idle connection|client connection lost|http2: |stream error: |GOAWAY|server misbehaving|[Tt]emporary failure in name resolution|no answer from DNS server|lookup \S+: Try again|tls: (?:bad record MAC|internal error)|cannot reuse body|: no response\b|maximum timeout reached|early EOF|hung up|E(?:CONN(?:RESET|REFUSED|ABORTED)|AI_AGAIN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|ADDRNOTAVAIL)\b|ERR_STREAM_PREMATURE_CLOSE|\bEOF\b/,
        fault: 'connection',
    },
    {
        sign: /404 Not Found|410 Gone|(?:manifest|name|repository name)[ _](?:unknown|not known)|repository does not exist|failed to resolve source metadata .*not found/i,
        fault: 'missing',
    },
];
function faultOf(failed) {
    if (typeof failed === 'string')
        return classify(failed);
    const status = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(failed, 'status');
    const said = [(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(failed, 'code'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(failed, 'reason'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(failed, 'message')].join(' ');
    return classify(said) ?? (typeof status === 'number' ? faultOfStatus(status) : undefined);
}
function classify(error) {
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
        case 410:
            return 'missing';
        case 405:
            return 'read only';
        case 408:
        case 421:
        case 425:
            return 'connection';
        case 412:
            return 'policy';
        case 413:
            return 'too large';
        case 415:
            return 'unsupported';
        case 429:
            return 'rate limit';
        case 507:
            return 'disk full';
        default:
            return status >= 500 && status !== 501 && status !== 505 ? 'server error' : undefined;
    }
}


/***/ }),

/***/ 7940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ parseAnnotation),
/* harmony export */   o: () => (/* binding */ textWithLevel)
/* harmony export */ });
/* harmony import */ var _buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8819);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(94325);



const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor'];
function textWithLevel({ text, pair }) {
    return text === pair ? `manifest:${pair}` : text;
}
function parseAnnotation(text) {
    const { name, value } = (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .nameAndValue */ .gb)(text);
    if (value === undefined || name === '' || name.endsWith(':') || name.startsWith('"'))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not an annotation.`, 'Write key=value or index:key=value.');
    const colon = name.indexOf(':');
    const pair = text.slice(colon + 1);
    if (colon === -1)
        return { text, pair, places: [{ level: 'manifest', platform: undefined }], isOffered: false };
    const parts = name.slice(0, colon).split(',');
    const levels = parts.map((part) => part.replace(/\[[^\]]*\]$/, ''));
    const unknown = levels.find((level) => !LEVELS.includes(level));
    if (unknown !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${unknown}" in "${text}" is not a level.`, `Levels are ${LEVELS.join(', ')}.`);
    }
    const places = parts.map((part, index) => ({
        level: levels[index] ?? '',
        platform: part.includes('[') ? (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL)(part.slice(part.indexOf('[') + 1, -1)) : undefined,
    }));
    return { text, pair, places, isOffered: false };
}


/***/ }),

/***/ 3593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jz: () => (/* binding */ optionalBoolean),
/* harmony export */   QS: () => (/* binding */ parseOrComplain),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Uq: () => (/* binding */ value),
/* harmony export */   ld: () => (/* binding */ items),
/* harmony export */   mU: () => (/* binding */ assignment),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25175);
/* harmony import */ var _buildx_attributes_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8819);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);



const text = (value) => value.trim();
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
const optionalBoolean = (input, complain) => input.trim() === '' ? undefined : boolean(false)(input, complain);
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
function list(item, rules) {
    return (value, complain) => items(value, rules, complain).flatMap(({ text, line }) => {
        const parsed = parseOrComplain(() => item(text), complain, line);
        return parsed === undefined ? [] : [parsed];
    });
}
function value(parseValue, empty) {
    return (input, complain) => {
        const value = input.trim();
        return value === '' ? empty : (parseOrComplain(() => parseValue(value), complain) ?? empty);
    };
}
function assignment(item) {
    const { name, value } = (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_1__/* .nameAndValue */ .gb)(item);
    if (name.trim() === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${item}" has no name before the =.`, 'Write NAME=value.');
    const hasOpenQuote = name.split('"').length % 2 === 0;
    if (hasOpenQuote || (value === undefined && /[\s"]|^[^\p{L}\p{N}_]+$/u.test(name))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidValue */ .h6(`"${item}" does not begin with a name.`, 'Write NAME=value; enclose a value of several lines in quotes, together with its name.');
    }
    return item;
}
function orList(words) {
    return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
function parseOrComplain(parseItem, complain, line) {
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
function items(text, rules, complain) {
    const found = [];
    let line = 1;
    for (let at = 0; at < text.length;) {
        const { items: texts = [], mistake, end } = readItems(text, at, rules);
        found.push(...texts.map((item) => ({ text: item, line })));
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
    what: 'a quoted item contains further quotes.',
    cure: 'Double each of them, or remove those around the item: without them it is taken verbatim.',
};
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
        const mistake = quoteMistake(item, rules);
        if (mistake !== undefined)
            return { mistake, end };
    }
    if (!rules.commas)
        return { items: [rules.verbatim ? row : item], end };
    const fields = item.includes('"') ? fieldsOfRow(item) : [item];
    return fields === undefined ? { mistake: UNCLOSED, end } : { items: fields.flatMap(splitAtCommas), end };
}
function quoteMistake(item, { verbatim }) {
    if (item.split('"').length % 2 === 0)
        return UNCLOSED;
    return item.endsWith('"') && !verbatim ? UNDOUBLED : undefined;
}
const FIELD = /(?:"((?:[^"]|"")*)"[^\S\n]*|([^",\n]*))(,|\n|$)/y;
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
    const item = verbatim ? whole : others.length === 0 ? whole.trimStart() : whole.trim();
    return { items: item.trim() === '' ? [] : [item], end: FIELD.lastIndex };
}
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




function readPatternMap(entries, map, platforms, complain) {
    const items = entries.flatMap((entry) => readEntry(entry, map, complain));
    for (const complaint of patternProblems(items, platforms ?? []))
        complain(complaint);
    return items;
}
function readEntry(entry, { form, keys, read }, complain) {
    const { key, line } = entry;
    if (keys.some((known) => known === key)) {
        complain({ line, what: `"${key}" is a key, but a platform is expected here.`, cure: form });
        return [];
    }
    if (/^[\s,]*$/.test(key))
        complain({ line, what: 'there is no platform before the colon.', cure: form });
    const patterns = (0,_parsers_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(_platforms_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePattern */ .EY, { commas: true })(key, (complaint) => complain({ ...complaint, line }));
    const item = read(entry, complain);
    return item === undefined ? [] : [{ ...item, patterns, line }];
}
function patternProblems(items, platforms) {
    const named = items.flatMap(({ patterns, line }) => patterns.map((pattern) => ({ pattern, line })));
    return named.flatMap(({ pattern, line }, index) => {
        const first = named.findIndex((other) => other.pattern.text === pattern.text);
        if (first < index) {
            const what = `"${pattern.text}" occurs twice, first on line ${named[first]?.line}.`;
            return [{ line, what, cure: 'Put all of its settings into one of the two.' }];
        }
        if (platforms.length === 0 || platforms.some((platform) => (0,_platforms_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .matches */ .cK)(pattern, platform)))
            return [];
        const names = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .distinctPlatforms */ .PC)(platforms).map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatform */ .Lg).join(', ');
        const what = `"${pattern.text}" is not among the platforms that are built: ${names}.`;
        const cure = pattern.platform === undefined ? 'Correct the pattern' : 'Add it to platforms';
        return [{ line, what, cure: `${cure}, or remove its settings.` }];
    });
}
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

const PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(`|\$(?:\w+|[{('@*#?$!-]))|(\$|[^\s'"\\|&;<>()`$]+)|([\s\S])/g;
const REPLACED = /\\[\s\S]|(`|\$(?:\w+|[{(@*#?$!-]))/g;
function splitWords(text) {
    const words = [];
    let word;
    let isLineOver = false;
    for (const piece of text.matchAll(PIECE)) {
        const [whole, blanks] = piece;
        if (whole === '\\\n')
            continue;
        if (blanks === undefined) {
            if (isLineOver)
                throw new errors/* InvalidValue */.h6('it has several lines, which would be several commands.', TO_SHELL);
            word = (word ?? '') + characters(piece, word === undefined && isShellOption(words.at(-1)));
            continue;
        }
        if (word !== undefined)
            words.push(word);
        word = undefined;
        isLineOver = words.length > 0 && (isLineOver || blanks.includes('\n'));
    }
    return word === undefined ? words : [...words, word];
}
const TO_SHELL = `Quote it, or run it with a shell of the image, as in sh -c 'app --version | grep 1'.`;
function isShellOption(word = '') {
    return /^-\w*c$/.test(word);
}
const TO_QUOTE = `Put it into single quotes if it is literal text, or run it with a shell of the image, as in sh -c 'echo $HOME'.`;
function characters([whole, , single, double, escaped, replaced, plain], isScript) {
    const literal = single ?? escaped ?? plain;
    if (literal !== undefined)
        return literal;
    const inside = isScript ? [] : (double ?? '').matchAll(REPLACED);
    const expansion = replaced ?? [...inside].find(([, name]) => name !== undefined)?.[1];
    if (expansion !== undefined)
        throw new errors/* InvalidValue */.h6(`there is no shell to interpret the ${expansion} in it.`, TO_QUOTE);
    if (double !== undefined)
        return double.replace(/\\([$`"\\\n])/g, (_, next) => (next === '\n' ? '' : next));
    if (whole === '\\')
        throw new errors/* InvalidValue */.h6('it ends with a backslash.', 'Remove it, or write \\\\.');
    if (whole === '"' || whole === "'") {
        const cure = `Close it; write a literal quote as \\${whole}.`;
        throw new errors/* InvalidValue */.h6(`the quote ${whole} is not closed.`, cure);
    }
    throw new errors/* InvalidValue */.h6(`there is no shell to interpret the ${whole} in it.`, TO_SHELL);
}

// EXTERNAL MODULE: ./lib/inputs/yaml.js
var yaml = __nccwpck_require__(23758);
;// CONCATENATED MODULE: ./lib/inputs/smoke-test.js







const KEYS = ['command', 'expect', 'exit-code', 'timeout', 'entrypoint', 'network'];
const FORM = 'Write one command, auto, or a command for each platform, as in "linux/arm64: app --version", or "command: app --version" below the platform.';
const QUOTES_CURE = 'Write a text; one that begins with [, {, &, *, ! or @ needs quotes.';
const WORDS_CURE = 'Separate the words by spaces, as in uname -m; quotes keep a word together.';
const PROGRAM_CURE = 'If this is the name of a program, write it after "command:", below a platform.';
const EXPECT_FLAGS = 'm';
const TIMEOUT_LIMIT = 3_600;
const NO_EXPECTATIONS = { expect: undefined, 'exit-code': undefined, timeout: undefined, network: '' };
async function readSmokeTests(source, platforms, complain) {
    if (!isMap(source))
        return readCommand(source, complain);
    const tree = await (0,yaml/* readYaml */.gM)(source, complain);
    if (tree === undefined)
        return [];
    if (tree.kind !== 'map') {
        complain({ line: tree.line, what: 'this is neither a command nor a map of platforms.', cure: FORM });
        return [];
    }
    return (0,pattern_map/* readPatternMap */.vN)(tree.entries, { form: FORM, keys: KEYS, read: readTest }, platforms, complain);
}
function readCommand(source, complain) {
    const lines = source.split('\n');
    const first = lines.findIndex((text) => !/^\s*(?:#|$)/.test(text));
    if (first === -1)
        return [];
    const isOnlyLine = first === 0 && !source.trim().includes('\n');
    const parse = (0,parsers/* value */.Uq)(parseCommand, undefined);
    const run = parse(lines.slice(first).join('\n'), (complaint) => complain(isOnlyLine ? complaint : { ...complaint, line: first + 1 }));
    return run === undefined
        ? []
        : [{ ...NO_EXPECTATIONS, patterns: [(0,pattern/* parsePattern */.EY)('*')], run, line: first + 1 }];
}
function isMap(source) {
    const lines = source.split('\n').map((line) => line.trim());
    const first = lines.find((line) => line !== '' && line !== '---' && !line.startsWith('#')) ?? '';
    return /^\{|^(["']?)[^\s"',:]+(?:\s*,\s*[^\s"',:]+)*\1\s*:(?:\s|$)/.test(first);
}
function readTest({ key, value: tree, line }, complain) {
    if (tree.kind === 'list') {
        complain({ line, what: `"${key}" has a list, but a command is a single string.`, cure: WORDS_CURE });
        return undefined;
    }
    if (tree.kind === 'map')
        return readKeys(tree.entries, complain);
    if (tree.text.trim() === '') {
        complain({ line, what: `"${key}" has no command.`, cure: FORM });
        return undefined;
    }
    return { ...NO_EXPECTATIONS, run: (0,pattern_map/* parseText */.r4)(tree, (0,parsers/* value */.Uq)(parseShort, undefined), complain) };
}
function readKeys(entries, complain) {
    const rules = { keys: KEYS, owner: 'a smoke test', quotes: QUOTES_CURE };
    const { entryOf, parsed } = (0,pattern_map/* openKeys */.hU)(entries, rules, complain);
    const one = (name, parse) => parsed(name, (0,parsers/* value */.Uq)(parse, undefined));
    const entrypoint = one('entrypoint', (text) => text) ?? '';
    const test = {
        run: one('command', (text) => parseRun(text, entrypoint)) ?? entrypointAlone(entrypoint),
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
    for (const problem of [...spaceProblems(entryOf('entrypoint')), ...emptyProblems(entryOf('expect'))])
        complain(problem);
    return test;
}
function spaceProblems(entry) {
    if (entry?.value.kind !== 'text' || !/\S\s+\S/.test(entry.value.text))
        return [];
    const what = `"${entry.value.text.trim()}" has a space, but entrypoint is a single program.`;
    const cure = 'Move the rest to command. A program with a space in its name also belongs there, in quotes.';
    return [{ line: entry.line, what, cure }];
}
function emptyProblems(entry) {
    if (entry?.value.kind !== 'text' || entry.value.isMissing || entry.value.text.trim() !== '')
        return [];
    const cure = 'Write what it must print, or remove expect.';
    return [{ line: entry.line, what: 'expect is empty, which matches every output.', cure }];
}
const NOT_WITH_AUTO = ['entrypoint', 'expect', 'exit-code'];
function uselessWithAuto(name) {
    const what = `${name} has no effect with the command auto, which knows the right output.`;
    return { what, cure: `Remove ${name}, or write a command of your own.` };
}
function entrypointAlone(entrypoint) {
    return entrypoint === '' ? undefined : { kind: 'command', entrypoint, words: [] };
}
function parseCommand(text) {
    if (/^-\s/.test(text)) {
        const cure = 'Remove the dashes, as in "linux/arm64: app --version", and write one platform per line.';
        throw new errors/* InvalidValue */.h6('this is a list.', cure);
    }
    const [, names = '', colon = ''] = /^["']?([^\s"',:]+(?:\s*,\s*[^\s"',:]+)*)["']?\s*(:?)/.exec(text) ?? [];
    if (!names.split(',').some((name) => isLikePlatform(name.trim())))
        return parseShort(text);
    const lacking = colon === '' ? 'a colon and a space belong after it' : 'a space belongs after the colon';
    const key = names.includes('*') ? `"${names}"` : names;
    const cure = `Write it like this: ${key}: app --version. ${PROGRAM_CURE}`;
    throw new errors/* InvalidValue */.h6(`"${names}${colon}" looks like a platform: ${lacking}.`, cure);
}
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
function parseShort(text) {
    if (/^(?:false|off|no)$/i.test(text)) {
        const cure = `To turn the test off, leave the value empty or remove the platform; an expression that may be false needs || '' at its end. ${PROGRAM_CURE}`;
        throw new errors/* InvalidValue */.h6(`"${text}" would be run as a program.`, cure);
    }
    return parseRun(text);
}
const FLOW_LIST = /^\[(?:[^\s[]|\s+(?:"[^"]*"|'[^']*'|[^\s"',]+)\s*,\s)/;
function parseRun(text, entrypoint = '') {
    if (text === 'auto')
        return { kind: 'auto' };
    if (entrypoint !== '')
        return { kind: 'command', entrypoint, words: splitWords(text) };
    if (text.toLowerCase() === 'auto')
        throw new errors/* InvalidValue */.h6(`"${text}" is not known.`, 'Did you mean auto?');
    if (FLOW_LIST.test(text))
        throw new errors/* InvalidValue */.h6('this is a list, but a command is a single string.', WORDS_CURE);
    const words = splitWords(text);
    const [first = ''] = words;
    if (first === '' || first.startsWith('-')) {
        const cure = `Write the program, too, as in app ${first || '--version'}, or set it as entrypoint; the one of the image is not used.`;
        throw new errors/* InvalidValue */.h6(`"${text}" has no program.`, cure);
    }
    return { kind: 'command', entrypoint, words };
}
const WITH_FLAGS = /^(\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/)([dgimsuvy]+)$/s;
function parseExpected(text) {
    const [, expression, flags] = WITH_FLAGS.exec(text) ?? [];
    if (expression !== undefined) {
        const cure = `Write ${expression} without them; ^ and $ match at line breaks, and [Aa] matches either case.`;
        throw new errors/* InvalidValue */.h6(`${text} has the flags ${flags}, but flags are not supported.`, cure);
    }
    const source = /^\/(.+)\/$/s.exec(text)?.[1];
    if (source === undefined)
        return { kind: 'text', text };
    try {
        new RegExp(source, EXPECT_FLAGS);
    }
    catch (error) {
        const why = (0,errors/* messageOf */.bD)(error).replace(/^.*: /s, '');
        throw new errors/* InvalidValue */.h6(`${text} is not a valid regular expression: ${why}.`, 'Correct it, or remove the slashes to search for plain text.');
    }
    return { kind: 'pattern', source };
}
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
/* harmony export */   gM: () => (/* binding */ readYaml),
/* harmony export */   nf: () => (/* binding */ mapsIn)
/* harmony export */ });
/* harmony import */ var _platforms_nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(37378);

async function readYaml(source, complain) {
    const yaml = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 38815, 19));
    const counter = new yaml.LineCounter();
    const options = { lineCounter: counter, schema: 'failsafe', logLevel: 'silent' };
    const document = yaml.parseDocument(source, options);
    const lineOf = (node) => {
        const start = yaml.isNode(node) ? node.range?.[0] : undefined;
        return start === undefined ? 1 : counter.linePos(start).line;
    };
    const problems = aliasProblems(yaml, document, lineOf);
    const found = problems.length > 0 ? problems : syntaxProblems(document, source, counter);
    for (const problem of found)
        complain(problem);
    return found.length > 0 ? undefined : treeOf(yaml, document, lineOf);
}
function mapsIn(tree, { what, item, form }, complain) {
    if (tree.kind !== 'list') {
        complain({ line: tree.line, what: `this is not a list of ${what}.`, cure: form });
        return [];
    }
    return tree.items.flatMap((each) => {
        if (each.kind === 'map')
            return [each];
        complain({ line: each.line, what: `this is not a ${item}: it has no keys.`, cure: form });
        return [];
    });
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
        const isPlain = !yaml.isScalar(found) || found.type === 'PLAIN';
        return { kind: 'text', text, line, isBlock, isMissing: isPlain && text === '', isPlain };
    };
    return from(document.contents);
}
function aliasProblems(yaml, document, lineOf) {
    const problems = [];
    yaml.visit(document, {
        Alias: (_, alias, parents) => {
            const found = alias.resolve(document);
            const line = lineOf(alias);
            if (found === undefined) {
                const what = `this is not valid YAML: there is no anchor &${alias.source} before *${alias.source}.`;
                problems.push({ line, what, cure: 'Quote a text that begins with *.' });
            }
            else if (parents.some((parent) => parent === found)) {
                const what = `this is not valid YAML: *${alias.source} is inside the value it refers to.`;
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
        const what = `this is not valid YAML: ${message.split(/ at line |\n/)[0]}.`;
        if (code === 'DUPLICATE_KEY')
            return { line, what, cure: 'Merge the two.' };
        return { line, what, cure: syntaxCure(lines[line - 1] ?? '') };
    });
}
function syntaxCure(line) {
    if (line.includes('{{'))
        return 'Quote the text with {{ }}.';
    if (/^\s*[^\s:]+:[^\s:]/.test(line))
        return 'A space belongs after the colon.';
    return 'Correct the line, or its indentation.';
}
function textsOf({ key, value }, form, complain) {
    const items = value.kind === 'list' ? value.items : [value];
    return items.flatMap((item) => {
        if (item.kind === 'text')
            return item.text.trim() === '' ? [] : [item];
        complain({ line: item.line, what: `${key} is neither a string nor a list of strings.`, cure: form });
        return [];
    });
}
function textOf(entry, form, complain) {
    if (entry === undefined)
        return undefined;
    const { key, value, line } = entry;
    if (value.kind === 'text')
        return value.text.trim() === '' ? undefined : value;
    complain({ line, what: `${key} is a ${value.kind}, but a single string is expected.`, cure: form });
    return undefined;
}
function checkValues(entries, keys, complain) {
    const cure = 'Write one, quoted if it begins with #, or remove the key; quote an expression that may be empty.';
    for (const { key, value, line } of entries.filter((entry) => keys.includes(entry.key))) {
        if (value.kind === 'text' && value.isMissing)
            complain({ line, what: `${key} has no value.`, cure });
    }
}
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
function field(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
}
function keys(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
function text(value, ...path) {
    const found = path.reduce(field, value);
    return typeof found === 'string' ? found : '';
}
function array(value, ...path) {
    const found = path.reduce(field, value);
    return Array.isArray(found) ? found : [];
}
function parseJson(source) {
    try {
        return JSON.parse(source);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 32409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ cureForWord)
/* harmony export */ });
function cureForWord(cure, word) {
    if (word !== '')
        return cure;
    return `${cure} A value that the event does not have is empty, such as inputs on a push: write \${{ inputs.NAME || false }}.`;
}


/***/ }),

/***/ 37274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isOdd),
/* harmony export */   s: () => (/* binding */ printReason)
/* harmony export */ });
function printReason(reason) {
    switch (reason.kind) {
        case 'disabled':
            return 'enable is false';
        case 'empty':
            return 'its value is empty';
        case 'no schedule':
            return 'the event is not a schedule';
        case 'no tag':
            return 'the event is not about a tag';
        case 'no branch':
            return 'the event is not about a branch';
        case 'no pull request':
            return 'the event is not about a pull request';
        case 'no commit':
            return 'the event has no commit';
        case 'no default branch':
            return 'the event does not have the default branch; set branch=NAME';
        case 'other branch':
            return `the branch is ${reason.branch}, not ${reason.expected}`;
        case 'no version':
            return `"${reason.text}" is not a ${reason.of}`;
        case 'no match':
            return `"${reason.text}" does not match ${reason.pattern}`;
        case 'no group':
            return `${reason.pattern} did not match group ${reason.group}`;
        case 'no characters':
            return `"${reason.text}" has no character that a tag can begin with`;
    }
}
function isOdd({ kind }) {
    return kind === 'no version' || kind === 'no match' || kind === 'no group' || kind === 'no characters';
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

function isSha256(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
function isDigest(text) {
    return isSha256(text) || /^sha512:[0-9a-f]{128}$/.test(text);
}
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
function digestOf(bytes, like) {
    const hasher = openHasher(like);
    hasher.update(bytes);
    return hasher.digest();
}
function shortHash(text, digits) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, digits);
}


/***/ }),

/***/ 62935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ ecrRegistry)
/* harmony export */ });
const SUFFIXES = [
    ...['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu'],
    ...['c2s.ic.gov', 'sc2s.sgov.gov', 'cloud.adc-e.uk', 'csp.hci.ic.gov'],
];
const DUAL_STACK_SUFFIXES = [
    ...['on.aws', 'on.amazonwebservices.com.cn', 'on.amazonwebservices.eu'],
    ...['on.aws.ic.gov', 'on.aws.scloud', 'on.cloud-aws.adc-e.uk', 'on.aws.hci.ic.gov'],
];
const PUBLIC = ['public.ecr.aws', 'ecr-public.aws.com'];
const PRIVATE = /^(\d{12})\.dkr([.-])ecr(-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\.([a-z0-9.-]+)$/;
function ecrRegistry(host) {
    if (PUBLIC.includes(host))
        return { kind: 'public' };
    const [, account, separator, fips, region, suffix = ''] = PRIVATE.exec(host) ?? [];
    if (account === undefined || region === undefined)
        return undefined;
    const isDualStack = separator === '-';
    if (!(isDualStack ? DUAL_STACK_SUFFIXES : SUFFIXES).includes(suffix))
        return undefined;
    return { kind: 'private', account, region, isFips: fips !== undefined, isDualStack };
}


/***/ }),

/***/ 15885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kd: () => (/* binding */ readPlatform),
/* harmony export */   ib: () => (/* binding */ satisfies),
/* harmony export */   rf: () => (/* binding */ indexDifferences),
/* harmony export */   vY: () => (/* binding */ readIndex)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(16413);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(94325);


const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
function readIndex(bytes) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(bytes);
    if (!Array.isArray((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(document, 'manifests')))
        return undefined;
    const entries = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(document, 'manifests');
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
function readPlatform(value) {
    return (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformFromParts */ .ig)({
        os: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'os'),
        architecture: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'architecture'),
        variant: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'variant'),
        'os.version': (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, 'os.version'),
        'os.features': (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(value, 'os.features').filter((feature) => typeof feature === 'string'),
    });
}
function satisfies(found, asked) {
    const { osVersion, osFeatures } = asked;
    const isRelease = `${found.osVersion}.`.startsWith(osVersion === '' ? '' : `${osVersion}.`);
    const hasFeatures = osFeatures.length === 0 || osFeatures.join() === found.osFeatures.join();
    return isRelease && hasFeatures && (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .samePlatform */ .my)({ ...found, osVersion, osFeatures }, asked);
}
function indexDifferences(index, asked) {
    const found = index.images.map(({ platform }) => platform);
    const names = found.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg);
    const missing = asked.filter((requested) => !found.some((platform) => satisfies(platform, requested)));
    const extra = found.filter((platform) => !asked.some((requested) => satisfies(platform, requested)));
    return [
        ...missing.map((platform) => `${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg)(platform)} is missing`),
        ...[...new Set(extra.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg))].map((name) => `${name} was not requested`),
        ...[...new Set(names.filter((name, position) => names.indexOf(name) !== position))].map((name) => `${name} is in it more than once`),
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
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   on: () => (/* binding */ readPart),
/* harmony export */   r8: () => (/* binding */ lastAttempts),
/* harmony export */   wY: () => (/* binding */ partLine),
/* harmony export */   x: () => (/* binding */ printPart),
/* harmony export */   yJ: () => (/* binding */ HASH_LENGTH)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(16413);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(94325);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9501);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(23940);




const PREFIX = 'multi-platform-build-part';
const HASH_LENGTH = 12;
function identityOf(tags, source) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(source ?? [...new Set(tags.map(_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .withTag */ .Rd))].toSorted().join('\n'), HASH_LENGTH);
}
function artifactPrefix(identity) {
    return `${PREFIX}_${identity}_`;
}
function artifactName({ identity, attempt }, platforms, digest) {
    const leg = (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(platforms.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatform */ .Lg).toSorted().join(','), HASH_LENGTH);
    const short = digest.slice('sha256:'.length).slice(0, HASH_LENGTH);
    return `${artifactPrefix(identity)}${leg}_${attempt}_${short}`;
}
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
function readPart(source) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(source);
    const texts = (name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO)(document, name).filter((item) => typeof item === 'string');
    try {
        const part = {
            identity: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(document, 'identity'),
            leg: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(document, 'leg'),
            attempt: parseCount((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'attempt')) ?? 1,
            platforms: texts('platforms').map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL),
            digest: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(document, 'digest'),
            size: parseCount((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'size')) ?? 0,
            proofErrors: parseCount((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'proofErrors')),
            repositories: texts('repositories').map((name) => (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(name).repository),
        };
        const isWhole = part.platforms.length > 0 && part.repositories.length > 0;
        return isWhole && (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha256 */ ._h)(part.digest) ? part : undefined;
    }
    catch {
        return undefined;
    }
}
function parseCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
function partLine({ platforms, digest }) {
    return `${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatforms */ .UR)(platforms)}=${digest}`;
}


/***/ }),

/***/ 52696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DM: () => (/* binding */ platformContradiction),
/* harmony export */   Q2: () => (/* binding */ withImagePlatforms),
/* harmony export */   ue: () => (/* binding */ chosenAttestations),
/* harmony export */   vT: () => (/* binding */ chosenImages)
/* harmony export */ });
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);
/* harmony import */ var _image_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(15885);


function chosenImages(part) {
    return part.platforms.flatMap((platform) => {
        const named = part.index.images.filter((each) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(each.platform, platform));
        return named.length > 0 ? named : imagesFor(part, platform);
    });
}
function withImagePlatforms(part) {
    const platforms = part.platforms.flatMap((platform) => {
        const platformsFound = imagesFor(part, platform).map((image) => image.platform);
        return platformsFound.length === 0 ? [platform] : platformsFound;
    });
    return { ...part, platforms: (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .distinctPlatforms */ .PC)(platforms) };
}
function imagesFor({ index: { images } }, platform) {
    const exact = images.filter((each) => (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .satisfies */ .ib)(each.platform, platform));
    const found = exact.length > 0 ? exact : images.filter((each) => mayBe(each, platform)).slice(0, 1);
    return found.map((image) => ({ ...image, platform: entryPlatform(image.platform, platform) }));
}
function entryPlatform(found, requested) {
    return (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .satisfies */ .ib)(found, requested) ? found : requested;
}
function mayBe({ platform, saysVariant }, requested) {
    return ((0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .satisfies */ .ib)(platform, requested) ||
        (!saysVariant && (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .satisfies */ .ib)(platform, { ...requested, variant: platform.variant })));
}
function chosenAttestations(part) {
    const digests = chosenImages(part).map(({ digest }) => digest);
    return part.index.attestations.filter(({ of }) => digests.includes(of)).map(({ digest }) => digest);
}
function platformContradiction({ from, platforms, index }) {
    const strangers = platforms.filter((requested) => !index.images.some((image) => mayBe(image, requested)));
    if (strangers.length === 0)
        return undefined;
    const found = index.images.map(({ platform }) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform)).join(', ');
    return `${from} should be ${strangers.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg).join(', ')}, but it contains ${found || 'no image'}. No tag has moved.`;
}


/***/ }),

/***/ 23940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   H$: () => (/* binding */ loginKey),
/* harmony export */   M8: () => (/* binding */ isLocalhost),
/* harmony export */   Q$: () => (/* binding */ HUB),
/* harmony export */   Rd: () => (/* binding */ withTag),
/* harmony export */   T8: () => (/* binding */ splitRepository),
/* harmony export */   W0: () => (/* binding */ splitName),
/* harmony export */   iR: () => (/* binding */ HUB_SERVER),
/* harmony export */   jT: () => (/* binding */ registryName),
/* harmony export */   l5: () => (/* binding */ parseRegistry),
/* harmony export */   nt: () => (/* binding */ printReference),
/* harmony export */   tB: () => (/* binding */ basicAuth),
/* harmony export */   yo: () => (/* binding */ hostIn)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77030);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9-]+)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
function parseReference(text) {
    if (text.includes('@')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" names a digest.`, 'Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is an output.');
    }
    if (text.includes('://')) {
        const cure = `Leave out the scheme: write ${text.slice(text.indexOf('://') + 3)}.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not an image name.`, cure);
    }
    const colon = text.indexOf(':', /^[^/]+:\d+\//.exec(text)?.[0].length ?? 0);
    const repository = colon === -1 ? text : text.slice(0, colon);
    const tag = colon === -1 ? '' : text.slice(colon + 1);
    checkRepository(repository, text);
    if (colon !== -1 && !TAG.test(tag)) {
        const cure = 'A tag has up to 128 letters, digits, ".", "_" and "-", and begins with a letter, a digit or "_".';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${tag}" in "${text}" cannot be a tag.`, tag === '' ? `${cure} ${NOT_SET_CURE}` : cure);
    }
    return { repository, tag };
}
const NOT_SET_CURE = 'Does it contain a variable, an input or a secret that is not set?';
function printReference({ repository, tag }) {
    return tag === '' ? repository : `${repository}:${tag}`;
}
function withTag(reference) {
    return `${reference.repository}:${reference.tag || 'latest'}`;
}
function splitName(name) {
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon === -1
        ? { repository: name, tag: '' }
        : { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
const HUB = 'docker.io';
const HUB_SERVER = 'registry-1.docker.io';
const HUB_NAMES = [HUB, HUB_SERVER, 'index.docker.io', 'registry.hub.docker.com', 'hub.docker.com'];
function parseRegistry(text) {
    const host = text.replace(/^https:\/\//i, '').replace(/\/+$/, '');
    if (host.includes('://'))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not a registry.`, 'Write only its host; how it is reached belongs in the configuration of the builder (buildkitd-config-inline).');
    const name = host.toLowerCase();
    if (HUB_NAMES.includes(name.replace(/^(index\.docker\.io)\/v1$/, '$1')))
        return HUB_SERVER;
    const [first = ''] = host.split('/');
    if (first !== host)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" has a path, but a login is for a whole registry.`, `Write only its host: ${first}.`);
    if (!HOST.test(host) || !(/[.:]/.test(host) || name === 'localhost'))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not the host of a registry.`, 'Write it like the beginning of an image name, as in ghcr.io or registry.example.com:5000.');
    return name;
}
function hostIn(key) {
    return key.replace(/^https?:\/\//, '').replace(/\/.*/, '');
}
function basicAuth(username, password) {
    return Buffer.from(`${username}:${password}`).toString('base64');
}
function registryName(host) {
    return host === HUB_SERVER ? HUB : host;
}
function loginKey(host) {
    return host === HUB_SERVER ? 'https://index.docker.io/v1/' : host;
}
function splitRepository(repository) {
    const slash = repository.indexOf('/');
    const first = repository.slice(0, Math.max(slash, 0));
    const hasHost = /[.:A-Z]/.test(first) || first === 'localhost';
    const path = hasHost ? repository.slice(slash + 1) : repository;
    if (hasHost && first !== HUB && first !== 'index.docker.io')
        return { host: first, path };
    return { host: HUB_SERVER, path: path.includes('/') ? path : `library/${path}` };
}
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
    if (lower !== repository && lower.split('/').every((part) => COMPONENT.test(part) || HOST.test(part)))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not an image name.`, `Image names are lower-case: write ${text.replace(repository, lower)}.`);
    const cure = 'Write HOST/OWNER/NAME with lower-case letters, digits, ".", "_" and "-".';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`"${text}" is not an image name.`, parts.includes('') ? `${cure} ${NOT_SET_CURE}` : cure);
}


/***/ }),

/***/ 53143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ planEmulation),
/* harmony export */   dB: () => (/* binding */ runsOnThisMachine),
/* harmony export */   jU: () => (/* binding */ emulationProblems)
/* harmony export */ });
/* harmony import */ var _platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(45040);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(94325);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(16606);



const EMULATED = _platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .EMULATED_ARCHITECTURES */ .L$.map((arch) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformFromParts */ .ig)({ os: 'linux', architecture: arch }));
const EVERY_EMULATOR = 'qemu-*';
function runsOnThisMachine(platform, { engine, handlers }) {
    return (0,_platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .runsOn */ .k8)(platform, engine.platform, handlers);
}
function planEmulation(inputs, facts, builder, { steps, tested }) {
    const { qemu } = inputs;
    const usesThisKernel = (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .usesEngineKernel */ .wy)(builder, facts.docker);
    if (qemu === 'off' || facts.engine.version === '' || !(usesThisKernel || tested.length > 0))
        return undefined;
    const isReset = inputs['qemu-reset'];
    const machine = isReset ? withoutEmulators(facts) : facts;
    const lacks = (platform) => (0,_platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .canEmulate */ .U4)(platform) && !runsOnThisMachine(platform, machine);
    const isOfferedByNode = (platform) => !isReset && (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .isOffered */ .kd)(platform, builder, facts.docker);
    const candidates = typeof qemu === 'string' ? steps : qemu;
    const toBuild = usesThisKernel ? candidates.filter((p) => lacks(p) && !isOfferedByNode(p)) : [];
    const toTest = tested.filter((p) => lacks(p) && isChosen(qemu, p));
    const missing = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctPlatforms */ .PC)([...toBuild, ...toTest]);
    const names = qemu === 'all' && EMULATED.some(lacks) ? ['all'] : missing.map(({ arch }) => arch);
    if (names.length === 0 && !isReset)
        return undefined;
    const isAuto = qemu === 'auto' && !isReset && toTest.length === 0;
    const plan = emulationPlan(inputs, facts, [...new Set(names)], missing);
    return { ...plan, bundled: isAuto ? bundledFor(missing) : undefined };
}
function bundledFor(platforms) {
    const programs = platforms.map(_platforms_emulators_js__WEBPACK_IMPORTED_MODULE_0__/* .bundledEmulator */ .aO);
    return programs.every((program) => program !== undefined) ? [...new Set(programs)] : undefined;
}
function isChosen(qemu, { arch }) {
    return typeof qemu === 'string' || qemu.some((chosen) => chosen.arch === arch);
}
function withoutEmulators({ engine, handlers }) {
    return { engine, handlers: handlers?.filter(({ name }) => !name.startsWith('qemu-')) };
}
function emulationPlan(inputs, facts, names, platforms) {
    const container = `multi-platform-build-${facts.id}-qemu`;
    const image = inputs['qemu-image'];
    const run = ['run', '--rm', '--privileged', '--userns=host', '--name', container, image];
    return {
        platforms,
        container,
        image,
        reset: inputs['qemu-reset'] ? [...run, '--uninstall', EVERY_EMULATOR] : undefined,
        install: names.length === 0 ? undefined : [...run, '--install', names.join(',')],
        remoteEngine: facts.docker.isLocal ? undefined : facts.docker.address,
        cachedImage: inputs['qemu-cache-image'] && facts.step.hasCacheService ? cachedImage(image, facts) : undefined,
    };
}
function cachedImage(image, { temp, engine }) {
    const folder = `${temp.replace(/[^/\\]+$/, '')}multi-platform-build-downloads`;
    const platform = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .printPlatform */ .Lg)(engine.platform).replaceAll('/', '-');
    return { folder, file: `${folder}/qemu-image.tar`, key: `multi-platform-build-qemu-${platform}-${image}` };
}
function emulationProblems(inputs, { engine, docker }, builder) {
    const { qemu } = inputs;
    const isRequested = qemu === 'all' || typeof qemu !== 'string' || inputs['qemu-reset'];
    if (!isRequested || engine.version !== '' || !(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .usesEngineKernel */ .wy)(builder, docker))
        return [];
    return [
        {
            input: 'qemu',
            what: 'docker installs the emulators, and no docker engine can be reached.',
            cure: 'Set qemu: off, or use a runner with docker.',
        },
    ];
}


/***/ }),

/***/ 41098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AM: () => (/* binding */ plannedNodes),
/* harmony export */   D: () => (/* binding */ MANAGED_PREFIX),
/* harmony export */   Ol: () => (/* binding */ declaredBy),
/* harmony export */   VJ: () => (/* binding */ NODE_INPUTS),
/* harmony export */   YD: () => (/* binding */ keysOf),
/* harmony export */   b8: () => (/* binding */ builderName),
/* harmony export */   pQ: () => (/* binding */ nodeSources),
/* harmony export */   tJ: () => (/* binding */ nodeNames),
/* harmony export */   vo: () => (/* binding */ isDeclared)
/* harmony export */ });
/* harmony import */ var _buildx_driver_option_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(34488);
/* harmony import */ var _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(13211);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9501);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(94325);




const NODE_INPUTS = [
    ...['builder-endpoint', 'builder-platforms', 'driver-opts', 'buildkitd-flags'],
    'nodes',
];
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
const MANAGED_PREFIX = 'multi-platform-build-';
function builderName(inputs, { job, docker }) {
    const { context, host, buildkitHost } = docker;
    const { driver, 'builder-cleanup': goes, 'keep-state': keepsState } = inputs;
    const settings = {
        ...{ driver, goes, keepsState, context, host, buildkitHost },
        nodes: nodeSources(inputs).map((source, index) => [source, keysOf(inputs, docker, index)]),
        config: configOf(inputs, docker)?.text,
    };
    const key = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortHash */ .BC)(JSON.stringify([job.identity, settings]), 8);
    return inputs['builder-name'] || `${MANAGED_PREFIX}${job.run}-${key}`;
}
function configOf({ buildkitdConfig }, { config, defaultConfig }) {
    return buildkitdConfig ?? config ?? defaultConfig;
}
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
    const engineAddress = docker.host || 'unix:///var/run/docker.sock';
    return [docker.context === 'default' || endpoint === 'default' ? engineAddress : docker.context];
}
function declaredBy(sources, index) {
    const { platforms = [] } = sources[index] ?? {};
    return platforms.filter((platform) => !isDeclared(platform, sources.slice(index + 1)));
}
function isDeclared(platform, sources) {
    return sources.some(({ platforms }) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .listsPlatform */ .$V)(platforms, platform));
}
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
/* harmony export */   lj: () => (/* binding */ needsSeveralNodes),
/* harmony export */   wy: () => (/* binding */ usesEngineKernel)
/* harmony export */ });
/* harmony import */ var _buildx_driver_option_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(34488);
/* harmony import */ var _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(13211);
/* harmony import */ var _buildx_endpoints_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(59030);
/* harmony import */ var _buildx_version_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(85100);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(94325);
/* harmony import */ var _nodes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(41098);






function targetBuilder(inputs, facts) {
    return facts.builder === undefined ? plannedBuilder(inputs, facts) : { ...facts.builder, kind: 'existing' };
}
function plannedBuilder(inputs, facts) {
    const { driver } = inputs;
    const name = (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .builderName */ .b8)(inputs, facts);
    const sources = (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeSources */ .pQ)(inputs);
    const names = (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeNames */ .tJ)(name, sources);
    const nodes = sources.map(({ endpoint, platforms, options }, index) => {
        const isOnKernel = _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[driver].sharesKernel && (0,_buildx_endpoints_js__WEBPACK_IMPORTED_MODULE_2__/* .sharesEngineKernel */ .sW)(endpoint, facts.docker);
        return {
            name: names[index] ?? '',
            endpoint,
            buildkit: buildkitOf((0,_buildx_driver_option_js__WEBPACK_IMPORTED_MODULE_3__/* .joinOptions */ .Hd)(options)['image'] ?? ''),
            platforms,
            machine: isOnKernel ? facts.engine.platform : undefined,
            settings: { declared: (0,_nodes_js__WEBPACK_IMPORTED_MODULE_0__/* .declaredBy */ .Ol)(sources, index) },
        };
    });
    return { kind: 'planned', name, driver, nodes };
}
function capabilitiesOf(builder) {
    const driver = (0,_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverNamed */ .MZ)(builder.driver) ?? _buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DRIVERS */ .e0[_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_DRIVER */ .z$];
    const hasStore = builder.kind === 'planned' || builder.nodes.every(({ hasSnapshots }) => hasSnapshots);
    return hasStore ? driver.capabilities : (driver.capabilitiesWithoutStore ?? driver.capabilities);
}
function nodeFor(builder, platform) {
    const [first, ...others] = builder.nodes;
    if (first === undefined || others.length === 0)
        return first;
    const own = first.machine === undefined ? [] : [first.machine];
    return (declaringNode(builder, platform) ??
        ((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .buildsPlatform */ .xh)([...own, ...first.platforms], platform) ? first : undefined));
}
function declaringNode({ nodes }, platform) {
    return nodes.find(({ settings }) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .buildsPlatform */ .xh)(settings.declared, platform));
}
function byNode(builder, targets) {
    if (builder.nodes.length < 2)
        return [targets];
    return [...Map.groupBy(targets, (target) => declaringNode(builder, target) ?? target).values()];
}
function needsSeveralNodes(builder, targets) {
    return byNode(builder, targets).length > 1;
}
function buildkitOf(image) {
    return /(?:^|\/)moby\/buildkit:(v\d+\.\d+\.\d+)(?:[-@]|$)/.exec(image)?.[1] ?? '';
}
const SEVERAL_OUTPUTS = '0.13.0';
function takesSeveralOutputs({ nodes }) {
    return !nodes.some(({ buildkit }) => (0,_buildx_version_js__WEBPACK_IMPORTED_MODULE_5__/* .isOlder */ .t)(buildkit, SEVERAL_OUTPUTS));
}
function usesEngineKernel(builder, docker) {
    return builder.nodes.some((node) => isOnEngineKernel(node, builder, docker));
}
function isOnEngineKernel({ endpoint }, { driver }, docker) {
    return ((0,_buildx_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverNamed */ .MZ)(driver)?.sharesKernel ?? false) && (0,_buildx_endpoints_js__WEBPACK_IMPORTED_MODULE_2__/* .sharesEngineKernel */ .sW)(endpoint, docker);
}
function isOffered(platform, builder, docker) {
    return builder.nodes.some((node) => {
        const isDeclared = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .buildsPlatform */ .xh)(node.settings.declared, platform);
        return ((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .buildsPlatform */ .xh)(node.platforms, platform) && !(isDeclared && isOnEngineKernel(node, builder, docker)));
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





function planJoin(parts, publish, builder) {
    if (parts.every(isUsedWhole) && (isCopied(parts, publish) || !parts.some(changesPlatform))) {
        const nameOf = (part, repository) => `${sourceRepository(part, repository)}@${part.digest}`;
        const copies = publish.repositories.flatMap((repository) => parts.flatMap((part) => copyCommands(part, repository, builder, [part.digest])));
        return { ...joinWhole(parts, publish, builder, nameOf), copies };
    }
    const create = createIndexCommand(publish, builderFlag(builder), () => parts.flatMap(descriptors));
    const [first = ''] = publish.repositories;
    const copies = publish.repositories.flatMap((repository) => parts.flatMap((part) => copyCommands(part, repository, builder, usedDigests(part))));
    const dryRun = create(first, ['--dry-run', '--tag', first]);
    return { copies, index: { dryRun, annotations: publish.annotations }, moves: movesOf(publish, create) };
}
function planBuildsJoin(builds, publish, builder) {
    return joinWhole(builds, publish, builder, ({ number }, repository) => ({ repository, build: number }));
}
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
function joinWhole(parts, publish, builder, imageOf) {
    const { annotations, repositories } = publish;
    const isCopy = isCopied(parts, publish);
    const sources = (repository) => parts.map((part) => imageOf(part, repository));
    const common = isCopy ? [KEEP_MANIFEST, ...builderFlag(builder)] : builderFlag(builder);
    const create = createIndexCommand(publish, common, sources);
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
function createIndexCommand({ annotations }, common, sources) {
    const annotated = annotations.flatMap((annotation) => ['--annotation', annotation]);
    return (repository, flags) => [...CREATE_COMMAND, ...common, ...flags, ...annotated, ...sources(repository)];
}
const CREATE_COMMAND = ['buildx', 'imagetools', 'create'];
const KEEP_MANIFEST = '--prefer-index=false';
function builderFlag(builder) {
    return builder === '' ? [] : ['--builder', builder];
}
function movesOf({ repositories, tags }, create) {
    return repositories.flatMap((repository) => {
        const repositoryTags = tags.filter((tag) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitName */ .W0)(tag).repository === repository);
        const flags = repositoryTags.flatMap((tag) => ['--tag', tag]);
        return repositoryTags.length === 0
            ? []
            : [{ repository, tags: repositoryTags, command: create(repository, flags) }];
    });
}
function isUsedWhole(part) {
    const { images } = part.index;
    return ((0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenImages */ .vT)(part).length === images.length &&
        images.every((image) => part.platforms.some((platform) => (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .satisfies */ .ib)(image.platform, platform))));
}
function changesPlatform({ bytes, index: { images, entries } }) {
    const isIndex = (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readIndex */ .vY)(bytes) !== undefined;
    return images.some(({ digest, platform }) => {
        const entry = entries.find((each) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(each, 'digest') === digest);
        const written = isIndex ? (0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readPlatform */ .Kd)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(entry, 'platform')) : (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutRelease */ .U7)(platform);
        return !(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .samePlatform */ .my)(platform, written);
    });
}
function sourceRepository({ repositories }, repository) {
    return repositories.find((each) => each === repository) ?? repositories[0] ?? repository;
}
function descriptors(part) {
    const chosen = (0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenImages */ .vT)(part);
    const attestations = (0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenAttestations */ .ue)(part);
    return part.index.entries.flatMap((entry) => {
        const digest = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(entry, 'digest');
        const image = chosen.find((each) => each.digest === digest);
        if (image !== undefined)
            return [JSON.stringify({ ...asRecord(entry), platform: platformOf(entry, image) })];
        return attestations.some((each) => each === digest) ? [JSON.stringify(entry)] : [];
    });
}
function platformOf(entry, { platform }) {
    const entryPlatform = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(entry, 'platform');
    if ((0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .samePlatform */ .my)((0,_oci_image_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readPlatform */ .Kd)(entryPlatform), platform))
        return entryPlatform;
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
function usedDigests(part) {
    return [...(0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenImages */ .vT)(part).map(({ digest }) => digest), ...(0,_oci_part_js__WEBPACK_IMPORTED_MODULE_1__/* .chosenAttestations */ .ue)(part)];
}
function copyCommands(part, repository, builder, digests) {
    if (part.repositories.includes(repository))
        return [];
    const home = sourceRepository(part, repository);
    return digests.map((digest) => [
        ...[...CREATE_COMMAND, KEEP_MANIFEST, ...builderFlag(builder)],
        ...['--tag', `${repository}@${digest}`, `${home}@${digest}`],
    ]);
}


/***/ }),

/***/ 29062:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ NO_HAND_OVER),
/* harmony export */   rC: () => (/* binding */ planPart),
/* harmony export */   rb: () => (/* binding */ planHandOver),
/* harmony export */   ue: () => (/* binding */ legName)
/* harmony export */ });
/* harmony import */ var _oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(73372);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(23940);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(94325);



const NO_HAND_OVER = 'There is no artifact service, and no registry may be used instead, so nothing is handed over automatically: pass the output part to the input parts of the job with mode: merge.';
const REMOVE_UNTAGGED = ['quay.io'];
function planHandOver({ 'hand-over': requested, tags }, { event, step }) {
    const { server, repository, sha, runId, isRunIdShared, isAct } = event;
    const isKept = tags.every((tag) => !REMOVE_UNTAGGED.includes((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRepository */ .T8)(tag.repository).host));
    const takesArtifacts = requested === 'artifacts' || (requested === 'auto' && isKept && !isAct);
    if (step.hasArtifactService && takesArtifacts)
        return { by: 'artifact' };
    if (requested === 'artifacts' || runId === '')
        return { by: 'output' };
    const source = `${server}/${repository}`;
    const id = isRunIdShared && sha !== '' ? `${runId}-${sha.slice(0, 12)}` : runId;
    return { by: 'tag', run: { source, id, isShared: isRunIdShared } };
}
function planPart(inputs, facts) {
    const { job, attempt } = facts.event;
    return {
        identity: (0,_oci_part_document_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(inputs.tags, inputs.names?.source),
        job,
        attempt,
        handOver: planHandOver(inputs, facts),
    };
}
function legName({ job, attempt }, platforms) {
    const where = [...(job === '' ? [] : [`job ${job}`]), `attempt ${attempt}`].join(', ');
    return `the matrix job for ${(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .printPlatforms */ .UR)(platforms)} (${where})`;
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

const ARM = ['armv5tel', 'armv5tejl', 'armv6l', 'armv7l', 'armv8l'];
const OLDEST_ARM = new Map([
    ['v5', 'armv5tel'],
    ['v6', 'armv6l'],
    ['v7', 'armv7l'],
    ['v8', 'armv7l'],
]);
const X86 = ['i386', 'i486', 'i586', 'i686'];
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




const DEFAULTS = { timeout: 60, network: 'none' };
function testedPlatforms({ smokeTests }, targets) {
    return targets.filter((platform) => settingsFor(smokeTests, platform)?.run !== undefined);
}
function planSmoke(inputs, { id, engine }, targets) {
    if (inputs.smokeTests.length === 0)
        return undefined;
    const tested = testedPlatforms(inputs, targets);
    const tests = tested.flatMap((platform, index) => {
        const container = `multi-platform-build-${id}-smoke-${index + 1}`;
        const settings = settingsFor(inputs.smokeTests, platform);
        return settings === undefined ? [] : [planTest(settings, { platform, container }, engine.platform)];
    });
    return { tests, notRun: targets.filter((platform) => !tested.includes(platform)) };
}
function planTest(settings, named, machine) {
    const { run, expect } = settings;
    const shared = {
        ...named,
        network: settings.network || DEFAULTS.network,
        timeout: settings.timeout ?? DEFAULTS.timeout,
    };
    if (run?.kind === 'command') {
        const { entrypoint, words } = run;
        return { ...shared, entrypoint, words, exitCode: settings['exit-code'] ?? 0, expect };
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
function settingsFor(tests, platform) {
    const [first, ...later] = (0,pattern/* entriesFor */.aB)(tests, platform);
    return first && later.reduce(withTest, first);
}
function withTest(settings, test) {
    const shared = { timeout: test.timeout ?? settings.timeout, network: test.network || settings.network };
    if (test.run !== undefined)
        return { ...test, ...shared };
    return {
        ...shared,
        run: settings.run,
        expect: test.expect ?? settings.expect,
        'exit-code': test['exit-code'] ?? settings['exit-code'],
    };
}
function smokeCommand(test, reference) {
    const { platform, network, container, entrypoint, words } = test;
    return [
        ...['run', '--rm', '--platform', (0,platforms_platform/* printPlatform */.Lg)(platform), '--network', network, '--name', container],
        ...['--log-driver', 'none', '--entrypoint', entrypoint, reference, ...words],
    ];
}
function pullCommand({ platform }, reference) {
    return ['pull', '--quiet', '--platform', (0,platforms_platform/* printPlatform */.Lg)(platform), reference];
}
function smokeProblems(inputs, facts, targets, emulation) {
    const { smokeTests } = inputs;
    if (smokeTests.length === 0)
        return [];
    if (facts.engine.version === '')
        return [smokeProblem(...NO_ENGINE)];
    const tested = testedPlatforms(inputs, targets);
    const covered = targets.flatMap((platform) => {
        const settings = settingsFor(smokeTests, platform);
        return settings === undefined ? [] : [{ name: (0,platforms_platform/* printPlatform */.Lg)(platform), settled: settings }];
    });
    return [
        ...(covered.length === 0 && inputs.mode === 'build' ? [nothingTested(targets)] : []),
        ...covered
            .filter(({ settled: settings }) => settings.run === undefined)
            .map(({ name }) => smokeProblem(`no command is set for ${name}.`, 'Add command: app --version to it.')),
        ...covered
            .filter(({ settled: settings }) => hasUnusedExpectation(settings))
            .map(({ name }) => smokeProblem(`expect and exit-code have no effect for ${name}, whose command is auto.`, 'Remove them, or set a command.')),
        ...tested.filter((platform) => !canRun(platform, facts, emulation)).map(cannotRun),
    ];
}
function smokeProblem(what, cure) {
    return { input: 'smoke-test', what, cure };
}
const NO_ENGINE = [
    'docker runs the image, and no docker engine can be reached.',
    'Use a runner with docker, or remove smoke-test.',
];
function nothingTested(targets) {
    const names = targets.map(platforms_platform/* printPlatform */.Lg).join(', ');
    return smokeProblem(`it covers none of the platforms that are built: ${names}.`, 'Correct its platforms.');
}
function hasUnusedExpectation({ run, expect, 'exit-code': exitCode }) {
    return run?.kind === 'auto' && (expect !== undefined || exitCode !== undefined);
}
function cannotRun(platform) {
    return smokeProblem(`${(0,platforms_platform/* printPlatform */.Lg)(platform)} cannot be run on this machine, which has no emulator for it.`, 'Have qemu install one (qemu: auto, or its name in the list), or test only the other platforms, as in "linux/amd64: app --version".');
}
function canRun(platform, facts, emulation) {
    const isInstalled = emulation?.platforms.some(({ os, arch }) => os === platform.os && arch === platform.arch);
    if (isInstalled || (0,builder_emulation/* runsOnThisMachine */.dB)(platform, facts))
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
function platformArgs(target, build) {
    return {
        ...buildKitArgs(target, build ?? UNKNOWN),
        ...goArgs(target),
        ...linuxNames(target),
        ...languageNames(target),
    };
}
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
function goArgs({ os, arch, variant }) {
    return {
        GOOS: os === 'wasi' ? 'wasip1' : os,
        GOARCH: arch,
        GOARM: arch === 'arm' ? variant.replace('v8', 'v7').replace('v', '') : '',
        GOAMD64: arch === 'amd64' ? variant || 'v1' : '',
        GOARM64: arch === 'arm64' ? goArm64(variant) : '',
        GOPPC64: arch === 'ppc64le' ? variant || 'power8' : '',
        GORISCV64: arch === 'riscv64' ? variant || 'rva20u64' : '',
    };
}
function goArm64(variant) {
    if (variant === '')
        return 'v8.0';
    const [major, minor = '0'] = variant.split('.');
    return `${major}.${major === 'v9' ? Math.min(Number(minor), 5) : minor}`;
}
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
const NO_LINUX_NAMES = {
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
        return NO_LINUX_NAMES;
    return linuxByArch.get(`${arch}/${variant}`) ?? linuxByArch.get(arch) ?? NO_LINUX_NAMES;
}
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
function machineOf(arch) {
    return machineByArch.get(arch);
}
function canEmulate(platform) {
    return platform.os === 'linux' && EMULATED_ARCHITECTURES.some((arch) => arch === platform.arch);
}
function isNative(platform, machine) {
    if (platform.os !== machine.os)
        return false;
    if (platform.arch === '386' && machine.arch === 'amd64')
        return platform.os === 'linux';
    if (platform.arch !== machine.arch)
        return false;
    return platform.arch !== 'arm' || armVersion(platform) <= armVersion(machine);
}
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
function handles(handler, machine) {
    return EXECUTABLE_TYPES.every((type) => matchesHeader(handler, elfHeader(machine, type)));
}
function emulatorProblem(handlers, platform) {
    const name = (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform);
    if (platform.os !== 'linux')
        return `${name} cannot be emulated, only Linux can`;
    const machine = machineOf(platform.arch);
    if (machine === undefined)
        return `no emulator is known for ${name}`;
    const matching = handlers.filter((handler) => handles(handler, machine));
    const enabled = matching.filter((handler) => handler.enabled);
    if (enabled.some((handler) => handler.flags.includes('F')))
        return undefined;
    const [handler] = enabled.length > 0 ? enabled : matching;
    if (handler === undefined)
        return `no emulator for ${name} is registered in binfmt_misc`;
    const emulator = `the emulator for ${name} (${handler.name} in binfmt_misc)`;
    if (!handler.enabled)
        return `${emulator} is disabled`;
    return `${emulator} lacks the F flag, so that containers do not find its interpreter ${handler.interpreter}`;
}
function runsOn(platform, machine, handlers) {
    if (isNative(platform, machine))
        return true;
    return handlers !== undefined && emulatorProblem(handlers, platform) === undefined;
}
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
function bundledEmulator({ os, arch }) {
    return os === 'linux' ? BUNDLED.get(arch) : undefined;
}
const EXECUTABLE_TYPES = [2, 3];
const HEADER_SIZE = 64;
function elfHeader(machine, type) {
    const twoBytes = (value) => inOrder([value & 0xff, value >> 8]);
    const inOrder = (bytes) => (machine.endian === 'little' ? bytes : bytes.toReversed());
    const magic = [0x7f, 0x45, 0x4c, 0x46];
    const identity = [machine.class === 64 ? 2 : 1, machine.endian === 'little' ? 1 : 2, 1];
    const padding = new Array(9).fill(0);
    const version = inOrder([1, 0, 0, 0]);
    const known = [
        ...magic,
        ...identity,
        ...padding,
        ...twoBytes(type),
        ...twoBytes(machine.elfMachine),
        ...version,
    ];
    return [...known, ...new Array(HEADER_SIZE - known.length).fill(0)];
}
function matchesHeader(handler, header) {
    const mask = bytesOfHex(handler.mask);
    return bytesOfHex(handler.magic).every((expected, index) => {
        const relevant = mask[index] ?? 0xff;
        const actual = header[handler.offset + index];
        return actual === undefined ? relevant === 0 : ((actual ^ expected) & relevant) === 0;
    });
}
function bytesOfHex(hex) {
    return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
function isHex(text) {
    return /^([0-9a-f]{2})+$/i.test(text);
}
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
const SYSTEMS = [
    ...['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'wasip1', 'js', 'aix', 'android', 'dragonfly'],
    ...['hurd', 'illumos', 'ios', 'nacl', 'netbsd', 'openbsd', 'plan9', 'solaris', 'zos'],
];
const WASM_SYSTEMS = ['wasi', 'wasip1', 'js'];
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm64', ['v8', ...minorVersions('v8', 9), 'v9', ...minorVersions('v9', 7)]],
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
const ARCH_ALIASES = new Map([
    ['x86_64', { arch: 'amd64' }],
    ['x86-64', { arch: 'amd64' }],
    ['aarch64', { arch: 'arm64' }],
    ['armhf', { arch: 'arm', variant: 'v7' }],
    ['armel', { arch: 'arm', variant: 'v6' }],
    ['i386', { arch: '386', variant: '' }],
]);
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
const ARCHITECTURES = [...VARIANTS.keys()];
const ARCH_SPELLINGS = [...ARCHITECTURES, ...ARCH_ALIASES.keys()];
function normaliseSystem(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
function normaliseArch(arch, variant) {
    const written = arch.toLowerCase();
    const alias = ARCH_ALIASES.get(written);
    const name = alias?.arch ?? written;
    if (alias?.variant !== undefined)
        return { arch: name, variant: alias.variant };
    const lower = variant.toLowerCase();
    return { arch: name, variant: VARIANT_ALIASES.get(`${name}/${lower}`) ?? lower };
}
function isSystem(os) {
    return SYSTEMS.includes(os);
}
function isArch(arch) {
    return VARIANTS.has(arch);
}
function variantsOf(arch) {
    return VARIANTS.get(arch) ?? [];
}
function isVariant(arch, variant) {
    return variant === '' || variantsOf(arch).includes(variant);
}
function canPair(os, arch) {
    return WASM_SYSTEMS.includes(os) === (arch === 'wasm');
}
function minorVersions(major, last) {
    return Array.from({ length: last }, (_, index) => `${major}.${index + 1}`);
}


/***/ }),

/***/ 37378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
function nearest(word, candidates) {
    const allowed = word.length < 6 ? 1 : 2;
    const [best] = candidates
        .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed)
        .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
        .filter((guess) => guess.distance <= allowed)
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
const SWAP = 0.5;
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current[column] = Math.min(costAt(last, column) + 1, costAt(current, column - 1) + 1, costAt(last, column - 1) + (same ? 0 : 1), swapped ? costAt(beforeLast, column - 2) + SWAP : Number.POSITIVE_INFINITY);
        }
        beforeLast = last;
        last = current;
    }
    return costAt(last, b.length);
}
function costAt(costs, column) {
    return costs[column] ?? Number.POSITIVE_INFINITY;
}


/***/ }),

/***/ 95202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EY: () => (/* binding */ parsePattern),
/* harmony export */   aB: () => (/* binding */ entriesFor),
/* harmony export */   cK: () => (/* binding */ matches)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _wildcard_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(75845);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(72740);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(37378);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(62014);






const FORM = 'Write a platform in which * stands for any characters, for example linux/arm*.';
function parsePattern(text) {
    if (!text.includes('*')) {
        const platform = (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(text);
        return { text: (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform), platform };
    }
    if (!/^[\w.*()/-]+$/.test(text))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`pattern "${text}" is malformed.`, FORM);
    const pattern = normalisePattern(text);
    if (matchesAnyPlatform(pattern))
        return { text: pattern, platform: undefined };
    const guess = guessPattern(pattern);
    const known = `Known operating systems are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB.join(', ')}; known architectures are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.join(', ')}.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidValue */ .h6(`pattern "${text}" matches no platform.`, guess === undefined ? known : `Did you mean ${guess}?`);
}
function matches(pattern, platform) {
    return pattern.platform === undefined
        ? (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_3__/* .matchesPieces */ .F6)(pattern.text.split('*'), (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform).toLowerCase())
        : (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(pattern.platform, platform);
}
function entriesFor(entries, platform) {
    const matching = entries.flatMap((item) => {
        const matchingPatterns = item.patterns.filter((pattern) => matches(pattern, platform));
        return matchingPatterns.length === 0
            ? []
            : [{ item, isExact: matchingPatterns.some((pattern) => pattern.platform) }];
    });
    const [exact, others] = [matching.filter(({ isExact }) => isExact), matching.filter((m) => !m.isExact)];
    return [...others, ...exact].map(({ item }) => item);
}
function normalisePattern(text) {
    return text.toLowerCase().replace(/\*+/g, '*');
}
function matchesAnyPlatform(pattern) {
    const unversioned = normalisePattern(pattern.replace(/^([\w*-]+)\([\w.*-]+\)/, '$1'));
    const pieces = unversioned.split('*');
    names ??= allNames();
    return names.some((name) => (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_3__/* .matchesPieces */ .F6)(pieces, name));
}
let names;
function allNames() {
    const archs = _names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.flatMap((architecture) => ['', ...(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .variantsOf */ .IM)(architecture)].map((variant) => ({ architecture, variant })));
    return _names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB.flatMap((os) => archs
        .filter(({ architecture }) => (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .canPair */ .bR)(os, architecture))
        .map((arch) => (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)((0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .platformFromParts */ .ig)({ os, ...arch }))));
}
function guessPattern(pattern) {
    const [first = '', ...rest] = pattern.split('/');
    if (rest.length === 0) {
        const system = `${guessSystem(first.replace(/\*$/, ''))}*`;
        return [`*/${pattern}`, `*/${guessArch([pattern])}`, system].find(matchesAnyPlatform);
    }
    return [`${guessSystem(first)}/${rest.join('/')}`, `${guessSystem(first)}/${guessArch(rest)}`].find(matchesAnyPlatform);
}
function guessSystem(word) {
    const os = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseSystem */ .Iz)(word);
    return word.includes('*') || (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystem */ .yQ)(os) ? os : ((0,_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(os, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB) ?? os);
}
function guessArch(words) {
    const [name = '', variant = ''] = words;
    const stem = /^([^*]+)\*$/.exec(name)?.[1];
    if (stem !== undefined)
        return `${(0,_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(stem, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe) ?? properArchName(stem)}*`;
    if (!variant.includes('*'))
        return properArchName(words.join('/'));
    return `${(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)((0,_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(name, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe) ?? name, '').arch}/${variant}`;
}
function properArchName(text) {
    const platform = text.includes('*') ? undefined : (0,_suggest_js__WEBPACK_IMPORTED_MODULE_5__/* .suggestPlatform */ .e)(`linux/${text}`);
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
function parsePlatform(text) {
    const mistake = mistakeIn(text);
    if (mistake === undefined)
        return parseWellFormed(text);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InvalidValue */ .h6(mistake.what, severalCure(text) ?? guessCure(text) ?? mistake.cure);
}
function printPlatform({ os, osVersion, osFeatures, arch, variant }) {
    const options = [osVersion, ...osFeatures].map(escapeOption).join('+');
    const system = options === '' ? os : `${os}(${options})`;
    return [system, arch, variant].filter((part) => part !== '').join('/');
}
function printPlatforms(platforms) {
    return platforms.map(printPlatform).join(',');
}
function samePlatform(a, b) {
    return keyOf(a) === keyOf(b);
}
function distinctPlatforms(platforms) {
    return (0,_distinct_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctBy */ .e)(platforms, keyOf);
}
function keyOf({ os, osVersion, osFeatures, arch, variant }) {
    return JSON.stringify([os, osVersion, osFeatures, arch, variant]);
}
function listsPlatform(platforms, platform) {
    return platforms.some((each) => samePlatform(each, platform));
}
function withoutRelease(platform) {
    return { ...platform, osVersion: '', osFeatures: [] };
}
function buildsPlatform(listed, platform) {
    return listsPlatform(listed.map(withoutRelease), withoutRelease(platform));
}
function platformFromParts(parts) {
    return {
        os: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseSystem */ .Iz)(parts.os),
        osVersion: parts['os.version'] ?? '',
        osFeatures: [...new Set(parts['os.features'] ?? [])].filter((feature) => feature !== '').toSorted(),
        ...(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(parts.architecture, parts.variant ?? ''),
    };
}
function mistakeIn(text) {
    return formMistake(text) ?? nameMistake(text, parseWellFormed(text));
}
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
function parseWellFormed(text) {
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
function nameMistake(text, { os, arch }) {
    const [system, archName, variantName] = text.split('/');
    if (!(0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystem */ .yQ)(os)) {
        const kind = archName === undefined ? 'operating system or architecture' : 'operating system';
        const cure = `Known operating systems are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEMS */ .LB.join(', ')}; known architectures are ${_names_js__WEBPACK_IMPORTED_MODULE_2__/* .ARCHITECTURES */ .Xe.join(', ')}.`;
        return { what: `unknown ${kind} "${system}" in platform "${text}".`, cure };
    }
    if (arch === '')
        return { what: `platform "${text}" does not name an architecture.`, cure: FORM };
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
    const requested = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseArch */ .vJ)(arch, variantName).variant;
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isVariant */ .MY)(arch, requested) && requested === variant)
        return undefined;
    const known = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .variantsOf */ .IM)(arch).join(', ');
    return {
        what: `unknown variant "${variantName}" of ${archName} in platform "${text}".`,
        cure: known === '' ? `${arch} has no variants.` : `Known variants of ${arch} are ${known}.`,
    };
}
function severalCure(text) {
    const words = text.split(/\s+/).filter((word) => word !== '');
    const several = words.length > 1 && words.every((word) => mistakeIn(word) === undefined);
    return several ? `Separate platforms by commas or lines: ${words.join(',')}` : undefined;
}
function guessCure(text) {
    const closed = text.replace(/\s/g, '');
    const guess = mistakeIn(closed) === undefined
        ? printPlatform(parseWellFormed(closed))
        : (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__/* .suggestPlatform */ .e)(text.trim().replace(/\s+/g, '/'));
    return guess === undefined ? undefined : `Did you mean ${guess}?`;
}
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

function slugOfPlatform(platform) {
    return (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform)
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, '-');
}


/***/ }),

/***/ 62014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ suggestPlatform)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(72740);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(37378);


const MISSPELT_SYSTEMS = new Map([
    ...misspellings('darwin', ['mac', 'osx', 'macosx', 'apple']),
    ...misspellings('windows', ['win', 'win32', 'win64', 'windows_nt']),
    ...misspellings('linux', ['lin', 'linux32', 'linux64', 'gnu', 'alpine', 'debian', 'ubuntu']),
    ...misspellings('freebsd', ['bsd']),
    ...misspellings('solaris', ['sunos']),
    ...misspellings('wasi', ['wasm', 'wasm32', 'wasix']),
]);
const MISSPELT_ARCHES = new Map([
    ...misspellings('amd64', ['x64', 'x8664', 'x86_64_v1', 'amd', 'intel', 'intel64', 'em64t']),
    ...misspellings('386', ['x86', 'ia32', 'i486', 'i586', 'i686', '686', 'x32']),
    ...misspellings('arm64', ['aarch', 'armv8', 'armv8l', 'armv8a', 'armv8-a', 'arm8', 'm1', 'apple']),
    ...misspellings('arm', ['arm32', 'armhfp', 'armv7hl']),
    ...misspellings('ppc64le', ['ppc64el', 'powerpc64le', 'ppcle', 'power']),
    ...misspellings('ppc64', ['powerpc64']),
    ...misspellings('ppc', ['powerpc']),
    ...misspellings('mips64le', ['mips64el']),
    ...misspellings('mipsle', ['mipsel']),
    ...misspellings('riscv64', ['risc-v', 'riscv64gc', 'rv64', 'rv64gc']),
    ...misspellings('loong64', ['loongarch64', 'loongarch', 'loong', 'la64']),
    ...misspellings('wasm', ['wasm32', 'wasm64', 'webassembly']),
]);
const MAX_LENGTH = 64;
function suggestPlatform(text) {
    if (text.length > MAX_LENGTH)
        return undefined;
    const version = /\(([\w.-]+)/.exec(text)?.[1];
    const words = inOrder(wordsOf(text.replace(/\(.*?\)/g, '')));
    const [first = '', second, third] = words;
    if (second === undefined)
        return suggestFromOneWord(first, version);
    const os = exactSystem(first) ?? guessSystem(first);
    const arch = guessArch(second, third);
    return os === undefined || arch === undefined ? undefined : printSuggestion(os, version, arch);
}
function wordsOf(text) {
    const [first = '', ...rest] = text
        .toLowerCase()
        .split(/[/\\]/)
        .map((word) => word.replace(/[^a-z0-9_.:-]/g, ''))
        .filter((word) => word !== '');
    const joined = exactSystem(first) === undefined ? /^([a-z0-9]+)[-_:.](.+)$/.exec(first) : undefined;
    if (joined?.[1] !== undefined && joined[2] !== undefined && exactSystem(joined[1]) !== undefined) {
        return [joined[1], joined[2], ...rest];
    }
    return [first, ...rest];
}
function inOrder(words) {
    const [first = '', second, ...rest] = words;
    if (second === undefined || exactSystem(first) !== undefined || exactArch(first) === undefined)
        return words;
    return exactSystem(second) === undefined ? ['linux', ...words] : [second, first, ...rest];
}
function suggestFromOneWord(word, version) {
    const system = exactSystem(word);
    const arch = system === undefined ? guessArch(word) : undefined;
    if (arch !== undefined)
        return printSuggestion('linux', version, arch);
    const os = system ?? guessSystem(word);
    return os === undefined ? undefined : printSuggestion(os, version, { arch: 'amd64', variant: '' });
}
function printSuggestion(os, version, { arch, variant }) {
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
    const [, name = '', number = ''] = /^(.+?)[-_.]?v?(\d+(?:\.\d+)?)[a-z]*$/.exec(word) ?? [];
    const base = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(MISSPELT_ARCHES.get(name) ?? name, '').arch;
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isArch */ .nn)(base) && number !== '' ? withVariant(base, `v${number}`) : undefined;
}
function guessArch(word, variant) {
    const near = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(word, _names_js__WEBPACK_IMPORTED_MODULE_0__/* .ARCH_SPELLINGS */ .j1);
    const arch = exactArch(word) ?? (near === undefined ? undefined : (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(near, ''));
    if (arch === undefined || variant === undefined)
        return arch;
    return exactArch(word + variant) ?? guessVariant(arch, variant);
}
function guessVariant({ arch }, word) {
    const variants = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .variantsOf */ .IM)(arch);
    if (variants.length === 0)
        return { arch, variant: '' };
    const byPrefix = word.length > 1 ? variants.find((variant) => variant.startsWith(word)) : undefined;
    const number = /\d+(\.\d+)?/.exec(word)?.[0];
    return withVariant(arch, byPrefix ?? `v${number}`);
}
function withVariant(arch, variant) {
    const normalised = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .normaliseArch */ .vJ)(arch, variant);
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isVariant */ .MY)(arch, normalised.variant) ? normalised : undefined;
}
function misspellings(right, wrong) {
    return wrong.map((word) => [word, right]);
}


/***/ }),

/***/ 23680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ present)
/* harmony export */ });
function present(items) {
    return items.flatMap((item) => (item === false || item === undefined ? [] : [item]));
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

const REAL_CLOCK = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }),
};
function clockOf(env) {
    const factor = Number(env['MULTI_PLATFORM_BUILD_PAUSES'] || 1);
    return { now: REAL_CLOCK.now, sleep: (ms, signal) => REAL_CLOCK.sleep(ms * factor, signal) };
}
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
        const done = tries++;
        const usual = pausesMs[done];
        if (usual === undefined || !isTransient(error, done))
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
const POLL_MS = 500;
async function poll(check, { limitMs, isDone, clock = REAL_CLOCK }) {
    const end = clock.now() + limitMs;
    for (;;) {
        const seen = await check(Math.max(end - clock.now(), 0));
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


const STORAGE = /(?:GET|HEAD) request to https?:\/\/[^\s/]+\/(?!v2\/)(?!\S*[?&]scope=)|https?:\/\/(?![^\s/]*\.dkr\.ecr)[^\s/]*(?:blob\.core\.windows|amazonaws|r2\.cloudflarestorage|storage\.googleapis|cloudflare\.docker|pkg-containers\.githubusercontent)\.?[^\s/]*\//;
const PROXY_REFUSAL = /": (?:Forbidden|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)$|proxyconnect /m;
const ADVICE = [
    {
        fault: 'refused',
        sign: /Proxy Authentication Required/,
        advice: ({ host }) => `The proxy on the way to ${host} requires its own login: put user name and password into the proxy address that the builder uses, as in driver-opts: env.HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.`,
    },
    ...['server error', 'blocked', 'connection', 'unknown host'].map((fault) => ({
        ...{ fault, sign: PROXY_REFUSAL },
        advice: ({ host }) => `The proxy of the builder does not lead to ${host}: check that its address is right (env.HTTPS_PROXY in driver-opts), that it is up and lets the builder through, or name the host in env.NO_PROXY.`,
    })),
    {
        fault: 'rate limit',
        activities: ['pull'],
        advice: ({ host }) => `${host} limits the number of requests: log in to it in an earlier step, because each login has its own limit, or pull the image from a mirror.`,
    },
    {
        fault: 'rate limit',
        advice: ({ host }) => `${host} limits the number of requests. Run fewer jobs at the same time, or set retries to a higher number.`,
    },
    {
        fault: 'server error',
        advice: ({ host, status }) => `${host} answers ${status} every time: the fault is on that side. Check whether it is known to be down, and run the job again when it is up; finished steps are cached.`,
    },
    {
        fault: 'stalled',
        advice: () => 'There was no progress for the time in stall-timeout. Check that the registry is up; if it is only slow, set stall-timeout to a longer time.',
    },
    {
        fault: 'corrupted',
        activities: ['push', 'cache'],
        sign: /(?:digest|size)[ _]invalid|did not match/i,
        advice: ({ host }) => `The data that arrives at ${host} is not what was sent, every time: check what is in between, such as a proxy or a scanner.`,
    },
    {
        fault: 'corrupted',
        advice: ({ host }) => `The data that ${host} sends is not what it announces, every time: check what is in between (a proxy, a mirror), or whether the image has to be pushed again.`,
    },
    {
        fault: 'content gone',
        activities: ['cache'],
        advice: () => 'The registry has lost a part of the cache: remove the cache, or name another cache-ref.',
    },
    {
        fault: 'content gone',
        advice: () => 'The registry no longer has a part of an image that its manifest lists: use another tag or digest of the base image, or push that image again.',
    },
    {
        fault: 'builder gone',
        advice: () => 'The docker engine or BuildKit ended while it was needed: it was stopped or restarted, or it ran out of memory. See the log of the docker engine, or use a runner with more memory.',
    },
    {
        fault: 'immutable',
        activities: ['cache'],
        advice: () => 'The tag of the cache cannot be overwritten, but a cache needs that: name a repository without such a rule in cache-ref.',
    },
    {
        fault: 'immutable',
        advice: () => 'A rule of the repository protects the tag from being overwritten, and running the job again does not change that: push another tag, or exclude this one from the rule.',
    },
    {
        fault: 'policy',
        advice: ({ host }) => `A policy of ${host} blocks this image, and a login does not change that: check what its project or repository requires (a scan without findings, a signature) and meet it, or exclude this image from the policy.`,
    },
    {
        fault: 'unsupported',
        activities: ['cache'],
        advice: () => 'The registry does not accept the manifest of a cache: add image-manifest=true,oci-mediatypes=true to cache-to, or choose another cache (gha, inline).',
    },
    {
        fault: 'unsupported',
        advice: () => 'The registry does not accept the form in which BuildKit stores attestations: set provenance: false and sbom: false, or keep the older form with outputs: type=registry,oci-artifact=false.',
    },
    {
        fault: 'too large',
        advice: ({ host }) => `${host}, or a server in front of it, limits the size of a request, and a layer is larger: raise the limit (client_max_body_size in nginx), or make the layer smaller.`,
    },
    {
        fault: 'no registry',
        advice: ({ host }) => `A web page came in place of an image: a proxy, a firewall or a login page answers for ${host}. Check that the name of the image is right, and that the builder reaches its registry.`,
    },
    {
        fault: 'unknown host',
        advice: ({ host }) => `There is no address for ${host}: correct the name, or give the builder a name server that knows it (dns in buildkitd-config).`,
    },
    {
        fault: 'untrusted',
        sign: /expired|not yet valid/,
        advice: ({ host }) => `The certificate of ${host} has expired, or the clock is wrong: compare the time in the error. Whoever runs the registry has to renew the certificate.`,
    },
    {
        fault: 'untrusted',
        sign: /certificate is (?:not )?valid for|IP SANs|legacy Common Name/,
        advice: ({ host }) => `The certificate of ${host} is for other names: use a name of the registry that its certificate has, or ask whoever runs it to add this name.`,
    },
    {
        fault: 'untrusted',
        sign: /remote error: tls: /,
        advice: ({ host }) => `${host} requires a client certificate: name its key and cert in [[registry."HOST".keypair]] of buildkitd-config.`,
    },
    {
        fault: 'untrusted',
        advice: ({ host }) => `The certificate of ${host} is not trusted, or it has none: name its certificate authority (ca), or set http = true, in the table registry."HOST" of buildkitd-config.`,
    },
    {
        fault: 'disk full',
        activities: ['files'],
        advice: ({ path }) => `The disk that the result is written to is full${path}: free space on it in an earlier step, or write to another one.`,
    },
    {
        fault: 'disk full',
        sign: /\/v2\/|insufficient storage|answers 507|failed to push/i,
        advice: ({ host }) => `The disk of ${host} is full: whoever runs it has to free space.`,
    },
    {
        fault: 'disk full',
        sign: /^(?!.*(?:failed to solve|ResourceExhausted))/s,
        advice: ({ path }) => `A disk of this machine is full${path}: free space on it in an earlier step.`,
    },
    {
        fault: 'disk full',
        advice: ({ path }) => `The disk of the builder is full${path}: free disk space in an earlier step, or build fewer platforms in one job.`,
    },
    {
        fault: 'memory',
        advice: () => 'The process was killed, usually because memory ran out: use a runner with more memory, build fewer platforms in one job, or let the step do less at the same time.',
    },
    {
        fault: 'refused',
        sign: STORAGE,
        advice: ({ host }) => `The registry redirects to a storage that refuses the request: check that proxy and firewall let the builder reach ${host}, and that the clock of this machine is right.`,
    },
    {
        fault: 'quota',
        advice: ({ host }) => `${host} accepts no more data, because a limit of the account, the project or the plan is reached: delete images there that nobody needs, or raise the limit.`,
    },
    {
        fault: 'blocked',
        advice: ({ host }) => `A firewall or a network rule of ${host} does not let this machine in, and a login does not help: allow its address there, or use a runner inside that network.`,
    },
    {
        fault: 'read only',
        sign: /HEAD request/,
        advice: ({ host }) => `${host}, or a server in front of it, blocks HEAD requests, which BuildKit needs: allow them there (limit_except in nginx).`,
    },
    {
        fault: 'read only',
        activities: ['push', 'cache'],
        advice: ({ host }) => `${host} does not accept pushes: it is read-only for maintenance, or it is a mirror. Run the job again later, or push to the registry behind it.`,
    },
    {
        fault: 'not yet consistent',
        sign: /vulnerability scanning|image severity/,
        advice: ({ host }) => `${host} does not serve an image before it has scanned it: run the job again once it has, or exclude the project from that rule.`,
    },
    {
        fault: 'not yet consistent',
        advice: ({ host }) => `${host} does not yet know what it has just accepted, or two jobs write the same: let only one job at a time push there (concurrency), and run the job again.`,
    },
    {
        fault: 'stale login',
        activities: ['pull', 'push', 'cache', 'build'],
        advice: ({ host }) => `${host} no longer accepts the login: log in again in an earlier step, with a password or token that is still valid.`,
    },
    {
        fault: 'refused',
        activities: ['push', 'cache'],
        sign: /delete\/overwrite|manifest ?_?invalid/i,
        advice: () => 'The login may push there, but may not overwrite what exists: give it that right (Delete/Overwrite in Artifactory), or push another tag.',
    },
    {
        fault: 'refused',
        activities: ['pull'],
        sign: /repository does not exist/,
        advice: ({ host }) => `Check that the name of the image is right, or log in to ${host} in an earlier step, with an account that may read it. An image that only the docker engine has is found with driver: docker, or after it has been pushed to a registry.`,
    },
    {
        fault: 'refused',
        activities: ['pull'],
        advice: ({ host }) => `Log in to ${host} in an earlier step, with an account that may read the image, and check that its name is right: an image that does not exist gives the same error.`,
    },
    {
        fault: 'refused',
        activities: ['push'],
        sign: /ghcr\.io|_package\b|organization package/,
        advice: () => "Log in to the registry in an earlier step, with an account that may push to that repository. If it is the job's token, give the job permissions: packages: write, and give this repository write access in the settings of the package.",
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
        advice: () => 'Log in to the registry in an earlier step, with an account that may also push the cache, or name another cache-ref.',
    },
    {
        fault: 'refused',
        activities: ['fetch'],
        sign: /publickey/,
        advice: () => 'The server accepts none of the SSH keys: set the right one in ssh (ssh: default=KEY), or use an agent that has it.',
    },
    {
        fault: 'refused',
        activities: ['fetch'],
        advice: ({ host }) => `The sources cannot be read without a login: set a token that may read them in github-token, or as the secret GIT_AUTH_TOKEN.${host === SOME_SERVER ? '' : ` ${host} refused the request.`}`,
    },
    {
        fault: 'missing',
        activities: ['pull'],
        advice: ({ host }) => `There is no such image or tag at ${host}: correct its name.`,
    },
    {
        fault: 'missing',
        activities: ['push'],
        advice: ({ host }) => `${host} has no repository of that name: correct it, or create the project or repository first, as some registries require.`,
    },
    {
        fault: 'connection',
        activities: ['files'],
        advice: () => 'The result could not be written, usually because its disk is full: free space on it in an earlier step, or write to another one.',
    },
    {
        fault: 'connection',
        activities: ['pull', 'push', 'cache'],
        sign: /\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/,
        advice: ({ host }) => `${host} is this machine only for a builder in its network: set driver-opts: network=host, or driver: docker, and check that the registry is up.`,
    },
    {
        fault: 'connection',
        sign: /\[[0-9a-f:]+\]:\d+: connect: (?:cannot assign requested address|network is unreachable)/,
        advice: ({ host }) => `${host} was resolved to an IPv6 address that cannot be reached from here: give the builder a network with IPv6, or a name server that returns IPv4 addresses (dns in buildkitd-config).`,
    },
    {
        fault: 'connection',
        advice: ({ host }) => `${host} could not be reached: check that the registry is up, then run the job again; finished steps are cached.`,
    },
];
const BY_ERROR = [
    {
        sign: /failed to update submodules(?=.*(?:could not read (?:Username|Password)|Authentication failed|not found|Permission denied|Host key verification failed|error: 403))/is,
        cure: 'A submodule cannot be fetched. Those at https://github.com are fetched with the token of the repository: set one that may read all of them, as secrets: GIT_AUTH_TOKEN=\u2026. All others are fetched without a login or a key: check out with submodules: true and such a token (actions/checkout), and set context: .',
    },
    {
        sign: /unknown scheme git\b/,
        cure: 'The image of this BuildKit has no git, so it cannot fetch a Git context: use an image that has it (moby/buildkit), or check out and set context: .',
    },
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
        cure: 'The step mounts a secret that the build does not have: add it to secrets, secret-envs or secret-files, or make the mount optional (required=false).',
    },
    {
        sign: /no SSH key .* forwarded|unset ssh forward key/,
        cure: 'The step needs an SSH key that the build does not have: set ssh: default with an agent that has the key, or ssh: default=KEY.',
    },
];
const SOME_SERVER = 'the registry';
function adviceFor({ activity, error, fault = (0,_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .faultOf */ .K)(error) }) {
    const known = (0,_cures_js__WEBPACK_IMPORTED_MODULE_1__/* .findCure */ .z)(BY_ERROR, [error]);
    if (known !== undefined)
        return known;
    const row = ADVICE.find((each) => each.fault === fault &&
        (each.activities === undefined || each.activities.includes(activity)) &&
        (each.sign === undefined || each.sign.test(error)));
    return row?.advice(detailsIn(error)).replace(/^the /, 'The ');
}
function detailsIn(error) {
    const [, address] = /https?:\/\/([^\s/"?]+)/.exec(error) ?? [];
    const [, lookedUp] = /lookup (\S+?)(?: on |:)/.exec(error) ?? [];
    const [, pushedTo] = /failed to push ([^\s/]+[.:][^\s/]*)\//.exec(error) ?? [];
    const [, answering] = /\b([a-z0-9.-]+(?::\d+)?) answers \d/.exec(error) ?? [];
    const [status] = /\b[45]\d\d [A-Z][a-z]+(?: [A-Z][a-z-]+)*/.exec(error) ?? [];
    const [, path] = /(\/\S+): (?:no space left|disk quota)/.exec(error) ?? [];
    return {
        host: lookedUp ?? address ?? answering ?? pushedTo ?? SOME_SERVER,
        status: status ?? /\b5\d\d\b/.exec(error)?.[0] ?? 'with an error',
        path: path === undefined ? '' : ` (${path})`,
    };
}


/***/ }),

/***/ 47807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ findCure)
/* harmony export */ });
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



function makeFolder(name, path) {
    (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .remember */ .kY)(name, path);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(path, { recursive: true, mode: 0o700 });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`RUNNER_TEMP: the folder ${path} could not be created: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}.`, 'Check that RUNNER_TEMP is a folder that this user may write to, and that the disk is not full.');
    }
}
function dropFolder(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
    }
    catch {
    }
}


/***/ }),

/***/ 80270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $S: () => (/* binding */ countOthers),
/* harmony export */   PN: () => (/* binding */ isHeldBuilder),
/* harmony export */   se: () => (/* binding */ holdBuilder),
/* harmony export */   yo: () => (/* binding */ recordCreated)
/* harmony export */ });
/* unused harmony exports leaveBuilder, isNote, sweepBuilders */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/* harmony import */ var _disk_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(57486);
/* harmony import */ var _docker_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(68721);
/* harmony import */ var _facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(73876);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(16413);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(2165);
/* harmony import */ var _runner_extras_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(37367);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(57390);









const MAX_JOB_MS = 5 * 24 * 60 * 60_000;
const LONG_GONE_MS = (/* unused pure expression or super */ null && (6 * 60 * 60_000));
async function holdBuilder(env, name) {
    const path = notePath(env, name);
    if (path !== undefined)
        await tryNote(() => withLock((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), async () => writeNote(path)));
}
function isHeldBuilder(env, name) {
    const path = notePath(env, name);
    return path !== undefined && (0,_disk_js__WEBPACK_IMPORTED_MODULE_2__/* .namesIn */ .w)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)).length > 0;
}
async function recordCreated(env, name, made) {
    const path = notePath(env, name);
    if (path !== undefined)
        await tryNote(async () => writeNote(path, made));
}
async function tryNote(write) {
    await (0,_runner_extras_js__WEBPACK_IMPORTED_MODULE_3__/* .tryExtra */ .m4)('other jobs', undefined, write);
}
function countOthers(env, name) {
    const path = notePath(env, name);
    if (path === undefined)
        return 0;
    return readNotes((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)).filter((note) => note.path !== path && isHeld(note)).length;
}
async function leaveBuilder(held, work) {
    const folder = dirname(held);
    await withLock(folder, async () => {
        const notes = readNotes(folder);
        const others = notes.filter((note) => note.path !== held && isHeld(note)).length;
        const made = createdIn(notes);
        const isDone = await work({ others, made });
        if (others > 0) {
            if (made !== undefined)
                writeFileSync(join(folder, LEFT_NOTE), JSON.stringify({ made }));
            rmSync(held, { force: true });
        }
        else if (isDone)
            rmSync(folder, { recursive: true, force: true });
    });
}
function isNote(path) {
    const jobs = dirname(dirname(path));
    return basename(jobs) === JOBS && basename(dirname(jobs)) === NOTES;
}
async function sweepBuilders(env, work) {
    const jobs = join(buildxFolder(env), NOTES, JOBS);
    const abandoned = namesIn(jobs)
        .map((name) => join(jobs, name))
        .filter((folder) => readNotes(folder).every(isLongGone));
    await Promise.all(abandoned.slice(0, MAX_SWEPT).map((folder) => sweep(folder, work)));
}
const MAX_SWEPT = 4;
async function sweep(folder, work) {
    await withLock(folder, async () => {
        const notes = readNotes(folder);
        if (!notes.every(isLongGone))
            return;
        const made = createdIn(notes);
        if (made === undefined || (await work(made)))
            rmSync(folder, { recursive: true, force: true });
    });
}
function isHeld({ job, isReadable, age }) {
    const life = job === undefined ? (isReadable ? 'gone' : 'unknown') : (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .lifeOf */ .c_)(job);
    return life === 'runs' || (life === 'unknown' && age < MAX_JOB_MS);
}
function isLongGone(note) {
    return !isHeld(note) && note.age > LONG_GONE_MS;
}
function createdIn(notes) {
    return notes.find(({ made }) => made !== undefined)?.made;
}
const NOTES = 'multi-platform-build';
const JOBS = 'jobs';
const LOCKS = 'locks';
const LEFT_NOTE = 'left';
function notePath(env, name) {
    if (!/^[a-z][a-z0-9._-]*$/i.test(name))
        return undefined;
    const { pid, started } = (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .readSelf */ .LG)();
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .buildxFolder */ .j)(env), NOTES, JOBS, name.toLowerCase(), `${pid}-${started}`);
}
function writeNote(path, made) {
    (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .remember */ .kY)('held', path);
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    const fresh = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), '..', (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(fresh, JSON.stringify({ job: (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .printJob */ .$Y)((0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .readJob */ .cd)()), made }), { mode: 0o600 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(fresh, path);
}
function readNotes(folder) {
    return (0,_disk_js__WEBPACK_IMPORTED_MODULE_2__/* .namesIn */ .w)(folder).map((name) => readNote((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)));
}
function readNote(path) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)((0,_disk_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r)(path) ?? '');
    const job = (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJob */ .JN)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .field */ .ZZ)(value, 'job'));
    const age = Date.now() - ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return { path, job, isReadable: value !== undefined, made: parseMade((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .field */ .ZZ)(value, 'made')), age };
}
function parseMade(value) {
    const [builder, nodes] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(value, 'builder'), (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(value, 'nodes')];
    if (builder === '')
        return undefined;
    return { builder, nodes, keepsState: (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(value, 'keepsState'), context: (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(value, 'context') };
}
const LOCK_MS = 2 * 60_000;
async function withLock(folder, work) {
    const lock = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)), LOCKS, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder));
    const taken = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_8__/* .poll */ .wt)(async () => takeLock(lock), {
        limitMs: LOCK_MS,
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
const DISK_FULL_CODES = ['ENOSPC', 'EDQUOT'];
function takeLock(lock) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(lock), { recursive: true, mode: 0o700 });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(lock, JSON.stringify({ job: (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .printJob */ .$Y)((0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .readSelf */ .LG)()) }), { flag: 'wx', mode: 0o600 });
        return 'ours';
    }
    catch (error) {
        const code = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .text */ .Qq)(error, 'code');
        if (DISK_FULL_CODES.includes(code))
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(lock, { force: true });
        if (code !== 'EEXIST')
            return 'none';
        const { job, age } = readNote(lock);
        const isLeft = job === undefined || (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .lifeOf */ .c_)(job) === 'unknown' ? age > LOCK_MS : (0,_facts_job_process_js__WEBPACK_IMPORTED_MODULE_4__/* .lifeOf */ .c_)(job) === 'gone';
        if (isLeft)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(lock, { force: true });
        return 'busy';
    }
}


/***/ }),

/***/ 93486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ stopwatch)
/* harmony export */ });
function stopwatch() {
    const begin = Date.now();
    const phases = [];
    const time = async (name, part) => {
        const start = Date.now() - begin;
        try {
            return await part();
        }
        finally {
            phases.push({ name, start, end: Date.now() - begin });
        }
    };
    return { phases, time };
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




function setOutput(name, value) {
    fileCommand('OUTPUT', name, value);
}
function saveState(name, value) {
    fileCommand('STATE', name, value);
}
function setSecret(value) {
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .L)('add-mask', {}, value);
}
function addPath(folder) {
    writeRunnerFile('PATH', folder);
}
function writeSummary(markdown) {
    writeRunnerFile('STEP_SUMMARY', markdown);
}
function annotate(severity, message, location) {
    const properties = location === undefined ? {} : { ...location, file: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(location.file) };
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
function writeRunnerFile(file, text) {
    const path = process.env[`GITHUB_${file}`];
    if (!path)
        return;
    try {
        (0,_node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueFileCommand */ .n)(file, text);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`GITHUB_${file}: the runner's file ${path} could not be written: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}.`, 'Check that the disk is not full and that earlier steps did not change the file.');
    }
}


/***/ }),

/***/ 37367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EH: () => (/* binding */ warnExtraFailed),
/* harmony export */   S0: () => (/* binding */ addSummary),
/* harmony export */   m4: () => (/* binding */ tryExtra)
/* harmony export */ });
/* unused harmony export EXTRAS */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6910);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(93188);



const EXTRAS = {
    cache: ['The build cache could not be used', 'the job continues without it'],
    'local cache': ['The folder of the local cache could not be replaced', 'what was there before stays'],
    'buildx cache': ['The cache of GitHub Actions could not be used for buildx', 'buildx is downloaded'],
    'image cache': ['The cache of GitHub Actions could not be used for qemu-image', 'docker pulls the image'],
    'tool cache': ["The runner's tool cache could not be used for buildx", 'it is kept for this job only'],
    layout: ['The layout on disk could not be used', 'the proof reads the image from the registry'],
    latest: [
        'It could not be determined whether this release is the highest',
        'latest stays where it is; latest=true in flavor moves it',
    ],
    proof: ['The output proof could not be set', 'the errors of the proof are reported nevertheless'],
    'other jobs': [
        'Other jobs on this machine cannot be told about the builder',
        'the one that ends first may remove it',
    ],
    summary: ["The job's summary could not be written", 'everything in it is also in the log'],
};
function warnExtraFailed(extra, why) {
    const [what, instead] = EXTRAS[extra];
    (0,_log_js__WEBPACK_IMPORTED_MODULE_0__/* .betweenLines */ .GD)(() => (0,_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .annotate */ .fz)('warning', `${what}: ${why.trim().replace(/\.$/, '')}; ${instead}.`));
}
async function tryExtra(extra, instead, work) {
    try {
        return await work();
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isCancelled */ .mm)(error))
            throw error;
        warnExtraFailed(extra, (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error));
        return instead;
    }
}
function addSummary(markdown) {
    try {
        (0,_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .writeSummary */ .Sy)(markdown);
    }
    catch (error) {
        warnExtraFailed('summary', (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error));
    }
}


/***/ }),

/***/ 93188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   Df: () => (/* binding */ withoutCommands),
/* harmony export */   GD: () => (/* binding */ betweenLines),
/* harmony export */   Os: () => (/* binding */ group),
/* harmony export */   Vk: () => (/* binding */ textPieces),
/* harmony export */   aY: () => (/* binding */ whenWritten),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* unused harmony export neutralise */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(46193);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6910);



const LINE_LIMIT = 4_096;
function logLine(line = '') {
    process.stdout.write(`${neutralise(line.replace(/[\r\n]+/g, ' '))}\n`);
}
function group(name, lines) {
    (0,_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .startGroup */ .Oh)(neutralise(name));
    const { write, end } = withoutCommands();
    write(lines.join('\n'));
    end();
    (0,_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .endGroup */ .N4)();
}
function neutralise(text) {
    return text.replace(/\r(?!\n)/g, '\n').replaceAll('##[', '## [');
}
let openSink;
const pendingWrites = [];
function betweenLines(writeNow) {
    pendingWrites.push(writeNow);
    flushWaiting();
}
function flushWaiting() {
    if (pendingWrites.length === 0 || openSink?.atLineStart === false)
        return;
    if (openSink !== undefined)
        process.stdout.write(`::${openSink.token}::\n`);
    for (const writeNow of pendingWrites.splice(0))
        writeNow();
    if (openSink !== undefined)
        process.stdout.write(`::stop-commands::${openSink.token}\n`);
}
function withoutCommands() {
    const sink = { token: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)(), atLineStart: true };
    openSink = sink;
    process.stdout.write(`::stop-commands::${sink.token}\n`);
    return {
        write: (text) => {
            if (text === '')
                return true;
            sink.atLineStart = text.endsWith('\n') || text.endsWith('\r');
            const isTaken = process.stdout.write(neutralise(text));
            flushWaiting();
            return isTaken;
        },
        end: () => {
            process.stdout.write(`${sink.atLineStart ? '' : '\n'}::${sink.token}::\n`);
            openSink = undefined;
            flushWaiting();
        },
    };
}
function whenWritten(callback) {
    process.stdout.once('drain', callback);
}
function textPieces(take) {
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    let pending = '';
    return {
        push: (chunk) => {
            const text = pending + decoder.write(chunk);
            const keep = /(?:\r|##?)$/.exec(text)?.[0].length ?? 0;
            pending = text.slice(text.length - keep);
            take(text.slice(0, text.length - keep));
        },
        end: () => take(pending + decoder.end()),
    };
}
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
/* harmony import */ var _verify_sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(84903);
/* harmony import */ var _verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(12015);



const MAX_CHARACTERS = 300_000;
function proofOutput(proofs, smoke, onErrors) {
    const platforms = (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .distinctPlatforms */ .PC)([...proofs, ...smoke].map(({ platform }) => platform));
    if (platforms.length === 0)
        return '';
    const room = Math.floor(MAX_CHARACTERS / platforms.length);
    const members = platforms.map((platform) => {
        const proof = proofs.find((each) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(each.platform, platform));
        const run = smoke.find((each) => (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(each.platform, platform));
        const proven = proof === undefined ? {} : { onErrors, ...proofMembers(proof, room) };
        return [(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform), { ...proven, ...smokeMembers(run) }];
    });
    return JSON.stringify(Object.fromEntries(members));
}
function proofMembers({ findings, ...proof }, room) {
    const { digest, size, files, ignored, entrypoint } = proof;
    const listedFindings = [];
    let remaining = room;
    for (const finding of findings.filter(({ more }) => more === undefined)) {
        const members = findingMembers(finding);
        remaining -= JSON.stringify(members).length;
        if (remaining < 0)
            break;
        listedFindings.push(members);
    }
    const all = _verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .SEVERITIES */ .oC.reduce((sum, severity) => sum + (0,_verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, severity), 0);
    return {
        ...{ digest, size, elfFiles: files, ignored, entrypoint },
        ...{
            errors: (0,_verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'),
            findings: listedFindings,
            findingsOmitted: all - listedFindings.length,
        },
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

const DEFAULT_SHELL = { buildx: _buildx_program_js__WEBPACK_IMPORTED_MODULE_0__/* .PLUGIN */ .E, digestVariable: (build) => `DIGEST_${build}` };
function shellCommand(command, shell = {}) {
    const { buildx, digestVariable } = { ...DEFAULT_SHELL, ...shell };
    const program = buildx.kind === 'standalone' && command[0] === 'buildx' ? [] : ['docker'];
    const words = [...program, ...command].map((word) => typeof word === 'string'
        ? shellWord(word)
        : `${shellWord(word.repository)}@"$${digestVariable(word.build)}"`);
    if (words.join(' ').length <= 110)
        return [words.join(' ')];
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
function shellFolder(path) {
    return `mkdir -p ${shellWord(path)}`;
}
function shellDigest(name, metadataFile) {
    return `${name}=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' ${shellWord(metadataFile)})`;
}
function shellVariable(variable, path) {
    return `(umask 077 && printenv ${shellWord(variable)} > ${shellWord(path)})`;
}
function shellFile(path, content) {
    const lines = content.replace(/\n$/, '').split('\n');
    const end = lines.includes('END_OF_FILE') ? `END_OF_FILE_${lines.length}` : 'END_OF_FILE';
    return [`cat > ${shellWord(path)} <<'${end}'`, ...lines, end];
}
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
/* harmony import */ var _verify_sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(84903);
/* harmony import */ var _verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(12015);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(45193);




const PROOF_HEAD = ['SIZE', 'ELF FILES', 'STARTS', 'MACHINE', 'PROOF'];
function proofLines(proofs) {
    const rows = proofs.map((proof) => [(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(proof.platform), ...proofCells(proof)]);
    const findings = proofs.flatMap((proof) => (0,_verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .findingsToShow */ .Ty)(proof.findings).map((finding) => {
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
function proofSummary(proofs) {
    const rows = proofs.map((proof) => [(0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(proof.platform), ...proofCells(proof)].map(_table_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY));
    return `${(0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .markdownTable */ .Qj)([['platform', ...PROOF_HEAD.map((name) => name.toLowerCase())], ...rows])}\n`;
}
function proofCells(proof) {
    if (proof === undefined)
        return PROOF_HEAD.map(() => '');
    const { size, files, ignored, entrypoint, findings } = proof;
    const [errors, warnings] = [(0,_verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'), (0,_verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'warning')];
    const notes = [
        ...(warnings > 0 ? [`${warnings} to check`] : []),
        ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ];
    const verdict = errors > 0 ? `failed: ${printErrors(errors)}` : ['proven', ...notes].join(', ');
    return [printSize(size), String(files), entrypoint?.path ?? '', entrypoint?.machine ?? '', verdict];
}
function errorsOf(proofs) {
    return proofs.reduce((sum, { findings }) => sum + (0,_verify_shortlist_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'), 0);
}
function printErrors(count) {
    return count === 1 ? '1 error' : `${count} errors`;
}
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
function textTable(rows) {
    const filledRows = keepFilled(rows);
    const widths = (filledRows[0] ?? []).map((_, column) => Math.max(...filledRows.map((row) => row[column]?.length ?? 0)));
    return filledRows.map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}
function markdownTable(rows) {
    const [head = [], ...body] = keepFilled(rows).map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
    return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
function keepFilled(rows) {
    const [head = [], ...body] = rows;
    const filled = head.map((_, column) => body.some((row) => row[column] !== '' && row[column] !== undefined));
    return rows.map((row) => row.filter((_, column) => filled[column]));
}
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

const STATE_NAMES = [
    ...['default', 'held', 'builder', 'nodes', 'keepsState', 'context'],
    ...['installer', 'temp', 'downloads', 'standalone', 'finished'],
    ...['smokeContainers', 'smokeImages'],
];
function remember(name, value) {
    (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ)(name, value);
}
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

/***/ 84903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ describeFinding)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9501);
/* harmony import */ var _platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(94325);


function describeFinding(finding) {
    const text = verdictText(finding);
    if (finding.more === undefined)
        return text;
    const { count, example } = finding.more;
    const what = finding.layer === ''
        ? `${count} more are not listed one by one.`
        : `${count} more of this kind are in the same layer as ${example}.`;
    return { ...text, what };
}
function verdictText(finding) {
    const { platform, path, layer, verdict } = finding;
    const subject = { name: (0,_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg)(platform), os: platform.os, path, layer };
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
function withIgnoreLine(text, { severity, path }) {
    return severity === 'error' ? { ...text, cure: `${text.cure} ${ignoreLine(path)}` } : text;
}
const INDEX_PROBLEMS = {
    missing: (name) => `the index lacks ${name}.`,
    repeated: (name) => `the index has ${name} more than once.`,
    'not requested': (name) => `the index has ${name}, which was not requested.`,
};
function indexText({ problem }, { name }) {
    const cure = 'Make sure that nothing else pushes to this image, and build again.';
    return { what: INDEX_PROBLEMS[problem](name), cure };
}
const DAMAGED_CURE = 'Push the image again; if the error persists, report it to the operator of the registry.';
const CONFIG_CURE = 'Build this platform again from a base image that is for it; FROM --platform decides what the config says.';
function configText(verdict, { name }) {
    switch (verdict.problem) {
        case 'no image manifest':
            return {
                what: `the manifest ${verdict.digest} of ${name} is not an image manifest.`,
                cure: DAMAGED_CURE,
            };
        case 'impossible digest':
            return {
                what: `the ${verdict.document} has the invalid digest "${verdict.digest}".`,
                cure: DAMAGED_CURE,
            };
        case 'other bytes': {
            const what = `the ${verdict.document} ${verdict.digest} does not match its digest.`;
            return { what, cure: DAMAGED_CURE };
        }
        case 'other size': {
            const { document, digest, actual, expected } = verdict;
            const what = `the ${document} ${digest} has ${actual} bytes, not ${expected} as its descriptor says.`;
            return { what, cure: DAMAGED_CURE };
        }
        case 'impossible layer': {
            const what = `the manifest has a layer with an invalid digest or size: "${verdict.digest}".`;
            return { what, cure: DAMAGED_CURE };
        }
        case 'layer count': {
            const { inManifest, inConfig } = verdict;
            const what = `the manifest lists ${inManifest} layers, but the config lists ${inConfig}.`;
            return { what, cure: CONFIG_CURE };
        }
        case 'no platform':
            return { what: `the config of ${name} names no platform.`, cure: CONFIG_CURE };
        case 'other platform':
            return {
                what: `the index says ${name}, but the image's config says ${verdict.actual}.`,
                cure: CONFIG_CURE,
            };
    }
}
const LAYER_CURE = 'Build and push this platform again.';
function layerText(verdict, { name, path, layer }) {
    switch (verdict.problem) {
        case 'damaged':
            return unreadableLayerText(layer, verdict.why);
        case 'too many files':
            return unreadableLayerText(layer, 'it has more files than fit into memory');
        case 'other hash': {
            const { actual, expected } = verdict;
            const expectedHash = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isSha256 */ ._h)(expected) ? expected : `"${expected}", which is not a sha256 digest`;
            return {
                what: `the layer ${layer} unpacks to ${actual}, but the config says ${expectedHash}.`,
                cure: LAYER_CURE,
            };
        }
        case 'path outside': {
            const what = `${path} points outside the image, or is too long.`;
            return { what, cure: 'Leave it out of the layer.' };
        }
        case 'path without parent': {
            const what = `${path} cannot be unpacked: the folder or file that it needs is missing.`;
            return { what, cure: LAYER_CURE };
        }
        case 'image too large': {
            const what = `${name} cannot be checked: ${verdict.why}.`;
            return { what, cure: 'Make the image smaller, or turn the proof off (verify: false).' };
        }
    }
}
function unreadableLayerText(layer, why) {
    return { what: `the layer ${layer} is damaged or cannot be checked: ${why}.`, cure: LAYER_CURE };
}
function ignoreLine(path) {
    return `If it belongs there, add this line to verify-ignore: ${path}`;
}
function machineText(verdict, { name, path }) {
    const { fit, reason, files } = verdict;
    const machine = verdict.isMixed ? `${verdict.machine} and other machines` : verdict.machine;
    if (reason.kind === 'ignored') {
        const what = `${path}, which the image for ${name} starts, is for another machine, but verify-ignore excludes it.`;
        return { what, cure: '' };
    }
    if (reason.kind === 'no image') {
        const subject = files === 1 ? `${path} is` : `${path} and ${files - 1} more ${files === 2 ? 'file' : 'files'} are`;
        return { what: `${subject} for ${machine}, which no image for ${name} runs.`, cure: '' };
    }
    const role = reason.kind === 'started' ? ', which the image starts,' : '';
    const subject = files === 1 ? `${path}${role} is` : `${path} and ${files - 1} more ${files === 2 ? 'file' : 'files'} are`;
    const doubt = fit === 'doubtful' ? `; not every ${name} machine can run that` : '';
    const what = `${subject} for ${machine}, not for ${name}${doubt}${evidence(reason)}.`;
    return { what, cure: machineCure(name, verdict) };
}
function evidence(reason) {
    switch (reason.kind) {
        case 'in PATH':
            return '; its folder is in PATH';
        case 'linked from PATH':
            return `; the link ${reason.link} in PATH points to it`;
        case 'loader folder':
            return '; the loader searches its folder for libraries';
        case 'foreign triple':
            return `; the folder ${reason.triple} looks like a copy from an image for that machine`;
        case 'misnamed':
            return `; its name says ${reason.says}`;
        case 'built in place':
            return '; such a file is compiled or fetched for the machine that installs it';
        case 'alone':
            return '; its name says so, and it has no counterpart for the platform';
        case 'only machine':
            return `; the SDK in ${reason.folder} is published for no other machine`;
        case 'program folder':
            return `; it is in the folder ${reason.folder}, and nothing explains why`;
        case 'working folder':
            return `; it is below ${reason.folder}, where the image runs`;
        case 'needed':
            return `; ${reason.by} needs it`;
        case 'named':
            return `; ${reason.by} names it`;
        case 'beside the start':
            return '; it is next to what the image starts';
        default:
            return '';
    }
}
function machineCure(name, { ignore, reason }) {
    if (reason.kind === 'only machine')
        return `Leave it out of the image for ${name}, where nothing runs it without an emulator. ${ignoreLine(ignore)}`;
    return `Build it for ${name} (compile with TARGETARCH, or in a stage without --platform=$BUILDPLATFORM), or copy it from an image for ${name}. ${ignoreLine(ignore)}`;
}
const INSTALL_CURE = 'Install the packages in a stage that runs on the target platform (without --platform=$BUILDPLATFORM), or tell the package manager which machine they are for; keep node_modules, site-packages and similar folders of your own machine out of the build context.';
function packageText(verdict, { name, path }) {
    const { problem, claimed, actual, metadata, ignore } = verdict;
    const package_ = `the ${PACKAGE_FORMATS[verdict.format]} ${verdict.name}`;
    switch (problem) {
        case 'other machine': {
            const what = `${package_} is for ${claimed.join(' and ')}, as ${metadata} says, not for ${name}: ${path}.`;
            return { what, cure: `${INSTALL_CURE} ${ignoreLine(ignore)}` };
        }
        case 'built': {
            const what = `${path} is for ${actual}, not for ${name}: it was compiled or fetched when ${package_} (${metadata}) was installed on another machine.`;
            return { what, cure: `${INSTALL_CURE} ${ignoreLine(ignore)}` };
        }
        case 'helper': {
            const what = `${package_} does not say that it is for another machine (${metadata}), but ${path} in it is for ${actual}, not for ${name}.`;
            return {
                what,
                cure: `If it is needed, look for a version of the package that supports ${name}. ${ignoreLine(ignore)}`,
            };
        }
        case 'other libc': {
            const what = `${package_} is for ${claimed.join(' and ')}, as ${metadata} says, but the image for ${name} has ${actual}.`;
            return {
                what,
                cure: 'Install it on the distribution of the image: Alpine has musl, nearly all others have glibc.',
            };
        }
    }
}
const PACKAGE_FORMATS = {
    ...{ wheel: 'wheel', npm: 'npm package', gem: 'gem', dotnet: '.NET application', conda: 'conda package' },
    ...{ nuget: 'NuGet package', egg: 'egg', 'terraform provider': 'Terraform provider' },
    ...{ dpkg: 'Debian package', apk: 'Alpine package', prisma: 'Prisma engine' },
    ...{ 'python module': 'Python module', 'node module': 'Node module' },
};
function armText(needed, { name, path }) {
    const what = `${path} needs arm/v${needed}, but the platform is ${name}.`;
    const cure = `Compile it for ${name}, and use a base image for that platform. ${ignoreLine(path)}`;
    return { what, cure };
}
function levelText(needed, { name, path }) {
    const what = `${path} needs x86-64-v${needed}, but the platform is ${name}.`;
    const cure = `Compile it for ${name} (GOAMD64=v1, or without -march=x86-64-v${needed}), or build the platform linux/amd64/v${needed}. ${ignoreLine(path)}`;
    return { what, cure };
}
function settingText(setting, { name, path }) {
    const what = `${path} was compiled with ${setting}, which not every ${name} machine supports.`;
    const [variable = ''] = setting.split('=');
    return {
        what,
        cure: `Compile it without ${variable}, or build for a platform with that variant. ${ignoreLine(path)}`,
    };
}
function floatText(loader, { path }) {
    const what = `${path} passes floating-point numbers differently from its loader ${loader}.`;
    return {
        what,
        cure: `Compile the program and the C library both for hard float (armhf), or both for soft float. ${ignoreLine(path)}`,
    };
}
function systemText({ format, as }, subject) {
    const { name, path } = subject;
    const where = as === 'program' ? 'in the PATH of' : 'in a library folder of';
    const what = `${path} is ${withArticle(format)}, and is ${where} the image for ${name}.`;
    const cure = format === 'truncated file' ? TRUNCATED_CURE : FORMAT_CURES[format](subject);
    return { what, cure: `${cure} ${ignoreLine(path)}` };
}
function withArticle(format) {
    return `${format === 'error message' || format === 'HTML page' ? 'an' : 'a'} ${format}`;
}
function sameLayersText(platforms) {
    const what = `${platforms.map(_platforms_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .printPlatform */ .Lg).join(' and ')} have the same programs, layer by layer.`;
    const cure = 'Make sure that the last stage of the Dockerfile begins without --platform=$BUILDPLATFORM, and that anything compiled on the build platform is compiled for TARGETARCH.';
    return { what, cure };
}
function entrypointText(verdict, subject) {
    const { name, path } = subject;
    const start = `the image for ${name} starts`;
    switch (verdict.problem) {
        case 'missing': {
            const what = `${start} ${verdict.program}, which is not in it.`;
            return { what, cure: 'Copy it into the image, or set ENTRYPOINT and CMD to a program that is in it.' };
        }
        case 'no program': {
            const what = `${start} ${path}, which is neither a program nor a script.`;
            return { what, cure: 'Begin a script with #! and its interpreter, as in #!/bin/sh.' };
        }
        case 'empty': {
            const what = `${start} ${path}, which is empty.`;
            return {
                what,
                cure: 'Make the command that creates the file fail if it creates nothing (curl --fail, set -e).',
            };
        }
        case 'truncated': {
            const what = `${start} ${path}, which is truncated: its header describes more than the file contains.`;
            return { what, cure: TRUNCATED_CURE };
        }
        case 'no execute bit': {
            const what = `${start} ${path}, which is not executable.`;
            return {
                what,
                cure: `Copy it with COPY --chmod=755, or set the bit in git (git update-index --chmod=+x).`,
            };
        }
        case 'other format': {
            return {
                what: `${start} ${path}, which is ${withArticle(verdict.format)}.`,
                cure: FORMAT_CURES[verdict.format](subject),
            };
        }
    }
}
const TRUNCATED_CURE = 'Copy or download it again, and make an incomplete download fail (curl --fail, a checksum).';
const downloadCure = () => 'The URL returned something else: correct it, and make such a download fail (curl --fail --location, a checksum).';
const buildCure = ({ name, os }) => `Build it for ${name} (GOOS=${os}), or download the file for ${SYSTEM_NAMES.get(os) ?? os}.`;
const SYSTEM_NAMES = new Map([
    ['linux', 'Linux'],
    ['windows', 'Windows'],
    ['darwin', 'macOS'],
]);
const FORMAT_CURES = {
    'Linux program': buildCure,
    'Windows program': buildCure,
    'macOS program': buildCure,
    'Unix script': () => 'Start it with its interpreter, or rewrite it for cmd or PowerShell.',
    'HTML page': downloadCure,
    'JSON text': downloadCure,
    'error message': downloadCure,
    'packed archive': () => 'Unpack it, and copy the program from it.',
    'Git LFS pointer': () => 'Check out the repository with its LFS files (lfs: true in actions/checkout).',
};
function interpreterText(verdict, { name, path }) {
    const { interpreter } = verdict;
    if (verdict.of === 'program') {
        const what = `${path} needs the loader ${interpreter}, which is not in the image for ${name}.`;
        return { what, cure: loaderCure(interpreter) };
    }
    const what = `the script ${path} needs ${interpreter}, which is not in the image for ${name}.`;
    const cure = verdict.endsInCr
        ? 'The script has Windows line endings (CR LF): save it with LF, and keep it that way in git (*.sh text eol=lf in .gitattributes).'
        : `Install ${interpreter}, or name an interpreter after #! that the image has.`;
    return { what, cure };
}
function loaderCure(interpreter) {
    return interpreter.includes('ld-musl')
        ? 'It was built on Alpine: build it on the distribution of the image, link it statically, or base the image on Alpine.'
        : 'It was built with glibc: build it on the distribution of the image, link it statically (CGO_ENABLED=0 in Go), or use a base image with glibc for this platform.';
}
function libraryText({ library, loadedBy }, { name, path }) {
    const file = loadedBy === '' ? path : `${path}, which ${loadedBy} loads,`;
    const what = `${file} needs ${library}, which its loader cannot find in the image for ${name}.`;
    return {
        what,
        cure: 'Install the package that provides the library, or copy the library from the stage that built the program.',
    };
}
function preloadText({ library, by }, { name }) {
    return {
        what: `${by} names ${library}, which is not in the image for ${name}: every program prints an error, and starts without it.`,
        cure: 'Name the library without its folder, as in LD_PRELOAD=libjemalloc.so.2: these folders have other names on other machines.',
    };
}
function moduleText({ library, language, others }, { name, path }) {
    const files = others === 1 ? 'file also lacks' : 'files also lack';
    const more = others === 0 ? '' : `; ${others} more ${files} a library`;
    return {
        what: `${path} needs ${library}, which is not in the image for ${name}: ${language} cannot load it${more}.`,
        cure: moduleCure(library),
    };
}
function moduleCure(library) {
    const idle = 'If nothing imports them, leave them out, or add their paths to verify-ignore.';
    return /^(?:libc\.musl-|ld-musl-|libc\.so$|ld-linux)/.test(library)
        ? `It was compiled for another C library: install its package on the distribution of the image (Alpine has musl, nearly all others have glibc). ${idle}`
        : `Install the packages that provide the libraries, or copy the libraries from the stage that built the modules. ${idle}`;
}
function skippedText({ skipped }, { name, layer }) {
    switch (skipped) {
        case 'programs':
            return { what: `the programs of ${name} were not checked: they are not ELF files.`, cure: '' };
        case 'foreign layer': {
            const what = `the layer ${layer} was not checked: it is fetched from elsewhere and never pushed.`;
            return { what, cure: '' };
        }
        case 'missing files': {
            const what = `${name} was not checked for missing files: it has more files than fit into memory.`;
            return { what, cure: '' };
        }
    }
}


/***/ }),

/***/ 12015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GK: () => (/* binding */ summaryFinding),
/* harmony export */   Ty: () => (/* binding */ findingsToShow),
/* harmony export */   md: () => (/* binding */ worstFirst),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   pq: () => (/* binding */ countOf)
/* harmony export */ });
const MAX_PER_KIND = 20;
const MAX_LISTED = { error: 50, warning: 10, notice: 10 };
const SEVERITIES = ['error', 'warning', 'notice'];
function worstFirst(findings) {
    return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
function countOf(findings, severity) {
    const counted = findings.filter((finding) => finding.severity === severity);
    return counted.reduce((sum, { more }) => sum + (more?.count ?? 1), 0);
}
function findingsToShow(findings) {
    return SEVERITIES.flatMap((severity) => {
        const listed = limitKinds(findings.filter((finding) => finding.severity === severity));
        const [first, ...rest] = listed.slice(MAX_LISTED[severity]);
        if (first === undefined || (rest.length === 0 && first.more === undefined))
            return listed;
        const count = countOf([first, ...rest], severity);
        return [...listed.slice(0, MAX_LISTED[severity]), summaryFinding(first, count)];
    });
}
function limitKinds(findings) {
    const kinds = Map.groupBy(findings, kindKey);
    const surplus = new Set([...kinds.values()].flatMap((sameKind) => sameKind.slice(MAX_PER_KIND)));
    const counts = [...kinds.values()].flatMap((sameKind) => {
        const [first] = sameKind;
        const count = sameKind.length - MAX_PER_KIND;
        return first === undefined || count <= 0
            ? []
            : [{ ...first, path: '', more: { count, example: first.path } }];
    });
    return [...findings.filter((finding) => !surplus.has(finding)), ...counts];
}
function kindKey({ verdict, layer, more }) {
    const reason = verdict.rule === 'machine' ? verdict.reason.kind : '';
    return JSON.stringify([verdict.rule, reason, layer, more]);
}
function summaryFinding(finding, count) {
    return {
        ...finding,
        ...{ path: '', layer: '', instruction: '' },
        more: { count, example: finding.more?.example ?? finding.path },
    };
}


/***/ }),

/***/ 75845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F6: () => (/* binding */ matchesPieces),
/* harmony export */   MT: () => (/* binding */ matchesPattern),
/* harmony export */   x4: () => (/* binding */ ANY)
/* harmony export */ });
const ANY = Symbol('any');
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
function matchesPieces(pieces, text) {
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

const cr = 13; // `\r`, carriage return, 0x0D in hexad\u00e9cimal, 13 in decimal
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

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(31421);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __nccwpck_require__(93188);
;// CONCATENATED MODULE: ./lib/docker/children.js



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
        const child = (0,external_node_child_process_.spawn)(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'pipe'] });
        const { pid, stdin, stdout, stderr } = child;
        if (pid !== undefined)
            running.add(pid);
        const limit = killAfter(pid, limitMs, stop);
        for (const [output, take] of [[stdout, onStdout], [stderr, onStderr]]) {
            output.on('data', (chunk) => {
                if (!take(chunk))
                    pauseOutputs([stdout, stderr]);
            });
        }
        stdin.on('error', () => { });
        stdin.end(input);
        child.on('error', (error) => {
            limit.lift();
            reject(error);
        });
        child.on('exit', () => closeSilent([stdout, stderr]));
        child.on('close', (code, signal) => {
            limit.lift();
            if (pid !== undefined)
                running.delete(pid);
            resolve({ code: code ?? 128 + signalNumber(signal), isTimedOut: limit.isOver() });
        });
    });
}
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
const SILENCE_MS = 2_000;
function closeSilent(outputs) {
    for (const output of outputs.filter(({ closed }) => !closed)) {
        const timer = setTimeout(() => (output.isPaused() ? timer.refresh() : output.destroy()), SILENCE_MS);
        output.on('data', () => timer.refresh());
        output.on('close', () => clearTimeout(timer));
    }
}
function pauseOutputs(outputs) {
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
    }
}
function signalNumber(signal) {
    return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15;
}

// EXTERNAL MODULE: ./lib/docker/docker.js
var docker_docker = __nccwpck_require__(41762);
;// CONCATENATED MODULE: ./lib/docker/signals.js

const GRACE_MS = 1_200;
function leaveOnCancel(children) {
    const lastSteps = new Set();
    const takeLastSteps = () => {
        for (const step of lastSteps)
            step();
    };
    let isLeaving = false;
    const leave = (signal, code) => {
        if (isLeaving) {
            children.signal('SIGKILL');
            return;
        }
        isLeaving = true;
        children.cancel();
        takeLastSteps();
        (0,log/* logLine */.BP)();
        (0,log/* logLine */.BP)(`Cancelled (${signal}): the running docker commands are stopped; the post step removes what was created.`);
        children.signal(signal);
        exitAfterChildren(children, code);
    };
    process.on('SIGINT', () => leave('SIGINT', 130));
    process.on('SIGTERM', () => leave('SIGTERM', 143));
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



function refuseTypos({ type, attributes }, known) {
    refuseTypo(type, known.types, `the type "${type}"`);
    for (const name of Object.keys(attributes)) {
        refuseTypo(name, known.attributes, `the attribute "${name}" of type=${type}`);
    }
}
function refuseTypo(word, known, what) {
    const guess = known.includes(word) ? undefined : (0,nearest/* nearest */.p)(word.toLowerCase(), known);
    if (guess !== undefined)
        throw new errors/* InvalidValue */.h6(`${what} is not known.`, `Did you mean ${guess}?`);
}
function refuseInvalidSwitches({ type, attributes }, switches) {
    const invalid = switches.find((name) => {
        const value = attributes[name] ?? '';
        return value !== '' && !(0,buildx_attributes/* isYes */.AX)(value) && !(0,buildx_attributes/* isNo */.IY)(value);
    });
    if (invalid === undefined)
        return;
    const what = `"${invalid}=${attributes[invalid]}" of type=${type} is neither true nor false.`;
    throw new errors/* InvalidValue */.h6(what, `Write ${invalid}=true or ${invalid}=false.`);
}
const COMPRESSIONS = ['uncompressed', 'gzip', 'estargz', 'zstd'];
function refuseValues({ type, attributes }, values) {
    for (const [name, known] of Object.entries(values)) {
        const value = attributes[name] ?? '';
        if (value !== '' && !known.includes(value)) {
            const what = `"${name}=${value}" of type=${type} is unknown to BuildKit.`;
            throw new errors/* InvalidValue */.h6(what, `Write ${known.map((each) => `${name}=${each}`).join(' or ')}.`);
        }
    }
}
function unknownWords({ type, attributes }, isKnown) {
    if (isKnown === undefined)
        return [{ type, attribute: undefined }];
    const names = Object.keys(attributes).filter((name) => !isKnown(name));
    return names.map((attribute) => ({ type, attribute }));
}

;// CONCATENATED MODULE: ./lib/buildx/cache-entry.js



const EXPORT_ATTRIBUTES = { mode: 'setting', 'ignore-error': 'setting' };
const IMAGE_ATTRIBUTES = {
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
const CACHE_TYPES = new Map(Object.entries({
    registry: {
        from: { ref: 'image', 'registry.insecure': 'setting' },
        to: { ref: 'image', 'registry.insecure': 'setting', ...IMAGE_ATTRIBUTES, ...EXPORT_ATTRIBUTES },
    },
    gha: { from: GHA, to: { ...GHA, ...EXPORT_ATTRIBUTES } },
    local: {
        from: { src: 'place', tag: 'place', digest: 'place' },
        to: { dest: 'place', tag: 'place', reset: 'setting', ...IMAGE_ATTRIBUTES, ...EXPORT_ATTRIBUTES },
    },
    inline: { from: {}, to: EXPORT_ATTRIBUTES },
    s3: { from: S3, to: { ...S3, ...EXPORT_ATTRIBUTES } },
    azblob: { from: AZBLOB, to: { ...AZBLOB, ...EXPORT_ATTRIBUTES } },
}));
function parseCacheEntry(text) {
    const [name = '', ...others] = (0,buildx_attributes/* fieldsOf */.Pf)(text);
    if (others.length === 0 && !name.includes('=')) {
        if (CACHE_TYPES.has(name)) {
            throw new errors/* InvalidValue */.h6(`"${name}" would be the name of an image.`, `Write type=${name}.`);
        }
        return { type: 'registry', attributes: { ref: name }, text };
    }
    const typed = (0,buildx_attributes/* parseTyped */.MF)(text, 'type=registry,ref=ghcr.io/owner/app:cache');
    refuseTypos(typed, { types: [...CACHE_TYPES.keys()], attributes: Object.keys(wordsOf(typed.type)) });
    refuseInvalidSwitches(typed, SWITCHES);
    refuseValues(typed, VALUES);
    return { ...typed, text: (0,buildx_attributes/* withoutSpaces */.eC)(text) };
}
const VALUES = {
    mode: ['min', 'max'],
    compression: COMPRESSIONS,
    retry_mode: ['standard', 'adaptive'],
};
const SWITCHES = [
    'ignore-error',
    'oci-mediatypes',
    'image-manifest',
    'force-compression',
    'registry.insecure',
];
function unknownInCache(entry) {
    const words = CACHE_TYPES.has(entry.type) ? wordsOf(entry.type) : undefined;
    return unknownWords(entry, words && ((name) => Object.hasOwn(words, name)));
}
function wordsOf(type) {
    return { ...CACHE_TYPES.get(type)?.from, ...CACHE_TYPES.get(type)?.to };
}
function cacheEntry(type, attributes) {
    return { type, attributes, text: (0,buildx_attributes/* printTyped */.AN)({ type, attributes }) };
}
function cacheImage(entry) {
    return valuesOf(entry, 'image')[0];
}
function cacheSecrets(entry) {
    return valuesOf(entry, 'secret');
}
function valuesOf({ type, attributes }, meaning) {
    const words = new Map(Object.entries(wordsOf(type)));
    return Object.entries(attributes).flatMap(([name, value]) => (words.get(name) === meaning ? [value] : []));
}
function hasOwnLocation({ type }) {
    const words = CACHE_TYPES.get(type)?.to;
    return words === undefined || Object.values(words).some((meaning) => meaning !== 'setting');
}

// EXTERNAL MODULE: ./lib/distinct.js
var lib_distinct = __nccwpck_require__(62279);
;// CONCATENATED MODULE: ./lib/inputs/secrets.js


const ID = /^[A-Za-z0-9._-]+$/;
function parseSecret(item) {
    const { id, value } = splitAtEquals(item);
    if (!ID.test(id)) {
        throw new errors/* InvalidValue */.h6('a secret is not written as id=value.', 'An id consists of letters, digits, ".", "_" and "-"; enclose a value of several lines in quotes, together with its id.');
    }
    if (value === '') {
        throw new errors/* InvalidValue */.h6('a secret has no value.', 'Is it set in the repository, and is this workflow allowed to read it (forks are not)?');
    }
    return { id, value };
}
function parseSecretSource(item) {
    const { id, value } = splitAtEquals(item);
    if (id === '' || value === '') {
        throw new errors/* InvalidValue */.h6('an item is not written as id=NAME or id=path.', 'Write the id, =, and where the value is.');
    }
    return { id, value };
}
function splitAtEquals(item) {
    const { name, value } = (0,buildx_attributes/* nameAndValue */.gb)(item);
    return value === undefined ? { id: '', value: '' } : { id: name.trim(), value };
}
const MIN_MASK_LENGTH = 4;
const MAX_MASKS = 500;
function masksOf(value) {
    const lines = value.split(/[\r\n]+/).map((line) => line.trim());
    return [...new Set(lines.filter((line) => line.length >= MIN_MASK_LENGTH))].slice(0, MAX_MASKS);
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __nccwpck_require__(23940);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
// EXTERNAL MODULE: ./lib/buildx/buildkitd-config.js
var buildkitd_config = __nccwpck_require__(2027);
// EXTERNAL MODULE: ./lib/buildx/endpoints.js
var endpoints = __nccwpck_require__(59030);
// EXTERNAL MODULE: ./lib/buildx/variables.js
var variables = __nccwpck_require__(55269);
// EXTERNAL MODULE: ./lib/disk.js
var disk = __nccwpck_require__(57486);
// EXTERNAL MODULE: ./lib/docker/folders.js
var folders = __nccwpck_require__(68721);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __nccwpck_require__(16413);
// EXTERNAL MODULE: ./lib/facts/switches.js
var switches = __nccwpck_require__(91399);
;// CONCATENATED MODULE: ./lib/facts/docker.js









const KEY_VARIABLE = /^BUILDER_NODE_(\d+)_AUTH_TLS_(CACERT|CERT|KEY)$/;
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
        hasTls: names.context === 'default' && Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']),
        buildkitHost: env['BUILDKIT_HOST'] ?? '',
        chosenBuilder: chosenBuilder(env),
        logins: readLogins(folder, env),
        hasProxies: (0,lib_json/* field */.ZZ)(settingsOf(folder), 'proxies') !== undefined,
        keys: Object.entries(env).flatMap(([name, value]) => keyVariable(name, value)),
        config: await readConfigFile(inputs['buildkitd-config']),
        defaultConfig: await readConfigFile((0,external_node_path_.join)((0,folders/* buildxFolder */.j)(env), 'buildkitd.default.toml')),
        unclearVariables: (0,switches/* unclearSwitches */.b)(env),
        warnings: (0,variables/* vainVariables */._U)(env, inputs.platforms.length > 0),
    };
}
async function readConfigFile(path) {
    const source = path === '' ? undefined : (0,disk/* textIn */.r)(path);
    return source === undefined ? undefined : (0,buildkitd_config/* readConfig */.Xg)(source);
}
function chosenBuilder(env) {
    const current = (0,lib_json/* parseJson */.qF)((0,disk/* textIn */.r)((0,external_node_path_.join)((0,folders/* buildxFolder */.j)(env), 'current')) ?? '');
    return env['BUILDX_BUILDER'] || (0,lib_json/* text */.Qq)(current, 'Name');
}
function readKeys(env) {
    return Object.entries(env).flatMap(([name, value]) => keyVariable(name, value).length > 0 ? [value ?? ''] : []);
}
function currentContext(folder, env) {
    if (env['DOCKER_HOST'])
        return 'default';
    return env['DOCKER_CONTEXT'] || (0,lib_json/* text */.Qq)(settingsOf(folder), 'currentContext') || 'default';
}
function settingsOf(folder) {
    return (0,lib_json/* parseJson */.qF)((0,disk/* textIn */.r)((0,external_node_path_.join)(folder, 'config.json')) ?? '');
}
function readLogins(folder, env) {
    const settings = settingsOf(folder);
    const hasStore = (0,lib_json/* text */.Qq)(settings, 'credsStore') !== '';
    const auths = [
        ...entriesOf((0,lib_json/* field */.ZZ)(settings, 'auths')),
        ...entriesOf((0,lib_json/* field */.ZZ)((0,lib_json/* parseJson */.qF)(env['DOCKER_AUTH_CONFIG'] ?? ''), 'auths')),
    ].filter(([, login]) => hasStore || entriesOf(login).length > 0);
    const keys = [...auths, ...entriesOf((0,lib_json/* field */.ZZ)(settings, 'credHelpers'))].map(([key]) => key);
    const scoped = (0,disk/* namesIn */.w)((0,external_node_path_.join)((0,folders/* buildxFolder */.j)(env), 'config')).map((name) => name.replace(/@.*/, ''));
    return [...new Set([...keys, ...scoped].flatMap((key) => [key, (0,oci_reference/* hostIn */.yo)(key)]))];
}
function entriesOf(member) {
    return typeof member === 'object' && member !== null ? Object.entries(member) : [];
}
function readContexts(folder) {
    const metas = (0,external_node_path_.join)(folder, 'contexts', 'meta');
    const found = (0,disk/* namesIn */.w)(metas).map((name) => (0,lib_json/* parseJson */.qF)((0,disk/* textIn */.r)((0,external_node_path_.join)(metas, name, 'meta.json')) ?? ''));
    return Object.fromEntries(found.map((meta) => [(0,lib_json/* text */.Qq)(meta, 'Name'), (0,lib_json/* text */.Qq)(meta, 'Endpoints', 'docker', 'Host')]));
}
function keyVariable(name, value) {
    const [, node, part] = KEY_VARIABLE.exec(name) ?? [];
    if (node === undefined || part === undefined || !value)
        return [];
    return [{ name, node: Number(node), option: part.toLowerCase() }];
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: ./lib/platforms/args.js
var platforms_args = __nccwpck_require__(84595);
;// CONCATENATED MODULE: ./lib/platforms/templates.js



const TEMPLATE = /\{\{\s*(.*?)\s*\}\}/g;
const NO_PLATFORM = { os: '', osVersion: '', osFeatures: [], arch: '', variant: '' };
const ALL_NAMES = Object.keys((0,platforms_args/* platformArgs */.x)(NO_PLATFORM, undefined));
const isOfBuildMachine = (name) => name.startsWith('BUILD') && ALL_NAMES.includes(name);
const NAMES = ALL_NAMES.filter((name) => !isOfBuildMachine(name));
function withKnownTemplates(text, others = []) {
    const known = [...NAMES, ...others];
    for (const [template, name = ''] of text.matchAll(TEMPLATE)) {
        if (isOfBuildMachine(name)) {
            const cure = `Write ARG ${name} in the Dockerfile: BuildKit sets it.`;
            throw new errors/* InvalidValue */.h6(`${template} belongs to the build machine, which is not known yet.`, cure);
        }
        if (!known.includes(name)) {
            const guess = nearestName(name, known);
            const cure = guess === undefined ? `Names are ${known.join(', ')}.` : `Did you mean {{${guess}}}?`;
            throw new errors/* InvalidValue */.h6(`the template ${template} is not known.`, cure);
        }
    }
    return text;
}
function fillInPlatform(text, args) {
    const values = new Map(Object.entries({ ...args }));
    return text.replaceAll(TEMPLATE, (template, name) => values.get(name) ?? template);
}
function nearestName(name, known) {
    const word = name.toLowerCase();
    const words = known.map((candidate) => candidate.toLowerCase());
    const guess = (0,nearest/* nearest */.p)(word, words) ?? `target${word}`;
    return known[words.indexOf(guess)];
}

;// CONCATENATED MODULE: ./lib/inputs/context.js



const REMOTE = /^(?:[a-z]+:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/;
function isGitContext(context) {
    return context === '' || context.search(TEMPLATE) !== -1;
}
function isRemoteSource(text) {
    return REMOTE.test(text);
}
function gitContext({ server, repository, sha }) {
    return `${server}/${repository}.git#${sha}`;
}
function resolveContext(context, event) {
    return context === '' ? gitContext(event) : fillIn(context, event);
}
function fillIn(text, event) {
    return text.replaceAll(TEMPLATE, gitContext(event));
}
function commitContexts(build, event) {
    const main = folderIn(resolveContext(build.context, event), event);
    const further = build['build-contexts'].map((text) => (0,buildx_attributes/* nameAndValue */.gb)(fillIn(text, event)));
    return [
        ...(main === undefined ? [] : [{ name: '', folder: main, dockerfile: dockerfileIn(main, build.file) }]),
        ...further.flatMap(({ name, value = '' }) => {
            const folder = folderIn(value, event);
            return folder === undefined ? [] : [{ name: name.toLowerCase(), folder, dockerfile: '' }];
        }),
    ];
}
function folderIn(context, event) {
    const git = gitContext(event);
    if (context === git)
        return '';
    return context.startsWith(`${git}:`) ? fromTop(context.slice(git.length + 1)) : undefined;
}
function dockerfileIn(folder, file) {
    const isOutsideContext = external_node_path_.posix.isAbsolute(file) || isRemoteSource(file);
    return isOutsideContext ? '' : fromTop(external_node_path_.posix.join(folder, file || 'Dockerfile'));
}
function fromTop(path) {
    return external_node_path_.posix.join('/', path).slice(1).replace(/\/$/, '');
}
function ignoreFilesOf({ folder, dockerfile }) {
    const own = dockerfile === '' ? [] : [`${dockerfile}.dockerignore`];
    return [...own, external_node_path_.posix.join(folder, '.dockerignore')];
}

;// CONCATENATED MODULE: ./lib/facts/paths.js




function readPaths(inputs, env, event) {
    const cache = env['RUNNER_TOOL_CACHE'] || (0,external_node_path_.join)(env['HOME'] || (0,external_node_os_.tmpdir)(), '.cache');
    return {
        sources: inputs.builds.map((build) => readSource(build, event)),
        missingEnvs: inputs['secret-envs'].filter(({ value }) => !env[value]).map(({ id }) => id),
        missingFiles: inputs['secret-files']
            .filter(({ value }) => kindOfPath(value) !== 'file')
            .map(({ id }) => id),
        unsetArgs: inputs.builds
            .flatMap((build) => build['build-args'])
            .filter((arg) => !arg.includes('=') && env[arg] === undefined),
        workspace: env['GITHUB_WORKSPACE'] ?? '',
        cacheFolder: (0,external_node_path_.join)(cache, 'multi-platform-build-cache'),
    };
}
function readSource(build, event) {
    const { context, file } = build;
    if (isGitContext(context) || isRemoteSource(context)) {
        const committed = commitContexts(build, event).find(({ name }) => name === '')?.dockerfile;
        const dockerfile = committed || file || 'Dockerfile';
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
function dockerfilePath(context, file) {
    const path = file === '' ? (0,external_node_path_.join)(context, 'Dockerfile') : file;
    const lowerCase = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), 'dockerfile');
    const isLowerCase = (0,external_node_path_.basename)(path) === 'Dockerfile' && kindOfPath(path) === 'missing' && kindOfPath(lowerCase) === 'file';
    return isLowerCase ? lowerCase : path;
}
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







const MASKED_FILE_LIMIT = 64 << 10;
function readSecrets(inputs, env) {
    const ofId = (id, value) => ({ of: `the value of the secret "${id}"`, value });
    const values = [
        ...inputs.secrets.map(({ id, value }) => ofId(id, value)),
        ...inputs['secret-envs'].map(({ id, value }) => ofId(id, env[value] ?? '')),
        ...inputs['secret-files'].map(({ id, value }) => ofId(id, readSecretFile(value))),
        ...readKeys(env).map((value) => ({ of: "a node's key", value })),
        ...[...inputs['cache-from'], ...inputs['cache-to']]
            .flatMap(cacheSecrets)
            .map((value) => ({ of: 'a cache credential', value })),
        { of: 'the github-token', value: inputs['github-token'] },
        ...inputs.logins.flatMap(loginSecrets),
    ];
    const masks = values.flatMap(({ of, value }) => masksOf(value).map((mask) => ({ of, value: mask })));
    return (0,lib_distinct/* distinctBy */.e)(masks, ({ value }) => value);
}
function loginSecrets({ host, username, password }) {
    if (password === '')
        return [];
    const of = `the password of the login at ${(0,oci_reference/* registryName */.jT)(host)}`;
    return [password, (0,oci_reference/* basicAuth */.tB)(username, password)].map((value) => ({ of, value }));
}
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



const ANY_ATTRIBUTE = '*';
const ATTESTATION_TYPES = new Map(Object.entries({
    provenance: {
        'builder-id': 'builder',
        disabled: 'setting',
        ...{ mode: 'setting', version: 'setting', 'inline-only': 'setting', filename: 'setting' },
        ...{ reproducible: 'setting', 'capture-usage': 'setting', 'complete-materials': 'setting' },
    },
    sbom: { disabled: 'setting', generator: 'setting', [ANY_ATTRIBUTE]: 'setting' },
}));
function parseAttestation(text) {
    return parseTypedAttestation(text);
}
function parseProvenance(text) {
    if ((0,buildx_attributes/* isYes */.AX)(text))
        return createAttestation('provenance', {});
    return (0,buildx_attributes/* isNo */.IY)(text) ? createAttestation('provenance', { disabled: 'true' }) : ofType('provenance', text);
}
function parseSbom(text) {
    if ((0,buildx_attributes/* isYes */.AX)(text))
        return createAttestation('sbom', { disabled: 'false' });
    return (0,buildx_attributes/* isNo */.IY)(text) ? createAttestation('sbom', { disabled: 'true' }) : ofType('sbom', text);
}
function ofType(type, text) {
    (0,buildx_attributes/* parseAttributes */.vB)(text, 'true, false or mode=max');
    const parsed = parseTypedAttestation(`type=${type},${text}`);
    if (parsed.type === type)
        return parsed;
    throw new errors/* InvalidValue */.h6(`"${text}" is of another type.`, `Write it into attests, or remove type=${parsed.type}.`);
}
const PROVENANCE_VALUES = { mode: ['min', 'max', 'full'], version: ['v0.2', 'v1'] };
const attestation_SWITCHES = ['disabled', 'inline-only', 'reproducible', 'capture-usage', 'complete-materials'];
function parseTypedAttestation(text) {
    const typed = (0,buildx_attributes/* parseTyped */.MF)(text, 'type=sbom,generator=IMAGE');
    const known = Object.keys(ATTESTATION_TYPES.get(typed.type) ?? {}).filter((name) => name !== ANY_ATTRIBUTE);
    refuseTypos(typed, { types: [...ATTESTATION_TYPES.keys()], attributes: known });
    refuseInvalidSwitches(typed, attestation_SWITCHES);
    if (typed.type === 'provenance')
        refuseValues(typed, PROVENANCE_VALUES);
    const names = (0,buildx_attributes/* fieldsOf */.Pf)(text).map((field) => (0,buildx_attributes/* nameAndValue */.gb)(field).name);
    const isLower = names.every((name) => name === name.toLowerCase());
    return attestationOf(typed, isLower ? (0,buildx_attributes/* withoutSpaces */.eC)(text) : (0,buildx_attributes/* printTyped */.AN)(typed));
}
function unknownInAttestation(attestation) {
    const known = ATTESTATION_TYPES.get(attestation.type);
    return unknownWords(attestation, known && ((name) => Object.hasOwn(known, name) || Object.hasOwn(known, ANY_ATTRIBUTE)));
}
function createAttestation(type, attributes) {
    return attestationOf({ type, attributes }, (0,buildx_attributes/* printTyped */.AN)({ type, attributes }));
}
function attestationOf({ type, attributes }, text) {
    return { type, attributes, isDisabled: (0,buildx_attributes/* isYes */.AX)(attributes['disabled']), text };
}
function withBuilder(attestation, builder) {
    const words = Object.entries(ATTESTATION_TYPES.get(attestation.type) ?? {});
    const [name] = words.find(([, meaning]) => meaning === 'builder') ?? [];
    if (name === undefined || Object.hasOwn(attestation.attributes, name))
        return attestation;
    const attributes = { ...attestation.attributes, [name]: builder };
    return { ...attestation, attributes, text: `${attestation.text},${(0,buildx_attributes/* quoteField */.nL)(`${name}=${builder}`)}` };
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
const ATTRIBUTES = [
    { types: IMAGES, affects: 'push', keys: ['name'] },
    { types: PUSHING, affects: 'push', keys: ['push', 'push-by-digest', 'name-canonical'] },
    {
        types: IMAGES,
        affects: 'bytes',
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
            'buildinfo',
            'buildinfo-attrs',
        ],
    },
    { types: [...IMAGES, ...FILES], affects: 'bytes', keys: ['source-date-epoch'] },
    {
        types: PUSHING,
        affects: 'handling',
        keys: [
            'registry.insecure',
            'store',
            'unpack',
            'dangling-name-prefix',
            'danging-name-empty-only',
            'unsafe-internal-store-allow-incomplete',
        ],
    },
    { types: ARCHIVES, affects: 'handling', keys: ['dest', 'tar'] },
    { types: ['docker'], affects: 'handling', keys: ['context'] },
    { types: FILES, affects: 'handling', keys: ['dest', 'attestation-prefix', 'platform-split', 'mode'] },
    { types: ['cacheonly'], affects: 'handling', keys: [] },
    { types: ['moby'], affects: 'handling', keys: [/^/] },
];
function effectOf(type, key) {
    const matchesKey = (known) => typeof known === 'string' ? known === key : known.test(key);
    return ATTRIBUTES.find(({ types, keys }) => types.includes(type) && keys.some(matchesKey))?.affects;
}
function parseExporter(text) {
    const fields = (0,buildx_attributes/* fieldsOf */.Pf)(text);
    if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) {
        return { type: text === '-' ? 'tar' : 'local', attributes: { dest: text }, text };
    }
    return { ...(0,buildx_attributes/* parseTyped */.MF)(text, 'type=local,dest=out'), text };
}
function parseOutput(text) {
    const exporter = parseExporter(text);
    const { type, attributes } = exporter;
    if (text === attributes['dest'])
        refuseSingleWord(text);
    const heads = Object.fromEntries(Object.keys(attributes).map((name) => [withoutAnnotationKey(name), '']));
    refuseTypos({ type, attributes: heads }, { types: TYPES, attributes: exporter_wordsOf(type) });
    refuseInvalidSwitches(exporter, exporter_SWITCHES);
    refuseValues(exporter, IMAGES.includes(type) ? IMAGE_VALUES : FILES.includes(type) ? FILE_VALUES : {});
    const { dest = '' } = attributes;
    const isFolder = (0,buildx_attributes/* isNo */.IY)(attributes['tar']);
    const writes = FILES.includes(type) || type === 'oci' || (type === 'docker' && (dest !== '' || isFolder));
    if (writes && ['', '-'].includes(dest)) {
        const example = type === 'local' || isFolder ? 'out' : `${type === 'tar' ? 'files' : 'image'}.tar`;
        const why = 'it cannot be written to the log';
        throw new errors/* InvalidValue */.h6(`"${text}" has no destination, and ${why}.`, `Write dest, as in dest=${example}.`);
    }
    return { ...exporter, text: (0,buildx_attributes/* withoutSpaces */.eC)(text) };
}
const exporter_SWITCHES = [
    ...['push', 'push-by-digest', 'name-canonical', 'registry.insecure', 'store', 'unpack', 'tar'],
    ...['danging-name-empty-only', 'force-compression', 'oci-mediatypes', 'oci-artifact', 'rewrite-timestamp'],
    ...['prefer-nondist-layers', 'attestation-inline', 'platform-split'],
];
const IMAGE_VALUES = { compression: COMPRESSIONS };
const FILE_VALUES = { mode: ['copy', 'delete'] };
function isImage({ type }) {
    return PUSHING.includes(type);
}
function refuseSingleWord(text) {
    const word = (0,buildx_attributes/* nameAndValue */.gb)(text).name.trim().toLowerCase();
    if (TYPES.includes(text)) {
        throw new errors/* InvalidValue */.h6(`"${text}" would be a folder.`, `Write type=${text}, or ./${text} for a folder.`);
    }
    if (text.includes('=') && ['type', 'dest', ...TYPES.flatMap(exporter_wordsOf)].includes(word)) {
        throw new errors/* InvalidValue */.h6(`"${text}" would be a folder.`, `Write it as in type=local,dest=out, or ./${text} for a folder.`);
    }
}
const TYPES = [...new Set(ATTRIBUTES.flatMap(({ types }) => types))];
const ANNOTATIONS = [
    'annotation',
    'annotation-index',
    'annotation-index-descriptor',
    'annotation-manifest',
    'annotation-manifest-descriptor',
];
function exporter_wordsOf(type) {
    const own = ATTRIBUTES.filter(({ types }) => types.includes(type)).flatMap(({ keys }) => keys);
    const words = own.filter((key) => typeof key === 'string');
    return words.length === own.length ? words : [...words, ...ANNOTATIONS];
}
function withoutAnnotationKey(name) {
    return name.startsWith('an') ? name.replace(/[.[].*$/s, '') : name;
}
function unknownInExporter(exporter) {
    const { type } = exporter;
    return unknownWords(exporter, TYPES.includes(type) ? (name) => effectOf(type, name) !== undefined : undefined);
}
function exporterOf(type, attributes) {
    return { type, attributes, text: (0,buildx_attributes/* printTyped */.AN)({ type, attributes }) };
}
function filterAttributes({ attributes }, matches) {
    return Object.fromEntries(Object.entries(attributes).filter(([key]) => matches(key)));
}
function printAttributes(attributes) {
    return JSON.stringify(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
function pushes({ type, attributes }, isPush) {
    return type === 'registry' || (type === 'image' && (isPush || (0,buildx_attributes/* isTrue */.Hn)(attributes['push'])));
}
function isByDigest({ attributes }) {
    return (0,buildx_attributes/* isTrue */.Hn)(attributes['push-by-digest']);
}
function namesOf({ attributes }) {
    return (attributes['name'] ?? '').split(',').filter((name) => name !== '');
}
function loads({ type, attributes }) {
    return type === 'docker' && attributes['dest'] === undefined;
}
function writesFiles({ type }) {
    return FILES.includes(type);
}
function isArchive({ type }) {
    return ARCHIVES.includes(type) || type === 'tar';
}
function makeSameImage(one, other) {
    const [first, second] = [one, other].map((exporter) => printAttributes(filterAttributes(exporter, (key) => effectOf('image', key) === 'bytes')));
    return first === second;
}
function withNames(exporter, names) {
    if (!IMAGES.includes(exporter.type))
        return exporter;
    const others = filterAttributes(exporter, (key) => key !== 'name');
    return exporterOf(exporter.type, { ...others, name: names.join(',') });
}
function withoutTags(exporter, repositories) {
    return exporterOf('image', {
        name: repositories.join(','),
        'push-by-digest': 'true',
        'name-canonical': 'true',
        push: 'true',
        ...filterAttributes(exporter, (key) => effectOf('image', key) !== 'push'),
    });
}
function withoutArtifacts({ type, attributes }) {
    return exporterOf(type, { ...attributes, 'oci-artifact': 'false' });
}
function layoutExporter(exporter, folder) {
    const shape = filterAttributes(exporter, (key) => effectOf('oci', key) === 'bytes');
    return exporterOf('oci', { tar: 'false', dest: folder, ...shape });
}

// EXTERNAL MODULE: ./lib/names/empty.js
var empty = __nccwpck_require__(32409);
;// CONCATENATED MODULE: ./lib/names/images.js





const images_ATTRIBUTES = ['name', 'enable'];
const CURE = 'Write a name, as in ghcr.io/owner/app, or name=ghcr.io/owner/app,enable=true.';
function parseImages(line) {
    const fields = (0,buildx_attributes/* fieldsOf */.Pf)(line).map(buildx_attributes/* nameAndValue */.gb);
    if (fields.every(({ value }) => value === undefined))
        return fields.filter(({ name }) => name !== '').map(({ name }) => imageOf(name, true));
    const names = [];
    const enables = [];
    for (const { name, value } of fields) {
        const attribute = value === undefined ? 'name' : name.trim().toLowerCase();
        if (!images_ATTRIBUTES.includes(attribute))
            throw unknownAttribute(attribute, line);
        if (attribute === 'name')
            names.push((value ?? name).trim());
        else
            enables.push((value ?? '').trim());
    }
    const [name = ''] = names;
    if (name === '')
        throw new errors/* InvalidValue */.h6(`"${line}" does not name an image.`, CURE);
    if (names.length > 1)
        throw new errors/* InvalidValue */.h6(`"${line}" has several names.`, 'Write each on a separate line.');
    return [imageOf(name, isEnabled(enables.at(-1) ?? 'true', line))];
}
function imageOf(written, isEnabled) {
    const { repository: name, tag } = (0,oci_reference/* parseReference */.F2)(written.toLowerCase());
    if (tag === '')
        return { name, written, isEnabled };
    throw new errors/* InvalidValue */.h6(`"${written}" has a tag, but images are names without one.`, `Write images: ${name}, and the tag as a rule, as in tags: type=raw,value=${tag}.`);
}
function isEnabled(word, line) {
    if (word === 'true' || word === 'false')
        return word === 'true';
    throw new errors/* InvalidValue */.h6(`enable=${word} in "${line}" is neither true nor false.`, (0,empty/* cureForWord */.f)('Write true or false, or a GitHub expression that evaluates to one of them; expressions in braces are not evaluated here.', word));
}
function unknownAttribute(name, line) {
    const guess = (0,nearest/* nearest */.p)(name, images_ATTRIBUTES);
    const what = `an image has no "${name}" ("${line}").`;
    return new errors/* InvalidValue */.h6(what, guess === undefined ? CURE : `Did you mean ${guess}=?`);
}

// EXTERNAL MODULE: ./lib/platforms/emulators.js
var emulators = __nccwpck_require__(45040);
// EXTERNAL MODULE: ./lib/platforms/platform.js
var platforms_platform = __nccwpck_require__(94325);
// EXTERNAL MODULE: ./lib/inputs/annotation.js
var annotation = __nccwpck_require__(7940);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(77030);
;// CONCATENATED MODULE: ./lib/inputs/flag-values.js



const CALLS = ['build', 'check', 'outline', 'targets'];
function parseCall(text) {
    const isAttribute = (field) => field.startsWith('format=') ||
        (field.startsWith('ignorestatus=') && isBoolean(field.slice('ignorestatus='.length)));
    const names = (0,buildx_attributes/* fieldsOf */.Pf)(text).filter((field) => !isAttribute(field));
    if (names.length === 1 && CALLS.includes(names[0] ?? ''))
        return names[0] === 'build' ? '' : text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a call.`, 'Write check, outline or targets.');
}
function parseNetwork(text) {
    if (['default', 'none', 'host'].includes(text))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a build network.`, `Write host, none or default. To use a network of docker, attach the builder to it, as in driver-opts: network=${text}.`);
}
function parseSize(text) {
    if (/^\d+(?:\.\d+)? ?[kmgtp]?i?b?$/i.test(text))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a size.`, 'Write a number with a unit, as in 64m or 2g.');
}
const ULIMITS = 'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ');
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
function parseEntitlement(text) {
    if (/^(?:network\.host|security\.insecure|device(?:=.+)?|buildx\.local\.delete)$/.test(text))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not an entitlement.`, 'Write network.host, security.insecure or device=NAME.');
}
function parseHost(text) {
    const address = /^[^\s"=:]+[=:](.+)$/.exec(text)?.[1]?.replace(/^\[(.*)\]$/, '$1') ?? '';
    if (address === 'host-gateway' || (0,external_node_net_.isIP)(address) !== 0)
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a host.`, 'Write name:address, as in db:10.0.0.5.');
}
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
const ASSIGNMENTS = {
    'build-args': (0,parsers/* list */.p_)(parsers/* assignment */.mU, lines),
    'build-contexts': (0,parsers/* list */.p_)(parseBuildContext, lines),
    labels: (0,parsers/* list */.p_)(parsers/* assignment */.mU, lines),
};
const LABELS_OF_EVENT = (0,parsers/* list */.p_)((item) => {
    if ((0,buildx_attributes/* nameAndValue */.gb)((0,parsers/* assignment */.mU)(item)).value !== undefined)
        return item;
    throw new errors/* InvalidValue */.h6(`"${item}" has no =.`, 'Write key=value; key= is a label without a value.');
}, lines);

// EXTERNAL MODULE: ./lib/oci/ecr.js
var oci_ecr = __nccwpck_require__(62935);
// EXTERNAL MODULE: ./lib/inputs/yaml.js
var yaml = __nccwpck_require__(23758);
;// CONCATENATED MODULE: ./lib/inputs/logins.js





const ECR_WORDS = ['auto', 'true', 'false'];
const OFF = 'off';
function mayUseToken(inputs) {
    return inputs['registry-auth'].trim() !== OFF;
}
const FORM = 'Write a list of logins, as in "- registry: ghcr.io" with username and password below it, or off. Enclose a password in quotes.';
const KEYS = ['registry', 'username', 'password', 'ecr'];
async function logins_readLogins(inputs, complaintsOf) {
    return [
        ...singleLogins(inputs, complaintsOf('ecr')),
        ...(await readList(inputs['registry-auth'], complaintsOf('registry-auth'))),
    ];
}
function singleLogins(inputs, complain) {
    const { registry, username, password, ecr } = inputs;
    const login = (host) => ({
        host,
        username,
        password,
        ecr,
        location: { kind: 'single' },
    });
    if (registry === '' && ecr === 'true') {
        const repositories = [...inputs.tags.map(({ repository }) => repository), ...(inputs.names?.images ?? [])];
        const named = repositories.map((repository) => (0,oci_reference/* splitRepository */.T8)(repository).host);
        const hosts = [...new Set(named)].filter((host) => (0,oci_ecr/* ecrRegistry */.g)(host) !== undefined);
        if (hosts.length === 0)
            complain({
                what: 'no tag is in an Amazon registry, and registry does not name one.',
                cure: 'Name one, as in registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com, or remove it.',
            });
        return hosts.map(login);
    }
    return registry === '' && username === '' && password === '' ? [] : [login(registry || oci_reference/* HUB_SERVER */.iR)];
}
function isEcr({ host, username, ecr }) {
    return ecr !== 'false' && username !== 'AWS' && (0,oci_ecr/* ecrRegistry */.g)(host) !== undefined;
}
async function readList(source, complain) {
    const text = source.trim();
    if (text === '' || text === OFF)
        return [];
    const complainWithoutText = ({ line }) => complain({ ...(line === undefined ? {} : { line }), what: 'this is not valid YAML.', cure: FORM });
    const tree = await (0,yaml/* readYaml */.gM)(source, complainWithoutText);
    if (tree === undefined)
        return [];
    const maps = (0,yaml/* mapsIn */.nf)(tree, { what: 'logins', item: 'login', form: FORM }, complain);
    return maps.flatMap((map) => readItem(map, complain));
}
function readItem(tree, complain) {
    checkLoginKeys(tree.entries, complain);
    const entryOf = (key) => tree.entries.find((entry) => entry.key === key);
    const written = (key) => (0,yaml/* textOf */.b6)(entryOf(key), FORM, complain)?.text ?? '';
    const one = (key) => written(key).trim();
    const password = entryOf('password');
    if (password !== undefined)
        checkPassword(password, complain);
    const host = parseHostOf(one('registry'), entryOf('registry')?.line ?? tree.line, complain);
    if (host === undefined)
        return [];
    return [
        {
            ...{
                host,
                username: one('username'),
                password: written('password').replace(/\r?\n$/, ''),
                ecr: ecrOf(entryOf('ecr'), complain),
            },
            location: { kind: 'item', line: tree.line },
        },
    ];
}
function ecrOf(entry, complain) {
    const word = (0,yaml/* textOf */.b6)(entry, FORM, complain);
    if (word === undefined)
        return 'auto';
    return (0,parsers/* oneOf */.yL)(ECR_WORDS)(word.text, ({ what, cure }) => complain({ line: word.line, what: `ecr: ${what}`, cure }));
}
function checkLoginKeys(entries, complain) {
    const isName = ({ key }) => /^[a-z_-]{1,20}$/i.test(key);
    (0,yaml/* checkKeys */.L)(entries.filter(isName), KEYS, 'a login', complain);
    for (const { line } of entries.filter((entry) => !isName(entry)))
        complain({ line, what: 'a login has no such key.', cure: FORM });
}
const NOT_A_STRING = /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\d+|0o[0-7]+|0x[\dA-Fa-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
function checkPassword({ value, line }, complain) {
    if (value.kind === 'text' && value.isPlain && NOT_A_STRING.test(value.text))
        complain({
            line,
            what: 'YAML reads password as a number, a boolean or null, not as a string.',
            cure: `Enclose it in quotes, as in password: "\${{ secrets.TOKEN }}".`,
        });
}
function parseHostOf(text, line, complain) {
    if (text === '')
        return oci_reference/* HUB_SERVER */.iR;
    try {
        return (0,oci_reference/* parseRegistry */.l5)(text);
    }
    catch (error) {
        if (!(error instanceof errors/* InvalidValue */.h6))
            throw error;
        complain({ line, what: `registry ${error.message}`, cure: error.cure });
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
;// CONCATENATED MODULE: ./lib/inputs/parts.js






const parts_FORM = 'Write PLATFORM=DIGEST, as in the output part of a matrix job, or PLATFORM=NAME:TAG, as in linux/arm64=ghcr.io/owner/app:1.2-arm64.';
const parseParts = (text, complain) => {
    if (text !== '' && text.trim() === '') {
        const cure = 'Check that every matrix job succeeded, passes the output part on in its outputs, and is in the needs of this job. Without parts, those that this run handed over are joined.';
        complain({ what: 'it is set, but all of its lines are empty.', cure });
    }
    return (0,parsers/* list */.p_)(parsePart, { commas: false })(text, complain);
};
function parsePart(text) {
    const { name, value = '' } = (0,buildx_attributes/* nameAndValue */.gb)(text);
    if (name === '' || value === '')
        throw new errors/* InvalidValue */.h6(`"${text}" is not a part.`, parts_FORM);
    const platforms = (0,platforms_platform/* distinctPlatforms */.PC)(name.split(',').map((each) => (0,platforms_platform/* parsePlatform */.FL)(each.trim())));
    const source = value.trim();
    if (source.includes('=')) {
        throw new errors/* InvalidValue */.h6(`"${text}" contains several parts.`, `Write one part per line. ${parts_FORM}`);
    }
    if ((0,oci_digest/* isSha256 */._h)(source))
        return { text, platforms, repository: '', target: { digest: source } };
    if (source.startsWith('sha256:')) {
        throw new errors/* InvalidValue */.h6(`"${source}" is not a complete digest.`, 'A digest is sha256: and 64 hexadecimal digits.');
    }
    const at = source.indexOf('@');
    if (at === -1) {
        const reference = (0,oci_reference/* parseReference */.F2)(source);
        const tag = (0,oci_reference/* withTag */.Rd)(reference).slice(reference.repository.length + 1);
        return { text, platforms, repository: reference.repository, target: { tag } };
    }
    const digest = source.slice(at + 1);
    if (!(0,oci_digest/* isSha256 */._h)(digest))
        throw new errors/* InvalidValue */.h6(`"${digest}" in "${text}" is not a digest.`, parts_FORM);
    const { repository } = (0,oci_reference/* parseReference */.F2)(source.slice(0, at));
    return { text, platforms, repository, target: { digest } };
}

// EXTERNAL MODULE: ./lib/platforms/pattern.js
var platforms_pattern = __nccwpck_require__(95202);
;// CONCATENATED MODULE: ./lib/inputs/runners.js






const runners_FORM = 'Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.';
const LABELS_FORM = 'Write labels as in ["self-hosted","arm64"], on one line.';
const GROUP_FORM = 'Write a group as in {"group":"big","labels":["arm64"]}, on one line.';
const GROUP_KEYS = ['group', 'labels'];
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
function runnerFor(platform, lines) {
    const matching = lines.filter(({ pattern }) => (0,platforms_pattern/* matches */.cK)(pattern, platform));
    return (matching.find(({ pattern }) => pattern.platform !== undefined) ?? matching[0])?.runner;
}
function labelsOf(runner) {
    if (typeof runner === 'string')
        return [runner];
    return isGroup(runner) ? (runner.labels ?? []) : runner;
}
function groupOf(runner) {
    return isGroup(runner) ? runner.group : undefined;
}
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
        throw new errors/* InvalidValue */.h6(`"${item}" does not name a runner.`, runners_FORM);
    const left = name.trim();
    if (left === '')
        throw new errors/* InvalidValue */.h6(`"${item}" does not name a platform before the =.`, runners_FORM);
    const right = value.trim();
    if (right === '')
        throw new errors/* InvalidValue */.h6(`"${item}" does not name a runner after the =.`, runners_FORM);
    return { pattern: (0,platforms_pattern/* parsePattern */.EY)(left), runner: parseRunner(right) };
}
function parseRunner(text) {
    if (text.startsWith('['))
        return readLabels(text, parseRunnerJson(text, LABELS_FORM));
    if (text.startsWith('{'))
        return readGroup(text, parseRunnerJson(text, GROUP_FORM));
    if (text.includes(',')) {
        const what = `"${text}" has a comma, which labels cannot have.`;
        throw new errors/* InvalidValue */.h6(what, `Write one platform per line. ${LABELS_FORM}`);
    }
    return checkName(text, 'label', text);
}
function parseRunnerJson(text, cure) {
    const value = (0,lib_json/* parseJson */.qF)(text);
    if (value === undefined)
        throw new errors/* InvalidValue */.h6(`${text} is not valid JSON.`, cure);
    return value;
}
function readLabels(text, value) {
    const labels = Array.isArray(value) ? value : [];
    if (labels.length === 0)
        throw new errors/* InvalidValue */.h6(`${text} has no labels.`, LABELS_FORM);
    return labels.map((label) => {
        if (typeof label !== 'string') {
            throw new errors/* InvalidValue */.h6(`${JSON.stringify(label)} in ${text} is not a label.`, LABELS_FORM);
        }
        return checkName(label, 'label', text);
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
        throw new errors/* InvalidValue */.h6(`the group ${JSON.stringify(group)} is not a string.`, GROUP_FORM);
    }
    const name = checkName(group, 'group', text);
    if (!keys.includes('labels'))
        return { group: name };
    const labels = (0,lib_json/* field */.ZZ)(value, 'labels');
    return { group: name, labels: readLabels(text, typeof labels === 'string' ? [labels] : labels) };
}
function checkName(name, kind, text) {
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
const table_document = (input) => (input.trim() === '' ? '' : input.trimEnd());
const verbatim = (item) => item;
const platforms = (0,parsers/* list */.p_)(platforms_platform/* parsePlatform */.FL, commasOrLines);
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
const push = (input, complain) => {
    if (input.trim() === 'auto')
        return 'auto';
    return (0,parsers/* optionalBoolean */.Jz)(input, ({ what }) => complain({
        what: what.replace('neither true nor', 'neither true, auto nor'),
        cure: 'Write true, auto or false.',
    }));
};
const verify = (input, complain) => {
    const word = input.trim();
    if (word === 'warn')
        return word;
    const isOn = (0,parsers/* boolean */.zM)(true)(word, () => complain({ what: `"${word}" is neither true, warn nor false.`, cure: 'Write true, warn or false.' }));
    return isOn ? 'stop' : 'off';
};
function parseIgnore(text) {
    if (text.startsWith('/') || text.startsWith('*'))
        return text;
    throw new errors/* InvalidValue */.h6(`"${text}" is not a path in the image.`, `Begin it with a slash, as in /${text}, or with **/.`);
}
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
const ssh = (input, complain) => {
    const parts = (0,parsers/* list */.p_)(verbatim, commasOrLines)(input, complain);
    const joined = [];
    for (const part of parts) {
        const isPath = /[/~]/.test(part) && !part.includes('=') && joined.at(-1)?.includes('=');
        joined.push(isPath ? `${joined.pop()},${part}` : part);
    }
    return joined;
};
const INPUTS = {
    mode: (0,parsers/* oneOf */.yL)(['build', 'plan', 'part', 'merge']),
    platforms,
    context: parsers/* text */.Qq,
    file: parsers/* text */.Qq,
    target: parsers/* text */.Qq,
    'build-args': ASSIGNMENTS['build-args'],
    'build-contexts': ASSIGNMENTS['build-contexts'],
    labels: ASSIGNMENTS.labels,
    annotations: (0,parsers/* list */.p_)(annotation/* parseAnnotation */.f, table_lines),
    verify,
    'verify-ignore': (0,parsers/* list */.p_)(parseIgnore, table_lines),
    'on-failure': (0,parsers/* oneOf */.yL)(['keep', 'delete']),
    'on-newer': (0,parsers/* oneOf */.yL)(['keep', 'fail', 'move']),
    'on-unchanged': (0,parsers/* oneOf */.yL)(['move', 'keep']),
    retries: (0,parsers/* count */.U9)({ fallback: 3, most: 20 }),
    'stall-timeout': duration(5 * 60),
    'on-success': (0,parsers/* oneOf */.yL)(['keep', 'clean']),
    'platform-settings': verbatim,
    images: (0,parsers/* list */.p_)(parseImages, table_lines),
    tags: verbatim,
    flavor: verbatim,
    push,
    load: (0,parsers/* boolean */.zM)(false),
    outputs: (0,parsers/* list */.p_)(parseOutput, { commas: false, quotes: false }),
    provenance: (0,parsers/* value */.Uq)(parseProvenance, undefined),
    sbom: (0,parsers/* value */.Uq)(parseSbom, undefined),
    attests: (0,parsers/* list */.p_)(parseAttestation, table_lines),
    attest: (0,parsers/* boolean */.zM)(false),
    sign: (0,parsers/* boolean */.zM)(false),
    'no-cache': (0,parsers/* boolean */.zM)(false),
    'no-cache-filters': (0,parsers/* list */.p_)(verbatim, commasOrLines),
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
    registry: (0,parsers/* value */.Uq)(oci_reference/* parseRegistry */.l5, ''),
    username: parsers/* text */.Qq,
    password: parsers/* text */.Qq,
    'registry-auth': verbatim,
    ecr: (0,parsers/* oneOf */.yL)(ECR_WORDS),
    logout: (0,parsers/* boolean */.zM)(true),
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
    'smoke-test': verbatim,
};

;// CONCATENATED MODULE: ./lib/inputs/modes.js


const ALL = ['build', 'plan', 'part', 'merge'];
const BUILDS = ['build', 'part'];
const PUBLISHES = ['build', 'part', 'merge'];
const MODES_OF = {
    mode: ALL,
    platforms: ALL,
    context: BUILDS,
    file: BUILDS,
    target: BUILDS,
    'build-args': BUILDS,
    'build-contexts': BUILDS,
    labels: BUILDS,
    annotations: PUBLISHES,
    verify: PUBLISHES,
    'verify-ignore': PUBLISHES,
    'on-failure': BUILDS,
    'on-newer': ['build', 'merge'],
    'on-unchanged': ['build', 'merge'],
    retries: PUBLISHES,
    'stall-timeout': BUILDS,
    'on-success': ['merge'],
    'platform-settings': BUILDS,
    images: ALL,
    tags: PUBLISHES,
    flavor: ALL,
    push: PUBLISHES,
    load: ['build'],
    outputs: BUILDS,
    provenance: BUILDS,
    sbom: BUILDS,
    attests: BUILDS,
    attest: ['build', 'merge'],
    sign: ['build', 'merge'],
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
    'github-token': PUBLISHES,
    registry: PUBLISHES,
    username: PUBLISHES,
    password: PUBLISHES,
    'registry-auth': PUBLISHES,
    ecr: PUBLISHES,
    logout: PUBLISHES,
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
const NAMING = ['tags', 'labels', 'annotations'];
const WITH_OTHER_DEFAULT = ['github-token', 'qemu-image', 'buildx-mirror'];
function isGiven(name, value) {
    if (WITH_OTHER_DEFAULT.includes(name))
        return false;
    if (typeof value === 'string' && value.trim() === '')
        return false;
    if (Array.isArray(value) && value.length === 0)
        return false;
    return !(0,external_node_util_.isDeepStrictEqual)(value, INPUTS[name]('', () => { }));
}

;// CONCATENATED MODULE: ./lib/inputs/credentials.js


const READABLE_INPUTS = [
    ...['build-args', 'labels', 'annotations', 'build-contexts', 'context', 'platform-settings'],
];
const FORMATS = [
    ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g],
    ['a GitLab token', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}/g],
    ['an AWS access key', /\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b/g],
    ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
    ['a PyPI token', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g],
    ['a Docker Hub token', /\bdckr_[po]at_[\w-]{20,}/g],
    ['a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g],
    ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
    [
        'a private key',
        /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g,
    ],
];
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/([^\s/:@"']*):([^\s/@"'$<{*][^\s/@"']*)@/gi;
const PLACEHOLDER = /^(?:pass|password|secret|change-?me|example|test|dummy|x+|none|root)$/i;
const MIN_SEARCHED_LENGTH = 8;
function exposedCredentials(mode, textOf, masked) {
    return READABLE_INPUTS.filter((input) => MODES_OF[input].includes(mode)).flatMap((input) => {
        const text = textOf(input);
        const found = [...maskedIn(text, masked), ...formatsIn(text), ...passwordsIn(text)];
        return (0,lib_distinct/* distinctBy */.e)(found.map(({ at, ...each }) => ({ ...each, input, line: text.slice(0, at).split('\n').length })), ({ line, value }) => `${line} ${value}`);
    });
}
function maskedIn(text, masked) {
    return masked.flatMap(({ of, value }) => {
        const at = value.length < MIN_SEARCHED_LENGTH ? wholeValueAt(text, value) : text.indexOf(value);
        return at === -1 ? [] : [{ what: of, value, at }];
    });
}
function wholeValueAt(text, value) {
    const at = `${text}\n`.replaceAll('\r', '\n').indexOf(`=${value}\n`);
    return at === -1 ? -1 : at + 1;
}
function formatsIn(text) {
    return FORMATS.flatMap(([what, pattern]) => [...text.matchAll(pattern)].map(({ 0: value, index: at }) => ({ what, value, at })));
}
function passwordsIn(text) {
    return [...text.matchAll(IN_URL)].flatMap(({ 1: user = '', 2: value = '', index: at }) => PLACEHOLDER.test(value) || value === user ? [] : [{ what: 'the password in a URL', value, at }]);
}

;// CONCATENATED MODULE: ./lib/inputs/builds.js





function buildsOf(inputs, settings) {
    const { platforms, ...common } = pickBuild(inputs);
    if (platforms.length === 0)
        return [{ platforms, ...common }];
    const builds = new Map();
    for (const platform of platforms) {
        const settled = settings.length === 0 ? common : builds_settingsOf(common, settings, platform);
        const key = `${keyOf(settled)}${releaseOf(platform)}`;
        const build = builds.get(key) ?? { ...settled, platforms: [] };
        builds.set(key, { ...build, platforms: [...build.platforms, platform] });
    }
    return [...builds.values()];
}
function releaseOf(platform) {
    return (0,platforms_platform/* samePlatform */.my)(platform, (0,platforms_platform/* withoutRelease */.U7)(platform)) ? '' : (0,platforms_platform/* printPlatform */.Lg)(platform);
}
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
function builds_settingsOf(common, settings, platform) {
    const args = (0,platforms_args/* platformArgs */.x)(platform, undefined);
    const named = {
        ...common,
        'build-args': byName(common['build-args']),
        'build-contexts': byName(common['build-contexts']),
        labels: byName(common.labels),
    };
    return (0,platforms_pattern/* entriesFor */.aB)(settings, platform).reduce((settled, setting) => withSetting(settled, setting, args), named);
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
function byName(items) {
    return [...new Map(items.map((item) => [(0,buildx_attributes/* nameAndValue */.gb)(item).name, item])).values()];
}
function keyOf(settled) {
    const { file, target, context, labels } = settled;
    const lists = [settled['build-args'], settled['build-contexts'], labels].map((items) => items.toSorted());
    return JSON.stringify([file, target, context, settled['no-cache'], ...lists]);
}

;// CONCATENATED MODULE: ./lib/inputs/names.js


async function readNames(inputs, readNaming, complaintsOf, unread) {
    const { images, labels, annotations } = inputs;
    if (images.length === 0 && unread.includes('images'))
        return { tags: [], labels, annotations, names: undefined };
    if (images.length === 0) {
        refuseFlavor(inputs.flavor, complaintsOf('flavor'));
        return { tags: references(inputs.tags, complaintsOf('tags')), labels, annotations, names: undefined };
    }
    const { readEventNames } = await __nccwpck_require__.e(/* import() */ 351).then(__nccwpck_require__.bind(__nccwpck_require__, 45351));
    return readEventNames(inputs, await readNaming(), complaintsOf);
}
const references = (text, complain) => {
    const rule = (0,parsers/* items */.ld)(text, { commas: false }, () => { }).find(({ text: item }) => /^"?type\s*=/i.test(item));
    if (rule === undefined)
        return (0,parsers/* list */.p_)(oci_reference/* parseReference */.F2, { commas: true })(text, complain);
    const cure = 'Name the repositories in images, as in images: ghcr.io/owner/app, or write names, as in ghcr.io/owner/app:1.2.';
    const what = `"${rule.text}" is a rule, but without images, tags are image names.`;
    complain({ line: rule.line, what, cure });
    return [];
};
function refuseFlavor(flavor, complain) {
    if (flavor.trim() === '')
        return;
    const cure = 'Name the repositories in images, as in images: ghcr.io/owner/app, or remove it.';
    complain({ what: 'it has no effect without images.', cure });
}

;// CONCATENATED MODULE: ./lib/inputs/nodes.js




const nodes_FORM = 'Write a list of nodes, as in "- endpoint: ssh://me@arm-host" with "platforms: linux/arm64" below it.';
const nodes_KEYS = ['name', 'endpoint', 'platforms', 'driver-opts', 'buildkitd-flags'];
async function readNodes(source, complain) {
    if (source.trim() === '')
        return [];
    const tree = await (0,yaml/* readYaml */.gM)(source, complain);
    if (tree === undefined)
        return [];
    const maps = (0,yaml/* mapsIn */.nf)(tree, { what: 'nodes', item: 'node', form: nodes_FORM }, complain);
    return maps.flatMap((map) => readNode(map, complain));
}
function readNode(tree, complain) {
    (0,yaml/* checkKeys */.L)(tree.entries, nodes_KEYS, 'a node', complain);
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
            platforms: parseEach(splitTexts(texts('platforms'), ','), platforms_platform/* parsePlatform */.FL, complain),
            'driver-opts': parseEach(splitTexts(texts('driver-opts'), '\n'), driver_option/* parseDriverOption */.vq, complain),
            'buildkitd-flags': one('buildkitd-flags'),
            line: tree.line,
        },
    ];
}
function splitTexts(texts, separator) {
    return texts.flatMap(({ text, line }) => text
        .split(separator)
        .map((part) => ({ text: part.trim(), line }))
        .filter((part) => part.text !== ''));
}
function parseEach(items, parse, complain) {
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
const platform_settings_FORM = 'Write platforms with their settings, as in "linux/arm64:" with "  file: Dockerfile.arm64" below it.';
const QUOTES_CURE = 'Write a text; one that begins with {{ or [ needs quotes, as in "{{debian}}.Dockerfile".';
const LISTS_CURE = 'Write NAME=value in lines or in a list, or NAME: value; a value that begins with {{ or [ needs quotes.';
const EVENT_TEMPLATES = ['defaultContext'];
async function readPlatformSettings(source, platforms, complain) {
    if (source.trim() === '')
        return [];
    if (platforms?.length === 0) {
        const cure = 'Name them all, as in platforms: linux/amd64,linux/arm64.';
        complain({ what: 'platform-specific settings need the input platforms, which is empty.', cure });
    }
    const tree = await (0,yaml/* readYaml */.gM)(source, complain);
    if (tree === undefined || (tree.kind === 'text' && tree.text === ''))
        return [];
    if (tree.kind !== 'map') {
        complain({ line: tree.line, what: 'this is not a map of platforms.', cure: platform_settings_FORM });
        return [];
    }
    return (0,pattern_map/* readPatternMap */.vN)(tree.entries, { form: platform_settings_FORM, keys: platform_settings_KEYS, read: readSetting }, platforms, complain);
}
function readSetting({ key, value: tree, line }, complain) {
    if (tree.kind !== 'map') {
        complain({ line, what: `"${key}" has no settings.`, cure: platform_settings_FORM });
        return undefined;
    }
    const rules = { keys: platform_settings_KEYS, owner: 'a platform', quotes: QUOTES_CURE };
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
function readItems(entry, name, complain) {
    const tree = entry?.value;
    if (entry === undefined || tree === undefined)
        return [];
    if (tree.kind === 'text')
        return (0,pattern_map/* parseText */.r4)(tree, itemsParser(name), complain);
    const whole = (text, at) => itemsParser(name)(`"${text.trim().replaceAll('"', '""')}"`, at);
    if (tree.kind === 'list') {
        return (0,yaml/* textsOf */.CB)(entry, LISTS_CURE, complain).flatMap((text) => (0,pattern_map/* parseText */.r4)(text, whole, complain));
    }
    return tree.entries.flatMap((pair) => {
        if (pair.key === '') {
            complain({
                line: pair.line,
                what: `${name} has a name that is empty or not a string.`,
                cure: LISTS_CURE,
            });
            return [];
        }
        const text = (0,yaml/* textOf */.b6)(pair, LISTS_CURE, complain)?.text ?? '';
        return whole(`${pair.key}=${text}`, (complaint) => complain({ ...complaint, line: pair.line }));
    });
}
function itemsParser(name) {
    const others = name === 'build-contexts' ? EVENT_TEMPLATES : [];
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
function withNameAndTemplates(item, others) {
    if ((0,buildx_attributes/* nameAndValue */.gb)(item).name.replaceAll(TEMPLATE, '').trim() === '') {
        const cure = 'Write a name around the template, as in ARCH_{{debian}}=value.';
        throw new errors/* InvalidValue */.h6(`"${item}" has only a template as its name.`, cure);
    }
    return withKnownTemplates(item, others);
}
function withContextTemplates(text) {
    return withKnownTemplates(text, EVENT_TEMPLATES);
}

// EXTERNAL MODULE: ./lib/inputs/smoke-test.js + 1 modules
var smoke_test = __nccwpck_require__(62370);
;// CONCATENATED MODULE: ./lib/inputs/read.js









function readInputs(env) {
    const problems = [];
    const textOf = (input) => env[`INPUT_${input.toUpperCase()}`] ?? '';
    const parsers = textOf('images').trim() === '' ? INPUTS : { ...INPUTS, labels: LABELS_OF_EVENT };
    const entries = Object.entries(parsers).map(([input, parser]) => {
        const text = textOf(input);
        return [input, parser(text, (complaint) => problems.push({ input, ...complaint }))];
    });
    return { inputs: Object.fromEntries(entries), problems };
}
async function completeInputs({ inputs: values, problems }, readNaming) {
    const complaints = [];
    const complaintsOf = (input) => (complaint) => {
        complaints.push({ input, ...complaint });
    };
    const isWhole = values.mode !== 'part' && problems.every(({ input }) => input !== 'platforms');
    const unreadInputs = problems.map(({ input }) => input);
    const names = await readNames(values, readNaming, complaintsOf, unreadInputs);
    const inputs = { ...values, ...names, ...(await decidePush(values, readNaming)) };
    const logins = await logins_readLogins(inputs, complaintsOf);
    const nodes = await readNodes(inputs.append, complaintsOf('append'));
    const settings = await readPlatformSettings(inputs['platform-settings'], isWhole ? inputs.platforms : undefined, complaintsOf('platform-settings'));
    const smokeTests = await (0,smoke_test/* readSmokeTests */.F)(inputs['smoke-test'], isWhole ? inputs.platforms : undefined, complaintsOf('smoke-test'));
    const buildkitdConfig = await readInlineConfig(inputs['buildkitd-config-inline'], complaintsOf('buildkitd-config-inline'));
    const builds = buildsOf(inputs, settings);
    const tested = inputs.isTrial ? [] : smokeTests;
    const read = { ...inputs, logins, nodes, builds, smokeTests: tested, buildkitdConfig };
    return { inputs: read, problems: [...problems, ...complaints] };
}
async function decidePush({ push }, readNaming) {
    if (push !== 'auto')
        return { push, isTrial: false };
    const { event } = await readNaming();
    const isTrial = event.startsWith('pull_request') || event === 'merge_group';
    return { push: !isTrial, isTrial };
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
function inspectedValue(lines, key) {
    const line = lines.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    return line?.slice(key.length + 1).trim() ?? '';
}

;// CONCATENATED MODULE: ./lib/buildx/inspect.js





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
        machine: machinePlatform(listed),
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
function parseOptions(text) {
    const found = [...text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*")/g)];
    return Object.fromEntries(found.map(([, key = '', quoted = '']) => {
        const value = (0,lib_json/* parseJson */.qF)(quoted);
        return [key, typeof value === 'string' ? value : quoted.slice(1, -1)];
    }));
}
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
function machinePlatform([first]) {
    return first?.declared === false ? first.platform : undefined;
}

// EXTERNAL MODULE: ./lib/retry.js
var retry = __nccwpck_require__(2165);
;// CONCATENATED MODULE: ./lib/facts/builder.js






const SHARE_MS = 10_000;
async function readExisting(docker, inputs, { context }) {
    const { builder, driver, 'builder-name': sharedName } = inputs;
    if (builder !== '')
        return readBuilder(docker, builder);
    if (!drivers/* DRIVERS */.e0[driver].isMade)
        return readBuilder(docker, context);
    if (sharedName === '')
        return undefined;
    return awaitShared(() => findBuilder(docker, sharedName), (found) => found?.driver !== driver || found.nodes.length > inputs.nodes.length);
}
function awaitShared(look, isWhole) {
    return (0,retry/* poll */.wt)(look, { limitMs: SHARE_MS, isDone: isWhole });
}
async function findBuilder(docker, name) {
    const { code, stdout } = await inspect(docker, name);
    return code === 0 ? parseBuilder(stdout) : undefined;
}
async function readEarlier(docker, name) {
    const { code, stdout } = await docker.run(['buildx', 'inspect', name]);
    return { found: code === 0 ? await parseBuilder(stdout) : undefined };
}
async function readDefaultBuilder(docker) {
    const { code, stdout } = await docker.run(['buildx', 'inspect']);
    return code === 0 ? inspectedValue(stdout, 'Name') : '';
}
async function readBuilder(docker, name) {
    const { code, stdout, stderr } = await inspect(docker, name);
    if (code !== 0) {
        throw new errors/* Failure */.HR(`builder: there is no builder "${name}": ${stderr.trim()}`, 'See `docker buildx ls` for the names, create it in an earlier step, or remove the input to get a managed builder.');
    }
    return parseBuilder(stdout);
}
async function inspect(docker, name) {
    const answer = await docker.run(['buildx', 'inspect', name]);
    if (answer.code !== docker_docker/* TIMED_OUT */.VP)
        return answer;
    throw new errors/* Failure */.HR(`builder: "${name}" does not answer: ${answer.stderr.trim()}`, 'Check that the machines of its nodes are running and that this runner can reach them, or name another builder.');
}

// EXTERNAL MODULE: ./lib/present.js
var present = __nccwpck_require__(23680);
;// CONCATENATED MODULE: ./lib/facts/checkout.js




async function readCheckout(git, { builds }, { event, paths }) {
    const folder = paths.workspace;
    const contexts = builds.flatMap((build) => commitContexts(build, event));
    if (contexts.length === 0 || folder === '' || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git')))
        return undefined;
    const [head, hasCommit, origin] = await Promise.all([
        git.runGit(folder, ['rev-parse', '--verify', 'HEAD']),
        git.runGit(folder, ['cat-file', '-e', `${event.sha}^{commit}`]),
        git.runGit(folder, ['config', '--get', 'remote.origin.url']),
    ]);
    if (head === undefined)
        return undefined;
    if (hasCommit !== undefined)
        return { head: head.trim(), built: await readBuilt(git, folder, event.sha, contexts) };
    return isAddressOf(origin ?? '', event) ? { head: head.trim(), built: undefined } : undefined;
}
const LIST_UNTRACKED = [
    'ls-files',
    '-z',
    '--others',
    '--directory',
    '--no-empty-directory',
    '--exclude-standard',
];
async function readBuilt(git, folder, sha, contexts) {
    const list = async (args) => ((await git.runGit(folder, args)) ?? '').split('\0').filter((path) => path !== '');
    const [files, changed, untracked, ignored] = await Promise.all([
        list(['ls-tree', '-r', '-z', '--name-only', '--full-tree', sha]),
        list(['diff', '-z', '--name-only', '--no-renames', '--no-ext-diff', '--ignore-submodules=dirty', sha]),
        list(LIST_UNTRACKED),
        list([...LIST_UNTRACKED, '--ignored']),
    ]);
    const wanted = new Set(contexts.flatMap(ignoreFilesOf));
    const found = files.filter((path) => wanted.has(path));
    const ignoreFiles = await Promise.all(found.map((path) => readCommitted(git, folder, sha, path)));
    const hasAttributes = files.some((path) => path.endsWith('.gitattributes'));
    const large = hasAttributes ? await list(['ls-files', '-z', '--', ':(attr:filter=lfs)']) : [];
    const fetched = large.filter((path) => isFetched((0,external_node_path_.join)(folder, path)));
    return { files, changed: [...changed, ...fetched], untracked, ignored, ignoreFiles: (0,present/* present */.E)(ignoreFiles) };
}
const POINTER_LIMIT = 1024;
function isFetched(path) {
    try {
        return ((0,external_node_fs_.statSync)(path).size >= POINTER_LIMIT ||
            !(0,external_node_fs_.readFileSync)(path, 'utf8').startsWith('version https://git-lfs'));
    }
    catch {
        return false;
    }
}
async function readCommitted(git, folder, sha, path) {
    const text = await git.runGit(folder, ['cat-file', 'blob', `${sha}:${path}`]);
    return text === undefined ? undefined : { path, text };
}
function isAddressOf(address, { server, repository }) {
    const plain = address
        .trim()
        .toLowerCase()
        .replace(/(?:\.git)?\/?$/, '');
    const name = repository.toLowerCase();
    const isNamed = plain.endsWith(`/${name}`) || plain.endsWith(`:${name}`);
    return isNamed && plain.includes(new URL(server).hostname);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
;// CONCATENATED MODULE: ./lib/buildx/dockerfile.js



const ENTITLEMENTS = {
    '--security=insecure': 'security.insecure',
    '--network=host': 'network.host',
};
function mayAskForPrivileges(source) {
    return Object.keys(ENTITLEMENTS).some((flag) => source.includes(flag));
}
const FRONTEND = /^(?:(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?)(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;
const OTHER_INSTRUCTIONS = 'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER VOLUME WORKDIR';
const KNOWN_INSTRUCTIONS = ['FROM', 'RUN', ...OTHER_INSTRUCTIONS.split(' ')];
const COUNTED_INSTRUCTIONS = ['FROM', 'RUN', 'COPY'];
const COUNTED_LINE = new RegExp(`^\\s*(?:${COUNTED_INSTRUCTIONS.join('|')})(?:\\s|$)`, 'i');
function isDockerfileFrontend(image) {
    return FRONTEND.test(image);
}
async function readDockerfile(source) {
    const text = source.replace(/^\uFEFF/, '');
    const lines = text.split('\n');
    if (!frontendsIn(lines).every(isDockerfileFrontend))
        return undefined;
    const { DockerfileParser } = await __nccwpck_require__.e(/* import() */ 279).then(__nccwpck_require__.t.bind(__nccwpck_require__, 78390, 19));
    const parsed = DockerfileParser.parse(text);
    const instructions = parsed.getInstructions();
    if (!instructions.every((each) => KNOWN_INSTRUCTIONS.includes(each.getKeyword())))
        return undefined;
    if (!parserAgrees(lines, instructions))
        return undefined;
    const stages = stagesOf(parsed.getFROMs(), instructions, lines);
    return stages && { args: globalArgs(parsed.getInitialARGs()), stages };
}
function argsInFrom({ args, stages }) {
    const used = new Set(stages.flatMap(({ base, platform }) => variablesIn(`${base} ${platform}`)));
    for (const name of used)
        for (const arg of args)
            if (arg.name === name)
                for (const each of variablesIn(arg.value ?? ''))
                    used.add(each);
    return new Set(args.flatMap(({ name }) => (used.has(name) ? [name] : [])));
}
function variablesIn(text) {
    return [...text.matchAll(/\$\{?([a-z_]\w*)/gi)].map(([, name = '']) => name);
}
function mayChooseBase(source, names) {
    const from = /^[ \t]*FROM[ \t](?:.|\\\r?\n)*\$/im.exec(source);
    const words = from === null ? [] : (source.slice(0, source.search(/^[ \t]*FROM[ \t]/im)).match(/\w+/g) ?? []);
    return words.some((word) => names.has(word));
}
function frontendsIn(lines) {
    const end = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
    const comments = end === -1 ? lines : lines.slice(0, end);
    return comments.flatMap((line) => /^\s*#\s*syntax\s*=\s*(\S*)/i.exec(line)?.[1] ?? []);
}
function parserAgrees(lines, instructions) {
    const seen = lines.flatMap((line, index) => (COUNTED_LINE.test(line) ? [index] : []));
    const counted = instructions.filter((each) => COUNTED_INSTRUCTIONS.includes(each.getKeyword()));
    const found = counted.map((each) => each.getRange().start.line);
    return seen.length === found.length && seen.every((line, index) => line === found[index]);
}
function globalArgs(args) {
    return args.flatMap((arg) => arg
        .getProperties()
        .map((property) => ({ name: property.getName(), value: property.getUnescapedValue() ?? undefined })));
}
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
            needs: inside.flatMap(needsOf),
            privileges: inside.flatMap(privilegesOf),
            takes: inside.flatMap(takenBy),
        };
    });
    const complete = (0,present/* present */.E)(stages);
    return complete.length === stages.length && complete.length > 0 ? complete : undefined;
}
function sourcesOf(instruction, lines) {
    const { start, end } = instruction.getRange();
    const text = lines.slice(start.line, end.line + 1).join('\n');
    if (instruction.getKeyword() === 'COPY')
        return [...text.matchAll(/--from=(\S*)/g)].map(([, from = '']) => from);
    if (instruction.getKeyword() !== 'RUN')
        return [];
    return [...text.matchAll(/\bfrom=([^\s,]*)/gi)].map(([, from = '']) => from);
}
function needsOf(instruction) {
    return flagsOf(instruction).flatMap(({ name, value }) => {
        if (instruction.getKeyword() === 'COPY' && name === 'from')
            return [value];
        const mounted = /(?:^|,)from=([^,"]+)(?:,|$)/.exec(value)?.[1];
        return instruction.getKeyword() === 'RUN' && name === 'mount' && mounted !== undefined ? [mounted] : [];
    });
}
function privilegesOf(instruction) {
    if (instruction.getKeyword() !== 'RUN')
        return [];
    const line = instruction.getRange().start.line + 1;
    return flagsOf(instruction).flatMap(({ name, value }) => {
        const flag = `--${name}=${value}`;
        const entitlement = ENTITLEMENTS[flag];
        return entitlement === undefined ? [] : [{ entitlement, flag, line }];
    });
}
function takenBy(instruction) {
    const flags = flagsOf(instruction);
    if (instruction.getKeyword() === 'RUN')
        return flags.flatMap(({ name, value }) => (name === 'mount' ? mountedPaths(value) : []));
    if (!['ADD', 'COPY'].includes(instruction.getKeyword()))
        return [];
    if (flags.some(({ name }) => name === 'exclude'))
        return [];
    const from = flags.find(({ name }) => name === 'from')?.value.toLowerCase() ?? '';
    return sourcePaths(instruction).map((path) => ({ from, path, isMounted: false }));
}
function mountedPaths(value) {
    const attributes = new Map(value.split(',').map((text) => {
        const { name, value: of = '' } = (0,buildx_attributes/* nameAndValue */.gb)(text);
        return [name.toLowerCase(), of];
    }));
    const path = attributes.get('source') ?? attributes.get('src') ?? '.';
    if ((attributes.get('type') ?? 'bind') !== 'bind' || !isLiteral(path))
        return [];
    return [{ from: (attributes.get('from') ?? '').toLowerCase(), path, isMounted: true }];
}
function sourcePaths(instruction) {
    const content = instruction.getArgumentsContent() ?? '';
    const listed = content.startsWith('[') ? (0,lib_json/* parseJson */.qF)(content) : undefined;
    const words = Array.isArray(listed)
        ? listed.map(String)
        : instruction.getArguments().map((argument) => argument.getValue());
    if (words.some((word) => word.startsWith('<<')))
        return [];
    return words.slice(0, -1).filter((word) => isLiteral(word) && !URL_SOURCE.test(word));
}
const URL_SOURCE = /^(?:[a-z]+:\/\/|git@)/i;
function isLiteral(path) {
    return !/[$"']/.test(path);
}
function flagsOf(instruction) {
    const flags = takesFlags(instruction) ? instruction.getFlags() : [];
    return flags.map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? '' }));
}
function takesFlags(instruction) {
    return 'getFlags' in instruction;
}

;// CONCATENATED MODULE: ./lib/facts/dockerfiles.js







async function readDockerfiles(git, inputs, known) {
    const { engine, handlers, checkout } = known;
    const later = inputs['qemu-reset'] ? undefined : handlers;
    const isNative = inputs.platforms.every((platform) => (0,emulators/* runsOn */.k8)(platform, engine.platform, later));
    const given = givenArgs(inputs);
    const isRead = (text) => !isNative || mayDiffer(checkout?.built) || mayChooseBase(text, given) || mayAskForPrivileges(text);
    const builds = new Map(inputs.builds.map((build) => [`${build.context}\0${build.file}`, build]));
    return Promise.all([...builds.values()].map(async (build) => {
        const text = await textOf(git, build, known);
        const content = text !== undefined && isRead(text) ? await readDockerfile(text) : undefined;
        return { context: build.context, file: build.file, text, content };
    }));
}
function givenArgs({ builds, cache, 'cache-from': from }) {
    const isDerived = cache !== 'off' && cache !== 'inline' && from.length === 0;
    const args = isDerived ? builds.flatMap((build) => build['build-args']) : [];
    return new Set(args.map((arg) => (0,buildx_attributes/* nameAndValue */.gb)(arg).name));
}
function mayDiffer(built) {
    if (built === undefined)
        return false;
    return [built.changed, built.untracked, built.ignored, built.ignoreFiles].some((list) => list.length > 0);
}
async function textOf(git, build, { paths, event, checkout }) {
    const main = commitContexts(build, event).find(({ name }) => name === '');
    if (main !== undefined) {
        const path = committedName(main.dockerfile, checkout?.built);
        return path === undefined ? undefined : (await readCommitted(git, paths.workspace, event.sha, path))?.text;
    }
    const source = paths.sources.find(({ context, file }) => context === build.context && file === build.file);
    if (source?.dockerfileIs !== 'file')
        return undefined;
    return (0,promises_.readFile)(source.dockerfile, 'utf8').catch(() => undefined);
}
function committedName(path, built) {
    const { dir, base } = external_node_path_.posix.parse(path);
    const names = base === 'Dockerfile' ? [path, external_node_path_.posix.join(dir, 'dockerfile')] : [path];
    return names.find((name) => built?.files.includes(name));
}

// EXTERNAL MODULE: ./lib/buildx/program.js
var buildx_program = __nccwpck_require__(32624);
;// CONCATENATED MODULE: ./lib/facts/machine.js

function machinePath(path, env) {
    return (0,external_node_path_.join)(env['MULTI_PLATFORM_BUILD_ROOT'] || '/', path);
}

;// CONCATENATED MODULE: ./lib/facts/buildx.js






function programPath(name, env) {
    const file = process.platform === 'win32' ? `${name}.exe` : name;
    const folders = (env['PATH'] ?? env['Path'] ?? '').split(external_node_path_.delimiter).filter((folder) => folder !== '');
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
async function readBuildx(dockerWith, inputs, { service, isVersionNeeded }, env) {
    const hasDocker = programPath('docker', env) !== '';
    const known = { hasDocker, ...service, ...machineFacts(env) };
    const mustAsk = inputs['buildx-version'] !== '' || isVersionNeeded;
    if (!mustAsk && hasDocker && hasPluginFile(known.pluginFolder, env)) {
        return { ...known, program: buildx_program/* PLUGIN */.E, version: '', error: '' };
    }
    const plugin = hasDocker ? await dockerWith(buildx_program/* PLUGIN */.E).run(['buildx', 'version']) : undefined;
    if (plugin?.code === 0)
        return { ...known, program: buildx_program/* PLUGIN */.E, version: versionOf(plugin.stdout), error: '' };
    const path = programPath('buildx', env);
    const error = (plugin?.stderr ?? '').trim().split('\n')[0] ?? '';
    if (path === '')
        return { ...known, program: undefined, version: '', error };
    const program = { kind: 'standalone', path };
    const { stdout } = await dockerWith(program).run(['buildx', 'version']);
    return { ...known, program, version: versionOf(stdout), error };
}
function machineFacts(env) {
    const home = env['HOME'] || (0,external_node_os_.homedir)();
    return {
        machine: `${process.platform === 'win32' ? 'windows' : process.platform}-${architecture()}${armVersion()}`,
        pluginFolder: (0,external_node_path_.join)((0,folders/* dockerFolder */.N)(env), 'cli-plugins'),
        toolCache: env['RUNNER_TOOL_CACHE'] || (0,external_node_path_.join)(home, '.cache', 'multi-platform-build-tools'),
        spare: (0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), '_multi-platform-build-tools'),
        downloads: (0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'multi-platform-build-downloads'),
    };
}
function architecture() {
    const known = { x64: 'amd64', ppc64: 'ppc64le', ia32: '386' };
    return known[process.arch] ?? process.arch;
}
function armVersion() {
    const variables = { ...process.config.variables };
    return process.arch === 'arm' ? `-v${variables['arm_version']}` : '';
}
function hasPluginFile(userFolder, env) {
    const shared = [
        '/usr/local/lib/docker',
        '/usr/local/libexec/docker',
        '/usr/lib/docker',
        '/usr/libexec/docker',
    ];
    const folders = [userFolder, ...shared.map((folder) => machinePath((0,external_node_path_.join)(folder, 'cli-plugins'), env))];
    return folders.some((folder) => isProgram((0,external_node_path_.join)(folder, 'docker-buildx')));
}
function versionOf(output) {
    return /\sv?(\d+\.\d+\.\d+[\w.-]*)/.exec(output)?.[1] ?? '';
}

;// CONCATENATED MODULE: ./lib/facts/engine.js









const BINFMT_MISC = '/proc/sys/fs/binfmt_misc';
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
        throw new errors/* Failure */.HR(`The docker engine does not answer: ${version.stderr.trim()}`, engineCure(version.stderr));
    }
    return {
        version: (0,lib_json/* text */.Qq)(server, 'Version'),
        platform: (0,platforms_platform/* platformFromParts */.ig)({ os: (0,lib_json/* text */.Qq)(server, 'Os'), architecture: (0,lib_json/* text */.Qq)(server, 'Arch') }),
        containerdStore: info !== undefined && hasContainerdStore((0,lib_json/* parseJson */.qF)(info.stdout)),
        kind: kindOf((0,lib_json/* array */.YO)(server, 'Components').map((part) => (0,lib_json/* text */.Qq)(part, 'Name'))),
    };
}
const PROTOCOL = /client version [\d.]+ is too (?:old|new)|API version [\d.]+ is not supported by this client|server API version is too old/i;
function engineCure(stderr) {
    return PROTOCOL.test(stderr)
        ? 'The versions of the docker command and its engine are too far apart: update the older one, and check that DOCKER_API_VERSION is not set.'
        : 'Start docker in an earlier step, or use a runner that has it; `docker version` must show a server.';
}
function noEngine() {
    const platform = (0,platforms_platform/* platformFromParts */.ig)({ os: 'linux', architecture: architecture() });
    return { version: '', platform, containerdStore: false, kind: 'docker' };
}
function kindOf(parts) {
    if (parts.includes('Podman Engine'))
        return 'podman';
    return parts.includes('rootlesskit') ? 'rootless docker' : 'docker';
}
async function refuseOthers(docker, { code, stderr }) {
    const isOdd = code === 0 || /podman|nerdctl/i.test(stderr);
    if (!isOdd)
        return;
    const { stdout } = await docker.run(['--version']);
    const [said] = /^(?:podman|nerdctl) version.*$/m.exec(stdout) ?? [];
    if (said === undefined)
        return;
    throw new errors/* Failure */.HR(`The docker command is another program: ${said}. Buildx is a plugin for docker's own command.`, 'Install docker, or use a runner that has it. For the drivers remote and kubernetes, a standalone Buildx in PATH is enough if there is no docker command.');
}
async function needsNoEngine(inputs, existing) {
    if (!(0,drivers/* mayBuildElsewhere */.mx)(inputs))
        return false;
    const found = await existing.catch(() => undefined);
    return inputs.builder === '' || (found !== undefined && (0,drivers/* driverNamed */.MZ)(found.driver)?.sharesKernel === false);
}
function hasContainerdStore(driverStatus) {
    return (0,lib_json/* array */.YO)(driverStatus).some((pair) => Array.isArray(pair) && pair[0] === 'driver-type' && pair[1] === 'io.containerd.snapshotter.v1');
}

// EXTERNAL MODULE: ./lib/facts/event.js
var facts_event = __nccwpck_require__(77487);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: ./lib/facts/job-process.js
var job_process = __nccwpck_require__(73876);
;// CONCATENATED MODULE: ./lib/facts/step.js








function readStep(env) {
    return {
        ...readServices(env),
        hasArtifactService: hasArtifactService(env),
        hasIdentity: identityService(env) !== undefined,
        annotatesChecks: (0,switches/* readSwitch */.h)('DOCKER_BUILD_CHECKS_ANNOTATIONS', env),
    };
}
function readServices(env) {
    const hasService = hasCacheService(env);
    return {
        hasCacheService: hasService,
        hasCacheServiceV2: hasService && (0,buildx_attributes/* isYes */.AX)(env['ACTIONS_CACHE_SERVICE_V2']),
    };
}
function hasCacheService(env) {
    return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']));
}
const WITH_ARTIFACTS = /^(?:github\.com|.*\.ghe\.com|.*\.localhost)$/i;
function hasArtifactService(env) {
    const host = URL.parse(env['GITHUB_SERVER_URL'] || 'https://github.com')?.hostname ?? '';
    return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']) && WITH_ARTIFACTS.test(host);
}
function identityService(env) {
    const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
    const secret = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
    return url === '' || secret === '' ? undefined : { url, secret };
}
const JOB_VARIABLES = [
    ...['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'],
    ...['RUNNER_NAME', 'RUNNER_TEMP', 'RUNNER_TRACKING_ID'],
];
function readJobFacts(env) {
    const variables = JOB_VARIABLES.map((name) => env[name] ?? '');
    return { run: runOf(env), identity: JSON.stringify([variables, (0,folders/* buildxFolder */.j)(env), (0,job_process/* printJob */.$Y)((0,job_process/* readJob */.cd)())]) };
}
function newStepId(env) {
    return `${runOf(env)}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
}
function runOf(env) {
    return `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
}
function temporaryFolder(id, env) {
    return (0,external_node_path_.join)(runnerTemp(env), `multi-platform-build-${id}`);
}
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








async function readLocal(inputs, env) {
    const event = (0,facts_event/* readEvent */.j)(env);
    return {
        event,
        job: readJobFacts(env),
        paths: readPaths(inputs, env, event),
        step: readStep(env),
        docker: await readDocker(inputs, env),
    };
}
async function readFacts(docker, inputs, { local, madeEarlier }, env) {
    const existing = readExisting(docker, inputs, local.docker);
    const [engine, builder, earlier, defaultBuilder, checkout] = await Promise.all([
        readEngine(docker, inputs, existing, env),
        existing,
        madeEarlier === '' ? undefined : readEarlier(docker, madeEarlier),
        inputs['builder-use'] ? readDefaultBuilder(docker) : '',
        readCheckout(docker, inputs, local),
    ]);
    const id = newStepId(env);
    const handlers = local.docker.isLocal ? readHandlers(env) : undefined;
    return {
        ...local,
        engine,
        buildx: docker.buildx,
        handlers,
        dockerfiles: await readDockerfiles(docker, inputs, { ...local, engine, handlers, checkout }),
        checkout,
        builder,
        earlier,
        defaultBuilder,
        id,
        temp: temporaryFolder(id, env),
        freeBytes: freeBytes(env),
    };
}

;// CONCATENATED MODULE: ./lib/plan/build/context.js



function readsEventRepository(build, event) {
    const git = gitContext(event);
    const others = build['build-contexts'].map((text) => (0,buildx_attributes/* nameAndValue */.gb)(fillIn(text, event)).value);
    return [resolveContext(build.context, event), ...others].some((context) => context?.startsWith(git));
}
function sourceOf({ sources }, { context, file }) {
    return sources.find((source) => source.context === context && source.file === file);
}
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
function planGitContext(inputs, event) {
    if (!inputs.builds.some((build) => readsEventRepository(build, event)))
        return undefined;
    const { repository, sha, name, ref } = event;
    return { repository, sha, event: name, ref };
}
function isAboutAnother({ about, sha }) {
    return about !== undefined && about.sha !== sha;
}
function eventWarnings(inputs, event) {
    const { about, sha, ref, name } = event;
    const isBuilt = inputs.builds.some((build) => readsEventRepository(build, event));
    if (about === undefined || !isAboutAnother(event) || !isBuilt)
        return [];
    const commit = about.sha === '' ? '' : ` ${about.sha.slice(0, 12)}`;
    return [
        `context: for the event ${name}, the commit ${sha.slice(0, 12)}${ref === '' ? '' : ` of ${ref}`} is built, not the commit${commit} of ${about.what}. To build that one, check it out (actions/checkout with ref: ${about.ref}) and set context: . Never do that in a job whose secrets or permissions the author of that commit must not have.`,
    ];
}

;// CONCATENATED MODULE: ./lib/plan/build/secrets.js


function secretValues(inputs, event) {
    const token = inputs['github-token'];
    const id = `GIT_AUTH_TOKEN.${new URL(event.server).host}`;
    const userSecrets = [...inputs.secrets, ...inputs['secret-envs'], ...inputs['secret-files']];
    const hasOwnToken = userSecrets.some((secret) => secret.id === 'GIT_AUTH_TOKEN' || secret.id === id);
    const isRead = inputs.builds.some((build) => readsEventRepository(build, event));
    if (token === '' || hasOwnToken || !isRead)
        return inputs.secrets;
    return [...inputs.secrets, { id, value: token }];
}
function secretFiles(inputs, event, temp) {
    return secretValues(inputs, event).map(({ id }, index) => ({ id, path: `${temp}/secrets/${index}` }));
}
function secretFlags(inputs, files) {
    return [
        ...inputs['secret-envs'].map(({ id, value }) => csvFields(`id=${id}`, `env=${value}`)),
        ...files.map(({ id, path }) => csvFields(`id=${id}`, `src=${path}`)),
        ...inputs['secret-files'].map(({ id, value }) => csvFields(`id=${id}`, `src=${value}`)),
    ];
}
function csvFields(...parts) {
    return parts.map(buildx_attributes/* quoteField */.nL).join(',');
}
function secretWarnings(inputs) {
    const ids = [...inputs['secret-envs'], ...inputs.secrets, ...inputs['secret-files']].map(({ id }) => id);
    const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
    return [...repeated].map((id) => `secrets: ${id.length > MAX_ID_LENGTH ? 'an id' : id} is set more than once, and the build gets the last one; the order is secret-envs, secrets, secret-files.`);
}
const CONTINUED = /^-----BEGIN |^[A-Za-z_]\w*=|[{[(|>\\]$/;
const MAX_ID_LENGTH = 32;
function secretNotices({ secrets }) {
    const isOpen = secrets.slice(0, -1).some(({ value }) => !value.includes('\n') && CONTINUED.test(value));
    const isLine = secrets.length > 1 && secrets.some(({ id, value }) => id.length > MAX_ID_LENGTH || /^=+$/.test(value));
    if (!isOpen && !isLine)
        return [];
    const ids = secrets.map(({ id }) => (id.length > MAX_ID_LENGTH ? `one of ${id.length} characters` : id));
    return [
        `secrets: they were read as ${secrets.length} secrets, with the ids ${ids.join(', ')}. Put quotes around a value of several lines together with its id, or pass it through secret-envs.`,
    ];
}

;// CONCATENATED MODULE: ./lib/plan/builder/differences.js



const AUTOMATIC_FLAG = '--allow-insecure-entitlement=network.host';
function builderDifferences(expected, existing) {
    return differences(expected, existing).map(([input, has, requested]) => ({
        input,
        what: `the builder "${expected.name}" already exists and has ${has}; the inputs request ${requested}.`,
        cure: 'Remove that builder (docker buildx rm), choose another builder-name, or set the inputs to what it has.',
    }));
}
function differences(expected, existing) {
    if (existing.driver !== expected.driver) {
        return [['driver', `the driver ${existing.driver || 'of a docker context'}`, expected.driver]];
    }
    if (drivers/* DRIVERS */.e0[expected.driver].isCluster)
        return nodeDifferences(expected.nodes[0], existing.nodes[0], 'driver-opts');
    if (existing.nodes.length !== expected.nodes.length) {
        return [['append', nodesText(existing.nodes.length), nodesText(expected.nodes.length)]];
    }
    return expected.nodes.flatMap((node, index) => nodeDifferences(node, existing.nodes[index], index === 0 ? '' : 'append'));
}
function nodeDifferences(expected, existing, input) {
    if (expected === undefined || existing === undefined)
        return [];
    const labelled = (what) => input === 'append' ? `${what} of the node ${expected.name}` : what;
    const { settings } = existing;
    const isSilent = existing.error !== '';
    const rows = [
        ['append', 'the name', existing.name, expected.name],
        ['builder-endpoint', 'the endpoint', ...differences_endpoints(expected, existing)],
        ['driver-opts', 'the options', ...options(expected, settings.options)],
        ...(isSilent ? [] : reportedRows(expected, settings)),
    ];
    const isSameConfig = isSilent || (0,buildkitd_config/* sameConfig */.X$)(expected.config, settings.config) !== false;
    return [
        ...rows
            .filter(([, , has, requested]) => has !== requested)
            .map(([setting, what, has, requested]) => [
            input || setting,
            `${labelled(what)} ${orNone(has)}`,
            orNone(requested),
        ]),
        ...(isSameConfig
            ? []
            : [
                [input || 'buildkitd-config', labelled('a different configuration'), 'that of the inputs'],
            ]),
    ];
}
function reportedRows(expected, settings) {
    return [
        ['buildkitd-flags', 'the flags', ...comparedFlags(expected.flags, settings.flags)],
        [
            'builder-platforms',
            'the platforms',
            platformNames(settings.declared),
            platformNames(expected.platforms),
        ],
    ];
}
function differences_endpoints({ endpoints }, { endpoint }) {
    const [first = ''] = endpoints;
    return endpoints.length === 0 || endpoints.includes(endpoint) ? ['', ''] : [endpoint, first];
}
function options({ options: requested, keys }, has) {
    const names = [...new Set([...Object.keys(has), ...Object.keys(requested)])].toSorted();
    const differing = names.filter((name) => !keys.includes(name) && has[name] !== requested[name]);
    const lacking = keys.filter((name) => has[name] === undefined);
    const text = (options) => differing
        .filter((name) => options[name] !== undefined)
        .map((name) => (name.startsWith('env.') ? `${name}=\u2026` : `${name}=${options[name]}`))
        .join(' ');
    const [one, other] = [text(has), [text(requested), ...lacking].filter((part) => part !== '').join(' ')];
    return differing.length > 0 && one === other ? [`a different ${one}`, other] : [one, other];
}
function comparedFlags(requested, has) {
    const expected = splitWords(requested);
    const existing = splitWords(has);
    const isAdded = existing.at(-1) === AUTOMATIC_FLAG && !expected.includes(AUTOMATIC_FLAG);
    return [(isAdded ? existing.slice(0, -1) : existing).join(' '), expected.join(' ')];
}
function splitWords(text) {
    const existing = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
    return existing.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
function platformNames(list) {
    return list.map(platforms_platform/* printPlatform */.Lg).toSorted().join(',');
}
function nodesText(count) {
    return count === 1 ? 'one node' : `${count} nodes`;
}
function orNone(value) {
    return value === '' ? 'none' : value;
}

// EXTERNAL MODULE: ./lib/plan/builder/nodes.js
var builder_nodes = __nccwpck_require__(41098);
// EXTERNAL MODULE: ./lib/plan/builder/target.js
var builder_target = __nccwpck_require__(16606);
;// CONCATENATED MODULE: ./lib/plan/builder/builder.js






function planBuilder(inputs, facts, builder, made) {
    return builder.kind === 'planned'
        ? planManagedBuilder(inputs, facts, builder, made)
        : planExistingBuilder(inputs, facts, builder);
}
function planManagedBuilder(inputs, facts, builder, { files, targets }) {
    const name = (0,builder_nodes/* builderName */.b8)(inputs, facts);
    const context = contextName(inputs, facts, name);
    const sources = nodesWithEnvironment(inputs, facts, context);
    const boot = bootCommand(inputs, name);
    const shared = { inputs, name, config: configPath(inputs, files), boots: boot === undefined };
    return {
        kind: 'managed',
        name,
        earlier: earlierUse(inputs, facts),
        clear: facts.earlier === undefined ? [] : clearCommands(name, context),
        driver: inputs.driver,
        isNamed: inputs['builder-name'] !== '',
        keyFiles: keyFiles(inputs, facts),
        context: context === '' ? undefined : { name: context, command: ['context', 'create', context] },
        create: sources.map((source, index) => createNodeCommand(source, { ...shared, isFirst: index === 0 })),
        boot,
        nodes: (0,builder_nodes/* plannedNodes */.AM)(inputs, facts),
        undeclared: (0,builder_target/* usesEngineKernel */.wy)(builder, facts.docker)
            ? []
            : targets.filter((target) => !(0,builder_nodes/* isDeclared */.vo)(target, sources)),
        unused: unusedBuilder(name, facts),
        removal: inputs['builder-cleanup'] ? { keepsState: inputs['keep-state'] } : undefined,
        use: defaultBuilderChange(inputs, facts, name),
    };
}
function unusedBuilder(name, { docker: { chosenBuilder } }) {
    const isManaged = chosenBuilder === name || chosenBuilder.startsWith(builder_nodes/* MANAGED_PREFIX */.D);
    return isManaged ? '' : chosenBuilder;
}
function earlierUse(inputs, facts) {
    const { earlier } = facts;
    if (earlier === undefined)
        return undefined;
    const { found: existing } = earlier;
    if (existing === undefined)
        return { kind: 'made again', why: 'is gone' };
    const differing = builderDifferences(requestedBuilder(inputs, facts), existing).map(({ input }) => input);
    if (differing.length > 0)
        return { kind: 'made again', why: `has changed (${[...new Set(differing)].join(', ')})` };
    return { kind: 'used', builder: existing, boot: bootOf(existing) };
}
function clearCommands(name, context) {
    return [['buildx', 'rm', name], ...(context === '' ? [] : [['context', 'rm', '--force', context]])];
}
function bootOf({ name, driver, nodes }) {
    const isUp = nodes.every(({ status, error }) => status === 'running' && error === '');
    return isUp ? undefined : inspectCommand((0,drivers/* driverNamed */.MZ)(driver)?.isStarted ?? false, name);
}
function earlierNotices(builder) {
    if (builder.kind !== 'managed' || builder.earlier?.kind !== 'made again')
        return [];
    return [
        `The builder ${builder.name} from an earlier step of this job ${builder.earlier.why}: it is created again, without its build cache.`,
    ];
}
function planExistingBuilder(inputs, facts, builder) {
    const { name } = builder;
    const isReused = inputs.builder === '' && drivers/* DRIVERS */.e0[inputs.driver].isMade;
    const boot = isReused ? bootOf(builder) : undefined;
    return {
        kind: 'existing',
        name: inputs.builder === '' ? name : inputs.builder,
        isReused,
        boot,
        requested: boot === undefined ? undefined : requestedBuilder(inputs, facts),
        use: defaultBuilderChange(inputs, facts, name),
    };
}
function jobsBuilder(inputs, local) {
    const isManaged = inputs.builder === '' && inputs['builder-name'] === '' && drivers/* DRIVERS */.e0[inputs.driver].isMade;
    return isManaged ? (0,builder_nodes/* builderName */.b8)(inputs, local) : '';
}
function sharedBuilderName(inputs) {
    if (inputs.builder !== '')
        return inputs.builder;
    return drivers/* DRIVERS */.e0[inputs.driver].isMade ? inputs['builder-name'] : '';
}
function differencesOf(inputs, facts) {
    const { builder } = facts;
    if (builder === undefined || inputs.builder !== '' || !drivers/* DRIVERS */.e0[inputs.driver].isMade)
        return [];
    return builderDifferences(requestedBuilder(inputs, facts), builder);
}
function requestedBuilder(inputs, facts) {
    return {
        name: (0,builder_nodes/* builderName */.b8)(inputs, facts),
        driver: inputs.driver,
        nodes: (0,builder_nodes/* plannedNodes */.AM)(inputs, facts),
    };
}
function configFiles(inputs, { temp }, { kind }) {
    const content = inputs['buildkitd-config-inline'];
    if (content === '' || kind === 'existing')
        return [];
    return [{ path: `${temp}/buildkitd.toml`, content: `${content}\n` }];
}
function configPath(inputs, files) {
    return inputs['buildkitd-config'] || (files[0]?.path ?? '');
}
function createNodeCommand(source, { inputs, name, config, boots, isFirst }) {
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
function bootCommand(inputs, name) {
    const { isStarted, sharesKernel } = drivers/* DRIVERS */.e0[inputs.driver];
    const isSimple = isStarted && sharesKernel && inputs.nodes.length === 0 && inputs['builder-endpoint'] === '';
    return isSimple ? undefined : inspectCommand(isStarted, name);
}
function inspectCommand(isStarted, name) {
    return ['buildx', 'inspect', ...(isStarted ? ['--bootstrap'] : []), name];
}
function defaultBuilderChange(inputs, { defaultBuilder }, name) {
    if (!inputs['builder-use'] || defaultBuilder === name)
        return undefined;
    return { command: ['buildx', 'use', name], earlier: defaultBuilder };
}
function contextName(inputs, { docker, buildx }, name) {
    const isNeeded = drivers/* DRIVERS */.e0[inputs.driver].needsContextCopy && docker.hasTls && buildx.kind === 'plugin';
    return isNeeded && (0,builder_nodes/* nodeSources */.pQ)(inputs).some(({ endpoint }) => endpoint === '') ? `${name}-context` : '';
}
function nodesWithEnvironment(inputs, facts, context) {
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
function stateAtStart({ mode, call }) {
    if (mode === 'plan')
        return 'no matrix';
    if (mode === 'merge')
        return 'no tag moved';
    return call === '' ? 'no image' : { call };
}
function stateAtEnd({ call, publish, part }) {
    if (call !== '')
        return { call };
    if (publish === undefined)
        return 'built';
    return part !== undefined || publish.tags.length === 0 ? 'no tag moved' : 'tags moved';
}

;// CONCATENATED MODULE: ./lib/plan/build/annotations.js

function wholeAnnotations({ annotations }, { isPushedAlone, hasIndex }) {
    const hasDocument = ({ places }) => isPushedAlone && (hasIndex || !places.some(({ level }) => level.startsWith('index')));
    return annotations.filter((each) => !each.isOffered || hasDocument(each)).map(({ text }) => text);
}
function partAnnotations({ annotations }, targets) {
    return annotations.flatMap((annotation) => {
        const forManifests = annotation.places.filter(({ level }) => level === 'manifest');
        if (forManifests.some(({ platform }) => platform === undefined))
            return [`manifest:${annotation.pair}`];
        const matching = targets.filter((target) => forManifests.some(({ platform }) => appliesTo(platform, target)));
        return matching.map((platform) => `manifest[${(0,platforms_platform/* printPlatform */.Lg)(platform)}]:${annotation.pair}`);
    });
}
function indexAnnotations({ annotations }, targets) {
    return annotations.flatMap((annotation) => {
        const value = annotation.pair;
        const descriptors = annotation.places.filter(({ level }) => level === 'manifest-descriptor');
        const matching = targets.filter((target) => descriptors.some(({ platform }) => appliesTo(platform, target)));
        return [
            ...(annotation.places.some(({ level }) => level === 'index') ? [`index:${value}`] : []),
            ...matching.map((platform) => `manifest-descriptor[${(0,platforms_platform/* printPlatform */.Lg)(platform)}]:${value}`),
        ];
    });
}
function lostAnnotations({ annotations }) {
    const isLost = ({ places }) => places.every(({ level }) => level === 'manifest' || level === 'index-descriptor');
    return annotations.filter((each) => !each.isOffered && isLost(each)).map(({ text }) => text);
}
function appliesTo(platform, target) {
    return platform === undefined || (0,platforms_platform/* samePlatform */.my)(platform, target);
}
function annotationProblems({ annotations, mode }, targets, hasIndex) {
    return annotations.flatMap(({ text, places, isOffered }) => {
        const isUnbuilt = ({ platform }) => platform !== undefined && !(0,platforms_platform/* listsPlatform */.$V)(targets, platform);
        const unbuilt = places.find(isUnbuilt)?.platform;
        if (unbuilt !== undefined && mode !== 'part') {
            const what = `"${text}" is for ${(0,platforms_platform/* printPlatform */.Lg)(unbuilt)}, which is not built.`;
            return [{ input: 'annotations', what, cure: 'Add the platform, or drop the annotation.' }];
        }
        if (hasIndex || isOffered || !places.some(({ level }) => level.startsWith('index')))
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


function buildArgs(userArgs, platforms) {
    const [only, ...others] = platforms;
    if (only === undefined || others.length > 0)
        return userArgs;
    const known = platforms_args/* EXPLICIT_ARGS */.Z.filter((name) => only.args.BUILDPLATFORM !== '' || !name.startsWith('BUILD'));
    const explicit = known.map((name) => `${name}=${only.args[name]}`);
    return [...explicit, ...userArgs.filter((arg) => !known.some((name) => name === (0,buildx_attributes/* nameAndValue */.gb)(arg).name))];
}
function buildArgProblems(userArgs, platforms) {
    return userArgs.flatMap((arg) => {
        const name = (0,buildx_attributes/* nameAndValue */.gb)(arg).name;
        if (!isReserved(name))
            return [];
        const why = argContradiction(name, arg, platforms);
        return why === undefined ? [] : [{ input: 'build-args', ...why }];
    });
}
function argContradiction(name, arg, platforms) {
    const cure = `Remove it: BuildKit sets ${name} for each platform.`;
    if (platforms.length > 1) {
        return {
            what: `"${arg}" would apply to all ${platforms.length} platforms and produce wrong images.`,
            cure,
        };
    }
    if (arg === name)
        return { what: `"${name}" without a value would be read from the environment.`, cure };
    const value = platforms[0]?.[name];
    const isUnknown = name.startsWith('BUILD') && platforms[0]?.BUILDPLATFORM === '';
    if (value === undefined || isUnknown || arg === `${name}=${value}`)
        return undefined;
    return { what: `"${arg}" contradicts the platform, whose ${name} is "${value}".`, cure };
}
function isReserved(name) {
    return platforms_args/* EXPLICIT_ARGS */.Z.some((reserved) => reserved === name);
}
const PROXY_ARG = /^(?:https?|ftp|no|all)_proxy$/i;
function argWarnings({ unsetArgs }) {
    return [...new Set(unsetArgs)]
        .filter((name) => !PROXY_ARG.test(name))
        .map((name) => `build-args: ${name} has no value, and no variable of the step has that name: the build does not get it.`);
}

;// CONCATENATED MODULE: ./lib/plan/publish/destination.js



const PUSH_EXPORTER = parseExporter('type=registry');
const DESTINATION_INPUTS = [
    ...['mode', 'call', 'push', 'load', 'outputs', 'tags'],
    ...['verify', 'smokeTests', 'attest', 'sign', 'builds', 'on-newer', 'on-unchanged'],
    ...['names', 'isTrial'],
];
function destinationOf(inputs) {
    const { outputs, load, tags } = inputs;
    if (inputs.call !== '')
        return { kind: 'call', others: [] };
    const isPart = makesPart(inputs);
    const isPush = inputs.push === true || isPart;
    const pushing = outputs.filter((exporter) => pushes(exporter, isPush));
    const others = outputs.filter((exporter) => !pushes(exporter, isPush));
    const exporters = pushing.length === 0 && isPush ? [PUSH_EXPORTER] : pushing;
    const last = exporters.at(-1);
    const counted = last === undefined || isByDigest(last) ? exporters : [last];
    const names = imageNames(tags, counted);
    if (last === undefined || (names.length === 0 && !isPart)) {
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
function makesPart({ mode, isTrial }) {
    return mode === 'part' && !isTrial;
}
function imageNames(tags, exporters) {
    return tags.length > 0 ? tags : exporters.flatMap(namesOf).map(oci_reference/* splitName */.W0);
}
function destination_kindOf(inputs, last) {
    if (makesPart(inputs))
        return 'part';
    if (isByDigest(last))
        return 'digest';
    const isChecked = inputs.verify !== 'off' || inputs.smokeTests.length > 0 || mayKeepTags(inputs);
    const waits = isChecked || inputs.attest || inputs.sign || inputs.builds.length > 1;
    return waits ? 'digest then tags' : 'tags';
}
function mayKeepTags(inputs) {
    const isLatestAsked = inputs.names?.latest !== undefined;
    return inputs['on-newer'] !== 'move' || inputs['on-unchanged'] === 'keep' || isLatestAsked;
}
function isPushed(destination) {
    return !['call', 'cache', 'files'].includes(destination.kind);
}
function canBeJoined(destination, { load }) {
    const isUntagged = destination.kind === 'part' || destination.kind === 'digest then tags';
    return isUntagged && !load && destination.others.length === 0;
}
function withTagsAtOnce(destination) {
    return destination.kind === 'digest then tags' ? { ...destination, kind: 'tags' } : destination;
}
function publishSettings(inputs, { event, docker }, builder) {
    const hosts = (0,buildkitd_config/* hostsOf */.PP)({
        fromInputs: inputs.buildkitdConfig ?? docker.config,
        byDefault: docker.defaultConfig,
        ofBuilder: builder?.nodes[0]?.settings.config,
    });
    return {
        hosts,
        runUrl: event.isRunIdShared ? '' : event.runUrl,
        onNewer: inputs['on-newer'],
        onUnchanged: inputs['on-unchanged'],
        latest: inputs.names?.latest,
    };
}
function publishPlan(destination, more) {
    if (!isPushed(destination))
        return undefined;
    const { kind, repositories, tags } = destination;
    return { repositories, tags, by: kind === 'tags' ? 'tags' : 'digest', ...more };
}

;// CONCATENATED MODULE: ./lib/plan/build/builds.js



function planBuilds(inputs, requested, builder, platforms) {
    const bySettings = inputs.builds.map((build) => {
        const targets = build.platforms.length === 0 ? platforms.map(({ platform }) => platform) : build.platforms;
        return restrictTo({ inputs: { ...inputs, ...build }, platforms, targets }, targets);
    });
    const all = canBeJoined(requested, inputs)
        ? bySettings.flatMap((build) => perNode(build, builder))
        : bySettings;
    const makeParts = requested.kind === 'part' || all.length > 1;
    const spansNodes = all.some(({ targets }) => (0,builder_target/* needsSeveralNodes */.lj)(builder, targets));
    const canWait = (0,builder_target/* capabilitiesOf */.SF)(builder).pushByDigest && !spansNodes;
    const destination = makeParts || canWait ? requested : withTagsAtOnce(requested);
    return { all, makeParts, spansNodes, destination };
}
function restrictTo(build, names) {
    const platforms = build.platforms.filter(({ platform }) => (0,platforms_platform/* listsPlatform */.$V)(names, platform));
    return { ...build, platforms, targets: platforms.map(({ platform }) => platform) };
}
function perNode(build, builder) {
    return (0,builder_target/* byNode */.Mh)(builder, build.targets).map((names) => restrictTo(build, names));
}
function earlyTags(requested, builds, { names }) {
    if (requested.kind !== 'digest then tags' || builds.destination.kind !== 'tags')
        return [];
    const early = builds.spansNodes ? NODES_TOGETHER : TAGS_ONLY;
    return names?.latest === undefined ? [early] : [early, LATEST_UNCHECKED];
}
const LATEST_UNCHECKED = 'The tag latest moves with them, even if the repository has a higher release: set latest=false in flavor to prevent that.';
const TAGS_ONLY = 'This builder can only push with tags: they move before the image is proven. With driver: docker-container it is proven first.';
const NODES_TOGETHER = 'Files and loaded images are built by several nodes together, so the tags move before the image is proven. Without load, and without outputs that do not push, each node builds its own platforms and the tags wait.';

// EXTERNAL MODULE: ./lib/wildcard.js
var wildcard = __nccwpck_require__(75845);
;// CONCATENATED MODULE: ./lib/buildx/path-pattern.js

const ANY_ONE = { ranges: [], isNot: true };
function parsePathPattern(text) {
    const parts = [];
    for (const name of pathNames(text)) {
        const read = name === '**' ? undefined : partsOf(name);
        if (name === '**')
            parts.push(wildcard/* ANY */.x4);
        else if (read === undefined)
            return undefined;
        else
            parts.push(...read);
    }
    return parts;
}
function pathNames(path) {
    return path.split('/').filter((name) => name !== '' && name !== '.');
}
function isWithin(pattern, path) {
    return (0,wildcard/* matchesPattern */.MT)([...pattern, wildcard/* ANY */.x4], path, matchesName);
}
function isBelow(pattern, folder) {
    const start = pattern.slice(0, folder.length);
    return pattern.length > folder.length && !start.includes(wildcard/* ANY */.x4) && (0,wildcard/* matchesPattern */.MT)(start, folder, matchesName);
}
function isNamedBy(pattern, path) {
    const last = pattern.at(-1);
    const isAnything = last === undefined || last === wildcard/* ANY */.x4 || (typeof last !== 'string' && last.every((part) => part === wildcard/* ANY */.x4));
    return !isAnything && (isBelow(pattern, path) || (pattern.length >= path.length && isWithin(pattern, path)));
}
function matchesName(pattern, name) {
    if (typeof pattern === 'string')
        return pattern === name;
    const last = pattern.at(-1);
    if (typeof last === 'string' && !name.endsWith(last))
        return false;
    return (0,wildcard/* matchesPattern */.MT)(pattern, [...name], (part, character) => typeof part === 'string'
        ? part === character
        : part.ranges.some(([from, to]) => from <= character && character <= to) !== part.isNot);
}
function partsOf(name) {
    const [isAnywhere, goesOn] = [name.startsWith('**'), name.endsWith('**')];
    const plain = name.slice(isAnywhere ? 2 : 0, goesOn ? -1 : undefined);
    const read = plain.includes('**') ? undefined : parseName(plain);
    const any = [wildcard/* ANY */.x4];
    return read === undefined ? undefined : [...(isAnywhere ? any : []), read, ...(goesOn ? any : [])];
}
const TOKEN = /\[(\^?)([^\]]+)\]|\\(.)|(.)/gsu;
function parseName(name) {
    if (!/[*?[\\]/.test(name))
        return name;
    const tokens = [...name.matchAll(TOKEN)];
    if (tokens.some(([token]) => token === '['))
        return undefined;
    return tokens.map(([, not = '', listed, escaped, plain = '']) => {
        if (listed !== undefined)
            return characterClass([...listed], not !== '');
        if (escaped !== undefined)
            return escaped;
        return plain === '*' ? wildcard/* ANY */.x4 : plain === '?' ? ANY_ONE : plain;
    });
}
function characterClass(listed, isNot) {
    const ranges = [];
    for (let at = 0; at < listed.length; at += 1) {
        const from = listed[at] ?? '';
        const to = listed[at + 1] === '-' ? listed[at + 2] : undefined;
        ranges.push([from, to ?? from]);
        if (to !== undefined)
            at += 2;
    }
    return { ranges, isNot };
}

;// CONCATENATED MODULE: ./lib/buildx/dockerignore.js


function parseDockerignore(text) {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    const patterns = lines.flatMap((line) => (line.startsWith('#') || line.trim() === '' ? [] : [line.trim()]));
    const rules = [];
    for (const line of patterns) {
        const isException = line.startsWith('!');
        const path = external_node_path_.posix.normalize(isException ? line.slice(1).trim() : line);
        const pattern = parsePathPattern(path);
        if (pattern === undefined)
            return undefined;
        if (pattern.length > 0)
            rules.push({ pattern, isException });
    }
    return { rules };
}
function isExcluded({ rules }, path) {
    return rules.findLast(({ pattern }) => isWithin(pattern, path))?.isException === false;
}
function excludedWith({ rules }, path) {
    const hasExceptions = rules.some(({ isException }) => isException);
    const folders = hasExceptions ? [] : path.slice(0, -1).map((_, index) => path.slice(0, index + 1));
    const folder = folders.find((each) => isExcluded({ rules }, each));
    return folder === undefined ? path.join('/') : `${folder.join('/')}/`;
}

;// CONCATENATED MODULE: ./lib/plan/builder/stages.js



function dockerfileOf(build, { dockerfiles }) {
    return dockerfiles.find(({ context, file }) => context === build.context && file === build.file)?.content;
}
function stagesFor({ stages }, build, values) {
    const start = startOf(stages, build);
    return hasOtherFrontend(values) || start === -1 ? undefined : neededStages(stages, start, values);
}
function startOf(stages, { target }) {
    return target === '' ? stages.length - 1 : stageNamed(stages, target);
}
function hasOtherFrontend(values) {
    return values.has('BUILDKIT_SYNTAX') && !isDockerfileFrontend(values.get('BUILDKIT_SYNTAX') ?? '');
}
function argValues(args, buildArgs, target, buildPlatform) {
    const automatic = (0,platforms_args/* platformArgs */.x)(target, buildPlatform);
    const known = platforms_args/* EXPLICIT_ARGS */.Z.filter((name) => buildPlatform !== undefined || !name.startsWith('BUILD'));
    const values = new Map(known.map((name) => [name, automatic[name]]));
    const buildValues = new Map(buildArgs.map(buildx_attributes/* nameAndValue */.gb).map(({ name, value }) => [name, value]));
    for (const [name, value] of buildValues) {
        if (values.has(name) || name === 'BUILDKIT_SYNTAX')
            values.set(name, value);
    }
    for (const { name, value } of args) {
        if (buildValues.has(name))
            values.set(name, buildValues.get(name));
        else if (value !== undefined)
            values.set(name, expand(value, values));
    }
    return values;
}
const VARIABLE = /\$(?:([a-z_]\w*)|\{([a-z_]\w*)(?::-([^${}]*))?\})/gi;
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
function neededStages(stages, start, values) {
    const needed = new Set([start]);
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
    if (parent === -1 && /onbuild/i.test(base))
        return undefined;
    const sources = stage.sources.map((from) => stageFrom(stages, from));
    return [parent, ...sources].filter((each) => each >= 0 && each < stages.length);
}
function isPlain(text) {
    return /^[\w./:@+-]+$/.test(text);
}
function stageFrom(stages, from) {
    return /^\d+$/.test(from) ? Number(from) : stageNamed(stages, from);
}
function stageNamed(stages, name) {
    return stages.findLastIndex((stage) => stage.name === name.toLowerCase());
}
function parentOf(stages, index, base) {
    return stageNamed(stages.slice(0, index), base);
}

;// CONCATENATED MODULE: ./lib/plan/build/checkout.js









function checkoutWarnings(inputs, facts, builder, targets) {
    const { checkout, event } = facts;
    if (checkout === undefined)
        return [];
    const warnings = inputs.builds.flatMap((build) => commitContexts(build, event).flatMap((context) => {
        const cure = cureFor(context, build);
        const { built } = checkout;
        if (built === undefined)
            return differenceWarning([], checkout, event, cure);
        const takes = sourcesFrom(context, build, facts, builder, targets);
        const use = { context, built, takes, ignore: ignoreOf(context, built) };
        const differing = differingFiles(use);
        return [
            ...(differing.length === 0 ? [] : differenceWarning(differing, checkout, event, cure)),
            ...ignoreWarning(use, cure),
        ];
    }));
    return [...new Set(warnings)];
}
function sourcesFrom({ name }, build, facts, builder, targets) {
    const dockerfile = dockerfileOf(build, facts);
    if (dockerfile === undefined)
        return undefined;
    const platforms = targets.filter((target) => build.platforms.length === 0 || (0,platforms_platform/* listsPlatform */.$V)(build.platforms, target));
    const needed = platforms.map((platform) => {
        const machine = (0,builder_target/* nodeFor */.Oi)(builder, platform)?.machine;
        return stagesFor(dockerfile, build, argValues(dockerfile.args, build['build-args'], platform, machine));
    });
    const known = (0,present/* present */.E)(needed);
    if (known.length < needed.length || known.length === 0)
        return undefined;
    const takes = [...new Set(known.flat())].flatMap((index) => dockerfile.stages[index]?.takes ?? []);
    return takes
        .filter(({ from }) => from === name)
        .flatMap(({ path, isMounted }) => {
        const pattern = parsePathPattern(external_node_path_.posix.join('/', path));
        return pattern === undefined ? [] : [{ path, isMounted, pattern }];
    });
}
function ignoreOf(context, { ignoreFiles }) {
    const files = ignoreFilesOf(context).flatMap((path) => ignoreFiles.filter((file) => file.path === path));
    const [file] = files;
    return file && { path: file.path, content: parseDockerignore(file.text) };
}
function inContext(paths, { folder }) {
    return folder === ''
        ? paths
        : paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
}
function differingFiles({ context, built, takes, ignore }) {
    const dockerfiles = dockerfileDiffering(context, built);
    if (ignore !== undefined && ignore.content === undefined)
        return dockerfiles;
    const isKept = (names) => ignore?.content === undefined || !isExcluded(ignore.content, names);
    const affected = (paths, isTaken) => inContext(paths, context).filter((path) => {
        const names = pathNames(path);
        return takes?.some((source) => isTaken(source, names) && isKept(representative(source, path, names)));
    });
    const committed = inContext(built.files, context).map(pathNames);
    const differing = [
        ...affected(built.ignored, ({ pattern }, names) => isNamedBy(pattern, names) || isPlaceholderFolder(pattern, names, committed)),
        ...affected(built.untracked.filter((path) => !isCredentialFile(path)), ({ pattern }, names) => isWithin(pattern, names) || isBelow(pattern, names)),
        ...(takes === undefined
            ? inContext(built.changed, context).filter((path) => isKept(pathNames(path)))
            : affected(built.changed, ({ pattern }, names) => isWithin(pattern, names))),
    ];
    return [...dockerfiles, ...differing.map((path) => external_node_path_.posix.join(context.folder, path))];
}
function dockerfileDiffering({ dockerfile }, { changed, untracked, ignored }) {
    return [...changed, ...untracked, ...ignored].filter((path) => path === dockerfile || (path.endsWith('/') && dockerfile.startsWith(path)));
}
function representative({ path: taken, pattern }, path, names) {
    if (!path.endsWith('/'))
        return names;
    return isBelow(pattern, names) ? pathNames(taken) : [...names, 'any file'];
}
function isPlaceholderFolder(pattern, names, committed) {
    if (pattern.length === 0 || !isWithin(pattern, names))
        return false;
    return committed.every((file) => !isWithin(pattern, file) || file.at(-1)?.startsWith('.') === true);
}
function isCredentialFile(path) {
    return path.startsWith('gha-creds-') && path.endsWith('.json');
}
function ignoreWarning({ context, built, takes, ignore }, cure) {
    if (ignore?.content === undefined || takes === undefined)
        return [];
    const { path, content } = ignore;
    const copied = takes.filter(({ isMounted }) => !isMounted);
    const names = inContext(built.files, context).flatMap((file) => {
        const segments = pathNames(file);
        const isTaken = copied.some(({ pattern }) => isWithin(pattern, segments)) && isExcluded(content, segments);
        return isTaken ? [external_node_path_.posix.join(context.folder, excludedWith(content, segments))] : [];
    });
    if (names.length === 0)
        return [];
    return [
        `context: ${path} has no effect in a Git context, and the Dockerfile copies what it excludes: ${fileList(names)}. Set ${cure} to keep that out.`,
    ];
}
function differenceWarning(differing, { head }, event, cure) {
    const isOther = head !== event.sha;
    if (isOther && isAboutAnother(event))
        return [];
    const checkedOut = isOther ? `, where the commit ${shortSha(head)} is checked out` : '';
    const what = differing.length === 0 ? '' : `; different there, or only there: ${fileList(differing)}`;
    return [
        `context: the commit ${shortSha(event.sha)} is built, not the workspace${checkedOut}${what}. Set ${cure} to build the workspace.`,
    ];
}
function shortSha(sha) {
    return sha.slice(0, 12);
}
const MAX_NAMED_FILES = 5;
function fileList(paths) {
    const all = [...new Set(paths)];
    const rest = all.length - MAX_NAMED_FILES;
    return `${all.slice(0, MAX_NAMED_FILES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
function cureFor({ name, folder, dockerfile }, { file }) {
    if (name !== '')
        return `${name}=${folder || '.'} in build-contexts`;
    const isMoved = file !== '' && folder !== '' && dockerfile !== '';
    return `context: ${folder || '.'}${isMoved ? ` and file: ${dockerfile}` : ''}`;
}

;// CONCATENATED MODULE: ./lib/plan/publish/outputs.js



const LOAD_EXPORTER = parseExporter('type=docker');
function planOutputs(inputs, destination, layout) {
    const { load, outputs } = inputs;
    const tags = inputs.tags.map(oci_reference/* printReference */.nt);
    const hasImageId = !outputs.some(writesFiles);
    switch (destination.kind) {
        case 'call':
            return { values: [], tags, push: false, load: false, hasImageId: false };
        case 'cache':
        case 'files':
            return { ...unpushedOutputs(load, destination.others), tags, hasImageId };
        case 'tags':
        case 'digest':
            return { ...outputsAsRequested(inputs, destination, layout), tags, hasImageId };
        case 'digest then tags':
        case 'part':
            return {
                values: textsOf(exportersByDigest(inputs, destination, layout)),
                tags: [],
                push: false,
                load: false,
                hasImageId,
            };
    }
}
function unpushedOutputs(load, others) {
    const isHidden = others.some(({ type }) => type === 'docker') && !others.some(loads);
    return load && isHidden
        ? { values: textsOf([LOAD_EXPORTER, ...others]), push: false, load: false }
        : { values: textsOf(others), push: false, load };
}
function outputsAsRequested(inputs, { exporters, others }, layout) {
    const push = inputs.push === true;
    if (!inputs.load && layout === '') {
        const pushing = exporters.filter((exporter) => exporter !== PUSH_EXPORTER);
        return { values: textsOf([...others, ...pushing]), push, load: false };
    }
    return {
        values: textsOf([
            ...loadExporters(inputs),
            ...others,
            ...layoutExporters(exporters, layout),
            ...exporters,
        ]),
        push: push && exporters.some((exporter) => !pushes(exporter, false)),
        load: false,
    };
}
function exportersByDigest(inputs, { exporters, others, repositories }, layout) {
    const names = inputs.tags.map(oci_reference/* printReference */.nt);
    const beside = [...loadExporters(inputs), ...others];
    return [
        ...beside.map((exporter) => (names.length === 0 ? exporter : withNames(exporter, names))),
        ...layoutExporters(exporters, layout),
        ...exporters.map((exporter) => withoutTags(exporter, repositories)),
    ];
}
function loadExporters({ load, outputs }) {
    return load && !outputs.some(loads) ? [LOAD_EXPORTER] : [];
}
function layoutExporters(pushing, layout) {
    const last = pushing.at(-1);
    return last === undefined || layout === '' ? [] : [layoutExporter(last, layout)];
}
function textsOf(exporters) {
    return exporters.map(({ text }) => text);
}
function loadedImage(inputs) {
    const isBeside = isPushed(destinationOf(inputs)) && (inputs.load || inputs.outputs.some(loads));
    const [first] = inputs.tags;
    return isBeside && first !== undefined ? (0,oci_reference/* printReference */.nt)(first) : '';
}
function isLoaded({ outputs, load }) {
    return load || outputs.some(({ type }) => type === 'docker');
}

;// CONCATENATED MODULE: ./lib/plan/publish/proof.js

const LAYOUT_NEEDS = 4 * 2 ** 30;
function planProof(inputs) {
    const { verify } = inputs;
    if (verify === 'off')
        return undefined;
    return { ...planRejection(inputs), onErrors: verify, ignore: inputs['verify-ignore'] };
}
function planRejection(inputs) {
    return { deletes: inputs['on-failure'] === 'delete' };
}
function layoutOf(proof, disk, { builder, targets, index }) {
    if (proof === undefined || layoutObstacle(disk, builder, targets) !== '')
        return '';
    return `${disk.temp}/layout${index === 0 ? '' : `-${index + 1}`}`;
}
function layoutObstacle({ freeBytes }, builder, targets) {
    if ((0,builder_target/* needsSeveralNodes */.lj)(builder, targets))
        return 'several nodes build the image together';
    if ((0,builder_target/* capabilitiesOf */.SF)(builder).lacksExporters.includes('oci'))
        return `the driver ${builder.driver} cannot write one`;
    if (!(0,builder_target/* takesSeveralOutputs */.JC)(builder))
        return "the builder's BuildKit is too old to write one alongside the push";
    if (freeBytes >= LAYOUT_NEEDS)
        return '';
    return `only ${(freeBytes / 2 ** 30).toFixed(1)} GiB are free in the folder for temporary files`;
}
function proofNotices(proof, disk, builder, builds) {
    if (proof === undefined)
        return [];
    const why = builds.map(({ targets }) => layoutObstacle(disk, builder, targets)).find((each) => each !== '');
    return why === undefined
        ? []
        : [`The proof reads the image from the registry, not from a layout on disk: ${why}.`];
}

;// CONCATENATED MODULE: ./lib/plan/build/attestations.js

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
    return createAttestation('provenance', isInline ? { mode, 'inline-only': 'true' } : { mode });
}
function withRun(each, { runUrl }) {
    return each.isDisabled || runUrl === '' ? each : withBuilder(each, runUrl);
}
function isAttested(attests, event) {
    const isOn = attests.some(({ isDisabled }) => !isDisabled);
    return isOn || (!attests.some(isProvenance) && !event.noDefaultAttestations);
}
function isProvenance({ type }) {
    return type === 'provenance';
}

;// CONCATENATED MODULE: ./lib/oci/registries.js

const PUBLIC = [
    ...[oci_reference/* HUB_SERVER */.iR, 'ghcr.io', 'docker.pkg.github.com', 'quay.io', 'registry.gitlab.com', 'public.ecr.aws'],
    ...['gcr.io', '.gcr.io', '-docker.pkg.dev', '.ocir.io', 'icr.io', '.icr.io', 'cr.yandex', '.scw.cloud'],
    ...['.aliyuncs.com', '.myhuaweicloud.com', '.tencentyun.com'],
    ...['registry.digitalocean.com', 'registry.fly.io', 'registry.heroku.com', 'docker.cloudsmith.io'],
    ...['codeberg.org', 'gitea.com', 'ttl.sh'],
];
const IMAGES_OF = new Map([['github.com', 'ghcr.io']]);
function githubRegistry(server) {
    const serverHost = URL.parse(server)?.host ?? '';
    return IMAGES_OF.get(serverHost) ?? `containers.${serverHost}`;
}
function belongsToWorkflow(repository, workflow) {
    const { host, path } = (0,oci_reference/* splitRepository */.T8)(repository);
    const serverHost = URL.parse(workflow.server)?.host ?? '';
    if (host === (IMAGES_OF.get(serverHost) ?? serverHost))
        return ownerOf(path) === ownerOf(workflow.repository);
    return !PUBLIC.some((name) => (/^[.-]/.test(name) ? host.endsWith(name) : host === name));
}
function ownerOf(path) {
    return path.slice(0, path.indexOf('/')).toLowerCase();
}

;// CONCATENATED MODULE: ./lib/plan/build/variant.js






function variantOf(build, facts) {
    const context = contextId(build.context, facts);
    const choices = [
        { by: 'target', value: build.target.toLowerCase() },
        { by: 'file', value: fileOf(build, context, facts) },
        { by: 'context', value: context },
        ...build['build-contexts'].map((text) => {
            const { name, value = '' } = (0,buildx_attributes/* nameAndValue */.gb)(text);
            return { by: 'build-contexts', value: assigned(name, contextId(value, facts)) };
        }),
        ...choosingArgs(build, facts).map((value) => ({ by: 'build-args', value })),
    ];
    return choices.filter(({ value }) => value !== '');
}
function withImage(variant, inputs) {
    const name = external_node_path_.posix.basename(inputs.tags[0]?.repository ?? '');
    const isNamedBy = (value) => value !== '' && `-${name}`.endsWith(`-${value.toLowerCase()}`);
    const naming = inputs['build-args'].filter((arg) => isNamedBy((0,buildx_attributes/* nameAndValue */.gb)(arg).value ?? ''));
    const further = naming.filter((arg) => !variant.some(({ value }) => value === arg)).toSorted();
    return [...variant, ...further.map((value) => ({ by: 'build-args', value }))];
}
function assigned(name, value) {
    return value === '' ? '' : `${name}=${value}`;
}
function choosingArgs(build, { dockerfiles, event }) {
    const dockerfile = dockerfileOf(build, { dockerfiles });
    if (dockerfile === undefined)
        return [];
    const choosing = argsInFrom(dockerfile);
    const buildArgs = new Map(build['build-args'].map(buildx_attributes/* nameAndValue */.gb).map(({ name, value }) => [name, value]));
    const chosen = [...buildArgs].filter(([name]) => choosing.has(name));
    return chosen.map(([name, value = '']) => assigned(name, withoutRun(value, event))).toSorted();
}
function contextId(context, { event, paths }) {
    const text = context.replaceAll(TEMPLATE, '').replaceAll(gitContext(event), '').replace(/^:/, '');
    return withoutRun(isSourceAddress(text) ? withoutLogin(text) : pathWithin(text, paths.workspace), event);
}
function fileOf({ file }, context, { event, paths }) {
    const path = withoutRun(isSourceAddress(file) ? withoutLogin(file) : pathWithin(file, paths.workspace), event);
    return path.toLowerCase() === external_node_path_.posix.join(context, 'dockerfile').toLowerCase() ? '' : path;
}
function isSourceAddress(text) {
    return isRemoteSource(text) || /^[\w-]+:\/\//.test(text);
}
function withoutLogin(address) {
    return address.replace(/^([a-z]+:\/\/)?[^@/]*@/, '$1').replace(/\?[^#]*/, '');
}
function pathWithin(path, workspace) {
    const isSeen = path !== '' && (!external_node_path_.posix.isAbsolute(path) || workspace !== '');
    const seen = isSeen ? external_node_path_.posix.normalize(external_node_path_.posix.isAbsolute(path) ? external_node_path_.posix.relative(workspace, path) : path) : '';
    const bare = seen.replace(/\/$/, '');
    return bare === '.' || /^\.\.(?:\/|$)/.test(bare) ? '' : bare;
}
const RUN_SPECIFIC = /(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/gi;
function withoutRun(value, { ref }) {
    const lasting = value.replace(RUN_SPECIFIC, '');
    const [, release = ''] = /^refs\/tags\/v?(.+)$/.exec(ref) ?? [];
    if (release === '')
        return lasting;
    const words = lasting.split(/([^\w.-]+)/);
    return words.map((word) => (`${word.replace(/^v/, '')}-`.startsWith(`${release}-`) ? '' : word)).join('');
}

;// CONCATENATED MODULE: ./lib/plan/build/cache.js









const TAG_LIMIT = 128;
const PART_LIMIT = 50;
const TAG_BUILDS = '.tags';
const NO_CACHE = { from: [], to: [], fallback: undefined, imports: [], exports: [], folder: undefined };
function planCache(inputs, local, build) {
    const derived = deriveCache(inputs, local, build);
    const from = inputs['cache-from'];
    const to = inputs['cache-to'];
    if (from.length === 0 && to.length === 0)
        return derived;
    const explicit = { ...NO_CACHE, imports: from, exports: to };
    if (to.length === 0)
        return { ...explicit, why: 'cache-from as given; without cache-to nothing is exported' };
    if (from.length > 0)
        return { ...explicit, why: 'cache-from and cache-to as given' };
    const { from: sources, fallback, imports } = derived;
    return {
        ...explicit,
        from: sources,
        fallback,
        imports,
        why: `cache-to as given; the rest ${derived.why}`,
    };
}
function needsOwnImage({ image, isCacheRef, destination, local }) {
    if (image === undefined)
        return 'without tags or cache-ref there is no image name for it';
    if (isCacheRef || isPushed(destination) || belongsToWorkflow(image.repository, local.event))
        return undefined;
    return `nothing is pushed to ${image.repository}, and nothing shows that this name is yours; set cache-ref to say where your cache is`;
}
const cache_EXPORT_ATTRIBUTES = { mode: 'max', 'ignore-error': 'true' };
const BACKENDS = {
    registry: {
        ...{ needsPush: true, isBesideImage: true },
        obstacle: needsOwnImage,
        ref: registryRef,
        from: (ref) => cacheEntry('registry', { ref }),
        to: (ref) => cacheEntry('registry', { ref, ...cache_EXPORT_ATTRIBUTES }),
    },
    gha: {
        ...{ needsPush: false, isBesideImage: false },
        obstacle: ({ local }) => local.step.hasCacheService ? undefined : 'the cache service of GitHub Actions is not available',
        ref: cacheTag,
        from: (scope) => cacheEntry('gha', { scope }),
        to: (scope) => cacheEntry('gha', { scope, ...cache_EXPORT_ATTRIBUTES }),
    },
    local: {
        ...{ needsPush: false, isBesideImage: false },
        obstacle: () => undefined,
        ref: (source, branch) => [source.local.paths.cacheFolder, tagPart(source.local.event.repository), cacheTag(source, branch)]
            .filter((part) => part !== '')
            .join('/'),
        from: (folder) => cacheEntry('local', { src: folder }),
        to: (folder) => cacheEntry('local', { dest: newFolder(folder), ...cache_EXPORT_ATTRIBUTES }),
    },
    inline: {
        ...{ needsPush: true, isBesideImage: true },
        obstacle: needsOwnImage,
        ref: ({ image }) => (image === undefined ? '' : (0,oci_reference/* printReference */.nt)(image)),
        from: (ref) => cacheEntry('registry', { ref }),
        to: () => cacheEntry('inline', {}),
    },
};
function deriveCache(inputs, local, build) {
    if (inputs.cache === 'off')
        return { ...NO_CACHE, why: 'off, as requested' };
    const backend = BACKENDS[inputs.cache];
    const isCacheRef = inputs['cache-ref'] !== undefined;
    const image = inputs['cache-ref'] ?? inputs.tags[0] ?? imageWithoutTag(inputs);
    const isBeside = backend.isBesideImage && !isCacheRef;
    const variant = isBeside ? build.variant : withImage(build.variant, inputs);
    const source = { ...build, variant, image, isCacheRef, local };
    const obstacle = backend.obstacle(source);
    if (obstacle !== undefined)
        return { ...NO_CACHE, why: `none: ${obstacle}` };
    const branchSources = sources(backend, source);
    const fallback = plainSource(backend, source);
    const from = (0,lib_distinct/* distinctBy */.e)([...branchSources, ...fallback], ({ ref }) => ref);
    const [isDenied, why] = exportRule(inputs, source, backend);
    const to = isDenied ? [] : branchSources.slice(0, 1);
    return {
        ...{ from, to, fallback: from[branchSources.length]?.ref },
        imports: from.map(({ ref }) => backend.from(ref)),
        exports: to.map(({ ref }) => backend.to(ref)),
        folder: inputs.cache === 'local' ? to[0]?.ref : undefined,
        why,
    };
}
function imageWithoutTag({ names }) {
    const [repository] = names?.images ?? [];
    return repository === undefined ? undefined : { repository, tag: '' };
}
function limitedToDriver(cache, builder) {
    const { cacheTo } = (0,builder_target/* capabilitiesOf */.SF)(builder);
    if (cacheTo === 'all')
        return cache;
    const exports = cache.exports.filter(({ type }) => cacheTo.includes(type));
    if (exports.length === cache.exports.length)
        return cache;
    const why = `imported only, because the driver ${builder.driver} of this engine can only export ${cacheTo.join(' and ')} caches`;
    return { ...cache, to: [], exports, folder: undefined, why };
}
function newFolder(folder) {
    return `${folder}.new`;
}
function registryRef(source, branch) {
    const { image, isCacheRef, isOneOfSeveral, platforms } = source;
    if (!isCacheRef || !image?.tag)
        return `${image?.repository}:${cacheTag(source, branch)}`;
    return `${(0,oci_reference/* printReference */.nt)(image)}${isOneOfSeveral ? `-${tagPart(platformPart(platforms))}` : ''}`;
}
function sources(backend, source) {
    const refs = branchesOf(source).map(([name, why]) => ({ ref: backend.ref(source, name), why }));
    const distinct = (0,lib_distinct/* distinctBy */.e)(refs, ({ ref }) => ref);
    const isShared = backend.ref(source, 'one') === backend.ref(source, 'two');
    return isShared ? distinct.map(({ ref }) => ({ ref, why: 'for every branch' })) : distinct;
}
function plainSource(backend, source) {
    const plain = { ...source, variant: [] };
    return branchesOf(source)
        .slice(-1)
        .map(([name, why]) => ({ ref: backend.ref(plain, name), why: `${why}, as a starting point` }));
}
function branchesOf({ local }) {
    const { branch, base, defaultBranch, onTag } = local.event;
    const candidates = [
        onTag ? [TAG_BUILDS, 'builds of tags'] : [branch, `branch ${branch}`],
        [base, `base branch ${base}`],
        [defaultBranch, `default branch ${defaultBranch}`],
    ];
    const known = candidates.filter(([name]) => name !== '');
    return known.length === 0 ? [['', 'no branch known']] : known;
}
function exportRule(inputs, { destination, local }, { needsPush }) {
    if (destination.kind === 'call')
        return [true, 'imported only, because a call builds nothing'];
    if (needsPush && !isPushed(destination))
        return [true, 'imported only, because push is false'];
    if (local.event.fork)
        return [true, 'imported only, because this is a pull request from a fork'];
    const mode = inputs.cache === 'inline' ? 'in the image itself' : 'mode=max';
    return [false, `imported and exported (${mode}); a missing or failing cache never fails the job`];
}
function cacheTag({ platforms, variant }, branch) {
    const parts = [platformPart(platforms), branch].filter((part) => part !== '');
    const suffix = variant.length === 0 ? '' : `..${variantPart(variant)}`;
    return tagPart(`cache-${parts.map((part) => tagPart(part)).join('-')}${suffix}`, TAG_LIMIT);
}
function platformPart(platforms) {
    const names = platforms.map((platform) => {
        const [system, ...machine] = (0,platforms_platform/* printPlatform */.Lg)(platform).split('/');
        return `${system === 'linux' ? '' : `${system}.`}${machine.join('')}`;
    });
    return names.toSorted().join('_');
}
function variantPart(variant) {
    const words = variant.map(({ value }) => value).join('-');
    const isTarget = variant.every(({ by }) => by === 'target');
    return isTarget
        ? tagPart(words)
        : withHash(words, variant.map(({ by, value }) => `${by} ${value}`).join('\n'), PART_LIMIT);
}
function tagPart(name, limit = PART_LIMIT) {
    return tagSlug(name) === name && name.length <= limit ? name : withHash(name, name, limit);
}
function withHash(name, of, limit) {
    return `${tagSlug(name).slice(0, limit - 9)}.${(0,oci_digest/* shortHash */.BC)(of, 8)}`;
}
function tagSlug(name) {
    return name.replace(/[^A-Za-z0-9._-]+/g, '-');
}

;// CONCATENATED MODULE: ./lib/plan/build/flags.js

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
    ['--attest', ({ attests }) => attests.map(flags_textOf)],
    ['--secret', ({ secrets }) => secrets],
    ['--ssh', ({ inputs }) => inputs.ssh],
    ['--allow', ({ inputs }) => inputs.allow],
    ['--network', ({ inputs }) => inputs.network],
    ['--add-host', ({ inputs }) => inputs['add-hosts']],
    ['--shm-size', ({ inputs }) => inputs['shm-size']],
    ['--ulimit', ({ inputs }) => inputs.ulimit],
    ['--cgroup-parent', ({ inputs }) => inputs['cgroup-parent']],
    ['--cache-from', ({ cache }) => cache.imports.map(flags_textOf)],
    ['--cache-to', ({ cache }) => cache.exports.map(flags_textOf)],
    ['--no-cache', ({ inputs }) => inputs['no-cache']],
    ['--no-cache-filter', ({ inputs }) => inputs['no-cache-filters']],
    ['--pull', ({ inputs }) => inputs.pull],
    ['--output', ({ outputs }) => outputs.values],
    ['--load', ({ outputs }) => outputs.load],
    ['--push', ({ outputs }) => outputs.push],
    ['--iidfile', ({ outputs, iidFile }) => (outputs.hasImageId ? iidFile : '')],
    ['--metadata-file', ({ metadataFile }) => metadataFile],
    ['--progress', () => 'plain'],
];
function flags_textOf({ text }) {
    return text;
}
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



function plainerBuilds({ destination, attests }, { provenance, sbom, attests: attestInputs, outputs }, { noDefaultAttestations }) {
    const isRequested = provenance !== undefined || sbom !== undefined || attestInputs.length > 0;
    if (isRequested || noDefaultAttestations || !isPushed(destination))
        return [];
    const plain = { ...destination, exporters: destination.exporters.map(withoutArtifacts) };
    const setsForm = outputs.some(({ attributes }) => attributes['oci-artifact'] !== undefined);
    const none = {
        destination,
        attests: [createAttestation('provenance', { disabled: 'true' })],
        without: 'without attestations',
        input: 'provenance: false',
    };
    if (setsForm)
        return [none];
    return [
        { destination: plain, attests, without: 'without OCI artifacts', input: outputFor(plain.exporters) },
        none,
    ];
}
function outputFor(exporters) {
    return `outputs: ${exporters.map(({ text }) => text).join(' and ')}`;
}

;// CONCATENATED MODULE: ./lib/plan/build/reach.js


function cacheServers({ imports }, inputs, { docker }, { kind, nodes }) {
    const isConfigured = (inputs.buildkitdConfig ?? docker.config ?? docker.defaultConfig) !== undefined;
    const options = inputs['driver-opts'].flatMap((each) => Object.entries(each.options));
    const hasOwnNetwork = options.some(([name, value]) => name.startsWith('env.') || (name === 'network' && value !== 'host'));
    const isLocal = docker.isLocal && kind === 'planned' && nodes.every(({ machine }) => machine !== undefined);
    if (!isLocal || isConfigured || hasOwnNetwork || docker.hasProxies)
        return [];
    const servers = imports.flatMap((entry) => serverOf(cacheImage(entry)) ?? []);
    return servers.length === imports.length ? [...new Set(servers)] : [];
}
function serverOf(image) {
    if (image === undefined)
        return undefined;
    const { host } = (0,oci_reference/* splitRepository */.T8)((0,oci_reference/* splitName */.W0)(image).repository);
    return (0,oci_reference/* isLocalhost */.M8)(host) ? undefined : host;
}

;// CONCATENATED MODULE: ./lib/plan/build/command.js















function commandBuilds({ builder, builds: { all, destination, makeParts } }, inputs, facts, { builderName, proof }) {
    const isCall = destination.kind === 'call';
    return all.map((build, index) => {
        const { platforms, targets } = build;
        const variant = variantOf(build.inputs, facts);
        const cached = { platforms: targets, variant, isOneOfSeveral: makeParts, destination };
        const derived = limitedToDriver(planCache(build.inputs, facts, cached), builder);
        const layout = layoutOf(proof, facts, { builder, targets, index });
        const full = { destination, attests: attestsOf(build.inputs, facts, builder) };
        const isPushedAlone = isPushed(destination) && destination.others.length === 0 && !isLoaded(build.inputs);
        const annotationsWith = (attests) => {
            const hasIndex = targets.length > 1 || isAttested(attests, facts.event);
            return makeParts
                ? partAnnotations(inputs, targets)
                : wholeAnnotations(inputs, { isPushedAlone, hasIndex });
        };
        const decided = {
            platforms,
            cache: isCall ? { ...derived, to: [], exports: [], folder: undefined } : derived,
            outputs: planOutputs(build.inputs, destination, layout),
            annotations: annotationsWith(full.attests),
            attests: full.attests,
            builder: builderName,
        };
        const made = commandBuild(build, facts, decided, index);
        const plainer = plainerBuilds(full, build.inputs, facts.event).map((plain) => {
            const outputs = planOutputs(build.inputs, plain.destination, layout);
            const { attests } = plain;
            const less = { ...decided, outputs, attests, annotations: annotationsWith(attests) };
            const { command } = commandBuild(build, facts, less, index);
            return { command, without: plain.without, input: plain.input };
        });
        const asksServers = !isCall && !isPushed(destination);
        const servers = asksServers ? cacheServers(derived, build.inputs, facts, builder) : [];
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

;// CONCATENATED MODULE: ./lib/plan/build/swallowed.js

function swallowedArgs({ 'build-args': args }, declared) {
    const names = args.map((arg) => (0,buildx_attributes/* nameAndValue */.gb)(arg).name);
    return swallowedWarnings('build-args', args, /[,; ]["']?([A-Za-z_]\w*)=/g, (word, name) => {
        return word === name || (declared.includes(word) && !names.includes(word));
    });
}
function swallowedLabels({ builds, annotations, }) {
    const label = /[, ](?:["']|[a-z,-]{1,64}:)?((?:[\w-]+\.){2,}[\w-]+)=/g;
    const isAlike = (word, name) => spaceOf(word) === spaceOf(name);
    const labels = builds.flatMap((build) => build.labels);
    const pairs = annotations.map(({ pair }) => pair);
    return [
        ...swallowedWarnings('labels', labels, label, isAlike),
        ...swallowedWarnings('annotations', pairs, label, isAlike),
    ];
}
function spaceOf(key) {
    return key.split('.').slice(0, 2).join('.');
}
function swallowedWarnings(input, items, pattern, isItem) {
    const texts = items.map(buildx_attributes/* nameAndValue */.gb).flatMap(({ name, value = '' }) => [...value.matchAll(pattern)]
        .map(([, word = '']) => word)
        .filter((word) => isItem(word, name))
        .map((word) => `${input}: the value of ${name} continues with ${word}=. If that is a separate item, write one item per line.`));
    return [...new Set(texts)];
}

;// CONCATENATED MODULE: ./lib/buildx/dockerfile-names.js

function dockerfileNames(source) {
    const text = source.replace(/^\uFEFF/, '');
    if (!frontendsIn(text.split('\n')).every(isDockerfileFrontend))
        return undefined;
    const joined = text.replace(/\\[ \t]*\r?\n(?:[ \t]*#.*\r?\n)*/g, ' ');
    const found = (pattern) => [...joined.matchAll(pattern)].map(([, name = '']) => name);
    return {
        args: found(/^[ \t]*(?:ONBUILD[ \t]+)?ARG[ \t]+(.*)/gim).flatMap(argsOf),
        words: new Set(joined.split(/[^\w.-]+/)),
        secrets: found(/--mount=(\S*type=secret\S*)/gi).flatMap((mount) => /\bid=([\w.-]+)/i.exec(mount)?.[1] ?? []),
        stages: found(/^[ \t]*FROM[ \t].*[ \t]AS[ \t]+(\S+)/gim).map((name) => name.toLowerCase()),
        sources: [...found(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)/gim), ...found(/\bfrom=["']?([^\s,"']+)/gi)],
    };
}
function argsOf(text) {
    return [...text.matchAll(/(?:^|\s)([a-z_]\w*)(?=[=\s]|$)/gi)].map(([, name = '']) => name);
}

;// CONCATENATED MODULE: ./lib/plan/build/unused-names.js









const KINDS = [
    {
        itemsIn: (_, build) => itemsOf('build-args', build['build-args'].map(nameOf)),
        isUsed: (name, names) => isBuiltIn(name) || names.args.includes(name) || hasTriggers(names),
        suggestion: (name, { args }) => similarName(name, args),
        sentence: (name) => `the Dockerfile has no ARG ${name}, so its value has no effect.`,
        isCertain: false,
    },
    {
        itemsIn: (inputs) => ['secrets', 'secret-envs', 'secret-files'].flatMap((input) => itemsOf(input, inputs[input].map(({ id }) => id))),
        isUsed: (id, names) => !isWord(id) || SOURCE_SECRETS.test(id) || names.words.has(id) || hasTriggers(names),
        suggestion: (id, { secrets }) => similarName(id, secrets),
        sentence: (id) => `no step of the Dockerfile mounts the secret ${id}.`,
        isCertain: false,
    },
    {
        itemsIn: (inputs) => itemsOf('no-cache-filters', inputs['no-cache-filters']),
        isUsed: (name, { stages }) => stages.includes(name.toLowerCase()),
        suggestion: (name, { stages }) => (0,nearest/* nearest */.p)(name.toLowerCase(), stages),
        sentence: (name) => `the Dockerfile has no stage ${name}, so nothing is rebuilt because of it.`,
        isCertain: true,
    },
    {
        itemsIn: (_, build) => itemsOf('build-contexts', build['build-contexts'].map(nameOf)),
        isUsed: isContext,
        suggestion: meantContext,
        sentence: (name) => `the Dockerfile does not use ${name}, so it has no effect.`,
        isCertain: false,
    },
];
function unusedNames(inputs, facts) {
    const builds = inputs.builds.map((build) => ({ build, names: namesInDockerfile(build, facts) }));
    const results = KINDS.flatMap((kind) => {
        const all = builds.flatMap(({ build, names }) => kind.itemsIn(inputs, build).map((item) => ({ ...item, names })));
        const isUnused = (name) => all.every((each) => each.name !== name || (each.names && !kind.isUsed(name, each.names)));
        const unused = (0,lib_distinct/* distinctBy */.e)(all, ({ name }) => name).filter(({ name }) => isUnused(name));
        return unused.map(({ input, name, names }) => {
            const suggestion = names && kind.suggestion(name, names);
            const isOther = suggestion !== undefined && !all.some((each) => each.name === suggestion);
            const text = `${input}: ${kind.sentence(name)}${isOther ? ` Did you mean ${suggestion}?` : ''}`;
            return { text, isSlip: isOther || kind.isCertain };
        });
    });
    const textsWith = (isSlip) => results.filter((each) => each.isSlip === isSlip).map(({ text }) => text);
    return {
        warnings: [
            ...textsWith(true),
            ...builds.flatMap(({ build, names }) => swallowedArgs(build, names?.args ?? [])),
        ],
        notices: textsWith(false),
    };
}
function namesInDockerfile(build, { dockerfiles }) {
    const { context, file } = build;
    const text = dockerfiles.find((each) => each.context === context && each.file === file)?.text;
    const syntax = build['build-args'].map(buildx_attributes/* nameAndValue */.gb).find(({ name }) => name === 'BUILDKIT_SYNTAX');
    const isOther = syntax !== undefined && !isDockerfileFrontend(syntax.value ?? '');
    return text === undefined || isOther ? undefined : dockerfileNames(text);
}
function similarName(name, candidates) {
    return candidates.find((each) => each.toLowerCase() === name.toLowerCase()) ?? (0,nearest/* nearest */.p)(name, candidates);
}
function itemsOf(input, names) {
    return names.map((name) => ({ input, name }));
}
function nameOf(text) {
    return (0,buildx_attributes/* nameAndValue */.gb)(text).name;
}
function isBuiltIn(name) {
    const isBuildkitArg = /^(?:BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/.test(name) || PROXY_ARG.test(name);
    return isBuildkitArg || platforms_args/* EXPLICIT_ARGS */.Z.some((known) => known === name);
}
const SOURCE_SECRETS = /^(?:GIT|HTTP)_AUTH_/;
function isWord(id) {
    return id.length <= MAX_ID_LENGTH && /^[\w.-]+$/.test(id);
}
function hasTriggers({ sources }) {
    return sources.some((base) => /onbuild/i.test(base));
}
function isContext(name, { stages, sources }) {
    const canonical = canonicalName(name);
    if (stages.includes(canonical))
        return true;
    return sources.some((source) => {
        const candidates = canonicalName(source);
        return (candidates === canonical ||
            candidates.includes('$') ||
            (candidates.includes('@') && untagged(candidates) === untagged(canonical)));
    });
}
function meantContext(name, { sources }) {
    const canonical = canonicalName(name);
    const candidates = sources.map(canonicalName);
    return (candidates.find((source) => untagged(source) === untagged(canonical)) ?? (0,nearest/* nearest */.p)(canonical, candidates));
}
function canonicalName(name) {
    const bare = name
        .toLowerCase()
        .replace(/::.*$/, '')
        .replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
    return bare.replace(/:latest$/, '');
}
function untagged(name) {
    return name.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

// EXTERNAL MODULE: ./lib/plan/builder/emulation.js
var builder_emulation = __nccwpck_require__(53143);
;// CONCATENATED MODULE: ./lib/plan/builder/platforms.js






function targetPlatforms(inputs, facts, builder) {
    return (0,platforms_platform/* distinctPlatforms */.PC)(inputs.platforms.length > 0 ? inputs.platforms : defaultPlatforms(facts, builder));
}
function defaultPlatforms({ engine }, { kind, nodes: [node] }) {
    const isSilent = node === undefined || (node.platforms.length === 0 && kind === 'existing');
    const machine = isSilent ? engine.platform : node.machine;
    return machine === undefined ? [] : [machine];
}
const NO_DEFAULT = {
    input: 'platforms',
    what: 'no platform is named, and the builder does not report the platform of its machine.',
    cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
};
function planPlatform(platform, facts, builder, running) {
    const machine = (0,builder_target/* nodeFor */.Oi)(builder, platform)?.machine;
    const runs = plannedRunMode(platform, facts, builder, running);
    const planned = { platform, runs, args: (0,platforms_args/* platformArgs */.x)(platform, machine) };
    const declaring = builder.nodes.length > 1 ? (0,builder_target/* declaringNode */.Ic)(builder, platform) : undefined;
    return declaring === undefined ? planned : { ...planned, node: declaring.name };
}
function plannedRunMode(platform, facts, builder, { emulation, steps }) {
    if ((0,builder_target/* isOffered */.kd)(platform, builder, facts.docker))
        return "by the builder's node";
    const usesOtherKernel = !(0,builder_target/* usesEngineKernel */.wy)(builder, facts.docker);
    if (usesOtherKernel && builder.kind === 'planned')
        return "by the builder's node";
    const hasNone = steps.some((each) => (0,platforms_platform/* samePlatform */.my)(each.platform, platform) && !(0,platforms_platform/* listsPlatform */.$V)(each.on, platform));
    const otherwise = hasNone ? 'nothing' : 'no emulator';
    if (usesOtherKernel)
        return otherwise;
    if ((0,emulators/* isNative */.ib)(platform, facts.engine.platform))
        return 'native';
    const isInstalled = (0,platforms_platform/* listsPlatform */.$V)(emulation?.platforms ?? [], platform);
    return isInstalled || (0,builder_emulation/* runsOnThisMachine */.dB)(platform, facts) ? 'emulated' : otherwise;
}
function builderProblems(builder, platforms) {
    if (builder.kind === 'planned')
        return [];
    const offered = [...new Set(builder.nodes.flatMap((node) => node.platforms.map(platforms_platform/* printPlatform */.Lg)))].join(', ');
    return platforms
        .filter(({ runs }) => runs === 'no emulator')
        .map(({ platform }) => ({
        input: 'platforms',
        what: `no node of the builder "${builder.name}" builds ${(0,platforms_platform/* printPlatform */.Lg)(platform)}, and no emulator on this machine can add it. It builds: ${offered || 'nothing'}.${silentNodes(builder)}`,
        cure: 'Append a node that does, set qemu: auto if the builder runs on this machine, or remove the platform.',
    }));
}
function silentNodes({ driver, nodes }) {
    const mustRun = (0,drivers/* driverNamed */.MZ)(driver)?.isStarted === false;
    const silent = nodes.filter(({ status, error }) => error !== '' || (mustRun && status !== 'running'));
    const texts = silent.map(({ name, endpoint, error }) => `${name} (${endpoint})${error && `: ${error}`}`);
    return texts.length === 0 ? '' : ` Nodes that do not answer: ${texts.join(', ')}.`;
}

;// CONCATENATED MODULE: ./lib/plan/builder/run-steps.js







function planRunSteps(inputs, facts, builder, targets) {
    if (inputs.call !== '')
        return targets.map((platform) => ({ platform, on: [] }));
    return targets.map((platform) => {
        const build = buildFor(inputs, platform);
        const dockerfile = build && dockerfileOf(build, facts);
        const on = dockerfile && stepsOf(dockerfile, build, platform, (0,builder_target/* nodeFor */.Oi)(builder, platform)?.machine);
        return { platform, on: on ?? [platform] };
    });
}
function buildFor({ builds }, platform) {
    return builds.find(({ platforms }) => platforms.length === 0 || (0,platforms_platform/* listsPlatform */.$V)(platforms, platform));
}
function stepsOf(dockerfile, build, target, buildPlatform) {
    const values = argValues(dockerfile.args, build['build-args'], target, buildPlatform);
    const { stages } = dockerfile;
    const running = stagesFor(dockerfile, build, values)?.filter((index) => stages[index]?.runs);
    const platforms = running?.map((index) => stagePlatform(stages, index, target, values));
    return platforms?.every((platform) => platform !== undefined) ? (0,platforms_platform/* distinctPlatforms */.PC)(platforms) : undefined;
}
function privilegedSteps(inputs, facts, builder, targets) {
    if (inputs.call !== '')
        return [];
    const steps = targets.flatMap((platform) => {
        const build = buildFor(inputs, platform);
        const dockerfile = build && dockerfileOf(build, facts);
        if (build === undefined || dockerfile === undefined)
            return [];
        const path = sourceOf(facts.paths, build)?.dockerfile ?? '';
        const values = argValues(dockerfile.args, build['build-args'], platform, (0,builder_target/* nodeFor */.Oi)(builder, platform)?.machine);
        const stages = certainStages(dockerfile.stages, build, values);
        return stages.flatMap(({ privileges }) => privileges.map((each) => ({ ...each, dockerfile: path })));
    });
    return (0,lib_distinct/* distinctBy */.e)(steps, ({ dockerfile, line, flag }) => `${dockerfile}:${line} ${flag}`);
}
function certainStages(stages, build, values) {
    const names = stages.map(({ name }) => name).filter((name) => name !== '');
    if (hasOtherFrontend(values) || new Set(names).size < names.length)
        return [];
    const replaced = build['build-contexts'].map((text) => (0,buildx_attributes/* nameAndValue */.gb)(text).name.replace(/::.*/, ''));
    const isCertain = (index) => stages[index] !== undefined && !replaced.includes(stages[index].name);
    const certain = new Set([startOf(stages, build)].filter(isCertain));
    for (const index of certain) {
        for (const other of certainNeeds(stages, index, values).filter(isCertain))
            certain.add(other);
    }
    return stages.filter((_, index) => certain.has(index));
}
function certainNeeds(stages, index, values) {
    const { base = '', needs = [] } = stages[index] ?? {};
    const name = expand(base, values);
    const parent = name === undefined ? -1 : parentOf(stages, index, name);
    return [parent, ...needs.map((from) => stageFrom(stages, from))];
}
function stagePlatform(stages, index, target, values) {
    const stage = stages[index];
    const base = stage && expand(stage.base, values);
    if (stage === undefined || base === undefined)
        return undefined;
    const parent = parentOf(stages, index, base);
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

// EXTERNAL MODULE: ./lib/plan/smoke.js + 1 modules
var smoke = __nccwpck_require__(82209);
;// CONCATENATED MODULE: ./lib/plan/decisions.js









function decideBuilds(inputs, facts) {
    const differences = differencesOf(inputs, facts);
    const builder = differences.length > 0 ? (0,builder_target/* plannedBuilder */.S2)(inputs, facts) : (0,builder_target/* targetBuilder */.j2)(inputs, facts);
    const targets = targetPlatforms(inputs, facts, builder);
    const steps = planRunSteps(inputs, facts, builder, targets);
    const emulation = (0,builder_emulation/* planEmulation */.G9)(inputs, facts, builder, {
        steps: (0,platforms_platform/* distinctPlatforms */.PC)(steps.flatMap(({ on }) => on)),
        tested: (0,smoke/* testedPlatforms */.KC)(inputs, targets),
    });
    const platforms = targets.map((platform) => planPlatform(platform, facts, builder, { emulation, steps }));
    const requested = destinationOf(inputs);
    const builds = planBuilds(inputs, requested, builder, platforms);
    return { differences, builder, targets, emulation, platforms, requested, builds };
}

;// CONCATENATED MODULE: ./lib/plan/builder/settings.js

function planSettingsBuilder(inputs, { id, temp, docker, buildx }) {
    const { builder, 'buildkitd-config': path, 'buildkitd-config-inline': inline } = inputs;
    if (builder !== '' || path + inline === '')
        return undefined;
    const name = `multi-platform-build-${id}`;
    const file = inline === '' ? undefined : { path: `${temp}/buildkitd.toml`, content: `${inline}\n` };
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

;// CONCATENATED MODULE: ./lib/plan/logins.js






function planLogins(inputs, local, reached) {
    const pushed = reached.pushed.map((repository) => (0,oci_reference/* splitRepository */.T8)(repository).host);
    const fromInputs = inputs.logins.filter(isComplete).map((login) => {
        const { host } = login;
        const isPushed = pushed.includes(host);
        const stays = !inputs.logout;
        if (isEcr(login)) {
            const why = `from the inputs, with ${login.username === '' ? "the environment's role or keys" : 'the keys of username and password'}`;
            const isOptional = !isPushed && lacksSecrets(local.event);
            return { host, username: 'AWS', from: 'ecr', why, stays, tried: 'by its token', isOptional };
        }
        const tried = isPushed ? 'by the push' : 'by itself';
        const { username } = login;
        return { host, username, from: 'inputs', why: 'from the inputs', stays, tried, isOptional: false };
    });
    const fromToken = tokenLogin(inputs, local, reached);
    return (0,lib_distinct/* distinctBy */.e)([...fromInputs, ...(fromToken === undefined ? [] : [fromToken])], ({ host }) => host);
}
function tokenLogin(inputs, { event, docker }, { pushed, caches }) {
    const host = githubRegistry(event.server);
    const isAtGithub = (repository) => (0,oci_reference/* splitRepository */.T8)(repository).host === host;
    const isPushed = pushed.some(isAtGithub);
    const cache = event.fork ? undefined : caches.find(isAtGithub);
    const repository = isPushed ? '' : cache;
    if (repository === undefined || inputs['github-token'] === '' || !mayUseToken(inputs))
        return undefined;
    if (docker.logins.includes((0,oci_reference/* loginKey */.H$)(host)))
        return undefined;
    const why = `${isPushed ? 'the image' : 'the cache'} is there, and docker has no login for it`;
    const tried = isPushed ? 'by the push' : { repository };
    const username = event.actor || 'github-actions';
    return { host, username, from: 'github-token', why, stays: false, tried, isOptional: false };
}
function planBuildLogins(inputs, facts, { publish, commands, builder, hosts, isReachedAlike }) {
    const pushed = publish?.repositories ?? [];
    return {
        logins: planLogins(inputs, facts, { pushed, caches: commands.flatMap(cacheRepositories) }),
        ...{ hosts, isReachedAlike },
        makesContext: builder.kind === 'managed' && builder.context !== undefined,
    };
}
function cacheRepositories({ cache: { imports, exports } }) {
    const images = [...imports, ...exports].flatMap((entry) => cacheImage(entry) ?? []);
    return images.map((image) => (0,oci_reference/* splitName */.W0)(image).repository);
}
function planMergeLogins(inputs, facts, hosts) {
    const pushed = inputs.tags.map(({ repository }) => repository);
    return {
        logins: planLogins(inputs, facts, { pushed, caches: [] }),
        ...{ hosts, isReachedAlike: true },
        makesContext: planSettingsBuilder(inputs, facts)?.context !== undefined,
    };
}
function logins_loginSecrets(inputs, logins) {
    const fromInputs = new Map(inputs.logins.map((login) => [login.host, login]));
    return new Map(logins.map(({ host, username, from }) => {
        const token = { username, password: inputs['github-token'] };
        const secret = from === 'github-token' ? token : (fromInputs.get(host) ?? { username, password: '' });
        return [host, { username: secret.username, password: secret.password }];
    }));
}
function isComplete(login) {
    const { username, password } = login;
    if (username === '' && password === '')
        return isEcr(login);
    return username !== '' && password !== '';
}
function lacksSecrets({ fork, actor }) {
    return fork || actor === 'dependabot[bot]';
}
function loginNotices(inputs, planned) {
    const incomplete = inputs.logins.filter((login) => !isComplete(login));
    const skipped = incomplete.map(({ host }) => `The login at ${(0,oci_reference/* registryName */.jT)(host)} is skipped because its username or password is empty: this run gets no secrets (it is a pull request from a fork, or from Dependabot) and pushes nothing.`);
    return inputs.logout ? skipped : [...skipped, ...stayNotices(planned)];
}
function stayNotices(planned) {
    if (planned.length === 0)
        return ['logout: false has no effect, because this step makes no login.'];
    const namesOf = (logins) => logins.map(({ host }) => (0,oci_reference/* registryName */.jT)(host)).join(', ');
    const staying = namesOf(planned.filter(({ stays }) => stays));
    const ending = namesOf(planned.filter(({ stays }) => !stays));
    const kept = `logout: false: docker on this machine is logged in to ${staying} for later steps, and stays logged in when the job ends; docker logout ends that.`;
    const ended = `logout: false: the login at ${ending} ends with this step, because the job's token expires with the job. If later steps need a login there, set registry, username and password.`;
    return [...(staying === '' ? [] : [kept]), ...(ending === '' ? [] : [ended])];
}

// EXTERNAL MODULE: ./lib/plan/publish/join.js
var publish_join = __nccwpck_require__(95927);
// EXTERNAL MODULE: ./lib/plan/publish/part.js
var part = __nccwpck_require__(29062);
;// CONCATENATED MODULE: ./lib/plan/publish/signing.js
const WITH_IDENTITIES = /^(?:github\.com|[a-z0-9-]+\.ghe\.com)$/i;
const PUBLIC_SIGSTORE = {
    kind: 'public',
    certificates: 'https://fulcio.sigstore.dev',
    log: 'https://rekor.sigstore.dev',
};
const SIGNING_INPUTS = ['attest', 'sign'];
function requestedSignatures(inputs) {
    return SIGNING_INPUTS.filter((name) => inputs[name]);
}
function hasIdentities({ server }) {
    return WITH_IDENTITIES.test(hostOf(server));
}
function planSigning(inputs, { event, temp }) {
    const { attest, sign } = inputs;
    if (!attest && !sign)
        return undefined;
    const { server, api, repository, isPublic } = event;
    const sigstore = isPublic ? PUBLIC_SIGSTORE : githubSigstore(server);
    return {
        ...{ attests: attest, signs: sign, sigstore, server, api, repository },
        file: `${temp}/bundles.jsonl`,
    };
}
function unsignedNotices(inputs, isPushed) {
    return isPushed
        ? []
        : requestedSignatures(inputs).map((name) => `${name}: nothing is pushed, so nothing is signed.`);
}
function lateWarnings(inputs, publish) {
    if (publish?.by !== 'tags')
        return [];
    return requestedSignatures(inputs).map((name) => `${name}: this builder can only push with tags, so the image is signed after they have moved.`);
}
function githubSigstore(server) {
    const host = hostOf(server);
    const domain = host === 'github.com' ? 'githubapp.com' : host;
    return {
        kind: 'github',
        certificates: `https://fulcio.${domain}`,
        timestamps: `https://timestamp.${domain}`,
    };
}
function hostOf(server) {
    return URL.parse(server)?.hostname ?? '';
}

;// CONCATENATED MODULE: ./lib/plan/refusals/rule.js

const SOURCES = {
    logins: ['registry', 'username', 'password', 'registry-auth', 'ecr', 'tags'],
    nodes: ['append'],
    buildkitdConfig: ['buildkitd-config-inline'],
    builds: ['platform-settings'],
    smokeTests: ['smoke-test'],
    names: ['images', 'tags', 'flavor'],
    isTrial: ['push'],
};
function rule(reads, check) {
    return { reads: reads.flatMap(rule_sourcesOf), check };
}
function rule_sourcesOf(name) {
    return isDerived(name) ? SOURCES[name] : [name];
}
function isDerived(name) {
    return Object.hasOwn(SOURCES, name);
}
function problemsOf(rules, inputs, known, unread) {
    const readable = rules.filter(({ reads }) => !reads.some((name) => unread.includes(name)));
    return (0,present/* present */.E)(readable.flatMap(({ check }) => check(inputs, known)));
}

;// CONCATENATED MODULE: ./lib/plan/refusals/builder-rules.js










const NAME_PATTERN = /^[a-zA-Z][\w.-]*$/;
const NAMED_RULE = rule(['builder', 'driver', ...drivers/* BUILDER_INPUTS */.E7], (inputs) => {
    const setInputs = drivers/* BUILDER_INPUTS */.E7.filter((name) => isSet(inputs[name]));
    const conflicting = inputs.driver === drivers/* DEFAULT_DRIVER */.z$ ? setInputs : ['driver', ...setInputs];
    const names = conflicting.join(' and ');
    return (inputs.builder !== '' &&
        conflicting.length > 0 && {
        input: 'builder',
        what: `"${inputs.builder}" already exists, so ${names} cannot change it.`,
        cure: `Remove ${names}, or remove builder to get a managed builder.`,
    });
});
const CONFIG_RULE = managedBuilderRule(['buildkitd-config', 'buildkitd-config-inline'], configProblem);
const SETTINGS_RULES = [NAMED_RULE, CONFIG_RULE];
const BUILDER_RULES = [
    managedBuilderRule(['builder-name'], ({ 'builder-name': name }) => name !== '' &&
        (!NAME_PATTERN.test(name) || name === 'default') && {
        input: 'builder-name',
        what: `"${name}" cannot be the name of a builder.`,
        cure: 'A name begins with a letter and contains only letters, digits, ".", "_" and "-"; "default" is taken.',
    }),
    managedBuilderRule(['driver', ...drivers/* BUILDER_INPUTS */.E7], (inputs) => {
        const { refuses, isMade } = drivers/* DRIVERS */.e0[inputs.driver];
        const cure = isMade
            ? 'Remove it, or choose another driver.'
            : "Remove it, or choose another driver: this one is the docker engine's own builder, with the engine's settings.";
        const what = `the driver ${inputs.driver} ignores it.`;
        return refuses.filter((name) => isSet(inputs[name])).map((input) => ({ input, what, cure }));
    }),
    managedBuilderRule(['driver', ...builder_nodes/* NODE_INPUTS */.VJ], optionProblems),
    managedBuilderRule(['driver', 'builder-endpoint', 'nodes'], endpointProblems),
    managedBuilderRule(['driver', 'builder-endpoint', 'nodes'], nameProblems),
    managedBuilderRule(['driver', ...builder_nodes/* NODE_INPUTS */.VJ], keyProblems),
];
function managedBuilderRule(reads, check) {
    const inner = rule(reads, check);
    return {
        reads: ['builder', ...inner.reads],
        check: (inputs, local) => inputs.builder === '' && inner.check(inputs, local),
    };
}
function isSet(value) {
    return typeof value === 'boolean' ? value : value.length > 0;
}
function configProblem(inputs, { docker: { config } }) {
    const path = inputs['buildkitd-config'];
    if (path === '')
        return undefined;
    const problem = (what, cure) => ({ input: 'buildkitd-config', what, cure });
    if (inputs['buildkitd-config-inline'] !== '') {
        const what = 'buildkitd-config-inline is set too, and there can be only one configuration.';
        return problem(what, 'Remove one of the two.');
    }
    if (config === undefined) {
        const cure = 'Correct the path: it is relative to the workspace, and the repository must be checked out first.';
        return problem(`there is no file "${path}" that can be read.`, cure);
    }
    if (config.mistake === undefined)
        return undefined;
    const { line, why } = config.mistake;
    return problem(`line ${line} of "${path}" is not valid TOML: ${why}.`, buildkitd_config/* TOML_CURE */.x3);
}
function requestedNodes(inputs) {
    return [{ name: '', endpoint: inputs['builder-endpoint'] }, ...inputs.nodes];
}
function nodeLocation({ nodes }, index) {
    const node = nodes[index - 1];
    return node === undefined ? { input: 'builder-endpoint' } : { input: 'append', line: node.line };
}
function endpointProblems(inputs, { docker }) {
    const { driver } = inputs;
    const { endpoint: need, endpointCure, addresses, takesBuildkitHost } = drivers/* DRIVERS */.e0[driver];
    const hasDefault = takesBuildkitHost && docker.buildkitHost !== '';
    return requestedNodes(inputs).flatMap(({ endpoint }, index) => {
        const location = nodeLocation(inputs, index);
        if (endpoint === '' && need === 'required' && !hasDefault) {
            const what = `the driver ${driver} needs the endpoint of its node.`;
            return [{ ...location, what, cure: endpointCure }];
        }
        if (endpoint !== '' && need === 'none' && index > 0) {
            return [{ ...location, what: `the driver ${driver} takes no endpoint.`, cure: 'Remove it.' }];
        }
        if (endpoint === '' || addresses === undefined || addresses.test(endpoint))
            return [];
        const cure = 'Write tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST, docker-container://NAME or kube-pod://NAME.';
        return [{ ...location, what: `"${endpoint}" is not the address of a BuildKit daemon.`, cure }];
    });
}
function optionProblems(inputs) {
    const { options: known } = drivers/* DRIVERS */.e0[inputs.driver];
    if (known.length === 0)
        return [];
    return (0,builder_nodes/* nodeSources */.pQ)(inputs).flatMap(({ options }, index) => {
        const input = index === 0 ? { input: 'driver-opts' } : nodeLocation(inputs, index);
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
function nameProblems(inputs) {
    const { isCluster } = drivers/* DRIVERS */.e0[inputs.driver];
    return requestedNodes(inputs).flatMap(({ name, endpoint }, index, nodes) => {
        const location = nodeLocation(inputs, index);
        const before = nodes.slice(0, index);
        const where = endpoint === '' ? 'The engine of the current docker context' : `"${endpoint}"`;
        return [
            name !== '' &&
                !NAME_PATTERN.test(name) && {
                ...location,
                what: `"${name}" cannot be the name of a node.`,
                cure: 'A name begins with a letter and contains only letters, digits, ".", "_" and "-".',
            },
            name !== '' &&
                before.some((node) => node.name === name) && {
                ...location,
                what: `two nodes are called "${name}".`,
                cure: 'Give each its own name.',
            },
            !isCluster &&
                before.some((node) => node.endpoint === endpoint) && {
                ...location,
                what: `${where} is already the endpoint of another node.`,
                cure: 'Name another endpoint.',
            },
        ];
    });
}
function keyProblems(inputs, { docker }) {
    return (0,builder_nodes/* nodeSources */.pQ)(inputs).flatMap(({ options }, index) => {
        const fromEnvironment = (0,builder_nodes/* keysOf */.YD)(inputs, docker, index).map(({ option }) => option);
        if (fromEnvironment.length === 0)
            return [];
        const has = [...fromEnvironment, ...Object.keys((0,driver_option/* joinOptions */.Hd)(options))];
        const lacks = (0,present/* present */.E)([
            !has.includes('cacert') && 'CACERT',
            has.includes('key') && !has.includes('cert') && 'CERT',
            has.includes('cert') && !has.includes('key') && 'KEY',
        ]);
        return lacks.map((part) => ({
            ...nodeLocation(inputs, index),
            what: `BUILDER_NODE_${index}_AUTH_TLS_${part} is not set, although other TLS variables of the node are.`,
            cure: 'Set it in env: of this step, and check that this workflow may read the secret (forks may not).',
        }));
    });
}
const DRIVER_RULES = [
    rule([], (_, { builder, targets }) => targets.length > 1 &&
        !(0,builder_target/* capabilitiesOf */.SF)(builder).severalPlatforms &&
        lacks(builder, 'platforms', `builds one platform, not ${targets.length}`)),
    rule([], (_, { builder, attests }) => !(0,builder_target/* capabilitiesOf */.SF)(builder).attestations &&
        attests.some(({ isDisabled }) => !isDisabled) &&
        lacks(builder, 'provenance', 'cannot make attestations')),
    rule(['cache-to'], (inputs, { builder }) => {
        const { cacheTo } = (0,builder_target/* capabilitiesOf */.SF)(builder);
        return inputs['cache-to'].map(({ type }) => cacheTo !== 'all' &&
            !cacheTo.includes(type) &&
            lacks(builder, 'cache-to', `cannot export a cache of type ${type}`));
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
    rule(['load', 'outputs'], ({ load, outputs }, { builder, targets }) => {
        const usedNodes = new Set(targets.map((target) => (0,builder_target/* declaringNode */.Ic)(builder, target)));
        if (builder.nodes.length < 2 || usedNodes.size < 2)
            return [];
        const cure = 'Push the image instead, or build one platform.';
        const what = (name) => `${name} cannot hold an image that ${usedNodes.size} nodes build together.`;
        const archives = outputs.filter(isArchive);
        return [
            load && { input: 'load', what: what('the docker engine'), cure },
            ...archives.map(({ text }) => ({ input: 'outputs', what: what(`"${text}"`), cure })),
        ];
    }),
];
function driverProblems(inputs, builder, needs) {
    return problemsOf(DRIVER_RULES, inputs, { ...needs, builder }, []);
}
function lacks({ driver }, input, what) {
    const dependsOnStore = (0,drivers/* driverNamed */.MZ)(driver)?.capabilitiesWithoutStore !== undefined;
    const cure = `Leave driver at docker-container${dependsOnStore ? ", or turn on the engine's containerd image store" : ''}.`;
    return { input, what: `the driver ${driver} of this engine ${what}.`, cure };
}
function builderWarnings(inputs, { builder, docker }) {
    if (inputs.builder !== '' || !drivers/* DRIVERS */.e0[inputs.driver].isMade)
        return [];
    const nodes = (0,builder_nodes/* nodeSources */.pQ)(inputs);
    const usedKeys = nodes.flatMap((_, index) => (0,builder_nodes/* keysOf */.YD)(inputs, docker, index));
    const unused = docker.keys.filter((key) => !usedKeys.includes(key));
    const declared = nodes.flatMap(({ platforms }) => platforms.map(platforms_platform/* printPlatform */.Lg));
    const repeated = new Set(declared.filter((name, index) => declared.indexOf(name) !== index));
    const stays = !inputs['builder-cleanup'] && builder === undefined;
    return (0,present/* present */.E)([
        ...unused.map(({ name }) => `${name} has no effect: only a node with driver: remote at a tcp:// address uses it.`),
        ...[...repeated].map((name) => `${name} is declared for several nodes: buildx uses the last of them.`),
        inputs['keep-state'] &&
            inputs['builder-name'] === '' &&
            'keep-state: the volume is kept, but its name differs in every job: set builder-name to use it again.',
        stays &&
            usedKeys.length > 0 &&
            'builder-cleanup: the builder stays, but its TLS files are removed when the job ends, so it cannot be reached afterwards.',
    ]);
}

;// CONCATENATED MODULE: ./lib/plan/refusals/entitlement-problems.js







const GRANT_FLAG = '--allow-insecure-entitlement';
const HOST_NETWORK = 'network.host';
const GRANTABLE = [HOST_NETWORK, 'security.insecure'];
function entitlementProblems(inputs, facts, context) {
    const lists = grantLists(inputs, facts, context);
    const isLacking = (name) => lists.some((granted) => granted !== undefined && !granted.includes(name));
    return [...grantProblems(inputs, context, isLacking), ...stepProblems(inputs, facts, context, isLacking)];
}
function grantProblems(inputs, { builder }, isLacking) {
    const requested = [
        ...inputs.allow
            .filter((name) => GRANTABLE.includes(name))
            .map((name) => ({ input: 'allow', name })),
        ...(inputs.network === 'host' ? [{ input: 'network', name: HOST_NETWORK }] : []),
    ];
    const flags = (0,lib_distinct/* distinctBy */.e)(requested, ({ name }) => name).map(({ name }) => `${GRANT_FLAG} ${name}`);
    const cure = builder.kind === 'planned'
        ? `Add to buildkitd-flags: ${flags.join(' ')}. Each flag gives steps root on the node's machine, or its network.`
        : `Create it with the flags ${flags.join(' ')}, or remove builder and add them to buildkitd-flags.`;
    const whose = builder.kind === 'planned' ? 'the managed builder' : `the builder "${builder.name}"`;
    return requested
        .filter(({ name }) => isLacking(name))
        .map(({ input, name }) => ({ input, what: `${whose} does not grant ${name}.`, cure }));
}
function stepProblems(inputs, facts, { builder, targets }, isLacking) {
    const allowed = [...inputs.allow, ...(inputs.network === 'host' ? [HOST_NETWORK] : [])];
    const steps = privilegedSteps(inputs, facts, builder, targets);
    return steps
        .filter(({ entitlement }) => !allowed.includes(entitlement))
        .map(({ entitlement, flag, line, dockerfile }) => {
        const grant = isLacking(entitlement)
            ? `, and have the builder grant it (buildkitd-flags: ${GRANT_FLAG} ${entitlement})`
            : '';
        return {
            input: 'allow',
            what: `RUN ${flag} in line ${line} of "${dockerfile}" needs the entitlement ${entitlement}, which this build does not allow.`,
            cure: `Set allow: ${entitlement}${grant}, or remove the flag from the step.`,
            location: { file: dockerfile, line, title: 'Entitlement' },
        };
    });
}
function grantLists(inputs, facts, { builder, targets }) {
    if (!(0,drivers/* driverNamed */.MZ)(builder.driver)?.grants)
        return [];
    const usedNodes = new Set((0,present/* present */.E)(targets.map((target) => (0,builder_target/* nodeFor */.Oi)(builder, target)?.name)));
    return nodeConfigurations(inputs, facts, builder)
        .filter(({ name }) => usedNodes.has(name))
        .map((node) => grantedBy(node, builder));
}
function nodeConfigurations(inputs, facts, builder) {
    if (builder.kind === 'planned')
        return (0,builder_nodes/* plannedNodes */.AM)(inputs, facts);
    return builder.nodes.map(({ name, settings }) => ({ name, ...settings }));
}
function grantedBy({ flags, options, config }, { kind }) {
    if (/(?:^|\s)--config\b/.test(flags))
        return undefined;
    const flagged = [...flags.matchAll(/--?allow-insecure-entitlement[=\s]+["']?([\w.,=-]+)/g)].flatMap(([, names = '']) => names.split(','));
    const configured = (0,lib_json/* array */.YO)(config?.values, 'insecure-entitlements').filter((name) => typeof name === 'string');
    const added = kind === 'planned' && addsHost({ flagged, configured, options }) ? [HOST_NETWORK] : [];
    const all = [...flagged, ...added];
    return all.length > 0 ? all : configured;
}
function addsHost(node) {
    if (node.options['network'] === 'host')
        return true;
    return node.flagged.length === 0 && !node.configured.includes(HOST_NETWORK);
}

// EXTERNAL MODULE: ./lib/buildx/version.js
var buildx_version = __nccwpck_require__(85100);
;// CONCATENATED MODULE: ./lib/plan/builder/features.js

const FEATURE_INPUTS = [
    ...['call', 'allow', 'outputs', 'cache', 'cache-from', 'cache-to'],
    'smokeTests',
];
const BUILDX_FEATURES = [
    {
        name: 'builds with several outputs',
        input: 'outputs',
        since: '0.13.0',
        isAlways: true,
        isUsed: () => true,
    },
    { name: 'calls', input: 'call', since: '0.15.0', isUsed: ({ call }) => call !== '' },
    { name: 'devices', input: 'allow', since: '0.21.0', isUsed: allowsDevice },
    {
        name: "caches in GitHub's current service",
        input: 'cache',
        since: '0.21.0',
        isUsed: usesCacheServiceV2,
    },
    {
        name: 'outputs that delete files',
        input: 'allow',
        since: '0.34.0',
        isUsed: ({ allow }) => allow.includes('buildx.local.delete'),
    },
];
const BUILDKIT_FEATURES = [
    {
        name: 'attestations',
        input: 'provenance',
        since: '0.11.0',
        isUsed: (_, { attests }) => attests.some(({ isDisabled }) => !isDisabled),
    },
    outputFeature('platform-split', '0.12.0'),
    cacheFeature('image-manifest', '0.12.0'),
    cacheFeature('registry.insecure', '0.12.0'),
    outputFeature('rewrite-timestamp', '0.13.0'),
    cacheFeature('repository', '0.14.0'),
    cacheFeature('upload_parallelism', '0.16.0'),
    outputFeature('oci-artifact', '0.19.0'),
    { name: 'devices', input: 'allow', since: '0.20.0', isUsed: allowsDevice },
    {
        name: "caches in GitHub's current service",
        input: 'cache',
        since: '0.20.0',
        isUsed: usesCacheServiceV2,
    },
    {
        name: 'versions of provenance',
        input: 'provenance',
        since: '0.23.0',
        isUsed: (_, { attests }) => attests.some(({ attributes }) => Object.hasOwn(attributes, 'version')),
    },
    cacheFeature('retry_mode', '0.30.0'),
    cacheFeature('retry_max_attempts', '0.30.0'),
    cacheFeature('disable_accept_encoding', '0.30.0'),
    cacheFeature('reset', '0.31.0'),
    outputFeature('mode', '0.31.0'),
    {
        name: 'complete-materials of provenance',
        input: 'provenance',
        since: '0.31.0',
        isUsed: (_, { attests }) => attests.some(({ attributes }) => Object.hasOwn(attributes, 'complete-materials')),
    },
];
const ENGINE_FEATURES = [
    { name: 'builders', input: 'driver', since: '19.03.0', isUsed: (_, { hasNodes }) => hasNodes },
    {
        name: 'containers of a platform',
        input: 'smoke-test',
        since: '20.10.0',
        isUsed: ({ smokeTests }) => smokeTests.length > 0,
    },
];
function needsNewBuildx(inputs, service) {
    return BUILDX_FEATURES.some(({ isAlways = false, isUsed }) => !isAlways && isUsed(inputs, service));
}
function lackingIn(features, version, inputs, known) {
    return features.filter(({ since, isUsed }) => (0,buildx_version/* isOlder */.t)(version, since) && isUsed(inputs, known));
}
function outputFeature(attribute, since) {
    const isUsed = ({ outputs }) => outputs.some(hasAttribute(attribute));
    return { name: `outputs with ${attribute}`, input: 'outputs', since, isUsed };
}
function cacheFeature(attribute, since) {
    const isUsed = (inputs) => inputs['cache-to'].some(hasAttribute(attribute)) || inputs['cache-from'].some(hasAttribute(attribute));
    return { name: `caches with ${attribute}`, input: 'cache-to', since, isUsed };
}
function hasAttribute(attribute) {
    return ({ attributes }) => Object.hasOwn(attributes, attribute);
}
function allowsDevice({ allow }) {
    return allow.some((name) => /^device(?:=|$)/.test(name));
}
function usesCacheServiceV2(inputs, { hasCacheServiceV2 }) {
    const entries = [...inputs['cache-from'], ...inputs['cache-to']];
    const isDerived = inputs.cache === 'gha' && entries.length === 0;
    const choosesService = ['url', 'url_v2', 'version'].map(hasAttribute);
    const isOfService = entries.some((entry) => entry.type === 'gha' && !choosesService.some((says) => says(entry)));
    return hasCacheServiceV2 && (isDerived || isOfService);
}

;// CONCATENATED MODULE: ./lib/plan/refusals/version-problems.js




function versionProblems(inputs, facts, context) {
    return [...buildkitProblems(inputs, facts, context), ...engineProblems(inputs, facts, context.builder)];
}
function buildkitProblems(inputs, { step }, { builder, attests }) {
    const known = { ...step, attests };
    const problems = builder.nodes.flatMap(({ buildkit }) => lackingIn(BUILDKIT_FEATURES, buildkit, inputs, known).map((feature) => ({
        input: feature.input,
        what: `the BuildKit of ${builderLabel(builder)} is ${buildkit}, and ${requirement(feature)}.`,
        cure: newerBuildkit(builder, feature),
    })));
    return (0,lib_distinct/* distinctBy */.e)(problems, ({ what }) => what);
}
function builderLabel(builder) {
    return builder.kind === 'planned' ? 'the managed builder' : `the builder "${builder.name}"`;
}
function requirement({ name, since }) {
    return `${name} need ${since}`;
}
function newerBuildkit(builder, { since }) {
    if (builder.kind === 'planned')
        return `Set image=moby/buildkit:v${since} or later in driver-opts, or remove image to get the latest.`;
    return (0,drivers/* driverNamed */.MZ)(builder.driver)?.isMade === false
        ? 'Update docker, whose engine contains its own BuildKit, or remove driver and builder to get a managed builder.'
        : 'Recreate the builder with a later BuildKit, or remove builder to get a managed one.';
}
function engineProblems(inputs, { engine, docker }, builder) {
    if (engine.kind === 'podman')
        return [];
    const hasNodes = (0,builder_target/* usesEngineKernel */.wy)(builder, docker);
    return lackingIn(ENGINE_FEATURES, engine.version, inputs, { hasNodes }).map((feature) => ({
        input: feature.input,
        what: `the docker engine is ${engine.version}, and ${requirement(feature)}.`,
        cure: "Update docker on the engine's machine.",
    }));
}

;// CONCATENATED MODULE: ./lib/plan/refusals/word-problems.js





const NEWEST_MINOR = 32;
function wordProblems(inputs, builder) {
    if (!isCoveredByTables(builder))
        return [];
    const cure = `Correct it, or remove it. What there is: https://docs.docker.com/build/`;
    return word_problems_unknownWords(inputs).map(({ input, ...word }) => ({
        input,
        what: `${describeWord(word)} is nothing that the BuildKit of "${builder.name}" knows.`,
        cure,
    }));
}
function wordWarnings(inputs, builder) {
    if (isCoveredByTables(builder))
        return [];
    return word_problems_unknownWords(inputs).map(({ input, ...word }) => `${input}: ${describeWord(word)} is nothing that BuildKit up to 0.${NEWEST_MINOR} knows. It is passed on, and a BuildKit that does not know an attribute passes over it.`);
}
function isCoveredByTables(builder) {
    const isKnown = ({ buildkit }) => {
        const [major, minor] = (0,buildx_version/* numbersOf */.c)(buildkit) ?? [];
        return major === 0 && minor !== undefined && minor <= NEWEST_MINOR;
    };
    return builder.nodes.length > 0 && builder.nodes.every(isKnown);
}
function describeWord({ type, attribute }) {
    return attribute === undefined ? `the type "${type}"` : `"${attribute}" of the type ${type}`;
}
function word_problems_unknownWords(inputs) {
    const withInput = (input, words) => words.map((word) => ({ input, ...word }));
    return [
        ...withInput('outputs', inputs.outputs.flatMap(unknownInExporter)),
        ...withInput('provenance', (0,present/* present */.E)([inputs.provenance]).flatMap(unknownInAttestation)),
        ...withInput('sbom', (0,present/* present */.E)([inputs.sbom]).flatMap(unknownInAttestation)),
        ...withInput('attests', inputs.attests.flatMap(unknownInAttestation)),
        ...withInput('cache-from', inputs['cache-from'].flatMap(unknownInCache)),
        ...withInput('cache-to', inputs['cache-to'].flatMap(unknownInCache)),
    ];
}

;// CONCATENATED MODULE: ./lib/plan/refusals/plan-problems.js















function planProblems(inputs, facts, decisions) {
    const { differences, builder, targets, emulation, platforms, builds } = decisions;
    if (targets.length === 0)
        return differences.length > 0 ? differences : [NO_DEFAULT];
    const attests = attestsOf(inputs, facts, builder);
    const hasIndex = builds.makeParts || targets.length > 1 || isAttested(attests, facts.event);
    return [
        ...differences,
        ...distinctProblems(builds.all.flatMap((build) => buildProblems(build, inputs, facts, builder))),
        ...(isPushed(builds.destination) ? publishProblems(builder, builds) : []),
        ...builderProblems(builder, platforms),
        ...(0,builder_emulation/* emulationProblems */.jU)(inputs, facts, builder),
        ...annotationProblems(inputs, targets, hasIndex),
        ...(0,smoke/* smokeProblems */.mB)(inputs, facts, targets, emulation),
        ...wordProblems(inputs, builder),
        ...entitlementProblems(inputs, facts, { builder, targets }),
        ...versionProblems(inputs, facts, { builder, attests }),
    ];
}
function buildProblems(build, inputs, facts, builder) {
    const { targets } = build;
    const args = build.platforms.map((platform) => platform.args);
    const isCommon = (arg) => inputs['build-args'].includes(arg);
    const buildArgs = build.inputs['build-args'];
    const specificArgs = buildArgs.filter((arg) => !isCommon(arg));
    return [
        ...buildArgProblems(buildArgs.filter(isCommon), args),
        ...buildArgProblems(specificArgs, args).map((problem) => ({ ...problem, input: 'platform-settings' })),
        ...loadProblems(build.inputs, facts, targets),
        ...driverProblems(build.inputs, builder, { targets, attests: attestsOf(build.inputs, facts, builder) }),
    ];
}
function distinctProblems(problems) {
    return (0,lib_distinct/* distinctBy */.e)(problems, ({ input, what }) => `${input}: ${what}`);
}
function publishProblems(builder, { all, makeParts, spansNodes: isTogether, destination }) {
    if (makeParts && !(0,builder_target/* capabilitiesOf */.SF)(builder).pushByDigest) {
        const what = `the driver ${builder.driver} cannot push without a tag, which parts of an image need.`;
        return [
            {
                input: 'driver',
                what,
                cure: 'Leave driver at docker-container, or name a builder with that driver.',
            },
        ];
    }
    if (!isTogether || destination.kind === 'tags')
        return [];
    const shared = all.flatMap(({ targets }) => (0,builder_target/* needsSeveralNodes */.lj)(builder, targets) ? [platformList(targets)] : []);
    const what = `several nodes build ${shared.join('; ')} together, and buildx can only push that with a tag: latest if none is named.`;
    const cure = `${makeParts ? 'Remove the outputs that do not push' : 'Remove push-by-digest and set tags'}, or build the platforms of each node in a separate matrix job (mode: part).`;
    return [{ input: 'outputs', what, cure }];
}
function platformList(platforms) {
    return platforms.map(platforms_platform/* printPlatform */.Lg).join(', ');
}
function loadProblems(inputs, facts, targets) {
    const canHold = facts.engine.containerdStore || facts.engine.version === '';
    if (!inputs.load || targets.length < 2 || canHold)
        return [];
    return [
        {
            input: 'load',
            what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
            cure: 'Turn on its containerd image store ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/plan/make.js



























function makePlan(inputs, facts) {
    const decisions = decideBuilds(inputs, facts);
    const problems = planProblems(inputs, facts, decisions);
    if (problems.length > 0)
        throw new errors/* Refusal */.P_(problems);
    const { builder: target, targets, platforms, emulation, builds } = decisions;
    const { destination } = builds;
    const files = configFiles(inputs, facts, target);
    const builder = planBuilder(inputs, facts, target, { files, targets });
    const proof = isPushed(destination) ? planProof(inputs) : undefined;
    const commands = commandBuilds(decisions, inputs, facts, { builderName: builder.name, proof });
    const { publish, logins } = planRegistries(inputs, facts, decisions, { builder, commands });
    const tagsFollow = publish !== undefined && destination.kind === 'digest then tags';
    return {
        platforms,
        gitContext: planGitContext(inputs, facts.event),
        ...{ buildx: facts.buildx, temp: facts.temp },
        ...{ files, emulation, builder, logins },
        secretFiles: secretFiles(inputs, facts.event, facts.temp),
        call: destination.kind === 'call' ? inputs.call : '',
        builds: commands,
        stallSeconds: inputs['stall-timeout'],
        ...{ publish, proof },
        rejection: planRejection(inputs),
        smoke: (0,smoke/* planSmoke */.RH)(inputs, facts, targets),
        signing: publish === undefined ? undefined : planSigning(inputs, facts),
        join: tagsFollow ? (0,publish_join/* planBuildsJoin */.rq)(commands, publish, builder.name) : undefined,
        part: destination.kind === 'part' ? (0,part/* planPart */.rC)(inputs, facts) : undefined,
        notices: [
            ...buildNotices(inputs, facts, platforms, builder),
            ...[...pushNotices(inputs, facts, decisions, proof), ...loginNotices(inputs, logins.logins)],
        ],
        warnings: [
            ...resultWarnings(inputs, destination, facts, target),
            ...[...earlyTags(decisions.requested, builds, inputs), ...lateWarnings(inputs, publish)],
            ...sharedCaches(inputs, builds),
            ...builderWarnings(inputs, facts),
            ...machineWarnings(facts, emulation !== undefined),
            ...inputWarnings(inputs, facts, target),
            ...checkoutWarnings(inputs, facts, target, targets),
        ],
    };
}
function planRegistries(inputs, facts, { builder: target, targets, builds }, made) {
    const settings = publishSettings(inputs, facts, facts.builder);
    const isReachedAlike = isLocal(target, facts);
    const annotations = builds.all.length > 1 ? indexAnnotations(inputs, targets) : [];
    const publish = publishPlan(builds.destination, { ...settings, annotations, isReachedAlike });
    const logins = planBuildLogins(inputs, facts, { ...made, publish, hosts: settings.hosts, isReachedAlike });
    return { publish, logins };
}
function machineWarnings({ docker, engine }, isEmulated) {
    return [...docker.warnings, ...engineWarnings(engine.kind, isEmulated)];
}
function engineWarnings(kind, isEmulated) {
    if (kind === 'podman')
        return [
            "The engine is Podman, behind docker's API: a builder needs privileged containers, which Podman has when it runs as root. If that fails, build with docker, or with driver: remote or driver: kubernetes.",
        ];
    return kind === 'rootless docker' && isEmulated
        ? [
            "The docker engine runs without root and may not register emulators in the machine's kernel: register them on the machine itself, or build each platform on a machine of its own kind (mode: plan).",
        ]
        : [];
}
function isLocal({ nodes }, { docker }) {
    return docker.isLocal && nodes.every(({ machine }) => machine !== undefined);
}
function sharedCaches(inputs, { all, destination }) {
    const shared = inputs['cache-to'].filter(hasOwnLocation);
    if (all.length < 2 || shared.length === 0 || destination.kind === 'call')
        return [];
    return [
        `cache-to: ${all.length} builds write to the same cache, so it only holds the layers of the last one. Without cache-to, each build gets its own cache.`,
    ];
}
function buildNotices(inputs, facts, platforms, builder) {
    const names = inputs.platforms.map(platforms_platform/* printPlatform */.Lg);
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    const unemulated = platforms.filter(({ runs }) => runs === 'no emulator');
    return [
        ...earlierNotices(builder),
        ...[...repeated].map((name) => `platforms: ${name} is named more than once (after normalising) and built once.`),
        ...unemulated.map(({ platform }) => `There is no emulator for ${(0,platforms_platform/* printPlatform */.Lg)(platform)} on this machine: its RUN steps only work if the builder has one of its own.`),
        ...secretNotices(inputs),
        ...unusedNames(inputs, facts).notices,
    ];
}
function pushNotices(inputs, facts, { builder, builds }, proof) {
    return [
        ...proofNotices(proof, facts, builder, builds.all),
        ...unsignedNotices(inputs, isPushed(builds.destination)),
    ];
}
function inputWarnings(inputs, facts, target) {
    return [
        ...eventWarnings(inputs, facts.event),
        ...[...wordWarnings(inputs, target), ...secretWarnings(inputs), ...argWarnings(facts.paths)],
        ...[...unusedNames(inputs, facts).warnings, ...swallowedLabels(inputs)],
    ];
}
const BUILD_ONLY_INPUTS = [
    ...['push', 'load', 'outputs', 'cache-to'],
    ...['provenance', 'sbom', 'attests', 'annotations', 'labels'],
];
function callWarnings(inputs) {
    const ignored = BUILD_ONLY_INPUTS.filter((name) => inputs[name] !== false && isGiven(name, inputs[name]));
    return ignored.length === 0
        ? []
        : [`call: ${inputs.call} builds nothing, so ${ignored.join(', ')} have no effect.`];
}
function isLost(inputs, { kind, ...destination }, { driver }) {
    if (kind !== 'files' || inputs.load || (0,drivers/* driverNamed */.MZ)(driver)?.isStarted !== true)
        return false;
    return destination.others.every(isImage);
}
function loadsByItself(inputs, { driver }) {
    const isRequested = inputs['driver-opts'].some(({ options }) => options['default-load'] === 'true');
    return isRequested || (0,drivers/* driverNamed */.MZ)(driver)?.isMade === false;
}
function pushedAnyway({ exporters }) {
    const texts = exporters.map(({ text }) => text).join(', ');
    return [
        `push: false does not keep ${texts} of outputs from pushing. Write type=image,push=false there, or remove that output.`,
    ];
}
function resultWarnings(inputs, destination, facts, target) {
    const { kind } = destination;
    if (kind === 'call')
        return callWarnings(inputs);
    if (kind === 'part')
        return (0,part/* planHandOver */.rb)(inputs, facts).by === 'output' ? [part/* NO_HAND_OVER */.$r] : [];
    const isIntended = inputs.push === false || inputs['cache-to'].length > 0;
    const isKept = kind !== 'cache' || loadsByItself(inputs, target);
    const isOnlyCached = !isKept || isLost(inputs, destination, target);
    if (isPushed(destination) && inputs.push === false)
        return pushedAnyway(destination);
    return !isOnlyCached || isIntended
        ? []
        : ['The result only exists in the build cache of the builder: set push: true or load: true to keep it.'];
}

// EXTERNAL MODULE: ./lib/names/reason.js
var reason = __nccwpck_require__(37274);
;// CONCATENATED MODULE: ./lib/names/names.js

function outcomeLines({ outcomes }) {
    return outcomes.map(({ rule, result }) => {
        const line = rule.line === undefined ? 'by default' : `line ${rule.line}`;
        const came = result.kind === 'value' ? result.tag : `nothing, because ${(0,reason/* printReason */.s)(result.reason)}`;
        return `${line}, ${rule.text}: ${came}`;
    });
}

;// CONCATENATED MODULE: ./lib/plan/refusals/no-name.js

function noNameProblem({ mode, names }, otherwise) {
    if (names === undefined)
        return otherwise;
    const otherWay = `${mode === 'build' ? 'or set push: false, ' : ''}or skip the job with if:`;
    if (names.images.length === 0) {
        const cure = `Make enable= of one of them true for this event, ${otherWay}.`;
        return { input: 'images', what: 'none of them is enabled, so there is no name to push to.', cure };
    }
    const rules = outcomeLines(names).join('; ');
    return {
        input: 'tags',
        what: `no rule gives a tag for this event (${names.event}), so there is no name to push to. ${rules}.`,
        cure: `Add a rule that does, such as type=ref,event=branch or type=sha, ${otherWay}.`,
    };
}

;// CONCATENATED MODULE: ./lib/plan/refusals/modes.js




const RULES = [
    ...inputNames().map((name) => rule(['mode', name, ...(NAMING.includes(name) ? ['images'] : [])], (inputs) => isGiven(name, inputs[name]) &&
        !(NAMING.includes(name) && inputs.images.length > 0) &&
        modeProblem(MODES_OF[name], inputs.mode, name))),
    rule(['mode', 'push', 'isTrial'], ({ mode, push, isTrial }) => push === false && !isTrial && (mode === 'part' || mode === 'merge') && alwaysPushes(mode)),
    rule(['mode', 'platforms'], ({ mode, platforms }) => mode === 'part' &&
        platforms.length === 0 && {
        input: 'platforms',
        what: 'no platform is named for this matrix job.',
        cure: 'Use the platform of the matrix, as in the output matrix of mode: plan.',
    }),
    rule(['mode', 'tags', 'names', 'isTrial'], ({ mode, tags, names, isTrial }) => mode === 'part' &&
        tags.length === 0 &&
        !isTrial &&
        noNameProblem({ mode, names }, {
            input: 'tags',
            what: 'there is no name to push to.',
            cure: `Set the same tags as in the job with mode: merge, as in tags: ghcr.io/owner/app:1.2. A part is pushed to their repositories without a tag. ${EMPTY_OUTPUT}`,
        })),
    rule(['mode', 'platforms'], ({ mode, platforms }) => mode === 'merge' &&
        platforms.length === 0 && {
        input: 'platforms',
        what: 'no platform is named, so nothing can check that the image is complete.',
        cure: 'Name every platform of the image, as in platforms: linux/amd64,linux/arm64.',
    }),
    rule(['mode', 'tags', 'names', 'isTrial'], ({ mode, tags, names, isTrial }) => mode === 'merge' &&
        tags.length === 0 &&
        !isTrial &&
        noNameProblem({ mode, names }, {
            input: 'tags',
            what: 'there is no name for the joined image.',
            cure: `Set the same tags as for the parts, as in tags: ghcr.io/owner/app:1.2. ${EMPTY_OUTPUT}`,
        })),
];
const EMPTY_OUTPUT = 'An output of another job arrives empty if the runner found the value of a secret in it: in that case, compute the tags in this job.';
function modeProblems(inputs, unread) {
    return problemsOf(RULES, inputs, undefined, unread);
}
function inputNames() {
    return Object.keys(INPUTS).filter((name) => Object.hasOwn(MODES_OF, name));
}
function modeProblem(modes, mode, input) {
    return (!modes.includes(mode) && {
        input,
        what: `it does not apply to mode: ${mode}.`,
        cure: `It applies to mode: ${modes.join(', ').replace(/, (?=[a-z]+$)/, ' and ')}; remove it here.`,
    });
}
function alwaysPushes(mode) {
    const cure = mode === 'part'
        ? 'To push nothing on pull requests, set push: auto. In other cases, let an expression choose mode: build.'
        : 'To push nothing on pull requests, set push: auto. In other cases, skip the job with if:.';
    return { input: 'push', what: `mode: ${mode} always pushes, so push: false is not possible.`, cure };
}

;// CONCATENATED MODULE: ./lib/plan/builder/buildx.js





const VERSION = /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/;
const NOT_RELEASED = /^(?:edge$|cloud:|lab:)|:\/\//;
const RELEASE_FILE = /^buildx-v(\d+\.\d+\.\d+[\w.-]*?)\.[a-z]+-/;
const BUILDX_INPUTS = ['buildx-version', 'buildx-mirror', ...FEATURE_INPUTS];
function buildxProblems(inputs, { step }) {
    const { 'buildx-version': requested, 'buildx-mirror': mirror } = inputs;
    const lacking = mostRecent(lackingIn(BUILDX_FEATURES, requested, inputs, step));
    const isVersion = requested === '' || requested === 'latest' || VERSION.test(requested);
    return (0,present/* present */.E)([
        !isVersion && {
            input: 'buildx-version',
            what: `"${requested}" is neither a version nor latest.`,
            cure: NOT_RELEASED.test(requested)
                ? 'Run docker/setup-buildx-action with it in an earlier step and remove this input: the Buildx that it installs is used.'
                : 'Write the full version, as in v0.36.1, or remove it to use the installed one.',
        },
        isVersion &&
            lacking !== undefined && {
            input: 'buildx-version',
            what: `"${requested}" is older than ${lacking.since}, and ${lacking.name} need that.`,
            cure: `Set ${lacking.since} or later, or remove it to use the installed one.`,
        },
        !isWebAddress(mirror) && {
            input: 'buildx-mirror',
            what: mirror === '' ? 'it is empty.' : `"${mirror}" is not a web address.`,
            cure: 'Write an address that begins with https://, or remove it to get the releases from GitHub.',
        },
    ]);
}
function mostRecent(lacking) {
    return lacking.reduce((most, each) => (most === undefined || (0,buildx_version/* isOlder */.t)(most.since, each.since) ? each : most), undefined);
}
function isWebAddress(text) {
    return /^https?:\/\/[^/\s]+/.test(text) && URL.canParse(text);
}
function planBuildx(inputs, facts) {
    const requested = inputs['buildx-version'];
    const version = VERSION.exec(requested)?.[1] ?? '';
    const { program } = facts;
    if (program !== undefined && (requested === '' || version === facts.version)) {
        const lacking = mostRecent(lackingIn(BUILDX_FEATURES, facts.version, inputs, facts));
        if (lacking !== undefined)
            throw tooOld(facts.version, lacking);
        return { kind: 'found', program };
    }
    if (!facts.hasDocker && requested === '' && !(0,drivers/* mayBuildElsewhere */.mx)(inputs))
        throw noBuildx();
    const mirror = inputs['buildx-mirror'].replace(/\/+$/, '');
    const plugin = `${facts.pluginFolder}/docker-buildx${extension(facts.machine)}`;
    return {
        kind: 'fetch',
        version,
        why: whyFetched(requested, facts),
        installed: program === undefined ? undefined : { version: facts.version, program },
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
function tooOld(version, { name, since }) {
    return new errors/* Failure */.HR(`The installed buildx is ${version}, and ${name} need ${since}.`, 'Set buildx-version: latest, or a version that is new enough, to have it downloaded, or install one on the runner.');
}
function noBuildx() {
    return new errors/* Failure */.HR('The docker command could not be started: PATH has neither docker nor buildx.', "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and check that it is in PATH. A remote builder only needs buildx: set buildx-version to have it downloaded.");
}
function whyFetched(requested, { program, version, hasDocker, error }) {
    if (program !== undefined)
        return `buildx-version is ${requested}, but ${version === '' ? 'an unknown version' : version} is installed`;
    return hasDocker ? `docker has no buildx: ${error}` : 'buildx is not installed';
}
function latestFile(mirror, name) {
    const isLikeGitHub = mirror.endsWith('/releases/download');
    return isLikeGitHub ? mirror.replace(/download$/, `latest/download/${name}`) : `${mirror}/latest/${name}`;
}
function releaseFile({ mirror, machine }, version) {
    const name = `buildx-v${version}.${machine}${extension(machine)}`;
    return { name, url: `${mirror}/v${version}/${name}` };
}
function extension(machine) {
    return machine.startsWith('windows') ? '.exe' : '';
}
function checksumIn(checksums, name) {
    return checksumEntries(checksums).find((entry) => entry.name === name)?.sha256;
}
function versionIn(checksums) {
    const versions = checksumEntries(checksums).map(({ name }) => RELEASE_FILE.exec(name)?.[1]);
    return versions.find((version) => version !== undefined);
}
function checksumEntries(checksums) {
    return checksums.split(/\r?\n/).flatMap((line) => {
        const [, sha256, name] = /^([\da-f]{64})\s+\*?(\S+)\s*$/i.exec(line) ?? [];
        return sha256 === undefined || name === undefined ? [] : [{ sha256: sha256.toLowerCase(), name }];
    });
}
function cacheKey({ machine }, version, sha256) {
    return `multi-platform-build-buildx-${version}-${machine}-${sha256}`;
}

;// CONCATENATED MODULE: ./lib/plan/refusals/login-rules.js






const LOGIN_RULES = [
    rule(['logins', ...DESTINATION_INPUTS], (inputs, { event }) => {
        const pushes = isPushed(destinationOf(inputs)) || (inputs.mode === 'merge' && !inputs.isTrial);
        if (lacksSecrets(event) && !pushes)
            return [];
        return inputs.logins.filter((login) => !isComplete(login)).map((login) => incompleteLogin(login, event));
    }),
    rule(['logins'], ({ logins }) => logins
        .filter(({ username }) => username.includes(':'))
        .map((login) => problemAt(login, 'username', {
        what: 'the username contains a colon, after which registries expect the password.',
        cure: 'Write only the name.',
    }))),
    rule(['logins'], ({ logins }) => logins.flatMap((login, index) => duplicateLogin(login, logins.slice(0, index)))),
    rule(['logins'], ({ logins }) => logins
        .filter(({ ecr, host }) => ecr === 'true' && (0,oci_ecr/* ecrRegistry */.g)(host) === undefined)
        .map((login) => problemAt(login, 'ecr', {
        what: `${(0,oci_reference/* registryName */.jT)(login.host)} is not an Amazon registry.`,
        cure: 'Correct registry, as in 123456789012.dkr.ecr.eu-central-1.amazonaws.com or public.ecr.aws, or remove ecr.',
    }))),
];
function problemAt({ location }, input, problem) {
    return location.kind === 'single'
        ? { input, ...problem }
        : { input: 'registry-auth', line: location.line, ...problem };
}
function incompleteLogin(login, event) {
    const { host, username, password } = login;
    const missing = [...(username === '' ? ['username'] : []), ...(password === '' ? ['password'] : [])];
    const input = missing.length === 2 ? 'registry' : username === '' ? 'username' : 'password';
    const isGithub = host === githubRegistry(event.server);
    const without = isGithub
        ? ' Or remove the login: the job then logs in with github-token.'
        : ' Or remove the login.';
    const secrets = lacksSecrets(event)
        ? 'This run gets no secrets (it is a pull request from a fork, or from Dependabot): do not push in it.'
        : 'Check that the secret is set in the repository and that this workflow may read it.';
    return problemAt(login, input, {
        what: `the login at ${(0,oci_reference/* registryName */.jT)(host)} has no ${missing.join(' and no ')}.`,
        cure: `Write both. ${secrets}${without}`,
    });
}
function duplicateLogin(login, earlier) {
    const first = earlier.find(({ host }) => host === login.host);
    if (first === undefined)
        return [];
    const where = first.location.kind === 'single'
        ? 'username and password'
        : `line ${first.location.line} of registry-auth`;
    return [
        problemAt(login, 'registry', {
            what: `there is a login at ${(0,oci_reference/* registryName */.jT)(login.host)} already, by ${where}.`,
            cure: 'Remove one of the two: a registry gets only one login.',
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/plan/refusals/output-rules.js





const ATTESTATION_INPUTS = ['provenance', 'sbom', 'attests'];
const OUTPUT_RULES = [
    rule(['outputs', 'push', 'tags', 'mode', ...ATTESTATION_INPUTS], (inputs, { event }) => {
        const exporters = pushingExporters(inputs.outputs, inputs.push);
        const names = exporters.map((exporter) => namesOf(exporter).join(','));
        if (inputs.tags.length > 0 || new Set(names).size < 2)
            return [];
        if (inputs.mode !== 'part' && !makesAttestations(inputs, event) && haveOneDigest(exporters))
            return [];
        const what = `they push to several names (${names.join(', ')}), each with its own index, and only one index could be confirmed.`;
        const cure = 'List all names in tags, and push once. Or push each by digest (push-by-digest=true) with the same attributes, and set provenance: false: then all have the same digest.';
        return { input: 'outputs', what, cure };
    }),
    rule(['outputs', 'push', 'tags', 'mode'], ({ outputs, push, tags, mode }) => {
        if (mode === 'part' || tags.every(({ tag }) => tag === ''))
            return [];
        return pushingExporters(outputs, push)
            .filter(isByDigest)
            .map(({ text }) => ({
            input: 'outputs',
            what: `"${text}" is pushed by digest, and BuildKit does not accept tags with that.`,
            cure: 'Remove push-by-digest: the tags wait for the proof anyway. Or write the names without tags, as in tags: ghcr.io/owner/app.',
        }));
    }),
    rule(['mode', 'outputs', 'push', 'tags', 'names'], ({ mode, outputs, push, tags, names }) => {
        const exporters = pushingExporters(outputs, push);
        if (tags.length > 0 || exporters.some((exporter) => namesOf(exporter).length > 0))
            return [];
        return exporters.map(({ text }) => noNameProblem({ mode, names }, {
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
        const cure = 'Set push: true with tags, or build the platforms in separate steps.';
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
function pushingExporters(outputs, push) {
    return outputs.filter((exporter) => pushes(exporter, push === true));
}
function makesAttestations(inputs, event) {
    return isAttested(attestations(inputs, event, 'everything'), event);
}
function haveOneDigest(exporters) {
    const [first] = exporters;
    return exporters.every((each) => isByDigest(each) && first !== undefined && makeSameImage(first, each));
}

;// CONCATENATED MODULE: ./lib/plan/refusals/signing-rules.js



const SIGNING_RULES = [
    rule(DESTINATION_INPUTS, (inputs, { event, step }) => {
        const [input] = isPublished(inputs) ? requestedSignatures(inputs) : [];
        if (input === undefined)
            return false;
        if (!hasIdentities(event))
            return {
                input,
                what: `${event.server} gives its jobs no identity that Sigstore knows: only github.com and ghe.com do.`,
                cure: `Remove ${input}, and sign with a key of your own in a step after this one (cosign sign --key).`,
            };
        return !step.hasIdentity && { input, what: NO_IDENTITY, cure: event.fork ? FORKS_CURE : PERMISSIONS_CURE };
    }),
    rule(['github-token', ...DESTINATION_INPUTS], (inputs) => inputs.attest &&
        isPublished(inputs) &&
        inputs['github-token'] === '' && {
        input: 'github-token',
        what: 'it is empty, and attest needs it to store the attestation.',
        cure: `Remove it to get the job's own token, with permissions: attestations: write.`,
    }),
];
const NO_IDENTITY = 'the job may not prove its identity, which a signature needs (ACTIONS_ID_TOKEN_REQUEST_URL and \u2026_TOKEN are not set).';
const PERMISSIONS_CURE = 'Add two lines to the permissions of the job, next to contents: read and packages: write:\n  id-token: write\n  attestations: write';
const FORKS_CURE = 'A pull request from a fork never gets this permission: push nothing there, with push: auto.';
function isPublished(inputs) {
    if (inputs.mode === 'part')
        return false;
    return isPushed(destinationOf(inputs)) || (inputs.mode === 'merge' && !inputs.isTrial);
}

;// CONCATENATED MODULE: ./lib/plan/refusals/rules.js
















const rules_RULES = [
    rule(['verify', 'verify-ignore'], ({ verify, 'verify-ignore': ignored }) => ignored.length > 0 &&
        verify === 'off' && {
        input: 'verify-ignore',
        what: 'it has no effect with verify: false, which proves nothing.',
        cure: 'Remove one of the two.',
    }),
    rule([], (_, { docker }) => docker.unclearVariables.map(unclearProblem)),
    rule(BUILDX_INPUTS, buildxProblems),
    ...SETTINGS_RULES,
    ...LOGIN_RULES,
    ...SIGNING_RULES,
];
const BUILD_RULES = [
    rule(['mode', 'push', 'tags', 'names', 'outputs'], ({ mode, push, tags, names, outputs }) => mode === 'build' &&
        push === true &&
        tags.length === 0 &&
        !outputs.some((exporter) => pushes(exporter, true)) &&
        noNameProblem({ mode, names }, {
            input: 'push',
            what: 'there is no name to push to.',
            cure: 'Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
        })),
    rule(['no-cache', 'no-cache-filters'], (inputs) => inputs['no-cache'] &&
        inputs['no-cache-filters'].length > 0 && {
        input: 'no-cache-filters',
        what: 'buildx does not accept it together with no-cache: true, which covers every stage.',
        cure: 'Remove one of the two.',
    }),
    rule(['cache', 'cache-ref'], ({ cache, 'cache-ref': ref }) => cache !== 'registry' &&
        ref !== undefined && {
        input: 'cache-ref',
        what: `it has no effect with cache: ${cache}.`,
        cure: 'Remove one of the two.',
    }),
    rule(['cache-ref', 'tags'], ({ 'cache-ref': ref, tags }) => ref !== undefined &&
        ref.tag !== '' &&
        isTag(tags, ref) &&
        overwriteProblem('cache-ref', (0,oci_reference/* printReference */.nt)(ref))),
    rule(['cache-to', 'tags'], (inputs) => {
        const refs = inputs['cache-to'].flatMap((entry) => cacheImage(entry) ?? []);
        const ref = refs.find((name) => isTag(inputs.tags, (0,oci_reference/* splitName */.W0)(name)));
        return ref !== undefined && overwriteProblem('cache-to', ref);
    }),
    rule(DESTINATION_INPUTS, (inputs) => inputs.smokeTests.length > 0 &&
        !inputs.push &&
        ['cache', 'files'].includes(destinationOf(inputs).kind) && {
        input: 'smoke-test',
        what: 'it runs the pushed image, and nothing is pushed.',
        cure: 'Set push: true, or remove it.',
    }),
    rule(['smokeTests', 'call'], ({ smokeTests, call }) => smokeTests.length > 0 &&
        call !== '' && {
        input: 'smoke-test',
        what: `it runs the pushed image, and call: ${call} builds nothing.`,
        cure: 'Remove one of the two.',
    }),
    rule(['qemu-image', 'qemu'], ({ 'qemu-image': image, qemu }) => image === '' &&
        qemu !== 'off' && {
        input: 'qemu-image',
        what: 'it is empty.',
        cure: 'Remove it to get the default, or set qemu: off.',
    }),
    rule(['qemu', 'qemu-reset'], ({ qemu, 'qemu-reset': isReset }) => isReset &&
        qemu === 'off' && {
        input: 'qemu-reset',
        what: 'it has no effect with qemu: off, which leaves all emulators as they are.',
        cure: 'Remove one of the two.',
    }),
    ...BUILDER_RULES,
    rule(['build-args', 'platforms'], targetArgProblems),
    rule(['context', 'build-contexts', 'builds'], gitProblems),
    rule(['context', 'file', 'builds'], sourceProblems),
    rule([], (_, { paths }) => secretProblems(paths)),
    ...OUTPUT_RULES,
];
function ruleProblems(inputs, local, unread) {
    const rules = inputs.mode === 'merge' ? rules_RULES : [...BUILD_RULES, ...rules_RULES];
    return problemsOf(rules, inputs, local, unread);
}
function isTag(tags, cache) {
    return tags.some((tag) => (0,oci_reference/* withTag */.Rd)(tag) === (0,oci_reference/* withTag */.Rd)(cache));
}
function overwriteProblem(input, ref) {
    const what = `${ref} is a tag of the image, and the cache would overwrite the image there.`;
    return { input, what, cure: 'Give the cache its own name, as in ghcr.io/owner/app:cache.' };
}
function targetArgProblems(inputs) {
    const targets = (0,platforms_platform/* distinctPlatforms */.PC)(inputs.platforms);
    const args = targets.map((platform) => (0,platforms_args/* platformArgs */.x)(platform, platform));
    const decided = inputs['build-args'].filter((arg) => args.length > 1 || arg.startsWith('TARGET'));
    return args.length === 0 ? [] : buildArgProblems(decided, args);
}
function gitProblems(inputs, { event }) {
    const general = contextProblems(inputs, event);
    const reported = general.map(({ what }) => what);
    const specific = inputs.builds
        .flatMap((build) => contextProblems(build, event))
        .filter(({ what }) => !reported.includes(what))
        .map((problem) => ({ ...problem, input: 'platform-settings' }));
    return [...general, ...(0,lib_distinct/* distinctBy */.e)(specific, ({ what }) => what)];
}
function sourceProblems(inputs, { paths }) {
    const problems = inputs.builds.flatMap((build) => {
        const source = sourceOf(paths, build);
        const inputFor = (input) => build[input] === inputs[input] ? input : 'platform-settings';
        if (build.context.startsWith('-')) {
            const what = `"${build.context}" looks like a flag.`;
            return [{ input: inputFor('context'), what, cure: 'Write a folder, as in ./app, or a URL.' }];
        }
        if (source?.contextIs === 'missing') {
            const what = `there is no folder "${build.context}".`;
            const cure = 'Check out the repository first (actions/checkout), or correct the path.';
            return [{ input: inputFor('context'), what, cure }];
        }
        if (source?.contextIs !== 'folder' || source.dockerfileIs !== 'missing')
            return [];
        const cure = build.file === ''
            ? 'Set file, or correct context.'
            : 'The path is relative to the workspace, not to the context.';
        return [{ input: inputFor('file'), what: `there is no Dockerfile at "${source.dockerfile}".`, cure }];
    });
    return (0,lib_distinct/* distinctBy */.e)(problems, ({ what }) => what);
}
function secretProblems({ missingEnvs, missingFiles }) {
    return [
        ...missingEnvs.map((id) => ({
            input: 'secret-envs',
            what: `the environment variable of the secret "${id}" is not set.`,
            cure: 'Set it in env: of this step, and check that this workflow may read the secret (forks may not).',
        })),
        ...missingFiles.map((id) => ({
            input: 'secret-files',
            what: `the file of the secret "${id}" does not exist or cannot be read.`,
            cure: 'Create it in an earlier step, or correct the path, which is relative to the workspace.',
        })),
    ];
}
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
const HOSTED = [
    { labels: /^ubuntu-(?:latest|slim|\d\d\.\d\d)(?:-\d+-cores)?$/i, machine: AMD64 },
    { labels: /^ubuntu-\d\d\.\d\d-arm$/i, machine: ARM64 },
];
const DEFAULT_RUNNERS = [
    { runner: 'ubuntu-24.04', machine: AMD64 },
    { runner: 'ubuntu-24.04-arm', machine: ARM64 },
];
const MAX_LEGS = 256;
const MAX_NAME_LENGTH = 64;
const NO_PLATFORMS = {
    input: 'platforms',
    what: 'no platform is named to make a matrix from.',
    cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
};
function planMatrix(platforms, lines, fanOut) {
    const placed = (0,platforms_platform/* distinctPlatforms */.PC)(platforms).map((platform) => placePlatform(platform, lines));
    if (placed.length === 0)
        throw new errors/* Refusal */.P_([NO_PLATFORMS]);
    const groups = fanOut === 'runner' ? byRunner(placed) : placed.map((each) => [each]);
    if (groups.length > MAX_LEGS)
        throw new errors/* Refusal */.P_([tooManyLegs(groups.length, fanOut)]);
    const slugs = groups.map(legSlug);
    const isTaken = (slug) => slugs.indexOf(slug) !== slugs.lastIndexOf(slug);
    return {
        legs: groups.map((group) => ({
            platforms: group.map(({ platform, runs }) => ({ platform, runs })),
            runner: group[0].runner,
            name: uniqueName(group, isTaken),
        })),
    };
}
function matrixJson({ legs }) {
    const include = legs.map(({ platforms, runner, name }) => ({
        platform: (0,platforms_platform/* printPlatforms */.UR)(platforms.map(({ platform }) => platform)),
        runner,
        emulated: platforms.some(({ runs }) => runs === 'emulated'),
        name,
    }));
    return JSON.stringify({ include });
}
function placePlatform(platform, lines) {
    const runner = runnerFor(platform, lines) ?? defaultRunner(platform);
    return { platform, runner, runs: hostedRunMode(platform, hostedMachine(runner)) };
}
function defaultRunner(platform) {
    return (DEFAULT_RUNNERS.find(({ machine }) => (0,emulators/* isNative */.ib)(platform, machine)) ?? DEFAULT_RUNNERS[0]).runner;
}
function hostedMachine(runner) {
    const [label = '', ...more] = labelsOf(runner);
    if (groupOf(runner) !== undefined || more.length > 0)
        return undefined;
    return HOSTED.find(({ labels }) => labels.test(label))?.machine;
}
function hostedRunMode(platform, machine) {
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
function runnerKey(runner) {
    const labels = labelsOf(runner).map((label) => label.toLowerCase());
    return JSON.stringify([groupOf(runner) ?? null, [...new Set(labels)].toSorted()]);
}
function tooManyLegs(legs, fanOut) {
    return {
        input: 'platforms',
        what: `they make ${legs} jobs, and GitHub runs at most ${MAX_LEGS} per matrix.`,
        cure: fanOut === 'platform'
            ? 'Set fan-out: runner, or name fewer platforms.'
            : 'Name fewer platforms, or fewer runners.',
    };
}
function uniqueName(group, isTaken) {
    const slug = legSlug(group);
    if (!isTaken(slug) && slug.length <= MAX_NAME_LENGTH)
        return slug;
    const hash = (0,oci_digest/* shortHash */.BC)((0,platforms_platform/* printPlatforms */.UR)(group.map(({ platform }) => platform)), 8);
    return `${slug.slice(0, MAX_NAME_LENGTH - hash.length - 1)}-${hash}`;
}
function legSlug(group) {
    return group.map(({ platform }) => (0,slug/* slugOfPlatform */._)(platform)).join('_');
}

// EXTERNAL MODULE: ./lib/runner/commands.js
var commands = __nccwpck_require__(6910);
// EXTERNAL MODULE: ./lib/show/proof-output.js
var proof_output = __nccwpck_require__(78313);
;// CONCATENATED MODULE: ./lib/report/outputs.js










const OUTPUTS = [
    ...['digest', 'image', 'imageid', 'metadata', 'result', 'platforms', 'digests', 'tags'],
    ...['previous', 'changed', 'superseded', 'attestation-url', 'bundle'],
    ...['version', 'labels', 'annotations', 'meta'],
    ...['platform-args', 'builder', 'proof', 'retries', 'part', 'matrix'],
];
function setOutputs(outputs, masked) {
    for (const warning of withheldWarnings(outputs, masked))
        (0,commands/* annotate */.fz)('warning', warning);
    try {
        for (const name of OUTPUTS)
            (0,commands/* setOutput */.uH)(name, outputs[name] ?? '');
    }
    catch (error) {
        if (!(error instanceof errors/* Failure */.HR))
            throw error;
        const pushed = ESSENTIAL_OUTPUTS.flatMap((name) => (outputs[name] ? [`${name}: ${outputs[name]}`] : []));
        throw new errors/* Failure */.HR([error.message, ...pushed].join('\n'), error.cure);
    }
}
function withheldWarnings(outputs, masked) {
    const warnings = masked.flatMap(({ of, value }) => {
        const names = OUTPUTS.filter((name) => outputs[name]?.includes(value));
        return names.length === 0
            ? []
            : [
                `Other jobs get the output ${names.join(', ')} empty: it contains ${of}, and the runner passes on nothing that contains a secret. Give the secret another value, or compute in those jobs what they need.`,
            ];
    });
    return [...new Set(warnings)];
}
const ESSENTIAL_OUTPUTS = ['digest', 'image', 'tags', 'digests', 'attestation-url', 'part', 'matrix'];
function buildOutputs(plan, { builds, published, builder, retried }) {
    const platforms = plan.platforms.map(({ platform }) => platform);
    const confirmed = published?.confirmed;
    return {
        ...(plan.publish === undefined || published === undefined
            ? {}
            : { ...publishedOutputs(plan.publish, published), ...signedOutputs(plan.signing, published) }),
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
function namesOutputs(inputs, moved) {
    const { names, labels } = inputs;
    if (names === undefined)
        return {};
    const tags = inputs.tags.map(oci_reference/* withTag */.Rd).filter((tag) => moved?.includes(tag) ?? true);
    const annotations = inputs.annotations.map(annotation/* textWithLevel */.o);
    return {
        version: names.version,
        labels: labels.join('\n'),
        annotations: annotations.join('\n'),
        meta: JSON.stringify({
            ...{ version: names.version, tags },
            'tag-names': [...new Set(tags.map((tag) => (0,oci_reference/* splitName */.W0)(tag).tag))],
            labels: Object.fromEntries(labels.map((label) => [(0,buildx_attributes/* nameAndValue */.gb)(label).name, (0,buildx_attributes/* nameAndValue */.gb)(label).value])),
            annotations,
        }),
    };
}
function mergeOutputs({ publish, platforms, proof, signing }, merged) {
    return {
        ...publishedOutputs(publish, merged),
        ...signedOutputs(signing, merged),
        proof: (0,proof_output/* proofOutput */.S)(merged.proofs, [], proof?.onErrors),
        retries: retriesOutput(merged.retried),
        platforms: (0,platforms_platform/* printPlatforms */.UR)(platforms),
        'platform-args': argsOutput(platforms),
    };
}
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
    const { digest, index } = confirmed;
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
        digests: json(index.images.map((image) => [(0,platforms_platform/* printPlatform */.Lg)(image.platform), image.digest])),
        tags: tags.join('\n'),
    };
}
function signedOutputs(plan, { signed }) {
    if (plan === undefined || signed === undefined)
        return {};
    return { 'attestation-url': signed.attestation, bundle: plan.file };
}
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
;// CONCATENATED MODULE: ./lib/plan/merge.js












function planMerge(inputs, facts) {
    const { buildx, parts: allParts, others } = facts;
    const platforms = (0,platforms_platform/* distinctPlatforms */.PC)(inputs.platforms);
    const isNamed = inputs.parts.length > 0;
    const exactParts = distinctParts(allParts).map((part) => (isNamed ? (0,oci_part/* withImagePlatforms */.Q2)(part) : part));
    const parts = inOrder(distinctParts(exactParts), platforms);
    const input = isNamed ? 'parts' : 'platforms';
    const contradictions = parts.flatMap((part) => (0,oci_part/* platformContradiction */.DM)(part) ?? []);
    const problems = parts.length === 0
        ? [noPartsProblem(others)]
        : [
            ...contradictions.map((what) => ({
                input,
                what,
                cure: 'Correct the platform, or name another image.',
            })),
            ...duplicateImages(parts, input),
            ...missingPlatforms(platforms, parts, isNamed),
            ...duplicatePlatforms(parts, isNamed),
            ...unrequestedPlatforms(platforms, parts, isNamed),
            ...unprovenProblems(inputs, parts),
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
    const warnings = inputs.verify === 'warn' && !isNamed ? unprovenParts(parts).map(({ what }) => what) : [];
    return {
        ...{ buildx, platforms, parts, publish, settings, join, proof, warnings },
        signing: planSigning(inputs, facts),
        restores: planRestores(parts, facts.removed, publish),
        cleanup: planCleanup(inputs, facts, parts, publish),
        notices: [...mergeNotices(inputs), ...sharedRunNotices(facts)],
    };
}
function planJoinWith(settings, builder, parts, publish) {
    const join = (0,publish_join/* planJoin */.o6)(parts, publish, settings?.name ?? builder);
    return join.index !== undefined || join.copies.length > 0
        ? { join, settings }
        : { join: (0,publish_join/* planJoin */.o6)(parts, publish, builder), settings: undefined };
}
function planRestores(parts, removed, { repositories: [repository = ''] }) {
    return parts
        .filter(({ digest }) => removed.includes(digest))
        .map(({ digest, bytes }) => ({ repository, digest, bytes }));
}
function planCleanup(inputs, { handedTags }, parts, { repositories, tags }) {
    const isCleaned = inputs['on-success'] === 'clean' && inputs.parts.length === 0;
    const unneeded = parts.filter(({ bytes }) => isCleaned && (0,image_index/* readIndex */.vY)(bytes) !== undefined);
    if (handedTags.length + unneeded.length === 0)
        return undefined;
    const moved = tags.map(oci_reference/* splitName */.W0);
    return {
        repositories: repositories.map((name) => ({
            ...{ name, tags: handedTags },
            indexes: unneeded.filter((part) => part.repositories.includes(name)).map(({ digest }) => digest),
            known: moved.filter(({ repository }) => repository === name).map(({ tag }) => tag),
        })),
    };
}
function planMergeProof(inputs, parts, platforms) {
    const proof = planProof(inputs);
    return proof && { ...proof, deletes: false, groups: proofGroups(parts, platforms) };
}
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
function distinctParts(parts) {
    const nameOf = ({ digest, platforms }) => [digest, ...platforms.map(platforms_platform/* printPlatform */.Lg).toSorted()].join();
    return (0,lib_distinct/* distinctBy */.e)(parts, nameOf);
}
function inOrder(parts, platforms) {
    const position = ({ platforms: candidate }) => platforms.findIndex((platform) => candidate.some((each) => (0,image_index/* satisfies */.ib)(each, platform)));
    return parts.toSorted((a, b) => position(a) - position(b));
}
function noPartsProblem(others) {
    const what = 'no matrix job of this run has handed over a part of this image.';
    const known = others === 0
        ? ''
        : ` There are ${others} parts with other tags: set the same tags for the parts and the merge.`;
    return {
        input: 'tags',
        what: `${what}${known}`,
        cure: 'Check that the matrix jobs ran with mode: part and these tags, and are in needs: of this job, or name the parts in parts. A successful merge has removed the parts that were handed over through the registry: in that case, run all jobs again.',
    };
}
function duplicateImages(parts, input) {
    return parts.flatMap((part) => {
        const images = (0,oci_part/* chosenImages */.vT)(part);
        const duplicate = images.find(({ digest }, index) => images.findIndex((each) => each.digest === digest) !== index);
        if (duplicate === undefined)
            return [];
        const what = `${part.from} names one image for several platforms: ${duplicate.digest}. No tag has moved.`;
        return [{ input, what, cure: 'An image is for one platform: name one for each.' }];
    });
}
function missingPlatforms(platforms, parts, isNamed) {
    const absent = platforms.filter((platform) => !parts.some((part) => hasPlatform(part, platform)));
    if (absent.length === 0)
        return [];
    const names = absent.map(platforms_platform/* printPlatform */.Lg).join(', ');
    if (isNamed) {
        const what = `no line of parts names ${names}. No tag has moved.`;
        const cure = `Add a line such as ${absent.slice(0, 1).map(platforms_platform/* printPlatform */.Lg)}=DIGEST (the output of a matrix job that failed or was skipped is empty), or remove the platform.`;
        return [{ input: 'parts', what, cure }];
    }
    return [
        {
            input: 'platforms',
            what: `no matrix job has handed over ${names}. No tag has moved.`,
            cure: `Find out why the matrix job for ${names} failed and run the failed jobs again, or remove the platform.`,
        },
    ];
}
function hasPlatform(part, platform) {
    return part.platforms.some((candidate) => (0,image_index/* satisfies */.ib)(candidate, platform));
}
function unprovenProblems(inputs, parts) {
    if (inputs.verify !== 'stop' || inputs.parts.length > 0)
        return [];
    return unprovenParts(parts).map(({ what, cure }) => ({
        input: 'verify',
        what: `${what} No tag has moved.`,
        cure,
    }));
}
function unprovenParts(parts) {
    return parts.flatMap(({ from, proofErrors }) => {
        if (proofErrors === undefined) {
            const cure = 'Remove verify: false from the matrix job, or set it here too to publish the image unproven.';
            return [{ what: `${from} has not proven what it pushed.`, cure }];
        }
        if (proofErrors === 0)
            return [];
        const errors = proofErrors === 1 ? 'an error' : `${proofErrors} errors`;
        const what = `${from} has found ${errors} in what it pushed, and only warned because of verify: warn.`;
        const cure = 'Fix the errors in its log, or set verify: warn here too to move the tags anyway.';
        return [{ what, cure }];
    });
}
function duplicatePlatforms(parts, isNamed) {
    const platforms = (0,platforms_platform/* distinctPlatforms */.PC)(parts.flatMap((part) => part.platforms));
    const input = isNamed ? 'parts' : 'platforms';
    return platforms.flatMap((platform) => {
        const isRival = (part) => isNamed ? (0,platforms_platform/* listsPlatform */.$V)(part.platforms, platform) : hasPlatform(part, platform);
        const rivals = parts.filter(isRival).flatMap((part) => rivalsIn(part, platform));
        if (rivals.length < 2)
            return [];
        const name = (0,platforms_platform/* printPlatform */.Lg)(platform);
        const difference = new Set(rivals.map(({ digest }) => digest)).size > 1 ? ', with different images' : '';
        const what = `${name} appears ${rivals.length} times${difference} (${rivals.map((each) => each.name).join('; ')}). No tag has moved.`;
        return [{ input, what, cure: repeatedCure(platform, isNamed) }];
    });
}
function repeatedCure(platform, isNamed) {
    if (isNamed)
        return `Remove ${(0,platforms_platform/* printPlatform */.Lg)(platform)} from all but one of these lines.`;
    const cure = 'Build each platform in one matrix job, and give two images of one run different tags.';
    return platform.os !== 'windows' || platform.osVersion !== ''
        ? cure
        : `${cure} Matrix jobs for several versions of Windows must name theirs: platforms: windows(10.0.20348)/amd64.`;
}
function rivalsIn(part, platform) {
    const { from, digest } = part;
    const images = (0,oci_part/* chosenImages */.vT)({ ...part, platforms: [platform] });
    if (images.length > 1)
        return images.map((image) => ({ ...image, name: `${from}: ${image.digest}` }));
    const name = from.includes(digest) ? from : `${from}: ${digest}`;
    return [{ digest: images[0]?.digest ?? digest, name }];
}
function unrequestedPlatforms(platforms, parts, isNamed) {
    const [input, otherwise] = isNamed ? ['parts', 'remove it from the line'] : ['platforms', 'do not build it'];
    return parts.flatMap((part) => {
        const unrequested = part.platforms.filter((candidate) => !platforms.some((platform) => (0,image_index/* satisfies */.ib)(candidate, platform)));
        if (unrequested.length === 0)
            return [];
        const what = `${part.from} has ${unrequested.map(platforms_platform/* printPlatform */.Lg).join(', ')}, which platforms does not name. No tag has moved.`;
        return [{ input, what, cure: `Name it in platforms, or ${otherwise}.` }];
    });
}
function mergeNotices(inputs) {
    const lost = lostAnnotations(inputs);
    if (lost.length === 0 || inputs.parts.length === 0)
        return [];
    return [
        `annotations: ${lost.join(', ')} cannot be written here: the images already exist, and no registry stores the descriptor of an index.`,
    ];
}
function sharedRunNotices({ event, handedTags }) {
    if (handedTags.length === 0 || !event.isRunIdShared)
        return [];
    return [
        `act gives every run the number ${event.runId}, so parts that an earlier run of the same commit left in the registry count as parts of this run. Start act with --env GITHUB_RUN_ID=\u2026 and a different number each time to keep runs apart.`,
    ];
}
function imagesOf({ parts }) {
    return parts.flatMap((part) => (0,oci_part/* chosenImages */.vT)(part).map((image) => ({ ...image, from: part.from })));
}

// EXTERNAL MODULE: ./lib/runner/extras.js
var extras = __nccwpck_require__(37367);
// EXTERNAL MODULE: ./lib/show/show-proof.js
var show_proof = __nccwpck_require__(67087);
// EXTERNAL MODULE: ./lib/show/shell.js
var show_shell = __nccwpck_require__(94003);
;// CONCATENATED MODULE: ./lib/show/show-signed.js

function verifyCommands(plan, image, name) {
    const { workflow, repository, issuer } = name;
    const isCalled = !workflow.toLowerCase().startsWith(`${repository.toLowerCase()}/`);
    const { host } = new URL(plan.server);
    const gh = [
        ...['gh', 'attestation', 'verify', `oci://${image}`, '--repo', repository],
        ...(isCalled ? ['--signer-workflow', workflow] : []),
        ...(host === 'github.com' ? [] : ['--hostname', host]),
    ];
    const cosign = [
        ...['cosign', 'verify', image, '--certificate-oidc-issuer', issuer],
        ...['--certificate-identity-regexp', `^${literally(`${plan.server}/${workflow}@`)}`],
        ...(isCalled ? ['--certificate-github-workflow-repository', repository] : []),
        ...(plan.sigstore.kind === 'github' ? GITHUB_TRUST_FLAGS : []),
    ];
    return [...(plan.attests ? [(0,show_shell/* shellWords */.CH)(gh)] : []), ...(plan.signs ? [(0,show_shell/* shellWords */.CH)(cosign)] : [])];
}
const GITHUB_TRUST_FLAGS = [
    ...['--trusted-root', 'github-root.json', '--use-signed-timestamps', '--insecure-ignore-tlog=true'],
    '--insecure-ignore-sct=true',
];
function literally(text) {
    return text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&');
}
function howSigned({ attests, signs, sigstore }) {
    const what = [
        ...(attests ? ["GitHub's attestation of how it was made"] : []),
        ...(signs ? ["a signature of it and of each platform's image"] : []),
    ];
    const where = sigstore.kind === 'public'
        ? `Sigstore's public log has an entry for ${signs ? 'each' : 'it'}`
        : "GitHub's own Sigstore";
    return `signed in the name of this job by ${what.join(' and ')} (${where})`;
}

;// CONCATENATED MODULE: ./lib/show/show-smoke.js



function smokeLines({ tests, notRun }, imageOf, shell) {
    return [
        ...tests.flatMap((test) => [
            ...(0,show_shell/* shellCommand */.q$)((0,smoke/* smokeCommand */.bU)(test, imageOf(test.platform)), shell),
            `# must exit with ${test.exitCode} within ${test.timeout} s${outputClause(test)}`,
        ]),
        ...(notRun.length === 0 ? [] : [`# not run: ${notRun.map(platforms_platform/* printPlatform */.Lg).join(', ')}`]),
    ];
}
function outputClause({ expect }) {
    const text = expect === undefined ? '' : expectationText(expect);
    return text === '' ? '' : ` and print ${text.replaceAll('\n', '\\n')}`;
}
function expectationText(expect) {
    if (expect.kind === 'text')
        return `"${expect.text}"`;
    return expect.kind === 'pattern' ? `/${expect.source}/` : expect.names.join(' or ');
}
function smokeCell({ outcome, seconds }) {
    return outcome === 'not run' ? outcome : `${outcome} (${seconds.toFixed(1)} s)`;
}

// EXTERNAL MODULE: ./lib/show/table.js
var show_table = __nccwpck_require__(45193);
;// CONCATENATED MODULE: ./lib/report/report.js












function reportResult(plan, result) {
    const { published } = result;
    const images = published?.confirmed.index.images ?? [];
    const proofs = published?.proofs ?? [];
    const rows = [
        ['PLATFORM', 'RUNS', ...show_proof/* PROOF_HEAD */.mS, 'SMOKE TEST', 'DIGEST'],
        ...plan.platforms.map(({ platform, runs }) => {
            const name = (0,platforms_platform/* printPlatform */.Lg)(platform);
            const digest = images.find((image) => (0,image_index/* satisfies */.ib)(image.platform, platform))?.digest ?? '';
            const proof = proofs.find((each) => (0,image_index/* satisfies */.ib)(each.platform, platform));
            const smoke = published?.smoke.find((each) => (0,image_index/* satisfies */.ib)(each.platform, platform));
            return [name, runs, ...(0,show_proof/* proofCells */.GB)(proof), smoke === undefined ? '' : smokeCell(smoke), digest];
        }),
    ];
    const isUnproven = plan.publish === undefined && plan.call === '';
    const notes = [
        ...supersededNotes(published?.superseded ?? []),
        cacheLine(result),
        ...notesOf(result),
        ...(isUnproven ? ['Only pushed images are proven.'] : []),
    ];
    const commands = published === undefined ? [] : commandsFor(plan, published);
    showEnding({ headline: headlineOf(plan, result), rows, tags: published?.tags ?? [], notes, commands }, result.phases);
}
function reportMerge(plan, merged) {
    const { confirmed, proofs, phases, tags, superseded, retried } = merged;
    const rows = [
        ['PLATFORM', 'FROM', ...show_proof/* PROOF_HEAD */.mS, 'DIGEST'],
        ...imagesOf(plan).map(({ platform, digest, from }) => [
            ...[(0,platforms_platform/* printPlatform */.Lg)(platform), from],
            ...(0,show_proof/* proofCells */.GB)(proofs.find((proof) => (0,image_index/* satisfies */.ib)(proof.platform, platform))),
            digest,
        ]),
    ];
    const errors = plan.proof === undefined ? errorsOfParts(plan) : (0,show_proof/* errorsOf */.Bp)(proofs);
    const headline = errors > 0
        ? `${MOVED_DESPITE} ${(0,show_proof/* printErrors */.fi)(errors)}: ${confirmed.digest}`
        : `Joined and confirmed by the registry: ${confirmed.digest}`;
    const notes = [...supersededNotes(superseded), ...retriedLines(retried)];
    showEnding({ headline, rows, tags, notes, commands: commandsFor(plan, merged) }, phases);
}
function commandsFor({ signing, publish }, { signed, confirmed }) {
    if (signing === undefined || signed === undefined)
        return [];
    const image = `${publish?.repositories[0]}@${confirmed.digest}`;
    return verifyCommands(signing, image, signed);
}
function supersededNotes(tags) {
    return tags.length === 0 ? [] : [`Left at the image of a newer run: ${tags.join(', ')}`];
}
const MOVED_DESPITE = 'The tags have moved although the proof found';
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
    const digest = published.confirmed.digest || builds.map((build) => build.digest).join(', ');
    if (errors > 0) {
        const moved = publish.tags.length > 0 ? MOVED_DESPITE : `${pushed} although the proof found`;
        return `${moved} ${(0,show_proof/* printErrors */.fi)(errors)}: ${digest}`;
    }
    return `${pushed}${proven} and confirmed by the registry: ${digest}`;
}
function showEnding({ headline, rows, tags, notes, commands }, phases) {
    (0,log/* logLine */.BP)();
    (0,log/* logLine */.BP)(headline);
    const commandLines = commands.length === 0 ? [] : [VERIFY, ...commands.map((command) => `  ${command}`)];
    for (const line of [...(0,show_table/* textTable */.ed)(rows), ...tags, ...notes, ...commandLines])
        (0,log/* logLine */.BP)(`  ${line}`);
    const [head = [], ...body] = rows;
    const cells = body.map((row) => row.map(show_table/* code */.aY));
    const table = (0,show_table/* markdownTable */.Qj)([head.map((name) => name.toLowerCase()), ...cells]);
    const list = tags.map((tag) => `- \`${tag}\``).join('\n');
    const pasted = commands.length === 0 ? [] : [VERIFY, fenced(commands.join('\n'), 'sh')];
    (0,extras/* addSummary */.S0)(`${[`### ${headline}`, table, list, ...notes, ...pasted, gantt(phases)].join('\n\n')}\n`);
}
const VERIFY = 'Signed. To verify it:';
function reportFailure(error) {
    const texts = flattenErrors(error).flatMap(failureTexts);
    for (const { message, location } of texts)
        (0,commands/* annotate */.fz)('error', message, location);
    const headline = failureHeadline((0,errors/* stateOf */.L4)(error) ?? 'no image');
    const details = error instanceof errors/* Unfinished */.K4 && error.details !== '' ? [error.details] : [];
    const blocks = [...details, ...texts.map(({ message }) => fenced(message))];
    (0,extras/* addSummary */.S0)(`### \u274c ${headline}\n\n${blocks.join('\n')}`);
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
function flattenErrors(error) {
    return error instanceof AggregateError ? error.errors.flatMap(flattenErrors) : [error];
}
const SYSTEM_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE']);
function failureTexts(error) {
    if (error instanceof errors/* Refusal */.P_)
        return error.problems.map((problem) => ({ message: (0,errors/* problemText */.fI)(problem), location: problem.location }));
    if (error instanceof errors/* Failure */.HR)
        return [{ message: `${error.message}\n${error.cure}`, location: error.location }];
    if (SYSTEM_ERRORS.has((0,lib_json/* text */.Qq)(error, 'code'))) {
        const cure = 'Check that its disk is not full and that this user may write where the action needs to.';
        return [{ message: `This machine did not let the action do its work: ${(0,errors/* messageOf */.bD)(error)}.\n${cure}` }];
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ message: `This is a bug in multi-platform-build. Please report it: ${message}` }];
}
function cacheLine({ builds }) {
    const sum = (count) => builds.reduce((total, { progress }) => total + count(progress), 0);
    const steps = sum((progress) => progress.steps);
    if (steps === 0)
        return 'No step was run.';
    return `${sum(({ cachedSteps }) => cachedSteps)} of ${steps} steps came from the cache.`;
}
function notesOf({ builds, retried }) {
    const omissions = builds.flatMap((build) => build.omissions);
    const problems = builds.flatMap(({ progress }) => progress.cacheProblems);
    return [...omissions, ...problems.map((problem) => `Cache: ${problem}`), ...retriedLines(retried)];
}
function retriedLines(retried) {
    return retried.map(({ what, fault, remedy }) => `Retried: ${what} (${fault}; ${remedy}).`);
}
function gantt(phases) {
    const bars = phases.map(({ name, start, end }) => `  ${name} ${seconds(end - start)} : ${start}, ${Math.max(end, start + 1)}`);
    const end = Math.max(0, ...phases.map((phase) => phase.end));
    const axis = ['  axisFormat %M:%S', ...(end < TEN_SECONDS ? ['  tickInterval 1second'] : [])];
    return ['```mermaid', 'gantt', '  dateFormat x', ...axis, ...bars, '```'].join('\n');
}
const TEN_SECONDS = 10_000;
function seconds(milliseconds) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
function fenced(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text}\n${fence}\n`;
}

// EXTERNAL MODULE: ./lib/run/holders.js
var holders = __nccwpck_require__(80270);
;// CONCATENATED MODULE: ./lib/show/show-builder.js

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
// EXTERNAL MODULE: ./lib/run/cures.js
var cures = __nccwpck_require__(47807);
;// CONCATENATED MODULE: ./lib/run/failing-step.js
function failingStep(tail) {
    const start = tail.findLastIndex((text) => /^ > (?!(?:im|ex)porting cache ).*:$/.test(text));
    const head = tail[start];
    if (head === undefined)
        return undefined;
    const rest = tail.slice(start + 1);
    const end = rest.findIndex((text) => /^-{6,}$/.test(text));
    return { name: head.slice(3, -1), output: end === -1 ? rest : rest.slice(0, end) };
}
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
    const match = ACTIVITIES.find((each) => each.error?.test(error) === true || (step !== undefined && each.name?.test(step.name) === true));
    return match?.activity ?? 'build';
}

;// CONCATENATED MODULE: ./lib/run/build-failure.js




const SHOWN_LINES = 10;
const INSTRUCTION_LIMIT = 200;
function buildFailure(failed) {
    const { tail, code, dockerfile, platforms, fault, tries, isPlainer } = failed;
    const step = failingStep(tail);
    const line = failingLine(tail);
    const { error } = fault;
    const stepCode = /did not complete successfully: exit code: (\d+)$/.exec(error)?.[1];
    const at = line === undefined ? '' : ` at ${dockerfile}:${line}`;
    const [where, instruction] = step === undefined ? ['The build', ''] : describeStep(step.name, platforms);
    const output = (step?.output ?? (error === '' ? tail : [])).slice(-SHOWN_LINES);
    const lines = [
        `${where} failed${at} with exit code ${stepCode ?? code}${tries === 1 ? '' : `, the last of ${tries} attempts`}.`,
        instruction.slice(0, INSTRUCTION_LIMIT),
        ...output.map((text) => `| ${text}`),
        stepCode === undefined ? error : '',
    ];
    const message = lines.filter((text) => text !== '').join('\n');
    const cure = fault.fault === 'unsupported' && isPlainer ? PLAINER_CURE : cureForBuild(fault, step);
    return new errors/* Failure */.HR(message, cure, line === undefined ? undefined : { file: dockerfile, line, title: 'Build failed' });
}
function failingLine(tail) {
    const at = tail.findLastIndex((text, index) => /^\S.*:\d+$/.test(text) && /^-{20}$/.test(tail[index + 1] ?? ''));
    const line = /:(\d+)$/.exec(tail[at] ?? '')?.[1];
    return line === undefined ? undefined : Number(line);
}
function describeStep(name, platforms) {
    const [, platformName, stage, step, instruction] = /^\[(?:([a-z0-9]+\/\S+) )?(?:(\S+) )?(\d+\/\d+)\] (.*)$/.exec(name) ?? [];
    if (instruction === undefined)
        return [name.slice(0, INSTRUCTION_LIMIT), ''];
    const platform = platformName ?? (platforms.length === 1 ? platforms[0] : undefined) ?? 'A platform';
    return [`${platform} (${stage === undefined ? '' : `stage ${stage}, `}step ${step})`, instruction];
}
const OUTPUT_CURES = [
    {
        sign: /^unknown flag: --|multiple outputs currently unsupported/,
        cure: 'The installed buildx is too old for this: set buildx-version: latest, to download a newer one.',
    },
    {
        sign: /exec format error/,
        cure: 'A program for another machine was run: check that the emulator of that platform is installed (qemu: auto, or the name of the platform) and that the image has the right binaries.',
    },
    {
        sign: /failed to mount \S+: \[\{Type:\w+ Source:\S+.*: operation not permitted/,
        cure: 'The BuildKit of the builder may not mount anything, because its container is not privileged. Run it privileged, or use the rootless image of BuildKit as its documentation describes.',
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
        sign: /\b(?:is|are) requested by the build but not allowed$/,
        cure: 'RUN --device needs allow: device=NAME, with the name from the message.',
    },
    {
        sign: /granting entitlement \S+ is not allowed by build daemon configuration/,
        cure: 'The daemon of the builder does not grant what allow or network requests: start it with --allow-insecure-entitlement, as buildkitd-flags does for a managed builder.',
    },
    {
        sign: /Permission denied \(publickey/,
        cure: 'The server accepts none of the SSH keys that the step has: mount one with RUN --mount=type=ssh, and set it in ssh.',
    },
    {
        sign: /toomanyrequests|429 Too Many Requests|rate limit exceeded/i,
        cure: 'A server limits the number of requests. Steps of the Dockerfile are not retried: let the step retry, or give it a login through a secret.',
    },
    {
        sign: /Could not resolve host|Temporary failure (?:in name resolution|resolving)|getaddrinfo (?:EAI_AGAIN|ENOTFOUND)/,
        cure: 'The step found no address for a server. Steps of the Dockerfile are not retried; check that the builder has a network and a name server, and run the job again.',
    },
];
function cureForBuild({ error, fault }, step) {
    const activity = activityOf(error, step);
    const advice = (0,run_advice/* adviceFor */.c)({ activity, error, fault });
    return advice ?? (0,cures/* findCure */.z)(OUTPUT_CURES, [error, ...(step?.output ?? [])]) ?? SEE_OUTPUT;
}
const PLAINER_CURE = 'The registry does not accept this image without attestations either: check its own log. Some registries answer like this if the login may not push to that repository, or may push but not overwrite what exists.';
const SEE_OUTPUT = 'The output of the step says why; the commands shown in the plan reproduce it on any machine.';

// EXTERNAL MODULE: ./lib/run/folder.js
var run_folder = __nccwpck_require__(92497);
;// CONCATENATED MODULE: ./lib/run/progress.js
const LOST_LAYER = /\bcontent sha256:\S+: not found$|\bblob sha256:\S+ not found$/;
const LINE = /^#(\d+) (?:(CACHED$|sha256:[0-9a-f]{64} )|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/;
const PUSH = /^#\d+ (?:pushing manifest for |pushing \S+ with docker|merging manifest list )/;
const IMPORT = /^importing cache manifest from (.*)$/;
const CACHE = /^(?:importing|exporting) cache/;
function watchProgress() {
    const names = new Map();
    const cached = new Set();
    const failures = [];
    let isPushed = false;
    return {
        onLine: (line) => {
            isPushed ||= PUSH.test(line);
            const [, id = '', isCached, error, name] = LINE.exec(line) ?? [];
            if (name !== undefined)
                names.set(id, name);
            const step = names.get(id) ?? '';
            if (isCached !== undefined && step !== '' && !CACHE.test(step))
                cached.add(id);
            if (error !== undefined && (CACHE.test(step) || LOST_LAYER.test(error)))
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
function missingCache({ step, error }) {
    const isMissing = error.endsWith(': not found') && !error.includes('could not fetch content descriptor');
    return isMissing ? IMPORT.exec(step)?.[1] : undefined;
}

;// CONCATENATED MODULE: ./lib/run/remedy.js






const NO_ATTEMPTS = {
    again: 0,
    isRevived: false,
    omissions: { layout: false, imports: false, exports: false, plainer: 0 },
};
const KILLED = 137;
function faultOfBuild({ code, tail, stalled }) {
    if (stalled.length > 0) {
        return { error: `no more progress in ${stalled.join(', ')}`, fault: 'stalled', activity: 'build' };
    }
    const error = tail.some((line) => line.startsWith('ERROR: ')) ? (0,docker_tries/* errorIn */.Kd)(tail) : '';
    const fault = error === '' && code === KILLED ? 'memory' : (0,faults/* faultOf */.K)(error);
    return { error, fault, activity: activityOf(error, failingStep(tail)) };
}
function remedyFor(failed, end, build, { again, isRevived, omissions }, limit) {
    const { fault, activity } = failed;
    if (fault === 'builder gone')
        return isRevived || limit === 0 ? undefined : 'revived';
    const isPlainer = fault === 'unsupported' && activity === 'push' && omissions.plainer < build.plainer.length;
    if (isPlainer)
        return 'plainer';
    const hasRetriesLeft = isRetryable(failed) && again < limit;
    if (hasRetriesLeft && fault !== 'stalled')
        return 'again';
    return findDispensable(failed, end, build, omissions) ?? (hasRetriesLeft ? 'again' : undefined);
}
function isRetryable({ fault, activity }) {
    return (0,faults/* isTransientClass */.J)(fault) && activity !== 'files' && activity !== 'run';
}
function findDispensable(failed, end, build, omissions) {
    if (!omissions.layout && build.layout !== '' && failed.error.includes(build.layout))
        return 'without layout';
    if (!omissions.exports && canOmitExports(build) && isExportFault(failed, end))
        return 'without exports';
    return !omissions.imports && isImportFault(failed, end, build) ? 'without imports' : undefined;
}
function recordRemedy(attempts, remedy) {
    const { again, omissions } = attempts;
    switch (remedy) {
        case 'again':
            return { ...attempts, again: again + 1 };
        case 'revived':
            return { ...attempts, isRevived: true };
        case 'without layout':
            return { ...attempts, omissions: { ...omissions, layout: true } };
        case 'without imports':
            return { ...attempts, omissions: { ...omissions, imports: true } };
        case 'without exports':
            return { ...attempts, omissions: { ...omissions, exports: true } };
        case 'plainer':
            return { ...attempts, omissions: { ...omissions, plainer: omissions.plainer + 1 } };
    }
}
function isExportFault({ error }, { exportError, stalled }) {
    const isStalled = stalled.length > 0 && stalled.every((step) => step.startsWith('exporting cache '));
    return isStalled || (exportError !== '' && error.endsWith(exportError));
}
function canOmitExports({ cache }) {
    return cache.exports.length > 0 && !cache.exports.some(({ attributes }) => (0,buildx_attributes/* isNo */.IY)(attributes['ignore-error']));
}
const LAYER_READ_ERROR = /httpReadSeeker|failed to copy|content descriptor|compute cache key|(?:blob|content) sha256:|load cache/;
function isImportFault({ error, fault, activity }, { stalled }, { cache }) {
    if (cache.imports.length === 0 || fault === undefined)
        return false;
    if (stalled.some((step) => step.startsWith('importing cache ')))
        return true;
    if (!LAYER_READ_ERROR.test(error) || activity === 'push' || activity === 'run')
        return false;
    const [, repository] = /\/v2\/(\S+?)\/(?:blobs|manifests)\//.exec(error) ?? [];
    return repository === undefined
        ? activity !== 'pull'
        : remedy_cacheRepositories(cache.imports).includes(repository);
}
function remedy_cacheRepositories(imports) {
    return imports.flatMap((entry) => {
        const image = cacheImage(entry);
        return image === undefined ? [] : [(0,oci_reference/* splitRepository */.T8)((0,oci_reference/* splitName */.W0)(image).repository).path];
    });
}
function commandOf(build, { layout, imports, exports, plainer }) {
    const command = build.plainer[plainer - 1]?.command ?? build.command;
    const isOmitted = (flag, value) => (imports && flag === '--cache-from') ||
        (exports && flag === '--cache-to') ||
        (layout && flag === '--output' && value?.includes(build.layout) === true);
    return command.filter((word, index) => !isOmitted(word, command[index + 1]) && !isOmitted(command[index - 1], word));
}

;// CONCATENATED MODULE: ./lib/run/stall.js
const NETWORK = [
    { name: /^\[(?:\S+ )?internal\] load metadata for /, traffic: 'reported' },
    { name: /^resolve image config for /, traffic: 'reported' },
    { name: /^docker-image:\/\//, traffic: 'reported' },
    { name: /^\[[^\]]*\b\d+\/\d+\] FROM /, traffic: 'reported' },
    { name: /^\[auth\] /, traffic: 'reported' },
    { name: /^\[internal\] load git source /, traffic: 'silent' },
    { name: /^https?:\/\//, traffic: 'silent' },
    { name: /^importing cache manifest from /, traffic: 'reported' },
    { name: /^merging manifest list /, traffic: 'reported' },
    { name: /^pushing \S+ with docker/, traffic: 'silent' },
];
const EXPORT = /^exporting (?:to image|cache to )/;
const EXPORT_NETWORK = [
    { line: /^pushing manifest for /, traffic: 'reported' },
    { line: /^writing (?:config|cache manifest|cache image manifest|manifest) /, traffic: 'reported' },
    { line: /^(?:pushing layers|writing layer |sending cache export)/, traffic: 'silent' },
];
const STATUS = /^(.*?)( [\d.]+[kMGT]?B(?: \/ [\d.]+[kMGT]?B)?)?(?: [\d.]+s)?( done)?$/;
const stall_LINE = /^#(\d+) (.*)$/;
const THE_BUILDER = 'the builder';
const NOT_STARTED = { traffic: 'reported', steps: [THE_BUILDER] };
function watchNetwork() {
    const open = new Map();
    let hasBegun = false;
    return {
        onLine: (line) => {
            const [, id, status = ''] = stall_LINE.exec(line) ?? [];
            if (id === undefined || id === '0' || status === '...')
                return false;
            hasBegun = true;
            const step = open.get(id);
            if (/^(?:DONE|CACHED|CANCELED|ERROR:)(?: |$)/.test(status))
                return open.delete(id);
            if (step?.name === status)
                return false;
            if (step === undefined)
                open.set(id, { name: status, doing: new Map() });
            return step === undefined || hasMoved(step, status);
        },
        waiting: () => (hasBegun ? waitingOf([...open.values()]) : NOT_STARTED),
    };
}
function hasMoved({ doing }, status) {
    const [, what = status, amount = '', done] = STATUS.exec(status) ?? [];
    if (done !== undefined) {
        doing.delete(what);
        return true;
    }
    const isNew = doing.get(what) !== amount;
    if (!/^\d+\.\d+ /.test(status))
        doing.set(what, amount);
    return isNew;
}
function waitingOf(steps) {
    const traffics = steps.map(stepTraffic);
    if (traffics.length === 0 || traffics.includes(undefined))
        return undefined;
    return {
        traffic: traffics.includes('silent') ? 'silent' : 'reported',
        steps: steps.map(({ name }) => name),
    };
}
function stepTraffic({ name, doing }) {
    const now = [...doing.keys()];
    if (EXPORT.test(name)) {
        const sent = now.flatMap((line) => EXPORT_NETWORK.find((each) => each.line.test(line))?.traffic ?? []);
        return sent.includes('silent') ? 'silent' : sent[0];
    }
    if (now.some((line) => line.startsWith('extracting ')))
        return undefined;
    return NETWORK.find((each) => each.name.test(name))?.traffic;
}
const CHECKS = 5;
const IDLE_BYTES = 16 << 10;
function watchStall({ limitMs, countBytes }) {
    const { onLine, waiting } = watchNetwork();
    const stop = new AbortController();
    let stalled = [];
    let idleChecks = 0;
    let bytes;
    const look = async () => {
        const before = waiting();
        const isIdle = before !== undefined && (before.traffic === 'reported' || !(await hasTraffic()));
        idleChecks = isIdle && waiting() !== undefined ? idleChecks + 1 : 0;
        if (idleChecks < CHECKS || before === undefined)
            return;
        stalled = before.steps;
        stop.abort();
    };
    const hasTraffic = async () => {
        const counted = await countBytes();
        const moved = counted === undefined || bytes === undefined ? undefined : counted - bytes;
        bytes = counted;
        return moved === undefined || moved > IDLE_BYTES;
    };
    const timer = limitMs === 0 ? undefined : setInterval(() => void look(), limitMs / CHECKS);
    return {
        signal: stop.signal,
        onLine: (line) => {
            if (onLine(line))
                idleChecks = 0;
        },
        stalled: () => stalled,
        end: () => clearInterval(timer),
    };
}

;// CONCATENATED MODULE: ./lib/run/revive.js




const ENGINE_MS = 60_000;
function stateAfter(stalled) {
    return stalled.some((step) => step === THE_BUILDER || step.startsWith('importing cache '))
        ? 'blocked'
        : 'stuck';
}
function reviver(docker, builder) {
    let running;
    return (state, tell) => {
        running ??= revive(docker, builder, state, tell).finally(() => {
            running = undefined;
        });
        return running;
    };
}
async function revive(docker, builder, state, tell) {
    const { name } = builder;
    if (state === 'unclean')
        return pruneDamaged(docker, name);
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
function whyNotRestarted({ env }, { name, isOurs }, state) {
    if (isOurs || state === 'gone')
        return undefined;
    const others = (0,holders/* countOthers */.$S)(env, name);
    if (others > 0)
        return others === 1 ? 'another job builds on it' : `${others} other jobs build on it`;
    return state === 'stuck' ? 'others may build on it' : undefined;
}
async function pruneDamaged(docker, name) {
    await docker.run(['buildx', 'prune', '--builder', name, '--force', '--filter', 'id=none'], docker_docker/* LIMIT_MS */.TZ.removal);
}

;// CONCATENATED MODULE: ./lib/run/warnings.js

function warningsIn(metadata) {
    const built = (0,lib_json/* array */.YO)(metadata, 'buildx.build.warnings').map((warning) => ({
        message: joinLines([
            decodeBase64((0,lib_json/* field */.ZZ)(warning, 'short')),
            ...(0,lib_json/* array */.YO)(warning, 'detail').map(decodeBase64),
            (0,lib_json/* text */.Qq)(warning, 'url'),
        ]),
        rule: /^(\w+): /.exec(decodeBase64((0,lib_json/* field */.ZZ)(warning, 'short')))?.[1] ?? '',
        line: firstLine((0,lib_json/* field */.ZZ)(warning, 'range')),
    }));
    const checked = (0,lib_json/* array */.YO)(metadata, 'result.json', 'warnings').map((warning) => ({
        message: joinLines([(0,lib_json/* text */.Qq)(warning, 'ruleName'), (0,lib_json/* text */.Qq)(warning, 'detail'), (0,lib_json/* text */.Qq)(warning, 'url')]),
        rule: (0,lib_json/* text */.Qq)(warning, 'ruleName'),
        line: firstLine((0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(warning, 'location'), 'ranges')),
    }));
    return [...built, ...checked];
}
function joinLines(parts) {
    return parts.filter((part) => part !== '').join('\n');
}
function decodeBase64(value) {
    return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : '';
}
function firstLine(ranges) {
    const [first] = Array.isArray(ranges) ? ranges : [];
    const line = (0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(first, 'start'), 'line');
    return typeof line === 'number' ? line : 0;
}

;// CONCATENATED MODULE: ./lib/run/build.js



















const RESULT_LIMIT = 1 << 20;
const METADATA_ENV = { BUILDX_METADATA_WARNINGS: 'true' };
const BUILDS_AT_ONCE = 4;
async function buildAll(docker, builds, settings) {
    const isParallel = builds.length > 1;
    (0,commands/* startGroup */.Oh)(isParallel ? `${builds.length} \u00d7 docker buildx build, in parallel` : 'docker buildx build');
    const sink = (0,log/* withoutCommands */.Df)();
    const revive = reviver(docker, settings.builder);
    try {
        return await (0,concurrency/* mapConcurrent */._)(builds, BUILDS_AT_ONCE, (plan) => build({ docker, revive }, plan, settings, isParallel ? withPrefix(`[${(0,platforms_platform/* printPlatforms */.UR)(plan.platforms)}] `, sink) : { ...sink, end: () => { } }));
    }
    finally {
        sink.end();
        (0,commands/* endGroup */.N4)();
        if (settings.annotatesChecks)
            annotateWarnings(builds);
    }
}
async function build(tools, plan, settings, sink) {
    const { docker } = tools;
    let attempts = NO_ATTEMPTS;
    let hasPushed = false;
    let reasons = {};
    for (let tries = 1;; tries++) {
        const imports = attempts.omissions.imports || settings.uncached.has(plan.number);
        const end = await runBuild(docker, plan, { ...attempts.omissions, imports }, { settings, sink });
        hasPushed ||= end.hasPushed;
        if (end.code === 0 && end.stalled.length === 0) {
            sink.end();
            return toBuildResult(docker, plan, end, {
                omissions: attempts.omissions,
                reasons,
                checkFailure: undefined,
            });
        }
        const fault = faultOfBuild(end);
        const remedy = remedyFor(fault, end, plan, attempts, docker.tries.limit);
        const cause = causeOf(remedy, fault.fault);
        if (remedy === undefined || cause === undefined) {
            sink.end();
            const checkFailure = checkFailureOf(settings.call, plan, end);
            if (checkFailure !== undefined)
                return toBuildResult(docker, plan, end, { omissions: attempts.omissions, reasons, checkFailure });
            const failed = failureOfBuild(plan, end, { fault, tries, isPlainer: attempts.omissions.plainer > 0 });
            throw settings.movesTags && hasPushed ? new errors/* Unfinished */.K4([failed], 'tags may have moved') : failed;
        }
        const next = { error: fault.error, fault: cause, stalled: end.stalled, remedy, attempts };
        await prepareRetry(tools, plan, next, sink);
        attempts = recordRemedy(attempts, remedy);
        reasons = { ...reasons, [remedy]: fault.error };
    }
}
function causeOf(remedy, fault) {
    return remedy === 'without layout' ? 'disk full' : fault;
}
async function runBuild(docker, plan, omissions, { settings, sink }) {
    const { onLine, progress, exportError, hasPushed } = watchProgress();
    const stall = watchStall(settings.stall);
    let result = '';
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    const tapStdout = (chunk) => {
        if (settings.call !== '' && result.length < RESULT_LIMIT)
            result += decoder.write(chunk);
    };
    try {
        const { code, tail } = await docker.stream(commandOf(plan, omissions), {
            limitMs: undefined,
            env: METADATA_ENV,
            signal: stall.signal,
            onText: sink.write,
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
async function prepareRetry({ docker, revive }, plan, { error, fault, stalled, remedy, attempts }, { write }) {
    const what = `the build of ${(0,platforms_platform/* printPlatforms */.UR)(plan.platforms)}`;
    const phrase = { ...PHRASES, plainer: plan.plainer[attempts.omissions.plainer]?.without ?? '' }[remedy];
    const seconds = remedy === 'again' ? (0,docker_tries/* pauseBefore */.GB)(attempts.again, error) : 0;
    const next = { what, fault, error: (0,docker_tries/* oneLine */.TN)(error), remedy: phrase, seconds };
    const tell = (line) => write(`\n${line}\n\n`);
    await docker.tries.retryAfterPause(next, tell);
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
async function toBuildResult(docker, plan, { result, progress }, { omissions, reasons, checkFailure }) {
    const metadata = readOptionalFile(plan.metadataFile);
    return {
        number: plan.number,
        platforms: plan.platforms,
        digest: (0,lib_json/* text */.Qq)((0,lib_json/* parseJson */.qF)(metadata), 'containerimage.digest'),
        imageid: (await imageIdOf(docker, plan.loaded)) || readOptionalFile(plan.iidFile).trim(),
        metadata,
        result,
        checkFailure,
        layout: omissions.layout ? '' : plan.layout,
        progress: { ...progress, cacheProblems: [...new Set(progress.cacheProblems.map(cacheProblem))] },
        omissions: omissionWarnings(plan, omissions, reasons),
    };
}
function cacheProblem(problem) {
    const advice = cacheAdvice(problem);
    return advice === undefined ? problem : `${problem} (${advice.replace(/\.$/, '')})`;
}
function cacheAdvice(error) {
    const fault = (0,faults/* faultOf */.K)(error);
    const passes = (0,faults/* isTransientClass */.J)(fault) && fault !== 'unknown host';
    return passes ? undefined : (0,run_advice/* adviceFor */.c)({ activity: 'cache', error, fault });
}
async function imageIdOf(docker, image) {
    if (image === '')
        return '';
    const { code, stdout } = await docker.run(['image', 'inspect', '--format', '{{.Id}}', image]);
    return code === 0 ? stdout.trim() : '';
}
function omissionWarnings({ platforms, cache, plainer }, omissions, reasons) {
    const name = (0,platforms_platform/* printPlatforms */.UR)(platforms);
    const plain = plainer[omissions.plainer - 1];
    const named = (entries) => entries.map((entry) => cacheImage(entry) ?? `type=${entry.type}`).join(', ');
    const reason = (part) => (0,docker_tries/* oneLine */.TN)(reasons[part] ?? '');
    const cure = () => {
        const advice = cacheAdvice(reasons['without exports'] ?? '');
        return advice === undefined ? '' : ` ${advice}`;
    };
    return [
        ...(omissions.layout
            ? [
                `The layout of ${name} for the proof could not be written (${reason('without layout')}): the proof reads the image from the registry.`,
            ]
            : []),
        ...(omissions.imports
            ? [
                `${name} was built without its cache, because some of its content could not be read: ${named(cache.imports)}. Remove the cache if this happens again.`,
            ]
            : []),
        ...(omissions.exports
            ? [
                `The cache of ${name} was not written: ${named(cache.exports)} (${reason('without exports')}). The image is not affected; ignore-error=true in cache-to avoids the second build.${cure()}`,
            ]
            : []),
        ...(plain === undefined
            ? []
            : [
                `${name} was pushed ${plain.without}, because the registry rejects the form in which BuildKit stores them. To push it that way from the start, set ${plain.input}.`,
            ]),
    ];
}
const LINE_LIMIT = 1 << 16;
function withPrefix(prefix, { write }) {
    let pending = '';
    return {
        write: (text) => {
            const lines = (pending + text).split('\n');
            pending = lines.pop() ?? '';
            if (pending.length > LINE_LIMIT) {
                lines.push(pending);
                pending = '';
            }
            return write(lines.map((line) => `${prefix}${line}\n`).join(''));
        },
        end: () => {
            if (pending !== '')
                write(`${prefix}${pending}\n`);
        },
    };
}
function failureOfBuild({ dockerfile, platforms }, { tail, code }, why) {
    return buildFailure({ dockerfile, platforms: platforms.map(platforms_platform/* printPlatform */.Lg), tail, code, ...why });
}
function checkFailureOf(call, { dockerfile }, { result }) {
    if (!call.startsWith('check') || result === '')
        return undefined;
    const verdict = /^Check complete.*$/m.exec(result)?.[0] ?? 'The check found something to correct.';
    const cure = `Correct the lines of ${dockerfile} that the warnings name, or skip a rule with a line "# check=skip=RULE" in it.`;
    return new errors/* Failure */.HR(verdict, cure);
}
function annotateWarnings(builds) {
    const annotated = new Set();
    for (const { metadataFile, dockerfile } of builds) {
        for (const { message, line, rule } of warningsIn((0,lib_json/* parseJson */.qF)(readOptionalFile(metadataFile)))) {
            const location = line === 0 ? undefined : { file: dockerfile, line, title: rule || 'Dockerfile' };
            const key = JSON.stringify([message, location]);
            if (!annotated.has(key))
                (0,commands/* annotate */.fz)('warning', message, location);
            annotated.add(key);
        }
    }
}
function readOptionalFile(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/docker/engine.js


const ANSWER_MS = 10_000;
async function engineAnswers(docker) {
    try {
        const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS);
        return code === 0;
    }
    catch (error) {
        if (error instanceof errors/* Failure */.HR)
            return false;
        throw error;
    }
}
async function lateCure(docker, mirror) {
    return (await engineAnswers(docker))
        ? `The docker engine answers, so most likely the registry of the image does not, or is slow. ${mirror}`
        : 'The docker engine no longer answers: check its log and the disk of its machine, and restart it.';
}
const RESTART_MS = 45_000;
function awaitEngine(docker, clock) {
    const isDone = (answers) => answers;
    const options = { limitMs: RESTART_MS, isDone };
    return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock });
}

;// CONCATENATED MODULE: ./lib/docker/privileged.js
const SIGNS = [
    /privileged mode is incompatible with user namespaces/i,
    /authorization denied by plugin\b[^\n]*privileged/i,
    /privileged (?:containers?|mode)[^\n.]* (?:not (?:allowed|permitted|supported)|disabled|forbidden|denied|disallowed)/i,
    /unable to apply caps/i,
];
const UNPRIVILEGED = 'This docker engine does not run privileged containers';
function privilegeCure(error, who) {
    if (!SIGNS.some((sign) => sign.test(error)))
        return undefined;
    return who === 'builder'
        ? `${UNPRIVILEGED}, but a builder of the driver docker-container is one. Build with the engine's own builder (driver: docker), or with a BuildKit elsewhere (driver: remote or kubernetes).`
        : `${UNPRIVILEGED}, but the installer of emulators is one. Register them on the engine's machine itself, or build each platform on a native machine (mode: plan).`;
}

// EXTERNAL MODULE: ./lib/state.js
var state = __nccwpck_require__(57390);
;// CONCATENATED MODULE: ./lib/run/builder.js
















const builder_ANSWER_MS = 15_000;
const WAIT_MS = 12_000;
const REASON_MS = 3_000;
async function prepareBuilder(docker, plan) {
    if (plan.use !== undefined && plan.use.earlier !== '')
        (0,state/* remember */.kY)('default', `${plan.use.earlier} ${plan.name}`);
    if (plan.kind === 'existing')
        return prepareExisting(docker, plan);
    const { earlier } = plan;
    const builder = earlier?.kind === 'used' ? await useEarlier(docker, plan, earlier) : undefined;
    return builder ?? createBuilder(docker, plan);
}
async function useEarlier(docker, { name, use, undeclared }, { builder, boot }) {
    try {
        const booted = boot === undefined ? builder : await bootNodes(docker, name, boot);
        await makeDefault(docker, use);
        checkPlatforms(booted, undeclared);
        return booted;
    }
    catch (error) {
        if ((0,errors/* isCancelled */.mm)(error))
            throw error;
        (0,commands/* annotate */.fz)('notice', `The builder ${name} from an earlier step of this job is created again: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
async function prepareExisting(docker, { name, boot, requested, use }) {
    const builder = boot === undefined ? undefined : await bootNodes(docker, name, boot, SHARE_MS);
    const differing = requested === undefined || builder === undefined ? [] : builderDifferences(requested, builder);
    if (differing.length > 0)
        throw new errors/* Refusal */.P_(differing);
    await makeDefault(docker, use);
    return builder;
}
async function createBuilder(docker, plan) {
    await rememberBuilder(docker, plan);
    await prepareResources(docker, plan);
    for (const [index, command] of plan.create.entries()) {
        const ended = await docker.stream(command, {
            limitMs: plan.boot === undefined ? docker_docker/* LIMIT_MS */.TZ.start : builder_ANSWER_MS,
        });
        if (ended.code === 0)
            continue;
        const isThere = index === 0 && ended.tail.some((line) => /existing instance for/.test(line));
        if (isThere)
            return shareBuilder(docker, plan);
        if (plan.boot === undefined && (await retryBoot(docker, plan.name, ended)))
            continue;
        throw await nodeFailure(docker, plan, plan.nodes[index], ended);
    }
    if (plan.boot === undefined)
        return undefined;
    const builder = drivers/* DRIVERS */.e0[plan.driver].isStarted
        ? await bootNodes(docker, plan.name, plan.boot)
        : await awaitNodes(docker, plan.name, plan.boot);
    checkPlatforms(builder, plan.undeclared);
    return builder;
}
async function retryBoot(docker, name, first) {
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
async function prepareResources(docker, plan) {
    for (const command of plan.clear)
        await docker.run(command, docker_docker/* LIMIT_MS */.TZ.removal);
    for (const { variable, path } of plan.keyFiles) {
        (0,external_node_fs_.writeFileSync)(path, docker.env[variable] ?? '', { mode: 0o600 });
    }
    if (plan.context !== undefined) {
        if (plan.removal !== undefined)
            (0,state/* remember */.kY)('context', plan.context.name);
        const ended = await docker.stream(plan.context.command, { limitMs: docker_docker/* LIMIT_MS */.TZ.question });
        if (ended.code !== 0)
            throw await creationFailure(docker, 'The docker context for the builder', ended);
    }
}
async function rememberBuilder({ env }, plan) {
    const { name, driver, context, removal } = plan;
    if (removal === undefined)
        return (0,holders/* recordCreated */.yo)(env, name, undefined);
    const nodes = drivers/* DRIVERS */.e0[driver].sharesKernel ? plan.nodes.map(containerOf).join(' ') : '';
    const keepsState = removal.keepsState ? 'true' : '';
    (0,state/* remember */.kY)('nodes', nodes);
    if (removal.keepsState)
        (0,state/* remember */.kY)('keepsState', keepsState);
    (0,state/* remember */.kY)('builder', name);
    await (0,holders/* recordCreated */.yo)(env, name, { builder: name, nodes, keepsState, context: context?.name ?? '' });
}
function containerOf({ name, endpoint }) {
    return endpoint === '' ? name : `${name}@${endpoint}`;
}
async function shareBuilder(docker, plan) {
    for (const name of ['builder', 'nodes', 'keepsState'])
        (0,state/* remember */.kY)(name, '');
    await (0,holders/* recordCreated */.yo)(docker.env, plan.name, undefined);
    const differencesNow = async () => builderDifferences(plan, await readBuilder(docker, plan.name));
    const differences = await awaitShared(differencesNow, ({ length }) => length === 0);
    if (differences.length > 0)
        throw new errors/* Refusal */.P_(differences);
    const boot = plan.boot ?? ['buildx', 'inspect', '--bootstrap', plan.name];
    const builder = await bootNodes(docker, plan.name, boot, SHARE_MS);
    await makeDefault(docker, plan.use);
    return builder;
}
async function makeDefault(docker, use) {
    if (use === undefined)
        return;
    const ended = await docker.stream(use.command, { limitMs: docker_docker/* LIMIT_MS */.TZ.question });
    if (ended.code !== 0)
        throw await creationFailure(docker, 'The default builder', ended);
}
async function bootNodes(docker, name, boot, patienceMs = 0) {
    const look = () => (0,retry/* poll */.wt)(() => inspectNodes(docker, boot, docker_docker/* LIMIT_MS */.TZ.start), { limitMs: patienceMs, isDone: isReady });
    const seen = await (0,docker_tries/* persist */.Zr)(docker.tries, `booting the builder ${name}`, look, bootError);
    if (isReady(seen))
        return seen.builder;
    throw seen.ended.code === 0
        ? unreachableNodes(name, seen.broken, '')
        : await creationFailure(docker, `The builder ${name}`, seen.ended);
}
async function awaitNodes(docker, name, look) {
    const seen = await (0,retry/* poll */.wt)((leftMs) => inspectNodes(docker, look, Math.max(leftMs, REASON_MS)), {
        limitMs: WAIT_MS,
        isDone: isReady,
    });
    if (isReady(seen))
        return seen.builder;
    throw unreachableNodes(name, seen.broken, await readReason(docker, name));
}
async function inspectNodes(docker, command, limitMs) {
    const { bytes, ...ended } = await docker.capture(command, limitMs);
    const builder = await parseBuilder(bytes.toString('utf8'));
    return { builder, broken: builder.nodes.filter((node) => !isUp(node)), ended };
}
function isReady({ ended, broken }) {
    return ended.code === 0 && broken.length === 0;
}
async function readReason(docker, name) {
    const { tail } = await docker.capture(['buildx', 'du', '--builder', name], REASON_MS);
    return tail.findLast((line) => line.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? '';
}
function isUp({ status, error }) {
    return error === '' && status === 'running';
}
function checkPlatforms({ name, nodes }, platforms) {
    const offered = nodes.flatMap((node) => node.platforms);
    const missing = platforms.filter((platform) => !(0,platforms_platform/* buildsPlatform */.xh)(offered, platform));
    if (missing.length === 0)
        return;
    throw new errors/* Failure */.HR(`platforms: no node of the builder "${name}" builds ${missing.map(platforms_platform/* printPlatform */.Lg).join(', ')}. It builds: ${offered.map(platforms_platform/* printPlatform */.Lg).join(', ')}.`, 'Append a node that does, register emulators on the machine of a node, or drop the platform.');
}
function unreachableNodes(name, nodes, why) {
    const named = nodes.map((node) => `${node.name} (${node.endpoint}): ${node.error || node.status || 'no answer'}`);
    const texts = named.length === 0 ? ['it does not answer'] : named;
    return new errors/* Failure */.HR(`The builder ${name} has nodes that cannot be used: ${texts.join('; ')}.${why === '' ? '' : `\n${why}`}`, 'Check that the machine of the node is up, that this runner can reach it, and that its certificates and its endpoint are right.');
}
async function nodeFailure(docker, plan, node, ended) {
    const where = node === undefined || node.endpoint === '' ? '' : ` at ${node.endpoint}`;
    if (ended.code === docker_docker/* TIMED_OUT */.VP && plan.boot !== undefined) {
        return new errors/* Failure */.HR(`The node ${node?.name}${where} does not answer: no response for ${builder_ANSWER_MS / 1000} seconds.`, 'Check that its machine is up and that this runner can reach it.');
    }
    const what = plan.nodes.length > 1 || where !== '' ? `The node ${node?.name}${where}` : 'The builder';
    return creationFailure(docker, what, ended);
}
async function creationFailure(docker, what, { code, tail }) {
    return new errors/* Failure */.HR(`${what} could not be created (exit code ${code}): ${tail.slice(-5).join('\n')}`, code === docker_docker/* TIMED_OUT */.VP
        ? await lateCure(docker, 'Use a mirror: driver-opts: image=MIRROR/moby/buildkit:TAG.')
        : (privilegeCure(tail.join('\n'), 'builder') ??
            (0,run_advice/* adviceFor */.c)({ activity: 'pull', error: (0,docker_tries/* errorIn */.Kd)(tail) }) ??
            'Check that the BuildKit image can be pulled, that privileged containers are allowed, and that driver-opts, buildkitd-flags and the configuration are right.'));
}

;// CONCATENATED MODULE: ./lib/run/traffic.js
const CONTAINER_PREFIX = 'buildx_buildkit_';
async function builderTraffic(docker, nodes) {
    const counts = await Promise.all(nodes.map((node) => containerTraffic(docker, `${CONTAINER_PREFIX}${node}`)));
    return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), nodes.length === 0 ? undefined : 0);
}
async function containerTraffic(docker, container) {
    const { code, stdout } = await docker.run(['exec', container, 'cat', '/proc/net/dev']);
    if (code === 0)
        return bytesIn(stdout);
    const state = await docker.run(['inspect', '--format', '{{.State.Paused}}', container]);
    return state.code === 0 && state.stdout.trim() === 'true' ? 0 : undefined;
}
function bytesIn(table) {
    const rows = table.split('\n').flatMap((line) => /^\s*\S+:\s*(.*)$/.exec(line)?.[1] ?? []);
    return rows.reduce((sum, row) => {
        const numbers = row.trim().split(/\s+/).map(Number);
        return sum + (numbers[0] ?? 0) + (numbers[8] ?? 0);
    }, 0);
}

;// CONCATENATED MODULE: ./lib/run/emulation.js














async function installEmulators(docker, plan) {
    const image = await restoreImage(docker, plan);
    (0,state/* remember */.kY)('installer', plan.container);
    const uninstalled = plan.reset === undefined ? [] : await runInstaller(docker, plan, plan.reset, 'uninstalled');
    const notices = plan.reset === undefined ? [] : resetNotices(docker, plan, uninstalled);
    const before = [...image.lines, ...evidenceLines(plan), ...uninstalled];
    if (plan.install === undefined)
        return { ...image, lines: before, notices };
    const tail = await runInstaller(docker, plan, plan.install, 'installed');
    const problems = problemsAfter(docker, plan, tail);
    if (problems.length > 0) {
        throw new errors/* Failure */.HR(`qemu: the installer succeeded, but ${problems.join('; ')}.`, `Try another qemu-image, or register the emulators on the runner itself with the F flag. The installer printed: ${tail.slice(-5).join(' ')}`);
    }
    return { ...image, lines: [...before, ...tail], notices };
}
async function hasBundledEmulators(docker, { bundled = [] }, nodes) {
    if (bundled.length === 0 || nodes.length === 0)
        return false;
    const checks = nodes.map((node) => docker.run(['exec', `${CONTAINER_PREFIX}${node}`, 'which', ...bundled]));
    return (await Promise.all(checks)).every(({ code }) => code === 0);
}
function evidenceLines({ remoteEngine }) {
    if (remoteEngine === undefined)
        return [];
    return [
        `The docker engine is on another machine (${remoteEngine}): its emulators are checked by what the installer reports.`,
    ];
}
function currentHandlers({ env }, { remoteEngine }) {
    return remoteEngine === undefined ? readHandlers(env) : undefined;
}
async function runInstaller(docker, { image }, command, what) {
    const { code, tail } = await (0,docker_tries/* retryCommand */.wk)(docker.tries, `running ${image}`, () => docker.stream(command, { limitMs: docker_docker/* LIMIT_MS */.TZ.start }));
    if (code === 0)
        return tail;
    throw new errors/* Failure */.HR(`qemu: the emulators could not be ${what} (exit code ${code}): ${tail.slice(-3).join(' ')}`, code === docker_docker/* TIMED_OUT */.VP
        ? await lateCure(docker, 'Name a mirror of the image in qemu-image.')
        : (privilegeCure(tail.join('\n'), 'installer') ?? installerCure((0,docker_tries/* errorIn */.Kd)(tail))));
}
function installerCure(error) {
    const advice = (0,run_advice/* adviceFor */.c)({ activity: 'pull', error });
    return advice === undefined
        ? 'Check that qemu-image can be pulled and that privileged containers are allowed on this runner.'
        : `${advice} A mirror of the image, or another image, can be set in qemu-image.`;
}
function problemsAfter(docker, plan, output) {
    const handlers = currentHandlers(docker, plan);
    const reported = listInReport(output, 'supported');
    return plan.platforms.flatMap((platform) => {
        const problem = handlers === undefined ? claimProblem(reported, platform) : (0,emulators/* emulatorProblem */.tC)(handlers, platform);
        return problem === undefined ? [] : [problem];
    });
}
function resetNotices(docker, plan, output) {
    const all = currentHandlers(docker, plan)?.map(({ name }) => name) ?? listInReport(output, 'emulators');
    const names = all.filter((name) => name.startsWith('qemu-'));
    return names.length === 0
        ? []
        : [`qemu-reset: the installer succeeded, but these emulators are still registered: ${names.join(', ')}.`];
}
const NOT_RESTORED = { lines: [], isNewImage: false };
async function restoreImage(docker, { cachedImage, image }) {
    if (cachedImage === undefined || (await hasImage(docker, image)))
        return NOT_RESTORED;
    return withFolder(cachedImage, NOT_RESTORED, async () => {
        const { restoreFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(353), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
        const { done, problems } = await restoreFile(cachedImage.file, cachedImage.key);
        warnAboutImageCache(problems);
        if (!done)
            return { lines: [], isNewImage: problems.length === 0 };
        const { code, stderr } = await docker.run(['load', '--input', cachedImage.file], docker_docker/* LIMIT_MS */.TZ.transfer);
        if (code === 0 && (await hasImage(docker, image)))
            return { lines: [`${image} came from the cache of GitHub Actions`], isNewImage: false };
        const why = code === 0 ? `it does not hold ${image}` : stderr.trim();
        (0,extras/* warnExtraFailed */.EH)('image cache', `docker cannot load ${cachedImage.key}: ${why}`);
        return NOT_RESTORED;
    });
}
async function keepImage(docker, { cachedImage, image }) {
    if (cachedImage === undefined)
        return;
    await withFolder(cachedImage, undefined, async () => {
        const { code, stderr } = await docker.run(['save', '--output', cachedImage.file, image], docker_docker/* LIMIT_MS */.TZ.transfer);
        if (code !== 0)
            return (0,extras/* warnExtraFailed */.EH)('image cache', `docker cannot save ${image}: ${stderr.trim()}`);
        const { saveFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(353), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
        const { problems } = await saveFile(cachedImage.file, cachedImage.key);
        warnAboutImageCache(problems);
    });
}
function warnAboutImageCache(problems) {
    if (problems.length > 0)
        (0,extras/* warnExtraFailed */.EH)('image cache', [...new Set(problems)].join('; '));
}
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
async function hasImage(docker, image) {
    return (await docker.run(['image', 'inspect', '--format', '{{.Id}}', image])).code === 0;
}
function listInReport(lines, list) {
    const output = lines.join('\n');
    const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
    return (0,lib_json/* array */.YO)((0,lib_json/* parseJson */.qF)(json), list).filter((name) => typeof name === 'string');
}
function claimProblem(reported, platform) {
    const name = (0,platforms_platform/* printPlatform */.Lg)(platform);
    const isThere = reported.some((claim) => claim === name || name.startsWith(`${claim}/`));
    return isThere
        ? undefined
        : `${name} is not among the platforms it supports (${reported.join(', ') || 'none'})`;
}

// EXTERNAL MODULE: ./lib/run/stopwatch.js
var stopwatch = __nccwpck_require__(93486);
;// CONCATENATED MODULE: ./lib/run/run.js















async function run({ docker, confirm, beforeLeaving, signer }, plan, facts, secrets) {
    const { phases, time } = (0,stopwatch/* stopwatch */.s)();
    await prepareFolder(plan);
    const booting = time('builder', () => prepareBuilder(docker, plan.builder));
    const preparing = settleAll([
        booting,
        time('emulators', () => prepareEmulators(docker, plan, { booting, nodes: nodeNames(plan, facts) })),
    ]);
    const pushing = preparePush(docker, plan);
    const asking = checkCacheServers(docker, plan);
    try {
        const [[made, unsaved]] = await settleAll([
            preparing,
            settleAll([
                confirm(),
                plan.publish === undefined ? undefined : time('preflight', async () => (await pushing)?.gate()),
            ]),
        ]);
        const uncached = await asking;
        const [[builds, builder]] = await time('build', () => settleAll([
            withSecrets(beforeLeaving, plan, secrets, () => buildAndInspect(docker, plan, facts, { made, uncached })),
            unsaved === undefined ? undefined : keepImage(docker, unsaved),
        ]));
        await reportProblems(plan, builds);
        const published = await (await pushing)?.publish({ docker, beforeLeaving, signer, time }, builds);
        return { builds, published, builder, phases, retried: docker.tries.retried() };
    }
    finally {
        const push = await pushing;
        push?.close();
    }
}
async function reportProblems(plan, builds) {
    for (const omission of builds.flatMap(({ omissions }) => omissions))
        (0,commands/* annotate */.fz)('warning', omission);
    const fallbacks = plan.builds.map(({ cache }) => cache.fallback);
    const missing = builds.flatMap(({ progress }) => progress.missingCaches);
    for (const each of missing)
        if (!fallbacks.includes(each))
            (0,log/* logLine */.BP)(`Cache: ${each} does not exist yet; the job continues without it.`);
    const problems = [...new Set(builds.flatMap(({ progress }) => progress.cacheProblems))];
    if (problems.length > 0)
        (0,extras/* warnExtraFailed */.EH)('cache', problems.join('; '));
    for (const { cache } of plan.builds)
        await replaceLocalCache(cache);
}
async function preparePush(docker, plan) {
    const { publish: to } = plan;
    if (to === undefined)
        return undefined;
    const { openPush: prepare, publish, refuseEarly } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(878), __nccwpck_require__.e(305), __nccwpck_require__.e(719)]).then(__nccwpck_require__.bind(__nccwpck_require__, 50719));
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
async function prepareFolder(plan) {
    (0,run_folder/* makeFolder */.f)('temp', plan.temp);
    for (const { path, content } of plan.files)
        (0,external_node_fs_.writeFileSync)(path, content, { mode: 0o600 });
    for (const { cache } of plan.builds) {
        const { folder } = cache;
        if (folder !== undefined)
            await (0,extras/* tryExtra */.m4)('local cache', undefined, () => (0,external_node_fs_.rmSync)(newFolder(folder), { recursive: true, force: true }));
    }
}
async function withSecrets(beforeLeaving, { secretFiles, temp }, secrets, work) {
    const folder = (0,external_node_path_.join)(temp, 'secrets');
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
async function replaceLocalCache({ folder }) {
    const fresh = folder === undefined ? '' : newFolder(folder);
    if (folder === undefined || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(fresh, 'index.json')))
        return;
    const old = `${folder}.old`;
    await (0,extras/* tryExtra */.m4)('local cache', undefined, () => {
        (0,external_node_fs_.rmSync)(old, { recursive: true, force: true });
        if ((0,external_node_fs_.existsSync)(folder))
            (0,external_node_fs_.renameSync)(folder, old);
        (0,external_node_fs_.renameSync)(fresh, folder);
        (0,external_node_fs_.rmSync)(old, { recursive: true, force: true });
    });
}
async function checkCacheServers(docker, { builds }) {
    const servers = [...new Set(builds.flatMap(({ cacheServers }) => cacheServers))];
    if (servers.length === 0)
        return new Set();
    const { whyUnreachable } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(166)]).then(__nccwpck_require__.bind(__nccwpck_require__, 10166));
    const answers = await Promise.all(servers.map(async (server) => [server, await whyUnreachable(server, docker.env)]));
    const silent = new Map(answers.flatMap(([server, why]) => (why === undefined ? [] : [[server, why]])));
    const isSilent = ({ cacheServers: from }) => from.length > 0 && from.every((server) => silent.has(server));
    const uncached = builds.filter(isSilent);
    const missed = new Set(uncached.flatMap(({ cacheServers }) => cacheServers));
    const reasons = [...missed].map((server) => `${server} cannot be reached (${silent.get(server)})`);
    if (reasons.length > 0)
        (0,extras/* warnExtraFailed */.EH)('cache', reasons.join('; '));
    return new Set(uncached.map(({ number }) => number));
}
async function buildAndInspect(docker, plan, facts, { made, uncached }) {
    const { builder, builds, call, publish } = plan;
    let lines = [];
    const look = async () => {
        const found = made ?? facts.builder ?? (await readBuilder(docker, builder.name).catch(() => undefined));
        lines = found === undefined ? [`${builder.name} could not be inspected.`] : builderLines(found);
        return (found ?? { name: builder.name, driver: builder.kind === 'managed' ? builder.driver : '', nodes: [] });
    };
    try {
        const { annotatesChecks } = facts.step;
        const movesTags = publish?.by === 'tags';
        const stall = {
            limitMs: plan.stallSeconds * 1_000,
            countBytes: () => builderTraffic(docker, nodeNames(plan, facts)),
        };
        const building = { call, annotatesChecks, movesTags, builder: revivable(builder), uncached, stall };
        return await settleAll([buildAll(docker, builds, building), look()]);
    }
    finally {
        (0,log/* group */.Os)(builderTitle(builder), lines);
    }
}
function builderTitle(builder) {
    if (builder.kind === 'existing')
        return 'Existing builder';
    return builder.earlier?.kind === 'used' ? 'Builder from an earlier step of this job' : 'New builder';
}
function revivable(builder) {
    return { name: builder.name, isOurs: builder.kind === 'managed' && !builder.isNamed };
}
function nodeNames({ builder }, facts) {
    const nodes = builder.kind === 'managed' ? builder.nodes : (facts.builder?.nodes ?? []);
    return nodes.map(({ name }) => name);
}
async function prepareEmulators(docker, { emulation }, nodes) {
    if (emulation === undefined) {
        (0,log/* logLine */.BP)('Emulators: none are missing, nothing is installed.');
        return undefined;
    }
    const installed = await installEmulators(docker, emulation).catch((error) => useBundledEmulators(docker, emulation, nodes, error));
    if (installed === undefined)
        return undefined;
    const { lines, notices, isNewImage } = installed;
    (0,log/* group */.Os)('Emulators installed and checked', lines);
    for (const notice of notices)
        (0,commands/* annotate */.fz)('notice', notice);
    return isNewImage ? emulation : undefined;
}
async function useBundledEmulators(docker, emulation, { booting, nodes }, error) {
    await Promise.allSettled([booting]);
    if (!(error instanceof errors/* Failure */.HR) || !(await hasBundledEmulators(docker, emulation, nodes)))
        throw error;
    (0,commands/* annotate */.fz)('warning', `${error.message}\nThe build continues with the emulators in BuildKit's image.`);
}
async function settleAll(parts) {
    const settled = await Promise.allSettled(parts);
    const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
    if (failures.length > 1)
        throw new AggregateError(failures);
    return Promise.all(parts);
}

;// CONCATENATED MODULE: ./lib/show/show-logins.js

const LOGIN_SOURCES = {
    inputs: '',
    'github-token': ' with github-token',
    ecr: ' with a token from Amazon',
};
function loginLines(logins) {
    if (logins.length === 0)
        return [];
    const lines = logins.map(({ host, username, from, why, stays }) => `  ${(0,oci_reference/* registryName */.jT)(host)} as ${username}${LOGIN_SOURCES[from]} (${why}${stays ? '; stays logged in when the job ends' : ''})`);
    return ['Logins:', ...lines, ''];
}

;// CONCATENATED MODULE: ./lib/show/show-plan.js






function planLines(plan) {
    return [
        ...platformTable(plan.platforms),
        ...idleLines(plan.platforms),
        '',
        ...contextLines(plan.gitContext),
        ...loginLines(plan.logins.logins),
        ...plan.builds.flatMap((build) => cacheLines(build, plan.builds.length > 1)),
        '',
        ...cachedImageLines(plan),
        'Equivalent commands:',
        '',
        ...commandLines(plan),
        '',
        ...publishLines(plan),
        ...builderAfterwards(plan.builder),
    ];
}
function contextLines(git) {
    if (git === undefined)
        return [];
    const { repository, sha, event, ref } = git;
    const eventNames = [...(event === '' ? [] : [`the event ${event}`]), ...(ref === '' ? [] : [ref])];
    return [
        `Context: the commit ${sha} of ${repository}${eventNames.length === 0 ? '' : ` (${eventNames.join(', ')})`}, fetched by BuildKit`,
        '  contains committed files and submodules, but not .git or files of earlier steps; .dockerignore has no effect',
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
            : [`  only if one of these answers a single request: ${cacheServers.join(', ')}`]),
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
    return ['', `No RUN step runs on ${(0,platforms_platform/* printPlatforms */.UR)(idle)}, so it needs no emulator.`];
}
function commandLines(plan) {
    const { emulation, builder, builds, files, temp } = plan;
    const shell = shellOf(plan);
    return [
        (0,show_shell/* shellFolder */.bt)(temp),
        ...files.flatMap(({ path, content }) => (0,show_shell/* shellFile */.jI)(path, content)),
        ...emulatorLines(emulation),
        ...builderCommandLines(builder, shell),
        ...builds.flatMap(({ command }) => (0,show_shell/* shellCommand */.q$)(command, shell)),
        ...digestLines(plan, shell),
    ];
}
function builderCommandLines(builder, shell) {
    const boot = builder.boot === undefined ? [] : (0,show_shell/* shellCommand */.q$)(builder.boot, shell);
    const use = builder.use === undefined ? [] : (0,show_shell/* shellCommand */.q$)(builder.use.command, shell);
    if (builder.kind === 'existing')
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
function builderAfterwards(builder) {
    const earlier = builder.use?.earlier ?? '';
    const isShared = builder.kind === 'managed' && builder.earlier?.kind === 'used';
    const isKept = builder.kind === 'managed' && builder.removal === undefined;
    return [
        ...(builder.kind === 'existing' && builder.isReused
            ? [`The existing builder ${builder.name} matches the inputs: it is used and kept.`]
            : []),
        ...(builder.kind === 'managed' && builder.unused !== ''
            ? [
                `The builder ${builder.unused}, which docker buildx uses by default, is not used here. Set builder: ${builder.unused} to use it.`,
            ]
            : []),
        ...(isShared ? [`The builder ${builder.name} from an earlier step of this job is used.`] : []),
        ...(isKept ? [`The builder ${builder.name} stays when the job ends.`] : []),
        ...(builder.kind === 'managed' && builder.removal?.keepsState
            ? [`The builder ${builder.name} is removed when the job ends; its volume stays.`]
            : []),
        ...(earlier === '' ? [] : [`When the job ends, the default builder is ${earlier} again.`]),
    ];
}
function emulatorLines(emulation) {
    const commands = [emulation?.reset, emulation?.install];
    return commands.flatMap((command) => (command === undefined ? [] : (0,show_shell/* shellCommand */.q$)(command)));
}
function cachedImageLines({ emulation }) {
    if (emulation?.cachedImage === undefined)
        return [];
    return [
        `The image ${emulation.image} is kept in the cache of GitHub Actions as ${emulation.cachedImage.key}`,
        '',
    ];
}
function shellOf({ buildx, builds }) {
    const digestVariable = (build) => (builds.length === 1 ? 'DIGEST' : `DIGEST_${build}`);
    return { buildx, digestVariable };
}
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
const HOW_PROVEN = 'every program in it is checked against its platform (there is no manual command for this)';
function howProven({ onErrors }) {
    return onErrors === 'warn' ? `${HOW_PROVEN}; mismatches are only warnings` : HOW_PROVEN;
}
const HAND_OVER_TEXTS = {
    artifact: 'as an artifact of this run, and ',
    tag: 'by a tag for each platform, which the merge removes, and ',
    output: '',
};
function publishLines(plan) {
    const { publish, part, builds, proof, join, signing } = plan;
    if (publish === undefined)
        return ['Nothing is pushed; only pushed images are proven.'];
    const { repositories, tags } = publish;
    if (part !== undefined) {
        const proven = proof === undefined ? '' : `; ${howProven(proof)}`;
        return [
            `Pushed by digest, without a tag, to ${repositories.join(', ')}; the registry confirms it${proven}.`,
            `Handed over ${HAND_OVER_TEXTS[part.handOver.by]}in the output part.`,
        ];
    }
    const confirmed = `the registry confirms the digest, its platforms and every tag: ${tags.join(', ')}`;
    const joined = builds.length === 1 ? [] : [`the ${builds.length} builds are joined into one index`];
    const moved = join === undefined ? [] : ['the tags are moved to it'];
    const signed = signing === undefined ? [] : [`it is ${howSigned(signing)}`];
    const steps = [
        ...(proof === undefined ? [] : [howProven(proof)]),
        ...joined,
        ...signed,
        ...moved,
        confirmed,
    ];
    return [`After the build: ${steps.join('; ')}.`];
}

;// CONCATENATED MODULE: ./lib/jobs/access.js

async function accessFor(docker, inputs, plan, temp) {
    if (plan.logins.length === 0)
        return { docker, confirm: async () => { } };
    const { logIn } = await __nccwpck_require__.e(/* import() */ 191).then(__nccwpck_require__.bind(__nccwpck_require__, 57191));
    return logIn(docker, plan, temp, logins_loginSecrets(inputs, plan.logins));
}

;// CONCATENATED MODULE: ./lib/runner/tool-cache.js


const NAME = 'multi-platform-build-buildx';
function findTool(tool) {
    const folder = folderOf(tool);
    return (0,external_node_fs_.existsSync)(folder) && (0,external_node_fs_.existsSync)(markerOf(folder)) ? folder : undefined;
}
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
    return (0,external_node_path_.join)(cache, NAME, version, machine);
}
function markerOf(folder) {
    return `${folder}.complete`;
}

;// CONCATENATED MODULE: ./lib/run/buildx.js












async function provideBuildx(dockerWith, plan) {
    const program = plan.kind === 'found' ? plan.program : await downloadBuildx(dockerWith, plan);
    if (program.kind === 'standalone')
        (0,state/* remember */.kY)('standalone', program.path);
    return program;
}
async function downloadBuildx(dockerWith, plan) {
    (0,run_folder/* makeFolder */.f)('downloads', plan.folder);
    try {
        const { tries } = dockerWith(buildx_program/* PLUGIN */.E);
        const checksums = plan.version === '' ? await fetchChecksums(tries, plan, 'latest') : undefined;
        const version = checksums === undefined ? plan.version : latestVersion(plan, checksums);
        if (plan.installed?.version === version) {
            (0,log/* logLine */.BP)(`The latest version is ${version}, which is already installed.`);
            return plan.installed.program;
        }
        const program = install(plan, await cachedFolder(tries, plan, version, checksums));
        await checkStart(dockerWith(program), version);
        logLocation(program, plan);
        return program;
    }
    finally {
        (0,run_folder/* dropFolder */.k)(plan.folder);
    }
}
async function cachedFolder(tries, plan, version, known) {
    const { machine, toolCache } = plan;
    const tool = { cache: toolCache, version, machine };
    const kept = findTool(tool);
    if (kept !== undefined) {
        (0,log/* logLine */.BP)(`buildx ${version} is in the tool cache: ${kept}`);
        return kept;
    }
    const path = await verifiedFile(tries, plan, version, known ?? (await fetchChecksums(tries, plan, version)));
    (0,external_node_fs_.chmodSync)(path, 0o755);
    const keep = (cache) => keepTool({ ...tool, cache }, path, programName(plan));
    return (0,extras/* tryExtra */.m4)('tool cache', undefined, () => keep(toolCache)).then((folder) => folder ?? withWriteFailure(plan.spare, () => keep(plan.spare)));
}
async function verifiedFile(tries, plan, version, checksums) {
    const { fetchFile, sha256Of } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(992)]).then(__nccwpck_require__.bind(__nccwpck_require__, 20992));
    const { name, url } = releaseFile(plan, version);
    const expected = checksumIn(checksums, name);
    if (expected === undefined)
        throw unlistedFile(plan, name);
    const path = (0,external_node_path_.join)(plan.folder, programName(plan));
    const key = cacheKey(plan, version, expected);
    const cached = plan.isCached ? await restoreFromCache(path, key) : 'not asked';
    if (cached === 'is there') {
        if ((await sha256Of(path)) === expected) {
            (0,log/* logLine */.BP)(`buildx ${version} came from the cache of GitHub Actions; its sha256 is that of the release: ${expected}`);
            return path;
        }
        (0,extras/* warnExtraFailed */.EH)('buildx cache', `its entry ${key} is not the program of the release`);
        (0,external_node_fs_.rmSync)(path, { force: true });
    }
    const start = Date.now();
    const found = await fetchFile(downloadOf(tries, url, plan), path);
    if (found === undefined)
        throw missingRelease(plan, version, url);
    if (found !== expected)
        throw wrongChecksum(plan, url, found, expected);
    const size = ((0,external_node_fs_.statSync)(path).size / 1e6).toFixed(1);
    (0,log/* logLine */.BP)(`Downloaded ${size} MB in ${((Date.now() - start) / 1000).toFixed(1)} s; sha256 verified: ${expected}`);
    if (cached !== 'not asked' && cached !== 'out of order')
        await saveToCache(path, key);
    return path;
}
async function restoreFromCache(path, key) {
    const { restoreFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(353), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
    const { done, problems } = await restoreFile(path, key);
    warnAboutCache(problems);
    if (done)
        return 'is there';
    return problems.length > 0 ? 'out of order' : 'is not there';
}
async function saveToCache(path, key) {
    const { saveFile } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(667), __nccwpck_require__.e(353), __nccwpck_require__.e(142), __nccwpck_require__.e(984)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29984));
    const { done, problems } = await saveFile(path, key);
    warnAboutCache(problems);
    if (done)
        (0,log/* logLine */.BP)(`Saved to the cache of GitHub Actions as ${key}`);
}
function warnAboutCache(problems) {
    if (problems.length > 0)
        (0,extras/* warnExtraFailed */.EH)('buildx cache', [...new Set(problems)].join('; '));
}
async function fetchChecksums(tries, plan, version) {
    const { fetchText } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(992)]).then(__nccwpck_require__.bind(__nccwpck_require__, 20992));
    const checksums = await fetchText(downloadOf(tries, plan.checksums, plan));
    if (checksums === undefined)
        throw missingRelease(plan, version, plan.checksums);
    return checksums;
}
function downloadOf(tries, url, { why }) {
    return {
        url,
        why,
        pausesMs: (0,docker_tries/* pausesOf */.P0)(tries),
        clock: tries.clock,
        onRetry: (0,docker_tries/* recordRetry */.sG)(tries, url, errors/* messageOf */.bD),
    };
}
function latestVersion(plan, checksums) {
    const version = versionIn(checksums);
    if (version === undefined)
        throw unlistedFile(plan, 'buildx');
    (0,log/* logLine */.BP)(`The latest version is ${version}.`);
    return version;
}
function install(plan, folder) {
    const path = (0,external_node_path_.join)(folder, programName(plan));
    if (plan.plugin === undefined) {
        (0,commands/* addPath */.fM)(folder);
        return { kind: 'standalone', path };
    }
    const { plugin } = plan;
    withWriteFailure((0,external_node_path_.dirname)(plugin), () => copyPlugin(path, plugin));
    return buildx_program/* PLUGIN */.E;
}
function logLocation(program, { plugin }) {
    (0,log/* logLine */.BP)(program.kind === 'standalone'
        ? `Added to PATH for this and later steps: ${(0,external_node_path_.dirname)(program.path)}`
        : `Installed as docker's plugin for this and later steps, and nowhere else: ${plugin}`);
}
function copyPlugin(path, plugin) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(plugin), { recursive: true });
    const fresh = `${plugin}.new`;
    (0,external_node_fs_.copyFileSync)(path, fresh);
    (0,external_node_fs_.chmodSync)(fresh, 0o755);
    (0,external_node_fs_.renameSync)(fresh, plugin);
}
function withWriteFailure(folder, write) {
    try {
        return write();
    }
    catch (error) {
        throw new errors/* Failure */.HR(`buildx could not be installed in ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, 'Check that this user may write there and that the disk is not full; DOCKER_CONFIG and RUNNER_TOOL_CACHE can name other folders.');
    }
}
async function checkStart(docker, version) {
    const { code, stdout, stderr } = await docker.run(['buildx', 'version']);
    if (code !== 0) {
        throw new errors/* Failure */.HR(`buildx ${version} was downloaded and verified, but does not start (exit code ${code}): ${stderr.trim()}`, 'Try another buildx-version, or use a runner that has buildx.');
    }
    (0,log/* logLine */.BP)(stdout.trim());
}
function programName({ machine }) {
    return machine.startsWith('windows') ? 'buildx.exe' : 'buildx';
}
function missingRelease({ machine, why }, version, url) {
    return new errors/* Failure */.HR(`buildx-version: ${version} is not available for ${machine}: ${url} does not exist (${why}).`, 'See https://github.com/docker/buildx/releases for the existing versions. If buildx-mirror is set, check that it has this one with its checksums.txt.');
}
function unlistedFile({ checksums }, name) {
    return new errors/* Failure */.HR(`buildx-version: ${checksums} does not list ${name}, so it could not be verified. It is not used.`, 'Check that buildx-mirror has the release as it was published, with its own checksums.txt, or use another version.');
}
function wrongChecksum({ checksums }, url, found, expected) {
    return new errors/* Failure */.HR(`buildx-version: ${url} has the sha256 ${found}, but ${checksums} says ${expected}. The file is not used and not kept.`, 'Run the job again. If the problem persists, the file was changed on the server or on the way: ask whoever runs buildx-mirror or the proxy.');
}

;// CONCATENATED MODULE: ./lib/show/show-buildx.js
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








async function readyDocker(inputs, env, { dockerWith: withTries, clock }) {
    const dockerWith = withTries((0,docker_tries/* createTries */.Us)(inputs.retries, clock));
    const service = readServices(env);
    const isVersionNeeded = needsNewBuildx(inputs, service);
    const plan = planBuildx(inputs, await readBuildx(dockerWith, inputs, { service, isVersionNeeded }, env));
    if (plan.kind === 'fetch')
        (0,log/* group */.Os)('Buildx', buildxLines(plan));
    return dockerWith(await provideBuildx(dockerWith, plan));
}

;// CONCATENATED MODULE: ./lib/jobs/job.js


function unreadOf(problems) {
    return problems.map(({ input }) => input);
}
function refuse(problems) {
    if (problems.length > 0)
        throw new errors/* Refusal */.P_(problems);
}
function signerOf(inputs, env) {
    return { identities: identityService(env), token: inputs['github-token'], env };
}

;// CONCATENATED MODULE: ./lib/show/show-names.js



function namesLines({ tags, labels, annotations }, names) {
    const { latest } = names;
    return [
        `Event: ${names.event}`,
        ...list('Tags', tags.map(oci_reference/* withTag */.Rd)),
        ...(latest === undefined
            ? []
            : [`  ${latest.tag} moves only if the repository has no higher release, which is checked first`]),
        ...list('Rules', outcomeLines(names)),
        ...list('Labels', labels),
        ...list('Annotations', annotationLines(annotations)),
    ];
}
function annotationLines(annotations) {
    const levels = Map.groupBy(annotations, ({ pair }) => pair);
    return [...levels].map(([pair, same]) => {
        const places = same.map((each) => (0,annotation/* textWithLevel */.o)(each).slice(0, -pair.length - 1));
        return `${places.join(',')}:${pair}`;
    });
}
function list(what, items) {
    return [`${what}:`, ...(items.length === 0 ? ['  none'] : items.map((item) => `  ${item}`))];
}

;// CONCATENATED MODULE: ./lib/jobs/names.js



function showNames(inputs) {
    const { names } = inputs;
    if (names === undefined)
        return;
    (0,log/* group */.Os)('Names', namesLines(inputs, names));
    for (const notice of names.notices)
        (0,commands/* annotate */.fz)('notice', notice);
    for (const warning of names.warnings)
        (0,commands/* annotate */.fz)('warning', warning);
}

;// CONCATENATED MODULE: ./lib/jobs/build.js



















const buildJob = async (inputs, problems, env, tools) => {
    const local = await readLocal(inputs, env);
    const unread = unreadOf(problems);
    refuse([...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, local, unread)]);
    showNames(inputs);
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
    const access = await accessFor(docker, inputs, plan.logins, plan.temp);
    const result = await run({ ...access, beforeLeaving: tools.beforeLeaving, signer: signerOf(inputs, env) }, plan, facts, secretValues(inputs, facts.event));
    await (0,errors/* withState */.Q2)(stateAtEnd(plan), () => {
        const names = namesOutputs(inputs, plan.join === undefined ? undefined : result.published?.tags);
        setOutputs({ ...buildOutputs(plan, result), ...names }, tools.masked);
        const problemsFound = result.builds.flatMap((built) => built.checkFailure ?? []);
        if (problemsFound.length > 0)
            throw new AggregateError(problemsFound);
        reportResult(plan, result);
    });
};
function madeEarlier(inputs, local, env) {
    const name = jobsBuilder(inputs, local);
    return name !== '' && (0,holders/* isHeldBuilder */.PN)(env, name) ? name : '';
}

;// CONCATENATED MODULE: ./lib/show/show-merge.js






const PARTS_PROVEN = 'Before any tag moves, every program in every part is checked against its platform.';
const ONLY_WARNINGS = 'Mismatches are only warnings.';
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
        `Equivalent commands${howJoined(join)}:`,
        '',
        ...(file === undefined ? [] : [(0,show_shell/* shellFolder */.bt)((0,external_node_path_.dirname)(file.path)), ...(0,show_shell/* shellFile */.jI)(file.path, file.content)]),
        ...commands.flatMap((command) => (0,show_shell/* shellCommand */.q$)(command, { buildx })),
        '',
        ...(plan.proof === undefined
            ? []
            : [plan.proof.onErrors === 'warn' ? `${PARTS_PROVEN} ${ONLY_WARNINGS}` : PARTS_PROVEN, '']),
        ...(plan.signing === undefined
            ? []
            : [`Before the tags move, the index is ${howSigned(plan.signing)}.`, '']),
        `Then every tag is read back from the registry: ${publish.tags.join(', ')}`,
    ];
}
function howJoined({ copies, index }) {
    const copied = copies.length === 0 ? '' : '; parts of other repositories are copied first, without a tag';
    if (index === undefined)
        return copied;
    return `${copied}; the one with --dry-run only shows the index, which is checked before any tag moves`;
}

;// CONCATENATED MODULE: ./lib/jobs/merge.js





















const mergeJob = async (inputs, problems, env, tools) => {
    const unread = unreadOf(problems);
    const local = await readLocal(inputs, env);
    refuse([...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, local, unread)]);
    showNames(inputs);
    if (inputs.isTrial) {
        const { name } = local.event;
        (0,commands/* annotate */.fz)('notice', `Nothing is joined: with push: auto, the event ${name} only tests the builds.`);
        setOutputs(namesOutputs(inputs, undefined), tools.masked);
        return;
    }
    const machine = await readyDocker(inputs, env, tools);
    const { beforeLeaving } = tools;
    const { openRegistries } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(878), __nccwpck_require__.e(634)]).then(__nccwpck_require__.bind(__nccwpck_require__, 83634));
    const { readParts } = await __nccwpck_require__.e(/* import() */ 173).then(__nccwpck_require__.bind(__nccwpck_require__, 8173));
    const { merge } = await Promise.all(/* import() */[__nccwpck_require__.e(942), __nccwpck_require__.e(878), __nccwpck_require__.e(305), __nccwpck_require__.e(946)]).then(__nccwpck_require__.bind(__nccwpck_require__, 35946));
    const id = newStepId(env);
    const temp = temporaryFolder(id, env);
    (0,run_folder/* makeFolder */.f)('temp', temp);
    const builder = inputs.builder === '' ? undefined : await readBuilder(machine, inputs.builder);
    const { hosts } = publishSettings(inputs, local, builder);
    const logins = planMergeLogins(inputs, { ...local, id, temp, buildx: machine.buildx }, hosts);
    const { docker, confirm } = await accessFor(machine, inputs, logins, temp);
    await confirm();
    const registries = openRegistries({ hosts, docker });
    const handOver = (0,part/* planHandOver */.rb)(inputs, local);
    const parts = await readParts(registries, inputs, handOver, temp);
    const plan = planMerge(inputs, { ...local, ...parts, ...{ id, temp, builder, buildx: docker.buildx } });
    (0,log/* group */.Os)('Plan', [...loginLines(logins.logins), ...mergeLines(plan)]);
    for (const notice of [...plan.notices, ...loginNotices(inputs, logins.logins)])
        (0,commands/* annotate */.fz)('notice', notice);
    for (const warning of plan.warnings)
        (0,commands/* annotate */.fz)('warning', warning);
    const merged = await merge({ docker, beforeLeaving, signer: signerOf(inputs, env), registries }, plan).finally(registries.close);
    for (const sentence of merged.left)
        (0,commands/* annotate */.fz)('notice', `Parts were left in the registry. ${sentence}`);
    await (0,errors/* withState */.Q2)('tags moved', () => {
        setOutputs({ ...mergeOutputs(plan, merged), ...namesOutputs(inputs, merged.tags) }, tools.masked);
        reportMerge(plan, merged);
    });
};

;// CONCATENATED MODULE: ./lib/show/show-matrix.js



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
function remarks(plan) {
    const platformsWith = (runs) => rowsOf(plan)
        .filter((row) => row.runs === runs)
        .map(({ platform }) => (0,platforms_platform/* printPlatform */.Lg)(platform))
        .join(', ');
    const emulated = platformsWith('emulated');
    const stuck = platformsWith('no emulator');
    return [
        ...(emulated === ''
            ? []
            : [`Emulated, which is slow: ${emulated}. If you have machines of that kind, name them in runners.`]),
        ...(stuck === '' ? [] : [`No emulator, so RUN only works in stages of another platform: ${stuck}.`]),
    ];
}
const MAX_EDGES = 500;
const MAX_TEXT = 50_000;
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
    return lines.length * 2 > MAX_EDGES || text.length > MAX_TEXT ? [] : [text];
}
function chartText(text) {
    return text.replace(/[^\w ./,:-]/gu, (character) => `#${character.codePointAt(0)};`);
}
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./lib/jobs/plan.js









const planJob = (inputs, problems, _, { masked }) => {
    refuse([...problems, ...modeProblems(inputs, unreadOf(problems))]);
    showNames(inputs);
    const plan = planMatrix(inputs.platforms, inputs.runners, inputs['fan-out']);
    (0,log/* group */.Os)('Matrix', matrixLines(plan));
    const tags = inputs.tags.map(oci_reference/* withTag */.Rd).join('\n');
    setOutputs({ ...matrixOutputs(plan), ...namesOutputs(inputs, undefined), tags }, masked);
    (0,extras/* addSummary */.S0)(matrixSummary(plan));
};

;// CONCATENATED MODULE: ./lib/main.js












const JOBS = {
    build: buildJob,
    part: buildJob,
    plan: planJob,
    merge: mergeJob,
};
async function main(env, tools) {
    try {
        const { inputs, problems } = await completeInputs(readInputs(env), async () => {
            const { readNaming } = await __nccwpck_require__.e(/* import() */ 659).then(__nccwpck_require__.bind(__nccwpck_require__, 98659));
            return readNaming(env);
        });
        const masked = maskSecrets(inputs, env);
        await (0,errors/* withState */.Q2)(stateAtStart(inputs), () => JOBS[inputs.mode](inputs, problems, env, { ...tools, masked }));
        rememberFinished();
        return 0;
    }
    catch (error) {
        if (!(0,errors/* isCancelled */.mm)(error))
            reportFailure(error);
        return 1;
    }
}
function maskSecrets(inputs, env) {
    const secrets = readSecrets(inputs, env);
    for (const { value } of secrets)
        (0,commands/* setSecret */.Pq)(value);
    const textOf = (input) => env[`INPUT_${input.toUpperCase()}`] ?? '';
    const exposed = exposedCredentials(inputs.mode, textOf, secrets);
    for (const mask of exposed.flatMap(({ value }) => masksOf(value)))
        (0,commands/* setSecret */.Pq)(mask);
    for (const { input, line, what } of exposed)
        (0,commands/* annotate */.fz)('warning', `${input}, line ${line}: ${what} is set here, and anybody who has the image may read it in its history, labels, annotations or attestations. Pass it as a secret (secrets, and RUN --mount=type=secret in the Dockerfile), and replace it if an image was pushed with it.`);
    return [...secrets, ...exposed.map(({ what, value }) => ({ of: what, value }))];
}
function rememberFinished() {
    try {
        (0,state/* remember */.kY)('finished', 'true');
    }
    catch (error) {
        (0,commands/* annotate */.fz)('warning', (0,errors/* messageOf */.bD)(error));
    }
}

;// CONCATENATED MODULE: ./lib/entry/main.js





const env = { ...process.env };
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

