export const id = 3;
export const ids = [3];
export const modules = {

/***/ 92003:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  prove: () => (/* binding */ prove),
  subjectsOf: () => (/* binding */ subjectsOf)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var oci_descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/part.js
var oci_part = __webpack_require__(52696);
// EXTERNAL MODULE: ./lib/runner/commands.js
var commands = __webpack_require__(6910);
// EXTERNAL MODULE: ./lib/runner/extras.js
var extras = __webpack_require__(37367);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __webpack_require__(93188);
// EXTERNAL MODULE: ./lib/show/proof-output.js
var proof_output = __webpack_require__(78313);
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

function ignoreMatcher(patterns) {
    const compiled = patterns.map(compilePattern);
    return (path) => {
        const names = path.slice(1).split('/');
        return compiled.some((pattern) => (0,wildcard/* matchesPattern */.MT)(pattern, names, matchesNamePattern));
    };
}
function compilePattern(pattern) {
    const names = pattern.split('/').filter((name) => name !== '');
    const parts = names.map((name) => (name === '**' ? wildcard/* ANY */.x4 : compileName(name)));
    return pattern.startsWith('/') ? [...parts, wildcard/* ANY */.x4] : [wildcard/* ANY */.x4, ...parts, wildcard/* ANY */.x4];
}
function compileName(name) {
    return [...name].map((character) => (character === '*' ? wildcard/* ANY */.x4 : character));
}
function matchesNamePattern(pattern, name) {
    return (0,wildcard/* matchesPattern */.MT)(pattern, [...name], (part, character) => part === '?' || part === character);
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/verify/printable.js
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
function printable(text) {
    return text.replace(INVISIBLE, (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);
}
function printablePath(path) {
    return printable(Buffer.from(path, 'latin1').toString('utf8'));
}
function rawPath(path) {
    return Buffer.from(path, 'utf8').toString('latin1');
}

;// CONCATENATED MODULE: ./lib/verify/image.js






const MAX_LAYERS = 1024;
const MAX_INSTRUCTION_LENGTH = 200;
async function readImage(subject, blobs) {
    const { platform, descriptor } = subject;
    const document = await readImageDocument('manifest', descriptor, blobs);
    const manifest = (0,lib_json/* parseJson */.qF)(document.text);
    const configDescriptor = (0,oci_descriptor/* readDescriptor */.q)((0,lib_json/* field */.ZZ)(manifest, 'config'));
    const isImage = (0,oci_digest/* isDigest */.Bc)(configDescriptor.digest) && hasLayers(manifest);
    if (!isImage) {
        const digest = printable(descriptor.digest);
        return imageWithoutLayers(subject, [
            ...document.verdicts,
            { rule: 'config', problem: 'no image manifest', digest },
        ]);
    }
    const config = await readImageDocument('config', configDescriptor, blobs);
    const parsed = (0,lib_json/* parseJson */.qF)(config.text);
    const layers = (0,lib_json/* array */.YO)(manifest, 'layers').slice(0, MAX_LAYERS).map(oci_descriptor/* readDescriptor */.q);
    const verdicts = [...document.verdicts, ...config.verdicts, ...layerVerdicts(layers, parsed)];
    const findings = [
        ...verdicts.map((verdict) => configFinding(verdict, platform, 'error')),
        ...platformFindings(parsed, platform),
    ];
    return {
        platform,
        digest: descriptor.digest,
        size: [configDescriptor, ...layers].reduce((sum, { size }) => sum + Math.max(size, 0), 0),
        layers,
        diffIds: stringsAt(parsed, 'rootfs', 'diff_ids'),
        instructions: instructionsOf(parsed, layers.length),
        env: stringsAt(parsed, 'config', 'Env'),
        workingDir: (0,lib_json/* text */.Qq)(parsed, 'config', 'WorkingDir'),
        argv: [...stringsAt(parsed, 'config', 'Entrypoint'), ...stringsAt(parsed, 'config', 'Cmd')],
        healthcheck: healthcheckOf(stringsAt(parsed, 'config', 'Healthcheck', 'Test')),
        findings,
    };
}
function hasLayers(manifest) {
    const layers = (0,lib_json/* field */.ZZ)(manifest, 'layers');
    return Array.isArray(layers) || layers === null;
}
async function readImageDocument(document, { digest, size }, blobs) {
    if (!(0,oci_digest/* isDigest */.Bc)(digest)) {
        const problem = 'impossible digest';
        return { text: '', verdicts: [{ rule: 'config', problem, document, digest: printable(digest) }] };
    }
    const bytes = await blobs.read(digest);
    const verdicts = [];
    if ((0,oci_digest/* digestOf */.ol)(bytes, digest) !== digest)
        verdicts.push({ rule: 'config', problem: 'other bytes', document, digest });
    if (size !== bytes.length) {
        const sizes = { actual: bytes.length, expected: size };
        verdicts.push({ rule: 'config', problem: 'other size', document, digest, ...sizes });
    }
    return { text: bytes.toString('utf8'), verdicts };
}
function layerVerdicts(layers, config) {
    const rule = 'config';
    const verdicts = layers
        .filter(({ digest, size }) => !(0,oci_digest/* isDigest */.Bc)(digest) || size < 0)
        .map(({ digest }) => ({ rule, problem: 'impossible layer', digest: printable(digest) }));
    const inConfig = stringsAt(config, 'rootfs', 'diff_ids').length;
    if (layers.length !== inConfig)
        verdicts.push({ rule, problem: 'layer count', inManifest: layers.length, inConfig });
    return verdicts;
}
function platformFindings(config, platform) {
    const rule = 'config';
    const configPlatform = (0,image_index/* readPlatform */.Kd)(config);
    if (configPlatform.os === '' || configPlatform.arch === '')
        return [configFinding({ rule, problem: 'no platform' }, platform, 'error')];
    const osVersion = isSameRelease(configPlatform.osVersion, platform.osVersion)
        ? platform.osVersion
        : configPlatform.osVersion;
    if ((0,platforms_platform/* samePlatform */.my)({ ...configPlatform, osVersion }, platform))
        return [];
    const verdict = {
        rule,
        problem: 'other platform',
        actual: printable((0,platforms_platform/* printPlatform */.Lg)(configPlatform)),
    };
    const isBare = configPlatform.os === platform.os &&
        configPlatform.arch === platform.arch &&
        (0,lib_json/* text */.Qq)(config, 'variant') === '';
    return [configFinding(verdict, platform, isBare ? 'warning' : 'error')];
}
function isSameRelease(a, b) {
    const [first, second] = [a, b].map((version) => version.split('.').slice(0, 3).join('.'));
    return a === '' || b === '' || first === second;
}
function configFinding(verdict, platform, severity) {
    return { severity, platform, path: '', layer: '', instruction: '', verdict };
}
function imageWithoutLayers({ platform, descriptor }, verdicts) {
    return {
        ...{ platform, digest: descriptor.digest, size: 0, layers: [], diffIds: [], instructions: [] },
        ...{ env: [], workingDir: '', argv: [], healthcheck: [] },
        findings: verdicts.map((verdict) => configFinding(verdict, platform, 'error')),
    };
}
function healthcheckOf([kind, ...words]) {
    if (kind === 'CMD')
        return words;
    return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : [];
}
function instructionsOf(config, layers) {
    const layerEntries = (0,lib_json/* array */.YO)(config, 'history').filter((entry) => (0,lib_json/* field */.ZZ)(entry, 'empty_layer') !== true);
    return layerEntries.length === layers
        ? layerEntries.map((entry) => instructionText((0,lib_json/* text */.Qq)(entry, 'created_by')))
        : [];
}
function instructionText(createdBy) {
    const plain = createdBy.replace(/# buildkit$/, '').replace(/^\/bin\/sh -c #\(nop\)/, '');
    const line = printable(plain
        .replace(/^\/bin\/sh -c /, 'RUN ')
        .replace(/\s+/g, ' ')
        .trim());
    return line.length > MAX_INSTRUCTION_LENGTH ? `${line.slice(0, MAX_INSTRUCTION_LENGTH)}…` : line;
}
function stringsAt(value, ...path) {
    return (0,lib_json/* array */.YO)(value, ...path).filter((each) => typeof each === 'string');
}

// EXTERNAL MODULE: ./lib/platforms/args.js
var platforms_args = __webpack_require__(84595);
// EXTERNAL MODULE: ./lib/platforms/emulators.js
var emulators = __webpack_require__(45040);
// EXTERNAL MODULE: ./lib/platforms/names.js
var names = __webpack_require__(72740);
;// CONCATENATED MODULE: ./lib/verify/machines.js



function internIdentity({ identities, indexByIdentity }, identity) {
    const key = Object.values(identity).join();
    const known = indexByIdentity.get(key);
    if (known !== undefined)
        return known;
    const index = identities.push(identity) - 1;
    indexByIdentity.set(key, index);
    return index;
}
const ARM = 40;
const X86_64 = 62;
const SPARC32PLUS = 18;
const DEVICES = new Map([
    [190, 'NVIDIA CUDA'],
    [224, 'AMD GPU'],
    [247, 'BPF'],
]);
const OTHER_MACHINE_NAMES = new Map([
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
const RUNS_ALWAYS = new Map([
    ['amd64', ['386']],
    ['mips64', ['mips']],
    ['mips64le', ['mipsle']],
    ['ppc64', ['ppc']],
    ['sparc64', ['sparc']],
]);
const RUNS_SOMETIMES = new Map([
    ['arm64', ['arm']],
    ['riscv64', ['riscv']],
    ['s390x', ['s390']],
]);
const LINUX_RUNS = { always: RUNS_ALWAYS, sometimes: RUNS_SOMETIMES };
const RUNS_BY_SYSTEM = new Map([
    [
        'windows',
        { always: new Map([['amd64', ['386']]]), sometimes: new Map([['arm64', ['amd64', '386', 'arm']]]) },
    ],
    [
        'darwin',
        {
            always: new Map(),
            sometimes: new Map([
                ['amd64', ['386']],
                ['arm64', ['amd64']],
            ]),
        },
    ],
]);
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
function hasElf(platform) {
    return !['windows', 'darwin', 'ios'].includes(platform.os) && (0,emulators/* machineOf */.VT)(platform.arch) !== undefined;
}
function fitOfElf(identity, platform) {
    if (DEVICES.has(identity.machine))
        return 'device';
    if (platform.os === 'linux' && FOREIGN_SYSTEMS.has(identity.osAbi))
        return 'wrong';
    const arch = archOf(identity);
    if (arch === undefined)
        return isX32(identity) && platform.arch === 'amd64' ? 'doubtful' : 'wrong';
    return arch === platform.arch && isOldArm(identity) ? 'doubtful' : fitOfArch(arch, platform);
}
function fitOfArch(name, platform) {
    const [arch = '', version = ''] = name.split('/');
    if (arch === platform.arch && arch === 'arm' && versionNumber(version) > versionNumber(platform.variant))
        return 'wrong';
    const { always, sometimes } = RUNS_BY_SYSTEM.get(platform.os) ?? LINUX_RUNS;
    if (arch === platform.arch || always.get(platform.arch)?.includes(arch))
        return 'right';
    return sometimes.get(platform.arch)?.includes(arch) ? 'doubtful' : 'wrong';
}
function bestFit(names, platform) {
    const fits = names.map((name) => fitOfArch(name, platform));
    return fits.find((fit) => fit === 'right') ?? fits.find((fit) => fit === 'doubtful') ?? 'wrong';
}
function isOneFamily(a, b) {
    return a.os === b.os && (fitOfArch(a.arch, b) === 'right' || fitOfArch(b.arch, a) === 'right');
}
function exceedsArm({ armVersion }, { arch, variant }) {
    return arch === 'arm' && armVersion > versionNumber(variant);
}
function versionNumber(version) {
    return Number(version.replace('v', ''));
}
function missingLevel({ machine, class: bits, x86Level }, platform) {
    if (platform.arch !== 'amd64' || machine !== X86_64 || bits !== 64)
        return 0;
    const level = Number(platform.variant.replace('v', '') || 1);
    return x86Level > level ? x86Level : 0;
}
function missingSetting({ goSetting }, platform) {
    const [name = '', value = ''] = goSetting.split('=');
    const { GOARM64, GOPPC64, GORISCV64 } = (0,platforms_args/* platformArgs */.x)(platform, undefined);
    const platformValue = new Map(Object.entries({ GOARM64, GOPPC64, GORISCV64 })).get(name) ?? '';
    return rankOf(value) > rankOf(platformValue) ? goSetting : '';
}
function rankOf(value) {
    const [, newer, number = ''] = /^(v8\.|(v9\.)|power|rva)(\d+)/.exec(value)?.slice(1) ?? [];
    return number === '' ? Number.NaN : Number(number) + (newer === undefined ? 0 : 5);
}
function differInFloat(a, b) {
    const floats = [a, b].map(({ flags }) => flags & (HARD_FLOAT | SOFT_FLOAT));
    return a.machine === ARM && b.machine === ARM && !floats.includes(0) && floats[0] !== floats[1];
}
function machineName(identity) {
    const name = archOf(identity) ?? (isX32(identity) ? 'x32' : OTHER_MACHINE_NAMES.get(identity.machine));
    const system = foreignSystem(identity);
    const plain = name ?? `ELF machine ${identity.machine}, ${identity.class} bits, ${identity.endian}-endian`;
    const extra = [...(name === 'arm' ? armDetails(identity) : []), ...(system === undefined ? [] : [system])];
    return [plain, ...extra].join(', ');
}
function machineWords(identity) {
    const arch = archOf(identity);
    return arch === undefined ? [] : archWords(arch);
}
function archWords(arch) {
    const variants = arch === 'arm' ? ['v5', 'v6', 'v7'] : [''];
    const names = variants.flatMap((variant) => {
        const args = (0,platforms_args/* platformArgs */.x)({ os: 'linux', osVersion: '', osFeatures: [], arch, variant }, undefined);
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
    return [...new Set([arch, ...names, ...musl])].filter((name) => name !== '');
}
function archOf(identity) {
    const machine = identity.machine === SPARC32PLUS ? 2 : identity.machine;
    return names/* ARCHITECTURES */.Xe.find((arch) => {
        const known = (0,emulators/* machineOf */.VT)(arch);
        if (known === undefined || known.elfMachine !== machine)
            return false;
        return known.class === identity.class && known.endian === identity.endian;
    });
}
function foreignSystem({ osAbi }) {
    return FOREIGN_SYSTEMS.get(osAbi);
}
function isX32(identity) {
    return identity.machine === X86_64 && identity.class === 32;
}
function isOldArm({ machine, flags, type }) {
    return machine === ARM && type !== RELOCATABLE && (flags & EABI_MASK) >>> 0 < EABI_4;
}
function armDetails({ flags, armVersion }) {
    const float = flags & HARD_FLOAT ? ['hard float'] : flags & SOFT_FLOAT ? ['soft float'] : [];
    return [...(armVersion > 0 ? [`v${armVersion}`] : []), ...float];
}

;// CONCATENATED MODULE: ./lib/verify/packages/claim.js

const NO_PATHS = new Float64Array();
function claimOf(claim, pathHashes = NO_PATHS, parts = []) {
    return { kind: 'package', has: 'claim', claim, pathHashes, parts };
}
function fitOfClaim({ systems, archs }, platform) {
    if (archs.length === 0)
        return 'any';
    if (systems.length > 0 && !systems.includes(platform.os))
        return 'wrong';
    return bestFit(archs, platform);
}
function metadataCost(metadata) {
    switch (metadata.has) {
        case 'claim':
            return ownersCost(metadata.parts) + 1000 + metadata.claim.name.length + metadata.pathHashes.byteLength;
        case 'paths':
            return 600 + metadata.pathHashes.byteLength;
        case 'names':
        case 'archs': {
            const texts = metadata.has === 'names' ? metadata.names : metadata.archs;
            return texts.reduce((sum, each) => sum + 40 + each.length, 600);
        }
        case 'database': {
            const owners = ownersCost(metadata.owners) + 600;
            return [...metadata.archs.keys()].reduce((sum, name) => sum + 100 + name.length, owners);
        }
    }
}
function ownersCost(owners) {
    return owners.reduce((sum, { pathHashes }) => sum + 600 + pathHashes.byteLength, 0);
}

;// CONCATENATED MODULE: ./lib/verify/memoize.js
const MAX_CACHED = 10_000;
function memoize(compute) {
    const cache = new Map();
    return (name) => {
        const cached = cache.get(name);
        if (cached !== undefined)
            return cached.value;
        const value = compute(name);
        if (cache.size >= MAX_CACHED)
            cache.clear();
        cache.set(name, { value });
        return value;
    };
}

;// CONCATENATED MODULE: ./lib/verify/name-words.js



const SPELLINGS = new Map([
    ['amd64', ['linux64', 'win64', 'k8', 'linuxx64', 'linuxx86-64', 'linuxx86_64']],
    ['386', ['i486', 'i586', 'linux32']],
    ['arm64', ['armv8', 'arm64-v8a', 'arm64_v8a', 'arm64v8', 'arm64e', 'linuxarm64', 'linuxaarch64']],
    [
        'arm',
        [
            ...['armv5', 'armv6', 'armv7a', 'armv8l', 'arm32', 'arm32v5', 'arm32v6', 'arm32v7', 'armle'],
            ...['armeabi', 'armeabi-v7a', 'armeabi_v7a', 'linuxarm32'],
        ],
    ],
    ['ppc64le', ['powerpc64le']],
    ['ppc64', ['powerpc64']],
    ['riscv64', ['riscv64gc']],
]);
const BITS_BEHIND = [
    ['x86', '386', 'amd64'],
    ['arm', 'arm', 'arm64'],
    ['aarch', '', 'arm64'],
    ['armhf', 'arm', ''],
    ['armel', 'arm', ''],
    ['ppc', 'ppc', 'ppc64'],
    ['ppcbe', 'ppc', 'ppc64'],
    ['ppcle', '', 'ppc64le'],
    ['s390', 's390', 's390x'],
    ['mips', 'mips', 'mips64'],
    ['mipsel', 'mipsle', 'mips64le'],
    ['riscv', 'riscv', 'riscv64'],
    ['loongarch', '', 'loong64'],
    ['sparc', 'sparc', 'sparc64'],
];
function wordsWithBits() {
    return BITS_BEHIND.flatMap(([word, of32, of64]) => ['-', '_'].flatMap((dash) => [[`${word}${dash}32`, of32], [`${word}${dash}64`, of64]])).filter(([, arch]) => arch !== '');
}
const ARCH_BY_WORD = new Map([
    ...names/* ARCHITECTURES */.Xe.flatMap((arch) => [...archWords(arch), ...(SPELLINGS.get(arch) ?? [])].map((word) => [word, arch])),
    ...wordsWithBits(),
]);
const OTHER_MACHINES = [
    ...['sparcv9', 'sparc32', 'ia64', 'alpha', 'hppa', 'parisc', 'parisc64', 'm68k', 'sh4', 'sh3', 'or1k'],
    ...['ia-64', 'ia_64', 'itanium_32', 'itanium_64', 'parisc-32', 'parisc-64', 'ppcle-32', 'ppcle_32'],
    ...['xtensa', 'hexagon', 'avr', 'wasm32', 'universal', 'universal2', 'i786', 'ppcle', 'powerpc'],
];
const DISTRIBUTIONS = [
    ...['debian', 'rhel', 'centos', 'fedora', 'ubuntu', 'alpine', 'opensuse', 'manylinux', 'musllinux'],
];
const SYSTEMS = new Map([
    ['linux', ['linux', 'linuxmusl', 'linuxglibc', 'linuxstatic', 'unix', ...DISTRIBUTIONS]],
    ['android', ['android']],
    ['darwin', ['darwin', 'macos', 'macosx', 'osx']],
    ['windows', ['windows', 'win', 'win32', 'mingw', 'mingw32', 'mswin', 'cygwin']],
    ['dragonfly', ['dragonfly', 'dragonflybsd']],
    ['solaris', ['solaris', 'sunos']],
    ...['freebsd', 'openbsd', 'netbsd', 'illumos', 'aix', 'haiku'].map((name) => [name, [name]]),
]);
const SYSTEM_BY_WORD = new Map([...SYSTEMS].flatMap(([system, words]) => words.map((word) => [word, system])));
const name_words_FOREIGN_SYSTEMS = [...SYSTEM_BY_WORD].flatMap(([word, system]) => system === 'linux' || system === 'android' ? [] : [word]);
const LIBCS = ['gnu', 'glibc', 'musl', 'gnueabi', 'gnueabihf', 'musleabi', 'musleabihf'];
const TARGET_FILLERS = ['unknown', 'pc', 'apple', 'msvc', 'ucrt', 'eabi', 'eabihf'];
const COMPILER = /^[-_]*(?:oe[-_]+)?(?:clang|gcc\d[\d.]*)$/;
const alternation = (words) => [...words].toSorted((a, b) => b.length - a.length).join('|');
const wholeWord = (pattern) => new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, 'g');
const MACHINE = alternation([...ARCH_BY_WORD.keys(), ...OTHER_MACHINES]);
const BITS = '(?:[-_]?(?:64|32)(?![a-z0-9]|[-_.]bit))?';
const RELEASE = '(?:[.-]?\\d+(?:\\.\\d+)*)?';
const VERSION = '(?:[-_.]v\\d(?:\\.\\d+)?|(?<=arm)[-_][5-8]|(?<=386)_(?:sse2|softfloat)|(?<=mips\\w*)_(?:hard|soft)float|(?<=ppc64(?:le)?)_power\\d+|(?<=riscv64)_rva\\d+u64)?';
const OPENSSL = 'openssl-\\d+\\.\\d+\\.x';
const MACHINE_WORD = wholeWord(MACHINE);
const FOREIGN_SYSTEM_WORD = wholeWord(`(?:${alternation(name_words_FOREIGN_SYSTEMS)})${BITS}`);
const ANY_WORD = wholeWord([
    `(?:${MACHINE})${VERSION}`,
    `(?:${alternation(DISTRIBUTIONS)})${RELEASE}`,
    `(?:${alternation([...SYSTEM_BY_WORD.keys(), ...LIBCS])})${BITS}`,
    OPENSSL,
].join('|'));
const FILLER_WORD = wholeWord(alternation(TARGET_FILLERS));
const PRISMA_AMD64 = /(?:debian|rhel|linux-musl)-openssl-\d/;
const LINUX_64 = wholeWord('linux[-_]?64');
const SEPARATORS = /[^a-z0-9]+/;
const WORD_BEGINNINGS = new Set([...ARCH_BY_WORD.keys(), ...OTHER_MACHINES, ...SYSTEM_BY_WORD.keys(), ...LIBCS, 'openssl'].map((word) => beginningOf(word.split(SEPARATORS)[0] ?? '')));
function beginningOf(word) {
    return word.replace(/\d+$/, '');
}
function archOfWord(word) {
    return ARCH_BY_WORD.get(word.toLowerCase()) ?? word;
}
function isArchWord(word) {
    return ARCH_BY_WORD.has(word.toLowerCase());
}
function systemOfWord(word) {
    return SYSTEM_BY_WORD.get(word.toLowerCase()) ?? word;
}
function readName(original) {
    const name = original.toLowerCase();
    const mayHaveWord = name.split(SEPARATORS).some((word) => WORD_BEGINNINGS.has(beginningOf(word)));
    const rest = mayHaveWord ? name.replace(ANY_WORD, '') : name;
    if (rest === name)
        return { hasWord: false, common: joined(name), machine: undefined, isForeignSystem: false };
    return {
        hasWord: true,
        common: joined(rest.replace(FILLER_WORD, '').replace(COMPILER, '')),
        machine: machineIn(name),
        isForeignSystem: name.search(FOREIGN_SYSTEM_WORD) !== -1,
    };
}
function joined(name) {
    return name.replaceAll(/[-_.+@]+/g, '-').replace(/^-|-$/g, '');
}
function machineIn(name) {
    const word = name.match(MACHINE_WORD)?.at(-1);
    if (word !== undefined)
        return ARCH_BY_WORD.get(word) ?? '';
    return PRISMA_AMD64.test(name) || name.search(LINUX_64) !== -1 ? 'amd64' : undefined;
}
function commonName(name) {
    return name
        .split('/')
        .map((part) => readName(part).common)
        .join('/');
}
function hasWord(path) {
    return path.split('/').some((name) => readName(name).hasWord);
}
const NEAR_NAMES = 3;
function pathReader() {
    const readCached = memoize(readName);
    const readFolderCached = memoize((path) => readFolder(path, readCached));
    return (path) => {
        const slash = path.lastIndexOf('/');
        return pathWords(readFolderCached(path.slice(0, slash)), readName(path.slice(slash + 1)));
    };
}
function readFolder(path, readCached) {
    const names = path
        .split('/')
        .slice(1)
        .filter((name, at, all) => !(/^v\d$/.test(name) && /^arm(?:64)?$/.test(all[at - 1] ?? '')))
        .map(readCached);
    const [triple = ''] = /^(?:\/usr)?(?:\/local)?\/lib\/[a-z0-9_]+-linux-[a-z0-9_]+(?=\/|$)/.exec(path) ?? [];
    const ownDepth = triple === '' ? 0 : triple.split('/').length - 1;
    return {
        hasWord: names.some(({ hasWord }) => hasWord),
        common: names
            .map(({ common }) => common)
            .filter((name) => name !== '')
            .join('/'),
        near: names
            .slice(ownDepth)
            .reverse()
            .slice(0, NEAR_NAMES - 1),
    };
}
function pathWords({ hasWord, common, near }, fileName) {
    const names = [fileName, ...near];
    return {
        hasWord: hasWord || fileName.hasWord,
        common: `${common}/${fileName.common}`,
        ...{ arch: archIn(names), ownArch: archIn([fileName]), folderArch: archIn(near) },
        isForeignSystem: names.some(({ isForeignSystem }) => isForeignSystem),
    };
}
function archIn(names) {
    return names.find(({ machine }) => machine !== undefined)?.machine || undefined;
}

;// CONCATENATED MODULE: ./lib/verify/name-hash.js
const { imul } = Math;
function hashName(text, start = 0, end = text.length) {
    let first = 0x811c9dc5;
    let second = 0x2545f491;
    for (let index = start; index < end; index++) {
        const code = text.charCodeAt(index);
        first = imul(first ^ code, 0x9e3779b1);
        second = imul(((second << 13) | (second >>> 19)) ^ code, 0x5bd1e995);
    }
    const high = mixBits(first) ^ imul(second ^ (second >>> 13), 0xc2b2ae35);
    return { high, low: mixBits(second) ^ imul(high ^ (high >>> 13), 0xc2b2ae35) };
}
function mixBits(sum) {
    return imul(sum ^ (sum >>> 16), 0x85ebca6b);
}

;// CONCATENATED MODULE: ./lib/verify/packages/owners.js

function pathHash(path, start = 0, end = path.length) {
    const { high, low } = hashName(path, path.startsWith('/', start) ? start + 1 : start, end);
    return (high >>> 0) * 2 ** 21 + (low & 0x1fffff);
}
function eachLine(text, visit) {
    for (let start = 0; start < text.length;) {
        const newline = text.indexOf('\n', start);
        const end = newline === -1 ? text.length : newline;
        visit(text.slice(start, end));
        start = end + 1;
    }
}
function ownerTable(pathHashes) {
    const count = pathHashes.reduce((sum, { length }) => sum + length, 0);
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, count * 1.5)));
    const table = { hashes: new Float64Array(slots), owners: new Uint32Array(slots) };
    for (const [owner, hashes] of pathHashes.entries()) {
        for (const hash of hashes) {
            const slot = slotOf(table, hash);
            if (table.owners[slot] === 0) {
                table.hashes[slot] = hash;
                table.owners[slot] = owner + 1;
            }
        }
    }
    return table;
}
function ownerOf(table, path) {
    return (table.owners[slotOf(table, pathHash(path))] ?? 0) - 1;
}
function slotOf({ hashes, owners }, hash) {
    const mask = hashes.length - 1;
    let slot = hash % hashes.length;
    while (owners[slot] !== 0 && hashes[slot] !== hash)
        slot = (slot + 1) & mask;
    return slot;
}

;// CONCATENATED MODULE: ./lib/verify/packages/conda.js




const conda_BITS = new Map([
    ['64', 'amd64'],
    ['32', '386'],
]);
function readConda(source, path) {
    const json = (0,lib_json/* parseJson */.qF)(source);
    const name = (0,lib_json/* text */.Qq)(json, 'name');
    const subdir = (0,lib_json/* text */.Qq)(json, 'subdir');
    if (name === '' || subdir === '')
        return undefined;
    const prefix = path.split('/').slice(0, -2);
    const files = (0,lib_json/* array */.YO)(json, 'files').filter((file) => typeof file === 'string');
    const pathHashes = Float64Array.from(files, (file) => pathHash([...prefix, file].join('/')));
    const [system = '', arch = ''] = subdir.split('-');
    const machines = arch === ''
        ? { systems: [], archs: [] }
        : { systems: [systemOfWord(system)], archs: [conda_BITS.get(arch) ?? archOfWord(arch)] };
    return claimOf({ format: 'conda', name, ...machines, libcs: [] }, pathHashes);
}

;// CONCATENATED MODULE: ./lib/verify/packages/dotnet.js




function readDeps(source, path) {
    const target = /"runtimeTarget"\s*:\s*\{\s*"name"\s*:\s*"([^"]*)"/.exec(source)?.[1];
    if (target === undefined)
        return undefined;
    const name = (path.split('/').at(-1) ?? '').replace(/\.deps\.json$/, '');
    const [framework = '', rid = ''] = target.split('/');
    if (rid !== '')
        return claimOf({ format: 'dotnet', name, ...machineOfRid(rid) });
    const claim = { format: 'dotnet', name, systems: [], archs: [], libcs: [] };
    return claimOf(claim, NO_PATHS, nativeParts(source, framework, path));
}
function machineOfRid(rid) {
    const [first = '', ...words] = rid.split('-');
    const arch = words.find((word) => !dotnet_LIBCS.includes(word));
    const system = first.replace(/[\d.].*/, '');
    return {
        systems: [OTHER_SYSTEMS.has(system) ? systemOfWord(system) : 'linux'],
        archs: arch === undefined ? [] : [archOfWord(arch)],
        libcs: words.includes('musl') || system === 'alpine' ? ['musl'] : [],
    };
}
const dotnet_LIBCS = ['musl', 'bionic'];
const OTHER_SYSTEMS = new Set([
    ...['win', 'osx', 'freebsd', 'illumos', 'solaris', 'android', 'browser', 'wasi', 'haiku'],
    ...['ios', 'iossimulator', 'tvos', 'tvossimulator', 'maccatalyst'],
]);
function nativeParts(source, framework, path) {
    const targets = (0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)((0,lib_json/* parseJson */.qF)(source), 'targets'), framework);
    const folder = path.split('/').slice(0, -1);
    return (0,lib_json/* keys */.HP)(targets).flatMap((library) => {
        const assets = (0,lib_json/* field */.ZZ)((0,lib_json/* field */.ZZ)(targets, library), 'runtimeTargets');
        const natives = (0,lib_json/* keys */.HP)(assets).filter((file) => (0,lib_json/* text */.Qq)((0,lib_json/* field */.ZZ)(assets, file), 'assetType') === 'native');
        const byRid = Map.groupBy(natives, (file) => (0,lib_json/* text */.Qq)((0,lib_json/* field */.ZZ)(assets, file), 'rid'));
        const parts = [...byRid].map(([rid, files]) => ({
            claim: { format: 'nuget', name: library.split('/')[0] ?? '', ...machineOfRid(rid) },
            pathHashes: Float64Array.from(files, (file) => pathHash([...folder, file].join('/'))),
        }));
        const isForAll = parts.some(({ claim }) => claim.archs.length === 0 && claim.systems.includes('linux'));
        return isForAll ? [] : parts.filter(({ claim }) => claim.systems.includes('linux'));
    });
}

;// CONCATENATED MODULE: ./lib/verify/packages/dpkg.js


function readStatus(text) {
    const archs = new Map();
    let name = '';
    eachLine(text, (line) => {
        if (line.startsWith('Package: '))
            name = line.slice(9).trim();
        else if (line.startsWith('Architecture: ') && name !== '') {
            const arch = line.slice(14).trim();
            archs.set(`${name}:${arch}`, arch);
            if (!archs.has(name))
                archs.set(name, arch);
        }
    });
    return archs.size === 0 ? undefined : { kind: 'package', has: 'database', archs, owners: [] };
}
const DATA_FOLDERS = [
    '/usr/share/doc/',
    '/usr/share/man/',
    '/usr/share/locale/',
    '/usr/share/icons/',
    '/usr/include/',
];
function readList(text) {
    const hashes = [];
    for (let start = 0; start < text.length;) {
        const newline = text.indexOf('\n', start);
        const end = newline === -1 ? text.length : newline;
        const from = start;
        if (end > from && !DATA_FOLDERS.some((folder) => text.startsWith(folder, from)))
            hashes.push(pathHash(text, from, end));
        start = end + 1;
    }
    return { kind: 'package', has: 'paths', pathHashes: Float64Array.from(hashes) };
}
function readSums(text) {
    const hashes = [];
    eachLine(text, (line) => {
        const path = line.slice(34).replace(/^\.?\//, '');
        if (path !== '')
            hashes.push(pathHash(path));
    });
    return { kind: 'package', has: 'paths', pathHashes: Float64Array.from(hashes) };
}
function readArchs(text) {
    const archs = text.split(/\s+/).filter((word) => word !== '');
    return { kind: 'package', has: 'archs', archs: archs.map(archOfWord) };
}
function readInstalled(text) {
    const owners = [];
    const archs = new Map();
    let package_ = { name: '', arch: '', folder: '', hashes: [] };
    const finish = () => {
        const { name, arch, hashes } = package_;
        if (name !== '') {
            archs.set(name, arch);
            owners.push({ claim: distributionClaim('apk', name, arch), pathHashes: Float64Array.from(hashes) });
        }
        package_ = { name: '', arch: '', folder: '', hashes: [] };
    };
    eachLine(text, (line) => {
        const value = line.slice(2);
        if (line === '')
            finish();
        else if (line.startsWith('P:'))
            package_.name = value;
        else if (line.startsWith('A:'))
            package_.arch = value;
        else if (line.startsWith('F:'))
            package_.folder = value;
        else if (line.startsWith('R:'))
            package_.hashes.push(pathHash(package_.folder === '' ? value : `${package_.folder}/${value}`));
    });
    finish();
    return owners.length === 0 ? undefined : { kind: 'package', has: 'database', archs, owners };
}
function distributionClaim(format, name, arch) {
    const archs = arch === 'all' || arch === 'noarch' ? [] : [archOfWord(arch)];
    return { format, name, systems: [], archs, libcs: [] };
}

;// CONCATENATED MODULE: ./lib/verify/packages/npm.js



const ANY_NPM = { format: 'npm', name: '', systems: [], archs: [], libcs: [] };
const PORTABLE_PACKAGE = claimOf(ANY_NPM);
const INSTALL_SCRIPT_PACKAGE = claimOf({ ...ANY_NPM, hasInstallScript: true });
const INSTALLED_PATH = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
function readPackageJson(source, path) {
    const isInstalled = INSTALLED_PATH.test(`/${path}`);
    const isPlain = !/"(?:(?:pre|post)?install|os|cpu)"\s*:/.test(source);
    if (isPlain)
        return isInstalled ? PORTABLE_PACKAGE : undefined;
    const json = (0,lib_json/* parseJson */.qF)(source);
    const portable = isInstalled ? portableOf(json) : undefined;
    const name = (0,lib_json/* text */.Qq)(json, 'name');
    if (name === '')
        return portable;
    const archs = allowedValues(json, 'cpu', CPUS).flatMap(archsOf);
    if (archs.length === 0)
        return portable;
    const systems = allowedValues(json, 'os', npm_SYSTEMS).map(systemOfWord);
    const libcs = allowedValues(json, 'libc', ['glibc', 'musl']).filter(isLibc);
    return claimOf({ format: 'npm', name, systems, archs, libcs });
}
function portableOf(json) {
    const systems = allowedValues(json, 'os', npm_SYSTEMS).map(systemOfWord);
    if (systems.length > 0 && !systems.includes('linux'))
        return claimOf({ ...ANY_NPM, systems });
    return hasInstallScript(json) ? INSTALL_SCRIPT_PACKAGE : PORTABLE_PACKAGE;
}
function hasInstallScript(json) {
    return ['preinstall', 'install', 'postinstall'].some((name) => (0,lib_json/* text */.Qq)(json, 'scripts', name) !== '');
}
const CPUS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips', 'mipsel'];
const npm_SYSTEMS = ['linux', 'darwin', 'win32', 'freebsd', 'openbsd', 'sunos', 'aix', 'android'];
function allowedValues(json, name, known) {
    const value = (0,lib_json/* field */.ZZ)(json, name);
    const words = (typeof value === 'string' ? [value] : (0,lib_json/* array */.YO)(value)).filter((word) => typeof word === 'string');
    const included = words.filter((word) => !word.startsWith('!'));
    if (included.includes('any'))
        return [];
    if (included.length > 0 || words.length === 0)
        return included;
    return known.filter((word) => !words.includes(`!${word}`));
}
function archsOf(cpu) {
    return cpu === 'ppc64' ? ['ppc64le', 'ppc64'] : [archOfWord(cpu)];
}
function isLibc(word) {
    return word === 'glibc' || word === 'musl';
}

;// CONCATENATED MODULE: ./lib/verify/packages/wheel.js



function readWheel(text, path) {
    const tagLines = [...text.matchAll(/^Tag:\s*\S+?-(\S+?)-(\S+?)\s*$/gm)];
    const tags = tagLines.flatMap(([, , tag = '']) => tag.split('.'));
    if (tags.length === 0)
        return undefined;
    const name = path
        .split('/')
        .at(-2)
        ?.replace(/-[^-]*\.dist-info$/, '') ?? '';
    if (tags.includes('any'))
        return claimOf(wheelClaim(name, [], [], []));
    const parts = tags.map(partsOfTag);
    const claim = wheelClaim(name, [...new Set(parts.map(({ system }) => system))], [...new Set(parts.flatMap(({ archs }) => archs))], [...new Set(parts.flatMap(({ libc }) => (libc === undefined ? [] : [libc])))]);
    return claimOf(tagLines.every(([, abi]) => abi !== 'none') ? { ...claim, isForInterpreter: true } : claim);
}
function wheelClaim(name, systems, archs, libcs) {
    return { format: 'wheel', name, systems, archs, libcs };
}
function publishedArch(arch) {
    const [, version = ''] = /^armv([67])l$/.exec(arch) ?? [];
    return version === '' ? archOfWord(arch) : `arm/v${version}`;
}
function partsOfTag(tag) {
    const linux = /^(many|musl)linux(?:\d{1,4}|_\d+_\d+)_(.+)$/.exec(tag);
    if (linux !== null) {
        const [, libc, arch = ''] = linux;
        return { system: 'linux', archs: [publishedArch(arch)], libc: libc === 'musl' ? 'musl' : 'glibc' };
    }
    const mac = /^macosx_\d+_\d+_(.+)$/.exec(tag);
    if (mac !== null)
        return { system: 'darwin', archs: macArchs(mac[1] ?? ''), libc: undefined };
    if (tag === 'win32')
        return { system: 'windows', archs: ['386'], libc: undefined };
    const [, system = tag, arch = ''] = /^(linux|win|android_\d+|freebsd_[\d_a-z]*)_(.+)$/.exec(tag) ?? [];
    return { system: systemName(system), archs: [archOfWord(arch)], libc: undefined };
}
function systemName(system) {
    if (system === 'win')
        return 'windows';
    return system.replace(/_.*/, '');
}
function macArchs(arch) {
    return isArchWord(arch) ? [archOfWord(arch)] : ['amd64', 'arm64'];
}
const NON_PROGRAM = /\.(?:pyi?|pyc|txt|h|hpp|c|cpp|pxd|pyx|json|typed|md|rst|html|js|css|png|svg|npy|dist-info\/.*)$/;
function readRecord(text, path) {
    const root = path.split('/').slice(0, -2);
    const hashes = [];
    eachLine(text, (line) => {
        const name = /^(?:"([^"]*)"|([^,]*)),/.exec(line);
        const file = name?.[1] ?? name?.[2] ?? '';
        if (file === '' || NON_PROGRAM.test(file))
            return;
        hashes.push(pathHash(file.startsWith('/') ? file : resolvePath(root, file)));
        const [, script] = /^\.\.\/.*(?<=\/)(bin\/[^/]+)$/.exec(file) ?? [];
        if (script !== undefined)
            hashes.push(pathHash(resolvePath(root, script)));
    });
    return { kind: 'package', has: 'paths', pathHashes: Float64Array.from(hashes) };
}
function readTopLevel(text) {
    const names = text.split(/\r?\n/).map((name) => name.trim());
    return { kind: 'package', has: 'names', names: names.filter((name) => name !== '') };
}
function resolvePath(root, file) {
    const names = [...root];
    for (const name of file.split('/')) {
        if (name === '..')
            names.pop();
        else if (name !== '.' && name !== '')
            names.push(name);
    }
    return names.join('/');
}
function normalisedName(name) {
    return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

;// CONCATENATED MODULE: ./lib/verify/packages/packages.js





const KIBIBYTE = 1 << 10;
const MAX_BYTES = 4 << 20;
const FORMATS = [
    { pattern: /\/package\.json$/, limit: 64 * KIBIBYTE, read: readPackageJson },
    { pattern: /\.dist-info\/WHEEL$/, limit: 64 * KIBIBYTE, read: readWheel },
    { pattern: /\.dist-info\/RECORD$/, limit: MAX_BYTES, read: readRecord },
    { pattern: /\.dist-info\/top_level\.txt$/, limit: 4 * KIBIBYTE, read: readTopLevel },
    { pattern: /\.deps\.json$/, limit: MAX_BYTES, read: readDeps },
    { pattern: /(?:^|\/)conda-meta\/[^/]+\.json$/, limit: MAX_BYTES, read: readConda },
    {
        pattern: /^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+(?<!\.md5sums))$/,
        limit: MAX_BYTES,
        read: readStatus,
    },
    { pattern: /^var\/lib\/dpkg\/info\/[^/]+\.list$/, limit: MAX_BYTES, read: readList },
    { pattern: /^var\/lib\/dpkg\/status\.d\/[^/]+\.md5sums$/, limit: MAX_BYTES, read: readSums },
    { pattern: /^(?:var\/lib\/dpkg|etc\/apk)\/arch$/, limit: 4 * KIBIBYTE, read: readArchs },
    { pattern: /^(?:usr\/)?lib\/apk\/db\/installed$/, limit: MAX_BYTES, read: readInstalled },
];
const QUICK_TEST = /(?:\.json|\.list|\.txt|WHEEL|RECORD|status|arch|installed)$|dpkg\/status\.d\//;
function metadataFormat(path) {
    return QUICK_TEST.test(path) ? FORMATS.find(({ pattern }) => pattern.test(path)) : undefined;
}

;// CONCATENATED MODULE: ./lib/verify/layer/too-large.js
class TooLarge extends Error {
    name = 'TooLarge';
}

;// CONCATENATED MODULE: ./lib/verify/layer/cells.js

const { floor, imul: cells_imul } = Math;
const CELL_WIDTH = 3;
const VALUE = 2;
const MAX_LOAD = 0.8;
const GROWTH = 1.25;
const MAX_STEPS = 400_000_000;
function newCells(count) {
    return { data: newData(count), used: 0, steps: MAX_STEPS };
}
function newData(count) {
    return new Int32Array(CELL_WIDTH * Math.ceil((count + 1) / MAX_LOAD));
}
const CELL_COST = (CELL_WIDTH * Int32Array.BYTES_PER_ELEMENT) / MAX_LOAD;
function cellOf(cells, folder, name) {
    return search(cells, highOf(folder, name), lowOf(folder, name));
}
function highOf(folder, { high }) {
    return high ^ cells_imul(folder, 0x9e3779b1);
}
function lowOf(folder, { low }) {
    return low ^ cells_imul(folder, 0x85ebca6b);
}
function search(cells, high, low) {
    const { data } = cells;
    let cell = floor(((high >>> 0) / 2 ** 32) * (data.length / CELL_WIDTH)) * CELL_WIDTH;
    while (data[cell + VALUE] !== 0 && (data[cell] !== high || data[cell + 1] !== low)) {
        if (--cells.steps < 0)
            throw new TooLarge('too many of its names collide');
        cell = cell + CELL_WIDTH === data.length ? 0 : cell + CELL_WIDTH;
    }
    return cell;
}
function valueIn({ data }, cell) {
    return data[cell + VALUE] ?? 0;
}
function putValue(cells, cell, folder, name, value) {
    putCell(cells, cell, highOf(folder, name), lowOf(folder, name), value);
}
function putCell(cells, cell, high, low, value) {
    if (cells.data[cell + VALUE] === 0)
        cells.used += 1;
    cells.data[cell] = high;
    cells.data[cell + 1] = low;
    cells.data[cell + VALUE] = value;
}
function makeRoom(cells) {
    const { data, used } = cells;
    if ((used + 1) * CELL_WIDTH <= data.length * MAX_LOAD)
        return;
    cells.data = newData(used * GROWTH);
    cells.used = 0;
    for (let cell = 0; cell < data.length; cell += CELL_WIDTH) {
        const [high, low, value] = [data[cell] ?? 0, data[cell + 1] ?? 0, data[cell + VALUE] ?? 0];
        if (value !== 0)
            putCell(cells, search(cells, high, low), high, low, value);
    }
}

;// CONCATENATED MODULE: ./lib/verify/layer/entries.js

const KIND = {
    folder: 1,
    file: 2,
    symlink: 3,
    link: 4,
    elf: 5,
    script: 6,
    text: 7,
    other: 8,
    format: 9,
    whiteout: 10,
};
const EXECUTABLE = 0x40;
const EMPTY = 0x80;
const CUT = 0x20;
const KIND_MASK = 0x1f;
const END_OF_CHUNK = 0;
const FOLDER_RECORD = 0x1f;
const WHITEOUT = '.wh.';
const CHUNK_BITS = 17;
const CHUNK = 1 << CHUNK_BITS;
const RECORD_OVERHEAD = 32;
function newEntryLog() {
    return { texts: newTexts(), count: 0, named: 0, folder: '', sourceFolder: '', hasWhiteouts: false };
}
function newTexts() {
    return { chunks: [], length: CHUNK };
}
function addEntry(log, entry) {
    const [folder, name] = splitPath(entry.path);
    if (name === '')
        return;
    if (folder !== log.folder)
        addFolder(log, folder);
    const kind = name.startsWith(WHITEOUT) ? KIND.whiteout : entry.kind;
    const facts = kind | bitsOf(entry);
    log.hasWhiteouts ||= kind === KIND.whiteout;
    log.count += 1;
    if (kind === KIND.file)
        addPlain(log, name, facts);
    else
        addNamed(log, name, entry, facts);
}
function bitsOf({ isExecutable, isEmpty, isCut }) {
    return (isExecutable ? EXECUTABLE : 0) | (isEmpty ? EMPTY : 0) | (isCut ? CUT : 0);
}
function addFolder(log, folder) {
    reserve(log.texts, folder.length + RECORD_OVERHEAD);
    putByte(log.texts, FOLDER_RECORD);
    putSuffix(log.texts, log.folder, folder);
    log.folder = folder;
}
function addPlain({ texts }, name, facts) {
    reserve(texts, RECORD_OVERHEAD);
    putByte(texts, facts);
    putHash(texts, name);
}
function addNamed(log, name, entry, facts) {
    const { texts } = log;
    const kind = facts & KIND_MASK;
    log.named += 1;
    reserve(texts, name.length + entry.target.length + RECORD_OVERHEAD);
    putByte(texts, facts);
    putText(texts, name);
    if (kind === KIND.symlink)
        putText(texts, entry.target);
    if (kind === KIND.link) {
        const [folder, source] = splitPath(entry.target);
        putSuffix(texts, log.sourceFolder, folder);
        putHash(texts, source);
        log.sourceFolder = folder;
    }
    if (hasDetail(kind)) {
        putNumber(texts, entry.identity + 1);
        putNumber(texts, entry.detail + 1);
    }
}
function sizeOf({ chunks, length }) {
    return chunks.length * CHUNK - CHUNK + length;
}
function eachEntry({ texts }, { plain, named }) {
    const cursor = { chunk: Buffer.alloc(0), at: 0, first: 0, folder: '', sourceFolder: '' };
    const hash = { high: 0, low: 0 };
    const end = sizeOf(texts);
    for (const [number, chunk] of texts.chunks.entries()) {
        Object.assign(cursor, { chunk, at: 0, first: number * CHUNK });
        while (cursor.first + cursor.at < end) {
            const facts = takeByte(cursor);
            if (facts === END_OF_CHUNK)
                break;
            if (facts === FOLDER_RECORD)
                cursor.folder = takeSuffix(cursor, cursor.folder);
            else if ((facts & KIND_MASK) === KIND.file) {
                takeHash(cursor, hash);
                plain(cursor.folder, hash, facts);
            }
            else
                named(takeNamed(cursor, facts));
        }
    }
}
function takeNamed(cursor, facts) {
    const kind = facts & KIND_MASK;
    const nameAt = cursor.first + cursor.at;
    const name = takeText(cursor);
    const targetAt = kind === KIND.symlink ? cursor.first + cursor.at : -1;
    if (kind === KIND.symlink)
        skipText(cursor);
    const source = kind === KIND.link ? takeSource(cursor) : undefined;
    const identity = hasDetail(kind) ? takeNumber(cursor) - 1 : -1;
    const detail = hasDetail(kind) ? takeNumber(cursor) - 1 : -1;
    const { folder } = cursor;
    return { folder, name, hash: hashName(name), facts, source, identity, detail, nameAt, targetAt };
}
function takeSource(cursor) {
    cursor.sourceFolder = takeSuffix(cursor, cursor.sourceFolder);
    const hash = { high: 0, low: 0 };
    takeHash(cursor, hash);
    return { folder: cursor.sourceFolder, hash };
}
function splitPath(path) {
    let end = path.length;
    while (path[end - 1] === '/')
        end--;
    const slash = path.lastIndexOf('/', end - 1);
    const name = path.slice(slash + 1, end);
    return [slash === -1 ? '' : path.slice(0, slash), name === '.' ? '' : name];
}
function addText(texts, text) {
    reserve(texts, text.length + RECORD_OVERHEAD);
    const address = sizeOf(texts);
    putText(texts, text);
    return address;
}
function textAt(chunks, address) {
    const chunk = chunks[address >>> CHUNK_BITS];
    return chunk === undefined ? '' : takeText({ chunk, at: address & (CHUNK - 1) });
}
function addressBehind(chunks, address) {
    return chunks * CHUNK + address;
}
function hasDetail(kind) {
    return kind === KIND.elf || kind === KIND.script || kind === KIND.text || kind === KIND.format;
}
function commonLength(a, b) {
    let length = 0;
    while (a.charCodeAt(length) === b.charCodeAt(length))
        length++;
    return length;
}
function reserve(texts, size) {
    if (texts.length + size < CHUNK)
        return;
    const last = texts.chunks.at(-1);
    if (last !== undefined)
        last[texts.length] = END_OF_CHUNK;
    texts.chunks.push(Buffer.allocUnsafeSlow(CHUNK));
    texts.length = 0;
}
function putByte(texts, byte) {
    const chunk = texts.chunks.at(-1);
    if (chunk !== undefined)
        chunk[texts.length++] = byte;
}
function putNumber(texts, number) {
    let left = number;
    while (left >= 0x80) {
        putByte(texts, (left & 0x7f) | 0x80);
        left >>>= 7;
    }
    putByte(texts, left);
}
function putText(texts, text) {
    putNumber(texts, text.length);
    texts.length += texts.chunks.at(-1)?.write(text, texts.length, 'latin1') ?? 0;
}
function putSuffix(texts, before, text) {
    const shared = commonLength(before, text);
    putNumber(texts, shared);
    putText(texts, text.slice(shared));
}
function putHash(texts, name) {
    const { high, low } = hashName(name);
    const chunk = texts.chunks.at(-1);
    if (chunk !== undefined)
        texts.length = chunk.writeInt32LE(low, chunk.writeInt32LE(high, texts.length));
}
function takeByte(cursor) {
    return cursor.chunk[cursor.at++] ?? END_OF_CHUNK;
}
function takeNumber(cursor) {
    let number = 0;
    for (let shift = 0;; shift += 7) {
        const byte = takeByte(cursor);
        number |= (byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}
function takeText(cursor) {
    const start = skipText(cursor);
    return cursor.chunk.toString('latin1', start, cursor.at);
}
function skipText(cursor) {
    const length = takeNumber(cursor);
    cursor.at += length;
    return cursor.at - length;
}
function takeSuffix(cursor, before) {
    return before.slice(0, takeNumber(cursor)) + takeText(cursor);
}
function takeHash(cursor, hash) {
    hash.high = cursor.chunk.readInt32LE(cursor.at);
    hash.low = cursor.chunk.readInt32LE(cursor.at + 4);
    cursor.at += 8;
}

;// CONCATENATED MODULE: ./lib/verify/layer/elf.js
const HEADER_SIZE = 64;
const MAX_HEADERS = 256;
const MAX_ENTRIES = 512;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_NOTE = 4;
const PT_GNU_PROPERTY = 0x6474e553;
const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_STRSZ = 10;
const DT_RPATH = 15;
const DT_RUNPATH = 29;
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
        type: readHalf(head, 16, isLittle),
        machine: readHalf(head, 18, isLittle),
        flags: readWord(head, bits === 2 ? 48 : 36, isLittle),
        armVersion: 0,
        x86Level: 0,
        goSetting: '',
    };
}
function programRange(head, identity) {
    const isLittle = identity.endian === 'little';
    const wide = identity.class === 64;
    if (head.length < (wide ? 64 : 52))
        return undefined;
    const start = wide ? readLong(head, 32, isLittle) : readWord(head, 28, isLittle);
    const entry = readHalf(head, wide ? 54 : 42, isLittle);
    const count = readHalf(head, wide ? 56 : 44, isLittle);
    if (entry !== (wide ? 56 : 32) || count === 0 || count > MAX_HEADERS)
        return undefined;
    return { start, length: entry * count };
}
function readPrograms(table, identity) {
    const isLittle = identity.endian === 'little';
    const wide = identity.class === 64;
    const size = wide ? 56 : 32;
    const all = Array.from({ length: Math.floor(table.length / size) }, (_, index) => {
        const at = index * size;
        return {
            type: readWord(table, at, isLittle),
            start: wide ? readLong(table, at + 8, isLittle) : readWord(table, at + 4, isLittle),
            address: wide ? readLong(table, at + 16, isLittle) : readWord(table, at + 8, isLittle),
            length: wide ? readLong(table, at + 32, isLittle) : readWord(table, at + 16, isLittle),
        };
    });
    return {
        interpreter: all.find(({ type }) => type === PT_INTERP),
        dynamic: all.find(({ type }) => type === PT_DYNAMIC),
        loads: all.filter(({ type }) => type === PT_LOAD),
        notes: all.filter(({ type }) => type === PT_NOTE || type === PT_GNU_PROPERTY),
    };
}
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
function stringAt(table, position, limit) {
    const bytes = table.subarray(position, position + limit);
    const end = bytes.indexOf(0);
    return bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
}
const GNU_PROPERTY = 'GNU 5';
const GO_BUILD_ID = 'Go 4';
const X86_ISA_1_NEEDED = 0xc0008002;
function readNotes(bytes, { endian, class: bits }) {
    const isLittle = endian === 'little';
    let notes = { x86Level: 0, isGo: false };
    for (let at = 0; at + 12 <= bytes.length;) {
        const nameSize = readWord(bytes, at, isLittle);
        const size = readWord(bytes, at + 4, isLittle);
        const kind = `${stringAt(bytes.subarray(at + 12), 0, Math.min(nameSize, 8))} ${readWord(bytes, at + 8, isLittle)}`;
        const start = at + 12 + alignUp(nameSize, 4);
        const alignment = kind === GNU_PROPERTY && bits === 64 ? 8 : 4;
        if (kind === GNU_PROPERTY)
            notes = { ...notes, x86Level: levelIn(bytes.subarray(start, start + size), isLittle, alignment) };
        if (kind === GO_BUILD_ID)
            notes = { ...notes, isGo: true };
        at = start + alignUp(size, alignment);
    }
    return notes;
}
function levelIn(properties, isLittle, alignment) {
    for (let at = 0; at + 12 <= properties.length;) {
        const size = readWord(properties, at + 4, isLittle);
        if (readWord(properties, at, isLittle) === X86_ISA_1_NEEDED)
            return highestLevel(readWord(properties, at + 8, isLittle));
        at += 8 + alignUp(size, alignment);
    }
    return 0;
}
function highestLevel(bits) {
    return 32 - Math.clz32(bits & 0xf);
}
function alignUp(size, alignment) {
    return Math.ceil(size / alignment) * alignment;
}
const GO_SETTINGS = new Map([
    [21, 'GOPPC64'],
    [40, 'GOARM'],
    [62, 'GOAMD64'],
    [183, 'GOARM64'],
    [243, 'GORISCV64'],
].map(([machine, name]) => [machine, Buffer.from(`\nbuild\t${name}=`)]));
const MAX_SETTING_LENGTH = 64;
function hasGoSetting(machine) {
    return GO_SETTINGS.has(machine);
}
function goSettingIn(bytes, machine) {
    const prefix = GO_SETTINGS.get(machine);
    const at = prefix === undefined ? -1 : bytes.indexOf(prefix);
    if (at === -1)
        return '';
    const line = bytes.toString('latin1', at, at + MAX_SETTING_LENGTH);
    return /^\nbuild\t(\w+=[\w.,]+)\n/.exec(line)?.[1] ?? '';
}
function withGoSetting(identity, goSetting) {
    const [, name, digit = '0'] = /^(GOARM|GOAMD64)=v?([1-7])(?![\d.])/.exec(goSetting) ?? [];
    const number = Number(digit);
    if (name === 'GOARM')
        return { ...identity, goSetting, armVersion: number };
    if (name === 'GOAMD64')
        return { ...identity, goSetting, x86Level: Math.max(identity.x86Level, number) };
    return { ...identity, goSetting };
}
const VENDOR = Buffer.from('aeabi\0');
const ATTRIBUTES_WINDOW = 128;
function armVersionIn(bytes, isLittle) {
    for (let at = bytes.indexOf(VENDOR); at !== -1; at = bytes.indexOf(VENDOR, at + 1)) {
        const version = armVersionAt(bytes, at, isLittle);
        if (version > 0)
            return version;
    }
    return 0;
}
function armVersionAt(bytes, vendor, isLittle) {
    const start = vendor + VENDOR.length;
    if (start + 5 > bytes.length)
        return 0;
    if (bytes[vendor - 5] !== 0x41 || bytes[start] !== 1)
        return 0;
    const whole = readWord(bytes, vendor - 4, isLittle);
    const length = readWord(bytes, start + 1, isLittle);
    if (length > whole - 4 - VENDOR.length || whole > 4096)
        return 0;
    const architecture = architectureIn(bytes.subarray(start + 5, start + Math.min(length, ATTRIBUTES_WINDOW)));
    return architecture === undefined ? 0 : (ARM_VERSIONS[architecture] ?? 8);
}
const ARM_VERSIONS = [4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 6, 6, 7];
const TAG_CPU_ARCH = 6;
function architectureIn(bytes) {
    let at = 0;
    while (at < bytes.length) {
        const tag = bytes[at++] ?? 0;
        const hasText = tag === 4 || tag === 5 || (tag > 32 && tag % 2 === 1);
        if (tag === TAG_CPU_ARCH)
            return bytes[at];
        if (!hasText)
            at = numberEnd(bytes, at);
        if (hasText || tag === 32)
            at = textEnd(bytes, at);
    }
    return undefined;
}
function numberEnd(bytes, start) {
    let at = start;
    while ((bytes[at] ?? 0) >= 0x80)
        at++;
    return at + 1;
}
function textEnd(bytes, start) {
    const end = bytes.indexOf(0, start);
    return end === -1 ? bytes.length : end + 1;
}
function dynamicEntries(section, identity) {
    const isLittle = identity.endian === 'little';
    const read = identity.class === 64 ? readLong : readWord;
    const size = identity.class === 64 ? 16 : 8;
    const entries = [];
    for (let at = 0; at + size <= section.length && entries.length < MAX_ENTRIES; at += size) {
        const tag = read(section, at, isLittle);
        if (tag === DT_NULL)
            break;
        entries.push({ tag, value: read(section, at + size / 2, isLittle) });
    }
    return entries;
}
function readHalf(bytes, at, isLittle) {
    return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}
function readWord(bytes, at, isLittle) {
    return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
function readLong(bytes, at, isLittle) {
    const [low, high] = isLittle ? [at, at + 4] : [at + 4, at];
    return readWord(bytes, high, isLittle) * 2 ** 32 + readWord(bytes, low, isLittle);
}

;// CONCATENATED MODULE: ./lib/verify/layer/mach-o.js
const BIG_ENDIAN = [0xfeedface, 0xfeedfacf];
const LITTLE_ENDIAN = [0xcefaedfe, 0xcffaedfe];
const FAT_ENTRY_SIZES = new Map([
    [0xcafebabe, 20],
    [0xcafebabf, 32],
]);
const MAX_MACHINES = 30;
const MACHINES = new Map([
    [7, '386'],
    [12, 'arm'],
    [0x01000007, 'amd64'],
    [0x0100000c, 'arm64'],
]);
function mayBeMachO(first) {
    return BIG_ENDIAN.includes(first) || LITTLE_ENDIAN.includes(first) || FAT_ENTRY_SIZES.has(first);
}
function machOArchs(head) {
    const first = head.readUInt32BE(0);
    const size = FAT_ENTRY_SIZES.get(first);
    if (size !== undefined)
        return fatArchs(head, size);
    if (BIG_ENDIAN.includes(first))
        return knownArchs([head.readUInt32BE(4)]);
    return LITTLE_ENDIAN.includes(first) ? knownArchs([head.readUInt32LE(4)]) : undefined;
}
function fatArchs(head, size) {
    const count = head.readUInt32BE(4);
    if (count === 0 || count >= MAX_MACHINES)
        return undefined;
    const offsets = Array.from({ length: count }, (_, index) => 8 + index * size);
    return offsets.some((at) => head.length < at + 4)
        ? []
        : knownArchs(offsets.map((at) => head.readUInt32BE(at)));
}
function knownArchs(types) {
    const archs = types.flatMap((type) => MACHINES.get(type) ?? []);
    return archs.length === types.length ? archs : [];
}

;// CONCATENATED MODULE: ./lib/verify/layer/pe.js
const pe_MACHINES = new Map([
    [0x14c, '386'],
    [0x1c4, 'arm'],
    [0x8664, 'amd64'],
    [0xaa64, 'arm64'],
]);
const PORTABLE_MAGIC = 'MZqFpD';
const COFF_HEADER = 24;
const SECTION_SIZE = 40;
const DIRECTORY_COUNT_OFFSETS = new Map([
    [0x10b, 92],
    [0x20b, 108],
]);
const CLR_DIRECTORY = 14;
const HYBRID_SECTIONS = ['.hexpthk', '.a64xrm\0'];
function peHeaderOf(head) {
    if (head.length < 64 || head.toString('latin1', 0, PORTABLE_MAGIC.length) === PORTABLE_MAGIC)
        return undefined;
    const at = head.readUInt32LE(0x3c);
    return head.toString('latin1', at, at + 4) === 'PE\0\0' ? at : undefined;
}
function peArchs(head, at) {
    if (head.length < at + COFF_HEADER + 2)
        return [];
    const arch = pe_MACHINES.get(head.readUInt16LE(at + 4));
    const isUnclear = isManaged(head, at) || (arch === 'amd64' && isHybrid(head, at));
    return arch === undefined || isUnclear ? [] : [arch];
}
function isManaged(head, at) {
    const optional = at + COFF_HEADER;
    const count = DIRECTORY_COUNT_OFFSETS.get(head.readUInt16LE(optional));
    const entry = optional + (count ?? 0) + 4 + 8 * CLR_DIRECTORY;
    if (count === undefined || head.length < entry + 8)
        return true;
    return head.readUInt32LE(optional + count) > CLR_DIRECTORY && head.readUInt32LE(entry) !== 0;
}
function isHybrid(head, at) {
    const count = head.readUInt16LE(at + 6);
    const first = at + COFF_HEADER + head.readUInt16LE(at + 20);
    if (head.length < first + count * SECTION_SIZE)
        return true;
    const names = Array.from({ length: count }, (_, index) => {
        const name = first + index * SECTION_SIZE;
        return head.toString('latin1', name, name + 8);
    });
    return names.some((name) => HYBRID_SECTIONS.includes(name));
}

;// CONCATENATED MODULE: ./lib/verify/layer/formats.js


const FORMAT_WINDOW = 4096;
const ARCHIVES = ['\x1f\x8b\x08', 'PK\x03\x04', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', 'BZh9', '!<arch>\n'];
const TEXTS = [
    [
        /^\s*<(?:!doctype html|html|head)\b|^<a href="[^"]*">(?:Moved|Found|See Other|\w+ Redirect)/i,
        'HTML page',
    ],
    [/^version https:\/\/git-lfs\.github\.com\/spec\//, 'Git LFS pointer'],
    [/^\s*[{[]\s*(?:"[^"\n]{1,100}"\s*:|\{|\])/, 'JSON text'],
    [/^(?:404: )?Not Found\s*$|^404 page not found\s*$|^<\?xml[^>]*>\s*<Error>/i, 'error message'],
];
function mayBeFormat(head) {
    if (head.length < 4)
        return false;
    const first = head.readUInt32BE(0);
    return (first >>> 16 === 0x4d5a ||
        mayBeMachO(first) ||
        /[\s<{[vN4]/.test(head.toString('latin1', 0, 1)) ||
        isArchive(head.toString('latin1', 0, 4)));
}
function isArchive(beginning) {
    return ARCHIVES.some((each) => beginning.startsWith(each.slice(0, 4)));
}
function formatOf(head) {
    if (head.length < 8)
        return undefined;
    const first = head.readUInt32BE(0);
    if (mayBeMachO(first))
        return fileFormat('macOS program', machOArchs(head));
    if (first >>> 16 === 0x4d5a) {
        const at = peHeaderOf(head);
        return fileFormat('Windows program', at === undefined ? undefined : peArchs(head, at));
    }
    const text = head.toString('latin1', 0, 256);
    if (ARCHIVES.some((beginning) => text.startsWith(beginning)))
        return fileFormat('packed archive', []);
    return fileFormat(TEXTS.find(([pattern]) => pattern.test(text))?.[1], []);
}
function fileFormat(format, archs) {
    return format === undefined || archs === undefined ? undefined : { kind: 'format', format, archs };
}

;// CONCATENATED MODULE: ./lib/verify/layer/inspect.js


const NO_PROGRAMS = { interpreter: undefined, dynamic: undefined, loads: [], notes: [] };
const UNKNOWN_NAMES = { needed: undefined, rpath: '', runpath: '' };
const HEAD_LIMIT = 4 << 20;
const DYNAMIC_LIMIT = 16 << 10;
const STRINGS_LIMIT = 4 << 20;
const LINE_LIMIT = 256;
const TEXT_LIMIT = 64 << 10;
const SCRIPT_LIMIT = 8 << 10;
const NOTES_LIMIT = 64 << 10;
const NAME_LIMIT = 4096;
const PAGE = 4096;
const inspect_ARM = 40;
const inspect_X86_64 = 62;
const LOADED_TYPES = [2, 3];
const NO_HINTS = { isExecutable: false, isStarting: false };
function newInspection() {
    return { ...beginning(0, false, {}), head: Buffer.alloc(64 << 10) };
}
function beginFile(file, size, isText, options = {}) {
    Object.assign(file, beginning(size, isText, options));
}
function beginning(size, isText, { textLimit = TEXT_LIMIT, isSparse = false, hints = NO_HINTS }) {
    return {
        ...{ stage: 'begin', kept: 0, position: 0, size, isText, textLimit, isSparse, hints },
        ...{ piece: undefined, tail: Buffer.alloc(0), isGo: false, isCut: false, identity: undefined },
        ...{ programs: NO_PROGRAMS, dynamic: undefined, names: undefined, interpreter: '', detail: undefined },
    };
}
function inspect(file, part) {
    if (file.position === 0 && !isPromising(file, part))
        file.stage = 'over';
    if (file.stage === 'over')
        return false;
    const start = file.position;
    file.position += part.length;
    keepHead(file, part);
    fillPiece(file, part, start);
    advance(file, part, start);
    if (file.isGo || file.identity?.machine === inspect_ARM)
        searchMarks(file, part);
    if (isOver(file) || file.stage === 'attributes')
        file.stage = needsAttributes(file) ? 'attributes' : 'over';
    return !isOver(file);
}
function isOver({ stage }) {
    return stage === 'over';
}
function endFile(file) {
    const { identity, isCut, detail = linksOf(file) } = file;
    file.stage = 'over';
    return { identity, detail, isCut };
}
function isPromising(file, part) {
    if (file.isText || part.length < 4)
        return true;
    const first = part.readUInt32BE(0);
    if (first === 0x7f454c46 || first >>> 16 === 0x2321)
        return true;
    return file.hints.isExecutable && mayBeFormat(part);
}
function keepHead(file, part) {
    const taken = Math.min(part.length, HEAD_LIMIT - file.kept);
    if (file.kept + taken > file.head.length) {
        const bigger = Buffer.alloc(Math.min(HEAD_LIMIT, (file.kept + taken) * 2));
        file.head.copy(bigger, 0, 0, file.kept);
        file.head = bigger;
    }
    part.copy(file.head, file.kept, 0, taken);
    file.kept += taken;
}
function advance(file, part, start) {
    let stage;
    while (file.stage !== stage) {
        stage = file.stage;
        if (stage === 'begin')
            beginKind(file);
        else if (stage === 'text')
            readText(file);
        else if (file.identity !== undefined)
            advanceElf(file, file.identity, part, start);
    }
}
function advanceElf(file, identity, part, start) {
    const { stage } = file;
    if (stage === 'programs')
        readProgramTable(file, identity, part, start);
    else if (stage === 'notes')
        readNoteSegments(file, identity, start);
    else if (stage === 'dynamic')
        readDynamicSection(file, identity, part, start);
    else if (stage === 'strings')
        readStrings(file, part, start);
    else if (stage === 'interpreter')
        readInterpreter(file, part, start);
}
function beginKind(file) {
    const head = file.head.subarray(0, file.kept);
    const isAll = file.position >= file.size;
    if (file.isText || head.toString('latin1', 0, 2) === '#!') {
        file.stage = 'text';
        return;
    }
    if (head.length < HEADER_SIZE && !isAll)
        return;
    if (file.hints.isExecutable && mayBeFormat(head)) {
        if (head.length < Math.min(file.size, FORMAT_WINDOW))
            return;
        file.detail = formatOf(head);
        file.stage = 'over';
        return;
    }
    file.identity = readIdentity(head);
    const isLoaded = file.identity !== undefined && LOADED_TYPES.includes(file.identity.type);
    file.stage = isLoaded ? 'programs' : 'over';
}
function readText(file) {
    const limit = file.isText ? file.textLimit : file.hints.isStarting ? SCRIPT_LIMIT : LINE_LIMIT;
    if (file.kept < Math.min(limit, file.size))
        return;
    const bytes = file.head.subarray(0, Math.min(limit, file.kept));
    file.detail = file.isText ? { kind: 'text', text: bytes.toString('latin1') } : scriptOf(file, bytes);
    file.stage = 'over';
}
function scriptOf({ hints }, bytes) {
    const line = lineOf(bytes.subarray(0, LINE_LIMIT));
    const isKept = hints.isStarting && /sh(?:\s|$)/.test(line);
    return { kind: 'script', line, text: isKept ? bytes.toString('latin1') : '' };
}
function lineOf(bytes) {
    const newline = bytes.indexOf(10);
    let start = 2;
    let end = newline === -1 ? bytes.length : newline;
    const isBlank = (at) => bytes[at] === 0x20 || bytes[at] === 0x09;
    while (isBlank(start))
        start++;
    while (isBlank(end - 1))
        end--;
    return bytes.toString('latin1', start, end);
}
function readProgramTable(file, identity, part, start) {
    const range = programRange(file.head.subarray(0, file.kept), identity);
    const table = range === undefined ? undefined : bytesOf(file, range, DYNAMIC_LIMIT, part, start);
    if (table === 'later')
        return;
    if (table !== undefined)
        file.programs = readPrograms(table, identity);
    file.isCut = !file.isSparse && isTruncated(file.size, range, file.programs.loads);
    file.stage = 'notes';
}
function isTruncated(size, headers, loads) {
    const endOf = ({ start, length }) => start + length;
    const pages = Math.ceil(size / PAGE) * PAGE;
    return (headers !== undefined && endOf(headers) > size) || loads.some((load) => endOf(load) > pages);
}
function readNoteSegments(file, identity, position) {
    const all = hasGoSetting(identity.machine) ? file.programs.notes : [];
    const notes = all.filter((note) => note.start + note.length <= NOTES_LIMIT);
    const end = Math.min(file.size, Math.max(0, ...notes.map((note) => note.start + note.length)));
    if (file.kept < end)
        return;
    const contents = notes.map(({ start, length }) => readNotes(file.head.subarray(start, Math.min(start + length, file.kept)), identity));
    if (identity.machine === inspect_X86_64)
        file.identity = { ...identity, x86Level: Math.max(0, ...contents.map(({ x86Level }) => x86Level)) };
    file.isGo = contents.some(({ isGo }) => isGo);
    if (file.isGo) {
        file.tail = Buffer.alloc(0);
        searchMarks(file, file.head.subarray(0, position));
    }
    file.stage = 'dynamic';
}
function readDynamicSection(file, identity, part, start) {
    const { dynamic, loads } = file.programs;
    const section = dynamic === undefined ? undefined : bytesOf(file, dynamic, DYNAMIC_LIMIT, part, start);
    if (section === 'later')
        return;
    if (section !== undefined)
        file.dynamic = readDynamic(section, identity, loads);
    file.stage = 'strings';
}
function readStrings(file, part, start) {
    const { dynamic } = file;
    const strings = dynamic === undefined ? undefined : bytesOf(file, dynamic.strings, STRINGS_LIMIT, part, start);
    if (strings === 'later')
        return;
    if (dynamic !== undefined)
        file.names = strings === undefined ? UNKNOWN_NAMES : namesIn(strings, dynamic);
    file.stage = 'interpreter';
}
function namesIn(strings, { needed, rpath, runpath }) {
    const name = (at) => (at === undefined ? '' : stringAt(strings, at, NAME_LIMIT));
    return { needed: needed.map(name), rpath: name(rpath), runpath: name(runpath) };
}
function readInterpreter(file, part, start) {
    const range = file.programs.interpreter;
    const name = range === undefined ? undefined : bytesOf(file, range, NAME_LIMIT, part, start);
    if (name === 'later')
        return;
    if (name !== undefined)
        file.interpreter = stringAt(name, 0, NAME_LIMIT);
    file.stage = 'over';
}
function linksOf({ programs, names, interpreter }) {
    if (programs.interpreter === undefined && names === undefined)
        return undefined;
    return { kind: 'links', interpreter, ...(names ?? UNKNOWN_NAMES) };
}
function bytesOf(file, range, limit, part, start) {
    const end = range.start + range.length;
    if (range.length > limit || end > file.size)
        return undefined;
    if (end <= file.kept)
        return file.head.subarray(range.start, end);
    if (end <= HEAD_LIMIT)
        return 'later';
    if (file.piece?.range.start !== range.start) {
        if (range.start < start)
            return undefined;
        file.piece = { range, bytes: Buffer.alloc(range.length), filled: 0 };
        fillPiece(file, part, start);
    }
    return file.piece.filled === range.length ? file.piece.bytes : 'later';
}
function fillPiece({ piece }, part, start) {
    if (piece === undefined)
        return;
    const from = piece.range.start + piece.filled - start;
    if (from < 0 || from >= part.length)
        return;
    piece.filled += part.copy(piece.bytes, piece.filled, from);
}
function needsAttributes(file) {
    const { identity } = file;
    if (identity === undefined)
        return false;
    if (file.isGo)
        return identity.goSetting === '' && file.position < file.size;
    if (identity.machine !== inspect_ARM || identity.armVersion > 0)
        return false;
    return LOADED_TYPES.includes(identity.type) && file.position < file.size;
}
function searchMarks(file, part) {
    const seam = Buffer.concat([file.tail, part.subarray(0, ATTRIBUTES_WINDOW)]);
    findMarks(file, seam);
    findMarks(file, part);
    file.tail = tailOf(seam, part);
}
function findMarks(file, bytes) {
    const { identity } = file;
    if (identity === undefined)
        return;
    const { machine, endian, goSetting, armVersion } = identity;
    const setting = goSetting === '' ? goSettingIn(bytes, machine) : '';
    if (setting !== '')
        file.identity = withGoSetting(identity, setting);
    else if (machine === inspect_ARM && armVersion === 0)
        file.identity = { ...identity, armVersion: armVersionIn(bytes, endian === 'little') };
}
function tailOf(seam, part) {
    return Buffer.from((part.length < ATTRIBUTES_WINDOW ? seam : part).subarray(-ATTRIBUTES_WINDOW));
}

;// CONCATENATED MODULE: ./lib/verify/layer/tar.js
class MalformedTar extends Error {
    name = 'MalformedTar';
}
const BLOCK_SIZE = 512;
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
const BODILESS = '123456';
const META_TYPES = 'LKxg';
function newTarReader() {
    return {
        ...{ mode: 'header', block: Buffer.alloc(BLOCK_SIZE), filled: 0, left: 0, padding: 0, available: 0 },
        ...{ isWanted: false, meta: Buffer.alloc(0), metaType: '', next: new Map(), mapLines: undefined },
        pending: undefined,
    };
}
function readTar(reader, chunk, sink) {
    let at = 0;
    while (at < chunk.length)
        at = STEPS[reader.mode](reader, chunk, at, sink);
}
function endTar(reader) {
    const isBetween = reader.mode === 'skip' || (reader.mode === 'header' && reader.filled === 0);
    if (reader.mode === 'over' || (isBetween && reader.next.size === 0))
        return;
    throw new MalformedTar('it ends in the middle of an entry');
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
function inBlocks(reader, chunk, at, use) {
    const taken = chunk.copy(reader.block, reader.filled, at, at + BLOCK_SIZE - reader.filled);
    reader.filled += taken;
    if (reader.filled === BLOCK_SIZE) {
        reader.filled = 0;
        use(reader.block);
    }
    return at + taken;
}
function readHeader(reader, block, sink) {
    if (block.every((byte) => byte === 0)) {
        reader.mode = 'over';
        return;
    }
    checkSum(block);
    const type = String.fromCharCode(block[156] ?? 0);
    const stored = bodySize(reader, block, type);
    reader.left = stored;
    reader.padding = (BLOCK_SIZE - (stored % BLOCK_SIZE)) % BLOCK_SIZE;
    if (META_TYPES.includes(type))
        beginMeta(reader, type);
    else if (type === 'V' || type === 'M' || type === 'D')
        skipEntry(reader);
    else
        beginEntry(reader, block, type, sink);
}
function beginMeta(reader, type) {
    if (reader.left > META_LIMIT) {
        throw new MalformedTar(`a name or header of ${reader.left} bytes is too long`);
    }
    reader.metaType = type;
    reader.meta = Buffer.alloc(reader.left);
    reader.filled = 0;
    reader.mode = 'meta';
    if (reader.left === 0)
        endMeta(reader);
}
function skipEntry(reader) {
    reader.next = new Map();
    reader.left += reader.padding;
    reader.mode = 'skip';
}
function beginEntry(reader, block, type, sink) {
    const { next } = reader;
    const path = next.get('GNU.sparse.name') || next.get('path') || headerPath(block);
    const isFolder = type === '\0' && path.endsWith('/');
    const kind = isFolder ? 'folder' : (KINDS[type] ?? 'other');
    const available = kind === 'file' ? availableBytes(reader, block, type) : 0;
    const target = next.get('linkpath') || textField(block, 157, 100);
    const inMap = next.get('GNU.sparse.major') === '1' && next.get('GNU.sparse.minor') === '0';
    const isSparse = type === 'S' || [...next.keys()].some((key) => key.startsWith('GNU.sparse.'));
    reader.next = new Map();
    const isExecutable = (Number.parseInt(textField(block, 100, 8), 8) & 0o111) !== 0;
    reader.pending = { path, kind, target, size: available, isSparse, isExecutable };
    reader.available = available;
    reader.mapLines = undefined;
    if (type === 'S' && block[482] !== 0)
        reader.mode = 'extension';
    else if (inMap && kind === 'file')
        reader.mode = 'map';
    else
        beginBody(reader, sink);
}
function beginBody(reader, sink) {
    reader.available = Math.min(reader.available, reader.left);
    if (reader.pending !== undefined)
        sink.entry({ ...reader.pending, size: reader.available });
    reader.isWanted = reader.available > 0;
    reader.mode = 'body';
    if (reader.left === 0)
        endBody(reader, sink);
}
function readBody(reader, chunk, at, sink) {
    const taken = Math.min(reader.left, chunk.length - at);
    if (reader.isWanted) {
        const available = Math.min(taken, reader.available);
        reader.available -= available;
        reader.isWanted = sink.body(chunk.subarray(at, at + available)) && reader.available > 0;
    }
    reader.left -= taken;
    if (reader.left === 0)
        endBody(reader, sink);
    return at + taken;
}
function endBody(reader, sink) {
    sink.end();
    reader.left = reader.padding;
    reader.mode = 'skip';
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
    reader.mode = 'skip';
    reader.meta = Buffer.alloc(0);
    if (metaType === 'L')
        reader.next.set('path', textField(meta, 0, meta.length));
    if (metaType === 'K')
        reader.next.set('linkpath', textField(meta, 0, meta.length));
    if (metaType === 'x')
        reader.next = new Map([...reader.next, ...paxRecords(meta)]);
}
const PAX_KEYS = [
    ...['path', 'linkpath', 'size', 'GNU.sparse.name', 'GNU.sparse.major', 'GNU.sparse.minor'],
    ...['GNU.sparse.map', 'GNU.sparse.offset', 'GNU.sparse.numbytes'],
];
function paxRecords(bytes) {
    const records = new Map();
    let at = 0;
    while (at < bytes.length && bytes[at] !== 0) {
        const space = bytes.indexOf(0x20, at);
        const digits = bytes.toString('latin1', at, space);
        const end = at + Number(digits);
        if (!/^\d+$/.test(digits) || end <= space + 1 || end > bytes.length) {
            throw new MalformedTar('a pax header has a record with an invalid length');
        }
        const equals = bytes.indexOf(0x3d, space);
        if (equals === -1 || equals >= end)
            throw new MalformedTar('a pax header has a record without a value');
        const key = bytes.toString('latin1', space + 1, equals);
        const isRepeated = key.startsWith('GNU.sparse.') && records.has(key);
        const isWanted = PAX_KEYS.includes(key) && !isRepeated;
        if (isWanted)
            records.set(key, bytes.toString('latin1', equals + 1, end - 1));
        at = end;
    }
    return records;
}
function readMap(reader, block, sink) {
    if (reader.left < BLOCK_SIZE)
        throw new MalformedTar('the map of a sparse file has no end');
    reader.left -= BLOCK_SIZE;
    if (reader.mapLines === undefined) {
        const [count = '', offset = '', length = ''] = block.toString('latin1').split('\n', 3);
        if (!/^\d{1,9}$/.test(count))
            throw new MalformedTar('a sparse file has no map');
        reader.mapLines = 1 + 2 * Number(count);
        reader.available = offset === '0' ? parseDecimal(length) : 0;
    }
    for (let at = block.indexOf(10); at !== -1; at = block.indexOf(10, at + 1))
        reader.mapLines -= 1;
    if (reader.mapLines <= 0)
        beginBody(reader, sink);
}
function availableBytes(reader, block, type) {
    const { next } = reader;
    if (type === 'S')
        return numberField(block, 386, 12) === 0 ? numberField(block, 398, 12) : 0;
    const [offset, length] = next.get('GNU.sparse.map')?.split(',') ?? [
        next.get('GNU.sparse.offset'),
        next.get('GNU.sparse.numbytes'),
    ];
    if (!offset)
        return reader.left;
    return offset === '0' ? parseDecimal(length ?? '') : 0;
}
function bodySize(reader, block, type) {
    const paxSize = META_TYPES.includes(type) ? '' : reader.next.get('size');
    const size = paxSize ? parseDecimal(paxSize) : numberField(block, 124, 12);
    return BODILESS.includes(type) ? 0 : size;
}
function headerPath(block) {
    const name = textField(block, 0, 100);
    const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
    const prefix = isUstar ? textField(block, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}
function checkSum(block) {
    const stored = rawField(block, 148, 8);
    block.fill(0x20, 148, 156);
    if (stored === sumOf(block, 0) || stored === sumOf(block, 0x100))
        return;
    throw new MalformedTar('a header has a wrong checksum');
}
function sumOf(block, above) {
    let sum = 0;
    for (let at = 0; at < BLOCK_SIZE; at++) {
        const byte = block[at] ?? 0;
        sum += byte < 0x80 ? byte : byte - above;
    }
    return sum;
}
function numberField(block, start, length) {
    return requireInteger(rawField(block, start, length));
}
function rawField(block, start, length) {
    const first = block[start] ?? 0;
    if (first & 0x80) {
        const rest = block.subarray(start + 1, start + length);
        const number = rest.reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
        return first & 0x40 ? Number.NaN : number;
    }
    const digits = textField(block, start, length).trim();
    return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}
function parseDecimal(digits) {
    return requireInteger(/^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN);
}
function requireInteger(number) {
    if (Number.isSafeInteger(number))
        return number;
    throw new MalformedTar('a header has an invalid number');
}
function textField(bytes, start, length) {
    const end = bytes.indexOf(0, start);
    const most = start + length;
    return bytes.toString('latin1', start, end === -1 ? most : Math.min(end, most));
}

;// CONCATENATED MODULE: ./lib/verify/layer/tree.js





const ROOT = 0;
const NOWHERE = -1;
const NODE_WIDTH = 6;
const PARENT = 0;
const NAME = 1;
const META = 2;
const tree_VALUE = 3;
const DETAIL = 4;
const NEXT_SIBLING = 5;
const LAYER_SHIFT = 8;
const LAYER_MASK = 0xffff;
const PLAIN = 1 << 31;
const MAX_NODES = 2_000_000;
const MAX_OWN_CHUNKS = 64;
const tree_MAX_STEPS = 100_000_000;
const MAX_LINKS = 255;
const MAX_NAME_LENGTH = 0xff;
const MAX_REFUSED = 10;
const OPAQUE_WHITEOUT = '.wh..wh..opq';
const NODE_COST = NODE_WIDTH * Int32Array.BYTES_PER_ELEMENT;
function newTree(entries = 0, named = 0) {
    const tree = {
        ...{ nodes: new Int32Array(NODE_WIDTH * (1024 + named)), count: 1, cells: newCells(1024 + entries) },
        ...{ ownTexts: newTexts(), chunks: [], ownChunk: 0, folders: 0, free: NOWHERE },
        ...{ identities: [], indexByIdentity: new Map(), details: [], refused: [], steps: tree_MAX_STEPS },
    };
    put(tree, ROOT, PARENT, NOWHERE);
    makeFolder(tree, ROOT, 0);
    return tree;
}
function applyLayer(tree, layer, number) {
    if (layer.log.hasWhiteouts)
        eachEntry(layer.log, { plain: () => { }, named: (entry) => applyWhiteout(tree, entry) });
    const applied = {
        number,
        identities: layer.identities.map((identity) => internIdentity(tree, identity)),
        firstDetail: tree.details.length,
        chunks: tree.chunks.length,
    };
    for (const detail of layer.details)
        tree.details.push(detail);
    for (const chunk of layer.log.texts.chunks)
        tree.chunks.push(chunk);
    let folder;
    const enterFolder = (path) => {
        if (folder?.path !== path)
            folder = { path, node: makeFolders(tree, path, number) };
        return folder.node;
    };
    eachEntry(layer.log, {
        plain: (path, name, facts) => {
            if (putPlain(tree, enterFolder(path), path, name, facts | (number << LAYER_SHIFT)))
                folder = undefined;
        },
        named: (entry) => {
            if ((entry.facts & KIND_MASK) === KIND.whiteout)
                return;
            if (putNamed(tree, enterFolder(entry.folder), entry, applied))
                folder = undefined;
        },
    });
}
function find(tree, path, from = ROOT) {
    return tree_resolvePath(tree, path, from, undefined);
}
function factsOf(tree, node) {
    const meta = get(tree, node, META);
    const kind = meta & KIND_MASK;
    return {
        kind,
        layer: (meta >>> LAYER_SHIFT) & LAYER_MASK,
        identity: kind === KIND.elf ? tree.identities[get(tree, node, tree_VALUE)] : undefined,
        detail: kind === KIND.folder ? undefined : tree.details[get(tree, node, DETAIL)],
        isExecutable: (meta & EXECUTABLE) !== 0,
        isEmpty: (meta & EMPTY) !== 0,
        isCut: (meta & CUT) !== 0,
    };
}
function pathOf(tree, node) {
    const names = [];
    for (let each = node; each !== ROOT; each = get(tree, each, PARENT))
        names.push(nameOf(tree, each));
    return `/${names.reverse().join('/')}`;
}
function eachElf(tree, visit) {
    eachOfKind(tree, KIND.elf, visit);
}
function eachFormat(tree, visit) {
    eachOfKind(tree, KIND.format, visit);
}
function eachText(tree, visit) {
    eachOfKind(tree, KIND.text, visit);
}
function eachOfKind(tree, kind, visit) {
    for (let node = 0; node < tree.count; node++)
        if (kindOf(tree, node) === kind)
            visit(node);
}
function parentOf(tree, node) {
    return get(tree, node, PARENT);
}
function childrenOf(tree, folder) {
    return nodesIn(tree, folder).filter((node) => ![0, KIND.file].includes(kindOf(tree, node)));
}
function nameOf(tree, node) {
    return node === ROOT ? '' : textAt(tree.chunks, get(tree, node, NAME));
}
function applyWhiteout(tree, entry) {
    if ((entry.facts & KIND_MASK) !== KIND.whiteout)
        return;
    const { name } = entry;
    const folder = find(tree, entry.folder);
    if (!isFolder(tree, folder))
        return;
    if (name === OPAQUE_WHITEOUT)
        emptyFolder(tree, folder);
    else
        remove(tree, positionOf(tree, folder, hashName(name.slice(WHITEOUT.length))));
}
function positionOf(tree, folder, name) {
    return { folder, name, cell: cellOf(tree.cells, get(tree, folder, tree_VALUE), name) };
}
function setCell(tree, { folder, name, cell }, value) {
    putValue(tree.cells, cell, get(tree, folder, tree_VALUE), name, value);
}
const NO_CONTENT = { meta: 0, value: NOWHERE, detail: NOWHERE };
function contentOf(tree, { cell }) {
    const value = valueIn(tree.cells, cell);
    if (value <= 0)
        return { ...NO_CONTENT, meta: value & ~PLAIN };
    return { meta: get(tree, value, META), value: get(tree, value, tree_VALUE), detail: get(tree, value, DETAIL) };
}
function putPlain(tree, folder, path, name, meta) {
    if (folder === NOWHERE)
        return refuse(tree, path, '*', meta >>> LAYER_SHIFT);
    makeRoom(tree.cells);
    const id = get(tree, folder, tree_VALUE);
    const cell = cellOf(tree.cells, id, name);
    const cellValue = valueIn(tree.cells, cell);
    if (cellValue > 0)
        return replace(tree, { folder, name, cell }, { ...NO_CONTENT, meta }, NOWHERE);
    putValue(tree.cells, cell, id, name, meta | PLAIN);
    return false;
}
function putNamed(tree, folder, entry, applied) {
    if (folder === NOWHERE)
        return refuse(tree, entry.folder, entry.name, applied.number);
    makeRoom(tree.cells);
    const nameAt = addressBehind(applied.chunks, entry.nameAt);
    const position = positionOf(tree, folder, entry.hash);
    if (entry.source === undefined)
        return replace(tree, position, contentFrom(entry, applied), nameAt);
    const source = linkSource(tree, entry.source);
    if (source === undefined)
        return refuse(tree, entry.folder, entry.name, applied.number);
    if (source.position.cell === position.cell)
        return false;
    return replace(tree, position, inLayer(source.content, applied), nameAt, source.position.folder);
}
function replace(tree, position, content, nameAt, sourceFolder = ROOT) {
    const before = contentOf(tree, position);
    if (isKind(before, KIND.folder) && isKind(content, KIND.folder)) {
        put(tree, valueIn(tree.cells, position.cell), META, content.meta);
        return false;
    }
    remove(tree, position);
    if (isFolder(tree, sourceFolder))
        setContent(tree, position, content, nameAt);
    return isKind(before, KIND.folder) || isKind(before, KIND.symlink);
}
function linkSource(tree, source) {
    const folder = find(tree, source.folder);
    if (!isFolder(tree, folder))
        return undefined;
    const position = positionOf(tree, folder, source.hash);
    const content = contentOf(tree, position);
    return isKind(content, 0) || isKind(content, KIND.folder) ? undefined : { position, content };
}
function contentFrom(entry, { number, identities, firstDetail, chunks }) {
    return {
        meta: entry.facts | (number << LAYER_SHIFT),
        value: entry.targetAt === -1 ? (identities[entry.identity] ?? NOWHERE) : addressBehind(chunks, entry.targetAt),
        detail: entry.detail === -1 ? NOWHERE : firstDetail + entry.detail,
    };
}
function inLayer(content, { number }) {
    return { ...content, meta: (content.meta & ~(LAYER_MASK << LAYER_SHIFT)) | (number << LAYER_SHIFT) };
}
function remove(tree, position) {
    const cellValue = valueIn(tree.cells, position.cell);
    if (cellValue < 0)
        setCell(tree, position, PLAIN);
    if (cellValue <= 0)
        return;
    emptyFolder(tree, cellValue);
    put(tree, cellValue, META, 0);
}
function setContent(tree, position, content, nameAt) {
    const cellValue = valueIn(tree.cells, position.cell);
    if (cellValue <= 0 && isKind(content, KIND.file)) {
        setCell(tree, position, content.meta | PLAIN);
        return;
    }
    const node = cellValue > 0 ? cellValue : addNode(tree, position.folder, nameAt);
    setCell(tree, position, node);
    put(tree, node, META, content.meta);
    put(tree, node, tree_VALUE, content.value);
    put(tree, node, DETAIL, content.detail);
    if (isKind(content, KIND.folder))
        put(tree, node, tree_VALUE, ++tree.folders);
}
function makeFolders(tree, path, layer) {
    const node = tree_resolvePath(tree, path, ROOT, layer);
    if (node !== NOWHERE && !isFolder(tree, node))
        makeFolder(tree, node, layer);
    return node;
}
function makeFolder(tree, node, layer) {
    put(tree, node, META, KIND.folder | (layer << LAYER_SHIFT));
    put(tree, node, tree_VALUE, ++tree.folders);
    put(tree, node, DETAIL, NOWHERE);
}
function tree_resolvePath(tree, path, from, layer) {
    const ahead = path.split('/').reverse();
    let node = path.startsWith('/') ? ROOT : from;
    let links = 0;
    for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
        if (--tree.steps < 0)
            throw new TooLarge('its symlinks form too many paths, or too long ones');
        const next = resolveName(tree, node, name, layer);
        if (next === NOWHERE)
            return NOWHERE;
        if (kindOf(tree, next) !== KIND.symlink) {
            node = next;
            continue;
        }
        if (++links > MAX_LINKS)
            return NOWHERE;
        const target = targetOf(tree, next);
        if (target.startsWith('/'))
            node = ROOT;
        for (const each of target.split('/').reverse())
            ahead.push(each);
    }
    return node;
}
function resolveName(tree, node, name, layer) {
    if (name === '' || name === '.')
        return node;
    if (name === '..')
        return node === ROOT ? ROOT : get(tree, node, PARENT);
    return enterChild(tree, node, name, layer);
}
function enterChild(tree, folder, name, layer) {
    if (name.length > MAX_NAME_LENGTH)
        return NOWHERE;
    if (!isFolder(tree, folder)) {
        if (layer === undefined)
            return NOWHERE;
        makeFolder(tree, folder, layer);
    }
    if (layer !== undefined)
        makeRoom(tree.cells);
    const position = positionOf(tree, folder, hashName(name));
    const cellValue = valueIn(tree.cells, position.cell);
    const content = contentOf(tree, position);
    if (!isKind(content, 0))
        return cellValue > 0 ? cellValue : makeNode(tree, position, name, content);
    if (layer === undefined)
        return NOWHERE;
    const made = { ...NO_CONTENT, meta: KIND.folder | (layer << LAYER_SHIFT) };
    setContent(tree, position, made, cellValue > 0 ? NOWHERE : addName(tree, name));
    return valueIn(tree.cells, position.cell);
}
function makeNode(tree, position, name, { meta, value, detail }) {
    const node = addNode(tree, position.folder, addName(tree, name));
    setCell(tree, position, node);
    put(tree, node, META, meta);
    put(tree, node, tree_VALUE, value);
    put(tree, node, DETAIL, detail);
    return node;
}
function refuse(tree, folder, name, layer) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (tree.refused.length < MAX_REFUSED)
        tree.refused.push({ path, layer });
    return false;
}
function emptyFolder(tree, folder) {
    const pending = detachChildren(tree, folder);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
        for (const each of detachChildren(tree, node))
            pending.push(each);
        put(tree, node, META, 0);
        put(tree, node, NEXT_SIBLING, tree.free);
        tree.free = node;
    }
}
function detachChildren(tree, folder) {
    if (!isFolder(tree, folder))
        return [];
    const children = nodesIn(tree, folder);
    put(tree, folder, DETAIL, NOWHERE);
    put(tree, folder, tree_VALUE, ++tree.folders);
    return children;
}
function nodesIn(tree, folder) {
    const children = [];
    if (!isFolder(tree, folder))
        return children;
    for (let each = get(tree, folder, DETAIL); each !== NOWHERE; each = get(tree, each, NEXT_SIBLING))
        children.push(each);
    return children;
}
function addNode(tree, folder, nameAt) {
    const node = tree.free === NOWHERE ? newNode(tree) : tree.free;
    if (node === tree.free)
        tree.free = get(tree, node, NEXT_SIBLING);
    put(tree, node, PARENT, folder);
    put(tree, node, NAME, nameAt);
    put(tree, node, NEXT_SIBLING, get(tree, folder, DETAIL));
    put(tree, folder, DETAIL, node);
    return node;
}
function newNode(tree) {
    if (tree.count >= MAX_NODES)
        throw new TooLarge(`it has more than ${MAX_NODES} files`);
    if (tree.count * NODE_WIDTH === tree.nodes.length) {
        const bigger = new Int32Array(Math.ceil(tree.count * GROWTH) * NODE_WIDTH);
        bigger.set(tree.nodes);
        tree.nodes = bigger;
    }
    return tree.count++;
}
function addName(tree, name) {
    const { ownTexts, chunks } = tree;
    const before = ownTexts.chunks.length;
    const address = addText(ownTexts, name);
    const last = ownTexts.chunks.at(-1);
    if (ownTexts.chunks.length > before && last !== undefined) {
        if (ownTexts.chunks.length > MAX_OWN_CHUNKS)
            throw new TooLarge('its names are too long');
        tree.ownChunk = chunks.push(last) - 1;
    }
    return addressBehind(tree.ownChunk - (ownTexts.chunks.length - 1), address);
}
function isKind({ meta }, kind) {
    return (meta & KIND_MASK) === kind;
}
function kindOf(tree, node) {
    return get(tree, node, META) & KIND_MASK;
}
function isFolder(tree, node) {
    return kindOf(tree, node) === KIND.folder;
}
function targetOf(tree, symlink) {
    return textAt(tree.chunks, get(tree, symlink, tree_VALUE));
}
function get(tree, node, column) {
    return tree.nodes[node * NODE_WIDTH + column] ?? NOWHERE;
}
function put(tree, node, column, value) {
    tree.nodes[node * NODE_WIDTH + column] = value;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/verify/layer/zstd.js
async function* zstdFrames(chunks) {
    const needs = zstd_frames();
    const need = needs.next().value;
    const splitter = { needs, need, left: need.length, bytes: Buffer.alloc(0) };
    for await (const chunk of chunks) {
        let from = 0;
        for (let at = 0; at < chunk.length;) {
            at = consume(splitter, chunk, at);
            if (splitter.left > 0 || !isFrameEnd(splitter))
                continue;
            yield chunk.subarray(from, at);
            from = at;
        }
        if (from < chunk.length)
            yield chunk.subarray(from);
    }
}
function consume(splitter, chunk, at) {
    const taken = Math.min(splitter.left, chunk.length - at);
    if (splitter.need.kind === 'read')
        splitter.bytes = Buffer.concat([splitter.bytes, chunk.subarray(at, at + taken)]);
    splitter.left -= taken;
    return at + taken;
}
function isFrameEnd(splitter) {
    let isEnd = false;
    while (splitter.left === 0) {
        splitter.need = splitter.needs.next(splitter.bytes).value;
        splitter.bytes = Buffer.alloc(0);
        splitter.left = splitter.need.length;
        isEnd ||= splitter.need.kind === 'end';
    }
    return isEnd;
}
function read(length) {
    return { kind: 'read', length };
}
function skip(length) {
    return { kind: 'skip', length };
}
function* zstd_frames() {
    while (true) {
        const magic = (yield read(4)).readUInt32LE(0);
        if (magic >>> 4 === 0x184d2a5)
            yield skip((yield read(4)).readUInt32LE(0));
        else if (magic === 0xfd2fb528)
            yield* dataFrame();
        else
            yield skip(Number.POSITIVE_INFINITY);
        yield { kind: 'end', length: 0 };
    }
}
const RLE_BLOCK = 1;
function* dataFrame() {
    const descriptor = (yield read(1)).readUInt8(0);
    const isSingle = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const content = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    yield skip((isSingle ? 0 : 1) + dictionary + content);
    for (let isLast = false; !isLast;) {
        const header = (yield read(3)).readUIntLE(0, 3);
        isLast = (header & 1) === 1;
        yield skip(((header >> 1) & 3) === RLE_BLOCK ? 1 : header >> 3);
    }
    yield skip(descriptor & 4 ? 4 : 0);
}

;// CONCATENATED MODULE: ./lib/verify/layer/unpack.js






class BadCompression extends Error {
    name = 'BadCompression';
}
const unpack_CHUNK = 256 << 10;
const ZSTD_WINDOW_LOG = 25;
const UNPACKED_LIMIT = 64 * 2 ** 30;
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
        const { first, chunks } = await readBeginning(source);
        const kind = compressionOf(first);
        if (kind === 'gzip') {
            await (0,promises_.pipeline)(external_node_stream_.Readable.from(chunks), (0,external_node_zlib_.createGunzip)({ chunkSize: unpack_CHUNK }), sink);
        }
        else if (kind === 'zstd') {
            const params = { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
            await zstdLimit(() => (0,promises_.pipeline)(zstdFrames(chunks), (0,external_node_zlib_.createZstdDecompress)({ chunkSize: unpack_CHUNK, params }), sink));
        }
        else
            await sink(chunks);
    }
    catch (error) {
        const isZlib = /^(?:Z_|ZSTD_|ERR_ZLIB)/.test((0,lib_json/* text */.Qq)(error, 'code'));
        throw isZlib ? new BadCompression(`it cannot be unpacked: ${(0,lib_json/* text */.Qq)(error, 'message')}`) : error;
    }
    finally {
        source.destroy();
    }
    return hasher.digest();
}
async function readBeginning(source) {
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
function compressionOf(first) {
    if (first[0] === 0x1f && first[1] === 0x8b)
        return 'gzip';
    const magic = first.length < 4 ? 0 : first.readUInt32LE(0);
    return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : 'none';
}

;// CONCATENATED MODULE: ./lib/verify/layer/windows.js
const FILES = /^(?:\.?\/)*Files(?:\/|$)/;
const NO_FILES = /^(?:\.?\/)*(?:Hives|UtilityVM)(?:\/|$)/;
const PROGRAM = /\.(?:exe|com)$|(?:^|\/)[^./]+$/i;
function windowsEntry(entry) {
    if (NO_FILES.test(entry.path))
        return undefined;
    const path = entry.path.replace(FILES, '');
    const target = entry.kind === 'link' ? entry.target.replace(FILES, '') : entry.target;
    return { ...entry, path, target, isExecutable: PROGRAM.test(path) };
}

;// CONCATENATED MODULE: ./lib/verify/layer/layer.js











class OverBudget extends Error {
}
const layer_MAX_NAME_LENGTH = 255;
const MAX_PATH_LENGTH = 4095;
const layer_MAX_REFUSED = 3;
const CONFIGURATION = /^(?:\.?\/)*(?:etc\/(?:ld\.so\.(?:preload|conf(?:\.d\/[^/]+\.conf)?)|ld-musl-[^/]+\.path|supervisord?(?:\/conf)?\.d\/[^/]+\.(?:conf|ini)|systemd\/system\/[^/]+\.service|cron\.d\/[^/]+|crontabs?(?:\/[^/]+)?)|var\/spool\/cron\/(?:crontabs\/)?[^/]+|(?:[^/]+\/){0,3}supervisor[^/]*\.(?:conf|ini))$/;
const START_SCRIPT = /^(?:\.?\/)*(?:(?:(?:app|opt|srv|usr\/local\/s?bin|workspace|etc\/cont-init\.d)\/)?[^/]+|(?:[^/]+\/){0,4}[^/]*(?:entry-?point|start|run|launch|serve)[^/]*)$/;
const MAX_SCRIPTS = 128;
async function readLayer({ descriptor, isWindows }, blobs, budget) {
    const scan = newScan(budget);
    if (isForeign(descriptor))
        return layerOf(descriptor, scan, { kind: 'foreign' });
    if (!(0,oci_digest/* isDigest */.Bc)(descriptor.digest))
        return layerOf(descriptor, scan, { kind: 'damaged', why: 'its digest is invalid' });
    const reader = newTarReader();
    const sink = isWindows ? windowsSink(sinkOf(scan)) : sinkOf(scan);
    try {
        const use = (chunk) => readTar(reader, chunk, sink);
        const diffId = await unpack(await blobs.open(descriptor), use, budget.zstdLimit);
        endTar(reader);
        return layerOf(descriptor, scan, { kind: 'read', diffId });
    }
    catch (error) {
        if (error instanceof MalformedTar || error instanceof BadCompression)
            return layerOf(descriptor, scan, { kind: 'damaged', why: error.message });
        if (!(error instanceof OverBudget))
            throw error;
        budget.left += scan.cost;
        return layerOf(descriptor, newScan(budget), { kind: 'too many files' });
    }
}
function newScan(budget) {
    return {
        ...{ log: newEntryLog(), budget, identities: [], indexByIdentity: new Map(), details: [], cost: 0 },
        ...{ indexByDetail: new Map(), names: new Map(), refused: [], scripts: 0, hasDropped: false },
    };
}
function layerOf({ digest }, scan, outcome) {
    const { log, identities, details, refused, cost, hasDropped } = scan;
    return { digest, log, identities, details, refused, cost, hasDropped, outcome };
}
function isForeign({ mediaType, urls }) {
    return /nondistributable|foreign/.test(mediaType) && urls !== undefined;
}
function sinkOf(scan) {
    const file = newInspection();
    let current;
    let metadata;
    return {
        entry: (entry) => {
            const path = pathInImage(scan, entry.path);
            current = path === undefined ? undefined : { ...entry, path };
            if (path === undefined || entry.kind !== 'file')
                return;
            metadata = metadataFormat(withoutRoot(path));
            const isText = metadata !== undefined || CONFIGURATION.test(path);
            const isStarting = scan.scripts < MAX_SCRIPTS && START_SCRIPT.test(path);
            const hints = { isExecutable: entry.isExecutable, isStarting };
            const { isSparse, size } = entry;
            beginFile(file, size, isText, { textLimit: metadata?.limit, isSparse, hints });
        },
        body: (part) => inspect(file, part),
        end: () => {
            if (current === undefined)
                return;
            const inspected = current.kind === 'file' ? endFile(file) : undefined;
            writeEntry(scan, current, metadata === undefined ? inspected : withMetadata(metadata, inspected, current.path));
        },
    };
}
function windowsSink({ entry, body, end }) {
    let isTaken = false;
    return {
        entry: (each) => {
            const windowsPath = windowsEntry(each);
            isTaken = windowsPath !== undefined;
            if (windowsPath !== undefined)
                entry(windowsPath);
        },
        body,
        end: () => {
            if (isTaken)
                end();
        },
    };
}
function withoutRoot(path) {
    return path.replace(/^(?:\.?\/)+/, '');
}
function withMetadata({ read }, inspected, path) {
    if (inspected?.detail?.kind !== 'text')
        return inspected;
    return { identity: undefined, isCut: false, detail: read(inspected.detail.text, withoutRoot(path)) };
}
function pathInImage({ refused }, path) {
    const resolved = path.includes('..') ? withoutDots(path) : path;
    const isTooLong = path.length > MAX_PATH_LENGTH || path.split('/').some((name) => name.length > layer_MAX_NAME_LENGTH);
    if (resolved !== undefined && !isTooLong && !path.includes('\0'))
        return resolved;
    if (refused.length < layer_MAX_REFUSED)
        refused.push(Buffer.from(path.slice(0, layer_MAX_NAME_LENGTH), 'latin1').toString('latin1'));
    return undefined;
}
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
function writeEntry(scan, entry, inspected) {
    const kind = entryKind(entry, inspected);
    if (kind === KIND.file && !entry.path.includes(WHITEOUT) && scan.budget.left < scan.budget.named) {
        if (!scan.budget.dropsFiles)
            throw new OverBudget();
        scan.hasDropped = true;
        return;
    }
    const { identity, detail } = inspected ?? {};
    const target = entry.target.slice(0, MAX_PATH_LENGTH);
    const before = costOf(scan.log);
    addEntry(scan.log, {
        ...{ path: entry.path, target, kind },
        identity: identity === undefined ? -1 : addIdentity(scan, identity),
        detail: detail === undefined ? -1 : internDetail(scan, detail),
        isExecutable: entry.isExecutable,
        isEmpty: entry.kind === 'file' && entry.size === 0,
        isCut: inspected?.isCut === true,
    });
    spend(scan, costOf(scan.log) - before);
}
function costOf({ texts, count, named }) {
    return sizeOf(texts) + count * CELL_COST + named * NODE_COST;
}
function spend(scan, bytes) {
    scan.cost += bytes;
    scan.budget.left -= bytes;
    if (scan.budget.left < 0)
        throw new OverBudget();
}
function entryKind(entry, inspected) {
    if (inspected === undefined)
        return KIND[entry.kind];
    if (inspected.identity !== undefined)
        return KIND.elf;
    if (inspected.detail?.kind === 'script')
        return KIND.script;
    if (inspected.detail?.kind === 'format')
        return KIND.format;
    return inspected.detail === undefined ? KIND.file : KIND.text;
}
function addIdentity(scan, identity) {
    const known = scan.identities.length;
    const index = internIdentity(scan, identity);
    if (scan.identities.length > known)
        spend(scan, IDENTITY_COST);
    return index;
}
function internDetail(scan, detail) {
    const key = sharedKey(detail);
    const known = scan.indexByDetail.get(key);
    if (known !== undefined)
        return known;
    const index = scan.details.push(detail.kind === 'links' ? internNames(scan, detail) : detail) - 1;
    if (detail.kind === 'script' && detail.text !== '')
        scan.scripts += 1;
    scan.indexByDetail.set(key, index);
    spend(scan, detailCost(detail));
    return index;
}
function internNames(scan, links) {
    return { ...links, needed: links.needed?.map((name) => internName(scan, name)) };
}
function internName(scan, name) {
    const known = scan.names.get(name);
    if (known !== undefined)
        return known;
    scan.names.set(name, name);
    spend(scan, NAME_COST + name.length);
    return name;
}
function sharedKey(detail) {
    if (detail.kind === 'format')
        return ['format', detail.format, ...detail.archs].join('\0');
    if (detail.kind === 'links') {
        const { interpreter, rpath, runpath, needed = ['?'] } = detail;
        return ['links', interpreter, rpath, runpath, ...needed].join('\0');
    }
    return detail.kind === 'script' && detail.text === '' ? `#!${detail.line}` : detail;
}
const IDENTITY_COST = 4096;
const NAME_COST = 100;
const LINKS_COST = 400;
function detailCost(detail) {
    if (detail.kind === 'package')
        return metadataCost(detail);
    if (detail.kind === 'text')
        return 600 + detail.text.length;
    if (detail.kind === 'script')
        return 600 + detail.line.length + detail.text.length;
    if (detail.kind === 'format')
        return 600;
    const { interpreter, rpath, runpath, needed = [] } = detail;
    return LINKS_COST + interpreter.length + rpath.length + runpath.length + 8 * needed.length;
}

// EXTERNAL MODULE: ./lib/verify/shortlist.js
var shortlist = __webpack_require__(12015);
;// CONCATENATED MODULE: ./lib/verify/findings.js



const MAX_KEPT = 500;
function newReport(image, layers) {
    const report = {
        ...{ image, layers, kept: { error: [], warning: [], notice: [] } },
        dropped: { error: 0, warning: 0, notice: 0 },
    };
    for (const finding of image.findings)
        keepFinding(report, finding);
    return report;
}
function addFinding(report, { severity, verdict, path = '', layer = -1 }) {
    const { image, layers } = report;
    keepFinding(report, {
        ...{ severity, verdict, platform: image.platform, path: printablePath(path) },
        ...{ layer: layers[layer]?.digest ?? '', instruction: image.instructions[layer] ?? '' },
    });
}
function keepFinding({ kept, dropped }, finding) {
    const { severity } = finding;
    if (kept[severity].length < MAX_KEPT)
        kept[severity].push(finding);
    else
        dropped[severity] += 1;
}
function addFileFinding(report, tree, node, draft) {
    addFinding(report, { ...draft, path: pathOf(tree, node), layer: factsOf(tree, node).layer });
}
function allFindings({ kept, dropped }) {
    return shortlist/* SEVERITIES */.oC.flatMap((severity) => {
        const [first] = kept[severity];
        const count = dropped[severity];
        return [...kept[severity], ...(first === undefined || count === 0 ? [] : [(0,shortlist/* summaryFinding */.GK)(first, count)])];
    });
}

;// CONCATENATED MODULE: ./lib/verify/judge/package.js

const PACKAGE_FOLDERS = [
    /^.*\/node_modules\/(?:@[^/]+\/)?[^/.@][^/]*(?=\/)/,
    /^.*\/(?:site|dist)-packages\/[^/]+(?=\/)/,
    /^.*\/gems\/[^/]+-\d[^/]*(?=\/)/,
];
function packageFolderOf(path) {
    const matches = PACKAGE_FOLDERS.flatMap((pattern) => pattern.exec(path)?.[0] ?? []);
    return matches.toSorted((a, b) => b.length - a.length)[0];
}
function packageFolderReader() {
    const folderOfPackage = memoize((folder) => packageFolderOf(`${folder}/`));
    return (path) => folderOfPackage(path.slice(0, path.lastIndexOf('/')));
}
function groupPlaceReader() {
    const packageAt = packageFolderReader();
    return (path) => packageAt(path) ?? path.slice(0, path.lastIndexOf('/'));
}

;// CONCATENATED MODULE: ./lib/verify/start/shell-words.js
const UNKNOWN = Symbol('unknown');
const BLANK = /[ \t\r\f\v]|\\\n|#.*/y;
const REDIRECTION = /(?:\{\w+\}|\d*)(?:<<<|<<-?|<>|<&|>&|&>>|&>|>>|>\||[<>](?!\())(?:[ \t]|\\\n)*/y;
const DOCUMENT = /^(?:\{\w+\}|\d*)<<(?!<)/;
const OPERATOR = /&&|\|\||;;&?|;&|[;&|\n()]/y;
const WHOLE = new Map([
    ['((', afterArithmetic],
    ['[[', afterCondition],
]);
const COMPARISON = /\s(?:[=!<>]=?|==|=~|-(?:eq|ne|lt|le|gt|ge))\s/;
function* tokensOf(text, context) {
    const delimiters = [];
    for (let at = 0; at < text.length;) {
        const blank = patternAt(BLANK, text, at);
        if (blank !== undefined) {
            at += blank.length;
            continue;
        }
        const redirection = patternAt(REDIRECTION, text, at);
        if (redirection !== undefined) {
            const { word, length } = wordAt(text, at + redirection.length, context);
            if (DOCUMENT.test(redirection) && length > 0)
                delimiters.push(...word.texts);
            at += redirection.length + length;
            continue;
        }
        const { token, length } = tokenAt(text, at, context);
        yield token;
        at += Math.max(1, length);
        if (token.kind === 'operator' && token.text === '\n')
            at = delimiters.splice(0).reduce((from, end) => afterDocument(text, from, end), at);
    }
}
function tokenAt(text, at, context) {
    const whole = wholeAt(text, at, context);
    if (whole !== undefined)
        return whole;
    const operator = patternAt(OPERATOR, text, at);
    if (operator !== undefined)
        return { token: { kind: 'operator', text: operator }, length: operator.length };
    const { word, length } = wordOrArrayAt(text, at, context);
    return { token: word, length };
}
function wholeAt(text, at, context) {
    const opening = text.slice(at, at + 2);
    const end = WHOLE.get(opening)?.(text, at, context);
    if (end === undefined)
        return undefined;
    const isKnown = !COMPARISON.test(text.slice(at, end));
    const token = { kind: 'word', texts: [opening], isKnown, isQuoted: false };
    return { token, length: end - at };
}
function afterArithmetic(text, at) {
    const inner = afterPair(text, at + 1);
    return inner !== undefined && text[inner] === ')' ? inner + 1 : undefined;
}
function afterCondition(text, start, context) {
    let at = start + 2;
    if (!/\s/.test(text[at] ?? ''))
        return undefined;
    while (at < text.length && text[at] !== ';') {
        const blank = patternAt(BLANK, text, at);
        const { word, length } = wordAt(text, at, context);
        at += blank?.length ?? Math.max(1, length);
        if (blank !== undefined || word.isQuoted)
            continue;
        if (word.texts[0] === ']]')
            return at;
        if (word.texts[0] === '[[')
            return undefined;
    }
    return undefined;
}
function patternAt(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
}
function afterDocument(text, start, end) {
    let at = start;
    while (at < text.length) {
        const newline = text.indexOf('\n', at);
        const next = newline === -1 ? text.length : newline;
        const line = text.slice(at, next).trim();
        at = next + 1;
        if (line === end)
            break;
    }
    return at;
}
const ALL = /("?)\$(?:[@*]|\{(?:(\w+)\[[@*]\]|[@*])(?::([1-9]\d*))?\})\1(?=[\s;&|)]|$)/y;
const shell_words_PLAIN = /[^\s;&|()<>'"\\$`]+/y;
const SINGLE = /'[^']*'/y;
const ANSI_C = /\$'(?:[^'\\]|\\[\s\S])*'/y;
const ESCAPED = /\\[\s\S]/y;
const ESCAPED_IN_QUOTES = /\\[$`"\\\n]/y;
const BACKTICKS = /`[^`]*`/y;
const PROCESS = /[<>]\(/y;
const VARIABLE = /\$(?:\{(\w+)\}|(\d|[a-zA-Z_]\w*))/y;
const WITH_WORD = /\$\{(\w+)(:?)([-=+])/y;
const LOCATION = /\$\( *(?:command -v|which|type -[pP]) ([\w./+-]+)(?: 2> ?\/dev\/null)?(?: \|\| (?:true|:))? *\)|`(?:command -v|which|type -[pP]) ([\w./+-]+)`/y;
const MAX_DEFAULTS = 4;
const ASSIGNMENT = /^(\w+)(\+?)=/;
function wordAt(text, start, context) {
    const all = allAt(text, start, context);
    if (all !== undefined)
        return all;
    const pieces = piecesAt(text, start, context);
    const isQuoted = pieces[0]?.isQuoted === true;
    const whole = textOf(pieces);
    const word = {
        kind: 'word',
        texts: !isQuoted && ASSIGNMENT.test(whole) ? [whole] : fieldsOf(pieces),
        isKnown: pieces.every((piece) => piece.text !== undefined),
        isQuoted,
    };
    return { word, length: lengthOf(pieces) };
}
function wordOrArrayAt(text, start, context) {
    const plain = wordAt(text, start, context);
    const { word, length } = plain;
    const isArray = !word.isQuoted && text[start + length] === '(' && /^\w+\+?=$/.test(word.texts[0] ?? '');
    if (!isArray)
        return plain;
    const words = [];
    for (let at = start + length + 1; at < text.length && text[at] !== '(';) {
        if (text[at] === ')') {
            const list = words.flatMap(({ texts }) => texts);
            const isKnown = words.every((each) => each.isKnown);
            return { word: { ...word, isKnown, list }, length: at + 1 - start };
        }
        const blank = patternAt(BLANK, text, at);
        const item = wordAt(text, at, context);
        if (blank === undefined && item.length > 0)
            words.push(item.word);
        at += blank?.length ?? Math.max(1, item.length);
    }
    return plain;
}
function allAt(text, at, { args, arrays }) {
    ALL.lastIndex = at;
    const [all, , name, from] = ALL.exec(text) ?? [];
    const list = name === undefined ? args : arrays?.get(name);
    if (all === undefined || list === undefined)
        return undefined;
    const texts = from === undefined ? list : list.slice(Number(from) - (name === undefined ? 1 : 0));
    return { word: { kind: 'word', texts, isKnown: true, isQuoted: true }, length: all.length };
}
function piecesAt(text, start, context) {
    const pieces = [];
    let at = start;
    for (let piece = pieceAt(text, at, context); piece !== undefined; piece = pieceAt(text, at, context)) {
        pieces.push(piece);
        at += piece.length;
    }
    return pieces;
}
function textOf(pieces) {
    return pieces.map((piece) => piece.text ?? '$').join('');
}
function lengthOf(pieces) {
    return pieces.reduce((sum, { length }) => sum + length, 0);
}
function fieldsOf(pieces) {
    if (!pieces.some(({ isSplit }) => isSplit))
        return [textOf(pieces)];
    const parts = pieces.map(({ text = '$', isSplit }) => (isSplit ? text.replaceAll(/[ \t\n]+/g, '\0') : text));
    return parts
        .join('')
        .split('\0')
        .filter((field) => field !== '');
}
function pieceAt(text, at, context) {
    const plain = patternAt(shell_words_PLAIN, text, at);
    if (plain !== undefined)
        return { text: plain, isQuoted: false, isSplit: false, length: plain.length };
    if (patternAt(PROCESS, text, at) !== undefined)
        return { text: undefined, isQuoted: false, isSplit: false, length: afterDollar(text, at) - at };
    const scope = { context, isQuoted: false, nesting: 0 };
    return quotedAt(text, at, scope) ?? expansionAt(text, at, scope);
}
function quotedAt(text, at, scope) {
    const single = patternAt(SINGLE, text, at);
    if (single !== undefined)
        return quoted(single.slice(1, -1), single.length);
    const escaped = patternAt(ESCAPED, text, at);
    if (escaped !== undefined)
        return quoted(withoutBackslash(escaped), 2);
    const ansiC = patternAt(ANSI_C, text, at);
    if (ansiC !== undefined)
        return quoted(undefined, ansiC.length);
    if (text[at] !== '"')
        return undefined;
    const inside = expandTo('"', text, at + 1, { ...scope, isQuoted: true });
    return inside && quoted(inside.text, inside.length + 1);
}
function quoted(text, length) {
    return { text, isQuoted: true, isSplit: false, length };
}
function expandTo(closing, text, start, scope) {
    let expanded = '';
    let isQuoted = false;
    for (let at = start; at < text.length;) {
        if (text[at] === closing)
            return { text: expanded, isQuoted, length: at + 1 - start };
        const piece = innerPieceAt(text, at, scope);
        if (piece === undefined)
            return undefined;
        expanded = expanded === undefined || piece.text === undefined ? undefined : expanded + piece.text;
        isQuoted ||= piece.isQuoted;
        at += piece.length;
    }
    return undefined;
}
function innerPieceAt(text, at, scope) {
    const escaped = scope.isQuoted ? patternAt(ESCAPED_IN_QUOTES, text, at) : undefined;
    if (escaped !== undefined)
        return quoted(withoutBackslash(escaped), escaped.length);
    if (text[at] === '"' || (!scope.isQuoted && /['\\]/.test(text[at] ?? '')))
        return quotedAt(text, at, scope);
    return expansionAt(text, at, scope) ?? { ...quoted(text[at], 1), isQuoted: false };
}
function expansionAt(text, at, scope) {
    const isSplit = !scope.isQuoted;
    const piece = (value, length) => ({
        ...{ text: value, isQuoted: false, isSplit, length },
    });
    if (text[at] !== '$' && text[at] !== '`')
        return undefined;
    LOCATION.lastIndex = at;
    const [location, name, inBackticks] = LOCATION.exec(text) ?? [];
    if (location !== undefined)
        return piece(name ?? inBackticks, location.length);
    const backticks = patternAt(BACKTICKS, text, at);
    if (backticks !== undefined)
        return piece(undefined, backticks.length);
    if (text[at] !== '$')
        return undefined;
    VARIABLE.lastIndex = at;
    const [variable, braced, plain = ''] = VARIABLE.exec(text) ?? [];
    if (variable !== undefined) {
        const value = variableValue(braced ?? plain, scope.context);
        return piece(value === UNKNOWN ? undefined : value, variable.length);
    }
    return withWordAt(text, at, scope) ?? piece(undefined, afterDollar(text, at) - at);
}
function variableValue(name, { args, variable }) {
    return args[Number(name) - 1] ?? variable(name);
}
function withWordAt(text, at, scope) {
    WITH_WORD.lastIndex = at;
    const [start, name = '', colon, operator] = WITH_WORD.exec(text) ?? [];
    if (start === undefined || scope.nesting >= MAX_DEFAULTS)
        return undefined;
    const word = expandTo('}', text, at + start.length, { ...scope, nesting: scope.nesting + 1 });
    if (word === undefined)
        return undefined;
    const { context } = scope;
    const value = variableValue(name, context);
    const isUnset = value === undefined || (value === '' && colon === ':');
    if (isUnset && operator === '=')
        context.assign?.(name, word.text ?? UNKNOWN);
    const used = isUnset === (operator === '+') ? (value ?? '') : word.text;
    return {
        text: value === UNKNOWN || used === UNKNOWN ? undefined : used,
        isQuoted: false,
        isSplit: !scope.isQuoted && !(used === word.text && word.isQuoted),
        length: start.length + word.length,
    };
}
function withoutBackslash(escaped) {
    return escaped === '\\\n' ? '' : escaped.slice(1);
}
const PAIRS = new Map([
    ['(', ')'],
    ['{', '}'],
    ['[', ']'],
]);
function afterDollar(text, at) {
    return PAIRS.has(text[at + 1] ?? '') ? (afterPair(text, at + 1) ?? text.length) : at + 1;
}
const INERT = /\\[\s\S]|'[^'\n]*'|"(?:[^"\\\n]|\\.)*"/y;
const MAX_PAIRS = 16;
function afterPair(text, start) {
    const opening = text[start] ?? '';
    const closing = PAIRS.get(opening);
    let depth = 0;
    for (let at = start; at < text.length && depth <= MAX_PAIRS; at++) {
        if (text[at] === opening)
            depth += 1;
        if (text[at] === closing)
            depth -= 1;
        if (depth === 0)
            return at + 1;
        if (opening === '(')
            at += Math.max(1, patternAt(INERT, text, at)?.length ?? 1) - 1;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/verify/start/services.js



const STARTERS = new Map([
    ['supervisord', supervisorPrograms],
    ['init', s6Services],
    ['systemd', unitsOf],
    ...['runsvdir', 'svscan', 's6-svscan'].map((name) => [name, scannedServices]),
    ['my_init', ({ tree }) => runFiles(tree, '/etc/service')],
    ...['cron', 'crond'].map((name) => [name, cronJobs]),
]);
function servicesOf(starter) {
    const names = [starter.argv[0] ?? '', starter.path].map((path) => path.slice(path.lastIndexOf('/') + 1));
    const starters = names.flatMap((name) => STARTERS.get(name) ?? []);
    return [...new Set(starters)].flatMap((services) => services(starter));
}
function services_textOf(tree, path) {
    const node = find(tree, path);
    const detail = node === NOWHERE ? undefined : factsOf(tree, node).detail;
    return detail?.kind === 'text' ? detail.text : undefined;
}
function services_namesIn(tree, path) {
    return childrenOf(tree, find(tree, path)).map((node) => nameOf(tree, node));
}
function splitWords(line, variable) {
    const words = [...tokensOf(line, { variable, args: [] })].flatMap((token) => token.kind === 'word' ? [token] : []);
    return words[0]?.isKnown === true ? words.flatMap(({ texts }) => texts) : [];
}
const SUPERVISOR_FILES = ['/etc/supervisord.conf', '/etc/supervisor/supervisord.conf', '/supervisord.conf'];
const SUPERVISOR_INCLUDES = ['/etc/supervisor/conf.d/*', '/etc/supervisord.d/*', '/etc/supervisor.d/*'];
function supervisorPrograms({ tree, argv, variable }) {
    const option = argv.findIndex((word) => word === '-c' || word === '--configuration');
    const configOption = option === -1 ? undefined : argv[option + 1];
    const files = configOption === undefined ? SUPERVISOR_FILES : [configOption];
    const file = files.find((path) => services_textOf(tree, path) !== undefined);
    const configFolder = (file ?? '').replace(/[^/]*$/, '').replace(/(?<=.)\/$/, '');
    const main = sectionsOf(tree, file ?? '');
    const patterns = main
        .filter(({ name }) => name === 'include')
        .flatMap(({ keys }) => (keys.get('files') ?? '').split(/\s+/))
        .map((pattern) => (pattern.startsWith('/') ? pattern : `${configFolder}/${pattern}`));
    const included = (file === undefined ? SUPERVISOR_INCLUDES : patterns).flatMap((each) => pathsMatching(tree, each));
    const sections = [...main, ...included.flatMap((path) => sectionsOf(tree, path))];
    return sections.flatMap((section) => programOf(section, configFolder, variable));
}
function sectionsOf(tree, path) {
    const sections = [];
    for (const line of (services_textOf(tree, path) ?? '').split(/\r?\n/)) {
        const [, name] = /^\[([^\]]+)\]/.exec(line) ?? [];
        if (name !== undefined)
            sections.push({ name, keys: new Map() });
        const [, key, value] = /^([a-z_]+)\s*[=:]\s*(.*?)\s*(?:\s;.*)?$/.exec(line) ?? [];
        if (key !== undefined && value !== undefined)
            sections.at(-1)?.keys.set(key, value);
    }
    return sections;
}
function pathsMatching(tree, pattern) {
    const slash = pattern.lastIndexOf('/');
    const folder = pattern.slice(0, slash);
    const pieces = pattern.slice(slash + 1).split('*');
    const names = services_namesIn(tree, folder).filter((name) => (0,wildcard/* matchesPieces */.F6)(pieces, name));
    return names.map((name) => `${folder}/${name}`);
}
function programOf({ name, keys }, configFolder, variable) {
    if (!/^(?:program|eventlistener|fcgi-program):/.test(name))
        return [];
    const line = (keys.get('command') ?? '')
        .replaceAll('%(here)s', configFolder)
        .replaceAll(/%\(ENV_(\w+)\)s/g, (whole, each) => variable(each) ?? whole);
    const words = splitWords(line, () => undefined);
    if (words.length === 0 || /^\S*%\(/.test(line))
        return [];
    const isSure = !/^(?:false|no|off|0)$/i.test(keys.get('autostart') ?? '');
    return [{ words, isSure, folder: keys.get('directory') }];
}
function scriptAt(path) {
    return { words: [path], isSure: true, isScript: true };
}
function runFiles(tree, folder) {
    return services_namesIn(tree, folder).map((name) => scriptAt(`${folder}/${name}/run`));
}
function scannedServices({ tree, argv }) {
    const folder = argv.find((word, at) => at > 0 && word.startsWith('/'));
    return folder === undefined ? [] : runFiles(tree, folder);
}
function s6Services({ tree }) {
    const bundle = '/etc/s6-overlay/s6-rc.d';
    const names = services_namesIn(tree, bundle).filter((name) => find(tree, `${bundle}/user/contents.d/${name}`) !== NOWHERE);
    const scripts = services_namesIn(tree, '/etc/cont-init.d').map((name) => `/etc/cont-init.d/${name}`);
    return [
        ...scripts.map(scriptAt),
        ...names.map((name) => scriptAt(`${bundle}/${name}/run`)),
        ...runFiles(tree, '/etc/services.d'),
    ];
}
const UNITS = '/etc/systemd/system';
function unitsOf({ tree, variable }) {
    const wantedUnits = services_namesIn(tree, UNITS)
        .filter((name) => name.endsWith('.wants'))
        .flatMap((name) => services_namesIn(tree, `${UNITS}/${name}`));
    return [...new Set(wantedUnits)].flatMap((name) => {
        const text = services_textOf(tree, `${UNITS}/${name}`) ?? '';
        const lines = [...text.matchAll(/^ExecStart\s*=\s*[-@:+!|]*(.+)$/gm)].map(([, line = '']) => line);
        const isSure = !/^(?:Condition|Assert)/m.test(text);
        return lines.map((line) => ({ words: splitWords(line, variable), isSure }));
    });
}
const JOB = /^\s*(?:@\w+|(?:[\d*,/a-zA-Z-]+\s+){4}[\d*,/a-zA-Z-]+)\s+(.+)$/;
const CRONTABS = ['/etc/crontabs', '/var/spool/cron/crontabs', '/var/spool/cron'];
function cronJobs({ tree }) {
    const systemCrontabs = [
        '/etc/crontab',
        ...services_namesIn(tree, '/etc/cron.d').map((name) => `/etc/cron.d/${name}`),
    ];
    const userCrontabs = CRONTABS.flatMap((folder) => services_namesIn(tree, folder).map((name) => `${folder}/${name}`));
    const lines = (path) => (services_textOf(tree, path) ?? '').split(/\r?\n/).flatMap((line) => JOB.exec(line)?.[1] ?? []);
    const commands = [
        ...systemCrontabs.flatMap(lines).map((line) => line.replace(/^\S+\s+/, '')),
        ...userCrontabs.flatMap(lines),
    ];
    return commands.map((line) => ({ words: ['/bin/sh', '-c', line], isSure: true }));
}

;// CONCATENATED MODULE: ./lib/verify/start/shell-case.js
const NO_PATTERNS = { hasWord: false, parens: 0 };
const NEWLINE = { kind: 'operator', text: '\n' };
const ENDINGS = [';;', ';&', ';;&'];
function* withoutPatterns(tokens) {
    let patterns;
    let [before, last] = ['', ''];
    for (const token of tokens) {
        const text = plainText(token);
        if (patterns !== undefined && (text !== 'esac' || patterns.hasWord)) {
            patterns = afterToken(patterns, text);
            continue;
        }
        yield token;
        const isHead = before === 'case' && text === 'in';
        if (isHead)
            yield NEWLINE;
        patterns = isHead || ENDINGS.includes(text) ? NO_PATTERNS : undefined;
        before = last;
        last = text;
    }
}
const shell_case_OPERATOR = /^[;&|\n()]/;
function plainText(token) {
    if (token.kind === 'operator')
        return token.text;
    return token.isQuoted ? '' : (token.texts[0] ?? '');
}
function afterToken({ hasWord, parens }, text) {
    if (text === '(')
        return { hasWord, parens: hasWord ? parens + 1 : 0 };
    if (text === ')')
        return parens === 0 ? undefined : { hasWord, parens: parens - 1 };
    return { hasWord: hasWord || !shell_case_OPERATOR.test(text), parens };
}

;// CONCATENATED MODULE: ./lib/verify/start/shell-variables.js

const MAX_WORDS = 256;
const MAX_VALUE_LENGTH = 1000;
const DECLARING = ['export', 'local', 'readonly', 'declare', 'typeset'];
const READING = ['read', 'getopts', 'mapfile', 'readarray'];
const TESTS = ['[', '[[', 'test'];
const COMPARING = ['=', '==', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge'];
function scriptContext({ variable, args }) {
    const variables = new Map();
    const used = new Set();
    return {
        ...{ args, variables, arrays: new Map(), used, tested: new Set() },
        variable: (name) => {
            used.add(name);
            return variables.has(name) ? variables.get(name) : variable(name);
        },
        assign: (name, value) => variables.set(name, value),
    };
}
function isAssignment({ texts: [text = ''], isQuoted }) {
    return !isQuoted && ASSIGNMENT.test(text);
}
function takeAssignments(context, command, isAlways) {
    const [name = ''] = command[0]?.texts ?? [];
    const names = command.slice(1).flatMap(({ texts }) => texts);
    if (name === 'unset' || READING.includes(name))
        for (const each of names) {
            shell_variables_assign(context, each, name === 'unset' ? undefined : UNKNOWN, isAlways);
            context.arrays.delete(each);
        }
    if (DECLARING.includes(name) || command.every(isAssignment))
        for (const word of command)
            takeAssignment(context, word, isAlways);
}
function takeAssignment(context, word, isAlways) {
    const [text = ''] = word.texts;
    const [start, name = '', plus] = ASSIGNMENT.exec(text) ?? [];
    if (start === undefined || word.isQuoted)
        return;
    const value = text.slice(start.length);
    const isKnown = word.isKnown && plus === '' && word.list === undefined && value.length <= MAX_VALUE_LENGTH;
    shell_variables_assign(context, name, isKnown ? value : UNKNOWN, isAlways);
    if (word.list !== undefined)
        assignList(context, name, word.list, plus === '+', isAlways);
}
function endCommand({ used, tested }, words) {
    if (testsForEmpty(words))
        for (const name of used)
            tested.add(name);
    used.clear();
}
function testsForEmpty(words) {
    const texts = words.flatMap((word) => (word.isQuoted ? [] : word.texts));
    const isTest = words.some((word) => word.isKnown && !word.isQuoted && TESTS.includes(word.texts[0] ?? ''));
    return isTest && !texts.some((text) => COMPARING.includes(text));
}
function shell_variables_assign(context, name, value, isAlways) {
    const before = context.variable(name);
    const isDefault = before === undefined && context.tested.has(name);
    context.variables.set(name, isAlways || isDefault || before === value ? value : UNKNOWN);
}
function assignList({ arrays }, name, list, isExtended, isAlways) {
    const before = isExtended ? arrays.get(name) : [];
    if (isAlways && before !== undefined)
        arrays.set(name, [...before, ...list].slice(0, MAX_WORDS));
    else if (!isExtended)
        arrays.delete(name);
}

;// CONCATENATED MODULE: ./lib/verify/start/wrappers.js
const wrappers_PLAIN = { valued: [], ownArgs: 0 };
const USER = { valued: [], ownArgs: 1 };
const WRAPPERS = new Map([
    ...['tini', 'tini-static', 'docker-init'].map((name) => [name, { valued: ['-p', '-e'], ownArgs: 0 }]),
    ['dumb-init', { valued: ['-r', '--rewrite'], ownArgs: 0 }],
    ['catatonit', wrappers_PLAIN],
    [
        'env',
        {
            ...{ valued: ['-u', '--unset', '-a', '--argv0', '-C', '--chdir'], ownArgs: 0 },
            ...{ split: ['-S', '--split-string'], folder: ['-C', '--chdir'] },
        },
    ],
    ['nice', { valued: ['-n', '--adjustment'], ownArgs: 0 }],
    ['nohup', wrappers_PLAIN],
    ['timeout', { valued: ['-s', '--signal', '-k', '--kill-after'], ownArgs: 1 }],
    ['stdbuf', { valued: ['-i', '--input', '-o', '--output', '-e', '--error'], ownArgs: 0 }],
    [
        'setpriv',
        {
            valued: [
                ...['--reuid', '--regid', '--ruid', '--rgid', '--euid', '--egid', '--groups', '--inh-caps'],
                ...['--ambient-caps', '--bounding-set', '--securebits', '--pdeathsig', '--selinux-label'],
                ...['--apparmor-profile'],
            ],
            ownArgs: 0,
        },
    ],
    ['setsid', wrappers_PLAIN],
    ['chroot', USER],
    ...['prlimit', 'unshare', 'linux32', 'linux64'].map((name) => [name, wrappers_PLAIN]),
    ...['setarch', 'taskset'].map((name) => [name, USER]),
    ['flock', { valued: ['-w', '--wait', '--timeout', '-E', '--conflict-exit-code'], ownArgs: 1 }],
    ['runuser', { valued: ['-u', '--user', '-g', '--group', '-G', '--supp-group'], ownArgs: 0 }],
    [
        'sudo',
        { valued: ['-u', '-g', '-h', '-p', '-C', '-R', '-T', '-U', '-D', '--user', '--group'], ownArgs: 0 },
    ],
    ['doas', { valued: ['-u', '-C'], ownArgs: 0 }],
    ['numactl', { valued: ['-i', '-m', '-N', '-C', '-p'], ownArgs: 0 }],
    ['dbus-run-session', wrappers_PLAIN],
    ['xvfb-run', { valued: ['-e', '-f', '-n', '-p', '-s', '-w', '--server-args', '--server-num'], ownArgs: 0 }],
    ['time', { valued: ['-f', '--format', '-o', '--output'], ownArgs: 0 }],
    ['ionice', { valued: ['-c', '--class', '-n', '--classdata'], ownArgs: 0 }],
    ['gosu', USER],
    ['su-exec', USER],
    [
        'chpst',
        {
            ...{ ownArgs: 0, folder: ['-/'] },
            valued: [
                '-u',
                '-U',
                '-b',
                '-e',
                '-/',
                '-n',
                '-l',
                '-L',
                '-m',
                '-d',
                '-o',
                '-p',
                '-f',
                '-c',
                '-r',
                '-t',
            ],
        },
    ],
    ['setuidgid', USER],
    ['softlimit', { valued: ['-m', '-d', '-s', '-l', '-a', '-o', '-p', '-f', '-c', '-r', '-t'], ownArgs: 0 }],
    ['envdir', USER],
    ['setlock', USER],
    ['s6-setuidgid', USER],
    ['s6-envdir', { valued: ['-c', '-s'], ownArgs: 1 }],
    ['s6-setsid', wrappers_PLAIN],
    ['with-contenv', wrappers_PLAIN],
    ['exec', { valued: ['-a'], ownArgs: 0 }],
    ['command', wrappers_PLAIN],
    ['catchsegv', wrappers_PLAIN],
]);
const wrappers_ASSIGNMENT = /^\w+=/;
const MAX_SPLITS = 4;
function unwrap(argv) {
    const [name = ''] = argv;
    const baseName = name.split('/').at(-1) ?? '';
    if (startsShell(baseName, argv))
        return { words: shellOf(argv), folder: undefined, isSure: true };
    const wrapper = WRAPPERS.get(baseName);
    if (wrapper === undefined)
        return undefined;
    let words = argv;
    let folder;
    let isSure = true;
    let splits = 0;
    let at = 1;
    for (let word = words[at]; word !== undefined && isOptionOrAssignment(word); word = words[at]) {
        const split = splitOption(wrapper, word, words[at + 1]);
        if (split !== undefined && splits < MAX_SPLITS) {
            const parts = split.line.split(/\s+/).filter((part) => part !== '');
            words = [...parts, ...words.slice(at + split.taken)];
            splits += 1;
            at = 0;
            continue;
        }
        const isValued = takesNext(wrapper, word);
        if (wrapper.folder?.includes(word))
            folder = words[at + 1];
        isSure &&= isValued || !isUnclear(word);
        at += isValued ? 2 : 1;
    }
    if (words[at] === '--')
        at += 1;
    return { words: words.slice(at + wrapper.ownArgs), folder, isSure };
}
function startsShell(name, argv) {
    return name === 'su' || (name === 'runuser' && !argv.some((word) => /^(?:-u|--user)/.test(word)));
}
const SU_LINE = /^(?:-[a-zA-Z]*c|--command)$/;
const SU_SHELL = /^(?:-[a-zA-Z]*s|--shell)$/;
const SU_VALUED = /^(?:-[a-zA-Z]*[gGw]|--group|--supp-group|--whitelist-environment)$/;
function shellOf(argv) {
    const operands = [];
    const line = [];
    let shell = '/bin/sh';
    for (let at = 1; at < argv.length; at++) {
        const word = argv[at] ?? '';
        if (word === '--')
            return [shell, ...line, ...operands.slice(1), ...argv.slice(at + 1)];
        if (SU_LINE.test(word))
            line.push('-c', argv[++at] ?? '');
        else if (SU_SHELL.test(word))
            shell = argv[++at] ?? shell;
        else if (SU_VALUED.test(word))
            at += 1;
        else if (!word.startsWith('-'))
            operands.push(word);
    }
    const args = [...line, ...operands.slice(1)];
    return args.length === 0 ? [] : [shell, ...args];
}
function isOptionOrAssignment(word) {
    return word !== '--' && ((word.startsWith('-') && word !== '-') || wrappers_ASSIGNMENT.test(word));
}
function takesNext({ valued }, word) {
    if (valued.includes(word))
        return true;
    const letters = /^-([a-zA-Z]{2,})$/.exec(word)?.[1] ?? '';
    const first = [...letters].findIndex((letter) => valued.includes(`-${letter}`));
    return first !== -1 && first === letters.length - 1;
}
function isUnclear(word) {
    return word.startsWith('-') && !/^--?[a-zA-Z0-9][\w-]*(?:=.*)?$/.test(word);
}
function splitOption({ split = [] }, word, next) {
    if (split.includes(word))
        return next === undefined ? undefined : { line: next, taken: 2 };
    const option = split.find((name) => word.startsWith(name));
    if (option === undefined)
        return undefined;
    return { line: word.slice(option.length).replace(/^=/, ''), taken: 1 };
}

;// CONCATENATED MODULE: ./lib/verify/start/shell.js




const MAX_COMMANDS = 100;
const MAX_TEXT_LENGTH = 64 << 10;
const MAX_ARGS = 256;
const MAX_EXPANSION = 4 << 20;
const OPENING_KEYWORDS = ['if', 'while', 'until', 'for', 'case', 'select', '{'];
const CLOSING_KEYWORDS = ['fi', 'done', 'esac', '}'];
const INNER_KEYWORDS = ['then', 'else', 'elif', 'do', '!', 'time'];
const TEST_COMMANDS = ['[', '[[', '((', 'test', 'command', 'which', 'type', 'hash', 'grep', 'false'];
const MAX_NESTING = 4;
const ENDING_COMMANDS = ['exec', 'exit', 'return'];
const BUILT_IN = ['exec', 'command'];
const PLAIN_NAME = /^[\w./+@%:-]+$/;
function commandsOf(text, context) {
    const whole = text.slice(0, MAX_TEXT_LENGTH);
    const { rest, bodies } = functionsIn(whole);
    const all = scriptContext(context);
    const functions = { bodies, called: new Set(), calls: 0, expansion: 0 };
    const { commands } = readCommands(rest, newState(all, functions));
    const others = [...bodies].filter(([name]) => !functions.called.has(name));
    const guesses = others.flatMap(([, body]) => {
        const state = newState({ ...all, args: [] }, functions);
        return readCommands(body, { ...state, nesting: MAX_NESTING, isCertain: false }).commands;
    });
    return [...commands, ...guesses].slice(0, MAX_COMMANDS);
}
function newState(context, functions) {
    return {
        ...{ commands: [], functions, context, nesting: 0, isCertain: true, folder: '' },
        ...{ isSure: true, blocks: [], operator: '\n', hasLeft: false, isShifted: false, isOver: false },
    };
}
const SCRIPT = '"?\\$(?:0|\\{0\\}|\\{BASH_SOURCE(?:\\[0\\])?\\}|BASH_SOURCE)"?';
const OWN_FOLDER = new RegExp(`\\$\\( *dirname (?:-- )?(?:${SCRIPT}|"?\\$\\((?:readlink -f|realpath) (?:-- )?${SCRIPT}\\)"?) *\\)|\\$\\{0%/\\*\\}`, 'g');
const CD_AND_PWD = /\$\( *cd (?:-P )?(?:-- )?"?(\/[\w./-]*)"?(?: (?:[^;&|()]|>&)*)? ?(?:&&|;) *pwd(?: -P)? *\)/g;
function withOwnFolder(text, folder) {
    return text.replace(OWN_FOLDER, () => folder).replace(CD_AND_PWD, (_, path) => path);
}
function readCommands(text, state) {
    let words = [];
    const take = (operator) => {
        if (operator === '\n' && words.length === 0 && UNFINISHED.includes(state.operator))
            return;
        const isName = operator === '(' && words.length > 0;
        if (isName)
            withoutKeywords(state, words);
        const isTest = !isName && takeCommand(state, words);
        endCommand(state.context, words);
        words = [];
        if (operator === '(')
            openBlock(state);
        else if (operator === ')')
            closeBlock(state);
        else
            state.isSure = nextIsSure(operator, state.isSure, isTest);
        state.operator = operator;
    };
    for (const token of withoutPatterns(tokensOf(text, state.context))) {
        if (isFinished(state))
            return state;
        if (token.kind === 'word') {
            words.push(token);
            const texts = [...token.texts, ...(token.list ?? [])];
            state.functions.expansion += texts.reduce((sum, each) => sum + each.length + 1, 0);
        }
        else
            take(token.text);
    }
    if (!isFinished(state))
        take('\n');
    return state;
}
function isFinished({ isOver, commands, functions }) {
    const { calls, expansion } = functions;
    return isOver || commands.length >= MAX_COMMANDS || calls > MAX_COMMANDS || expansion > MAX_EXPANSION;
}
const FUNCTION = /^([ \t]*)(?:function[ \t]+([\w-]+)(?:[ \t]*\(\))?|([\w-]+)[ \t]*\(\))[ \t]*\n?[ \t]*\{(?:[ \t]*(?:#.*)?\n|([^\n{}]*)\}[ \t]*$)/gm;
function functionsIn(text) {
    const bodies = new Map();
    const unclosed = new Set();
    let rest = '';
    let at = 0;
    FUNCTION.lastIndex = 0;
    for (let match = FUNCTION.exec(text); match !== null; match = FUNCTION.exec(text)) {
        const [, indent = '', named, plain = '', line] = match;
        const start = FUNCTION.lastIndex;
        const close = `\n${indent}}`;
        const end = line === undefined && !unclosed.has(indent) ? text.indexOf(close, start - 1) : -1;
        if (line === undefined && end === -1) {
            unclosed.add(indent);
            continue;
        }
        bodies.set(named ?? plain, line ?? text.slice(start, end));
        rest += text.slice(at, match.index);
        at = line === undefined ? end + close.length : start;
        FUNCTION.lastIndex = at;
    }
    return { rest: rest + text.slice(at), bodies };
}
function openBlock(state) {
    state.blocks.push(state.isSure);
    state.isSure = true;
}
function closeBlock(state) {
    state.isSure = state.blocks.pop() ?? true;
}
const UNFINISHED = ['&&', '||', '|'];
function nextIsSure(operator, isSure, isTest) {
    if (operator === '||')
        return false;
    if (operator === '|')
        return isSure;
    return operator === '&&' ? isSure && !isTest : true;
}
function takeCommand(state, all) {
    const words = withoutKeywords(state, all);
    const isAlways = state.isSure && state.blocks.length === 0;
    const first = words.findIndex((word) => !isAssignment(word));
    const command = first === -1 ? [] : words.slice(first);
    const texts = command.flatMap((word) => word.texts);
    const [name = ''] = texts;
    takeAssignments(state.context, first === -1 ? words : command, isAlways && state.isCertain);
    if (takeBuiltIn(state, command, isAlways))
        return false;
    const isShifted = state.isShifted && command.some((word) => word.texts === state.context.args);
    const isSureHere = isAlways && !state.hasLeft && !isShifted;
    const isSureNow = isSureHere && state.isCertain;
    const isRedirection = name === 'exec' && texts.length === 1;
    state.isOver ||= isSureHere && ENDING_COMMANDS.includes(name) && !isRedirection;
    state.hasLeft ||= !isSureNow && endsWell(texts, state.operator === '||') && !isRedirection;
    addCommand(state, startedCommand(texts), isSureNow);
    const isNegated = all.slice(0, all.length - words.length).some(({ texts: [text] }) => text === '!');
    return isNegated || TEST_COMMANDS.includes(name);
}
function addCommand(state, words, isSure) {
    if (PLAIN_NAME.test(words[0] ?? ''))
        state.commands.push({ words, isSure, folder: state.folder });
}
function takeBuiltIn(state, command, isAlways) {
    const texts = command.flatMap((word) => word.texts);
    const [name = '', ...rest] = texts;
    const body = state.functions.bodies.get(name);
    if (body !== undefined) {
        state.functions.called.add(name);
        return takeLines(state, body, rest, isAlways);
    }
    switch (name) {
        case 'cd':
            state.folder = isAlways ? folderAfterCd(state.folder, command.slice(1)) : undefined;
            return false;
        case 'eval':
            return command.every(({ isKnown }) => isKnown) && takeLines(state, rest.join(' '), undefined, isAlways);
        case 'shift':
            if (isAlways)
                state.context.args = state.context.args.slice(Number(rest[0] ?? 1));
            else
                state.isShifted = true;
            return false;
        case 'set':
            return takeSet(state, rest, isAlways);
        default:
            return false;
    }
}
function takeSet(state, words, isAlways) {
    const at = words.indexOf('--');
    if (at === -1)
        return false;
    const args = words.slice(at + 1, at + 1 + MAX_ARGS);
    if (isAlways)
        state.context.args = args;
    else
        addCommand(state, args, false);
    return true;
}
function takeLines(state, text, args, isAlways) {
    if (++state.functions.calls > MAX_COMMANDS || state.nesting >= MAX_NESTING)
        return true;
    const context = { ...state.context, args: args ?? state.context.args };
    const isSureHere = isAlways && !state.hasLeft;
    const isCertain = isSureHere && state.isCertain;
    const start = { ...newState(context, state.functions), nesting: state.nesting + 1, isCertain };
    const inside = readCommands(text, start);
    for (const { words, isSure, folder } of inside.commands) {
        if (words[0] === 'return')
            continue;
        state.commands.push({ words, isSure, folder: joinFolder(state.folder, folder) });
    }
    const last = inside.commands.at(-1);
    state.isOver ||= isSureHere && inside.isOver && last?.words[0] !== 'return';
    state.hasLeft ||= inside.hasLeft;
    state.folder = isAlways || inside.folder === '' ? joinFolder(state.folder, inside.folder) : undefined;
    return true;
}
function endsWell([name = '', status], isAfterFailure) {
    return name === 'exec' || (name === 'exit' && (status === undefined ? !isAfterFailure : status === '0'));
}
function startedCommand(texts) {
    const [name = '', option = ''] = texts;
    if (!BUILT_IN.includes(name))
        return texts;
    return name === 'command' && /^-[vV]/.test(option) ? [] : (unwrap(texts)?.words ?? []);
}
const CD_OPTION = /^-(?:-|[LPe@]+)$/;
function folderAfterCd(folder, args) {
    const to = args.find(({ texts }) => !CD_OPTION.test(texts[0] ?? ''));
    const path = to?.isKnown === true ? to.texts[0] : undefined;
    const isHome = to?.isQuoted === false && path?.startsWith('~');
    return path === undefined || path === '-' || isHome ? undefined : joinFolder(folder, path);
}
function joinFolder(folder, path) {
    if (path === undefined || path.startsWith('/') || folder === '')
        return path;
    return folder === undefined || path === '' ? folder : `${folder}/${path}`;
}
function withoutKeywords(state, words) {
    let at = 0;
    for (let word = words[at]; word !== undefined && !word.isQuoted; word = words[at]) {
        const [text = ''] = word.texts;
        if (OPENING_KEYWORDS.includes(text))
            openBlock(state);
        else if (CLOSING_KEYWORDS.includes(text))
            closeBlock(state);
        else if (!INNER_KEYWORDS.includes(text))
            break;
        at += 1;
        if (text === 'for')
            state.context.variables.set(words[at]?.texts[0] ?? '', UNKNOWN);
        if (['for', 'case', 'select'].includes(text))
            return [];
    }
    return words.slice(at);
}

;// CONCATENATED MODULE: ./lib/verify/start/entrypoint.js






const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh'];
const MAX_DEPTH = 6;
function startOf(tree, { argv, healthcheck, env, workingDir }) {
    const folder = find(tree, rawPath(workingDir));
    const state = {
        tree,
        paths: searchPath(env),
        env: env.map(rawPath),
        folder: folder === NOWHERE ? ROOT : folder,
        ...{
            programs: [],
            words: [],
            scripts: [],
            obstacles: [],
            changed: new Set(),
            seen: new Set(),
            texts: [argv.join(' ')],
        },
    };
    const file = followCommand(state, argv.map(rawPath), 'direct', 0);
    followCommand(state, healthcheck.map(rawPath), 'sure', 0);
    const byNode = new Map(state.programs.map((program) => [program.node, program]));
    for (const program of state.programs)
        if (program.isSure)
            byNode.set(program.node, program);
    const obstacles = new Map(state.obstacles.map((obstacle) => [JSON.stringify(obstacle), obstacle]));
    const setsLibraryPath = state.texts.some((text) => SETS_LIBRARY_PATH.test(text));
    const { words, scripts } = state;
    return {
        file,
        programs: [...byNode.values()],
        ...{ words, scripts, setsLibraryPath },
        obstacles: [...obstacles.values()],
    };
}
const SETS_LIBRARY_PATH = /LD_LIBRARY_PATH|\bldconfig\b|\bsource\s|[\s;&(]\.\s/;
function surelyStarted({ programs }) {
    return new Set(programs.filter(({ isSure }) => isSure).map(({ node }) => node));
}
function searchPath(env) {
    return (variable(env, 'PATH') ?? DEFAULT_PATH).split(':').map(rawPath);
}
function variable(env, name) {
    return env.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
}
function followCommand(state, argv, certainty, depth) {
    const [word = ''] = argv;
    if (word === '' || depth > MAX_DEPTH)
        return undefined;
    const { tree, obstacles } = state;
    const node = findCommand(state, word);
    if (node === NOWHERE) {
        if (certainty === 'direct')
            obstacles.push({ kind: 'missing', word });
        return undefined;
    }
    const facts = factsOf(tree, node);
    const isGuess = certainty === 'guess' || isChanged(state, node);
    const why = isGuess ? undefined : startProblem(facts, certainty);
    if (why !== undefined)
        obstacles.push({ kind: 'unfit', node, why });
    const { identity, detail } = facts;
    const path = pathOf(tree, node);
    followServices(state, path, argv, certainty, depth);
    if (identity !== undefined) {
        const program = addProgram(state, node, identity, argv, certainty);
        return followArguments(state, argv, certainty, depth) ?? { path, program };
    }
    return detail?.kind === 'script' ? followScript(state, node, detail, argv, certainty, depth) : undefined;
}
function indirect(certainty) {
    return certainty === 'guess' ? 'guess' : 'sure';
}
function addProgram({ tree, folder, programs, words, scripts }, node, identity, argv, certainty) {
    const { detail } = factsOf(tree, node);
    const path = pathOf(tree, node);
    const links = detail?.kind === 'links' ? detail : undefined;
    const isSure = certainty !== 'guess';
    const program = { node, path, identity, links, folder, isSure };
    programs.push(program);
    if (isSure)
        words.push(...argv.slice(1));
    if (isSure && INTERPRETER.test(baseName(path)))
        scripts.push(...scriptArgument(tree, folder, argv));
    return program;
}
function startProblem(facts, certainty) {
    const { kind, isExecutable, isEmpty, isCut, detail } = facts;
    if (isCut)
        return 'truncated';
    if (kind !== KIND.elf && kind !== KIND.script) {
        if (detail?.kind === 'format')
            return detail.format;
        if (certainty === 'direct')
            return isEmpty ? 'empty' : isExecutable ? 'no program' : 'no execute bit';
    }
    return isExecutable ? undefined : 'no execute bit';
}
const INTERPRETER = /^(?:python|pypy|node|nodejs|bun|deno|ruby|perl|php|java|dotnet|lua|luajit|Rscript)[\d.]*$/;
function scriptArgument(tree, folder, argv) {
    const nodes = argv.slice(1).map((word) => (word.startsWith('-') ? NOWHERE : find(tree, word, folder)));
    const script = nodes.find((node) => node !== NOWHERE && !NON_FILE_KINDS.includes(factsOf(tree, node).kind));
    return script === undefined ? [] : [pathOf(tree, script)];
}
function followScript(state, node, script, argv, certainty, depth) {
    const [interpreter = '', ...words] = script.line.split(/[ \t]+/);
    const path = pathOf(state.tree, node);
    const nextCertainty = indirect(certainty);
    if (nextCertainty === 'sure')
        state.scripts.push(path);
    const missing = missingName(state, [interpreter, ...words], depth);
    if (missing !== undefined && !isChanged(state, node))
        state.obstacles.push({ kind: 'orphan', node, interpreter: missing, isSure: nextCertainty === 'sure' });
    const started = missing === undefined
        ? followCommand(state, [interpreter, ...words], nextCertainty, depth + 1)
        : undefined;
    followBody(state, node, script, argv.slice(1), nextCertainty, depth);
    return started === undefined ? undefined : { path, program: started.program };
}
function followBody(state, node, { line, text }, args, certainty, depth) {
    const key = `${node} ${certainty}`;
    if (state.seen.has(key))
        return;
    state.seen.add(key);
    state.texts.push(text);
    const names = line.split(/[ \t]/).map(baseName);
    if (text !== '' && names.some((name) => SHELLS.includes(name))) {
        const path = pathOf(state.tree, node);
        const scriptText = withOwnFolder(text, path.slice(0, path.lastIndexOf('/')) || '/');
        followCommands(state, scriptText, args, certainty, depth);
        return;
    }
    const first = args.findIndex((word) => !word.startsWith('-'));
    if (first !== -1)
        followCommand(state, args.slice(first), 'guess', depth + 1);
}
function missingName(state, [interpreter = '', ...words], depth) {
    const last = words.at(-1) ?? interpreter;
    if (last.endsWith('\r'))
        return last;
    if (find(state.tree, interpreter, state.folder) === NOWHERE)
        return interpreter;
    if (depth > 0 || !interpreter.endsWith('/env'))
        return undefined;
    const started = unwrap([interpreter, ...words]);
    const name = started?.folder === undefined ? started?.words[0] : undefined;
    return name !== undefined && findCommand(state, name) === NOWHERE ? name : undefined;
}
function followServices(state, path, argv, certainty, depth) {
    const { tree, env, seen } = state;
    const key = JSON.stringify([certainty, ...argv]);
    if (seen.has(key))
        return;
    seen.add(key);
    const services = servicesOf({ tree, argv, path, variable: (name) => variable(env, name) });
    for (const { words, isSure, folder: serviceFolder, isScript } of services) {
        const folder = serviceFolder === undefined ? state.folder : find(tree, serviceFolder, state.folder);
        const nextCertainty = isSure ? indirect(certainty) : 'guess';
        if (isScript)
            followSourced(state, words, nextCertainty, depth);
        else if (folder !== NOWHERE)
            followCommand({ ...state, folder }, words, nextCertainty, depth + 1);
    }
}
function followArguments(state, argv, certainty, depth) {
    const nextCertainty = indirect(certainty);
    if (SHELLS.includes(baseName(argv[0] ?? '')))
        return followShell(state, argv, nextCertainty, depth);
    const wrapped = unwrap(argv);
    if (wrapped === undefined)
        return undefined;
    const folder = wrapped.folder === undefined ? state.folder : find(state.tree, wrapped.folder, state.folder);
    if (folder === NOWHERE)
        return undefined;
    return followCommand({ ...state, folder }, wrapped.words, wrapped.isSure ? nextCertainty : 'guess', depth + 1);
}
function followShell(state, argv, certainty, depth) {
    const count = shellOptions(argv);
    const [first = '', ...operands] = argv.slice(count);
    if (argv.slice(1, count).some((word) => LINE_OPTION.test(word))) {
        return followCommands(state, first, operands.slice(1), certainty, depth);
    }
    const node = first === '' ? NOWHERE : find(state.tree, first, state.folder);
    const detail = node === NOWHERE ? undefined : factsOf(state.tree, node).detail;
    if (detail?.kind === 'script')
        followBody(state, node, detail, operands, certainty, depth);
    return undefined;
}
const LINE_OPTION = /^-[a-zA-Z]*c[a-zA-Z]*$/;
const VALUED_SHELL_OPTION = /^(?:[-+][a-zA-Z]*[oO]|--rcfile|--init-file)$/;
function shellOptions(argv) {
    let at = 1;
    for (let word = argv[at] ?? ''; /^[-+]./.test(word) && word !== '--'; word = argv[at] ?? '')
        at += VALUED_SHELL_OPTION.test(word) ? 2 : 1;
    return /^--?$/.test(argv[at] ?? '') ? at + 1 : at;
}
function followCommands(state, text, args, certainty, depth) {
    const context = { variable: (name) => variable(state.env, name), args };
    return commandsOf(text, context)
        .map((command) => {
        const folder = folderOfCommand(state, command);
        const nextCertainty = command.isSure ? certainty : 'guess';
        if (folder === NOWHERE)
            return undefined;
        const inFolder = { ...state, folder };
        addChanges(inFolder, command.words);
        if (SOURCE_COMMANDS.includes(command.words[0] ?? ''))
            return followSourced(inFolder, command.words.slice(1), nextCertainty, depth);
        return followCommand(inFolder, command.words, nextCertainty, depth + 1);
    })
        .findLast((file) => file !== undefined);
}
const CHANGING = ['chmod', 'sed', 'dos2unix', 'install', 'cp', 'mv', 'ln', 'curl', 'wget', 'tar', 'unzip'];
const SED_ADDRESS = /^\/[^/]*\*[^/]*\//;
function addChanges({ tree, folder, changed }, words) {
    if (!words.some((word) => CHANGING.includes(baseName(word))))
        return;
    for (const word of words) {
        if (word === '' || SED_ADDRESS.test(word))
            continue;
        const path = word.includes('*') ? word.slice(0, word.indexOf('*')).replace(/[^/]*$/, '') || '.' : word;
        const node = find(tree, path, folder);
        if (node !== NOWHERE)
            changed.add(pathOf(tree, node));
    }
}
function isChanged({ tree, changed }, node) {
    if (changed.size === 0)
        return false;
    const path = pathOf(tree, node);
    return [...changed].some((each) => path === each || path.startsWith(each === '/' ? each : `${each}/`));
}
const SOURCE_COMMANDS = ['.', 'source'];
function followSourced(state, [file = '', ...args], certainty, depth) {
    const node = depth > MAX_DEPTH ? NOWHERE : findCommand(state, file);
    const detail = node === NOWHERE ? undefined : factsOf(state.tree, node).detail;
    if (detail?.kind === 'script')
        followBody(state, node, detail, args, certainty, depth + 1);
}
function folderOfCommand({ tree, folder }, command) {
    const [name = ''] = command.words;
    const isRelative = name.includes('/') && !name.startsWith('/');
    if (command.folder === undefined)
        return isRelative ? NOWHERE : folder;
    const files = find(tree, command.folder, folder);
    return files === NOWHERE && !isRelative ? folder : files;
}
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
function findCommand({ tree, paths, folder }, word) {
    const candidates = word.includes('/') ? [word] : paths.map((path) => `${path || '.'}/${word}`);
    const files = candidates
        .map((candidate) => find(tree, candidate, folder))
        .filter((node) => node !== NOWHERE && !NON_FILE_KINDS.includes(factsOf(tree, node).kind));
    return files.find((node) => factsOf(tree, node).isExecutable) ?? files[0] ?? NOWHERE;
}
const NON_FILE_KINDS = [KIND.folder, KIND.other];

;// CONCATENATED MODULE: ./lib/verify/start/libraries.js




const DEFAULT_FOLDERS = ['', '/usr', '/usr/local'].flatMap((prefix) => ['lib', 'lib64', 'lib32', 'libx32'].map((name) => `${prefix}/${name}`));
function libraryFolders(tree, { platform, env }) {
    return [...libraryPathFolders(env), ...configuredFolders(tree), ...defaultFolders(archWords(platform.arch))];
}
function libraryPathFolders(env) {
    const folders = (variable(env, 'LD_LIBRARY_PATH') ?? '').split(/[:;]/);
    return folders.filter((folder) => folder !== '').map(rawPath);
}
function defaultFolders(words) {
    const triples = words.filter((word) => word.includes('-linux-'));
    return [
        ...DEFAULT_FOLDERS,
        ...['', '/usr', '/usr/local'].flatMap((prefix) => triples.map((word) => `${prefix}/lib/${word}`)),
    ];
}
function configuredFolders(tree) {
    const texts = [
        ...textsIn(tree, '/etc', /^(?:ld\.so\.conf$|ld-musl-)/),
        ...textsIn(tree, '/etc/ld.so.conf.d', /\.conf$/),
    ];
    const lines = texts.flatMap((text) => text.split(/[\n:]/)).map((line) => line.replace(/[#=].*/, '').trim());
    return lines.filter((line) => line.startsWith('/'));
}
function textsIn(tree, path, names) {
    return childrenOf(tree, find(tree, path)).flatMap((node) => {
        const { detail } = factsOf(tree, node);
        return detail?.kind === 'text' && names.test(nameOf(tree, node)) ? [detail.text] : [];
    });
}

;// CONCATENATED MODULE: ./lib/verify/start/named-files.js





const PRELOAD_FILE = '/etc/ld.so.preload';
function preloadsOf(tree, env) {
    const file = find(tree, PRELOAD_FILE);
    const detail = file === NOWHERE ? undefined : factsOf(tree, file).detail;
    const texts = [
        { by: 'LD_PRELOAD', text: rawPath(variable(env, 'LD_PRELOAD') ?? '') },
        { by: PRELOAD_FILE, text: detail?.kind === 'text' ? detail.text : '' },
    ];
    return texts.flatMap(({ by, text }) => {
        const paths = text.split(/[\s:]/).filter((path) => path.startsWith('/') && !path.includes('$'));
        return paths.map((path) => ({ path, node: find(tree, path), by }));
    });
}
const PATHS = /(?<=^|[\s:;,=])\/[^\s:;,=]+/g;
const LIBRARY = /\.so(?:\.\d+)*$/;
const INSTALLED = /(?:^|_)HOME$|^VIRTUAL_ENV$/;
function filesNamedByImage(tree, { env }, { words }) {
    const named = new Map();
    const add = (path, by) => {
        const node = find(tree, path);
        if (node !== NOWHERE && factsOf(tree, node).kind === KIND.elf)
            named.set(node, by);
    };
    for (const [path] of words.flatMap((word) => [...word.matchAll(PATHS)])) {
        if (LIBRARY.test(path))
            add(path, 'the command');
    }
    for (const line of env) {
        const [name = ''] = line.split('=', 1);
        if (hasWord(name))
            continue;
        const value = rawPath(line.slice(name.length + 1));
        for (const [path] of value.matchAll(PATHS))
            add(path, `the variable ${name}`);
        if (INSTALLED.test(name))
            for (const path of programsOf(tree, value))
                add(path, `the variable ${name}`);
    }
    return named;
}
function programsOf(tree, home) {
    const folders = /^\/[^/]+\/./.test(home) ? [home, `${home}/bin`] : [];
    return folders.flatMap((path) => {
        return childrenOf(tree, find(tree, path)).map((node) => `${path}/${nameOf(tree, node)}`);
    });
}

;// CONCATENATED MODULE: ./lib/verify/judge/sdks.js



const PACKAGE = /^(.*)\/(?:build-tools\/\d[^/]*|cmake\/\d[^/]*|emulator|ndk\/\d[^/]*|platform-tools)(?=\/)/;
const MARKER = 'source.properties';
const sdks_MACHINE = 'amd64';
function sdkFinder(tree) {
    const sdkOfFolder = memoize((folder) => {
        const [packageFolder, sdk] = PACKAGE.exec(`${folder}/`) ?? [];
        return packageFolder !== undefined && find(tree, `${packageFolder}/${MARKER}`) !== NOWHERE
            ? sdk
            : undefined;
    });
    return (path) => sdkOfFolder(path.slice(0, path.lastIndexOf('/')));
}
const inSdk = ({ path, identity }, { places }) => {
    const folder = archOf(identity) === sdks_MACHINE ? places.sdkOf(path) : undefined;
    return folder === undefined ? undefined : { severity: 'warning', reason: { kind: 'only machine', folder } };
};

;// CONCATENATED MODULE: ./lib/verify/judge/translators.js



const TRANSLATORS = [
    ['box64', ['amd64', '386']],
    ['box86', ['386']],
    ...['FEX', 'FEXLoader', 'FEXInterpreter'].map((name) => [name, ['amd64', '386']]),
];
const QEMU = /\/qemu-([a-z0-9_]+)(?:-static)?$/;
function translatedIn(tree, path, { programs }, platform) {
    const nodes = new Set(programs.map(({ node }) => node));
    const inPath = [...path].flatMap((folder) => TRANSLATORS.flatMap(([name, archs]) => {
        const node = find(tree, `${folder}/${name}`);
        const identity = node === NOWHERE ? undefined : factsOf(tree, node).identity;
        return identity !== undefined && fitOfElf(identity, platform) !== 'wrong' ? [{ node, archs }] : [];
    }));
    const emulated = programs.flatMap(({ path, identity }) => {
        const cpu = QEMU.exec(path)?.[1];
        return cpu === undefined || fitOfElf(identity, platform) !== 'right' ? [] : [archOfWord(cpu)];
    });
    const translated = inPath.filter(({ node }) => nodes.has(node)).flatMap(({ archs }) => archs);
    return {
        available: new Set([...inPath.flatMap(({ archs }) => archs), ...emulated]),
        started: new Set([...translated, ...emulated]),
    };
}
const isTranslated = ({ identity }, { places }) => runsTranslated(identity, places.translated.available)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined;
const SYSTEM_PROGRAM = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;
const foundByTranslator = ({ path, identity }, { places }) => !SYSTEM_PROGRAM.test(path) && runsTranslated(identity, places.translated.started)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined;
function runsTranslated(identity, translated) {
    const arch = archOf(identity);
    return arch !== undefined && translated.has(arch);
}

;// CONCATENATED MODULE: ./lib/verify/judge/trees.js



const TARGET_CPU = '(?:x86_64|i[3-7]86|aarch64|arm|thumb|riscv|powerpc|ppc|s390|mips|sparc|loongarch|alpha|hppa|ia64|m68k|sh[1-4]|xtensa|avr|hexagon|or1k|microblaze|arc|csky|nios2)[a-z0-9_]*';
const BUILD_FOLDERS = [
    /\/tmp(?:[-_][a-z]+)?\/(?:work\/[a-z0-9_-]+-linux(?:-[a-z0-9]+)?|work-shared|sysroots-components)\//,
    new RegExp(`/\\.build/${TARGET_CPU}-[a-z0-9_-]+/(?:build|buildtools)/`),
    /\/platform-[^/]+\/build-target\//,
    new RegExp(`/(?:toolchain|target)-${TARGET_CPU}[^/]*_(?:musl|glibc)[^/]*/`),
    /\/out\/(?:target\/product\/[^/]+|soong\/\.intermediates)\//,
];
const MARKED_FOLDERS = [
    {
        folder: /\/(?:build|target|staging|per-package)(?=\/)/g,
        mark: 'build/buildroot-config',
    },
    { folder: /(?<=\/output)\/(?:build|target|staging)(?=\/)/g, mark: 'host' },
    { folder: /(?<=\/platform-[^/]+)\/packages(?=\/)/g, mark: 'build-target' },
];
function isInBuildTree(tree, folder) {
    if (BUILD_FOLDERS.some((pattern) => pattern.test(folder)))
        return true;
    return MARKED_FOLDERS.some(({ folder: name, mark }) => [...folder.matchAll(name)].some(({ index }) => find(tree, `${folder.slice(0, index)}/${mark}`) !== NOWHERE));
}
const LINKERS = ['linker64', 'linker'];
function hasForeignAndroid(tree, platform) {
    const loaders = LINKERS.flatMap((name) => {
        const node = find(tree, `/system/bin/${name}`);
        return node === NOWHERE ? [] : (factsOf(tree, node).identity ?? []);
    });
    return loaders.length > 0 && loaders.every((identity) => fitOfElf(identity, platform) === 'wrong');
}
const FOR_ANDROID = /\/(?:(arm64-v8a|armeabi(?:-v7a)?)|android[-/](arm64|arm|x64|x86_64|x86|ia32)(?:-(?:profile|release|debug))?)\//;
function isForAndroid(path, identity) {
    const [, abi, word] = FOR_ANDROID.exec(path) ?? [];
    const claimed = abi ?? word;
    return claimed !== undefined && archOfWord(claimed) === archOf(identity);
}
const forAndroid = ({ path, identity }) => isForAndroid(path, identity) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined;

;// CONCATENATED MODULE: ./lib/verify/judge/places.js












function placesOf(tree, image, start) {
    const path = foldersOf(tree, searchPath(image.env));
    const work = find(tree, rawPath(image.workingDir));
    const started = [...start.programs.map((program) => program.path), ...start.scripts].map(folderOf);
    return {
        ...{ path, linked: linkedFrom(tree, path) },
        loader: foldersOf(tree, libraryFolders(tree, image)),
        work: [
            work === NOWHERE ? '/' : pathOf(tree, work),
            ...started.filter((each) => !SYSTEM_FOLDERS.test(each)),
        ].filter((folder) => folder !== '/'),
        hasStart: start.programs.length > 0,
        started: new Set(started.filter((folder) => folder !== '')),
        ...{ isExplained: explainedFolders(tree, image.platform), named: filesNamedByImage(tree, image, start) },
        ...{ sdkOf: sdkFinder(tree), otherSystems: otherSystemsIn(tree) },
        translated: translatedIn(tree, path, start, image.platform),
    };
}
const SYSTEM_FOLDERS = /^(?:\/(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|root|run|s?bin|srv|tmp|usr|var))?(?:\/(?:s?bin|lib\w*|local|share|src|games|include)){0,3}$/;
function foldersOf(tree, paths) {
    const nodes = paths.filter((path) => path.startsWith('/')).map((path) => find(tree, path));
    const folders = nodes.filter((node) => node !== NOWHERE && factsOf(tree, node).kind === KIND.folder);
    return new Set(folders.map((node) => pathOf(tree, node).replace(/^\/$/, '')));
}
const MAX_LINKED = 10_000;
function linkedFrom(tree, folders) {
    const linked = new Map();
    for (const path of folders) {
        const folder = find(tree, path);
        for (const node of childrenOf(tree, folder)) {
            if (factsOf(tree, node).kind !== KIND.symlink)
                continue;
            const link = `${path}/${nameOf(tree, node)}`;
            const target = find(tree, link);
            const isProgram = target !== NOWHERE && factsOf(tree, target).kind === KIND.elf;
            if (isProgram && linked.size < MAX_LINKED)
                linked.set(target, link);
        }
    }
    return linked;
}
function otherSystemsIn(tree) {
    const read = pathReader();
    return memoize((folder) => {
        const node = find(tree, folder);
        const paths = node === NOWHERE ? [] : childrenOf(tree, node).map((child) => `${folder}/${nameOf(tree, child)}`);
        const words = paths.map((path) => read(path.replace(/\.exe$/, '')));
        return new Set(words.flatMap(({ common, isForeignSystem }) => (isForeignSystem ? [common] : [])));
    });
}
function hasRoot(tree, folder) {
    const has = (name) => find(tree, `${folder}/${name}`) !== NOWHERE;
    return has('usr') && ['etc', 'lib', 'bin', 'sbin'].some(has);
}
function folderOf(path) {
    return path.slice(0, path.lastIndexOf('/'));
}
const inPath = ({ node, path }, { places }) => {
    const link = places.linked.get(node);
    if (link !== undefined && link !== path)
        return { severity: 'error', reason: { kind: 'linked from PATH', link } };
    if (!places.path.has(folderOf(path)))
        return undefined;
    return { severity: 'error', reason: { kind: 'in PATH' } };
};
const isEmulator = ({ path }, { platform }) => {
    const cpu = QEMU.exec(path)?.[1];
    const isForPlatform = cpu !== undefined && archOfWord(cpu) === platform.arch;
    return isForPlatform ? { severity: 'silent', reason: { kind: 'explained' } } : undefined;
};
const inLoaderFolder = ({ path, fit }, { places }) => {
    if (!places.loader.has(folderOf(path)))
        return undefined;
    return { severity: fit === 'doubtful' ? 'silent' : 'error', reason: { kind: 'loader folder' } };
};
const TRIPLE = '[a-z0-9_]+(?:-[a-z0-9_]+)?-linux-[a-z0-9_]+';
const LIBRARIES_OF_TRIPLE = new RegExp(`^(?:/usr)?(?:/local)?/lib/(${TRIPLE})/`);
function isInTriple(path, identity) {
    return machineWords(identity).includes(LIBRARIES_OF_TRIPLE.exec(path)?.[1] ?? '');
}
const inForeignTriple = ({ path, identity, fit }, { places }) => {
    if (runsTranslated(identity, places.translated.available))
        return undefined;
    const triple = LIBRARIES_OF_TRIPLE.exec(path)?.[1];
    if (triple === undefined || !isInTriple(path, identity))
        return undefined;
    return { severity: fit === 'doubtful' ? 'silent' : 'error', reason: { kind: 'foreign triple', triple } };
};
const EXPLAINED_FOLDERS = [
    /^\/var\/(?:lib(?!\/grafana\/plugins\/)|cache|tmp)\//,
    /\/containers\/storage\/(?:overlay|vfs|btrfs)\//,
    /\/(?:testdata|testfiles\w*|tests?[-_](?:data|files|fixtures)|[^/]+[-_]tests|_{0,2}fixtures?_{0,2}|__tests__)\//,
    /\/(?:(?:[^/]+[-_])?sys-?root|rootfs|squashfs-root|initramfs|initrd|chroot)s?(?:[-_.][^/]*)?\//,
    new RegExp(`/${TARGET_CPU}-(?:[a-z0-9_]+-)?(?:linux|none|unknown|elf|w64)-[a-z0-9_-]+/(?:lib\\w*|s?bin|usr|include|libc|sys-?root|debug-root)/`),
    new RegExp(`^/nix/store/[^/]+-${TARGET_CPU}-(?:unknown-)?linux-[a-z]+(?:-[^/]*)?/`),
    /\/lib\w*\/(?:gcc-cross|gcc)\/[^/]+\//,
    /\/rustlib\/[^/]+\//,
    /\/cuda[^/]*\/targets\/[^/]+\//,
    /\/nsight[-_](?:compute|systems)[^/]*\/(?:[^/]+\/)*target(?:-[^/]*)?\//i,
    /\/(?:box(?:64|86)|fex-emu)[^/]*\//,
    /\/lib\/clang\/[^/]+\/lib\//,
];
const NAMED_BY_HASH = /\/(?:[0-9a-f]{2}|sha256)\/[0-9a-f]{38,128}(?:-exec|\.file|-d(?:\/[^/]+)?)?$/;
const isStored = ({ path }) => NAMED_BY_HASH.test(path) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined;
const inExplainedFolder = ({ path }, { places }) => places.isExplained(folderOf(path)) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined;
function explainedFolders(tree, platform) {
    const isRoot = memoize((folder) => hasRoot(tree, folder));
    const isAndroid = hasForeignAndroid(tree, platform);
    return memoize((folder) => EXPLAINED_FOLDERS.some((pattern) => pattern.test(`${folder}/`)) ||
        isInBuildTree(tree, `${folder}/`) ||
        (isAndroid && /^\/system(?:\/|$)/.test(folder)) ||
        isInRoot(folder, isRoot));
}
function isInRoot(folder, isRoot) {
    const names = folder.split('/');
    return names.some((_, depth) => depth > 0 && isRoot(names.slice(0, depth + 1).join('/')));
}
const TESTS_OF_PACKAGE = /^(?:\/usr\/(?:local\/)?(?:lib\w*|share|src|go)|\/go\/pkg\/mod|\/opt\/[^/]+\/lib)\/(?:[^/]+\/)*tests?\/|\/(?:node_modules|(?:site|dist)-packages|gems|vendor)\/(?:[^/]+\/)+tests?\//;
const inTests = ({ path }) => {
    if (!/\/tests?\//.test(path))
        return undefined;
    return TESTS_OF_PACKAGE.test(path)
        ? { severity: 'silent', reason: { kind: 'explained' } }
        : { severity: 'warning', reason: { kind: 'elsewhere' } };
};
const PROGRAM_FOLDER = /^(?:s?bin|(?:lua)?lib(?:32|64|x32|exec)?|cli-plugins)$/;
const PLUGINS = [
    /^\/opt\/extensions$/,
    /\/(?:apache2|httpd|nginx)\/modules$/,
    /^\/(?:package\/.+\/)?command$|^\/opt\/tritonserver\/backends\/[^/]+$/,
    /\/instantclient_\d+_\d+$/,
    /^\/vault\/plugins$|^\/etc\/vault(?:\.d)?\/plugins$|\/redis[^/]*\/modules$|^\/fluent-bit\/plugins$/,
];
const inProgramFolder = ({ path }) => {
    const location = folderOf(path);
    const folder = PLUGINS.some((pattern) => pattern.test(location))
        ? location
        : location.split('/').findLast((name) => PROGRAM_FOLDER.test(name.toLowerCase()));
    return folder === undefined ? undefined : { severity: 'error', reason: { kind: 'program folder', folder } };
};
const nearTheStart = ({ path, isGuessed }, { places }) => {
    if (isGuessed)
        return undefined;
    if (places.hasStart && folderOf(path) === '')
        return { severity: 'error', reason: { kind: 'program folder', folder: '/' } };
    if (places.started.has(folderOf(path)))
        return { severity: 'error', reason: { kind: 'beside the start' } };
    const work = places.work.find((folder) => path.startsWith(`${folder}/`));
    return work === undefined
        ? undefined
        : { severity: 'error', reason: { kind: 'working folder', folder: work } };
};

;// CONCATENATED MODULE: ./lib/verify/judge/groups.js




const MAX_GROUPS = 1000;
function newGroups() {
    return { byKey: new Map(), placeOf: groupPlaceReader() };
}
function addToGroup(groups, file, judgement) {
    const { severity, reason } = judgement;
    if (severity === 'silent')
        return;
    const { byKey } = groups;
    const ownKey = groupKey(groups, file, severity, reason);
    const isOneTooMany = byKey.size >= MAX_GROUPS && !byKey.has(ownKey);
    const key = isOneTooMany ? severity : ownKey;
    const group = byKey.get(key);
    const groupReason = isOneTooMany ? { kind: 'elsewhere' } : reason;
    if (group === undefined)
        byKey.set(key, { file, severity, reason: groupReason, files: 1, isMixed: false });
    else {
        group.files += 1;
        group.isMixed ||= machineName(group.file.identity) !== machineName(file.identity);
    }
}
function groupKey(groups, file, severity, reason) {
    const { kind } = reason;
    return kind === 'no image'
        ? kind
        : JSON.stringify([severity, kind, file.layer, placeOfFile(groups, file, reason)]);
}
function placeOfFile({ placeOf }, { path }, reason) {
    if (reason.kind === 'only machine')
        return reason.folder;
    return reason.kind === 'started' || reason.kind === 'named' ? path : placeOf(path);
}
function groupFindings({ byKey }) {
    return [...byKey.values()].map(({ file, severity, reason, files, isMixed }) => {
        const { path, layer, identity, fit } = file;
        const verdict = {
            ...{ rule: 'machine', machine: machineName(identity), fit, isMixed, files },
            reason: printableReason(reason),
            ignore: printablePath(groupIgnorePath(file, reason, files)),
        };
        return { severity, layer, path, verdict };
    });
}
const SINGLE_FILE_REASONS = ['started', 'needed', 'named', 'in PATH', 'linked from PATH', 'loader folder'];
function groupIgnorePath({ path }, reason, files) {
    if (SINGLE_FILE_REASONS.includes(reason.kind))
        return path;
    if (reason.kind === 'only machine')
        return reason.folder;
    return packageFolderOf(path) ?? (files === 1 ? path : folderOf(path) || path);
}
function printableReason(reason) {
    switch (reason.kind) {
        case 'linked from PATH':
            return { ...reason, link: printablePath(reason.link) };
        case 'foreign triple':
            return { ...reason, triple: printablePath(reason.triple) };
        case 'program folder':
        case 'working folder':
        case 'only machine':
            return { ...reason, folder: printablePath(reason.folder) };
        default:
            return reason;
    }
}

;// CONCATENATED MODULE: ./lib/verify/packages/built-in-place.js
const BUILT_PATHS = [
    /\.(?:cpython|pypy)[\w-]*\.so$/,
    /\/build\/Release\/[^/]+\.node$/,
    /\/node_modules\/.+\/build\/(?:Release|Debug)\/.+\.(?:node|so)[.\d]*$/,
    /\/lib\/binding\/(?:[^/]+\/)*[^/]+\.node$/,
    /\/node_modules\/(?:electron\/dist|@sentry\/cli|chromedriver\/lib|node\/bin)\/.+$/,
    /\/node_modules\/node-sass\/vendor\/[^/]+\/binding\.node$/,
    /\/priv\/native\/[^/]+-nif-\d[^/]*\.so$/,
    /\/(?:vendor_|site_)?ruby\/(?:[^/]+\/)?[^/]+-linux[^/]*\/.+\.so$/,
    /\/extensions\/[^/]+\/[^/]+\/[^/]+-\d[^/]*\//,
    /\/perl5?\/.+\/auto\/.+\.so$/,
    /\/([^/]+)\/libs\/\1\.so$/,
];
function isBuiltInPlace(path) {
    return BUILT_PATHS.some((pattern) => pattern.test(path));
}

;// CONCATENATED MODULE: ./lib/verify/packages/downloads.js
const DOWNLOADS = [
    /\/(?:ms-playwright|\.local-browsers)\/[a-z_-]+-\d+\//,
    /\/Cypress\/\d[^/]*\/Cypress\//,
    /\/(?:chrome|chrome-headless-shell|chromedriver|chromium|firefox)\/linux-[^/]+\//,
    /\/\.cache\/selenium\/[^/]+\/linux[^/]*\/[^/]+\//,
    /\/\.wdm\/drivers\/[^/]+\/[^/]+\//,
    /\/toolchains\/(?:stable|beta|nightly|\d+\.\d+)[\d.-]*-[^/]+-linux-[^/]+\//,
    /\/uv\/python\/[a-z]+-[^/]+-linux-[^/]+\//,
    /\/(?:\.asdf|mise|rtx)\/installs\/[^/]+\/[^/]+\//,
    /\/juliaup\/julia-[^/]+\//,
    /\/(?:hostedtoolcache|_work\/_tool)\/[^/]+\/[^/]+\/[^/]+\//,
    /\/shared\/Microsoft\.[\w.]+App\/\d[^/]*\/|\/host\/fxr\/\d[^/]*\/|\/\.dotnet\/tools\/[^/]+$/,
    /\/\.krew\/store\/[^/]+\/[^/]+\//,
    /\/helm\/plugins\/[^/]+\//,
    /\/\.pulumi\/plugins\/[a-z]+-[^/]+\//,
    /\/packer-plugin-[^/]+_v\d[^/]*_x\d+\.\d+_linux_\w+$/,
    /\/gh\/extensions\/gh-[^/]+\//,
    /\/gpx_[^/]+_linux_[a-z0-9]+$/,
    /\/\.(?:vscode|vscodium|cursor|windsurf)[\w-]*\/cli\/servers\/[^/]+\//,
    /\/extensions\/[^/]+-\d[\w.]*-linux-(?:x64|arm64|armhf)\/(?!.*[-_./](?:amd64|x86|x86_64|x64|arm64|aarch64)[-_./])/,
    /\/(?:nvim|mason)\/(?:mason\/)?packages\/[^/]+\/|\/nvim(?:-treesitter)?\/(?:site\/)?(?:[^/]+\/)*parser\/[^/]+\.so$/,
    /\/\.duckdb\/extensions\/[^/]+\/linux_[^/]+\//,
    /\/\.cache\/prisma\/[^/]+\/[^/]+\/[^/]+\//,
    /\/\.svm\/[\d.]+\/solc-[^/]+$/,
    /\/mongod-[^/]+-\d+\.\d+\.\d+$/,
    /\/torch_extensions\/[^/]+\/[^/]+\//,
    /\/\.m2\/repository\/.+-linux-[^/]+\.exe$/,
];
const ANY_DOWNLOAD = new RegExp(DOWNLOADS.map(({ source }) => `(?:${source})`).join('|'));
function downloadOf(path) {
    const match = ANY_DOWNLOAD.exec(path);
    return match === null ? undefined : path.slice(0, match.index + match[0].length);
}

;// CONCATENATED MODULE: ./lib/verify/judge/sets.js





const ROOM = 8 << 20;
function newSets() {
    return {
        byPath: new Map(),
        unnamed: new Map(),
        packages: new Map(),
        fetched: new Map(),
        natives: new Map(),
        room: ROOM,
    };
}
function addForeign(sets, words, identity, { arch }) {
    const key = words.common;
    if (!words.hasWord) {
        addUnnamed(sets, key);
        return;
    }
    const hasClaim = words.arch === arch && !words.isForeignSystem;
    const machine = machineName(identity) + (words.isForeignSystem ? ', other system' : '');
    const set = sets.byPath.get(key);
    if (set !== undefined) {
        set.count += 1;
        set.hasClaim ||= hasClaim;
        set.isMixed ||= set.machine !== machine;
        return;
    }
    if (sets.room < key.length)
        return;
    sets.room -= key.length;
    sets.byPath.set(key, { hasRight: false, hasOwn: false, hasClaim, machine, count: 1, isMixed: false });
}
function addUnnamed(sets, key) {
    if (sets.unnamed.has(key) || sets.room < key.length)
        return;
    sets.room -= key.length;
    sets.unnamed.set(key, false);
}
function addRight({ byPath, unnamed }, words, { arch }) {
    if (words.arch === arch && unnamed.has(words.common))
        unnamed.set(words.common, true);
    const set = byPath.get(words.common);
    if (set === undefined)
        return;
    set.hasRight = true;
    set.hasOwn ||= (words.arch ?? arch) === arch;
}
function addForeignOwner(sets, owners, folder) {
    if (folder === undefined || owners.has(folder) || sets.room < folder.length)
        return;
    sets.room -= folder.length;
    owners.set(folder, false);
}
function markOwner(owners, folder) {
    if (folder !== undefined && owners.has(folder))
        owners.set(folder, true);
}
function addPackage(sets, folder, identity) {
    if (folder === undefined)
        return;
    const known = sets.packages.get(folder);
    if (known === undefined && sets.room < folder.length)
        return;
    const files = known ?? { names: new Set(), machines: new Set(), hasRight: false };
    files.machines.add(machineName(identity));
    if (known !== undefined)
        return;
    sets.room -= folder.length;
    sets.packages.set(folder, files);
}
function addToPackage(sets, folder, { common }) {
    const files = folder === undefined ? undefined : sets.packages.get(folder);
    if (files === undefined)
        return;
    files.hasRight = true;
    const name = lastName(common);
    if (files.names.has(name) || sets.room < name.length)
        return;
    sets.room -= name.length;
    files.names.add(name);
}
function lastName(common) {
    return common.slice(common.lastIndexOf('/') + 1);
}
function isPublished({ packages }, folder, { common }) {
    const files = folder === undefined ? undefined : packages.get(folder);
    return files?.hasRight === true && (files.names.has(lastName(common)) || files.machines.size > 1);
}
function setOf({ byPath }, { hasWord, common }) {
    return hasWord ? byPath.get(common) : undefined;
}
const SILENT = { severity: 'silent', reason: { kind: 'in a set' } };
const besideItsTwin = ({ node, words }, { places, sets, platform }) => {
    const claimed = words.ownArch;
    if (places.linked.has(node) || claimed === undefined || claimed === platform.arch)
        return undefined;
    return setOf(sets, words)?.hasRight === true ? SILENT : undefined;
};
const inSet = ({ path, words }, { sets, platform }) => {
    if (!words.hasWord)
        return sets.unnamed.get(words.common) === true ? SILENT : undefined;
    const set = setOf(sets, words);
    if (set === undefined)
        return undefined;
    const claimsPlatform = words.arch === platform.arch;
    const isExplained = claimsPlatform
        ? set.hasOwn
        : set.hasRight || set.hasClaim || (set.isMixed && !isMissed(sets, path));
    return isExplained ? SILENT : undefined;
};
const USED_FILE = /\.(?:node|so)(?:\.[\d.]+)?$|\/bin\//;
const NATIVE_FOLDER = /\/runtimes\/[^/]+\/native\//;
function isMissed({ packages }, path) {
    const hasNone = packages.get(packageFolderOf(path) ?? '')?.hasRight === false;
    return ((hasNone && USED_FILE.test(path)) ||
        isBuiltInPlace(path) ||
        NATIVE_FOLDER.test(path) ||
        downloadOf(path) !== undefined);
}
const misnamed = ({ path, words }, { sets, platform }) => {
    if (words.arch !== platform.arch)
        return undefined;
    const isPublished = packageFolderOf(path) !== undefined && (setOf(sets, words)?.count ?? 1) > 1;
    return { severity: isPublished ? 'warning' : 'error', reason: { kind: 'misnamed', says: platform.arch } };
};
const aloneInSet = ({ path, words }, { places }) => {
    const isProgram = /\/s?bin\/[^/]+$/.test(path);
    const claimed = isProgram ? words.folderArch : words.arch;
    const isForSystem = namesSystemOnly(path) || isOneOfSystems(path, words, places);
    const isNamed = claimed !== undefined || (!isProgram && isForSystem);
    return isNamed ? { severity: 'warning', reason: { kind: 'alone' } } : undefined;
};
function isOneOfSystems(path, { hasWord, isForeignSystem, common }, places) {
    return hasWord && !isForeignSystem && places.otherSystems(folderOf(path)).has(common);
}
function namesSystemOnly(path) {
    return /\/(?:linux|linux64|android)\/[^/]+$/i.test(path);
}

;// CONCATENATED MODULE: ./lib/verify/judge/systems.js


const CONTAINER_ARCHITECTURES = [
    ...['amd64', '386', 'arm64', 'arm', 'ppc64le', 's390x', 'riscv64', 'mips64le', 'loong64'],
];
const BOOT_FILE = /\.(?:elf|c32|ko|mod|img|efi|axf|mbn|fw|rom)$/i;
const BOOT_NAME = /\/(?:vmlinu[xz]|hvmloader|u-?boot|openbios|opensbi|fw_(?:jump|dynamic|payload)|palcode)[^/]*$/i;
const BOOT_FOLDER = /^\/boot\/|\/(?:firmware|openbios|seabios|opensbi|u-boot|syslinux|ipxe|skiboot|slof|ovmf|aavmf|edk2|grub|memtest86\+?|share\/qemu|lib\/modules|lib\/xen[^/]*)\//i;
const BARE_METAL = new RegExp(`/${TARGET_CPU}-(?:[a-z0-9]+-)?none(?:-[a-z0-9]+)?/`);
const notRunnable = ({ identity, fit }) => fit === 'device' || identity.type === RELOCATABLE ? NOTICE : undefined;
const forNoImage = (file) => isForNoImage(file) || BOOT_FILE.test(file.path) || isBoot(file.path) ? NOTICE : undefined;
const NOTICE = { severity: 'notice', reason: { kind: 'no image' } };
function isForNoImage({ identity, words }) {
    if (foreignSystem(identity) !== undefined || words.isForeignSystem)
        return true;
    const arch = archOf(identity);
    return arch === undefined || !CONTAINER_ARCHITECTURES.includes(arch);
}
function isBoot(path) {
    return BOOT_NAME.test(path) || BOOT_FOLDER.test(path) || BARE_METAL.test(path);
}

;// CONCATENATED MODULE: ./lib/verify/judge/judge.js









const isStarted = (file) => file.isStarted ? { severity: 'error', reason: { kind: 'started' } } : undefined;
const isNeeded = ({ neededBy }) => neededBy === undefined
    ? undefined
    : { severity: 'error', reason: { kind: 'needed', by: printablePath(neededBy) } };
const isNamed = ({ node }, { places }) => {
    const by = places.named.get(node);
    return by === undefined
        ? undefined
        : { severity: 'error', reason: { kind: 'named', by: printablePath(by) } };
};
const builtInPlace = ({ path }) => isBuiltInPlace(path) ? { severity: 'error', reason: { kind: 'built in place' } } : undefined;
const fetchedInPlace = ({ path }, { sets }) => {
    const download = downloadOf(path);
    const isForeign = download !== undefined && sets.fetched.get(download) === false;
    return isForeign ? { severity: 'error', reason: { kind: 'built in place' } } : undefined;
};
const RULES = [
    isStarted,
    isNeeded,
    notRunnable,
    isEmulator,
    besideItsTwin,
    foundByTranslator,
    inPath,
    inLoaderFolder,
    inExplainedFolder,
    forAndroid,
    isStored,
    forNoImage,
    inForeignTriple,
    inSet,
    builtInPlace,
    fetchedInPlace,
    inTests,
    misnamed,
    isTranslated,
    isNamed,
    inSdk,
    aloneInSet,
    inProgramFolder,
    nearTheStart,
];
function judge(file, around) {
    const { severity, reason } = firstJudgement(file, around);
    return { severity: severity === 'error' && file.fit === 'doubtful' ? 'warning' : severity, reason };
}
function firstJudgement(file, around) {
    for (const rule of RULES) {
        const judgement = rule(file, around);
        if (judgement !== undefined)
            return judgement;
    }
    return { severity: 'warning', reason: { kind: 'elsewhere' } };
}

;// CONCATENATED MODULE: ./lib/verify/packages/named-packages.js

function groupsOf(pattern, text) {
    const match = pattern.exec(text);
    return match === null ? undefined : (number) => match[number] ?? '';
}
const NAME_FORMATS = [
    {
        format: 'prisma',
        pattern: /^(?:lib)?(?:query|schema|migration|introspection)[_-]engine-(.+?)(?:\.so\.node|\.dylib\.node|\.exe)?$/,
        target: (group) => {
            const parts = group(1).split(/[-_.]/);
            const arch = parts.find((part) => part === 'arm64' || part === 'arm') ?? 'x64';
            return { system: systemOfWord(parts[0] ?? ''), arch, libcs: parts.includes('musl') ? ['musl'] : [] };
        },
    },
    {
        format: 'python module',
        pattern: /\.(?:cpython|pypy)[\w]*-[\w]*?-?([a-z0-9_]+)-linux-(?:gnu|musl)\w*\.so$/,
        target: (group) => ({ system: 'linux', arch: group(1), libcs: [] }),
    },
    {
        format: 'node module',
        pattern: /[.-](linux|darwin|win32|freebsd|android)-(\w+?)(?:-(gnu|musl|gnueabihf|musleabihf|msvc))?\.node$/,
        target: (group) => ({
            ...{ system: systemOfWord(group(1)), arch: group(2) },
            libcs: group(3).startsWith('musl') ? ['musl'] : [],
        }),
    },
];
function claimOfName(name) {
    for (const { format, pattern, target } of NAME_FORMATS) {
        const group = groupsOf(pattern, name);
        const named = group && target(group);
        if (named !== undefined && isArchWord(named.arch))
            return claimFor(format, commonName(name), named);
    }
    return undefined;
}
function claimFor(format, name, { system, arch, libcs }) {
    if (!isArchWord(arch))
        return { format, name, systems: [], archs: [], libcs: [] };
    return { format, name, systems: [system], archs: [archOfWord(arch)], libcs };
}
function claimOfGem(folder) {
    const group = groupsOf(/^(.+?)-\d[\w.]*(?:-(.+))?$/, folder);
    if (group === undefined)
        return undefined;
    const [arch = '', system = '', abi = ''] = group(2).replace('x86_64', 'x64').split('-');
    const libcs = abi.startsWith('musl') ? ['musl'] : [];
    return claimFor('gem', group(1), { system: systemOfWord(system), arch, libcs });
}
function claimOfEgg(folder) {
    const group = groupsOf(/^([^-]+)-[^-]+-py\d[\d.]*(?:-(.+))?\.egg$/, folder);
    const platform = groupsOf(/^([a-z]+\d*)(?:-[\d.]+)?-([a-z]\w*)$/, group?.(2) ?? '');
    const target = { system: systemOfWord(platform?.(1) ?? ''), arch: platform?.(2) ?? '', libcs: [] };
    return group && claimFor('egg', group(1), target);
}
function claimOfProvider(folder) {
    const group = groupsOf(/^([a-z]+)_([a-z0-9]+)$/, folder);
    if (group === undefined || !isArchWord(group(2)))
        return undefined;
    return claimFor('terraform provider', folder, { system: group(1), arch: group(2), libcs: [] });
}
const FOLDER_FORMATS = [
    { format: 'gem', mark: '/gems/', pattern: /^(.*\/gems)\/([^/]+)\/./, read: claimOfGem },
    { format: 'egg', mark: '.egg/', pattern: /^(.*)\/([^/]+\.egg)\/./, read: claimOfEgg },
    {
        ...{ format: 'terraform provider', mark: '/terraform-provider-' },
        pattern: /^(.*\/\d[^/]*)\/(\w+)\/terraform-provider-[^/]+$/,
        read: claimOfProvider,
    },
];

;// CONCATENATED MODULE: ./lib/verify/packages/lookup.js









function packagesOf(tree) {
    const packages = {
        ...{ tree, owners: [], pathHashes: [], table: undefined },
        ...{ families: new Map(), byFolder: new Map(), wheels: new Map(), archs: new Set() },
        namedIn: memoize((folder) => familiesIn(tree, folder, packageOfFileName)),
        foldersIn: new Map(FOLDER_FORMATS.map((format) => [
            format.format,
            memoize((folder) => familiesIn(tree, folder, (parent, name) => packageOfFolderName(format, parent, name))),
        ])),
    };
    const lists = new Map();
    const databases = [];
    eachText(tree, (node) => {
        const { detail } = factsOf(tree, node);
        if (detail?.kind !== 'package')
            return;
        if (detail.has === 'claim')
            addClaims(packages, node, detail.claim, detail);
        else if (detail.has === 'database')
            databases.push({ path: pathOf(tree, node), database: detail });
        else if (detail.has === 'archs')
            for (const arch of detail.archs)
                packages.archs.add(arch);
        else if (detail.has === 'paths')
            lists.set(nameOf(tree, node).replace(/\.(?:list|md5sums)$/, ''), detail.pathHashes);
    });
    for (const { path, database } of databases)
        addDatabase(packages, path, database, lists);
    addListedOnly(packages, new Set(databases.flatMap(({ database }) => [...database.archs.keys()])), lists);
    return packages;
}
function addClaims(packages, node, claim, { pathHashes, parts }) {
    addClaim(packages, node, claim, pathHashes);
    for (const part of parts) {
        const { name } = part.claim;
        const metadata = pathOf(packages.tree, node);
        const package_ = { claim: part.claim, name, metadata, family: `${metadata} ${name}` };
        pushTo(packages.families, package_.family, part.claim);
        addOwner(packages, package_, part.pathHashes);
    }
}
function addClaim(packages, node, claim, pathHashes) {
    const { tree } = packages;
    if (claim.format === 'npm' && claim.archs.length === 0)
        return;
    const folder = parentOf(tree, node);
    const package_ = packageOfFile(tree, node, claim);
    if (claim.archs.length > 0)
        pushTo(packages.families, package_.family, claim);
    if (claim.format === 'wheel')
        addWheel(packages, folder, package_);
    else if (claim.format !== 'conda')
        pushTo(packages.byFolder, folder, package_);
    addOwner(packages, package_, pathHashes);
}
function addWheel(packages, info, package_) {
    const { tree, wheels } = packages;
    const record = metadataIn(tree, info, 'RECORD');
    if (record?.has === 'paths')
        addOwner(packages, package_, record.pathHashes);
    const topLevel = metadataIn(tree, info, 'top_level.txt');
    const names = topLevel?.has === 'names' ? topLevel.names : [];
    const root = parentOf(tree, info);
    const wheelsInRoot = wheels.get(root) ?? new Map();
    for (const name of [package_.claim.name, ...names])
        wheelsInRoot.set(normalisedName(name), package_);
    wheels.set(root, wheelsInRoot);
}
function metadataIn(tree, folder, name) {
    const node = find(tree, name, folder);
    const detail = node === NOWHERE ? undefined : factsOf(tree, node).detail;
    return detail?.kind === 'package' ? detail : undefined;
}
function addDatabase(packages, path, database, lists) {
    for (const { claim, pathHashes } of database.owners)
        addOwner(packages, distributionPackage(claim, path), pathHashes);
    if (database.owners.length > 0)
        return;
    for (const [name, arch] of database.archs) {
        const claim = distributionClaim('dpkg', name, arch);
        for (const each of claim.archs)
            packages.archs.add(each);
        addOwner(packages, distributionPackage(claim, path), lists.get(name) ?? NO_PATHS);
    }
}
function addListedOnly(packages, known, lists) {
    for (const [name, pathHashes] of lists) {
        const [, of = '', arch] = /^([^:]+):([a-z0-9-]+)$/.exec(name) ?? [];
        if (arch === undefined || known.has(name))
            continue;
        const claim = distributionClaim('dpkg', of, arch);
        for (const each of claim.archs)
            packages.archs.add(each);
        addOwner(packages, distributionPackage(claim, `/var/lib/dpkg/info/${name}.list`), pathHashes);
    }
}
function distributionPackage(claim, metadata) {
    return { claim, name: claim.name, metadata, family: '' };
}
function addOwner({ owners, pathHashes }, owner, hashes) {
    if (hashes.length === 0)
        return;
    owners.push(owner);
    pathHashes.push(hashes);
}
function pushTo(map, key, value) {
    const values = map.get(key);
    if (values === undefined)
        map.set(key, [value]);
    else
        values.push(value);
}
function packageOf(packages, node, path) {
    const owner = packageListing(packages, path) ?? packageOfExtension(path) ?? packageOfFolder(path);
    if (owner !== undefined)
        return owner;
    const above = nearestPackage(packages, node, path);
    if (above !== undefined && above.claim.archs.length > 0)
        return above;
    const slash = path.lastIndexOf('/');
    const named = packageOfFileName(path.slice(0, slash), path.slice(slash + 1));
    return named?.claim.format === 'node module' && isBuiltInPlace(path) ? (above ?? named) : (named ?? above);
}
function packageListing(packages, path) {
    packages.table ??= ownerTable(packages.pathHashes);
    const { table, owners } = packages;
    const owner = owners[ownerOf(table, path)];
    return owner ?? (path.startsWith('/usr/') ? owners[ownerOf(table, path.slice(4))] : undefined);
}
function packageOfExtension(path) {
    if (!path.includes('/extensions/'))
        return undefined;
    const [, metadata = '', platform = '', gem = ''] = /^(.*\/extensions\/([^/]+)\/\d[^/]*\/([^/]+))\/./.exec(path) ?? [];
    const claim = claimOfGem(`${gem}-${platform}`);
    return claim && { claim, name: gem, metadata, family: metadata };
}
function packageOfFolder(path) {
    for (const format of FOLDER_FORMATS) {
        if (!path.includes(format.mark))
            continue;
        const [, folder = '', name = ''] = format.pattern.exec(path) ?? [];
        const package_ = packageOfFolderName(format, folder, name);
        if (package_ !== undefined)
            return package_;
    }
    return undefined;
}
function packageOfFolderName({ read }, folder, name) {
    const claim = read(name);
    if (claim === undefined)
        return undefined;
    return { claim, name, metadata: `${folder}/${name}`, family: `${folder} ${commonName(name)}` };
}
function packageOfFileName(folder, name) {
    const claim = claimOfName(name);
    if (claim === undefined)
        return undefined;
    return { claim, name, metadata: `${folder}/${name}`, family: `${folder} ${claim.name}` };
}
function nearestPackage(packages, node, path) {
    const { tree, byFolder, wheels } = packages;
    const isInstalled = path.includes('/node_modules/');
    if (byFolder.size === 0 && wheels.size === 0 && !isInstalled)
        return undefined;
    let below = node;
    for (let folder = parentOf(tree, node); folder !== NOWHERE; folder = parentOf(tree, folder)) {
        const candidate = preferredPackage(byFolder.get(folder) ?? [], path.slice(path.lastIndexOf('/') + 1)) ??
            wheelInstalling(wheels.get(folder), nameOf(tree, below)) ??
            (isInstalled ? portableNpm(tree, folder) : undefined);
        if (candidate !== undefined)
            return candidate;
        below = folder;
    }
    return undefined;
}
function wheelInstalling(wheels, name) {
    return wheels?.get(normalisedName(name.replace(/\..*/, '')));
}
function preferredPackage(packages, file) {
    return (packages.find(({ claim }) => claim.archs.length > 0) ??
        packages.find(({ name }) => name === file) ??
        packages[0]);
}
function portableNpm(tree, folder) {
    const metadata = metadataIn(tree, folder, 'package.json');
    return metadata?.has === 'claim'
        ? packageOfFile(tree, find(tree, 'package.json', folder), metadata.claim)
        : undefined;
}
function packageOfFile(tree, node, claim) {
    const metadata = pathOf(tree, node);
    const folder = metadata.slice(0, metadata.lastIndexOf('/'));
    const name = claim.name === '' ? folder.replace(/^.*\/node_modules\//, '') : claim.name;
    const root = claim.format === 'npm' ? installRoot(folder) : folder;
    return { claim, name, metadata, family: `${root} ${commonName(name)}` };
}
function installRoot(folder) {
    const root = folder.replace(/\/node_modules\/(?:@[^/]+\/)?[^/]+$/, '/node_modules');
    return root.replace(/\/(\.pnpm|\.bun|\.yarn\/unplugged)\/[^/]*?(?:@|-npm-)(\d[^/]*?)(?:-[0-9a-f]{10})?\/node_modules$/, '/$1/$2');
}
function siblingsOf(packages, { claim, family, metadata }) {
    const folder = metadata.slice(0, metadata.lastIndexOf('/'));
    const folders = packages.foldersIn.get(claim.format);
    if (folders !== undefined)
        return folders(folder).get(family) ?? [];
    if (claim.format === 'prisma' || claim.format === 'python module' || claim.format === 'node module')
        return packages.namedIn(folder).get(family) ?? [];
    return packages.families.get(family) ?? [];
}
function familiesIn(tree, path, read) {
    const families = new Map();
    const folder = find(tree, path);
    for (const child of folder === NOWHERE ? [] : childrenOf(tree, folder)) {
        const package_ = read(path, nameOf(tree, child));
        if (package_ !== undefined)
            pushTo(families, package_.family, package_.claim);
    }
    return families;
}
const OTHER_SYSTEM_FILE = /\.(?:exe|dll|dylib)$/i;
function isCompiled({ tree }, path, { claim, metadata }) {
    if (isBuiltInPlace(path))
        return true;
    if (claim.hasInstallScript)
        return !OTHER_SYSTEM_FILE.test(path) && !hasWord(path.slice(metadata.lastIndexOf('/')));
    if (claim.format !== 'gem' || claim.archs.length > 0 || !path.endsWith('.so'))
        return false;
    if (path.startsWith(`${metadata}/lib/`))
        return true;
    const extensions = find(tree, `${metadata}/../../extensions`);
    const folders = extensions === NOWHERE ? [] : childrenOf(tree, extensions);
    const gem = metadata.slice(metadata.lastIndexOf('/') + 1);
    return folders
        .flatMap((platform) => childrenOf(tree, platform))
        .some((version) => find(tree, gem, version) !== NOWHERE);
}

;// CONCATENATED MODULE: ./lib/verify/packages/verdict.js

const verdict_SILENT = { kind: 'silent' };
function judgePackage(claim, file) {
    const { format } = claim;
    if (format === 'dpkg' || format === 'apk')
        return judgeDistribution(claim, file);
    const fit = fitOfClaim(claim, file.platform);
    return fit === 'wrong' || fit === 'doubtful'
        ? judgeForOtherMachine(claim, fit, file)
        : judgeForPlatform(fit, file);
}
function judgeForOtherMachine({ format }, fit, file) {
    if (file.siblings().some((sibling) => fitOfClaim(sibling, file.platform) === 'right'))
        return verdict_SILENT;
    if (format === 'nuget' && file.hasTwin)
        return verdict_SILENT;
    const isOptional = format === 'node module' && !file.isCompiled;
    return findingOf(fit === 'wrong' && !isOptional ? 'error' : 'warning', 'other machine');
}
function judgeForPlatform(fit, file) {
    if (file.isCompiled)
        return findingOf('error', 'built');
    if (file.isHost && !file.isReached)
        return verdict_SILENT;
    if (file.isReached)
        return undefined;
    if (fit === 'any' && file.isPublished)
        return verdict_SILENT;
    return fit === 'right' && file.saysItself ? verdict_SILENT : findingOf('warning', 'helper');
}
function judgeDistribution(claim, file) {
    const fit = fitOfClaim(claim, file.platform);
    if (fit === 'any')
        return verdict_SILENT;
    if (file.isKnownArch && file.isInTriple)
        return verdict_SILENT;
    if (file.isReached)
        return undefined;
    return fit === 'right' || file.isKnownArch ? verdict_SILENT : findingOf('error', 'other machine');
}
function findingOf(severity, problem) {
    return { kind: 'finding', severity, problem };
}

;// CONCATENATED MODULE: ./lib/verify/package-findings.js










function newPackageContext(tree) {
    return { packages: packagesOf(tree), reported: new Set() };
}
function explainByPackage({ packages }, file, around) {
    if (file.fit === 'device' || file.identity.type === RELOCATABLE)
        return undefined;
    const package_ = packageOf(packages, file.node, file.path);
    const judgement = package_ && judgePackage(package_.claim, factsInPackage(packages, file, package_, around));
    return package_ === undefined || judgement === undefined ? undefined : { package_, judgement };
}
function reportPackage(report, context, { path, layer, identity, fit }, { package_, judgement }) {
    if (judgement.kind === 'silent' ||
        wasReported(context, `${judgement.problem} ${reportKey(package_, path)}`))
        return;
    const severity = fit === 'doubtful' ? 'warning' : judgement.severity;
    const claimed = claimedPlatforms(package_.claim, report.image.platform);
    const verdict = packageVerdict(package_, judgement.problem, claimed, machineName(identity), ignorePathOf(path, package_));
    addFinding(report, { severity, path, layer, verdict });
}
function reportKey({ metadata, claim, name }, path) {
    if (claim.format === 'nuget')
        return `${metadata} ${name}`;
    return metadata === path ? (packageFolderOf(path) ?? path) : metadata;
}
function ignorePathOf(path, { claim, metadata }) {
    const folderOfPackage = packageFolderOf(path);
    if (folderOfPackage !== undefined)
        return folderOfPackage;
    const folder = folderOf(metadata);
    if (claim.format === 'npm' && path.startsWith(`${folder}/`))
        return folder;
    const root = folderOf(folder);
    if (claim.format !== 'wheel' || !path.startsWith(`${root}/`))
        return path;
    const [top = ''] = path.slice(root.length + 1).split('/');
    return `${root}/${top}`;
}
function wasReported({ reported }, key) {
    if (reported.has(key))
        return true;
    reported.add(key);
    return false;
}
function factsInPackage(packages, { node, path, identity, words }, package_, { platform, places, sets }) {
    const { tree, archs } = packages;
    const folder = folderOf(path);
    const { claim } = package_;
    const isMultiarch = () => [...archs].some((arch) => fitOfArch(arch, platform) === 'right');
    return {
        platform,
        isReached: places.path.has(folder) || places.loader.has(folder),
        isInTriple: isInTriple(path, identity),
        isCompiled: isCompiled(packages, path, package_),
        isHost: claim.format === 'dotnet' && claim.archs.length === 0 && nameOf(tree, node) === claim.name,
        isKnownArch: claim.archs.some((arch) => archs.has(arch)) && isMultiarch(),
        saysItself: words.arch !== undefined && words.arch === archOf(identity),
        isPublished: isPublished(sets, packageFolderOf(path), words),
        hasTwin: sets.natives.get(nameOf(tree, node)) === true,
        siblings: () => siblingsOf(packages, package_),
    };
}
function packageVerdict({ claim, name, metadata }, problem, claimed, actual, ignore) {
    return {
        ...{ rule: 'package', problem, format: claim.format, claimed: claimed.map(printable), actual },
        ...{ name: printablePath(name), metadata: printablePath(metadata), ignore: printablePath(ignore) },
    };
}
function claimedPlatforms({ systems, archs }, { os }) {
    const claimedSystems = systems.length === 0 || systems.includes(os) ? [os] : systems;
    return claimedSystems.flatMap((os) => archs.map((arch) => (0,platforms_platform/* printPlatform */.Lg)({ os, osVersion: '', osFeatures: [], arch, variant: '' })));
}

;// CONCATENATED MODULE: ./lib/verify/foreign-files.js













function reportForeign(report, packageContext, { start, linking }, foreign) {
    const { platform } = report.image;
    const { tree } = packageContext.packages;
    const started = surelyStarted(start);
    const mayStart = new Set(start.programs.map(({ node }) => node));
    const places = placesOf(tree, report.image, start);
    const read = pathReader();
    const around = { platform, places, sets: setsOf(tree, foreign, places, platform, read) };
    const groups = newGroups();
    for (const each of foreign) {
        const isStarted = started.has(each.node);
        const neededBy = linking.foreign.get(each.node);
        const file = {
            ...each,
            isStarted,
            isGuessed: !isStarted && mayStart.has(each.node),
            neededBy,
            words: read(each.path),
        };
        const judgement = judge(file, around);
        const isSettled = isStarted || neededBy !== undefined || judgement.reason.kind === 'explained';
        const explanation = isSettled ? undefined : explainByPackage(packageContext, file, around);
        if (explanation !== undefined && packageDecides(explanation, judgement))
            reportPackage(report, packageContext, file, explanation);
        else
            addToGroup(groups, file, judgement);
    }
    for (const { severity, layer, path, verdict } of groupFindings(groups))
        addFinding(report, { severity, layer, path, verdict });
}
const NAME_ONLY_FORMATS = ['node module', 'python module', 'prisma'];
const PLACE_REASONS = ['linked from PATH', 'foreign triple', 'misnamed', 'named', 'built in place'];
function packageDecides({ judgement: byPackage, package_ }, { severity, reason }) {
    if (byPackage.kind === 'silent')
        return true;
    if (reason.kind === 'no image')
        return false;
    if (reason.kind === 'in a set' && byPackage.problem === 'built')
        return false;
    if (reason.kind === 'in a set' && NAME_ONLY_FORMATS.includes(package_.claim.format))
        return false;
    return byPackage.problem !== 'helper' || (severity !== 'silent' && !PLACE_REASONS.includes(reason.kind));
}
const NATIVE_LIBRARY = /\/runtimes\/[^/]+\/native\/([^/]+)$/;
function setsOf(tree, foreign, places, platform, read) {
    const sets = newSets();
    const packageAt = packageFolderReader();
    const isExplained = (path, identity) => places.isExplained(folderOf(path)) || isForAndroid(path, identity);
    for (const { path, identity, fit } of foreign) {
        addForeign(sets, read(path), identity, platform);
        addForeignOwner(sets, sets.fetched, downloadOf(path));
        addForeignOwner(sets, sets.natives, NATIVE_LIBRARY.exec(path)?.[1]);
        const isProgram = fit !== 'device' && identity.type !== RELOCATABLE;
        if (isProgram && !isExplained(path, identity))
            addPackage(sets, packageAt(path), identity);
    }
    eachElf(tree, (node) => {
        const { identity } = factsOf(tree, node);
        if (identity === undefined || fitOfElf(identity, platform) !== 'right')
            return;
        const path = pathOf(tree, node);
        const words = read(path);
        addRight(sets, words, platform);
        if (isExplained(path, identity))
            return;
        addToPackage(sets, packageAt(path), words);
        markOwner(sets.fetched, downloadOf(path));
        markOwner(sets.natives, path.slice(path.lastIndexOf('/') + 1));
    });
    return sets;
}

;// CONCATENATED MODULE: ./lib/verify/libcs.js

function libcsOf(tree) {
    const names = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].flatMap((path) => {
        const folder = find(tree, path);
        return folder === NOWHERE ? [] : childrenOf(tree, folder).map((node) => nameOf(tree, node));
    });
    const hasGlibc = names.some((name) => /^(?:ld-linux[-\w]*|ld64|ld)\.so\.\d$/.test(name));
    const hasMusl = names.some((name) => /^ld-musl-.*\.so\.1$/.test(name));
    return [...(hasGlibc ? ['glibc'] : []), ...(hasMusl ? ['musl'] : [])];
}

;// CONCATENATED MODULE: ./lib/verify/installed-packages.js








function reportInstalled(report, packageContext, isIgnored) {
    const { platform } = report.image;
    if (platform.os !== 'linux')
        return;
    const { packages } = packageContext;
    const libcs = libcsOf(packages.tree);
    const pythons = pythonsOf(packages.tree);
    for (const package_ of installedPackages(packages)) {
        const { claim, metadata } = package_;
        const siblings = siblingsOf(packages, package_);
        if (isIgnored(printablePath(metadata)))
            continue;
        const isForOther = isForOtherMachine(claim, siblings, platform) || isWithoutPython(package_, pythons, platform);
        if (isForOther)
            reportOtherMachine(report, packageContext, package_);
        else if (!fitsLibcs(claim, siblings, libcs, platform))
            reportLibc(report, package_, libcs[0] ?? '');
    }
}
function isForOtherMachine(claim, siblings, platform) {
    if (fitOfClaim(claim, platform) !== 'wrong')
        return false;
    if (claim.systems.includes(platform.os))
        return claim.archs.every((arch) => arch.startsWith(`${platform.arch}/`));
    return ![claim, ...siblings].some(({ systems }) => systems.length === 0 || systems.includes(platform.os));
}
const PYTHON = /^(?:lib)?(?:python|pypy)\d[\w.-]*$/;
const IN_PYTHON = /\/(?:site|dist)-packages\/[^/]+\/WHEEL$/;
function isWithoutPython({ claim, metadata }, pythons, platform) {
    const { arch } = platform;
    if (fitOfClaim(claim, platform) === 'wrong')
        return false;
    if (claim.isForInterpreter === undefined || !IN_PYTHON.test(metadata))
        return false;
    return pythons.has(arch) && ![...pythons].some((each) => claimsArch(each, claim));
}
function claimsArch(arch, { archs }) {
    return archs.some((each) => each.split('/')[0] === arch);
}
function pythonsOf(tree) {
    const archs = new Set();
    eachElf(tree, (node) => {
        const { identity } = factsOf(tree, node);
        const arch = identity && archOf(identity);
        if (arch !== undefined && PYTHON.test(nameOf(tree, node)))
            archs.add(arch);
    });
    return archs;
}
function reportOtherMachine(report, packageContext, package_) {
    const { metadata, claim } = package_;
    if (wasReported(packageContext, `other machine ${metadata}`))
        return;
    const folder = metadata.slice(0, metadata.lastIndexOf('/'));
    const claimed = claimedPlatforms(claim, report.image.platform);
    const verdict = packageVerdict(package_, 'other machine', claimed, '', folder);
    addFinding(report, { severity: 'error', path: metadata, verdict });
}
function fitsLibcs(claim, siblings, libcs, platform) {
    if (libcs.length === 0 || fitOfClaim(claim, platform) !== 'right')
        return true;
    const claims = [claim, ...siblings].filter((each) => fitOfClaim(each, platform) === 'right');
    return claims.some((each) => each.libcs.length === 0 || each.libcs.some((libc) => libcs.includes(libc)));
}
function reportLibc(report, package_, imageLibc) {
    const { claim, metadata } = package_;
    const verdict = packageVerdict(package_, 'other libc', claim.libcs, imageLibc, metadata);
    addFinding(report, { severity: 'warning', path: metadata, verdict });
}
function installedPackages({ byFolder, wheels }) {
    const npm = [...byFolder.values()].flat().filter(({ claim }) => claim.format === 'npm');
    return new Set([...npm, ...[...wheels.values()].flatMap((names) => [...names.values()])]);
}

;// CONCATENATED MODULE: ./lib/verify/start/windows.js



const windows_SYSTEM_FOLDERS = ['\\Windows\\System32', '\\Windows'];
function windowsStart(tree, image) {
    const { argv, healthcheck } = image;
    return [argv, healthcheck].flatMap(([word = '', ...rest]) => {
        const line = { word: rawPath(word), rest: rawPath(rest.join(' ')) };
        const isWord = rest.length > 0 || findProgram(tree, image, line.word) !== NOWHERE;
        return startedNodes(tree, image, isWord ? line : splitLine(line.word));
    });
}
function startedNodes(tree, image, { word, rest }) {
    const inner = /(?:^|[\\/])cmd(?:\.exe)?$/i.test(word) ? (SHELL_LINE.exec(rest)?.[1] ?? '') : '';
    const first = [inner, inner.replace(/^"(.*)"/s, '$1')]
        .map((each) => splitLine(each).word)
        .filter((each) => /[\\/]|\.(?:exe|com)$/i.test(each))
        .map((each) => findProgram(tree, image, each))
        .find((node) => node !== NOWHERE);
    return [findProgram(tree, image, word), first ?? NOWHERE].filter((node) => node !== NOWHERE);
}
const SHELL_LINE = /(?:^|\s)\/[ck]\s*(.+)/is;
function splitLine(text) {
    const [all = '', quoted, plain] = /^\s*(?:"([^"]+)"|([^\s"&|<>()]+))/.exec(text) ?? [];
    return { word: quoted ?? plain ?? '', rest: text.slice(all.length) };
}
function windowsReached(tree, image) {
    const folders = windowsSearchPath(image).flatMap((folder) => findAll(tree, pathNames(folder)));
    const files = folders.flatMap((folder) => childrenOf(tree, folder));
    return files.filter((node) => /\.(?:exe|com)$/i.test(nameOf(tree, node)));
}
function windowsSearchPath({ env }) {
    const path = env.findLast((line) => /^path=/i.test(line))?.slice('path='.length) ?? '';
    const folders = path.split(';').map((folder) => rawPath(folder.replaceAll('"', '').trim()));
    return folders.filter((folder) => folder !== '' && !folder.includes('%') && !isOfWindows(folder));
}
function isOfWindows(path) {
    return pathNames(path)?.[0]?.toLowerCase() === 'windows';
}
function findProgram(tree, image, word) {
    if (word === '')
        return NOWHERE;
    const words = /\.[^\\/.]*$/.test(word) ? [word] : [`${word}.exe`, word];
    const workingDir = rawPath(image.workingDir);
    const isPath = /[\\/:]/.test(word);
    const folders = isPath ? [workingDir] : [workingDir, ...windows_SYSTEM_FOLDERS, ...windowsSearchPath(image)];
    for (const folder of folders) {
        for (const each of words) {
            const node = fileAt(tree, pathNames(each, folder));
            if (node !== NOWHERE)
                return node;
        }
    }
    return NOWHERE;
}
function pathNames(path, folder = '') {
    const [, drive = 'c', rest = ''] = /^(?:[\\/]{2}[?.][\\/])?(?:([a-z]):)?(.*)/is.exec(path) ?? [];
    if (drive.toLowerCase() !== 'c' || /^[\\/]{2}/.test(rest))
        return undefined;
    const before = /^[\\/]/.test(rest) || folder === '' ? [] : pathNames(folder);
    if (before === undefined)
        return undefined;
    const names = [...before];
    for (const name of rest.split(/[\\/]/)) {
        if (name === '..')
            names.pop();
        else if (name !== '' && name !== '.')
            names.push(name);
    }
    return names;
}
function fileAt(tree, names) {
    const files = findAll(tree, names).filter((node) => factsOf(tree, node).kind !== KIND.folder);
    const [node = NOWHERE] = files.toSorted((a, b) => factsOf(tree, b).layer - factsOf(tree, a).layer);
    return node;
}
function findAll(tree, names) {
    if (names === undefined)
        return [];
    return names.reduce((folders, name) => folders.flatMap((folder) => childrenOf(tree, folder).filter((node) => nameOf(tree, node).toLowerCase() === name.toLowerCase())), [ROOT]);
}

;// CONCATENATED MODULE: ./lib/verify/not-elf.js








const not_elf_SYSTEMS = new Map([
    [
        'windows',
        {
            format: 'Windows program',
            findStarted: windowsStart,
            findReached: windowsReached,
            isSystemFile: isOfWindows,
        },
    ],
    [
        'darwin',
        { format: 'macOS program', findStarted: macStart, findReached: () => [], isSystemFile: () => false },
    ],
]);
function macStart(tree, image) {
    const start = startOf(tree, image);
    const unfitNodes = start.obstacles.flatMap((obstacle) => (obstacle.kind === 'unfit' ? [obstacle.node] : []));
    return [...unfitNodes, ...surelyStarted(start)];
}
function checkPrograms(report, tree, isIgnored) {
    const { image } = report;
    const system = not_elf_SYSTEMS.get(image.platform.os);
    if (system === undefined)
        return undefined;
    const { format } = system;
    const context = { report, tree, format, isIgnored };
    const started = new Set(system.findStarted(tree, image));
    const reached = new Set(system.findReached(tree, image).filter((node) => !started.has(node)));
    for (const node of started)
        reportFile(context, node, 'started');
    for (const node of reached)
        reportFile(context, node, 'in PATH');
    const programs = programsIn(context).filter(({ node, path }) => started.has(node) || !system.isSystemFile(path));
    reportOtherPrograms(context, programs, (node) => started.has(node) || reached.has(node));
    const first = programs.find(({ node }) => started.has(node));
    return {
        files: programs.length,
        ignored: programs.filter(({ path, fit }) => fit === 'wrong' && isIgnored(path)).length,
        entrypoint: first && { path: first.path, machine: machineOf(first) },
        usedLayers: new Set(programs.filter(({ archs }) => archs.length > 0).map(({ layer }) => layer)),
    };
}
function programsIn({ tree, format, report }) {
    const programs = [];
    eachFormat(tree, (node) => {
        const program = programAt(tree, node, format, report.image.platform);
        if (program !== undefined)
            programs.push(program);
    });
    return programs;
}
function programAt(tree, node, format, platform) {
    const { detail, layer } = factsOf(tree, node);
    if (detail?.kind !== 'format' || detail.format !== format)
        return undefined;
    const { archs } = detail;
    const fit = archs.length === 0 ? 'right' : bestFit(archs, platform);
    return { node, path: printablePath(pathOf(tree, node)), layer, archs, fit };
}
function machineOf({ archs }) {
    return archs.join(' and ');
}
function reportFile(context, node, as) {
    const { report, tree, format, isIgnored } = context;
    const path = printablePath(pathOf(tree, node));
    const program = programAt(tree, node, format, report.image.platform);
    if (as === 'in PATH' && program?.archs.includes(pathReader()(path).ownArch ?? ''))
        return;
    const verdict = program === undefined
        ? formatVerdict(factsOf(tree, node), as)
        : machineVerdict(program, isIgnored(path) ? 'ignored' : as);
    if (verdict === undefined || (as === 'in PATH' && isIgnored(path)))
        return;
    const severity = isIgnored(path) || program?.fit === 'doubtful' ? 'warning' : 'error';
    addFileFinding(report, tree, node, { severity, verdict });
}
function machineVerdict(program, kind) {
    const { fit, path } = program;
    if (fit === 'right' || (kind === 'ignored' && fit !== 'wrong'))
        return undefined;
    const reason = { kind };
    return { rule: 'machine', machine: machineOf(program), fit, reason, files: 1, isMixed: false, ignore: path };
}
function formatVerdict({ kind, detail }, as) {
    const format = kind === KIND.elf ? 'Linux program' : detail?.kind === 'format' ? detail.format : undefined;
    if (as === 'in PATH')
        return format && { rule: 'system', format, as: 'program' };
    const started = detail?.kind === 'script' ? 'Unix script' : format;
    return started && { rule: 'entrypoint', problem: 'other format', format: started };
}
function reportOtherPrograms({ report, tree, isIgnored }, programs, isReported) {
    const read = pathReader();
    const others = programs.filter(({ node, path, archs }) => !isReported(node) && !isIgnored(path) && !archs.includes(read(path).arch ?? ''));
    const [first] = others;
    if (first === undefined || programs.some(({ fit }) => fit === 'right'))
        return;
    const { node, fit, path } = first;
    const machine = machineOf(first);
    const isMixed = others.some((other) => machineOf(other) !== machine);
    const counts = { files: others.length, isMixed, ignore: path };
    const reason = { kind: 'elsewhere' };
    addFileFinding(report, tree, node, {
        ...{ severity: 'warning', verdict: { rule: 'machine', machine, fit, reason, ...counts } },
    });
}

;// CONCATENATED MODULE: ./lib/verify/other-systems.js







const other_systems_SYSTEMS = { 'Windows program': 'Windows', 'macOS program': 'macOS' };
function reportOtherSystems(report, packageContext, isIgnored) {
    const { tree } = packageContext.packages;
    if (report.image.platform.os !== 'linux')
        return;
    const read = pathReader();
    eachFormat(tree, (node) => {
        const { detail } = factsOf(tree, node);
        const system = detail?.kind === 'format' ? other_systems_SYSTEMS[detail.format] : undefined;
        const path = pathOf(tree, node);
        if (system === undefined || isIgnored(printablePath(path)))
            return;
        const package_ = packageOf(packageContext.packages, node, path);
        if (package_ !== undefined &&
            isCompiled(packageContext.packages, path, package_) &&
            !hasCounterpart(report, tree, node))
            reportBuilt(report, packageContext, package_, { node, path, system });
        else if (saysPlatform(path, read(path), report.image.platform))
            reportMisnamed(report, tree, node, system);
    });
}
function hasCounterpart({ image }, tree, node) {
    const common = commonName(nameOf(tree, node));
    return childrenOf(tree, parentOf(tree, node)).some((each) => {
        const { identity } = factsOf(tree, each);
        const isRight = identity !== undefined && fitOfElf(identity, image.platform) === 'right';
        return isRight && commonName(nameOf(tree, each)) === common;
    });
}
function reportBuilt(report, packageContext, package_, { node, path, system }) {
    const { systems } = package_.claim;
    const isForOtherSystem = systems.length > 0 && !systems.includes(report.image.platform.os);
    if (isForOtherSystem || wasReported(packageContext, `built ${package_.metadata}`))
        return;
    const verdict = packageVerdict(package_, 'built', [], system, ignorePathOf(path, package_));
    addFileFinding(report, packageContext.packages.tree, node, { severity: 'error', verdict });
}
function reportMisnamed(report, tree, node, machine) {
    const reason = { kind: 'misnamed', says: `linux and ${report.image.platform.arch}` };
    const ignore = printablePath(pathOf(tree, node));
    if (report.kept.error.some(({ path }) => path === ignore))
        return;
    const verdict = {
        rule: 'machine',
        machine,
        fit: 'wrong',
        files: 1,
        isMixed: false,
        reason,
        ignore,
    };
    addFileFinding(report, tree, node, { severity: 'error', verdict });
}
function saysPlatform(path, { arch, isForeignSystem }, platform) {
    return arch === platform.arch && !isForeignSystem && /linux[^/]*(?:\/[^/]*){0,2}$/i.test(path);
}

;// CONCATENATED MODULE: ./lib/verify/start/process.js



const NO_MATCH = { node: NOWHERE, path: '', foreign: NOWHERE };
const LOADERS = /^(?:ld-linux[-\w]*|ld-musl-.+|ld-uClibc|ld64-uClibc|ld64|ld)\.so\.\d$/;
function processOf(tree, program, env) {
    const { node, path, identity, links, folder } = program;
    const interpreter = links?.interpreter ?? '';
    const loader = interpreter === '' ? NOWHERE : find(tree, interpreter, folder);
    if (loader === NOWHERE || !LOADERS.test(nameIn(interpreter)))
        return undefined;
    const loaderPath = pathOf(tree, loader);
    const usual = [...configuredFolders(tree), ...defaultFolders(machineWords(identity)), folderIn(loaderPath)];
    return {
        ...{ tree, identity, folder, libraryPath: libraryPathFolders(env), usual: [...new Set(usual)] },
        program: { node, path, links, loader: undefined },
        isMusl: [interpreter, loaderPath].some((each) => MUSL.test(nameIn(each))) || hasGcompat(tree),
        ...{ names: new Set(), nodes: new Set([node, loader]), resolved: new Map() },
    };
}
const MUSL = /^(?:ld-musl-|libc\.musl-)/;
function hasGcompat(tree) {
    return ['/lib', '/usr/lib'].some((folder) => find(tree, `${folder}/libgcompat.so.0`) !== NOWHERE);
}
function loadLibraries(process, first) {
    const gaps = new Map();
    const queue = [first];
    for (const by of queue) {
        const needed = by.links?.needed?.filter((name) => !process.names.has(name) && !isProvided(process, name)) ?? [];
        for (const name of needed) {
            const match = gaps.has(name) ? undefined : findLibrary(process, by, name);
            if (match?.node === NOWHERE)
                gaps.set(name, { name, by, foreign: match.foreign });
            else if (match !== undefined)
                addLibrary(process, queue, match, name, by);
        }
    }
    return [...gaps.values()];
}
function addLibrary(process, queue, { node, path }, name, loader) {
    process.names.add(name);
    if (process.nodes.has(node))
        return;
    process.nodes.add(node);
    const { detail } = factsOf(process.tree, node);
    queue.push({ node, path, links: detail?.kind === 'links' ? detail : undefined, loader });
}
const MUSL_ITSELF = /^lib(?:c|pthread|rt|m|dl|util|xnet)\./;
const HOST_LIBRARY = /^lib(?:cuda|cudadebugger|nvcuvid|nvoptix|vdpau_nvidia|(?:GLX|EGL|GLESv1_CM|GLESv2)_nvidia|nvidia-[\w-]+|dxcore)\.so(?:\.|$)/;
function isProvided({ isMusl }, name) {
    return name === '' || HOST_LIBRARY.test(name) || (isMusl && MUSL_ITSELF.test(name));
}
function findLibrary(process, by, name) {
    if (name.includes('/'))
        return matchAt(process, name);
    const ownMatch = firstMatch(process, searchFolders(process, by), name);
    if (ownMatch.node !== NOWHERE || (process.isMusl && ownMatch.foreign !== NOWHERE))
        return ownMatch;
    const usual = process.resolved.get(name) ?? firstMatch(process, process.usual, name);
    process.resolved.set(name, usual);
    return { ...usual, foreign: ownMatch.foreign === NOWHERE ? usual.foreign : ownMatch.foreign };
}
function searchFolders(process, by) {
    const { libraryPath, isMusl } = process;
    const chain = [];
    for (let each = by; each !== undefined; each = each.loader)
        chain.push(each);
    if (isMusl)
        return [
            ...libraryPath,
            ...chain.flatMap((each) => runPathFolders(process, each, muslRunPath(each.links))),
        ];
    const runpath = by.links?.runpath ?? '';
    const inherited = runpath === '' ? chain.filter(({ links }) => links?.runpath === '') : [];
    const rpaths = inherited.flatMap((each) => runPathFolders(process, each, each.links?.rpath ?? ''));
    return [...rpaths, ...libraryPath, ...runPathFolders(process, by, runpath)];
}
function muslRunPath(links) {
    return links?.runpath || links?.rpath || '';
}
function runPathFolders({ identity }, { path }, text) {
    if (text === '')
        return [];
    const plain = text.split(':').map((folder) => folder.replaceAll(ORIGIN, () => folderIn(path)));
    if (!plain.some((folder) => folder.includes('$')))
        return plain.map((folder) => folder || '.');
    const words = machineWords(identity);
    const libs = ['lib', 'lib64', ...words.map((word) => `lib/${word}`)];
    const withLib = plain.flatMap((folder) => expandToken(folder, LIB, libs));
    return withLib.flatMap((folder) => expandToken(folder, PLATFORM, words));
}
const ORIGIN = /\$(?:ORIGIN\b|\{ORIGIN\})/g;
const LIB = /\$(?:LIB\b|\{LIB\})/g;
const PLATFORM = /\$(?:PLATFORM\b|\{PLATFORM\})/g;
function expandToken(folder, token, values) {
    return folder.search(token) === -1 ? [folder] : values.map((value) => folder.replaceAll(token, () => value));
}
function firstMatch(process, folders, name) {
    const foreign = [];
    for (const folder of folders) {
        const match = matchAt(process, `${folder}/${name}`);
        if (match.node !== NOWHERE)
            return match;
        if (match.foreign !== NOWHERE)
            foreign.push(match.foreign);
        if (process.isMusl && foreign.length > 0)
            break;
    }
    const [first = NOWHERE] = foreign;
    const faster = process.isMusl ? NO_MATCH : forFasterMachines(process, folders, name);
    return faster.node === NOWHERE ? { ...NO_MATCH, foreign: first } : faster;
}
function forFasterMachines(process, folders, name) {
    const { tree, folder: from } = process;
    const all = folders.map((folder) => `${folder}/glibc-hwcaps`);
    const matches = all.flatMap((path) => {
        const below = childrenOf(tree, find(tree, path, from));
        return below.map((child) => matchAt(process, `${path}/${nameOf(tree, child)}/${name}`));
    });
    return matches.find(({ node }) => node !== NOWHERE) ?? NO_MATCH;
}
function matchAt({ tree, folder, identity }, path) {
    const node = find(tree, path, folder);
    const identityFound = node === NOWHERE ? undefined : factsOf(tree, node).identity;
    if (identityFound === undefined)
        return NO_MATCH;
    return isCompatible(identityFound, identity)
        ? { node, path, foreign: NOWHERE }
        : { ...NO_MATCH, foreign: node };
}
function isCompatible(a, b) {
    const isSameMachine = a.machine === b.machine && a.class === b.class && a.endian === b.endian;
    return isSameMachine && foreignSystem(a) === foreignSystem(b);
}
function nameIn(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
function folderIn(path) {
    return path.slice(0, path.lastIndexOf('/'));
}

;// CONCATENATED MODULE: ./lib/verify/start/modules.js





const LANGUAGES = [
    {
        name: 'Python',
        program: /^(?:python|pypy)[\d.]*t?$/,
        module: /\/(?:site-packages|dist-packages|lib-dynload)\/(?:[^/]+\/)*(?!lib)[^/.]+(?:\.(?:cpython|pypy|abi3)[^/.]*)?\.so$/,
        optional: /\/(?:_tkinter|tbbpool|omppool|_torio_ffmpeg\d*|cuda\/libs\/(?:cutensor|cusparselt|cudnn|nccl))\.[^/]+$/,
    },
    { name: 'Node.js', program: /^node(?:js)?$/, module: /\/node_modules\/.+\.node$/ },
    {
        name: 'Ruby',
        program: /^ruby[\d.]*$/,
        module: /\/(?:gems|extensions|(?:vendor_|site_)?ruby)\/.+\.so$/,
    },
    {
        name: 'PHP',
        program: /^php(?:-fpm|-cgi)?[\d.]*$/,
        module: /\/(?:php\/(?:extensions\/[^/]+|\d{8})|php\d*\/modules)\/[^/]+\.so$/,
    },
    { name: 'Perl', program: /^perl[\d.]*$/, module: /\/auto\/(?:[^/]+\/)+[^/]+\.so$/ },
    {
        name: 'Java',
        program: /^java$/,
        module: /\/lib\/(?:[^/]+\/)?(?:server\/libjvm|lib(?:java|jli|zip|nio|net|jimage|verify))\.so$|\/jni\/[^/]+\.so$/,
    },
];
function incompleteModules(tree, processes, isIgnored) {
    const hosts = processes.flatMap((process) => {
        const name = process.program.path.slice(process.program.path.lastIndexOf('/') + 1);
        const language = LANGUAGES.find(({ program }) => program.test(name));
        return language === undefined ? [] : [{ process, language, version: PROGRAM_VERSION.exec(name)?.[1] }];
    });
    if (hosts.length === 0)
        return [];
    const gaps = [];
    const readWords = pathReader();
    eachElf(tree, (node) => {
        const path = pathOf(tree, node);
        const host = hosts.find(({ language, version }) => isModule(language, version, path));
        if (host === undefined || isIgnored(printablePath(path)))
            return;
        const { isForeignSystem, arch } = readWords(path);
        if (isForeignSystem)
            return;
        const isOnly = isBuiltInPlace(path) && arch === undefined;
        const moduleGaps = gapsOfModule(host.process, node, path, isOnly).map((gap) => ({
            ...gap,
            language: host.language.name,
        }));
        for (const gap of moduleGaps)
            gaps.push(gap);
    });
    const present = presentNames(tree, new Set(gaps.map(({ name }) => name)));
    const missing = gaps.filter(({ name }) => !present.has(name));
    return missing.map(({ by, name, language }) => ({ node: by.node, library: name, language }));
}
const PROGRAM_VERSION = /^python(\d\.\d+)/;
const VERSIONS = /\/python(\d\.\d+)\/|\.cpython-(\d)(\d+)/g;
function isModule({ module, optional }, version, path) {
    if (!module.test(path) || optional?.test(path))
        return false;
    const versions = [...path.matchAll(VERSIONS)].map(([, folder, major, minor]) => folder ?? `${major}.${minor}`);
    return version === undefined || versions.every((each) => each === version);
}
const GLIBC = /^(?:libc\.so\.6|ld-linux.*|ld64\.so.*)$/;
const modules_MUSL = /^(?:libc\.musl-.*|ld-musl-.*|libc\.so)$/;
const ANDROID = /^(?:libc\+\+_shared|liblog|libandroid)\.so$/;
function gapsOfModule(process, node, path, isOnly) {
    const { identity, detail } = factsOf(process.tree, node);
    if (identity === undefined || detail?.kind !== 'links' || !isCompatible(identity, process.identity))
        return [];
    const other = process.isMusl ? GLIBC : modules_MUSL;
    const isOther = (name) => (!isOnly && other.test(name)) || ANDROID.test(name);
    if (detail.needed?.some(isOther))
        return [];
    const module = { node, path, links: detail, loader: process.program };
    return loadLibraries(process, module).filter(({ foreign }) => foreign === NOWHERE);
}
function presentNames(tree, names) {
    const present = new Set();
    if (names.size === 0)
        return present;
    eachElf(tree, (node) => {
        const name = nameOf(tree, node);
        const shortest = name.indexOf('.so');
        for (let end = name.length; end > shortest && shortest !== -1; end = name.lastIndexOf('.', end - 1))
            if (names.has(name.slice(0, end)))
                present.add(name.slice(0, end));
    });
    return present;
}

;// CONCATENATED MODULE: ./lib/verify/start/linking.js





const UNKNOWN_LINKING = {
    processes: [],
    missing: [],
    foreign: new Map(),
    missingPreloads: [],
};
function linkingOf(tree, { platform, env }, start) {
    if (platform.os !== 'linux')
        return UNKNOWN_LINKING;
    const processes = [];
    const gaps = new Map();
    for (const program of start.programs) {
        const process = fitOfElf(program.identity, platform) === 'wrong' ? undefined : processOf(tree, program, env);
        if (process === undefined)
            continue;
        if (program.isSure)
            processes.push(process);
        for (const gap of loadLibraries(process, process.program))
            gaps.set(`${gap.by.node} ${gap.name}`, { ...gap, program });
    }
    const all = [...gaps.values()];
    const isForeign = ({ foreign, program }) => {
        const identity = foreign === NOWHERE ? undefined : factsOf(tree, foreign).identity;
        return program.isSure && identity !== undefined && fitOfElf(identity, platform) === 'wrong';
    };
    const missing = all.filter((gap) => !isForeign(gap));
    const preloads = preloadsOf(tree, env);
    const present = start.setsLibraryPath
        ? presentNames(tree, new Set(missing.map(({ name }) => name)))
        : new Set();
    return {
        processes,
        missing: missing
            .filter(({ name }) => !present.has(name))
            .map(({ program, by, name }) => ({ program, node: by.node, library: name })),
        foreign: new Map([
            ...preloads.filter(({ node }) => node !== NOWHERE).map(({ node, by }) => [node, by]),
            ...all.filter(isForeign).map(({ foreign, by }) => [foreign, by.path]),
        ]),
        missingPreloads: start.programs.length === 0 ? [] : preloads.filter(({ node }) => node === NOWHERE),
    };
}

;// CONCATENATED MODULE: ./lib/verify/start/levels.js



function reportLevels(report, tree, program) {
    const verdict = levelVerdict(tree, program, report.image.platform);
    if (verdict === undefined)
        return;
    const severity = program.isSure && isExact(program) ? 'error' : 'warning';
    addFileFinding(report, tree, program.node, { severity, verdict });
}
function missingLevelOf(tree, program, platform) {
    return isExact(program) ? levelVerdict(tree, program, platform) : undefined;
}
function levelVerdict(tree, program, platform) {
    const { identity } = program;
    if (exceedsArm(identity, platform))
        return { rule: 'arm-version', needed: identity.armVersion };
    const setting = missingSetting(identity, platform);
    return setting === '' ? x86Verdict(tree, program, platform) : { rule: 'go-setting', setting };
}
function isExact({ identity, links }) {
    const isStatic = (links?.interpreter ?? '') === '';
    return identity.goSetting !== '' || identity.armVersion === 0 || !isStatic;
}
function x86Verdict(tree, program, platform) {
    const needed = missingLevel(program.identity, platform);
    const interpreter = program.links?.interpreter ?? '';
    const loader = interpreter === '' ? NOWHERE : find(tree, interpreter, program.folder);
    const loaderLevel = loader === NOWHERE ? 0 : (factsOf(tree, loader).identity?.x86Level ?? 0);
    return needed <= loaderLevel ? undefined : { rule: 'x86-level', needed };
}

;// CONCATENATED MODULE: ./lib/verify/start/path-programs.js







function reportPathPrograms(report, tree, started, isIgnored) {
    const { platform, env } = report.image;
    const hasLibc = platform.os === 'linux' && libcsOf(tree).length > 0;
    const reported = new Set();
    for (const node of new Set(searchPath(env).flatMap((path) => childrenIn(tree, path)))) {
        const problem = started.has(node) ? undefined : problemOf(tree, node, platform, hasLibc);
        const key = JSON.stringify(problem);
        if (problem === undefined || reported.has(key) || isIgnored(printablePath(pathOf(tree, node))))
            continue;
        reported.add(key);
        addFileFinding(report, tree, node, problem);
    }
}
function problemOf(tree, node, platform, hasLibc) {
    const { identity, detail } = factsOf(tree, node);
    if (identity === undefined || archOf(identity) !== platform.arch)
        return undefined;
    const program = { identity, links: detail?.kind === 'links' ? detail : undefined, folder: ROOT };
    const level = missingLevelOf(tree, program, platform);
    if (level !== undefined)
        return { severity: 'warning', verdict: level };
    const verdict = hasLibc ? missingLoader(tree, program) : undefined;
    return verdict && { severity: 'error', verdict };
}
function childrenIn(tree, path) {
    return path.startsWith('/') ? childrenOf(tree, find(tree, path)) : [];
}
const LOADER = /^\/.*\/(?:ld-linux[-\w]*|ld-musl-.+|ld64)\.so\.\d$/;
function missingLoader(tree, { links }) {
    const interpreter = links?.interpreter ?? '';
    if (!LOADER.test(interpreter) || find(tree, interpreter) !== NOWHERE)
        return undefined;
    return { rule: 'interpreter', of: 'program', interpreter: printablePath(interpreter) };
}

;// CONCATENATED MODULE: ./lib/verify/start/obstacles.js









function reportStart(report, tree, start, linking, isIgnored) {
    for (const obstacle of start.obstacles)
        reportObstacle(report, tree, obstacle, isIgnored);
    for (const program of start.programs) {
        if (!isIgnored(printablePath(program.path)))
            reportProgram(report, tree, program);
    }
    reportPathPrograms(report, tree, new Set(start.programs.map(({ node }) => node)), isIgnored);
    reportLinking(report, tree, linking, isIgnored);
    reportModules(report, tree, linking, isIgnored);
    const reported = new Set(start.obstacles.map((obstacle) => (obstacle.kind === 'unfit' ? obstacle.node : NOWHERE)));
    if (report.image.platform.os === 'linux')
        reportSystems(report, tree, reported, isIgnored);
}
function reportObstacle(report, tree, obstacle, isIgnored) {
    if (obstacle.kind === 'missing') {
        const program = printablePath(obstacle.word);
        addFinding(report, { severity: 'warning', verdict: { rule: 'entrypoint', problem: 'missing', program } });
        return;
    }
    const { node } = obstacle;
    if (obstacle.kind === 'unfit') {
        const severity = isIgnored(printablePath(pathOf(tree, node))) ? 'warning' : 'error';
        addFileFinding(report, tree, node, { severity, verdict: unfitVerdict(obstacle.why) });
        return;
    }
    const { interpreter, isSure } = obstacle;
    const names = { interpreter: printablePath(interpreter), endsInCr: interpreter.endsWith('\r') };
    const verdict = { rule: 'interpreter', of: 'script', ...names };
    const isError = isSure && !isIgnored(printablePath(pathOf(tree, node)));
    addFileFinding(report, tree, node, { severity: isError ? 'error' : 'warning', verdict });
}
function unfitVerdict(why) {
    if (why === 'no execute bit' || why === 'empty' || why === 'no program' || why === 'truncated')
        return { rule: 'entrypoint', problem: why };
    return { rule: 'entrypoint', problem: 'other format', format: why };
}
function reportProgram(report, tree, program) {
    const { platform } = report.image;
    const { identity, links, node, folder } = program;
    const severity = program.isSure ? 'error' : 'warning';
    reportLevels(report, tree, program);
    const interpreter = links?.interpreter ?? '';
    if (interpreter === '' || platform.os !== 'linux' || fitOfElf(identity, platform) === 'wrong')
        return;
    const loader = find(tree, interpreter, folder);
    if (loader === NOWHERE) {
        const verdict = { rule: 'interpreter', of: 'program', interpreter: printablePath(interpreter) };
        addFileFinding(report, tree, node, { severity, verdict });
        return;
    }
    const loaderIdentity = factsOf(tree, loader).identity;
    if (loaderIdentity !== undefined && differInFloat(identity, loaderIdentity)) {
        addFileFinding(report, tree, node, {
            severity,
            verdict: { rule: 'float', loader: printablePath(interpreter) },
        });
    }
}
function reportLinking(report, tree, { missing, missingPreloads }, isIgnored) {
    for (const { path, by } of missingPreloads) {
        const verdict = { rule: 'preload', library: printablePath(path), by };
        if (!isIgnored(verdict.library))
            addFinding(report, { severity: 'warning', verdict });
    }
    for (const { program, node, library } of missing) {
        if (isIgnored(printablePath(program.path)) || isIgnored(printablePath(pathOf(tree, node))))
            continue;
        const loadedBy = node === program.node ? '' : printablePath(program.path);
        const verdict = { rule: 'library', library: printablePath(library), loadedBy };
        addFileFinding(report, tree, node, { severity: 'warning', verdict });
    }
}
function reportModules(report, tree, { processes }, isIgnored) {
    const incomplete = incompleteModules(tree, processes, isIgnored);
    const [first] = incomplete;
    if (first === undefined)
        return;
    const { node, language } = first;
    const verdict = {
        ...{ rule: 'module', language, library: printablePath(first.library) },
        others: new Set(incomplete.map((each) => each.node)).size - 1,
    };
    addFileFinding(report, tree, node, { severity: 'warning', verdict });
}
const NAMES_ITS_SYSTEM = /\.(?:exe|dll|com|sys|efi|scr|ocx|pyd|dylib|bundle|jnilib|winmd|mun|node)$|darwin|mac-?os|osx|apple|win(?:dows|32|64)|mingw|cygwin|wine/i;
const HAS_EXTENSION = /\.\w+$/;
const obstacles_LIBRARY = /\.so(?:\.\d+)*$/;
function reportSystems(report, tree, reported, isIgnored) {
    const { image } = report;
    const programs = filesIn(tree, searchPath(image.env));
    const libraries = filesIn(tree, libraryFolders(tree, image)).filter(({ name }) => obstacles_LIBRARY.test(name));
    const candidates = new Map([
        ...libraries.map(({ node }) => [node, 'library']),
        ...programs.map(({ node }) => [node, 'program']),
    ]);
    for (const [node, as] of candidates) {
        const format = reported.has(node) ? undefined : formatAt(tree, node, image.platform);
        if (format === undefined || isIgnored(printablePath(pathOf(tree, node))))
            continue;
        addFileFinding(report, tree, node, { severity: 'error', verdict: { rule: 'system', format, as } });
    }
}
function filesIn(tree, paths) {
    const folders = new Set(paths.map((path) => (path === '' ? NOWHERE : find(tree, path))));
    return [...folders].flatMap((folder) => childrenOf(tree, folder).flatMap((child) => {
        const name = nameOf(tree, child);
        const node = find(tree, name, folder);
        return node === NOWHERE || NAMES_ITS_SYSTEM.test(pathOf(tree, child)) ? [] : [{ node, name }];
    }));
}
function formatAt(tree, node, platform) {
    const { detail, identity, isCut } = factsOf(tree, node);
    if (isCut && identity !== undefined && fitOfElf(identity, platform) === 'right')
        return 'truncated file';
    const path = pathOf(tree, node);
    if (detail?.kind !== 'format' || NAMES_ITS_SYSTEM.test(path))
        return undefined;
    return HAS_EXTENSION.test(path) && !detail.format.endsWith(' program') ? undefined : detail.format;
}

;// CONCATENATED MODULE: ./lib/verify/prove.js













const CORE = 4;
function proveImage(image, layers, isIgnored) {
    const report = newReport(image, layers);
    const { platform } = image;
    reportLayers(report);
    try {
        const tree = newTree(prove_sumOf(layers, ({ log }) => log.count), prove_sumOf(layers, ({ log }) => log.named));
        for (const [number, layer] of layers.entries())
            applyLayer(tree, layer, number);
        reportRefused(report, tree);
        if (!hasElf(platform))
            return proveWithoutElf(report, tree, isIgnored);
        const start = startOf(tree, image);
        const isWhole = layers.every(({ outcome, hasDropped }) => outcome.kind === 'read' && !hasDropped);
        const linking = isWhole ? linkingOf(tree, image, start) : UNKNOWN_LINKING;
        if (isWhole)
            reportStart(report, tree, start, linking, isIgnored);
        const { files, ignored, usedLayers } = reportFiles(report, tree, { start, linking }, isIgnored);
        const entrypoint = start.file && {
            path: printablePath(start.file.path),
            machine: machineName(start.file.program.identity),
        };
        return {
            files,
            ignored,
            entrypoint,
            findings: allFindings(report),
            programLayers: digestsOf(usedLayers, layers),
        };
    }
    catch (error) {
        if (!(error instanceof TooLarge))
            throw error;
        addFinding(report, {
            severity: 'error',
            verdict: { rule: 'layer', problem: 'image too large', why: error.message },
        });
        return { files: 0, ignored: 0, entrypoint: undefined, findings: allFindings(report), programLayers: [] };
    }
}
function prove_sumOf(layers, of) {
    return layers.reduce((sum, layer) => sum + of(layer), 0);
}
function digestsOf(usedLayers, layers) {
    return [...usedLayers].sort((a, b) => a - b).map((number) => layers[number]?.digest ?? '');
}
function proveWithoutElf(report, tree, isIgnored) {
    const checked = checkPrograms(report, tree, isIgnored);
    if (checked !== undefined) {
        const { usedLayers, ...counts } = checked;
        return { ...counts, findings: allFindings(report), programLayers: digestsOf(usedLayers, report.layers) };
    }
    addFinding(report, { severity: 'notice', verdict: { rule: 'skipped', skipped: 'programs' } });
    return { files: 0, ignored: 0, entrypoint: undefined, findings: allFindings(report), programLayers: [] };
}
function reportLayers(report) {
    if (report.layers.some(({ hasDropped }) => hasDropped))
        addFinding(report, { severity: 'notice', verdict: { rule: 'skipped', skipped: 'missing files' } });
    for (const [number, layer] of report.layers.entries()) {
        const finding = layerFinding(layer, report.image.diffIds[number]);
        if (finding !== undefined)
            addFinding(report, { ...finding, layer: number });
        for (const path of layer.refused) {
            const verdict = { rule: 'layer', problem: 'path outside' };
            addFinding(report, { severity: 'error', layer: number, path, verdict });
        }
    }
}
const MAX_DIFF_ID_LENGTH = 150;
function layerFinding({ outcome }, expected) {
    switch (outcome.kind) {
        case 'foreign':
            return { severity: 'notice', verdict: { rule: 'skipped', skipped: 'foreign layer' } };
        case 'too many files':
            return { severity: 'error', verdict: { rule: 'layer', problem: 'too many files' } };
        case 'damaged':
            return { severity: 'error', verdict: { rule: 'layer', problem: 'damaged', why: outcome.why } };
        case 'read': {
            const { diffId: actual } = outcome;
            if (expected === undefined || expected === actual)
                return undefined;
            const expectedHash = printable(expected.slice(0, MAX_DIFF_ID_LENGTH));
            const verdict = { rule: 'layer', problem: 'other hash', actual, expected: expectedHash };
            return { severity: 'error', verdict };
        }
    }
}
function reportRefused(report, tree) {
    for (const { path, layer } of tree.refused) {
        const verdict = { rule: 'layer', problem: 'path without parent' };
        addFinding(report, { severity: 'warning', layer, path, verdict });
    }
}
function reportFiles(report, tree, running, isIgnored) {
    const { start } = running;
    const started = surelyStarted(start);
    const usedLayers = new Set();
    const packageContext = newPackageContext(tree);
    let files = 0;
    const ignored = [];
    const foreign = [];
    const checkFile = (node) => {
        files += 1;
        const { identity, layer } = factsOf(tree, node);
        if (identity === undefined || identity.type === CORE)
            return;
        const path = pathOf(tree, node);
        const fit = fitOfElf(identity, report.image.platform);
        if (isIgnored(printablePath(path))) {
            if (fit !== 'right')
                ignored.push(node);
            return;
        }
        if (fit !== 'device' && identity.type !== RELOCATABLE)
            usedLayers.add(layer);
        if (fit !== 'right')
            foreign.push({ node, path, layer, identity, fit });
    };
    for (const node of started)
        checkFile(node);
    eachElf(tree, (node) => {
        if (!started.has(node))
            checkFile(node);
    });
    reportInstalled(report, packageContext, isIgnored);
    if (foreign.length > 0)
        reportForeign(report, packageContext, running, foreign);
    for (const node of ignored)
        if (started.has(node))
            reportIgnored(report, tree, node);
    reportOtherSystems(report, packageContext, isIgnored);
    return { files, ignored: ignored.length, usedLayers };
}
function reportIgnored(report, tree, node) {
    const { identity } = factsOf(tree, node);
    if (identity === undefined || fitOfElf(identity, report.image.platform) !== 'wrong')
        return;
    const verdict = {
        ...{ rule: 'machine', machine: machineName(identity), fit: 'wrong', reason: { kind: 'ignored' } },
        ...{ files: 1, isMixed: false, ignore: '' },
    };
    addFileFinding(report, tree, node, { severity: 'warning', verdict });
}

;// CONCATENATED MODULE: ./lib/verify/proof.js









const DEFAULT_AT_ONCE = 2;
const MAX_AT_ONCE = 4;
const ZSTD_AT_ONCE = 2;
const DEFAULT_MEMORY = 112 << 20;
const NAMED_SHARE = 1 / 8;
async function proveImages(subjects, requested, blobs, { ignore, atOnce = DEFAULT_AT_ONCE, memory = DEFAULT_MEMORY }) {
    const images = [];
    for (const subject of subjects)
        images.push(await readImage(subject, blobs));
    const isIgnored = ignoreMatcher(ignore);
    const proven = [];
    const limits = { atOnce: Math.min(atOnce, MAX_AT_ONCE), memory };
    for await (const { image, layers } of readImages(images, blobs, limits))
        proven.push({ image, proof: proveImage(image, layers, isIgnored) });
    const missing = requested.filter((request) => !subjects.some(({ platform }) => (0,image_index/* satisfies */.ib)(platform, request)));
    return [...proven.map((each) => platformProof(each, proven, requested)), ...missing.map(missingProof)];
}
async function* readImages(images, blobs, limits) {
    const read = yield* readAhead(images, blobs, limits);
    for (const image of images.slice(read))
        yield* readAhead([image], blobs, limits);
}
async function* readAhead(images, blobs, limits) {
    const cache = startReading(images, blobs, limits);
    try {
        for (const [index, image] of images.entries()) {
            const layers = await acquire(cache, image);
            if (images.length > 1 && layers.some(({ outcome }) => outcome.kind === 'too many files'))
                return index;
            yield { image, layers };
            release(cache, image);
        }
        return images.length;
    }
    finally {
        cache.isClosed = true;
        await Promise.allSettled([...cache.entries.values()].map(({ layer }) => layer));
        cache.entries.clear();
    }
}
function startReading(images, blobs, { atOnce, memory }) {
    const budget = {
        ...{ left: memory, named: memory * NAMED_SHARE, dropsFiles: images.length === 1 },
        zstdLimit: (0,concurrency/* limiter */.T)(ZSTD_AT_ONCE),
    };
    const cache = { entries: new Map(), budget, isClosed: false };
    const limit = (0,concurrency/* limiter */.T)(atOnce);
    for (const request of images.flatMap(layersBySize)) {
        const known = cache.entries.get(cacheKey(request));
        if (known !== undefined)
            known.uses += 1;
        else {
            const layer = limit(() => (cache.isClosed ? proofEnded() : readLayer(request, blobs, cache.budget)));
            layer.catch(() => undefined);
            cache.entries.set(cacheKey(request), { layer, uses: 1 });
        }
    }
    return cache;
}
function layersBySize(image) {
    return layersOf(image).toSorted((a, b) => b.descriptor.size - a.descriptor.size);
}
function layersOf({ layers, platform }) {
    return layers.map((descriptor) => ({ descriptor, isWindows: platform.os === 'windows' }));
}
function cacheKey({ descriptor, isWindows }) {
    return isWindows ? `${descriptor.digest} of Windows` : descriptor.digest;
}
function proofEnded() {
    return Promise.reject(new Error('the proof has ended'));
}
function acquire({ entries }, image) {
    return Promise.all(layersOf(image).map((request) => entries.get(cacheKey(request))?.layer ?? proofEnded()));
}
function release({ entries, budget }, image) {
    for (const key of layersOf(image).map(cacheKey)) {
        const entry = entries.get(key);
        if (entry !== undefined && --entry.uses === 0) {
            entries.delete(key);
            void entry.layer.then(({ cost }) => {
                budget.left += cost;
            });
        }
    }
}
function platformProof(subject, all, requested) {
    const { platform, digest, size } = subject.image;
    const { files, ignored, entrypoint, findings } = subject.proof;
    const wrong = [...indexFindings(subject, all, requested), ...sameLayersFindings(subject, all)];
    return { platform, digest, size, files, ignored, entrypoint, findings: (0,shortlist/* worstFirst */.md)([...wrong, ...findings]) };
}
function indexFindings(subject, all, requested) {
    const { platform } = subject.image;
    const isFirst = all.find(({ image }) => (0,platforms_platform/* samePlatform */.my)(image.platform, platform)) === subject;
    const isRequested = requested.some((request) => (0,image_index/* satisfies */.ib)(platform, request));
    return [
        ...(isFirst ? [] : [indexFinding(platform, 'repeated')]),
        ...(isRequested ? [] : [indexFinding(platform, 'not requested')]),
    ];
}
function missingProof(platform) {
    const findings = [indexFinding(platform, 'missing')];
    return { platform, digest: '', size: 0, files: 0, ignored: 0, entrypoint: undefined, findings };
}
function indexFinding(platform, problem) {
    return imageFinding(platform, 'error', { rule: 'index', problem });
}
function sameLayersFindings(subject, all) {
    const { platform } = subject.image;
    const layers = subject.proof.programLayers.join();
    if (layers === '')
        return [];
    const twins = all.filter(({ image, proof }) => !isOneFamily(image.platform, platform) && proof.programLayers.join() === layers);
    if (twins.length === 0)
        return [];
    const same = all.filter((each) => each === subject || twins.includes(each));
    if (same[0] !== subject || same.some(hasWrongPrograms))
        return [];
    const platforms = same.map(({ image }) => image.platform);
    return [imageFinding(platform, 'warning', { rule: 'same-layers', platforms })];
}
function hasWrongPrograms({ proof }) {
    return proof.findings.some(({ verdict, severity }) => ['machine', 'package'].includes(verdict.rule) && severity === 'error');
}
function imageFinding(platform, severity, verdict) {
    return { severity, platform, path: '', layer: '', instruction: '', verdict };
}

// EXTERNAL MODULE: ./lib/verify/sentences.js
var sentences = __webpack_require__(84903);
// EXTERNAL MODULE: ./lib/run/layout.js
var layout = __webpack_require__(47991);
// EXTERNAL MODULE: ./lib/disk.js
var disk = __webpack_require__(57486);
;// CONCATENATED MODULE: ./lib/run/locate-instruction.js


const MAKES_LAYER = /^(?:RUN|COPY|ADD|WORKDIR)\b/i;
const locate_instruction_VARIABLE = /\$(?:\w+|\{[^}]*\})/;
function locateInstruction(instruction, dockerfile) {
    const expected = instructionWords(instruction);
    if (dockerfile === '' || expected.length < 2)
        return undefined;
    const found = instructionsIn((0,disk/* textIn */.r)(dockerfile) ?? '').filter(({ words }) => isSameInstruction(words, expected));
    const [only, ...others] = found;
    return only === undefined || others.length > 0
        ? undefined
        : { file: dockerfile, line: only.line, title: 'Image proof' };
}
function isSameInstruction([verb, ...words], [expectedVerb, ...expected]) {
    const recorded = verb === 'RUN' ? expected.slice(expected.indexOf('-c') + 1) : expected;
    const isCut = recorded.at(-1)?.endsWith('…') === true;
    const compared = isCut ? recorded.slice(0, -1) : recorded;
    const isAsLong = isCut ? words.length > compared.length : words.length === recorded.length;
    return (verb === expectedVerb &&
        isAsLong &&
        compared.every((word, at) => (0,wildcard/* matchesPieces */.F6)((words[at] ?? '').split(locate_instruction_VARIABLE), word)));
}
const locate_instruction_DOCUMENT = /<<-?(["']?)([\w.-]+)\1/;
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
            found.push({ words: instructionWords(joined), line });
            end = locate_instruction_DOCUMENT.exec(joined)?.[2] ?? '';
        }
    }
    return found;
}
function instructionWords(instruction) {
    const [verb = '', ...words] = instruction.trim().split(/\s+/);
    return [verb.toUpperCase(), ...words.filter((word) => !/^--\w/.test(word))];
}

// EXTERNAL MODULE: ./lib/run/rejection.js
var rejection = __webpack_require__(33798);
;// CONCATENATED MODULE: ./lib/run/proof.js
















const UNPROVEN = {
    what: 'The image is not what it claims to be',
    cure: 'Fix the errors above and run the job again; with verify: warn they would only be warnings.',
};
const MAX_ANNOTATIONS = 10;
async function prove(docker, plan, evidence, pushed) {
    const { ignore, onErrors } = plan;
    const proofs = await readProofs(evidence, { ignore, atOnce: (0,external_node_os_.availableParallelism)() });
    (0,log/* group */.Os)('Proof', (0,show_proof/* proofLines */.UJ)(proofs));
    const briefed = proofs.flatMap(({ findings }) => (0,shortlist/* findingsToShow */.Ty)(findings));
    const errors = briefed.filter(({ severity }) => severity === 'error');
    const warnings = briefed.filter(({ severity }) => severity === 'warning');
    if (errors.length === 0)
        annotateFindings(warnings, MAX_ANNOTATIONS, evidence);
    else if (onErrors === 'warn') {
        (0,commands/* annotate */.fz)('warning', passedWarning(proofs));
        annotateFindings([...errors, ...warnings], MAX_ANNOTATIONS - 1, evidence);
    }
    else {
        annotateFindings(warnings, MAX_ANNOTATIONS, evidence);
        await (0,extras/* tryExtra */.m4)('proof', undefined, () => (0,commands/* setOutput */.uH)('proof', (0,proof_output/* proofOutput */.S)(proofs, [], onErrors)));
        const failures = errorFailures(errors, evidence);
        const { errors: all, state } = await (0,rejection/* rejection */.c)(docker, failures, plan, pushed, unprovenReason(proofs, failures));
        throw new lib_errors/* Unfinished */.K4(all, state, (0,show_proof/* proofSummary */.Pc)(proofs));
    }
    return proofs;
}
async function readProofs({ subjects, platforms, blobs, fallback }, options) {
    if (fallback === undefined)
        return proveImages(subjects, platforms, blobs, options);
    const again = async () => proveImages(subjects, platforms, await fallback(), options);
    try {
        const proofs = await proveImages(subjects, platforms, blobs, options);
        const damage = damageIn(proofs);
        if (damage === undefined)
            return proofs;
        const read = await again();
        if (damageIn(read) === undefined)
            (0,extras/* warnExtraFailed */.EH)('layout', damage);
        return read;
    }
    catch (error) {
        if (!(error instanceof layout/* BrokenLayout */.I))
            throw error;
        (0,extras/* warnExtraFailed */.EH)('layout', error.message);
        return again();
    }
}
function damageIn(proofs) {
    const found = proofs
        .flatMap(({ findings }) => findings)
        .find(({ verdict }) => verdict.rule === 'layer' && verdict.problem === 'damaged');
    return found === undefined ? undefined : (0,sentences/* describeFinding */.j)(found).what;
}
function annotateFindings(findings, most, evidence) {
    for (const finding of findings.slice(0, most))
        (0,commands/* annotate */.fz)('warning', annotationText(finding), locationOf(finding, evidence));
}
function passedWarning(proofs) {
    const count = (0,show_proof/* errorsOf */.Bp)(proofs);
    return `${UNPROVEN.what} (${(0,show_proof/* printErrors */.fi)(count)}), but verify: warn lets it pass.\nFix what is named, or add it to verify-ignore if it belongs there; with verify: true no tag moves until that is done.`;
}
function unprovenReason(proofs, shown) {
    const count = (0,show_proof/* errorsOf */.Bp)(proofs);
    if (count <= shown.length)
        return UNPROVEN;
    const what = `${UNPROVEN.what} (${(0,show_proof/* printErrors */.fi)(count)}: the group Proof in the log has more of them, the output proof has all)`;
    return { ...UNPROVEN, what };
}
function errorFailures(errors, evidence) {
    return errors
        .slice(0, MAX_ANNOTATIONS - 1)
        .map((finding) => new lib_errors/* Failure */.HR(findingSentence(finding), (0,sentences/* describeFinding */.j)(finding).cure, locationOf(finding, evidence)));
}
function subjectsOf(parts) {
    return parts.flatMap((part) => (0,oci_part/* chosenImages */.vT)(part).map(({ platform, digest }) => {
        const entry = part.index.entries.find((each) => (0,lib_json/* text */.Qq)(each, 'digest') === digest);
        return { platform, descriptor: (0,oci_descriptor/* readDescriptor */.q)(entry) };
    }));
}
function locationOf(finding, { dockerfileOf }) {
    return locateInstruction(finding.instruction, dockerfileOf(finding.platform));
}
function annotationText(finding) {
    return [findingSentence(finding), (0,sentences/* describeFinding */.j)(finding).cure].filter((text) => text !== '').join('\n');
}
function findingSentence(finding) {
    const { what } = (0,sentences/* describeFinding */.j)(finding);
    return finding.instruction === '' ? what : `${what} It comes from: ${finding.instruction}`;
}


/***/ })

};
