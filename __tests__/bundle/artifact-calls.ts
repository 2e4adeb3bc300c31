/**
 * A separate process for src/runner/artifact.ts, like each job of a run: its environment leads to the service, and
 * any open handle keeps it alive. Makes all given calls concurrently and sends back their results.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { Failure } from '../../src/errors.ts'
import { field, parseJson, text } from '../../src/json.ts'
import { downloadDocument, listDocuments, uploadDocument } from '../../src/runner/artifact.ts'

export interface Call {
  readonly name: 'upload' | 'list' | 'download'
  /** Name of the document; the prefix for `list`. */
  readonly document: string
  readonly content?: string
  /** Timeout in milliseconds, if not the default. */
  readonly deadlineMs?: number
}

export interface CallResults {
  /** The result of each call: names, a text or nothing; or its error. */
  readonly answers: readonly unknown[]
  /** Files that remain in the folder of the calls. */
  readonly left: readonly string[]
}

const [folder = '', calls = ''] = process.argv.slice(2)

async function made(call: unknown): Promise<unknown> {
  const document = text(call, 'document')
  const ms = field(call, 'deadlineMs')
  const deadline = typeof ms === 'number' ? ms : undefined
  try {
    if (text(call, 'name') === 'list') return await listDocuments(document, deadline)
    if (text(call, 'name') === 'download') return await downloadDocument(document, folder, deadline)
    return await uploadDocument(document, text(call, 'content'), folder, deadline)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { failure: error.message, cure: error.cure }
  }
}

/** Speeds up the timer of the package's pauses between retries. */
function hurry(times: number): void {
  const { setTimeout: set } = globalThis
  const faster = (work: () => void, ms = 0): NodeJS.Timeout => set(work, ms / times)
  Object.assign(globalThis, { setTimeout: faster })
}

hurry(Number(process.env['CLOCK_SPEED'] ?? 1))
mkdirSync(folder, { recursive: true })
const list = parseJson(calls)
const answers = await Promise.all((Array.isArray(list) ? list : []).map(made))
const results: CallResults = { answers, left: readdirSync(folder) }
process.send?.(results)
