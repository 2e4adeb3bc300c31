/**
 * Reads JSON from outside without trusting its shape. Whatever a test needs must exist: each reader throws an error that
 * names the missing part.
 */

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${what} is not JSON: ${text.slice(0, 200)}`)
  }
}

/** The member of an object; undefined for anything else. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}

export function text(value: unknown, name: string): string {
  const found = field(value, name)
  if (typeof found !== 'string') throw new Error(`no text "${name}" in ${excerpt(value)}`)
  return found
}

/** '' if there is none. */
export function optionalText(value: unknown, name: string): string {
  return field(value, name) === undefined ? '' : text(value, name)
}

export function number(value: unknown, name: string): number {
  const found = field(value, name)
  if (typeof found !== 'number') throw new Error(`no number "${name}" in ${excerpt(value)}`)
  return found
}

/** Empty if there is none, or if it is null, which Go writes for an empty list. */
export function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name) ?? []
  if (!Array.isArray(found)) throw new Error(`"${name}" is no list in ${excerpt(value)}`)
  return found
}

export function texts(value: unknown, name: string): readonly string[] {
  return list(value, name).map((item) => {
    if (typeof item !== 'string') throw new Error(`"${name}" holds more than text in ${excerpt(value)}`)
    return item
  })
}

/** An object whose values are all text; empty if there is none. */
export function textRecord(value: unknown, name: string): Readonly<Record<string, string>> {
  const found = field(value, name) ?? {}
  if (typeof found !== 'object' || Array.isArray(found)) {
    throw new Error(`"${name}" is no object in ${excerpt(value)}`)
  }
  const keys = Object.keys(found)
  return Object.fromEntries(keys.map((key) => [key, text(found, key)]))
}

function excerpt(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? String(value)
}
