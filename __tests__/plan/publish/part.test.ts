import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../../src/facts/facts.ts'
import type { HandOver } from '../../../src/oci/hand-over.ts'
import { identityOf } from '../../../src/oci/part-document.ts'
import { parseReference } from '../../../src/oci/reference.ts'
import type { PartPlan } from '../../../src/plan/plan.ts'
import { legName, planHandOver, planPart } from '../../../src/plan/publish/part.ts'
import { facts, inputs, platforms } from '../../builders.ts'

const TAGS = ['owner/app:1'].map(parseReference)

function planned(event: Partial<EventFacts> = {}): PartPlan {
  return planPart(inputs({ tags: TAGS }), { ...facts(), event: { ...facts().event, ...event } })
}

describe('a part', () => {
  test('is of the image with these tags, made by this attempt of this job', () => {
    expect(planned({ job: 'legs', attempt: 3 })).toEqual({
      identity: identityOf(TAGS),
      job: 'legs',
      attempt: 3,
      handOver: { by: 'artifact' },
    })
  })
})

describe('how a part comes to the merge', () => {
  type Given = Partial<EventFacts> & { readonly image?: string; readonly hasArtifactService?: boolean }
  const TAG = {
    by: 'tag' as const,
    run: { source: 'https://github.com/owner/app', id: '77', isShared: false },
  }
  const over = (
    asked: 'auto' | 'artifacts' | 'registry',
    { image = 'ghcr.io/owner/app:1', hasArtifactService = true, ...more }: Given = {},
  ) => {
    const { step, event } = facts()
    const given = inputs({
      tags: [parseReference('ghcr.io/owner/app:0'), parseReference(image)],
      'hand-over': asked,
    })
    const own = { ...event, runId: '77', ...more }
    return planHandOver(given, { step: { ...step, hasArtifactService }, event: own })
  }

  test.each<{ what: string; asked: 'auto' | 'artifacts' | 'registry'; given: Given; by: HandOver }>([
    { what: 'as an artifact if they work', asked: 'auto', given: {}, by: { by: 'artifact' } },
    { what: 'by a tag if they do not', asked: 'auto', given: { hasArtifactService: false }, by: TAG },
    {
      what: 'by a tag if Quay would remove it',
      asked: 'auto',
      given: { image: 'quay.io/owner/app' },
      by: TAG,
    },
    {
      what: 'as an artifact if that is requested, also with Quay',
      asked: 'artifacts',
      given: { image: 'quay.io/owner/app' },
      by: { by: 'artifact' },
    },
    { what: 'by a tag if that is requested', asked: 'registry', given: {}, by: TAG },
    {
      what: 'as an output if artifacts are requested and do not work',
      asked: 'artifacts',
      given: { hasArtifactService: false },
      by: { by: 'output' },
    },
    {
      what: 'as an output if there is no run to name it by',
      asked: 'auto',
      given: { hasArtifactService: false, runId: '' },
      by: { by: 'output' },
    },
    {
      what: 'by a tag with act, whose artifacts are others',
      asked: 'auto',
      given: { isAct: true },
      by: TAG,
    },
    {
      what: 'by a tag with the commit if all runs have one number',
      asked: 'auto',
      given: { isAct: true, runId: '1', isRunIdShared: true, sha: 'a'.repeat(40) },
      by: { ...TAG, run: { ...TAG.run, id: `1-${'a'.repeat(12)}`, isShared: true } },
    },
  ])('$what', ({ asked, given, by }) => {
    expect(over(asked, given)).toEqual(by)
  })
})

describe('a leg in messages', () => {
  test.each([
    { event: {}, expected: 'the matrix job for linux/amd64,linux/arm/v7 (job image, attempt 1)' },
    {
      event: { job: 'legs', attempt: 2 },
      expected: 'the matrix job for linux/amd64,linux/arm/v7 (job legs, attempt 2)',
    },
    { event: { job: '' }, expected: 'the matrix job for linux/amd64,linux/arm/v7 (attempt 1)' },
  ])('is $expected', ({ event, expected }) => {
    expect(legName(planned(event), platforms('linux/amd64,linux/arm/v7'))).toBe(expected)
  })
})
