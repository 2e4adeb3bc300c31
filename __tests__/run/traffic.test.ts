import { expect, test } from '@jest/globals'
import { builderTraffic } from '../../src/run/traffic.ts'
import { recordingDocker } from '../docker/recording.ts'

/** As proc_net_dev(5) has it. */
const TABLE = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0
  eth0: 5000000    3000    0    0    0     0          0         0    70000    1000    0    0    0     0       0          0
`

test('the traffic of a builder is the sum of what its containers have received and sent', async () => {
  const { docker, calls } = recordingDocker([{ match: ['exec'], stdout: TABLE }])
  expect(await builderTraffic(docker, ['b0', 'b1'])).toBe(2 * (100 + 100 + 5_000_000 + 70_000))
  expect(calls).toEqual([
    'exec buildx_buildkit_b0 cat /proc/net/dev',
    'exec buildx_buildkit_b1 cat /proc/net/dev',
  ])
})

test('there is no traffic of a paused container', async () => {
  const { docker } = recordingDocker([
    { match: ['exec'], code: 1 },
    { match: ['inspect'], stdout: 'true\n' },
  ])
  expect(await builderTraffic(docker, ['b0'])).toBe(0)
})

test.each([
  { what: 'a node is elsewhere', nodes: ['b0', 'far'] },
  { what: 'no node is known', nodes: [] },
])('cannot be told where $what', async ({ nodes }) => {
  const far = { match: ['exec'], with: ['buildx_buildkit_far'], code: 1 }
  const { docker } = recordingDocker([far, { match: ['exec'], stdout: TABLE }])
  expect(await builderTraffic(docker, nodes)).toBeUndefined()
})
