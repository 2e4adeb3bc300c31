/** Programs that start another program, by their manual pages: their options with values, and other leading arguments. */

interface Wrapper {
  /** Options whose value is the next argument. */
  readonly valued: readonly string[]
  /** The number of its own arguments before the program's name: a user, a duration. */
  readonly ownArgs: number
  /** Options whose value is a command line. */
  readonly split?: readonly string[]
  /** Options whose value is the working directory. */
  readonly folder?: readonly string[]
}

/** The command that a wrapper starts. */
interface Wrapped {
  readonly words: readonly string[]
  /** The working directory; undefined if it does not change. */
  readonly folder: string | undefined
  /** Whether all options were understood. */
  readonly isSure: boolean
}

const PLAIN: Wrapper = { valued: [], ownArgs: 0 }
const USER: Wrapper = { valued: [], ownArgs: 1 }

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  // krallin/tini, README: "tini [OPTIONS] PROGRAM -- [ARGS]".
  ...['tini', 'tini-static', 'docker-init'].map(
    (name) => [name, { valued: ['-p', '-e'], ownArgs: 0 }] as const,
  ),
  // Yelp/dumb-init, --help.
  ['dumb-init', { valued: ['-r', '--rewrite'], ownArgs: 0 }],
  // openSUSE/catatonit, --help.
  ['catatonit', PLAIN],
  // env(1) of coreutils.
  [
    'env',
    {
      ...{ valued: ['-u', '--unset', '-a', '--argv0', '-C', '--chdir'], ownArgs: 0 },
      ...{ split: ['-S', '--split-string'], folder: ['-C', '--chdir'] },
    },
  ],
  // nice(1), nohup(1), timeout(1), stdbuf(1) of coreutils.
  ['nice', { valued: ['-n', '--adjustment'], ownArgs: 0 }],
  ['nohup', PLAIN],
  ['timeout', { valued: ['-s', '--signal', '-k', '--kill-after'], ownArgs: 1 }],
  ['stdbuf', { valued: ['-i', '--input', '-o', '--output', '-e', '--error'], ownArgs: 0 }],
  // setpriv(1), setsid(1), ionice(1) of util-linux.
  [
    'setpriv',
    {
      valued: [
        ...['--reuid', '--regid', '--ruid', '--rgid', '--euid', '--egid', '--groups', '--inh-caps'],
        ...['--ambient-caps', '--bounding-set', '--securebits', '--pdeathsig', '--selinux-label'],
        ...['--apparmor-profile'],
      ],
      ownArgs: 0,
    },
  ],
  ['setsid', PLAIN],
  // chroot(1) of coreutils: its own argument is nearly always `/`.
  ['chroot', USER],
  // prlimit(1), unshare(1), setarch(8), taskset(1), flock(1) and runuser(1) of util-linux.
  ...['prlimit', 'unshare', 'linux32', 'linux64'].map((name) => [name, PLAIN] as const),
  ...['setarch', 'taskset'].map((name) => [name, USER] as const),
  ['flock', { valued: ['-w', '--wait', '--timeout', '-E', '--conflict-exit-code'], ownArgs: 1 }],
  ['runuser', { valued: ['-u', '--user', '-g', '--group', '-G', '--supp-group'], ownArgs: 0 }],
  // sudo(8), doas(1).
  [
    'sudo',
    { valued: ['-u', '-g', '-h', '-p', '-C', '-R', '-T', '-U', '-D', '--user', '--group'], ownArgs: 0 },
  ],
  ['doas', { valued: ['-u', '-C'], ownArgs: 0 }],
  // numactl(8), dbus-run-session(1), xvfb-run(1), time(1).
  ['numactl', { valued: ['-i', '-m', '-N', '-C', '-p'], ownArgs: 0 }],
  ['dbus-run-session', PLAIN],
  ['xvfb-run', { valued: ['-e', '-f', '-n', '-p', '-s', '-w', '--server-args', '--server-num'], ownArgs: 0 }],
  ['time', { valued: ['-f', '--format', '-o', '--output'], ownArgs: 0 }],
  ['ionice', { valued: ['-c', '--class', '-n', '--classdata'], ownArgs: 0 }],
  // tianon/gosu and ncopa/su-exec: "user-spec command [args]".
  ['gosu', USER],
  ['su-exec', USER],
  // chpst(8) of runit.
  [
    'chpst',
    {
      ...{ ownArgs: 0, folder: ['-/'] },
      valued: [
        '-u',
        '-U',
        '-b',
        '-e',
        '-/',
        '-n',
        '-l',
        '-L',
        '-m',
        '-d',
        '-o',
        '-p',
        '-f',
        '-c',
        '-r',
        '-t',
      ],
    },
  ],
  ['setuidgid', USER],
  ['softlimit', { valued: ['-m', '-d', '-s', '-l', '-a', '-o', '-p', '-f', '-c', '-r', '-t'], ownArgs: 0 }],
  ['envdir', USER],
  ['setlock', USER],
  // skarnet.org/software/s6: only s6-envdir and s6-softlimit have options with values.
  ['s6-setuidgid', USER],
  ['s6-envdir', { valued: ['-c', '-s'], ownArgs: 1 }],
  ['s6-setsid', PLAIN],
  ['with-contenv', PLAIN],
  // exec and command are built-ins (POSIX.1, XCU); in bash, exec has an option for argv[0].
  ['exec', { valued: ['-a'], ownArgs: 0 }],
  ['command', PLAIN],
  ['catchsegv', PLAIN],
])

