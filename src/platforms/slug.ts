import { type Platform, printPlatform } from './platform.ts'

/** A platform as part of a name, with only letters, digits, . and -: linux-arm-v7. A version may have any characters. */
export function slugOfPlatform(platform: Platform): string {
  return printPlatform(platform)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
}
