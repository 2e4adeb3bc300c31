import { describe, expect, test } from '@jest/globals'
import { printSize, proofCells, proofLines, proofSummary } from '../../src/show/show-proof.ts'
import type { PlatformProof } from '../../src/verify/proof.ts'
import { finding, proven } from '../builders.ts'

const warning = finding({
  severity: 'warning',
  instruction: '',
  verdict: { rule: 'library', library: 'libz.so.1', loadedBy: '' },
})
const notice = finding({
  severity: 'notice',
  instruction: '',
  verdict: { rule: 'skipped', skipped: 'programs' },
})

describe('the proof of an image, as lines', () => {
  test('is a table with a row for each platform', () => {
    const arm = proven('linux/arm/v7', 'b', {
      size: 999,
      files: 12,
      entrypoint: { path: '/bin/sh', machine: 'arm' },
    })
    expect(proofLines([proven('linux/amd64', 'a'), arm])).toEqual([
      'PLATFORM      SIZE    ELF FILES  STARTS        MACHINE  PROOF',
      'linux/amd64   3.1 MB  1          /usr/bin/app  amd64    proven',
      'linux/arm/v7  999 B   12         /bin/sh       arm      proven',
    ])
  })

  test('has no column for what no image has', () => {
    const scripts = proven('linux/amd64', 'a', { files: 0, entrypoint: undefined })
    expect(proofLines([scripts])).toEqual([
      'PLATFORM     SIZE    ELF FILES  PROOF',
      'linux/amd64  3.1 MB  0          proven',
    ])
  })

  test('has every finding below it, with what made the file and what to do', () => {
    const arm64 = proven('linux/arm64', 'b', { findings: [finding(), warning] })
    const lines = proofLines([proven('linux/amd64', 'a', { findings: [notice] }), arm64])
    expect(lines.slice(3)).toEqual([
      '',
      'notice: the programs of linux/arm64 were not checked: they are not ELF files.',
      'error: /usr/bin/app is for amd64, not for linux/arm64. (COPY app /usr/bin/app) Build it for linux/arm64 (compile with TARGETARCH, or in a stage without --platform=$BUILDPLATFORM), or copy it from an image for linux/arm64. If it belongs there, add this line to verify-ignore: /usr/bin/app',
      'warning: /usr/bin/app needs libz.so.1, which its loader cannot find in the image for linux/arm64. Install the package that provides the library, or copy the library from the stage that built the program.',
    ])
  })
})

describe('the verdict', () => {
  test.each<{ what: string; findings: PlatformProof['findings']; verdict: string }>([
    { what: 'nothing', findings: [], verdict: 'proven' },
    { what: 'a notice', findings: [notice], verdict: 'proven' },
    { what: 'warnings', findings: [warning, notice, warning], verdict: 'proven, 2 to check' },
    { what: 'an error', findings: [finding()], verdict: 'failed: 1 error' },
    { what: 'an error among warnings', findings: [warning, finding(), warning], verdict: 'failed: 1 error' },
  ])('on $what is "$verdict"', ({ findings, verdict }) => {
    expect(proofCells(proven('linux/arm64', 'a', { findings })).at(-1)).toBe(verdict)
  })

  test('is none if nothing was proven', () => {
    expect(proofCells(undefined)).toEqual(['', '', '', '', ''])
  })
})

describe('the summary of a proof', () => {
  test('is the table in Markdown, without the findings, which are reported as errors', () => {
    const arm64 = proven('linux/arm64', 'b', { findings: [finding()] })
    expect(proofSummary([proven('linux/amd64', 'a'), arm64]).split('\n')).toEqual([
      '| platform | size | elf files | starts | machine | proof |',
      '| --- | --- | --- | --- | --- | --- |',
      '| `linux/amd64` | `3.1 MB` | `1` | `/usr/bin/app` | `amd64` | `proven` |',
      '| `linux/arm64` | `3.1 MB` | `1` | `/usr/bin/app` | `arm64` | `failed: 1 error` |',
      '',
    ])
  })

  test('stays a table whatever an image calls its programs', () => {
    const odd = proven('linux/amd64', 'a', { entrypoint: { path: '/a|b`c', machine: 'amd64' } })
    const [head, , row] = proofSummary([odd]).split('\n')
    const cells = (line = ''): number => line.replaceAll('\\|', '').split('|').length
    expect(cells(row)).toBe(cells(head))
  })
})

test.each([
  { bytes: 0, text: '0 B' },
  { bytes: 999, text: '999 B' },
  { bytes: 1_000, text: '1.0 kB' },
  { bytes: 999_900, text: '999.9 kB' },
  { bytes: 1_000_000, text: '1.0 MB' },
  { bytes: 1_234_567_890, text: '1234.6 MB' },
])('$bytes bytes are $text', ({ bytes, text }) => {
  expect(printSize(bytes)).toBe(text)
})
