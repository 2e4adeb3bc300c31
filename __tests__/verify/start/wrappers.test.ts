import { describe, expect, test } from '@jest/globals'
import { unwrap } from '../../../src/verify/start/wrappers.ts'

describe('what a wrapper starts', () => {
  test.each([
    { line: 'tini app', starts: 'app' },
    { line: '/sbin/tini -g -- app -x', starts: 'app -x' },
    { line: 'tini -s -p SIGTERM -e 143 -- app', starts: 'app' },
    { line: 'dumb-init --rewrite 15:3 -- app', starts: 'app' },
    { line: 'dumb-init --rewrite=15:3 app', starts: 'app' },
    { line: 'catatonit -P -- app', starts: 'app' },
    { line: 'su-exec nobody app -v', starts: 'app -v' },
    { line: 'gosu 1000:1000 app', starts: 'app' },
    { line: 's6-setuidgid www app', starts: 'app' },
    { line: 'setuidgid www app', starts: 'app' },
    { line: 'chpst -u www -/ /srv app', starts: 'app', folder: '/srv' },
    { line: 'env A=b C=d app', starts: 'app' },
    { line: 'env -i -u HOME PATH=/x app', starts: 'app' },
    { line: 'env -C /srv ./app', starts: './app', folder: '/srv' },
    { line: 'setpriv --reuid 1000 --regid=1000 --clear-groups app', starts: 'app' },
    { line: 'timeout -s KILL -k 1 5 app', starts: 'app' },
    { line: 'timeout --signal=KILL 5 app', starts: 'app' },
    { line: 'nice -n 5 app', starts: 'app' },
    { line: 'nice -5 app', starts: 'app' },
    { line: 'nohup app', starts: 'app' },
    { line: 'ionice -c 3 app', starts: 'app' },
    { line: 'stdbuf -oL -e 0 app', starts: 'app' },
    { line: 'exec -a name app', starts: 'app' },
    { line: 'sudo -E -u www -- app -x', starts: 'app -x' },
    { line: 'doas -u www app', starts: 'app' },
    { line: 'runuser -u www -- app', starts: 'app' },
    { line: 'runuser -g www -u www app', starts: 'app' },
    { line: 'taskset -c 0,1 app', starts: 'app' },
    { line: 'sudo -HEu www app', starts: 'app' },
    { line: 'timeout -vsKILL 5 app', starts: 'app' },
    { line: 'chroot --userspec=1000:0 / app -x', starts: 'app -x' },
    { line: 'su www -c app', starts: '/bin/sh -c app' },
    { line: 'su - www -lc app x', starts: '/bin/sh -c app x' },
    { line: 'su -s /bin/bash -g www www --command app', starts: '/bin/bash -c app' },
    { line: 'su www -- -c app x', starts: '/bin/sh -c app x' },
    { line: 'su -l www /srv/run.sh x', starts: '/bin/sh /srv/run.sh x' },
    { line: 'su - www', starts: '' },
    { line: 'runuser -l www -c app', starts: '/bin/sh -c app' },
    { line: 'setarch x86_64 app', starts: 'app' },
    { line: 'flock -n /run/lock app', starts: 'app' },
    { line: 'flock -w 10 --conflict-exit-code 0 /run/lock app', starts: 'app' },
    { line: 'numactl --interleave=all app', starts: 'app' },
    { line: 'numactl -l app', starts: 'app' },
    { line: 'xvfb-run -a -s -noreset app', starts: 'app' },
    { line: 'time -f %e app', starts: 'app' },
    { line: 'softlimit -m 1000000 app', starts: 'app' },
    { line: 'envdir /etc/env app', starts: 'app' },
    { line: 'with-contenv app', starts: 'app' },
    { line: 'docker-init -e 143 -- app', starts: 'app' },
    { line: 'tini-static -p SIGTERM app', starts: 'app' },
    { line: 'dumb-init -r 15:3 app', starts: 'app' },
    { line: 'linux32 app', starts: 'app' },
    { line: 'linux64 app', starts: 'app' },
    { line: 'prlimit --nofile=1024 app', starts: 'app' },
    { line: 'unshare --net app', starts: 'app' },
    { line: 'setsid -w app', starts: 'app' },
    { line: 'catchsegv app', starts: 'app' },
    { line: 'dbus-run-session -- app', starts: 'app' },
    { line: 's6-setsid app', starts: 'app' },
    { line: 'setlock /run/lock app', starts: 'app' },
    { line: 'command -p app', starts: 'app' },
    { line: 'tini', starts: '' },
    { line: 'tini -', starts: '-' },
    { line: 'env A-B=c app', starts: 'A-B=c app' },
    { line: 'gosu nobody', starts: '' },
  ])('$line', ({ line, starts, folder }) => {
    expect(unwrap(line.split(' '))).toEqual({
      words: starts === '' ? [] : starts.split(' '),
      folder,
      isSure: true,
    })
  })

  /** The options of each manual page that take the next argument as their value. */
  test.each([
    { name: 'env', options: ['-u', '--unset', '-a', '--argv0'] },
    { name: 'nice', options: ['-n', '--adjustment'] },
    { name: 'stdbuf', options: ['-i', '--input', '-o', '--output', '-e', '--error'] },
    {
      name: 'setpriv',
      options: [
        ...['--reuid', '--regid', '--ruid', '--rgid', '--euid', '--egid', '--groups', '--inh-caps'],
        ...['--ambient-caps', '--bounding-set', '--securebits', '--pdeathsig', '--selinux-label'],
        ...['--apparmor-profile'],
      ],
    },
    { name: 'runuser', options: ['-u', '--user'] },
    {
      name: 'sudo',
      options: ['-u', '-g', '-h', '-p', '-C', '-R', '-T', '-U', '-D', '--user', '--group'],
    },
    { name: 'doas', options: ['-u', '-C'] },
    { name: 'numactl', options: ['-i', '-m', '-N', '-C', '-p'] },
    {
      name: 'xvfb-run',
      options: ['-e', '-f', '-n', '-p', '-s', '-w', '--server-args', '--server-num'],
    },
    { name: 'time', options: ['-f', '--format', '-o', '--output'] },
    { name: 'ionice', options: ['-c', '--class', '-n', '--classdata'] },
    {
      name: 'chpst',
      options: ['-u', '-U', '-b', '-e', '-n', '-l', '-L', '-m', '-d', '-o', '-p', '-f', '-c', '-r', '-t'],
    },
    { name: 'softlimit', options: ['-m', '-d', '-s', '-l', '-a', '-o', '-p', '-f', '-c', '-r', '-t'] },
  ])('$name takes a value for each of $options', ({ name, options }) => {
    const wrong = options.filter((option) => unwrap([name, option, 'value', 'app'])?.words.join() !== 'app')
    expect(wrong).toEqual([])
  })

  test.each([
    { argv: ['timeout', '--signal', 'KILL', '--kill-after', '1', '5', 'app'] },
    { argv: ['s6-envdir', '-c', '10', '-s', '20', '/etc/env', 'app'] },
  ])('$argv has an argument of its own after the options', ({ argv }) => {
    expect(unwrap(argv)?.words).toEqual(['app'])
  })

  test.each([
    { argv: ['env', '--chdir', '/srv', 'app'], folder: '/srv' },
    { argv: ['env', '-u', '/srv', 'app'], folder: undefined },
    { argv: ['sudo', '-C', '3', 'app'], folder: undefined },
  ])('$argv runs in $folder', ({ argv, folder }) => {
    expect(unwrap(argv)?.folder).toBe(folder)
  })

  test.each([
    { option: '-x', isSure: true },
    { option: '--long-option=a b', isSure: true },
    { option: '-é', isSure: false },
    { option: '---x', isSure: false },
    { option: '--x!', isSure: false },
  ])('is understood with $option: $isSure', ({ option, isSure }) => {
    expect(unwrap(['nohup', option, 'app'])).toMatchObject({ words: ['app'], isSure })
  })

  test('is still a guess if options that are understood follow', () => {
    expect(unwrap(['tini', '-?', '-g', 'app'])?.isSure).toBe(false)
  })

  test.each([
    { what: 'in the next word', argv: ['env', '-S', 'A=b app -x', 'more'] },
    { what: 'in the same word', argv: ['env', '-SA=b app -x', 'more'] },
    { what: 'with a name for its option', argv: ['env', '--split-string', 'app -x', 'more'] },
    { what: 'with blanks around it', argv: ['env', '-S', ' app -x ', 'more'] },
    { what: 'after another option', argv: ['env', '-i', '-S', 'app -x', 'more'] },
    { what: 'after an equals sign', argv: ['env', '--split-string=A=b app  -x', 'more'] },
  ])('started by env, with the line $what', ({ argv }) => {
    expect(unwrap(argv)?.words).toEqual(['app', '-x', 'more'])
  })

  test('keeps what the options before its line say', () => {
    expect(unwrap(['env', '-C', '/srv', '-?', '-S', './app -x', ''])).toEqual({
      words: ['./app', '-x', ''],
      folder: '/srv',
      isSure: false,
    })
  })

  test('splits a line in a line, but not without limit', () => {
    const nested = (count: number) => unwrap(['env', '-S', `${'-S '.repeat(count)}app -S x`])?.words
    expect([nested(3), nested(5)]).toEqual([
      ['app', '-S', 'x'],
      ['app', '-S', 'x'],
    ])
    const lines = (count: number) =>
      unwrap(['env', ...Array<string>(count).fill('-Sa=b'), '-Sapp', 'x'])?.words
    expect([lines(3), lines(4)]).toEqual([['app', 'x'], ['x']])
    expect(unwrap(['env', '-S', '-S '.repeat(100_000)])?.words).toEqual([])
  })

  test('is a guess if an option is unclear', () => {
    expect(unwrap(['tini', '-?', 'app'])).toMatchObject({ words: ['app'], isSure: false })
  })

  test('is undefined if it is not a wrapper', () => {
    expect(unwrap(['app', '--', 'x'])).toBeUndefined()
    expect(unwrap([])).toBeUndefined()
  })
})
