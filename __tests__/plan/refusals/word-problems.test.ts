import { describe, expect, test } from '@jest/globals'
import { targetBuilder } from '../../../src/plan/builder/target.ts'
import { wordProblems, wordWarnings } from '../../../src/plan/refusals/word-problems.ts'
import { attested, builder, caches, exporters, facts, inputs } from '../../builders.ts'

const GIVEN = inputs({
  outputs: exporters('type=image,name=a,tomorrow=1', 'type=of-tomorrow,x=1', 'type=moby,anything=1'),
  provenance: attested('type=provenance,mode=max,tomorrow=1')[0],
  sbom: attested('type=sbom,generator=a,anything=1')[0],
  attests: attested('type=vex'),
  'cache-from': caches('type=gha,mode=max,tomorrow=1', 'owner/app:cache'),
  'cache-to': caches('type=gcs,bucket=b'),
})

const WORDS = [
  'outputs: "tomorrow" of the type image',
  'outputs: the type "of-tomorrow"',
  'provenance: "tomorrow" of the type provenance',
  'attests: the type "vex"',
  'cache-from: "tomorrow" of the type gha',
  'cache-to: the type "gcs"',
]

describe('words that are in no table', () => {
  const withVersion = (version: string) => {
    const { nodes, ...rest } = builder(['linux/amd64'])
    return facts({ builder: { ...rest, nodes: nodes.map((node) => ({ ...node, buildkit: version })) } })
  }
  const told = (known = facts()) => {
    const target = targetBuilder(GIVEN, known)
    const problems = wordProblems(GIVEN, target).map(({ input, what }) => `${input}: ${what}`)
    return { problems, warnings: wordWarnings(GIVEN, target) }
  }

  test.each(['v0.32.2', 'v0.12.5', '0.32.0+unknown'])('are refused for BuildKit %s', (version) => {
    const expected = WORDS.map((word) => `${word} is nothing that the BuildKit of "mine" knows.`)
    expect(told(withVersion(version))).toEqual({ problems: expected, warnings: [] })
  })

  test.each([
    { what: 'a newer BuildKit', known: withVersion('v0.33.0') },
    { what: 'one of next year', known: withVersion('v1.0.0') },
    { what: 'one that does not report its version', known: withVersion('') },
    { what: 'one that was built without a version', known: withVersion('v0.0.0+unknown') },
    { what: 'one that is not there yet', known: facts() },
  ])('are passed on with a warning to $what', ({ known }) => {
    const { problems, warnings } = told(known)
    expect(problems).toEqual([])
    expect(warnings).toEqual(WORDS.map((word) => expect.stringContaining(`${word} is nothing that`)))
  })
})
