import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import { servicesOf } from '../../../src/verify/start/services.ts'
import { newStore, proveOne, short } from '../images.ts'
import { elf } from '../layer/elf-file.ts'
import { symlink, textFile, treeOfFiles } from '../layer/new-tree.ts'

const file = (path: string, text: string): NewEntry => ({ path, bytes: Buffer.from(text) })
const program = (path: string, arch = 'amd64'): NewEntry => ({ path, bytes: elf(arch, { type: 2 }) })
const script = (path: string): NewEntry => file(path, '#!/bin/sh\nexec /srv/wrong\n')
const empty = (path: string): NewEntry => file(path, '')

const STARTERS = ['bin/sh', 'usr/bin/supervisord', 'usr/bin/runsvdir', 'usr/bin/s6-svscan', 'sbin/my_init']
const BASE: readonly NewEntry[] = [
  ...[...STARTERS, 'init', 'lib/systemd/systemd', 'usr/sbin/cron'].map((path) => program(path)),
  program('opt/right/right'),
  program('srv/wrong', 'arm64'),
]

interface Row {
  readonly what: string
  readonly argv: readonly string[]
  readonly files: readonly NewEntry[]
  readonly env?: readonly string[]
  /** Whether the program for another machine is started for sure. */
  readonly isStarted: boolean
}

const supervised = (lines: readonly string[], path = 'etc/supervisord.conf'): NewEntry =>
  file(path, ['[supervisord]', 'nodaemon=true', ...lines, ''].join('\n'))
const SUPERVISOR = ['supervisord', '-n']
const WRONG = 'command=/srv/wrong'

