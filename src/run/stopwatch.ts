/** A part of the job and when it ran, in milliseconds since the job began. */
export interface Phase {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Runs a part of the job and records its time. */
export type Time = <T>(name: string, part: () => Promise<T>) => Promise<T>

/** Records when each part of the job runs. */
export function stopwatch(): { readonly phases: readonly Phase[]; readonly time: Time } {
  const begin = Date.now()
  const phases: Phase[] = []
  const time: Time = async (name, part) => {
    const start = Date.now() - begin
    try {
      return await part()
    } finally {
      phases.push({ name, start, end: Date.now() - begin })
    }
  }
  return { phases, time }
}
