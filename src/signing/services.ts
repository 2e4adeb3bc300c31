/**
 * Requests to whoever takes part in a signature: the runner's service for identities, Sigstore's certificates, log and
 * timestamps, GitHub's attestations. Import what uses this file only where something is signed: see http.ts.
 */
import { Failure } from '../errors.ts'
import { faultOf, isTransientClass } from '../faults.ts'
import { HttpError, type HttpRequest, isUntrusted, openHttpClient, reasonOf } from '../http.ts'
import { parseJson, text } from '../json.ts'

/** What a service answers, whatever it says. */
export interface ServiceResponse {
  readonly status: number
  readonly body: Buffer
  /** Where it says that something is; '' where it does not. */
  readonly location: string
}

/** How services are asked. */
export interface Services {
  /**
   * Asks once more, with growing pauses, while a trouble passes by itself.
   * @param what is being done, as in "Asking …"
   * @throws Failure where there is no answer
   */
  readonly ask: (what: string, request: HttpRequest) => Promise<ServiceResponse>
}

/** Does something again while a trouble passes by itself. */
type Patiently = <T>(what: string, ask: () => Promise<T>) => Promise<T>

/** Most bytes of an answer: what is largest is a bundle, of some kilobytes. */
const ANSWER_LIMIT = 4 << 20

/** A service that says nothing is given up after so many milliseconds. */
const SILENCE_MS = 30_000

/** @param env names proxies */
export function openServices(
  env: Readonly<Record<string, string | undefined>>,
  patiently: Patiently,
): Services {
  const client = openHttpClient({ env, silenceMs: SILENCE_MS })
  const send = async (request: HttpRequest): Promise<ServiceResponse> => {
    const { message } = await client.send(request)
    const body = await client.wholeBody(message, ANSWER_LIMIT)
    const answer = { status: message.statusCode ?? 0, body, location: message.headers.location ?? '' }
    // GitHub tells of some of its limits with 403.
    const fault =
      answer.status >= 400 ? faultOf({ status: answer.status, message: wordsOf(answer) }) : undefined
    if (isTransientClass(fault)) throw new HttpError(`the answer is ${saidBy(answer)}`, 'passing', answer)
    return answer
  }
  return {
    ask: (what, request) =>
      patiently(what, () => send(request)).catch((error: unknown) => {
        throw new Failure(`${what} failed: ${reasonOf(error)}.`, cureOf(error, new URL(request.url).host))
      }),
  }
}

function cureOf(error: unknown, host: string): string {
  return isUntrusted(error)
    ? `Name the file with the authority of its certificate in NODE_EXTRA_CA_CERTS in the env of the job, or let this machine trust it.`
    : `Check that this runner reaches ${host}, and run the job again.`
}

/** A request with a document. */
export function posting(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  const json = { 'content-type': 'application/json', accept: 'application/json' }
  return { method: 'POST', url, headers: { ...json, ...headers }, body: JSON.stringify(body) }
}

/** The document that a service answers with. @throws Failure where it does not do what it was asked for */
export function documentOf(what: string, answer: ServiceResponse, cure: string): unknown {
  const document = parseJson(answer.body.toString('utf8'))
  if (answer.status < 200 || answer.status > 299) throw notDone(what, answer, cure)
  if (document === undefined) throw new Failure(`${what} failed: the answer is not valid JSON.`, cure)
  return document
}

/** Longest part of a service's own words that is shown. */
const WORDS_LIMIT = 300

/** What a service answers that does not do what it was asked for. */
export function notDone(what: string, answer: ServiceResponse, cure: string): Failure {
  return new Failure(`${what} failed: the answer is ${saidBy(answer)}.`, cure)
}

/** As in `403 (Resource not accessible by integration)`. */
function saidBy(answer: ServiceResponse): string {
  const words = wordsOf(answer)
  return words === '' ? `${answer.status}` : `${answer.status} (${words})`
}

/** What a service says about it, in one line; '' where it says nothing. */
function wordsOf({ body }: ServiceResponse): string {
  const said = text(parseJson(body.toString('utf8')), 'message')
  return said.replace(/\s+/g, ' ').trim().slice(0, WORDS_LIMIT)
}
