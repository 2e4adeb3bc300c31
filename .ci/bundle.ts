// Builds dist/ from src/: the TypeScript compiler to JavaScript, ncc to one file for main and one for post.
// usage: node .ci/bundle.ts FOLDER
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')

/** Writes FOLDER/main and FOLDER/post. The same source gives the same bytes, wherever FOLDER is. */
export function bundle(folder: string): void {
  // Right below the checkout, because the bundler finds packages from the compiled files as from src.
  // Always of the same name, because it stands in the bundle's comments.
  const lib = join(root, 'lib')
  try {
    execFileSync(join(bin, 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', lib], {
      cwd: root,
      stdio: 'inherit',
    })
    for (const entry of ['main', 'post']) {
      const args = [
        'build',
        join(lib, 'entry', `${entry}.js`),
        '--out',
        resolve(folder, entry),
        '--license',
        'licenses.txt',
        '--quiet',
      ]
      rmSync(resolve(folder, entry), { recursive: true, force: true })
      execFileSync(join(bin, 'ncc'), args, { cwd: root, stdio: 'inherit' })
      inAscii(resolve(folder, entry, 'index.js'))
    }
  } finally {
    rmSync(lib, { recursive: true, force: true })
  }
}

/**
 * Escapes the few characters beyond ASCII, all of which are in texts. With one of them V8 holds the whole file in two bytes a
 * character, and every start takes longer.
 */
function inAscii(file: string): void {
  const source = readFileSync(file, 'utf8')
  const escaped = source.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  writeFileSync(file, escaped)
}

if (import.meta.main) bundle(process.argv[2] ?? 'dist')
