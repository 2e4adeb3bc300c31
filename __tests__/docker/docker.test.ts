import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Children, createChildren } from '../../src/docker/children.ts'
import { createDocker, type Docker, TIMED_OUT } from '../../src/docker/docker.ts'
import { Cancelled, Failure } from '../../src/errors.ts'

let folder: string
let children: Children

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-docker-'))
  children = createChildren()
})

afterEach(() => {
  children.signal('SIGKILL')
  rmSync(folder, { recursive: true })
})

function write(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

/** A docker that is this script. */
function dockerOf(script: string, env: Readonly<Record<string, string>> = {}): Docker {
  write('docker', script)
  const path = `${folder}${delimiter}${process.env['PATH']}`
  return createDocker({ buildx: { kind: 'plugin' }, env: { PATH: path, ...env }, children })
}

/** Waits for what must become so soon. */
async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; !isSo() && looks < 800; looks++) await sleep(10)
  expect(isSo()).toBe(true)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Writes its own pid and that of what it starts, and waits for both. */
const HANGS = 'sleep 60 &\necho $$ $! > "$PIDS"\nwait'
const pids = () => readFileSync(join(folder, 'pids'), 'utf8').trim().split(' ').map(Number)
const hanging = (limitless = '') => dockerOf(`${limitless}${HANGS}`, { PIDS: join(folder, 'pids') })

describe('a short command', () => {
  test.each([
    { what: 'that ends well', script: 'echo out; echo err >&2', code: 0 },
    { what: 'that fails', script: 'echo out; echo err >&2; exit 7', code: 7 },
    { what: 'that a signal ends', script: 'echo out; echo err >&2; kill -TERM $$', code: 143 },
  ])('$what gives its code and both outputs', async ({ script, code }) => {
    expect(await dockerOf(script).run(['version'])).toEqual({ code, stdout: 'out\n', stderr: 'err\n' })
  })

  test('gets its arguments as they are, nothing to read, and no variable but those of the job', async () => {
    const docker = dockerOf('cat; printf "%s|" "$@"; echo "$MINE $OTHER"', { MINE: 'mine' })
    process.env['OTHER'] = 'of this process'
    const { stdout } = await docker.run(['a b', '', '"c"', '$d'])
    delete process.env['OTHER']
    expect(stdout).toBe('a b||"c"|$d|mine \n')
  })

  test('that is for buildx is docker’s, or the program of its own', async () => {
    const docker = dockerOf('echo "docker $*"')
    const path = write('other-buildx', 'echo "buildx $*"')
    const { env } = docker
    const own = createDocker({ buildx: { kind: 'standalone', path }, env, children })
    expect((await docker.run(['buildx', 'ls'])).stdout).toBe('docker buildx ls\n')
    expect((await own.run(['buildx', 'ls'])).stdout).toBe('buildx ls\n')
    expect((await own.run(['info'])).stdout).toBe('docker info\n')
  })

  test('that hangs is ended with what it started, and its answer says so', async () => {
    const { code, stderr } = await hanging().run(['version', '--format', '{{json .Server}}'], 300)
    expect({ code, stderr }).toEqual({
      code: TIMED_OUT,
      stderr: '\ndocker version did not end within 0.3 seconds',
    })
    await until(() => !pids().some(isAlive))
  })

  test('leaves no timer behind if its outputs end before it', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    expect(await dockerOf('exec >&- 2>&-; sleep 0.1').run(['version'])).toMatchObject({ code: 0 })
    // Others may end meanwhile.
    expect(timers()).toBeLessThanOrEqual(before)
  })

  test('ends although something that outlives it holds its outputs open', async () => {
    // As the shared connection of ssh does: a session of its own, out of reach of the group's signal.
    const docker = dockerOf(`setsid sleep 600 & echo $! > ${folder}/pids; echo out`)
    expect(await docker.run(['version'])).toEqual({ code: 0, stdout: 'out\n', stderr: '' })
    for (const pid of pids()) process.kill(pid)
  })

  test('that cannot be started says what to install', async () => {
    const docker = createDocker({ buildx: { kind: 'plugin' }, env: { PATH: folder }, children })
    await expect(docker.run(['version'])).rejects.toEqual(
      new Failure(
        'The docker command could not be started: spawn docker ENOENT.',
        "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.",
      ),
    )
  })
})

