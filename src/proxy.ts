/**
 * Which proxy a request goes through. Docker, Buildx and BuildKit are Go programs, and this action sends requests to
 * the same servers, so it reads the variables as they do: golang.org/x/net/http/httpproxy.
 */
import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Variables of a process. */
type Env = Readonly<Record<string, string | undefined>>

/** @returns the proxy for a URL; undefined if there is none */
export function proxyFor(url: URL, env: Env): URL | undefined {
  const isSecure = url.protocol === 'https:'
  const proxy = readProxy(isSecure ? readVariable(env, 'HTTPS_PROXY') : readVariable(env, 'HTTP_PROXY'))
  if (proxy === undefined) return undefined
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port || (isSecure ? '443' : '80')
  return isLoopback(host) || isExcluded(host, port, readVariable(env, 'NO_PROXY')) ? undefined : proxy
}

/** Upper case first; an empty variable counts as not set. */
function readVariable(env: Env, name: string): string {
  return env[name] || env[name.toLowerCase()] || ''
}

/** The scheme may be missing: `proxy.example:3128`. */
function readProxy(value: string): URL | undefined {
  if (value === '') return undefined
  const whole = URL.parse(value)
  return whole === null || whole.host === '' ? (URL.parse(`http://${value}`) ?? undefined) : whole
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || LOOPBACK.check(host, familyOf(host))
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')

/** IPv4 addresses in the form of IPv6 ones. */
const MAPPED = new BlockList()
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6')

/** The family of an IP address; for a name it does not matter, because a name is in no such list. */
function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

function isExcluded(host: string, port: string, list: string): boolean {
  const items = list.split(',').map((item) => item.trim().toLowerCase())
  return items.some((item) => item === '*' || (item !== '' && matchesNoProxy(item, host, port)))
}

/**
 * Whether an item of NO_PROXY matches a host: `10.0.0.0/8`, `10.1.2.3:80`, `[::1]:80`, `.a.example`, `a.example:80`.
 */
function matchesNoProxy(item: string, host: string, port: string): boolean {
  const [, network = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(item) ?? []
  if (isIP(network) !== 0 && Number(bits) <= bitsOf(network)) return inNetwork(network, Number(bits), host)
  const [, bracketed, plain, portItem = ''] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(item) ?? []
  const name = bracketed ?? plain ?? item
  if (name === '' || (portItem !== '' && portItem !== port)) return false
  return isIP(name) === 0 ? isInDomain(host, name.replace(/^\*\./, '.')) : inNetwork(name, bitsOf(name), host)
}

function bitsOf(address: string): number {
  return isIP(address) === 4 ? 32 : 128
}

/** Never true for a name, which is not resolved; `::/0` does not contain IPv4 addresses. */
function inNetwork(network: string, bits: number, host: string): boolean {
  const isShort = isIP(host) === 4 || MAPPED.check(host, 'ipv6')
  if (isIP(host) === 0 || (isShort && isIP(network) === 6 && !MAPPED.check(network, 'ipv6'))) return false
  const list = new BlockList()
  list.addSubnet(network, bits, familyOf(network))
  return list.check(host, familyOf(host))
}

/** `.a.example` matches its subdomains, `a.example` also itself. */
function isInDomain(host: string, domain: string): boolean {
  if (isIP(host) !== 0) return false
  const below = domain.startsWith('.') ? domain : `.${domain}`
  // An invalid domain matches nothing.
  const ascii = `.${domainToASCII(below.slice(1)) || below.slice(1)}`
  return host.endsWith(ascii) || (below !== domain && host === ascii.slice(1))
}
