import type { Problem } from '../errors.ts'
import { array, field, text } from '../json.ts'
import type { NamedRepository, Naming } from '../names/naming.ts'
import { readPayload } from './event.ts'
import type { Env } from './facts.ts'
import { readSwitch } from './switches.ts'

/** Reads what names are derived from: the event, variables of docker/metadata-action, and the time. */
export function readNaming(env: Env, now = Date.now()): Naming {
  const payload = readPayload(env['GITHUB_EVENT_PATH'])
  const event = env['GITHUB_EVENT_NAME'] ?? ''
  const pull = pullOf(env, payload)
  const written = env['GITHUB_REF'] ?? ''
  const sha = shaOf(env, payload)
  return {
    event,
    // GITHUB_REF of a pull_request_target event is the base branch.
    ref: event === 'pull_request_target' && pull !== '' ? `refs/pull/${pull}/merge` : written,
    sha,
    pull,
    base: baseOf(env, payload),
    head: text(payload, 'pull_request', 'head', 'ref') || (env['GITHUB_HEAD_REF'] ?? ''),
    defaultBranch: text(payload, 'repository', 'default_branch'),
    isPrerelease: field(field(payload, 'release'), 'prerelease') === true,
    repository: repositoryOf(env, payload),
    committed: committedOf(payload, event, sha),
    ...readSettings(env),
    now,
  }
}

/** The number of a pull request, from the payload or from the ref of the event or merge queue. */
function pullOf(env: Env, payload: unknown): string {
  const number = field(field(payload, 'pull_request'), 'number')
  if (typeof number === 'number') return String(number)
  const queued = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/
  const ref = env['GITHUB_REF'] ?? ''
  return (/^refs\/pull\/(\d+)\//.exec(ref) ?? queued.exec(ref))?.[1] ?? ''
}

function shaOf(env: Env, payload: unknown): string {
  const head = text(payload, 'pull_request', 'head', 'sha')
  return readSwitch('DOCKER_METADATA_PR_HEAD_SHA', env) && head !== '' ? head : (env['GITHUB_SHA'] ?? '')
}

function baseOf(env: Env, payload: unknown): string {
  const isTag = env['GITHUB_REF']?.startsWith('refs/tags/') === true
  const pushed = isTag ? text(payload, 'base_ref').replace(/^refs\/heads\//, '') : ''
  return pushed || text(payload, 'pull_request', 'base', 'ref') || (env['GITHUB_BASE_REF'] ?? '')
}

function repositoryOf(env: Env, payload: unknown): NamedRepository {
  const repository = field(payload, 'repository')
  const own = env['GITHUB_REPOSITORY'] ?? ''
  const address = own === '' ? '' : `${env['GITHUB_SERVER_URL'] || 'https://github.com'}/${own}`
  const license = text(repository, 'license', 'spdx_id')
  return {
    name: text(repository, 'name') || (own.split('/')[1] ?? ''),
    url: text(repository, 'html_url') || address,
    description: text(repository, 'description'),
    // GitHub's value for an unknown license.
    license: license === 'NOASSERTION' ? '' : license,
  }
}

/** Members of payloads that may be the commit of GITHUB_SHA, with its time. */
const COMMITS: readonly (readonly string[])[] = [
  ['head_commit'],
  ['merge_group', 'head_commit'],
  ['workflow_run', 'head_commit'],
]

/**
 * The time of the commit. The creation time of a release is that of its tag's commit:
 * https://docs.github.com/en/rest/releases/releases#get-the-latest-release
 */
function committedOf(payload: unknown, event: string, sha: string): number | undefined {
  const commits = [...COMMITS.map((path) => path.reduce(field, payload)), ...array(payload, 'commits')]
  const commit = commits.find((each) => sha !== '' && text(each, 'id') === sha)
  const time =
    text(commit, 'timestamp') || (event === 'release' ? text(payload, 'release', 'created_at') : '')
  const found = Date.parse(time)
  return Number.isNaN(found) ? undefined : found
}

const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor']

/** Variables of docker/metadata-action, and SOURCE_DATE_EPOCH. */
function readSettings(env: Env): Pick<Naming, 'shortLength' | 'levels' | 'epoch' | 'problems'> {
  const problems: Problem[] = []
  const read = <T>(input: string, parse: (word: string) => T | undefined, cure: string): T | undefined => {
    const word = (env[input] ?? '').trim()
    const value = word === '' ? undefined : parse(word)
    if (word !== '' && value === undefined)
      problems.push({ input, what: `"${word}" is not a valid value.`, cure })
    return value
  }
  const number = (word: string) => (/^\d{1,11}$/.test(word) ? Number(word) : undefined)
  const levels = (word: string) => {
    const all = word.split(',').map((level) => level.trim())
    return all.every((level) => LEVELS.includes(level)) ? all : undefined
  }
  const length = read('DOCKER_METADATA_SHORT_SHA_LENGTH', number, 'Write a number of characters, as in 7.')
  const epoch = read('SOURCE_DATE_EPOCH', number, 'Write the seconds since 1970.')
  return {
    shortLength: length || 7,
    levels: read('DOCKER_METADATA_ANNOTATIONS_LEVELS', levels, `Levels are ${LEVELS.join(', ')}.`) ?? [
      'manifest',
      'index',
    ],
    epoch: epoch === undefined ? undefined : epoch * 1000,
    problems,
  }
}
