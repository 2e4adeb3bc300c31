// Stryker's reporter for this project: it prints each survivor when it is found.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { hasSurvived } from './score.ts'

const LONGEST_CODE = 100

/** As `file:line:column: original → replacement`. Lines and columns count from 1. */
function survivorLine({ fileName, location: { start, end }, replacement }: MutantResult): string {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  const last = lines.at(-1) ?? ''
  const code = [...lines.slice(0, -1), last.slice(0, end.column - 1)].join('\n').slice(start.column - 1)
  const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, LONGEST_CODE)
  const position = `${relative(process.cwd(), fileName)}:${start.line}:${start.column}`
  return `${position}: ${short(code)} → ${short(replacement)}`
}

const reporter = {
  onMutantTested: (mutant: MutantResult) => {
    if (hasSurvived(mutant)) console.log(survivorLine(mutant))
  },
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Reporter, 'survivors', reporter)]
