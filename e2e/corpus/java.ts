/** Images with Java. */
import { AMD64, ARM64, ARMV7, type Machine } from './machines.ts'
import {
  deb,
  debian,
  link,
  maven,
  type Part,
  type Recipe,
  RIGHT,
  taken,
  unpacked,
  unseen,
  wrong,
} from './recipe.ts'

const CONFIG = {
  Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  WorkingDir: '/app',
  Entrypoint: ['/usr/bin/java', '-jar', '/app/app.jar'],
}
const NETTY = 'io.netty:netty-tcnative-boringssl-static:2.0.69.Final:jar:linux'
const ALL = [AMD64, ARM64, ARMV7] as const
const BOTH = [AMD64, ARM64] as const

/** The links that Debian's alternatives create during the installation. */
function java(machine: Machine): Part {
  const folder = `/usr/lib/jvm/java-21-openjdk-${machine.debian}`
  return link('/usr/bin/java', `${folder}/bin/java`)
}

function jar(coordinates: string): Part {
  const [, artifact = '', version = '', , classifier = ''] = coordinates.split(':')
  const at = `/app/lib/${[artifact, version, classifier].filter((word) => word !== '').join('-')}.jar`
  return { kind: 'file', package: maven(coordinates), at }
}

interface Row {
  readonly parts: (machine: Machine) => readonly Part[]
  readonly machines: readonly Machine[]
}

const unpackedJar = (coordinates: string): Part => unpacked(maven(coordinates), '/app/classes')

const RIGHT_ONES: Readonly<Record<string, Row>> = {
  'libraries as they are': {
    parts: () => [
      jar('org.xerial:sqlite-jdbc:3.47.1.0'),
      jar('org.xerial.snappy:snappy-java:1.1.10.7'),
      jar('com.github.luben:zstd-jni:1.5.6-9'),
    ],
    machines: ALL,
  },
  'a database, unpacked': { parts: () => [unpackedJar('org.xerial:sqlite-jdbc:3.47.1.0')], machines: ALL },
  'compression, unpacked': {
    parts: () => [
      unpackedJar('org.xerial.snappy:snappy-java:1.1.10.7'),
      unpackedJar('com.github.luben:zstd-jni:1.5.6-9'),
      unpackedJar('org.lz4:lz4-java:1.8.0'),
    ],
    machines: ALL,
  },
  'native access, unpacked': {
    parts: () => [
      unpackedJar('net.java.dev.jna:jna:5.16.0'),
      unpackedJar('com.github.jnr:jffi:1.3.13:jar:native'),
      unpackedJar('org.fusesource.jansi:jansi:2.4.1'),
    ],
    machines: ALL,
  },
  'connections, unpacked': {
    parts: () => [
      unpackedJar(`${NETTY}-x86_64`),
      unpackedJar(`${NETTY}-aarch_64`),
      unpackedJar('io.netty:netty-transport-native-epoll:4.1.116.Final:jar:linux-x86_64'),
      unpackedJar('io.netty:netty-transport-native-epoll:4.1.116.Final:jar:linux-aarch_64'),
      unpackedJar('org.conscrypt:conscrypt-openjdk-uber:2.5.2'),
    ],
    machines: BOTH,
  },
  'a key-value store, unpacked': {
    parts: () => [unpackedJar('org.rocksdb:rocksdbjni:9.7.3')],
    machines: BOTH,
  },
  'inference, unpacked': {
    parts: () => [unpackedJar('com.microsoft.onnxruntime:onnxruntime:1.20.0')],
    machines: BOTH,
  },
  'an older store, unpacked': {
    parts: () => [unpackedJar('org.fusesource.leveldbjni:leveldbjni-all:1.8')],
    machines: [AMD64],
  },
  'Maven 3.6': {
    parts: () => [unpacked(maven('org.apache.maven:apache-maven:3.6.3:zip:bin'), '/opt')],
    machines: ALL,
  },
  'Maven 3.9': {
    parts: () => [unpacked(maven('org.apache.maven:apache-maven:3.9.9:zip:bin'), '/opt')],
    machines: ALL,
  },
  JRuby: { parts: () => [unpacked(maven('org.jruby:jruby-dist:9.4.9.0:zip:bin'), '/opt')], machines: ALL },
  'a message broker': {
    parts: () => [unpacked(maven('org.apache.activemq:apache-artemis:2.39.0:zip:bin'), '/opt')],
    machines: BOTH,
  },
  'a web server': {
    parts: () => [unpacked(maven('org.apache.tomcat:tomcat:10.1.34:zip'), '/opt')],
    machines: ALL,
  },
  'an application server': {
    parts: () => [unpacked(maven('org.wildfly:wildfly-dist:26.1.3.Final:zip'), '/opt')],
    machines: BOTH,
  },
  'games, with natives of its machine': {
    parts: ({ debian: name }) => [
      unpackedJar(
        `org.lwjgl:lwjgl:3.3.5:jar:natives-linux${{ amd64: '', arm64: '-arm64' }[name] ?? '-arm32'}`,
      ),
    ],
    machines: ALL,
  },
}

