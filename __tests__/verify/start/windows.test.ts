import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import type { Image } from '../../../src/verify/image.ts'
import { pathOf } from '../../../src/verify/layer/tree.ts'
import { isOfWindows, windowsReached, windowsStart } from '../../../src/verify/start/windows.ts'
import { treeOf } from '../layer/new-tree.ts'

const IMAGE: Image = {
  ...{ platform: parsePlatform('windows/amd64'), digest: '', size: 0, layers: [], diffIds: [] },
  ...{ instructions: [], env: [], workingDir: 'C:\\app', argv: [], healthcheck: [], findings: [] },
}

const FILES = [
  ...['app/app.exe', 'app/plain', 'app/tool.v2.exe', 'app/my app.exe', 'app/run.cmd'],
  ...['Windows/System32/cmd.exe', 'Windows/System32/net.exe', 'Windows/notepad.exe'],
  ...['tools/bin/tool.exe', 'tools/bin/old.com', 'tools/bin/readme.txt', 'tools/bin/tool.exe.bak'],
  ...['tools/bin/toolexe', 'other/x.exe', 'v1.2/run.exe'],
]
const ENV = ['Path=C:\\Windows;"C:\\tools\\bin" ;%X%\\bin;;D:\\other']

function started(argv: readonly string[], more: Partial<Image> = {}): readonly string[] {
  const tree = treeOf({ programs: FILES })
  return windowsStart(tree, { ...IMAGE, env: ENV, argv, ...more }).map((node) => pathOf(tree, node))
}

