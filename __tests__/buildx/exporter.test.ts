import { describe, expect, test } from '@jest/globals'
import {
  type Exporter,
  isArchive,
  isByDigest,
  layoutExporter,
  loads,
  namesOf,
  parseExporter,
  parseOutput,
  pushes,
  withNames,
  withoutTags,
  writesFiles,
} from '../../src/buildx/exporter.ts'
import { InvalidValue } from '../../src/errors.ts'

describe('an exporter is parsed', () => {
  test.each([
    { what: 'attributes', text: 'dest=out,type=tar', type: 'tar', attributes: { dest: 'out' } },
    {
      what: 'a field with commas',
      text: 'type=image,"name=a,b"',
      type: 'image',
      attributes: { name: 'a,b' },
    },
    { what: 'keys of any case', text: 'Type=image,PUSH=True', type: 'image', attributes: { push: 'True' } },
    { what: 'a type in quotes', text: '"type=image"', type: 'image', attributes: {} },
    { what: 'a folder', text: './my folder', type: 'local', attributes: { dest: './my folder' } },
    { what: 'a folder with =', text: 'a=b', type: 'local', attributes: { dest: 'a=b' } },
    {
      what: 'a folder, in place of type=',
      text: 'Type=image',
      type: 'local',
      attributes: { dest: 'Type=image' },
    },
    { what: 'stdout', text: '-', type: 'tar', attributes: { dest: '-' } },
    {
      what: 'an unknown type',
      text: 'type=of-tomorrow,x=y',
      type: 'of-tomorrow',
      attributes: { x: 'y' },
    },
    { what: 'the last of two', text: 'type=image,type=oci,a=1,a=2', type: 'oci', attributes: { a: '2' } },
  ])('$what', ({ text, type, attributes }) => {
    expect(parseExporter(text)).toEqual({ type, attributes, text })
  })

  test.each(['dest=out,push=true', 'type=,dest=out', 'type=local,type=', 'type=local,out', '"out"', 'out,x'])(
    'not from %s',
    (text) => {
      expect(() => parseExporter(text)).toThrow(InvalidValue)
    },
  )
})

describe('an output', () => {
  test.each([
    ...[
      'type=local,dest=out',
      'type=tar,dest=a.tar',
      'type=oci,dest=a.tar',
      'type=oci,tar=false,dest=out',
      './out',
    ],
    ...[
      'type=docker',
      'type=docker,context=other',
      'type=docker,dest=a.tar',
      'type=image',
      'type=registry',
      'a=b',
    ],
    ...[
      'type=cacheonly',
      'type=of-tomorrow,x=y',
      'type=image,name=a,of-tomorrow=1',
      './docker',
      'type=moby,imag=a',
    ],
    ...['type=image,"annotation[linux/arm64].a.b=c, d",annotation-index.x=y,registry.insecure=true'],
  ])('%s is kept as written', (text) => {
    expect(parseOutput(text)).toEqual(parseExporter(text))
  })

  test('has no blanks around its fields', () => {
    const text = 'type=local,"dest=a,b"'
    expect(parseOutput('type=local, "dest=a,b"'.replace(', ', ' ,'))).toEqual(parseExporter(text))
  })

  test.each([
    ...['type=local', 'type=local,dest=-', 'type=oci,tar=false', 'type=docker,tar=false'].map((text) => ({
      text,
      says: `"${text}" has no destination, and it cannot be written to the log.`,
      cure: 'Write dest, as in dest=out.',
    })),
    ...['type=oci', 'type=oci,dest=', 'type=docker,dest=-', 'type=oci,tar=true,dest=-'].map((text) => ({
      text,
      says: `"${text}" has no destination, and it cannot be written to the log.`,
      cure: 'Write dest, as in dest=image.tar.',
    })),
    ...['type=tar', '-'].map((text) => ({
      text,
      says: `"${text}" has no destination, and it cannot be written to the log.`,
      cure: 'Write dest, as in dest=files.tar.',
    })),
    ...['docker', 'image', 'oci'].map((text) => ({
      text,
      says: `"${text}" would be a folder.`,
      cure: `Write type=${text}, or ./${text} for a folder.`,
    })),
    ...['Type=image', 'dest=out', 'push=true'].map((text) => ({
      text,
      says: `"${text}" would be a folder.`,
      cure: `Write it as in type=local,dest=out, or ./${text} for a folder.`,
    })),
    {
      text: 'type=oci,tar=no,dest=out',
      says: '"tar=no" of type=oci is neither true nor false.',
      cure: 'Write tar=true or tar=false.',
    },
    {
      text: 'type=regsitry',
      says: 'the type "regsitry" is not known.',
      cure: 'Did you mean registry?',
    },
    { text: 'type=Image', says: 'the type "Image" is not known.', cure: 'Did you mean image?' },
    {
      text: 'type=image,push-by-digset=true',
      says: 'the attribute "push-by-digset" of type=image is not known.',
      cure: 'Did you mean push-by-digest?',
    },
    {
      text: 'type=oci,dest=a.tar,compression=gz',
      says: '"compression=gz" of type=oci is unknown to BuildKit.',
      cure: 'Write compression=uncompressed or compression=gzip or compression=estargz or compression=zstd.',
    },
    {
      text: 'type=local,dest=out,mode=move',
      says: '"mode=move" of type=local is unknown to BuildKit.',
      cure: 'Write mode=copy or mode=delete.',
    },
    {
      text: 'type=image,anotation-index.a=b',
      says: 'the attribute "anotation-index" of type=image is not known.',
      cure: 'Did you mean annotation-index?',
    },
  ])('is refused: $text', ({ text, says, cure }) => {
    expect(() => parseOutput(text)).toThrow(expect.objectContaining({ message: says, cure }))
  })
})

