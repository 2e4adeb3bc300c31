import { Failure } from '../errors.ts'
import { field, parseJson } from '../json.ts'
import { documentOf, postRequest, type Services } from './services.ts'
import type { Bundle } from './sigstore.ts'

/** A repository for which GitHub stores attestations. */
export interface AttestationStore {
  /** URL of the server, as in https://github.com. */
  readonly server: string
  /** URL of its API. */
  readonly api: string
  /** OWNER/NAME */
  readonly repository: string
  /** A token with permission to do so. */
  readonly token: string
}

const WHAT = 'Storing the attestation at GitHub'
const CURE =
  'Check that the job has permissions: attestations: write, and that the plan of the owner includes artifact attestations for such repositories.'

/**
 * Stores an attestation at GitHub, where `gh attestation verify` looks first.
 * https://docs.github.com/rest/repos/attestations#create-an-attestation
 * @returns the URL of its page
 * @throws Failure
 */
export async function storeAttestation(
  { server, api, repository, token }: AttestationStore,
  { bytes }: Bundle,
  { ask }: Services,
): Promise<string> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  }
  const request = postRequest(
    `${api}/repos/${repository}/attestations`,
    { bundle: parseJson(bytes) },
    headers,
  )
  const id = field(documentOf(WHAT, await ask(WHAT, request), CURE), 'id')
  if (typeof id !== 'number' && typeof id !== 'string')
    throw new Failure(`${WHAT} failed: the answer has no id.`, CURE)
  return `${server}/${repository}/attestations/${id}`
}
