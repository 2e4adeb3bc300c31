// Numbers and lists in the documents that no other test compares: messages, classes, outputs of other modes,
// the places that open connections, and the results of the benchmark.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionRows } from '../../.ci/readme.ts'
import { field, parseJson, text } from '../../src/json.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const README = read('README.md')
const SOURCES = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => ({ path, source: read(`src/${path}`) }))

describe('docs/troubleshooting.md', () => {
  const said = SOURCES.map(({ source }) => source)
    .join('\n')
    .replaceAll(/\\(['`])/g, '$1')

  /** Symptoms that are not messages. */
  const SYMPTOMS = [
    'The log shows *** where nothing is secret',
    'The build cannot read the private repository',
    'Check complete, … warnings have been found!',
    'A warning at a line of the Dockerfile',
    'An input seems to have no effect',
    'The Dockerfile sees an empty TARGETARCH',
    'The image for one platform holds programs of another, and the proof says nothing',
  ]

  /** Every heading, and the other forms of its message below it. */
  const phrases = read('docs/troubleshooting.md')
    .split(/^### /m)
    .slice(1)
    .filter((section) => !/^.*\n\nNot (?:a message|messages)/.test(section))
    .flatMap((section) => {
      const [heading = ''] = section.split('\n', 1)
      const others = [...section.matchAll(/^Also[\s\S]*?\n\n/gm)].join('\n').matchAll(/\*\*([\s\S]*?)\*\*/g)
      return [heading, ...[...others].map(([, other = '']) => other.replaceAll('\n', ' '))]
    })
    .filter((phrase) => !SYMPTOMS.includes(phrase))

  /** In the code, a sentence may be composed of three pieces. */
  function isSaid(words: readonly string[], pieces = 3): boolean {
    if (said.includes(words.join(' '))) return true
    return (
      pieces > 1 &&
      words.some(
        (_, at) =>
          at > 0 && said.includes(words.slice(0, at).join(' ')) && isSaid(words.slice(at), pieces - 1),
      )
    )
  }

  /** Whether the words between the variable parts of a message are in the code. */
  function isMessage(phrase: string): boolean {
    const parts = phrase.replaceAll(String.raw`\|`, '|').split(/…|\(.*?\)|[",:;`]/)
    const sentences = parts.map((part) => part.trim()).filter((part) => /[a-z]{3}/.test(part))
    return sentences.every((sentence) => isSaid(sentence.split(' ')))
  }

  test('is about messages', () => {
    expect(phrases.length).toBeGreaterThan(300)
  })

  test('only has messages of the action', () => {
    expect(phrases.filter((phrase) => !isMessage(phrase))).toEqual([])
  })

  /** Messages of other programs. */
  const OTHERS = [
    'The runs.using key in action.yml must be one of: …, got node24',
    'version GLIBC_… not found',
  ]

  test('and the other pages only quote messages of the action', () => {
    const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
    const quotes = ['README.md', ...pages.map((name) => `docs/${name}`)].flatMap((path) => {
      const prose = read(path).replaceAll(/^```[\s\S]*?^```$/gm, '')
      return [...prose.matchAll(/`([^`]+)`/g)].map(([, quote = '']) => quote.replaceAll('\n', ' '))
    })
    const messages = quotes
      .filter((quote) => quote.includes('…') && / [a-z]{2,} .*[a-z]{3}/.test(quote))
      .filter((quote) => !/ --[a-z]/.test(quote) && !OTHERS.includes(quote))
    expect(messages.length).toBeGreaterThan(30)
    expect(messages.filter((quote) => !isMessage(quote))).toEqual([])
  })

  /** What is of an example, in texts that pages show as the log has them. */
  const OF_AN_EXAMPLE =
    /sha256:\w+|(?:ghcr\.io|registry\.example\.com)[\w/]*|(?:COPY )?\/[\w/]+|\blinux\/arm64\b|\bamd64\b|\boctocat\b|\brobot\b|\b401\b/g

  test.each(['README.md', 'docs/logins.md', 'docs/proof.md'])('and %s shows what the log has', (path) => {
    const shown = [...read(path).matchAll(/^```text\n([\s\S]*?)^```$/gm)].flatMap(([, text = '']) =>
      text.replaceAll(OF_AN_EXAMPLE, '…').split('\n'),
    )
    expect(shown.filter((line) => line !== '').length).toBeGreaterThan(0)
    expect(shown.filter((line) => !isMessage(line))).toEqual([])
  })

  /** Beginnings of messages: what is wrong, a failure, a warning or a notice. */
  const BEGINNING =
    /(?:what:|new (?:Failure|InvalidValue|Unfinished)\(|annotate\(\s*'(?:warning|notice)',|problem\()\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs

  /** Texts that follow such a beginning, and names of things. */
  const PIECES = [
    /^\$\{\w+\}(?:;| under a tag|\\n|$)/,
    /^\$\{error\.message\}/,
    /^(?:containers|images) of the smoke test$/,
  ]
  const NO_MESSAGES = ['facts/event.ts', 'inputs/credentials.ts']

  test('has every message of the action', () => {
    const page = read('docs/troubleshooting.md').replaceAll(/\s+/g, ' ').replaceAll(String.raw`\|`, '|')
    const messages = SOURCES.filter(({ path }) => !NO_MESSAGES.includes(path)).flatMap(({ source }) =>
      [...source.matchAll(BEGINNING)].map(([, , message = '']) => message.replaceAll("\\'", "'")),
    )
    expect(messages.length).toBeGreaterThan(200)
    const missing = messages.filter((message) => {
      if (PIECES.some((piece) => piece.test(message))) return false
      const parts = message.split(/\$\{(?:[^{}]|\{[^}]*\})*\}|[:;,.()"]|\\n/).map((part) => part.trim())
      const lengths = parts.map((part) => part.split(' ').length)
      const told = parts.filter(
        (_, index) => lengths[index] === Math.max(...lengths) || Number(lengths[index]) > 2,
      )
      return !told.some((part) => page.includes(part))
    })
    expect(missing).toEqual([])
  })
})

describe('docs/registry.md', () => {
  test('has every class of fault that is retried or worked around', () => {
    const [, list = ''] = /^`fault` is one of ([\s\S]*?);/m.exec(read('docs/registry.md')) ?? []
    const listed = [...list.matchAll(/`([a-z ]+)`/g)].map(([, name]) => name)
    const classes = [...read('src/faults.ts').matchAll(/^ {2}\| '([a-z ]+)'$/gm)].map(([, name]) => name)
    // A failing program of a step is never caused by anything that could be left out.
    expect(listed.toSorted()).toEqual(classes.filter((name) => name !== 'step').toSorted())
  })
})

describe('docs/moving-inputs.md', () => {
  test('names every input that only this action has', () => {
    const page = read('docs/moving-inputs.md')
    const [, list = ''] = /^Inputs that only this action has: ([\s\S]*?)\.\n/m.exec(page) ?? []
    const listed = [...list.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name)
    const moved = [
      ...page.matchAll(/^\| (?:build-push|metadata|setup-\w+)-action \| `[\w-]+` \| `([\w-]+)` \|/gm),
    ]
    const taken = moved.map(([, name]) => name)
    const own = actionRows('inputs').filter(({ name }) => !taken.includes(name))
    expect(listed.toSorted()).toEqual(own.map(({ name }) => name).toSorted())
  })
})

describe('README.md', () => {
  test('has the results of the benchmark', () => {
    const rows = read('docs/benchmark.md')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
    const cells = (what: string): readonly string[] => rows.find((each) => each[1] === what) ?? []
    const [cached, anew] = [
      cells('whole job, every step from the cache'),
      cells('whole job, every step built anew'),
    ]
    const [plain, merge] = [
      cells('whole job with verify: false, every step from the cache'),
      cells('merge of 4 platforms and 3 tags'),
    ]
    const more = Number.parseFloat(cached[3] ?? '') - Number.parseFloat(plain[3] ?? '')
    const [added] = /\d+ ms/.exec(cells('what the proof adds to it')[4] ?? '') ?? []
    const [, said = ''] =
      /^Measured side by side [\s\S]*?moving the tag\), ([\s\S]*?)\n\n/m.exec(README) ?? []
    expect(said.replaceAll('\n', ' ')).toBe(
      `a job without cached steps took ${anew[4]} of the time, and a job with every step from the cache ${cached[4]}. The proof adds ${added} to the latter, which takes ${plain[2]} without it, and ${more.toFixed(2)} s to the script. Merging four platforms and three tags took ${merge[2]}.`,
    )
  })

  test('says which versions of Node and Go its commands need', () => {
    const node = text(parseJson(read('package.json')), 'engines', 'node').replace('>=', '')
    const lines = ['act', 'tools'].map(
      (tool) => /^go ([\d.]+)/m.exec(read(`e2e/engine/${tool}/go.mod`))?.[1] ?? '',
    )
    const [go] = new Set(lines.map((line) => line.split('.', 2).join('.')))
    for (const page of [README, read('CONTRIBUTING.md')]) {
      expect(page).toContain(`Node ${node} or newer`)
      expect(page).toContain(`Go ${go} or newer`)
    }
  })
})

describe('docs/matrix.md', () => {
  test('has the defaults of the reusable workflow', () => {
    const page = read('docs/matrix.md')
    const [, table = ''] = /## The reusable workflow\n[\s\S]*?\| --- .*\n([\s\S]*?)\n\n/.exec(page) ?? []
    const called: unknown = parse(read('.github/workflows/build.yml'))
    const given = field(field(field(called, 'on'), 'workflow_call'), 'inputs')
    const rows = [...table.matchAll(/^\| `([\w-]+)` \| .* \| (?:`(.*)`)? ?\|$/gm)]
    expect(rows.length).toBeGreaterThan(2)
    for (const [, name = '', said = ''] of rows)
      expect([name, said]).toEqual([name, String(field(field(given, name), 'default'))])
  })
})

describe('SECURITY.md', () => {
  test('lists every place that opens a connection', () => {
    const opens =
      /import .* from 'node:(?:http2?|https|net|tls|dgram|dns)'|@actions\/(?:artifact|cache|http-client)'|openHttpClient\(/
    const types = /^import type .*$|isIP(?:v4)?\b.*from 'node:net'|BlockList.*from 'node:net'/gm
    const files = SOURCES.filter(({ source }) => opens.test(source.replaceAll(types, '')))
    expect(files.map(({ path }) => path).toSorted()).toEqual([
      // The client that the others use, and its users: releases of Buildx, registries, the registry of a cache.
      ...['http.ts', 'registry/client.ts', 'run/reach.ts'],
      // The artifact service, the cache of GitHub Actions, and releases.
      ...['runner/artifact.ts', 'runner/cache.ts', 'runner/download.ts'],
      // Identities, Sigstore, and GitHub's attestations.
      'signing/services.ts',
    ])
  })

  test('lists what the corpus of real packages has downloaded', () => {
    const [, most] = /^\| most memory of a proof \| (.*) \|$/m.exec(read('docs/proof-corpus.md')) ?? []
    expect(read('SECURITY.md')).toContain(`Images of real packages take ${most} at most`)
  })

  test('says what may run while packages are installed, and that each package is pinned by its hash', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
    const allowed = read('.ci/setup.mjs').match(/^.*'--ignore-scripts=false'.*$/gm)
    expect(allowed).toEqual([expect.stringMatching(/ npm\('rebuild', 'node', /)])
    const packages = Object.entries(field(parseJson(read('package-lock.json')), 'packages') ?? {})
    const unpinned = packages.filter(
      ([path, each]) => path !== '' && !/^sha512-/.test(text(each, 'integrity')),
    )
    expect(unpinned.map(([path]) => path)).toEqual([])
  })

  test.each(['ci.yml', 'proof-corpus.yml'])('says what %s may do', (name) => {
    const workflow: unknown = parse(read(`.github/workflows/${name}`))
    expect(field(workflow, 'permissions')).toEqual({ contents: 'read' })
    expect(JSON.stringify(field(workflow, 'jobs'))).not.toContain('"permissions"')
  })
})
