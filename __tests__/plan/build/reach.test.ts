import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { parseReference } from '../../../src/oci/reference.ts'
import { makePlan } from '../../../src/plan/make.ts'
import { builder, caches, driverOptions, facts, inlineConfig, inputs, PLAIN_DOCKER } from '../../builders.ts'

const INLINE = await inlineConfig('debug = true')

const given = {
  'cache-from': caches('type=registry,ref=r.example/app:cache', 'type=registry,ref=owner/app:cache'),
}

function asked(over: Partial<Inputs>, machine: Partial<Facts> = {}): readonly string[] {
  return makePlan(inputs(over), facts(machine)).builds.flatMap(({ cacheServers }) => cacheServers)
}

describe('registries that only have a cache to give', () => {
  test('are asked before a build that pushes nothing, each once', () => {
    expect(asked(given)).toEqual(['r.example', 'registry-1.docker.io'])
  })

  test.each<{ what: string; over: Partial<Inputs>; machine?: Partial<Facts> }>([
    {
      what: 'the image is pushed there',
      over: { ...given, push: true, tags: [parseReference('r.example/app:1')] },
    },
    { what: 'nothing is built', over: { ...given, call: 'check' } },
    { what: 'nothing is imported', over: { cache: 'off' } },
    {
      what: 'there are other caches, too',
      over: { 'cache-from': [...given['cache-from'], ...caches('type=gha')] },
    },
    {
      what: 'one is on this machine',
      over: { 'cache-from': caches('type=registry,ref=localhost:5000/app:cache') },
    },
    { what: 'the builder has a configuration, which may name mirrors', over: { ...given, ...INLINE } },
    {
      what: 'the builder has a proxy',
      over: { ...given, 'driver-opts': driverOptions('env.HTTPS_PROXY=http://p') },
    },
    {
      what: 'the builder is in a network of its own',
      over: { ...given, 'driver-opts': driverOptions('network=mine') },
    },
    {
      what: 'the builder is remote',
      over: { ...given, 'builder-endpoint': 'ssh://me@arm', platforms: [facts().engine.platform] },
    },
    {
      what: 'the builder is already there',
      over: { ...given, builder: 'mine' },
      machine: { builder: builder(['linux/amd64']) },
    },
    {
      what: 'docker gives builders a proxy',
      over: given,
      machine: { docker: { ...PLAIN_DOCKER, hasProxies: true } },
    },
  ])('are not asked if $what', ({ over, machine = {} }) => {
    expect(asked(over, machine)).toEqual([])
  })
})
