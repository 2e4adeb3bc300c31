import { describe, expect, test } from '@jest/globals'
import { parseJson } from '../../src/json.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { listsReferrer, referrerManifest, referrersTag, withReferrer } from '../../src/oci/referrer.ts'

const HEX = 'ab'.repeat(32)
const SUBJECT = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: `sha256:${HEX}`, size: 7 }
const TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const MANIFEST = referrerManifest({
  subject: SUBJECT,
  type: TYPE,
  content: '{"a":"ä"}',
  annotations: { a: 'b' },
})

describe('a referrer of an image', () => {
  test('is a manifest with its text as the only layer, and no config', () => {
    expect(parseJson(MANIFEST)).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: TYPE,
      config: {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
        size: 2,
      },
      layers: [{ mediaType: TYPE, digest: digestOf('{"a":"ä"}'), size: 10 }],
      subject: SUBJECT,
      annotations: { a: 'b' },
    })
  })

  test.each([
    { what: 'sha256', digest: `sha256:${HEX}`, tag: `sha256-${HEX}` },
    { what: 'sha512, cut to what a tag can hold', digest: `sha512:${HEX}${HEX}`, tag: `sha512-${HEX}` },
  ])('is listed under a tag: $what', ({ digest, tag }) => {
    expect(referrersTag(digest)).toBe(tag)
  })

  test.each([
    { what: 'a new list', before: '', others: [] },
    {
      what: 'what others have listed',
      before: '{"schemaVersion":2,"manifests":[{"digest":"sha256:1","artifactType":"x"}]}',
      others: [{ digest: 'sha256:1', artifactType: 'x' }],
    },
  ])('is added to $what', ({ before, others }) => {
    const after = withReferrer(before, MANIFEST) ?? ''
    expect(parseJson(after)).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [
        ...others,
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          digest: digestOf(MANIFEST),
          size: Buffer.byteLength(MANIFEST),
          artifactType: TYPE,
          annotations: { a: 'b' },
        },
      ],
    })
    expect(listsReferrer(after, digestOf(MANIFEST))).toBe(true)
    expect(listsReferrer(before, digestOf(MANIFEST))).toBe(false)
  })

  test('is not added to something else than a list, such as an image', () => {
    expect(withReferrer('{"config":{},"layers":[]}', MANIFEST)).toBeUndefined()
    expect(withReferrer('no JSON', MANIFEST)).toBeUndefined()
  })
})
