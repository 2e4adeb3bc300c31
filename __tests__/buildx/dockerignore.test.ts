import { describe, expect, test } from '@jest/globals'
import {
  type Dockerignore,
  excludedWith,
  isExcluded,
  parseDockerignore,
} from '../../src/buildx/dockerignore.ts'
import { pathNames } from '../../src/buildx/path-pattern.ts'

function dockerignore(...lines: readonly string[]): Dockerignore {
  const read = parseDockerignore(lines.join('\n'))
  if (read === undefined) throw new Error('it is not understood')
  return read
}

describe('a .dockerignore', () => {
  test.each<{ what: string; lines: readonly string[]; out: readonly string[]; in: readonly string[] }>([
    { what: 'that is empty', lines: [''], out: [], in: ['a'] },
    {
      what: 'with names',
      lines: ['docs', '/README.md', 'a/b/'],
      out: ['docs/x/y', 'README.md', 'a/b/c'],
      in: ['x/docs', 'a/c', 'readme.md'],
    },
    {
      what: 'with comments, blanks and a byte order mark',
      lines: ['\uFEFF# docs', '  a  ', '', ' #b\r'],
      out: ['a', '#b'],
      in: ['docs', 'b'],
    },
    {
      what: 'with patterns',
      lines: ['**/*.log', '*.py[co]', './tmp?'],
      out: ['a.log', 'b/c.log', 'x.pyc', 'tmp1/a'],
      in: ['d/x.pyc', 'tmp'],
    },
    {
      what: 'that excludes all but a few',
      lines: ['*', '!src', '!go.*', 'src/secret'],
      out: ['a', 'src/secret/b'],
      in: ['src/a', 'go.mod'],
    },
    { what: 'in which a later line wins', lines: ['!a', 'a'], out: ['a'], in: [] },
    { what: 'with an exception after a blank', lines: ['*', '! a'], out: ['b'], in: ['a'] },
    { what: 'that names the context itself', lines: ['.', '/', '!'], out: [], in: ['a'] },
    { what: 'with paths that leave a folder again', lines: ['a/../b'], out: ['b'], in: ['a'] },
  ])('$what', ({ lines, out, in: kept }) => {
    const read = dockerignore(...lines)
    const isOut = (path: string) => isExcluded(read, pathNames(path))
    expect({ out: out.filter(isOut), in: kept.filter((path) => !isOut(path)) }).toEqual({ out, in: kept })
  })

  test('with a line that is not understood has no meaning', () => {
    expect(parseDockerignore('a\n!b[\n')).toBeUndefined()
  })

  test.each([
    { lines: ['docs'], path: 'docs/a/b.md', name: 'docs/' },
    { lines: ['**/tests'], path: 'a/tests/b/c', name: 'a/tests/' },
    { lines: ['*.md'], path: 'README.md', name: 'README.md' },
    { lines: ['docs', '!docs/keep'], path: 'docs/a', name: 'docs/a' },
  ])('excludes $path with $name', ({ lines, path, name }) => {
    expect(excludedWith(dockerignore(...lines), pathNames(path))).toBe(name)
  })
})
