import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { locateInstruction } from '../../src/run/locate-instruction.ts'
import { readImage } from '../../src/verify/image.ts'
import { newStore } from '../verify/images.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blame-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The line that is blamed for a layer whose history says what made it; undefined where none is. */
async function blamed(dockerfile: readonly string[], createdBy: string): Promise<number | undefined> {
  const file = join(folder, 'Dockerfile')
  writeFileSync(file, dockerfile.join('\n'))
  const store = newStore()
  const subject = store.image('linux/arm64', [store.layer([])], { history: [{ created_by: createdBy }] })
  const { instructions } = await readImage(subject, store.blobs)
  const place = locateInstruction(instructions[0] ?? '', file)
  expect(place?.file ?? file).toBe(file)
  return place?.line
}

interface Row {
  readonly what: string
  readonly dockerfile: readonly string[]
  /** `created_by` of the image's history, as BuildKit writes it. */
  readonly history: string
  /** undefined where no line can be told. */
  readonly line: number | undefined
}

const GO = [
  '# syntax=docker/dockerfile:1',
  'FROM --platform=$BUILDPLATFORM golang:1.26 AS build',
  'ARG TARGETARCH',
  'WORKDIR /src',
  'COPY go.mod go.sum ./',
  'RUN --mount=type=cache,target=/go/pkg go mod download',
  'COPY . .',
  'RUN CGO_ENABLED=0 go build \\',
  '    # the linker leaves out what only debuggers read',
  "    -ldflags='-s -w' \\",
  '    -o /out/app',
  '',
  'FROM gcr.io/distroless/static',
  'COPY --from=build --chown=65532:65532 --chmod=755 /out/app /usr/bin/app',
  'ENTRYPOINT ["/usr/bin/app"]',
]

const SHELL = [
  'FROM alpine:3.23',
  'ARG TARGETARCH',
  'ARG VERSION=1.2.3',
  'RUN apk add --no-cache ca-certificates tzdata',
  'RUN wget -qO- https://example.com/tool-$VERSION-$TARGETARCH.tar.gz | tar -xz -C /usr/local/bin',
  'ADD --chmod=755 https://example.com/run-$TARGETARCH /usr/local/bin/run',
  'COPY app-$TARGETARCH /usr/bin/app',
  'WORKDIR /srv',
  'copy etc /etc/app',
]

const found: readonly Row[] = [
  {
    what: 'an argument stands in two lines that go to one folder',
    dockerfile: ['FROM scratch', 'COPY a-$TARGETARCH /opt', 'COPY b-$TARGETARCH /opt'],
    history: 'COPY b-arm64 /opt # buildkit',
    line: 3,
  },
  {
    what: 'a copy from another stage, whose flags BuildKit leaves out but for owner and mode',
    dockerfile: GO,
    history: 'COPY --chown=65532:65532 --chmod=755 /out/app /usr/bin/app # buildkit',
    line: 14,
  },
  {
    what: 'a command, of which the mounts are left out and the shell is written',
    dockerfile: GO,
    history: 'RUN /bin/sh -c go mod download # buildkit',
    line: 6,
  },
  {
    what: 'a command over several lines with a comment between, at its first one',
    dockerfile: GO,
    history:
      "RUN |1 TARGETARCH=arm64 /bin/sh -c CGO_ENABLED=0 go build     -ldflags='-s -w'     -o /out/app # buildkit",
    line: 8,
  },
  {
    what: 'a command behind the arguments of the build',
    dockerfile: SHELL,
    history:
      'RUN |2 TARGETARCH=arm64 VERSION=1.2.3 /bin/sh -c apk add --no-cache ca-certificates tzdata # buildkit',
    line: 4,
  },
  {
    what: 'a command whose variables the shell fills in',
    dockerfile: SHELL,
    history:
      'RUN |2 TARGETARCH=arm64 VERSION=1.2.3 /bin/sh -c wget -qO- https://example.com/tool-$VERSION-$TARGETARCH.tar.gz | tar -xz -C /usr/local/bin # buildkit',
    line: 5,
  },
  {
    what: 'a download, whose variables BuildKit has filled in',
    dockerfile: SHELL,
    history: 'ADD --chmod=755 https://example.com/run-arm64 /usr/local/bin/run # buildkit',
    line: 6,
  },
  {
    what: 'a copy, whose variables BuildKit has filled in',
    dockerfile: SHELL,
    history: 'COPY app-arm64 /usr/bin/app # buildkit',
    line: 7,
  },
  { what: 'a folder that WORKDIR made', dockerfile: SHELL, history: 'WORKDIR /srv', line: 8 },
  {
    what: 'an instruction in small letters',
    dockerfile: SHELL,
    history: 'COPY etc /etc/app # buildkit',
    line: 9,
  },
  {
    what: 'one of two copies to one place, where it is the only one of these words',
    dockerfile: ['FROM scratch', 'COPY a /opt', 'COPY b /opt'],
    history: 'COPY b /opt # buildkit',
    line: 3,
  },
  {
    what: 'a document that is copied',
    dockerfile: ['FROM alpine', 'COPY <<EOF /etc/motd', 'hello', 'EOF', 'RUN true'],
    history: 'COPY <<EOF /etc/motd # buildkit',
    line: 2,
  },
  {
    what: 'a line behind a document',
    dockerfile: ['FROM alpine', 'RUN <<EOF', 'apk add curl', 'EOF', 'COPY app /usr/bin/app'],
    history: 'COPY app /usr/bin/app # buildkit',
    line: 5,
  },
  {
    what: 'a line of a file with line ends of Windows',
    dockerfile: ['FROM scratch\r', 'COPY a \\\r', '  /opt/a\r', 'COPY b /opt/b\r'],
    history: 'COPY b /opt/b # buildkit',
    line: 4,
  },
]

