import { expect, test } from '@jest/globals'
import { parseAnnotation } from '../../../src/inputs/annotation.ts'
import { swallowedLabels } from '../../../src/plan/build/swallowed.ts'
import { inputs } from '../../builders.ts'

const OCI = 'org.opencontainers.image'

/** The keys that are reported, with their input. */
function told(labels: readonly string[], annotations: readonly string[] = []): readonly string[] {
  const asked = inputs({ labels, annotations: annotations.map(parseAnnotation) })
  return swallowedLabels(asked).map((text) =>
    text.replace(/: the value of .* continues with (.*)=\..*/, ' $1'),
  )
}

test.each<{
  what: string
  labels?: readonly string[]
  annotations?: readonly string[]
  keys: readonly string[]
}>([
  {
    what: 'labels that YAML has folded',
    labels: [`${OCI}.description=Ruby on x64 ${OCI}.vendor=somebody ${OCI}.licenses=MIT`],
    keys: [`labels ${OCI}.vendor`, `labels ${OCI}.licenses`],
  },
  {
    what: 'labels behind commas',
    labels: [`${OCI}.title=a,${OCI}.vendor=b`],
    keys: [`labels ${OCI}.vendor`],
  },
  {
    what: 'annotations with levels',
    annotations: [`index:${OCI}.title=a index:${OCI}.vendor=b`],
    keys: [`annotations ${OCI}.vendor`],
  },
  {
    what: 'a command with properties',
    labels: ['com.example.run=java -e spring.datasource.url=jdbc:x'],
    keys: [],
  },
  { what: 'a text with an equals sign', labels: [`${OCI}.description=a=b, c=d and e.f=g`], keys: [] },
  { what: 'an address', labels: [`${OCI}.url=https://example.com/?${OCI}.title=x`], keys: [] },
])('$what: $keys', ({ labels = [], annotations = [], keys }) => {
  expect(told(labels, annotations)).toEqual(keys)
})
