import {
  Failure,
  type FailureState,
  type Location,
  messageOf,
  problemText,
  Refusal,
  stateOf,
  Unfinished,
} from '../errors.ts'
import { text } from '../json.ts'
import { satisfies } from '../oci/image-index.ts'
import { imagesOf, type MergePlan } from '../plan/merge.ts'
import type { Plan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import type { Merged } from '../run/merge.ts'
import type { Progress } from '../run/progress.ts'
import type { Published } from '../run/publish.ts'
import type { Result } from '../run/run.ts'
import type { Phase } from '../run/stopwatch.ts'
import { annotate } from '../runner/commands.ts'
import { addSummary } from '../runner/extras.ts'
import { logLine } from '../runner/log.ts'
import { errorsOf, PROOF_HEAD, printErrors, proofCells } from '../show/show-proof.ts'
import { verifyCommands } from '../show/show-signed.ts'
import { smokeCell } from '../show/show-smoke.ts'
import { code, markdownTable, textTable } from '../show/table.ts'

/** The end of a job that built, in the log and on the summary page. */
export function reportResult(plan: Plan, result: Result): void {
  const { published } = result
  const images = published?.confirmed.index.images ?? []
  const proofs = published?.proofs ?? []
  const rows = [
    ['PLATFORM', 'RUNS', ...PROOF_HEAD, 'SMOKE TEST', 'DIGEST'],
    ...plan.platforms.map(({ platform, runs }) => {
      const name = printPlatform(platform)
      const digest = images.find((image) => satisfies(image.platform, platform))?.digest ?? ''
      const proof = proofs.find((each) => satisfies(each.platform, platform))
      const smoke = published?.smoke.find((each) => satisfies(each.platform, platform))
      return [name, runs, ...proofCells(proof), smoke === undefined ? '' : smokeCell(smoke), digest]
    }),
  ]
  const isUnproven = plan.publish === undefined && plan.call === ''
  const notes = [
    ...supersededNotes(published?.superseded ?? []),
    cacheLine(result),
    ...notesOf(result),
    ...(isUnproven ? ['Only pushed images are proven.'] : []),
  ]
  const commands = published === undefined ? [] : commandsFor(plan, published)
  showEnding(
    { headline: headlineOf(plan, result), rows, tags: published?.tags ?? [], notes, commands },
    result.phases,
  )
}

/** The end of a job that joined parts. */
export function reportMerge(plan: MergePlan, merged: Merged): void {
  const { confirmed, proofs, phases, tags, superseded, retried } = merged
  const rows = [
    ['PLATFORM', 'FROM', ...PROOF_HEAD, 'DIGEST'],
    ...imagesOf(plan).map(({ platform, digest, from }) => [
      ...[printPlatform(platform), from],
      ...proofCells(proofs.find((proof) => satisfies(proof.platform, platform))),
      digest,
    ]),
  ]
  const errors = plan.proof === undefined ? errorsOfParts(plan) : errorsOf(proofs)
  const headline =
    errors > 0
      ? `${MOVED_DESPITE} ${printErrors(errors)}: ${confirmed.digest}`
      : `Joined and confirmed by the registry: ${confirmed.digest}`
  const notes = [...supersededNotes(superseded), ...retriedLines(retried)]
  showEnding({ headline, rows, tags, notes, commands: commandsFor(plan, merged) }, phases)
}

/** The commands that verify the signatures. */
function commandsFor(
  { signing, publish }: Pick<Plan, 'signing' | 'publish'>,
  { signed, confirmed }: Pick<Published, 'signed' | 'confirmed'>,
): readonly string[] {
  if (signing === undefined || signed === undefined) return []
  const image = `${publish?.repositories[0]}@${confirmed.digest}`
  return verifyCommands(signing, image, signed)
}

/** A note about tags that were not moved. */
function supersededNotes(tags: readonly string[]): readonly string[] {
  return tags.length === 0 ? [] : [`Left at the image of a newer run: ${tags.join(', ')}`]
}

const MOVED_DESPITE = 'The tags have moved although the proof found'

/** Number of errors that the legs found. */
function errorsOfParts({ parts }: MergePlan): number {
  return parts.reduce((sum, { proofErrors }) => sum + (proofErrors ?? 0), 0)
}

function headlineOf({ call, publish, part, proof }: Plan, { builds, published }: Result): string {
  if (call !== '') return `Done: ${call}`
  if (publish === undefined || published === undefined) return 'Built, not pushed'
  const errors = errorsOf(published.proofs)
  const proven = proof === undefined ? '' : ', proven'
  const pushed = part === undefined ? 'Pushed' : 'Pushed without a tag'
  // Builds that are not joined yet each have their own digest.
  const digest = published.confirmed.digest || builds.map((build) => build.digest).join(', ')
  if (errors > 0) {
    const moved = publish.tags.length > 0 ? MOVED_DESPITE : `${pushed} although the proof found`
    return `${moved} ${printErrors(errors)}: ${digest}`
  }
  return `${pushed}${proven} and confirmed by the registry: ${digest}`
}

/** What the end of a job shows. */
interface Ending {
  readonly headline: string
  /** Digests, which are the widest, come last: the summary page scrolls what it has no room for out of sight. */
  readonly rows: readonly (readonly string[])[]
  readonly tags: readonly string[]
  readonly notes: readonly string[]
  /** For users to paste into a shell. */
  readonly commands: readonly string[]
}

function showEnding({ headline, rows, tags, notes, commands }: Ending, phases: readonly Phase[]): void {
  logLine()
  logLine(headline)
  const commandLines = commands.length === 0 ? [] : [VERIFY, ...commands.map((command) => `  ${command}`)]
  for (const line of [...textTable(rows), ...tags, ...notes, ...commandLines]) logLine(`  ${line}`)
  const [head = [], ...body] = rows
  const cells = body.map((row) => row.map(code))
  const table = markdownTable([head.map((name) => name.toLowerCase()), ...cells])
  const list = tags.map((tag) => `- \`${tag}\``).join('\n')
  const pasted = commands.length === 0 ? [] : [VERIFY, fenced(commands.join('\n'), 'sh')]
  addSummary(`${[`### ${headline}`, table, list, ...notes, ...pasted, gantt(phases)].join('\n\n')}\n`)
}

const VERIFY = 'Signed. To verify it:'

/** The end of a job that failed: each reason on its own, with its cure and the responsible line. */
export function reportFailure(error: unknown): void {
  const texts = flattenErrors(error).flatMap(failureTexts)
  for (const { message, location } of texts) annotate('error', message, location)
  const headline = failureHeadline(stateOf(error) ?? 'no image')
  const details = error instanceof Unfinished && error.details !== '' ? [error.details] : []
  const blocks = [...details, ...texts.map(({ message }) => fenced(message))]
  addSummary(`### ❌ ${headline}\n\n${blocks.join('\n')}`)
}

const FAILURE_HEADLINES = {
  'no image': 'No image',
  built: 'Failed after the build',
  'no tag moved': 'No tag has moved',
  'some tags moved': 'Only some of the tags have moved',
  'tags may have moved': 'Failed, and tags may have moved',
  'tags moved': 'Failed, and the tags have moved',
  'no matrix': 'No matrix',
} satisfies Record<Extract<FailureState, string>, string>

function failureHeadline(state: FailureState): string {
  return typeof state === 'string' ? FAILURE_HEADLINES[state] : `Failed: ${state.call}`
}

/** The single errors in an aggregate, which may contain further aggregates. */
function flattenErrors(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(flattenErrors) : [error]
}

/** Codes of Node's system errors for a disk that is full, broken or not writable, and for exhausted file handles. */
const SYSTEM_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE'])

function failureTexts(error: unknown): readonly { message: string; location?: Location | undefined }[] {
  if (error instanceof Refusal)
    return error.problems.map((problem) => ({ message: problemText(problem), location: problem.location }))
  if (error instanceof Failure)
    return [{ message: `${error.message}\n${error.cure}`, location: error.location }]
  if (SYSTEM_ERRORS.has(text(error, 'code'))) {
    const cure = 'Check that its disk is not full and that this user may write where the action needs to.'
    return [{ message: `This machine did not let the action do its work: ${messageOf(error)}.\n${cure}` }]
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [{ message: `This is a bug in multi-platform-build. Please report it: ${message}` }]
}

function cacheLine({ builds }: Result): string {
  const sum = (count: (progress: Progress) => number): number =>
    builds.reduce((total, { progress }) => total + count(progress), 0)
  const steps = sum((progress) => progress.steps)
  if (steps === 0) return 'No step was run.'
  return `${sum(({ cachedSteps }) => cachedSteps)} of ${steps} steps came from the cache.`
}

/** Harmless deviations from the plan. */
function notesOf({ builds, retried }: Result): readonly string[] {
  const omissions = builds.flatMap((build) => build.omissions)
  const problems = builds.flatMap(({ progress }) => progress.cacheProblems)
  return [...omissions, ...problems.map((problem) => `Cache: ${problem}`), ...retriedLines(retried)]
}

function retriedLines(retried: Result['retried']): readonly string[] {
  return retried.map(({ what, fault, remedy }) => `Retried: ${what} (${fault}; ${remedy}).`)
}

/** When each phase of the job ran, as a chart that GitHub draws. */
function gantt(phases: readonly Phase[]): string {
  const bars = phases.map(
    ({ name, start, end }) => `  ${name} ${seconds(end - start)} : ${start}, ${Math.max(end, start + 1)}`,
  )
  const end = Math.max(0, ...phases.map((phase) => phase.end))
  // On the axis of a short chart, mermaid marks every half second, with the same label twice.
  const axis = ['  axisFormat %M:%S', ...(end < TEN_SECONDS ? ['  tickInterval 1second'] : [])]
  return ['```mermaid', 'gantt', '  dateFormat x', ...axis, ...bars, '```'].join('\n')
}

const TEN_SECONDS = 10_000

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** Text as a code block that it cannot close. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}\n`
}
