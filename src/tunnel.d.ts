/** What is used of the package `tunnel`, which has no types of its own. */
declare module 'tunnel' {
  import type { Agent } from 'node:http'

  interface Options {
    /** The proxy, and what the request to it has besides. */
    readonly proxy: {
      readonly host: string
      readonly port: string
      /** `user:password` */
      readonly proxyAuth?: string
      readonly signal: AbortSignal
    }
    /** As of node:tls, for the server behind the proxy. */
    readonly rejectUnauthorized?: boolean
    readonly ca?: readonly string[]
  }

  type Make = (options: Options) => Agent

  /** By the encryption of what is asked, and then of the proxy. */
  const tunnel: Readonly<Record<'httpOverHttp' | 'httpOverHttps' | 'httpsOverHttp' | 'httpsOverHttps', Make>>
  export default tunnel
}
