import { describe, expect, test } from '@jest/globals'
import type { Complaint } from '../../src/inputs/parsers.ts'
import { readPlatformSettings } from '../../src/inputs/platform-settings.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { EMPTY_SETTING, platforms, readCompletely } from '../builders.ts'

const BUILT = platforms('linux/amd64,linux/arm64,linux/arm/v7,linux/arm/v6')

async function read(source: string, built: readonly Platform[] | undefined = BUILT) {
  const complaints: Complaint[] = []
  const settings = await readPlatformSettings(source, built, (complaint) => complaints.push(complaint))
  return {
    settings: settings.map(({ patterns, ...setting }) => ({
      ...setting,
      patterns: patterns.map(({ text }) => text).join(),
    })),
    problems: complaints.map(({ line, what }) => `${line}: ${what}`),
    cures: complaints.map(({ cure }) => cure),
  }
}

const arm64 = (settings: string): string => `linux/arm64: ${settings}`

describe('platform-settings', () => {
  test.each([
    { what: 'nothing', source: ' \n', settings: [] },
    { what: 'only comments', source: '# linux/arm64:\n#   file: a\n', settings: [] },
    { what: 'an empty map', source: '{}', settings: [] },
    {
      what: 'a platform with everything',
      source: `linux/arm64:
  file: Dockerfile.arm64
  target: slim
  context: ./arm
  build-args:
    - BASE=debian-{{debian}}
    - TOKEN
  build-contexts:
    - src={{defaultContext}}:src
  labels:
    - a=b
  no-cache: true
`,
      settings: [
        {
          patterns: 'linux/arm64',
          file: 'Dockerfile.arm64',
          target: 'slim',
          context: './arm',
          'build-args': ['BASE=debian-{{debian}}', 'TOKEN'],
          'build-contexts': ['src={{defaultContext}}:src'],
          labels: ['a=b'],
          'no-cache': true,
          line: 1,
        },
      ],
    },
    {
      what: 'several platforms and patterns before one colon, normalised',
      source: '# by machine\nlinux/arm/v7, linux/arm/v6:\n  file: a\n"aarch64,*/amd64":\n  file: b\n',
      settings: [
        { ...EMPTY_SETTING, patterns: 'linux/arm/v7,linux/arm/v6', file: 'a', line: 2 },
        { ...EMPTY_SETTING, patterns: 'linux/arm64,*/amd64', file: 'b', line: 4 },
      ],
    },
    {
      what: 'lines, as the input of that name has them',
      source: arm64('\n  build-args: |\n    # which\n    A=1,2\n\n    "B=""3"" \n    4"\n    A=\n'),
      settings: [{ ...EMPTY_SETTING, patterns: 'linux/arm64', 'build-args': ['A=1,2', 'B="3" \n4', 'A='] }],
    },
    {
      what: 'a list, whose items are kept as written',
      source: arm64(`{ build-args: ["A=1, 2", 'B="3"', '"C"=4', "#D=5", "E=6\\n7", "  F=8  "] }`),
      settings: [
        {
          ...EMPTY_SETTING,
          patterns: 'linux/arm64',
          'build-args': ['A=1, 2', 'B="3"', '"C"=4', '#D=5', 'E=6\n7', 'F=8'],
        },
      ],
    },
    {
      what: 'a map, whose values are kept as written',
      source: arm64('\n  labels:\n    a: 1.10\n    b: "x, \\"y\\""\n    c:\n    d: |\n      1\n      2\n'),
      settings: [
        { ...EMPTY_SETTING, patterns: 'linux/arm64', labels: ['a=1.10', 'b=x, "y"', 'c=', 'd=1\n2'] },
      ],
    },
    {
      what: 'a one-line string for a list',
      source: arm64('\n  labels: a=b\n'),
      settings: [{ ...EMPTY_SETTING, patterns: 'linux/arm64', labels: ['a=b'] }],
    },
    {
      what: 'keys with an empty value, which change nothing',
      source: arm64(`\n  file: ''\n  target: ""\n  no-cache: ""\n  labels: []\n  build-args: [""]\n`),
      settings: [{ ...EMPTY_SETTING, patterns: 'linux/arm64' }],
    },
    {
      what: 'no-cache turned off',
      source: arm64('{ no-cache: False }'),
      settings: [{ ...EMPTY_SETTING, patterns: 'linux/arm64', 'no-cache': false }],
    },
    {
      what: 'values that YAML would not read as strings',
      source: arm64('{ file: 007, target: no }'),
      settings: [{ ...EMPTY_SETTING, patterns: 'linux/arm64', file: '007', target: 'no' }],
    },
    {
      what: 'aliases',
      source: 'linux/arm64: &both\n  file: a\nlinux/amd64: *both\n',
      settings: [
        { ...EMPTY_SETTING, patterns: 'linux/arm64', file: 'a' },
        { ...EMPTY_SETTING, patterns: 'linux/amd64', file: 'a', line: 3 },
      ],
    },
    {
      what: 'CRLF',
      source: 'linux/arm64:\r\n  labels: |\r\n    a=1\r\n    b=2\r\n',
      settings: [{ ...EMPTY_SETTING, patterns: 'linux/arm64', labels: ['a=1', 'b=2'] }],
    },
    {
      what: 'templates, which are filled in later',
      source: arm64(
        '{ file: "{{ debian }}/{{uname}}", context: "{{ defaultContext }}:{{rustMusl}}", labels: ["{{gnu}}.x={{GOARM}}"] }',
      ),
      settings: [
        {
          ...EMPTY_SETTING,
          patterns: 'linux/arm64',
          file: '{{ debian }}/{{uname}}',
          context: '{{ defaultContext }}:{{rustMusl}}',
          labels: ['{{gnu}}.x={{GOARM}}'],
        },
      ],
    },
  ])('is read: $what', async ({ source, settings }) => {
    expect(await read(source)).toEqual({ settings, problems: [], cures: [] })
  })

  test.each([
    { what: 'a list', source: '\n- linux/arm64', problems: ['2: this is not a map of platforms.'] },
    { what: 'a string', source: 'linux/arm64', problems: ['1: this is not a map of platforms.'] },
    {
      what: 'settings without a platform',
      source: 'file: a\ntarget: b\n',
      problems: [
        '1: "file" is a key, but a platform is expected here.',
        '2: "target" is a key, but a platform is expected here.',
      ],
    },
    {
      what: 'a platform without settings',
      source: 'linux/arm64:\nlinux/amd64: Dockerfile\nlinux/arm/v7: [file]\n',
      problems: [
        '1: "linux/arm64" has no settings.',
        '2: "linux/amd64" has no settings.',
        '3: "linux/arm/v7" has no settings.',
      ],
    },
    {
      what: 'no platform before the colon',
      source: ': {file: a}\n",": {file: b}\n? [linux/arm64]\n: {file: c}\n',
      problems: [1, 2, 3].map((line) => `${line}: there is no platform before the colon.`),
    },
    {
      what: 'an unknown platform',
      source: 'linux/arm64,linux/amr64: {file: a}\n',
      problems: ['1: unknown architecture "amr64" in platform "linux/amr64".'],
    },
    {
      what: 'a pattern that no platform matches',
      source: 'linux/arm64: {file: a}\nlinux/amr*: {file: a}\n',
      problems: ['2: pattern "linux/amr*" matches no platform.'],
    },
    {
      what: 'a platform and a pattern that match nothing in platforms',
      source: 'linux/386,linux/arm64: {file: a}\nlinux/risc*: {file: a}\n',
      problems: ['linux/386', 'linux/risc*'].map(
        (name, index) =>
          `${index + 1}: "${name}" is not among the platforms that are built: linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v6.`,
      ),
    },
    {
      what: 'a duplicate platform in another spelling',
      source: 'linux/arm64: {file: a}\nlinux/amd64: {file: a}\naarch64: {file: b}\nlinux/arm/v7,armhf: {}\n',
      problems: [
        '3: "linux/arm64" occurs twice, first on line 1.',
        '4: "linux/arm/v7" occurs twice, first on line 4.',
      ],
    },
    {
      what: 'a duplicate pattern',
      source: 'linux/arm*: {file: a}\n"LINUX/arm**": {file: a}\n',
      problems: ['2: "linux/arm*" occurs twice, first on line 1.'],
    },
    {
      what: 'a duplicate key',
      source: 'linux/arm64: {file: a}\nlinux/arm64: {file: b}\n',
      problems: ['2: this is not valid YAML: Map keys must be unique.'],
    },
    {
      what: 'unknown keys',
      source: 'linux/arm64:\n  tags: a\n  dockerfile: b\n',
      problems: ['2: a platform has no "tags".', '3: a platform has no "dockerfile".'],
    },
    {
      what: 'values of the wrong kind',
      source:
        'linux/arm64:\n  file: {a: b}\n  target: [a, b]\n  labels:\n    - a: b\n    - [c=d]\n  build-args:\n    A:\n      - b\n      - c\n    D: {e: f}\n    "": g\n',
      problems: [
        '2: file is a map, but a single string is expected.',
        '3: target is a list, but a single string is expected.',
        '8: A is a list, but a single string is expected.',
        '11: D is a map, but a single string is expected.',
        '12: build-args has a name that is empty or not a string.',
        '5: labels is neither a string nor a list of strings.',
        '6: labels is neither a string nor a list of strings.',
      ],
    },
    {
      what: 'a list of one item instead of a string',
      source: 'linux/arm64:\n  file: [a]\n  labels: {c: [x]}\n',
      problems: [
        '2: file is a list, but a single string is expected.',
        '3: c is a list, but a single string is expected.',
      ],
    },
    {
      what: 'keys without a value',
      source: 'linux/arm64:\n  file:\n  no-cache: # true\n  labels:\n  tags:\n',
      problems: [
        '5: a platform has no "tags".',
        '2: file has no value.',
        '3: no-cache has no value.',
        '4: labels has no value.',
      ],
    },
    {
      what: 'an invalid boolean',
      source: 'linux/arm64:\n  no-cache: yes\n',
      problems: ['2: "yes" is neither true nor false.'],
    },
    {
      what: 'wrong items in a block, each with its own line',
      source:
        'linux/arm64:\n  build-args: | # these\n\n    # first\n    A=1\n    =2\n  build-contexts: |\n    a=b\n    B=c\n  labels: |\n    "a=b\n',
      problems: [
        '6: "=2" has no name before the =.',
        '9: "B=c" is not a build context.',
        '11: a quoted item is not closed.',
      ],
    },
    {
      what: 'wrong items in a list and a map',
      source: 'linux/arm64:\n  build-args:\n    - A=1\n    - =2\n  build-contexts:\n    a: b\n    B: c\n',
      problems: ['4: "=2" has no name before the =.', '7: "B=c" is not a build context.'],
    },
    {
      what: 'a name that may become empty',
      source: 'linux/arm64:\n  build-args: |\n    A{{GOARM}}=1\n    {{GOARM}}=2\n',
      problems: ['4: "{{GOARM}}=2" has only a template as its name.'],
    },
    {
      what: 'unknown templates in each kind of value',
      source:
        'linux/arm64:\n  file: Dockerfile.{{a1}}\n  target: |\n    {{b1}}\n  context: ./{{c1}}\n  build-args: |\n    # {{not}}\n    A=1\n    B={{d1}}\n  build-contexts:\n    - a=b\n    - c={{e1}}\n  labels:\n    f: g\n    h: "{{f1}}"\n',
      problems: [
        '2: the template {{a1}} is not known.',
        '4: the template {{b1}} is not known.',
        '5: the template {{c1}} is not known.',
        '9: the template {{d1}} is not known.',
        '12: the template {{e1}} is not known.',
        '15: the template {{f1}} is not known.',
      ],
    },
    {
      what: 'the Git context in an input where a path in it means nothing',
      source: 'linux/arm64:\n  file: x/{{defaultContext}}\n  build-args:\n    A: b{{defaultContext}}\n',
      problems: [2, 4].map((line) => `${line}: the template {{defaultContext}} is not known.`),
    },
    {
      what: 'templates that only the machine knows',
      source: 'linux/arm64:\n  labels: a={{BUILDARCH}}\n',
      problems: ['2: {{BUILDARCH}} belongs to the build machine, which is not known yet.'],
    },
    {
      what: 'an unclosed bracket',
      source: 'linux/arm64:\n  labels: [a=b\n',
      problems: [expect.stringMatching(/^\d: this is not valid YAML/)],
    },
    {
      what: 'a value that contains itself',
      source: 'linux/arm64:\n  labels: &all\n    - a=b\n    - *all\n',
      problems: ['4: this is not valid YAML: *all is inside the value it refers to.'],
    },
    {
      what: 'an alias without an anchor',
      source: 'linux/arm64:\n  file: *file\n',
      problems: ['2: this is not valid YAML: there is no anchor &file before *file.'],
    },
  ])('is refused with its line number: $what', async ({ source, problems }) => {
    expect((await read(source)).problems).toEqual(problems)
  })

  test.each([
    { what: 'a platform', source: 'linux/amr64: {}', cure: 'Did you mean linux/arm64?' },
    {
      what: 'a key',
      source: arm64('{ build_arg: a=b }'),
      cure: 'Did you mean build-args? A platform can have file, target, context, build-args, build-contexts, labels and no-cache.',
    },
    {
      what: 'a template in another case',
      source: arm64('{ file: "x{{goarch}}" }'),
      cure: 'Did you mean {{GOARCH}}?',
    },
    {
      what: 'a misspelt template',
      source: arm64('{ file: "x{{debain}}" }'),
      cure: 'Did you mean {{debian}}?',
    },
    {
      what: 'a short template',
      source: arm64('{ file: "x{{ arch }}" }'),
      cure: 'Did you mean {{TARGETARCH}}?',
    },
    {
      what: "the event's context",
      source: arm64('{ context: "{{defaultcontext}}:x" }'),
      cure: 'Did you mean {{defaultContext}}?',
    },
    {
      what: 'a pattern, not an alias',
      source: '*/arm64:\n  file: a\n',
      cure: 'Quote a text that begins with *.',
    },
    {
      what: 'a template before other text',
      source: arm64('\n  file: {{debian}}.Dockerfile\n'),
      cure: 'Quote the text with {{ }}.',
    },
    {
      what: 'a template in a list',
      source: arm64('\n  labels: [a={{debian}}]\n'),
      cure: 'Quote the text with {{ }}.',
    },
    {
      what: 'a lone template, not a map',
      source: arm64('\n  target: {{debian}}\n'),
      cure: 'Write a text; one that begins with {{ or [ needs quotes, as in "{{debian}}.Dockerfile".',
    },
    {
      what: 'a template for arguments, not a map',
      source: arm64('\n  build-args: {{debian}}\n'),
      cure: 'Write NAME=value in lines or in a list, or NAME: value; a value that begins with {{ or [ needs quotes.',
    },
    {
      what: 'an expression that was empty',
      source: arm64('\n  file: \n'),
      cure: expect.stringContaining('quote an expression that may be empty.'),
    },
    {
      what: 'one of all templates',
      source: arm64('{ file: "x{{nothing}}" }'),
      cure: expect.stringMatching(/^Names are TARGETPLATFORM, (?!.*BUILD).*GOARCH, .*node\.$/),
    },
  ])('suggests what was probably meant: $what', async ({ source, cure }) => {
    expect((await read(source)).cures).toEqual([cure])
  })

  test('needs platforms, and still reports other mistakes', async () => {
    expect((await read('linux/arm64:\n  file: a\n  tags: b\n', [])).problems).toEqual([
      'undefined: platform-specific settings need the input platforms, which is empty.',
      '3: a platform has no "tags".',
    ])
  })
})

