import { isDeepStrictEqual } from 'node:util'
import { INPUTS, type InputName, type InputValues } from './table.ts'

export type Mode = InputValues['mode']

const ALL = ['build', 'plan', 'part', 'merge'] as const
const BUILDS = ['build', 'part'] as const
const PUBLISHES = ['build', 'part', 'merge'] as const

/** The modes that use each input. In any other mode it is refused if `isGiven`. */
export const MODES_OF: Readonly<Record<InputName, readonly Mode[]>> = {
  mode: ALL,
  platforms: ALL,
  context: BUILDS,
  file: BUILDS,
  target: BUILDS,
  'build-args': BUILDS,
  'build-contexts': BUILDS,
  labels: BUILDS,
  annotations: PUBLISHES,
  verify: PUBLISHES,
  // A merge proves what `parts` names.
  'verify-ignore': PUBLISHES,
  // A merge does not delete what other jobs have made.
  'on-failure': BUILDS,
  'on-newer': ['build', 'merge'],
  'on-unchanged': ['build', 'merge'],
  retries: PUBLISHES,
  'stall-timeout': BUILDS,
  'on-success': ['merge'],
  'platform-settings': BUILDS,
  images: ALL,
  tags: PUBLISHES,
  flavor: ALL,
  push: PUBLISHES,
  load: ['build'],
  outputs: BUILDS,
  provenance: BUILDS,
  sbom: BUILDS,
  attests: BUILDS,
  attest: ['build', 'merge'],
  sign: ['build', 'merge'],
  'no-cache': BUILDS,
  'no-cache-filters': BUILDS,
  pull: BUILDS,
  call: ['build'],
  network: BUILDS,
  'add-hosts': BUILDS,
  'shm-size': BUILDS,
  ulimit: BUILDS,
  'cgroup-parent': BUILDS,
  allow: BUILDS,
  ssh: BUILDS,
  secrets: BUILDS,
  'secret-envs': BUILDS,
  'secret-files': BUILDS,
  'github-token': PUBLISHES,
  registry: PUBLISHES,
  username: PUBLISHES,
  password: PUBLISHES,
  'registry-auth': PUBLISHES,
  ecr: PUBLISHES,
  logout: PUBLISHES,
  cache: BUILDS,
  'cache-ref': BUILDS,
  'cache-from': BUILDS,
  'cache-to': BUILDS,
  qemu: BUILDS,
  'qemu-image': BUILDS,
  'qemu-reset': BUILDS,
  'qemu-cache-image': BUILDS,
  'driver-opts': BUILDS,
  'buildkitd-config-inline': PUBLISHES,
  builder: PUBLISHES,
  'builder-name': BUILDS,
  driver: BUILDS,
  'buildkitd-flags': BUILDS,
  'buildkitd-config': PUBLISHES,
  'builder-endpoint': BUILDS,
  'builder-platforms': BUILDS,
  append: BUILDS,
  'builder-use': BUILDS,
  'keep-state': BUILDS,
  'builder-cleanup': BUILDS,
  'buildx-version': PUBLISHES,
  'buildx-mirror': PUBLISHES,
  'cache-binary': PUBLISHES,
  runners: ['plan'],
  'fan-out': ['plan'],
  'hand-over': ['part', 'merge'],
  parts: ['merge'],
  'smoke-test': BUILDS,
}

/** Inputs that names are derived from if there are images, which happens in every mode. */
export const NAMING: readonly InputName[] = ['tags', 'labels', 'annotations']

/**
 * Inputs whose default in action.yml differs from what an empty text parses to, so that a default cannot be told from
 * a value the user has set.
 */
export const WITH_OTHER_DEFAULT: readonly InputName[] = ['github-token', 'qemu-image', 'buildx-mirror']

/**
 * Whether the user has set an input.
 * @param value its parsed value
 */
export function isGiven(name: InputName, value: unknown): boolean {
  if (WITH_OTHER_DEFAULT.includes(name)) return false
  if (typeof value === 'string' && value.trim() === '') return false
  // By now a list may hold other values than those of its parser.
  if (Array.isArray(value) && value.length === 0) return false
  return !isDeepStrictEqual(
    value,
    INPUTS[name]('', () => {}),
  )
}
