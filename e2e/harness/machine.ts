/**
 * The machine that a step runs on, as its environment and files describe it: the programs in PATH, binfmt_misc, docker's
 * plugins. A step gets the environment of this process only through this file.
 */
import { accessSync, constants, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GO_VARIABLES } from '../engine/processes.ts'

type Variables = Readonly<Record<string, string>>

/** Programs that the tests' own scripts start, those that pack files for the cache of GitHub Actions, and git. */
const NEEDED = ['cat', 'cp', 'git', 'gzip', 'mkdir', 'sleep', 'stat', 'tar']

/**
 * A machine without docker: no program, no plugin, no emulator.
 * @param folder for its files; it is created
 */
export function bareMachine(folder: string): Variables {
  const root = join(folder, 'root')
  registerHandlers(root, {})
  return {
    ...common(folder),
    PATH: neededPrograms(join(folder, 'programs')),
    MULTI_PLATFORM_BUILD_ROOT: root,
  }
}

/** This machine, for steps that use its engine. */
export function realMachine(folder: string, engine: Variables): Variables {
  return { ...GO_VARIABLES, ...common(folder), PATH: process.env['PATH'] ?? '', ...engine }
}

/**
 * Registers emulators on a bare machine.
 * @param root its MULTI_PLATFORM_BUILD_ROOT
 * @param handlers the text of each file in binfmt_misc by its name
 */
export function registerHandlers(root: string, handlers: Variables): void {
  const folder = join(root, 'proc/sys/fs/binfmt_misc')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries({ register: '', status: 'enabled\n', ...handlers })) {
    writeFileSync(join(folder, name), text)
  }
}

/**
 * A folder for PATH, with the few programs that the tests' scripts start and none of the machine's other programs.
 * @param folder is created if it does not exist
 */
export function neededPrograms(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const missing = NEEDED.filter((name) => !existsSync(join(folder, name)))
  for (const name of missing) symlinkSync(programAt(name), join(folder, name))
  return folder
}

const programs = new Map<string, string>()

/** Of a program in this process's PATH, which each test file needs hundreds of times. */
function programAt(name: string): string {
  const path = programs.get(name) ?? searchPath(name)
  programs.set(name, path)
  return path
}

function searchPath(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  const found = folders.map((folder) => join(folder, name)).find(isProgram)
  if (found === undefined) throw new Error(`${name} is not in PATH, and the tests need it`)
  return found
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** As on a GitHub-hosted runner. */
function common(folder: string): Variables {
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  // Pauses take no time, so retries can be tested.
  return { HOME: home, LANG: 'C.UTF-8', MULTI_PLATFORM_BUILD_PAUSES: '0.001', ...compiledCode() }
}

const COMPILED_CODE = 'NODE_COMPILE_CACHE'

/**
 * Lets Node keep the compiled code of the bundle, which tests start thousands of times. A job starts it once, so the benchmark
 * does without.
 */
export function keepCompiledCode(): void {
  process.env[COMPILED_CODE] = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))
}

function compiledCode(): Variables {
  const folder = process.env[COMPILED_CODE]
  return folder === undefined ? {} : { [COMPILED_CODE]: folder }
}
