import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { createServer } from 'node:net'

// Below the ports that Linux gives to outgoing connections.
const FIRST_PORT = 21000
const PORTS = 9000

interface Address {
  readonly path: string
  readonly socketPath?: string
  readonly host?: string
  readonly port?: number
}

/** Whether an HTTP server answers there with success. */
export function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ ...address, timeout: 2000, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(false))
    call.end()
  })
}

export function registryAnswers(port: number): Promise<boolean> {
  return answers({ host: '127.0.0.1', port, path: '/v2/' })
}

/** A free port, the same one for the same purpose as long as nobody else takes it. */
export async function freePort(purpose: string): Promise<number> {
  const first = createHash('sha256').update(purpose).digest().readUInt16LE() % PORTS
  for (let step = 0; step < PORTS; step++) {
    const port = FIRST_PORT + ((first + step) % PORTS)
    if (await free(port)) return port
  }
  throw new Error(`no port from ${FIRST_PORT} on is free on 127.0.0.1`)
}

function free(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
