import { childrenOf, find, NOWHERE, nameOf, type Tree } from './layer/tree.ts'
import type { Libc } from './packages/claim.ts'

/** The C libraries of an image, by its loaders: ABI documents of glibc (sysdeps, "ldd-rewrite") and of musl. */
export function libcsOf(tree: Tree): readonly Libc[] {
  const names = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].flatMap((path) => {
    const folder = find(tree, path)
    return folder === NOWHERE ? [] : childrenOf(tree, folder).map((node) => nameOf(tree, node))
  })
  const hasGlibc = names.some((name) => /^(?:ld-linux[-\w]*|ld64|ld)\.so\.\d$/.test(name))
  const hasMusl = names.some((name) => /^ld-musl-.*\.so\.1$/.test(name))
  return [...(hasGlibc ? (['glibc'] as const) : []), ...(hasMusl ? (['musl'] as const) : [])]
}
