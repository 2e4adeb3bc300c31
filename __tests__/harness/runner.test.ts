import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { pullRequest } from '../../e2e/harness/event.ts'
import { leftovers, snapshot } from '../../e2e/harness/leaks.ts'
import { runStep, startStep } from '../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../../e2e/harness/sandbox.ts'

let sandbox: Sandbox
let folder: string

beforeEach(() => {
  sandbox = newSandbox()
  folder = join(sandbox.folder, 'action')
  mkdirSync(folder)
})

afterEach(() => removeSandbox(sandbox))

const MANIFEST = `
inputs:
  some-list: {default: "a,b"}
  two words: {default: true}
  without: {}
  repository: {default: "\${{ github.repository }}"}
runs: {using: node24, main: main.mjs, post: post.mjs}
`

/** Writes an action of two scripts. @returns what a step needs to run it */
function action(main: string, post = '') {
  const head = `import { appendFileSync as append, existsSync, writeFileSync } from 'node:fs'\nconst env = process.env\n`
  writeFileSync(join(folder, 'action.yml'), MANIFEST)
  writeFileSync(join(folder, 'main.mjs'), head + main)
  writeFileSync(join(folder, 'post.mjs'), head + post)
  return { action: folder, workspace: sandbox.folder, sandbox }
}

describe('a step receives', () => {
  test('inputs under their names, defaults for absent ones only', async () => {
    const step = action(
      `console.log(JSON.stringify(Object.entries(env).filter(([key]) => /^INPUT_/.test(key))))`,
    )
    const { log } = await runStep({ ...step, inputs: { 'some-list': '' } })
    expect(Object.fromEntries(JSON.parse(log.shown))).toEqual({
      'INPUT_SOME-LIST': '',
      INPUT_TWO_WORDS: 'true',
      INPUT_WITHOUT: '',
      INPUT_REPOSITORY: 'octo-org/hello',
    })
  })

  test('an input that action.yml does not have is refused', () => {
    expect(() => startStep({ ...action(''), inputs: { platform: 'x' } })).toThrow('no input platform')
  })

  test('no variables of this process except those of a bare machine and of a runner', async () => {
    const { log } = await runStep(action(`console.log(Object.keys(env).join(' '))`))
    const others = log.shown
      .trim()
      .split(' ')
      .filter((name) => !/^(GITHUB|INPUT|RUNNER)_/.test(name))
    expect(others.toSorted()).toEqual([
      ...[
        'BUILDX_CONFIG',
        'CI',
        'DOCKER_CONFIG',
        'HOME',
        'LANG',
        'MULTI_PLATFORM_BUILD_PAUSES',
        'MULTI_PLATFORM_BUILD_ROOT',
        'NODE_COMPILE_CACHE',
        'PATH',
      ],
    ])
  })

  test('no programs of this machine except the few that test scripts need', async () => {
    const { log } = await runStep(
      action(`const { readdirSync } = await import('node:fs')
        console.log(env.PATH.split(':').flatMap((folder) => readdirSync(folder)).join(' '))`),
    )
    expect(log.shown.trim()).toBe('cat cp git gzip mkdir sleep stat tar')
  })

  test('Node 24, the workspace, the event and its own run id', async () => {
    const event = pullRequest({ number: 5, from: 'topic', into: 'main', fork: 'someone/hello' })
    const script = `console.log([process.version.split('.')[0], process.cwd(), env.GITHUB_REF, env.GITHUB_RUN_ID,
      JSON.parse((await import('node:fs')).readFileSync(env.GITHUB_EVENT_PATH)).pull_request.head.repo.full_name].join(' '))`
    const { log } = await runStep({ ...action(script), event })
    expect(log.shown.trim()).toBe(`v24 ${sandbox.folder} refs/pull/5/merge ${sandbox.runId} someone/hello`)
  })
})

