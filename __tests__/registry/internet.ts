/**
 * The registries of the world, for a step that speaks to them by itself: a proxy that leads every address to one
 * registry on this machine, whose certificate the step trusts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RegistryHost, registryHost } from '../../e2e/harness/registry-host.ts'
import type { Host } from '../../e2e/harness/sigstore.ts'
import { type Certificate, makeCertificate, openTunnel } from '../../e2e/harness/tunnel.ts'
import { answerOf, type Fault, type Stored } from './stored.ts'

export interface Internet {
  /** Of the step that is to find it. */
  readonly env: Readonly<Record<string, string>>
  readonly registry: RegistryHost
  readonly close: () => Promise<void>
}

const NAMES = [
  '*.dkr.ecr.eu-central-1.amazonaws.com',
  'r.example',
  's.example',
  'registry.example',
  'ghcr.io',
  'registry-1.docker.io',
]

/**
 * @param fault what is answered otherwise; it sees the name of the host in the request's headers
 * @param hosts what is no registry, by name
 */
export async function internet(
  stored: Stored,
  fault: Fault = () => undefined,
  hosts: Readonly<Record<string, Host>> = {},
): Promise<Internet> {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-internet-'))
  const tls = certificateFor([...NAMES, ...Object.keys(hosts)], folder)
  const registry = await registryHost((asked, turn) => {
    const host = hosts[String(asked.headers['host'])]
    return host?.(asked) ?? fault(asked, turn) ?? answerOf(stored, asked)
  }, tls)
  const proxy = await openTunnel(() => registry.host)
  return {
    env: { https_proxy: proxy.url, no_proxy: '127.0.0.1', NODE_EXTRA_CA_CERTS: tls.file },
    registry,
    close: async () => {
      await proxy.close()
      await registry.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** By names, because OpenSSL takes as long as a step and some test files have hundreds of them. */
const certificates = new Map<string, Certificate>()

/** @param folder for the files of a certificate */
function certificateFor(names: readonly string[], folder: string): Certificate {
  const key = names.join()
  const known = certificates.get(key)
  if (known === undefined) {
    const made = makeCertificate(folder, names)
    certificates.set(key, made)
    return made
  }
  const file = join(folder, 'ca.pem')
  writeFileSync(file, known.cert)
  return { ...known, file }
}