const unknown: readonly Row[] = [
  {
    what: 'the same line is there twice',
    dockerfile: ['FROM a AS one', 'RUN make install', 'FROM b', 'RUN make install'],
    history: 'RUN /bin/sh -c make install # buildkit',
    line: undefined,
  },
  {
    what: 'the base image has it',
    dockerfile: GO,
    history: 'RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit',
    line: undefined,
  },
  {
    what: 'another instruction has the same end',
    dockerfile: ['FROM alpine', 'RUN touch /usr/bin/app', 'COPY other /usr/bin/other'],
    history: 'COPY app /usr/bin/app # buildkit',
    line: undefined,
  },
  {
    what: 'only a comment has it',
    dockerfile: ['FROM scratch', '# COPY app /usr/bin/app', 'COPY other /usr/bin/other'],
    history: 'COPY app /usr/bin/app # buildkit',
    line: undefined,
  },
  {
    what: 'a document was run: its text is in the history, and only its name in the line',
    dockerfile: ['FROM alpine', 'RUN <<EOF', 'set -e', 'apk add curl', 'EOF'],
    history: 'RUN /bin/sh -c set -e\napk add curl\n # buildkit',
    line: undefined,
  },
  {
    what: 'the words stand in a list',
    dockerfile: ['FROM alpine', 'RUN ["apk", "add", "curl"]'],
    history: 'RUN apk add curl # buildkit',
    line: undefined,
  },
  { what: 'the history says nothing', dockerfile: SHELL, history: '', line: undefined },
  { what: 'the history says one word', dockerfile: SHELL, history: 'RUN', line: undefined },
  { what: 'another tool made it', dockerfile: SHELL, history: 'bazel build //app', line: undefined },
  {
    what: 'the base image was made of an archive, as the old builder says it',
    dockerfile: ['FROM debian', 'ADD rootfs.tar /'],
    history: '/bin/sh -c #(nop) ADD file:5a4cd6c9e4a0f4d3 in / ',
    line: undefined,
  },
  {
    what: 'the base image copied something else to the same folder',
    dockerfile: ['FROM postgres', 'COPY entrypoint.sh /usr/local/bin/'],
    history: 'COPY docker-entrypoint.sh /usr/local/bin/ # buildkit',
    line: undefined,
  },
  {
    what: 'the text of a document looks like an instruction',
    dockerfile: ['FROM alpine', 'COPY <<EOF /usr/share/example', 'COPY app /usr/bin/app', 'EOF'],
    history: 'COPY app /usr/bin/app # buildkit',
    line: undefined,
  },
]

describe('the line of a Dockerfile that made a layer', () => {
  test.each(found)('is found for $what', async ({ dockerfile, history, line }) => {
    expect(await blamed(dockerfile, history)).toBe(line)
  })

  test.each(unknown)('is not told where $what', async ({ dockerfile, history, line }) => {
    expect(await blamed(dockerfile, history)).toBe(line)
  })

  test.each(['', join(tmpdir(), 'no', 'such', 'Dockerfile')])(
    'is not told where there is no Dockerfile here: "%s"',
    (dockerfile) => {
      expect(locateInstruction('COPY app /usr/bin/app', dockerfile)).toBeUndefined()
    },
  )
})
