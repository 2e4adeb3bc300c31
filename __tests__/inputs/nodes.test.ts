import { describe, expect, test } from '@jest/globals'
import { parseDriverOption } from '../../src/buildx/driver-option.ts'
import { readNodes } from '../../src/inputs/nodes.ts'
import type { Complaint } from '../../src/inputs/parsers.ts'
import { printPlatform } from '../../src/platforms/platform.ts'

async function read(source: string) {
  const complaints: Complaint[] = []
  const nodes = await readNodes(source, (complaint) => complaints.push(complaint))
  return {
    nodes: nodes.map(({ platforms, ...node }) => ({
      ...node,
      platforms: platforms.map(printPlatform).join(),
    })),
    problems: complaints.map(({ line, what }) => `${line}: ${what}`),
    cures: complaints.map(({ cure }) => cure),
  }
}

const EMPTY = { name: '', endpoint: '', platforms: '', 'driver-opts': [], 'buildkitd-flags': '' }

describe('append', () => {
  test.each([
    { what: 'nothing', source: ' \n', nodes: [] },
    { what: 'an empty list', source: '[]', nodes: [] },
    {
      what: 'a node with everything',
      source:
        '- name: arm\n  endpoint: ssh://me@arm\n  platforms: linux/arm64,linux/arm/v7\n  driver-opts:\n    - network=host\n    - env.A=1,2\n  buildkitd-flags: --debug --root /x\n',
      nodes: [
        {
          name: 'arm',
          endpoint: 'ssh://me@arm',
          platforms: 'linux/arm64,linux/arm/v7',
          'driver-opts': ['network=host', 'env.A=1,2'].map(parseDriverOption),
          'buildkitd-flags': '--debug --root /x',
          line: 1,
        },
      ],
    },
    {
      what: 'platforms as a list, normalised',
      source: '- platforms: [arm64, "linux/amd64,linux/arm"]',
      nodes: [{ ...EMPTY, platforms: 'linux/arm64,linux/amd64,linux/arm/v7', line: 1 }],
    },
    {
      what: 'options as lines',
      source: '- driver-opts: |\n    network=host\n    memory=1g\n',
      nodes: [{ ...EMPTY, 'driver-opts': ['network=host', 'memory=1g'].map(parseDriverOption), line: 1 }],
    },
    {
      what: 'names that YAML would not read as strings',
      source: '- name: 007\n- name: no\n- name: 1.10\n- name: ~\n',
      nodes: ['007', 'no', '1.10', '~'].map((name, index) => ({ ...EMPTY, name, line: index + 1 })),
    },
    {
      what: 'comments',
      source: '# nodes\n- endpoint: a # first\n',
      nodes: [{ ...EMPTY, endpoint: 'a', line: 2 }],
    },
    {
      what: 'keys without a value',
      source: '- endpoint: a\n  platforms:\n  driver-opts:\n',
      nodes: [{ ...EMPTY, endpoint: 'a', line: 1 }],
    },
    {
      what: 'CRLF',
      source: '- endpoint: a\r\n- endpoint: b\r\n',
      nodes: [
        { ...EMPTY, endpoint: 'a', line: 1 },
        { ...EMPTY, endpoint: 'b', line: 2 },
      ],
    },
  ])('is read: $what', async ({ source, nodes }) => {
    expect(await read(source)).toEqual({ nodes, problems: [], cures: [] })
  })

  test.each([
    { what: 'a map', source: 'endpoint: a', problems: ['1: this is not a list of nodes.'] },
    { what: 'a string', source: 'endpoint', problems: ['1: this is not a list of nodes.'] },
    {
      what: 'a list of strings',
      source: '\n- a\n- b',
      problems: ['2: this is not a node: it has no keys.', '3: this is not a node: it has no keys.'],
    },
    {
      what: 'an unknown key in each node',
      source: '- endpoint: a\n  flags: x\n- driver_opts: [a=b]\n',
      problems: ['2: a node has no "flags".', '3: a node has no "driver_opts".'],
    },
    {
      what: 'an invalid platform and an invalid option',
      source:
        '- platforms: linux/amd64\n  driver-opts:\n    - network=host\n    - =host\n- platforms: [linux/arm65]\n',
      problems: [
        expect.stringMatching(/^4: "=host" has a part that is not key=value/),
        expect.stringMatching(/^5: .*arm65/),
      ],
    },
    {
      what: 'an option whose quotes buildx cannot parse',
      source: '- driver-opts:\n    - network=host\n    - env.A="1\n',
      problems: [expect.stringMatching(/^3: "env.A="1" has an unclosed quote/)],
    },
    {
      what: 'a map instead of a string',
      source: '- endpoint:\n    host: a\n',
      problems: ['1: endpoint is a map, but a single string is expected.'],
    },
    {
      what: 'two endpoints',
      source: '- endpoint: [a, b]\n',
      problems: ['1: endpoint is a list, but a single string is expected.'],
    },
    {
      what: 'a duplicate key',
      source: '- endpoint: a\n  endpoint: b\n',
      problems: [expect.stringMatching(/^2: this is not valid YAML: Map keys must be unique/)],
    },
    {
      what: 'an unclosed bracket',
      source: '- endpoint: a\n  platforms: [linux/amd64\n',
      problems: [expect.stringMatching(/^\d: this is not valid YAML/)],
    },
  ])('is refused with its line number: $what', async ({ source, problems }) => {
    expect((await read(source)).problems).toEqual(problems)
  })

  test('suggests what was probably meant', async () => {
    const { cures } = await read(
      '- platform: linux/arm64\n  Endpoint: a\n  buildkit-flags: x\n  nothing: 1\n',
    )
    expect(cures.map((cure) => /^Did you mean [^?]*/.exec(cure)?.[0])).toEqual([
      'Did you mean platforms',
      'Did you mean endpoint',
      'Did you mean buildkitd-flags',
      undefined,
    ])
  })
})
