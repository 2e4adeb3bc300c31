import { createHash } from 'node:crypto'
import { describe, expect } from '@jest/globals'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, onShared } from './stage.ts'

const MULTI_LINE = '-----BEGIN KEY-----\nabc"def\n100% of it\n-----END KEY-----'
const VALUES = {
  plain: 's3cr3t-plain value with blanks ',
  quotes: `{"a":"b","c":1} 'x' 50%0A`,
  lines: MULTI_LINE,
  fromEnv: 'env-value,with=signs',
  fromFile: 'file value\nof two lines\n',
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('secrets', () => {
  onShared('are passed byte for byte, masked everywhere, and removed afterwards', async (stage) => {
    const { repository } = stage
    const ids = Object.keys(VALUES)
    stage.write({
      'a secret.txt': VALUES.fromFile,
      Dockerfile: [
        'FROM alpine',
        `RUN ${ids.map((id) => `--mount=type=secret,id=${id}`).join(' ')} \\`,
        `    for id in ${ids.join(' ')}; do sha256sum < /run/secrets/$id | cut -d" " -f1; done > /sums`,
        `RUN ${ids.map((id) => `--mount=type=secret,id=${id}`).join(' ')} \\`,
        `    for id in ${ids.join(' ')}; do cat /run/secrets/$id; echo; done`,
      ].join('\n'),
    })
    const run = await stage.run(
      {
        platforms: 'linux/amd64',
        tags: `${repository}:1`,
        push: 'true',
        cache: 'off',
        secrets: `plain=${VALUES.plain}\nquotes=${VALUES.quotes}\n"lines=${MULTI_LINE.replaceAll('"', '""')}"\n`,
        'secret-envs': 'fromEnv=TOKEN',
        'secret-files': 'fromFile=a secret.txt',
      },
      { env: { TOKEN: VALUES.fromEnv } },
    )
    expectGreen(run)
    const [image] = (await registry.index(`${repository}:1`)).images
    const sums = await registry.imageFile(`${repository}@${image?.digest}`, 'sums')
    expect(sums?.toString().trim().split('\n')).toEqual(Object.values(VALUES).map(sha256))
    const seen = [
      run.main.log.shown,
      run.main.summary,
      JSON.stringify(run.main.outputs),
      JSON.stringify(run.main.state),
    ]
    // Line by line, as the runner masks them and as they could appear in the middle of any text.
    const lines = Object.values(VALUES).flatMap((value) => value.split('\n').map((line) => line.trim()))
    for (const text of seen) {
      for (const line of lines.filter((each) => each !== '')) {
        expect(text).not.toContain(line)
        expect(text).not.toContain(JSON.stringify(line).slice(1, -1))
      }
    }
    expect(run.main.log.shown).toContain('***')
  })

  endToEnd('that are missing stop the job before it starts', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\n' })
    const { main } = await stage.run({
      platforms: 'linux/amd64',
      secrets: 'empty=\n',
      'secret-envs': 'a=NOT_SET',
      'secret-files': 'b=./nowhere',
    })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([
      expect.stringMatching(/^secrets, line 1: a secret has no value\./),
      expect.stringMatching(/^secret-envs: the environment variable of the secret "a" is not set\./),
      expect.stringMatching(/^secret-files: the file of the secret "b" does not exist or cannot be read/),
    ])
    expect(main.state).toEqual({})
  })
})
