/**
 * Requests to the services that take part in a signature: the runner's service for identities, Sigstore's
 * certificates, log and timestamps, GitHub's attestations. Only import what uses this file where something is signed:
 * see http.ts.
 */
import { Failure } from '../errors.ts'
import { faultOf, isTransientClass } from '../faults.ts'
import { HttpError, type HttpRequest, isUntrusted, openHttpClient, reasonOf } from '../http.ts'
import { parseJson, text } from '../json.ts'

/** The answer of a service, with any status. */
export interface ServiceResponse {
  readonly status: number
  readonly body: Buffer
  /** The Location header; '' if there is none. */
  readonly location: string
}

/** Access to the services. */
export interface Services {
  /**
   * Sends a request, and retries it with growing pauses while the fault is transient.
   * @param what name of the request, as in "Requesting …"
   * @throws Failure if there is no answer
   */
  readonly ask: (what: string, request: HttpRequest) => Promise<ServiceResponse>
}

/** Retries something while its fault is transient. */
type WithRetries = <T>(what: string, ask: () => Promise<T>) => Promise<T>

/** Maximum number of bytes of an answer: the largest one is a bundle of some kilobytes. */
const ANSWER_LIMIT = 4 << 20

/** How long to wait for a silent service, in milliseconds. */
const SILENCE_MS = 30_000

/** @param env names proxies */
export function openServices(
  env: Readonly<Record<string, string | undefined>>,
  withRetries: WithRetries,
): Services {
  const client = openHttpClient({ env, silenceMs: SILENCE_MS })
  const send = async (request: HttpRequest): Promise<ServiceResponse> => {
    const { message } = await client.send(request)
    const body = await client.wholeBody(message, ANSWER_LIMIT)
    const answer = { status: message.statusCode ?? 0, body, location: message.headers.location ?? '' }
    // GitHub reports some of its rate limits with 403.
    const fault =
      answer.status >= 400 ? faultOf({ status: answer.status, message: serviceMessage(answer) }) : undefined
    if (isTransientClass(fault))
      throw new HttpError(`the answer is ${describeAnswer(answer)}`, 'passing', answer)
    return answer
  }
  return {
    ask: (what, request) =>
      withRetries(what, () => send(request)).catch((error: unknown) => {
        throw new Failure(
          `${what} failed: ${reasonOf(error)}.`,
          serviceCure(error, new URL(request.url).host),
        )
      }),
  }
}

function serviceCure(error: unknown, host: string): string {
  return isUntrusted(error)
    ? 'Set NODE_EXTRA_CA_CERTS in the env of the job to the file with its certificate authority, or let this machine trust it.'
    : `Check that this runner can reach ${host}, and run the job again.`
}

/** A request with a document. */
export function postRequest(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  const json = { 'content-type': 'application/json', accept: 'application/json' }
  return { method: 'POST', url, headers: { ...json, ...headers }, body: JSON.stringify(body) }
}

/** The document in the answer of a service. @throws Failure if the service rejected the request */
export function documentOf(what: string, answer: ServiceResponse, cure: string): unknown {
  const document = parseJson(answer.body.toString('utf8'))
  if (answer.status < 200 || answer.status > 299) throw requestFailure(what, answer, cure)
  if (document === undefined) throw new Failure(`${what} failed: the answer is not valid JSON.`, cure)
  return document
}

/** Maximum number of characters of a service's message that are shown. */
const WORDS_LIMIT = 300

/** The failure for a service that rejected a request. */
export function requestFailure(what: string, answer: ServiceResponse, cure: string): Failure {
  return new Failure(`${what} failed: the answer is ${describeAnswer(answer)}.`, cure)
}

/** As in `403 (Resource not accessible by integration)`. */
function describeAnswer(answer: ServiceResponse): string {
  const words = serviceMessage(answer)
  return words === '' ? `${answer.status}` : `${answer.status} (${words})`
}

/** The message of a service in one line; '' if there is none. */
function serviceMessage({ body }: ServiceResponse): string {
  const said = text(parseJson(body.toString('utf8')), 'message')
  return said.replace(/\s+/g, ' ').trim().slice(0, WORDS_LIMIT)
}
