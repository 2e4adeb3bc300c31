import type { SigningPlan } from '../plan/plan.ts'
import { shellWords } from './shell.ts'

/** The identity that signed an image, as GitHub describes it. */
interface Name {
  /** Address of the issuer of the identity. */
  readonly issuer: string
  /** OWNER/NAME of the repository of the run. */
  readonly repository: string
  /** OWNER/NAME/PATH of the workflow that contains the job. */
  readonly workflow: string
}

/** Commands to paste that verify the signatures of an image. @param image REPOSITORY@DIGEST */
export function verifyCommands(plan: SigningPlan, image: string, name: Name): readonly string[] {
  const { workflow, repository, issuer } = name
  // Anybody may call a workflow of another repository: it identifies the maker of the image, so the calling repository must be checked, too.
  const isCalled = !workflow.toLowerCase().startsWith(`${repository.toLowerCase()}/`)
  const { host } = new URL(plan.server)
  const gh = [
    ...['gh', 'attestation', 'verify', `oci://${image}`, '--repo', repository],
    ...(isCalled ? ['--signer-workflow', workflow] : []),
    ...(host === 'github.com' ? [] : ['--hostname', host]),
  ]
  const cosign = [
    ...['cosign', 'verify', image, '--certificate-oidc-issuer', issuer],
    ...['--certificate-identity-regexp', `^${literally(`${plan.server}/${workflow}@`)}`],
    ...(isCalled ? ['--certificate-github-workflow-repository', repository] : []),
    ...(plan.sigstore.kind === 'github' ? GITHUB_TRUST_FLAGS : []),
  ]
  return [...(plan.attests ? [shellWords(gh)] : []), ...(plan.signs ? [shellWords(cosign)] : [])]
}

/** GitHub's own Sigstore has timestamps instead of a log, and cosign needs to know whom to trust there. */
const GITHUB_TRUST_FLAGS = [
  ...['--trusted-root', 'github-root.json', '--use-signed-timestamps', '--insecure-ignore-tlog=true'],
  '--insecure-ignore-sct=true',
]

/** A regular expression that matches exactly this text. */
function literally(text: string): string {
  return text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')
}

/** What is signed, as the middle of a sentence about the time before the tags move. */
export function howSigned({ attests, signs, sigstore }: SigningPlan): string {
  const what = [
    ...(attests ? ["GitHub's attestation of how it was made"] : []),
    ...(signs ? ["a signature of it and of each platform's image"] : []),
  ]
  const where =
    sigstore.kind === 'public'
      ? `Sigstore's public log has an entry for ${signs ? 'each' : 'it'}`
      : "GitHub's own Sigstore"
  return `signed in the name of this job by ${what.join(' and ')} (${where})`
}
