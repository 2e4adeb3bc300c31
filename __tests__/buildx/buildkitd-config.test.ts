import { describe, expect, test } from '@jest/globals'
import { hostSettings, registryHosts } from '../../src/buildx/buildkitd-config.ts'

describe('what a configuration says about registries', () => {
  test.each([
    {
      what: 'of a plain one',
      toml: '[registry."a:5000"]\n  http = true',
      hosts: { 'a:5000': { http: true } },
    },
    {
      what: 'of several, with other things around',
      toml: 'debug = true\n[registry."docker.io"]\n  mirrors = ["m"]\n[registry.b]\ninsecure = true\nhttp = false\n',
      hosts: { b: { insecure: true, http: false } },
    },
    {
      what: 'of one with its own authorities, whose paths stay whole',
      toml: '[registry."r.test"]\n  ca = ["/etc/one.pem", "two.pem"]\n  [[registry."r.test".keypair]]\n    key = "/k"\n',
      hosts: { 'r.test': { ca: ['/etc/one.pem', 'two.pem'] } },
    },
    {
      what: 'as an inline table',
      toml: 'registry."a.b" = { http = true }',
      hosts: { 'a.b': { http: true } },
    },
    { what: 'with a wrong type', toml: '[registry."a"]\nhttp = "yes"\nca = "x"', hosts: {} },
    { what: 'in nothing', toml: '', hosts: {} },
    { what: 'in what is no TOML', toml: '[registry."a"\nhttp = true', hosts: {} },
  ])('$what', ({ toml, hosts }) => {
    expect(Object.fromEntries(registryHosts(toml))).toEqual(hosts)
  })

  test.each([
    { url: 'https://registry-1.docker.io/v2/', name: 'docker.io' },
    { url: 'https://r.test/v2/', name: 'r.test' },
    { url: 'https://r.test/v2/', name: 'r.test:443' },
    { url: 'http://r.test/v2/', name: 'r.test:80' },
    { url: 'http://r.test:5000/v2/', name: 'r.test:5000' },
    { url: 'http://r.test:5000/v2/', name: 'r.test', isOther: true },
  ])('$name is meant by $url', ({ url, name, isOther }) => {
    const said = { insecure: true }
    expect(hostSettings(new Map([[name, said]]), new URL(url))).toEqual(isOther ? {} : said)
  })
})
