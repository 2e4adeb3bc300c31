/** A server of Git repositories over HTTP, like GitHub's. */
import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface GitServer {
  /** Without a slash at the end. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** @param root folder with the repositories, as OWNER/NAME.git */
export async function gitServer(root: string): Promise<GitServer> {
  const server = createServer((request, response) => answer(root, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

/** Answers with git's own server, which is a CGI program (git-http-backend(1), RFC 3875). */
function answer(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const header = (name: string): string => String(request.headers[name] ?? '')
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: header('git-protocol'),
    PATH_INFO: pathname,
    QUERY_STRING: searchParams.toString(),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
  }
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('error', () => response.writeHead(500).end())
  child.on('close', () => send(response, Buffer.concat(chunks)))
  request.pipe(child.stdin)
}

/** @param output headers, an empty line, and the content */
function send(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.subarray(0, end).toString().split('\r\n')
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const status = Number(headers.get('Status')?.slice(0, 3) ?? 200)
  headers.delete('Status')
  response.writeHead(status, Object.fromEntries(headers)).end(output.subarray(end + 4))
}
