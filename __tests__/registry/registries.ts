/** Registries for tests of what asks them: one on this machine, and no patience in real time. */
import { mkdtempSync } from 'node:fs'
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

/** A registry whose server has the repository `app`, asked by somebody who has no login and whose time flies. */
export async function place(fault?: Fault): Promise<Place> {
  const stored = newStored()
  const server = await storedRegistry(stored, fault)
  const pauses: number[] = []
  const docker = dockerIn({
    DOCKER_CONFIG: mkdtempSync(join(tmpdir(), 'mpb-login-')),
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
