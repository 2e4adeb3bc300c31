import { describe, expect, test } from '@jest/globals'
import { readDockerfile } from '../../../src/buildx/dockerfile.ts'
import type { EventFacts } from '../../../src/facts/facts.ts'
import { type Variant, variantOf } from '../../../src/plan/build/variant.ts'
import { FOLDER, facts, type Given, inputs } from '../../builders.ts'

const DOCKERFILE = 'ARG BASE=alpine\nARG TAG\nARG VERSION\nFROM $BASE:$TAG\nARG VERSION\n'
const WORKSPACE = '/home/runner/work/app/app'
const SHA = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'

async function variant(given: Given = {}, event: Partial<EventFacts> = {}): Promise<Variant> {
  const known = facts()
  const build = inputs(given)
  const source = { ...FOLDER, context: build.context, file: build.file }
  return variantOf(build, {
    event: { ...known.event, ...event },
    paths: { ...known.paths, workspace: WORKSPACE, sources: [source] },
    dockerfiles: [{ context: '.', file: '', text: undefined, content: await readDockerfile(DOCKERFILE) }],
  })
}

describe('a build chooses nothing', () => {
  test.each<{ what: string; given: Given; event?: Partial<EventFacts> }>([
    { what: 'by default', given: {} },
    { what: 'by the default Dockerfile, however it is written', given: { file: './Dockerfile' } },
    { what: 'by one in lower case', given: { file: 'dockerfile' } },
    { what: 'by that of the workspace', given: { file: `${WORKSPACE}/Dockerfile`, context: WORKSPACE } },
    { what: 'by the folder of the checkout', given: { context: './' } },
    { what: "by the event's commit", given: { context: '' } },
    { what: 'by the template for it', given: { context: '{{defaultContext}}' } },
    { what: 'by its address', given: { context: `https://github.com/owner/app.git#${SHA}` } },
    { what: 'by a folder that is different in each run', given: { context: '/tmp/tmp.Xa8', file: '' } },
    { what: 'by a folder beside the checkout', given: { context: '../other' } },
    { what: 'by arguments that FROM does not use', given: { 'build-args': ['VERSION=1', 'OTHER=2'] } },
    { what: 'by an argument without a value', given: { 'build-args': ['TAG', 'BASE='] } },
    { what: 'by a commit as an argument', given: { 'build-args': [`TAG=${SHA}`] } },
    {
      what: 'by the tag that is built',
      given: { 'build-args': ['TAG=v1.2.3'] },
      event: { ref: 'refs/tags/v1.2.3' },
    },
    { what: 'by an image that was pushed before', given: { 'build-contexts': ['base=/tmp/layout'] } },
  ])('$what', async ({ given, event }) => {
    expect(await variant(given, event)).toEqual([])
  })
})

describe('a build chooses', () => {
  test.each<{ what: string; given: Given; event?: Partial<EventFacts>; chosen: readonly string[] }>([
    { what: 'a target, as BuildKit compares them', given: { target: 'Test' }, chosen: ['target test'] },
    {
      what: 'a Dockerfile',
      given: { file: './docker/Dockerfile.api' },
      chosen: ['file docker/Dockerfile.api'],
    },
    { what: 'a folder', given: { context: './apps/web/' }, chosen: ['context apps/web'] },
    {
      what: 'a folder of the workspace',
      given: { context: `${WORKSPACE}/web`, file: `${WORKSPACE}/web/Dockerfile` },
      chosen: ['context web'],
    },
    {
      what: 'a folder with its own Dockerfile',
      given: { context: 'web', file: './web/Dockerfile' },
      chosen: ['context web'],
    },
    {
      what: 'a folder with that of the root',
      given: { context: 'web', file: 'Dockerfile' },
      chosen: ['file Dockerfile', 'context web'],
    },
    {
      what: "a folder of the event's commit",
      given: { context: '{{defaultContext}}:web' },
      chosen: ['context web'],
    },
    {
      what: 'that folder by its address',
      given: { context: `https://github.com/owner/app.git#${SHA}:web` },
      chosen: ['context web'],
    },
    {
      what: 'another repository, at whatever commit, with whatever token',
      given: { context: `https://x:ghs_1@git.example/a/b.git?token=c#${SHA}:web` },
      chosen: ['context https://git.example/a/b.git#:web'],
    },
    {
      what: 'a base by arguments, in any order',
      given: { 'build-args': ['TAG=3.20', 'BASE=debian', 'TAG=3.21'] },
      chosen: ['build-args BASE=debian', 'build-args TAG=3.21'],
    },
    {
      what: 'a base of whatever date and digest',
      given: { 'build-args': [`BASE=debian@sha256:${SHA}`, 'TAG=jammy-20261130'] },
      chosen: ['build-args BASE=debian@sha256:', 'build-args TAG=jammy-'],
    },
    {
      what: 'a base of whatever release',
      given: { 'build-args': ['BASE=owner/app:1.2.3-ubi'] },
      event: { ref: 'refs/tags/v1.2.3' },
      chosen: ['build-args BASE=owner/app:'],
    },
    {
      what: 'an image in place of a stage',
      given: { 'build-contexts': ['base=docker-image://debian:12'] },
      chosen: ['build-contexts base=docker-image://debian:12'],
    },
  ])('$what', async ({ given, event, chosen }) => {
    expect((await variant(given, event)).map(({ by, value }) => `${by} ${value}`)).toEqual(chosen)
  })

  test('no base that was not looked up', () => {
    expect(variantOf(inputs({ 'build-args': ['TAG=3'] }), facts())).toEqual([])
  })
})
