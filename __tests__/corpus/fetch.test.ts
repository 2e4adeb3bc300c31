import { expect, test } from '@jest/globals'
import { causeOf } from '../../e2e/corpus/fetch.ts'

test.each([
  {
    client: 'pip',
    says: 'ERROR: No matching distribution found for x==1',
    message: 'ERROR: No matching distribution found for x==1\n[notice] A new release of pip is available\n',
  },
  {
    client: 'npm',
    says: 'npm error notarget No matching version found for x@1.',
    message:
      'npm error code ETARGET\nnpm error notarget No matching version found for x@1.\nnpm error notarget In most cases\n',
  },
  {
    client: 'Maven, in colours',
    says: "[ERROR] Failed to execute goal x: Couldn't download artifact",
    message:
      "\u001b[1;31m[ERROR]\u001b[m Failed to execute goal x: Couldn't download artifact\n[ERROR] [Help 1] https://x\n\u001b[0m\n",
  },
  { client: 'one that is not there', says: 'spawn dotnet ENOENT', message: 'spawn dotnet ENOENT' },
])('of what $client says, the cause is kept', ({ message, says }) => {
  expect(causeOf(message)).toBe(says)
})
