import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { problemsOf } from '../../../src/plan/refusals/rule.ts'
import { SIGNING_RULES } from '../../../src/plan/refusals/signing-rules.ts'
import { facts, inputs } from '../../builders.ts'

const PUSHED: Partial<Inputs> = {
  ...{ push: true, tags: [{ repository: 'ghcr.io/owner/app', tag: '1' }] },
  'github-token': 'ghs_1',
}

interface Case {
  readonly what: string
  readonly given: Partial<Inputs>
  readonly event?: Partial<EventFacts>
  readonly hasIdentity?: boolean
  /** Input and text of each problem. */
  readonly says: readonly (readonly [string, RegExp])[]
}

function found({ given, event = {}, hasIdentity = true }: Case, unread: readonly string[] = []) {
  const { event: own, step, ...local } = facts({})
  const known = { ...local, event: { ...own, ...event }, step: { ...step, hasIdentity } }
  return problemsOf(SIGNING_RULES, inputs({ ...PUSHED, ...given }), known, unread)
}

describe('what is signed', () => {
  test.each<Case>([
    { what: 'needs nothing if nothing is', given: {}, hasIdentity: false, says: [] },
    { what: 'is right with an identity and a token', given: { attest: true, sign: true }, says: [] },
    {
      what: 'needs an identity',
      given: { attest: true },
      hasIdentity: false,
      says: [['attest', /may not prove its identity, .*\n {2}id-token: write\n {2}attestations: write$/s]],
    },
    {
      what: 'needs an identity for a signature only',
      given: { sign: true, 'github-token': '' },
      hasIdentity: false,
      says: [['sign', /may not prove its identity/]],
    },
    {
      what: 'is nothing in a part, which the rules about modes say',
      given: { mode: 'part', attest: true, 'github-token': '' },
      hasIdentity: false,
      says: [],
    },
    {
      what: 'is requested once',
      given: { attest: true, sign: true },
      hasIdentity: false,
      says: [['attest', /may not prove its identity/]],
    },
    {
      what: 'is not what a fork can push',
      given: { sign: true },
      event: { fork: true },
      hasIdentity: false,
      says: [['sign', /A pull request from a fork never gets this permission/]],
    },
    {
      what: 'needs a server that Sigstore knows',
      given: { sign: true },
      event: { server: 'https://github.example.com' },
      says: [['sign', /^https:\/\/github\.example\.com gives its jobs no identity/]],
    },
    {
      what: 'is right on a tenant of ghe.com',
      given: { sign: true },
      event: { server: 'https://octo.ghe.com' },
      says: [],
    },
    {
      what: 'is not taken from a server whose name only ends alike',
      given: { sign: true },
      event: { server: 'https://evil-ghe.com' },
      says: [['sign', /gives its jobs no identity/]],
    },
    {
      what: 'is stored with a token',
      given: { attest: true, 'github-token': '' },
      says: [['github-token', /is empty, and attest needs it to store the attestation/]],
    },
    {
      what: 'is nothing if nothing is pushed',
      given: { attest: true, sign: true, push: false, 'github-token': '' },
      hasIdentity: false,
      says: [],
    },
    {
      what: 'is what a merge joins, regardless of other inputs',
      given: { mode: 'merge', sign: true, push: undefined },
      hasIdentity: false,
      says: [['sign', /may not prove its identity/]],
    },
    {
      what: 'is nothing if push: auto only tests the builds',
      given: { mode: 'merge', attest: true, push: false, isTrial: true, 'github-token': '' },
      hasIdentity: false,
      says: [],
    },
  ])('$what', (given) => {
    const problems = found(given)
    expect(problems.map(({ input }) => input)).toEqual(given.says.map(([input]) => input))
    for (const [index, { what, cure }] of problems.entries())
      expect(`${what} ${cure}`).toMatch(given.says[index]?.[1] ?? /^$/)
  })

  test('is not judged by an input that could not be read', () => {
    const given = { what: '', given: { attest: true, 'github-token': '' }, hasIdentity: false, says: [] }
    expect(found(given, ['push'])).toEqual([])
  })
})