const ROWS: readonly Row[] = [
  {
    what: 'supervisord, from its file',
    argv: SUPERVISOR,
    files: [supervised(['[program:a]', WRONG])],
    isStarted: true,
  },
  ...['eventlistener:a', 'fcgi-program:a'].map((section) => ({
    what: `supervisord, as ${section}`,
    argv: SUPERVISOR,
    files: [supervised([`[${section}]`, WRONG])],
    isStarted: true,
  })),
  ...['my program:a', 'xprogram:a', 'program', 'group:a'].map((section) => ({
    what: `supervisord, but not as ${section}`,
    argv: SUPERVISOR,
    files: [supervised([`[${section}]`, WRONG])],
    isStarted: false,
  })),
  ...['-c', '--configuration'].map((option) => ({
    what: `supervisord, from the file of ${option}`,
    argv: [...SUPERVISOR, option, '/srv/supervisord-my.conf'],
    files: [
      supervised(['[program:a]', WRONG], 'srv/supervisord-my.conf'),
      supervised(['[program:a]', 'command=/opt/right/right']),
    ],
    isStarted: true,
  })),
  {
    what: 'supervisord, but not from its own file if there is -c',
    argv: [...SUPERVISOR, '-c', '/srv/supervisord-my.conf'],
    files: [
      supervised(['[program:a]', 'command=/opt/right/right'], 'srv/supervisord-my.conf'),
      supervised(['[program:a]', WRONG]),
    ],
    isStarted: false,
  },
  {
    what: 'supervisord, from a file that is included',
    argv: SUPERVISOR,
    files: [
      supervised(['[include]', 'files = conf.d/*.conf'], 'etc/supervisor/supervisord.conf'),
      supervised(['[program:a]', WRONG], 'etc/supervisor/conf.d/a.conf'),
    ],
    isStarted: true,
  },
  {
    what: 'supervisord, but not from a file beside those that are included',
    argv: SUPERVISOR,
    files: [
      supervised(['[include]', 'files = /etc/supervisor/conf.d/*.conf'], 'etc/supervisor/supervisord.conf'),
      supervised(['[program:a]', WRONG], 'etc/supervisor/conf.d/a.bak'),
    ],
    isStarted: false,
  },
  ...['etc/supervisor/conf.d', 'etc/supervisord.d', 'etc/supervisor.d'].map((folder) => ({
    what: `supervisord, from ${folder} of a distribution`,
    argv: SUPERVISOR,
    files: [supervised(['[program:a]', WRONG], `${folder}/a.ini`)],
    isStarted: true,
  })),
  ...['false', 'no', 'OFF', '0'].map((word) => ({
    what: `supervisord, perhaps, with autostart=${word}`,
    argv: SUPERVISOR,
    files: [supervised(['[program:a]', WRONG, `autostart=${word}`])],
    isStarted: false,
  })),
  ...['true', 'falsely'].map((word) => ({
    what: `supervisord, with autostart=${word}`,
    argv: SUPERVISOR,
    files: [supervised(['[program:a]', WRONG, `autostart=${word}`])],
    isStarted: true,
  })),
  {
    what: 'supervisord, in a folder',
    argv: SUPERVISOR,
    files: [supervised(['[program:a]', 'command=./wrong ; a comment', 'directory = /srv'])],
    isStarted: true,
  },
  {
    what: 'supervisord, beside its file',
    argv: [...SUPERVISOR, '-c', '/srv/supervisord-my.conf'],
    files: [supervised(['[program:a]', 'command=%(here)s/wrong'], 'srv/supervisord-my.conf')],
    isStarted: true,
  },
  {
    what: 'supervisord, by a variable',
    argv: SUPERVISOR,
    env: ['FOLDER=/srv'],
    files: [supervised(['[program:a]', 'command=%(ENV_FOLDER)s/wrong'])],
    isStarted: true,
  },
  {
    what: 'supervisord, but not from a comment',
    argv: SUPERVISOR,
    files: [supervised(['[program:a]', 'command=/opt/right/right', `;${WRONG}`, `#${WRONG}`])],
    isStarted: false,
  },
  ...['runsvdir', 's6-svscan'].map((name) => ({
    what: `${name}, from its folder`,
    argv: [name, '/etc/service'],
    files: [script('etc/service/a/run')],
    isStarted: true,
  })),
  {
    what: 'runsvdir, but not from another folder',
    argv: ['runsvdir', '/etc/service'],
    files: [script('etc/other/a/run')],
    isStarted: false,
  },
  { what: 'my_init', argv: ['/sbin/my_init'], files: [script('etc/service/a/run')], isStarted: true },
  {
    what: 's6-overlay, as a service',
    argv: ['/init'],
    files: [script('etc/services.d/a/run')],
    isStarted: true,
  },
  {
    what: 's6-overlay, before services',
    argv: ['/init'],
    files: [script('etc/cont-init.d/01-a')],
    isStarted: true,
  },
  {
    what: 's6-overlay, as a service of the bundle user',
    argv: ['/init'],
    files: [script('etc/s6-overlay/s6-rc.d/a/run'), empty('etc/s6-overlay/s6-rc.d/user/contents.d/a')],
    isStarted: true,
  },
  {
    what: 's6-overlay, but not as a service that is in no bundle',
    argv: ['/init'],
    files: [script('etc/s6-overlay/s6-rc.d/a/run'), empty('etc/s6-overlay/s6-rc.d/user/contents.d/b')],
    isStarted: false,
  },
  ...[
    {
      how: 'if another unit needs it',
      unit: 'ExecStart=/srv/wrong',
      wants: 'multi-user.target.wants',
      is: true,
    },
    { how: 'with a prefix', unit: 'ExecStart = -/srv/wrong', wants: 'multi-user.target.wants', is: true },
    {
      how: 'perhaps, under a condition',
      unit: 'ConditionPathExists=/x\nExecStart=/srv/wrong',
      wants: 'a.wants',
      is: false,
    },
    {
      how: 'but not if no unit needs it',
      unit: 'ExecStart=/srv/wrong',
      wants: 'multi-user.target.requires',
      is: false,
    },
  ].map(({ how, unit, wants, is }) => ({
    what: `systemd, ${how}`,
    argv: ['/lib/systemd/systemd'],
    files: [
      file('etc/systemd/system/a.service', `[Service]\n${unit}\n`),
      { path: `etc/systemd/system/${wants}/a.service`, type: '2', target: '../a.service' },
    ],
    isStarted: is,
  })),
]

