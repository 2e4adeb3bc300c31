/** Reads foreign JSON without trusting its shape: whatever is missing, or has another type, is empty. */

/** The member of an object; undefined for anything else. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}

/** The names of an object's members; empty for anything else. */
export function keys(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}

/** The string at a path of members; '' if there is none. */
export function text(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce(field, value)
  return typeof found === 'string' ? found : ''
}

/** The array at a path of members; empty if there is none. */
export function array(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = path.reduce(field, value)
  return Array.isArray(found) ? found : []
}

/** Parses, giving undefined for text that is not valid JSON. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
