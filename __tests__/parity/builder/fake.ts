/**
 * A docker for one row: a shell script made of its rules. The recording fake of the end-to-end tests does more,
 * but starts Node for each call, which is most of what a hundred rows would take.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The first matching rule answers. */
export interface Rule {
  /** The first arguments; `*` matches any one. */
  readonly match: readonly string[]
  /** An argument at any other position. */
  readonly with?: string
  /** Only for the first matching call. */
  readonly once?: true
  readonly stdout?: string
  readonly stderr?: string
  /** 0 by default. */
  readonly code?: number
}

export interface FakeDocker {
  /** Comes first in PATH. */
  readonly folder: string
  /** The arguments of every call so far, in the order of their start. */
  readonly calls: () => readonly (readonly string[])[]
}

const [ENDS_WORD, ENDS_CALL] = ['\x1f', '\x1e']

export function fakeDocker(folder: string, rules: readonly Rule[]): FakeDocker {
  mkdirSync(folder)
  const record = join(folder, 'record')
  writeFileSync(record, '')
  const branches = rules.map((rule, index) => {
    for (const stream of ['stdout', 'stderr'] as const) {
      writeFileSync(join(folder, `${stream}.${index}`), rule[stream] ?? '')
    }
    const answer = `cat '${folder}/stdout.${index}'; cat '${folder}/stderr.${index}' >&2; files "$@"; exit ${rule.code ?? 0}`
    return `if ${conditions(rule, join(folder, `used.${index}`)).join(' && ')}; then ${answer}; fi`
  })
  // One printf is one write: calls at the same time do not mix their words.
  const script = [
    '#!/bin/sh',
    `printf '%s\\037' "$@" "$(printf '\\036')" >> '${record}'`,
    'files() { while [ $# -gt 1 ]; do case "$1" in --metadata-file) echo {} > "$2";; --iidfile) echo sha256:1 > "$2";; esac; shift; done; }',
    ...branches,
    'echo "fake docker: no rule for: docker $*" >&2; exit 64',
  ]
  writeFileSync(join(folder, 'docker'), `${script.join('\n')}\n`)
  chmodSync(join(folder, 'docker'), 0o755)
  return {
    folder,
    calls: () =>
      readFileSync(record, 'utf8')
        .split(`${ENDS_CALL}${ENDS_WORD}`)
        .slice(0, -1)
        .map((call) => call.split(ENDS_WORD).slice(0, -1)),
  }
}

function conditions({ match, with: word, once }: Rule, used: string): readonly string[] {
  const words = match.map((part, index) => (part === '*' ? '' : `[ "\${${index + 1}:-}" = '${part}' ]`))
  return [
    `[ $# -ge ${match.length} ]`,
    ...words.filter((condition) => condition !== ''),
    ...(word === undefined ? [] : [`case " $* " in *" ${word} "*) true;; *) false;; esac`]),
    // A folder can only be created once.
    ...(once ? [`mkdir '${used}' 2>/dev/null`] : []),
  ]
}
