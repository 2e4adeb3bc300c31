/**
 * Layers of Windows images (hcsshim, internal/wclayer): the container's files are below `Files`, the hives of its
 * registry below `Hives`, and `UtilityVM` has the virtual machine that Hyper-V starts around it. Files that BuildKit puts
 * onto `scratch` are not below `Files`.
 */

import type { TarEntry } from './tar.ts'

const FILES = /^(?:\.?\/)*Files(?:\/|$)/
const NO_FILES = /^(?:\.?\/)*(?:Hives|UtilityVM)(?:\/|$)/

/** Files that Windows starts by themselves; a file without an extension may be a program, too. */
const PROGRAM = /\.(?:exe|com)$|(?:^|\/)[^./]+$/i

/**
 * An entry as the container sees it; undefined if it is not part of its file system. Windows has no execute bit: whether
 * a file is executable depends on its name.
 */
export function windowsEntry(entry: TarEntry): TarEntry | undefined {
  if (NO_FILES.test(entry.path)) return undefined
  const path = entry.path.replace(FILES, '')
  const target = entry.kind === 'link' ? entry.target.replace(FILES, '') : entry.target
  return { ...entry, path, target, isExecutable: PROGRAM.test(path) }
}
