/** What has a name in a Dockerfile, by a look at its text that needs no parser: rather a name too many than one too few. */
import { frontendsIn, isDockerfileFrontend } from './dockerfile.ts'

/** Names as they are written, but for those that BuildKit compares without regard to capitals. */
export interface DockerfileNames {
  /** Of each ARG. */
  readonly args: readonly string[]
  /** Every word, as the id of a secret may be that of the file it is mounted at. */
  readonly words: ReadonlySet<string>
  /** Ids that mounts of secrets say. */
  readonly secrets: readonly string[]
  /** In lower case. */
  readonly stages: readonly string[]
  /** Images, stages and contexts that something is based on or taken from. */
  readonly sources: readonly string[]
}

/** @returns undefined for a frontend that may read the same words in another way */
export function dockerfileNames(source: string): DockerfileNames | undefined {
  const text = source.replace(/^\uFEFF/, '')
  if (!frontendsIn(text.split('\n')).every(isDockerfileFrontend)) return undefined
  // An instruction in one line, without the comments between its lines.
  const joined = text.replace(/\\[ \t]*\r?\n(?:[ \t]*#.*\r?\n)*/g, ' ')
  const found = (pattern: RegExp): readonly string[] =>
    [...joined.matchAll(pattern)].map(([, name = '']) => name)
  return {
    args: found(/^[ \t]*(?:ONBUILD[ \t]+)?ARG[ \t]+(.*)/gim).flatMap(argsOf),
    words: new Set(joined.split(/[^\w.-]+/)),
    secrets: found(/--mount=(\S*type=secret\S*)/gi).flatMap(
      (mount) => /\bid=([\w.-]+)/i.exec(mount)?.[1] ?? [],
    ),
    stages: found(/^[ \t]*FROM[ \t].*[ \t]AS[ \t]+(\S+)/gim).map((name) => name.toLowerCase()),
    sources: [...found(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)/gim), ...found(/\bfrom=["']?([^\s,"']+)/gi)],
  }
}

/** The names in what stands behind ARG: `A=1 B="x y"`. */
function argsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)([a-z_]\w*)(?=[=\s]|$)/gi)].map(([, name = '']) => name)
}
