import { describe, expect, test } from '@jest/globals'
import { hostSettings, readConfig, registryHosts, sameConfig } from '../../src/buildx/buildkitd-config.ts'

describe('a configuration', () => {
  test('keeps its text and its content as JSON', async () => {
    const text = 'debug = true # yes\n[a.b]\nc = [1, "x"]\nd = 2020-01-01\n'
    const values = { debug: true, a: { b: { c: [1, 'x'], d: expect.stringContaining('2020-01-01') } } }
    const config = await readConfig(text)
    expect(config).toEqual({ text, values, mistake: undefined })
    expect(JSON.parse(JSON.stringify(config))).toEqual({ text, values })
  })

  test.each([
    { text: 'this is none', line: 1, why: 'illegal character in key' },
    { text: 'debug = true\n\n[registry."a"\nhttp = true', line: 3, why: 'illegal character in key' },
    { text: '\n\na = [1', line: 3, why: 'expected comma or end of structure' },
    { text: 'a = 1\na = 2', line: 2, why: 'trying to redefine an already defined table or value' },
  ])('is not valid at line $line of $text', async ({ text, line, why }) => {
    expect(await readConfig(text)).toEqual({ text, values: undefined, mistake: { line, why } })
  })
})

describe('two configurations', () => {
  test.each([
    { what: 'with another spelling', a: 'debug = true', b: '# on\n\n debug=true # yes\n', same: true },
    { what: 'in another order', a: 'a = 1\nb = 2', b: 'b = 2\na = 1', same: true },
    { what: 'with other quotes', a: 'a = "x"\n"b c" = \'y\'', b: "a = 'x'\n'b c' = \"y\"", same: true },
    {
      what: 'are equal in the form that buildx stores',
      a: '[registry."docker.io"]\n  mirrors = ["127.0.0.1:5990"]\n[registry."127.0.0.1:5990"]\n  http = true\n',
      b: "[registry]\n[registry.'127.0.0.1:5990']\nhttp = true\n\n[registry.'docker.io']\nmirrors = ['127.0.0.1:5990']\n",
      same: true,
    },
    {
      what: 'with dotted keys and tables',
      a: 'worker.oci.gc = true',
      b: '[worker.oci]\ngc = true',
      same: true,
    },
    {
      what: 'with an inline table',
      a: 'a = { b = 1, c.d = "x" }',
      b: '[a]\nb = 1\n[a.c]\nd = "x"',
      same: true,
    },
    {
      what: 'with an array over several lines',
      a: 'a = [\n  "x", # one\n  "y",\n]',
      b: 'a = ["x", "y"]',
      same: true,
    },
    {
      what: 'with an array of tables',
      a: '[[worker.oci.gcpolicy]]\nall = true\n[[worker.oci.gcpolicy]]\nkeepBytes = 1_000',
      b: 'worker.oci.gcpolicy = [{ all = true }, { keepBytes = 1000 }]',
      same: true,
    },
    {
      what: 'with tables of their own in an array of tables',
      a: '[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2',
      b: 'a = [{ b = { c = 1 } }, { b.c = 2 }]',
      same: true,
    },
    {
      what: 'with certificates at the paths that buildx copied them to',
      a: '[registry."r.example"]\nca = ["/etc/my/ca.pem"]\n[[registry."r.example".keypair]]\nkey = "k.pem"\ncert = "c.pem"',
      b: '[registry]\n[registry."r.example"]\nca = ["/etc/buildkit/certs/r.example/ca.pem"]\n[[registry."r.example".keypair]]\ncert = "/etc/buildkit/certs/r.example/c.pem"\nkey = "/etc/buildkit/certs/r.example/k.pem"',
      same: true,
    },
    { what: 'with CRLF', a: 'a = 1\r\n[b]\r\nc = 2\r\n', b: 'a = 1\n[b]\nc = 2\n', same: true },
    { what: 'with another value', a: 'debug = true', b: 'debug = false', same: false },
    { what: 'with an extra element', a: 'a = ["x"]', b: 'a = ["x", "y"]', same: false },
    { what: 'with a string and a number', a: 'a = "1"', b: 'a = 1', same: false },
    { what: 'with a key in another table', a: '[a]\nb = 1', b: '[c]\nb = 1', same: false },
    { what: 'with a multi-line string', a: 'a = """x"""', b: 'a = "x"', same: true },
    { what: 'one of which is not TOML', a: 'a = 1', b: 'this is none', same: undefined },
    { what: 'one of which is unclosed', a: 'a = [1', b: 'a = [1]', same: undefined },
    { what: 'with an escape that JSON does not have', a: 'a = "\\U0001F600"', b: "a = '😀'", same: true },
    { what: 'with an empty table', a: '[registry."r.test"]\n[b]\nc = 1', b: '[b]\nc = 1', same: true },
    {
      what: 'with a number that JavaScript cannot hold',
      a: 'a = 9007199254740993',
      b: 'a = 9007199254740992',
      same: false,
    },
    {
      what: 'with a file of another name',
      a: '[registry.r]\nca = ["/a/b.pem"]',
      b: '[registry.r]\nca = ["/a/c.pem"]',
      same: false,
    },
    { what: 'with a path that is not copied', a: 'root = "/a/ca"', b: 'root = "/b/ca"', same: false },
  ])('$what', async ({ a, b, same }) => {
    expect(sameConfig(await readConfig(a), await readConfig(b))).toBe(same)
  })

  test('are equal without a file only if the other one is empty', async () => {
    expect(sameConfig(undefined, undefined)).toBe(true)
    expect(sameConfig(undefined, await readConfig('# nothing'))).toBe(true)
    expect(sameConfig(await readConfig('debug = true'), undefined)).toBe(false)
  })
})