describe('what a Windows image starts', () => {
  test.each([
    { argv: ['app.exe'], is: ['/app/app.exe'] },
    { argv: ['APP'], is: ['/app/app.exe'] },
    { argv: ['plain'], is: ['/app/plain'] },
    { argv: ['tool.v2'], is: [] },
    { argv: ['tool.v2.exe'], is: ['/app/tool.v2.exe'] },
    { argv: ['net'], is: ['/Windows/System32/net.exe'] },
    { argv: ['notepad', 'x'], is: ['/Windows/notepad.exe'] },
    { argv: ['tool'], is: ['/tools/bin/tool.exe'] },
    { argv: ['old.com'], is: ['/tools/bin/old.com'] },
    { argv: ['x'], is: [] },
    { argv: ['C:\\other\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['c:/other/x'], is: ['/other/x.exe'] },
    { argv: ['\\other\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['\\\\?\\C:\\other\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['\\\\.\\C:\\other\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['\\\\server\\other\\x.exe'], is: [] },
    { argv: ['D:\\other\\x.exe'], is: [] },
    { argv: ['..\\other\\.\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['other\\x.exe'], is: [] },
    { argv: ['.\\tool.exe'], is: [] },
    { argv: ['C:\\other'], is: [] },
    { argv: ['app.exe x'], is: ['/app/app.exe'] },
    { argv: ['"my app" x'], is: ['/app/my app.exe'] },
    { argv: ['my app.exe'], is: ['/app/my app.exe'] },
    { argv: ['my app.exe', 'x'], is: ['/app/my app.exe'] },
    { argv: ['cmd', '/S', '/C', 'app.exe x'], is: ['/Windows/System32/cmd.exe', '/app/app.exe'] },
    { argv: ['cmd.exe', '/c', '"app.exe" x'], is: ['/Windows/System32/cmd.exe', '/app/app.exe'] },
    {
      argv: ['cmd', '/c', '""C:\\app\\my app.exe" x"'],
      is: ['/Windows/System32/cmd.exe', '/app/my app.exe'],
    },
    {
      argv: ['cmd', '/c', '"C:\\app\\app.exe x"'],
      is: ['/Windows/System32/cmd.exe', '/app/app.exe'],
    },
    {
      argv: ['cmd', '/c', '"C:\\app\\app.exe x" y'],
      is: ['/Windows/System32/cmd.exe', '/app/app.exe'],
    },
    { argv: ['cmd', '/c', '&C:\\app\\app.exe'], is: ['/Windows/System32/cmd.exe'] },
    { argv: ['cmd', '/c', 'tool.exe.bak'], is: ['/Windows/System32/cmd.exe'] },
    { argv: ['cmd', '/c', 'toolexe'], is: ['/Windows/System32/cmd.exe'] },
    { argv: ['C:\\v1.2\\run'], is: ['/v1.2/run.exe'] },
    { argv: ['plain.'], is: [] },
    { argv: ['c:app.exe'], is: ['/app/app.exe'] },
    { argv: ['C:\\..\\other\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['cmdx', '/c', 'app.exe'], is: [] },
    { argv: ['C:\\other\\\\x.exe'], is: ['/other/x.exe'] },
    { argv: ['cmd', '/k', '.\\app x'], is: ['/Windows/System32/cmd.exe', '/app/app.exe'] },
    { argv: ['cmd', '/c', 'app x'], is: ['/Windows/System32/cmd.exe'] },
    { argv: ['cmd', '/c', 'old.com&app.exe'], is: ['/Windows/System32/cmd.exe', '/tools/bin/old.com'] },
    { argv: ['cmd', '/q', 'app.exe'], is: ['/Windows/System32/cmd.exe'] },
    { argv: ['cmd /S /C app.exe x'], is: ['/Windows/System32/cmd.exe', '/app/app.exe'] },
    {
      argv: ['C:\\Windows\\System32\\cmd.exe', '/c', 'app.exe'],
      is: ['/Windows/System32/cmd.exe', '/app/app.exe'],
    },
    { argv: ['app.exe', '/c', 'tool.exe'], is: ['/app/app.exe'] },
    { argv: [], is: [] },
  ])('$argv: $is', ({ argv, is }) => {
    expect(started(argv)).toEqual(is)
  })

  test('includes its health check', () => {
    expect(started(['app.exe'], { healthcheck: ['tool', 'x'] })).toEqual([
      '/app/app.exe',
      '/tools/bin/tool.exe',
    ])
  })

  test('prefers its working directory', () => {
    expect(started(['x'], { workingDir: '\\other' })).toEqual(['/other/x.exe'])
    expect(started(['app.exe'], { workingDir: '' })).toEqual([])
    expect(started(['app.exe'], { workingDir: 'D:\\app' })).toEqual([])
  })

  test('is the file of the uppermost layer if the names differ only in case', () => {
    const tree = treeOf({ programs: ['app/app.exe', 'app/App.exe'] }, { programs: ['app/APP.exe'] })
    const nodes = windowsStart(tree, { ...IMAGE, argv: ['app'] })
    expect(nodes.map((node) => pathOf(tree, node))).toEqual(['/app/APP.exe'])
  })
})

describe('what a Windows image can call by name', () => {
  test.each([
    { env: ENV, is: ['/tools/bin/old.com', '/tools/bin/tool.exe'] },
    { env: ['PATH=C:\\other', ...ENV], is: ['/tools/bin/old.com', '/tools/bin/tool.exe'] },
    { env: [...ENV, 'PATH=C:\\OTHER'], is: ['/other/x.exe'] },
    { env: ['Path= C:\\"other" '], is: ['/other/x.exe'] },
    { env: ['XPATH=C:\\other'], is: [] },
    { env: ['Path=D:\\other;C:\\none'], is: [] },
    { env: [], is: [] },
  ])('with $env: $is', ({ env, is }) => {
    const tree = treeOf({ programs: FILES })
    const paths = windowsReached(tree, { ...IMAGE, env }).map((node) => pathOf(tree, node))
    expect(paths.toSorted()).toEqual(is)
  })
})

test.each([
  { path: 'C:\\Windows\\System32', is: true },
  { path: '/WINDOWS/x', is: true },
  { path: 'C:\\app\\Windows', is: false },
  { path: 'D:\\Windows', is: false },
  { path: 'C:\\WindowsApps', is: false },
])('$path is of Windows itself: $is', ({ path, is }) => {
  expect(isOfWindows(path)).toBe(is)
})
