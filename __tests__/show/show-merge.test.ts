import { describe, expect, test } from '@jest/globals'
import { type BuildxProgram, PLUGIN } from '../../src/buildx/program.ts'
import { parseAnnotation } from '../../src/inputs/annotation.ts'
import { parsePart } from '../../src/inputs/parts.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import type { Part } from '../../src/oci/part.ts'
import { planMerge } from '../../src/plan/merge.ts'
import { printPlatform } from '../../src/platforms/platform.ts'
import { mergeLines } from '../../src/show/show-merge.ts'
import { digestOf, facts, imageIndex, inputs, NO_TAGS, part, platforms } from '../builders.ts'

const GHCR = 'ghcr.io/owner/app'
const TAGS = [
  { repository: GHCR, tag: '1' },
  { repository: 'owner/app', tag: '' },
]

const AMD64 = part({ 'linux/amd64': 'a' }, 'a1', { repositories: [GHCR, 'owner/app'] })
const ARM64 = part({ 'linux/arm64': 'b' }, 'b1', { repositories: [GHCR, 'owner/app'] })

const { event, docker, id, temp } = facts()

const shown = (
  parts: readonly Part[],
  given: Partial<Inputs> = {},
  buildx: BuildxProgram = PLUGIN,
): readonly string[] => {
  const known = { mode: 'merge', platforms: platforms('linux/amd64,linux/arm64'), tags: TAGS } as const
  return mergeLines(
    planMerge(inputs({ ...known, ...given }), {
      ...{ event, docker, id, temp, parts, buildx },
      ...{ ...NO_TAGS, others: 0, builder: undefined },
    }),
  )
}

/** The commands, each on one line. */
const commands = (lines: readonly string[]): readonly string[] =>
  lines
    .join('\n')
    .replaceAll(/ \\\n +/g, ' ')
    .split('\n')
    .filter((line) => line.startsWith('docker '))

describe('a merge that is shown', () => {
  test('has if each image comes from, every command and every tag', () => {
    const lines = shown([ARM64, AMD64])
    const title = 'DIGEST'.padEnd(digestOf('a').length)
    expect(lines.slice(0, 6)).toEqual([
      `PLATFORM     ${title}  FROM`,
      `linux/amd64  ${digestOf('a')}  the matrix job for linux/amd64`,
      `linux/arm64  ${digestOf('b')}  the matrix job for linux/arm64`,
      '',
      'Equivalent commands; the one with --dry-run only shows the index, which is checked before any tag moves:',
      '',
    ])
    const sources = (repository: string) =>
      [AMD64, ARM64].map(({ digest }) => `${repository}@${digest}`).join(' ')
    expect(commands(lines)).toEqual([
      `docker buildx imagetools create --dry-run ${sources(GHCR)}`,
      `docker buildx imagetools create --tag ${GHCR}:1 ${sources(GHCR)}`,
      `docker buildx imagetools create --tag owner/app:latest ${sources('owner/app')}`,
    ])
    expect(lines.slice(-2)).toEqual([
      '',
      `Then every tag is read back from the registry: ${GHCR}:1, owner/app:latest`,
    ])
  })

  test('shows how buildx is started if it is not a docker plugin', () => {
    const lines = shown([AMD64, ARM64], {}, { kind: 'standalone', path: '/opt/buildx' })
    expect(commands(lines)).toEqual([])
    expect(lines.filter((line) => line.startsWith('buildx imagetools create'))).toHaveLength(3)
  })

  test('of one part that the tags get as it is has no index to check', () => {
    const both = part({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, 'c1')
    const lines = shown([both], { tags: TAGS.slice(0, 1) })
    expect(lines).toContain('Equivalent commands:')
    expect(commands(lines)).toEqual([
      `docker buildx imagetools create --prefer-index=false --tag ${GHCR}:1 ${GHCR}@${both.digest}`,
    ])
  })

  test('has the copies first, which the index needs', () => {
    const old: Part = {
      ...part({}, 'c1', { from: 'linux/arm64=localhost:5000/old:1', repositories: ['localhost:5000/old'] }),
      platforms: platforms('linux/arm64'),
      index: imageIndex({ 'linux/amd64': 'c', 'linux/arm64': 'd' }),
    }
    const lines = shown([AMD64, old], { tags: TAGS.slice(0, 1) })
    expect(lines).toContain(
      'Equivalent commands; parts of other repositories are copied first, without a tag; the one with --dry-run only shows the index, which is checked before any tag moves:',
    )
    const all = commands(lines)
    expect(all).toHaveLength(3)
    expect(all[0]).toBe(
      `docker buildx imagetools create --prefer-index=false --tag ${GHCR}@${digestOf('d')} localhost:5000/old@${digestOf('d')}`,
    )
    expect(all[1]).toContain('--dry-run')
  })

  test('says that parts which others made are proven before the tags move', () => {
    const parts = [AMD64, ARM64].map(({ digest, platforms: [platform] }) =>
      parsePart(`${platform === undefined ? '' : printPlatform(platform)}=${digest}`),
    )
    const proven = expect.stringMatching(/^Before any tag moves, every program/)
    expect(shown([AMD64, ARM64], { verify: 'stop', parts }).slice(-4)).toEqual([
      '',
      proven,
      '',
      expect.stringContaining('is read back from the registry'),
    ])
    expect(shown([AMD64, ARM64], { verify: 'warn', parts }).at(-3)).toMatch(/Mismatches are only warnings\.$/)
    expect(shown([AMD64, ARM64], { verify: 'off', parts })).not.toContainEqual(proven)
    expect(shown([AMD64, ARM64], { verify: 'stop' })).not.toContainEqual(proven)
  })

  test('quotes annotations and descriptors for the shell', () => {
    const vague = part({ 'linux/arm': 'd' }, 'd1', { platforms: platforms('linux/arm/v6') })
    const lines = shown([vague], {
      platforms: platforms('linux/arm/v6'),
      tags: TAGS.slice(0, 1),
      annotations: [parseAnnotation('index:note=it is')],
    })
    const [dryRun] = commands(lines)
    expect(dryRun).toContain("--annotation 'index:note=it is'")
    expect(dryRun).toContain(
      `'{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"${digestOf('d')}"`,
    )
  })
})
