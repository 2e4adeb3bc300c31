import { describe, expect } from '@jest/globals'
import { endToEnd, expectGreen } from '../stage.ts'

const MEGABYTES = 50
const MEMORY_LIMIT = 200 * 1024 * 1024

describe('a build that prints 50 MB', () => {
  endToEnd('passes whole, in bounded memory', async (stage) => {
    // The pause lets the machine catch up: once a build has ended, BuildKit's client waits for its output only as long as some
    // arrives every few seconds (client/solve.go).
    stage.write({
      Dockerfile: `FROM alpine\nRUN yes "a line of a build that has much to say about what it does" | head -c ${MEGABYTES}000000; sleep 2\n`,
    })
    const run = await stage.run({
      platforms: 'linux/amd64',
      cache: 'off',
      // BuildKit itself cuts the output of a step at 2 MiB.
      'driver-opts': 'network=host\nenv.BUILDKIT_STEP_LOG_MAX_SIZE=-1\nenv.BUILDKIT_STEP_LOG_MAX_SPEED=-1',
    })
    expectGreen(run)
    expect(run.main.log.bytes).toBeGreaterThan(MEGABYTES * 1_000_000)
    expect(run.main.peakRss).toBeLessThan(MEMORY_LIMIT)
  })
})
