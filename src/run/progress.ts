/** What a build's plain progress tells besides the text itself. */
export interface Progress {
  /** Steps of the Dockerfile, without FROM, which no cache is asked for. */
  readonly steps: number
  /** Of these, the ones that came from a cache. */
  readonly cachedSteps: number
  /** What went wrong with importing or exporting the cache, a line each; such a build goes on. */
  readonly cacheProblems: readonly string[]
}

/** `#12 [linux/arm64 build 3/4] RUN …`, `#12 CACHED`, `#12 ERROR: …`; a step's own output follows a time: `#12 0.345 …`. */
const LINE =
  /^#(\d+) (?:(CACHED)$|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/

const CACHE = /^(?:importing|exporting) cache/

/** Watches the lines of `--progress plain`. Memory grows with the number of steps, not with their output. */
export function watchProgress(): { onLine: (line: string) => void; progress: () => Progress } {
  const names = new Map<string, string>()
  const cached = new Set<string>()
  const cacheProblems: string[] = []
  return {
    onLine: (line) => {
      const [, id = '', isCached, error, name] = LINE.exec(line) ?? []
      if (name !== undefined) names.set(id, name)
      const known = names.get(id) ?? ''
      if (isCached !== undefined && known !== '' && !CACHE.test(known)) cached.add(id)
      if (error !== undefined && CACHE.test(known)) cacheProblems.push(cacheProblem(known, error))
    },
    progress: () => ({
      steps: [...names.values()].filter((name) => !CACHE.test(name)).length,
      cachedSteps: cached.size,
      cacheProblems,
    }),
  }
}

/** The usual case, a first build, in words of its own. */
function cacheProblem(name: string, error: string): string {
  const missing = /^importing cache manifest from (.*)$/.exec(name)?.[1]
  return missing !== undefined && /: not found$/.test(error)
    ? `${missing} is not there yet`
    : `${name}: ${error}`
}
