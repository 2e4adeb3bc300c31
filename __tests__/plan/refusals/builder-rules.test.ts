import { describe, expect, test } from '@jest/globals'
import { driverProblems } from '../../../src/plan/refusals/builder-rules.ts'
import { builder, exporters, inputs, platforms } from '../../builders.ts'

describe('an output by digest, on the driver docker', () => {
  const engine = { ...builder(['linux/amd64'], { driver: 'docker' }), kind: 'existing' } as const
  const problems = (output: string) =>
    driverProblems(inputs({ outputs: exporters(`type=image,name=owner/app,push=true,${output}`) }), engine, {
      targets: platforms('linux/amd64'),
      attests: [],
    })

  test.each(['=true', '=1', '=T', '='])('is refused with push-by-digest%s', (value) => {
    expect(problems(`push-by-digest${value}`)).toEqual([
      {
        input: 'outputs',
        what: 'the driver docker of this engine cannot push by digest.',
        cure: 'Leave driver at docker-container.',
      },
    ])
  })

  test.each(['=false', '=0', '=F'])('is none with push-by-digest%s', (value) => {
    expect(problems(`push-by-digest${value}`)).toEqual([])
  })
})
