import { cpSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { output, run } from './command.ts'
import type { Home } from './home.ts'

/** A Go module whose programs are compiled here, pinned by the go.mod in `from`. */
export interface GoModule {
  readonly from: 'tools' | 'act'
  readonly path: string
  readonly version: string
  /** Packages to compile, below the module's path. */
  readonly programs: readonly string[]
  /** For the linker: the variable that the programs take their version from, and its value. */
  readonly variable: string
}

/** What `go build` starts. */
const TOOLS = ['compile', 'asm', 'link'] as const
/** Without the profile, which would have every package of the compiler compiled once more. */
const SMALL = ['-trimpath', '-pgo=off', '-ldflags=-s -w'] as const

/** Two at a time: linking uses one core, and more than two would need much memory. */
const lane = limit(2)

/** Compiles the module's programs into a folder. */
export async function compile(home: Home, module: GoModule, into: string, log: string): Promise<void> {
  const cwd = join(import.meta.dirname, module.from)
  const pin = `${module.path} v${module.version}`
  if (!readFileSync(join(cwd, 'go.mod'), 'utf8').includes(`\t${pin}`)) {
    throw new Error(`versions.ts wants ${pin}, and ${cwd}/go.mod has another version`)
  }
  const flags = ['-trimpath', `-ldflags=-s -w -X ${module.variable}`, '-o', `${into}/`]
  const programs = module.programs.map((program) => join(module.path, program))
  await lane(() => run('go', ['build', ...flags, ...programs], { log, cwd, env: goEnvironment(home) }))
}

/**
 * Makes `go-common/` and a `go-ARCH/` for each architecture, which together are a Go toolchain small enough for an
 * image: no tests, no sources of the tools, only the tools that `go build` starts.
 */
export async function toolchains(
  home: Home,
  architectures: readonly string[],
  into: string,
  log: string,
): Promise<void> {
  const [root, own] = (await output('go', ['env', 'GOROOT', 'GOHOSTARCH'])).split('\n')
  if (!root || !own) throw new Error('`go env GOROOT GOHOSTARCH` printed nothing')
  const copy = (path: string, to: string) => {
    const filter = (source: string) => !/_test\.go$|\/testdata$|\/src\/cmd$/.test(source)
    cpSync(join(root, path), join(into, to, path), { recursive: true, dereference: true, filter })
  }
  for (const path of ['src', 'pkg/include', 'VERSION', 'go.env', 'LICENSE']) copy(path, 'go-common')
  for (const architecture of architectures) {
    const target = `go-${architecture}`
    const tools = TOOLS.map((tool) => `pkg/tool/linux_${architecture}/${tool}`)
    const env = { ...goEnvironment(home), GOARCH: architecture }
    for (const path of ['bin/go', ...tools]) {
      const args = ['build', ...SMALL, '-o', join(into, target, path), `cmd/${basename(path)}`]
      if (architecture === own) copy(path, target)
      else await lane(() => run('go', args, { log, env }))
    }
  }
}

/** Caches of our own, and nothing of the user's settings that would change what is made. */
function goEnvironment(home: Home): Record<string, string> {
  return {
    CGO_ENABLED: '0',
    GOCACHE: join(home.go, 'build'),
    GOMODCACHE: join(home.go, 'mod'),
    // Without the second flag only root could remove the module cache again.
    GOFLAGS: '-mod=readonly -modcacherw -buildvcs=false',
    GOARCH: '',
    GOOS: '',
    GOWORK: 'off',
  }
}

function limit(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let busy = 0
  return async (work) => {
    if (busy === width) await new Promise<void>((resolve) => waiting.push(resolve))
    else busy++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) busy--
      else next()
    }
  }
}
