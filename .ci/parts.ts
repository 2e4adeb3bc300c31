/** What `npm test` can run: everything, or one of the parts that CI gives machines of their own. */
export interface Selection {
  /** The checks that need no engine. */
  readonly quick: boolean
  /** The end-to-end tests, and which share of their files (`1/3`, as `jest --shard` counts); absent: all of them. */
  readonly e2e: { readonly shard?: string } | undefined
}

export const USAGE = 'npm test, npm test -- quick, npm test -- e2e, or npm test -- e2e 1/3'

/** @returns undefined if the arguments are not one of the forms in `USAGE` */
export function selectParts(args: readonly string[]): Selection | undefined {
  const [part, shard, ...rest] = args
  if (part === undefined) return { quick: true, e2e: {} }
  if (part === 'quick' && shard === undefined) return { quick: true, e2e: undefined }
  if (part === 'e2e' && shard === undefined) return { quick: false, e2e: {} }
  if (part === 'e2e' && shard !== undefined && isShard(shard) && rest.length === 0)
    return { quick: false, e2e: { shard } }
  return undefined
}

/** Whether the share exists. jest refuses 0/3 and 4/3, too, but only after the engine has been started. */
function isShard(text: string): boolean {
  const [, index, count] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? []
  return index !== undefined && Number(index) <= Number(count)
}
