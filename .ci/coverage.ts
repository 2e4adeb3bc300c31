// Runs the unit tests, and prints which part of src/ they run: what `npm run coverage` does. The bundle and end-to-end tests
// run dist/, which is not counted.
import { spawnSync } from 'node:child_process'
import { appendFileSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from '@swc/core'
import { parseJson } from '../src/json.ts'
import { coverageTable } from './coverage-table.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'coverage')

/** Files that declare types only: no test can run them, but every line of them would count as missed. */
function typeFiles(): readonly string[] {
  return globSync('src/**/*.ts', { cwd: root }).filter((path) => {
    const { code } = transformSync(readFileSync(join(root, path), 'utf8'), {
      minify: true,
      jsc: { target: 'es2023', parser: { syntax: 'typescript' }, minify: { format: { comments: false } } },
    })
    return code === '' || code === 'export{};'
  })
}

const options = [
  ...['--coverage', '--coverageProvider=v8', '--collectCoverageFrom=src/**/*.ts'],
  ...typeFiles().map((path) => `--collectCoverageFrom=!${path}`),
  ...['--coverageReporters=json-summary', '--coverageReporters=lcovonly', `--coverageDirectory=${folder}`],
]
const args = ['run', '--silent', 'unit', '--', ...options, ...process.argv.slice(2)]
const { status } = spawnSync('npm', args, { cwd: root, stdio: 'inherit' })
const table = coverageTable(parseJson(readFileSync(join(folder, 'coverage-summary.json'), 'utf8')), root)
console.log(`\n${table}`)
const summary = process.env['GITHUB_STEP_SUMMARY']
if (summary !== undefined) appendFileSync(summary, `## Coverage of the unit tests\n\n${table}\n`)
process.exitCode = status ?? 1
