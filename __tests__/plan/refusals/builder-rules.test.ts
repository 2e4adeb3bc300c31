import { describe, expect, test } from '@jest/globals'
import type { DriverName } from '../../../src/buildx/drivers.ts'
import { driverProblems } from '../../../src/plan/refusals/builder-rules.ts'
import { ruleProblems } from '../../../src/plan/refusals/rules.ts'
import { builder, driverOptions, exporters, facts, inputs, platforms } from '../../builders.ts'

describe('an output by digest, on the driver docker', () => {
  const engine = { ...builder(['linux/amd64'], { driver: 'docker' }), kind: 'existing' } as const
  const problems = (output: string) =>
    driverProblems(inputs({ outputs: exporters(`type=image,name=owner/app,push=true,${output}`) }), engine, {
      targets: platforms('linux/amd64'),
      attests: [],
    })

  test.each(['=true', '=1', '=T', '='])('is refused with push-by-digest%s', (value) => {
    expect(problems(`push-by-digest${value}`)).toEqual([
      {
        input: 'outputs',
        what: 'the driver docker of this engine cannot push by digest.',
        cure: 'Leave driver at docker-container.',
      },
    ])
  })

  test.each(['=false', '=0', '=F'])('is none with push-by-digest%s', (value) => {
    expect(problems(`push-by-digest${value}`)).toEqual([])
  })
})

const ENDPOINTS: Partial<Record<DriverName, string>> = { remote: 'tcp://a:1', cloud: 'org/name' }

describe('an option of a driver', () => {
  const problems = (driver: DriverName, options: string) => {
    const given = inputs({
      driver,
      'driver-opts': driverOptions(options),
      'builder-endpoint': ENDPOINTS[driver] ?? '',
    })
    return ruleProblems(given, facts(), []).map(({ input, what, cure }) => `${input}: ${what} ${cure}`)
  }

  test.each<{ driver: DriverName; options: string }>([
    { driver: 'docker-container', options: 'image=a,network=host,env.TOKEN=x,cpuset-mems=0' },
    { driver: 'kubernetes', options: 'namespace=ci,qemu.install=true,env.A=b' },
    { driver: 'remote', options: 'servername=a,default-load=true' },
    { driver: 'cloud', options: 'anything=1,imag=x' },
    // Only buildx knows whether a builder with that name exists.
    { driver: 'docker-container', options: 'of-tomorrow=1' },
  ])('is taken by $driver: $options', ({ driver, options }) => {
    expect(problems(driver, options)).toEqual([])
  })

  test.each<{ driver: DriverName; options: string; says: string }>([
    {
      driver: 'docker-container',
      options: 'memroy=2g',
      says: 'driver-opts: the driver docker-container has no option "memroy". Did you mean memory?',
    },
    {
      driver: 'docker-container',
      options: 'namespace=ci',
      says: 'driver-opts: the driver docker-container has no option "namespace". It has image, network, memory,',
    },
    {
      driver: 'remote',
      options: 'env.TOKEN=secret-value',
      says: 'driver-opts: the driver remote has no option "env". It has servername,',
    },
  ])('is refused by $driver: $options', ({ driver, options, says }) => {
    expect(problems(driver, options)).toEqual([expect.stringContaining(says)])
  })
})
