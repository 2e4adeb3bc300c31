import { expect } from '@jest/globals'
import { array, field, parseJson } from '../src/json.ts'
import { pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, onShared } from './stage.ts'

/** On a busy machine, compilers take their time. */
const LIMIT_MS = 300_000

const VERSIONS = ['10.0.17763.6414', '10.0.20348.2762']

/** The platforms in the index of a tag, unchanged. */
async function platformsIn(reference: string): Promise<readonly unknown[]> {
  const { bytes } = await registry.index(reference)
  return array(JSON.parse(String(bytes)), 'manifests').map((entry) => field(entry, 'platform'))
}

endToEnd(
  'images for Linux and two versions of Windows are joined, and joined again from that index',
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

/** Compiles for both machines in one step, so an image for one of them can get the program of the other. */
const DOCKERFILE = `FROM --platform=$BUILDPLATFORM golang:alpine AS build
WORKDIR /src
COPY go.mod main.go ./
RUN for arch in amd64 arm64; do CGO_ENABLED=0 GOOS=windows GOARCH=$arch go build -o /$arch.exe . || exit; done

FROM scratch
ARG TARGETARCH
ARG PROGRAM=$TARGETARCH
COPY --from=build /$PROGRAM.exe /Hello.exe
ENTRYPOINT ["C:\\\\hello.exe"]
`

onShared(
  'programs for Windows are recognised by their headers, and correct ones pass without a message',
  async (stage) => {
    const { repository } = stage
    stage.write({
      Dockerfile: DOCKERFILE,
      'go.mod': 'module example.com/hello\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { println("hello") }\n',
    })
    const inputs = { platforms: 'windows/amd64,windows/arm64', push: 'true', cache: 'off' }
    const right = await stage.run({ ...inputs, tags: `${repository}:right` })
    const wrong = { ...inputs, tags: `${repository}:wrong`, 'build-args': 'PROGRAM=arm64' }
    const { main: failed } = await stage.run(wrong)

    expectGreen(right)
    const { main } = right
    expect(main.log.commands.map(({ name }) => name)).not.toContain('warning')
    const proof = parseJson(main.outputs['proof'] ?? '')
    const entrypoint = (machine: string) => ({ path: '/Hello.exe', machine })
    expect(proof).toMatchObject({
      'windows/amd64': { entrypoint: entrypoint('amd64'), findings: [] },
      'windows/arm64': { entrypoint: entrypoint('arm64'), findings: [] },
    })
    expect(errorsOf(failed)).toEqual([
      expect.stringMatching(
        /^\/Hello\.exe, which the image starts, is for arm64, not for windows\/amd64\. It comes from: COPY \/arm64\.exe /,
      ),
      expect.stringContaining('no tag has moved'),
    ])
  },
  LIMIT_MS,
)
