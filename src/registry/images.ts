/**
 * What is behind a tag or a digest: images, and which run made them. Only import this file where that is needed: see
 * http.ts.
 */
import { field, parseJson, text } from '../json.ts'
import { readDescriptor } from '../oci/descriptor.ts'
import { type ImageIndex, readIndex, readPlatform } from '../oci/image-index.ts'
import { builderIdIn, mediaTypeOf, provenanceIn } from '../oci/manifest.ts'
import type { Manifest, Manifests, Registries } from './manifests.ts'

/**
 * The images behind a digest. The platform of a single manifest is in its config.
 * @throws Failure or the error of the last attempt if the config cannot be read
 */
export async function readImages(
  registries: Registries,
  repository: string,
  { digest, bytes }: Manifest,
): Promise<ImageIndex> {
  const index = readIndex(bytes)
  if (index !== undefined) return index
  const config = await readImageConfig(registries, repository, bytes)
  const size = Buffer.byteLength(bytes)
  const mediaType = mediaTypeOf(bytes)
  return {
    images: [{ platform: readPlatform(config), digest, size, saysVariant: text(config, 'variant') !== '' }],
    attestations: [],
    entries: [{ mediaType, digest, size, platform: platformMember(config) }],
    strayAttestations: [],
  }
}

/** The config of an image, parsed. @throws as `readImages` */
export async function readImageConfig(
  { at, withRetries }: Registries,
  repository: string,
  manifest: string,
): Promise<unknown> {
  const config = readDescriptor(field(parseJson(manifest), 'config'))
  const read = () => at(repository).blob(config)
  return parseJson(await withRetries(`Reading the config ${config.digest} of ${repository}`, read))
}

/** The members of a config that a descriptor also has. */
function platformMember(config: unknown): unknown {
  const names = ['architecture', 'os', 'variant', 'os.version', 'os.features']
  return Object.fromEntries(
    names.flatMap((name) => (field(config, name) === undefined ? [] : [[name, field(config, name)]])),
  )
}

/**
 * The builder id of an image, from BuildKit's provenance of its first platform; '' if it has none.
 * @throws the error of the registry
 */
export async function readBuilderId(manifests: Manifests, index: string): Promise<string> {
  const attestation = readIndex(index)?.attestations[0]
  if (attestation === undefined) return ''
  const manifest = await manifests.read(attestation.digest)
  const provenance = readDescriptor(provenanceIn(manifest?.bytes ?? ''))
  return provenance.digest === '' ? '' : builderIdIn(await manifests.blob(provenance))
}
