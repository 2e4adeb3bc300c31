import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionRows } from '../../.ci/readme.ts'
import { readNaming } from '../../src/facts/naming.ts'
import { completeInputs, readInputs } from '../../src/inputs/read.ts'
import { array, field } from '../../src/json.ts'
import { makePlan } from '../../src/plan/make.ts'
import { namesLines } from '../../src/show/show-names.ts'
import { planLines } from '../../src/show/show-plan.ts'
import {
  builder,
  caches,
  complete,
  exporters,
  FOLDER,
  facts,
  type Given,
  inlineConfig,
  inputs,
  platforms,
  setting,
} from '../builders.ts'

const TAGS = [
  { repository: 'ghcr.io/owner/app', tag: '1' },
  { repository: 'owner/app', tag: '' },
]

const INLINE = await inlineConfig('debug = true')

/** The first workflow of the README, after a push to main of owner/hello. */
async function firstWorkflow() {
  const root = join(import.meta.dirname, '..', '..')
  const workflow: unknown = parse(readFileSync(join(root, 'examples/workflows/minimal.yml'), 'utf8'))
  const [step] = array(field(field(field(workflow, 'jobs'), 'image'), 'steps'))
  const given = Object.entries(field(step, 'with') ?? {}).map(([name, value]) => [name, String(value)])
  const said: Readonly<Record<string, string>> = {
    ...Object.fromEntries(actionRows('inputs').map((row) => [row.name, row.default])),
    ...Object.fromEntries(given),
    ...{ images: 'ghcr.io/owner/hello', 'github-token': 'the token of the job' },
  }
  const variables = Object.entries(said).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const naming = readNaming({
    ...{ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REPOSITORY: 'owner/hello' },
    ...{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_SHA: facts().event.sha },
  })
  return completeInputs(readInputs(Object.fromEntries(variables)), async () => naming)
}

describe('docs/log.md shows of the first workflow of the README', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs/log.md'), 'utf8')
  const shown = [...page.matchAll(/```text\n([\s\S]*?)\n```/g)].map(([, text = '']) => text.split('\n'))

  test('the names', async () => {
    const { inputs: read } = await firstWorkflow()
    if (read.names === undefined) throw new Error('there are images')
    expect(shown[0]).toEqual(namesLines(read, read.names))
  })

  test('the plan', async () => {
    const { inputs: read, problems } = await firstWorkflow()
    expect(problems).toEqual([])
    const name = 'multi-platform-build-17420938511-1-7cca3987'
    const { event, paths } = facts()
    const runUrl = 'https://github.com/owner/hello/actions/runs/17420938511/attempts/1'
    const elsewhere = {
      context: '',
      file: '',
      contextIs: 'elsewhere',
      dockerfile: '',
      dockerfileIs: 'elsewhere',
    } as const
    const plan = makePlan(
      read,
      facts({
        event: { ...event, repository: 'owner/hello', runUrl },
        paths: { ...paths, sources: [elsewhere] },
        ...{ id: '17420938511-1-7cca3987', temp: `/home/runner/work/_temp/${name}` },
      }),
    )
    const lines = planLines(plan).map((line) => line.replaceAll(plan.builder.name, name))
    // The names already have them.
    const repeated = lines.filter((line) => /^ {2}--(?:label|annotation) /.test(line))
    const rest = lines.filter((line) => !repeated.slice(1).includes(line))
    expect(shown[1]).toEqual(rest.map((line) => (line === repeated[0] ? '  … \\' : line)))
  })
})