describe('the registries of a configuration', () => {
  test.each([
    {
      what: 'one with plain HTTP',
      toml: '[registry."a:5000"]\n  http = true',
      hosts: [{ host: 'a:5000', http: true }],
    },
    {
      what: 'several, among other settings',
      toml: 'debug = true\n[registry."docker.io"]\n  mirrors = ["m"]\n[registry.b]\ninsecure = true\nhttp = false\n',
      hosts: [{ host: 'b', insecure: true, http: false }],
    },
    {
      what: 'one with its own certificate authorities, whose paths are kept',
      toml: '[registry."r.test"]\n  ca = ["/etc/one.pem", "two.pem"]\n  [[registry."r.test".keypair]]\n    key = "/k"\n',
      hosts: [{ host: 'r.test', ca: ['/etc/one.pem', 'two.pem'] }],
    },
    {
      what: 'one that requires client certificates',
      toml: '[registry."r.test"]\n  [[registry."r.test".keypair]]\n    key = "/k"\n    cert = "/c"\n',
      hosts: [{ host: 'r.test', keypairs: [{ cert: '/c', key: '/k' }] }],
    },
    {
      what: 'one in an inline table',
      toml: 'registry."a.b" = { http = true }',
      hosts: [{ host: 'a.b', http: true }],
    },
    { what: 'none if the type is wrong', toml: '[registry."a"]\nhttp = "yes"\nca = "x"', hosts: [] },
    { what: 'none without a file', toml: '', hosts: [] },
    { what: 'none if it is not TOML', toml: '[registry."a"\nhttp = true', hosts: [] },
  ])('$what', async ({ toml, hosts }) => {
    expect(registryHosts(await readConfig(toml))).toEqual(hosts)
  })

  test.each([
    { url: 'https://registry-1.docker.io/v2/', name: 'docker.io' },
    { url: 'https://r.test/v2/', name: 'r.test' },
    { url: 'https://r.test/v2/', name: 'r.test:443' },
    { url: 'http://r.test/v2/', name: 'r.test:80' },
    { url: 'http://r.test:5000/v2/', name: 'r.test:5000' },
    { url: 'http://r.test:5000/v2/', name: 'r.test', isOther: true },
  ])('include $name for $url', ({ url, name, isOther }) => {
    const settings = { host: name, insecure: true }
    expect(hostSettings([settings], new URL(url))).toEqual(isOther ? undefined : settings)
  })
})
