import { expect } from '@jest/globals'
import { array, field } from '../src/json.ts'
import { pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, expectGreen } from './stage.ts'

const VERSIONS = ['10.0.17763.6414', '10.0.20348.2762']

/** What the index of a tag says about platforms, as it stands there. */
async function platformsIn(reference: string): Promise<readonly unknown[]> {
  const { bytes } = await registry.index(reference)
  return array(JSON.parse(String(bytes)), 'manifests').map((entry) => field(entry, 'platform'))
}

endToEnd(
  'images for Linux and two versions of Windows are joined, and again out of that index',
  async (stage) => {
    const { repository } = stage
    const rootfs = { type: 'layers', diff_ids: [] }
    const linux = await pushImage(repository, { os: 'linux', architecture: 'amd64', rootfs }, [])
    const windows = await Promise.all(
      VERSIONS.map((version) =>
        pushImage(repository, { os: 'windows', architecture: 'amd64', 'os.version': version, rootfs }, []),
      ),
    )
    const parts = [linux, ...windows].map(
      ({ digest }, index) => `${index === 0 ? 'linux' : 'windows'}/amd64=${digest}`,
    )
    const inputs = { mode: 'merge', platforms: 'linux/amd64,windows/amd64' }
    const run = await stage.run({ ...inputs, tags: `${repository}:1`, parts: parts.join('\n') })
    expectGreen(run)
    const expected = [
      { architecture: 'amd64', os: 'linux' },
      ...VERSIONS.map((version) => ({ architecture: 'amd64', os: 'windows', 'os.version': version })),
    ]
    expect(await platformsIn(`${repository}:1`)).toEqual(expected)
    expect(Object.keys(JSON.parse(run.main.outputs['digests'] ?? ''))).toEqual([
      'linux/amd64',
      ...VERSIONS.map((version) => `windows(${version})/amd64`),
    ])

    const again = await stage.run({
      ...{ ...inputs, tags: `${repository}:2` },
      parts: `linux/amd64=${linux.digest}\nwindows/amd64=${repository}:1`,
    })
    expectGreen(again)
    expect(await platformsIn(`${repository}:2`)).toEqual(expected)
  },
)
