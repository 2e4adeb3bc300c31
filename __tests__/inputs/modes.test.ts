import { describe, expect, test } from '@jest/globals'
import { isGiven, MODES_OF, type Mode } from '../../src/inputs/modes.ts'
import { INPUTS, type InputName } from '../../src/inputs/table.ts'

describe('the inputs that not every mode has', () => {
  test.each<{ what: string; modes: readonly Mode[]; names: readonly InputName[] }>([
    {
      what: 'What is about the whole image',
      modes: ['build', 'merge'],
      names: ['attest', 'sign', 'on-newer', 'on-unchanged'],
    },
    { what: 'What needs the image on this machine', modes: ['build'], names: ['load', 'call'] },
    { what: 'What shapes the matrix', modes: ['plan'], names: ['runners', 'fan-out'] },
    { what: 'What the matrix jobs hand over', modes: ['part', 'merge'], names: ['hand-over'] },
    { what: 'What a merge joins and cleans up', modes: ['merge'], names: ['parts', 'on-success'] },
    {
      what: 'What a build does',
      modes: ['build', 'part'],
      names: ['context', 'cache', 'qemu', 'smoke-test'],
    },
    {
      what: 'What publishes',
      modes: ['build', 'part', 'merge'],
      names: ['push', 'tags', 'verify', 'registry'],
    },
    {
      what: 'What names the image',
      modes: ['build', 'plan', 'part', 'merge'],
      names: ['images', 'platforms'],
    },
  ])('$what is for $modes', ({ modes, names }) => {
    for (const name of names) expect([name, MODES_OF[name]]).toEqual([name, modes])
  })
})

describe('an input is given', () => {
  test.each<{ name: InputName; text: string; given: boolean }>([
    { name: 'call', text: 'build', given: false },
    { name: 'call', text: 'check', given: true },
    { name: 'file', text: '', given: false },
    { name: 'file', text: 'Dockerfile', given: true },
    { name: 'tags', text: '', given: false },
    { name: 'no-cache', text: 'false', given: false },
    { name: 'no-cache', text: 'true', given: true },
    { name: 'github-token', text: 'ghs_1', given: false },
    { name: 'qemu-image', text: 'binfmt:1', given: false },
  ])('$name as "$text": $given', ({ name, text, given }) => {
    expect(
      isGiven(
        name,
        INPUTS[name](text, () => {}),
      ),
    ).toBe(given)
  })

  test('unless its list is empty', () => {
    expect(isGiven('secrets', [])).toBe(false)
  })
})
