import { describe, expect, test } from '@jest/globals'
import { parseAttestation, parseProvenance, parseSbom } from '../../../src/buildx/attestation.ts'
import { makePlan } from '../../../src/plan/make.ts'
import { exporters, facts, type Given, inputs, platforms, valuesOf } from '../../builders.ts'

const PUSHED: Given = {
  platforms: platforms('linux/amd64,linux/arm64'),
  tags: [{ repository: 'ghcr.io/owner/app', tag: '1' }],
  push: true,
}

function plainer(given: Given = {}, noDefaultAttestations = false) {
  const { event } = facts()
  const plan = makePlan(
    inputs({ ...PUSHED, ...given }),
    facts({ event: { ...event, noDefaultAttestations } }),
  )
  return plan.builds[0]?.plainer ?? []
}

describe('a build that a registry may refuse', () => {
  test('can do without OCI artifacts, and then without attestations', () => {
    const [form, none, ...more] = plainer({ verify: 'stop' })
    expect(more).toEqual([])
    const outputs = valuesOf(form, '--output')
    expect(outputs).toHaveLength(2)
    // The proven layout is that of the pushed image.
    expect(outputs.every((output) => output.includes('oci-artifact=false'))).toBe(true)
    expect(valuesOf(form, '--attest')).toHaveLength(1)
    expect(valuesOf(none, '--attest')).toEqual(['type=provenance,disabled=true'])
    expect(valuesOf(none, '--output').some((output) => output.includes('oci-artifact'))).toBe(false)
  })

  test('spells its output out if --push would be enough', () => {
    const [form] = plainer()
    expect(valuesOf(form, '--output')).toEqual(['type=registry,oci-artifact=false'])
    expect(form?.input).toBe('outputs: type=registry,oci-artifact=false')
  })

  test('keeps a form that the user has chosen', () => {
    const outputs = exporters('type=image,oci-artifact=true,push=true')
    expect(plainer({ outputs }).map(({ without }) => without)).toEqual(['without attestations'])
  })

  test.each<{ what: string; given?: Given; noDefault?: boolean }>([
    { what: 'provenance is requested', given: { provenance: parseProvenance('mode=max') } },
    { what: 'there is none anyway', given: { provenance: parseProvenance('false') } },
    { what: 'an SBOM is requested', given: { sbom: parseSbom('true') } },
    { what: 'one is in attests', given: { attests: [parseAttestation('type=sbom')] } },
    { what: 'nothing is pushed', given: { push: false } },
    { what: 'the environment says no', noDefault: true },
  ])('is as it is if $what', ({ given, noDefault }) => {
    expect(plainer(given, noDefault)).toEqual([])
  })
})
