import { describe, expect, test } from '@jest/globals'
import { problemText } from '../../../src/errors.ts'
import type { BuildxFacts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import {
  buildxProblems,
  cacheKey,
  checksumIn,
  type FetchBuildx,
  planBuildx,
  releaseFile,
  versionIn,
} from '../../../src/plan/builder/buildx.ts'
import { needsNewBuildx } from '../../../src/plan/builder/features.ts'
import { buildxLines } from '../../../src/show/show-buildx.ts'
import { facts, inputs } from '../../builders.ts'

const GITHUB = 'https://github.com/docker/buildx/releases/download'

/** A runner with docker and its plugin, version 0.30.0. */
function machine(overrides: Partial<BuildxFacts> = {}): BuildxFacts {
  return {
    hasDocker: true,
    program: { kind: 'plugin' },
    version: '0.30.0',
    error: '',
    machine: 'linux-amd64',
    pluginFolder: '/home/runner/.docker/cli-plugins',
    toolCache: '/opt/hostedtoolcache',
    spare: '/home/runner/work/_temp/_multi-platform-build-tools',
    downloads: '/home/runner/work/_temp/multi-platform-build-downloads',
    ...{ hasCacheService: true, hasCacheServiceV2: true },
    ...overrides,
  }
}

const NO_PLUGIN = {
  program: undefined,
  version: '',
  error: "docker: 'buildx' is not a docker command.",
} as const
const STANDALONE = { kind: 'standalone', path: '/usr/bin/buildx' } as const

function fetching(given: Partial<Inputs>, found: Partial<BuildxFacts> = {}): FetchBuildx {
  const plan = planBuildx(inputs(given), machine(found))
  if (plan.kind !== 'fetch') throw new Error('nothing is fetched')
  return plan
}

describe('the installed buildx is used', () => {
  test.each<{ what: string; wanted: string; found: Partial<BuildxFacts>; program: BuildxFacts['program'] }>([
    {
      what: 'if no version is requested',
      wanted: '',
      found: { version: '' },
      program: { kind: 'plugin' },
    },
    { what: 'if it is the version', wanted: '0.30.0', found: {}, program: { kind: 'plugin' } },
    {
      what: 'if it is the version, written with v',
      wanted: 'v0.30.0',
      found: {},
      program: { kind: 'plugin' },
    },
    {
      what: 'if it is a standalone program and there is no plugin',
      wanted: '',
      found: { program: STANDALONE },
      program: STANDALONE,
    },
    {
      what: 'if it is a standalone program and there is no docker',
      wanted: 'v0.30.0',
      found: { hasDocker: false, program: STANDALONE },
      program: STANDALONE,
    },
  ])('$what', ({ wanted, found, program }) => {
    expect(planBuildx(inputs({ 'buildx-version': wanted }), machine(found))).toEqual({
      kind: 'found',
      program,
    })
  })
})

describe('buildx is fetched', () => {
  test.each<{
    what: string
    given: Partial<Inputs>
    found?: Partial<BuildxFacts>
    plan: Partial<FetchBuildx>
  }>([
    {
      what: 'in another version than the installed one',
      given: { 'buildx-version': 'v0.36.1' },
      plan: {
        version: '0.36.1',
        why: 'buildx-version is v0.36.1, but 0.30.0 is installed',
        checksums: `${GITHUB}/v0.36.1/checksums.txt`,
        plugin: '/home/runner/.docker/cli-plugins/docker-buildx',
        isCached: true,
      },
    },
    {
      what: 'in another version than one that does not tell',
      given: { 'buildx-version': '0.36.1' },
      found: { version: '' },
      plan: { why: 'buildx-version is 0.36.1, but an unknown version is installed' },
    },
    {
      what: 'as a pre-release',
      given: { 'buildx-version': 'v0.37.0-rc1' },
      plan: { version: '0.37.0-rc1', checksums: `${GITHUB}/v0.37.0-rc1/checksums.txt` },
    },
    {
      what: 'as the latest one, which GitHub knows',
      given: { 'buildx-version': 'latest' },
      plan: {
        version: '',
        checksums: 'https://github.com/docker/buildx/releases/latest/download/checksums.txt',
        installed: { version: '0.30.0', program: { kind: 'plugin' } },
      },
    },
    {
      what: 'as the latest one, which a mirror has in a folder of that name',
      given: { 'buildx-version': 'latest', 'buildx-mirror': 'http://mirror.example/buildx/' },
      plan: {
        mirror: 'http://mirror.example/buildx',
        checksums: 'http://mirror.example/buildx/latest/checksums.txt',
      },
    },
    {
      what: 'as the latest one if docker has none',
      given: {},
      found: NO_PLUGIN,
      plan: {
        version: '',
        why: "docker has no buildx: docker: 'buildx' is not a docker command.",
        installed: undefined,
      },
    },
    {
      what: 'for a remote builder if there is no docker',
      given: { driver: 'remote' },
      found: { ...NO_PLUGIN, hasDocker: false },
      plan: { version: '', why: 'buildx is not installed', plugin: undefined },
    },
    {
      what: 'if it is requested though there is no docker',
      given: { 'buildx-version': '0.36.1' },
      found: { ...NO_PLUGIN, hasDocker: false },
      plan: { version: '0.36.1', plugin: undefined },
    },
    {
      what: 'as a plugin if one is a standalone program in another version',
      given: { 'buildx-version': '0.36.1' },
      found: { program: STANDALONE },
      plan: { plugin: '/home/runner/.docker/cli-plugins/docker-buildx' },
    },
    {
      what: 'without the cache, as requested',
      given: { 'buildx-version': '0.36.1', 'cache-binary': false },
      plan: { isCached: false },
    },
    {
      what: 'without the cache if there is no such service',
      given: { 'buildx-version': '0.36.1' },
      found: { hasCacheService: false },
      plan: { isCached: false },
    },
  ])('$what', ({ given, found = {}, plan }) => {
    expect(fetching(given, found)).toMatchObject(plan)
  })

  test.each([
    { on: 'linux-amd64', name: 'buildx-v0.36.1.linux-amd64' },
    { on: 'linux-arm-v7', name: 'buildx-v0.36.1.linux-arm-v7' },
    { on: 'darwin-arm64', name: 'buildx-v0.36.1.darwin-arm64' },
    { on: 'windows-amd64', name: 'buildx-v0.36.1.windows-amd64.exe' },
  ])('for $on as $name', ({ on, name }) => {
    const plan = fetching({ 'buildx-version': '0.36.1' }, { machine: on })
    expect(releaseFile(plan, '0.36.1')).toEqual({ name, url: `${GITHUB}/v0.36.1/${name}` })
  })

  test('and kept under version, machine and hash', () => {
    const plan = fetching({ 'buildx-version': '0.36.1' })
    expect(cacheKey(plan, '0.36.1', 'ab12')).toBe('multi-platform-build-buildx-0.36.1-linux-amd64-ab12')
  })

  test('after the plan is shown', () => {
    expect(buildxLines(fetching({ 'buildx-version': 'v0.36.1' }))).toEqual([
      'Why:      buildx-version is v0.36.1, but 0.30.0 is installed',
      'Version:  0.36.1 for linux-amd64',
      `From:     ${GITHUB}`,
      `Verified: sha256, as in ${GITHUB}/v0.36.1/checksums.txt`,
      'Kept in:  /opt/hostedtoolcache and the cache of GitHub Actions',
      "Used as:  docker's plugin /home/runner/.docker/cli-plugins/docker-buildx",
    ])
  })
})

test('without docker and buildx, a builder on this machine is refused', () => {
  expect(() => planBuildx(inputs(), machine({ ...NO_PLUGIN, hasDocker: false }))).toThrow(
    'The docker command could not be started: PATH has neither docker nor buildx.',
  )
})

describe('a checksum file', () => {
  const hash = (digit: string): string => digit.repeat(64)
  const file = [
    `${hash('a')} *buildx-v0.36.1.linux-amd64`,
    `${hash('b')}  buildx-v0.36.1.linux-arm64\r`,
    `${hash('C')} *buildx-v0.36.1.windows-amd64.exe`,
    'not a line of it',
    `${hash('d')} *buildx-v0.36.1.linux-amd64.sbom.json`,
    '',
  ].join('\n')

  test.each([
    { name: 'buildx-v0.36.1.linux-amd64', sha256: hash('a') },
    { name: 'buildx-v0.36.1.linux-arm64', sha256: hash('b') },
    { name: 'buildx-v0.36.1.windows-amd64.exe', sha256: hash('c') },
    { name: 'buildx-v0.36.1.linux-s390x', sha256: undefined },
    { name: 'buildx-v0.36.1', sha256: undefined },
  ])('has $sha256 for $name', ({ name, sha256 }) => {
    expect(checksumIn(file, name)).toBe(sha256)
  })

  test.each([
    { text: file, version: '0.36.1' },
    { text: `${hash('a')} *buildx-v0.37.0-rc1.linux-amd64`, version: '0.37.0-rc1' },
    { text: `${hash('a')} *buildx-v0.37.0-rc.1.darwin-arm64`, version: '0.37.0-rc.1' },
    { text: `${hash('a')} *something-else`, version: undefined },
    { text: '<html>Sign in</html>', version: undefined },
    { text: '', version: undefined },
  ])('reports the version $version', ({ text, version }) => {
    expect(versionIn(text)).toBe(version)
  })
})

describe('inputs about buildx that are wrong', () => {
  test.each([
    {
      given: { 'buildx-version': 'v0.36' },
      says: 'buildx-version: "v0.36" is neither a version nor latest. ',
    },
    {
      given: { 'buildx-version': 'lab:latest' },
      says: 'buildx-version: "lab:latest" is neither a version nor latest. Run docker/setup-buildx-action with it',
    },
    {
      given: { 'buildx-version': 'https://github.com/docker/buildx.git#master' },
      says: 'buildx-version: "https://github.com/docker/buildx.git#master" is neither a version nor latest. Run docker/setup-buildx-action',
    },
    { given: { 'buildx-version': '../../1.2.3' }, says: 'buildx-version: "../../1.2.3" is neither' },
    { given: { 'buildx-mirror': '' }, says: 'buildx-mirror: it is empty. ' },
    {
      given: { 'buildx-mirror': 'mirror.example' },
      says: 'buildx-mirror: "mirror.example" is not a web address',
    },
    { given: { 'buildx-mirror': 'file:///srv' }, says: 'buildx-mirror: "file:///srv" is not a web address' },
    { given: { 'buildx-mirror': 'https://' }, says: 'buildx-mirror: "https://" is not a web address' },
  ])('$says', ({ given, says }) => {
    expect(buildxProblems(inputs(given), facts()).map(problemText)).toEqual([expect.stringContaining(says)])
  })

  test.each(['v0.12.1', '0.9.1', 'v0.12.0-rc1'])('"%s" is too old', (version) => {
    expect(buildxProblems(inputs({ 'buildx-version': version }), facts()).map(problemText)).toEqual([
      `buildx-version: "${version}" is older than 0.13.0, and builds with several outputs need that. Set 0.13.0 or later, or remove it to use the installed one.`,
    ])
  })

  test('nor is an installed one used that is too old', () => {
    expect(() => planBuildx(inputs({}), machine({ version: '0.12.1' }))).toThrow(
      'The installed buildx is 0.12.1, and builds with several outputs need 0.13.0.',
    )
    expect(planBuildx(inputs({}), machine({ version: '1.0.0' }))).toMatchObject({ kind: 'found' })
    expect(planBuildx(inputs({}), machine({ version: '0.13.0' }))).toMatchObject({ kind: 'found' })
    // An installed plugin is not asked.
    expect(planBuildx(inputs({}), machine({ version: '' }))).toMatchObject({ kind: 'found' })
  })

  test.each<{ given: Partial<Inputs>; version: string; lacks: string; since: string }>([
    { given: { call: 'check' }, version: '0.14.1', lacks: 'calls', since: '0.15.0' },
    { given: { allow: ['device=a/b'] }, version: '0.20.1', lacks: 'devices', since: '0.21.0' },
    {
      given: { cache: 'gha', call: 'check' },
      version: '0.14.1',
      lacks: "caches in GitHub's current service",
      since: '0.21.0',
    },
    {
      given: { allow: ['buildx.local.delete'] },
      version: '0.33.0',
      lacks: 'outputs that delete files',
      since: '0.34.0',
    },
  ])('$version is too old for $lacks', ({ given, version, lacks, since }) => {
    expect(buildxProblems(inputs({ ...given, 'buildx-version': version }), facts()).map(problemText)).toEqual(
      [
        `buildx-version: "${version}" is older than ${since}, and ${lacks} need that. Set ${since} or later, or remove it to use the installed one.`,
      ],
    )
    expect(buildxProblems(inputs({ ...given, 'buildx-version': since }), facts())).toEqual([])
    expect(() => planBuildx(inputs(given), machine({ version }))).toThrow(
      `The installed buildx is ${version}, and ${lacks} need ${since}.`,
    )
    expect(planBuildx(inputs(given), machine({ version: since }))).toMatchObject({ kind: 'found' })
    expect(needsNewBuildx(inputs(given), facts().step)).toBe(true)
  })

  test('the version of a plugin in its place matters to no other inputs', () => {
    expect(needsNewBuildx(inputs({ push: true, cache: 'gha' }), { hasCacheServiceV2: false })).toBe(false)
  })

  test.each(['', 'latest', 'v0.36.1', '0.36.1', 'v0.37.0-rc1'])('not: "%s"', (version) => {
    expect(buildxProblems(inputs({ 'buildx-version': version }), facts())).toEqual([])
  })
})
