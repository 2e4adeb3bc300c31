// Builds dist/ from src/: the TypeScript compiler to JavaScript, ncc to one file for main and one for post.
// usage: node .ci/bundle.ts FOLDER
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
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
    }
  } finally {
    rmSync(lib, { recursive: true, force: true })
  }
}

if (import.meta.main) bundle(process.argv[2] ?? 'dist')
