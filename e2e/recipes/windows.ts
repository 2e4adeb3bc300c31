import { elf } from '../../__tests__/verify/layer/elf-file.ts'
import { machO, type NewPe, pe } from '../../__tests__/verify/layer/pe-file.ts'
import type { NewEntry } from '../harness/tar-writer.ts'
import { file, notExecutable } from './metadata.ts'
import type { Recipe, Telling, Why } from './recipe.ts'

type Arch = Parameters<typeof pe>[0]

/** A program in a Windows layer, which has no execute bits. */
const exe = (path: string, arch: Arch, as?: NewPe): NewEntry => notExecutable(file(path, pe(arch, as)))
const started = (...Entrypoint: readonly string[]) => ({ Entrypoint })
const wrong = (why: Why, path: string): readonly Telling[] => [{ severity: 'error', why, path }]
const warned = (why: Why, path: string): readonly Telling[] => [{ severity: 'warning', why, path }]

/** The base of every Windows image, and entries that are not part of its file system. */
const BASE: readonly NewEntry[] = [
  exe('Files/Windows/System32/cmd.exe', 'amd64'),
  exe('Files/Windows/System32/other.exe', 'arm64'),
  file('Hives/System_Base', 'regf'),
  exe('UtilityVM/Files/Windows/System32/vmcompute.exe', 'arm64'),
]
const ON = { on: 'windows/amd64' } as const
const APP = 'C:\\App\\app.exe'

const RIGHT: readonly Recipe[] = [
  {
    ...{ ...ON, what: 'a program for Windows' },
    entries: [...BASE, exe('Files/App/app.exe', 'amd64')],
    config: started(APP),
  },
  {
    ...{ ...ON, what: 'a program on scratch, as BuildKit puts it there' },
    entries: [file('app.exe', pe('amd64'))],
    config: started('/app.exe'),
  },
  {
    ...{ ...ON, what: 'a 32-bit program' },
    entries: [...BASE, exe('Files/App/app.exe', '386')],
    config: started(APP),
  },
  {
    what: 'managed code, whose header says 386',
    on: 'windows/arm64',
    entries: [exe('Files/App/app.exe', '386', { isManaged: true })],
    config: started(APP),
  },
  {
    what: 'managed code compiled ahead of time for another machine',
    on: 'windows/arm64',
    entries: [exe('Files/App/app.exe', 'amd64', { isManaged: true })],
    config: started(APP),
  },
  {
    what: 'a program for Arm with x64 code, whose header says amd64',
    on: 'windows/arm64',
    entries: [exe('Files/App/app.exe', 'amd64', { sections: ['.text', '.hexpthk', '.rdata'] })],
    config: started(APP),
  },
  {
    what: 'a program for Arm with code for both',
    on: 'windows/arm64',
    entries: [exe('Files/App/app.exe', 'arm64', { sections: ['.text', '.a64xrm'] })],
    config: started(APP),
  },
  {
    ...{ ...ON, what: 'a program for an unknown machine' },
    entries: [exe('Files/App/app.exe', 'ia64')],
    config: started(APP),
  },
  {
    ...{ ...ON, what: 'programs for other machines that are named so' },
    entries: [
      exe('Files/App/app.exe', 'amd64'),
      exe('Files/App/clients/windows-arm64/client.exe', 'arm64'),
      file('Files/App/clients/linux-amd64/client', elf('amd64')),
      file('Files/App/clients/darwin-arm64/client', machO('arm64')),
    ],
    config: started(APP),
  },
  {
    ...{ ...ON, what: 'a program for another machine next to the right one' },
    entries: [exe('Files/App/app.exe', 'amd64'), exe('Files/App/agent.exe', 'arm64')],
    config: started(APP),
  },
  {
    ...{ ...ON, what: 'a truncated program next to the complete one' },
    entries: [file('Files/App/app', elf('amd64')), exe('Files/App/app.exe', 'amd64')],
    config: { ...started('app'), WorkingDir: 'C:\\App' },
  },
  {
    ...{ ...ON, what: 'a program that replaces one of a lower layer' },
    entries: [exe('Files/App/app.exe', 'arm64'), exe('Files/App/app.exe', 'amd64')],
    config: started(APP),
  },
  {
    ...{ ...ON, what: 'programs in no layer: on the host, on another drive, on a share' },
    config: started('C:\\hpc\\app.exe', 'D:\\app.exe', '\\\\server\\share\\app.exe'),
    entries: [file('Files/server/share/app.exe', elf('amd64'))],
  },
  {
    ...{ ...ON, what: 'a command of the shell with the name of a file' },
    entries: [...BASE, file('Files/App/echo', elf('amd64'))],
    config: { Cmd: ['cmd', '/S', '/C', 'echo hello'], WorkingDir: 'C:\\App' },
  },
  {
    ...{ ...ON, what: 'tools in Path, one named as for another machine, and a script for Linux' },
    entries: [
      exe('Files/Tools/tool.exe', 'amd64'),
      exe('Files/Tools/tool-arm64.exe', 'arm64'),
      file('Files/Tools/tool', '#!/bin/sh\n'),
      file('Files/Tools/tool-linux', elf('amd64')),
    ],
    config: { Env: ['Path=%SystemRoot%;C:\\Tools;C:\\Windows\\System32'] },
  },
  {
    ...{ ...ON, what: 'no program at all' },
    entries: [file('Files/data.json', '{"a": 1}')],
    config: started('cmd'),
  },
  {
    what: 'an x64 program on Arm, which many machines emulate',
    on: 'windows/arm64',
    entries: [exe('Files/App/app.exe', 'amd64')],
    config: started(APP),
    tells: warned('started', 'App/app.exe'),
  },
  {
    ...{ ...ON, what: 'a program that is handed on, for another machine' },
    entries: [file('tool.exe', pe('arm64'))],
    tells: warned('elsewhere', 'tool.exe'),
  },
  {
    what: 'a program of macOS',
    on: 'darwin/arm64',
    entries: [file('tool', machO('arm64'))],
    config: started('/tool'),
  },
  {
    what: 'a macOS program for two machines',
    on: 'darwin/amd64',
    entries: [file('tool', machO('arm64', 'amd64'))],
    config: started('/tool'),
  },
  {
    what: 'a macOS program that Rosetta translates',
    on: 'darwin/arm64',
    entries: [file('tool', machO('amd64'))],
    config: started('/tool'),
    tells: warned('started', 'tool'),
  },
  {
    what: 'a program of macOS that is handed on, for another machine',
    on: 'darwin/amd64',
    entries: [file('tool', machO('arm64'))],
    tells: warned('elsewhere', 'tool'),
  },
]

