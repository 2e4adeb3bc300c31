import { describe, expect, test } from '@jest/globals'
import { parseAnnotation } from '../../../src/inputs/annotation.ts'
import {
  annotationProblems,
  indexAnnotations,
  lostAnnotations,
  partAnnotations,
  wholeAnnotations,
} from '../../../src/plan/build/annotations.ts'
import { inputs, platforms } from '../../builders.ts'

const given = (...texts: readonly string[]) => inputs({ annotations: texts.map(parseAnnotation) })

const BOTH = platforms('linux/amd64,linux/arm/v7')

describe('annotations of one build', () => {
  test('are those of the input, as they were written', () => {
    const texts = ['a=1', 'index,manifest[linux/arm64/v8]:b=2', 'index-descriptor:c:d=3']
    for (const isPushedAlone of [true, false])
      for (const hasIndex of [true, false])
        expect(wholeAnnotations(given(...texts), { isPushedAlone, hasIndex })).toEqual(texts)
  })

  test.each([
    {
      to: 'a registry, in an index',
      isPushedAlone: true,
      hasIndex: true,
      left: ['manifest:a=1', 'index:a=1'],
    },
    { to: 'a registry, in no index', isPushedAlone: true, hasIndex: false, left: ['manifest:a=1'] },
    { to: 'elsewhere', isPushedAlone: false, hasIndex: true, left: [] },
  ])('that were not requested are left out if an image that goes to $to has no place for them', (row) => {
    const { annotations } = given('manifest:a=1', 'index:a=1')
    const offered = annotations.map((each) => ({ ...each, isOffered: true }))
    expect(wholeAnnotations(inputs({ annotations: offered }), row)).toEqual(row.left)
  })
})

interface Row {
  readonly what: string
  readonly text: string
  /** For a build of linux/amd64, and for one of linux/arm/v7. */
  readonly amd64: readonly string[]
  readonly arm: readonly string[]
  /** For the index of both. */
  readonly index: readonly string[]
}

const rows: readonly Row[] = [
  {
    what: 'without a level is for the manifests',
    text: 'a=1',
    amd64: ['manifest:a=1'],
    arm: ['manifest:a=1'],
    index: [],
  },
  {
    what: 'of the manifests is for each build',
    text: 'manifest:a=1',
    amd64: ['manifest:a=1'],
    arm: ['manifest:a=1'],
    index: [],
  },
  {
    what: 'of one manifest is for the build of its platform',
    text: 'manifest[linux/arm/v7]:a=1',
    amd64: [],
    arm: ['manifest[linux/arm/v7]:a=1'],
    index: [],
  },
  {
    what: 'of a platform in another spelling is for its build',
    text: 'manifest[linux/armhf]:a=1',
    amd64: [],
    arm: ['manifest[linux/arm/v7]:a=1'],
    index: [],
  },
  {
    what: 'of two manifests is for both builds',
    text: 'manifest[linux/amd64],manifest[linux/arm/v7]:a=1',
    amd64: ['manifest[linux/amd64]:a=1'],
    arm: ['manifest[linux/arm/v7]:a=1'],
    index: [],
  },
  {
    what: 'of the index is for the merge, because the index of a build is discarded',
    text: 'index:a=1',
    amd64: [],
    arm: [],
    index: ['index:a=1'],
  },
  {
    what: 'of the descriptors names each, because those of attestations would get it, too',
    text: 'manifest-descriptor:a=1',
    amd64: [],
    arm: [],
    index: ['manifest-descriptor[linux/amd64]:a=1', 'manifest-descriptor[linux/arm/v7]:a=1'],
  },
  {
    what: 'of one descriptor names it',
    text: 'manifest-descriptor[linux/arm]:a=1',
    amd64: [],
    arm: [],
    index: ['manifest-descriptor[linux/arm/v7]:a=1'],
  },
  {
    what: 'of two descriptors names each once',
    text: 'manifest-descriptor[linux/amd64],manifest-descriptor[linux/arm/v7]:a=1',
    amd64: [],
    arm: [],
    index: ['manifest-descriptor[linux/amd64]:a=1', 'manifest-descriptor[linux/arm/v7]:a=1'],
  },
  {
    what: 'of several levels is split',
    text: 'index,manifest,manifest-descriptor:a=1',
    amd64: ['manifest:a=1'],
    arm: ['manifest:a=1'],
    index: ['index:a=1', 'manifest-descriptor[linux/amd64]:a=1', 'manifest-descriptor[linux/arm/v7]:a=1'],
  },
  {
    what: 'of the index and one manifest is split',
    text: 'index,manifest[linux/amd64]:a=1',
    amd64: ['manifest[linux/amd64]:a=1'],
    arm: [],
    index: ['index:a=1'],
  },
  {
    what: 'of every manifest and one descriptor keeps the platform with its level',
    text: 'manifest,manifest-descriptor[linux/arm/v7]:a=1',
    amd64: ['manifest:a=1'],
    arm: ['manifest:a=1'],
    index: ['manifest-descriptor[linux/arm/v7]:a=1'],
  },
  {
    what: 'of one manifest and every descriptor keeps the platform with its level',
    text: 'manifest[linux/arm/v7],manifest-descriptor:a=1',
    amd64: [],
    arm: ['manifest[linux/arm/v7]:a=1'],
    index: ['manifest-descriptor[linux/amd64]:a=1', 'manifest-descriptor[linux/arm/v7]:a=1'],
  },
  {
    what: 'keeps a key with colons',
    text: 'index,manifest:urn:x:y=1',
    amd64: ['manifest:urn:x:y=1'],
    arm: ['manifest:urn:x:y=1'],
    index: ['index:urn:x:y=1'],
  },
  {
    what: 'keeps a value with colons, equals signs and brackets',
    text: 'url=http://x:1/?a=b[c]',
    amd64: ['manifest:url=http://x:1/?a=b[c]'],
    arm: ['manifest:url=http://x:1/?a=b[c]'],
    index: [],
  },
  {
    what: 'keeps an empty value',
    text: 'index,manifest:a=',
    amd64: ['manifest:a='],
    arm: ['manifest:a='],
    index: ['index:a='],
  },
]

