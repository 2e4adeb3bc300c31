// What a release tag means: decided here from facts, carried out by release.ts.
import { compare, major, parse, prerelease } from 'semver'

/** What is known when somebody has pushed a release tag. */
export interface ReleaseFacts {
  /** Name of the pushed tag, `v1.2.3`. */
  readonly tag: string
  /** The commit that it points to. */
  readonly commit: string
  readonly isOnMain: boolean
  /** `version` of package.json and of package-lock.json. */
  readonly packageVersions: readonly string[]
  /** Text of CHANGELOG.md. */
  readonly changelog: string
  /** All tags of the repository, this one and moving ones (`v1`) among them. */
  readonly tags: readonly string[]
  /** What GitHub has of this release: nothing, or what an interrupted run has left. */
  readonly release: 'none' | 'draft' | 'published'
}

export interface ReleasePlan {
  readonly tag: string
  readonly commit: string
  /** The entry of CHANGELOG.md, in Markdown. */
  readonly notes: string
  readonly isPrerelease: boolean
  /** No release has a higher version. */
  readonly isLatest: boolean
  /** The tag that workflows use (`v1`); absent if it stays where it is. */
  readonly majorTag?: { readonly name: string; readonly exists: boolean }
  readonly release: ReleaseFacts['release']
}

export interface Command {
  /** For the program `gh`. */
  readonly args: readonly string[]
  readonly stdin?: string
}

/** @returns what to release, or everything that is wrong with the tag */
export function planRelease(facts: ReleaseFacts): ReleasePlan | { readonly problems: readonly string[] } {
  const { tag, commit, release } = facts
  const version = versionOf(tag)
  if (version === undefined)
    return { problems: [`${tag} is not a version. Name the tag as v1.2.3 or v1.2.3-rc.1.`] }
  const notes = notesOf(facts.changelog, version)
  const problems = [
    ...(facts.isOnMain
      ? []
      : [`${commit}, which ${tag} points to, is not on main. Merge it first, then tag main.`]),
    ...facts.packageVersions
      .filter((each) => each !== version)
      .map(
        (each) =>
          `package.json or its lock file says ${each}. Run npm version ${version} --no-git-tag-version.`,
      ),
    ...(notes === ''
      ? [
          `CHANGELOG.md has no entry for ${version}. Give it the heading "## [${version}] - YYYY-MM-DD" and some text.`,
        ]
      : []),
  ]
  if (problems.length > 0) return { problems }
  const isPrerelease = prerelease(version) !== null
  const moved = isPrerelease ? undefined : movedTag(version, facts.tags)
  return {
    ...{ tag, commit, notes, isPrerelease, release },
    isLatest: !isPrerelease && isHighest(version, stableVersions(facts.tags)),
    ...(moved === undefined ? {} : { majorTag: { name: moved, exists: facts.tags.includes(moved) } }),
  }
}

/**
 * The commands that are left to do. The release is a draft until it has its notes: GitHub takes no change to an immutable
 * one. A second `gh release create` for the tag of a draft would make a second draft.
 */
export function releaseCommands(plan: ReleasePlan): readonly Command[] {
  const { tag, commit, notes, majorTag } = plan
  const create = ['release', 'create', tag, '--draft', '--verify-tag', '--title', tag, '--notes-file', '-']
  const edit = ['release', 'edit', tag, '--title', tag, '--notes-file', '-']
  const publish = [
    ...['release', 'edit', tag, '--draft=false'],
    ...[`--prerelease=${plan.isPrerelease}`, `--latest=${plan.isLatest}`],
  ]
  const draft: Command = { args: plan.release === 'none' ? create : edit, stdin: notes }
  return [
    ...(plan.release === 'published' ? [] : [draft, { args: publish }]),
    ...(majorTag === undefined ? [] : [{ args: pointTag(majorTag, commit) }]),
  ]
}

/** Through the API, so that the checkout needs no credentials. */
function pointTag(
  { name, exists }: { readonly name: string; readonly exists: boolean },
  commit: string,
): readonly string[] {
  const refs = 'repos/{owner}/{repo}/git/refs'
  return exists
    ? ['api', '--method', 'PATCH', `${refs}/tags/${name}`, '-f', `sha=${commit}`, '-F', 'force=true']
    : ['api', '--method', 'POST', refs, '-f', `ref=refs/tags/${name}`, '-f', `sha=${commit}`]
}

/** The version in a tag's name, if it is written as semver writes it: no `v1`, no build metadata. */
function versionOf(tag: string): string | undefined {
  const version = parse(tag.slice(1))?.version
  return tag === `v${version}` ? version : undefined
}

function stableVersions(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => versionOf(tag) ?? []).filter((version) => prerelease(version) === null)
}

function isHighest(version: string, versions: readonly string[]): boolean {
  return versions.every((each) => compare(each, version) <= 0)
}

/** A repair of an older minor version leaves the tag at the newer one. */
function movedTag(version: string, tags: readonly string[]): string | undefined {
  const sameMajor = stableVersions(tags).filter((each) => major(each) === major(version))
  return isHighest(version, sameMajor) ? `v${major(version)}` : undefined
}

/** The text below a version's heading (keepachangelog.com), or '' if there is none. */
function notesOf(changelog: string, version: string): string {
  const entries = changelog.split(/^## /m).slice(1)
  const heading = /^\[(.+)\] - \d{4}-\d\d-\d\d$/
  const entry = entries.find((each) => heading.exec(each.split('\n', 1)[0] ?? '')?.[1] === version)
  return entry?.slice(entry.indexOf('\n')).trim() ?? ''
}
