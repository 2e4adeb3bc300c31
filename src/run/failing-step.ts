import type { Activity } from './advice.ts'

/** The step that a build failed in, from the end of its output. */
export interface FailingStep {
  readonly name: string
  readonly output: readonly string[]
}

/**
 * BuildKit prints the step and its last output between two lines of dashes. undefined if it names no step.
 * @param tail the last lines of `docker buildx build --progress plain`
 */
export function failingStep(tail: readonly string[]): FailingStep | undefined {
  // A cache that could not be imported is printed in the same way, but does not fail a build.
  const start = tail.findLastIndex((text) => /^ > (?!(?:im|ex)porting cache ).*:$/.test(text))
  const head = tail[start]
  if (head === undefined) return undefined
  const rest = tail.slice(start + 1)
  const end = rest.findIndex((text) => /^-{6,}$/.test(text))
  return { name: head.slice(3, -1), output: end === -1 ? rest : rest.slice(0, end) }
}

/** What a build was doing, by its error and then by the name of the step. The first match wins. */
const ACTIVITIES: readonly {
  readonly activity: Activity
  readonly error?: RegExp
  readonly name?: RegExp
}[] = [
  { activity: 'run', error: /did not complete successfully|executor failed running/ },
  { activity: 'push', error: /failed to push|push access denied|from (?:POST|PUT|PATCH) request/ },
  { activity: 'pull', error: /failed to resolve source metadata|failed to load metadata|pull access denied/ },
  { activity: 'fetch', error: /failed to fetch remote|git stderr|invalid response status/ },
  {
    activity: 'cache',
    error: /error writing (?:layer blob|manifest blob|config blob)|cache (?:im|ex)porter/,
  },
  { activity: 'push', name: /^exporting to image|^pushing |^merging manifest list / },
  { activity: 'files', name: /^exporting to |^copying files|^sending tarball/ },
  { activity: 'fetch', name: /^\[internal\] load git source |^https?:/ },
  { activity: 'pull', name: /internal\] load metadata for |^docker-image:|^resolve image config|\] FROM / },
]

export function activityOf(error: string, step: FailingStep | undefined): Activity {
  const match = ACTIVITIES.find(
    (each) => each.error?.test(error) === true || (step !== undefined && each.name?.test(step.name) === true),
  )
  return match?.activity ?? 'build'
}
