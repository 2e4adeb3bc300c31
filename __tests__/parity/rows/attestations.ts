/** Provenance and SBOM: the defaults by the repository's visibility, and the order of precedence. */
import { pushTo } from '../../../e2e/harness/event.ts'
import {
  each,
  FORK,
  PRIVATE_PULL_REQUEST,
  PRIVATE_PUSH,
  PRIVATE_TAG,
  PULL_REQUEST,
  type Row,
  RUN,
  TAG,
  withPayload,
} from '../row.ts'

const MAX = `type=provenance,mode=max,builder-id=${RUN}`
const PRIVATE = `type=provenance,mode=min,inline-only=true,builder-id=${RUN}`
const TWO = 'linux/amd64,linux/arm64'

/** Rows that spell out every `--attest`: nothing is added to them. */
const exact = (row: Omit<Row, 'provenance'>): Row => ({ ...row, provenance: 'none' })

const defaults: readonly Row[] = [
  exact({ name: 'a public repository gets provenance with mode=max', inputs: {}, docker: ['--attest', MAX] }),
  exact({
    name: 'a private repository gets provenance with mode=min, inline only',
    inputs: {},
    event: PRIVATE_PUSH,
    docker: ['--attest', PRIVATE],
  }),
  exact({
    name: 'a pull request of a public repository gets mode=max',
    inputs: {},
    event: PULL_REQUEST,
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'a pull request of a fork is judged by the repository it goes into',
    inputs: {},
    event: FORK,
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'a pull request of a private repository gets mode=min',
    inputs: {},
    event: PRIVATE_PULL_REQUEST,
    docker: ['--attest', PRIVATE],
  }),
  exact({
    name: 'a tag of a public repository gets mode=max',
    inputs: { tags: 'user/app:1.2.3', push: 'true' },
    event: TAG,
    docker: ['--attest', MAX, '--tag', 'user/app:1.2.3', '--push'],
  }),
  exact({
    name: 'a tag of a private repository gets mode=min',
    inputs: {},
    event: PRIVATE_TAG,
    docker: ['--attest', PRIVATE],
  }),
  exact({
    name: 'an event without a repository counts as public',
    inputs: {},
    event: { ...pushTo('main'), name: 'schedule', payload: { schedule: '0 3 * * *' } },
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'a repository without a visibility counts as public',
    inputs: {},
    event: withPayload(pushTo('main'), { repository: { full_name: 'octo-org/hello' } }),
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'the second attempt of a run is another builder-id',
    inputs: {},
    env: { GITHUB_RUN_ATTEMPT: '2' },
    docker: ['--attest', MAX.replace('attempts/1', 'attempts/2')],
  }),
  exact({
    name: 'the builder-id is on the server of the workflow',
    inputs: {},
    env: { GITHUB_SERVER_URL: 'https://git.example.com' },
    docker: ['--attest', MAX.replace('https://github.com', 'https://git.example.com')],
  }),
  exact({
    name: 'several platforms have one default',
    inputs: { platforms: TWO },
    docker: ['--platform', TWO, '--attest', MAX],
  }),
  exact({
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS=1 turns the default off',
    inputs: {},
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    docker: [],
  }),
  exact({
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS=true turns it off in a private repository',
    inputs: {},
    event: PRIVATE_PUSH,
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: 'true' },
    docker: [],
  }),
  exact({
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS=false leaves it on',
    inputs: {},
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: 'false' },
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS=0 leaves it on',
    inputs: {},
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '0' },
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS does not affect requested provenance',
    inputs: { provenance: 'mode=max' },
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    docker: ['--attest', MAX],
  }),
]

const exported: readonly Row[] = [
  exact({
    name: 'load has no default provenance, because the engine cannot hold it',
    inputs: { load: 'true' },
    docker: ['--load'],
  }),
  exact({
    name: 'load with requested provenance has it',
    inputs: { load: 'true', provenance: 'mode=min' },
    docker: ['--load', '--attest', `type=provenance,mode=min,builder-id=${RUN}`],
  }),
  exact({
    name: 'the docker exporter has no default provenance',
    inputs: { outputs: 'type=docker,dest=/tmp/image.tar', tags: 'myimage:latest' },
    docker: ['--output', 'type=docker,dest=/tmp/image.tar', '--tag', 'myimage:latest'],
  }),
  exact({
    name: 'the docker exporter among others has no default provenance either',
    inputs: { outputs: 'type=image,name=user/app\ntype=docker' },
    docker: each('--output', 'type=image,name=user/app', 'type=docker'),
  }),
  exact({
    name: 'the docker exporter is recognised wherever its type is written',
    inputs: { outputs: 'dest=/tmp/image.tar,type=docker' },
    docker: ['--output', 'dest=/tmp/image.tar,type=docker'],
  }),
  exact({
    name: 'the OCI exporter has the default',
    inputs: { outputs: 'type=oci,dest=/tmp/image.tar' },
    docker: ['--output', 'type=oci,dest=/tmp/image.tar', '--attest', MAX],
  }),
  {
    ...exact({
      name: 'the local exporter has the default, and no image id',
      inputs: { outputs: 'type=local,dest=out' },
      docker: ['--output', 'type=local,dest=out', '--attest', MAX],
    }),
    imageId: false,
  },
]