const ASSIGNMENT = /^\w+=/

/** How many command lines in options are split: one may have such an option again. */
const MAX_SPLITS = 4

/** The command that a wrapper starts; undefined if the command is not a wrapper. */
export function unwrap(argv: readonly string[]): Wrapped | undefined {
  const [name = ''] = argv
  const baseName = name.split('/').at(-1) ?? ''
  if (startsShell(baseName, argv)) return { words: shellOf(argv), folder: undefined, isSure: true }
  const wrapper = WRAPPERS.get(baseName)
  if (wrapper === undefined) return undefined
  let words = argv
  let folder: string | undefined
  let isSure = true
  let splits = 0
  let at = 1
  for (let word = words[at]; word !== undefined && isOptionOrAssignment(word); word = words[at]) {
    const split = splitOption(wrapper, word, words[at + 1])
    if (split !== undefined && splits < MAX_SPLITS) {
      const parts = split.line.split(/\s+/).filter((part) => part !== '')
      words = [...parts, ...words.slice(at + split.taken)]
      splits += 1
      at = 0
      continue
    }
    const isValued = takesNext(wrapper, word)
    if (wrapper.folder?.includes(word)) folder = words[at + 1]
    isSure &&= isValued || !isUnclear(word)
    at += isValued ? 2 : 1
  }
  if (words[at] === '--') at += 1
  return { words: words.slice(at + wrapper.ownArgs), folder, isSure }
}

/** su(1), and runuser(1) without -u, start a shell of the user. */
function startsShell(name: string, argv: readonly string[]): boolean {
  return name === 'su' || (name === 'runuser' && !argv.some((word) => /^(?:-u|--user)/.test(word)))
}

const SU_LINE = /^(?:-[a-zA-Z]*c|--command)$/
const SU_SHELL = /^(?:-[a-zA-Z]*s|--shell)$/
const SU_VALUED = /^(?:-[a-zA-Z]*[gGw]|--group|--supp-group|--whitelist-environment)$/

/** The shell that su starts, with its line and arguments; empty if it would read its commands from a terminal. */
function shellOf(argv: readonly string[]): readonly string[] {
  const operands: string[] = []
  const line: string[] = []
  let shell = '/bin/sh'
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '--') return [shell, ...line, ...operands.slice(1), ...argv.slice(at + 1)]
    if (SU_LINE.test(word)) line.push('-c', argv[++at] ?? '')
    else if (SU_SHELL.test(word)) shell = argv[++at] ?? shell
    else if (SU_VALUED.test(word)) at += 1
    else if (!word.startsWith('-')) operands.push(word)
  }
  const args = [...line, ...operands.slice(1)]
  return args.length === 0 ? [] : [shell, ...args]
}

/** Whether a word is an option or an assignment. */
function isOptionOrAssignment(word: string): boolean {
  return word !== '--' && ((word.startsWith('-') && word !== '-') || ASSIGNMENT.test(word))
}

/** Whether an option's value is the next word: the last of combined options may have one, as in -HEu. */
function takesNext({ valued }: Wrapper, word: string): boolean {
  if (valued.includes(word)) return true
  const letters = /^-([a-zA-Z]{2,})$/.exec(word)?.[1] ?? ''
  const first = [...letters].findIndex((letter) => valued.includes(`-${letter}`))
  return first !== -1 && first === letters.length - 1
}

/** Whether it is unclear if an option's value follows. */
function isUnclear(word: string): boolean {
  return word.startsWith('-') && !/^--?[a-zA-Z0-9][\w-]*(?:=.*)?$/.test(word)
}

/** The command line that is the value of such an option, in the same word or the next one. */
function splitOption({ split = [] }: Wrapper, word: string, next: string | undefined) {
  if (split.includes(word)) return next === undefined ? undefined : { line: next, taken: 2 }
  const option = split.find((name) => word.startsWith(name))
  if (option === undefined) return undefined
  return { line: word.slice(option.length).replace(/^=/, ''), taken: 1 }
}
