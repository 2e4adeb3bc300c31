/**
 * What docker/setup-buildx-action does for the same inputs, by its documentation and source (version 4), as
 * complete commands. This action only differs in these ways, documented in docs/moving-inputs.md:
 * - no daemon flags and no --use unless they are requested
 * - a single local node is made and booted by one command; others are inspected once they are made
 * - every node gets the configuration
 */
import type { Rule } from '../../../e2e/harness/fake-docker/rules.ts'
import { running, type Step } from './run-bundle.ts'

export interface Row extends Step {
  readonly name: string
  readonly commands: readonly (readonly string[])[]
  readonly undone: readonly (readonly string[])[]
}

const CONTAINER = ['--driver', 'docker-container']
const REMOTE = ['--driver', 'remote']
const RM = [['buildx', 'rm', '<name>']]
const LOOK = ['buildx', 'inspect', '<name>']
const BOOT = ['buildx', 'inspect', '--bootstrap', '<name>']

/** `buildx create` of a builder with a generated name. */
const create = (...args: readonly string[]) => ['buildx', 'create', '--name', '<name>', ...args]
const append = (...args: readonly string[]) => create('--append', ...args)

/** A single local node: booted at once, and inspected during the build. */
const simple = (...args: readonly string[]) => ({ commands: [create(...args), LOOK], undone: RM })

/** A builder that has to be inspected before the build. */
const booted = (...creates: readonly (readonly string[])[]) => ({ commands: [...creates, BOOT], undone: RM })
const reached = (...creates: readonly (readonly string[])[]) => ({ commands: [...creates, LOOK], undone: RM })

const FLAGS = '--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host'

const missing = (name: string): Rule => ({
  match: ['buildx', 'inspect'],
  with: [name],
  times: 1,
  code: 1,
  stderr: `ERROR: no builder "${name}" found\n`,
})

const isDefault = (name: string): Rule => ({
  match: ['buildx', 'inspect'],
  stdout: running(name),
  times: 1,
})

const KEYS = {
  BUILDER_NODE_0_AUTH_TLS_CACERT: 'ca of node 0',
  BUILDER_NODE_0_AUTH_TLS_CERT: 'cert of node 0',
  BUILDER_NODE_0_AUTH_TLS_KEY: 'key of node 0',
}
const FURTHER_KEYS = {
  BUILDER_NODE_1_AUTH_TLS_CACERT: 'ca of node 1',
  BUILDER_NODE_1_AUTH_TLS_CERT: 'cert of node 1',
  BUILDER_NODE_1_AUTH_TLS_KEY: 'key of node 1',
}
const keyOptions = (node: number) =>
  ['cacert', 'cert', 'key'].flatMap((part) => [
    '--driver-opt',
    `${part}=<temp>/builder_node_${node}_auth_tls_${part}.pem`,
  ])

const TLS = { DOCKER_HOST: 'tcp://docker:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs/client' }

