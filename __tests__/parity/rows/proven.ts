/** Steps with the default of verify: proven before a tag moves. docker's action does the same as without it. */
import { each, type Row } from '../row.ts'

const TWO = 'linux/amd64,linux/arm64'

export const PROVEN: readonly Row[] = [
  {
    name: 'a push of one platform is a push by its tag',
    inputs: { verify: 'true', push: 'true', tags: 'user/app:latest' },
    docker: ['--push', '--tag', 'user/app:latest'],
  },
  {
    name: 'a push of two platforms to two registries is a push by all its tags',
    inputs: {
      verify: 'true',
      platforms: TWO,
      push: 'true',
      tags: 'user/app:latest\nuser/app:1.0.0\nghcr.io/user/app:latest',
    },
    docker: [
      ...['--platform', TWO, '--push'],
      ...each('--tag', 'user/app:latest', 'user/app:1.0.0', 'ghcr.io/user/app:latest'),
    ],
  },
  {
    name: 'the port of a registry is not a tag',
    inputs: {
      verify: 'true',
      push: 'true',
      tags: 'registry.example:5000/name/app\nregistry.example:5000/name/app:1',
    },
    docker: [
      '--push',
      ...each('--tag', 'registry.example:5000/name/app', 'registry.example:5000/name/app:1'),
    ],
  },
  {
    name: 'push and load are both flags',
    inputs: { verify: 'true', push: 'true', load: 'true', tags: 'user/app:latest' },
    docker: ['--push', '--load', '--tag', 'user/app:latest'],
    provenance: 'none',
  },
  {
    name: 'an image with compression is pushed if its output says so',
    inputs: {
      verify: 'true',
      tags: 'user/app:1',
      outputs:
        'type=image,push=true,compression=zstd,compression-level=3,force-compression=true,oci-mediatypes=true',
    },
    docker: [
      '--output',
      'type=image,push=true,compression=zstd,compression-level=3,force-compression=true,oci-mediatypes=true',
      ...['--tag', 'user/app:1'],
    ],
  },
  {
    name: 'the registry exporter pushes to its own name',
    inputs: { verify: 'true', outputs: 'type=registry,name=ghcr.io/user/app:1' },
    docker: ['--output', 'type=registry,name=ghcr.io/user/app:1'],
  },
  {
    name: 'a file is written in addition to a push, with the tags',
    inputs: {
      verify: 'true',
      platforms: TWO,
      tags: 'user/app:1\nuser/app:latest',
      outputs: 'type=oci,dest=/tmp/image.tar\ntype=registry',
    },
    docker: [
      ...['--platform', TWO, ...each('--output', 'type=oci,dest=/tmp/image.tar', 'type=registry')],
      ...each('--tag', 'user/app:1', 'user/app:latest'),
    ],
  },
  {
    name: 'an image that is pushed by its digest never gets a tag',
    inputs: {
      verify: 'true',
      outputs: 'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true',
    },
    docker: ['--output', 'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true'],
  },
  {
    name: 'files are only written',
    inputs: { verify: 'true', tags: 'user/app:1', outputs: 'type=local,dest=out' },
    docker: ['--output', 'type=local,dest=out', '--tag', 'user/app:1'],
    imageId: false,
  },
  {
    name: 'an image that is only loaded goes to the engine',
    inputs: { verify: 'true', load: 'true', tags: 'user/app:1' },
    docker: ['--load', '--tag', 'user/app:1'],
    provenance: 'none',
  },
  {
    name: 'a check builds nothing',
    inputs: { verify: 'true', push: 'true', tags: 'user/app:1', call: 'check' },
    docker: ['--push', '--tag', 'user/app:1', '--call', 'check'],
  },
]
