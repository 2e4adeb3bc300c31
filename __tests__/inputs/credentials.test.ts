import { describe, expect, test } from '@jest/globals'
import { exposedCredentials, type Masked } from '../../src/inputs/credentials.ts'
import type { Mode } from '../../src/inputs/modes.ts'

const SECRET: Masked = { of: 'the value of the secret "npm"', value: 'correct horse' }
const SHORT: Masked = { of: 'the value of the secret "pin"', value: 'test' }

/** The findings in one input, as short text. */
function found(text: string, masked: readonly Masked[] = [], input = 'build-args', mode: Mode = 'build') {
  const exposed = exposedCredentials(mode, (name) => (name === input ? text : ''), masked)
  return exposed.map((each) => `${each.input} ${each.line}: ${each.what}`)
}

describe('a credential that everyone with the image can read', () => {
  test.each([
    { what: 'a GitHub token', text: `T=ghp_${'a'.repeat(36)}` },
    { what: 'a GitHub token', text: `T=ghs_${'a'.repeat(36)}` },
    { what: 'a GitHub token', text: `T=github_pat_${'a'.repeat(82)}` },
    { what: 'a GitLab token', text: `T=glpat-${'a'.repeat(20)}` },
    { what: 'an AWS access key', text: 'T=AKIAABCDEFGHIJKLMNOP' },
    { what: 'an npm token', text: `T=npm_${'a'.repeat(36)}` },
    { what: 'a PyPI token', text: `T=pypi-AgEIcHlwaS5vcmc${'a'.repeat(60)}` },
    { what: 'a Docker Hub token', text: `T=dckr_pat_${'a'.repeat(27)}` },
    { what: 'a Slack token', text: 'T=xoxb-123456789012-abcdef' },
    { what: 'a Stripe key', text: `T=sk_live_${'a'.repeat(24)}` },
    {
      what: 'a private key',
      text: '"K=-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"',
    },
    { what: 'a private key', text: 'K=-----BEGIN OPENSSH PRIVATE KEY-----' },
    { what: 'the password in a URL', text: 'INDEX=https://me:s3cr3t@pypi.example/simple' },
    { what: 'the password in a URL', text: 'INDEX=https://me:test1@host/' },
    { what: 'the password in a URL', text: 'INDEX=https://me:mypassword@host/' },
    { what: SECRET.of, text: 'A=the correct horse, inside' },
    { what: SHORT.of, text: 'PIN=test' },
  ])('is found: $what in $text', ({ what, text }) => {
    expect(found(`A=1\n${text}\nB=2`, [SECRET, SHORT])).toEqual([`build-args 2: ${what}`])
  })

  test.each(['labels', 'annotations', 'build-contexts', 'context', 'platform-settings'])(
    'is found in %s',
    (input) => {
      expect(found('a=correct horse', [SECRET], input)).toHaveLength(1)
    },
  )

  test.each([
    { what: 'a variable in a URL', text: 'U=https://me:$TOKEN@host/ https://me:{{gnu}}@host/' },
    { what: 'a placeholder in a URL', text: 'U=postgres://app:password@db/app postgres://app:app@db/app' },
    {
      what: 'another placeholder in a URL',
      text: [
        'PASS',
        'secret',
        'changeme',
        'change-me',
        'example',
        'test',
        'dummy',
        'x',
        'xxxx',
        'none',
        'root',
      ]
        .map((word) => `postgres://app:${word}@db/app`)
        .join(' '),
    },
    { what: 'a URL with a port', text: 'U=https://host:8443/a@b ssh://git@host:22/x' },
    { what: "AWS's example", text: 'A=AKIAIOSFODNN7EXAMPLE' },
    { what: 'a short secret within a word', text: 'A=testing\nB=test-suite' },
    { what: 'a certificate', text: 'C=-----BEGIN CERTIFICATE-----' },
    { what: 'a name that begins like a token', text: 'A=ghp_short npm_config_registry' },
  ])('is not $what', ({ text }) => {
    expect(found(text, [SECRET, SHORT])).toEqual([])
  })

  test('is not searched for in a mode that does not use the input', () => {
    expect(found('a=correct horse', [SECRET], 'build-args', 'merge')).toEqual([])
    expect(found('a=correct horse', [SECRET], 'annotations', 'merge')).toHaveLength(1)
  })

  test('is reported once per line, and on every line', () => {
    const token = `ghs_${'a'.repeat(36)}`
    const masked = { of: 'the github-token', value: token }
    expect(found(`A=${token}\nB=${token}`, [masked])).toEqual([
      'build-args 1: the github-token',
      'build-args 2: a GitHub token',
    ])
  })
})
