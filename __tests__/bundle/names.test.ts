import { describe, expect, test } from '@jest/globals'
import { type Event, pullRequest, pushOfTag, pushTo } from '../../e2e/harness/event.ts'
import { newStored } from '../registry/stored.ts'
import { errors, goodDocker, indexOf, type JobResult, runBundle } from './run-bundle.ts'

/** Names from the event: the shipped bundle against a fake docker, and a registry that stores. */

const INDEX = indexOf(['linux/amd64', 'linux/arm64'])
const OCI = 'org.opencontainers.image'

/** @param has tags of the repository before the job */
async function runJob(event: Event, inputs: Readonly<Record<string, string>>, has: readonly string[] = []) {
  const stored = newStored()
  const before = indexOf(['linux/riscv64'])
  stored.documents.set(before.digest, before.bytes)
  for (const tag of has) stored.tags.set(`app:${tag}`, before.digest)
  const result = await runBundle({
    rules: goodDocker(INDEX.digest),
    inputs: { tags: '', push: 'auto', images: 'r.example/app', verify: 'false', cache: 'off', ...inputs },
    ...{ holds: [INDEX], stored, event },
  })
  const tags = [...stored.tags].flatMap(([name, digest]) => (digest === INDEX.digest ? [name] : []))
  return { ...result, tags: tags.toSorted() }
}

const messagesOf = ({ main }: JobResult, kind: string): string =>
  main.log.commands
    .filter(({ name }) => name === kind)
    .map(({ data }) => data)
    .join('\n')

/** Values of a flag of the build. */
function flagsOf({ calls }: JobResult, flag: string): readonly string[] {
  const argv = calls.find(({ argv: [first, second] }) => first === 'buildx' && second === 'build')?.argv ?? []
  return argv.filter((_, index) => argv[index - 1] === flag)
}

const SEMVER = 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}'

describe('a job with images', () => {
  test('names the image after a tag, and reports it', async () => {
    const result = await runJob(pushOfTag('v1.2.3'), { tags: SEMVER, labels: 'mine={{sha}}' })
    expect([result.main.exitCode, errors(result)]).toEqual([0, ''])
    expect(result.tags).toEqual(['app:1', 'app:1.2.3', 'app:latest'])
    expect(result.main.outputs).toMatchObject({
      version: '1.2.3',
      tags: 'r.example/app:1.2.3\nr.example/app:1\nr.example/app:latest',
      labels: flagsOf(result, '--label').join('\n'),
      annotations: flagsOf(result, '--annotation').join('\n'),
    })
    expect(flagsOf(result, '--label')).toEqual(
      expect.arrayContaining([
        'mine=6113728',
        `${OCI}.created=2026-03-01T10:30:45.000Z`,
        `${OCI}.version=1.2.3`,
      ]),
    )
    expect(flagsOf(result, '--annotation')).toContain(`index:${OCI}.title=hello`)
    expect(result.main.log.shown).toContain('line 1, type=semver,pattern={{version}}: 1.2.3')
  })

  test('leaves latest to a higher release', async () => {
    const result = await runJob(pushOfTag('v1.1.5'), { tags: SEMVER }, ['2.0.0', 'latest'])
    expect([result.main.exitCode, result.tags]).toEqual([0, ['app:1', 'app:1.1.5']])
    expect(messagesOf(result, 'notice')).toContain('r.example/app:latest stays where it is')
    expect(result.main.outputs['tags']).toBe('r.example/app:1.1.5\nr.example/app:1')
    expect(JSON.parse(result.main.outputs['meta'] ?? '')).toMatchObject({ 'tag-names': ['1.1.5', '1'] })
  })

  test('only builds for a pull request, whatever the rules result in', async () => {
    const pull = pullRequest({ number: 7, from: 'topic', into: 'main' })
    const result = await runJob(pull, { tags: SEMVER, 'smoke-test': 'app' })
    expect([result.main.exitCode, errors(result), result.tags]).toEqual([0, '', []])
    expect(flagsOf(result, '--label')).toContain(`${OCI}.title=hello`)
    expect([flagsOf(result, '--annotation'), flagsOf(result, '--output')]).toEqual([[], []])
    expect(result.main.outputs).toMatchObject({ digest: '', tags: '', version: '' })
  })

  test('reports why each rule has no result, before docker is started', async () => {
    const result = await runJob(pushTo('main'), { tags: SEMVER })
    expect([result.main.exitCode, result.calls, result.tags]).toEqual([1, [], []])
    expect(errors(result)).toMatch(
      /^tags: no rule gives a tag for this event \(push, refs\/heads\/main\), .*line 2, type=semver,pattern=\{\{major\}\}: nothing, because the event is not about a tag\./,
    )
  })

  test('names every mistake with its line', async () => {
    const result = await runJob(pushTo('main'), {
      images: 'r.example/app\nr.example/app:1',
      tags: 'type=edge\ntype=semvr,pattern={{version}}\ntype=raw,value={{brnch}}',
      flavor: 'latest=maybe',
      labels: 'a=b\nfoo',
    })
    expect([result.main.exitCode, result.calls]).toEqual([1, []])
    expect(
      errors(result)
        .split('\n')
        .map((line) => line.replace(/:.*/, ''))
        .toSorted(),
    ).toEqual(['flavor, line 1', 'images, line 2', 'labels, line 2', 'tags, line 2', 'tags, line 3'])
  })
})

describe('a matrix with push: auto', () => {
  const pull = pullRequest({ number: 7, from: 'topic', into: 'main' })
  const one = { platforms: 'linux/amd64' }

  test('outputs the names in its plan, without docker', async () => {
    const result = await runJob(pushTo('main'), {
      mode: 'plan',
      context: '',
      push: '',
      qemu: 'auto',
      verify: '',
      cache: 'registry',
    })
    expect([result.main.exitCode, errors(result), result.calls]).toEqual([0, '', []])
    expect(result.main.outputs).toMatchObject({ tags: 'r.example/app:main', version: 'main' })
  })

  test('builds a part of a pull request, and hands nothing over', async () => {
    const result = await runJob(pull, { ...one, mode: 'part' })
    expect([result.main.exitCode, errors(result), result.main.outputs['part'], result.tags]).toEqual([
      0,
      '',
      '',
      [],
    ])
    expect(flagsOf(result, '--output')).toEqual([])
  })

  test('then joins nothing, and is green with a notice', async () => {
    const result = await runJob(pull, { ...one, mode: 'merge', context: '', qemu: 'auto', cache: 'registry' })
    expect([result.main.exitCode, errors(result), result.calls]).toEqual([0, '', []])
    expect(messagesOf(result, 'notice')).toContain(
      'with push: auto, the event pull_request only tests the builds',
    )
  })
})
