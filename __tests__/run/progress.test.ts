import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Progress, watchProgress } from '../../src/run/progress.ts'

function watch(text: string): Progress {
  const { onLine, progress } = watchProgress()
  for (const line of text.split('\n')) onLine(line)
  return progress()
}

/** What `docker buildx build --progress plain` printed (buildx 0.36.1, BuildKit 0.32.2). */
const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8')

const APP = '127.0.0.1:5990/fixtures/app'

describe('a recorded build', () => {
  test.each([
    {
      what: 'of a first run, whose caches are not there',
      output: 'cache-missing',
      progress: {
        steps: 4,
        cachedSteps: 0,
        missingCaches: [`${APP}:cache-amd64_arm64-topic`, `${APP}:cache-amd64_arm64-main`],
        cacheProblems: [],
      },
    },
    {
      what: 'of a second run, served by one of two caches',
      output: 'cached',
      progress: {
        steps: 4,
        cachedSteps: 3,
        missingCaches: [`${APP}:cache-amd64_arm64-main`],
        cacheProblems: [],
      },
    },
    {
      what: 'whose cache could neither be imported nor exported',
      output: 'cache-export-failing',
      progress: {
        steps: 4,
        cachedSteps: 1,
        missingCaches: ['127.0.0.1:5991/owner/app:cache'],
        cacheProblems: ['exporting cache to registry: error writing layer blob: denied'],
      },
    },
    {
      what: 'whose cache could not be reached',
      output: 'failed-run-and-cache-unreachable',
      progress: {
        steps: 2,
        cachedSteps: 0,
        missingCaches: [],
        cacheProblems: [
          'importing cache manifest from 127.0.0.1:5992/owner/app:cache: failed to configure registry cache importer: failed to do request: Head "http://127.0.0.1:5992/v2/owner/app/manifests/cache": dial tcp 127.0.0.1:5992: connect: connection refused',
        ],
      },
    },
    {
      what: 'that failed in a step of one platform',
      output: 'failed-run-one-platform',
      progress: { steps: 5, cachedSteps: 0, missingCaches: [], cacheProblems: [] },
    },
    {
      what: 'that failed before its first step',
      output: 'no-such-platform',
      progress: { steps: 0, cachedSteps: 0, missingCaches: [], cacheProblems: [] },
    },
  ])('$what', ({ output, progress }) => {
    expect(watch(recorded(output))).toEqual(progress)
  })
})

describe('a layer that a cache has lost', () => {
  test.each([
    // A local cache without a blob, buildx 0.36.1 and BuildKit 0.32.2.
    'NotFound: rpc error: code = NotFound desc = content sha256:46daa5575e9500ea082f994b5eeaf5ab95c86c180b0b939c9e96402e73aec0e4: not found',
    'blob sha256:46daa5575e9500ea082f994b5eeaf5ab95c86c180b0b939c9e96402e73aec0e4 not found',
  ])('is a problem of the cache although the build goes on and runs the step: %s', (error) => {
    const text = `#5 [1/2] COPY big /\n#5 ERROR: ${error}\n\n#5 [1/2] COPY big /\n#5 DONE 0.3s`
    expect(watch(text)).toEqual({
      ...{ steps: 1, cachedSteps: 0, missingCaches: [] },
      cacheProblems: [`[1/2] COPY big /: ${error}`],
    })
  })

  test('is none if a program of the step says so', () => {
    const text = '#5 [1/2] RUN a\n#5 0.3 ERROR: blob sha256:46 not found\n#5 DONE 0.3s'
    expect(watch(text).cacheProblems).toEqual([])
  })
})

