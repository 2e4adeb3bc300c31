import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../../src/facts/facts.ts'
import { identityOf } from '../../../src/oci/part-document.ts'
import { parseReference } from '../../../src/oci/reference.ts'
import type { PartPlan } from '../../../src/plan/plan.ts'
import { legName, planPart } from '../../../src/plan/publish/part.ts'
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
      hasService: true,
    })
  })

  test('is not handed on by itself where there is no service for that', () => {
    const { step } = facts()
    const without = { ...facts(), step: { ...step, hasArtifactService: false } }
    expect(planPart(inputs(), without).hasService).toBe(false)
  })
})

describe('a leg in messages', () => {
  test.each([
    { event: {}, expected: 'the leg of linux/amd64,linux/arm/v7 (job image, attempt 1)' },
    {
      event: { job: 'legs', attempt: 2 },
      expected: 'the leg of linux/amd64,linux/arm/v7 (job legs, attempt 2)',
    },
    { event: { job: '' }, expected: 'the leg of linux/amd64,linux/arm/v7 (attempt 1)' },
  ])('is $expected', ({ event, expected }) => {
    expect(legName(planned(event), platforms('linux/amd64,linux/arm/v7'))).toBe(expected)
  })
})
