import { describe, expect, test } from '@jest/globals'
import { logReader, readLog } from '../../e2e/harness/log.ts'

const obeyed = (text: string) => readLog(text).commands.map(({ name, data }) => `${name}: ${data}`)

describe('lines that the runner obeys', () => {
  test.each([
    ['a command', '::error::broken', ['error: broken']],
    ['a command after spaces', ' \t\u00a0::error::broken', ['error: broken']],
    ['a command in other letters', '::ERROR::broken', ['error: broken']],
    ['escaped data', '::error::50%25 %250A%0Amore', ['error: 50% %0A\nmore']],
    ['data with ::', '::notice::a::b', ['notice: a::b']],
    ['a command in the middle of a line', 'x ::error::broken', []],
    ['a name that no command has', '::banana::split', []],
    ['a command without its second ::', '::error:broken', []],
    ['a byte order mark in front', '\ufeff::error::broken', []],
    ['an old command anywhere', 'compiling ##[error]broken', ['error: broken']],
    ['an old command after an unknown one', '##[banana]##[error]broken', []],
    ['an old marker broken up', '##\u200b[error]broken', []],
    ['a marker that was broken up, doubled', '##\u200b[##[error]broken', ['error: broken']],
    ['a command after a lone CR', 'progress\r::error::broken', ['error: broken']],
    ['a command in a last line without its end', 'text\n::error::broken', ['error: broken']],
    ['CR LF', '::error::one\r\n::error::two\r\n', ['error: one', 'error: two']],
  ])('%s', (_, text, expected) => {
    expect(obeyed(text)).toEqual(expected)
  })

  test('properties are unescaped, and matched without regard to case', () => {
    const [command] = readLog('::error file=a%2Cb%3A1,Line=3,title=,=x=y::broken').commands
    expect(command?.properties).toEqual({ file: 'a,b:1', line: '3', x: 'y' })
    const [old] = readLog('##[error file=a%3Bb;line=3]bro%5Dken').commands
    expect(old).toMatchObject({ properties: { file: 'a;b', line: '3' }, data: 'bro]ken', form: 'legacy' })
  })
})

describe('commands switched off', () => {
  test('lines in between are ignored, and lines after the token are obeyed again', () => {
    const log = readLog('::stop-commands::t0ken\n::error::no\n##[error]no\n::T0KEN::\n::error::yes\n')
    expect(log.commands.map(({ data }) => data)).toEqual(['yes'])
    expect(log.held).toHaveLength(2)
  })

  test('another stop in between does not change the token', () => {
    expect(obeyed('::stop-commands::one\n::stop-commands::two\n::two::\n::error::no\n')).toEqual([])
  })

  test.each(['', 'pause-logging', 'error', 'Stop-Commands'])('the token "%s" is refused', (token) => {
    const log = readLog(`::stop-commands::${token}\n::notice::still obeyed\n`)
    expect(log.commands).toHaveLength(1)
    expect(log.leaks).toEqual([expect.stringContaining('the token is refused')])
  })

  test('not switching them on again is a leak', () => {
    expect(readLog('a\n::stop-commands::t0ken\nb\n').leaks).toEqual([
      'line 2: commands were never switched on again',
    ])
  })
})

describe('leaks', () => {
  test.each([
    ['nothing', '::group::a\n::stop-commands::t0\n::error::x\n##\u200b[error]\n::t0::\n::endgroup::', []],
    ['a marker between', '::stop-commands::t0\nx ##[group]y\n::t0::', ['line 2: the marker ##[ was not']],
    ['an output from stdout', '::set-output name=a::b', ['line 1: obeyed though steps use files']],
    ['a command after a lone CR', 'x\r::error::y', ['line 2: obeyed after a lone CR']],
    ['an old command', 'x ##[error]y', ['line 1: the marker', 'line 1: obeyed in the middle']],
  ])('%s', (_, text, expected) => {
    expect(readLog(text).leaks).toEqual(expected.map((sentence) => expect.stringContaining(sentence)))
  })

  test('stderr is read separately, so that stopped commands on stdout do not affect it', () => {
    const reader = logReader()
    reader.push('stdout', Buffer.from('::stop-commands::t0ken\n'))
    reader.push('stderr', Buffer.from('::error::x\n'))
    reader.push('stdout', Buffer.from('::t0ken::\n'))
    reader.end()
    expect(reader.read().leaks).toEqual([expect.stringContaining('a command on stderr')])
  })
})

describe('groups', () => {
  test('hold their lines', () => {
    const { groups, groupErrors } = readLog('::group::Plan\none\ntwo\n::endgroup::\nthree\n')
    expect(groups).toEqual([{ title: 'Plan', line: 1, lines: ['one', 'two'] }])
    expect(groupErrors).toEqual([])
  })

  test.each([
    ['::group::a\n::group::b\n::endgroup::\n', ['line 2: group b starts inside group a']],
    ['::group::a\n', ['group a is not closed']],
    ['::endgroup::\n', ['line 1: a group ends that was not open']],
  ])('%j does not fold', (text, expected) => {
    expect(readLog(text).groupErrors).toEqual(expected)
  })
})

describe('the visible log', () => {
  test('is masked from the next line on, and for each line of a multi-line mask', () => {
    const log = readLog('early hunter2\n::add-mask::hunter2%0Asecond line\nlate hunter2\nsecond line\n')
    expect(log.shown).toBe('early hunter2\nlate ***\n***\n')
    expect(log.raw).toContain('late hunter2')
  })

  test('has messages with their marker, a masked token and no outputs', () => {
    const log = readLog(
      '::warning::careful\n::stop-commands::long-token\nx\n::long-token::\n::debug::quiet\n',
    )
    expect(log.shown).toBe('##[warning]careful\n::stop-commands::***\nx\n::***::\n')
  })
})

describe('a stream in pieces', () => {
  const text = 'é\r\n::error::a\rb\r\n\n::notice::ü€\n  ##[warning]x'
  test.each([1, 2, 3, 5])('of %i bytes reads like the whole', (size) => {
    const reader = logReader()
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) reader.push('stdout', bytes.subarray(at, at + size))
    reader.end()
    const { commands, shown, lines, leaks } = readLog(text)
    expect(reader.read()).toMatchObject({ commands, shown, lines, leaks })
  })

  test('of any length needs little memory', () => {
    const reader = logReader()
    const block = Buffer.from(`${'x'.repeat(1023)}\n`.repeat(1024))
    for (let megabytes = 0; megabytes < 40; megabytes++) reader.push('stdout', block)
    reader.end()
    const { raw, lines, bytes } = reader.read()
    expect({ lines, bytes }).toEqual({ lines: 40 * 1024, bytes: 40 << 20 })
    expect(raw.length).toBeLessThan(13 << 20)
    expect(raw).toContain('characters left out')
  })

  test('of one endless line needs no more memory than its length', () => {
    const reader = logReader()
    const block = Buffer.alloc(64 << 10, 'x')
    for (let blocks = 0; blocks < 320; blocks++) reader.push('stdout', block)
    reader.end()
    expect(reader.read().lines).toBe(1)
  })
})
