/**
 * Optional parts of a job: if one of these fails, that is a warning, and the job goes on. docs/troubleshooting.md has
 * the same rows.
 */
import { isCancelled, messageOf } from '../errors.ts'
import { annotate, writeSummary } from './commands.ts'
import { betweenLines } from './log.ts'

/** What failed, as the beginning of a sentence, and what happens instead, as the end of one. */
export const EXTRAS = {
  cache: ['The build cache could not be used', 'the job continues without it'],
  'local cache': ['The folder of the local cache could not be replaced', 'what was there before stays'],
  'buildx cache': ['The cache of GitHub Actions could not be used for buildx', 'buildx is downloaded'],
  'image cache': ['The cache of GitHub Actions could not be used for qemu-image', 'docker pulls the image'],
  'tool cache': ["The runner's tool cache could not be used for buildx", 'it is kept for this job only'],
  layout: ['The layout on disk could not be used', 'the proof reads the image from the registry'],
  latest: [
    'It could not be determined whether this release is the highest',
    'latest stays where it is; latest=true in flavor moves it',
  ],
  proof: ['The output proof could not be set', 'the errors of the proof are reported nevertheless'],
  'other jobs': [
    'Other jobs on this machine cannot be told about the builder',
    'the one that ends first may remove it',
  ],
  summary: ["The job's summary could not be written", 'everything in it is also in the log'],
} as const

export type Extra = keyof typeof EXTRAS

/** Warns that the job goes on without something, even while the output of a build is shown. */
export function warnExtraFailed(extra: Extra, why: string): void {
  const [what, instead] = EXTRAS[extra]
  betweenLines(() => annotate('warning', `${what}: ${why.trim().replace(/\.$/, '')}; ${instead}.`))
}

/**
 * Does something optional.
 * @param instead the result if it fails
 * @throws Cancelled only
 */
export async function tryExtra<T>(extra: Extra, instead: T, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isCancelled(error)) throw error
    warnExtraFailed(extra, messageOf(error))
    return instead
  }
}

/** Adds text to the job's summary page. */
export function addSummary(markdown: string): void {
  try {
    writeSummary(markdown)
  } catch (error) {
    warnExtraFailed('summary', messageOf(error))
  }
}
