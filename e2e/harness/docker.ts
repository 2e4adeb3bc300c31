/** Runs docker commands against the engine, to prepare or inspect something in a test. */
import { spawn } from 'node:child_process'

/** How docker is found: an engine, or a sandbox, which has separate builders. */
export interface DockerHome {
  /** Overrides PATH and HOME of this process; docker gets none of its other variables. */
  readonly env: Readonly<Record<string, string>>
}

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface DockerOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Written to its stdin. */
  readonly input?: string
  /** 120 s by default. A command that takes longer is killed and counts as failed. */
  readonly timeoutMs?: number
}

/** Runs `docker ARGS` to its end, whatever its exit code. */
export function docker(
  home: DockerHome,
  args: readonly string[],
  options: DockerOptions = {},
): Promise<Answer> {
  const { cwd, env, input = '', timeoutMs = 120_000 } = options
  const variables = { PATH: process.env['PATH'], HOME: process.env['HOME'] }
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, {
      cwd,
      env: { ...variables, ...home.env, ...env },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    // It may end without reading its input.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.once('error', reject)
    child.once('close', (code) => {
      const stdout = Buffer.concat(out).toString()
      resolve({ code: code ?? 137, stdout, stderr: Buffer.concat(err).toString() })
    })
  })
}

/** Runs a docker command that must succeed. @returns its stdout without the final line end */
export async function dockerOutput(
  home: DockerHome,
  args: readonly string[],
  options: DockerOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await docker(home, args, options)
  if (code !== 0) throw new Error(`docker ${args.join(' ')} ended with ${code}:\n${stderr}${stdout}`)
  return stdout.replace(/\n$/, '')
}

export interface Image {
  /** With its registry, but without tag and digest: `127.0.0.1:5000/app`. */
  readonly repository: string
  /** Digest of an index or of an image manifest. */
  readonly digest: string
  readonly platform: string
}

/**
 * Runs one platform of an image from the registry, by digest and if necessary under emulation. The image is removed from
 * the engine afterwards. @returns its output
 */
export async function runByDigest(
  home: DockerHome,
  { repository, digest, platform }: Image,
  command: readonly string[] = [],
): Promise<string> {
  const image = `${repository}@${digest}`
  // Always pulls: if the engine already had the platform, the test would not notice that the registry lacks it.
  const args = ['run', '--rm', '--pull', 'always', '--quiet', '--network', 'none', '--platform', platform]
  try {
    return await dockerOutput(home, [...args, image, ...command])
  } finally {
    await docker(home, ['image', 'rm', '--force', image])
  }
}
