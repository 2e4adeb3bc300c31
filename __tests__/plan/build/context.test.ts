import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../../src/facts/facts.ts'
import { fillIn, gitContext, resolveContext } from '../../../src/inputs/context.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { contextProblems, eventWarnings, planGitContext } from '../../../src/plan/build/context.ts'
import { facts, type Given, inputs, platforms, setting } from '../../builders.ts'

const event: EventFacts = facts().event
const GIT = `https://github.com/owner/app.git#${event.sha}`

describe('the Git context', () => {
  test('is the repository of the event at its commit', () => {
    expect(gitContext(event)).toBe(GIT)
  })

  test('is on the server of the event', () => {
    expect(gitContext({ ...event, server: 'https://git.example.com:8443' })).toBe(
      `https://git.example.com:8443/owner/app.git#${event.sha}`,
    )
  })

  test.each([
    { what: 'nothing', context: '', expected: GIT },
    { what: 'the template', context: '{{defaultContext}}', expected: GIT },
    { what: 'the template with blanks', context: '{{ defaultContext }}', expected: GIT },
    { what: 'the template and a folder', context: '{{defaultContext}}:app/web', expected: `${GIT}:app/web` },
    {
      what: 'the template with blanks and a folder',
      context: '{{ defaultContext }}:app',
      expected: `${GIT}:app`,
    },
    { what: 'a folder', context: './app', expected: './app' },
    {
      what: 'another repository',
      context: 'https://github.com/a/b.git#main',
      expected: 'https://github.com/a/b.git#main',
    },
    { what: 'single braces', context: '{defaultContext}', expected: '{defaultContext}' },
  ])('is taken for $what', ({ context, expected }) => {
    expect(resolveContext(context, event)).toBe(expected)
  })

  test.each([
    { text: 'src={{defaultContext}}:src', expected: `src=${GIT}:src` },
    { text: 'src={{ defaultContext }}', expected: `src=${GIT}` },
    { text: 'a={{defaultContext}}:{{defaultContext}}', expected: `a=${GIT}:${GIT}` },
    { text: 'alpine=docker-image://alpine:3.22', expected: 'alpine=docker-image://alpine:3.22' },
    { text: 'src=./src', expected: 'src=./src' },
  ])('fills in a build context: $text', ({ text, expected }) => {
    expect(fillIn(text, event)).toBe(expected)
  })
})

describe('what can be wrong with a context', () => {
  const KNOWN = 'The only one is {{defaultContext}}, the Git context of the event.'
  const NO_EVENT =
    'there is no event whose repository could be built (GITHUB_REPOSITORY and GITHUB_SHA are not set).'
  const FOLDER = 'Write a folder, as in context: .'
  const nowhere = { repository: '', sha: '' }

  test.each<{ what: string; given: Partial<Inputs>; event?: Partial<EventFacts>; problems: object[] }>([
    {
      what: 'an unknown template',
      given: { context: '{{defaultcontext}}:app' },
      problems: [{ input: 'context', what: 'the template {{defaultcontext}} is not known.', cure: KNOWN }],
    },
    {
      what: 'an empty template',
      given: { context: '{{ }}' },
      problems: [{ input: 'context', what: 'the template {{ }} is not known.', cure: KNOWN }],
    },
    {
      what: 'unknown templates of build contexts, each',
      given: { context: '.', 'build-contexts': ['a={{x}}', 'b={{defaultContext}}', 'c={{ y }}:{{z}}'] },
      problems: ['{{x}}', '{{ y }}', '{{z}}'].map((template) => ({
        input: 'build-contexts',
        what: `the template ${template} is not known.`,
        cure: KNOWN,
      })),
    },
    {
      what: 'no context and no event',
      given: { context: '' },
      event: nowhere,
      problems: [{ input: 'context', what: NO_EVENT, cure: FOLDER }],
    },
    {
      what: 'a template and no commit',
      given: { context: '{{defaultContext}}' },
      event: { sha: '' },
      problems: [{ input: 'context', what: NO_EVENT, cure: FOLDER }],
    },
    {
      what: 'a template in a build context and no repository',
      given: { context: '.', 'build-contexts': ['a={{defaultContext}}'] },
      event: { repository: '' },
      problems: [{ input: 'build-contexts', what: NO_EVENT, cure: FOLDER }],
    },
  ])('$what', ({ given, event: changed, problems }) => {
    expect(contextProblems(inputs(given), { ...event, ...changed })).toEqual(problems)
  })

  test.each<{ what: string; given: Partial<Inputs>; event?: Partial<EventFacts> }>([
    { what: 'a folder outside a runner', given: { context: '.' }, event: nowhere },
    { what: 'no context at an event', given: { context: '' } },
    {
      what: 'templates at an event',
      given: { context: '{{ defaultContext }}:a', 'build-contexts': ['b={{defaultContext}}'] },
    },
    {
      what: 'build contexts without templates outside a runner',
      given: { context: '.', 'build-contexts': ['a=./b'] },
      event: nowhere,
    },
  ])('but not $what', ({ given, event: changed }) => {
    expect(contextProblems(inputs(given), { ...event, ...changed })).toEqual([])
  })
})

describe('which commit is built', () => {
  const git = inputs({ context: '' })

  test.each<{ what: string; given: Given }>([
    { what: 'the context', given: { context: '' } },
    { what: 'a further context', given: { 'build-contexts': ['src={{defaultContext}}:src'] } },
    {
      what: "a platform's context",
      given: {
        platforms: platforms('linux/amd64,linux/arm64'),
        platformSettings: [setting('linux/arm64', { context: '{{defaultContext}}:arm' })],
      },
    },
  ])('is in the plan if it is $what', ({ given }) => {
    expect(planGitContext(inputs(given), event)).toEqual({
      ...{ repository: 'owner/app', sha: event.sha, event: 'push', ref: 'refs/heads/main' },
    })
  })

  test('is not in the plan of a folder', () => {
    expect(planGitContext(inputs({ context: '.' }), event)).toBeUndefined()
  })

  const about = { sha: 'a1'.repeat(20), what: 'the pull request', ref: 'REF' }
  const given = { ...event, name: 'pull_request_target' }
  const CURE =
    'To build that one, check it out (actions/checkout with ref: REF) and set context: . Never do that in a job whose secrets or permissions the author of that commit must not have.'

  test('is reported if the event is about another one', () => {
    expect(eventWarnings(git, { ...given, about })).toEqual([
      `context: for the event pull_request_target, the commit 6113728f27ae of refs/heads/main is built, not the commit a1a1a1a1a1a1 of the pull request. ${CURE}`,
    ])
  })

  test('is reported if the event does not say which one it is about', () => {
    expect(eventWarnings(git, { ...given, ref: '', about: { ...about, sha: '' } })).toEqual([
      `context: for the event pull_request_target, the commit 6113728f27ae is built, not the commit of the pull request. ${CURE}`,
    ])
  })

  test.each<{ what: string; read: Inputs; of: Partial<EventFacts> }>([
    { what: 'the one that the event is about', read: git, of: { about: { ...about, sha: event.sha } } },
    { what: 'the only one', read: git, of: {} },
    { what: 'in a folder, which the workflow has chosen', read: inputs({ context: '.' }), of: { about } },
  ])('is not reported if it is $what', ({ read, of }) => {
    expect(eventWarnings(read, { ...given, ...of })).toEqual([])
  })
})
