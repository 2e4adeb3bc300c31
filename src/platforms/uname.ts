import { platformArgs } from './args.ts'
import type { Platform } from './platform.ts'

/** From the oldest processor to the newest; each runs the programs of those before it. */
const ARM = ['armv5tel', 'armv5tejl', 'armv6l', 'armv7l', 'armv8l']

/** The oldest valid name for each variant. QEMU reports armv7l for v8, too. */
const OLDEST_ARM = new Map([
  ['v5', 'armv5tel'],
  ['v6', 'armv6l'],
  ['v7', 'armv7l'],
  ['v8', 'armv7l'],
])

const X86 = ['i386', 'i486', 'i586', 'i686']

/**
 * The possible outputs of `uname -m` in a container of the platform; empty if they are unknown.
 *
 * - QEMU's user mode reports the emulated machine (linux-user/uname.c): one name for each architecture, except that arm
 *   reports the emulated processor, armv7l for every variant unless QEMU_CPU is set, and 386 its family.
 * - A kernel reports its own machine. For 32-bit programs on a 64-bit kernel that is x86_64 or aarch64, and i686 or
 *   armv8l only if the container runtime requests it by personality(2) (COMPAT_UTS_MACHINE in Linux).
 * - An older variant of arm reports the newer processor that it runs on.
 *
 * @param machine the machine that runs the container
 */
export function unameAnswers(platform: Platform, machine: Platform): readonly string[] {
  const { os, arch, variant } = platform
  if (os === 'linux' && arch === 'arm') {
    const names = ARM.slice(ARM.indexOf(OLDEST_ARM.get(variant) ?? 'armv5tel'))
    return machine.arch === 'arm64' ? [...names, 'aarch64'] : names
  }
  if (os === 'linux' && arch === '386') return machine.arch === 'amd64' ? [...X86, 'x86_64'] : X86
  const { uname } = platformArgs(platform, undefined)
  return uname === '' ? [] : [uname]
}
