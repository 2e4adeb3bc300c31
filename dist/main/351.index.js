export const id = 351;
export const ids = [351];
export const modules = {

/***/ 45351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readEventNames: () => (/* binding */ readEventNames)
});

// EXTERNAL MODULE: ./lib/buildx/attributes.js
var attributes = __webpack_require__(8819);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/names/naming.js
function refOf({ ref }) {
    const of = (kind) => (ref.startsWith(kind) ? ref.slice(kind.length) : '');
    return { branch: of('refs/heads/'), tag: of('refs/tags/') };
}
function createdOf({ epoch, committed }) {
    const time = epoch ?? committed;
    return time === undefined ? undefined : new Date(time);
}

;// CONCATENATED MODULE: ./lib/names/expressions.js


const EVERYWHERE = [
    ...['branch', 'tag', 'sha', 'base_ref', 'head_ref'],
    ...['is_default_branch', 'is_not_default_branch', 'date', 'commit_date'],
];
function hasExpression(template) {
    return template.includes('{{');
}
async function checkExpressions(template, known) {
    if (!hasExpression(template))
        return [];
    const { checkTemplate } = await Promise.all(/* import() */[__webpack_require__.e(217), __webpack_require__.e(271)]).then(__webpack_require__.bind(__webpack_require__, 72271));
    return checkTemplate(template, known);
}
async function evaluate(template, values) {
    if (!hasExpression(template))
        return template;
    const { fillIn } = await Promise.all(/* import() */[__webpack_require__.e(217), __webpack_require__.e(271)]).then(__webpack_require__.bind(__webpack_require__, 72271));
    return fillIn(template, values);
}
const EXPRESSION = /\\?\{\{\{?.*?\}?\}\}/gs;
async function evaluateKnown(template, values) {
    if (!hasExpression(template))
        return template;
    const whole = await evaluateOrUndefined(template, values);
    if (whole !== undefined)
        return whole;
    const pieces = [...template.matchAll(EXPRESSION)].map(([piece]) => piece);
    const replacements = await Promise.all(pieces.map(async (piece) => (await evaluateOrUndefined(piece, values)) ?? piece));
    return template
        .split(EXPRESSION)
        .reduce((text, rest, index) => `${text}${replacements[index - 1] ?? ''}${rest}`);
}
async function evaluateOrUndefined(template, values) {
    try {
        await checkExpressions(template, EVERYWHERE);
        return await evaluate(template, values);
    }
    catch (error) {
        if (!(error instanceof errors/* InvalidValue */.h6))
            throw error;
        return undefined;
    }
}
const ON_DEFAULT_BRANCH = [
    'create',
    'discussion',
    'discussion_comment',
    'issues',
    'schedule',
];
function valuesOf(naming) {
    const { event, sha, base, head, defaultBranch, committed, epoch, now } = naming;
    const { branch, tag } = refOf(naming);
    const isDefault = tag === '' && ((defaultBranch !== '' && branch === defaultBranch) || ON_DEFAULT_BRANCH.includes(event));
    return {
        texts: {
            ...{ branch, tag, sha: shortSha(naming, sha), base_ref: base, head_ref: head },
            ...{ is_default_branch: isDefault, is_not_default_branch: !isDefault },
        },
        dates: { date: new Date(epoch ?? now), commit_date: new Date(committed ?? epoch ?? now) },
    };
}
function shortSha({ shortLength }, sha) {
    return sha.slice(0, shortLength);
}

// EXTERNAL MODULE: ./lib/platforms/nearest.js
var nearest = __webpack_require__(37378);
// EXTERNAL MODULE: ./lib/names/empty.js
var empty = __webpack_require__(32409);
;// CONCATENATED MODULE: ./lib/names/flavor.js




