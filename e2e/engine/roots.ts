import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { output } from './command.ts'
import { unpack } from './debian.ts'

/** Architectures of the small base images: Docker's name of each beside Debian's. */
const ARCHITECTURES = { amd64: 'amd64', arm64: 'arm64', arm: 'armhf', riscv64: 'riscv64' } as const

const FOLDERS = ['bin', 'dev', 'etc/ssl/certs', 'proc', 'root', 'sys', 'tmp', 'usr/bin', 'var/tmp'] as const

const FILES = {
  'etc/os-release': 'ID=stand-in\nNAME="Stand-in base image"\nPRETTY_NAME="Stand-in base image (busybox)"\n',
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
  'etc/nsswitch.conf': 'hosts: files dns\n',
} as const

const CERTIFICATES = 'etc/ssl/certs/ca-certificates.crt'

/** Makes a `root-ARCH/` for each architecture: a static busybox under all its names and a few files programs look for. */
export async function busyboxRoots(own: string, into: string, log: string): Promise<void> {
  for (const [name, architecture] of Object.entries(ARCHITECTURES)) {
    const root = join(into, `root-${name}`)
    const unpacked = join(into, '.unpacked')
    await unpack({ packages: ['busybox-static'], architecture }, unpacked, log)
    for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true })
    for (const folder of ['tmp', 'var/tmp']) chmodSync(join(root, folder), 0o1777)
    for (const [path, text] of Object.entries(FILES)) writeFileSync(join(root, path), text)
    if (existsSync(`/${CERTIFICATES}`)) copyFileSync(`/${CERTIFICATES}`, join(root, CERTIFICATES))
    renameSync(join(unpacked, 'usr/bin/busybox'), join(root, 'bin/busybox'))
    rmSync(unpacked, { recursive: true })
  }
  // One Debian version has the same applets everywhere, and only the machine's own busybox can be asked for them.
  const applets = (await output(join(into, `root-${own}`, 'bin/busybox'), ['--list-full'])).trim().split('\n')
  for (const name of Object.keys(ARCHITECTURES)) {
    for (const applet of applets.filter((path) => path !== 'bin/busybox')) {
      const path = join(into, `root-${name}`, applet)
      mkdirSync(dirname(path), { recursive: true })
      symlinkSync('/bin/busybox', path)
    }
  }
}

/** Copies the shared libraries of a program to a folder, at the paths where it looks for them. */
export async function libraries(program: string, into: string): Promise<void> {
  const lines = await output('ldd', [program])
  for (const [, path] of lines.matchAll(/(\/\S+) \(0x/g)) {
    if (path === undefined) continue
    mkdirSync(join(into, dirname(path)), { recursive: true })
    copyFileSync(path, join(into, path))
  }
}
