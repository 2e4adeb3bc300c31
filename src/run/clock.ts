/** A part of the job and when it ran, in milliseconds since the job began. */
export interface Phase {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Notes when each part of the job runs. */
export function clock() {
  const begin = Date.now()
  const phases: Phase[] = []
  const timed = async <T>(name: string, part: () => Promise<T>): Promise<T> => {
    const start = Date.now() - begin
    try {
      return await part()
    } finally {
      phases.push({ name, start, end: Date.now() - begin })
    }
  }
  return { phases, timed }
}
