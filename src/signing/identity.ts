import { Failure } from '../errors.ts'
import { parseJson, text } from '../json.ts'
import { setSecret } from '../runner/commands.ts'
import { documentOf, type Services } from './services.ts'

/** The runner's service for tokens that identify this job. */
interface IdentityService {
  readonly url: string
  /** Credential for the service. */
  readonly secret: string
}

/** The identity that signs: this job. */
export interface Identity {
  /** A token that GitHub gave the job, for Sigstore. */
  readonly token: string
  readonly claims: Claims
}

/**
 * What GitHub says about the job. Certificates have the same claims, because Sigstore reads them from the token.
 * https://docs.github.com/actions/reference/security/oidc#oidc-token-claims
 */
export type Claims = Readonly<Record<(typeof CLAIMS)[number], string>>

const CLAIMS = [
  ...(['iss', 'sub', 'ref', 'sha', 'repository', 'repository_id', 'repository_owner_id'] as const),
  ...([
    'event_name',
    'workflow_ref',
    'job_workflow_ref',
    'runner_environment',
    'run_id',
    'run_attempt',
  ] as const),
] as const

/** Sigstore's certificate authority only accepts tokens for this audience. */
const AUDIENCE = 'sigstore'

const WHAT = "Requesting the job's identity from the runner"
const CURE = 'Check that the job has permissions: id-token: write, and run it again.'

/** Requests a token from the runner that identifies this job, and masks it. @throws Failure */
export async function readIdentity({ url, secret }: IdentityService, { ask }: Services): Promise<Identity> {
  const address = new URL(url)
  address.searchParams.set('audience', AUDIENCE)
  const headers = { authorization: `Bearer ${secret}`, accept: 'application/json' }
  const answer = await ask(WHAT, { method: 'GET', url: address.href, headers })
  const token = text(documentOf(WHAT, answer, CURE), 'value')
  if (token !== '') setSecret(token)
  const payload = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const missing = CLAIMS.filter((name) => text(payload, name) === '')
  if (missing.length > 0) throw new Failure(`${WHAT} failed: the token lacks ${missing.join(', ')}.`, CURE)
  return { token, claims: claimsIn(payload) }
}

function claimsIn(payload: unknown): Claims {
  const claim = (name: (typeof CLAIMS)[number]): string => text(payload, name)
  return {
    ...{ iss: claim('iss'), sub: claim('sub'), ref: claim('ref'), sha: claim('sha') },
    ...{ repository: claim('repository'), repository_id: claim('repository_id') },
    ...{ repository_owner_id: claim('repository_owner_id'), event_name: claim('event_name') },
    ...{ workflow_ref: claim('workflow_ref'), job_workflow_ref: claim('job_workflow_ref') },
    ...{ runner_environment: claim('runner_environment') },
    ...{ run_id: claim('run_id'), run_attempt: claim('run_attempt') },
  }
}
