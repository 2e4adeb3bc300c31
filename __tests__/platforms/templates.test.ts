import { describe, expect, test } from '@jest/globals'
import { platformArgs } from '../../src/platforms/args.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { fillInPlatform, withKnownTemplates } from '../../src/platforms/templates.ts'

describe('templates of a platform', () => {
  test.each([
    { text: 'debian-{{debian}}', platform: 'linux/arm/v7', expected: 'debian-armhf' },
    { text: '{{ uname }}/{{GOARCH}}{{GOARM}}', platform: 'linux/arm/v6', expected: 'armv6l/arm6' },
    { text: 'go{{GOARM}}.', platform: 'linux/amd64', expected: 'go.' },
    {
      text: '{{TARGETPLATFORM}}',
      platform: 'windows(10.0.17763)/amd64',
      expected: 'windows(10.0.17763)/amd64',
    },
    { text: '{{defaultContext}}:{{debian}}', platform: 'linux/arm64', expected: '{{defaultContext}}:arm64' },
    { text: '{{ defaultContext }}:a', platform: 'linux/arm64', expected: '{{ defaultContext }}:a' },
    {
      text: '{debian} $debian {{constructor}}',
      platform: 'linux/arm64',
      expected: '{debian} $debian {{constructor}}',
    },
  ])('are filled in: $text for $platform', ({ text, platform, expected }) => {
    expect(fillInPlatform(text, platformArgs(parsePlatform(platform), undefined))).toBe(expected)
  })

  test('include every name whose value depends on the platform only', () => {
    const names = Object.keys(platformArgs(parsePlatform('linux/arm64'), undefined))
    const refused = names.filter((name) => {
      try {
        return withKnownTemplates(`{{${name}}}`) === ''
      } catch {
        return true
      }
    })
    expect(refused).toEqual(['BUILDPLATFORM', 'BUILDOS', 'BUILDOSVERSION', 'BUILDARCH', 'BUILDVARIANT'])
  })

  test.each(['{{constructor}}', '{{ }}', '{{Debian}}', '{{TARGETSTAGE}}'])('do not include %s', (text) => {
    expect(() => withKnownTemplates(text)).toThrow(`the template ${text} is not known.`)
  })

  test('may use other names too', () => {
    expect(withKnownTemplates('{{defaultContext}}:{{debian}}', ['defaultContext'])).toBe(
      '{{defaultContext}}:{{debian}}',
    )
  })
})
