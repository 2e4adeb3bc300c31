import { faultOf } from '../faults.ts'
import { HttpError, openHttpClient, reasonOf } from '../http.ts'
import { text } from '../json.ts'

/** How long a registry that only serves a cache may take to answer, in milliseconds. */
const ANSWER_MS = 5_000

/**
 * Sends one request to a registry.
 * @returns why it cannot be reached; undefined if it gives any answer
 */
export async function whyUnreachable(
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
    if (signal.aborted) return `no response for ${ANSWER_MS / 1_000} seconds`
    return isUnreached(error) ? reasonOf(error) : undefined
  }
}

/** Whether there was no answer at all. */
export function isUnreached(error: unknown): boolean {
  const fault = faultOf(text(error, 'code'))
  const isSilent = error instanceof HttpError && error.fault === 'silence'
  return isSilent || fault === 'connection' || fault === 'unknown host'
}
