/** The results of BuildKit for a push that is proven first: an image in a registry, and its layout in a folder. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { intoFolder, putImage, putLayer } from '../../e2e/harness/layout-writer.ts'
import { tar } from '../../e2e/harness/tar-writer.ts'
import { elf } from '../verify/layer/elf-file.ts'
import { type Index, sha256 } from './run-bundle.ts'

export interface Image extends Index {
  /** Folder with the programs of the docker that builds it. */
  readonly docker: string
  /** A blob of the image, or its index; undefined for anything else. */
  readonly blob: (digest: string) => Buffer | undefined
}

/** The Dockerfile of these images. */
export const DOCKERFILE = 'FROM scratch\nARG TARGETARCH\nCOPY --chmod=755 app-$TARGETARCH /usr/bin/app\n'
const HISTORY = [
  { created_by: 'ARG TARGETARCH=any', empty_layer: true },
  { created_by: 'COPY --chmod=755 app-any /usr/bin/app # buildkit' },
]

/**
 * Makes an image, and a docker that builds it.
 * @param programs the architecture of each platform's program
 * @param afterwards a line of shell that changes the layout, whose folder is `$1`
 */
export function image(folder: string, programs: Readonly<Record<string, string>>, afterwards = ':'): Image {
  const layout = join(folder, 'layout')
  const put = intoFolder(layout)
  const manifests = Object.entries(programs).map(([platform, machine]) => {
    const { descriptor, diffId } = putLayer(put, tar([{ path: 'usr/bin/app', bytes: elf(machine) }]))
    const config = { config: { Entrypoint: ['/usr/bin/app'] }, history: HISTORY }
    const made = putImage(put, { platform, layers: [descriptor], diffIds: [diffId], config })
    const [os, architecture, variant] = platform.split('/')
    return { ...made.descriptor, platform: { os, architecture, variant } }
  })
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType, manifests })
  put(Buffer.from(bytes))
  const digest = sha256(bytes)
  return {
    ...{ bytes, digest, docker: dockerOf(folder, layout, digest, afterwards) },
    blob: (name) => readBlob(join(layout, 'blobs', ...name.split(':'))),
  }
}

function readBlob(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** A docker for `buildx build` alone: copies the layout to the requested folder, and reports the digest. */
function dockerOf(folder: string, layout: string, digest: string, afterwards: string): string {
  const docker = join(folder, 'docker-that-builds')
  mkdirSync(docker)
  const lines = [
    '#!/bin/sh',
    `afterwards() { (PATH=/usr/bin:/bin; ${afterwards}) }`,
    'for word in "$@"; do',
    '  case "$before $word" in',
    `  "--output type=oci,tar=false,"*) to="\${word#*dest=}" && cp -r "${layout}" "\${to%%,*}" && afterwards "\${to%%,*}" ;;`,
    `  "--metadata-file "*) echo '{"containerimage.digest":"${digest}"}' >"$word" ;;`,
    '  esac',
    '  before=$word',
    'done',
  ]
  writeFileSync(join(docker, 'docker'), `${lines.join('\n')}\n`)
  chmodSync(join(docker, 'docker'), 0o755)
  return docker
}
