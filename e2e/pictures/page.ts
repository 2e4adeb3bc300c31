/** What both pages share. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Writes the height of the page into the document, where browser.ts reads it. */
const MEASURE =
  'new ResizeObserver(() => { document.documentElement.dataset.height = document.body.offsetHeight }).observe(document.body)'

/**
 * A whole document.
 * @param style name of its style sheet, beside this file
 */
export function page(style: string, body: string): string {
  const css = readFileSync(join(import.meta.dirname, style), 'utf8')
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<style>\n${css}</style>\n<body>\n${body}\n<script>${MEASURE}</script>\n</body>\n</html>\n`
}
