import { type Platform, printPlatform } from './platform.ts'

/** A platform in letters, digits and . - alone, for names: linux/arm/v7 is linux-arm-v7. A version may have any characters. */
export function slugOfPlatform(platform: Platform): string {
  return printPlatform(platform)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
}
