import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { warningsIn } from '../../src/run/warnings.ts'

/** A metadata file as buildx wrote it (buildx 0.36.1, BuildKit 0.32.2, BUILDX_METADATA_WARNINGS=true). */
function recorded(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'))
}

const RULES = 'https://docs.docker.com/go/dockerfile/rule'
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const at = (...lines: readonly number[]) => lines.map((line) => ({ start: { line }, end: { line } }))

describe('the warnings in a recorded metadata file', () => {
  test('of a build', () => {
    expect(warningsIn(recorded('build-warnings'))).toEqual([
      {
        line: 2,
        rule: 'MaintainerDeprecated',
        message: [
          'MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 2)',
          'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
          `${RULES}/maintainer-deprecated/`,
        ].join('\n'),
      },
      {
        line: 3,
        rule: 'WorkdirRelativePath',
        message: [
          'WorkdirRelativePath: Relative workdir "relative" can have unexpected results if the base image changes (line 3)',
          'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
          `${RULES}/workdir-relative-path/`,
        ].join('\n'),
      },
      {
        line: 4,
        rule: 'SecretsUsedInArgOrEnv',
        message: [
          'SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "PASSWORD") (line 4)',
          'Sensitive data should not be used in the ARG or ENV commands',
          `${RULES}/secrets-used-in-arg-or-env/`,
        ].join('\n'),
      },
      {
        line: 7,
        rule: 'LegacyKeyValueFormat',
        message: [
          'LegacyKeyValueFormat: "LABEL key=value" should be used instead of legacy "LABEL key value" format (line 7)',
          'Legacy key/value format with whitespace separator should not be used',
          `${RULES}/legacy-key-value-format/`,
        ].join('\n'),
      },
      {
        line: 1,
        rule: 'FromAsCasing',
        message: [
          "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)",
          "The 'as' keyword should match the case of the 'from' keyword",
          `${RULES}/from-as-casing/`,
        ].join('\n'),
      },
    ])
  })

  test('of a check', () => {
    expect(warningsIn(recorded('check-warnings'))).toEqual([
      {
        line: 1,
        rule: 'FromAsCasing',
        message: `FromAsCasing\n'as' and 'FROM' keywords' casing do not match\n${RULES}/from-as-casing/`,
      },
      {
        line: 2,
        rule: 'MaintainerDeprecated',
        message: `MaintainerDeprecated\nMaintainer instruction is deprecated in favor of using label\n${RULES}/maintainer-deprecated/`,
      },
      {
        line: 3,
        rule: 'WorkdirRelativePath',
        message: `WorkdirRelativePath\nRelative workdir "relative" can have unexpected results if the base image changes\n${RULES}/workdir-relative-path/`,
      },
      {
        line: 4,
        rule: 'SecretsUsedInArgOrEnv',
        message: `SecretsUsedInArgOrEnv\nDo not use ARG or ENV instructions for sensitive data (ARG "PASSWORD")\n${RULES}/secrets-used-in-arg-or-env/`,
      },
      {
        line: 7,
        rule: 'LegacyKeyValueFormat',
        message: `LegacyKeyValueFormat\n"LABEL key=value" should be used instead of legacy "LABEL key value" format\n${RULES}/legacy-key-value-format/`,
      },
    ])
  })

  test.each([
    { what: 'a check that found nothing', name: 'check-clean' },
    { what: 'a list of targets', name: 'targets' },
  ])('of $what are none', ({ name }) => {
    expect(warningsIn(recorded(name))).toEqual([])
  })
})

describe('a warning', () => {
  const built = (warning: object): unknown => ({ 'buildx.build.warnings': [warning] })
  const checked = (warning: object): unknown => ({ 'result.json': { warnings: [warning] } })

  test.each([
    {
      what: 'of a build has the first of its lines',
      metadata: built({ short: base64('a'), range: at(4, 9) }),
      warning: { message: 'a', rule: '', line: 4 },
    },
    {
      what: 'of a build has all its details',
      metadata: built({ short: base64('a'), detail: [base64('b'), base64('größe')], url: 'u' }),
      warning: { message: 'a\nb\ngröße\nu', rule: '', line: 0 },
    },
    { what: 'of a build may hold nothing', metadata: built({}), warning: { message: '', rule: '', line: 0 } },
    {
      what: 'of a check has the first of its lines',
      metadata: checked({ ruleName: 'A', location: { ranges: at(2, 3) } }),
      warning: { message: 'A', rule: 'A', line: 2 },
    },
    {
      what: 'of a check may have no line',
      metadata: checked({ ruleName: 'A', location: {} }),
      warning: { message: 'A', rule: 'A', line: 0 },
    },
    {
      what: 'of another shape is taken for what it is worth',
      metadata: built({ short: 7, detail: 'x', range: 'y', url: 1 }),
      warning: { message: '', rule: '', line: 0 },
    },
  ])('$what', ({ metadata, warning }) => {
    expect(warningsIn(metadata)).toEqual([warning])
  })

  test.each([
    { what: 'no file', metadata: undefined },
    { what: 'nothing', metadata: null },
    { what: 'no object', metadata: 'text' },
    { what: 'no list', metadata: { 'buildx.build.warnings': {}, 'result.json': [] } },
    { what: 'a digest alone', metadata: { 'containerimage.digest': 'sha256:1' } },
  ])('is not in $what', ({ metadata }) => {
    expect(warningsIn(metadata)).toEqual([])
  })
})
