/** Amazon's registries, by their hosts (ECR; https://docs.aws.amazon.com/general/latest/gr/ecr.html). */

export type EcrRegistry =
  | {
      readonly kind: 'private'
      /** Number of the account that it belongs to. */
      readonly account: string
      readonly region: string
      readonly isFips: boolean
      readonly isDualStack: boolean
    }
  | { readonly kind: 'public' }

/** Suffixes of the hosts of each partition. */
const SUFFIXES = [
  ...['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu'],
  ...['c2s.ic.gov', 'sc2s.sgov.gov', 'cloud.adc-e.uk', 'csp.hci.ic.gov'],
]

/** The same for hosts that also have IPv6 addresses. */
const DUAL_STACK_SUFFIXES = [
  ...['on.aws', 'on.amazonwebservices.com.cn', 'on.amazonwebservices.eu'],
  ...['on.aws.ic.gov', 'on.aws.scloud', 'on.cloud-aws.adc-e.uk', 'on.aws.hci.ic.gov'],
]

const PUBLIC = ['public.ecr.aws', 'ecr-public.aws.com']

/** `123456789012.dkr.ecr.eu-central-1.amazonaws.com`, `123456789012.dkr-ecr-fips.us-east-1.on.aws` */
const PRIVATE = /^(\d{12})\.dkr([.-])ecr(-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\.([a-z0-9.-]+)$/

/** Reads a host; undefined for any other registry. */
export function ecrRegistry(host: string): EcrRegistry | undefined {
  if (PUBLIC.includes(host)) return { kind: 'public' }
  const [, account, separator, fips, region, suffix = ''] = PRIVATE.exec(host) ?? []
  if (account === undefined || region === undefined) return undefined
  const isDualStack = separator === '-'
  if (!(isDualStack ? DUAL_STACK_SUFFIXES : SUFFIXES).includes(suffix)) return undefined
  return { kind: 'private', account, region, isFips: fips !== undefined, isDualStack }
}
