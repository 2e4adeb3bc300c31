import { platformArgs } from './args.ts'
import type { Platform } from './platform.ts'

/** From the oldest processor on; each runs the programs of those before it. */
const ARM = ['armv5tel', 'armv5tejl', 'armv6l', 'armv7l', 'armv8l']

/** The first one that may answer for a variant. QEMU says armv7l for v8 too. */
const OLDEST_ARM = new Map([
  ['v5', 'armv5tel'],
  ['v6', 'armv6l'],
  ['v7', 'armv7l'],
  ['v8', 'armv7l'],
])

const X86 = ['i386', 'i486', 'i586', 'i686']

/**
 * What `uname -m` may say in a container of the platform; empty where that is not known.
 *
 * - QEMU's user mode tells what it emulates (linux-user/uname.c): one name for each architecture, but of arm that of
 *   the emulated processor, armv7l for every variant unless QEMU_CPU says otherwise, and of 386 the family.
 * - A kernel tells what it is itself. To 32-bit programs of a 64-bit one that is x86_64 or aarch64, and i686 or armv8l
 *   only where the container runtime asks for it by personality(2) (COMPAT_UTS_MACHINE in Linux).
 * - An older variant of arm answers with the name of the newer processor that it runs on.
 *
 * @param machine where the container runs
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
