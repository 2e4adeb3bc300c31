import { describe, expect, test } from '@jest/globals'
import { programPath } from '../src/facts/buildx.ts'
import { readHandlers } from '../src/facts/engine.ts'

describe('the machine that the tests run on', () => {
  test('has another time zone, and does not make files private by default', () => {
    expect(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()).toBe(-825)
    expect(process.umask()).toBe(0)
  })

  test('has variables with unreachable addresses', () => {
    expect(process.env).toMatchObject({
      BUILDX_BUILDER: 'elsewhere',
      DOCKER_HOST: 'tcp://192.0.2.1:1',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      LC_ALL: 'tr_TR.UTF-8',
    })
  })

  test.each(['docker', 'buildx'])('has a %s that must not be started', (name) => {
    expect(programPath(name, process.env)).toBe(`${process.env['HOSTILE_MACHINE']}/bin/${name}`)
  })

  test('has emulators of every architecture', () => {
    expect(readHandlers(process.env)?.map(({ name }) => name)).toContain('qemu-s390x')
  })
})
