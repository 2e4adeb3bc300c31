import { describe, expect, test } from '@jest/globals'
import { isEcr } from '../../src/inputs/logins.ts'
import { readCompletely } from '../builders.ts'

const HUB = 'registry-1.docker.io'

async function read(given: Readonly<Record<string, string>>) {
  const env = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  )
  const { inputs, problems } = await readCompletely(env)
  return {
    logins: inputs.logins.map(({ host, username, password, location: place }) => [
      ...[host, username, password],
      place.kind === 'item' ? `line ${place.line}` : 'single',
    ]),
    problems: problems.map(
      ({ input, line, what }) => `${input}${line === undefined ? '' : `, ${line}`}: ${what}`,
    ),
    cures: problems.map(({ cure }) => cure),
  }
}

const LIST = `# two
- registry: ghcr.io
  username: octocat
  password: "first: one # not a comment"
- username: bob
  password: '0123'
`

describe('logins', () => {
  test.each<{ what: string; given: Record<string, string>; logins: readonly (readonly string[])[] }>([
    { what: 'none', given: {}, logins: [] },
    { what: 'off', given: { 'registry-auth': ' off\n' }, logins: [] },
    {
      what: 'one without a registry, for Docker Hub',
      given: { username: ' bob ', password: ' secret\n' },
      logins: [[HUB, 'bob', 'secret', 'single']],
    },
    {
      what: 'one whose password is a multi-line key',
      given: { registry: 'gcr.io', username: '_json_key', password: '{\n"a": "b"\n}' },
      logins: [['gcr.io', '_json_key', '{\n"a": "b"\n}', 'single']],
    },
    {
      what: 'a password alone, which is half of one for Docker Hub',
      given: { password: 'p' },
      logins: [[HUB, '', 'p', 'single']],
    },
    {
      what: 'a list with blanks in quotes',
      given: { 'registry-auth': '- registry: " ghcr.io "\n  username: " u "\n' },
      logins: [['ghcr.io', 'u', '', 'line 1']],
    },
    ...['p123', '12a', 'nullx', 'atrue', '1.2.3', '0x1G', '-x'].map((password) => ({
      what: `the password ${password}, which is not a number`,
      given: { 'registry-auth': `- username: u\n  password: ${password}\n` },
      logins: [[HUB, 'u', password, 'line 1']],
    })),
    {
      what: 'half of one',
      given: { registry: 'https://GHCR.io/' },
      logins: [['ghcr.io', '', '', 'single']],
    },
    {
      what: 'a list',
      given: { 'registry-auth': LIST },
      logins: [
        ['ghcr.io', 'octocat', 'first: one # not a comment', 'line 2'],
        [HUB, 'bob', '0123', 'line 5'],
      ],
    },
    {
      what: 'a list together with a single login',
      given: { 'registry-auth': LIST, registry: 'r.test:5000', username: 'u', password: 'p' },
      logins: [
        ['r.test:5000', 'u', 'p', 'single'],
        ['ghcr.io', 'octocat', 'first: one # not a comment', 'line 2'],
        [HUB, 'bob', '0123', 'line 5'],
      ],
    },
    {
      what: 'a list whose secrets are empty',
      given: { 'registry-auth': '- registry: ghcr.io\n  username:\n  password: ""\n' },
      logins: [['ghcr.io', '', '', 'line 1']],
    },
    {
      what: 'a password with spaces around it, as docker login takes it',
      given: { 'registry-auth': '- username: u\n  password: " one "\n' },
      logins: [[HUB, 'u', ' one ', 'line 1']],
    },
    {
      what: 'a password as a block',
      given: { 'registry-auth': '- username: u\n  password: |\n    one\n    two\n' },
      logins: [[HUB, 'u', 'one\ntwo', 'line 1']],
    },
  ])('are read: $what', async ({ given, logins }) => {
    expect(await read(given)).toEqual({ logins, problems: [], cures: [] })
  })

  const list = (text: string) => ({ 'registry-auth': text })
  const AMAZON = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
  const OTHER = '123456789012.dkr.ecr.us-east-1.amazonaws.com'

  test.each<{ what: string; given: Record<string, string>; ecr: readonly (readonly unknown[])[] }>([
    { what: 'a registry of Amazon ECR', given: { registry: AMAZON }, ecr: [[AMAZON, true]] },
    { what: 'a registry with a slash', given: { registry: `https://${AMAZON}/` }, ecr: [[AMAZON, true]] },
    { what: 'the public registry', given: { registry: 'public.ecr.aws' }, ecr: [['public.ecr.aws', true]] },
    { what: 'false', given: { registry: AMAZON, username: 'u', ecr: 'false' }, ecr: [[AMAZON, false]] },
    { what: 'a token of Amazon ECR', given: { registry: AMAZON, username: 'AWS' }, ecr: [[AMAZON, false]] },
    { what: 'another registry', given: { registry: 'ghcr.io' }, ecr: [['ghcr.io', false]] },
    {
      what: 'true without a registry, for each in tags',
      given: { ecr: 'true', tags: `${AMAZON}/a:1,ghcr.io/o/a:1,${OTHER}/a:1,${AMAZON}/b:1` },
      ecr: [
        [AMAZON, true],
        [OTHER, true],
      ],
    },
    { what: 'auto without a registry', given: { ecr: 'auto', tags: `${AMAZON}/a:1` }, ecr: [] },
    {
      what: 'a value in the list, with or without quotes',
      given: list(`- registry: ${AMAZON}\n  ecr: false\n- registry: ${OTHER}\n  ecr: "true"\n`),
      ecr: [
        [AMAZON, false],
        [OTHER, true],
      ],
    },
  ])('use the credentials of Amazon ECR or not: $what', async ({ given, ecr }) => {
    const env = Object.fromEntries(
      Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
    )
    const { inputs, problems } = await readCompletely(env)
    expect(inputs.logins.map((login) => [login.host, isEcr(login)])).toEqual(ecr)
    expect(problems).toEqual([])
  })

  test.each<{ what: string; given: Record<string, string>; problem: string; cure: RegExp }>([
    {
      what: 'a path in registry',
      given: { registry: 'ghcr.io/owner', username: 'u', password: 'p' },
      problem: 'registry: "ghcr.io/owner" has a path, but a login is for a whole registry.',
      cure: /: ghcr\.io\.$/,
    },
    {
      what: 'a path in the list',
      given: list('- username: u\n  registry: ghcr.io/owner\n'),
      problem: 'registry-auth, 2: registry "ghcr.io/owner" has a path, but a login is for a whole registry.',
      cure: /: ghcr\.io\.$/,
    },
    {
      what: 'a registry that is not a host',
      given: { registry: 'my registry' },
      problem: 'registry: "my registry" is not the host of a registry.',
      cure: /as in ghcr\.io/,
    },
    {
      what: 'a password that is a number',
      given: list('- username: u\n  password: 123456\n'),
      problem: 'registry-auth, 2: YAML reads password as a number, a boolean or null, not as a string.',
      cure: /^Enclose it in quotes, as in password: "\$\{\{ secrets\.TOKEN \}\}"\.$/,
    },
    ...['0x1F', '0o17', '1e5', '.5', '-3', 'true', 'null', '~', '.inf'].map((password) => ({
      what: `a password that is ${password}`,
      given: list(`- username: u\n  password: ${password}\n`),
      problem: 'registry-auth, 2: YAML reads password as a number, a boolean or null, not as a string.',
      cure: /quotes/,
    })),
    {
      what: 'a password that is a list',
      given: list('- password: [a, b]\n'),
      problem: 'registry-auth, 1: password is a list, but a single string is expected.',
      cure: /quotes/,
    },
    {
      what: 'a misspelt key',
      given: list('- user-name: u\n'),
      problem: 'registry-auth, 1: a login has no "user-name".',
      cure: /^Did you mean username\?/,
    },
    {
      what: 'a key that may be a line of a password',
      given: list('- username: u\n  s3cr3t+line of a key: x\n'),
      problem: 'registry-auth, 2: a login has no such key.',
      cure: /registry: ghcr\.io/,
    },
    {
      what: 'a string instead of the list',
      given: list('ghcr.io'),
      problem: 'registry-auth, 1: this is not a list of logins.',
      cure: /registry: ghcr\.io/,
    },
    {
      what: 'a map instead of the list',
      given: list('registry: ghcr.io\n'),
      problem: 'registry-auth, 1: this is not a list of logins.',
      cure: /registry: ghcr\.io/,
    },
    {
      what: 'an item that is a string',
      given: list('- ghcr.io\n'),
      problem: 'registry-auth, 1: this is not a login: it has no keys.',
      cure: /registry: ghcr\.io/,
    },
    {
      what: 'a registry that is not from Amazon',
      given: { ecr: 'true', tags: 'ghcr.io/owner/app:1' },
      problem: 'ecr: no tag is in an Amazon registry, and registry does not name one.',
      cure: /registry: 123456789012/,
    },
    {
      what: 'an unknown value of ecr',
      given: list('- registry: public.ecr.aws\n  ecr: yes\n'),
      problem: 'registry-auth, 2: ecr: "yes" is not known.',
      cure: /^Write auto, true or false\.$/,
    },
    {
      what: 'logout that is neither true nor false',
      given: { logout: 'no' },
      problem: 'logout: "no" is neither true nor false.',
      cure: /true or false/,
    },
  ])('are refused with $what', async ({ given, problem, cure }) => {
    const { problems, cures } = await read(given)
    expect(problems).toEqual([problem])
    expect(cures[0]).toMatch(cure)
  })

  test.each([
    { what: 'begins with *', password: '*s3cret' },
    { what: 'begins with !', password: '!s3cret x' },
    { what: 'begins with &', password: '&s3cret &s3cret' },
    { what: 'has a colon', password: 's3cret: and: more' },
    { what: 'begins with @', password: '@s3cret' },
    { what: 'begins with a bracket', password: '[s3cret' },
    { what: 'begins with a quote', password: '"s3cret' },
    { what: 'has several lines', password: 's3cret\ns3cret2: x' },
    { what: 'has lines like keys', password: '|\n    a\n  s3cret+s3cret/s3cret: x' },
  ])('do not reveal an unquoted password that $what', async ({ password }) => {
    const { problems, cures } = await read(list(`- username: u\n  password: ${password}\n`))
    expect(problems.join() + cures.join()).not.toContain('s3cret')
  })
})
