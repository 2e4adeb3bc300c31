/** Codes of network errors: what goes away by itself more often than not. */
export const TRANSIENT_CODES: readonly unknown[] = [
  'ECONNABORTED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
]
