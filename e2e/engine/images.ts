import { join } from 'node:path'
import { versions } from './versions.ts'

/** An image that is made here because Docker Hub's cannot be had. */
export interface Image {
  /** Folder of its Dockerfile. */
  readonly folder: string
  readonly repository: string
  readonly tags: readonly string[]
  /** Platforms, or none for the machine's own. */
  readonly platforms: readonly string[]
  /** What its Dockerfile copies from. */
  readonly from: readonly (keyof Places)[]
}

/** What Dockerfiles copy from and stand on, by the name they call it: folders, and for `busybox` an image. */
export type Places = Readonly<Record<'base' | 'buildkit' | 'busybox' | 'docker' | 'go' | 'libraries', string>>

const folder = (name: string) => join(import.meta.dirname, 'images', name)

const SMALL = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/riscv64'] as const

/** Everything that tests, examples and the demo name in a FROM or a docker run. */
export const IMAGES: readonly Image[] = [
  {
    folder: folder('buildkit'),
    repository: 'moby/buildkit',
    tags: ['buildx-stable-1', `v${versions.buildkit}`],
    platforms: [],
    from: ['base', 'buildkit', 'docker', 'libraries'],
  },
  {
    folder: folder('binfmt'),
    repository: 'tonistiigi/binfmt',
    tags: ['latest', versions.binfmt],
    platforms: [],
    from: ['base', 'docker'],
  },
  {
    folder: folder('busybox'),
    repository: 'library/busybox',
    tags: ['latest', '1'],
    platforms: SMALL,
    from: ['base'],
  },
  {
    folder: folder('busybox'),
    repository: 'library/alpine',
    tags: ['latest', '3', '3.22'],
    platforms: SMALL,
    from: ['base'],
  },
  {
    folder: folder('golang'),
    repository: 'library/golang',
    tags: ['latest', '1', '1.26', '1.26-alpine', 'alpine'],
    platforms: ['linux/amd64', 'linux/arm64'],
    from: ['base', 'go'],
  },
]

/** The installer of emulators that installs nothing. It stands on busybox, so it is built after the others. */
export const NOOP: Image = {
  folder: folder('binfmt-noop'),
  repository: 'multi-platform-build/binfmt-noop',
  tags: ['latest'],
  platforms: [],
  from: ['busybox'],
}

/** All names of an image, in the registry that `prefix` names. */
export function referencesOf(image: Image, prefix = ''): readonly string[] {
  return image.tags.map((tag) => `${prefix}${image.repository}:${tag}`)
}

/** What dockerd has from the start, because commands expect to find it without a registry. */
export const PULLED: readonly string[] = [
  ...IMAGES.filter(({ platforms }) => platforms.length === 0),
  NOOP,
].flatMap((image) => referencesOf(image))
