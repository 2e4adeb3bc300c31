import { describe, expect, test } from '@jest/globals'
import { Cancelled } from '../../src/errors.ts'
import { EXTRAS, type Extra, tryExtra, warnExtraFailed } from '../../src/runner/extras.ts'
import { withoutCommands } from '../../src/runner/log.ts'
import { captured, whileCaptured } from './stdout.ts'

const full = (): never => {
  throw Object.assign(new Error("ENOSPC: no space left on device, write '/a'"), { code: 'ENOSPC' })
}

describe('what a job can do without', () => {
  test.each(Object.keys(EXTRAS).filter((name): name is Extra => name in EXTRAS))(
    'is one warning where it fails, with what is done in its place: %s',
    async (extra) => {
      const [what, instead] = EXTRAS[extra]
      const { result, text } = await whileCaptured(() => tryExtra(extra, 'instead', full))
      expect(result).toBe('instead')
      expect(text).toBe(`::warning::${what}: ENOSPC: no space left on device, write '/a'; ${instead}.\n`)
    },
  )

  test('is there if it does not fail, and nothing is said', async () => {
    expect(await whileCaptured(() => tryExtra('cache', 'instead', () => 'it'))).toEqual({
      ...{ result: 'it', text: '' },
    })
  })

  test('does not keep a job going that is cancelled', async () => {
    const work = (): Promise<never> => Promise.reject(new Cancelled())
    await expect(tryExtra('cache', undefined, work)).rejects.toThrow(Cancelled)
  })

  test("is told between two lines of somebody else's output, if the runner takes commands", () => {
    const lines = captured(() => {
      const { write, end } = withoutCommands()
      write('half')
      warnExtraFailed('image cache', 'it is full.')
      write(' a line\n')
      end()
    }).split('\n')
    const at = lines.findIndex((line) => line.startsWith('::warning::'))
    expect(lines[at]).toMatch(/^::warning::The cache of .* qemu-image: it is full; docker pulls the image\.$/)
    expect([lines[at - 2], lines[at - 1], lines[at + 1]]).toEqual([
      'half a line',
      expect.stringMatching(/^::[\w-]{36}::$/),
      expect.stringMatching(/^::stop-commands::/),
    ])
  })
})