describe('among the other inputs', () => {
  test('is checked against platforms', async () => {
    const { inputs, problems } = await readCompletely({
      INPUT_PLATFORMS: 'linux/amd64,linux/arm64',
      'INPUT_PLATFORM-SETTINGS': 'linux/arm64:\n  file: a\n',
    })
    expect(problems).toEqual([])
    expect(inputs.builds).toMatchObject([
      { platforms: platforms('linux/amd64'), file: '' },
      { platforms: platforms('linux/arm64'), file: 'a' },
    ])
  })

  test('does not mention platforms if those could not be read', async () => {
    const { problems } = await readCompletely({
      INPUT_PLATFORMS: 'linux/amd64,linux/amr64',
      'INPUT_PLATFORM-SETTINGS': 'linux/arm64:\n  file: a\n  tags: b\n',
    })
    expect(problems).toMatchObject([
      { input: 'platforms', line: 1 },
      { input: 'platform-settings', line: 3 },
    ])
  })

  test('counts lines as in the workflow, next to the mistakes of append', async () => {
    const { problems } = await readCompletely({
      INPUT_PLATFORMS: 'linux/arm64',
      INPUT_APPEND: '- flags: x',
      'INPUT_PLATFORM-SETTINGS': '\n\nlinux/arm64:\n  tags: b\n',
    })
    expect(problems).toMatchObject([
      { input: 'append', line: 1 },
      { input: 'platform-settings', line: 4 },
    ])
  })
})
