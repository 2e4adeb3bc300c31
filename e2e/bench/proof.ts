/** The cost of the static proof: about 1 GiB of layers, unpacked by gzip and proven by the action, in turn. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Subject } from '../../src/verify/image.ts'
import { intoFolder, putImage, putLayer } from '../harness/layout-writer.ts'
import { type Answer, proveAlone } from '../harness/proof-process.ts'
import { type NewEntry, tar } from '../harness/tar-writer.ts'
import { compare, contestant, inTurn, memoryRow, type Row, seconds } from './measure.ts'

const MEBIBYTE = 1 << 20
const LAYERS = 8
const LAYER_SIZE = 128 * MEBIBYTE
const ROOT = join(import.meta.dirname, '..', '..')
export const PROOF_REPETITIONS = 3
/** The share of programs in a layer. */
const PROGRAM_SHARE = 0.5

/** Text from this project's packages, repeated under other names, and pieces of Node's executable. */
function layer(number: number, texts: readonly Buffer[], program: Buffer): Buffer {
  const entries: NewEntry[] = []
  let programs = 0
  let rest = 0
  for (let turn = 0; programs + rest < LAYER_SIZE; turn++) {
    if (programs <= (programs + rest) * PROGRAM_SHARE) {
      const bytes = piece(program, number * 7919 + turn)
      programs += bytes.length
      entries.push({ path: `usr/lib/app${number}/${turn}.so`, bytes })
    } else {
      const bytes = texts[(number * 31 + turn) % texts.length] ?? Buffer.alloc(0)
      rest += bytes.length
      entries.push({ path: `usr/share/app${number}/folder${turn % 97}/file-${turn}.js`, bytes })
    }
  }
  return tar(entries)
}

/** A piece from anywhere in the program, with the program's header in front. */
function piece(program: Buffer, seed: number): Buffer {
  const length = 32_768 + ((seed * 2_654_435_761) % (2 * MEBIBYTE))
  const from = (seed * 40_503 * 4096) % (program.length - length)
  return Buffer.concat([program.subarray(0, 4096), program.subarray(from, from + length)])
}

function sources(folder: string): readonly Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:js|ts|json|md)$/.test(entry.name))
    .slice(0, 2_000)
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

function write(folder: string): { readonly subject: Subject; readonly paths: readonly string[] } {
  const put = intoFolder(folder)
  const texts = sources(join(ROOT, 'node_modules', 'typescript')).concat(sources(join(ROOT, 'src')))
  const program = readFileSync(process.execPath)
  const layers = Array.from({ length: LAYERS }, (_, number) =>
    putLayer(put, layer(number, texts, program), (bytes) => gzipSync(bytes, { level: 6 })),
  )
  const platform = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`
  const descriptors = layers.map(({ descriptor }) => descriptor)
  const subject = putImage(put, {
    platform,
    layers: descriptors,
    diffIds: layers.map(({ diffId }) => diffId),
  })
  return { subject, paths: descriptors.map(({ digest }) => join(folder, 'blobs', ...digest.split(':'))) }
}

/** Unpacks the layers concurrently, as many at a time as there are processors. */
function theirs(paths: readonly string[]): number {
  const command = `xargs -P ${availableParallelism()} -I{} sh -c 'gzip -dc < {} | cat > /dev/null'`
  const start = performance.now()
  const { status, stderr } = spawnSync('sh', ['-c', command], { input: paths.join('\n'), encoding: 'utf8' })
  if (status !== 0) throw new Error(`gzip failed:\n${stderr}`)
  return (performance.now() - start) / 1000
}

const SPEED_GOAL = 0.8
const MEMORY_GOAL = 200

export async function proofRows(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-bench-proof-'))
  try {
    const { subject, paths } = write(folder)
    const answers: Answer[] = []
    const proof = contestant(async () => {
      const answer = await proveAlone(folder, [subject])
      if (answer.findings.length > 0)
        throw new Error(`The proof has findings about a right image:\n${answer.findings.join('\n')}`)
      answers.push(answer)
      return answer.seconds
    })
    const gzip = contestant(async () => theirs(paths))
    await inTurn(PROOF_REPETITIONS, [proof, gzip])
    const found = compare(proof, gzip)
    const speed = 1 / found.ratio
    const size = `${((LAYERS * LAYER_SIZE) / 2 ** 30).toFixed(0)} GiB`
    return [
      {
        what: `proof of an image of ${size}`,
        ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (gzip -dc)` },
        ...{
          result: `speed × ${speed.toFixed(2)}`,
          goal: `speed ≥ × ${SPEED_GOAL}`,
          met: speed >= SPEED_GOAL,
        },
      },
      memoryRow(`memory of that proof`, Math.max(...answers.map(({ peak }) => peak)), MEMORY_GOAL),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
