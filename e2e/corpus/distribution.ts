/** Images with Debian packages. */
import { AMD64, ARM64, ARMV7, type Machine } from './machines.ts'
import { deb, debian, link, type Part, type Recipe, RIGHT, taken, unpacked, wrong } from './recipe.ts'

const ALL = [AMD64, ARM64, ARMV7] as const
const BOTH = [AMD64, ARM64] as const
const CONFIG = { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] }

interface Row {
  readonly packages: readonly string[]
  readonly machines: readonly Machine[]
}

const RIGHT_ONES: Readonly<Record<string, Row>> = {
  'a plain system': { packages: ['ca-certificates', 'curl', 'git', 'tini', 'gosu', 'procps'], machines: ALL },
  'files for network boot': {
    packages: ['syslinux-common', 'pxelinux', 'ipxe', 'memtest86+'],
    machines: [AMD64],
  },
  'files for network boot, of another machine': {
    packages: ['syslinux-common', 'pxelinux', 'ipxe'],
    machines: [ARM64, ARMV7],
  },
  'firmware of devices': {
    packages: ['firmware-linux-free', 'firmware-misc-nonfree', 'firmware-atheros'],
    machines: BOTH,
  },
  'firmware of virtual machines': {
    packages: ['ovmf', 'qemu-efi-aarch64', 'seabios', 'opensbi', 'u-boot-qemu'],
    machines: ALL,
  },
  'virtual machines': { packages: ['qemu-system-x86', 'qemu-system-arm', 'qemu-utils'], machines: BOTH },
  emulators: { packages: ['qemu-user'], machines: ALL },
  'C libraries of others': {
    packages: ['libc6-arm64-cross', 'libc6-dev-armhf-cross', 'libc6-amd64-cross'],
    machines: [AMD64, ARMV7],
  },
  'a compiler for arm64': { packages: ['crossbuild-essential-arm64'], machines: [AMD64] },
  'a compiler for amd64': { packages: ['gcc-x86-64-linux-gnu', 'g++-x86-64-linux-gnu'], machines: [ARM64] },
  'a compiler for arm': { packages: ['gcc-arm-linux-gnueabihf'], machines: BOTH },
  'a compiler for microcontrollers': {
    packages: ['gcc-arm-none-eabi', 'libnewlib-arm-none-eabi', 'gcc-avr', 'avr-libc'],
    machines: BOTH,
  },
  'a compiler for Windows': { packages: ['gcc-mingw-w64-x86-64-win32'], machines: BOTH },
  'a compiler for both widths': {
    packages: ['gcc-multilib', 'libc6-i386', 'lib32stdc++6'],
    machines: [AMD64],
  },
  Go: { packages: ['golang-go'], machines: BOTH },
  'Rust for the web': { packages: ['rustc', 'libstd-rust-dev-wasm32', 'cargo'], machines: BOTH },
  'boot loaders': {
    packages: ['grub-efi-amd64-bin', 'grub-pc-bin', 'shim-unsigned', 'systemd-boot-efi'],
    machines: [AMD64],
  },
  'boot loaders of arm64': {
    packages: ['grub-efi-arm64-bin', 'u-boot-rpi', 'systemd-boot-efi'],
    machines: [ARM64],
  },
  'a kernel': { packages: ['initramfs-tools'], machines: BOTH },
  Ruby: { packages: ['ruby', 'ruby-nokogiri', 'ruby-bcrypt', 'ruby-ffi', 'ruby-pg', 'puma'], machines: ALL },
  PHP: { packages: ['php-cli', 'php-fpm', 'php-redis', 'php-mysql', 'php-gd'], machines: ALL },
  Perl: { packages: ['perl', 'libdbd-pg-perl', 'libxml-libxml-perl', 'libjson-xs-perl'], machines: ALL },
  databases: { packages: ['postgresql-17', 'redis-server', 'mariadb-server'], machines: BOTH },
  'a web server': { packages: ['nginx', 'apache2', 'haproxy', 'libnginx-mod-http-lua'], machines: ALL },
  'Node of the distribution': { packages: ['nodejs', 'node-undici'], machines: BOTH },
  'containers within': { packages: ['docker.io', 'podman', 'buildah', 'skopeo'], machines: BOTH },
  'Windows programs': { packages: ['wine', 'wine64', 'libwine'], machines: BOTH },
  debuggers: {
    packages: ['gdb-multiarch', 'valgrind', 'strace', 'ltrace', 'binutils-multiarch'],
    machines: BOTH,
  },
  '.NET of Mono': { packages: ['mono-runtime', 'mono-devel'], machines: [AMD64] },
  Erlang: { packages: ['erlang-base', 'elixir'], machines: BOTH },
  statistics: { packages: ['r-base-core'], machines: BOTH },
  'pictures and films': { packages: ['ffmpeg', 'imagemagick'], machines: BOTH },
  'musl beside glibc': { packages: ['musl', 'musl-tools', 'musl-dev'], machines: BOTH },
  services: { packages: ['systemd', 'dbus', 'openssh-server', 'supervisor', 's6', 'runit'], machines: ALL },
  'scientific libraries': { packages: ['python3-numpy', 'python3-scipy', 'libopenblas0'], machines: BOTH },
}