describe('a plan that is shown', () => {
  test('has platforms, cache and every command', () => {
    const given = inputs({
      platforms: platforms('linux/amd64,linux/arm/v7'),
      tags: TAGS,
      push: true,
      ...INLINE,
      context: './app',
    })
    const plan = makePlan(given, facts({ temp: '/tmp/x' }))
    const [ref, older] = plan.builds[0]?.cache.from.map((each) => each.ref) ?? []
    expect(planLines(plan)).toEqual([
      'PLATFORM      RUNS      TARGETARCH  TARGETVARIANT  GOARCH  GOARM  DEBIAN  UNAME   RUST',
      'linux/amd64   native    amd64                      amd64          amd64   x86_64  x86_64-unknown-linux-gnu',
      'linux/arm/v7  emulated  arm         v7             arm     7      armhf   armv7l  armv7-unknown-linux-gnueabihf',
      '',
      'Cache: imported and exported (mode=max); a missing or failing cache never fails the job',
      `  from ${ref} (branch main)`,
      `  from ${older} (default branch main, as a starting point)`,
      `  to   ${ref} (branch main)`,
      '',
      'The image docker.io/tonistiigi/binfmt:qemu-v10.2.3-68 is kept in the cache of GitHub Actions as multi-platform-build-qemu-linux-amd64-docker.io/tonistiigi/binfmt:qemu-v10.2.3-68',
      '',
      'Equivalent commands:',
      '',
      'mkdir -p /tmp/x',
      "cat > /tmp/x/buildkitd.toml <<'END_OF_FILE'",
      'debug = true',
      'END_OF_FILE',
      'docker run \\',
      '  --rm \\',
      '  --privileged \\',
      '  --userns=host \\',
      '  --name multi-platform-build-77-1-0a1b2c3d-qemu docker.io/tonistiigi/binfmt:qemu-v10.2.3-68 \\',
      '  --install arm',
      'docker buildx create \\',
      `  --name ${plan.builder.name} \\`,
      '  --driver docker-container \\',
      '  --buildkitd-config /tmp/x/buildkitd.toml \\',
      '  --bootstrap',
      'docker buildx build \\',
      `  --builder ${plan.builder.name} \\`,
      '  --platform linux/amd64,linux/arm/v7 \\',
      '  --tag ghcr.io/owner/app:1 \\',
      '  --tag owner/app \\',
      `  --attest type=provenance,mode=max,builder-id=${facts().event.runUrl} \\`,
      `  --cache-from type=registry,ref=${ref} \\`,
      `  --cache-from type=registry,ref=${older} \\`,
      `  --cache-to type=registry,ref=${ref},mode=max,ignore-error=true \\`,
      '  --push \\',
      '  --iidfile /tmp/x/iid \\',
      '  --metadata-file /tmp/x/metadata.json \\',
      '  --progress plain ./app',
      '',
      'After the build: the registry confirms the digest, its platforms and every tag: ghcr.io/owner/app:1, owner/app:latest.',
    ])
  })

  test.each([
    { chosen: 'builder-5f3', given: {}, isTold: true },
    { chosen: '', given: {}, isTold: false },
    { chosen: 'mine', given: { 'builder-name': 'mine' }, isTold: false },
    { chosen: 'multi-platform-build-77-1-ffffffff', given: {}, isTold: false },
  ])('reports once of the builder "$chosen" that is not used: $isTold', ({ chosen, given, isTold }) => {
    const { docker } = facts()
    const plan = makePlan(inputs(given), facts({ docker: { ...docker, chosenBuilder: chosen } }))
    expect(planLines(plan).filter((line) => line.includes('is not used here'))).toEqual(
      isTold
        ? [
            'The builder builder-5f3, which docker buildx uses by default, is not used here. Set builder: builder-5f3 to use it.',
          ]
        : [],
    )
  })

  test('says which registries of a cache are asked first', () => {
    const plan = makePlan(inputs({ 'cache-from': caches('type=registry,ref=r.example/app:cache') }), facts())
    expect(planLines(plan)).toContain('  only if one of these answers a single request: r.example')
  })

  test('of an existing builder and nothing missing is one command', () => {
    const plan = makePlan(
      inputs({ builder: 'mine', load: true, cache: 'off' }),
      facts({ builder: builder(['linux/amd64']), temp: '/tmp/x' }),
    )
    const lines = planLines(plan)
    expect(lines.slice(lines.indexOf('Equivalent commands:') + 2)).toEqual([
      'mkdir -p /tmp/x',
      'docker buildx build \\',
      '  --builder mine \\',
      '  --platform linux/amd64 \\',
      ...['BUILDPLATFORM=linux/amd64', 'BUILDOS=linux', 'BUILDOSVERSION=', 'BUILDARCH=amd64'].map(
        (arg) => `  --build-arg ${arg} \\`,
      ),
      ...['BUILDVARIANT=', 'TARGETPLATFORM=linux/amd64', 'TARGETOS=linux', 'TARGETOSVERSION='].map(
        (arg) => `  --build-arg ${arg} \\`,
      ),
      ...['TARGETARCH=amd64', 'TARGETVARIANT='].map((arg) => `  --build-arg ${arg} \\`),
      '  --load \\',
      '  --iidfile /tmp/x/iid \\',
      '  --metadata-file /tmp/x/metadata.json \\',
      '  --progress plain .',
      '',
      'Nothing is pushed; only pushed images are proven.',
    ])
    expect(lines).toContain('Cache: off, as requested')
  })

  test('shows how buildx is started if it is not a docker plugin', () => {
    const plan = makePlan(
      inputs({ platforms: platforms('linux/amd64,linux/arm64'), 'qemu-reset': true }),
      facts({ buildx: { kind: 'standalone', path: '/usr/bin/buildx' } }),
    )
    const lines = planLines(plan)
    expect(lines).toContain('buildx build \\')
    expect(lines).toContainEqual(expect.stringMatching(/^buildx create /))
    expect(lines.filter((line) => line.startsWith('docker run'))).toHaveLength(2)
    expect(lines.join('\n')).toMatch(/--uninstall 'qemu-\*'[\s\S]*--install arm64/)
    expect(lines.join('\n')).not.toMatch(/docker buildx/)
  })

  test('of several builds has each, its cache, and how they become one', () => {
    const given = inputs({
      platforms: platforms('linux/amd64,linux/arm64'),
      platformSettings: [setting('linux/arm64', { file: 'Dockerfile.arm64' })],
      tags: TAGS,
      push: true,
    })
    const { paths } = facts()
    const sources = [FOLDER, { ...FOLDER, file: 'Dockerfile.arm64', dockerfile: 'Dockerfile.arm64' }]
    const lines = planLines(makePlan(given, facts({ paths: { ...paths, sources }, temp: '/tmp/x' })))
    expect(lines.filter((line) => line.startsWith('Cache of '))).toEqual(
      ['linux/amd64', 'linux/arm64'].map(
        (name) =>
          `Cache of ${name}: imported and exported (mode=max); a missing or failing cache never fails the job`,
      ),
    )
    expect(lines.filter((line) => line.startsWith('docker buildx build'))).toHaveLength(2)
    expect(lines).toContain('  --metadata-file /tmp/x/metadata-2.json \\')
    expect(lines.at(-1)).toBe(
      'After the build: the 2 builds are joined into one index; the tags are moved to it; the registry confirms the digest, its platforms and every tag: ghcr.io/owner/app:1, owner/app:latest.',
    )
  })

  describe('of an image that is proven first', () => {
    const given: Given = {
      ...{ verify: 'stop', platforms: platforms('linux/amd64,linux/arm64'), tags: TAGS, push: true },
    }
    const HOW_PROVEN =
      'every program in it is checked against its platform (there is no manual command for this)'
    const ASKED =
      'the registry confirms the digest, its platforms and every tag: ghcr.io/owner/app:1, owner/app:latest.'

    /** The lines after the build. */
    const afterBuild = (lines: readonly string[]): readonly string[] =>
      lines.slice(lines.findLastIndex((line) => line.startsWith('  --progress plain')) + 1)

    test('has the commands that move the tags, with the digest out of the metadata', () => {
      const plan = makePlan(inputs(given), facts({ temp: '/tmp/x' }))
      const lines = planLines(plan)
      expect(lines).toContain('  --output type=oci,tar=false,dest=/tmp/x/layout \\')
      expect(afterBuild(lines)).toEqual([
        `DIGEST=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' /tmp/x/metadata.json)`,
        'docker buildx imagetools create \\',
        '  --prefer-index=false \\',
        `  --builder ${plan.builder.name} \\`,
        '  --tag ghcr.io/owner/app:1 ghcr.io/owner/app@"$DIGEST"',
        'docker buildx imagetools create \\',
        '  --prefer-index=false \\',
        `  --builder ${plan.builder.name} \\`,
        '  --tag owner/app:latest owner/app@"$DIGEST"',
        '',
        `After the build: ${HOW_PROVEN}; the tags are moved to it; ${ASKED}`,
      ])
    })

    test('reports if errors are only warnings', () => {
      const lines = planLines(makePlan(inputs({ ...given, verify: 'warn' }), facts({ temp: '/tmp/x' })))
      expect(lines.at(-1)).toBe(
        `After the build: ${HOW_PROVEN}; mismatches are only warnings; the tags are moved to it; ${ASKED}`,
      )
    })

    test('has a digest for each of several builds, which one command joins', () => {
      const settings = { ...given, platformSettings: [setting('linux/arm64', { file: 'Dockerfile.arm64' })] }
      const sources = [FOLDER, { ...FOLDER, file: 'Dockerfile.arm64', dockerfile: 'Dockerfile.arm64' }]
      const machine = facts({ paths: { ...facts().paths, sources }, temp: '/tmp/x' })
      const plan = makePlan(inputs({ ...settings, tags: TAGS.slice(0, 1) }), machine)
      const lines = planLines(plan)
      const [first, second, ...create] = afterBuild(lines)
      expect(first).toMatch(/^DIGEST_1=\$\(sed -n .* \/tmp\/x\/metadata\.json\)$/)
      expect(second).toMatch(/^DIGEST_2=\$\(sed -n .* \/tmp\/x\/metadata-2\.json\)$/)
      const command = create
        .slice(0, create.indexOf(''))
        .join('\n')
        .replaceAll(/ \\\n +/g, ' ')
      expect(command).toBe(
        `docker buildx imagetools create --builder ${plan.builder.name} --tag ghcr.io/owner/app:1 ghcr.io/owner/app@"$DIGEST_1" ghcr.io/owner/app@"$DIGEST_2"`,
      )
      expect(lines.at(-1)).toContain(
        `After the build: ${HOW_PROVEN}; the 2 builds are joined into one index; `,
      )
    })

    test('has no such command if a builder pushes the tags at once', () => {
      const nodes = builder(['linux/amd64,linux/arm64']).nodes
      const dockers = builder([], { name: 'default', driver: 'docker', nodes })
      const lines = planLines(makePlan(inputs({ ...given, builder: 'default' }), facts({ builder: dockers })))
      expect(lines.join('\n')).not.toMatch(/DIGEST=|imagetools/)
      expect(lines.at(-1)).toBe(`After the build: ${HOW_PROVEN}; ${ASKED}`)
    })

    test('has no such command if the user pushes by digest and nothing is to be moved', () => {
      const outputs = exporters('type=image,name=owner/app,push-by-digest=true,name-canonical=true,push=true')
      const lines = planLines(makePlan(inputs({ ...given, push: false, tags: [], outputs }), facts()))
      expect(lines.join('\n')).not.toMatch(/DIGEST=|imagetools/)
    })

    test('says what is run, between build and tags', async () => {
      const read = inputs({ ...given, 'smoke-test': 'linux/amd64: app --version' })
      const { inputs: tested } = await complete(read)
      const lines = planLines(makePlan(tested, facts({ temp: '/tmp/x' })))
      const shown = afterBuild(lines).join('\n')
      expect(shown).toMatch(/^DIGEST=.*\ndocker run /)
      expect(shown).toContain('ghcr.io/owner/app@"$DIGEST"')
      expect(shown).toContain('# not run: linux/arm64')
      expect(shown.indexOf('docker run')).toBeLessThan(shown.indexOf('imagetools create'))
    })
  })

  test('quotes digests for the shell, regardless of the folder', () => {
    const given = inputs({ verify: 'stop', push: true, tags: TAGS.slice(0, 1) })
    const lines = planLines(makePlan(given, facts({ temp: "/tmp/my runner's" })))
    expect(lines).toContainEqual(expect.stringMatching(/ '\/tmp\/my runner'\\''s\/metadata\.json'\)$/))
  })

  test.each([
    {
      what: 'as an artifact',
      hasArtifactService: true,
      handed: /^Handed over as an artifact of this run, and in the output part\.$/,
    },
    {
      what: 'by a tag if there is no service',
      hasArtifactService: false,
      handed: /^Handed over by a tag for each platform, which the merge removes, and in the output part\.$/,
    },
    {
      what: 'only in the output if there is no service and no tag is requested',
      hasArtifactService: false,
      asked: 'artifacts' as const,
      handed: /^Handed over in the output part\.$/,
    },
  ])(
    'of a part says that it is handed over $what, and moves no tag',
    ({ hasArtifactService, asked, handed }) => {
      const handOver = { 'hand-over': asked ?? ('auto' as const) }
      const given = inputs({ mode: 'part', platforms: platforms('linux/arm64'), tags: TAGS, ...handOver })
      const { step } = facts()
      const lines = planLines(makePlan(given, facts({ step: { ...step, hasArtifactService } })))
      expect(lines.at(-2)).toBe(
        'Pushed by digest, without a tag, to ghcr.io/owner/app, owner/app; the registry confirms it.',
      )
      expect(lines.at(-1)).toMatch(handed)
      expect(lines.join('\n')).not.toContain('--tag')
    },
  )

  test('quotes a folder with blanks', () => {
    const plan = makePlan(inputs(), facts({ temp: '/tmp/my runner/x' }))
    expect(planLines(plan)).toContain("mkdir -p '/tmp/my runner/x'")
  })
})