describe('a step produces', () => {
  test('outputs, state and summary, and passes the state to post', async () => {
    const step = startStep(
      action(
        `append(env.GITHUB_OUTPUT, 'digest=sha256:1\\ntags<<X\\na\\nb\\nX\\n')
         append(env.GITHUB_STATE, 'builder=b1\\n'); append(env.GITHUB_ENV, 'LATER=1\\n')
         append(env.GITHUB_STEP_SUMMARY, '# done'); process.exitCode = 3`,
        `console.log(env.STATE_builder, env.LATER); append(env.GITHUB_OUTPUT, 'a=b')`,
      ),
    )
    const ended = await step.ended
    expect(ended).toMatchObject({
      exitCode: 3,
      result: 'failure',
      state: { builder: 'b1' },
      summary: '# done',
    })
    expect(ended.outputs).toEqual({ digest: 'sha256:1', tags: 'a\nb' })
    expect(ended.peakRss).toBeGreaterThan(10 << 20)
    const post = await step.post()
    expect(post.log.shown).toBe('b1 1\n')
    expect(await step.post()).toMatchObject({ exitCode: 0, outputs: { a: 'b' } })
  })

  test('a red step if the runner cannot read the output file', async () => {
    const { result, problems } = await runStep(action(`append(env.GITHUB_OUTPUT, 'nonsense')`))
    expect(result).toBe('failure')
    expect(problems).toEqual([expect.stringContaining("Unable to process file command 'output'")])
  })

  test('state from smuggled text on stdout, which reaches post and is a leak', async () => {
    const step = startStep(
      action(`console.log('::save-state name=builder::evil')`, `console.log(env.STATE_builder)`),
    )
    expect((await step.ended).log.leaks).toHaveLength(1)
    expect((await step.post()).log.shown).toBe('evil\n')
  })
})

describe('signals', () => {
  const WAIT = `console.log('ready'); setInterval(() => {}, 1000)\n`

  test('a log can be waited for', async () => {
    const step = startStep(action(`console.log('one'); setTimeout(() => console.log('two'), 100)`))
    await expect(step.until(/^two$/)).resolves.toBe('two')
    await expect(step.until(/^one$/)).resolves.toBe('one')
    await expect(step.until(/^three$/)).rejects.toThrow('the process ended without a line')
  })

  test('cancel first interrupts', async () => {
    const step = startStep(action(`process.on('SIGINT', () => process.exit(130));${WAIT}`))
    await step.until(/ready/)
    expect((await step.cancel()).by).toBe('SIGINT')
    expect(await step.ended).toMatchObject({ exitCode: 130, result: 'failure' })
  })

  test('cancel terminates next, and finally kills', async () => {
    const deaf = `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));${WAIT}`
    const step = startStep(action(deaf))
    await step.until(/ready/)
    const { by, ms } = await step.cancel({ interrupt: 400, terminate: 200 })
    expect(by).toBe('SIGKILL')
    expect(ms).toBeGreaterThan(590)
    expect(await step.ended).toMatchObject({ exitCode: 137, log: { shown: 'ready\nSIGINT\nSIGTERM\n' } })
  })

  test('a child that outlives the step keeps its output open for 5 s, and is reported', async () => {
    const before = await snapshot(undefined, sandbox)
    const spawn = `const { spawn } = await import('node:child_process')
      const child = spawn('sleep', ['60'], { detached: true, stdio: 'inherit' }); child.unref()
      writeFileSync('child', String(child.pid)); writeFileSync(env.RUNNER_TEMP + '/left', '')`
    const { heldOpen, ms } = await runStep(action(spawn))
    expect(heldOpen).toBe(true)
    expect(ms).toBeGreaterThan(4_900)
    const pid = Number(readFileSync(join(sandbox.folder, 'child'), 'utf8'))
    expect(await leftovers(undefined, sandbox, before)).toEqual([
      'RUNNER_TEMP left',
      `process ${pid} sleep 60`,
    ])
    process.kill(pid)
  })
})
