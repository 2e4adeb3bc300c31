import { describe, expect, test } from '@jest/globals'
import { runners } from '../../src/inputs/runners.ts'
import { type FanOut, type MatrixPlan, planMatrix } from '../../src/plan/matrix.ts'
import { matrixLines, matrixSummary } from '../../src/show/show-matrix.ts'
import { platforms } from '../builders.ts'

function plan(given: string, runnerLines = '', fanOut: FanOut = 'platform'): MatrixPlan {
  const lines = runners(runnerLines, (complaint) => {
    throw new Error(complaint.what)
  })
  return planMatrix(platforms(given), lines, fanOut)
}

describe('a matrix in the log', () => {
  test.each([
    {
      what: 'each platform with its job, and what is emulated',
      shown: plan('linux/amd64,linux/arm64,linux/riscv64,wasi/wasm', 'linux/arm64=["self-hosted","arm64"]'),
      lines: [
        'JOB            PLATFORM       RUNNER              RUNS',
        'linux-amd64    linux/amd64    ubuntu-24.04        native',
        'linux-arm64    linux/arm64    self-hosted, arm64  native',
        'linux-riscv64  linux/riscv64  ubuntu-24.04        emulated',
        'wasi-wasm      wasi/wasm      ubuntu-24.04        no emulator',
        '',
        '4 jobs for 4 platforms',
        'Emulated, which is slow: linux/riscv64. If you have machines of that kind, name them in runners.',
        'No emulator, so RUN only works in stages of another platform: wasi/wasm.',
      ],
    },
    {
      what: 'all platforms of one job',
      shown: plan('linux/amd64,linux/386', '', 'runner'),
      lines: [
        'JOB                    PLATFORM     RUNNER        RUNS',
        'linux-amd64_linux-386  linux/amd64  ubuntu-24.04  native',
        'linux-amd64_linux-386  linux/386    ubuntu-24.04  native',
        '',
        '1 job for 2 platforms',
      ],
    },
  ])('shows $what', ({ shown, lines }) => {
    expect(matrixLines(shown)).toEqual(lines)
  })
})

describe('a matrix on the summary page', () => {
  test('is a table and a chart', () => {
    const shown = plan('linux/amd64,linux/386,linux/s390x,linux/arm64', '*/arm64={"group":"big"}', 'runner')
    expect(matrixSummary(shown).split('\n')).toEqual([
      '### 2 jobs for 4 platforms',
      '',
      '| job | platform | runner | runs |',
      '| --- | --- | --- | --- |',
      '| `linux-amd64_linux-386_linux-s390x` | `linux/amd64` | `ubuntu-24.04` | native |',
      '| `linux-amd64_linux-386_linux-s390x` | `linux/386` | `ubuntu-24.04` | native |',
      '| `linux-amd64_linux-386_linux-s390x` | `linux/s390x` | `ubuntu-24.04` | emulated |',
      '| `linux-arm64` | `linux/arm64` | `group big` | native |',
      '',
      'Emulated, which is slow: linux/s390x. If you have machines of that kind, name them in runners.',
      '',
      '```mermaid',
      'flowchart LR',
      '  plan --> leg0["linux/amd64<br>linux/386<br>linux/s390x<br>on ubuntu-24.04<br>emulated"] --> merge',
      '  plan --> leg1["linux/arm64<br>on group big"] --> merge',
      '```',
      '',
    ])
  })

  test('has no name that ends a cell, a code block, or a text of the chart', () => {
    const summary = matrixSummary(
      plan('linux/amd64', 'linux/amd64={"group":"a|b]#<x>;é😀","labels":["%%{"]}'),
    )
    expect(summary).toContain('| `group a\\|b]#<x>;é😀 (%%{)` |')
    expect(summary).toContain(
      '  plan --> leg0["linux/amd64<br>on group a#124;b#93;#35;#60;x#62;#59;#233;#128512; #40;#37;#37;#123;#41;"] --> merge',
    )
  })

  test('has no chart if Mermaid would draw none, for its edges or for its text', () => {
    const numbered = (count: number, text: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => text(index)).join()
    const charted = (given: string, fanOut: FanOut): boolean =>
      matrixSummary(plan(given, '*=one', fanOut)).includes('```mermaid')
    const version = (index: number): string => `windows(${index})/amd64`
    expect(charted(numbered(250, version), 'platform')).toBe(true)
    expect(charted(numbered(251, version), 'platform')).toBe(false)
    expect(charted(numbered(1_000, version), 'runner')).toBe(true)
    expect(charted(numbered(2_000, version), 'runner')).toBe(false)
  })
})
