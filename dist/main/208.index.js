export const id = 208;
export const ids = [208];
export const modules = {

/***/ 5208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  proveOrFail: () => (/* binding */ proveOrFail),
  subjectsOf: () => (/* binding */ subjectsOf)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var oci_descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/part.js
var oci_part = __webpack_require__(52696);
// EXTERNAL MODULE: ./lib/runner/commands.js
var commands = __webpack_require__(6910);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __webpack_require__(93188);
// EXTERNAL MODULE: ./lib/show/show-proof.js
var show_proof = __webpack_require__(67087);
// EXTERNAL MODULE: ./lib/concurrency.js
var concurrency = __webpack_require__(18316);
// EXTERNAL MODULE: ./lib/oci/image-index.js
var image_index = __webpack_require__(15885);
// EXTERNAL MODULE: ./lib/platforms/platform.js
var platforms_platform = __webpack_require__(94325);
// EXTERNAL MODULE: ./lib/wildcard.js
var wildcard = __webpack_require__(75845);
;// CONCATENATED MODULE: ./lib/verify/ignore.js

/**
 * Makes a test out of patterns for paths such as `/usr/lib/firmware/qemu.img`: `*` and `?` stand for anything within a
 * name, `**` for any number of folders. A pattern without a slash in front may begin in any folder, and one that
 * matches a folder matches what is in it.
 */
function ignores(patterns) {
    const wanted = patterns.map(namesOf);
    return (path) => {
        const names = path.slice(1).split('/');
        return wanted.some((pattern) => (0,wildcard/* matchesPattern */.MT)(pattern, names, matchesName));
    };
}
function namesOf(pattern) {
    const names = pattern.split('/').filter((name) => name !== '');
    const parts = names.map((name) => (name === '**' ? wildcard/* ANY */.x4 : charactersOf(name)));
    return pattern.startsWith('/') ? [...parts, wildcard/* ANY */.x4] : [wildcard/* ANY */.x4, ...parts, wildcard/* ANY */.x4];
}
function charactersOf(name) {
    return [...name].map((character) => (character === '*' ? wildcard/* ANY */.x4 : character));
}
function matchesName(pattern, name) {
    return (0,wildcard/* matchesPattern */.MT)(pattern, [...name], (part, character) => part === '?' || part === character);
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/verify/legible.js
/** Control characters, and those that change how text beside them looks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** A text of an image that people can read, without what would do something to their terminal. */
function legible(text) {
    return text.replace(INVISIBLE, (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);
}
/** A path of one character a byte, as people write it. */
function legiblePath(path) {
    return legible(Buffer.from(path, 'latin1').toString('utf8'));
}
/** The path in one character a byte, as the tree has it. */
function rawPath(path) {
    return Buffer.from(path, 'utf8').toString('latin1');
}

;// CONCATENATED MODULE: ./lib/verify/image.js






/** Engines take 127 layers at most. */
const MOST_LAYERS = 1024;
const LONGEST_INSTRUCTION = 200;
/**
 * Reads manifest and config. What is wrong with them is a finding.
 * @throws what the blobs throw
 */
async function readImage(subject, blobs) {
    const { platform, descriptor } = subject;
    const document = await readDocument('manifest', descriptor, blobs);
    const manifest = (0,json/* parseJson */.qF)(document.text);
    const configDescriptor = (0,oci_descriptor/* readDescriptor */.q)((0,json/* field */.ZZ)(manifest, 'config'));
    const isImage = (0,oci_digest/* isDigest */.Bc)(configDescriptor.digest) && hasLayers(manifest);
    if (!isImage) {
        const digest = legible(descriptor.digest);
        return empty(subject, [...document.wrong, { rule: 'config', problem: 'no image manifest', digest }]);
    }
    const config = await readDocument('config', configDescriptor, blobs);
    const parsed = (0,json/* parseJson */.qF)(config.text);
    const layers = (0,json/* array */.YO)(manifest, 'layers').slice(0, MOST_LAYERS).map(oci_descriptor/* readDescriptor */.q);
    const wrong = [...document.wrong, ...config.wrong, ...layerMistakes(layers, parsed)];
    const findings = [
        ...wrong.map((verdict) => findingOf(verdict, platform, 'error')),
        ...platformFindings(parsed, platform),
    ];
    return {
        platform,
        digest: descriptor.digest,
        size: [configDescriptor, ...layers].reduce((sum, { size }) => sum + Math.max(size, 0), 0),
        layers,
        diffIds: strings(parsed, 'rootfs', 'diff_ids'),
        instructions: instructionsOf(parsed, layers.length),
        env: strings(parsed, 'config', 'Env'),
        workingDir: (0,json/* text */.Qq)(parsed, 'config', 'WorkingDir'),
        argv: [...strings(parsed, 'config', 'Entrypoint'), ...strings(parsed, 'config', 'Cmd')],
        findings,
    };
}
/** BuildKit writes null where an image has no layers. */
function hasLayers(manifest) {
    const layers = (0,json/* field */.ZZ)(manifest, 'layers');
    return Array.isArray(layers) || layers === null;
}
async function readDocument(document, { digest, size }, blobs) {
    if (!(0,oci_digest/* isDigest */.Bc)(digest)) {
        const problem = 'impossible digest';
        return { text: '', wrong: [{ rule: 'config', problem, document, digest: legible(digest) }] };
    }
    const bytes = await blobs.read(digest);
    const wrong = [];
    if ((0,oci_digest/* digestOf */.ol)(bytes, digest) !== digest)
        wrong.push({ rule: 'config', problem: 'other bytes', document, digest });
    if (size !== bytes.length) {
        const sizes = { found: bytes.length, expected: size };
        wrong.push({ rule: 'config', problem: 'other size', document, digest, ...sizes });
    }
    return { text: bytes.toString('utf8'), wrong };
}
function layerMistakes(layers, config) {
    const rule = 'config';
    const wrong = layers
        .filter(({ digest, size }) => !(0,oci_digest/* isDigest */.Bc)(digest) || size < 0)
        .map(({ digest }) => ({ rule, problem: 'impossible layer', digest: legible(digest) }));
    const inConfig = strings(config, 'rootfs', 'diff_ids').length;
    if (layers.length !== inConfig)
        wrong.push({ rule, problem: 'layer count', inManifest: layers.length, inConfig });
    return wrong;
}
/** The platform in the config decides on which machines an engine runs the image that it pulled. */
function platformFindings(config, platform) {
    const rule = 'config';
    const found = (0,image_index/* readPlatform */.Kd)(config);
    if (found.os === '' || found.arch === '')
        return [findingOf({ rule, problem: 'no platform' }, platform, 'error')];
    // Only Windows has a version, and the index need not repeat it.
    const hasVersions = found.osVersion !== '' && platform.osVersion !== '';
    const osVersion = hasVersions ? found.osVersion : platform.osVersion;
    if ((0,platforms_platform/* samePlatform */.my)({ ...found, osVersion }, platform))
        return [];
    const verdict = { rule, problem: 'other platform', found: legible((0,platforms_platform/* printPlatform */.Lg)(found)) };
    // Old tools left the variant out, and engines then go by the index.
    const isBare = found.os === platform.os && found.arch === platform.arch && (0,json/* text */.Qq)(config, 'variant') === '';
    return [findingOf(verdict, platform, isBare ? 'warning' : 'error')];
}
function findingOf(verdict, platform, severity) {
    return { severity, platform, path: '', layer: '', instruction: '', verdict };
}
function empty({ platform, descriptor }, wrong) {
    return {
        ...{ platform, digest: descriptor.digest, size: 0, layers: [], diffIds: [], instructions: [] },
        ...{ env: [], workingDir: '', argv: [] },
        findings: wrong.map((verdict) => findingOf(verdict, platform, 'error')),
    };
}
/** The history has an entry for each layer, and others for instructions that made none. */
function instructionsOf(config, layers) {
    const made = (0,json/* array */.YO)(config, 'history').filter((entry) => (0,json/* field */.ZZ)(entry, 'empty_layer') !== true);
    return made.length === layers ? made.map((entry) => instruction((0,json/* text */.Qq)(entry, 'created_by'))) : [];
}
/** `COPY app /usr/bin/app # buildkit`, `/bin/sh -c #(nop) COPY …` and `RUN /bin/sh -c apt-get …`, as people wrote it. */
function instruction(createdBy) {
    const plain = createdBy.replace(/\s*# buildkit$/, '').replace(/^\/bin\/sh -c #\(nop\)\s*/, '');
    const line = legible(plain
        .replace(/^\/bin\/sh -c /, 'RUN ')
        .replace(/\s+/g, ' ')
        .trim());
    return line.length > LONGEST_INSTRUCTION ? `${line.slice(0, LONGEST_INSTRUCTION)}…` : line;
}
function strings(value, ...path) {
    return (0,json/* array */.YO)(value, ...path).filter((each) => typeof each === 'string');
}

// EXTERNAL MODULE: ./lib/platforms/args.js
var platforms_args = __webpack_require__(84595);
// EXTERNAL MODULE: ./lib/platforms/emulators.js
var emulators = __webpack_require__(45040);
// EXTERNAL MODULE: ./lib/platforms/names.js
var names = __webpack_require__(72740);
;// CONCATENATED MODULE: ./lib/verify/machines.js



/** The number of an identity, which is kept where it is new. */
function internIdentity({ identities, indexByIdentity }, identity) {
    const key = Object.values(identity).join();
    const known = indexByIdentity.get(key);
    if (known !== undefined)
        return known;
    const index = identities.push(identity) - 1;
    indexByIdentity.set(key, index);
    return index;
}
/** EM_ constants of the gABI and of <elf.h>. */
const ARM = 40;
const X86_64 = 62;
const SPARC32PLUS = 18;
const DEVICES = new Map([
    [190, 'NVIDIA CUDA'],
    [224, 'AMD GPU'],
    [247, 'BPF'],
]);
/** Machines that are no platform's, as people call them. */
const OTHERS = new Map([
    ...DEVICES,
    [4, 'm68k'],
    [15, 'hppa'],
    [42, 'sh4'],
    [50, 'ia64'],
    [83, 'AVR'],
    [92, 'OpenRISC'],
    [93, 'ARC'],
    [94, 'Xtensa'],
    [106, 'Blackfin'],
    [164, 'Hexagon'],
    [189, 'MicroBlaze'],
    [195, 'ARCv2'],
    [252, 'C-SKY'],
    [0x9026, 'alpha'],
]);
/** What every machine of a platform runs beside its own; the 32-bit half that Linux keeps for it. */
const ALSO = new Map([
    ['amd64', ['386']],
    ['mips64', ['mips']],
    ['mips64le', ['mipsle']],
    ['ppc64', ['ppc']],
    ['sparc64', ['sparc']],
]);
/**
 * What only some machines of a platform run. AArch32 is optional on arm64 and missing in many servers; s390x has lost
 * its 31-bit mode (Linux 7), riscv64 rarely has a 32-bit one.
 */
const SOMETIMES = new Map([
    ['arm64', ['arm']],
    ['riscv64', ['riscv']],
    ['s390x', ['s390']],
]);
/** EI_OSABI of systems other than Linux, whose programs and libraries start there only (gABI, "EI_OSABI"). */
const FOREIGN_SYSTEMS = new Map([
    [1, 'HP-UX'],
    [2, 'NetBSD'],
    [6, 'Solaris'],
    [7, 'AIX'],
    [8, 'IRIX'],
    [9, 'FreeBSD'],
    [12, 'OpenBSD'],
]);
const RELOCATABLE = 1;
const EABI_MASK = 0xff000000;
const EABI_4 = 0x04000000;
const HARD_FLOAT = 0x400;
const SOFT_FLOAT = 0x200;
/** Whether anything is known about the platform's programs: not for WebAssembly, Windows and Darwin. */
function hasElf(platform) {
    return !['windows', 'darwin', 'ios'].includes(platform.os) && (0,emulators/* machineOf */.VT)(platform.arch) !== undefined;
}
/** How a file fits the platform. */
function fits(identity, platform) {
    if (DEVICES.has(identity.machine))
        return 'device';
    if (platform.os === 'linux' && FOREIGN_SYSTEMS.has(identity.osAbi))
        return 'wrong';
    const own = archOf(identity);
    if (own === undefined)
        return isX32(identity) && platform.arch === 'amd64' ? 'doubtful' : 'wrong';
    if (own === platform.arch)
        return isOldArm(identity) ? 'doubtful' : 'right';
    if (ALSO.get(platform.arch)?.includes(own))
        return 'right';
    return SOMETIMES.get(platform.arch)?.includes(own) ? 'doubtful' : 'wrong';
}
/** Whether programs of the one platform are right on the other as well: such images may share their layers. */
function isOneFamily(a, b) {
    if (a.os !== b.os)
        return false;
    return (a.arch === b.arch ||
        [...(ALSO.get(a.arch) ?? [])].includes(b.arch) ||
        [...(ALSO.get(b.arch) ?? [])].includes(a.arch));
}
/** Whether an arm file asks for more than the platform's version has. Only its attributes tell, and few are there. */
function exceedsArm({ machine, armVersion }, { arch, variant }) {
    return arch === 'arm' && machine === ARM && armVersion > Number(variant.replace('v', ''));
}
/** The machine as people call it: `amd64`, `arm, hard float`, `BPF`, `ELF machine 999, 64 bits, big-endian`. */
function machineName(identity) {
    const name = archOf(identity) ?? (isX32(identity) ? 'x32' : OTHERS.get(identity.machine));
    const system = FOREIGN_SYSTEMS.get(identity.osAbi);
    const plain = name ?? `ELF machine ${identity.machine}, ${identity.class} bits, ${identity.endian}-endian`;
    const extra = [...(name === 'arm' ? armDetails(identity) : []), ...(system === undefined ? [] : [system])];
    return [plain, ...extra].join(', ');
}
/**
 * The words that folders and files of that machine have in their names: `linux-x64`, `aarch64-linux-gnu`. A path
 * with one of them says itself what it is for, as parts of cross compilers and prebuilt modules do.
 */
function machineWords(identity) {
    const arch = archOf(identity);
    if (arch === undefined)
        return [];
    const variants = arch === 'arm' ? ['v5', 'v6', 'v7'] : [''];
    const names = variants.flatMap((variant) => {
        const args = (0,platforms_args/* platformArgs */.x)({ os: 'linux', osVersion: '', arch, variant }, undefined);
        return [
            args.debian,
            args.alpine,
            args.uname,
            args.gnu,
            args.multiarch,
            args.rust,
            args.rustMusl,
            args.node,
        ];
    });
    const musl = names.filter((name) => name.endsWith('-linux-gnu')).map((name) => name.replace('gnu', 'musl'));
    return [...new Set([arch, ...names, ...musl, ...(MORE_WORDS.get(arch) ?? [])])].filter((name) => name !== '');
}
const MORE_WORDS = new Map([
    ['amd64', ['x86-64', 'linux64', 'win64']],
    ['386', ['i386', 'i486', 'i586', 'i686', 'ia32', 'linux32']],
    ['arm64', ['armv8']],
    ['arm', ['arm', 'armv6', 'armv7', 'armeabi']],
]);
/** The architecture that a platform would have. */
function archOf(identity) {
    const machine = identity.machine === SPARC32PLUS ? 2 : identity.machine;
    return names/* ARCHITECTURES */.Xe.find((arch) => {
        const known = (0,emulators/* machineOf */.VT)(arch);
        if (known === undefined || known.elfMachine !== machine)
            return false;
        return known.class === identity.class && known.endian === identity.endian;
    });
}
/** Programs of amd64 with addresses of 32 bits, which few kernels run. */
function isX32(identity) {
    return identity.machine === X86_64 && identity.class === 32;
}
/** Older than the EABI: Linux without CONFIG_OABI_COMPAT does not run it. Object files may say nothing. */
function isOldArm({ machine, flags, type }) {
    return machine === ARM && type !== RELOCATABLE && (flags & EABI_MASK) >>> 0 < EABI_4;
}
function armDetails({ flags, armVersion }) {
    const float = flags & HARD_FLOAT ? ['hard float'] : flags & SOFT_FLOAT ? ['soft float'] : [];
    return [...(armVersion > 0 ? [`v${armVersion}`] : []), ...float];
}

;// CONCATENATED MODULE: ./lib/verify/layer/entries.js
/**
 * What a layer does to the file system, kept small: an image may have a million files, and as objects they would take
 * hundreds of megabytes. One run of bytes holds them, each path without what it has in common with the one before.
 */
/** What a path is, in a layer and in the tree of an image. 0 is left for "nothing". */
const KIND = {
    folder: 1,
    /** Anything but the ones below. */
    file: 2,
    symlink: 3,
    /** A second name of a file; in layers only. */
    link: 4,
    elf: 5,
    /** Begins with `#!`. */
    script: 6,
    /** A configuration file whose text was kept. */
    text: 7,
    /** Devices and pipes. */
    other: 8,
};
/** What the name of a file begins with that hides another one: image-spec v1.1.1, layer.md. */
const WHITEOUT = '.wh.';
/** No record needs more beside its texts: a kind and six numbers of at most five bytes. */
const RECORD_OVERHEAD = 32;
function newEntryLog() {
    return { bytes: Buffer.alloc(4096), length: 0, count: 0, last: '', hasWhiteouts: false };
}
/** Adds an entry. */
function addEntry(log, entry) {
    const shared = commonLength(log.last, entry.path);
    const rest = entry.path.slice(shared);
    makeRoom(log, rest.length + entry.target.length + RECORD_OVERHEAD);
    log.bytes[log.length++] = entry.kind;
    putNumber(log, shared);
    putText(log, rest);
    if (entry.kind === KIND.symlink || entry.kind === KIND.link)
        putText(log, entry.target);
    if (hasDetail(entry.kind)) {
        putNumber(log, entry.identity + 1);
        putNumber(log, entry.detail + 1);
    }
    log.hasWhiteouts ||= entry.path.includes(WHITEOUT);
    log.last = entry.path;
    log.count += 1;
}
/** Hands over every entry, in the order of the archive. */
function eachEntry(log, visit) {
    const cursor = { at: 0 };
    let path = '';
    while (cursor.at < log.length) {
        const kind = log.bytes[cursor.at++] ?? 0;
        const shared = takeNumber(log, cursor);
        path = path.slice(0, shared) + takeText(log, cursor);
        const target = kind === KIND.symlink || kind === KIND.link ? takeText(log, cursor) : '';
        const identity = hasDetail(kind) ? takeNumber(log, cursor) - 1 : -1;
        const detail = hasDetail(kind) ? takeNumber(log, cursor) - 1 : -1;
        visit({ path, kind, target, identity, detail });
    }
}
function hasDetail(kind) {
    return kind === KIND.elf || kind === KIND.script || kind === KIND.text;
}
function commonLength(a, b) {
    const most = Math.min(a.length, b.length);
    let length = 0;
    while (length < most && a.charCodeAt(length) === b.charCodeAt(length))
        length++;
    return length;
}
function makeRoom(log, wanted) {
    if (log.length + wanted <= log.bytes.length)
        return;
    const bigger = Buffer.alloc((log.bytes.length + wanted) * 2);
    log.bytes.copy(bigger, 0, 0, log.length);
    log.bytes = bigger;
}
/** Seven bits a byte, the lowest first; the bit 0x80 says that more follow. */
function putNumber(log, number) {
    let left = number;
    while (left >= 0x80) {
        log.bytes[log.length++] = (left & 0x7f) | 0x80;
        left >>>= 7;
    }
    log.bytes[log.length++] = left;
}
function putText(log, text) {
    putNumber(log, text.length);
    log.length += log.bytes.write(text, log.length, 'latin1');
}
function takeNumber(log, cursor) {
    let number = 0;
    for (let shift = 0;; shift += 7) {
        const byte = log.bytes[cursor.at++] ?? 0;
        number |= (byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}
function takeText(log, cursor) {
    const length = takeNumber(log, cursor);
    cursor.at += length;
    return log.bytes.toString('latin1', cursor.at - length, cursor.at);
}

;// CONCATENATED MODULE: ./lib/verify/layer/elf.js
/** Enough for the header of either class. */
const HEADER_SIZE = 64;
/** Programs have around ten headers; whoever brings more than these is not looked into. */
const MOST_HEADERS = 256;
const MOST_NEEDED = 512;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_STRSZ = 10;
const DT_RPATH = 15;
const DT_RUNPATH = 29;
/** The identity in a header; undefined where it is no ELF file, or its header makes no sense. */
function readIdentity(head) {
    if (head.length < 52 || head.readUInt32BE(0) !== 0x7f454c46)
        return undefined;
    const [bits, order] = [head[4], head[5]];
    if ((bits !== 1 && bits !== 2) || (order !== 1 && order !== 2))
        return undefined;
    const isLittle = order === 1;
    return {
        class: bits === 2 ? 64 : 32,
        endian: isLittle ? 'little' : 'big',
        osAbi: head[7] ?? 0,
        type: half(head, 16, isLittle),
        machine: half(head, 18, isLittle),
        flags: word(head, bits === 2 ? 48 : 36, isLittle),
        armVersion: 0,
    };
}
/** Where the program headers are; undefined for a file without, or with an impossible table. */
function programRange(head, identity) {
    const isLittle = identity.endian === 'little';
    const wide = identity.class === 64;
    if (head.length < (wide ? 64 : 52))
        return undefined;
    const start = wide ? elf_long(head, 32, isLittle) : word(head, 28, isLittle);
    const entry = half(head, wide ? 54 : 42, isLittle);
    const count = half(head, wide ? 56 : 44, isLittle);
    if (entry !== (wide ? 56 : 32) || count === 0 || count > MOST_HEADERS)
        return undefined;
    return { start, length: entry * count };
}
/** Reads the program headers. */
function readPrograms(table, identity) {
    const isLittle = identity.endian === 'little';
    const wide = identity.class === 64;
    const size = wide ? 56 : 32;
    const all = Array.from({ length: Math.floor(table.length / size) }, (_, index) => {
        const at = index * size;
        return {
            type: word(table, at, isLittle),
            start: wide ? elf_long(table, at + 8, isLittle) : word(table, at + 4, isLittle),
            address: wide ? elf_long(table, at + 16, isLittle) : word(table, at + 8, isLittle),
            length: wide ? elf_long(table, at + 32, isLittle) : word(table, at + 16, isLittle),
        };
    });
    return {
        interpreter: all.find(({ type }) => type === PT_INTERP),
        dynamic: all.find(({ type }) => type === PT_DYNAMIC),
        loads: all.filter(({ type }) => type === PT_LOAD),
    };
}
/** Reads the dynamic section; undefined where it names no table of strings inside of the file. */
function readDynamic(section, identity, loads) {
    const entries = dynamicEntries(section, identity);
    const first = (tag) => entries.find((entry) => entry.tag === tag)?.value;
    const address = first(DT_STRTAB);
    const length = first(DT_STRSZ);
    if (address === undefined || length === undefined)
        return undefined;
    const load = loads.find((each) => address >= each.address && address < each.address + each.length);
    if (load === undefined)
        return undefined;
    return {
        strings: { start: load.start + address - load.address, length },
        needed: entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => value),
        rpath: first(DT_RPATH),
        runpath: first(DT_RUNPATH),
    };
}
/**
 * The text that begins at a position and ends with a zero; '' outside of the table.
 * @param limit most bytes of it. Cut out of the table, not of a text: V8 would keep all of that for each piece of it.
 */
function stringAt(table, position, limit) {
    if (position >= table.length)
        return '';
    const bytes = table.subarray(position, position + limit);
    const end = bytes.indexOf(0);
    return bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
}
/** What the aeabi attributes begin with, behind one letter and four bytes of length. */
const VENDOR = Buffer.from('aeabi\0');
/** How far the attributes are read: the architecture is among the first. */
const ATTRIBUTES_WINDOW = 128;
/** What Go writes about a build (package runtime/debug, "BuildSetting"): its linker writes no attributes. */
const GO_SETTING = Buffer.from('\nbuild\tGOARM=');
/**
 * Finds the attributes of an arm file by what they look like: the section headers that would lead to them are at the
 * file's end, when they are long gone by.
 * @returns the version of the architecture, 4 to 8; 0 where none is found
 */
function armVersionIn(bytes, isLittle) {
    const setting = bytes.indexOf(GO_SETTING);
    const digit = setting === -1 ? 0 : (bytes[setting + GO_SETTING.length] ?? 0) - 0x30;
    if (digit >= 5 && digit <= 7)
        return digit;
    for (let at = bytes.indexOf(VENDOR); at !== -1; at = bytes.indexOf(VENDOR, at + 1)) {
        const version = armVersionAt(bytes, at, isLittle);
        if (version > 0)
            return version;
    }
    return 0;
}
/** `A`, length, vendor; then a subsection for the whole file: tag 1, length, attributes. */
function armVersionAt(bytes, vendor, isLittle) {
    const start = vendor + VENDOR.length;
    if (vendor < 5 || start + 5 > bytes.length)
        return 0;
    if (bytes[vendor - 5] !== 0x41 || bytes[start] !== 1)
        return 0;
    const whole = word(bytes, vendor - 4, isLittle);
    const length = word(bytes, start + 1, isLittle);
    if (length < 5 || length > whole - 4 - VENDOR.length || whole > 4096)
        return 0;
    const architecture = attribute(bytes.subarray(start + 5, start + Math.min(length, ATTRIBUTES_WINDOW)));
    return architecture === undefined ? 0 : (ARM_VERSIONS[architecture] ?? 8);
}
/** Tag_CPU_arch: pre-v4, v4, v4T, v5T, v5TE, v5TEJ, v6, v6KZ, v6T2, v6K, v7, v6-M, v6S-M, v7E-M, then v8 and later. */
const ARM_VERSIONS = [4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 6, 6, 7];
const TAG_CPU_ARCH = 6;
/** The value of Tag_CPU_arch. Tags 4, 5, 32 and odd ones above 32 have texts, the others numbers (ULEB128). */
function attribute(bytes) {
    let at = 0;
    while (at < bytes.length) {
        const tag = bytes[at++] ?? 0;
        const hasText = tag === 4 || tag === 5 || (tag > 32 && tag % 2 === 1);
        if (tag === TAG_CPU_ARCH)
            return bytes[at];
        // The compatibility tag has both.
        if (!hasText || tag === 32)
            at = numberEnd(bytes, at);
        if (hasText || tag === 32)
            at = textEnd(bytes, at);
    }
    return undefined;
}
function numberEnd(bytes, start) {
    let at = start;
    while (at < bytes.length && (bytes[at] ?? 0) >= 0x80)
        at++;
    return at + 1;
}
function textEnd(bytes, start) {
    const end = bytes.indexOf(0, start);
    return end === -1 ? bytes.length : end + 1;
}
function dynamicEntries(section, identity) {
    const isLittle = identity.endian === 'little';
    const read = identity.class === 64 ? elf_long : word;
    const size = identity.class === 64 ? 16 : 8;
    const entries = [];
    for (let at = 0; at + size <= section.length && entries.length < MOST_NEEDED; at += size) {
        const tag = read(section, at, isLittle);
        if (tag === DT_NULL)
            break;
        entries.push({ tag, value: read(section, at + size / 2, isLittle) });
    }
    return entries;
}
function half(bytes, at, isLittle) {
    return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}
function word(bytes, at, isLittle) {
    return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
/** 64 bits as a number: beyond 2^53 it is inexact, and far outside of any file either way. */
function elf_long(bytes, at, isLittle) {
    const [low, high] = isLittle ? [at, at + 4] : [at + 4, at];
    return word(bytes, high, isLittle) * 2 ** 32 + word(bytes, low, isLittle);
}

;// CONCATENATED MODULE: ./lib/verify/layer/inspect.js
/**
 * Looks into the files of a layer as their bytes come by, once and forwards only. Of most files four bytes are enough.
 * Of a program the beginning is kept until the dynamic section was read, since the texts that it points at usually
 * precede it.
 */

/** How much of a file's beginning is kept: the texts of nearly all programs lie within. */
const HEAD_LIMIT = 4 << 20;
/** Larger dynamic sections and tables of texts are not read. */
const DYNAMIC_LIMIT = 16 << 10;
const STRINGS_LIMIT = 4 << 20;
/** Linux reads as much of a script's first line (BINPRM_BUF_SIZE). */
const LINE_LIMIT = 256;
const TEXT_LIMIT = 64 << 10;
/** Names of files that a program may need: the kernel's PATH_MAX. */
const NAME_LIMIT = 4096;
const inspect_ARM = 40;
/** e_type of programs and libraries. */
const LOADED_TYPES = [2, 3];
function newInspection() {
    return {
        ...{ stage: 'over', head: Buffer.alloc(64 << 10), kept: 0, position: 0, size: 0, isText: false },
        ...{ piece: undefined, tail: Buffer.alloc(0), identity: undefined, programs: undefined },
        ...{ dynamic: undefined, detail: undefined },
    };
}
/**
 * Begins with a file.
 * @param size how many bytes will come
 * @param isText whether its text is wanted
 */
function beginFile(file, size, isText) {
    Object.assign(file, { stage: size < 2 ? 'over' : 'begin', kept: 0, position: 0, size, isText });
    Object.assign(file, { piece: undefined, tail: Buffer.alloc(0), identity: undefined });
    Object.assign(file, { programs: undefined, dynamic: undefined, detail: undefined });
}
/** Takes the next bytes. @returns whether more are wanted */
function inspect(file, part) {
    if (file.stage === 'begin' && file.position === 0 && !isPromising(file, part))
        file.stage = 'over';
    if (file.stage === 'over')
        return false;
    const start = file.position;
    file.position += part.length;
    keep(file, part);
    fillPiece(file, part, start);
    advance(file, part, start);
    if (file.identity?.machine === inspect_ARM)
        seekAttributes(file, part);
    // Attributes may come behind everything else.
    if (isOver(file) && wantsAttributes(file))
        file.stage = 'attributes';
    return !isOver(file);
}
function isOver({ stage }) {
    return stage === 'over';
}
/** What was found in the file; its bytes may have ended early. */
function endFile(file) {
    const { identity, programs } = file;
    const links = file.detail ?? (programs === undefined ? undefined : linksOf(file, undefined));
    const found = { identity, detail: links };
    file.stage = 'over';
    return found;
}
/** Whether the first bytes are worth a copy. Too few to tell are. */
function isPromising(file, part) {
    if (file.isText || part.length < 4)
        return true;
    const first = part.readUInt32BE(0);
    return first === 0x7f454c46 || first >>> 16 === 0x2321;
}
function keep(file, part) {
    if (file.stage === 'attributes' || file.kept >= HEAD_LIMIT || file.kept !== file.position - part.length)
        return;
    const taken = Math.min(part.length, HEAD_LIMIT - file.kept);
    if (file.kept + taken > file.head.length) {
        const bigger = Buffer.alloc(Math.min(HEAD_LIMIT, (file.kept + taken) * 2));
        file.head.copy(bigger, 0, 0, file.kept);
        file.head = bigger;
    }
    part.copy(file.head, file.kept, 0, taken);
    file.kept += taken;
}
/** Goes through the stages, as far as the bytes that are there reach. */
function advance(file, part, start) {
    let stage;
    while (file.stage !== stage) {
        stage = file.stage;
        if (stage === 'begin')
            beginKind(file);
        else if (stage === 'text')
            readText(file);
        else if (stage === 'programs')
            readProgramTable(file, part, start);
        else if (stage === 'dynamic')
            readDynamicSection(file, part, start);
        else if (stage === 'strings')
            readStrings(file, part, start);
    }
}
function beginKind(file) {
    const head = file.head.subarray(0, file.kept);
    const isAll = file.position >= file.size;
    if (file.isText || (head.length >= 2 && head.toString('latin1', 0, 2) === '#!')) {
        file.stage = 'text';
        return;
    }
    if (head.length < HEADER_SIZE && !isAll)
        return;
    file.identity = readIdentity(head);
    const isLoaded = file.identity !== undefined && LOADED_TYPES.includes(file.identity.type);
    file.stage = isLoaded ? 'programs' : 'over';
}
function readText(file) {
    const limit = file.isText ? TEXT_LIMIT : LINE_LIMIT;
    if (file.kept < Math.min(limit, file.size))
        return;
    const bytes = file.head.subarray(0, Math.min(limit, file.kept));
    file.detail = file.isText
        ? { kind: 'text', text: bytes.toString('latin1') }
        : { kind: 'script', line: lineOf(bytes) };
    file.stage = 'over';
}
/** What follows `#!`, without blanks at its ends; Linux takes a CR for a part of the last name. Cut out of the bytes, not of a text: V8 would keep all of that for each piece of it. */
function lineOf(bytes) {
    const newline = bytes.indexOf(10);
    let start = 2;
    let end = newline === -1 ? bytes.length : newline;
    const isBlank = (at) => bytes[at] === 0x20 || bytes[at] === 0x09;
    while (start < end && isBlank(start))
        start++;
    while (end > start && isBlank(end - 1))
        end--;
    return bytes.toString('latin1', start, end);
}
function readProgramTable(file, part, start) {
    const { identity } = file;
    const range = identity === undefined ? undefined : programRange(file.head.subarray(0, file.kept), identity);
    const table = range === undefined ? undefined : bytesOf(file, range, DYNAMIC_LIMIT, part, start);
    if (table === 'later')
        return;
    const programs = table === undefined || identity === undefined ? undefined : readPrograms(table, identity);
    // Only what has a loader of its own is started; a library is looked up by what needs it.
    file.programs = programs?.interpreter === undefined ? undefined : programs;
    file.stage = file.programs === undefined ? 'over' : 'dynamic';
}
function readDynamicSection(file, part, start) {
    const { identity, programs } = file;
    const range = programs?.dynamic;
    const section = range === undefined ? undefined : bytesOf(file, range, DYNAMIC_LIMIT, part, start);
    if (section === 'later')
        return;
    if (section !== undefined && identity !== undefined && programs !== undefined) {
        file.dynamic = readDynamic(section, identity, programs.loads);
    }
    file.stage = file.dynamic === undefined ? 'over' : 'strings';
    if (file.stage === 'over')
        file.detail = linksOf(file, undefined);
}
function readStrings(file, part, start) {
    const range = file.dynamic?.strings;
    const strings = range === undefined ? undefined : bytesOf(file, range, STRINGS_LIMIT, part, start);
    if (strings === 'later')
        return;
    file.detail = linksOf(file, strings);
    file.stage = 'over';
}
/**
 * A piece of the file: `later` while it is still to come, undefined where it cannot be had, because it is too long or
 * has gone by.
 */
function bytesOf(file, range, limit, part, start) {
    const end = range.start + range.length;
    if (range.length > limit || end > file.size)
        return undefined;
    if (end <= file.kept)
        return file.head.subarray(range.start, end);
    if (end <= HEAD_LIMIT)
        return file.position >= file.size ? undefined : 'later';
    if (file.piece?.range.start !== range.start) {
        if (range.start < start)
            return undefined;
        file.piece = { range, bytes: Buffer.alloc(range.length), filled: 0 };
        fillPiece(file, part, start);
    }
    return file.piece.filled === range.length ? file.piece.bytes : 'later';
}
function fillPiece({ piece }, part, start) {
    if (piece === undefined || piece.filled === piece.range.length)
        return;
    const from = piece.range.start + piece.filled - start;
    if (from < 0 || from >= part.length)
        return;
    piece.filled += part.copy(piece.bytes, piece.filled, from, from + piece.range.length - piece.filled);
}
function linksOf(file, strings) {
    const { programs, dynamic } = file;
    const loader = programs?.interpreter;
    const isKept = loader !== undefined && loader.start + loader.length <= file.kept;
    const text = (at) => strings === undefined || at === undefined ? '' : stringAt(strings, at, NAME_LIMIT);
    return {
        kind: 'links',
        interpreter: isKept && loader.length <= NAME_LIMIT ? stringAt(file.head, loader.start, loader.length) : '',
        needed: strings === undefined ? undefined : dynamic?.needed.map(text),
        rpath: text(dynamic?.rpath),
        runpath: text(dynamic?.runpath),
    };
}
function wantsAttributes(file) {
    const { identity } = file;
    if (identity === undefined || identity.machine !== inspect_ARM || identity.armVersion > 0)
        return false;
    return LOADED_TYPES.includes(identity.type) && file.position < file.size;
}
/** Looks in the part, and where it meets the one before. */
function seekAttributes(file, part) {
    const { identity } = file;
    if (identity === undefined || identity.armVersion > 0)
        return;
    const isLittle = identity.endian === 'little';
    const seam = Buffer.concat([file.tail, part.subarray(0, ATTRIBUTES_WINDOW)]);
    const version = armVersionIn(seam, isLittle) || armVersionIn(part, isLittle);
    if (version > 0)
        file.identity = { ...identity, armVersion: version };
    // A copy: the part itself would keep all of its memory.
    file.tail = Buffer.from(part.subarray(-ATTRIBUTES_WINDOW));
}

;// CONCATENATED MODULE: ./lib/verify/layer/tar.js
/**
 * Reads tar archives as they come by, in pieces of any size. Formats: POSIX ustar and pax (IEEE Std 1003.1, "pax"),
 * and what GNU tar adds (info tar, "Basic Tar Format", "Storing Sparse Files"). Where archives are sloppy it goes by
 * Go's archive/tar, which container engines unpack with.
 *
 * Paths are "binary" texts, one character a byte: nothing is lost of names that are not UTF-8.
 */
/** The archive is not what it should be. */
class MalformedTar extends Error {
    name = 'MalformedTar';
}
const BLOCK = 512;
/** Names and attributes: Go's archive/tar takes as much. */
const META_LIMIT = 1 << 20;
const KINDS = {
    '\0': 'file',
    '0': 'file',
    '1': 'link',
    '2': 'symlink',
    '3': 'other',
    '4': 'other',
    '5': 'folder',
    '6': 'other',
    '7': 'file',
    S: 'file',
};
/** Entries without a body, whatever their size says. */
const BODILESS = '123456';
/** Entries that are about the next one, or about all of them. */
const META_TYPES = 'LKxg';
function newTarReader() {
    return {
        ...{ mode: 'header', block: Buffer.alloc(BLOCK), filled: 0, left: 0, padding: 0, usable: 0 },
        ...{ isWanted: false, meta: Buffer.alloc(0), metaType: '', next: new Map(), mapLines: undefined },
        held: undefined,
    };
}
/**
 * Reads on.
 * @throws MalformedTar
 */
function readTar(reader, chunk, sink) {
    let at = 0;
    while (at < chunk.length)
        at = STEPS[reader.mode](reader, chunk, at, sink);
}
/**
 * Says that nothing comes any more.
 * @throws MalformedTar where the archive ends in the middle of something
 */
function endTar(reader) {
    // Without its final zeros, and even without its last padding, an archive can still be unpacked.
    const isBetween = reader.mode === 'header' && reader.filled === 0 && reader.next.size === 0;
    if (reader.mode === 'over' || reader.mode === 'skip' || isBetween)
        return;
    throw new MalformedTar('it breaks off in the middle of an entry');
}
const STEPS = {
    header: (reader, chunk, at, sink) => inBlocks(reader, chunk, at, (block) => readHeader(reader, block, sink)),
    extension: (reader, chunk, at, sink) => inBlocks(reader, chunk, at, (block) => {
        if (block[504] === 0)
            beginBody(reader, sink);
    }),
    map: (reader, chunk, at, sink) => inBlocks(reader, chunk, at, (block) => readMap(reader, block, sink)),
    body: readBody,
    meta: readMeta,
    skip: (reader, chunk, at) => {
        const taken = Math.min(reader.left, chunk.length - at);
        reader.left -= taken;
        if (reader.left === 0)
            reader.mode = 'header';
        return at + taken;
    },
    over: (_reader, chunk) => chunk.length,
};
/** Hands a whole block over, in place where it came in one piece. */
function inBlocks(reader, chunk, at, use) {
    if (reader.filled === 0 && at + BLOCK <= chunk.length) {
        use(chunk.subarray(at, at + BLOCK));
        return at + BLOCK;
    }
    const taken = chunk.copy(reader.block, reader.filled, at, at + BLOCK - reader.filled);
    reader.filled += taken;
    if (reader.filled === BLOCK) {
        reader.filled = 0;
        use(reader.block);
    }
    return at + taken;
}
function readHeader(reader, block, sink) {
    if (block[0] === 0 && block.every((byte) => byte === 0)) {
        reader.mode = 'over';
        return;
    }
    checkSum(block);
    const type = String.fromCharCode(block[156] ?? 0);
    const stored = sizeOf(reader, block, type);
    reader.left = stored;
    reader.padding = (BLOCK - (stored % BLOCK)) % BLOCK;
    if (META_TYPES.includes(type))
        beginMeta(reader, type);
    else if (type === 'V' || type === 'M' || type === 'D')
        ignore(reader);
    else
        beginEntry(reader, block, type, sink);
}
function beginMeta(reader, type) {
    if (reader.left > META_LIMIT) {
        throw new MalformedTar(`a name or header of ${reader.left} bytes is longer than any can be`);
    }
    reader.metaType = type;
    reader.meta = Buffer.alloc(reader.left);
    reader.filled = 0;
    reader.mode = 'meta';
    if (reader.left === 0)
        endMeta(reader);
}
/** Volume labels and the like. */
function ignore(reader) {
    reader.next = new Map();
    reader.left += reader.padding;
    reader.mode = reader.left === 0 ? 'header' : 'skip';
}
function beginEntry(reader, block, type, sink) {
    const { next } = reader;
    const path = next.get('GNU.sparse.name') ?? next.get('path') ?? headerPath(block);
    const isFolder = type === '\0' && path.endsWith('/');
    const kind = isFolder ? 'folder' : (KINDS[type] ?? 'other');
    const usable = kind === 'file' ? usableBytes(reader, block, type) : 0;
    const target = next.get('linkpath') ?? textAt(block, 157, 100);
    const inMap = next.get('GNU.sparse.major') === '1' && next.get('GNU.sparse.minor') === '0';
    reader.next = new Map();
    reader.held = { path, kind, target, size: usable };
    reader.usable = usable;
    reader.mapLines = undefined;
    if (type === 'S' && block[482] !== 0)
        reader.mode = 'extension';
    else if (inMap && kind === 'file')
        reader.mode = 'map';
    else
        beginBody(reader, sink);
}
function beginBody(reader, sink) {
    const entry = reader.held;
    if (entry === undefined)
        throw new MalformedTar('a sparse file has no header');
    reader.held = undefined;
    reader.usable = Math.min(reader.usable, reader.left);
    sink.entry({ ...entry, size: reader.usable });
    reader.isWanted = reader.usable > 0;
    reader.mode = 'body';
    if (reader.left === 0)
        endBody(reader, sink);
}
function readBody(reader, chunk, at, sink) {
    const taken = Math.min(reader.left, chunk.length - at);
    if (reader.isWanted) {
        const usable = Math.min(taken, reader.usable);
        reader.usable -= usable;
        reader.isWanted = sink.body(chunk.subarray(at, at + usable)) && reader.usable > 0;
    }
    reader.left -= taken;
    if (reader.left === 0)
        endBody(reader, sink);
    return at + taken;
}
function endBody(reader, sink) {
    sink.end();
    reader.left = reader.padding;
    reader.mode = reader.left === 0 ? 'header' : 'skip';
}
function readMeta(reader, chunk, at) {
    const taken = chunk.copy(reader.meta, reader.filled, at, at + reader.left);
    reader.filled += taken;
    reader.left -= taken;
    if (reader.left === 0)
        endMeta(reader);
    return at + taken;
}
function endMeta(reader) {
    const { meta, metaType } = reader;
    reader.filled = 0;
    reader.left = reader.padding;
    reader.mode = reader.left === 0 ? 'header' : 'skip';
    reader.meta = Buffer.alloc(0);
    if (metaType === 'L')
        reader.next.set('path', textAt(meta, 0, meta.length));
    if (metaType === 'K')
        reader.next.set('linkpath', textAt(meta, 0, meta.length));
    if (metaType === 'x')
        reader.next = new Map([...reader.next, ...paxRecords(meta)]);
}
const PAX_KEYS = [
    ...['path', 'linkpath', 'size', 'GNU.sparse.name', 'GNU.sparse.major', 'GNU.sparse.minor'],
    ...['GNU.sparse.map', 'GNU.sparse.offset', 'GNU.sparse.numbytes'],
];
/** `LENGTH KEY=VALUE\n`, the length in bytes and of all of it. */
function paxRecords(bytes) {
    const records = [];
    let at = 0;
    // Zeros behind the last record are not clean, but there.
    while (at < bytes.length && bytes[at] !== 0) {
        const space = bytes.indexOf(0x20, at);
        const digits = space === -1 || space - at > 10 ? '' : bytes.toString('latin1', at, space);
        const end = at + Number(digits);
        if (!/^\d+$/.test(digits) || end <= space + 1 || end > bytes.length) {
            throw new MalformedTar('a pax header has a record of an impossible length');
        }
        const equals = bytes.indexOf(0x3d, space);
        if (equals === -1 || equals >= end)
            throw new MalformedTar('a pax header has a record without a value');
        const key = bytes.toString('latin1', space + 1, equals);
        // The first piece of a sparse file (format 0.0) decides; the last of everything else.
        const isRepeated = key.startsWith('GNU.sparse.') && records.some(([known]) => known === key);
        const isWanted = PAX_KEYS.includes(key) && !isRepeated;
        if (isWanted)
            records.push([key, bytes.toString('latin1', equals + 1, end - 1)]);
        at = end;
    }
    return records;
}
/** The map of a sparse file in front of its body: a count, then that many pairs of lines, up to a whole block. */
function readMap(reader, block, sink) {
    reader.left -= Math.min(BLOCK, reader.left);
    if (reader.mapLines === undefined) {
        const [count = '', offset = '', length = ''] = block.toString('latin1').split('\n', 3);
        if (!/^\d{1,9}$/.test(count))
            throw new MalformedTar('a sparse file has no map');
        reader.mapLines = 1 + 2 * Number(count);
        reader.usable = offset === '0' ? decimal(length) : 0;
    }
    for (let at = block.indexOf(10); at !== -1; at = block.indexOf(10, at + 1))
        reader.mapLines -= 1;
    if (reader.mapLines <= 0)
        beginBody(reader, sink);
    else if (reader.left === 0)
        throw new MalformedTar('a sparse file has a map without an end');
}
/** How much of a file lies at its beginning: all of it, but for sparse files. */
function usableBytes(reader, block, type) {
    const { next } = reader;
    if (type === 'S')
        return numberAt(block, 386, 12) === 0 ? numberAt(block, 398, 12) : 0;
    const [offset, length] = next.get('GNU.sparse.map')?.split(',') ?? [
        next.get('GNU.sparse.offset'),
        next.get('GNU.sparse.numbytes'),
    ];
    if (offset === undefined || length === undefined)
        return reader.left;
    return offset === '0' ? decimal(length) : 0;
}
function sizeOf(reader, block, type) {
    const given = META_TYPES.includes(type) ? undefined : reader.next.get('size');
    const size = given === undefined ? numberAt(block, 124, 12) : decimal(given);
    return BODILESS.includes(type) ? 0 : size;
}
/** ustar splits a long path in two. */
function headerPath(block) {
    const name = textAt(block, 0, 100);
    const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
    const prefix = isUstar ? textAt(block, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}
/** The sum of all bytes, with blanks in place of itself; some archivers took the bytes as signed. */
function checkSum(block) {
    const told = fieldAt(block, 148, 8);
    if (told === sumOf(block, 0) || told === sumOf(block, 0x100))
        return;
    throw new MalformedTar('a header has a wrong checksum');
}
/** @param above taken from each byte with its highest bit set */
function sumOf(block, above) {
    let sum = 8 * 0x20;
    for (let at = 0; at < BLOCK; at++) {
        const byte = block[at] ?? 0;
        sum += byte < 0x80 ? byte : byte - above;
    }
    for (let at = 148; at < 156; at++) {
        const byte = block[at] ?? 0;
        sum -= byte < 0x80 ? byte : byte - above;
    }
    return sum;
}
function numberAt(block, start, length) {
    return checked(fieldAt(block, start, length));
}
/** Octal digits, or a binary number of base 256 behind the bit 0x80 where they would not do; NaN for neither. */
function fieldAt(block, start, length) {
    const first = block[start] ?? 0;
    if (first & 0x80) {
        const rest = block.subarray(start + 1, start + length);
        const number = rest.reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
        return first & 0x40 ? Number.NaN : number;
    }
    const digits = textAt(block, start, length).trim();
    return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}
function decimal(digits) {
    return checked(/^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN);
}
function checked(number) {
    if (Number.isSafeInteger(number) && number >= 0)
        return number;
    throw new MalformedTar('a header has an impossible number');
}
function textAt(bytes, start, length) {
    const end = bytes.indexOf(0, start);
    const most = Math.min(start + length, bytes.length);
    return bytes.toString('latin1', start, end === -1 ? most : Math.min(end, most));
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/verify/layer/zstd.js
/**
 * Splits a zstd stream where its frames end: the same bytes, no piece reaching from one frame into the next. Node's
 * decompressor drops what follows a frame within one write, and layers of the format zstd:chunked have a frame for
 * each file.
 */
async function* zstdFrames(chunks) {
    const wishes = zstd_frames();
    const splitter = { wishes, wish: wishes.next().value, left: 4, seen: Buffer.alloc(0) };
    for await (const chunk of chunks) {
        let from = 0;
        for (let at = 0; at < chunk.length;) {
            at = pass(splitter, chunk, at);
            if (splitter.left > 0 || !isFrameEnd(splitter))
                continue;
            yield chunk.subarray(from, at);
            from = at;
        }
        if (from < chunk.length)
            yield chunk.subarray(from);
    }
}
function pass(splitter, chunk, at) {
    const taken = Math.min(splitter.left, chunk.length - at);
    const isLook = splitter.wish !== 'end' && 'look' in splitter.wish;
    if (isLook)
        splitter.seen = Buffer.concat([splitter.seen, chunk.subarray(at, at + taken)]);
    splitter.left -= taken;
    return at + taken;
}
/** Goes on to the next wish that needs bytes. @returns whether a frame ended on the way */
function isFrameEnd(splitter) {
    let hasEnded = false;
    while (splitter.left === 0) {
        splitter.wish = splitter.wishes.next(splitter.seen).value;
        splitter.seen = Buffer.alloc(0);
        splitter.left = lengthOf(splitter.wish);
        hasEnded ||= splitter.wish === 'end';
    }
    return hasEnded;
}
function lengthOf(wish) {
    if (wish === 'end')
        return 0;
    return 'look' in wish ? wish.look : wish.pass;
}
/** RFC 8878, section 3.1. */
function* zstd_frames() {
    while (true) {
        const magic = (yield { look: 4 }).readUInt32LE(0);
        if (magic >>> 4 === 0x184d2a5)
            yield { pass: (yield { look: 4 }).readUInt32LE(0) };
        else if (magic === 0xfd2fb528)
            yield* dataFrame();
        // The decompressor says what is wrong.
        else
            yield { pass: Number.POSITIVE_INFINITY };
        yield 'end';
    }
}
const RLE_BLOCK = 1;
function* dataFrame() {
    const descriptor = (yield { look: 1 })[0] ?? 0;
    const isSingle = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const content = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    yield { pass: (isSingle ? 0 : 1) + dictionary + content };
    for (let isLast = false; !isLast;) {
        const header = (yield { look: 3 }).readUIntLE(0, 3);
        isLast = (header & 1) === 1;
        yield { pass: ((header >> 1) & 3) === RLE_BLOCK ? 1 : header >> 3 };
    }
    yield { pass: descriptor & 4 ? 4 : 0 };
}

;// CONCATENATED MODULE: ./lib/verify/layer/unpack.js
/**
 * Unpacks a layer as it comes by. Nothing here touches disk, network or processes: bytes in, bytes out; zlib works in
 * threads of Node's own, so that two layers side by side use two processors.
 */






/** The layer cannot be unpacked. */
class BadCompression extends Error {
    name = 'BadCompression';
}
/** Unpacked bytes at a time: larger ones save turns between the threads, and cost memory for each layer. */
const CHUNK = 256 << 10;
/**
 * Up to 32 MiB of what was unpacked may be needed again; the format allows 128 MiB and more, which two layers side by
 * side would not leave memory for. Docker and BuildKit write 8 MiB and less. More than two wait for their turn.
 */
const ZSTD_WINDOW_LOG = 25;
/** What no layer unpacks to: a machine would be busy for minutes, and no registry takes one. */
const UNPACKED_LIMIT = 64 * 2 ** 30;
/**
 * Unpacks a layer, whatever its media type says: container engines too go by the first bytes.
 * @param use gets all of the unpacked bytes, piece by piece
 * @param zstdLimit when a layer of zstd may be unpacked; only its bytes say that it is one
 * @returns the hash of the bytes before compression, `sha256:…`, as `rootfs.diff_ids` has it
 * @throws BadCompression, and whatever the source and `use` throw
 */
async function unpack(source, use, zstdLimit) {
    const hasher = (0,oci_digest/* openHasher */.mH)();
    let size = 0;
    const sink = async (chunks) => {
        for await (const chunk of chunks) {
            size += chunk.length;
            if (size > UNPACKED_LIMIT)
                throw new BadCompression('it unpacks to more than 64 GiB');
            hasher.update(chunk);
            use(chunk);
        }
    };
    try {
        const { first, chunks } = await begin(source);
        const kind = compressionOf(first);
        if (kind === 'gzip') {
            await (0,promises_.pipeline)(external_node_stream_.Readable.from(chunks), (0,external_node_zlib_.createGunzip)({ chunkSize: CHUNK }), sink);
        }
        else if (kind === 'zstd') {
            const params = { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
            await zstdLimit(() => (0,promises_.pipeline)(zstdFrames(chunks), (0,external_node_zlib_.createZstdDecompress)({ chunkSize: CHUNK, params }), sink));
        }
        else
            await sink(chunks);
    }
    catch (error) {
        const isZlib = /^(?:Z_|ZSTD_|ERR_ZLIB)/.test((0,json/* text */.Qq)(error, 'code'));
        throw isZlib ? new BadCompression(`it cannot be unpacked: ${(0,json/* text */.Qq)(error, 'message')}`) : error;
    }
    finally {
        source.destroy();
    }
    return hasher.digest();
}
/** The first bytes, and all of them. */
async function begin(source) {
    const iterator = source[Symbol.asyncIterator]();
    const ahead = [];
    let length = 0;
    while (length < 4) {
        const { value, done } = await iterator.next();
        if (done)
            break;
        ahead.push(value);
        length += value.length;
    }
    const first = Buffer.concat(ahead);
    return { first, chunks: rejoin(first, iterator) };
}
async function* rejoin(first, rest) {
    if (first.length > 0)
        yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next())
        yield next.value;
}
/** By the magic numbers of RFC 1952 and RFC 8878, where a skippable frame may come first. */
function compressionOf(first) {
    if (first[0] === 0x1f && first[1] === 0x8b)
        return 'gzip';
    const magic = first.length < 4 ? 0 : first.readUInt32LE(0);
    return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : 'none';
}

;// CONCATENATED MODULE: ./lib/verify/layer/layer.js






/** There are more names in the layer than memory is spent on. */
class TooMuch extends Error {
}
/** Linux takes names of 255 bytes and paths of 4096 with the final zero (limits.h). */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4095;
/** Examples are enough. */
const MOST_REFUSED = 3;
/** Files that say where libraries are. */
const CONFIGURATION = /^(?:\.?\/)*etc\/(?:ld\.so\.conf(?:\.d\/[^/]+\.conf)?|ld-musl-[^/]+\.path)$/;
/**
 * Reads a layer: every name in it, and of every file whether it is a program and for what.
 * @throws what the blobs throw; what is wrong with the layer itself is its outcome
 */
async function readLayer(descriptor, blobs, budget) {
    const scan = newScan(budget);
    if (isForeign(descriptor))
        return layerOf(descriptor, scan, { kind: 'foreign' });
    if (!(0,oci_digest/* isDigest */.Bc)(descriptor.digest))
        return layerOf(descriptor, scan, { kind: 'damaged', why: 'its digest is impossible' });
    const reader = newTarReader();
    const sink = sinkOf(scan);
    try {
        const use = (chunk) => readTar(reader, chunk, sink);
        const diffId = await unpack(await blobs.open(descriptor), use, budget.zstdLimit);
        endTar(reader);
        return layerOf(descriptor, scan, { kind: 'read', diffId });
    }
    catch (error) {
        if (error instanceof MalformedTar || error instanceof BadCompression)
            return layerOf(descriptor, scan, { kind: 'damaged', why: error.message });
        if (!(error instanceof TooMuch))
            throw error;
        // The memory is for the others.
        budget.left += scan.cost;
        return layerOf(descriptor, newScan(budget), { kind: 'too many files' });
    }
}
function newScan(budget) {
    return {
        ...{ log: newEntryLog(), budget, identities: [], indexByIdentity: new Map(), details: [], cost: 0 },
        ...{ indexByLine: new Map(), refused: [] },
    };
}
function layerOf({ digest }, scan, outcome) {
    const { log, identities, details, refused, cost } = scan;
    return { digest, log, identities, details, refused, cost, outcome };
}
/** Layers that may not be distributed have an address of their own: image-spec v1.1.1, layer.md. */
function isForeign({ mediaType, urls }) {
    return /nondistributable|foreign/.test(mediaType) && urls !== undefined;
}
function sinkOf(scan) {
    const file = newInspection();
    let current;
    return {
        entry: (entry) => {
            const path = placeOf(scan, entry.path);
            current = path === undefined ? undefined : { ...entry, path };
            if (entry.kind === 'file')
                beginFile(file, entry.size, CONFIGURATION.test(entry.path));
        },
        body: (part) => current !== undefined && inspect(file, part),
        end: () => {
            if (current !== undefined)
                write(scan, current, current.kind === 'file' ? endFile(file) : undefined);
        },
    };
}
/** The path inside of the image; undefined for one that no container engine would unpack. */
function placeOf({ refused }, path) {
    const place = path.includes('..') ? withoutDots(path) : path;
    const isTooLong = path.length > LONGEST_PATH || path.split('/').some((name) => name.length > LONGEST_NAME);
    if (place !== undefined && !isTooLong && !path.includes('\0'))
        return place;
    // A copy: V8 would keep all of a name of a megabyte for its beginning.
    if (refused.length < MOST_REFUSED)
        refused.push(Buffer.from(path.slice(0, LONGEST_NAME), 'latin1').toString('latin1'));
    return undefined;
}
/** Goes back a folder for each `..`; undefined where that leads out of the image. */
function withoutDots(path) {
    const names = [];
    for (const name of path.split('/')) {
        if (name === '..' && names.pop() === undefined)
            return undefined;
        if (name !== '..' && name !== '.' && name !== '')
            names.push(name);
    }
    return names.join('/');
}
function write(scan, entry, found) {
    const { identity, detail } = found ?? {};
    // A symlink may point at nonsense, which is never there; a text that no path can be is not worth memory.
    const target = entry.target.slice(0, LONGEST_PATH);
    const before = scan.log.length;
    addEntry(scan.log, {
        ...{ path: entry.path, target, kind: kindOf(entry, found) },
        identity: identity === undefined ? -1 : keepIdentity(scan, identity),
        detail: detail === undefined ? -1 : internDetail(scan, detail),
    });
    spend(scan, scan.log.length - before);
}
function spend(scan, bytes) {
    scan.cost += bytes;
    scan.budget.left -= bytes;
    if (scan.budget.left < 0)
        throw new TooMuch();
}
function kindOf(entry, found) {
    if (entry.kind !== 'file')
        return KIND[entry.kind];
    if (found?.identity !== undefined)
        return KIND.elf;
    if (found?.detail?.kind === 'script')
        return KIND.script;
    return found?.detail?.kind === 'text' ? KIND.text : KIND.file;
}
function keepIdentity(scan, identity) {
    const known = scan.identities.length;
    const index = internIdentity(scan, identity);
    if (scan.identities.length > known)
        spend(scan, IDENTITY_COST);
    return index;
}
function internDetail(scan, detail) {
    const line = detail.kind === 'script' ? detail.line : undefined;
    const known = line === undefined ? undefined : scan.indexByLine.get(line);
    if (known !== undefined)
        return known;
    const index = scan.details.push(detail) - 1;
    if (line !== undefined)
        scan.indexByLine.set(line, index);
    spend(scan, detailCost(detail));
    return index;
}
/** More than V8 needs, so that they end early: an honest layer has a handful. */
const IDENTITY_COST = 4096;
/** About what V8 needs for it. */
function detailCost(detail) {
    if (detail.kind === 'text')
        return 600 + detail.text.length;
    if (detail.kind === 'script')
        return 600 + detail.line.length;
    const needed = (detail.needed ?? []).reduce((sum, name) => sum + 40 + name.length, 0);
    return 600 + detail.interpreter.length + detail.rpath.length + detail.runpath.length + needed;
}

;// CONCATENATED MODULE: ./lib/verify/layer/tree.js
/**
 * The file system of an image: its layers one over the other, as containerd puts them together (archive.Apply), with
 * whiteouts by the OCI image-spec v1.1.1 (layer.md): they hide what lower layers have, never what their own layer has.
 *
 * A node is a few numbers in one array and its name some bytes in another, because a million files as objects would
 * not fit in the memory that a proof may take. A removed node stays, with kind 0, and is used again for its name.
 */


/** The image has more files, or longer ways to them, than a proof spends memory and time on. */
class TooLarge extends Error {
    name = 'TooLarge';
}
const ROOT = 0;
/** Where nothing is. */
const NOWHERE = -1;
/** Columns of `nodes`. */
const WIDTH = 8;
const PARENT = 0;
/** Where the name begins in `names`. */
const NAME = 1;
/** Length of the name (8 bits), kind (4), whether it is in its parent's list (1), number of the layer (16). */
const META = 2;
/** Of a symlink, where its target begins in `names`, behind two bytes of length; of an ELF file, its identity. */
const VALUE = 3;
const DETAIL = 4;
const FIRST_CHILD = 5;
const NEXT_SIBLING = 6;
/** Next node of the same hash. */
const CHAIN = 7;
const KIND_SHIFT = 8;
const LINKED = 1 << 12;
const LAYER_SHIFT = 13;
const MOST_NODES = 1_100_000;
const MOST_NAME_BYTES = 32 << 20;
/** Bytes that a name has on average, generously. */
const NAME_ROOM = 24;
const MOST_STEPS = 100_000_000;
/** As containerd's fs.RootPath. */
const MOST_LINKS = 255;
const tree_MOST_REFUSED = 10;
const OPAQUE = '.wh..wh..opq';
/** @param entries how many the layers have: with room for all of them, nothing has to be moved */
function newTree(entries = 0) {
    const room = Math.min(MOST_NODES, 1024 + Math.ceil(entries * 1.1));
    const slots = 2 ** Math.ceil(Math.log2(room));
    const tree = {
        ...{ nodes: new Int32Array(WIDTH * room), count: 0 },
        ...{ names: Buffer.alloc(Math.min(MOST_NAME_BYTES, room * NAME_ROOM)), namesLength: 0 },
        ...{ table: new Int32Array(slots).fill(NOWHERE), identities: [], indexByIdentity: new Map() },
        ...{ details: [], refused: [], steps: MOST_STEPS },
    };
    const root = addNode(tree, NOWHERE, '');
    setKind(tree, root, KIND.folder, 0);
    return tree;
}
/**
 * Puts a layer on top.
 * @param number which one it is, from 0
 * @throws TooLarge
 */
function applyLayer(tree, layer, number) {
    if (layer.log.hasWhiteouts)
        eachEntry(layer.log, ({ path }) => hide(tree, path));
    const identities = layer.identities.map((identity) => internIdentity(tree, identity));
    const firstDetail = tree.details.length;
    for (const detail of layer.details)
        tree.details.push(detail);
    let folder = { path: '', node: ROOT };
    eachEntry(layer.log, (entry) => {
        const [parent, name] = splitPath(entry.path);
        if (name === '' || name.startsWith(WHITEOUT))
            return;
        if (folder.path !== parent)
            folder = { path: parent, node: makeFolders(tree, parent, number) };
        const identity = identities[entry.identity] ?? -1;
        const detail = entry.detail === -1 ? -1 : firstDetail + entry.detail;
        const isMoved = place(tree, folder.node, name, { ...entry, identity, detail }, number);
        // Most files are in the folder of the one before, as long as nothing on the way to it changes.
        if (isMoved)
            folder = { path: '', node: ROOT };
    });
}
/**
 * Finds a path, through symlinks.
 * @param from where a relative path begins
 * @returns the node; NOWHERE where nothing is
 * @throws TooLarge
 */
function find(tree, path, from = ROOT) {
    return walk(tree, path, from, undefined);
}
/** What a node is. */
function factsOf(tree, node) {
    const kind = tree_kindOf(tree, node);
    return {
        kind,
        layer: at(tree, node, META) >>> LAYER_SHIFT,
        identity: kind === KIND.elf ? tree.identities[at(tree, node, VALUE)] : undefined,
        detail: tree.details[at(tree, node, DETAIL)],
    };
}
/** The path of a node, with a slash in front; one character a byte. */
function pathOf(tree, node) {
    const names = [];
    for (let each = node; each !== ROOT; each = at(tree, each, PARENT))
        names.push(nameOf(tree, each));
    return `/${names.reverse().join('/')}`;
}
/** Hands over every ELF file. */
function eachElf(tree, visit) {
    for (let node = 0; node < tree.count; node++)
        if (tree_kindOf(tree, node) === KIND.elf)
            visit(node);
}
/** The nodes in a folder. */
function childrenOf(tree, folder) {
    const children = [];
    for (let each = at(tree, folder, FIRST_CHILD); each !== NOWHERE; each = at(tree, each, NEXT_SIBLING)) {
        if (tree_kindOf(tree, each) !== 0)
            children.push(each);
    }
    return children;
}
function nameOf(tree, node) {
    const start = at(tree, node, NAME);
    return tree.names.toString('latin1', start, start + (at(tree, node, META) & 0xff));
}
/** Does what a whiteout says, to what is there before its layer. */
function hide(tree, path) {
    const [parent, name] = splitPath(path);
    if (!name.startsWith(WHITEOUT))
        return;
    const folder = find(tree, parent);
    if (folder === NOWHERE)
        return;
    if (name === OPAQUE)
        removeChildren(tree, folder);
    // Names of the form .wh..wh.* are notes of the file system AUFS.
    else if (!name.startsWith(WHITEOUT + WHITEOUT)) {
        const node = child(tree, folder, name.slice(WHITEOUT.length));
        if (node !== NOWHERE)
            remove(tree, node);
    }
}
/**
 * Puts an entry into a folder.
 * @returns whether something else was there: a way that led through it leads elsewhere now
 */
function place(tree, folder, name, entry, layer) {
    if (folder === NOWHERE)
        return refuse(tree, entry.path, layer);
    const source = entry.kind === KIND.link ? linkSource(tree, entry.target) : NOWHERE;
    if (entry.kind === KIND.link && source === NOWHERE)
        return refuse(tree, entry.path, layer);
    const known = child(tree, folder, name);
    const node = known === NOWHERE ? addNode(tree, folder, name) : known;
    const before = tree_kindOf(tree, node);
    if (source === node)
        return false;
    const isMerged = before === KIND.folder && entry.kind === KIND.folder;
    if (before !== 0 && !isMerged)
        remove(tree, node);
    tree_link(tree, folder, node);
    if (source !== NOWHERE)
        copyNode(tree, source, node, layer);
    else {
        setKind(tree, node, entry.kind, layer);
        put(tree, node, VALUE, entry.kind === KIND.symlink ? addText(tree, entry.target) : entry.identity);
        put(tree, node, DETAIL, entry.detail);
    }
    return before !== 0 && !isMerged;
}
/** What a hard link is another name of; folders have none. */
function linkSource(tree, target) {
    const [parent, name] = splitPath(target);
    const folder = find(tree, parent);
    const node = folder === NOWHERE ? NOWHERE : child(tree, folder, name);
    return node === NOWHERE || [0, KIND.folder].includes(tree_kindOf(tree, node)) ? NOWHERE : node;
}
function copyNode(tree, source, node, layer) {
    setKind(tree, node, tree_kindOf(tree, source), layer);
    put(tree, node, VALUE, at(tree, source, VALUE));
    put(tree, node, DETAIL, at(tree, source, DETAIL));
}
/** The folder of a path, as mkdir -p makes it. Where a layer insists, a folder takes the place of a file. */
function makeFolders(tree, path, layer) {
    const node = walk(tree, path, ROOT, layer);
    if (node !== NOWHERE && !isFolder(tree, node))
        setKind(tree, node, KIND.folder, layer);
    return node;
}
/** @param layer the layer that makes folders which are missing; undefined makes none */
function walk(tree, path, from, layer) {
    const ahead = path.split('/').reverse();
    let node = path.startsWith('/') ? ROOT : from;
    let links = 0;
    for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
        if (--tree.steps < 0)
            throw new TooLarge('its symlinks make too many and too long ways');
        const next = step(tree, node, name, layer);
        if (next === NOWHERE)
            return NOWHERE;
        if (tree_kindOf(tree, next) !== KIND.symlink) {
            node = next;
            continue;
        }
        if (++links > MOST_LINKS)
            return NOWHERE;
        const target = targetOf(tree, next);
        if (target.startsWith('/'))
            node = ROOT;
        for (const each of target.split('/').reverse())
            ahead.push(each);
    }
    return node;
}
/** One name further. */
function step(tree, node, name, layer) {
    if (name === '' || name === '.')
        return node;
    if (name === '..')
        return node === ROOT ? ROOT : at(tree, node, PARENT);
    return enter(tree, node, name, layer);
}
function enter(tree, folder, name, layer) {
    // Nothing is below a file.
    if (!isFolder(tree, folder)) {
        if (layer === undefined)
            return NOWHERE;
        setKind(tree, folder, KIND.folder, layer);
    }
    const known = name.length > 0xff ? NOWHERE : child(tree, folder, name);
    if (known !== NOWHERE && tree_kindOf(tree, known) !== 0)
        return known;
    if (layer === undefined || name.length > 0xff)
        return NOWHERE;
    const node = known === NOWHERE ? addNode(tree, folder, name) : known;
    setKind(tree, node, KIND.folder, layer);
    tree_link(tree, folder, node);
    return node;
}
function refuse(tree, path, layer) {
    if (tree.refused.length < tree_MOST_REFUSED)
        tree.refused.push({ path, layer });
    return false;
}
/** Removes a node and all below. */
function remove(tree, node) {
    const pending = [node];
    for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
        put(tree, each, META, at(tree, each, META) & ~(0xf << KIND_SHIFT));
        for (const below of detached(tree, each))
            pending.push(below);
    }
}
function removeChildren(tree, folder) {
    for (const node of detached(tree, folder))
        remove(tree, node);
}
/** Empties a folder's list, so that nobody goes through what is gone again. */
function detached(tree, folder) {
    const children = [];
    for (let each = at(tree, folder, FIRST_CHILD); each !== NOWHERE; each = at(tree, each, NEXT_SIBLING)) {
        put(tree, each, META, at(tree, each, META) & ~LINKED);
        children.push(each);
    }
    put(tree, folder, FIRST_CHILD, NOWHERE);
    return children;
}
function tree_link(tree, folder, node) {
    if (at(tree, node, META) & LINKED)
        return;
    put(tree, node, META, at(tree, node, META) | LINKED);
    put(tree, node, NEXT_SIBLING, at(tree, folder, FIRST_CHILD));
    put(tree, folder, FIRST_CHILD, node);
}
function addNode(tree, parent, name) {
    if (tree.count >= MOST_NODES)
        throw new TooLarge(`it has more than ${MOST_NODES} files`);
    if (tree.count * WIDTH === tree.nodes.length)
        growNodes(tree);
    const node = tree.count++;
    put(tree, node, PARENT, parent);
    put(tree, node, NAME, addBytes(tree, name));
    put(tree, node, META, name.length);
    put(tree, node, DETAIL, -1);
    put(tree, node, FIRST_CHILD, NOWHERE);
    if (tree.count > tree.table.length)
        growTable(tree);
    else
        chain(tree, node);
    return node;
}
function growNodes(tree) {
    const bigger = new Int32Array(Math.ceil((tree.count * 3) / 2) * WIDTH);
    bigger.set(tree.nodes);
    tree.nodes = bigger;
}
function growTable(tree) {
    tree.table = new Int32Array(tree.table.length * 2).fill(NOWHERE);
    for (let node = 0; node < tree.count; node++)
        chain(tree, node);
}
function chain(tree, node) {
    const slot = hash(at(tree, node, PARENT), nameOf(tree, node)) & (tree.table.length - 1);
    put(tree, node, CHAIN, tree.table[slot] ?? NOWHERE);
    tree.table[slot] = node;
}
/** The node of a name in a folder, whether anything is there or not. */
function child(tree, folder, name) {
    const slot = hash(folder, name) & (tree.table.length - 1);
    let node = tree.table[slot] ?? NOWHERE;
    while (node !== NOWHERE && !(at(tree, node, PARENT) === folder && hasName(tree, node, name))) {
        if (--tree.steps < 0)
            throw new TooLarge('its names are too much alike');
        node = at(tree, node, CHAIN);
    }
    return node;
}
function hasName(tree, node, name) {
    if ((at(tree, node, META) & 0xff) !== name.length)
        return false;
    const start = at(tree, node, NAME);
    for (let index = 0; index < name.length; index++) {
        if (tree.names[start + index] !== name.charCodeAt(index))
            return false;
    }
    return true;
}
/** FNV-1a, begun with the parent's number, and mixed once more for the low bits. */
function hash(parent, name) {
    let sum = 0x811c9dc5 ^ Math.imul(parent + 1, 0x9e3779b1);
    for (let index = 0; index < name.length; index++)
        sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193);
    return sum ^ (sum >>> 15);
}
function addText(tree, text) {
    return addBytes(tree, String.fromCharCode(text.length & 0xff, text.length >> 8) + text);
}
function addBytes(tree, text) {
    const start = tree.namesLength;
    if (start + text.length > MOST_NAME_BYTES)
        throw new TooLarge('its names are too long');
    if (start + text.length > tree.names.length) {
        const bigger = Buffer.alloc(Math.ceil(((start + text.length) * 3) / 2));
        tree.names.copy(bigger, 0, 0, start);
        tree.names = bigger;
    }
    tree.namesLength += tree.names.write(text, start, 'latin1');
    return start;
}
function targetOf(tree, symlink) {
    const start = at(tree, symlink, VALUE);
    return tree.names.toString('latin1', start + 2, start + 2 + tree.names.readUInt16LE(start));
}
function setKind(tree, node, kind, layer) {
    const kept = at(tree, node, META) & (0xff | LINKED);
    put(tree, node, META, kept | (kind << KIND_SHIFT) | (layer << LAYER_SHIFT));
}
function tree_kindOf(tree, node) {
    return (at(tree, node, META) >>> KIND_SHIFT) & 0xf;
}
function isFolder(tree, node) {
    return tree_kindOf(tree, node) === KIND.folder;
}
function at(tree, node, column) {
    return tree.nodes[node * WIDTH + column] ?? NOWHERE;
}
function put(tree, node, column, value) {
    tree.nodes[node * WIDTH + column] = value;
}
/** Folder and name, without what means nothing: `./`, double and final slashes. */
function splitPath(path) {
    const clean = path.replace(/\/+$/, '');
    const slash = clean.lastIndexOf('/');
    const name = clean.slice(slash + 1);
    return [slash === -1 ? '' : clean.slice(0, slash), name === '.' ? '' : name];
}

;// CONCATENATED MODULE: ./lib/verify/entrypoint.js



/** What engines use where the image sets none. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Programs that start another one, and how many words of their own precede its name. */
const WRAPPERS = new Map([
    ...['tini', 'tini-static', 'dumb-init', 'catatonit', 'docker-init', 'env', 'nice', 'nohup', 'setpriv'].map((name) => [name, 0]),
    ...['exec', 'command', 'stdbuf', 'catchsegv'].map((name) => [name, 0]),
    ...['gosu', 'su-exec', 'chpst', 's6-setuidgid', 'setuidgid', 'timeout'].map((name) => [name, 1]),
]);
const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh'];
/** Scripts of scripts, wrappers of wrappers: Linux takes four. */
const DEEPEST = 6;
const MOST_COMMANDS = 20;
/** Follows entrypoint and command through PATH, symlinks, interpreters, wrappers and shells. */
function startOf(tree, { argv, env, workingDir }) {
    const folder = find(tree, rawPath(workingDir));
    const place = {
        tree,
        paths: (variable(env, 'PATH') ?? PATH).split(':').map(rawPath),
        env: env.map(rawPath),
        folder: folder === NOWHERE ? ROOT : folder,
        ...{ programs: [], missing: '', orphan: undefined, plain: NOWHERE },
    };
    const file = follow(place, argv.map(rawPath), true, 0);
    const { programs, missing, orphan, plain } = place;
    return { file, programs, missing, orphan, plain };
}
/** The value of a variable in a list of `NAME=value`. */
function variable(env, name) {
    return env.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
}
/** @param isSure whether the first word is started for certain; of a guess nothing is said where it is not found */
function follow(place, argv, isSure, depth) {
    const [word = ''] = argv;
    if (word === '' || depth > DEEPEST)
        return undefined;
    const node = lookUp(place, word);
    if (node === NOWHERE) {
        if (isSure)
            place.missing ||= word;
        return undefined;
    }
    const { tree } = place;
    const { kind, identity, detail } = factsOf(tree, node);
    const path = pathOf(tree, node);
    if (kind === KIND.elf && identity !== undefined) {
        const program = { node, path, identity, links: detail?.kind === 'links' ? detail : undefined };
        place.programs.push(program);
        return followArguments(place, argv, depth) ?? { path, program };
    }
    if (detail?.kind === 'script')
        return followScript(place, node, detail.line, argv, depth);
    if (isSure)
        place.plain = node;
    return undefined;
}
function followScript(place, node, line, argv, depth) {
    const [interpreter = '', ...rest] = line.split(/[ \t]+/);
    const path = pathOf(place.tree, node);
    // Without -S, env takes one name; what Linux hands over as one argument, it would look for with its blanks.
    const words = rest.filter((word) => word !== '-S');
    const absent = absentName(place, [interpreter, ...words], depth);
    if (absent !== undefined)
        place.orphan ??= { node, interpreter: absent };
    const started = follow(place, [interpreter, ...words, path], false, depth + 1);
    // A script mostly ends by starting what it was given.
    const given = argv.slice(1).find((word) => !word.startsWith('-'));
    if (given !== undefined)
        follow(place, [given, ...argv.slice(argv.indexOf(given) + 1)], false, depth + 1);
    return started === undefined ? undefined : { path, program: started.program };
}
/** What a script's first line names that is not there; undefined where nothing is known to be missing. */
function absentName(place, [interpreter = '', ...words], depth) {
    const last = words.at(-1) ?? interpreter;
    if (last.endsWith('\r'))
        return last;
    if (find(place.tree, interpreter, place.folder) === NOWHERE)
        return interpreter;
    // Further in, somebody may have set another PATH.
    if (depth > 0 || !interpreter.endsWith('/env'))
        return undefined;
    const name = words.find((word) => !word.startsWith('-') && !word.includes('='));
    return name !== undefined && lookUp(place, name) === NOWHERE ? name : undefined;
}
/** What a shell or a wrapper starts. */
function followArguments(place, argv, depth) {
    const name = (argv[0] ?? '').split('/').at(-1) ?? '';
    if (SHELLS.includes(name)) {
        const option = argv.findIndex((word) => /^-[a-z]*c$/.test(word));
        const commands = option === -1 ? [] : commandsOf(filledIn(argv[option + 1] ?? '', place.env));
        return commands
            .map((command) => follow(place, command, false, depth + 1))
            .findLast((file) => file !== undefined);
    }
    const own = WRAPPERS.get(name);
    if (own === undefined)
        return undefined;
    const words = argv.slice(1).filter((word) => !word.startsWith('-') && !/^\w+=/.test(word));
    return follow(place, words.slice(own), false, depth + 1);
}
/** A line for a shell with the variables that the image sets. */
function filledIn(line, env) {
    return line.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, plain) => variable(env, braced ?? plain) ?? whole);
}
/**
 * The commands in a line for a shell, as words; those that begin with something the shell would have to work out are
 * left out. Blanks inside of quotes do not matter, since the first word is what counts.
 */
function commandsOf(line) {
    const commands = line.split(/&&|\|\||[;|&\n]/).slice(0, MOST_COMMANDS);
    return commands.flatMap((command) => {
        const words = command.trim().split(/\s+/);
        const first = words.findIndex((word) => !/^\w+=/.test(word) && word !== 'exec' && word !== 'command');
        const rest = first === -1 ? [] : words.slice(first).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
        return /^[\w./+@%:-]+$/.test(rest[0] ?? '') ? [rest] : [];
    });
}
/** As execvp does it: a word with a slash is a path, everything else is looked for in PATH. */
function lookUp({ tree, paths, folder }, word) {
    const candidates = word.includes('/') ? [word] : paths.map((path) => `${path || '.'}/${word}`);
    for (const candidate of candidates) {
        const node = find(tree, candidate, folder);
        if (node !== NOWHERE && ![KIND.folder, KIND.other].some((kind) => kind === factsOf(tree, node).kind))
            return node;
    }
    return NOWHERE;
}

;// CONCATENATED MODULE: ./lib/verify/findings.js

/** Findings of one kind that are told one by one. */
const MOST_ALIKE = 20;
/** Kinds that are told apart: who makes an image can make thousands, and each finding has a path of up to 4 KiB. */
const MOST_KINDS = 50;
/**
 * Adds a finding.
 * @param kind what those have in common that are counted together, beside severity, rule and layer
 */
function add({ image, layers, findings, alike }, short, kind = '') {
    const { severity, verdict, path = '', layer = -1 } = short;
    const own = JSON.stringify([severity, verdict.rule, layer, kind]);
    const isOneTooMany = alike.size >= MOST_KINDS && !alike.has(own);
    const key = isOneTooMany ? severity : own;
    const known = alike.get(key);
    if (known !== undefined && ++known.count > MOST_ALIKE)
        return;
    const finding = {
        ...{ severity, verdict, platform: image.platform, path: legiblePath(path) },
        ...{ layer: layers[layer]?.digest ?? '', instruction: image.instructions[layer] ?? '' },
    };
    const first = isOneTooMany ? { ...finding, layer: '', instruction: '' } : finding;
    if (known === undefined)
        alike.set(key, { first, count: 1 });
    findings.push(finding);
}
/** All findings, the worst first, and how many more there are of a kind. */
function finished({ findings, alike }) {
    const more = [...alike.values()].filter(({ count }) => count > MOST_ALIKE);
    const counts = more.map(({ first, count }) => ({
        ...first,
        path: '',
        more: { count: count - MOST_ALIKE, example: first.path },
    }));
    return [...findings, ...counts].toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}
const RANKS = { error: 0, warning: 1, notice: 2 };

;// CONCATENATED MODULE: ./lib/verify/libraries.js





/** Where loaders look by themselves; for musl, "/lib:/usr/local/lib:/usr/lib". */
const FOLDERS = ['', '/usr', '/usr/local'].flatMap((prefix) => ['lib', 'lib64', 'lib32', 'libx32'].map((name) => `${prefix}/${name}`));
/**
 * The libraries that a program needs and that are in no folder where its loader looks: DT_RUNPATH or DT_RPATH,
 * LD_LIBRARY_PATH, ld.so.conf, and the usual ones. Libraries of libraries are not followed.
 */
function missingLibraries(tree, program, env) {
    const { links } = program;
    if (links?.needed === undefined)
        return [];
    const own = [...ownFolders(links.runpath, program.path), ...ownFolders(links.rpath, program.path)];
    // What only the loader can put in, such as $LIB, cannot be told.
    if (own.some((folder) => folder.includes('$')))
        return [];
    const preset = (variable(env, 'LD_LIBRARY_PATH') ?? '')
        .split(':')
        .filter((folder) => folder !== '')
        .map(rawPath);
    const folders = [...new Set([...own, ...preset, ...configuredFolders(tree), ...usualFolders(program)])];
    const isThere = (name) => name.includes('/')
        ? isFile(tree, name)
        : folders.some((folder) => isLibrary(tree, `${folder}/${name}`, program));
    return links.needed.filter((name) => name !== '' && !isThere(name));
}
/** A run path: folders, in which $ORIGIN is the program's own. */
function ownFolders(path, program) {
    const origin = program.slice(0, program.lastIndexOf('/'));
    const folders = path.split(':').filter((folder) => folder !== '');
    return folders.map((folder) => folder.replaceAll(/\$(?:ORIGIN\b|\{ORIGIN\})/g, () => origin));
}
function usualFolders({ identity }) {
    const triples = machineWords(identity).filter((word) => word.includes('-linux-'));
    return [
        ...FOLDERS,
        ...['', '/usr', '/usr/local'].flatMap((prefix) => triples.map((word) => `${prefix}/lib/${word}`)),
    ];
}
/** ld.so.conf and what it includes everywhere, ld.so.conf.d; and the file of musl's loader. */
function configuredFolders(tree) {
    const texts = [...textsIn(tree, '/etc'), ...textsIn(tree, '/etc/ld.so.conf.d')];
    const lines = texts.flatMap((text) => text.split(/[\n:]/)).map((line) => line.replace(/[#=].*/, '').trim());
    return lines.filter((line) => line.startsWith('/'));
}
function textsIn(tree, path) {
    const folder = find(tree, path);
    const files = folder === NOWHERE
        ? []
        : childrenOf(tree, folder).filter((node) => /^ld\.so\.conf$|^ld-musl-|\.conf$/.test(nameOf(tree, node)));
    return files.flatMap((node) => {
        const { detail } = factsOf(tree, node);
        return detail?.kind === 'text' ? [detail.text] : [];
    });
}
function isFile(tree, path) {
    const node = find(tree, path);
    return node !== NOWHERE && factsOf(tree, node).kind !== KIND.folder;
}
/** A library of another machine is passed over by the loader; one that is a script for the linker, too. */
function isLibrary(tree, path, { identity }) {
    const node = find(tree, path);
    const found = node === NOWHERE ? undefined : factsOf(tree, node).identity;
    return (found?.machine === identity.machine && found.class === identity.class && found.endian === identity.endian);
}

;// CONCATENATED MODULE: ./lib/verify/prove.js






const prove_RELOCATABLE = 1;
const CORE = 4;
/** What is in these folders, at any depth, is there to be run or loaded. */
const PROGRAM_FOLDER = /^(?:s?bin|lib(?:32|64|x32|exec)?)$/;
/** Puts an image's layers together and looks at what is in it. */
function proveImage(image, layers, isIgnored) {
    const report = { image, layers, findings: [...image.findings], alike: new Map() };
    const { platform } = image;
    reportLayers(report);
    try {
        const tree = newTree(layers.reduce((sum, { log }) => sum + log.count, 0));
        for (const [number, layer] of layers.entries())
            applyLayer(tree, layer, number);
        reportRefused(report, tree);
        if (!hasElf(platform))
            return skipped(report);
        const start = startOf(tree, image);
        // Of an image that is not whole, nobody can say what is missing.
        if (layers.every(({ outcome }) => outcome.kind === 'read'))
            reportStart(report, tree, start, isIgnored);
        const { files, ignored, used } = reportFiles(report, tree, start, isIgnored);
        const entrypoint = start.file && {
            path: legiblePath(start.file.path),
            machine: machineName(start.file.program.identity),
        };
        const programLayers = [...used].sort((a, b) => a - b).map((number) => layers[number]?.digest ?? '');
        return { files, ignored, entrypoint, findings: finished(report), programLayers };
    }
    catch (error) {
        if (!(error instanceof TooLarge))
            throw error;
        add(report, {
            severity: 'error',
            verdict: { rule: 'layer', problem: 'image too large', why: error.message },
        });
        return { files: 0, ignored: 0, entrypoint: undefined, findings: finished(report), programLayers: [] };
    }
}
function skipped(report) {
    add(report, { severity: 'notice', verdict: { rule: 'skipped', skipped: 'programs' } });
    return { files: 0, ignored: 0, entrypoint: undefined, findings: finished(report), programLayers: [] };
}
function reportLayers(report) {
    for (const [number, layer] of report.layers.entries()) {
        const about = layerFinding(layer, report.image.diffIds[number]);
        if (about !== undefined)
            add(report, { ...about, layer: number });
        for (const path of layer.refused) {
            const verdict = { rule: 'layer', problem: 'path outside' };
            add(report, { severity: 'error', layer: number, path, verdict });
        }
    }
}
/** As much of a hash in the config as is shown: a sha512 is shorter. */
const LONGEST_DIFF_ID = 150;
/** @param expected the hash that the config has; that it has fewer than the manifest has layers is said once for all */
function layerFinding({ outcome }, expected) {
    switch (outcome.kind) {
        case 'foreign':
            return { severity: 'notice', verdict: { rule: 'skipped', skipped: 'foreign layer' } };
        case 'too many files':
            return { severity: 'error', verdict: { rule: 'layer', problem: 'too many files' } };
        case 'damaged':
            return { severity: 'error', verdict: { rule: 'layer', problem: 'damaged', why: outcome.why } };
        case 'read': {
            const { diffId: found } = outcome;
            if (expected === undefined || expected === found)
                return undefined;
            const shown = legible(expected.slice(0, LONGEST_DIFF_ID));
            const verdict = { rule: 'layer', problem: 'other hash', found, expected: shown };
            return { severity: 'error', verdict };
        }
    }
}
function reportRefused(report, tree) {
    for (const { path, layer } of tree.refused) {
        const verdict = { rule: 'layer', problem: 'path without parent' };
        add(report, { severity: 'warning', layer, path, verdict });
    }
}
function reportFiles(report, tree, start, isIgnored) {
    const started = new Set(start.programs.map(({ node }) => node));
    const used = new Set();
    let files = 0;
    const ignored = [];
    const look = (node) => {
        files += 1;
        const { identity, layer } = factsOf(tree, node);
        if (identity === undefined || identity.type === CORE)
            return;
        const path = pathOf(tree, node);
        const fit = fits(identity, report.image.platform);
        if (isIgnored(legiblePath(path))) {
            if (fit !== 'right')
                ignored.push(node);
            return;
        }
        if (fit !== 'device' && identity.type !== prove_RELOCATABLE)
            used.add(layer);
        if (fit !== 'right')
            reportFile(report, path, layer, identity, started.has(node));
    };
    for (const node of started)
        look(node);
    eachElf(tree, (node) => {
        if (!started.has(node))
            look(node);
    });
    for (const node of ignored)
        if (started.has(node))
            reportIgnored(report, tree, node);
    return { files, ignored: ignored.length, used };
}
/** Files that are data may be for any machine; a program that the image starts is none. */
function reportIgnored(report, tree, node) {
    const { identity } = factsOf(tree, node);
    if (identity === undefined || fits(identity, report.image.platform) !== 'wrong')
        return;
    const verdict = {
        ...{ rule: 'machine', machine: machineName(identity), fit: 'wrong', isStarted: true, isIgnored: true },
    };
    prove_addNode(report, tree, node, { severity: 'warning', verdict });
}
function reportFile(report, path, layer, identity, isStarted) {
    const fit = fits(identity, report.image.platform);
    const severity = severityOf(path, identity, fit, isStarted);
    const machine = machineName(identity);
    const verdict = { rule: 'machine', machine, fit, isStarted, isIgnored: false };
    add(report, { severity, path, layer, verdict }, `${machine} ${isStarted}`);
}
/**
 * How bad a file of another machine is. Object files are not run, and what no processor runs is right on all of them.
 * What a folder or a library's name says to be for its machine is part of a compiler, or of a package for several.
 */
function severityOf(path, identity, fit, isStarted) {
    if (isStarted)
        return fit === 'doubtful' ? 'warning' : 'error';
    if (fit === 'device' || identity.type === prove_RELOCATABLE)
        return 'notice';
    const folders = path.toLowerCase().split('/').slice(1);
    const file = folders.pop() ?? '';
    const inPrograms = folders.some((folder) => PROGRAM_FOLDER.test(folder)) && !folders.includes('firmware');
    if (fit === 'doubtful' || !inPrograms)
        return 'warning';
    return saysItself(folders, file, machineWords(identity)) ? 'warning' : 'error';
}
/**
 * Whether names on the way say for which machine it is. A program's own name does not count: `app-amd64` in a bin folder
 * is there to be run. Nor does that of a Python module, which is named by whoever built it.
 */
function saysItself(folders, file, words) {
    const isModule = /\.(?:cpython|pypy)[\w-]*\.so$/.test(file);
    const isProgram = /^s?bin$/.test(folders.at(-1) ?? '');
    const names = isModule || isProgram ? folders : [...folders, file];
    return names.some((name) => words.some((word) => new RegExp(`(?:^|[^a-z0-9])${word}(?:$|[^a-z0-9])`).test(name)));
}
/** What keeps the image from starting, although every file is for the right machine. */
function reportStart(report, tree, start, isIgnored) {
    if (start.missing !== '') {
        const verdict = { rule: 'entrypoint', problem: 'missing', program: legiblePath(start.missing) };
        add(report, { severity: 'warning', verdict });
    }
    if (start.plain !== NOWHERE) {
        const verdict = { rule: 'entrypoint', problem: 'no program' };
        prove_addNode(report, tree, start.plain, { severity: 'warning', verdict });
    }
    if (start.orphan !== undefined) {
        const { node, interpreter } = start.orphan;
        const named = { interpreter: legiblePath(interpreter), endsInCr: interpreter.endsWith('\r') };
        const verdict = { rule: 'interpreter', of: 'script', ...named };
        prove_addNode(report, tree, node, { severity: 'error', verdict });
    }
    const programs = new Map(start.programs.map((program) => [program.node, program]));
    for (const program of programs.values()) {
        if (!isIgnored(legiblePath(program.path)))
            reportProgram(report, tree, program);
    }
}
function reportProgram(report, tree, program) {
    const { platform, env } = report.image;
    const { identity, links, node } = program;
    if (exceedsArm(identity, platform)) {
        const verdict = { rule: 'arm-version', needed: identity.armVersion };
        prove_addNode(report, tree, node, { severity: 'error', verdict });
    }
    // Of a program for another machine, nothing more has to be said.
    if (links === undefined || platform.os !== 'linux' || fits(identity, platform) === 'wrong')
        return;
    const { interpreter } = links;
    if (interpreter !== '' && find(tree, interpreter) === NOWHERE) {
        const verdict = { rule: 'interpreter', of: 'program', interpreter: legiblePath(interpreter) };
        prove_addNode(report, tree, node, { severity: 'error', verdict });
        return;
    }
    for (const library of missingLibraries(tree, program, env)) {
        const verdict = { rule: 'library', library: legiblePath(library) };
        prove_addNode(report, tree, node, { severity: 'warning', verdict });
    }
}
function prove_addNode(report, tree, node, short) {
    add(report, { ...short, path: pathOf(tree, node), layer: factsOf(tree, node).layer });
}

;// CONCATENATED MODULE: ./lib/verify/proof.js








const AT_ONCE = 2;
/**
 * However many processors there are: one thread hashes and looks at what all of them unpack to and is busy with fewer,
 * and every layer has buffers of its own, of up to 10 MiB.
 */
const MOST_AT_ONCE = 4;
/** Of these, those of zstd: each may need a window of 32 MiB (unpack.ts). */
const ZSTD_AT_ONCE = 2;
/** Memory for the names in layers that are read or waited for. A million files take about half of it. */
const LOG_BUDGET = 28 << 20;
/**
 * Proves that each image is what the index says, without running anything: the programs of every platform are for its
 * machine, and the platforms are those that were asked for. A layer that several platforms have is read once, unless
 * there is too little memory to keep it. The process stays below 400 MiB whatever the layers hold: the worst that was
 * tried takes 310 MiB, a usual image less than 150.
 *
 * @returns one proof for each subject, then one for each platform that is missing
 * @throws what the blobs throw; everything that is wrong with the images is a finding
 */
async function proveImages(subjects, asked, blobs, { ignore, atOnce = AT_ONCE }) {
    const images = [];
    for (const subject of subjects)
        images.push(await readImage(subject, blobs));
    const isIgnored = ignores(ignore);
    const proofs = [];
    for await (const { image, layers } of readImages(images, blobs, Math.min(atOnce, MOST_AT_ONCE)))
        proofs.push(proveImage(image, layers, isIgnored));
    const missing = asked.filter((wanted) => !subjects.some(({ platform }) => (0,image_index/* answers */.GA)(platform, wanted)));
    return [
        ...images.map((image, index) => platformProof(image, index, images, proofs, asked)),
        ...missing.map(absent),
    ];
}
/**
 * Reads the layers of one image after the other, and those of the next ones ahead. Where these leave an image too
 * little memory, it and the rest are read one by one: whether an image is taken depends on nothing but itself.
 */
async function* readImages(images, blobs, atOnce) {
    const read = yield* readAhead(images, blobs, atOnce);
    for (const image of images.slice(read))
        yield* readAhead([image], blobs, atOnce);
}
/** @returns for how many images there was memory; one that is alone gets what it can have */
async function* readAhead(images, blobs, atOnce) {
    const shelf = fill(images, blobs, atOnce);
    try {
        for (const [index, image] of images.entries()) {
            const layers = await take(shelf, image);
            if (images.length > 1 && layers.some(({ outcome }) => outcome.kind === 'too many files'))
                return index;
            yield { image, layers };
            release(shelf, image);
        }
        return images.length;
    }
    finally {
        // After a failure nothing more is begun, and what was begun comes to its end.
        shelf.isClosed = true;
        await Promise.allSettled([...shelf.books.values()].map(({ layer }) => layer));
        shelf.books.clear();
    }
}
/** Begins to read: image by image, of each the largest layer first, so that the last ones end at about the same time. */
function fill(images, blobs, atOnce) {
    const budget = { left: LOG_BUDGET, zstdLimit: (0,concurrency/* limiter */.T)(ZSTD_AT_ONCE) };
    const shelf = { books: new Map(), budget, isClosed: false };
    const limit = (0,concurrency/* limiter */.T)(atOnce);
    for (const descriptor of images.flatMap(({ layers }) => layers.toSorted((a, b) => b.size - a.size))) {
        const known = shelf.books.get(descriptor.digest);
        if (known !== undefined)
            known.uses += 1;
        else {
            const layer = limit(() => (shelf.isClosed ? unread() : readLayer(descriptor, blobs, shelf.budget)));
            // It is waited for later, when others may have failed already.
            layer.catch(() => undefined);
            shelf.books.set(descriptor.digest, { layer, uses: 1 });
        }
    }
    return shelf;
}
function unread() {
    return Promise.reject(new Error('the proof has ended'));
}
function take({ books }, { layers }) {
    return Promise.all(layers.map(({ digest }) => books.get(digest)?.layer ?? unread()));
}
/** Lets go of what no other image needs. */
function release({ books, budget }, { layers }) {
    for (const { digest } of layers) {
        const book = books.get(digest);
        if (book !== undefined && --book.uses === 0) {
            books.delete(digest);
            void book.layer.then(({ cost }) => {
                budget.left += cost;
            });
        }
    }
}
function platformProof(image, index, images, proofs, asked) {
    const { platform, digest, size } = image;
    const { files, ignored, entrypoint, findings } = proofs[index] ?? UNREAD;
    const wrong = [...indexMistakes(image, index, images, asked), ...sameLayers(index, images, proofs)];
    return { platform, digest, size, files, ignored, entrypoint, findings: [...wrong, ...findings] };
}
function indexMistakes({ platform }, index, images, asked) {
    const isFirst = images.findIndex((image) => (0,platforms_platform/* samePlatform */.my)(image.platform, platform)) === index;
    const isAsked = asked.some((wanted) => (0,image_index/* answers */.GA)(platform, wanted));
    return [
        ...(isFirst ? [] : [aboutIndex(platform, 'repeated')]),
        ...(isAsked ? [] : [aboutIndex(platform, 'not asked for')]),
    ];
}
const UNREAD = { files: 0, ignored: 0, entrypoint: undefined, findings: [] };
function absent(platform) {
    const findings = [aboutIndex(platform, 'missing')];
    return { platform, digest: '', size: 0, ...UNREAD, findings };
}
function aboutIndex(platform, problem) {
    return aboutImage(platform, 'error', { rule: 'index', problem });
}
/** Two platforms with the same programs: for one of them they are wrong. */
function sameLayers(index, images, proofs) {
    const own = images[index];
    const layers = proofs[index]?.programLayers ?? [];
    if (own === undefined || layers.length === 0)
        return [];
    const twins = images.filter((image, other) => other !== index &&
        !isOneFamily(image.platform, own.platform) &&
        proofs[other]?.programLayers.join() === layers.join());
    if (twins.length === 0)
        return [];
    // Of files that nobody runs, such as test data, platforms may have the same. It is said once, where it is wrong.
    const all = images.filter((image) => image === own || twins.includes(image));
    const wrong = all.filter((image) => hasWrongPrograms(proofs[images.indexOf(image)]));
    if ((wrong[0] ?? all[0]) !== own)
        return [];
    const platforms = [own, ...twins].map(({ platform }) => platform);
    const severity = wrong.length > 0 ? 'error' : 'warning';
    return [aboutImage(own.platform, severity, { rule: 'same-layers', platforms })];
}
function hasWrongPrograms(proof) {
    return (proof?.findings ?? []).some(({ verdict, severity }) => verdict.rule === 'machine' && severity === 'error');
}
function aboutImage(platform, severity, verdict) {
    return { severity, platform, path: '', layer: '', instruction: '', verdict };
}

// EXTERNAL MODULE: ./lib/verify/sentences.js
var sentences = __webpack_require__(84903);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./lib/run/blame.js


/** Verbs of instructions that make layers. */
const MAKES_LAYER = /^(?:RUN|COPY|ADD|WORKDIR)\b/i;
/** `$NAME`, `${NAME}` and `${NAME:-text}`, which BuildKit has filled in. */
const VARIABLE = /\$(?:\w+|\{[^}]*\})/;
/**
 * The line of a Dockerfile that an image's history speaks of; undefined where no line, or more than one, can be meant:
 * the history begins with that of the base image, whose instructions are in no line here. BuildKit drops the flags of
 * COPY and fills in arguments; before the words of a RUN it puts those arguments and the shell.
 * @param instruction as `Finding` has it
 */
function blame(instruction, dockerfile) {
    const wanted = wordsOf(instruction);
    if (dockerfile === '' || wanted.length < 2)
        return undefined;
    const found = instructionsIn(blame_readText(dockerfile)).filter(({ words }) => blame_fits(words, wanted));
    const [only, ...others] = found;
    return only === undefined || others.length > 0 ? undefined : { file: dockerfile, line: only.line };
}
/** Whether a line's words are those of the history. */
function blame_fits([verb, ...words], [wantedVerb, ...wanted]) {
    const own = verb === 'RUN' ? wanted.slice(wanted.indexOf('-c') + 1) : wanted;
    // A long instruction is cut within a word.
    const isCut = own.at(-1)?.endsWith('…') === true;
    const compared = isCut ? own.slice(0, -1) : own;
    const isAsLong = isCut ? words.length > compared.length : words.length === own.length;
    return (verb === wantedVerb &&
        isAsLong &&
        compared.every((word, at) => (0,wildcard/* matchesPieces */.F6)((words[at] ?? '').split(VARIABLE), word)));
}
/** The name that ends a document within an instruction, as in `COPY <<EOF /etc/motd`. */
const DOCUMENT = /<<-?(["']?)([\w.-]+)\1/;
/** Instructions that make layers, with lines that a backslash continues joined, and without the texts of documents. */
function instructionsIn(source) {
    const found = [];
    let open;
    let end = '';
    for (const [index, text] of source.split(/\r?\n/).entries()) {
        const isDocument = end !== '';
        if (text.trim() === end)
            end = '';
        if (isDocument || /^\s*#/.test(text))
            continue;
        const line = open?.line ?? index + 1;
        const joined = `${open?.text ?? ''} ${text}`;
        if (/\\\s*$/.test(text))
            open = { text: joined.replace(/\\\s*$/, ''), line };
        else {
            open = undefined;
            if (!MAKES_LAYER.test(joined.trim()))
                continue;
            found.push({ words: wordsOf(joined), line });
            end = DOCUMENT.exec(joined)?.[2] ?? '';
        }
    }
    return found;
}
/** The verb in upper case, then the words without flags. */
function wordsOf(instruction) {
    const [verb = '', ...words] = instruction.trim().split(/\s+/);
    return [verb.toUpperCase(), ...words.filter((word) => !/^--\w/.test(word))];
}
function blame_readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        // Of a context elsewhere there is no file here.
        return '';
    }
}

// EXTERNAL MODULE: ./lib/run/rejection.js
var rejection = __webpack_require__(33798);
;// CONCATENATED MODULE: ./lib/run/proof.js












const UNPROVEN = {
    what: 'The image is not what it says',
    cure: 'Correct what is named above and run the job again; verify: false would publish it as it is.',
};
/** Annotations of one kind that the runner shows for a step. */
const MOST_ANNOTATIONS = 10;
/**
 * Proves that the images are what their index says, and shows what was found.
 * @returns the proofs; what is wrong with them is still to be acted on
 */
async function prove(plan, evidence) {
    const { subjects, asked, blobs } = evidence;
    const options = { ignore: plan.ignore, atOnce: (0,external_node_os_.availableParallelism)() };
    const proofs = await proveImages(subjects, asked, blobs, options);
    (0,log/* group */.Os)('Proof', (0,show_proof/* proofLines */.UJ)(proofs));
    const findings = proofs.flatMap((proof) => proof.findings);
    for (const finding of findings
        .filter(({ severity }) => severity === 'warning')
        .slice(0, MOST_ANNOTATIONS)) {
        (0,commands/* annotate */.fz)('warning', textOf(finding), proof_placeOf(finding, evidence));
    }
    return proofs;
}
/**
 * Proves the images, or fails with every error.
 * @throws Unfinished with a Failure for each error, and one that says what became of the tags and of the image
 */
async function proveOrFail(docker, plan, evidence, pushed) {
    const proofs = await prove(plan, evidence);
    const failures = proofFailures(proofs, evidence);
    if (failures.length > 0) {
        (0,commands/* addSummary */.S0)((0,show_proof/* proofSummary */.Pc)(proofs));
        throw await (0,rejection/* rejection */.c)(docker, failures, plan, pushed, UNPROVEN);
    }
    return proofs;
}
/** A failure for each error of the proofs; empty where every image is what it says. */
function proofFailures(proofs, evidence) {
    const errors = proofs.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
    return errors
        .slice(0, MOST_ANNOTATIONS - 1)
        .map((finding) => new lib_errors/* Failure */.HR(sentence(finding), (0,sentences/* describeFinding */.j)(finding).cure, proof_placeOf(finding, evidence)));
}
/** The images of parts as the proof takes them. */
function subjectsOf(parts) {
    return parts.flatMap((part) => (0,oci_part/* chosenImages */.vT)(part).map(({ platform, digest }) => {
        const entry = part.reading.entries.find((each) => (0,json/* text */.Qq)(each, 'digest') === digest);
        return { platform, descriptor: (0,oci_descriptor/* readDescriptor */.q)(entry) };
    }));
}
function proof_placeOf(finding, { dockerfileOf }) {
    return blame(finding.instruction, dockerfileOf(finding.platform));
}
function textOf(finding) {
    return [sentence(finding), (0,sentences/* describeFinding */.j)(finding).cure].filter((text) => text !== '').join('\n');
}
function sentence(finding) {
    const { what } = (0,sentences/* describeFinding */.j)(finding);
    return finding.instruction === '' ? what : `${what} It comes from: ${finding.instruction}`;
}


/***/ })

};