const right: readonly Recipe[] = Object.entries(RIGHT_ONES).flatMap(([what, { packages, machines }]) =>
  machines.map((machine) => ({
    what: `Debian: ${what}`,
    platform: machine.platform,
    system: debian(machine, ...packages),
    parts: [],
    config: CONFIG,
    expected: RIGHT,
  })),
)

interface Mixed {
  readonly parts: readonly Part[]
  readonly into: Machine
  readonly wrong: string
  readonly packages?: readonly string[]
  readonly config?: Recipe['config']
}

function library(name: string, file: string, of: Machine, at: string): Part {
  return taken(deb(name, of), `usr/lib/${of.triple}/${file}`, at)
}

const MIXED: Readonly<Record<string, Mixed>> = {
  "the builder's init": {
    parts: [taken(deb('tini', AMD64), 'usr/bin/tini', '/usr/sbin/tini')],
    config: { ...CONFIG, Entrypoint: ['/usr/sbin/tini', '--'] },
    ...{ into: ARM64, wrong: 'tini' },
  },
  "the builder's init in 32 bits": {
    parts: [taken(deb('dumb-init', AMD64), 'usr/bin/dumb-init', '/usr/local/bin/dumb-init')],
    config: { ...CONFIG, Entrypoint: ['dumb-init', '--'] },
    ...{ into: ARMV7, wrong: '/usr/local/bin/dumb-init' },
  },
  "a laptop's step down": {
    parts: [taken(deb('gosu', ARM64), 'usr/sbin/gosu', '/usr/local/bin/gosu')],
    ...{ into: AMD64, wrong: '/usr/local/bin/gosu' },
  },
  'a client library from the builder': {
    parts: [library('libpq5', 'libpq.so.5', AMD64, '/usr/lib/x86_64-linux-gnu/libpq.so.5')],
    ...{ into: ARM64, wrong: '/usr/lib/x86_64-linux-gnu' },
  },
  "all of the builder's client library": {
    parts: [unpacked(deb('libpq5', AMD64), '/')],
    ...{ into: ARM64, wrong: '/usr/lib/x86_64-linux-gnu' },
  },
  'a library under the name of this machine': {
    parts: [library('zlib1g', 'libz.so.1', AMD64, '/usr/lib/aarch64-linux-gnu/libz.so.1')],
    ...{ into: ARM64, wrong: '/usr/lib/aarch64-linux-gnu/libz.so.1' },
  },
  'a library in /usr/local/lib': {
    parts: [library('libsodium23', 'libsodium.so.23', AMD64, '/usr/local/lib/libsodium.so.23')],
    ...{ into: ARMV7, wrong: '/usr/local/lib/libsodium.so.23' },
  },
  "the builder's curl": {
    parts: [taken(deb('curl', AMD64), 'usr/bin/curl', '/usr/bin/curl')],
    ...{ into: ARM64, wrong: '/usr/bin/curl' },
  },
  'a server that was unpacked for the builder': {
    parts: [unpacked(deb('nginx', AMD64), '/opt/nginx')],
    config: { ...CONFIG, Cmd: ['/opt/nginx/usr/sbin/nginx', '-g', 'daemon off;'] },
    ...{ into: ARM64, wrong: '/opt/nginx/usr/sbin/nginx' },
  },
  'an extension of PHP from the builder': {
    parts: [unpacked(deb('php8.4-redis', AMD64), '/')],
    ...{ into: ARM64, packages: ['php-cli'], wrong: '/usr/lib/php/' },
  },
  'an extension of Ruby from the builder': {
    parts: [
      taken(
        deb('ruby-bcrypt', AMD64),
        'usr/lib/x86_64-linux-gnu/rubygems-integration/3.3.0/extensions/x86_64-linux-gnu/3.3.0/bcrypt-3.1.20',
        '/app/vendor/bundle/ruby/3.3.0/extensions/x86_64-linux/3.3.0/bcrypt-3.1.20',
      ),
    ],
    ...{ into: ARM64, packages: ['ruby'], wrong: '/app/vendor/bundle/' },
  },
  'an extension of Perl from a laptop': {
    parts: [
      taken(
        deb('libjson-xs-perl', ARM64),
        'usr/lib/aarch64-linux-gnu/perl5/5.40/auto/JSON/XS',
        '/usr/local/lib/x86_64-linux-gnu/perl/5.40.1/auto/JSON/XS',
      ),
    ],
    ...{ into: AMD64, packages: ['perl'], wrong: '/auto/JSON/XS/' },
  },
  'a plugin of the builder': {
    parts: [
      taken(
        deb('docker-compose', AMD64),
        'usr/libexec/docker/cli-plugins/docker-compose',
        '/usr/local/lib/docker/cli-plugins/docker-compose',
      ),
    ],
    ...{ into: ARM64, wrong: '/cli-plugins/docker-compose' },
  },
  'a shell of 64 bits': {
    parts: [
      taken(deb('busybox-static', ARM64), 'usr/bin/busybox', '/usr/bin/busybox'),
      link('/usr/local/bin/sh', '/usr/bin/busybox'),
    ],
    config: { ...CONFIG, Entrypoint: ['/usr/local/bin/sh'] },
    ...{ into: ARMV7, wrong: '/busybox' },
  },
}

const mixed: readonly Recipe[] = Object.entries(MIXED).map(([what, row]) => ({
  what: `Debian: ${what}`,
  platform: row.into.platform,
  system: debian(row.into, ...(row.packages ?? [])),
  parts: row.parts,
  config: row.config ?? CONFIG,
  expected: wrong('machine', row.wrong),
}))

const others: readonly Recipe[] = [
  {
    what: "Debian: the builder's whole system",
    platform: ARM64.platform,
    system: debian(AMD64),
    parts: [],
    config: CONFIG,
    expected: wrong('machine', '/usr/bin/bash'),
  },
  {
    what: 'Debian: a system of 64 bits',
    platform: ARMV7.platform,
    system: debian(ARM64),
    parts: [],
    config: CONFIG,
    expected: wrong('machine', '/usr/bin/bash'),
  },
  {
    what: 'Debian: a system for ARMv7 on ARMv6',
    platform: 'linux/arm/v6',
    system: debian(ARMV7),
    parts: [],
    config: CONFIG,
    expected: wrong('processor', '/usr/bin/bash'),
  },
]

export const DISTRIBUTION_RECIPES: readonly Recipe[] = [...right, ...mixed, ...others]
