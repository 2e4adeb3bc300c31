/**
 * The runner's protocol: commands on stdout, files for outputs and state.
 * The three modules are taken from inside @actions/core, because its main module loads an HTTP client for OIDC tokens
 * at once: 60 ms at every start of main and of post, for something we never use. The lock file pins their version,
 * and the type check fails if they move.
 */
import { posix } from 'node:path'
import { issueCommand } from '../../node_modules/@actions/core/lib/command.js'
import {
  issueFileCommand,
  prepareKeyValueMessage,
} from '../../node_modules/@actions/core/lib/file-command.js'
import { Failure, type Location, messageOf } from '../errors.ts'

/** x */
export function setOutput(name: string, value: string): void {
  fileCommand('OUTPUT', name, value)
}

/**
 * Saves a value for the post step. It is written immediately, so that it is available even if this process is killed.
 * @throws Failure where the runner's file cannot be written
 */
export function saveState(name: string, value: string): void {
  fileCommand('STATE', name, value)
}

/** Makes the runner mask a value from here on. */
export function setSecret(value: string): void {
  issueCommand('add-mask', {}, value)
}

/** Prepends a folder to PATH for the steps after this one. */
export function addPath(folder: string): void {
  writeRunnerFile('PATH', folder)
}

/**
 * Adds text to the job's summary page.
 * @throws Failure where the runner's file cannot be written
 */
export function writeSummary(markdown: string): void {
  writeRunnerFile('STEP_SUMMARY', markdown)
}

export type Severity = 'notice' | 'warning' | 'error'

/**
 * Shows a message in the log and on the run's page, and at a line of a file if there is one. GitHub expects paths in
 * the repository, without a leading `./`; the runner cuts off the workspace.
 */
export function annotate(severity: Severity, message: string, location?: Location): void {
  const properties = location === undefined ? {} : { ...location, file: posix.normalize(location.file) }
  issueCommand(severity, properties, message.replaceAll('##[', '## ['))
}

export function startGroup(name: string): void {
  issueCommand('group', {}, name)
}

export function endGroup(): void {
  issueCommand('endgroup', {}, '')
}

function fileCommand(file: 'OUTPUT' | 'STATE', name: string, value: string): void {
  writeRunnerFile(file, prepareKeyValueMessage(name, value))
}

// Outside a runner (a shell, a demo) there are no such files; the log shows the same anyway.
function writeRunnerFile(file: 'OUTPUT' | 'STATE' | 'PATH' | 'STEP_SUMMARY', text: string): void {
  const path = process.env[`GITHUB_${file}`]
  if (!path) return
  try {
    issueFileCommand(file, text)
  } catch (error) {
    throw new Failure(
      `GITHUB_${file}: the runner's file ${path} could not be written: ${messageOf(error)}.`,
      'Check that the disk is not full and that earlier steps did not change the file.',
    )
  }
}
