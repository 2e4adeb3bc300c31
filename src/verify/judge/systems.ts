import { archOf, foreignSystem, RELOCATABLE } from '../machines.ts'
import type { ForeignFile, JudgeRule } from './file.ts'
import { TARGET_CPU } from './trees.ts'

/**
 * Architectures that containers are published for: those of Docker's official images
 * (https://github.com/docker-library/official-images#architectures-other-than-amd64), and loong64.
 */
const CONTAINER_ARCHITECTURES = [
  ...['amd64', '386', 'arm64', 'arm', 'ppc64le', 's390x', 'riscv64', 'mips64le', 'loong64'],
]

/**
 * Files in the format of programs that firmware starts or another processor runs:
 * .c32 of Syslinux, .ko of Linux, .mod of GRUB, .elf and .img of QEMU, .axf of Arm, .mbn of Qualcomm.
 */
const BOOT_FILE = /\.(?:elf|c32|ko|mod|img|efi|axf|mbn|fw|rom)$/i
/** Kernels and boot loaders by name: https://www.qemu.org/docs/master/system/invocation.html and Debian's u-boot-*. */
const BOOT_NAME =
  /\/(?:vmlinu[xz]|hvmloader|u-?boot|openbios|opensbi|fw_(?:jump|dynamic|payload)|palcode)[^/]*$/i
const BOOT_FOLDER =
  /^\/boot\/|\/(?:firmware|openbios|seabios|opensbi|u-boot|syslinux|ipxe|skiboot|slof|ovmf|aavmf|edk2|grub|memtest86\+?|share\/qemu|lib\/modules|lib\/xen[^/]*)\//i

/** Folders that compilers name after targets without a system: thumbv7em-none-eabihf, riscv64gc-unknown-none-elf. */
const BARE_METAL = new RegExp(`/${TARGET_CPU}-(?:[a-z0-9]+-)?none(?:-[a-z0-9]+)?/`)

export const notRunnable: JudgeRule = ({ identity, fit }) =>
  fit === 'device' || identity.type === RELOCATABLE ? NOTICE : undefined

export const forNoImage: JudgeRule = (file) =>
  isForNoImage(file) || BOOT_FILE.test(file.path) || isBoot(file.path) ? NOTICE : undefined

const NOTICE = { severity: 'notice', reason: { kind: 'no image' } } as const

function isForNoImage({ identity, words }: ForeignFile): boolean {
  if (foreignSystem(identity) !== undefined || words.isForeignSystem) return true
  const arch = archOf(identity)
  return arch === undefined || !CONTAINER_ARCHITECTURES.includes(arch)
}

function isBoot(path: string): boolean {
  return BOOT_NAME.test(path) || BOOT_FOLDER.test(path) || BARE_METAL.test(path)
}
