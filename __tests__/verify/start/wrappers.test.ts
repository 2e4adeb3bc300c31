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
    { line: 'taskset -c 0,1 app', starts: 'app' },
    { line: 'setarch x86_64 app', starts: 'app' },
    { line: 'flock -n /run/lock app', starts: 'app' },
    { line: 'numactl --interleave=all app', starts: 'app' },
    { line: 'xvfb-run -a -s -noreset app', starts: 'app' },
    { line: 'time -f %e app', starts: 'app' },
    { line: 'softlimit -m 1000000 app', starts: 'app' },
    { line: 'envdir /etc/env app', starts: 'app' },
    { line: 'with-contenv app', starts: 'app' },
    { line: 'tini', starts: '' },
  ])('$line', ({ line, starts, folder }) => {
    expect(unwrap(line.split(' '))).toEqual({
      words: starts === '' ? [] : starts.split(' '),
      folder,
      isSure: true,
    })
  })

  test.each([
    { what: 'in the next word', argv: ['env', '-S', 'A=b app -x', 'more'] },
    { what: 'in the same word', argv: ['env', '-SA=b app -x', 'more'] },
    { what: 'after an equals sign', argv: ['env', '--split-string=A=b app  -x', 'more'] },
  ])('started by env, with the line $what', ({ argv }) => {
    expect(unwrap(argv)?.words).toEqual(['app', '-x', 'more'])
  })

  test('is a guess if an option is unclear', () => {
    expect(unwrap(['tini', '-?', 'app'])).toMatchObject({ words: ['app'], isSure: false })
  })

  test('is undefined if it is not a wrapper', () => {
    expect(unwrap(['app', '--', 'x'])).toBeUndefined()
    expect(unwrap([])).toBeUndefined()
  })
})
