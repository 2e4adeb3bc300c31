import { elf, type NewElf } from '../../__tests__/verify/layer/elf-file.ts'
import type { NewEntry } from '../harness/tar-writer.ts'

/** Metadata as written by package managers. */

export const file = (path: string, bytes: Buffer | string): NewEntry => ({ path, bytes: Buffer.from(bytes) })
export const program = (path: string, arch: string, as?: NewElf): NewEntry => file(path, elf(arch, as))

/** A WHEEL file as written by setuptools and auditwheel. */
export function wheelText(...tags: readonly string[]): string {
  const lines = tags.map((tag) => `Tag: ${tag}`)
  const isPure = tags.every((tag) => tag.endsWith('-any'))
  return [
    'Wheel-Version: 1.0',
    'Generator: setuptools (84.0.0)',
    `Root-Is-Purelib: ${isPure}`,
    ...lines,
    '',
  ].join('\n')
}

/** A package in site-packages, as installed by pip. */
export function wheel(
  root: string,
  name: string,
  tags: readonly string[],
  files: readonly NewEntry[],
  more: readonly string[] = [],
): readonly NewEntry[] {
  const info = `${name.replaceAll('-', '_')}-3.0.4.dist-info`
  const names = files.map(({ path }) => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path))
  const record = [...names, ...more].map(
    (path) => `${path},sha256=DtXCe8lrxRGzBwgfsY0zeF65dgRMiBLvkYlXnwU96A0,44072`,
  )
  return [
    file(`${root}/${info}/WHEEL`, wheelText(...tags)),
    file(`${root}/${info}/RECORD`, [...record, `${info}/RECORD,,`, ''].join('\n')),
    ...files,
  ]
}

/** A package in node_modules, as installed by npm. */
export function npm(
  folder: string,
  json: Readonly<Record<string, unknown>>,
  files: readonly NewEntry[],
): readonly NewEntry[] {
  return [
    file(`${folder}/package.json`, JSON.stringify({ version: '0.28.2', license: 'MIT', ...json }, null, 2)),
    ...files,
  ]
}

/** A paragraph of dpkg's status. */
export function paragraph(name: string, arch: string): string {
  return [
    ...[`Package: ${name}`, 'Status: install ok installed', 'Priority: optional', 'Section: libs'],
    ...['Installed-Size: 686', 'Maintainer: Debian <x@packages.debian.org>', `Architecture: ${arch}`],
    ...[
      'Multi-Arch: same',
      'Version: 3.134',
      'Description: a package',
      ' Architecture: is told above.',
      ' .',
      '',
    ],
    '',
  ].join('\n')
}

export function dpkg(packages: readonly (readonly [string, string])[]): NewEntry {
  return file('var/lib/dpkg/status', packages.map(([name, arch]) => paragraph(name, arch)).join(''))
}

export function dpkgList(name: string, ...paths: readonly string[]): NewEntry {
  return file(`var/lib/dpkg/info/${name}.list`, ['/.', '/usr', ...paths, ''].join('\n'))
}

/** A paragraph of apk's database. */
export function apkParagraph(
  name: string,
  arch: string,
  folder: string,
  ...files: readonly string[]
): string {
  return [
    ...['C:Q1WTqxwAdjCbPzUGTE7qR8NMz2Uf4=', `P:${name}`, 'V:1.2.5-r9', `A:${arch}`, 'S:411224', 'I:667648'],
    ...['T:the library', 'L:MIT', 'p:so:libc.musl-x86_64.so.1=1', `F:${folder}`],
    ...files.flatMap((each) => [`R:${each}`, 'a:0:0:755', 'Z:Q1/3S1jr+GfiC5h6pDzAwyaeqrzFs=']),
    '',
    '',
  ].join('\n')
}

export function deps(target: string): string {
  return `{\n  "runtimeTarget": {\n    "name": "${target}",\n    "signature": ""\n  },\n  "compilationOptions": {},\n  "targets": {}\n}\n`
}

export function conda(name: string, subdir: string, files: readonly string[]): string {
  return JSON.stringify(
    { arch: 'x86_64', build: 'h5eee18b_0', files, license: 'BSD-3-Clause', name, subdir },
    null,
    2,
  )
}

/** The first bytes of a program for Windows. */
export function windowsProgram(path: string): NewEntry {
  const bytes = Buffer.alloc(0x80)
  bytes.write('MZ', 0, 'latin1')
  bytes.writeUInt32LE(0x40, 0x3c)
  bytes.write('PE\0\0', 0x40, 'latin1')
  return file(path, bytes)
}

/** A program or library for macOS. */
export function macProgram(path: string): NewEntry {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt32LE(0xfeedfacf, 0)
  bytes.writeUInt32LE(0x0100000c, 4)
  return file(path, bytes)
}

/** The same entry without execute bits. */
export function notExecutable(entry: NewEntry): NewEntry {
  return { ...entry, patch: (header) => header.write('0000644\0', 100) }
}
