import { expect, test } from '@jest/globals'
import { privilegeCure } from '../../src/docker/privileged.ts'

const DENIED =
  'ERROR: Error response from daemon: authorization denied by plugin pipelines: --privileged=true is not allowed'

test.each([
  { what: 'a plugin that denies it', error: DENIED },
  {
    what: 'mapped users',
    error:
      'docker: Error response from daemon: privileged mode is incompatible with user namespaces.  You must run the container in the host namespace when running privileged mode.',
  },
  { what: 'a policy', error: 'Error response from daemon: privileged containers are not permitted here' },
  { what: 'another policy', error: 'Error: Privileged mode has been disabled by your administrator' },
  {
    what: 'a machine that lacks a capability',
    error: 'OCI runtime create failed: unable to apply caps: operation not permitted: unknown',
  },
])('an engine that runs nothing privileged is known by what it says: $what', ({ error }) => {
  expect(privilegeCure(error, 'builder')).toMatch(/not run privileged containers.*driver: docker/)
  expect(privilegeCure(error, 'installer')).toMatch(/not run privileged containers.*mode: plan/)
})

test.each([
  'Error response from daemon: authorization denied by plugin pipelines: -v only supports the clone folder',
  'unauthorized: authentication required',
  'pulling image moby/buildkit:buildx-stable-1',
])('and by nothing else: %s', (error) => {
  expect(privilegeCure(error, 'builder')).toBeUndefined()
})