describe('a program for another machine is started by', () => {
  test.each(ROWS)('$what: $isStarted', async ({ argv, files, env = [], isStarted }) => {
    const store = newStore()
    const config = { Entrypoint: argv, Env: ['PATH=/usr/bin:/usr/sbin:/bin', ...env] }
    const image = store.image('linux/amd64', [store.layer([...BASE, ...files])], { config })
    const { findings } = await proveOne(store, image)
    expect(short(findings)).toEqual([`${isStarted ? 'error' : 'warning'} machine /srv/wrong`])
  })
})

interface Starting {
  readonly argv: readonly string[]
  /** The program's file. */
  readonly path?: string
  readonly files: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
}

/** Services as text: a question mark before those that may not be started, and where they run. */
function servicesIn({ argv, path = '/usr/bin/x', files, links = {} }: Starting): readonly string[] {
  const tree = treeOfFiles([
    ...Object.entries(files).map(([name, text]) => textFile(name, text)),
    ...Object.entries(links).map(([name, target]) => symlink(name, target)),
  ])
  const variable = (name: string) => (name === 'APP' ? '/srv' : undefined)
  return servicesOf({ tree, argv, path, variable }).map(({ words, isSure, folder, isScript }) => {
    const location = folder === undefined ? '' : ` in ${folder}`
    return `${isSure ? '' : '? '}${words.join('|')}${location}${isScript ? ' as a script' : ''}`
  })
}

