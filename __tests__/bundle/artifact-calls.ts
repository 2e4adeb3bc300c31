/**
 * A process of its own for src/runner/artifact.ts, as each job of a run is one: its environment leads to the service, and
 * whatever it keeps open keeps it alive. Makes all calls that it is given at the same time and sends back how they went.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { Failure } from '../../src/errors.ts'
import { field, parseJson, text } from '../../src/json.ts'
import { downloadDocument, listDocuments, uploadDocument } from '../../src/runner/artifact.ts'

export interface Call {
  readonly name: 'upload' | 'list' | 'download'
  /** Of the document; the prefix for `list`. */
  readonly document: string
  readonly content?: string
  /** When it is given up, in milliseconds, where that is not the usual time. */
  readonly deadlineMs?: number
}

export interface Told {
  /** What each call gave: names, a text or nothing; or what it failed with. */
  readonly answers: readonly unknown[]
  /** What is left in the folder that the calls were given. */
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

/** Lets the clock go faster by which the package waits before it tries again. */
function hurry(times: number): void {
  const { setTimeout: set } = globalThis
  const faster = (work: () => void, ms = 0): NodeJS.Timeout => set(work, ms / times)
  Object.assign(globalThis, { setTimeout: faster })
}

hurry(Number(process.env['CLOCK_SPEED'] ?? 1))
mkdirSync(folder, { recursive: true })
const list = parseJson(calls)
const answers = await Promise.all((Array.isArray(list) ? list : []).map(made))
const told: Told = { answers, left: readdirSync(folder) }
process.send?.(told)
