import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import { newStore, proveOne, short } from '../images.ts'
import { elf } from '../layer/elf-file.ts'

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
