import { describe, expect, test } from '@jest/globals'
import { RIGHT, WRONG } from '../../e2e/recipes/all.ts'
import { npm, program } from '../../e2e/recipes/metadata.ts'
import { putRecipe, type Recipe, SAYS, type Telling } from '../../e2e/recipes/recipe.ts'
import type { Finding, Verdict } from '../../src/verify/finding.ts'
import { newStore, proveOne, whatOf } from './images.ts'

// The same images go through the bundle in ../bundle/recipes.test.ts; here it is quick, and looks at values.

async function findingsOf(recipe: Recipe): Promise<readonly Finding[]> {
  const store = newStore()
  return (await proveOne(store, putRecipe(store.put, recipe))).findings
}

function whyOf(verdict: Verdict): string {
  if (verdict.rule === 'machine') return verdict.reason.kind
  return 'problem' in verdict ? verdict.problem : verdict.rule
}

/** What a finding tells of that which a recipe says of it. */
function told({ severity, path, verdict }: Finding, { why, ...wanted }: Telling): Telling {
  const told = whyOf(verdict)
  return {
    severity,
    ...(why === undefined || told !== why ? {} : { why }),
    ...('path' in wanted ? { path: path.slice(1) } : {}),
    ...('ignore' in wanted && verdict.rule === 'machine' ? { ignore: verdict.ignore } : {}),
    ...('package' in wanted && verdict.rule === 'package' ? { package: verdict.name } : {}),
  }
}

test.each([...RIGHT, ...WRONG])('$what', async (recipe) => {
  const { tells = [] } = recipe
  const found = await findingsOf(recipe)
  expect(found.map((finding, at) => told(finding, tells[at] ?? { severity: 'error' }))).toEqual(tells)
})

test('every reason that the recipes have is one that the text of its finding tells', async () => {
  for (const recipe of [...RIGHT, ...WRONG]) {
    for (const finding of await findingsOf(recipe)) {
      const why = whyOf(finding.verdict)
      const says = Object.entries(SAYS).find(([name]) => name === why)?.[1]
      if (finding.more === undefined) expect(whatOf(finding)).toMatch(says ?? why)
    }
  }
})

test('of many places that are warned of, ten are told and the rest is counted', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`srv/${at}/x`, 'amd64']))
  const found = await findingsOf({ what: '', files })
  expect(found).toHaveLength(11)
  expect(found.at(-1)).toMatchObject({ path: '', more: { count: 30 } })
})

describe('a package', () => {
  const folder = 'app/node_modules/@esbuild/linux-x64'
  const foreign = npm(folder, { name: '@esbuild/linux-x64', os: ['linux'], cpu: ['x64'] }, [
    program(`${folder}/bin/esbuild`, 'amd64'),
  ])

  test('is told with the file that says so', async () => {
    const [finding] = await findingsOf({ what: '', entries: foreign })
    expect(whatOf(finding)).toBe(
      'the npm package @esbuild/linux-x64 is for linux/amd64, as /app/node_modules/@esbuild/linux-x64/package.json says, not for linux/arm64: /app/node_modules/@esbuild/linux-x64/bin/esbuild.',
    )
  })

  test('is found among any number of others', async () => {
    const others = Array.from({ length: 5000 }, (_, at) =>
      npm(`app/node_modules/x${at}`, { name: `x${at}` }, []),
    ).flat()
    expect(await findingsOf({ what: '', entries: others })).toEqual([])
    expect(await findingsOf({ what: '', entries: [...others, ...foreign] })).toHaveLength(1)
  })
})
