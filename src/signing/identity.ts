import { Failure } from '../errors.ts'
import { parseJson, text } from '../json.ts'
import { setSecret } from '../runner/commands.ts'
import { documentOf, type Services } from './services.ts'

/** Where the runner gives tokens that say which job this is. */
interface IdentityService {
  readonly url: string
  /** What it wants to see. */
  readonly secret: string
}

/** Who signs: this job. */
export interface Identity {
  /** A token that GitHub gave the job, for Sigstore. */
  readonly token: string
  readonly claims: Claims
}

/**
 * What GitHub says about the job. Certificates have the same in them, because Sigstore reads it from the token itself.
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

/** Sigstore's certificate authority takes tokens for nobody else. */
const AUDIENCE = 'sigstore'

const WHAT = "Asking the runner for the job's identity"
const CURE = 'Check that the job has permissions: id-token: write, and run it again.'

/** Asks the runner for a token that says which job this is. It is masked. @throws Failure */
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
