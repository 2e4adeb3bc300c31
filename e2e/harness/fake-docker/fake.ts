/** A fake docker for tests of command lines and of faults that a real engine does not have on demand. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { neededPrograms } from '../machine.ts'
import { FAKE_FOLDER } from './program.ts'
import { type Call, FAKE_ENV, FAKE_RECORD, FAKE_RULES, parseRecord, type Rule } from './rules.ts'

export interface FakeDocker {
  /** Path of the program. */
  readonly program: string
  /** Overrides the environment of the process that calls docker. */
  readonly env: Readonly<Record<string, string>>
  /** All calls so far, in the order of their start. */
  readonly calls: () => readonly Call[]
}

export interface FakeOptions {
  /** For its two files; it is created if it does not exist. */
  readonly folder: string
  readonly rules: readonly Rule[]
  /** Additional variables to record for each call. */
  readonly record?: readonly string[]
  /** The rest of PATH; by default the few programs that the tests' scripts need. */
  readonly path?: string
}

/** @throws if the setup of the tests has not compiled the program */
export function fakeDocker({ folder, rules, record = [], path }: FakeOptions): FakeDocker {
  const programs = process.env[FAKE_FOLDER]
  if (programs === undefined) throw new Error('compileFakeDocker() comes before the first fake docker')
  mkdirSync(folder, { recursive: true })
  const [rulesFile, recordFile] = [join(folder, 'rules.json'), join(folder, 'record.jsonl')]
  writeFileSync(rulesFile, JSON.stringify(rules))
  writeFileSync(recordFile, '')
  return {
    program: join(programs, 'docker'),
    env: {
      PATH: `${programs}:${path ?? neededPrograms(join(folder, 'programs'))}`,
      [FAKE_RULES]: rulesFile,
      [FAKE_RECORD]: recordFile,
      [FAKE_ENV]: record.join(','),
    },
    calls: () => parseRecord(readFileSync(recordFile, 'utf8')),
  }
}
