import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { watchNetwork, watchStall } from '../../src/run/stall.ts'

/** What a build waits for after these lines, and how many of them showed progress. */
function seen(text: string) {
  const { onLine, waiting } = watchNetwork()
  const moved = text.split('\n').filter((line) => onLine(line)).length
  return { waiting: waiting(), moved }
}

const BASE = '#2 [linux/arm64 internal] load metadata for docker.io/library/alpine:latest'
const FROM = '#4 [linux/amd64 1/2] FROM docker.io/library/alpine:latest@sha256:2a'
const RUN = '#5 [linux/amd64 2/2] RUN make'
const EXPORT = '#9 exporting to image'

describe('a build waits for the network', () => {
  test.each([
    {
      what: 'whose builder does not answer',
      text: '#0 building with "b" instance using docker-container driver',
      traffic: 'reported',
    },
    { what: 'that looks for a base image', text: BASE, traffic: 'reported' },
    {
      what: 'that logs in',
      text: '#3 [auth] library/alpine:pull token for registry-1.docker.io',
      traffic: 'reported',
    },
    { what: 'that pulls a layer', text: `${FROM}\n#4 sha256:aa 1.05MB / 37.15MB 5.0s`, traffic: 'reported' },
    {
      what: 'that reads a cache',
      text: '#3 importing cache manifest from r.example/a:cache',
      traffic: 'reported',
    },
    {
      what: 'that pushes layers',
      text: `${EXPORT}\n#9 exporting layers 0.1s done\n#9 pushing layers`,
      traffic: 'silent',
    },
    {
      what: 'that pushes a manifest',
      text: `${EXPORT}\n#9 pushing layers 1.0s done\n#9 pushing manifest for r.example/a:1@sha256:1`,
      traffic: 'reported',
    },
    {
      what: 'that writes a cache',
      text: '#10 exporting cache to registry\n#10 preparing build cache for export 0.1s done\n#10 writing layer sha256:1',
      traffic: 'silent',
    },
    {
      what: 'that fetches sources',
      text: '#1 [internal] load git source https://github.com/o/a.git',
      traffic: 'silent',
    },
    {
      what: 'that pushes, though the end of what it wrote was never reported',
      text: `${EXPORT}\n#9 exporting config sha256:1\n#9 pushing manifest for r.example/a`,
      traffic: 'reported',
    },
    { what: 'in two ways', text: `${BASE}\n${EXPORT}\n#9 pushing layers`, traffic: 'silent' },
    {
      what: 'once its steps are done',
      text: `${RUN}\n#5 0.1 x\n#5 DONE 1.0s\n\n${BASE}`,
      traffic: 'reported',
    },
  ])('$what', ({ text, traffic }) => {
    expect(seen(text).waiting?.traffic).toBe(traffic)
  })

  test.each([
    { what: 'a step runs', text: RUN },
    { what: 'a step runs beside it', text: `${BASE}\n\n${RUN}` },
    { what: 'a step runs that was shown earlier', text: `${RUN}\n#5 0.1 x\n#5 ...\n\n${BASE}` },
    {
      what: 'the context is sent',
      text: '#3 [internal] load build context\n#3 transferring context: 1.2GB 9.0s',
    },
    { what: 'files are copied', text: '#6 [3/3] COPY . /' },
    {
      what: 'a layer is unpacked',
      text: `${FROM}\n#4 sha256:aa 37.15MB / 37.15MB 5.0s done\n#4 extracting sha256:aa`,
    },
    { what: 'layers are packed', text: `${EXPORT}\n#9 exporting layers` },
    {
      what: 'a cache is packed',
      text: '#10 exporting cache to registry\n#10 preparing build cache for export',
    },
    { what: 'an image is loaded', text: '#9 exporting to docker image format\n#9 sending tarball' },
    { what: 'files are written', text: '#9 exporting to client directory\n#9 copying files 1.2GB 9.0s' },
    { what: 'everything is done', text: `${BASE}\n#2 DONE 0.1s` },
    { what: 'a step was not needed any more', text: `${BASE}\n#2 CANCELED` },
  ])('but not where $what', ({ text }) => {
    expect(seen(text).waiting).toBeUndefined()
  })
})

describe('a line tells that something goes on', () => {
  test.each([
    { what: 'a new step', text: BASE, moved: 1 },
    { what: 'a step that is shown again', text: `${BASE}\n#2 ...\n\n${BASE}`, moved: 1 },
    {
      what: 'bytes that come',
      text: `${FROM}\n#4 sha256:aa 1.05MB / 37.15MB 5.0s\n#4 sha256:aa 2.10MB / 37.15MB 10.1s`,
      moved: 3,
    },
    {
      what: 'bytes that do not, while the time goes on',
      text: `${FROM}\n#4 sha256:aa 1.05MB / 37.15MB 5.0s\n#4 sha256:aa 1.05MB / 37.15MB 10.1s\n#4 sha256:aa 1.05MB / 37.15MB 15.2s`,
      moved: 2,
    },
    {
      what: 'a try of BuildKit',
      text: `${EXPORT}\n#9 pushing layers\n#9 5.4 error: EOF\n#9 5.4 retrying in 1s`,
      moved: 4,
    },
    { what: 'an end', text: `${BASE}\n#2 ERROR: not found`, moved: 2 },
    { what: 'an empty line', text: '\n', moved: 0 },
  ])('$what', ({ text, moved }) => {
    expect(seen(text).moved).toBe(moved)
  })
})

describe('a push that says nothing', () => {
  /** Whether it was ended, with a builder whose counts of bytes are these, and the last one from then on. */
  async function isEnded(counts: readonly (number | undefined)[]): Promise<boolean> {
    const rest = [...counts]
    const last = counts.at(-1)
    const { signal, onLine, end } = watchStall({
      limitMs: 50,
      countBytes: async () => (rest.length > 1 ? rest.shift() : last),
    })
    for (const line of [EXPORT, '#9 pushing layers']) onLine(line)
    for (let looks = 0; looks < 100 && !signal.aborted && rest.length > 1; looks++) await sleep(10)
    await sleep(200)
    end()
    return signal.aborted
  }

  test('is ended if no bytes move', async () => {
    expect(await isEnded([1_000])).toBe(true)
  })

  test('is ended if connections are only kept alive', async () => {
    expect(await isEnded(Array.from({ length: 40 }, (_, look) => look * 1_000))).toBe(true)
  })

  test('is left alone if bytes move', async () => {
    expect(await isEnded(Array.from({ length: 1_000 }, (_, look) => look * 1_000_000))).toBe(false)
  })

  test('is left alone if that is not known', async () => {
    expect(await isEnded([undefined])).toBe(false)
  })
})
