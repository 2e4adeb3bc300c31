/** Names in a Dockerfile, found without a parser: rather one too many than one too few. */
import { frontendsIn, isDockerfileFrontend } from './dockerfile.ts'

/** Names, verbatim unless BuildKit ignores their case. */
export interface DockerfileNames {
  /** The name of each ARG. */
  readonly args: readonly string[]
  /** Every word, because the id of a secret may be the name of the file it is mounted at. */
  readonly words: ReadonlySet<string>
  /** Explicit ids of secret mounts. */
  readonly secrets: readonly string[]
  /** In lower case. */
  readonly stages: readonly string[]
  /** Images, stages and contexts that are used in FROM or from=. */
  readonly sources: readonly string[]
}

/** @returns undefined for a frontend that may interpret the text differently */
export function dockerfileNames(source: string): DockerfileNames | undefined {
  const text = source.replace(/^\uFEFF/, '')
  if (!frontendsIn(text.split('\n')).every(isDockerfileFrontend)) return undefined
  // Each instruction on one line, without the comments between its lines.
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

/** The names in the arguments of ARG: `A=1 B="x y"`. */
function argsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)([a-z_]\w*)(?=[=\s]|$)/gi)].map(([, name = '']) => name)
}
