import { describe, expect, test } from '@jest/globals'
import { type BuildkitdConfig, readConfig } from '../../../src/buildx/buildkitd-config.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { publishSettings } from '../../../src/plan/publish/destination.ts'
import { builder, facts, inlineConfig, inputs, PLAIN_DOCKER } from '../../builders.ts'

const authority = (path: string): string => `[registry."r.test"]\n  ca = ["${path}"]\n`
const configOf = (path: string) => readConfig(authority(path))
/** The copy of buildx: the file is inside the container of the builder. */
const COPIED = await configOf('/etc/buildkit/certs/r.test/ca.pem')
const MINE = await configOf('/home/runner/ca.pem')
const INLINE = await inlineConfig(authority('/home/runner/ca.pem'))
const DEFAULT = await configOf('/default/ca.pem')
const OTHER = await configOf('/default/other.pem')

describe('how registries are reached', () => {
  test.each<{
    what: string
    given?: Partial<Inputs>
    docker?: object
    has?: BuildkitdConfig
    ca: string | undefined
  }>([
    { what: 'nothing is configured', ca: undefined },
    { what: 'the builder says', has: COPIED, ca: '/etc/buildkit/certs/r.test/ca.pem' },
    {
      what: 'the file of buildkitd-config says before the builder that was made from it',
      docker: { config: MINE },
      has: COPIED,
      ca: '/home/runner/ca.pem',
    },
    {
      what: 'buildkitd-config-inline says before all',
      given: INLINE,
      docker: { defaultConfig: DEFAULT },
      has: COPIED,
      ca: '/home/runner/ca.pem',
    },
    {
      what: "buildx's own file says before the builder that was made from it",
      docker: { defaultConfig: DEFAULT },
      has: COPIED,
      ca: '/default/ca.pem',
    },
    {
      what: "the builder says before buildx's own file, if that says something else",
      docker: { defaultConfig: OTHER },
      has: COPIED,
      ca: '/etc/buildkit/certs/r.test/ca.pem',
    },
    {
      what: "buildx's own file says if there is no builder",
      docker: { defaultConfig: MINE },
      ca: '/home/runner/ca.pem',
    },
  ])('$what', ({ given = {}, docker = {}, has, ca }) => {
    const [node] = builder(['linux/amd64']).nodes
    if (node === undefined) throw new Error('it has a node')
    const made = builder([], { nodes: [{ ...node, settings: { ...node.settings, config: has } }] })
    const known = facts({
      builder: has === undefined ? undefined : made,
      docker: { ...PLAIN_DOCKER, ...docker },
    })
    const { hosts } = publishSettings(inputs(given), known, known.builder)
    expect(hosts.find(({ host }) => host === 'r.test')?.ca).toEqual(ca === undefined ? undefined : [ca])
  })
})

test.each([
  { isRunIdShared: false, runUrl: facts().event.runUrl },
  { isRunIdShared: true, runUrl: '' },
])('a run is identified by its page, unless all runs share it: %o', ({ isRunIdShared, runUrl }) => {
  const { event, ...others } = facts()
  const known = { ...others, event: { ...event, isRunIdShared } }
  expect(publishSettings(inputs(), known, undefined).runUrl).toBe(runUrl)
})