describe('the progress of a build', () => {
  const nothing = { steps: 0, cachedSteps: 0, missingCaches: [], cacheProblems: [] }

  test.each([
    { what: 'is nothing without output', text: '', progress: nothing },
    {
      what: 'counts a step once, however often its name is shown',
      text: '#7 [build 2/2] RUN a\n#7 ...\n#8 [build 1/1] COPY . .\n#7 [build 2/2] RUN a\n#7 DONE 1s',
      progress: { ...nothing, steps: 2 },
    },
    {
      what: 'counts no metadata, contexts and logins',
      text: [
        '#1 [internal] load build definition from Dockerfile',
        '#2 [linux/arm64 internal] load metadata for docker.io/library/alpine:latest',
        '#3 [auth] library/alpine:pull token for registry-1.docker.io',
        '#4 [internal] load build context',
        '#4 CACHED',
      ].join('\n'),
      progress: nothing,
    },
    {
      what: 'counts a step as cached whose layers were fetched before it was said, and not what they begin with',
      text: [
        '#6 [linux/arm64 1/3] FROM docker.io/library/alpine:latest@sha256:c913f597f0f5abcd9f62c3ef61fb6adba99b6a7d0f767a527987fa19657bbc1b',
        '#6 sha256:4acfbf9bf62de3e25ee1f9c9a7554525231dd3c140ed47fd62d5e7a5a5bfcb41 1.19MB / 1.19MB done',
        '#6 DONE 0.0s',
        '#9 [linux/arm64 2/3] RUN uname -m > /machine',
        '#9 CACHED',
        '#11 [linux/arm64 3/3] RUN date > /date',
        '#11 sha256:c73a8ace946a19e747d8abba4db609590a406451f3b02cb100fe49ee8f30d372 125B / 125B 0.0s done',
        '#11 sha256:c028c51de1bbc93486efc2f49a111baa130922ecd54b5f2ec4663c44e1a861e1 110B / 110B done',
        '#11 DONE 0.1s',
      ].join('\n'),
      progress: { ...nothing, steps: 2, cachedSteps: 2 },
    },
    {
      what: 'is not told by what a step prints',
      text: [
        '#7 [2/2] RUN a',
        '#7 0.100 #7 CACHED',
        '#7 0.100 CACHED',
        `#7 0.100 sha256:${'0'.repeat(64)} 1B / 1B`,
        '#7 0.100 [3/3] RUN b',
        '#7 0.100 importing cache manifest from x',
        '#7 0.100 ERROR: no',
      ].join('\n'),
      progress: { ...nothing, steps: 1 },
    },
    {
      what: 'takes a web page for no cache that is not there yet',
      text: [
        '#4 importing cache manifest from r.example/app:cache',
        '#4 ERROR: httpReadSeeker: failed open: could not fetch content descriptor sha256:fe26 (text/html) from remote: not found',
      ].join('\n'),
      progress: {
        ...nothing,
        cacheProblems: [
          'importing cache manifest from r.example/app:cache: httpReadSeeker: failed open: could not fetch content descriptor sha256:fe26 (text/html) from remote: not found',
        ],
      },
    },
    {
      what: 'counts a step as cached whose layers are fetched because a later step needs them',
      text: [
        '#5 [1/4] FROM docker.io/library/alpine:latest@sha256:c913',
        `#5 extracting sha256:${'e'.repeat(64)} 0.2s done`,
        '#7 [2/4] RUN a',
        '#7 CACHED',
        '#8 [3/4] RUN b',
        `#8 sha256:${'a'.repeat(64)} 102B / 102B 0.0s done`,
        `#8 extracting sha256:${'a'.repeat(64)} 0.0s done`,
        '#8 DONE 0.3s',
        '#9 [4/4] RUN c',
        `#9 0.100 extracting sha256:${'a'.repeat(64)} 0.0s done`,
        '#9 DONE 0.1s',
      ].join('\n'),
      progress: { ...nothing, steps: 3, cachedSteps: 2 },
    },
    {
      what: 'takes the failure of a step for no trouble with the cache',
      text: '#7 [2/2] RUN a\n#7 ERROR: process "/bin/sh -c a" did not complete successfully: exit code: 1',
      progress: { ...nothing, steps: 1 },
    },
  ])('$what', ({ text, progress }) => {
    expect(watch(text)).toEqual(progress)
  })
})

describe('a push', () => {
  test.each([
    { line: '#12 pushing manifest for 127.0.0.1:5990/fixtures/app:1@sha256:4f0c', isOne: true },
    { line: '#9 pushing r.example/app:1 with docker', isOne: true },
    { line: '#20 merging manifest list r.example/app:1', isOne: true },
    { line: '#12 pushing layers 0.1s done', isOne: false },
    { line: '#12 exporting to image', isOne: false },
    { line: '#7 0.100 pushing manifest for r.example/app:1', isOne: false },
  ])('has begun by "$line": $isOne', ({ line, isOne }) => {
    const { onLine, hasPushed } = watchProgress()
    onLine(line)
    expect(hasPushed()).toBe(isOne)
  })
})
