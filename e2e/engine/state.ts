import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import type { ProcessId } from './processes.ts'

/** What is known of the engine between two commands. */
export interface State {
  readonly kind: 'docker' | 'none' | 'private'
  /** Whether `up` came to its end. Before that, the rest tells what has to be taken away again. */
  readonly ready: boolean
  /** Changes with whatever the running daemons were made of. */
  readonly key: string
  /** Port of the registry on 127.0.0.1. */
  readonly port: number
  readonly act: string
  /** Address of the user's Docker. */
  readonly host: string
  readonly bridge: string
  readonly processes: readonly ProcessId[]
}

const NOTHING: State = {
  kind: 'none',
  ready: false,
  key: '',
  port: 0,
  act: '',
  host: '',
  bridge: '',
  processes: [],
}

const fileOf = (home: Home) => join(home.run, 'state.json')

/** Notes something the moment it is so, that it can be taken back whatever happens next. */
export function note(home: Home, news: Partial<State>): State {
  const state = { ...read(home), ...news }
  mkdirSync(home.run, { recursive: true })
  writeFileSync(`${fileOf(home)}.new`, `${JSON.stringify(state, undefined, 2)}\n`)
  renameSync(`${fileOf(home)}.new`, fileOf(home))
  return state
}

/** Forgets the engine and removes everything that belonged to it. */
export function forget(home: Home): void {
  rmSync(home.run, { recursive: true, force: true })
}

/** The state as it was noted; nothing where there is none or where it cannot be read. */
export function read(home: Home): State {
  let fields: Fields
  try {
    fields = fieldsOf(JSON.parse(readFileSync(fileOf(home), 'utf8')))
  } catch {
    return NOTHING
  }
  const { kind, processes } = fields
  return {
    kind: kind === 'docker' || kind === 'private' ? kind : 'none',
    ready: fields['ready'] === true,
    key: text(fields, 'key'),
    port: number(fields, 'port'),
    act: text(fields, 'act'),
    host: text(fields, 'host'),
    bridge: text(fields, 'bridge'),
    processes: (Array.isArray(processes) ? processes : []).map(fieldsOf).map((each) => ({
      name: text(each, 'name'),
      pid: number(each, 'pid'),
      started: text(each, 'started'),
    })),
  }
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function text(fields: Fields, key: string): string {
  const value = fields[key]
  return typeof value === 'string' ? value : ''
}

function number(fields: Fields, key: string): number {
  const value = fields[key]
  return typeof value === 'number' ? value : 0
}
