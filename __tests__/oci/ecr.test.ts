import { describe, expect, test } from '@jest/globals'
import { ecrRegistry } from '../../src/oci/ecr.ts'

const ACCOUNT = '123456789012'

describe('a registry of Amazon', () => {
  test.each([
    { host: 'dkr.ecr.eu-central-1.amazonaws.com', region: 'eu-central-1', isFips: false, isDualStack: false },
    { host: 'dkr.ecr-fips.us-east-1.amazonaws.com', region: 'us-east-1', isFips: true, isDualStack: false },
    { host: 'dkr.ecr.cn-north-1.amazonaws.com.cn', region: 'cn-north-1', isFips: false, isDualStack: false },
    {
      host: 'dkr.ecr.us-gov-west-1.amazonaws.com',
      region: 'us-gov-west-1',
      isFips: false,
      isDualStack: false,
    },
    {
      host: 'dkr.ecr-fips.us-gov-east-1.amazonaws.com',
      region: 'us-gov-east-1',
      isFips: true,
      isDualStack: false,
    },
    { host: 'dkr.ecr.us-iso-east-1.c2s.ic.gov', region: 'us-iso-east-1', isFips: false, isDualStack: false },
    {
      host: 'dkr.ecr.us-isob-east-1.sc2s.sgov.gov',
      region: 'us-isob-east-1',
      isFips: false,
      isDualStack: false,
    },
    {
      host: 'dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk',
      region: 'eu-isoe-west-1',
      isFips: false,
      isDualStack: false,
    },
    {
      host: 'dkr.ecr.us-isof-south-1.csp.hci.ic.gov',
      region: 'us-isof-south-1',
      isFips: false,
      isDualStack: false,
    },
    {
      host: 'dkr.ecr.eusc-de-east-1.amazonaws.eu',
      region: 'eusc-de-east-1',
      isFips: false,
      isDualStack: false,
    },
    { host: 'dkr-ecr.eu-west-1.on.aws', region: 'eu-west-1', isFips: false, isDualStack: true },
    { host: 'dkr-ecr-fips.us-west-2.on.aws', region: 'us-west-2', isFips: true, isDualStack: true },
    {
      host: 'dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn',
      region: 'cn-northwest-1',
      isFips: false,
      isDualStack: true,
    },
  ])('is $host', ({ host, ...found }) => {
    expect(ecrRegistry(`${ACCOUNT}.${host}`)).toEqual({ kind: 'private', account: ACCOUNT, ...found })
  })

  test.each(['public.ecr.aws', 'ecr-public.aws.com'])('is %s, which is public', (host) => {
    expect(ecrRegistry(host)).toEqual({ kind: 'public' })
  })

  test.each([
    'notpublic.ecr.aws',
    'public.ecr.aws.example.com',
    'public.ecr.aws:443',
    'dkr.ecr.eu-central-1.amazonaws.com',
    `12345678901.dkr.ecr.eu-central-1.amazonaws.com`,
    `x${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com`,
    `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com.example.com`,
    `${ACCOUNT}.dkr.ecr.eu-central-1.on.aws`,
    `${ACCOUNT}.dkr-ecr.eu-central-1.amazonaws.com`,
    `${ACCOUNT}.dkr.ecr.amazonaws.com`,
    `${ACCOUNT}.dkr.ecr.eu-central-1.amazonawsxcom`,
    `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com:443`,
    'ghcr.io',
  ])('is not %s', (host) => {
    expect(ecrRegistry(host)).toBeUndefined()
  })
})
