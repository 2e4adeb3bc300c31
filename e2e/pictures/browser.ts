/**
 * The programs that draw the pictures: Chromium, fonts and GitHub's Markdown renderer from Debian's packages, and mermaid
 * from npm. Like the parts of the engine they are kept below the user's cache folder, and are not installed on the system.
 */
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadSystem } from '../corpus/apt.ts'
import { output, run } from '../engine/command.ts'
import { home } from '../engine/home.ts'
import { locked } from '../engine/lock.ts'
import { ensure, type Part } from '../engine/parts.ts'
import type { Say } from '../engine/progress.ts'

/** Together with their dependencies they are a whole system: `base-files` has the links, such as /lib64. */
const PACKAGES = [
  'base-files',
  'chromium-headless-shell',
  'cmark-gfm',
  'pngquant',
  'fonts-inconsolata',
  'fonts-noto-core',
  'fonts-noto-color-emoji',
] as const

const MERMAID = 'mermaid@12.3.0'

/** GitHub's extensions of Markdown, and HTML except for the tags that it forbids. */
const GITHUB = [
  '--unsafe',
  ...['table', 'autolink', 'strikethrough', 'tagfilter'].flatMap((name) => ['-e', name]),
]

/** Pixels of the picture for one of the page, in each direction. */
const SCALE = 2

function system(): Part {
  return {
    name: 'pictures',
    title: 'Chromium and fonts (Debian)',
    takes: 'downloading 200 MB',
    remedy: 'Debian 12 or newer, root, a package mirror that answers, and 700 MB of disk',
    recipe: PACKAGES,
    make: async (into, log) => {
      const architecture = process.arch === 'x64' ? 'amd64' : process.arch
      const files = await downloadSystem({ architecture, packages: PACKAGES })
      for (const file of files) await run('dpkg', ['-x', file, into], { log })
    },
  }
}

function mermaid(): Part {
  return {
    name: 'mermaid',
    title: MERMAID,
    remedy: 'the npm registry',
    recipe: [],
    make: async (into, log) => {
      await run('npm', ['pack', '--ignore-scripts', MERMAID], { log, cwd: into })
      const [archive = ''] = readdirSync(into)
      await run('tar', ['-xzf', archive, `package/dist/${MERMAID_FILE}`], { log, cwd: into })
      renameSync(join(into, 'package/dist', MERMAID_FILE), join(into, MERMAID_FILE))
      for (const name of [archive, 'package']) rmSync(join(into, name), { recursive: true })
    },
  }
}

/** Runs a command in the system of the first argument, where only /tmp can be written: the folder of the second. */
const ENTER = `
root=$1
mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$2" "$root/tmp"
shift 2
exec chroot "$root" "$@"`

export interface Browser {
  /** @returns the HTML that GitHub makes of Markdown */
  readonly render: (markdown: string) => Promise<string>
  /**
   * @param html may name `MERMAID_FILE`
   * @param width of the page, in its pixels; the picture has two for each
   * @returns PNG, as high as the page
   */
  readonly draw: (html: string, width: number) => Promise<Buffer>
}

/** Address of mermaid, for pages. */
export const MERMAID_FILE = 'mermaid.min.js'

/**
 * Downloads what is missing, which takes a minute the first time.
 * @param folder empty; for the files of the pages
 */
export async function openBrowser(folder: string, say: Say): Promise<Browser> {
  const at = home()
  await locked(at.lock, say, async () => {
    for (const part of [system(), mermaid()]) await ensure(at, part, say)
  })
  const program = (command: string, args: readonly string[]): Promise<string> => {
    const root = join(at.parts, system().name)
    const isolated = [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-e',
      '-c',
      ENTER,
      'sh',
      root,
      folder,
    ]
    return output('unshare', [...isolated, command, ...args])
  }
  copyFileSync(join(at.parts, mermaid().name, MERMAID_FILE), join(folder, MERMAID_FILE))
  return {
    render: async (markdown) => {
      writeFileSync(join(folder, 'page.md'), markdown)
      return program('cmark-gfm', [...GITHUB, '/tmp/page.md'])
    },
    draw: async (html, width) => {
      writeFileSync(join(folder, 'page.html'), html)
      const height = heightOf(await program(CHROMIUM, [...chromium(width, 100), '--dump-dom', PAGE]))
      await program(CHROMIUM, [...chromium(width, height), '--screenshot=/tmp/page.png', PAGE])
      await program('pngquant', ['--force', '--strip', '--output', '/tmp/small.png', '64', '/tmp/page.png'])
      return readFileSync(join(folder, 'small.png'))
    },
  }
}

const CHROMIUM = '/usr/lib/chromium/chromium-headless-shell'
const PAGE = 'file:///tmp/page.html'

/** With a time budget, in virtual milliseconds, Chromium waits for the scripts of the page. */
function chromium(width: number, height: number): readonly string[] {
  return [
    ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
    ...[
      '--virtual-time-budget=10000',
      `--force-device-scale-factor=${SCALE}`,
      `--window-size=${width},${height}`,
    ],
  ]
}

/** @returns what the page has measured (page.ts). @throws Error if a diagram was not drawn */
function heightOf(document: string): number {
  if (/aria-roledescription="error"|<pre class="mermaid">/.test(document))
    throw new Error('mermaid could not draw a diagram of the summary')
  const height = Number(/<html[^>]* data-height="(\d+)"/.exec(document)?.[1])
  if (!(height > 0)) throw new Error(`Chromium did not measure the page:\n${document.slice(0, 500)}`)
  return height
}
