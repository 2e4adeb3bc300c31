import { createServer } from 'node:http'
import { expect, test } from '@jest/globals'
import { unreachedBecause } from '../../src/run/reach.ts'

test('a server that answers is reached, in whatever words', async () => {
  const server = createServer((_, response) => response.writeHead(401).end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  try {
    // It is asked in TLS, and answers in plain text.
    expect(await unreachedBecause(`127.0.0.1:${port}`, {})).toBeUndefined()
  } finally {
    server.close()
  }
})

test.each([
  { what: 'where nobody listens', server: '127.0.0.1:1', why: /ECONNREFUSED/ },
  { what: 'of which no name server knows', server: 'nobody.invalid', why: /nobody\.invalid|EAI_AGAIN/ },
])('a server $what is not reached', async ({ server, why }) => {
  expect(await unreachedBecause(server, {})).toMatch(why)
})