const SINGLE: readonly Row[] = [
  { name: 'no input at all: one node in a container', inputs: {}, ...simple(...CONTAINER, '--bootstrap') },
  {
    name: 'driver, spelled out',
    inputs: { driver: 'docker-container' },
    ...simple(...CONTAINER, '--bootstrap'),
  },
  {
    name: 'driver-opts, one flag each',
    inputs: { 'driver-opts': 'image=moby/buildkit:master\nnetwork=host' },
    ...simple(
      ...[
        ...CONTAINER,
        '--driver-opt',
        'image=moby/buildkit:master',
        '--driver-opt',
        'network=host',
        '--bootstrap',
      ],
    ),
  },
  {
    name: 'driver-opts with quotes for buildx',
    inputs: { 'driver-opts': '"env.no_proxy=localhost,127.0.0.1,.mydomain"' },
    ...simple(...CONTAINER, '--driver-opt', '"env.no_proxy=localhost,127.0.0.1,.mydomain"', '--bootstrap'),
  },
  {
    name: 'driver-opts with blank lines, CRLF and blanks around them',
    inputs: { 'driver-opts': '\r\n  memory=2g \r\n\r\ncpu-quota=100000\r\n' },
    ...simple(...CONTAINER, '--driver-opt', 'memory=2g', '--driver-opt', 'cpu-quota=100000', '--bootstrap'),
  },
  {
    name: 'driver-opts with a value that contains =',
    inputs: { 'driver-opts': 'env.JAVA_OPTS=-Da=b' },
    ...simple(...CONTAINER, '--driver-opt', 'env.JAVA_OPTS=-Da=b', '--bootstrap'),
  },
  {
    name: 'buildkitd-flags as one argument',
    inputs: { 'buildkitd-flags': FLAGS },
    ...simple(...CONTAINER, '--buildkitd-flags', FLAGS, '--bootstrap'),
  },
  {
    name: 'buildkitd-flags with --debug',
    inputs: { 'buildkitd-flags': '--debug' },
    ...simple(...CONTAINER, '--buildkitd-flags', '--debug', '--bootstrap'),
  },
  {
    name: 'builder-platforms of the node',
    inputs: { 'builder-platforms': 'linux/amd64,linux/arm64' },
    ...simple(...CONTAINER, '--platform', 'linux/amd64,linux/arm64', '--bootstrap'),
  },
  {
    name: 'builder-platforms in lines and quotes',
    inputs: { 'builder-platforms': 'linux/amd64\n"linux/arm64,linux/arm/v7"' },
    ...simple(...CONTAINER, '--platform', 'linux/amd64,linux/arm64,linux/arm/v7', '--bootstrap'),
  },
  {
    name: 'buildkitd-config as a path of the workspace',
    inputs: { 'buildkitd-config': '.github/buildkitd.toml' },
    files: { '.github/buildkitd.toml': 'debug = true\n' },
    ...simple(...CONTAINER, '--buildkitd-config', '.github/buildkitd.toml', '--bootstrap'),
  },
  {
    name: 'buildkitd-config-inline as a file of the step',
    inputs: {
      'buildkitd-config-inline': 'debug = true\n[registry."docker.io"]\n  mirrors = ["mirror.gcr.io"]',
    },
    ...simple(...CONTAINER, '--buildkitd-config', '<temp>/buildkitd.toml', '--bootstrap'),
  },
  {
    name: 'every setting of a node at once, in the order of docker’s action',
    inputs: {
      'driver-opts': 'network=host',
      'buildkitd-flags': '--debug',
      'builder-platforms': 'linux/amd64',
      'buildkitd-config-inline': 'debug = true',
      'builder-use': 'true',
    },
    rules: [isDefault('default')],
    commands: [
      ['buildx', 'inspect'],
      create(
        ...[...CONTAINER, '--driver-opt', 'network=host', '--buildkitd-flags', '--debug'],
        ...[
          '--platform',
          'linux/amd64',
          '--use',
          '--buildkitd-config',
          '<temp>/buildkitd.toml',
          '--bootstrap',
        ],
      ),
      LOOK,
    ],
    undone: [['buildx', 'inspect'], ...RM],
  },
]

const ENDPOINTS: readonly Row[] = [
  {
    name: 'builder-endpoint that is a docker context',
    inputs: { 'builder-endpoint': 'mycontext' },
    ...booted(create(...CONTAINER, 'mycontext')),
  },
  {
    name: 'builder-endpoint that is the address of an engine',
    inputs: { 'builder-endpoint': 'tcp://10.0.0.2:2375' },
    ...booted(create(...CONTAINER, 'tcp://10.0.0.2:2375')),
  },
  {
    name: 'builder-endpoint over SSH',
    inputs: { 'builder-endpoint': 'ssh://me@graviton2', 'builder-platforms': 'linux/arm64' },
    ...booted(create(...CONTAINER, '--platform', 'linux/arm64', 'ssh://me@graviton2')),
  },
  {
    name: 'TLS data in the default docker context: the node is made from a copy of it',
    inputs: {},
    env: TLS,
    commands: [
      ['context', 'create', '<name>-context'],
      create(...CONTAINER, '--bootstrap', '<name>-context'),
      LOOK,
    ],
    undone: [...RM, ['context', 'rm', '--force', '<name>-context']],
  },
  {
    name: 'TLS data in the default docker context, and a builder that stays: the copy stays too',
    inputs: { 'builder-cleanup': 'false' },
    env: TLS,
    commands: [
      ['context', 'create', '<name>-context'],
      create(...CONTAINER, '--bootstrap', '<name>-context'),
      LOOK,
    ],
    undone: [],
  },
  {
    name: 'TLS data in the default docker context, and an endpoint: no copy',
    inputs: { 'builder-endpoint': 'mycontext' },
    env: TLS,
    ...booted(create(...CONTAINER, 'mycontext')),
  },
  {
    name: 'TLS data and another docker context in use: no copy',
    inputs: {},
    env: { DOCKER_TLS_VERIFY: '1', DOCKER_CONTEXT: 'mine' },
    ...simple(...CONTAINER, '--bootstrap'),
  },
  {
    name: 'an engine in the environment without TLS: no copy',
    inputs: {},
    env: { DOCKER_HOST: 'tcp://docker:2375' },
    ...simple(...CONTAINER, '--bootstrap'),
  },
  {
    name: 'TLS data in the environment, and a driver that does not use the engine: no copy',
    inputs: { driver: 'remote', 'builder-endpoint': 'tcp://10.0.0.1:1234' },
    env: TLS,
    ...reached(create(...REMOTE, 'tcp://10.0.0.1:1234')),
  },
]