const FOREIGN: readonly NewEntry[] = [...BASE, exe('Files/App/App.EXE', 'arm64')]

const WRONG: readonly Recipe[] = [
  {
    ...{ ...ON, what: 'a program for Arm' },
    entries: FOREIGN,
    config: started(APP),
    tells: wrong('started', 'App/App.EXE'),
  },
  ...[
    ['as a path without a drive', started('/app/app')],
    ['in the working folder', { ...started('app'), WorkingDir: '\\App' }],
    ['by Path', { ...started('app', '-x'), Env: ['PATH=C:\\Windows;c:\\app\\'] }],
    ['in a line for the shell', { Cmd: ['cmd', '/S', '/C', '"C:\\App\\app.exe" -x && echo ok'] }],
    ['in a line that is one word', { Cmd: ['cmd /S /C C:\\App\\app.exe -x'] }],
    ['as a health check', { ...started('cmd'), Healthcheck: { Test: ['CMD', APP] } }],
  ].map(([how, config]) => ({
    ...{ ...ON, what: `a program for Arm that is found ${String(how)}`, entries: FOREIGN },
    config: Object(config),
    tells: wrong('started', 'App/App.EXE'),
  })),
  {
    ...{ ...ON, what: 'a program for Linux' },
    entries: [file('hello.exe', elf('amd64'))],
    config: started('C:\\hello.exe'),
    tells: wrong('other format', 'hello.exe'),
  },
  {
    ...{ ...ON, what: 'a program for Linux without an extension' },
    entries: [file('hello', elf('amd64'))],
    config: started('/hello'),
    tells: wrong('other format', 'hello'),
  },
  {
    ...{ ...ON, what: 'a program of macOS' },
    entries: [file('Files/hello.exe', machO('arm64'))],
    config: started('hello'),
    tells: wrong('other format', 'hello.exe'),
  },
  {
    ...{ ...ON, what: 'a script for Linux' },
    entries: [file('Files/entrypoint.sh', '#!/bin/sh\nexec app\n')],
    config: started('/entrypoint.sh'),
    tells: wrong('other format', 'entrypoint.sh'),
  },
  {
    ...{ ...ON, what: 'a page, saved as the program' },
    entries: [notExecutable(file('Files/app.exe', '<!DOCTYPE html><html>'))],
    config: started('app.exe'),
    tells: wrong('other format', 'app.exe'),
  },
  {
    ...{ ...ON, what: 'a tool for Arm in Path' },
    entries: [exe('Files/App/app.exe', 'amd64'), exe('Files/Tools/kubectl.exe', 'arm64')],
    config: { ...started(APP), Env: ['PATH=C:\\Tools'] },
    tells: wrong('in PATH', 'Tools/kubectl.exe'),
  },
  {
    ...{ ...ON, what: 'a tool for Linux in Path' },
    entries: [exe('Files/App/app.exe', 'amd64'), file('Files/Tools/kubectl.exe', elf('amd64'))],
    config: { ...started(APP), Env: ['PATH=C:\\Tools'] },
    tells: wrong('system', 'Tools/kubectl.exe'),
  },
  {
    what: "the base image of another machine, whose shell is Windows' own",
    on: 'windows/amd64',
    entries: [exe('Files/Windows/System32/cmd.exe', 'arm64')],
    config: { Cmd: ['c:\\windows\\system32\\cmd.exe'] },
    tells: wrong('started', 'Windows/System32/cmd.exe'),
  },
  {
    what: 'a macOS program for another machine',
    on: 'darwin/amd64',
    entries: [file('tool', machO('arm64'))],
    config: started('/tool'),
    tells: wrong('started', 'tool'),
  },
  {
    what: 'a Linux program in an image for macOS',
    on: 'darwin/arm64',
    entries: [file('tool', elf('arm64'))],
    config: started('/tool'),
    tells: wrong('other format', 'tool'),
  },
]

/** Images for Windows and macOS. */
export const WINDOWS: readonly Recipe[] = [...RIGHT, ...WRONG]
