import { type Platform, samePlatform } from '../platforms/platform.ts'

/** Each platform once, in the order of the first mention. */
export function distinctPlatforms(platforms: readonly Platform[]): readonly Platform[] {
  return platforms.filter(
    (platform, index) => platforms.findIndex((p) => samePlatform(p, platform)) === index,
  )
}