const DRIVERS: readonly Row[] = [
  {
    name: 'driver docker: the context’s own builder, and nothing is made or removed',
    inputs: { driver: 'docker' },
    commands: [['buildx', 'inspect', 'default']],
    undone: [],
  },
  {
    name: 'driver docker in another docker context: the builder of that name',
    inputs: { driver: 'docker' },
    env: { DOCKER_CONTEXT: 'mine' },
    rules: [{ match: ['buildx', 'inspect', 'mine'], stdout: running('mine', 'docker') }],
    commands: [['buildx', 'inspect', 'mine']],
    undone: [],
  },
  {
    name: 'driver docker and an engine in the environment: the default context',
    inputs: { driver: 'docker' },
    env: { DOCKER_CONTEXT: 'mine', DOCKER_HOST: 'unix:///run/docker.sock' },
    commands: [['buildx', 'inspect', 'default']],
    undone: [],
  },
  {
    name: 'driver remote: no flags, and no boot',
    inputs: { driver: 'remote', 'builder-endpoint': 'tcp://10.0.0.1:1234' },
    ...reached(create(...REMOTE, 'tcp://10.0.0.1:1234')),
  },
  {
    name: 'driver remote with platforms',
    inputs: {
      driver: 'remote',
      'builder-platforms': 'linux/arm64,linux/arm/v7',
      'builder-endpoint': 'tcp://10.0.0.1:1234',
      platforms: 'linux/arm64',
    },
    ...reached(create(...REMOTE, '--platform', 'linux/arm64,linux/arm/v7', 'tcp://10.0.0.1:1234')),
  },
  {
    name: 'driver remote at a socket',
    inputs: { driver: 'remote', 'builder-endpoint': 'unix:///run/buildkit/buildkitd.sock' },
    ...reached(create(...REMOTE, 'unix:///run/buildkit/buildkitd.sock')),
  },
  {
    name: 'driver remote in a container',
    inputs: { driver: 'remote', 'builder-endpoint': 'docker-container://buildkitd' },
    ...reached(create(...REMOTE, 'docker-container://buildkitd')),
  },
  {
    name: 'driver remote without an endpoint: BUILDKIT_HOST is the address',
    inputs: { driver: 'remote' },
    env: { BUILDKIT_HOST: 'tcp://10.0.0.1:1234' },
    ...reached(create(...REMOTE)),
  },
  {
    name: 'driver remote with the user’s own files',
    inputs: {
      driver: 'remote',
      'builder-endpoint': 'tcp://10.0.0.1:1234',
      'driver-opts': 'cacert=/certs/ca.pem\ncert=/certs/cert.pem\nkey=/certs/key.pem\nservername=buildkitd',
    },
    ...reached(
      create(
        ...[...REMOTE, '--driver-opt', 'cacert=/certs/ca.pem', '--driver-opt', 'cert=/certs/cert.pem'],
        ...[
          '--driver-opt',
          'key=/certs/key.pem',
          '--driver-opt',
          'servername=buildkitd',
          'tcp://10.0.0.1:1234',
        ],
      ),
    ),
  },
  {
    name: 'driver kubernetes',
    inputs: { driver: 'kubernetes', 'driver-opts': 'namespace=ci\nreplicas=2' },
    ...booted(create('--driver', 'kubernetes', '--driver-opt', 'namespace=ci', '--driver-opt', 'replicas=2')),
  },
  {
    name: 'driver kubernetes with flags and a configuration',
    inputs: {
      driver: 'kubernetes',
      'buildkitd-flags': '--debug',
      'buildkitd-config-inline': 'debug = true',
      platforms: 'linux/arm64',
      'builder-platforms': 'linux/arm64',
    },
    ...booted(
      create(
        ...['--driver', 'kubernetes', '--buildkitd-flags', '--debug', '--platform', 'linux/arm64'],
        ...['--buildkitd-config', '<temp>/buildkitd.toml'],
      ),
    ),
  },
  {
    name: 'driver cloud',
    inputs: { driver: 'cloud', 'builder-endpoint': 'myorg/default' },
    ...booted(create('--driver', 'cloud', 'myorg/default')),
  },
  {
    name: 'driver cloud with flags',
    inputs: {
      driver: 'cloud',
      'builder-endpoint': 'myorg/default',
      'buildkitd-flags': '--allow-insecure-entitlement network.host',
    },
    ...booted(
      create(
        ...[
          '--driver',
          'cloud',
          '--buildkitd-flags',
          '--allow-insecure-entitlement network.host',
          'myorg/default',
        ],
      ),
    ),
  },
]

