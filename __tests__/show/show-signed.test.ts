import { describe, expect, test } from '@jest/globals'
import type { SigningPlan } from '../../src/plan/plan.ts'
import { howSigned, verifyCommands } from '../../src/show/show-signed.ts'

const IMAGE = 'ghcr.io/octo-org/app@sha256:ab'
const ISSUER = 'https://token.actions.githubusercontent.com'
const OWN = 'octo-org/app/.github/workflows/a.yml'
const PLAN: SigningPlan = {
  ...{ attests: true, signs: true, server: 'https://github.com', api: 'https://api.github.com' },
  ...{ repository: 'octo-org/app', file: '/tmp/bundles.jsonl' },
  sigstore: {
    kind: 'public',
    certificates: 'https://fulcio.sigstore.dev',
    log: 'https://rekor.sigstore.dev',
  },
}
const PRIVATE: SigningPlan['sigstore'] = {
  ...{ kind: 'github', certificates: 'https://fulcio.x.ghe.com' },
  timestamps: 'https://timestamp.x.ghe.com',
}

const commands = (plan: Partial<SigningPlan>, workflow = OWN): readonly string[] =>
  verifyCommands({ ...PLAN, ...plan }, IMAGE, {
    ...{ issuer: ISSUER, repository: 'octo-org/app', workflow },
  })

describe('how a signature is verified', () => {
  test('is shown for each signature, with the workflow that may have made it', () => {
    const gh = `gh attestation verify oci://${IMAGE} --repo octo-org/app`
    const cosign = `cosign verify ${IMAGE} --certificate-oidc-issuer ${ISSUER} --certificate-identity-regexp '^https://github\\.com/octo-org/app/\\.github/workflows/a\\.yml@'`
    expect(commands({})).toEqual([gh, cosign])
    expect(commands({ signs: false })).toEqual([gh])
    expect(commands({ attests: false })).toEqual([cosign])
  })

  test('names the repository, too, if anybody may call the workflow', () => {
    const [gh, cosign] = commands({}, 'other/shared/.github/workflows/a.yml')
    expect(gh).toMatch(/ --repo octo-org\/app --signer-workflow other\/shared\/\.github\/workflows\/a\.yml$/)
    expect(cosign).toMatch(/other\/shared.* --certificate-github-workflow-repository octo-org\/app$/)
  })

  test('does not confuse repositories with a common beginning', () => {
    expect(commands({}, 'octo-org/app-of-others/.github/workflows/a.yml')[0]).toContain('--signer-workflow')
  })

  test("names the server and GitHub's own root if they are not the usual ones", () => {
    const [gh, cosign] = commands({ server: 'https://x.ghe.com', sigstore: PRIVATE })
    expect(gh).toMatch(/ --hostname x\.ghe\.com$/)
    expect(cosign).toContain('^https://x\\.ghe\\.com/')
    expect(cosign).toMatch(/--trusted-root github-root\.json --use-signed-timestamps/)
  })
})

test('the plan shows what is signed', () => {
  expect(howSigned(PLAN)).toMatch(/attestation of how it was made and a signature .*public log/)
  expect(howSigned({ ...PLAN, signs: false, sigstore: PRIVATE })).toMatch(
    /attestation of how it was made \(GitHub/,
  )
})
