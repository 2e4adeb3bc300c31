import { existsSync, readFileSync } from 'node:fs'
import { describe, expect } from '@jest/globals'
import { dockerOutput } from './harness/docker.ts'
import { endToEnd, errorsOf, expectGreen, type Run, type Stage } from './stage.ts'

// Handlers belong to the whole machine, so each test has an architecture of its own that no other test uses.

async function uninstall({ engine }: Stage, handler: string): Promise<void> {
  await dockerOutput(engine, ['run', '--rm', '--privileged', engine.binfmtImage, '--uninstall', handler])
  expect(existsSync(`/proc/sys/fs/binfmt_misc/${handler}`)).toBe(false)
}

function installs({ main }: Run): readonly string[] {
  return main.log.shown.split('\n').filter((line) => / --install /.test(line))
}

describe('emulators', () => {
  endToEnd('are installed when they are needed and missing, and not a second time', async (stage) => {
    await uninstall(stage, 'qemu-ppc64le')
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const inputs = { platforms: 'linux/amd64,linux/ppc64le', cache: 'off' }

    const first = await stage.run(inputs)
    expectGreen(first)
    expect(installs(first)).toEqual([expect.stringMatching(/--install ppc64le$/)])
    expect(first.main.log.groups.map(({ title }) => title)).toContain('Emulators installed and checked')
    const handler = readFileSync('/proc/sys/fs/binfmt_misc/qemu-ppc64le', 'utf8')
    expect(handler).toMatch(/^enabled$/m)
    expect(handler).toMatch(/^flags: .*F/m)

    const second = await stage.run(inputs)
    expectGreen(second)
    expect(installs(second)).toEqual([])
    expect(second.main.log.shown).toContain('Emulators: none is missing')
    await uninstall(stage, 'qemu-ppc64le')
  })

  endToEnd('are not touched with qemu: off, which is said for the platform', async (stage) => {
    await uninstall(stage, 'qemu-mips64')
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const run = await stage.run({ platforms: 'linux/mips64', qemu: 'off', cache: 'off' })
    expectGreen(run)
    expect(installs(run)).toEqual([])
    const notices = run.main.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
    expect(notices).toEqual([expect.stringMatching(/^linux\/mips64 has no emulator here/)])
  })

  endToEnd('of a list are installed though the build does not need them', async (stage) => {
    await uninstall(stage, 'qemu-mips64el')
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const run = await stage.run({ platforms: 'linux/amd64', qemu: 'linux/amd64, mips64le', cache: 'off' })
    expectGreen(run)
    expect(installs(run)).toEqual([expect.stringMatching(/--install mips64le$/)])
    expect(existsSync('/proc/sys/fs/binfmt_misc/qemu-mips64el')).toBe(true)
    await uninstall(stage, 'qemu-mips64el')
  })

  endToEnd('come from an image that must be there', async (stage) => {
    await uninstall(stage, 'qemu-loongarch64')
    stage.write({ Dockerfile: 'FROM scratch\n' })
    const { main } = await stage.run({ platforms: 'linux/loong64', 'qemu-image': '127.0.0.1:9/none:1' })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([
      expect.stringMatching(/^qemu: the emulators could not be installed.*127\.0\.0\.1:9[\s\S]*qemu-image/),
    ])
  })
})
