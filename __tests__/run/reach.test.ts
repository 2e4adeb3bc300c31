import { createServer } from 'node:http'
import { createServer as createSilent } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, jest, test } from '@jest/globals'
import { whyUnreachable } from '../../src/run/reach.ts'

test('a server that gives any answer is reachable', async () => {
  const server = createServer((_, response) => response.writeHead(401).end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  try {
    // It is asked in TLS, and answers in plain text.
    expect(await whyUnreachable(`127.0.0.1:${port}`, {})).toBeUndefined()
  } finally {
    server.close()
  }
})

test.each([
  { what: 'where nobody listens', server: '127.0.0.1:1', why: /ECONNREFUSED/ },
  { what: 'of which no name server knows', server: 'nobody.invalid', why: /nobody\.invalid|EAI_AGAIN/ },
])('a server $what is not reached', async ({ server, why }) => {
  expect(await whyUnreachable(server, {})).toMatch(why)
})

test('a server that accepts a connection and stays silent is given 5 seconds', async () => {
  const server = createSilent().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const limits: number[] = []
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    limits.push(ms)
    const soon = new AbortController()
    sleep(50).then(() => soon.abort())
    return soon.signal
  })
  try {
    const silent = await whyUnreachable(`127.0.0.1:${port}`, {})
    expect([silent, limits]).toEqual(['no response for 5 seconds', [5_000]])
  } finally {
    timeout.mockRestore()
    server.close()
  }
})
