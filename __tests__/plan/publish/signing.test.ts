import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../../src/facts/facts.ts'
import { makePlan } from '../../../src/plan/make.ts'
import { planSigning, unsignedNotices } from '../../../src/plan/publish/signing.ts'
import { facts, inputs } from '../../builders.ts'

const ASKED = { attest: true, sign: false }

const planned = (event: Partial<EventFacts>) => {
  const { event: own, temp } = facts({})
  return planSigning(ASKED, { event: { ...own, ...event }, temp })
}

describe('who testifies', () => {
  test.each<{ what: string; event: Partial<EventFacts>; sigstore: object }>([
    {
      what: 'the public log, of a repository that everybody sees',
      event: { isPublic: true },
      sigstore: {
        ...{ kind: 'public', certificates: 'https://fulcio.sigstore.dev' },
        log: 'https://rekor.sigstore.dev',
      },
    },
    {
      what: 'GitHub, of any other: its name is in no public log',
      event: { isPublic: false },
      sigstore: {
        ...{ kind: 'github', certificates: 'https://fulcio.githubapp.com' },
        timestamps: 'https://timestamp.githubapp.com',
      },
    },
    {
      what: 'the own Sigstore of a tenant of ghe.com',
      event: { isPublic: false, server: 'https://octo.ghe.com' },
      sigstore: {
        ...{ kind: 'github', certificates: 'https://fulcio.octo.ghe.com' },
        timestamps: 'https://timestamp.octo.ghe.com',
      },
    },
  ])('is $what', ({ event, sigstore }) => {
    expect(planned(event)).toMatchObject({ attests: true, signs: false, sigstore })
  })

  test('is undefined if nothing is to be signed', () => {
    const { event, temp } = facts({})
    expect(planSigning({ attest: false, sign: false }, { event, temp })).toBeUndefined()
  })
})

describe('a plan', () => {
  const TAGS = [{ repository: 'ghcr.io/owner/app', tag: '1' }]

  test('lets tags wait for signatures, even if nothing is proven', () => {
    const pushed = { tags: TAGS, push: true, 'github-token': 'ghs_1' } as const
    expect(makePlan(inputs(pushed), facts({})).publish?.by).toBe('tags')
    for (const asked of [{ attest: true }, { sign: true }]) {
      const { publish, join, signing } = makePlan(inputs({ ...pushed, ...asked }), facts({}))
      expect([publish?.by, join === undefined, signing?.signs]).toEqual(['digest', false, 'sign' in asked])
    }
  })

  test('signs nothing if nothing is pushed, with a notice', () => {
    const { signing, notices } = makePlan(inputs({ tags: TAGS, push: false, attest: true }), facts({}))
    expect(signing).toBeUndefined()
    expect(notices).toContain('attest: nothing is pushed, so nothing is signed.')
    expect(unsignedNotices({ attest: true, sign: true }, false)).toHaveLength(2)
    expect(unsignedNotices({ attest: true, sign: true }, true)).toEqual([])
  })
})
