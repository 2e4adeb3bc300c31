import { expect, test } from '@jest/globals'
import { proxyFor } from '../src/proxy.ts'

const PROXY = 'http://proxy.example:3128'

/** NO_PROXY, a URL, and whether its request goes through the proxy: golang.org/x/net/http/httpproxy. */
test.each<readonly [list: string, url: string, isProxied: boolean]>([
  ['', 'https://r.example/', true],
  ['', 'http://localhost:5000/', false],
  ['', 'http://127.8.0.1:5000/', false],
  ['', 'http://[::1]:5000/', false],
  ['', 'https://127.example/', true],
  ['*', 'https://r.example/', false],
  ['a.example, *', 'https://10.0.0.1/', false],
  ['*.example', 'https://r.example/', false],
  ['*.r.example', 'https://r.example/', true],
  ['r.example', 'https://r.example/', false],
  ['r.example', 'https://a.r.example/', false],
  ['r.example', 'https://other.example/', true],
  ['r.example', 'https://ar.example/', true],
  ['.r.example', 'https://a.r.example/', false],
  ['.r.example', 'https://r.example/', true],
  [' R.Example ,', 'https://r.example/', false],
  ['r.example:443', 'https://r.example/', false],
  ['r.example:5000', 'https://r.example/', true],
  ['r.example:80', 'http://r.example/', false],
  ['.r.example:5000', 'https://a.r.example:5000/', false],
  [':443', 'https://r.example/', true],
  ['10.0.0.0/8', 'https://10.1.2.3/', false],
  ['10.0.0.0/8', 'https://11.1.2.3/', true],
  ['10.0.0.0/33', 'https://10.1.2.3/', true],
  ['10.1.2.3', 'https://10.1.2.3:8443/', false],
  ['10.1.2.3:443', 'https://10.1.2.3/', false],
  ['10.1.2.3:443', 'https://10.1.2.3:8443/', true],
  ['1.2.3', 'https://10.1.2.3/', true],
  ['.2.3', 'https://10.1.2.3/', true],
  ['2001:db8::/32', 'https://[2001:db8::7]/', false],
  ['2001:db8::/32', 'https://[2001:db9::7]/', true],
  ['2001:db8::7', 'https://[2001:db8:0::7]:8443/', false],
  ['[2001:db8::7]:443', 'https://[2001:db8::7]/', false],
  ['[2001:db8::7]:80', 'https://[2001:db8::7]/', true],
  ['10.0.0.0/8', 'https://r.example/', true],
  ['10.0.0.0/8', 'https://[::ffff:10.1.2.3]/', false],
  ['::/0', 'https://10.1.2.3/', true],
  ['/8', 'https://r.example./', true],
  ['bücher.example', 'https://xn--bcher-kva.example/', false],
])('NO_PROXY=%s: %s goes through the proxy: %s', (list, url, isProxied) => {
  const found = proxyFor(new URL(url), { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, NO_PROXY: list })
  expect(found?.host).toBe(isProxied ? 'proxy.example:3128' : undefined)
})

test.each<readonly [env: Readonly<Record<string, string>>, url: string, proxy: string | undefined]>([
  [{}, 'https://r.example/', undefined],
  [{ HTTP_PROXY: 'http://a:1' }, 'https://r.example/', undefined],
  [{ HTTP_PROXY: 'http://a:1' }, 'http://r.example/', 'http://a:1/'],
  [{ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' }, 'https://r.example/', 'http://a:1/'],
  [{ HTTPS_PROXY: '', https_proxy: 'http://b:1' }, 'https://r.example/', 'http://b:1/'],
  [{ https_proxy: 'b:3128' }, 'https://r.example/', 'http://b:3128/'],
  [{ https_proxy: 'proxy.example' }, 'https://r.example/', 'http://proxy.example/'],
  [{ https_proxy: '10.0.0.1:3128' }, 'https://r.example/', 'http://10.0.0.1:3128/'],
  [{ https_proxy: 'https://u:p@b:1' }, 'https://r.example/', 'https://u:p@b:1/'],
  [{ https_proxy: 'b:1', NO_PROXY: 'other', no_proxy: 'r.example' }, 'https://r.example/', 'http://b:1/'],
  [{ ALL_PROXY: 'http://a:1' }, 'https://r.example/', undefined],
])('%j: %s goes through %s', (env, url, proxy) => {
  expect(proxyFor(new URL(url), env)?.href).toBe(proxy)
})
