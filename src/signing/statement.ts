import type { Claims } from './identity.ts'

/** A statement about images, before it is signed: https://in-toto.io/Statement/v1 */
export interface Statement {
  readonly predicateType: string
  /** As JSON. */
  readonly bytes: string
}

/** An image, by its digest. */
interface Subject {
  /** Its repository; '' if the statement does not name one. */
  readonly name: string
  readonly digest: string
}

export const STATEMENT_TYPE = 'application/vnd.in-toto+json'

/** What `cosign verify` looks for (cosign 3.1.3, pkg/types/predicate.go). */
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1'

const PROVENANCE = 'https://slsa.dev/provenance/v1'

/** A statement that only vouches for an image: that of `cosign sign` (cosign 3.1.3, cmd/cosign/cli/sign/sign.go). */
export function signatureOf(digest: string): Statement {
  return statement([{ name: '', digest }], SIGNATURE, {})
}

/**
 * How an image was made, in the form of GitHub's own action (actions/attest): by which workflow, at which commit, in
 * which run. https://github.com/slsa-framework/github-actions-buildtypes/tree/main/workflow/v1
 * @param names repositories that have it
 */
export function provenanceOf(
  { names, digest }: { readonly names: readonly string[]; readonly digest: string },
  server: string,
  claims: Claims,
): Statement {
  const { ref, sha, repository, run_id: run, run_attempt: attempt } = claims
  const source = `${server}/${repository}`
  const path = workflowIn(claims.workflow_ref).replace(`${repository}/`, '')
  const predicate = {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref, repository: source, path } },
      internalParameters: {
        github: {
          event_name: claims.event_name,
          repository_id: claims.repository_id,
          repository_owner_id: claims.repository_owner_id,
          runner_environment: claims.runner_environment,
        },
      },
      resolvedDependencies: [{ uri: `git+${source}@${ref}`, digest: { gitCommit: sha } }],
    },
    runDetails: {
      builder: { id: `${server}/${claims.job_workflow_ref}` },
      metadata: { invocationId: `${source}/actions/runs/${run}/attempts/${attempt}` },
    },
  }
  return statement(
    names.map((name) => ({ name, digest })),
    PROVENANCE,
    predicate,
  )
}

/** `OWNER/NAME/PATH` of `OWNER/NAME/PATH@REF`; both parts may contain an @. */
export function workflowIn(reference: string): string {
  return /^(.*?\.ya?ml)@/.exec(reference)?.[1] ?? reference
}

function statement(subjects: readonly Subject[], predicateType: string, predicate: object): Statement {
  const subject = subjects.map(({ name, digest }) => {
    const [algorithm = '', hex = ''] = digest.split(':')
    return { ...(name === '' ? {} : { name }), digest: { [algorithm]: hex } }
  })
  const document = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate }
  return { predicateType, bytes: JSON.stringify(document) }
}
