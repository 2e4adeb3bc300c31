import { describe, expect, test } from '@jest/globals'
import {
  hostIn,
  isLocalhost,
  loginKey,
  parseReference,
  parseRegistry,
  printReference,
  registryName,
  splitRepository,
} from '../../src/oci/reference.ts'
import { complaintOf } from '../builders.ts'

/** What the parser refuses a text with. */
const refusal = (text: string) => complaintOf(() => parseReference(text))

describe('an image name', () => {
  test.each([
    { text: 'app', repository: 'app', tag: '' },
    { text: 'app:1.2', repository: 'app', tag: '1.2' },
    { text: 'owner/app', repository: 'owner/app', tag: '' },
    { text: 'ghcr.io/owner/app:latest', repository: 'ghcr.io/owner/app', tag: 'latest' },
    { text: 'registry.example.com/a/b/c/d:x', repository: 'registry.example.com/a/b/c/d', tag: 'x' },
    { text: 'localhost/app', repository: 'localhost/app', tag: '' },
    { text: 'localhost:5000/app', repository: 'localhost:5000/app', tag: '' },
    { text: 'localhost:5000/app:1', repository: 'localhost:5000/app', tag: '1' },
    { text: '127.0.0.1:5000/owner/app:1', repository: '127.0.0.1:5000/owner/app', tag: '1' },
    { text: '[::1]:5000/app:1', repository: '[::1]:5000/app', tag: '1' },
    { text: 'GHCR.io/owner/app:V1', repository: 'GHCR.io/owner/app', tag: 'V1' },
    {
      text: 'my-host.internal/team_a/app--x.y__z:1',
      repository: 'my-host.internal/team_a/app--x.y__z',
      tag: '1',
    },
    { text: 'localhost:5000', repository: 'localhost', tag: '5000' },
    { text: `app:${'x'.repeat(128)}`, repository: 'app', tag: 'x'.repeat(128) },
    { text: 'app:_under.score-dash', repository: 'app', tag: '_under.score-dash' },
  ])('$text is a repository and a tag', ({ text, repository, tag }) => {
    expect(parseReference(text)).toEqual({ repository, tag })
  })

  test.each(['ghcr.io/owner/app:1.2', 'localhost:5000/app', 'owner/app', 'app:latest'])(
    '%s is printed as it was written',
    (text) => {
      expect(printReference(parseReference(text))).toBe(text)
    },
  )
})

describe('a name in upper case', () => {
  test.each([
    { text: 'ghcr.io/Octo-Org/App', cure: 'Image names are lower-case: write ghcr.io/octo-org/app.' },
    { text: 'Owner/app', cure: 'Image names are lower-case: write owner/app.' },
    { text: 'App', cure: 'Image names are lower-case: write app.' },
    { text: 'localhost:5000/App', cure: 'Image names are lower-case: write localhost:5000/app.' },
    { text: 'ghcr.io/Owner/App:V1', cure: 'Image names are lower-case: write ghcr.io/owner/app:V1.' },
  ])('$text is refused with the name to write', ({ text, cure }) => {
    expect(refusal(text)).toEqual({ what: `"${text}" is not an image name.`, cure })
  })
})

const NOT_SET = 'Does it contain a variable, an input or a secret that is not set?'

describe('what is no image name', () => {
  test.each([
    { why: 'a space', text: 'my app' },
    { why: 'a dash at the beginning', text: '-app' },
    { why: 'two dots in a row', text: 'a..b' },
    { why: 'three underscores in a row', text: 'a___b' },
    { why: 'an unfinished template', text: 'ghcr.io/$' + '{OWNER}/app' },
    { why: 'upper case and more', text: 'My App' },
    { why: 'a flag', text: '--push' },
  ])('$why is refused', ({ text }) => {
    expect(refusal(text)).toEqual({
      what: `"${text}" is not an image name.`,
      cure: 'Write HOST/OWNER/NAME with lower-case letters, digits, ".", "_" and "-".',
    })
  })

  test.each([
    { why: 'a path with an empty part', text: 'ghcr.io//app' },
    { why: 'a trailing slash', text: 'ghcr.io/owner/' },
    { why: 'a leading slash', text: '/app' },
    { why: 'a port without a host', text: ':5000/app' },
  ])('$why is refused, and what may be missing is asked', ({ text }) => {
    expect(refusal(text)).toEqual({
      what: `"${text}" is not an image name.`,
      cure: `Write HOST/OWNER/NAME with lower-case letters, digits, ".", "_" and "-". ${NOT_SET}`,
    })
  })

  test.each(['app@sha256:0123', 'ghcr.io/owner/app:1@sha256:0123'])('%s names a digest', (text) => {
    expect(refusal(text)).toEqual({
      what: `"${text}" names a digest.`,
      cure: 'Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is an output.',
    })
  })

  test.each([
    { text: 'app:', tag: '' },
    { text: 'localhost:5000/app:', tag: '' },
    { text: 'app:-x', tag: '-x' },
    { text: 'app:.x', tag: '.x' },
    { text: 'app:a b', tag: 'a b' },
    { text: 'app:a+b', tag: 'a+b' },
    { text: 'app:a:b', tag: 'a:b' },
    { text: 'ghcr.io/owner/app:feature/x', tag: 'feature/x' },
    { text: 'localhost:port/app', tag: 'port/app' },
    { text: `app:${'x'.repeat(129)}`, tag: 'x'.repeat(129) },
  ])('$text has a tag that cannot be', ({ text, tag }) => {
    expect(refusal(text)).toEqual({
      what: `"${tag}" in "${text}" cannot be a tag.`,
      cure: `A tag has up to 128 letters, digits, ".", "_" and "-", and begins with a letter, a digit or "_".${tag === '' ? ` ${NOT_SET}` : ''}`,
    })
  })
})