const TLS_FILES: readonly Row[] = [
  {
    name: 'TLS of a remote node from the environment: files that its options name',
    inputs: { driver: 'remote', 'builder-endpoint': 'tcp://graviton2:1234' },
    env: KEYS,
    ...reached(create(...REMOTE, ...keyOptions(0), 'tcp://graviton2:1234')),
  },
  {
    name: 'TLS from the environment after the user’s own options',
    inputs: {
      driver: 'remote',
      'builder-endpoint': 'tcp://graviton2:1234',
      'driver-opts': 'servername=buildkitd',
    },
    env: KEYS,
    ...reached(
      create(...REMOTE, '--driver-opt', 'servername=buildkitd', ...keyOptions(0), 'tcp://graviton2:1234'),
    ),
  },
  {
    name: 'TLS from the environment with only a CA',
    inputs: { driver: 'remote', 'builder-endpoint': 'tcp://graviton2:1234' },
    env: { BUILDER_NODE_0_AUTH_TLS_CACERT: 'ca of node 0' },
    ...reached(create(...REMOTE, ...keyOptions(0).slice(0, 2), 'tcp://graviton2:1234')),
  },
  {
    name: 'TLS from the environment for the first node and an appended one',
    inputs: {
      driver: 'remote',
      'builder-endpoint': 'tcp://graviton2:1234',
      append: '- name: s390x\n  endpoint: tcp://z:1234\n  platforms: linux/s390x\n',
    },
    env: { ...KEYS, ...FURTHER_KEYS },
    ...reached(
      create(...REMOTE, ...keyOptions(0), 'tcp://graviton2:1234'),
      append('--node', 's390x', ...keyOptions(1), '--platform', 'linux/s390x', 'tcp://z:1234'),
    ),
  },
  {
    name: 'TLS from the environment, and an address that does not use it',
    inputs: { driver: 'remote', 'builder-endpoint': 'unix:///run/buildkitd.sock' },
    env: KEYS,
    ...reached(create(...REMOTE, 'unix:///run/buildkitd.sock')),
  },
  {
    name: 'TLS from the environment, and BUILDKIT_HOST as the address of the node',
    inputs: { driver: 'remote' },
    env: { ...KEYS, BUILDKIT_HOST: 'tcp://graviton2:1234' },
    ...reached(create(...REMOTE, ...keyOptions(0))),
  },
]

