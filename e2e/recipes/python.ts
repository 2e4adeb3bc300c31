import { conda, file, program, wheel, wheelText, windowsProgram } from './metadata.ts'
import type { Recipe } from './recipe.ts'

const SITE = 'opt/venv/lib/python3.12/site-packages'
const UV = 'root/.local/share/uv/python'
const X64 = ['cp312-cp312-manylinux_2_17_x86_64']
const ARM64 = ['cp312-cp312-manylinux_2_28_aarch64']
const CONDA = 'opt/conda/envs/app'
const VENV = { Env: ['PATH=/opt/venv/bin:/usr/local/bin:/usr/bin'] }

const RIGHT: readonly Recipe[] = [
  {
    what: 'a Python of each word size, with its own modules',
    on: 'linux/amd64',
    entries: [
      program('usr/local/bin/python3.12', 'amd64'),
      program('opt/i386/bin/python3.12', '386'),
      ...wheel(
        'opt/i386/lib/python3.12/site-packages',
        'numpy',
        ['cp312-cp312-manylinux2014_i686'],
        [program('opt/i386/lib/python3.12/site-packages/numpy/x.so', '386')],
      ),
    ],
  },
  {
    what: 'a 32-bit program installed by pip',
    on: 'linux/amd64',
    entries: [
      program('usr/local/bin/python3.12', 'amd64'),
      ...wheel(SITE, 'ruff', ['py3-none-manylinux1_i686'], [program(`${SITE}/ruff/bin/ruff`, '386')]),
    ],
  },
  {
    what: 'a conda environment',
    entries: [
      file(`${CONDA}/conda-meta/libzlib-1.3.json`, conda('libzlib', 'linux-aarch64', ['lib/libz.so.1'])),
      program(`${CONDA}/lib/libz.so.1`, 'arm64'),
      program(`${CONDA}/lib/python3.12/lib-dynload/_ssl.cpython-312-aarch64-linux-gnu.so`, 'arm64'),
    ],
  },
  {
    what: "a debugger's helper for another machine, named so, in a wheel for the platform",
    entries: wheel(SITE, 'debugpy', ARM64, [program(`${SITE}/debugpy/attach_linux_amd64.so`, 'amd64')]),
  },
  {
    what: "a virtual environment with pip's launchers for Windows",
    entries: ['t32.exe', 't64.exe', 't64-arm.exe', 'w64-arm.exe'].map((name) =>
      windowsProgram(`${SITE}/pip/_vendor/distlib/${name}`),
    ),
    config: VENV,
  },
  {
    what: "setuptools' launchers for Windows",
    entries: ['cli-64.exe', 'gui-arm64.exe'].map((name) => windowsProgram(`${SITE}/setuptools/${name}`)),
  },
  {
    what: 'a uv interpreter',
    files: {
      [`${UV}/cpython-3.13.1-linux-aarch64-gnu/bin/python3.13`]: 'arm64',
      [`${UV}/cpython-3.13.1-linux-aarch64-gnu/lib/libpython3.13.so.1.0`]: 'arm64',
      'opt/venv/bin/python': `->/${UV}/cpython-3.13.1-linux-aarch64-gnu/bin/python3.13`,
    },
    config: VENV,
  },
  {
    what: "uv's cache of installed packages",
    entries: wheel('root/.cache/uv/archive-v0/8zgVxD3CkPqe', 'numpy', ARM64, [
      program('root/.cache/uv/archive-v0/8zgVxD3CkPqe/numpy/_core/_simd.so', 'arm64'),
    ]),
  },
  {
    what: 'a pipx tool',
    entries: [
      ...wheel('root/.local/share/pipx/venvs/ruff/lib/python3.12/site-packages', 'ruff', ARM64, []),
      program('root/.local/share/pipx/venvs/ruff/bin/ruff', 'arm64'),
      {
        path: 'root/.local/bin/ruff',
        type: '2',
        target: '/root/.local/share/pipx/venvs/ruff/bin/ruff',
      },
    ],
    config: { Env: ['PATH=/root/.local/bin:/usr/bin'] },
  },
  {
    what: 'a pyenv version',
    files: {
      'root/.pyenv/versions/3.12.8/bin/python3.12': 'arm64',
      'root/.pyenv/versions/3.12.8/lib/python3.12/lib-dynload/_ctypes.cpython-312-aarch64-linux-gnu.so':
        'arm64',
    },
  },
  {
    what: 'an application in one zip file, with an interpreter line',
    files: { 'usr/local/bin/app': '=#!/usr/bin/env python3\nPK\u0003\u0004', 'usr/bin/python3': 'arm64' },
    entries: [program('usr/bin/env', 'arm64')],
    config: { Entrypoint: ['app'] },
  },
  {
    what: 'a Lambda layer',
    entries: wheel('opt/python/lib/python3.12/site-packages', 'orjson', ARM64, [
      program('opt/python/lib/python3.12/site-packages/orjson/orjson.so', 'arm64'),
    ]),
  },
  {
    what: 'native libraries of one package for several machines',
    entries: wheel(
      SITE,
      'pyarmor.cli.core',
      ['py3-none-any'],
      [
        program(`${SITE}/pyarmor/cli/core/linux.x86_64/pyarmor_runtime.so`, 'amd64'),
        program(`${SITE}/pyarmor/cli/core/linux.aarch64/pyarmor_runtime.so`, 'arm64'),
        program(`${SITE}/pyarmor/cli/core/linux.armv7/pyarmor_runtime.so`, 'arm'),
      ],
    ),
  },
  {
    what: "a package's libraries that are named after machines",
    entries: wheel(
      SITE,
      'soundfile',
      ['py2.py3-none-manylinux_2_28_aarch64'],
      [
        program(`${SITE}/_soundfile_data/libsndfile_x86_64.so`, 'amd64'),
        program(`${SITE}/_soundfile_data/libsndfile_arm64.so`, 'arm64'),
      ],
    ),
  },
  {
    what: 'a wheel on s390x',
    on: 'linux/s390x',
    entries: wheel(
      SITE,
      'grpcio',
      ['cp312-cp312-manylinux_2_17_s390x'],
      [program(`${SITE}/grpc/_cython/cygrpc.cpython-312-s390x-linux-gnu.so`, 's390x')],
    ),
  },
  {
    what: 'a wheel from piwheels',
    on: 'linux/arm/v7',
    entries: wheel(SITE, 'numpy', ['cp311-cp311-linux_armv7l'], [program(`${SITE}/numpy/x.so`, 'arm')]),
  },
  {
    what: 'an egg',
    files: {
      [`${SITE}/lxml-5.3-py3.12-linux-aarch64.egg/lxml/etree.cpython-312-aarch64-linux-gnu.so`]: 'arm64',
      [`${SITE}/lxml-5.3-py3.12-linux-aarch64.egg/EGG-INFO/PKG-INFO`]: '=Name: lxml\n',
    },
  },
  {
    what: 'a wheel that brings its own Node for a driver',
    entries: wheel(
      SITE,
      'playwright',
      ['py3-none-manylinux_2_17_aarch64'],
      [program(`${SITE}/playwright/driver/node`, 'arm64')],
    ),
  },
]

