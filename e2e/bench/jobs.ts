/** Whole jobs, main and post, compared with shell scripts that do the same. */
import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import type { Sandbox } from '../harness/sandbox.ts'
import {
  type Contestant,
  compare,
  contestant,
  inTurn,
  memoryRow,
  milliseconds,
  type Row,
  seconds,
} from './measure.ts'
import { fetchPeers, type PeerInputs, peersJob } from './peers.ts'
import { ACTION, job, withSandbox } from './steps.ts'

/** Jobs with everything in the cache, and jobs that compile, which take half a minute each. */
export const JOB_REPETITIONS = { cached: 7, anew: 3 }

/** A builder without emulators: no step of this Dockerfile runs on another platform. */
const PREPARE = `
set -eu
docker buildx create --name "$BUILDER" --driver docker-container --bootstrap \\
  --driver-opt network=host --buildkitd-config "$CONFIG" >/dev/null
build() {
  docker buildx build --builder "$BUILDER" --platform linux/amd64,linux/arm64,linux/arm/v7 \\
    --file hello-go/cross.Dockerfile \\
    --cache-from "type=registry,ref=$CACHE" --cache-to "type=registry,ref=$CACHE,mode=max" \\
    --metadata-file "$CONFIG.json" --progress plain $EXTRA "$@" hello-go
}
`

/** Pushes the tag directly, like most workflows. */
const PLAIN = `${PREPARE}
build --tag "$IMAGE:1" --push
docker buildx rm "$BUILDER"
`

/** Pushes by digest, unpacks every layer as a scanner must, then moves the tag. */
const STAGED = `${PREPARE}
build --output "type=oci,tar=false,dest=$LAYOUT" \\
  --output "type=image,name=$IMAGE,push-by-digest=true,name-canonical=true,push=true"
digest=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' "$CONFIG.json")
grep -lzP '^\\x1f\\x8b' "$LAYOUT"/blobs/sha256/* | xargs -P "$(nproc)" -I{} sh -c 'gzip -dc < {} | cat > /dev/null'
rm -r "$LAYOUT"
docker buildx imagetools create --builder "$BUILDER" --prefer-index=false --tag "$IMAGE:1" "$IMAGE@$digest" 2>&1
docker buildx rm "$BUILDER"
`

interface Jobs {
  readonly proven: Contestant
  readonly unproven: Contestant
  readonly staged: Contestant
  readonly plain: Contestant
  /** docker's three actions. */
  readonly peers: Contestant
  /** Peak memory of main in bytes, of each of our jobs. */
  readonly peaks: { proven: number; unproven: number }
}

/** Jobs of one sandbox that share one registry cache. */
function newJobs(engine: Engine, sandbox: Sandbox, workspace: string, noCache: boolean): Jobs {
  cpSync(join(ACTION, 'examples', 'hello-go'), join(workspace, 'hello-go'), { recursive: true })
  const config = join(sandbox.folder, 'buildkitd.toml')
  writeFileSync(config, engine.buildkitdConfig)
  const image = `${engine.registry}/bench/${sandbox.runId}`
  const peaks = { proven: 0, unproven: 0 }
  const inputs = {
    ...{ platforms: 'linux/amd64,linux/arm64,linux/arm/v7', context: 'hello-go' },
    ...{ file: 'hello-go/cross.Dockerfile', push: 'true', 'no-cache': String(noCache) },
    ...{ 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig },
    'cache-ref': `${image}:cache`,
  }
  const ours = (name: keyof typeof peaks): Contestant =>
    contestant(async () => {
      const own = { tags: `${image}/${name}:1`, verify: String(name === 'proven') }
      const { peakRss } = await job({ workspace, sandbox, inputs: { ...inputs, ...own } })
      peaks[name] = Math.max(peaks[name], peakRss)
      return undefined
    })
  const env = {
    ...{ ...process.env, ...sandbox.env, BUILDER: `bench-${sandbox.runId}` },
    ...{ CONFIG: config, CACHE: `${image}:cache`, LAYOUT: join(sandbox.folder, 'layout') },
    ...{ IMAGE: `${image}/theirs`, EXTRA: noCache ? '--no-cache' : '' },
  }
  const theirs = (script: string): Contestant =>
    contestant(async () => {
      const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: workspace, env, encoding: 'utf8' })
      if (status !== 0) throw new Error(`The shell script failed:\n${stderr}`)
      return undefined
    })
  return {
    ...{ proven: ours('proven'), unproven: ours('unproven'), peaks },
    ...{ staged: theirs(STAGED), plain: theirs(PLAIN) },
    peers: contestant(async () => {
      const inputs = peerInputs(engine, image, noCache)
      await peersJob(inputs, { workspace, sandbox })
      return undefined
    }),
  }
}