const APPENDED: readonly Row[] = [
  {
    name: 'append: the documentation’s example',
    inputs: {
      'builder-platforms': 'linux/amd64',
      append: [
        '- endpoint: ssh://me@graviton2',
        '  platforms: linux/arm64',
        '- name: mac-mini-m1',
        '  endpoint: ssh://me@mac-mini-m1',
        '  platforms: darwin/arm64,darwin/amd64',
      ].join('\n'),
    },
    ...booted(
      create(...CONTAINER, '--platform', 'linux/amd64'),
      append('--platform', 'linux/arm64', 'ssh://me@graviton2'),
      append('--node', 'mac-mini-m1', '--platform', 'darwin/arm64,darwin/amd64', 'ssh://me@mac-mini-m1'),
    ),
  },
  {
    name: 'append: every setting of a node',
    inputs: {
      append: [
        '- name: aws_graviton2',
        '  endpoint: ssh://me@graviton2',
        '  driver-opts:',
        '    - image=moby/buildkit:latest',
        `  buildkitd-flags: ${FLAGS}`,
        '  platforms: linux/arm64',
      ].join('\n'),
    },
    ...booted(
      create(...CONTAINER),
      append(
        ...[
          '--node',
          'aws_graviton2',
          '--driver-opt',
          'image=moby/buildkit:latest',
          '--buildkitd-flags',
          FLAGS,
        ],
        ...['--platform', 'linux/arm64', 'ssh://me@graviton2'],
      ),
    ),
  },
  {
    name: 'append: flags of a node without options',
    inputs: { append: '- endpoint: ssh://me@graviton2\n  buildkitd-flags: --debug\n' },
    ...booted(create(...CONTAINER), append('--buildkitd-flags', '--debug', 'ssh://me@graviton2')),
  },
  {
    name: 'append: platforms and options as lists',
    inputs: {
      append:
        '- endpoint: arm\n  platforms: [linux/arm64, linux/arm/v7]\n  driver-opts: ["network=host", "env.A=1,2"]\n',
    },
    ...booted(
      create(...CONTAINER),
      append(
        // Buildx only accepts a comma in quotes.
        ...['--driver-opt', 'network=host', '--driver-opt', '"env.A=1,2"'],
        ...['--platform', 'linux/arm64,linux/arm/v7', 'arm'],
      ),
    ),
  },
  {
    name: 'append: a name that YAML would read as another type',
    inputs: { append: '- name: a1\n  endpoint: one\n- name: "on"\n  endpoint: two\n' },
    ...booted(create(...CONTAINER), append('--node', 'a1', 'one'), append('--node', 'on', 'two')),
  },
  {
    name: 'append: options of the first node do not apply to the others',
    inputs: {
      'driver-opts': 'network=host',
      'buildkitd-flags': '--debug',
      append: '- endpoint: arm\n',
    },
    ...booted(
      create(...CONTAINER, '--driver-opt', 'network=host', '--buildkitd-flags', '--debug'),
      append('arm'),
    ),
  },
  {
    name: 'append: the configuration applies to every node',
    inputs: { 'buildkitd-config-inline': 'debug = true', append: '- endpoint: arm\n' },
    ...booted(
      create(...CONTAINER, '--buildkitd-config', '<temp>/buildkitd.toml'),
      append('--buildkitd-config', '<temp>/buildkitd.toml', 'arm'),
    ),
  },
  {
    name: 'append: an anchor for common settings',
    inputs: {
      append: '- endpoint: one\n  driver-opts: &opts [network=host]\n- endpoint: two\n  driver-opts: *opts\n',
    },
    ...booted(
      create(...CONTAINER),
      append('--driver-opt', 'network=host', 'one'),
      append('--driver-opt', 'network=host', 'two'),
    ),
  },
  {
    name: 'append: nodes of a cluster',
    inputs: {
      driver: 'kubernetes',
      'builder-platforms': 'linux/amd64',
      append:
        '- name: arm\n  platforms: linux/arm64\n  driver-opts: ["nodeselector=kubernetes.io/arch=arm64"]\n',
    },
    ...booted(
      create('--driver', 'kubernetes', '--platform', 'linux/amd64'),
      append(
        ...['--node', 'arm', '--driver-opt', 'nodeselector=kubernetes.io/arch=arm64'],
        ...['--platform', 'linux/arm64'],
      ),
    ),
  },
  {
    name: 'append: a comment alone is not a node',
    inputs: { append: '[]' },
    ...simple(...CONTAINER, '--bootstrap'),
  },
  {
    name: 'append: with TLS data in the default context, the first node gets the copy',
    inputs: { append: '- endpoint: arm\n' },
    env: TLS,
    commands: [
      ['context', 'create', '<name>-context'],
      create(...CONTAINER, '<name>-context'),
      append('arm'),
      BOOT,
    ],
    undone: [...RM, ['context', 'rm', '--force', '<name>-context']],
  },
]

const mine = (...args: readonly string[]) => ['buildx', 'create', '--name', 'mine', ...args]
const LOOK_MINE = ['buildx', 'inspect', 'mine']