describe('an annotation of several builds', () => {
  test.each(rows)('$what', ({ text, amd64, arm, index }) => {
    expect({
      amd64: partAnnotations(given(text), platforms('linux/amd64')),
      arm: partAnnotations(given(text), platforms('linux/arm/v7')),
      index: indexAnnotations(given(text), BOTH),
    }).toEqual({ amd64, arm, index })
  })

  test('of all manifests of one build says so once', () => {
    expect(partAnnotations(given('a=1'), BOTH)).toEqual(['manifest:a=1'])
  })

  test('keeps its place among the others', () => {
    const all = given('b=1', 'index:x=0', 'a=2')
    expect(partAnnotations(all, BOTH)).toEqual(['manifest:b=1', 'manifest:a=2'])
  })
})

describe('an annotation that the joining job cannot write', () => {
  test.each([
    { what: 'without a level', text: 'a=1' },
    { what: 'of the manifests', text: 'manifest:a=1' },
    { what: 'of one manifest', text: 'manifest[linux/amd64]:a=1' },
    { what: "of the index's descriptor, which no registry stores", text: 'index-descriptor:a=1' },
  ])('is reported: one $what', ({ text }) => {
    expect(lostAnnotations(given('index:z=1', text))).toEqual([text])
  })

  test.each(['index:a=1', 'manifest-descriptor:a=1', 'index,manifest:a=1'])('is not %s', (text) => {
    expect(lostAnnotations(given(text))).toEqual([])
  })
})

describe('an annotation is refused', () => {
  test.each([
    {
      what: 'for a platform that is not built',
      text: 'manifest[linux/arm64]:a=1',
      hasIndex: true,
      told: '"manifest[linux/arm64]:a=1" is for linux/arm64, which is not built.',
    },
    {
      what: 'for another variant than what is built',
      text: 'manifest-descriptor[linux/arm/v6]:a=1',
      hasIndex: true,
      told: '"manifest-descriptor[linux/arm/v6]:a=1" is for linux/arm/v6, which is not built.',
    },
    {
      what: 'for an index that does not exist',
      text: 'manifest,index:a=1',
      hasIndex: false,
      told: '"manifest,index:a=1" is for an index, but an image of one platform without attestations has none.',
    },
  ])('$what', ({ text, hasIndex, told }) => {
    expect(annotationProblems(given('b=1', text), BOTH, hasIndex)).toEqual([
      { input: 'annotations', what: told, cure: expect.stringMatching(/\S/) },
    ])
  })

  test.each([
    { what: 'for what is built', text: 'manifest[linux/arm],index:a=1', hasIndex: true },
    {
      what: 'for the manifest of an image without an index',
      text: 'manifest[linux/amd64]:a=1',
      hasIndex: false,
    },
  ])('but not $what', ({ text, hasIndex }) => {
    expect(annotationProblems(given(text), BOTH, hasIndex)).toEqual([])
  })
})