const NO_AFFIX = { text: '', isOnLatest: false };
const DEFAULT_FLAVOR = { latest: 'auto', prefix: NO_AFFIX, suffix: NO_AFFIX };
const ATTRIBUTES = ['latest', 'prefix', 'suffix', 'onlatest'];
const CURE = 'Write latest=auto, true or false, prefix=TEXT or suffix=TEXT, and append ,onlatest=true to prefix or suffix if needed.';
function withFlavor(flavor, line) {
    let affix;
    let found = flavor;
    for (const { name, value } of (0,attributes/* fieldsOf */.Pf)(line).map(attributes/* nameAndValue */.gb)) {
        const attribute = name.trim().toLowerCase();
        const word = (value ?? '').trim();
        if (value === undefined || !ATTRIBUTES.includes(attribute))
            throw unknownAttribute(attribute, line);
        if (attribute === 'prefix' || attribute === 'suffix') {
            affix = attribute;
            found = { ...found, [attribute]: { text: word, isOnLatest: false } };
        }
        else if (attribute === 'latest') {
            found = { ...found, latest: latestOf(word, line) };
        }
        else if (affix === undefined) {
            throw new errors/* InvalidValue */.h6(`onlatest in "${line}" does not follow prefix= or suffix=.`, 'Append it to one of them, as in suffix=-alpine,onlatest=true.');
        }
        else {
            found = { ...found, [affix]: { ...found[affix], isOnLatest: parseOnlatest(word, line) } };
        }
    }
    return found;
}
function latestOf(word, line) {
    if (word === 'auto' || word === 'true' || word === 'false')
        return word;
    throw new errors/* InvalidValue */.h6(`latest=${word} in "${line}" is neither auto, true nor false.`, (0,empty/* cureForWord */.f)(CURE, word));
}
function parseOnlatest(word, line) {
    if (word === 'true' || word === 'false')
        return word === 'true';
    throw new errors/* InvalidValue */.h6(`onlatest=${word} in "${line}" is neither true nor false.`, (0,empty/* cureForWord */.f)(CURE, word));
}
function unknownAttribute(attribute, line) {
    const guess = (0,nearest/* nearest */.p)(attribute, ATTRIBUTES);
    const cure = guess === undefined || guess === attribute ? CURE : `Did you mean ${guess}=?`;
    return new errors/* InvalidValue */.h6(`"${line}" is not part of a flavor.`, cure);
}

// EXTERNAL MODULE: ./lib/names/latest.js
var names_latest = __webpack_require__(71281);
// EXTERNAL MODULE: ./lib/names/reason.js
var reason = __webpack_require__(37274);
// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(25175);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/names/pattern.js