interface Question {
  readonly ask: (exporter: Exporter) => boolean
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  'pushes by itself': {
    ask: (exporter) => pushes(exporter, false),
    yes: ['type=registry', 'type=image,push=true', 'type=image,push=1', 'type=image,push='],
    no: ['type=image', 'type=image,push=false', 'type=image,push=true,push=0', 'type=oci,push=true', 'out'],
  },
  'pushes with --push': {
    ask: (exporter) => pushes(exporter, true),
    yes: ['type=registry', 'type=image', 'type=image,push=false'],
    no: ['type=oci', 'type=docker', 'type=local,dest=out', 'out', '-'],
  },
  'pushes by digest': {
    ask: isByDigest,
    yes: ['type=image,push-by-digest=true', 'type=image,push-by-digest=1', 'type=image,push-by-digest='],
    no: ['type=image', 'type=image,push-by-digest=false', 'type=image,push-by-digest=yes'],
  },
  'loads into the engine': {
    ask: loads,
    yes: ['type=docker', 'type=docker,context=other'],
    no: ['type=docker,dest=image.tar', 'type=image', 'out'],
  },
  'writes files and no image': {
    ask: writesFiles,
    yes: ['out', '-', 'type=local,dest=out', 'type=tar,dest=a.tar'],
    no: ['type=image', 'type=oci,dest=a.tar', 'type=docker', 'type=cacheonly', 'type=of-tomorrow'],
  },
  'writes one archive': {
    ask: isArchive,
    yes: ['-', 'type=tar,dest=a.tar', 'type=oci,dest=a.tar', 'type=docker'],
    no: ['out', 'type=image', 'type=registry', 'type=of-tomorrow'],
  },
}

describe.each(Object.entries(QUESTIONS))('%s', (_, { ask, yes, no }) => {
  test.each([...yes.map((text) => ({ text, answer: true })), ...no.map((text) => ({ text, answer: false }))])(
    '$text: $answer',
    ({ text, answer }) => {
      expect(ask(parseExporter(text))).toBe(answer)
    },
  )
})

describe('the names', () => {
  test.each([
    { text: 'type=image', names: [] },
    { text: 'type=image,name=', names: [] },
    { text: 'type=image,name=owner/app:1', names: ['owner/app:1'] },
    { text: 'type=image,"name=a,b"', names: ['a', 'b'] },
  ])('of $text', ({ text, names }) => {
    expect(namesOf(parseExporter(text))).toEqual(names)
  })

  test.each([
    { what: 'are set', text: 'type=oci,dest=a.tar', made: 'type=oci,dest=a.tar,"name=a:1,b"' },
    {
      what: 'replace existing ones',
      text: 'type=docker,name=c,context=d',
      made: 'type=docker,context=d,"name=a:1,b"',
    },
    { what: 'are not set if files are written', text: 'type=tar,dest=a.tar', made: 'type=tar,dest=a.tar' },
    {
      what: 'are not set for an unknown type',
      text: 'type=of-tomorrow',
      made: 'type=of-tomorrow',
    },
  ])('$what', ({ text, made }) => {
    expect(withNames(parseExporter(text), ['a:1', 'b']).text).toBe(made)
  })
})

/** The attributes of BuildKit 0.32's image exporter, by what they decide. */
const PUSH = ['name=x', 'push=false', 'push-by-digest=false', 'name-canonical=false']
const HANDLING = [
  ...['registry.insecure=true', 'store=false', 'unpack=true', 'dangling-name-prefix=x'],
  'danging-name-empty-only=true',
]
const BYTES = [
  ...['compression=zstd', 'compression-level=3', 'force-compression=true', 'oci-mediatypes=true'],
  ...['oci-artifact=true', 'rewrite-timestamp=true', 'prefer-nondist-layers=true', 'source-date-epoch=0'],
  ...['attestation-inline=true', 'annotation.a=b', 'annotation-index.a=b', 'annotation-manifest.a=b'],
  ...['annotation-index-descriptor.a=b', 'annotation-manifest-descriptor[linux/arm64].a=b'],
  'annotation[linux/amd64].org.example.a=b',
]

describe('an image exporter with every attribute', () => {
  const exporter = parseExporter(['type=image', ...PUSH, ...BYTES, ...HANDLING, 'of-tomorrow=1'].join(','))

  test('without tags keeps all of them except where it pushes', () => {
    const own = 'type=image,"name=a,b",push-by-digest=true,name-canonical=true,push=true'
    expect(withoutTags(exporter, ['a', 'b']).text).toBe(
      [own, ...BYTES, ...HANDLING, 'of-tomorrow=1'].join(','),
    )
  })

  test('has a layout with the attributes that shape the bytes', () => {
    expect(layoutExporter(exporter, '/x').text).toBe(['type=oci,tar=false,dest=/x', ...BYTES].join(','))
  })
})