const NAMED: readonly Row[] = [
  {
    name: 'builder-name: inspected, made and removed',
    inputs: { 'builder-name': 'mine' },
    rules: [missing('mine')],
    commands: [LOOK_MINE, mine(...CONTAINER, '--bootstrap'), LOOK_MINE],
    undone: [['buildx', 'rm', 'mine']],
  },
  {
    name: 'builder-name: an existing equal one is used, and stays',
    inputs: { 'builder-name': 'mine' },
    rules: [{ match: LOOK_MINE, stdout: running('mine') }],
    commands: [LOOK_MINE],
    undone: [],
  },
  {
    name: 'builder-name: one that is equal but stopped is booted, and stays',
    inputs: { 'builder-name': 'mine' },
    rules: [
      { match: LOOK_MINE, stdout: running('mine').replace('running', 'stopped') },
      { match: ['buildx', 'inspect', '--bootstrap'], stdout: running('mine') },
    ],
    commands: [LOOK_MINE, ['buildx', 'inspect', '--bootstrap', 'mine']],
    undone: [],
  },
  {
    name: 'builder-name: another job makes it first: it is shared, and stays',
    inputs: { 'builder-name': 'mine' },
    rules: [
      missing('mine'),
      {
        match: ['buildx', 'create'],
        code: 1,
        stderr:
          'ERROR: existing instance for "mine" but no append mode, specify the node name to make changes for existing instances\n',
      },
      { match: LOOK_MINE, stdout: running('mine') },
    ],
    commands: [
      LOOK_MINE,
      mine(...CONTAINER, '--bootstrap'),
      LOOK_MINE,
      ['buildx', 'inspect', '--bootstrap', 'mine'],
    ],
    undone: [],
  },
  {
    name: 'keep-state: the volume stays',
    inputs: { 'builder-name': 'mine', 'keep-state': 'true' },
    rules: [missing('mine')],
    commands: [LOOK_MINE, mine(...CONTAINER, '--bootstrap'), LOOK_MINE],
    undone: [['buildx', 'rm', '--keep-state', 'mine']],
  },
  {
    name: 'keep-state without a builder-name',
    inputs: { 'keep-state': 'true' },
    commands: [create(...CONTAINER, '--bootstrap'), LOOK],
    undone: [['buildx', 'rm', '--keep-state', '<name>']],
  },
  {
    name: 'builder-cleanup: false: the builder stays',
    inputs: { 'builder-name': 'mine', 'builder-cleanup': 'false' },
    rules: [missing('mine')],
    commands: [LOOK_MINE, mine(...CONTAINER, '--bootstrap'), LOOK_MINE],
    undone: [],
  },
  {
    name: 'builder: an existing one is used as it is, and never removed',
    inputs: { builder: 'mine' },
    rules: [{ match: LOOK_MINE, stdout: running('mine') }],
    commands: [LOOK_MINE],
    undone: [],
  },
]

const USED: readonly Row[] = [
  {
    name: 'builder-use: --use, and post restores the earlier default',
    inputs: { 'builder-name': 'mine', 'builder-use': 'true' },
    rules: [
      missing('mine'),
      { match: LOOK_MINE, stdout: running('mine') },
      isDefault('earlier'),
      isDefault('mine'),
    ],
    commands: [LOOK_MINE, ['buildx', 'inspect'], mine(...CONTAINER, '--use', '--bootstrap'), LOOK_MINE],
    undone: [
      ['buildx', 'inspect'],
      ['buildx', 'use', 'earlier'],
      ['buildx', 'rm', 'mine'],
    ],
  },
  {
    name: 'builder-use: a later step’s choice is left alone',
    inputs: { 'builder-name': 'mine', 'builder-use': 'true' },
    rules: [
      missing('mine'),
      { match: LOOK_MINE, stdout: running('mine') },
      isDefault('earlier'),
      isDefault('later'),
    ],
    commands: [LOOK_MINE, ['buildx', 'inspect'], mine(...CONTAINER, '--use', '--bootstrap'), LOOK_MINE],
    undone: [
      ['buildx', 'inspect'],
      ['buildx', 'rm', 'mine'],
    ],
  },
  {
    name: 'builder-use of an existing one: it becomes the default, and post restores the earlier one',
    inputs: { 'builder-name': 'mine', 'builder-use': 'true' },
    rules: [{ match: LOOK_MINE, stdout: running('mine') }, isDefault('earlier'), isDefault('mine')],
    commands: [LOOK_MINE, ['buildx', 'inspect'], ['buildx', 'use', 'mine']],
    undone: [
      ['buildx', 'inspect'],
      ['buildx', 'use', 'earlier'],
    ],
  },
  {
    name: 'builder-use of the current default changes nothing',
    inputs: { 'builder-name': 'mine', 'builder-use': 'true' },
    rules: [{ match: LOOK_MINE, stdout: running('mine') }, isDefault('mine')],
    commands: [LOOK_MINE, ['buildx', 'inspect']],
    undone: [],
  },
  {
    name: 'builder-use with driver docker: the context’s own builder is the default',
    inputs: { driver: 'docker', 'builder-use': 'true' },
    rules: [
      { match: ['buildx', 'inspect', 'default'], stdout: running('default', 'docker') },
      isDefault('earlier'),
      isDefault('default'),
    ],
    commands: [
      ['buildx', 'inspect', 'default'],
      ['buildx', 'inspect'],
      ['buildx', 'use', 'default'],
    ],
    undone: [
      ['buildx', 'inspect'],
      ['buildx', 'use', 'earlier'],
    ],
  },
]

export const GROUPS: Readonly<Record<string, readonly Row[]>> = {
  'one node': SINGLE,
  'endpoints and docker contexts': ENDPOINTS,
  drivers: DRIVERS,
  'TLS of remote nodes': TLS_FILES,
  'several nodes': APPENDED,
  'a name of one’s own': NAMED,
  'the default builder': USED,
}

