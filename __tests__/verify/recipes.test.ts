import { describe, expect, test } from '@jest/globals'
import { RIGHT, WRONG } from '../../e2e/recipes/all.ts'
import { dpkg, dpkgList, npm, program, wheel } from '../../e2e/recipes/metadata.ts'
import { missingParts, putRecipe, type Recipe, SAYS, type Telling } from '../../e2e/recipes/recipe.ts'
import type { Finding, Verdict } from '../../src/verify/finding.ts'
import { describeFinding } from '../../src/verify/sentences.ts'
import { findingsToShow } from '../../src/verify/shortlist.ts'
import { newStore, proveOne, whatOf } from './images.ts'

// The same images go through the bundle in ../bundle/recipes-*.test.ts; these tests are quick and check values.

async function findingsOf(recipe: Recipe): Promise<readonly Finding[]> {
  const store = newStore()
  return (await proveOne(store, putRecipe(store.put, recipe))).findings
}

function whyOf(verdict: Verdict): string {
  if (verdict.rule === 'machine') return verdict.reason.kind
  return 'problem' in verdict ? verdict.problem : verdict.rule
}

/** The part of a finding that a recipe specifies. */
function told({ severity, path, verdict }: Finding, { why, ...wanted }: Telling): Telling {
  const told = whyOf(verdict)
  return {
    severity,
    ...(why === undefined || told !== why ? {} : { why }),
    ...('path' in wanted ? { path: path.slice(1) } : {}),
    ...('ignore' in wanted && 'ignore' in verdict ? { ignore: verdict.ignore } : {}),
    ...('package' in wanted && verdict.rule === 'package' ? { package: verdict.name } : {}),
  }
}

test.each([...RIGHT, ...WRONG])('$what', async (recipe) => {
  const { tells = [] } = recipe
  const found = await findingsOf(recipe)
  expect(found.map((finding, at) => told(finding, tells[at] ?? { severity: 'error' }))).toEqual(tells)
})

test('every reason in the recipes appears in the text of its finding', async () => {
  for (const recipe of [...RIGHT, ...WRONG]) {
    for (const finding of await findingsOf(recipe)) {
      const why = whyOf(finding.verdict)
      const says = Object.entries(SAYS).find(([name]) => name === why)?.[1]
      if (finding.more === undefined) expect(whatOf(finding)).toMatch(says ?? why)
    }
  }
})

test.each<{ telling: Telling; lacks: readonly string[] }>([
  { telling: { severity: 'error', why: 'in PATH', path: 'usr/bin/x', ignore: '/usr/bin/x' }, lacks: [] },
  { telling: { severity: 'warning' }, lacks: ['warning'] },
  { telling: { severity: 'error', why: 'started' }, lacks: ['started'] },
  { telling: { severity: 'error', path: 'usr/bin', ignore: '/usr' }, lacks: ['/usr/bin', '/usr'] },
])('a line of the log is compared with $telling', ({ telling, lacks }) => {
  const line =
    'error: /usr/bin/x is for amd64, not for linux/arm64; its folder is in PATH. Build it, or add this line to verify-ignore: /usr/bin/x'
  expect(missingParts(line, telling)).toEqual(lacks)
})

test('if many places cause warnings, ten are listed and the rest is counted', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`srv/${at}/x`, 'amd64']))
  const found = findingsToShow(await findingsOf({ what: '', files }))
  expect(found).toHaveLength(11)
  expect(found.at(-1)).toMatchObject({ path: '', more: { count: 30 } })
})

describe('a package', () => {
  const folder = 'app/node_modules/@esbuild/linux-x64'
  const foreign = npm(folder, { name: '@esbuild/linux-x64', os: ['linux'], cpu: ['x64'] }, [
    program(`${folder}/bin/esbuild`, 'amd64'),
  ])

  test('is reported with the file that says so', async () => {
    const [finding] = await findingsOf({ what: '', entries: foreign })
    expect(whatOf(finding)).toBe(
      'the npm package @esbuild/linux-x64 is for linux/amd64, as /app/node_modules/@esbuild/linux-x64/package.json says, not for linux/arm64: /app/node_modules/@esbuild/linux-x64/bin/esbuild.',
    )
  })

  const MANYLINUX = ['cp312-cp312-manylinux_2_17_x86_64']
  const SITE = 'usr/local/lib/python3.12/site-packages'

  test.each([
    { what: 'of npm', entries: foreign, line: `/${folder}` },
    {
      what: 'of npm outside node_modules',
      entries: npm('srv/vendor/tool', { name: 'tool', os: ['linux'], cpu: ['x64'] }, [
        program('srv/vendor/tool/lib/tool.node', 'amd64'),
      ]),
      line: '/srv/vendor/tool',
    },
    {
      what: 'of Python',
      entries: wheel(SITE, 'numpy', MANYLINUX, [program(`${SITE}/numpy/core/x.so`, 'amd64')]),
      line: `/${SITE}/numpy`,
    },
    {
      what: 'of Python that was installed into another folder',
      entries: wheel('var/task', 'numpy', MANYLINUX, [program('var/task/numpy/core/x.so', 'amd64')]),
      line: '/var/task/numpy',
    },
    {
      what: 'of Python that is one module',
      entries: wheel('var/task', 'cffi', MANYLINUX, [program('var/task/_cffi_backend.so', 'amd64')]),
      line: '/var/task/_cffi_backend.so',
    },
    {
      what: 'of the distribution',
      entries: [
        dpkg([['libx', 'amd64']]),
        dpkgList('libx', '/opt/x/libx.so'),
        program('opt/x/libx.so', 'amd64'),
      ],
      line: '/opt/x/libx.so',
    },
  ])('$what is excluded by the line that its error ends with: $line', async ({ entries, line }) => {
    const recipe = { what: '', entries }
    const found = await findingsOf(recipe)
    expect(found.map(({ severity }) => severity)).toEqual(['error'])
    expect(found.map((finding) => describeFinding(finding).cure.split('verify-ignore: ')[1])).toEqual([line])
    const store = newStore()
    expect((await proveOne(store, putRecipe(store.put, recipe), { ignore: [line] })).findings).toEqual([])
  })

  test('is found among many others', async () => {
    const others = Array.from({ length: 5000 }, (_, at) =>
      npm(`app/node_modules/x${at}`, { name: `x${at}` }, []),
    ).flat()
    expect(await findingsOf({ what: '', entries: others })).toEqual([])
    expect(await findingsOf({ what: '', entries: [...others, ...foreign] })).toHaveLength(1)
  })
})
