import { afterEach, describe, expect, test } from '@jest/globals'
import { type RegistryHost, type Reply, registryHost } from '../../e2e/harness/registry-host.ts'
import { isTransient } from '../../src/http.ts'
import { retry } from '../../src/retry.ts'
import { openServices, postRequest } from '../../src/signing/services.ts'

const open: RegistryHost[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** Asks a server that answers like this, again as often as it answers something else. */
async function asked(...replies: readonly Reply[]) {
  const server = await registryHost((_, turn) => replies[turn] ?? replies.at(-1) ?? 'reset')
  open.push(server)
  const clock = { now: () => 0, sleep: () => Promise.resolve() }
  const { ask } = openServices({}, (_, work) => retry(work, { pausesMs: [1, 1, 1], isTransient, clock }))
  const request = postRequest(`http://${server.host}/entries`, { a: 'ä' }, { authorization: 'Bearer t' })
  const answer = await ask('Asking', request).catch((error: unknown) => error)
  return { answer, server }
}

describe('a service', () => {
  test('gets a document, and whatever it answers is the answer', async () => {
    const { answer, server } = await asked({
      ...{ status: 409, headers: { location: '/entries/1' }, body: '{"message":"it exists"}' },
    })
    expect(answer).toMatchObject({ status: 409, location: '/entries/1' })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toMatchObject({
      ...{ method: 'POST', path: '/entries', body: '{"a":"ä"}' },
      headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
    })
  })

  test.each<{ what: string; first: Reply }>([
    { what: 'out of order', first: { status: 503 } },
    { what: 'asked too much', first: { status: 429 } },
    { what: 'gone in the middle', first: 'reset' },
    {
      what: 'asked too much, and says so with 403',
      first: { status: 403, body: '{"message":"You have exceeded a secondary rate limit."}' },
    },
  ])('that is $what is retried', async ({ first }) => {
    const { answer, server } = await asked(first, { status: 201, body: '{}' })
    expect(answer).toMatchObject({ status: 201 })
    expect(server.requests).toHaveLength(2)
  })

  test('that refuses is not asked again', async () => {
    const { answer, server } = await asked({ status: 403, body: '{"message":"no"}' })
    expect(answer).toMatchObject({ status: 403 })
    expect(server.requests).toHaveLength(1)
  })

  test('that is out of order for good is a failure, with its words and if it is', async () => {
    const { answer, server } = await asked({ status: 403, body: '{"message":"API rate limit exceeded"}' })
    expect(answer).toMatchObject({
      message: 'Asking failed: the answer is 403 (API rate limit exceeded).',
      cure: `Check that this runner can reach ${server.host}, and run the job again.`,
    })
    expect(server.requests).toHaveLength(4)
  })
})