function parsePattern(text) {
    const [, source = text, flags = ''] = /^\/(.+)\/(.*)$/.exec(text) ?? [];
    try {
        return new RegExp(source, flags);
    }
    catch {
        throw new errors/* InvalidValue */.h6(`"${text}" is not a valid regular expression.`, 'Write a JavaScript expression, possibly with flags as in /v(.*)/i; quote one that contains a comma, as in "pattern=\\d{1,2}".');
    }
}
function groupsOf({ source, flags }) {
    return (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1;
}

// EXTERNAL MODULE: ./lib/names/version.js
var version = __webpack_require__(90540);
;// CONCATENATED MODULE: ./lib/names/rule-types.js






const anyValue = () => { };
const optional = (fallback, expressions = EVERYWHERE) => ({
    fallback,
    expressions,
    check: anyValue,
});
const checkedAttribute = (fallback, check) => ({
    ...{ fallback, expressions: [], check },
});
const noPrefix = () => undefined;
const SEMVER_EXPRESSIONS = ['raw', 'version', 'major', 'minor', 'patch', 'prerelease', 'build'];
const PEP440_EXPRESSIONS = ['raw', 'version', 'major', 'minor', 'patch'];
const versionPattern = (expressions) => ({
    ...{ fallback: undefined, expressions },
    check: notEmpty,
});
const versionMatch = checkedAttribute('', (match) => {
    if (match === '' || groupsOf(parsePattern(match)) > 0)
        return;
    throw new errors/* InvalidValue */.h6(`"${match}" has no group, but the first group is read as the version.`, `Put the version into parentheses, as in "match=v(\\d+\\.\\d+\\.\\d+)$".`);
});
const RULE_TYPE_NAMES = [
    ...['schedule', 'semver', 'pep440', 'match', 'edge', 'ref', 'raw', 'sha'],
];
const RULE_TYPES = {
    schedule: {
        priority: 1000,
        attributes: { pattern: optional('nightly') },
        prefix: noPrefix,
        give: async (attribute, { naming, values }) => naming.event === 'schedule'
            ? plainValue(await evaluate(attribute('pattern'), values))
            : noTag('no schedule'),
    },
    semver: {
        priority: 900,
        attributes: { pattern: versionPattern(SEMVER_EXPRESSIONS), value: optional(''), match: versionMatch },
        prefix: noPrefix,
        give: (attribute, scene) => versionResult(attribute, scene, {
            name: 'semantic version',
            read: async (text) => (await Promise.all(/* import() */[__webpack_require__.e(353), __webpack_require__.e(94)]).then(__webpack_require__.bind(__webpack_require__, 76094))).readSemver(text),
        }),
    },
    pep440: {
        priority: 900,
        attributes: { pattern: versionPattern(PEP440_EXPRESSIONS), value: optional(''), match: versionMatch },
        prefix: noPrefix,
        give: (attribute, scene) => versionResult(attribute, scene, {
            name: 'version of PEP 440',
            read: async (text) => (await __webpack_require__.e(/* import() */ 779).then(__webpack_require__.bind(__webpack_require__, 29779))).readPep440(text),
        }),
    },
    match: {
        priority: 800,
        attributes: {
            pattern: checkedAttribute(undefined, (pattern) => {
                notEmpty(pattern);
                parsePattern(pattern);
            }),
            group: checkedAttribute('0', checkNumber),
            value: optional(''),
        },
        prefix: noPrefix,
        give: matchResult,
    },
    edge: {
        priority: 700,
        attributes: { branch: optional('') },
        prefix: noPrefix,
        give: edgeResult,
    },
    ref: {
        priority: 600,
        attributes: { event: checkedAttribute(undefined, oneOf('branch', 'tag', 'pr')) },
        prefix: (attribute) => (attribute('event') === 'pr' ? 'pr-' : undefined),
        give: refResult,
    },
    raw: {
        priority: 200,
        attributes: { value: { fallback: undefined, expressions: EVERYWHERE, check: anyValue } },
        prefix: noPrefix,
        give: async (attribute, { values }) => plainValue(await evaluate(attribute('value'), values)),
    },
    sha: {
        priority: 100,
        attributes: { format: checkedAttribute('short', oneOf('short', 'long')) },
        prefix: () => 'sha-',
        give: (attribute, { naming }) => {
            if (naming.sha === '')
                return noTag('no commit');
            return plainValue(attribute('format') === 'long' ? naming.sha : shortSha(naming, naming.sha));
        },
    },
};
function plainValue(value) {
    if (value === '')
        return noTag('empty');
    return { kind: 'value', value, isRelease: false, isVersion: false, numbers: [] };
}
function noTag(kind) {
    return { kind: 'nothing', reason: { kind } };
}
function releaseValue(value, numbers, isVersion) {
    if (value === '')
        return noTag('empty');
    return { kind: 'value', value, isRelease: true, isVersion, numbers };
}
async function sourceOf(attribute, { naming, values }) {
    const value = attribute('value');
    return value === '' ? refOf(naming).tag : evaluate(value, values);
}
async function versionResult(attribute, scene, { name, read }) {
    const source = await sourceOf(attribute, scene);
    const isTag = attribute('value') === '';
    if (source === '')
        return noTag(isTag ? 'no tag' : 'empty');
    const [match, pattern] = [attribute('match'), attribute('pattern')];
    const text = versionIn(source, match, isTag);
    if (text === undefined)
        return { kind: 'nothing', reason: { kind: 'no match', text: source, pattern: match } };
    const version = await read(text);
    if (version === undefined)
        return { kind: 'nothing', reason: { kind: 'no version', text, of: name } };
    const { texts, isRelease, numbers } = version;
    if (isRelease)
        return releaseValue(await evaluate(pattern, { texts, dates: {} }), numbers, true);
    const isRaw = /^\{\{\s*raw\s*\}\}$/.test(pattern);
    const value = (isRaw ? texts['raw'] : texts['version']) ?? '';
    return { kind: 'value', value, isRelease, isVersion: true, numbers: [] };
}
function versionIn(source, match, isTag) {
    const dashed = isTag ? source.replaceAll('/', '-') : source;
    return match === '' ? dashed : (firstGroup(match, dashed) ?? firstGroup(match, source));
}
function firstGroup(pattern, text) {
    return text.match(parsePattern(pattern))?.[1];
}
async function matchResult(attribute, scene) {
    const source = await sourceOf(attribute, scene);
    if (source === '')
        return noTag(attribute('value') === '' ? 'no tag' : 'empty');
    const [pattern, group] = [attribute('pattern'), attribute('group')];
    const found = source.match(parsePattern(pattern));
    if (found === null)
        return { kind: 'nothing', reason: { kind: 'no match', text: source, pattern } };
    const value = found[Number(group)];
    if (value === undefined)
        return { kind: 'nothing', reason: { kind: 'no group', group, pattern } };
    return releaseValue(value, (0,version/* numbersAtEnd */.By)(value), true);
}
async function edgeResult(attribute, { naming, values }) {
    const { branch } = refOf(naming);
    if (branch === '')
        return noTag('no branch');
    const expected = (await evaluate(attribute('branch'), values)) || naming.defaultBranch;
    if (expected === '')
        return { kind: 'nothing', reason: { kind: 'no default branch' } };
    return branch === expected
        ? plainValue('edge')
        : { kind: 'nothing', reason: { kind: 'other branch', branch, expected } };
}
function refResult(attribute, { naming }) {
    const { branch, tag } = refOf(naming);
    switch (attribute('event')) {
        case 'branch':
            return branch === '' ? noTag('no branch') : plainValue(branch);
        case 'pr':
            return naming.pull === '' ? noTag('no pull request') : plainValue(naming.pull);
        default:
            if (tag === '')
                return noTag('no tag');
            return (0,version/* isStable */.MQ)(tag) ? releaseValue(tag, (0,version/* numbersAtEnd */.By)(tag), false) : plainValue(tag);
    }
}
function notEmpty(value) {
    if (value !== '')
        return;
    throw new errors/* InvalidValue */.h6('its pattern is empty.', 'Write one, as in pattern={{version}}.');
}
function checkNumber(value) {
    if (/^\d{1,3}$/.test(value))
        return;
    throw new errors/* InvalidValue */.h6(`group=${value} is not a number.`, 'Write the number of a group, or 0 for the whole match.');
}
function oneOf(...words) {
    return (value) => {
        if (words.includes(value))
            return;
        const guess = (0,nearest/* nearest */.p)(value.toLowerCase(), words);
        const cure = guess === undefined ? `Write one of ${words.join(', ')}.` : `Did you mean ${guess}?`;
        throw new errors/* InvalidValue */.h6(`"${value}" is not known here.`, cure);
    };
}

;// CONCATENATED MODULE: ./lib/names/rule.js








const COMMON = ['type', 'enable', 'priority', 'prefix', 'suffix'];
const DEFAULT_RULES = [
    'type=schedule',
    'type=ref,event=branch',
    'type=ref,event=tag',
    'type=ref,event=pr',
].map((text) => parseRule(text, []));
function parseRule(text, images, line) {
    refuseComment(text);
    const fields = fieldsOf(text).map(attributeOf);
    const attributes = new Map(fields.map(({ name, value }) => [name, value]));
    const type = typeOf(attributes.get('type') ?? 'raw');
    for (const { name, value } of fields)
        checkName(name, value, type);
    const rule = { type, text, line, attributes, priority: priorityOf(attributes.get('priority'), type) };
    for (const [name, { fallback, check }] of Object.entries(RULE_TYPES[type].attributes)) {
        const value = attributes.get(name) ?? fallback;
        if (value === undefined)
            throw missingAttribute(name, type, text);
        check(value);
    }
    refuseEnable(attributes.get('enable') ?? 'true');
    refuseImage(attributes.get('value') ?? '', images);
    return rule;
}
function attributeIn({ type, attributes }, name) {
    const common = name === 'enable' ? 'true' : '';
    const typeRules = RULE_TYPES[type];
    return attributes.get(name) ?? typeRules.attributes[name]?.fallback ?? common;
}
async function checkRule({ type, attributes }) {
    const attributesOfType = RULE_TYPES[type].attributes;
    const found = [...attributes].map(([name, value]) => {
        const known = attributesOfType[name]?.expressions ?? EVERYWHERE;
        return known.length === 0 ? [] : checkExpressions(value, known);
    });
    return (await Promise.all(found)).flat();
}
function fieldsOf(text) {
    try {
        const options = { relax_column_count: true, relax_quotes: true, record_delimiter: '\0' };
        const [fields = []] = (0,sync/* parse */.qg)(text, options);
        return fields.filter((field) => field.trim() !== '');
    }
    catch (error) {
        if (!(error instanceof sync/* CsvError */.J$))
            throw error;
        throw new errors/* InvalidValue */.h6(`"${text}" has an unclosed quote.`, 'Put quotes around a whole part, as in type=match,"pattern=\\d{1,2}".');
    }
}
function attributeOf(field) {
    const { name, value } = (0,attributes/* nameAndValue */.gb)(field);
    return value === undefined || name === ''
        ? { name: 'value', value: field.trim() }
        : { name: name.trim().toLowerCase(), value: value.trim() };
}
function typeOf(word) {
    const found = RULE_TYPE_NAMES.find((name) => name === word);
    if (found !== undefined)
        return found;
    const guess = (0,nearest/* nearest */.p)(word.toLowerCase(), RULE_TYPE_NAMES);
    const cure = guess === undefined ? `There are ${RULE_TYPE_NAMES.join(', ')}.` : `Did you mean type=${guess}?`;
    throw new errors/* InvalidValue */.h6(`there are no rules of the type "${word}".`, cure);
}
function checkName(name, value, type) {
    const known = [...COMMON, ...Object.keys(RULE_TYPES[type].attributes)];
    if (known.includes(name))
        return;
    if (name === 'value')
        throw new errors/* InvalidValue */.h6(`"${value}" has no =, but rules of the type ${type} take no value.`, `They take ${known.join(', ')}, each with =.`);
    const guess = (0,nearest/* nearest */.p)(name, known);
    const cure = guess === undefined ? `They have ${known.join(', ')}.` : `Did you mean ${guess}=?`;
    throw new errors/* InvalidValue */.h6(`rules of the type ${type} have no "${name}".`, cure);
}
function priorityOf(word, type) {
    if (word === undefined)
        return RULE_TYPES[type].priority;
    if (/^-?\d{1,9}$/.test(word))
        return Number(word);
    throw new errors/* InvalidValue */.h6(`priority=${word} is not a number.`, 'Write a whole one, as in priority=1000.');
}
function missingAttribute(name, type, text) {
    const example = EXAMPLES[type];
    return new errors/* InvalidValue */.h6(`"${text}" has no ${name}, which rules of the type ${type} need.`, `Write ${example}.`);
}
const EXAMPLES = {
    schedule: 'type=schedule,pattern=nightly',
    semver: 'type=semver,pattern={{version}}',
    pep440: 'type=pep440,pattern={{version}}',
    match: 'type=match,"pattern=v(.*)",group=1',
    edge: 'type=edge,branch=main',
    ref: 'type=ref,event=branch, event=tag or event=pr',
    raw: 'type=raw,value=NAME',
    sha: 'type=sha,format=short',
};
function refuseEnable(word) {
    if (word === 'true' || word === 'false' || hasExpression(word))
        return;
    throw new errors/* InvalidValue */.h6(`enable=${word} is neither true nor false.`, (0,empty/* cureForWord */.f)(ENABLE_CURE, word));
}
const ENABLE_CURE = 'Write true or false, or an expression that gives one of them, as in enable={{is_default_branch}}.';
function refuseComment(text) {
    const [, comment] = /\s(#.*)$/.exec(text) ?? [];
    if (comment === undefined)
        return;
    throw new errors/* InvalidValue */.h6(`"${comment}" is not a comment, because it does not begin the line.`, 'Write it on a separate line.');
}
function refuseImage(value, images) {
    const reference = imageIn(value);
    if (reference === undefined || (reference.tag === '' && !images.includes(reference.repository)))
        return;
    const cure = reference.tag === ''
        ? 'Write only the tag: the names of the image come from images.'
        : `Write ${reference.tag} only: the names of the image come from images. Or remove images to write names as tags.`;
    throw new errors/* InvalidValue */.h6(`"${value}" is the name of an image, but with images, tags are rules.`, cure);
}
function imageIn(value) {
    try {
        return (0,reference/* parseReference */.F2)(value);
    }
    catch (error) {
        if (!(error instanceof errors/* InvalidValue */.h6))
            throw error;
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/names/tag.js

const MAX_LENGTH = 128;
const HASH_LENGTH = 8;
function tagOf(text) {
    const dashed = text.replace(/[^A-Za-z0-9._-]+/g, '-');
    const trimmed = dashed.replace(/^[.-]+/, '');
    const isLong = trimmed.length > MAX_LENGTH;
    const tag = isLong
        ? `${trimmed.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}-${(0,digest/* shortHash */.BC)(text, HASH_LENGTH)}`
        : trimmed;
    if (tag === '')
        return { tag, notice: '' };
    const why = [
        ...(trimmed === dashed ? [] : [`a tag cannot begin with "${dashed.slice(0, 1)}"`]),
        ...(isLong ? [`a tag cannot have more than ${MAX_LENGTH} characters`] : []),
    ];
    return { tag, notice: why.length === 0 ? '' : `"${text}" becomes the tag ${tag}: ${why.join(', and ')}.` };
}

;// CONCATENATED MODULE: ./lib/names/name-image.js







class RuleFault extends errors/* InvalidValue */.h6 {
    line;
    constructor(what, cure, line) {
        super(what, cure);
        this.name = 'RuleFault';
        this.line = line;
    }
}
async function nameImage({ images, rules, flavor }, naming) {
    const scene = { naming, values: valuesOf(naming) };
    const sorted = rules.toSorted((a, b) => b.priority - a.priority);
    const outcomes = await Promise.all(sorted.map(async (rule) => ({ rule, result: await resultOf(rule, flavor, scene) })));
    const named = outcomes.flatMap(({ result }) => (result.kind === 'value' ? [result] : []));
    const tags = [...new Set(named.map(({ tag }) => tag))];
    const latest = hasLatest(flavor, naming, named[0]) ? await latestTag(flavor, scene) : '';
    const mustAsk = flavor.latest === 'auto' && latest !== '' && !tags.includes(latest);
    const releases = named.filter(({ isRelease }) => isRelease);
    const enabled = images.filter((image) => image.isEnabled).map(({ name }) => name);
    return {
        images: [...new Set(enabled)],
        tags: latest === '' ? tags : [...new Set([...tags, latest])],
        version: tags[0] ?? '',
        labelVersion: (named.find(({ isVersion }) => isVersion) ?? named[0])?.tag ?? '',
        latest: mustAsk ? (0,names_latest/* latestQuestion */.G)(latest, releases) : undefined,
        outcomes,
        event: [naming.event, naming.ref].filter((part) => part !== '').join(', ') || 'none',
        source: JSON.stringify([enabled.toSorted(), rules.map(({ text }) => text), flavor]),
        notices: named.flatMap(({ notice }) => (notice === '' ? [] : [`tags: ${notice}`])),
        warnings: outcomes.flatMap(warningsOf),
    };
}
function warningsOf({ rule, result }) {
    if (result.kind === 'value' || !(0,reason/* isOdd */.A)(result.reason))
        return [];
    const line = rule.line === undefined ? '' : `, line ${rule.line}`;
    return [`tags${line}: ${rule.text} gives no tag: ${(0,reason/* printReason */.s)(result.reason)}.`];
}
async function resultOf(rule, flavor, scene) {
    if (!(await isEnabled(rule, scene)))
        return { kind: 'nothing', reason: { kind: 'disabled' } };
    const attribute = (name) => attributeIn(rule, name);
    const type = RULE_TYPES[rule.type];
    const given = await type.give(attribute, scene);
    if (given.kind === 'nothing')
        return given;
    const affixes = [
        rule.attributes.get('prefix') ?? type.prefix(attribute) ?? flavor.prefix.text,
        rule.attributes.get('suffix') ?? flavor.suffix.text,
    ].map((text) => evaluate(text, scene.values));
    const [prefix, suffix] = await Promise.all(affixes);
    const text = `${prefix}${given.value}${suffix}`;
    const { tag, notice } = tagOf(text);
    return tag === '' ? { kind: 'nothing', reason: { kind: 'no characters', text } } : { ...given, tag, notice };
}
async function isEnabled(rule, { values }) {
    const written = attributeIn(rule, 'enable');
    const word = await evaluate(written, values);
    if (word === 'true' || word === 'false')
        return word === 'true';
    throw new RuleFault(`enable=${written} evaluates to "${word}", which is neither true nor false.`, ENABLE_CURE, rule.line);
}
function hasLatest({ latest }, { isPrerelease }, first) {
    if (first === undefined)
        return false;
    return latest === 'auto' ? first.isRelease && !isPrerelease : latest === 'true';
}
async function latestTag({ prefix, suffix }, { values }) {
    const affixOf = ({ text, isOnLatest }) => (isOnLatest ? evaluate(text, values) : '');
    return tagOf(`${await affixOf(prefix)}latest${await affixOf(suffix)}`).tag;
}

;// CONCATENATED MODULE: ./lib/names/oci-keys.js

const PREFIX = 'org.opencontainers.image';
function eventKeys(naming, version) {
    const { repository, sha } = naming;
    const all = {
        created: createdOf(naming)?.toISOString() ?? '',
        description: repository.description,
        licenses: repository.license,
        revision: sha,
        source: repository.url,
        title: repository.name,
        url: repository.url,
        version,
    };
    const known = Object.entries(all).filter(([, value]) => value !== '');
    return new Map(known.map(([key, value]) => [`${PREFIX}.${key}`, value]));
}

// EXTERNAL MODULE: ./lib/inputs/annotation.js
var annotation = __webpack_require__(7940);
// EXTERNAL MODULE: ./lib/inputs/parsers.js
var parsers = __webpack_require__(3593);
;// CONCATENATED MODULE: ./lib/inputs/event-names.js









const NO_NAMES = {
    ...{ images: [], tags: [], version: '', labelVersion: '', event: '', source: '' },
    ...{ latest: undefined, outcomes: [], notices: [], warnings: [] },
};
const lines = { commas: false };
async function readEventNames(inputs, naming, complaintsOf) {
    for (const { input, ...problem } of naming.problems)
        complaintsOf(input)(problem);
    const worked = await deriveNames(inputs, naming, complaintsOf);
    const names = { ...worked, warnings: [...worked.warnings, ...clockWarnings(inputs, naming)] };
    const keys = eventKeys(naming, names.labelVersion);
    const values = valuesOf(naming);
    return {
        tags: names.images.flatMap((repository) => names.tags.map((tag) => ({ repository, tag }))),
        labels: await mergedLabels(inputs.labels, keys, values),
        annotations: await mergedAnnotations(inputs.annotations, keys, values, naming.levels),
        names,
    };
}
function clockWarnings({ mode, labels, annotations }, { epoch }) {
    if (mode !== 'part' || epoch !== undefined)
        return [];
    return [...labels, ...annotations.map(({ text }) => text)]
        .filter((text) => /\{\{\s*date\b/.test(text))
        .map((text) => `"${text}" uses the current time, which differs between matrix jobs. Write {{commit_date …}}, or set SOURCE_DATE_EPOCH.`);
}
async function deriveNames(inputs, naming, complaintsOf) {
    const images = inputs.images.flat();
    const warnings = [];
    const check = checksOf(complaintsOf, warnings);
    const rules = await readRules(inputs.tags, check('tags'), images.map(({ name }) => name));
    const flavor = await readFlavor(inputs.flavor, check('flavor'));
    const notices = images.flatMap(({ name, written }) => name === written ? [] : [`images: "${written}" is written ${name}, because image names are lower case.`]);
    try {
        const names = await nameImage({ images, rules, flavor }, naming);
        return { ...names, notices: [...notices, ...names.notices], warnings: [...warnings, ...names.warnings] };
    }
    catch (error) {
        if (!(error instanceof RuleFault))
            throw error;
        complaintsOf('tags')({ ...lineIn(error.line), what: error.message, cure: error.cure });
        return NO_NAMES;
    }
}
function lineIn(line) {
    return line === undefined ? {} : { line };
}
function checksOf(complaintsOf, warnings) {
    return (input) => {
        const complain = complaintsOf(input);
        const isRight = async (check, line) => {
            try {
                warnings.push(...(await check()).map((sentence) => `${input}, line ${line}: ${sentence}`));
                return true;
            }
            catch (error) {
                if (!(error instanceof errors/* InvalidValue */.h6))
                    throw error;
                complain({ line, what: error.message, cure: error.cure });
                return false;
            }
        };
        return { complain, isRight };
    };
}
async function readRules(text, { complain, isRight }, images) {
    const rules = [];
    const written = (0,parsers/* items */.ld)(text, lines, complain);
    for (const { text: item, line } of written) {
        const rule = (0,parsers/* parseOrComplain */.QS)(() => parseRule(item, images, line), complain, line);
        if (rule !== undefined && (await isRight(() => checkRule(rule), line)))
            rules.push(rule);
    }
    return written.length === 0 ? DEFAULT_RULES : rules;
}
async function readFlavor(text, { complain, isRight }) {
    let flavor = DEFAULT_FLAVOR;
    for (const { text: item, line } of (0,parsers/* items */.ld)(text, lines, complain)) {
        if (!(await isRight(() => checkExpressions(item, EVERYWHERE), line)))
            continue;
        flavor = (0,parsers/* parseOrComplain */.QS)(() => withFlavor(flavor, item), complain, line) ?? flavor;
    }
    return flavor;
}
async function mergedLabels(labels, keys, values) {
    const own = await Promise.all(labels.map((label) => evaluateKnown(label, values)));
    const all = [...[...keys].map(([key, value]) => `${key}=${value}`), ...own];
    return [...new Map(all.map((label) => [(0,attributes/* nameAndValue */.gb)(label).name, label])).values()].toSorted();
}
async function mergedAnnotations(annotations, keys, values, levels) {
    const own = await Promise.all(annotations.map((each) => ownAnnotations(each, values, levels)));
    const requested = new Set(own.flat().flatMap(documentsOf));
    const offered = [...keys].flatMap(([key, value]) => levels.map((level) => ({ ...(0,annotation/* parseAnnotation */.f)(`${level}:${key}=${value}`), isOffered: true })));
    return [
        ...offered.filter((each) => documentsOf(each).every((place) => !requested.has(place))),
        ...own.flat(),
    ];
}
async function ownAnnotations({ text, pair }, values, levels) {
    const written = await evaluateKnown(text, values);
    if (text !== pair)
        return [(0,annotation/* parseAnnotation */.f)(written)];
    return levels.map((level) => ({
        ...(0,annotation/* parseAnnotation */.f)(`${level}:${written}`),
        isOffered: level !== 'manifest',
    }));
}
function documentsOf({ pair, places }) {
    const everywhere = places.filter(({ platform }) => platform === undefined);
    return everywhere.map(({ level }) => `${level}:${(0,attributes/* nameAndValue */.gb)(pair).name}`);
}


/***/ }),

/***/ 71281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ latestQuestion),
/* harmony export */   f: () => (/* binding */ higherRelease)
/* harmony export */ });
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90540);

