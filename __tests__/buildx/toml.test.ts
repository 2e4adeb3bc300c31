import { describe, expect, test } from '@jest/globals'
import { sameToml } from '../../src/buildx/toml.ts'

describe('two configurations', () => {
  test.each([
    { what: 'in other words', a: 'debug = true', b: '# on\n\n debug=true # yes\n', same: true },
    { what: 'in another order', a: 'a = 1\nb = 2', b: 'b = 2\na = 1', same: true },
    { what: 'with other quotes', a: 'a = "x"\n"b c" = \'y\'', b: "a = 'x'\n'b c' = \"y\"", same: true },
    {
      what: 'as buildx keeps them',
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
      what: 'with certificates where buildx copied them to',
      a: '[registry."r.example"]\nca = ["/etc/my/ca.pem"]\n[[registry."r.example".keypair]]\nkey = "k.pem"\ncert = "c.pem"',
      b: '[registry]\n[registry."r.example"]\nca = ["/etc/buildkit/certs/r.example/ca.pem"]\n[[registry."r.example".keypair]]\ncert = "/etc/buildkit/certs/r.example/c.pem"\nkey = "/etc/buildkit/certs/r.example/k.pem"',
      same: true,
    },
    { what: 'with CRLF', a: 'a = 1\r\n[b]\r\nc = 2\r\n', b: 'a = 1\n[b]\nc = 2\n', same: true },
    { what: 'with another value', a: 'debug = true', b: 'debug = false', same: false },
    { what: 'with an element more', a: 'a = ["x"]', b: 'a = ["x", "y"]', same: false },
    { what: 'with a text and a number', a: 'a = "1"', b: 'a = 1', same: false },
    { what: 'with a key in another table', a: '[a]\nb = 1', b: '[c]\nb = 1', same: false },
    { what: 'of which one holds text of several lines', a: 'a = """x"""', b: 'a = "x"', same: undefined },
    { what: 'of which one is no TOML', a: 'a = 1', b: 'this is none', same: undefined },
    { what: 'of which one is not closed', a: 'a = [1', b: 'a = [1]', same: undefined },
    {
      what: 'of which one has an escape that JSON has not',
      a: 'a = "\\U0001F600"',
      b: 'a = 1',
      same: undefined,
    },
  ])('$what', ({ a, b, same }) => {
    expect(sameToml(a, b)).toBe(same)
  })
})
