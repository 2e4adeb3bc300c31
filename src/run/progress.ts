/** What the plain progress of a build says. */
export interface Progress {
  /** Number of steps of the Dockerfile, without FROM, which is never looked up in a cache. */
  readonly steps: number
  /** How many of these came from a cache. */
  readonly cachedSteps: number
  /** Caches that do not exist, as in a first build. */
  readonly missingCaches: readonly string[]
  /** What went wrong while importing or exporting a cache, one line each; the build goes on. */
  readonly cacheProblems: readonly string[]
}

/** BuildKit's error for a layer that is no longer in the cache; it then silently runs the step. */
const LOST_LAYER = /\bcontent sha256:\S+: not found$|\bblob sha256:\S+ not found$/

interface ProgressWatch {
  readonly onLine: (line: string) => void
  readonly progress: () => Progress
  /** The error of the cache export; '' if it did not fail. */
  readonly exportError: () => string
  /** Whether the manifest was sent to a registry, so that its tags may point to it. */
  readonly hasPushed: () => boolean
}

/**
 * `#12 [linux/arm64 build 3/4] RUN …`, `#12 CACHED`, `#12 ERROR: …`; a step's own output follows a time: `#12 0.345
 * …`. A step whose layers are fetched, `#12 sha256:… 125B / 125B`, also came from a cache: a step that ran has no
 * layers to fetch. BuildKit marks it as CACHED only if that is printed before they are fetched: fetching starts the
 * step again, as one that is not cached (util/progress/controller/controller.go).
 */
const LINE =
  /^#(\d+) (?:(CACHED$|sha256:[0-9a-f]{64} )|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/

/**
 * The steps that write a tag during a push: of BuildKit (util/push/push.go), and of Buildx for the driver `docker`
 * and for several nodes (build/build.go).
 */
const PUSH = /^#\d+ (?:pushing manifest for |pushing \S+ with docker|merging manifest list )/

const IMPORT = /^importing cache manifest from (.*)$/

const CACHE = /^(?:importing|exporting) cache/

/** A cache that was not read or written, and why. */
interface CacheFailure {
  readonly step: string
  readonly error: string
}

/** Follows the lines of `--progress plain`. Memory grows with the number of steps, not with their output. */
export function watchProgress(): ProgressWatch {
  const names = new Map<string, string>()
  const cached = new Set<string>()
  const failures: CacheFailure[] = []
  let isPushed = false
  return {
    onLine: (line) => {
      isPushed ||= PUSH.test(line)
      const [, id = '', isCached, error, name] = LINE.exec(line) ?? []
      if (name !== undefined) names.set(id, name)
      const step = names.get(id) ?? ''
      if (isCached !== undefined && step !== '' && !CACHE.test(step)) cached.add(id)
      if (error !== undefined && (CACHE.test(step) || LOST_LAYER.test(error))) failures.push({ step, error })
    },
    progress: () => ({
      steps: [...names.values()].filter((name) => !CACHE.test(name)).length,
      cachedSteps: cached.size,
      missingCaches: failures.flatMap((failure) => missingCache(failure) ?? []),
      cacheProblems: failures
        .filter((failure) => missingCache(failure) === undefined)
        .map(({ step, error }) => `${step}: ${error}`),
    }),
    exportError: () => failures.findLast(({ step }) => step.startsWith('exporting'))?.error ?? '',
    hasPushed: () => isPushed,
  }
}

/**
 * The cache, if it just does not exist, as before a first build. If something else came in its place, such as a web
 * page, that is a problem.
 */
function missingCache({ step, error }: CacheFailure): string | undefined {
  const isMissing = error.endsWith(': not found') && !error.includes('could not fetch content descriptor')
  return isMissing ? IMPORT.exec(step)?.[1] : undefined
}
