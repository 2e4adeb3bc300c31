// What becomes of a version tag: decisions as values, then the script in a small repository, with a gh that only records.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { planRelease, type ReleaseFacts, type ReleasePlan, releaseCommands } from '../../.ci/release-plan.ts'

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- Not released.

## [1.2.3] - 2026-11-30

### Fixed

- A bug ([#1](https://example.com/1)).

## [1.2.2] - 2026-11-01

- Older.
`

const COMMIT = 'c'.repeat(40)

function factsOf(version: string, changes: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    ...{ tag: `v${version}`, commit: COMMIT, isOnMain: true, release: 'none' },
    packageVersions: [version, version],
    changelog: CHANGELOG.replace('1.2.3', version),
    tags: ['v1.0.0', 'v1', `v${version}`],
    ...changes,
  }
}

function planOf(facts: ReleaseFacts): ReleasePlan {
  const plan = planRelease(facts)
  if ('problems' in plan) throw new Error(plan.problems.join('\n'))
  return plan
}

describe('the plan of a release', () => {
  test('has its entry of the changelog as notes, and moves the major tag', () => {
    expect(planRelease(factsOf('1.2.3'))).toEqual({
      ...{ tag: 'v1.2.3', commit: COMMIT, isPrerelease: false, isLatest: true, release: 'none' },
      notes: '### Fixed\n\n- A bug ([#1](https://example.com/1)).',
      majorTag: { name: 'v1', exists: true },
    })
  })

  const MOVES = [
    {
      what: 'the first release',
      version: '0.1.0',
      tags: [],
      majorTag: { name: 'v0', exists: false },
      isLatest: true,
    },
    {
      what: 'a new major version',
      version: '2.0.0',
      tags: ['v1', 'v1.9.9'],
      majorTag: { name: 'v2', exists: false },
      isLatest: true,
    },
    {
      what: 'a repair of an older major version',
      version: '1.2.3',
      tags: ['v1', 'v2', 'v2.0.0'],
      majorTag: { name: 'v1', exists: true },
      isLatest: false,
    },
    {
      what: 'a repair of an older minor version',
      version: '1.2.3',
      tags: ['v1', 'v1.10.0'],
      majorTag: undefined,
      isLatest: false,
    },
    {
      what: 'a release after its candidates',
      version: '1.2.3',
      tags: ['v1', 'v1.2.3-rc.1', 'v1.3.0-rc.1'],
      majorTag: { name: 'v1', exists: true },
      isLatest: true,
    },
    {
      what: 'a release beside tags of other kinds',
      version: '1.2.3',
      tags: ['v1', 'nightly', 'v9', '9.9.9', ''],
      majorTag: { name: 'v1', exists: true },
      isLatest: true,
    },
  ]

  test.each(MOVES)('$what: the major tag and the latest release', ({ version, tags, majorTag, isLatest }) => {
    const plan = planOf(factsOf(version, { tags: [...tags, `v${version}`] }))
    expect(plan.majorTag).toEqual(majorTag)
    expect(plan.isLatest).toBe(isLatest)
  })

  test('a prerelease moves nothing', () => {
    const plan = planOf(factsOf('2.0.0-rc.1'))
    expect(plan).toMatchObject({ isPrerelease: true, isLatest: false })
    expect(plan.majorTag).toBeUndefined()
  })

  test.each(['v1', 'v1.2', '1.2.3', 'v01.2.3', 'v1.2.3+build', 'vv1.2.3', ''])(
    '%s is not a release',
    (tag) => {
      expect(planRelease(factsOf('1.2.3', { tag }))).toEqual({
        problems: [`${tag} is not a version. Name the tag as v1.2.3 or v1.2.3-rc.1.`],
      })
    },
  )

  test('everything that is wrong is said at once', () => {
    const facts = factsOf('1.2.4', {
      isOnMain: false,
      packageVersions: ['1.2.4', '1.2.3'],
      changelog: CHANGELOG,
    })
    expect(planRelease(facts)).toEqual({
      problems: [
        `${COMMIT}, which v1.2.4 points to, is not on main. Merge it first, then tag main.`,
        'package.json or its lock file says 1.2.3. Run npm version 1.2.4 --no-git-tag-version.',
        'CHANGELOG.md has no entry for 1.2.4. Give it the heading "## [1.2.4] - YYYY-MM-DD" and some text.',
      ],
    })
  })

  test.each([
    '## [1.2.3]',
    '## 1.2.3 - 2026-11-30',
    '## [1.2.3] - soon',
    '## [1.2.3] - 2026-11-30\n\n## [1.2.2] - 2026-11-01',
  ])('an entry without a date or text is none: %j', (entry) => {
    expect(planRelease(factsOf('1.2.3', { changelog: entry }))).toHaveProperty('problems')
  })
})

describe('the commands of a release', () => {
  const commandsOf = (facts: ReleaseFacts): readonly string[] =>
    releaseCommands(planOf(facts)).map(({ args }) => args.join(' '))
  const PUBLISH = 'release edit v1.2.3 --draft=false --prerelease=false --latest=true'
  const MOVE = `api --method PATCH repos/{owner}/{repo}/git/refs/tags/v1 -f sha=${COMMIT} -F force=true`

  test('a draft first, then published, then the major tag', () => {
    expect(commandsOf(factsOf('1.2.3'))).toEqual([
      'release create v1.2.3 --draft --verify-tag --title v1.2.3 --notes-file -',
      PUBLISH,
      MOVE,
    ])
  })

  test('a run after an interrupted one uses its draft', () => {
    expect(commandsOf(factsOf('1.2.3', { release: 'draft' }))).toEqual([
      'release edit v1.2.3 --title v1.2.3 --notes-file -',
      PUBLISH,
      MOVE,
    ])
  })

  test('what is published is not changed, and the major tag follows', () => {
    expect(commandsOf(factsOf('1.2.3', { release: 'published' }))).toEqual([MOVE])
  })

  test('a major tag that does not exist is made', () => {
    expect(commandsOf(factsOf('1.2.3', { tags: [] })).at(-1)).toBe(
      `api --method POST repos/{owner}/{repo}/git/refs -f ref=refs/tags/v1 -f sha=${COMMIT}`,
    )
  })

  test('a prerelease is published as one', () => {
    expect(commandsOf(factsOf('1.3.0-rc.1')).slice(1)).toEqual([
      'release edit v1.3.0-rc.1 --draft=false --prerelease=true --latest=false',
    ])
  })
})

describe('the script', () => {
  const source = join(import.meta.dirname, '../..')
  let project = ''

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'mpb-release-'))
    for (const folder of ['.ci', 'src', 'bin']) mkdirSync(join(project, folder))
    for (const file of ['.ci/release.ts', '.ci/release-plan.ts', 'src/json.ts'])
      copyFileSync(join(source, file), join(project, file))
    symlinkSync(join(source, 'node_modules'), join(project, 'node_modules'))
    writeFileSync(join(project, 'CHANGELOG.md'), CHANGELOG)
    for (const file of ['package.json', 'package-lock.json'])
      writeFileSync(join(project, file), JSON.stringify({ version: '1.2.3', type: 'module' }))
    const gh =
      '#!/bin/sh\n[ "$2" = list ] && echo \'[{"tagName":"v1.2.2","isDraft":false}]\' && exit\necho "$@" >>gh\ncat >>gh\n'
    writeFileSync(join(project, 'bin/gh'), gh, { mode: 0o755 })
    git('init', '--quiet')
    git(
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'Release',
    )
    git('tag', 'v1.2.3')
  })
  afterEach(() => rmSync(project, { recursive: true }))

  function git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: project, encoding: 'utf8' }).trim()
  }

  function release(): { readonly stdout: string; readonly status: number | null } {
    const PATH = [join(project, 'bin'), process.env['PATH']].join(delimiter)
    const { stdout, status } = spawnSync(process.execPath, [join(project, '.ci/release.ts'), 'v1.2.3'], {
      env: { PATH },
      encoding: 'utf8',
    })
    return { stdout, status }
  }

  test('releases the commit of main that has the tag', () => {
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    expect(release().status).toBe(0)
    expect(readFileSync(join(project, 'gh'), 'utf8').split('\n')).toEqual([
      'release create v1.2.3 --draft --verify-tag --title v1.2.3 --notes-file -',
      ...[
        '### Fixed',
        '',
        '- A bug ([#1](https://example.com/1)).release edit v1.2.3 --draft=false --prerelease=false --latest=true',
      ],
      `api --method POST repos/{owner}/{repo}/git/refs -f ref=refs/tags/v1 -f sha=${git('rev-parse', 'HEAD')}`,
      '',
    ])
  })

  test('releases nothing that main does not have', () => {
    const { stdout, status } = release()
    expect(stdout).toMatch(/^::error::[0-9a-f]{40}, which v1\.2\.3 points to, is not on main\./)
    expect(status).toBe(1)
  })
})