describe('the services of supervisord', () => {
  const A = '[program:a]\ncommand=/a\n'
  const B = '[program:b]\ncommand=/b\n'
  const CONF = 'etc/supervisord.conf'

  test.each<Starting & { readonly what: string; readonly is: readonly string[] }>([
    { what: 'by its path', argv: ['/opt/supervisord'], files: { [CONF]: A }, is: ['/a'] },
    { what: 'by its file', argv: ['x'], path: '/opt/supervisord', files: { [CONF]: A }, is: ['/a'] },
    { what: 'once', argv: ['supervisord'], path: '/supervisord', files: { [CONF]: A }, is: ['/a'] },
    { what: 'not of another program', argv: ['supervisorctl'], files: { [CONF]: A }, is: [] },
    { what: 'not of nothing', argv: [], files: { [CONF]: A }, is: [] },
    { what: 'without a file', argv: ['supervisord'], files: {}, is: [] },
    { what: 'without a value of its option', argv: ['supervisord', '-c'], files: { [CONF]: A }, is: ['/a'] },
    {
      what: 'without the file of its option',
      argv: ['supervisord', '-c', '/x'],
      files: { [CONF]: A },
      is: [],
    },
    {
      what: 'in the file of a distribution',
      ...{ argv: ['supervisord'], files: { 'etc/supervisor/supervisord.conf': A, 'supervisord.conf': B } },
      is: ['/a'],
    },
    { what: 'in the root', argv: ['supervisord'], files: { 'supervisord.conf': B }, is: ['/b'] },
    {
      what: 'in the first file',
      argv: ['supervisord'],
      files: { 'supervisord.conf': B, [CONF]: A },
      is: ['/a'],
    },
    {
      what: 'in several included files',
      argv: ['supervisord'],
      files: {
        [CONF]: `${A}[include]\nfiles = x/b*.ini  /y/c.ini\n`,
        ...{ 'etc/x/b1.ini': B, 'etc/x/ab.ini': A, 'etc/x/b.conf': A, 'x/b.ini': A },
        ...{ 'y/c.ini': '[program:c]\ncommand=/c', 'y/cc.ini': A },
      },
      is: ['/a', '/b', '/c'],
    },
    {
      what: 'in files that are included beside one in the root',
      argv: ['supervisord'],
      files: { 'supervisord.conf': '[include]\nfiles=x/*', 'x/b': B },
      is: ['/b'],
    },
    {
      what: 'in no file that only another section names',
      argv: ['supervisord'],
      files: { [CONF]: '[includes]\nfiles=/x/*\n[include]\nfile=/x/*\n', 'x/b': B },
      is: [],
    },
    {
      what: 'in no included file of a distribution beside a configuration',
      ...{ argv: ['supervisord'], files: { [CONF]: A, 'etc/supervisor/conf.d/b.conf': B }, is: ['/a'] },
    },
  ])('$what', ({ is, what, ...row }) => {
    expect(servicesIn(row)).toEqual(is)
  })

  test.each([
    { text: 'command=/a "b c" \'d\'', is: ['/a|b c|d'] },
    { text: 'command = /a', is: ['/a'] },
    { text: 'command: /a', is: ['/a'] },
    { text: 'command=/a ; b', is: ['/a'] },
    { text: "command=/a 'b;c'\r", is: ['/a|b;c'] },
    { text: 'command=/a\r\ndirectory=/x\r', is: ['/a in /x'] },
    { text: 'command=/a\ncommand=/b', is: ['/b'] },
    { text: ' command=/a', is: [] },
    { text: 'Command=/a', is: [] },
    { text: 'command', is: [] },
    { text: 'command=', is: [] },
    { text: 'x=1', is: [] },
    { text: 'autostart=1\ncommand=/a', is: ['/a'] },
    { text: ' [x]\ncommand=/a', is: ['/a'] },
    { text: '[program:b] ; b\ncommand=/a', is: ['/a'] },
    { text: '[x]\ncommand=/a', is: [] },
    { text: 'command=%(here)s/x %(here)s', is: ['/etc/x|/etc'] },
    { text: 'command=%(ENV_APP)s/x %(ENV_APP)s', is: ['/srv/x|/srv'] },
    { text: 'command=/srv/%(program_name)s', is: [] },
    { text: 'command=/a --name=%(program_name)s', is: ['/a|--name=%|program_name|s'] },
    { text: 'command=%(ENV_NONE)s/a', is: [] },
    { text: 'command=$APP/a', is: [] },
    { text: 'command=/a $APP', is: ['/a|$'] },
  ])('by their keys: $text', ({ text, is }) => {
    const files = { [CONF]: `command=/none\n[program:x]\n${text}\n` }
    expect(servicesIn({ argv: ['supervisord'], files })).toEqual(is)
  })

  test('are in the folder of a file in the root', () => {
    const files = { 'supervisord.conf': '[program:x]\ncommand=/a %(here)s' }
    expect(servicesIn({ argv: ['supervisord'], files })).toEqual(['/a|/'])
  })
})

describe('the services of other supervisors', () => {
  const names = [
    ...[
      'etc/service/a/run',
      'etc/service/b/finish',
      'srv/x/run',
      'etc/cont-init.d/01',
      'etc/services.d/s/run',
    ],
    ...['etc/s6-overlay/s6-rc.d/r/run', 'etc/s6-overlay/s6-rc.d/user/contents.d/r'],
  ]
  const files = Object.fromEntries(names.map((name) => [name, '']))
  const service = ['/etc/service/b/run as a script', '/etc/service/a/run as a script']
  const overlay = ['/etc/cont-init.d/01', '/etc/s6-overlay/s6-rc.d/r/run', '/etc/services.d/s/run']

  test.each([
    ...['runsvdir', '/usr/bin/runsvdir', 'svscan', 's6-svscan'].map((name) => ({
      ...{ argv: [name, '-P', '/etc/service', '/srv'], is: service },
    })),
    { argv: ['runsvdir', 'etc/service'], is: [] },
    { argv: ['runsvdir', '/none'], is: [] },
    { argv: ['my_init', '--', '/srv'], is: service },
    { argv: ['/init', 'x'], is: overlay.map((path) => `${path} as a script`) },
  ])('$argv', ({ argv, is }) => {
    expect(servicesIn({ argv, files })).toEqual(is)
  })
})

