import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { PLUGIN } from '../../src/buildx/program.ts'
import { shellCommand, shellFile, shellFolder } from '../../src/show/shell.ts'

const ODD = [
  ...['', ' ', 'a b', "it's", "''", '"', '\\', 'a\\nb', 'two\nlines', '\n', 'tab\there'],
  ...['$HOME', '`id`', '$(id)', '!history', '*', '?', '[a]', '{a,b}', '~', '#', ';', '&', '|', '<', '>'],
  ...['(x)', 'ö€😀', '%s', '--flag', '-', 'A=b c', '=', '::error::x', '##[error]x'],
]

/** The words of a printed docker command after a shell has parsed it. */
function wordsOf(lines: readonly string[]): readonly string[] {
  const script = `docker() { printf '%s\\0' "$@"; }\n${lines.join('\n')}\n`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('a command for the shell', () => {
  test.each([
    { what: 'plain words are not quoted', words: ['buildx', 'ls'], lines: ['docker buildx ls'] },
    {
      what: 'words without special characters are not quoted',
      words: ['a=1,b', 'x@sha256:00', './a/b-c_d', '50%', 'a+b'],
      lines: ['docker a=1,b x@sha256:00 ./a/b-c_d 50% a+b'],
    },
    {
      what: 'other words are quoted',
      words: ['--build-arg', 'A=x y', '', "it's"],
      lines: ["docker --build-arg 'A=x y' '' 'it'\\''s'"],
    },
    {
      what: 'a long command has a flag a line',
      words: ['buildx', 'build', '--label', 'a'.repeat(50), '--label', 'b'.repeat(50), '--push', '.'],
      lines: [
        'docker buildx build \\',
        `  --label ${'a'.repeat(50)} \\`,
        `  --label ${'b'.repeat(50)} \\`,
        '  --push .',
      ],
    },
    {
      what: 'words that make a line too long get their own lines',
      words: ['create', '--dry-run', ...['a', 'b', 'c', 'd'].map((letter) => letter.repeat(60))],
      lines: [
        'docker create \\',
        `  --dry-run ${'a'.repeat(60)} \\`,
        `  ${'b'.repeat(60)} \\`,
        `  ${'c'.repeat(60)} \\`,
        `  ${'d'.repeat(60)}`,
      ],
    },
  ])('$what', ({ words, lines }) => {
    expect(shellCommand(words)).toEqual(lines)
  })

  test.each([
    { what: "as docker's plugin", buildx: PLUGIN, line: 'docker buildx ls' },
    {
      what: 'without docker if it is a standalone program',
      buildx: { kind: 'standalone', path: '/opt/buildx' } as const,
      line: 'buildx ls',
    },
  ])('starts buildx $what', ({ buildx, line }) => {
    expect(shellCommand(['buildx', 'ls'], { buildx })).toEqual([line])
    expect(shellCommand(['run', 'buildx'], { buildx })).toEqual(['docker run buildx'])
  })

  test('has the digest of a build in its variable, whatever its other words look like', () => {
    const shell = { digestVariable: (build: number) => `D${build}` }
    const image = { repository: 'localhost:5000/a', build: 2 }
    expect(shellCommand(['run', image, 'x@D2'], shell)).toEqual(['docker run localhost:5000/a@"$D2" x@D2'])
  })

  test('comes back as the same words, however odd', () => {
    expect(wordsOf(shellCommand(ODD))).toEqual(ODD)
  })

  test.each(ODD)('comes back as the same word: %j', (word) => {
    expect(wordsOf(shellCommand([word]))).toEqual([word])
  })

  test('comes back as the same words, whatever they are', () => {
    const word = fc.oneof(
      fc.constantFrom(...ODD, '--build-arg'),
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        expect(wordsOf(shellCommand(words))).toEqual(words)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a file for the shell', () => {
  test.each([
    {
      what: 'is a here-document',
      content: 'a = 1\n',
      lines: ["cat > f <<'END_OF_FILE'", 'a = 1', 'END_OF_FILE'],
    },
  ])('$what', ({ content, lines }) => {
    expect(shellFile('f', content)).toEqual(lines)
  })

  test.each(['it\'s $HOME `id` \\ "x"\n', 'a\n\n  b\n', '\n', 'END\nOF\n'])(
    'is written as it is: %j',
    (content) => {
      const folder = mkdtempSync(join(tmpdir(), 'shell file-'))
      try {
        const path = join(folder, "it's.toml")
        execFileSync('sh', ['-c', shellFile(path, content).join('\n')])
        expect(readFileSync(path, 'utf8')).toBe(content)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})

describe('a folder for the shell', () => {
  test.each([
    { path: '/tmp/x', line: 'mkdir -p /tmp/x' },
    { path: '/tmp/a b', line: "mkdir -p '/tmp/a b'" },
  ])('$path', ({ path, line }) => {
    expect(shellFolder(path)).toBe(line)
  })
})