const provenance: readonly Row[] = [
  exact({
    name: 'provenance: true is provenance with the builder-id, and its mode is left to buildx',
    inputs: { provenance: 'true' },
    docker: ['--attest', `type=provenance,builder-id=${RUN}`],
  }),
  exact({
    name: 'provenance: True is true',
    inputs: { provenance: 'True' },
    docker: ['--attest', `type=provenance,builder-id=${RUN}`],
  }),
  exact({
    name: 'provenance: true in a private repository is the same',
    inputs: { provenance: 'true' },
    event: PRIVATE_PUSH,
    docker: ['--attest', `type=provenance,builder-id=${RUN}`],
  }),
  exact({
    name: 'provenance: false turns it off',
    inputs: { provenance: 'false' },
    docker: ['--attest', 'type=provenance,disabled=true'],
  }),
  exact({
    name: 'provenance: FALSE turns it off',
    inputs: { provenance: 'FALSE' },
    docker: ['--attest', 'type=provenance,disabled=true'],
  }),
  exact({
    name: 'provenance: mode=max gets the builder-id',
    inputs: { provenance: 'mode=max' },
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'provenance: mode=max overrides the default of a private repository',
    inputs: { provenance: 'mode=max' },
    event: PRIVATE_PUSH,
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'provenance with a builder-id of its own keeps it',
    inputs: { provenance: 'mode=min,builder-id=https://ci.example/1' },
    docker: ['--attest', 'type=provenance,mode=min,builder-id=https://ci.example/1'],
  }),
  exact({
    name: 'provenance with a builder-id alone keeps it',
    inputs: { provenance: 'builder-id=foo' },
    docker: ['--attest', 'type=provenance,builder-id=foo'],
  }),
  exact({
    name: 'provenance with several attributes keeps them all',
    inputs: { provenance: 'mode=min,inline-only=true,version=v1' },
    docker: ['--attest', `type=provenance,mode=min,inline-only=true,version=v1,builder-id=${RUN}`],
  }),
]

const sbom: readonly Row[] = [
  exact({
    name: 'sbom: true is an SBOM in addition to the default provenance',
    inputs: { sbom: 'true' },
    docker: each('--attest', MAX, 'type=sbom,disabled=false'),
  }),
  exact({
    name: 'sbom: false turns it off',
    inputs: { sbom: 'false' },
    docker: each('--attest', MAX, 'type=sbom,disabled=true'),
  }),
  exact({
    name: 'sbom may name its generator',
    inputs: { sbom: 'generator=docker/scout-sbom-indexer:latest' },
    docker: each('--attest', MAX, 'type=sbom,generator=docker/scout-sbom-indexer:latest'),
  }),
  exact({
    name: 'sbom and provenance together are both requested',
    inputs: { sbom: 'true', provenance: 'mode=max' },
    docker: each('--attest', MAX, 'type=sbom,disabled=false'),
  }),
  exact({
    name: 'sbom: true and provenance: false give an SBOM alone',
    inputs: { sbom: 'true', provenance: 'false' },
    docker: each('--attest', 'type=provenance,disabled=true', 'type=sbom,disabled=false'),
  }),
]

const attests: readonly Row[] = [
  exact({
    name: 'attests with an SBOM leaves the default provenance',
    inputs: { attests: 'type=sbom,generator=image' },
    docker: each('--attest', MAX, 'type=sbom,generator=image'),
  }),
  exact({
    name: 'attests with provenance replaces the default and gets the builder-id',
    inputs: { attests: 'type=provenance,mode=min' },
    docker: ['--attest', `type=provenance,mode=min,builder-id=${RUN}`],
  }),
  exact({
    name: 'attests with provenance and a builder-id keeps that',
    inputs: { attests: 'type=provenance,mode=max,builder-id=foo' },
    docker: ['--attest', 'type=provenance,mode=max,builder-id=foo'],
  }),
  exact({
    name: 'attests has one per line',
    inputs: { attests: 'type=provenance,mode=min\ntype=sbom,generator=image' },
    docker: each('--attest', `type=provenance,mode=min,builder-id=${RUN}`, 'type=sbom,generator=image'),
  }),
  exact({
    name: 'provenance wins over attests of its type',
    inputs: { provenance: 'mode=max', attests: 'type=provenance,mode=min' },
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'provenance: false wins over attests of its type',
    inputs: { provenance: 'false', attests: 'type=provenance,mode=min' },
    docker: ['--attest', 'type=provenance,disabled=true'],
  }),
  exact({
    name: 'sbom wins over attests of its type',
    inputs: { sbom: 'generator=a', attests: 'type=sbom,generator=b' },
    docker: each('--attest', MAX, 'type=sbom,generator=a'),
  }),
  exact({
    name: 'sbom: false wins over attests of its type',
    inputs: { sbom: 'false', attests: 'type=sbom,generator=b' },
    docker: each('--attest', MAX, 'type=sbom,disabled=true'),
  }),
  exact({
    name: 'provenance does not change attests of another type',
    inputs: { provenance: 'mode=max', attests: 'type=sbom,generator=b\ntype=provenance,mode=min' },
    docker: each('--attest', MAX, 'type=sbom,generator=b'),
  }),
  exact({
    name: 'attests with provenance is kept with load too',
    inputs: { load: 'true', attests: 'type=provenance,mode=min' },
    docker: ['--load', '--attest', `type=provenance,mode=min,builder-id=${RUN}`],
  }),
  exact({
    name: 'attests with provenance in a private repository is unchanged',
    inputs: { attests: 'type=provenance,mode=max' },
    event: PRIVATE_PUSH,
    docker: ['--attest', MAX],
  }),
  exact({
    name: 'attests in quotes loses them',
    inputs: { attests: '"type=sbom,generator=image"' },
    docker: each('--attest', MAX, 'type=sbom,generator=image'),
  }),
]

export const ATTESTATIONS: readonly Row[] = [...defaults, ...exported, ...provenance, ...sbom, ...attests]
