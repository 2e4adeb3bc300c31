/** An image may have a million folders, but most are asked for several times in a row. */
const MAX_CACHED = 10_000

/**
 * Caches answers that are needed for every file of a folder, or for a name that many folders have.
 * @param compute must be pure
 */
export function memoize<Value>(compute: (name: string) => Value): (name: string) => Value {
  const cache = new Map<string, { readonly value: Value }>()
  return (name) => {
    const cached = cache.get(name)
    if (cached !== undefined) return cached.value
    const value = compute(name)
    if (cache.size >= MAX_CACHED) cache.clear()
    cache.set(name, { value })
    return value
  }
}
