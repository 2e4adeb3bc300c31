import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  argsInFrom,
  isDockerfileFrontend,
  mayChooseBase,
  readDockerfile,
} from '../../src/buildx/dockerfile.ts'

const stage = {
  ...{ name: '', base: 'scratch', platform: '' },
  ...{ runs: false, sources: [], needs: [], privileges: [], takes: [] },
}
const copied = (path: string, from = '') => ({ from, path, isMounted: false })
const mounted = (path: string, from = '') => ({ from, path, isMounted: true })

describe('a Dockerfile', () => {
  test.each([
    {
      what: 'that only copies',
      text: 'FROM scratch\nCOPY a /\n',
      stages: [{ ...stage, takes: [copied('a')] }],
    },
    {
      what: 'with stages, one of which sets its platform',
      text: 'FROM --platform=$BUILDPLATFORM golang:1 AS Build\nRUN go build\nFROM scratch\nCOPY --chown=1 --from=build /a /\n',
      stages: [
        { ...stage, name: 'build', base: 'golang:1', platform: '$BUILDPLATFORM', runs: true },
        { ...stage, sources: ['build'], needs: ['build'], takes: [copied('/a', 'build')] },
      ],
    },
    {
      what: 'with mounts of other stages',
      text: 'FROM a\nRUN --mount=type=bind,from=deps,target=/d \\\n  --mount=from=2,target=/e true\n',
      stages: [
        {
          ...stage,
          base: 'a',
          runs: true,
          sources: ['deps', '2'],
          needs: ['deps', '2'],
          takes: [mounted('.', 'deps'), mounted('.', '2')],
        },
      ],
    },
    {
      what: 'with steps that request privileges, and words that only look like it',
      text: 'FROM a\nRUN --security=insecure \\\n --network=host x\nRUN --network=none y --security=insecure --mount=from=z\n',
      stages: [
        {
          ...stage,
          ...{ base: 'a', runs: true, sources: ['z'] },
          privileges: [
            { entitlement: 'security.insecure', flag: '--security=insecure', line: 2 },
            { entitlement: 'network.host', flag: '--network=host', line: 2 },
          ],
        },
      ],
    },
    {
      what: 'with its own escape character',
      text: '# escape=`\nFROM a\nCOPY x C:\\\nRUN y\n',
      stages: [{ ...stage, base: 'a', runs: true, takes: [copied('x')] }],
    },
    {
      what: 'with here-documents',
      text: 'FROM a\nCOPY <<EOF /x\ntext\nEOF\nRUN <<-"E" sh\n\techo\n\tE\nRUN ["b", "<<X"]\n',
      stages: [{ ...stage, base: 'a', runs: true }],
    },
    {
      what: 'that begins with a byte order mark and has Windows line ends',
      text: '\uFEFF# syntax=docker/dockerfile:1\r\nfrom a as b\r\nrun x \\\r\n  y\r\n',
      stages: [{ ...stage, name: 'b', base: 'a', runs: true }],
    },
    {
      what: 'with every instruction that runs nothing',
      text: 'FROM a\nWORKDIR /a\nUSER b\nENV C=d\nSHELL ["sh"]\nHEALTHCHECK CMD x\nCMD ["RUN"]\nENTRYPOINT y\nADD z /\nVOLUME /v\nEXPOSE 1\nSTOPSIGNAL 9\nLABEL a=b\nARG Q\nMAINTAINER m\n',
      stages: [{ ...stage, base: 'a', takes: [copied('z')] }],
    },
  ])('$what is parsed', async ({ text, stages }) => {
    expect(await readDockerfile(text)).toEqual({ args: [], stages })
  })

  test('has arguments before its first stage', async () => {
    const text = 'ARG A=1 B="x y"\nARG C\nFROM a\nARG D=2\n'
    const args = [
      { name: 'A', value: '1' },
      { name: 'B', value: '"x y"' },
      { name: 'C', value: undefined },
    ]
    expect(await readDockerfile(text)).toEqual({ args, stages: [{ ...stage, base: 'a' }] })
  })

  test.each([
    { line: 'COPY --chown=1 a ./b/ *.c /d', takes: ['a', './b/', '*.c'].map((path) => copied(path)) },
    { line: 'COPY a \\\n# hello\n  b /c', takes: [copied('a'), copied('b')] },
    { line: 'COPY ["a b", "c", "/d"]', takes: [copied('a b'), copied('c')] },
    { line: 'COPY --from=Src . /d', takes: [copied('.', 'src')] },
    { line: 'COPY --exclude=*.md . /d', takes: [] },
    { line: `COPY $A/b \${C} "d" e /f`, takes: [copied('e')] },
    { line: 'ADD https://example.com/a.tar git@example.com:a.git b.tar /c', takes: [copied('b.tar')] },
    { line: 'RUN --mount=target=. x', takes: [mounted('.')] },
    {
      line: 'RUN --mount=type=bind,source=go.mod,target=go.mod --mount=type=cache,target=/c --mount=from=b,src=d,dst=/e x',
      takes: [mounted('go.mod'), mounted('d', 'b')],
    },
    { line: 'RUN --mount=type=secret,id=a --mount=type=bind,source=$B,target=/b x', takes: [] },
    { line: 'RUN cp --mount=type=bind,target=. x', takes: [] },
    { line: 'WORKDIR a', takes: [] },
  ])('uses the contexts that it names: $line', async ({ line, takes }) => {
    expect((await readDockerfile(`FROM a\n${line}\n`))?.stages[0]?.takes).toEqual(takes)
  })

  test.each([
    { what: 'for another frontend', text: '# syntax=example.com/mine\nFROM a\n' },
    {
      what: 'whose frontend is set after a comment',
      text: '# hello\n# syntax = example.com/mine\nFROM a\n',
    },
    { what: 'with a frontend in the style of C', text: '//syntax=example.com/mine\nFROM a\n' },
    { what: 'with a frontend in JSON', text: '{"syntax":"example.com/mine"}' },
    { what: 'with ONBUILD', text: 'FROM a AS b\nONBUILD RUN x\nFROM b\n' },
    { what: 'with an unknown instruction', text: 'FROM a\nRUNS x\n' },
    { what: 'with here-document lines that look like steps', text: 'FROM a\nCOPY <<E /x\nRUN y\nE\n' },
    { what: 'with an unclosed here-document', text: 'FROM a\nCOPY <<E /x\nFROM b\nRUN y\n' },
    { what: 'with a truncated keyword', text: 'FROM a\nRU\\\nN x\n' },
    { what: 'with a step that is continued on another line', text: 'FROM a\nENV A=1 \\\nRUN x\n' },
    {
      what: 'with an escape character that only BuildKit detects',
      text: '#!/x\n# escape=`\nFROM a\nCOPY x C:\\\nRUN y\n',
    },
    { what: 'without a stage', text: 'ARG A\n' },
    { what: 'that is empty', text: '' },
    { what: 'with a stage that has no base', text: 'FROM --platform=linux/arm64\nRUN x\n' },
    { what: 'with a FROM of too many words', text: 'FROM a AS b c\n' },
    { what: 'with a stage whose name has no AS', text: 'FROM a b\n' },
    { what: 'with a flag that FROM does not have', text: 'FROM --network=none a\n' },
    { what: 'with two platforms', text: 'FROM --platform=a --platform=b c\n' },
  ])('$what does not count as understood', async ({ text }) => {
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
])('$image is read as BuildKit reads it: $expected', ({ image, expected }) => {
  expect(isDockerfileFrontend(image)).toBe(expected)
})

describe('arguments in the base image of a stage', () => {
  test.each([
    { what: 'in FROM', text: 'ARG A\nARG B\nFROM x:$A\nRUN echo $B\n', names: ['A'] },
    {
      what: 'in braces, with another one as the fallback',
      text: `ARG A\nARG B\nFROM \${A:-$B}\n`,
      names: ['A', 'B'],
    },
    { what: 'as the platform', text: 'ARG P\nFROM --platform=$P x\n', names: ['P'] },
    {
      what: 'in the default of another one',
      text: 'ARG V=3\nARG BASE="x:$V"\nFROM $BASE\n',
      names: ['V', 'BASE'],
    },
    { what: 'for a later stage', text: 'ARG A=1\nFROM x\nFROM y:$A\n', names: ['A'] },
    {
      what: 'several on a line, and on continued lines',
      text: 'ARG A=1 \\\n  B=2\nfrom \\\n  x:$B\n',
      names: ['B'],
    },
    { what: 'not one that a stage declares itself', text: 'FROM x:$A\nARG A\nFROM $A\n', names: [] },
    {
      what: 'not one that is only in a label',
      text: 'ARG VERSION\nFROM x\nARG VERSION\nLABEL a=$VERSION\n',
      names: [],
    },
  ])('$what', async ({ text, names }) => {
    const dockerfile = await readDockerfile(text)
    expect([...(dockerfile === undefined ? ['not read'] : argsInFrom(dockerfile))]).toEqual(names)
    for (const name of names) expect(mayChooseBase(text, new Set([name]))).toBe(true)
  })

  test.each([
    { what: 'no argument is set', text: 'ARG A\nFROM $A\n', given: [] },
    { what: 'no FROM has a variable', text: 'ARG A\nFROM x\nRUN $A\n', given: ['A'] },
    { what: 'the argument comes after the first FROM', text: 'ARG B\nFROM $B\nARG A\n', given: ['A'] },
    { what: 'its name is part of another one', text: 'ARG A_B\nFROM $A_B\n', given: ['A', 'B'] },
    { what: 'there is no stage', text: '# FROM $A\nARG A\n', given: ['A'] },
  ])('need no parser if $what', ({ text, given }) => {
    expect(mayChooseBase(text, new Set(given))).toBe(false)
  })

  test('are found by the quick check wherever the parser finds them', async () => {
    const piece = fc.constantFrom(
      ...['ARG A', 'ARG B=$A', 'ARG A=1 \\\n B=2', 'FROM x', 'from $A as a', 'FROM $B:$A', ' FROM \\\n$A'],
      ...['RUN echo $A', '# FROM $A', 'FROM --platform=$B x', ''],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (lines) => {
        const text = lines.join('\n')
        const dockerfile = await readDockerfile(text)
        for (const name of dockerfile === undefined ? [] : argsInFrom(dockerfile))
          expect([text, name, mayChooseBase(text, new Set([name]))]).toEqual([text, name, true])
      }),
    )
  })
})
