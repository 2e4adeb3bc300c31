import { expect, test } from '@jest/globals'
import { parsePlatform, platformFromParts } from '../../src/platforms/platform.ts'
import { slugOfPlatform } from '../../src/platforms/slug.ts'

test.each([
  { platform: parsePlatform('linux/arm/v7'), slug: 'linux-arm-v7' },
  { platform: parsePlatform('windows(10.0.17763)/amd64'), slug: 'windows-10.0.17763-amd64' },
  {
    platform: platformFromParts({ os: 'windows', architecture: 'amd64', 'os.version': 'LTSC+(1)' }),
    slug: 'windows-ltsc-2b-281-29-amd64',
  },
])('in a name, a platform is $slug', ({ platform, slug }) => {
  expect(slugOfPlatform(platform)).toBe(slug)
})
