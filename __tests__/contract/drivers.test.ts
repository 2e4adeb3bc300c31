import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { DRIVERS } from '../../src/buildx/drivers.ts'

const src = join(import.meta.dirname, '..', '..', 'src')

/** Where the names are listed. */
const LIST = 'buildx/drivers.ts'

/** A name as a whole word; `docker` means many other things, so it only counts on a line about drivers. */
const NAMES = Object.keys(DRIVERS).map((name) => new RegExp(`['"\`]${name}['"\`]`))
const isAboutName = (line: string): boolean =>
  NAMES.some((name) => name.test(line)) && (/driver/i.test(line) || !/['"`]docker['"`]/.test(line))

function linesWithNames(text: string): readonly string[] {
  return text.split('\n').filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && isAboutName(line))
}

describe('the names of drivers', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

  test.each(files.filter((path) => path !== LIST))('are not compared in %s', (path) => {
    expect(linesWithNames(readFileSync(join(src, path), 'utf8'))).toEqual([])
  })

  test.each([
    "  if (driver === 'docker') return",
    "  if ('remote' !== inputs.driver) return []",
    "const ELSEWHERE = ['remote', 'kubernetes', 'cloud']",
    "    case 'cloud':",
  ])('are found in %j', (line) => {
    expect(linesWithNames(line)).toEqual([line])
  })

  test.each([
    "  return ['docker', ...command]",
    "  const isArchive = ['oci', 'tar', 'docker'].includes(type)",
    " * 'remote' is a driver",
    "  cure: 'Leave driver at docker-container.'",
  ])('are not found in %j', (line) => {
    expect(linesWithNames(line)).toEqual([])
  })
})