export interface RefusedRow extends Step {
  readonly name: string
  /** Messages, each beginning with its input. */
  readonly says: readonly RegExp[]
}

const MINE_WITH = (text: string): readonly Rule[] => [{ match: LOOK_MINE, stdout: text }]

export const REFUSED: readonly RefusedRow[] = [
  {
    name: 'a configuration and a path to one',
    inputs: { 'buildkitd-config': 'b.toml', 'buildkitd-config-inline': 'debug = true' },
    files: { 'b.toml': '' },
    says: [/^buildkitd-config: buildkitd-config-inline is set too/],
  },
  {
    name: 'a missing configuration',
    inputs: { 'buildkitd-config': 'nowhere.toml' },
    says: [/^buildkitd-config: there is no file "nowhere.toml"/],
  },
  {
    name: 'a configuration that is not TOML',
    inputs: { 'buildkitd-config-inline': 'debug = true\n[registry."docker.io"' },
    says: [/^buildkitd-config-inline, line 2: this is not valid TOML/],
  },
  {
    name: 'a configuration file that is not TOML',
    inputs: { 'buildkitd-config': 'b.toml' },
    files: { 'b.toml': 'debug: true\n' },
    says: [/^buildkitd-config: line 1 of "b.toml" is not valid TOML/],
  },
  {
    name: 'an unknown driver',
    inputs: { driver: 'docker-containers' },
    says: [/^driver: "docker-containers" is not known/],
  },
  {
    name: 'a remote builder without an address',
    inputs: { driver: 'remote' },
    says: [/^builder-endpoint: the driver remote needs the endpoint of its node/],
  },
  {
    name: 'an appended remote node without an address',
    inputs: {
      driver: 'remote',
      'builder-endpoint': 'tcp://a:1',
      append: '- endpoint: tcp://b:1\n- platforms: linux/arm64\n',
    },
    says: [/^append, line 2: the driver remote needs/],
  },
  {
    name: 'an address that no BuildKit daemon has',
    inputs: { driver: 'remote', 'builder-endpoint': 'tls://foo:1234' },
    says: [/^builder-endpoint: "tls:\/\/foo:1234" is not the address of a BuildKit daemon.*Write tcp:/],
  },
  {
    name: 'a configuration and flags for a remote builder',
    inputs: {
      driver: 'remote',
      'builder-endpoint': 'tcp://a:1',
      'buildkitd-flags': '--debug',
      'buildkitd-config-inline': 'debug = true',
    },
    says: [/^buildkitd-flags: the driver remote ignores it/m, /^buildkitd-config-inline: the driver remote/m],
  },
  {
    name: 'an endpoint for a cluster',
    inputs: { driver: 'kubernetes', 'builder-endpoint': 'tcp://a:1' },
    says: [/^builder-endpoint: the driver kubernetes ignores it/],
  },
  {
    name: 'nodes for docker’s own builder',
    inputs: { driver: 'docker', append: '- endpoint: arm\n', 'driver-opts': 'network=host' },
    says: [/^append: the driver docker ignores it/m, /^driver-opts: the driver docker ignores it/m],
  },
  {
    name: 'an existing builder and inputs that describe another',
    inputs: {
      builder: 'mine',
      'builder-endpoint': 'arm',
      'builder-platforms': 'linux/arm64',
      driver: 'remote',
    },
    says: [
      /^builder: "mine" already exists, so driver and builder-endpoint and builder-platforms cannot change it/,
    ],
  },
  {
    name: 'a name that no builder can have',
    inputs: { 'builder-name': '1st builder' },
    says: [/^builder-name: "1st builder" cannot be the name of a builder/],
  },
  {
    name: 'two nodes with the same name and address',
    inputs: { append: '- name: a\n  endpoint: x\n- name: a\n  endpoint: x\n' },
    says: [
      /^append, line 3: two nodes are called "a"/m,
      /^append, line 3: "x" is already the endpoint of another node/m,
    ],
  },
  {
    name: 'an appended node at the address of the first one',
    inputs: { append: '- platforms: linux/arm64\n' },
    says: [
      /^append, line 1: The engine of the current docker context is already the endpoint of another node/,
    ],
  },
  {
    name: 'an unknown key of a node',
    inputs: { append: '- endpoint: x\n  platform: linux/arm64\n  drivers-opts: []\n' },
    says: [
      /^append, line 2: a node has no "platform". Did you mean platforms\?/m,
      /^append, line 3: .*driver-opts\?/m,
    ],
  },
  {
    name: 'an unknown platform of a node',
    inputs: { append: '- endpoint: x\n  platforms:\n    - linux/amd64\n    - linux/amr64\n' },
    says: [/^append, line 4: .*linux\/arm64/],
  },
  {
    name: 'text that is not YAML',
    inputs: { append: '- endpoint: x\n   platforms: [linux/arm64\n' },
    says: [/^append, line \d: this is not valid YAML/],
  },
  {
    name: 'YAML that is not a list',
    inputs: { append: 'endpoint: x\n' },
    says: [/^append, line 1: this is not a list of nodes/],
  },
  {
    name: 'a certificate without its key',
    inputs: { driver: 'remote', 'builder-endpoint': 'tcp://a:1' },
    env: { BUILDER_NODE_0_AUTH_TLS_CERT: 'cert' },
    says: [/^builder-endpoint: BUILDER_NODE_0_AUTH_TLS_CACERT is not set/m, /_AUTH_TLS_KEY is not set/m],
  },
]

