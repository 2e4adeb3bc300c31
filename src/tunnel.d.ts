/** The part of the package `tunnel` that is used; it has no types of its own. */
declare module 'tunnel' {
  import type { Agent } from 'node:http'

  interface Options {
    /** The proxy, and options of the request to it. */
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

  /** By the encryption of the server, and then of the proxy. */
  const tunnel: Readonly<Record<'httpOverHttp' | 'httpOverHttps' | 'httpsOverHttp' | 'httpsOverHttps', Make>>
  export default tunnel
}
