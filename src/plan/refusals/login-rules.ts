import type { Problem } from '../../errors.ts'
import type { EventFacts, LocalFacts } from '../../facts/facts.ts'
import type { LoginInput } from '../../inputs/logins.ts'
import type { InputName } from '../../inputs/table.ts'
import { ecrRegistry } from '../../oci/ecr.ts'
import { registryName } from '../../oci/reference.ts'
import { githubRegistry } from '../../oci/registries.ts'
import { isComplete, lacksSecrets } from '../logins.ts'
import { DESTINATION_INPUTS, destinationOf, isPushed } from '../publish/destination.ts'
import { type Rule, rule } from './rule.ts'

/** What can be wrong with logins; checked before any registry is contacted. */
export const LOGIN_RULES: readonly Rule<LocalFacts>[] = [
  rule(['logins', ...DESTINATION_INPUTS], (inputs, { event }) => {
    const pushes = isPushed(destinationOf(inputs)) || (inputs.mode === 'merge' && !inputs.isTrial)
    // A login that is not needed is skipped, with a notice.
    if (lacksSecrets(event) && !pushes) return []
    return inputs.logins.filter((login) => !isComplete(login)).map((login) => incompleteLogin(login, event))
  }),
  rule(['logins'], ({ logins }) =>
    logins
      .filter(({ username }) => username.includes(':'))
      .map((login) =>
        problemAt(login, 'username', {
          what: 'the username contains a colon, after which registries expect the password.',
          cure: 'Write only the name.',
        }),
      ),
  ),
  rule(['logins'], ({ logins }) =>
    logins.flatMap((login, index) => duplicateLogin(login, logins.slice(0, index))),
  ),
  rule(['logins'], ({ logins }) =>
    logins
      .filter(({ ecr, host }) => ecr === 'true' && ecrRegistry(host) === undefined)
      .map((login) =>
        problemAt(login, 'ecr', {
          what: `${registryName(login.host)} is not an Amazon registry.`,
          cure: 'Correct registry, as in 123456789012.dkr.ecr.eu-central-1.amazonaws.com or public.ecr.aws, or remove ecr.',
        }),
      ),
  ),
]

function problemAt(
  { location }: LoginInput,
  input: InputName,
  problem: Pick<Problem, 'what' | 'cure'>,
): Problem {
  return location.kind === 'single'
    ? { input, ...problem }
    : { input: 'registry-auth', line: location.line, ...problem }
}

function incompleteLogin(login: LoginInput, event: EventFacts): Problem {
  const { host, username, password } = login
  const missing = [...(username === '' ? ['username'] : []), ...(password === '' ? ['password'] : [])]
  const input = missing.length === 2 ? 'registry' : username === '' ? 'username' : 'password'
  const isGithub = host === githubRegistry(event.server)
  const without = isGithub
    ? ' Or remove the login: the job then logs in with github-token.'
    : ' Or remove the login.'
  const secrets = lacksSecrets(event)
    ? 'This run gets no secrets (it is a pull request from a fork, or from Dependabot): do not push in it.'
    : 'Check that the secret is set in the repository and that this workflow may read it.'
  return problemAt(login, input, {
    what: `the login at ${registryName(host)} has no ${missing.join(' and no ')}.`,
    cure: `Write both. ${secrets}${without}`,
  })
}

function duplicateLogin(login: LoginInput, earlier: readonly LoginInput[]): readonly Problem[] {
  const first = earlier.find(({ host }) => host === login.host)
  if (first === undefined) return []
  const where =
    first.location.kind === 'single'
      ? 'username and password'
      : `line ${first.location.line} of registry-auth`
  return [
    problemAt(login, 'registry', {
      what: `there is a login at ${registryName(login.host)} already, by ${where}.`,
      cure: 'Remove one of the two: a registry gets only one login.',
    }),
  ]
}