describe('the units of systemd', () => {
  const UNITS = 'etc/systemd/system'
  const unit = (text: string, more: Partial<Starting> = {}): readonly string[] =>
    servicesIn({
      ...{ argv: ['/sbin/init'], path: '/lib/systemd/systemd', files: { [`${UNITS}/a.service`]: text } },
      ...{ links: { [`${UNITS}/x.wants/a.service`]: '../a.service' }, ...more },
    })

  test.each([
    { text: '[Service]\nExecStart=/a b\nExecStart=/c', is: ['/a|b', '/c'] },
    ...['-', '@', ':', '+', '!', '|', '-+'].map((sign) => ({ text: `ExecStart=${sign}/a`, is: ['/a'] })),
    { text: 'ExecStart = /a', is: ['/a'] },
    { text: 'ExecStart=$APP/a $APP', is: ['/srv/a|/srv'] },
    { text: 'ExecStartPre=/a\n ExecStart=/b\n#ExecStart=/c\nExecStart=', is: [] },
    { text: 'ConditionPathExists=/x\nExecStart=/a', is: ['? /a'] },
    { text: 'ExecStart=/a\nAssertPathExists=/x', is: ['? /a'] },
    { text: '#Condition\nExecStart=/a', is: ['/a'] },
    { text: '', is: [] },
  ])('$text', ({ text, is }) => {
    expect(unit(text)).toEqual(is)
  })

  test('are started by systemd only, once each, and if they exist', () => {
    const text = 'ExecStart=/a'
    expect(unit(text, { argv: ['systemd'] })).toEqual(['/a'])
    expect(unit(text, { path: '/sbin/init' })).toEqual([])
    expect(unit(text, { path: '/lib/xsystemd' })).toEqual([])
    const links = ['x.wants/a.service', 'y.wants/a.service', 'y.wants/none.service', 'z.wantsx/b.service']
    const more = { links: Object.fromEntries(links.map((name) => [`${UNITS}/${name}`, '/x'])) }
    expect(
      unit(text, { ...more, files: { [`${UNITS}/a.service`]: text, [`${UNITS}/b.service`]: text } }),
    ).toEqual(['/a'])
  })
})

describe('the jobs of cron', () => {
  const jobs = (files: Readonly<Record<string, string>>): readonly string[] =>
    servicesIn({ argv: ['cron', '-f'], files })

  test.each([
    { line: '* * * * * /a b', is: ['/a b'] },
    { line: ' */5\t0-7,9 1 jan MON-fri  /a', is: ['/a'] },
    { line: '@reboot /a', is: ['/a'] },
    { line: '@daily\t/a\r', is: ['/a'] },
    { line: '* * * * /a', is: [] },
    { line: '# * * * * * /a', is: [] },
    { line: 'PATH=/a b c d e f', is: [] },
    { line: 'MAILTO=x', is: [] },
    { line: 'x @daily /a', is: [] },
    { line: '* * * * *', is: [] },
    { line: '', is: [] },
  ])('$line', ({ line, is }) => {
    const expected = is.map((command) => `/bin/sh|-c|${command}`)
    expect(jobs({ 'etc/crontabs/root': `${line}\n` })).toEqual(expected)
  })

  test('are in the files of the system, with a user, and in those of users', () => {
    const names = ['etc/crontabs', 'var/spool/cron/crontabs', 'var/spool/cron'].map((folder) => `${folder}/u`)
    const files = {
      'etc/crontab': '* * * * * root /a b\n@daily  www\t/b',
      'etc/cron.d/x': '* * * * * root /c',
      ...Object.fromEntries(names.map((name) => [name, `@daily /${name} x`])),
    }
    const commands = ['/a b', '/b', '/c', ...names.map((name) => `/${name} x`)]
    expect(jobs(files)).toEqual(commands.map((command) => `/bin/sh|-c|${command}`))
    expect(servicesIn({ argv: ['crond'], files })).toEqual(jobs(files))
  })
})
