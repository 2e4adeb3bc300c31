/** What a build's plain progress tells besides the text itself. */
export interface Progress {
  /** Steps of the Dockerfile, without FROM, which no cache is asked for. */
  readonly steps: number
  /** Of these, the ones that came from a cache. */
  readonly cachedSteps: number
  /** Caches that are not there, as in a first build. */
  readonly missingCaches: readonly string[]
  /** What went wrong with importing or exporting a cache, a line each; such a build goes on. */
  readonly cacheProblems: readonly string[]
}

/** How BuildKit says that a step's layer was in a cache and is not any more; it runs the step then, in silence. */
const LOST = /\bcontent sha256:\S+: not found$|\bblob sha256:\S+ not found$/

interface ProgressWatch {
  readonly onLine: (line: string) => void
  readonly progress: () => Progress
  /** What exporting a cache failed with; '' where it did not. */
  readonly exportError: () => string
  /** Whether a registry was given the manifest, so that tags which are pushed with it may point to it. */
  readonly hasPushed: () => boolean
}

/**
 * `#12 [linux/arm64 build 3/4] RUN …`, `#12 CACHED`, `#12 ERROR: …`; a step's own output follows a time: `#12 0.345 …`.
 * A step of which layers are fetched, `#12 sha256:… 125B / 125B`, came from a cache too: what has run has no layers to fetch.
 * BuildKit says CACHED of it only where that is printed before they are: fetching starts the step again, as one that is
 * not cached (util/progress/controller/controller.go).
 */
const LINE =
  /^#(\d+) (?:(CACHED$|sha256:[0-9a-f]{64} )|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/

/**
 * The steps that write a tag where one is pushed: of BuildKit (util/push/push.go), of Buildx for the driver `docker` and
 * for several nodes (build/build.go).
 */
const PUSH = /^#\d+ (?:pushing manifest for |pushing \S+ with docker|merging manifest list )/

const IMPORT = /^importing cache manifest from (.*)$/

const CACHE = /^(?:importing|exporting) cache/

/** A cache that was not read or written, and why. */
interface CacheFailure {
  readonly step: string
  readonly error: string
}

/** Watches the lines of `--progress plain`. Memory grows with the number of steps, not with their output. */
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
      if (error !== undefined && (CACHE.test(step) || LOST.test(error))) failures.push({ step, error })
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

/** The usual case: there is none before a first build. What came in its place, such as a page for people, is named. */
function missingCache({ step, error }: CacheFailure): string | undefined {
  const isMissing = error.endsWith(': not found') && !error.includes('could not fetch content descriptor')
  return isMissing ? IMPORT.exec(step)?.[1] : undefined
}