test('a URL is told to leave its scheme out', () => {
  expect(refusal('https://ghcr.io/owner/app:1')).toEqual({
    what: '"https://ghcr.io/owner/app:1" is not an image name.',
    cure: 'Leave out the scheme: write ghcr.io/owner/app:1.',
  })
})

describe('docker takes the name', () => {
  test.each([
    { name: 'app', host: 'registry-1.docker.io', path: 'library/app' },
    { name: 'owner/app', host: 'registry-1.docker.io', path: 'owner/app' },
    { name: 'docker.io/app', host: 'registry-1.docker.io', path: 'library/app' },
    { name: 'index.docker.io/owner/app', host: 'registry-1.docker.io', path: 'owner/app' },
    { name: 'ghcr.io/owner/app', host: 'ghcr.io', path: 'owner/app' },
    { name: 'ghcr.io/app', host: 'ghcr.io', path: 'app' },
    { name: 'localhost/app', host: 'localhost', path: 'app' },
    { name: 'host:5000/a/b/c', host: 'host:5000', path: 'a/b/c' },
    { name: '[::1]:5000/app', host: '[::1]:5000', path: 'app' },
  ])('$name is $path at $host', ({ name, host, path }) => {
    expect(splitRepository(name)).toEqual({ host, path })
  })
})

describe('the host of this machine', () => {
  test.each([
    'localhost',
    'localhost:5000',
    '127.0.0.1',
    '127.0.0.1:5000',
    '127.200.3.4:80',
    '[::1]',
    '[::1]:5000',
  ])('is %s', (host) => {
    expect(isLocalhost(host)).toBe(true)
  })

  test.each([
    'localhost.test',
    '127.0.0.1.nip.io',
    '127.1',
    '128.0.0.1',
    '[::2]:5000',
    'ghcr.io',
    '127.0.0.1x:5',
  ])('is not %s', (host) => {
    expect(isLocalhost(host)).toBe(false)
  })
})

describe('a registry to log in to', () => {
  test.each([
    { text: 'ghcr.io', host: 'ghcr.io' },
    { text: 'https://ghcr.io/', host: 'ghcr.io' },
    { text: 'HTTPS://GHCR.IO//', host: 'ghcr.io' },
    { text: 'registry.example.com:5000', host: 'registry.example.com:5000' },
    { text: 'localhost:5000', host: 'localhost:5000' },
    { text: 'localhost', host: 'localhost' },
    { text: '[::1]:5000', host: '[::1]:5000' },
    {
      text: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
      host: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
    },
    { text: 'docker.io.example.com', host: 'docker.io.example.com' },
    ...[
      ...['docker.io', 'index.docker.io', 'https://index.docker.io/v1/', 'https://index.docker.io/v1'],
      ...['registry-1.docker.io', 'https://registry-1.docker.io/', 'Docker.io', 'registry.hub.docker.com'],
    ].map((text) => ({ text, host: 'registry-1.docker.io' })),
  ])('$text is $host', ({ text, host }) => {
    expect(parseRegistry(text)).toBe(host)
    // As image names have it.
    expect(splitRepository(`${registryName(host)}/owner/app`).host).toBe(host)
  })

  test.each([
    { text: 'ghcr.io/owner', what: '"ghcr.io/owner" has a path, but a login is for a whole registry.' },
    {
      text: 'https://r.test/v2/',
      what: '"https://r.test/v2/" has a path, but a login is for a whole registry.',
    },
    { text: 'http://r.test', what: '"http://r.test" is not a registry.' },
    { text: 'owner', what: '"owner" is not the host of a registry.' },
    { text: 'r.test:port', what: '"r.test:port" is not the host of a registry.' },
    { text: 'user@r.test', what: '"user@r.test" is not the host of a registry.' },
    { text: '../r.test', what: '"../r.test" has a path, but a login is for a whole registry.' },
  ])('$text is refused', ({ text, what }) => {
    expect(complaintOf(() => parseRegistry(text)).what).toBe(what)
  })

  test('has a key in the settings of docker', () => {
    expect(loginKey('registry-1.docker.io')).toBe('https://index.docker.io/v1/')
    expect(loginKey('ghcr.io')).toBe('ghcr.io')
    expect(['https://r.test/v1/', 'r.test:5000'].map(hostIn)).toEqual(['r.test', 'r.test:5000'])
  })
})
