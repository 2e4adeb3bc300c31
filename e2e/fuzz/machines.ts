/** Possible facts about machine, event and disk for a set of inputs. */
import { builder, facts, handler } from '../../__tests__/builders.ts'
import type { Facts } from '../../src/facts/facts.ts'
import type { BuildInputs } from '../../src/inputs/builds.ts'
import { isGitContext } from '../../src/inputs/context.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Chance } from './chance.ts'

export function machine(inputs: Inputs, temp: string, by: Chance): Facts {
  const base = facts({ temp })
  return {
    ...base,
    event: event(base, by),
    paths: paths(inputs, base, by),
    step: { ...base.step, hasCacheService: by.happens(0.7), hasArtifactService: by.happens(0.7) },
    engine: {
      version: by.one(['28.5.1', '28.5.1', '28.5.1', '']),
      platform: parsePlatform(by.one(['linux/amd64', 'linux/amd64', 'linux/arm64', 'linux/riscv64'])),
      containerdStore: by.happens(0.5),
      kind: 'docker',
    },
    handlers: by.one([
      [],
      undefined,
      [handler('arm64')],
      [handler('arm64', { flags: 'OC' }), handler('riscv64')],
    ]),
    builder: inputs.builder === '' ? undefined : existing(by),
    freeBytes: by.one([2 ** 36, 2 ** 36, 2 ** 30, 0]),
  }
}

function event({ event }: Facts, by: Chance): Facts['event'] {
  const isTag = by.happens(0.2)
  return {
    ...event,
    branch: isTag ? '' : by.one(['main', 'feature/ä ö', 'x'.repeat(200), '', '-', 'v1..2']),
    base: by.one(['', '', 'main', 'release/1.x']),
    defaultBranch: by.one(['main', 'trunk', '']),
    onTag: isTag,
    fork: by.happens(0.2),
    isPrivate: by.happens(0.3),
    noDefaultAttestations: by.happens(0.1),
    repository: by.happens(0.05) ? '' : event.repository,
  }
}

/** Most of the paths that the inputs name exist. */
function paths(inputs: Inputs, { paths }: Facts, by: Chance): Facts['paths'] {
  const missing = (names: readonly string[]): readonly string[] =>
    names.filter((name) => /NOT|missing/i.test(name) || by.happens(0.02))
  return {
    ...paths,
    sources: inputs.builds.map((build) => source(build, by)),
    missingEnvs: missing(inputs['secret-envs'].map(({ value }) => value)),
    unsetArgs: [],
    missingFiles: missing(inputs['secret-files'].map(({ value }) => value)),
  }
}

function source({ context, file }: BuildInputs, by: Chance): Facts['paths']['sources'][number] {
  const isElsewhere = isGitContext(context) || /^(?:[a-z]+:\/\/|git@)/.test(context)
  return {
    context,
    file,
    contextIs: isElsewhere ? 'elsewhere' : by.happens(0.97) ? 'folder' : 'missing',
    dockerfile: 'Dockerfile',
    dockerfileIs: isElsewhere ? 'elsewhere' : by.happens(0.97) ? 'file' : 'missing',
  }
}

function existing(by: Chance): Facts['builder'] {
  const driver = by.one(['docker-container', 'docker', 'remote', 'kubernetes'])
  const platforms = by.one([['linux/amd64,linux/arm64,linux/arm/v7'], ['linux/amd64', 'linux/arm64'], ['']])
  const { nodes, ...rest } = builder(platforms, { driver })
  const own = { hasSnapshots: by.happens(0.7), buildkit: by.one(['v0.32.2', 'v0.32.2', 'v0.12.5', '']) }
  return { ...rest, nodes: nodes.map((node) => ({ ...node, ...own })) }
}