const right: readonly Recipe[] = Object.entries(RIGHT_ONES).flatMap(([what, { parts, machines }]) =>
  machines.map((machine) => ({
    what: `Java: ${what}`,
    platform: machine.platform,
    system: debian(machine, 'openjdk-21-jre-headless'),
    parts: [java(machine), jar('org.slf4j:slf4j-api:2.0.16'), ...parts(machine)],
    config: CONFIG,
    expected: RIGHT,
  })),
)

const ALONE = 'a library that is alone, and whose name says what it is for, is only warned of'

interface Mixed {
  readonly parts: readonly Part[]
  readonly into: Machine
  readonly expected: Recipe['expected']
}

const SQLITE = maven('org.xerial:sqlite-jdbc:3.47.1.0')

const MIXED: Readonly<Record<string, Mixed>> = {
  'encryption of the builder, unpacked': {
    parts: [unpackedJar(`${NETTY}-x86_64`)],
    into: ARM64,
    expected: unseen('machine', '/META-INF/native/', ALONE),
  },
  'encryption of a laptop, unpacked': {
    parts: [unpackedJar(`${NETTY}-aarch_64`)],
    into: AMD64,
    expected: unseen('machine', '/META-INF/native/', ALONE),
  },
  'encryption of the builder, in its archive': {
    parts: [jar(`${NETTY}-x86_64`)],
    into: ARM64,
    expected: unseen('machine', '.jar', 'archives in the image, such as jars, are not opened'),
  },
  'natives of the builder': {
    parts: [unpackedJar('org.lwjgl:lwjgl:3.3.5:jar:natives-linux')],
    into: ARM64,
    expected: wrong('machine', '/app/classes/linux/x64/'),
  },
  'a library that was put among those of the system': {
    parts: [
      taken(SQLITE, 'org/sqlite/native/Linux/x86_64/libsqlitejdbc.so', '/usr/lib/jni/libsqlitejdbc.so'),
    ],
    into: ARM64,
    expected: wrong('machine', '/usr/lib/jni/libsqlitejdbc.so'),
  },
  'a library that a laptop put beside the application': {
    parts: [
      taken(SQLITE, 'org/sqlite/native/Linux/aarch64/libsqlitejdbc.so', '/app/native/libsqlitejdbc.so'),
    ],
    into: AMD64,
    expected: wrong('machine', '/app/native/libsqlitejdbc.so'),
  },
  'a library of another machine under the name of this one': {
    parts: [
      taken(
        SQLITE,
        'org/sqlite/native/Linux/x86_64/libsqlitejdbc.so',
        '/app/native/Linux/aarch64/libsqlitejdbc.so',
      ),
    ],
    into: ARM64,
    expected: wrong('machine', '/app/native/Linux/aarch64/libsqlitejdbc.so'),
  },
}

const mixed: readonly Recipe[] = Object.entries(MIXED).map(([what, { parts, into, expected }]) => ({
  what: `Java: ${what}`,
  platform: into.platform,
  system: debian(into, 'openjdk-21-jre-headless'),
  parts: [java(into), ...parts],
  config: CONFIG,
  expected,
}))

/** The result of a stage that creates a small Java for the image, and runs on the builder's platform. */
const copied: Recipe = {
  what: 'Java: a Java of the builder',
  platform: ARM64.platform,
  system: debian(ARM64),
  parts: [
    taken(deb('openjdk-21-jre-headless', AMD64), 'usr/lib/jvm/java-21-openjdk-amd64', '/opt/java/openjdk'),
    jar('org.slf4j:slf4j-api:2.0.16'),
  ],
  config: {
    Env: ['JAVA_HOME=/opt/java/openjdk', 'PATH=/opt/java/openjdk/bin:/usr/bin:/bin'],
    Entrypoint: ['java', '-jar', '/app/app.jar'],
  },
  expected: wrong('machine', '/opt/java/openjdk/bin/java'),
}

export const JAVA_RECIPES: readonly Recipe[] = [...right, ...mixed, copied]