const WRONG: readonly Recipe[] = [
  {
    what: 'a conda environment copied from another machine',
    entries: [
      file(`${CONDA}/conda-meta/numpy-2.1.json`, conda('numpy', 'linux-64', ['lib/numpy/_core.so'])),
      program(`${CONDA}/lib/numpy/_core.so`, 'amd64'),
    ],
    tells: [
      { severity: 'error', why: 'other machine', package: 'numpy', path: `${CONDA}/lib/numpy/_core.so` },
    ],
  },
  {
    what: "a virtual environment from the build machine, with the image's interpreter",
    entries: [
      { path: 'opt/venv/bin/python', type: '2', target: '/usr/local/bin/python3.12' },
      program('usr/local/bin/python3.12', 'arm64'),
      ...wheel(SITE, 'pydantic_core', X64, [
        program(`${SITE}/pydantic_core/_pydantic_core.abi3.so`, 'amd64'),
      ]),
    ],
    config: { ...VENV, Cmd: ['python', '-m', 'app'] },
    tells: [
      {
        ...{ severity: 'error', why: 'other machine', package: 'pydantic_core' },
        path: `${SITE}/pydantic_core/_pydantic_core.abi3.so`,
      },
    ],
  },
  {
    what: 'an environment inside the project',
    entries: wheel('app/.venv/lib/python3.12/site-packages', 'lxml', X64, [
      program('app/.venv/lib/python3.12/site-packages/lxml/etree.cpython-312-x86_64-linux-gnu.so', 'amd64'),
    ]),
    config: { WorkingDir: '/app' },
    tells: [{ severity: 'error', why: 'other machine', package: 'lxml' }],
  },
  {
    what: 'a uv interpreter for another machine',
    files: {
      [`${UV}/cpython-3.13.1-linux-x86_64-gnu/bin/python3.13`]: 'amd64',
      'opt/venv/bin/python': `->/${UV}/cpython-3.13.1-linux-x86_64-gnu/bin/python3.13`,
    },
    config: VENV,
    tells: [
      {
        ...{ severity: 'error', why: 'linked from PATH' },
        path: `${UV}/cpython-3.13.1-linux-x86_64-gnu/bin/python3.13`,
      },
    ],
  },
  {
    what: 'a Lambda layer for another machine',
    entries: wheel(
      'opt/python',
      'cryptography',
      ['cp39-abi3-manylinux_2_34_x86_64'],
      [program('opt/python/cryptography/hazmat/bindings/_rust.abi3.so', 'amd64')],
    ),
    tells: [{ severity: 'error', why: 'other machine', package: 'cryptography' }],
  },
  ...[
    { of: '386', on: 'linux/amd64', tag: 'cp312-cp312-manylinux2014_i686' },
    { of: 'arm', on: 'linux/arm64', tag: 'cp311-abi3-manylinux_2_31_armv7l' },
  ].map(
    ({ of, on, tag }): Recipe => ({
      ...{ what: `modules for the other word size of ${on}, which its Python does not load`, on },
      entries: [
        program('usr/local/bin/python3.12', on.slice('linux/'.length)),
        ...wheel(SITE, 'numpy', [tag], [program(`${SITE}/numpy/_core/x.so`, of)]),
      ],
      tells: [{ severity: 'error', why: 'other machine', package: 'numpy' }],
    }),
  ),
  {
    what: 'an egg for another machine',
    files: {
      [`${SITE}/lxml-5.3-py3.12-linux-x86_64.egg/EGG-INFO/PKG-INFO`]: '=Name: lxml\n',
      [`${SITE}/lxml-5.3-py3.12-linux-x86_64.egg/lxml/libxml2.so`]: 'amd64',
    },
    tells: [{ severity: 'error', path: `${SITE}/lxml-5.3-py3.12-linux-x86_64.egg/lxml/libxml2.so` }],
  },
  {
    what: 'a wheel for arm/v7 on arm/v6',
    on: 'linux/arm/v6',
    entries: wheel(
      SITE,
      'numpy',
      ['cp311-cp311-manylinux_2_31_armv7l'],
      [program(`${SITE}/numpy/_core/x.so`, 'arm')],
    ),
    tells: [{ severity: 'error', why: 'other machine', package: 'numpy' }],
  },
  {
    what: 'a script of a moved environment',
    files: {
      'opt/venv/bin/gunicorn': '=#!/build/.venv/bin/python3\nimport sys\n',
      'opt/venv/bin/python3': 'arm64',
    },
    config: { ...VENV, Entrypoint: ['gunicorn'] },
    tells: [{ severity: 'error', why: 'interpreter', path: 'opt/venv/bin/gunicorn' }],
  },
  {
    what: 'a folder that PyInstaller made on the build machine',
    files: { 'opt/app/app': 'amd64', 'opt/app/_internal/libpython3.12.so.1.0': 'amd64' },
    config: { Entrypoint: ['/opt/app/app'] },
    tells: [
      { severity: 'error', why: 'started', path: 'opt/app/app' },
      { severity: 'error', path: 'opt/app/_internal/libpython3.12.so.1.0' },
    ],
  },
  {
    what: 'a wheel for macOS in an image for Linux',
    on: 'linux/amd64',
    entries: [
      file('app/lib/orjson-3.10.dist-info/WHEEL', wheelText('cp312-cp312-manylinux_2_17_aarch64')),
      program('app/lib/orjson/orjson.cpython-312-aarch64-linux-gnu.so', 'arm64'),
    ],
    config: { WorkingDir: '/app' },
    tells: [{ severity: 'error', why: 'other machine' }],
  },
]

/** Files that Python's tools leave. */
export const PYTHON: readonly Recipe[] = [...RIGHT, ...WRONG]
