/** Ends builds that wait for a silent registry: BuildKit itself waits without limit. */

/** What silence means for a step that waits for the network. */
type Traffic =
  /** It transfers little, or reports how much: silence means that nothing is transferred. */
  | 'reported'
  /** It may transfer a lot in silence, as a push of layers does. */
  | 'silent'

/** Steps that only wait for the network, by the names that BuildKit and Buildx give them. */
const NETWORK: readonly { readonly name: RegExp; readonly traffic: Traffic }[] = [
  // frontend/dockerui, frontend/dockerfile: base images and the frontend itself
  { name: /^\[(?:\S+ )?internal\] load metadata for /, traffic: 'reported' },
  { name: /^resolve image config for /, traffic: 'reported' },
  { name: /^docker-image:\/\//, traffic: 'reported' },
  { name: /^\[[^\]]*\b\d+\/\d+\] FROM /, traffic: 'reported' },
  // util/resolver: logins
  { name: /^\[auth\] /, traffic: 'reported' },
  // source/git and source/http
  { name: /^\[internal\] load git source /, traffic: 'silent' },
  { name: /^https?:\/\//, traffic: 'silent' },
  // solver/llbsolver, cache/remotecache
  { name: /^importing cache manifest from /, traffic: 'reported' },
  // build/build.go of Buildx
  { name: /^merging manifest list /, traffic: 'reported' },
  { name: /^pushing \S+ with docker/, traffic: 'silent' },
]

/** Steps that also work locally: their lines say what they are doing at the moment. */
const EXPORT = /^exporting (?:to image|cache to )/
const EXPORT_NETWORK: readonly { readonly line: RegExp; readonly traffic: Traffic }[] = [
  { line: /^pushing manifest for /, traffic: 'reported' },
  { line: /^writing (?:config|cache manifest|cache image manifest|manifest) /, traffic: 'reported' },
  { line: /^(?:pushing layers|writing layer |sending cache export)/, traffic: 'silent' },
]

/** `#7 sha256:aa 4.19MB / 37.15MB 12.3s done`: a line without its time, which increases even if nothing moves. */
const STATUS = /^(.*?)( [\d.]+[kMGT]?B(?: \/ [\d.]+[kMGT]?B)?)?(?: [\d.]+s)?( done)?$/

const LINE = /^#(\d+) (.*)$/

interface Step {
  readonly name: string
  /** What it is doing, with the last amount that it reported for each. */
  readonly doing: Map<string, string>
}

/** What a build waits for; `undefined` if it is working, or if that is not known. */
export interface Waiting {
  readonly traffic: Traffic
  /** Names of the steps. */
  readonly steps: readonly string[]
}

/** What a build waits for before its first step. */
export const THE_BUILDER = 'the builder'

/** A stuck builder does not even read the Dockerfile. */
const NOT_STARTED: Waiting = { traffic: 'reported', steps: [THE_BUILDER] }

/** Follows the lines of `--progress plain`. Memory only grows with the number of concurrent steps. */
export function watchNetwork(): {
  /** @returns whether the line shows progress */
  readonly onLine: (line: string) => boolean
  readonly waiting: () => Waiting | undefined
} {
  const open = new Map<string, Step>()
  let hasBegun = false
  return {
    onLine: (line) => {
      const [, id, status = ''] = LINE.exec(line) ?? []
      if (id === undefined || id === '0' || status === '...') return false
      hasBegun = true
      const step = open.get(id)
      if (/^(?:DONE|CACHED|CANCELED|ERROR:)(?: |$)/.test(status)) return open.delete(id)
      // The name is repeated each time the log returns to a step.
      if (step?.name === status) return false
      if (step === undefined) open.set(id, { name: status, doing: new Map() })
      return step === undefined || hasMoved(step, status)
    },
    waiting: () => (hasBegun ? waitingOf([...open.values()]) : NOT_STARTED),
  }
}

/** Notes what a step reports. @returns whether that is new */
function hasMoved({ doing }: Step, status: string): boolean {
  const [, what = status, amount = '', done] = STATUS.exec(status) ?? []
  if (done !== undefined) {
    doing.delete(what)
    return true
  }
  const isNew = doing.get(what) !== amount
  // Output of a program is not the name of a task, and appears once.
  if (!/^\d+\.\d+ /.test(status)) doing.set(what, amount)
  return isNew
}

function waitingOf(steps: readonly Step[]): Waiting | undefined {
  const traffics = steps.map(stepTraffic)
  if (traffics.length === 0 || traffics.includes(undefined)) return undefined
  return {
    traffic: traffics.includes('silent') ? 'silent' : 'reported',
    steps: steps.map(({ name }) => name),
  }
}

/** undefined for a step that is working. */
function stepTraffic({ name, doing }: Step): Traffic | undefined {
  const now = [...doing.keys()]
  if (EXPORT.test(name)) {
    // Writing comes before all sending. Its end may never be reported: BuildKit only keeps the last status of each
    // name (util/progress/progress.go), and two exporters write the same config.
    const sent = now.flatMap((line) => EXPORT_NETWORK.find((each) => each.line.test(line))?.traffic ?? [])
    return sent.includes('silent') ? 'silent' : sent[0]
  }
  // A layer that is being unpacked has already arrived.
  if (now.some((line) => line.startsWith('extracting '))) return undefined
  return NETWORK.find((each) => each.name.test(name))?.traffic
}

/** How often a build that may have stalled is checked within its time limit. */
const CHECKS = 5

/** Number of bytes that may be transferred without progress: keep-alive of connections. */
const IDLE_BYTES = 16 << 10

export interface StallWatch {
  /** Ends a stalled build. */
  readonly signal: AbortSignal
  readonly onLine: (line: string) => void
  /** Names of the steps that it was waiting in; empty if it has not stalled. */
  readonly stalled: () => readonly string[]
  /** Must be called after the build has ended. */
  readonly end: () => void
}

export interface StallRules {
  /** Maximum time without progress in milliseconds; 0 for no limit. */
  readonly limitMs: number
  /** Number of bytes that the builder has sent and received so far; undefined if that is not known. */
  readonly countBytes: () => Promise<number | undefined>
}

/** Ends a build that makes no progress for some time while it only waits for the network. */
export function watchStall({ limitMs, countBytes }: StallRules): StallWatch {
  const { onLine, waiting } = watchNetwork()
  const stop = new AbortController()
  let stalled: readonly string[] = []
  let idleChecks = 0
  let bytes: number | undefined
  const look = async (): Promise<void> => {
    const before = waiting()
    const isIdle = before !== undefined && (before.traffic === 'reported' || !(await hasTraffic()))
    idleChecks = isIdle && waiting() !== undefined ? idleChecks + 1 : 0
    if (idleChecks < CHECKS || before === undefined) return
    stalled = before.steps
    stop.abort()
  }
  /** If it is not known, it is assumed that there is traffic. */
  const hasTraffic = async (): Promise<boolean> => {
    const counted = await countBytes()
    const moved = counted === undefined || bytes === undefined ? undefined : counted - bytes
    bytes = counted
    return moved === undefined || moved > IDLE_BYTES
  }
  const timer = limitMs === 0 ? undefined : setInterval(() => void look(), limitMs / CHECKS)
  return {
    signal: stop.signal,
    onLine: (line) => {
      if (onLine(line)) idleChecks = 0
    },
    stalled: () => stalled,
    end: () => clearInterval(timer),
  }
}
