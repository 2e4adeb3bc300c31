/** docker's three actions for the same job. They are fetched from GitHub once, and left out if it cannot be reached. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { home } from '../engine/home.ts'
import { type StepOptions, startStep } from '../harness/runner.ts'
import { mustBeGreen } from './steps.ts'

/** In the order of a workflow, in the versions with which docs/moving.md compares. */
const PEERS = [
  { name: 'setup-qemu-action', version: 'v4' },
  { name: 'setup-buildx-action', version: 'v4' },
  { name: 'build-push-action', version: 'v7' },
] as const

type Name = (typeof PEERS)[number]['name']

/** The inputs of each. */
export type PeerInputs = Readonly<Record<Name, Readonly<Record<string, string>>>>

/** Turns off their other downloads and uploads, which have nothing to do with the build. */
const ENV = { DOCKER_BUILD_SUMMARY: 'false', DOCKER_BUILD_RECORD_UPLOAD: 'false' }

/** @returns whether all of them are available */
export function fetchPeers(): boolean {
  return PEERS.every(({ name, version }) => {
    if (existsSync(join(folderOf(name), 'action.yml'))) return true
    const url = `https://github.com/docker/${name}`
    const clone = ['clone', '--quiet', '--depth', '1', '--branch', version, url, folderOf(name)]
    return spawnSync('git', clone, { timeout: 60_000 }).status === 0
  })
}

function folderOf(name: Name): string {
  return join(home().root, 'peers', name)
}

/** Runs their main steps in order, and their post steps in reverse order. @throws if one of them is red */
export async function peersJob(
  inputs: PeerInputs,
  options: Omit<StepOptions, 'action' | 'inputs'>,
): Promise<void> {
  const steps = []
  for (const { name } of PEERS) {
    const step = startStep({ ...options, action: folderOf(name), inputs: inputs[name], env: ENV })
    mustBeGreen(await step.ended)
    steps.unshift(step)
  }
  for (const step of steps) mustBeGreen(await step.post())
}
