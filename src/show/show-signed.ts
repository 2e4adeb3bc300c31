import type { SigningPlan } from '../plan/plan.ts'
import { shellWords } from './shell.ts'

/** In whose name an image was signed, as GitHub says it. */
interface Name {
  /** Who says it, as an address. */
  readonly issuer: string
  /** OWNER/NAME of the repository that the run is of. */
  readonly repository: string
  /** OWNER/NAME/PATH of the workflow that has the job. */
  readonly workflow: string
}

/** How anybody sees that an image is signed, as commands to paste. @param image REPOSITORY@DIGEST */
export function verifyCommands(plan: SigningPlan, image: string, name: Name): readonly string[] {
  const { workflow, repository, issuer } = name
  // A workflow of another repository may be called by anybody: then it says who made the image, and for whom must be asked, too.
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
    ...(plan.sigstore.kind === 'github' ? OF_GITHUB : []),
  ]
  return [...(plan.attests ? [shellWords(gh)] : []), ...(plan.signs ? [shellWords(cosign)] : [])]
}

/** GitHub's own Sigstore has timestamps in the place of a log, and cosign has to be told whom it trusts there. */
const OF_GITHUB = [
  ...['--trusted-root', 'github-root.json', '--use-signed-timestamps', '--insecure-ignore-tlog=true'],
  '--insecure-ignore-sct=true',
]

/** A regular expression that is this text. */
function literally(text: string): string {
  return text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')
}

/** What is signed, as the middle of a sentence about what happens before the tags move. */
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
