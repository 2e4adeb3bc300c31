/** The Git context of the event, templates, and the token that goes with it. */
import { type Event, pushTo } from '../../../e2e/harness/event.ts'
import {
  each,
  FORK,
  GIT,
  PRIVATE_PUSH,
  PULL_REQUEST,
  type Row,
  SHA,
  secretFile,
  TAG,
  withPayload,
} from '../row.ts'

const TOKEN = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'
const HEAD = 'f11797113e5a9b86bd976329c5dbb8a8bfdfadfa'
const GHES = { GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_REPOSITORY: 'octo-org/hello' }

function other(name: string, ref: string, refName: string): Event {
  return { ...pushTo('main'), name, ref, refName }
}

const git: readonly Row[] = [
  {
    name: 'without a context, the repository of the event is built at its commit',
    inputs: { context: '' },
    docker: [],
    context: GIT,
  },
  {
    name: 'a tag is built at its commit',
    inputs: { context: '' },
    event: TAG,
    docker: [],
    context: GIT,
  },
  {
    name: 'a pull request is built at its merge commit',
    inputs: { context: '' },
    event: PULL_REQUEST,
    docker: [],
    context: GIT,
  },
  {
    name: 'a pull request of a fork is built from the repository it goes into',
    inputs: { context: '' },
    event: FORK,
    docker: [],
    context: GIT,
  },
  {
    name: 'a scheduled run builds the commit of the default branch',
    inputs: { context: '' },
    event: other('schedule', 'refs/heads/main', 'main'),
    docker: [],
    context: GIT,
  },
  {
    name: 'a manual run builds the commit of its branch',
    inputs: { context: '' },
    event: other('workflow_dispatch', 'refs/heads/feature/x', 'feature/x'),
    docker: [],
    context: GIT,
  },
  {
    name: 'a release builds the commit of its tag',
    inputs: { context: '' },
    event: { ...TAG, name: 'release' },
    docker: [],
    context: GIT,
  },
  {
    name: 'a merge queue builds the commit of its group',
    inputs: { context: '' },
    event: other(
      'merge_group',
      'refs/heads/gh-readonly-queue/main/pr-1-abc',
      'gh-readonly-queue/main/pr-1-abc',
    ),
    docker: [],
    context: GIT,
  },
  {
    name: 'an event whose ref is not qualified builds its commit',
    inputs: { context: '' },
    event: other('pull_request', 'main', 'main'),
    docker: [],
    context: GIT,
  },
  {
    name: 'on another GitHub server, the repository is on that server',
    inputs: { context: '' },
    env: { GITHUB_SERVER_URL: 'https://git.example.com' },
    docker: [
      '--attest',
      `type=provenance,mode=max,builder-id=https://git.example.com/octo-org/hello/actions/runs/RUN_ID/attempts/1`,
    ],
    provenance: 'none',
    context: `https://git.example.com/octo-org/hello.git#${SHA}`,
  },
  {
    name: 'a repository with an unusual name is not escaped',
    inputs: { context: '{{defaultContext}}' },
    env: { GITHUB_REPOSITORY: 'octo-org/a.b_c-d' },
    docker: [
      '--attest',
      `type=provenance,mode=max,builder-id=https://github.com/octo-org/a.b_c-d/actions/runs/RUN_ID/attempts/1`,
    ],
    provenance: 'none',
    context: `https://github.com/octo-org/a.b_c-d.git#${SHA}`,
  },
  {
    name: 'DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF builds the head of a pull request',
    inputs: { context: '' },
    event: withPayload(PULL_REQUEST, { pull_request: { number: 42, head: { sha: HEAD } } }),
    env: { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' },
    docker: [],
    context: `https://github.com/octo-org/hello.git#${HEAD}`,
  },
  {
    name: 'DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF changes nothing for a push',
    inputs: { context: '' },
    env: { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' },
    docker: [],
    context: GIT,
  },
  {
    name: 'file is a path inside the Git context',
    inputs: { context: '', file: 'docker/Dockerfile' },
    docker: ['--file', 'docker/Dockerfile'],
    context: GIT,
  },
  {
    name: 'a Git address of another repository is passed on',
    inputs: { context: 'https://github.com/docker/build-push-action.git#heads/master' },
    docker: [],
    context: 'https://github.com/docker/build-push-action.git#heads/master',
  },
  {
    name: 'an address of a tar file is passed on',
    inputs: { context: 'https://example.com/context.tar.gz' },
    docker: [],
    context: 'https://example.com/context.tar.gz',
  },
  {
    name: 'an SSH address of a repository is passed on',
    inputs: { context: 'git@github.com:octo-org/other.git#v1:sub', ssh: 'default' },
    docker: ['--ssh', 'default'],
    context: 'git@github.com:octo-org/other.git#v1:sub',
  },
]

const templates: readonly Row[] = [
  {
    name: '{{defaultContext}} alone is the Git context',
    inputs: { context: '{{defaultContext}}' },
    docker: [],
    context: GIT,
  },
  {
    name: '{{defaultContext}}:mysubdir is a folder of the Git context',
    inputs: { context: '{{defaultContext}}:mysubdir' },
    docker: [],
    context: `${GIT}:mysubdir`,
  },
  {
    name: '{{ defaultContext }} may have blanks inside',
    inputs: { context: '{{ defaultContext }}:services/api' },
    docker: [],
    context: `${GIT}:services/api`,
  },
  {
    name: '{{defaultContext}} of a pull request is its merge commit',
    inputs: { context: '{{defaultContext}}:app' },
    event: PULL_REQUEST,
    docker: [],
    context: `${GIT}:app`,
  },
  {
    name: 'build-contexts take {{defaultContext}}',
    inputs: { 'build-contexts': 'shared={{defaultContext}}:shared' },
    docker: ['--build-context', `shared=${GIT}:shared`],
  },
  {
    name: 'context and build-contexts take it together',
    inputs: {
      context: '{{defaultContext}}:app',
      'build-contexts': 'shared={{defaultContext}}:shared\nalpine=docker-image://alpine:3.23',
    },
    docker: each('--build-context', `shared=${GIT}:shared`, 'alpine=docker-image://alpine:3.23'),
    context: `${GIT}:app`,
  },
]

const tokens: readonly Row[] = [
  {
    name: 'github-token is the secret of the Git context, for its host',
    inputs: { context: '', 'github-token': TOKEN },
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)],
    context: GIT,
    hidden: [TOKEN],
  },
  {
    name: 'github-token is the secret of a folder of the Git context',
    inputs: { context: '{{defaultContext}}:app', 'github-token': TOKEN },
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)],
    context: `${GIT}:app`,
    hidden: [TOKEN],
  },
  {
    name: 'github-token is the secret of the Git context of a private repository',
    inputs: { context: '', 'github-token': TOKEN },
    event: PRIVATE_PUSH,
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)],
    provenance: 'private',
    context: GIT,
    hidden: [TOKEN],
  },
  {
    name: 'github-token on another GitHub server is for its host',
    inputs: { context: '', 'github-token': TOKEN },
    env: GHES,
    docker: [
      ...['--secret', secretFile('GIT_AUTH_TOKEN.git.example.com', TOKEN)],
      '--attest',
      `type=provenance,mode=max,builder-id=https://git.example.com/octo-org/hello/actions/runs/RUN_ID/attempts/1`,
    ],
    provenance: 'none',
    context: `https://git.example.com/octo-org/hello.git#${SHA}`,
    hidden: [TOKEN],
  },
  {
    name: 'github-token on a server with a port is for host and port',
    inputs: { context: '', 'github-token': TOKEN },
    env: { GITHUB_SERVER_URL: 'https://git.example.com:8443' },
    docker: [
      ...['--secret', secretFile('GIT_AUTH_TOKEN.git.example.com:8443', TOKEN)],
      '--attest',
      `type=provenance,mode=max,builder-id=https://git.example.com:8443/octo-org/hello/actions/runs/RUN_ID/attempts/1`,
    ],
    provenance: 'none',
    context: `https://git.example.com:8443/octo-org/hello.git#${SHA}`,
    hidden: [TOKEN],
  },
  {
    name: 'github-token is not passed to a folder',
    inputs: { 'github-token': TOKEN },
    docker: [],
    hidden: [TOKEN],
  },
  {
    name: 'github-token is not passed to another repository',
    inputs: {
      context: 'https://github.com/docker/build-push-action.git#heads/master',
      'github-token': TOKEN,
    },
    docker: [],
    context: 'https://github.com/docker/build-push-action.git#heads/master',
    hidden: [TOKEN],
  },
  {
    name: 'github-token is passed to the Git context if it is written in full',
    inputs: { context: GIT, 'github-token': TOKEN },
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)],
    context: GIT,
    hidden: [TOKEN],
  },
  {
    name: 'github-token is not given to the same repository at another ref',
    inputs: { context: 'https://github.com/octo-org/hello.git#main', 'github-token': TOKEN },
    docker: [],
    context: 'https://github.com/octo-org/hello.git#main',
    hidden: [TOKEN],
  },
  {
    name: 'github-token is passed for build-contexts alone, too',
    inputs: { 'build-contexts': 'shared={{defaultContext}}:shared', 'github-token': TOKEN },
    docker: ['--build-context', `shared=${GIT}:shared`],
    ours: { instead: { of: [], is: ['--secret', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)] } },
    hidden: [TOKEN],
  },
  {
    name: 'a GIT_AUTH_TOKEN among the secrets replaces github-token',
    inputs: { context: '', 'github-token': TOKEN, secrets: 'GIT_AUTH_TOKEN=mine-0123456789' },
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN', 'mine-0123456789')],
    context: GIT,
    hidden: [TOKEN, 'mine-0123456789'],
  },
  {
    name: 'a GIT_AUTH_TOKEN among the secrets is the only one with a folder',
    inputs: { secrets: 'GIT_AUTH_TOKEN=abcdefghijklmno=0123456789', 'github-token': TOKEN },
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN', 'abcdefghijklmno=0123456789')],
    hidden: [TOKEN, 'abcdefghijklmno=0123456789'],
  },
  {
    name: 'another secret does not replace github-token',
    inputs: { context: '', 'github-token': TOKEN, secrets: 'NPM_TOKEN=npm_abcdef' },
    docker: each(
      '--secret',
      secretFile('NPM_TOKEN', 'npm_abcdef'),
      secretFile('GIT_AUTH_TOKEN.github.com', TOKEN),
    ),
    context: GIT,
    hidden: [TOKEN, 'npm_abcdef'],
  },
  {
    name: 'a GIT_AUTH_TOKEN among secret-envs does not replace github-token',
    inputs: { context: '', 'github-token': TOKEN, 'secret-envs': 'GIT_AUTH_TOKEN=MYTOKEN' },
    env: { MYTOKEN: 'token-of-mine' },
    docker: each('--secret', 'id=GIT_AUTH_TOKEN,env=MYTOKEN', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)),
    ours: { instead: { of: ['--secret', secretFile('GIT_AUTH_TOKEN.github.com', TOKEN)], is: [] } },
    context: GIT,
    hidden: [TOKEN, 'token-of-mine'],
  },
  {
    name: 'a token for another host does not replace github-token',
    inputs: { context: '', 'github-token': TOKEN, secrets: 'GIT_AUTH_TOKEN.git.example.com=token-of-there' },
    docker: each(
      '--secret',
      secretFile('GIT_AUTH_TOKEN.git.example.com', 'token-of-there'),
      secretFile('GIT_AUTH_TOKEN.github.com', TOKEN),
    ),
    context: GIT,
    hidden: [TOKEN, 'token-of-there'],
  },
  {
    name: 'an empty github-token is ignored',
    inputs: { context: '', 'github-token': '' },
    docker: [],
    context: GIT,
  },
]

export const CONTEXTS: readonly Row[] = [...git, ...templates, ...tokens]