/** Refused once the machine is known, before anything is made. */
export const REFUSED_LATER: readonly RefusedRow[] = [
  {
    name: 'an existing builder of that name with another driver',
    inputs: { 'builder-name': 'mine' },
    rules: MINE_WITH(running('mine', 'remote')),
    says: [
      /^driver: the builder "mine" already exists and has the driver remote; the inputs request docker-container/,
    ],
  },
  {
    name: 'an existing builder of that name that differs in everything',
    inputs: {
      'builder-name': 'mine',
      'driver-opts': 'network=host\nenv.TOKEN=secret-of-inputs',
      'buildkitd-flags': '--debug',
      'builder-platforms': 'linux/amd64',
      'builder-endpoint': 'arm',
      'buildkitd-config-inline': 'debug = true',
    },
    contexts: { arm: 'unix:///other.sock' },
    rules: MINE_WITH(
      running('mine').replace(
        'Status',
        'Driver Options: image="moby/buildkit:v1" env.TOKEN="secret-of-builder"\nStatus',
      ),
    ),
    says: [
      /^builder-endpoint: .*has the endpoint unix:\/\/\/var\/run\/docker.sock; the inputs request arm\./m,
      /^driver-opts: .*has the options env.TOKEN=… image=moby\/buildkit:v1; the inputs request env.TOKEN=… network=host\./m,
      /^buildkitd-flags: .*has the flags none; the inputs request --debug\./m,
      /^builder-platforms: .*has the platforms none; the inputs request linux\/amd64\./m,
      /^buildkitd-config: .*has a different configuration/m,
    ],
  },
  {
    name: 'an existing builder of that name with fewer nodes',
    inputs: { 'builder-name': 'mine', append: '- endpoint: arm\n' },
    rules: MINE_WITH(running('mine')),
    says: [/^append: the builder "mine" already exists and has one node; the inputs request 2 nodes/],
  },
  {
    name: 'several platforms on docker’s own builder without containerd’s store',
    inputs: { driver: 'docker', platforms: 'linux/amd64,linux/arm64' },
    rules: [
      {
        match: ['buildx', 'inspect', 'default'],
        stdout: running('default', 'docker').replace(/Labels:[\s\S]*/, ''),
      },
    ],
    says: [/^platforms: the driver docker of this engine builds one platform, not 2.*containerd image store/],
  },
  {
    name: 'a cache, an attestation and an archive from docker’s own builder without containerd’s store',
    inputs: {
      driver: 'docker',
      'cache-to': 'type=registry,ref=r.example/app:cache,mode=max',
      provenance: 'mode=max',
      outputs: 'type=oci,dest=app.tar',
    },
    rules: [
      {
        match: ['buildx', 'inspect', 'default'],
        stdout: running('default', 'docker').replace(/Labels:[\s\S]*/, ''),
      },
    ],
    says: [
      /^cache-to: the driver docker of this engine cannot export a cache of type registry/m,
      /^provenance: the driver docker of this engine cannot make attestations/m,
      /^outputs: the driver docker of this engine has no exporter oci/m,
    ],
  },
  {
    name: 'no platforms, and a builder that cannot report its own',
    inputs: { driver: 'remote', 'builder-endpoint': 'tcp://a:1', platforms: '' },
    says: [/^platforms: no platform is named, and the builder does not report/],
  },
  {
    name: 'an archive from two nodes',
    inputs: {
      platforms: 'linux/amd64,linux/arm64',
      'builder-platforms': 'linux/amd64',
      append: '- endpoint: ssh://arm\n  platforms: linux/arm64\n',
      outputs: 'type=oci,dest=app.tar',
    },
    says: [/^outputs: "type=oci,dest=app.tar" cannot hold an image that 2 nodes build together/],
  },
]
