/** Docker for tests: one that runs what a PATH has, and one that runs nothing. */
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { PLUGIN } from '../../src/buildx/program.ts'
import { createChildren } from '../../src/docker/children.ts'
import { type CommandResult, createDocker, type Docker } from '../../src/docker/docker.ts'
import { createTries, type Tries } from '../../src/docker/tries.ts'

/** Docker as the entries make it, with this environment. */
export function dockerIn(env: NodeJS.ProcessEnv, tries = createTries(0)): Docker {
  return createDocker({ buildx: PLUGIN, env, tries, children: createChildren() })
}

/** Patience that waits for nothing, and the seconds that it would have waited. */
export function patient(limit: number): { readonly tries: Tries; readonly slept: number[] } {
  const slept: number[] = []
  let now = 0
  const sleep = async (ms: number): Promise<void> => {
    now += ms
    slept.push(ms / 1_000)
  }
  return { tries: createTries(limit, { now: () => now, sleep }), slept }
}

/** What a docker that runs nothing was asked for. */
export interface Recorded {
  readonly docker: Docker
  /** Every command so far, as words with blanks between. */
  readonly calls: readonly string[]
}

export type Reply = Pick<Rule, 'match' | 'with' | 'times' | 'stdout' | 'stderr' | 'code'>

/**
 * Answers each command by the first rule that fits, as the fake docker of the bundle tests does, but starts no process.
 * A command that no rule fits ends with 64.
 */
export function recordingDocker(
  rules: readonly Reply[],
  env: NodeJS.ProcessEnv = {},
  tries = createTries(0),
): Recorded {
  const calls: string[] = []
  const chosen: number[] = []
  const answer = (args: readonly string[]): CommandResult => {
    const rule = choose(rules, args, chosen)
    calls.push(args.join(' '))
    chosen.push(rule)
    const { stdout = '', stderr = '', code = 0 } = rules[rule] ?? { stderr: 'no rule fits\n', code: 64 }
    return { stdout, stderr, code }
  }
  const docker: Docker = {
    buildx: PLUGIN,
    env,
    tries,
    logins: [],
    with: ({ env: more, logins }) => ({ ...docker, env: { ...docker.env, ...more }, logins }),
    run: async (args) => answer(args),
    stream: async (args, { onText, onLine, onStdout, tapStdout }) => {
      const { stdout, stderr, code } = answer(args)
      const shown = onStdout === undefined ? stdout + stderr : stderr
      onStdout?.(Buffer.from(stdout))
      tapStdout?.(Buffer.from(stdout))
      onText?.(shown)
      const tail = linesOf(shown)
      for (const line of tail) onLine?.(line)
      return { code, tail }
    },
    capture: async (args) => {
      const { stdout, stderr, code } = answer(args)
      return { code, tail: linesOf(stderr), bytes: Buffer.from(stdout) }
    },
    runCredentialHelper: async (name, server) => answer([`docker-credential-${name}`, server]),
    runGit: async (folder, args) => {
      const { stdout, code } = answer(['git', folder, ...args])
      return code === 0 ? stdout : undefined
    },
  }
  return { docker, calls }
}

/** Position of the rule for a call, given those of the calls before it; -1 for none. rules.go has it for the fake docker. */
function choose(rules: readonly Reply[], args: readonly string[], before: readonly number[]): number {
  return rules.findIndex((rule, position) => {
    const used = before.filter((other) => other === position).length
    return fits(rule, args) && used < (rule.times ?? Number.POSITIVE_INFINITY)
  })
}

function fits(rule: Reply, args: readonly string[]): boolean {
  const start = rule.match.every((part, position) => part === '*' || part === args[position])
  return start && rule.match.length <= args.length && (rule.with ?? []).every((part) => args.includes(part))
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}
