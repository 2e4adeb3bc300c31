/** What a build's plain progress tells besides the text itself. */
export interface Progress {
  /** Steps of the Dockerfile, without FROM, which no cache is asked for. */
  readonly steps: number
  /** Of these, the ones that came from a cache. */
  readonly cachedSteps: number
  /** What went wrong with importing or exporting the cache, a line each; such a build goes on. */
  readonly cacheProblems: readonly string[]
}

interface ProgressWatch {
  readonly onLine: (line: string) => void
  readonly progress: () => Progress
  /** Whether a registry was given the manifest, so that tags which are pushed with it may point to it. */
  readonly hasPushed: () => boolean
}

/** `#12 [linux/arm64 build 3/4] RUN …`, `#12 CACHED`, `#12 ERROR: …`; a step's own output follows a time: `#12 0.345 …`. */
const LINE =
  /^#(\d+) (?:(CACHED)$|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/

/**
 * The steps that write a tag where one is pushed: of BuildKit (util/push/push.go), of Buildx for the driver `docker` and
 * for several nodes (build/build.go).
 */
const PUSH = /^#\d+ (?:pushing manifest for |pushing \S+ with docker|merging manifest list )/

const CACHE = /^(?:importing|exporting) cache/

/** Watches the lines of `--progress plain`. Memory grows with the number of steps, not with their output. */
export function watchProgress(): ProgressWatch {
  const names = new Map<string, string>()
  const cached = new Set<string>()
  const cacheProblems: string[] = []
  let isPushed = false
  return {
    onLine: (line) => {
      isPushed ||= PUSH.test(line)
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
    hasPushed: () => isPushed,
  }
}

/** The usual case, a first build, in words of its own. */
function cacheProblem(name: string, error: string): string {
  const missing = /^importing cache manifest from (.*)$/.exec(name)?.[1]
  return missing !== undefined && /: not found$/.test(error)
    ? `${missing} is not there yet`
    : `${name}: ${error}`
}