function latestQuestion(tag, releases) {
    const matches = releases.flatMap((release) => findNumbers(release) ?? []);
    const most = Math.max(...matches.map(({ shown }) => shown));
    const match = matches.find(({ shown }) => shown === most);
    if (match === undefined)
        return undefined;
    const { before, after, numbers } = match;
    return { tag, before, after, numbers, hasSeveral: most > 1 };
}
function findNumbers({ tag, numbers }) {
    for (let shown = numbers.length; shown > 0; shown--) {
        const text = numbers.slice(0, shown).join('.');
        const pattern = new RegExp(`(?<!\\d\\.?)${text.replaceAll('.', '\\.')}(?!\\.?\\d)`);
        const at = pattern.exec(tag)?.index;
        if (at !== undefined)
            return { numbers, shown, before: tag.slice(0, at), after: tag.slice(at + text.length) };
    }
    return undefined;
}
function higherRelease({ before, after, numbers, hasSeveral }, tags) {
    const releases = tags.flatMap((tag) => {
        if (!tag.startsWith(before) || !tag.endsWith(after) || tag.length <= before.length + after.length)
            return [];
        const text = tag.slice(before.length, tag.length - after.length);
        if (!/^\d+(?:\.\d+)*$/.test(text) || text.includes('.') !== hasSeveral)
            return [];
        return [{ tag, numbers: text.split('.') }];
    });
    const [first, ...others] = releases.filter((release) => (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .isHigher */ .kW)(release.numbers, numbers));
    if (first === undefined)
        return undefined;
    return others.reduce((highest, one) => ((0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .isHigher */ .kW)(one.numbers, highest.numbers) ? one : highest), first).tag;
}


