/**
 * Files of /proc/sys/fs/binfmt_misc as the kernel prints them (fs/binfmt_misc.c, entry_status). Magics and masks are
 * those that tonistiigi/binfmt, QEMU's qemu-binfmt-conf.sh, Rosetta's documentation and Debian's packages register.
 */

interface Registration {
  readonly state?: string
  readonly interpreter: string
  readonly flags: string
  readonly magic: string
  readonly mask: string
}

/** An entry by magic, with every line that the kernel prints. */
export function entry({ state = 'enabled', interpreter, flags, magic, mask }: Registration): string {
  return `${state}\ninterpreter ${interpreter}\nflags: ${flags}\noffset 0\nmagic ${magic}\nmask ${mask}\n`
}

const LITTLE = 'ffffffffffffff00fffffffffffffffffeffffff'
const LITTLE_X86 = 'fffffffffffefe00fffffffffffffffffeffffff'
const LITTLE_MIPS = 'ffffffffffffff0000fffffffffffffffeffffff'
const LITTLE_PPC = 'ffffffffffffff00fffffffffffffffffeffff00'
const LITTLE_LOONG = 'fffffffffffffffc00fffffffffffffffeffffff'
const BIG = 'ffffffffffffff00fffffffffffffffffffeffff'
const BIG_MIPS = 'ffffffffffffff0000fffffffffffffffffeffff'

/** The handlers that the binfmt installer registers, by their name for --install. */
export const INSTALLED: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  amd64: qemu('x86_64', '7f454c4602010100000000000000000002003e00', LITTLE_X86),
  arm64: qemu('aarch64', '7f454c460201010000000000000000000200b700', LITTLE),
  arm: qemu('arm', '7f454c4601010100000000000000000002002800', LITTLE),
  '386': qemu('i386', '7f454c4601010100000000000000000002000300', LITTLE_X86),
  riscv64: qemu('riscv64', '7f454c460201010000000000000000000200f300', LITTLE),
  ppc64le: qemu('ppc64le', '7f454c4602010100000000000000000002001500', LITTLE_PPC),
  s390x: qemu('s390x', '7f454c4602020100000000000000000000020016', BIG),
  loong64: qemu('loongarch64', '7f454c4602010100000000000000000002000201', LITTLE_LOONG),
  mips64le: qemu('mips64el', '7f454c4602010100000000000000000002000800', LITTLE_MIPS),
  mips64: qemu('mips64', '7f454c4602020100000000000000000000020008', BIG_MIPS),
}

function qemu(cpu: string, magic: string, mask: string) {
  const name = `qemu-${cpu}`
  return { name, text: entry({ interpreter: `/usr/bin/${name}`, flags: 'POCF', magic, mask }) }
}

/** Rosetta in a virtual machine on an Apple computer: another name, the same programs as qemu-x86_64. */
export const ROSETTA = entry({
  interpreter: '/mnt/rosetta',
  flags: 'OCF',
  magic: '7f454c4602010100000000000000000002003e00',
  mask: LITTLE_X86,
})

/** multiarch/qemu-user-static without `-p yes`, and old distributions. */
export const WITHOUT_F = entry({
  interpreter: '/usr/bin/qemu-aarch64-static',
  flags: '',
  magic: '7f454c460201010000000000000000000200b700',
  mask: LITTLE,
})

export const DISABLED = entry({
  state: 'disabled',
  interpreter: '/usr/bin/qemu-aarch64',
  flags: 'POCF',
  magic: '7f454c460201010000000000000000000200b700',
  mask: LITTLE,
})

/** The o32 and n32 ABIs of 32-bit MIPS, distinguished by one bit of e_flags. */
export const MIPS_O32 = entry({
  interpreter: '/usr/bin/qemu-mips-static',
  flags: 'OCF',
  magic: '7f454c46010201000000000000000000000200080000000100000000000000000000000000000000',
  mask: 'ffffffffffffff0000fffffffffffffffffeffffffffffff00000000000000000000000000000020',
})
export const MIPS_N32 = entry({
  interpreter: '/usr/bin/qemu-mipsn32-static',
  flags: 'OCF',
  magic: '7f454c46010201000000000000000000000200080000000100000000000000000000000000000020',
  mask: 'ffffffffffffff0000fffffffffffffffffeffffffffffff00000000000000000000000000000020',
})

/** Entries that are not emulators: no mask is printed if the registration had none. */
export const PYTHON = 'enabled\ninterpreter /usr/bin/python3.11\nflags: \noffset 0\nmagic a70d0d0a\n'
export const WSL = 'enabled\ninterpreter /init\nflags: PF\noffset 0\nmagic 4d5a\n'
export const EXTENSION = 'enabled\ninterpreter /usr/bin/wine\nflags: \nextension .exe\n'
