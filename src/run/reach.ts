import { faultOf } from '../faults.ts'
import { HttpError, openHttpClient, reasonOf } from '../http.ts'
import { text } from '../json.ts'

/** How long a registry may take to answer that has nothing to give but a cache, in milliseconds. */
const ANSWER_MS = 5_000

/**
 * Asks a registry once.
 * @returns why it cannot be reached; undefined where it answers, whatever that is
 */
export async function unreachedBecause(
  server: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const { sendOnce } = openHttpClient({ env, silenceMs: ANSWER_MS })
  const signal = AbortSignal.timeout(ANSWER_MS)
  try {
    const message = await sendOnce({ method: 'HEAD', url: `https://${server}/v2/`, headers: {}, signal })
    message.destroy()
    return undefined
  } catch (error) {
    if (signal.aborted) return `nothing came back for ${ANSWER_MS / 1_000} seconds`
    return isUnreached(error) ? reasonOf(error) : undefined
  }
}

/** Whether nothing at all came back. */
export function isUnreached(error: unknown): boolean {
  const fault = faultOf(text(error, 'code'))
  const isSilent = error instanceof HttpError && error.fault === 'silence'
  return isSilent || fault === 'connection' || fault === 'unknown host'
}
