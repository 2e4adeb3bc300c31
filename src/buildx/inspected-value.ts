/** A value of the `Key: value` lines that `docker buildx inspect` prints; '' if the key is missing. */
export function inspectedValue(lines: string, key: string): string {
  const line = lines.split('\n').find((candidate) => candidate.startsWith(`${key}:`))
  return line?.slice(key.length + 1).trim() ?? ''
}
