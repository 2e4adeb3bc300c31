/** Steps that docker's action starts although they cannot be meant, and that this action refuses with a cure. */
import type { RefusedRow } from '../row.ts'

export const REFUSED: readonly RefusedRow[] = [
  {
    name: 'a secret without a value, which docker leaves out with a warning',
    inputs: { secrets: 'A=value-of-a\nNPM_TOKEN=' },
    says: /^secrets, line 2: /,
    hidden: ['value-of-a'],
  },
  {
    name: 'a secret without a name, which docker leaves out with a warning that shows it',
    inputs: { secrets: 'just-a-value' },
    says: /^secrets/,
    hidden: ['just-a-value'],
  },
  {
    name: 'a secret from a variable that is not set, which the build misses',
    inputs: { 'secret-envs': 'TOKEN=NOT_SET_ANYWHERE' },
    says: /^secret-envs: .*TOKEN/,
  },
  {
    name: 'a secret from a missing file, which docker leaves out with a warning',
    inputs: { 'secret-files': 'KEY=keys/none.pem' },
    says: /^secret-files: .*KEY/,
  },
  {
    name: 'a secret with an unclosed quote, which docker refuses as CSV',
    inputs: { secrets: '"KEY=first-line\nsecond-line' },
    says: /^secrets/,
    hidden: ['first-line', 'second-line'],
  },
  {
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS that is neither true nor false, which docker refuses without its name',
    inputs: {},
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: 'maybe' },
    says: /^BUILDX_NO_DEFAULT_ATTESTATIONS: "maybe"/,
  },
  {
    name: 'an unknown template, which docker replaces with nothing',
    inputs: { context: '{{gitContext}}:app' },
    says: /^context: .*\{\{gitContext\}\}/,
  },
  {
    name: 'an unknown template of a build context',
    inputs: { 'build-contexts': 'shared={{workspace}}/shared' },
    says: /^build-contexts.*\{\{workspace\}\}/,
  },
  {
    name: 'a context that is a flag, which docker runs',
    inputs: { context: '--push' },
    says: /^context: .*--push/,
  },
  {
    name: 'a missing folder, which docker reports after it started',
    inputs: { context: 'nowhere' },
    says: /^context: .*nowhere/,
  },
  {
    name: 'an unknown platform, which docker builds',
    inputs: { platforms: 'linux/amr64' },
    says: /^platforms.*amr64/,
  },
  {
    name: 'push without a name, which docker reports after the build',
    inputs: { push: 'true' },
    says: /^push/,
  },
  {
    name: 'no-cache together with no-cache-filters, which buildx refuses when it starts to build',
    inputs: { 'no-cache': 'true', 'no-cache-filters': 'deps' },
    says: /^no-cache/,
  },
  {
    name: 'an invalid boolean, which docker refuses too',
    inputs: { 'no-cache': 'yes' },
    says: /^no-cache: "yes"/,
  },
  {
    name: 'an annotation with an unknown level',
    inputs: { annotations: 'layer:a=b' },
    says: /^annotations.*layer/,
  },
  {
    name: 'an annotation of an index that does not exist',
    inputs: { annotations: 'index:a=b', provenance: 'false' },
    says: /^annotations.*index/,
  },
  {
    name: 'a TARGETARCH that would apply to every platform',
    inputs: { platforms: 'linux/amd64,linux/arm64', 'build-args': 'TARGETARCH=arm64' },
    says: /^build-args.*TARGETARCH/,
  },
  {
    name: 'a tag in upper case, which docker reports after the build',
    inputs: { tags: 'Octo-Org/hello:1' },
    says: /^tags.*Octo-Org/,
  },
  {
    name: 'an unknown limit, which buildx refuses',
    inputs: { ulimit: 'files=1024' },
    says: /^ulimit.*files/,
  },
  {
    name: 'an invalid size, which buildx refuses',
    inputs: { 'shm-size': 'much' },
    says: /^shm-size.*much/,
  },
  {
    name: 'an unknown entitlement, which buildx refuses when it starts to build',
    inputs: { allow: 'network.all' },
    says: /^allow.*network\.all/,
  },
  {
    name: 'an exporter without a type, which buildx refuses',
    inputs: { outputs: 'dest=out,push=true' },
    says: /^outputs.*dest=out/,
  },
  {
    name: 'a cache without a type, which buildx refuses',
    inputs: { 'cache-to': 'ref=user/app:cache,mode=max' },
    says: /^cache-to.*ref=user/,
  },
  {
    name: 'an attestation without a type, which buildx refuses',
    inputs: { attests: 'mode=max' },
    says: /^attests.*mode=max/,
  },
  {
    name: 'provenance that is neither a boolean nor attributes, which buildx refuses',
    inputs: { provenance: 'maximal' },
    says: /^provenance.*maximal/,
  },
  {
    name: 'several mistakes at once, all of which are reported',
    inputs: { context: '--load', platforms: 'linux/amr64', secrets: 'A=' },
    says: /^platforms.*amr64[\s\S]*^secrets, line 1[\s\S]*^context: .*--load/m,
  },
  {
    name: 'a list with an unclosed quote, which docker refuses too',
    inputs: { 'build-args': 'A=1\n"B=2' },
    says: /^build-args, line 2/,
  },
]
