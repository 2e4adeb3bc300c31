import type { Problem } from '../../errors.ts'
import type { EventFacts, PathFacts, SourceFacts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import { TEMPLATE } from '../../platforms/templates.ts'

/** The repository of the event at its commit: what docker/build-push-action builds without a context. */
export function gitContext({ server, repository, sha }: EventFacts): string {
  return `${server}/${repository}.git#${sha}`
}

/** A context with its templates filled in; an empty one is the Git context of the event. */
export function resolveContext(context: string, event: EventFacts): string {
  return context === '' ? gitContext(event) : fillIn(context, event)
}

/** `name=path` of a build context with its templates filled in. */
export function fillIn(text: string, event: EventFacts): string {
  return text.replaceAll(TEMPLATE, gitContext(event))
}

/** What the disk says about what a build is made from; undefined where nobody has looked. */
export function sourceOf(
  { sources }: Pick<PathFacts, 'sources'>,
  { context, file }: Pick<BuildInputs, 'context' | 'file'>,
): SourceFacts | undefined {
  return sources.find((source) => source.context === context && source.file === file)
}

/** Templates that nobody knows, and a Git context where there is no event to take it from. */
export function contextProblems(
  inputs: Pick<BuildInputs, 'context' | 'build-contexts'>,
  event: EventFacts,
): readonly Problem[] {
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
