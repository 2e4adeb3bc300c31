/** Registries for tests of what asks them: one on this machine, and no patience in real time. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RegistryHost } from '../../e2e/harness/registry-host.ts'
import { openRegistries, type Registries } from '../../src/registry/manifests.ts'
import type { Clock } from '../../src/retry.ts'
import { dockerIn } from '../docker/recording.ts'
import { type Fault, newStored, type Stored, storedRegistry } from './stored.ts'

export interface Place {
  readonly registries: Registries
  readonly stored: Stored
  readonly server: RegistryHost
  /** Name of a repository there. */
  readonly app: string
  /** Pauses so far, in milliseconds. */
  readonly pauses: readonly number[]
}

/** A registry with the repository `app`, queried without a login and without real pauses. */
export async function place(fault?: Fault): Promise<Place> {
  const stored = newStored()
  const server = await storedRegistry(stored, fault)
  const pauses: number[] = []
  const docker = dockerIn({
    // A folder that does not exist has no logins.
    DOCKER_CONFIG: join(tmpdir(), 'mpb-no-logins'),
    PATH: process.env['PATH'],
  })
  const registries = openRegistries({ hosts: [], docker, clock: flyingClock(pauses) })
  return { registries, stored, server, app: `${server.host}/app`, pauses }
}

function flyingClock(pauses: number[]): Clock {
  return {
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    sleep: async (ms) => {
      pauses.push(ms)
    },
  }
}
