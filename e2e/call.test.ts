import { describe, expect } from '@jest/globals'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, onShared } from './stage.ts'

describe('call', () => {
  endToEnd('check fails with the verdict and puts each warning at its line', async (stage) => {
    stage.write({ 'app/Dockerfile': 'FROM alpine AS one\nMAINTAINER nobody\nWORKDIR relative\n' })
    const { main } = await stage.run({ context: './app', platforms: 'linux/amd64', call: 'check' })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([expect.stringMatching(/^Check complete, 2 warnings have been found!\n/)])
    const warnings = main.log.commands.filter(({ name }) => name === 'warning')
    expect(warnings.map(({ properties }) => [properties['file'], properties['line']])).toEqual(
      expect.arrayContaining([
        ['app/Dockerfile', '2'],
        ['app/Dockerfile', '3'],
      ]),
    )
    expect(warnings.map(({ properties }) => properties['title'])).toContain('MaintainerDeprecated')
    expect(main.outputs['result']).toMatch(/^Check complete, 2 warnings/)
    expect(JSON.parse(main.outputs['metadata'] ?? '')).toHaveProperty(['result.json', 'warnings'])
  })

  onShared('check passes without warnings', async (stage) => {
    stage.write({ Dockerfile: 'FROM alpine\nRUN true\n' })
    const run = await stage.run({ platforms: 'linux/amd64', call: 'check' })
    expectGreen(run)
    expect(run.main.outputs['result']).toMatch(/^Check complete, no warnings found\./)
  })

  onShared('outline and targets have their text as an output', async (stage) => {
    stage.write({ Dockerfile: 'FROM alpine AS one\nARG COLOUR=red\nRUN echo $COLOUR\nFROM one AS two\n' })
    const targets = await stage.run({ platforms: 'linux/amd64', call: 'targets' })
    expectGreen(targets)
    expect(targets.main.outputs['result']).toMatch(/^TARGET[\s\S]*one[\s\S]*two/)
    const outline = await stage.run({ platforms: 'linux/amd64', call: 'outline', target: 'one' })
    expectGreen(outline)
    expect(outline.main.outputs['result']).toMatch(/COLOUR\s+red/)
    expect(outline.main.outputs['digest']).toBe('')
  })

  onShared('pushes nothing, even with push: true', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN true\n' })
    const tags = `${repository}:1`
    const run = await stage.run({ platforms: 'linux/amd64', tags, push: 'true', call: 'outline' })
    expectGreen(run)
    expect(await registry.exists(tags)).toBe(false)
    expect(run.main.outputs['digest']).toBe('')
  })

  onShared('keeps the warnings of a build at their lines', async (stage) => {
    stage.write({ Dockerfile: 'FROM alpine AS one\nWORKDIR relative\n' })
    const run = await stage.run({ platforms: 'linux/amd64', cache: 'off' })
    expectGreen(run)
    const warnings = run.main.log.commands.filter(
      ({ name, properties }) => name === 'warning' && properties['line'] !== undefined,
    )
    expect(warnings.map(({ properties }) => properties)).toEqual([
      { file: 'Dockerfile', line: '2', title: 'WorkdirRelativePath' },
    ])
    const silent = await stage.run(
      { platforms: 'linux/amd64', cache: 'off' },
      { env: { DOCKER_BUILD_CHECKS_ANNOTATIONS: 'false' } },
    )
    expect(silent.main.log.commands.filter(({ properties }) => properties['line'] !== undefined)).toEqual([])
  })
})
