/** Values that the setup of the test suite passes to its teardown, because jest loads the two as separate programs. */
import type { Snapshot } from './leaks.ts'

const KEY = Symbol.for('multi-platform-build.before-the-suite')

export function remember(before: Snapshot): void {
  Object.defineProperty(globalThis, KEY, { value: [...before.things], configurable: true })
}

export function remembered(): Snapshot | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(globalThis, KEY)?.value
  if (!Array.isArray(value)) return undefined
  return { things: new Set(value.map(String)) }
}
