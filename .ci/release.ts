// Turns a pushed version tag into a release: what the release workflow runs, after the checks have passed.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { array, field, parseJson, text } from '../src/json.ts'
import { planRelease, type ReleaseFacts, releaseCommands } from './release-plan.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

function output(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
}

function readFacts(tag: string): ReleaseFacts {
  const commit = output('git', ['rev-parse', `refs/tags/${tag}^{commit}`])
  const ancestry = spawnSync('git', ['merge-base', '--is-ancestor', commit, 'origin/main'], { cwd: root })
  const releases = parseJson(
    output('gh', ['release', 'list', '--limit', '1000', '--json', 'tagName,isDraft']),
  )
  return {
    ...{ tag, commit },
    isOnMain: ancestry.status === 0,
    packageVersions: ['package.json', 'package-lock.json'].map((path) =>
      text(parseJson(read(path)), 'version'),
    ),
    changelog: read('CHANGELOG.md'),
    tags: output('git', ['tag', '--list']).split('\n'),
    release: releaseState(releases, tag),
  }
}

function releaseState(releases: unknown, tag: string): ReleaseFacts['release'] {
  const release = array(releases).find((each) => text(each, 'tagName') === tag)
  if (release === undefined) return 'none'
  return field(release, 'isDraft') === true ? 'draft' : 'published'
}

const plan = planRelease(readFacts(process.argv[2] ?? ''))
if ('problems' in plan) {
  for (const problem of plan.problems) console.log(`::error::${problem}`)
  process.exitCode = 1
} else {
  for (const { args, stdin } of releaseCommands(plan)) {
    console.log(`gh ${args.join(' ')}`)
    execFileSync('gh', args, { cwd: root, input: stdin ?? '', stdio: ['pipe', 'inherit', 'inherit'] })
  }
}
