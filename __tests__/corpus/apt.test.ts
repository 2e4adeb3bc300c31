import { expect, test } from '@jest/globals'
import { installed } from '../../e2e/corpus/apt.ts'
import { listOf } from '../../e2e/corpus/stage.ts'

test('a simulated installation names the files, in the order in which they are installed', () => {
  const plan = [
    'NOTE: This is only a simulation!',
    'Inst gcc-14-base (14.2.0-19 Debian:13.2/stable [arm64])',
    'Inst zlib1g (1:1.3.dfsg+really1.3.1-1+b1 Debian:13.2/stable, Debian-Security:13/stable-security [arm64])',
    'Inst netbase (6.5 Debian:13.2/stable [all])',
    'Conf gcc-14-base (14.2.0-19 Debian:13.2/stable [arm64])',
  ]
  expect(installed(plan.join('\n'))).toEqual([
    'gcc-14-base_14.2.0-19_arm64.deb',
    'zlib1g_1%3a1.3.dfsg+really1.3.1-1+b1_arm64.deb',
    'netbase_6.5_all.deb',
  ])
})

test('the list of a package is as dpkg writes it: all paths, and of a link its own', () => {
  const contents = [
    'drwxr-xr-x root/root         0 2025-01-01 00:00 ./',
    'drwxr-xr-x root/root         0 2025-01-01 00:00 ./usr/bin/',
    '-rwxr-xr-x root/root     10240 2025-01-01 00:00 ./usr/bin/a program',
    'lrwxrwxrwx root/root         0 2025-01-01 00:00 ./usr/bin/sh -> dash',
    'hrwxr-xr-x root/root         0 2025-01-01 00:00 ./usr/bin/perl5 link to ./usr/bin/perl',
  ]
  expect(listOf(contents.join('\n'))).toBe('/.\n/usr/bin\n/usr/bin/a program\n/usr/bin/sh\n/usr/bin/perl5\n')
})
