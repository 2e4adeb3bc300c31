import { describe, expect } from '@jest/globals'
import { endToEnd, type Stage } from './stage.ts'

/** The limit of our own: the runner would wait 7.5 s after SIGINT. */
const LIMIT_MS = 2_000

const SLOW = { 'slow.Dockerfile': 'FROM alpine\nRUN echo sleeping && sleep 300\n' }

function startSlow(stage: Stage) {
  stage.write(SLOW)
  return stage.start({ platforms: 'linux/amd64,linux/arm64', file: 'slow.Dockerfile', cache: 'off' })
}

// That no container, volume, builder, folder or process is left is checked after every end-to-end test.
describe('a cancelled job', () => {
  endToEnd("stops in mid-build by the runner's sequence, and post removes everything", async (stage) => {
    const step = startSlow(stage)
    await step.until(/^#\d+ [\d.]+ sleeping/)
    const { by, ms } = await step.cancel()
    expect(by).toBe('SIGINT')
    expect(ms).toBeLessThan(LIMIT_MS)
    const ended = await step.ended
    expect(ended.exitCode).toBe(130)
    expect(ended.heldOpen).toBe(false)
    expect(ended.outputs).toEqual({})
    expect(ended.log.shown).toContain('Cancelled (SIGINT)')
    const post = await step.post()
    expect(post.exitCode).toBe(0)
    expect(post.log.shown).toMatch(/Removed builder multi-platform-build-/)
  })

  endToEnd('may be signalled twice', async (stage) => {
    const step = startSlow(stage)
    await step.until(/^#\d+ [\d.]+ sleeping/)
    step.signal('SIGINT')
    step.signal('SIGTERM')
    const ended = await step.ended
    expect(ended.exitCode).toBe(130)
    expect((await step.post()).exitCode).toBe(0)
  })

  endToEnd('stops while its builder boots', async (stage) => {
    const step = startSlow(stage)
    await step.until(/The same by hand/)
    const { ms } = await step.cancel()
    expect(ms).toBeLessThan(LIMIT_MS)
    expect((await step.post()).exitCode).toBe(0)
  })

  endToEnd('may be post itself that runs twice', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const step = stage.start({ platforms: 'linux/amd64' })
    await step.ended
    expect((await step.post()).exitCode).toBe(0)
    const again = await step.post()
    expect(again.exitCode).toBe(0)
    expect(again.log.commands).toEqual([])
  })
})
