// Proves images with real packages from the public registries, both right ones and mixed-up ones.
// usage: npm run proof-corpus [-- --write | WORD …]   (with words: only images whose names contain one of them)
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mapConcurrent } from '../src/concurrency.ts'
import { textTable } from '../src/show/table.ts'
import { cacheFolder } from './corpus/cache.ts'
import { RECIPES } from './corpus/recipes.ts'
import { document, hasFailed, outcomeLines, totals } from './corpus/report.ts'
import { outcomeOf, workshop } from './corpus/run.ts'

const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'proof-corpus.md')
const AT_ONCE = 2

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
if (values.write && positionals.length > 0) throw new Error('The document is about all images.')
const chosen = RECIPES.filter(
  ({ what }) => positionals.length === 0 || positionals.some((word) => what.includes(word)),
)
mkdirSync(cacheFolder(), { recursive: true })
const folder = mkdtempSync(join(cacheFolder(), '.layout-'))
try {
  const place = workshop(folder, chosen)
  const outcomes = await mapConcurrent(chosen, AT_ONCE, async (recipe) => {
    const outcome = await outcomeOf(place, recipe)
    for (const line of outcomeLines(outcome)) console.log(line)
    return outcome
  })
  console.log(textTable(totals(outcomes)).join('\n'))
  if (values.write) writeFileSync(DOCUMENT, document(readFileSync(DOCUMENT, 'utf8'), outcomes))
  process.exitCode = hasFailed(outcomes) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