describe('a cancelled job', () => {
  test('ends a short command and what it started, and takes its end for no news', async () => {
    const asked = hanging().run(['version'])
    await until(() => existsSync(join(folder, 'pids')) && pids().length === 2)
    expect(children.count()).toBe(1)
    children.cancel()
    children.signal('SIGTERM')
    await expect(asked).rejects.toEqual(new Cancelled())
    expect(children.count()).toBe(0)
    await until(() => !pids().some(isAlive))
  })

  test('starts nothing any more', async () => {
    const docker = dockerOf(`touch ${folder}/started`)
    children.cancel()
    const all = [
      docker.run(['version']),
      docker.stream(['build'], { limitMs: undefined }),
      docker.capture(['inspect'], 1_000),
      docker.runCredentialHelper('mine', 'r.example'),
    ]
    for (const one of all) await expect(one).rejects.toEqual(new Cancelled())
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })
})

describe('a long command', () => {
  test('is heard as it speaks, in lines and in pieces, stdout separately if that is required', async () => {
    const docker = dockerOf('printf "1\\n2\\n"; echo err >&2')
    const [lines, texts, bytes]: [string[], string[], string[]] = [[], [], []]
    const options = { limitMs: undefined, onLine: (line: string) => void lines.push(line) }
    const onText = (text: string): boolean => texts.push(text) > 0
    const tapStdout = (chunk: Buffer): void => void bytes.push(String(chunk))
    expect((await docker.stream(['x'], { ...options, onText, tapStdout })).tail.toSorted()).toHaveLength(3)
    expect(bytes.join('')).toBe('1\n2\n')
    expect(texts.join('')).toHaveLength('1\n2\nerr\n'.length)
    lines.length = 0
    const ended = await docker.stream(['x'], { ...options, onStdout: () => {} })
    expect([ended, lines]).toEqual([{ code: 0, tail: ['err'] }, ['err']])
  })

  test('is remembered by its last 200 lines', async () => {
    const { tail } = await dockerOf('seq 500').stream(['x'], { limitMs: undefined })
    expect([tail.length, tail[0], tail.at(-1)]).toEqual([200, '301', '500'])
  })

  test('gets variables of its own over those of the job', async () => {
    const docker = dockerOf('echo "$A $B"', { A: 'job', B: 'job' })
    expect((await docker.stream(['x'], { limitMs: undefined, env: { B: 'own' } })).tail).toEqual(['job own'])
  })

  test('that hangs is ended, and its last line says so', async () => {
    const { code, tail } = await hanging('echo pulling\n').stream(['run', '--rm', 'image'], { limitMs: 300 })
    expect({ code, tail }).toEqual({
      code: TIMED_OUT,
      tail: ['pulling', 'docker run did not end within 0.3 seconds'],
    })
  })

  test('is given in bytes, and cut if it is too long', async () => {
    const short = await dockerOf('printf "\\377\\000"; echo err >&2').capture(['x'], 10_000)
    expect(short).toEqual({ code: 0, tail: ['err'], bytes: Buffer.from([0xff, 0]) })
    const long = await dockerOf('head -c 20000000 /dev/zero').capture(['x'], 10_000)
    expect(long.bytes.length).toBeLessThanOrEqual(16 << 20)
  })
})

describe('a credential helper', () => {
  test('reads the server, and its answer is given with its code', async () => {
    write('docker-credential-mine', 'read -r server; echo "$1 $server"; exit 1')
    expect(await dockerOf('').runCredentialHelper('mine', 'r.example')).toEqual({
      code: 1,
      stdout: 'get r.example\n',
    })
  })

  test('that hangs is ended, with what it started', async () => {
    write('docker-credential-mine', HANGS)
    expect(await hanging().runCredentialHelper('mine', 'r.example', 300)).toEqual({
      code: TIMED_OUT,
      stdout: '',
    })
    await until(() => !pids().some(isAlive))
  })
})
