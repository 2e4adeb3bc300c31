/** The paths that the inputs name, as found on the disk. */
import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { BuildInputs } from '../inputs/builds.ts'
import { commitContexts, type EventSource, isGitContext, isRemoteSource } from '../inputs/context.ts'
import type { Inputs } from '../inputs/table.ts'
import type { Env, PathFacts, SourceFacts } from './facts.ts'

export function readPaths(inputs: Inputs, env: Env, event: EventSource): PathFacts {
  const cache = env['RUNNER_TOOL_CACHE'] || join(env['HOME'] || tmpdir(), '.cache')
  return {
    sources: inputs.builds.map((build) => readSource(build, event)),
    missingEnvs: inputs['secret-envs'].filter(({ value }) => !env[value]).map(({ id }) => id),
    missingFiles: inputs['secret-files']
      .filter(({ value }) => kindOfPath(value) !== 'file')
      .map(({ id }) => id),
    unsetArgs: inputs.builds
      .flatMap((build) => build['build-args'])
      .filter((arg) => !arg.includes('=') && env[arg] === undefined),
    workspace: env['GITHUB_WORKSPACE'] ?? '',
    cacheFolder: join(cache, 'multi-platform-build-cache'),
  }
}

function readSource(build: BuildInputs, event: EventSource): SourceFacts {
  const { context, file } = build
  if (isGitContext(context) || isRemoteSource(context)) {
    // Annotations need its path in the repository.
    const committed = commitContexts(build, event).find(({ name }) => name === '')?.dockerfile
    const dockerfile = committed || file || 'Dockerfile'
    return { context, file, contextIs: 'elsewhere', dockerfile, dockerfileIs: 'elsewhere' }
  }
  const dockerfile = dockerfilePath(context, file)
  return {
    context,
    file,
    contextIs: kindOfPath(context) === 'folder' ? 'folder' : 'missing',
    dockerfile,
    dockerfileIs: isRemoteSource(file) ? 'elsewhere' : kindOfPath(dockerfile) === 'file' ? 'file' : 'missing',
  }
}

/** The Dockerfile that buildx uses, which may have a lower-case name. */
function dockerfilePath(context: string, file: string): string {
  const path = file === '' ? join(context, 'Dockerfile') : file
  const lowerCase = join(dirname(path), 'dockerfile')
  const isLowerCase =
    basename(path) === 'Dockerfile' && kindOfPath(path) === 'missing' && kindOfPath(lowerCase) === 'file'
  return isLowerCase ? lowerCase : path
}

/** `missing` includes paths that cannot be read or are invalid: a value may be too long for a path. */
export function kindOfPath(path: string): 'file' | 'folder' | 'missing' {
  try {
    const stat = statSync(path)
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'missing'
  } catch {
    return 'missing'
  }
}
