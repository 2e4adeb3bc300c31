// Draws the pictures of the README from a real job: its log and its summary page, as GitHub shows them.
// usage: npm run pictures
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { current, down, up } from './engine/engine.ts'
import { timed } from './engine/progress.ts'
import { MERMAID_FILE, openBrowser } from './pictures/browser.ts'
import { runJob } from './pictures/job.ts'
import { logPage, logRows, logText } from './pictures/log-page.ts'
import { summaryPage } from './pictures/summary-page.ts'
import { OPEN_GROUPS, STEP } from './pictures/view.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures')
const say = (line: string): void => console.log(line)

async function draw(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-pictures-'))
  try {
    const browser = await openBrowser(folder, say)
    const { log, summary, ms } = await timed('two jobs run', say, () => runJob(engine))
    const rows = logRows(log.shown, OPEN_GROUPS)
    const pages = {
      log: { html: logPage(rows, STEP, ms / 1000), width: 1100 },
      summary: { html: summaryPage(await browser.render(summary), 'build', MERMAID_FILE), width: 1280 },
    }
    mkdirSync(FOLDER, { recursive: true })
    for (const [name, { html, width }] of Object.entries(pages)) {
      const png = await browser.draw(html, width)
      writeFileSync(join(FOLDER, `${name}.png`), png)
      say(`✔ docs/pictures/${name}.png, ${Math.round(png.length / 1000)} kB`)
    }
    // Makes a change of the picture readable, and lets a test compare its words with the source.
    writeFileSync(join(FOLDER, 'log.txt'), logText(rows))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const wasUp = (await current()) !== undefined
const engine = await up(say)
try {
  await draw()
} finally {
  if (!wasUp) await down({ all: false }, say)
}
