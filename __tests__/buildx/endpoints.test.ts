import { describe, expect, test } from '@jest/globals'
import { engineAddress, isLocalAddress, sharesEngineKernel } from '../../src/buildx/endpoints.ts'
import { PLAIN_DOCKER } from '../builders.ts'

const SOCKET = 'unix:///var/run/docker.sock'
const CONTEXTS = { rootless: 'unix:///run/user/1000/docker.sock', arm: 'ssh://me@arm', plain: '' }

describe('the address of an engine', () => {
  test.each([
    { endpoint: '', context: 'default', host: '', address: SOCKET },
    { endpoint: '', context: 'default', host: 'tcp://docker:2376', address: 'tcp://docker:2376' },
    { endpoint: '', context: 'arm', host: '', address: 'ssh://me@arm' },
    { endpoint: '', context: 'plain', host: '', address: SOCKET },
    { endpoint: '', context: 'nowhere', host: '', address: 'nowhere' },
    { endpoint: 'default', context: 'arm', host: '', address: SOCKET },
    { endpoint: 'rootless', context: 'arm', host: '', address: CONTEXTS.rootless },
    { endpoint: 'tcp://10.0.0.1:2375', context: 'arm', host: '', address: 'tcp://10.0.0.1:2375' },
  ])(
    '"$endpoint" with the context $context and DOCKER_HOST=$host is $address',
    ({ address, endpoint, ...at }) => {
      expect(engineAddress(endpoint, { ...at, contexts: CONTEXTS })).toBe(address)
    },
  )

  test.each([
    { address: SOCKET, isLocal: true },
    { address: 'npipe:////./pipe/docker_engine', isLocal: true },
    { address: 'fd://', isLocal: true },
    { address: 'tcp://docker:2376', isLocal: false },
    { address: 'tcp://localhost:2375', isLocal: false },
    { address: 'tcp://127.0.0.1:2375', isLocal: false },
    { address: 'ssh://me@localhost', isLocal: false },
    { address: 'http://docker:2375', isLocal: false },
    { address: 'https://docker:2376', isLocal: false },
    // docker reads it as tcp://.
    { address: '10.0.0.1:2375', isLocal: false },
    { address: 'nowhere', isLocal: false },
  ])('$address is local: $isLocal', ({ address, isLocal }) => {
    expect(isLocalAddress(address)).toBe(isLocal)
  })
})

describe('the kernel that emulators are installed in', () => {
  const contexts = { ...CONTEXTS, copy: 'tcp://docker:2376' }
  const local = { ...PLAIN_DOCKER, contexts }
  const remote = { ...local, host: 'tcp://docker:2376', address: 'tcp://docker:2376', isLocal: false }
  const context = { ...local, context: 'arm', address: 'ssh://me@arm', isLocal: false }

  test.each([
    { endpoint: '', with: { local: true, remote: true, context: true } },
    { endpoint: 'default', with: { local: true, remote: true, context: false } },
    { endpoint: SOCKET, with: { local: true, remote: false, context: false } },
    { endpoint: 'rootless', with: { local: true, remote: false, context: false } },
    { endpoint: 'tcp://docker:2376', with: { local: false, remote: true, context: false } },
    { endpoint: 'copy', with: { local: false, remote: true, context: false } },
    { endpoint: 'arm', with: { local: false, remote: false, context: true } },
    { endpoint: 'ssh://me@arm', with: { local: false, remote: false, context: true } },
    { endpoint: 'nowhere', with: { local: false, remote: false, context: false } },
    { endpoint: 'tcp://10.0.0.1:2375', with: { local: false, remote: false, context: false } },
  ])('is that of "$endpoint", with a local engine, at DOCKER_HOST, in a context: $with', (row) => {
    const shares = {
      local: sharesEngineKernel(row.endpoint, local),
      remote: sharesEngineKernel(row.endpoint, remote),
      context: sharesEngineKernel(row.endpoint, context),
    }
    expect(shares).toEqual(row.with)
  })
})