function peerInputs(engine: Engine, image: string, noCache: boolean): PeerInputs {
  const cache = `type=registry,ref=${image}:cache`
  return {
    'setup-qemu-action': { image: engine.binfmtImage, platforms: 'arm64,arm', 'cache-image': 'false' },
    'setup-buildx-action': {
      ...{ 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig },
      'cache-binary': 'false',
    },
    'build-push-action': {
      ...{ platforms: 'linux/amd64,linux/arm64,linux/arm/v7', context: 'hello-go' },
      ...{ file: 'hello-go/cross.Dockerfile', push: 'true', 'no-cache': String(noCache) },
      ...{ 'cache-from': cache, 'cache-to': `${cache},mode=max`, tags: `${image}/peers:1` },
    },
  }
}

/** Runs each once before the measurement, to fill the cache and pull the base images. */
async function warmUp(contestants: readonly Contestant[]): Promise<void> {
  for (const { run } of contestants) await run()
}

export async function jobRows(engine: Engine): Promise<readonly Row[]> {
  const hasPeers = fetchPeers()
  if (!hasPeers) console.log("docker's actions are left out: GitHub is not reached.")
  const cached = await withSandbox(engine, async (sandbox, workspace) => {
    const jobs = newJobs(engine, sandbox, workspace, false)
    const { proven, unproven, staged, plain, peers } = jobs
    const all = [proven, staged, unproven, plain, ...(hasPeers ? [peers] : [])]
    await warmUp(all)
    await inTurn(JOB_REPETITIONS.cached, all)
    return jobs
  })
  const anew = await withSandbox(engine, async (sandbox, workspace) => {
    const jobs = newJobs(engine, sandbox, workspace, true)
    await inTurn(JOB_REPETITIONS.anew, [jobs.proven, jobs.staged])
    return jobs
  })
  return [
    ratioRow('whole job, every step from the cache', cached.proven, cached.staged, 1.25),
    ratioRow(
      'whole job, with the proof that the script does not have',
      cached.proven,
      cached.plain,
      1.3,
      PUSH,
    ),
    ...(hasPeers
      ? [ratioRow('whole job, the same', cached.proven, cached.peers, 0.3, "docker's three actions")]
      : []),
    ratioRow('whole job, every step built anew', anew.proven, anew.staged, 1.25),
    ratioRow(
      'whole job with verify: false, every step from the cache',
      cached.unproven,
      cached.plain,
      1.15,
      PUSH,
    ),
    proofRow(cached),
    memoryRow('memory of a whole job', Math.max(cached.peaks.proven, anew.peaks.proven), 100),
    memoryRow('memory of a whole job with verify: false', cached.peaks.unproven, 70),
  ]
}

const PUSH = 'shell script with --push'

function ratioRow(
  what: string,
  ours: Contestant,
  theirs: Contestant,
  goal: number,
  script = 'shell script that does the same',
): Row {
  const found = compare(ours, theirs)
  return {
    ...{ what, ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (${script})` },
    ...{ result: `× ${found.ratio.toFixed(2)}`, goal: `≤ × ${goal}`, met: found.ratio <= goal },
  }
}

/** The time that the proof, and moving the tags after it, add to a job whose build takes no time. */
function proofRow({ proven, unproven }: Jobs): Row {
  const found = compare(proven, unproven)
  return {
    what: 'what the proof adds to it',
    ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (verify: false)` },
    ...{ result: `+ ${milliseconds(found.difference)}`, goal: '≤ + 500 ms', met: found.difference <= 0.5 },
  }
}
