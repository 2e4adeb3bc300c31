/** Builds that wait for a registry which says nothing: BuildKit itself waits without limit. */

/** How much can be told of a step that waits for the network. */
type Traffic =
  /** It moves little, or says how much: silence means that nothing moves. */
  | 'told'
  /** It may move much without a word, as a push of layers does. */
  | 'untold'

/** Steps that do nothing but wait for the network, by the names that BuildKit and Buildx give them. */
const NETWORK: readonly { readonly name: RegExp; readonly traffic: Traffic }[] = [
  // frontend/dockerui, frontend/dockerfile: base images and the frontend itself
  { name: /^\[(?:\S+ )?internal\] load metadata for /, traffic: 'told' },
  { name: /^resolve image config for /, traffic: 'told' },
  { name: /^docker-image:\/\//, traffic: 'told' },
  { name: /^\[[^\]]*\b\d+\/\d+\] FROM /, traffic: 'told' },
  // util/resolver: logins
  { name: /^\[auth\] /, traffic: 'told' },
  // source/git and source/http
  { name: /^\[internal\] load git source /, traffic: 'untold' },
  { name: /^https?:\/\//, traffic: 'untold' },
  // solver/llbsolver, cache/remotecache
  { name: /^importing cache manifest from /, traffic: 'told' },
  // build/build.go of Buildx
  { name: /^merging manifest list /, traffic: 'told' },
  { name: /^pushing \S+ with docker/, traffic: 'untold' },
]

/** Steps that work by themselves, too: what they do at the moment is said in their lines. */
const EXPORT = /^exporting (?:to image|cache to )/
const EXPORT_NETWORK: readonly { readonly line: RegExp; readonly traffic: Traffic }[] = [
  { line: /^pushing manifest for /, traffic: 'told' },
  { line: /^writing (?:config|cache manifest|cache image manifest|manifest) /, traffic: 'told' },
  { line: /^(?:pushing layers|writing layer |sending cache export)/, traffic: 'untold' },
]

/** `#7 sha256:aa 4.19MB / 37.15MB 12.3s done`: what a line says without its time, which goes on while nothing moves. */
const STATUS = /^(.*?)( [\d.]+[kMGT]?B(?: \/ [\d.]+[kMGT]?B)?)?(?: [\d.]+s)?( done)?$/

const LINE = /^#(\d+) (.*)$/

interface Step {
  readonly name: string
  /** What it is doing, with what it said of that last. */
  readonly doing: Map<string, string>
}

/** What a build waits for; `undefined` where it works, or where nothing is known. */
export interface Waiting {
  readonly traffic: Traffic
  /** Names of the steps. */
  readonly steps: readonly string[]
}

/** What is waited for before there is a step. */
export const THE_BUILDER = 'the builder'

/** A builder that is stuck does not even read the Dockerfile. */
const UNBEGUN: Waiting = { traffic: 'told', steps: [THE_BUILDER] }

/** Follows the lines of `--progress plain`. Memory grows with the steps that run at the same time only. */
export function watchNetwork(): {
  /** @returns whether the line tells that something goes on */
  readonly onLine: (line: string) => boolean
  readonly waiting: () => Waiting | undefined
} {
  const open = new Map<string, Step>()
  let hasBegun = false
  return {
    onLine: (line) => {
      const [, id, said = ''] = LINE.exec(line) ?? []
      if (id === undefined || id === '0' || said === '...') return false
      hasBegun = true
      const step = open.get(id)
      if (/^(?:DONE|CACHED|CANCELED|ERROR:)(?: |$)/.test(said)) return open.delete(id)
      // The name is said again each time that the log comes back to a step.
      if (step?.name === said) return false
      if (step === undefined) open.set(id, { name: said, doing: new Map() })
      return step === undefined || hasMoved(step, said)
    },
    waiting: () => (hasBegun ? waitingOf([...open.values()]) : UNBEGUN),
  }
}

/** Notes what a step says of its work. @returns whether that is new */
function hasMoved({ doing }: Step, said: string): boolean {
  const [, what = said, amount = '', done] = STATUS.exec(said) ?? []
  if (done !== undefined) {
    doing.delete(what)
    return true
  }
  const isNew = doing.get(what) !== amount
  // What a program prints is no name of work, and comes once.
  if (!/^\d+\.\d+ /.test(said)) doing.set(what, amount)
  return isNew
}

function waitingOf(steps: readonly Step[]): Waiting | undefined {
  const traffics = steps.map(trafficOf)
  if (traffics.length === 0 || traffics.includes(undefined)) return undefined
  return { traffic: traffics.includes('untold') ? 'untold' : 'told', steps: steps.map(({ name }) => name) }
}

/** undefined for a step that works. */
function trafficOf({ name, doing }: Step): Traffic | undefined {
  const now = [...doing.keys()]
  if (EXPORT.test(name)) {
    // What is written comes before all that is sent. Its end may never be told: BuildKit keeps the last word of each
    // name only (util/progress/progress.go), and two exporters write the same config.
    const sent = now.flatMap((line) => EXPORT_NETWORK.find((each) => each.line.test(line))?.traffic ?? [])
    return sent.includes('untold') ? 'untold' : sent[0]
  }
  // A layer that is unpacked is there already.
  if (now.some((line) => line.startsWith('extracting '))) return undefined
  return NETWORK.find((each) => each.name.test(name))?.traffic
}

/** How often a build that may have stalled is looked at, within the time that it has. */
const LOOKS = 5

/** Bytes that may come and go although nothing moves: connections are kept alive. */
const IDLE_BYTES = 16 << 10

export interface StallWatch {
  /** Ends the build that has stalled. */
  readonly signal: AbortSignal
  readonly onLine: (line: string) => void
  /** Names of the steps that it was waiting in; empty as long as it has not stalled. */
  readonly stalled: () => readonly string[]
  /** To be called once the build has ended. */
  readonly end: () => void
}

export interface StallRules {
  /** Milliseconds without progress; 0 for never. */
  readonly limitMs: number
  /** Bytes that the builder has sent and received so far; undefined where that cannot be told. */
  readonly countBytes: () => Promise<number | undefined>
}

/** Ends a build in which nothing has moved for some time while it waits for the network alone. */
export function watchStall({ limitMs, countBytes }: StallRules): StallWatch {
  const { onLine, waiting } = watchNetwork()
  const stop = new AbortController()
  let stalled: readonly string[] = []
  let idleLooks = 0
  let bytes: number | undefined
  const look = async (): Promise<void> => {
    const before = waiting()
    const isIdle = before !== undefined && (before.traffic === 'told' || !(await hasTraffic()))
    idleLooks = isIdle && waiting() !== undefined ? idleLooks + 1 : 0
    if (idleLooks < LOOKS || before === undefined) return
    stalled = before.steps
    stop.abort()
  }
  /** Where it cannot be told, it is taken to be going on. */
  const hasTraffic = async (): Promise<boolean> => {
    const counted = await countBytes()
    const moved = counted === undefined || bytes === undefined ? undefined : counted - bytes
    bytes = counted
    return moved === undefined || moved > IDLE_BYTES
  }
  const timer = limitMs === 0 ? undefined : setInterval(() => void look(), limitMs / LOOKS)
  return {
    signal: stop.signal,
    onLine: (line) => {
      if (onLine(line)) idleLooks = 0
    },
    stalled: () => stalled,
    end: () => clearInterval(timer),
  }
}