/***/ }),

/***/ 90540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   By: () => (/* binding */ numbersAtEnd),
/* harmony export */   MQ: () => (/* binding */ isStable),
/* harmony export */   kW: () => (/* binding */ isHigher)
/* harmony export */ });
const PRERELEASE_WORD = /(?:^|[^a-z])(?:alpha|beta|rc|pre|preview|prerelease|dev|devel|snapshot|nightly|canary|next|unstable|ea|milestone)(?![a-z])/i;
const SHORT_PRERELEASE = /\d[._-]?[abcm][._-]?\d*$/i;
const SEMVER_PRERELEASE = /^v?\d+\.\d+\.\d+-/;
function isStable(tag) {
    return ![PRERELEASE_WORD, SHORT_PRERELEASE, SEMVER_PRERELEASE].some((pattern) => pattern.test(tag));
}
function numbersAtEnd(name) {
    return /\d+(?:\.\d+)*$/.exec(name)?.[0].split('.') ?? [];
}
function isHigher(one, other) {
    const longest = Math.max(one.length, other.length);
    for (let index = 0; index < longest; index++) {
        const [a, b] = [withoutLeadingZeros(one[index]), withoutLeadingZeros(other[index])];
        if (a.length !== b.length)
            return a.length > b.length;
        if (a !== b)
            return a > b;
    }
    return false;
}
function withoutLeadingZeros(digits = '') {
    return digits.replace(/^0+/, '');
}


/***/ })

};
