import { describe, expect, test } from '@jest/globals'
import type { Location } from '../../src/errors.ts'
import { annotate, type Severity, setOutput } from '../../src/runner/commands.ts'
import { addSummary } from '../../src/runner/extras.ts'
import { captured } from './stdout.ts'

describe('an annotation', () => {
  test.each<{
    what: string
    severity: Severity
    message: string
    place?: Location
    output: string
  }>([
    { what: 'is one line', severity: 'error', message: 'a\nb', output: '::error::a%0Ab\n' },
    {
      what: 'has the path of a file as GitHub knows it',
      severity: 'notice',
      message: 'a',
      place: { file: './app/../Dockerfile', line: 3, title: 'Rule' },
      output: '::notice file=Dockerfile,line=3,title=Rule::a\n',
    },
    { what: 'keeps percent signs', severity: 'notice', message: '50%0A', output: '::notice::50%250A\n' },
    {
      what: 'names the line that is to blame',
      severity: 'warning',
      message: 'a',
      place: { file: 'app/Dockerfile', line: 3, title: 'Rule' },
      output: '::warning file=app/Dockerfile,line=3,title=Rule::a\n',
    },
    {
      what: 'cannot be turned by a file name',
      severity: 'error',
      message: 'a',
      place: { file: 'a,line=9::b', line: 3, title: 'Rule' },
      output: '::error file=a%2Cline=9%3A%3Ab,line=3,title=Rule::a\n',
    },
    { what: 'has no marker', severity: 'error', message: 'a ##[x]', output: '::error::a ## [x]\n' },
  ])('$what', ({ severity, message, place, output }) => {
    expect(captured(() => annotate(severity, message, place))).toBe(output)
  })
})

describe("a file of the runner's that is not there", () => {
  const gone = '/nowhere/file'

  test('is a failure with its name if a value is lost', () => {
    process.env['GITHUB_OUTPUT'] = gone
    try {
      expect(() => setOutput('digest', 'x')).toThrow(
        "GITHUB_OUTPUT: the runner's file /nowhere/file could not be written: ",
      )
    } finally {
      delete process.env['GITHUB_OUTPUT']
    }
  })

  test('is a warning if only the summary is lost', () => {
    process.env['GITHUB_STEP_SUMMARY'] = gone
    try {
      expect(captured(() => addSummary('# all'))).toMatch(
        /^::warning::The job's summary could not be written: GITHUB_STEP_SUMMARY: .*\/nowhere\/file/,
      )
    } finally {
      delete process.env['GITHUB_STEP_SUMMARY']
    }
  })
})
