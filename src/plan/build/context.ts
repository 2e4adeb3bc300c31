import { nameAndValue } from '../../buildx/attributes.ts'
import type { Problem } from '../../errors.ts'
import type { EventFacts, PathFacts, SourceFacts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import { fillIn, gitContext, resolveContext } from '../../inputs/context.ts'
import type { Inputs } from '../../inputs/table.ts'
import { TEMPLATE } from '../../platforms/templates.ts'
import type { GitContextPlan } from '../plan.ts'

type ContextInputs = Pick<BuildInputs, 'context' | 'build-contexts'>

/** Whether any context of a build is the event's repository at its commit. */
export function readsEventRepository(build: ContextInputs, event: EventFacts): boolean {
  const git = gitContext(event)
  const others = build['build-contexts'].map((text) => nameAndValue(fillIn(text, event)).value)
  return [resolveContext(build.context, event), ...others].some((context) => context?.startsWith(git))
}

/** What is on disk for a build's context and Dockerfile; undefined if they were not checked. */
export function sourceOf(
  { sources }: Pick<PathFacts, 'sources'>,
  { context, file }: Pick<BuildInputs, 'context' | 'file'>,
): SourceFacts | undefined {
  return sources.find((source) => source.context === context && source.file === file)
}

/** Unknown templates, and a Git context without an event. */
export function contextProblems(inputs: ContextInputs, event: EventFacts): readonly Problem[] {
  const texts = [
    { input: 'context', text: inputs.context },
    ...inputs['build-contexts'].map((text) => ({ input: 'build-contexts', text })),
  ]
  const unknown = texts.flatMap(({ input, text }) =>
    [...text.matchAll(TEMPLATE)]
      .filter(([, name]) => name !== 'defaultContext')
      .map(([template]) => ({
        input,
        what: `the template ${template} is not known.`,
        cure: 'The only one is {{defaultContext}}, the Git context of the event.',
      })),
  )
  const needsEvent = texts.find(
    ({ input, text }) => (input === 'context' && text === '') || text.search(TEMPLATE) !== -1,
  )
  if (needsEvent === undefined || (event.repository !== '' && event.sha !== '')) return unknown
  const what =
    'there is no event whose repository could be built (GITHUB_REPOSITORY and GITHUB_SHA are not set).'
  return [...unknown, { input: needsEvent.input, what, cure: 'Write a folder, as in context: .' }]
}

/** The Git context for the plan; undefined if no build has one. */
export function planGitContext(
  inputs: Pick<Inputs, 'builds'>,
  event: EventFacts,
): GitContextPlan | undefined {
  if (!inputs.builds.some((build) => readsEventRepository(build, event))) return undefined
  const { repository, sha, name, ref } = event
  return { repository, sha, event: name, ref }
}

/** Whether the event is, or may be, about another commit than the one that the runner reports. */
export function isAboutAnother({ about, sha }: EventFacts): boolean {
  return about !== undefined && about.sha !== sha
}

/** Warns if the commit that the runner reports is not the one that the event is about. */
export function eventWarnings(inputs: Pick<Inputs, 'builds'>, event: EventFacts): readonly string[] {
  const { about, sha, ref, name } = event
  const isBuilt = inputs.builds.some((build) => readsEventRepository(build, event))
  if (about === undefined || !isAboutAnother(event) || !isBuilt) return []
  const commit = about.sha === '' ? '' : ` ${about.sha.slice(0, 12)}`
  return [
    `context: for the event ${name}, the commit ${sha.slice(0, 12)}${ref === '' ? '' : ` of ${ref}`} is built, not the commit${commit} of ${about.what}. To build that one, check it out (actions/checkout with ref: ${about.ref}) and set context: . Never do that in a job whose secrets or permissions the author of that commit must not have.`,
  ]
}
