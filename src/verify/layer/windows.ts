/**
 * Layers of Windows images (hcsshim, internal/wclayer): the container's files are below `Files`, the hives of its registry below `Hives`, and
 * `UtilityVM` has the machine that Hyper-V starts around it. What BuildKit puts on `scratch` lies there without the folder.
 */

import type { TarEntry } from './tar.ts'

const FILES = /^(?:\.?\/)*Files(?:\/|$)/
const NO_FILES = /^(?:\.?\/)*(?:Hives|UtilityVM)(?:\/|$)/

/** What Windows starts without being told how; what has no end in its name is one by its place only. */
const PROGRAM = /\.(?:exe|com)$|(?:^|\/)[^./]+$/i

/**
 * An entry as the container has it; undefined of what is no part of its file system. Windows knows no bit for programs: who may execute
 * a file is decided by its name.
 */
export function windowsEntry(entry: TarEntry): TarEntry | undefined {
  if (NO_FILES.test(entry.path)) return undefined
  const path = entry.path.replace(FILES, '')
  const target = entry.kind === 'link' ? entry.target.replace(FILES, '') : entry.target
  return { ...entry, path, target, isExecutable: PROGRAM.test(path) }
}
