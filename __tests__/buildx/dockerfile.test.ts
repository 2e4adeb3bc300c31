import { describe, expect, test } from '@jest/globals'
import { isDockerfileFrontend, readDockerfile } from '../../src/buildx/dockerfile.ts'

const stage = { name: '', base: 'scratch', platform: '', runs: false, sources: [] }

describe('a Dockerfile', () => {
  test.each([
    { what: 'that only copies', text: 'FROM scratch\nCOPY a /\n', stages: [stage] },
    {
      what: 'with stages, of which one says its platform',
      text: 'FROM --platform=$BUILDPLATFORM golang:1 AS Build\nRUN go build\nFROM scratch\nCOPY --chown=1 --from=build /a /\n',
      stages: [
        { name: 'build', base: 'golang:1', platform: '$BUILDPLATFORM', runs: true, sources: [] },
        { ...stage, sources: ['build'] },
      ],
    },
    {
      what: 'with mounts of other stages',
      text: 'FROM a\nRUN --mount=type=bind,from=deps,target=/d \\\n  --mount=from=2,target=/e true\n',
      stages: [{ ...stage, base: 'a', runs: true, sources: ['deps', '2'] }],
    },
    {
      what: 'with an escape of its own',
      text: '# escape=`\nFROM a\nCOPY x C:\\\nRUN y\n',
      stages: [{ ...stage, base: 'a', runs: true }],
    },
    {
      what: 'with texts in it',
      text: 'FROM a\nCOPY <<EOF /x\ntext\nEOF\nRUN <<-"E" sh\n\techo\n\tE\nRUN ["b", "<<X"]\n',
      stages: [{ ...stage, base: 'a', runs: true }],
    },
    {
      what: 'that begins with a byte order mark and ends lines as Windows does',
      text: '\uFEFF# syntax=docker/dockerfile:1\r\nfrom a as b\r\nrun x \\\r\n  y\r\n',
      stages: [{ ...stage, name: 'b', base: 'a', runs: true }],
    },
    {
      what: 'with everything that runs nothing',
      text: 'FROM a\nWORKDIR /a\nUSER b\nENV C=d\nSHELL ["sh"]\nHEALTHCHECK CMD x\nCMD ["RUN"]\nENTRYPOINT y\nADD z /\nVOLUME /v\nEXPOSE 1\nSTOPSIGNAL 9\nLABEL a=b\nARG Q\nMAINTAINER m\n',
      stages: [{ ...stage, base: 'a' }],
    },
  ])('$what is read', async ({ text, stages }) => {
    expect(await readDockerfile(text)).toEqual({ args: [], stages })
  })

  test('has arguments in front of its first stage', async () => {
    const text = 'ARG A=1 B="x y"\nARG C\nFROM a\nARG D=2\n'
    const args = [
      { name: 'A', value: '1' },
      { name: 'B', value: '"x y"' },
      { name: 'C', value: undefined },
    ]
    expect(await readDockerfile(text)).toEqual({ args, stages: [{ ...stage, base: 'a' }] })
  })

  test.each([
    { what: 'for another frontend', text: '# syntax=example.com/mine\nFROM a\n' },
    {
      what: 'whose frontend stands behind a comment',
      text: '# hello\n# syntax = example.com/mine\nFROM a\n',
    },
    { what: 'with a frontend in the style of C', text: '//syntax=example.com/mine\nFROM a\n' },
    { what: 'with a frontend in JSON', text: '{"syntax":"example.com/mine"}' },
    { what: 'with a trigger', text: 'FROM a AS b\nONBUILD RUN x\nFROM b\n' },
    { what: 'with a word that nobody knows', text: 'FROM a\nRUNS x\n' },
    { what: 'with lines of a text that look like steps', text: 'FROM a\nCOPY <<E /x\nRUN y\nE\n' },
    { what: 'whose text is not closed', text: 'FROM a\nCOPY <<E /x\nFROM b\nRUN y\n' },
    { what: 'whose keyword is cut', text: 'FROM a\nRU\\\nN x\n' },
    { what: 'with a step where a line goes on', text: 'FROM a\nENV A=1 \\\nRUN x\n' },
    { what: 'whose escape only BuildKit sees', text: '#!/x\n# escape=`\nFROM a\nCOPY x C:\\\nRUN y\n' },
    { what: 'without a stage', text: 'ARG A\n' },
    { what: 'that is empty', text: '' },
    { what: 'with a stage that has no base', text: 'FROM --platform=linux/arm64\nRUN x\n' },
    { what: 'with a stage of too many words', text: 'FROM a AS b c\n' },
    { what: 'with a stage whose name has no AS', text: 'FROM a b\n' },
    { what: 'with a flag that FROM does not have', text: 'FROM --network=none a\n' },
    { what: 'with two platforms', text: 'FROM --platform=a --platform=b c\n' },
  ])('$what is not taken for understood', async ({ text }) => {
    expect(await readDockerfile(text)).toBeUndefined()
  })
})

test.each([
  { image: 'docker/dockerfile', expected: true },
  { image: 'docker/dockerfile:1.7-labs', expected: true },
  { image: 'docker.io/docker/dockerfile:1', expected: true },
  { image: 'docker/dockerfile-upstream:master', expected: true },
  { image: `docker/dockerfile:1@sha256:${'0'.repeat(64)}`, expected: true },
  { image: 'docker/dockerfile-other', expected: false },
  { image: 'example.com/docker/dockerfile:1', expected: false },
  { image: '', expected: false },
])('$image reads as BuildKit does: $expected', ({ image, expected }) => {
  expect(isDockerfileFrontend(image)).toBe(expected)
})
