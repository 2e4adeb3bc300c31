import { describe, expect, test } from '@jest/globals'
import { parseExporter } from '../../src/buildx/exporter.ts'
import { readInputs } from '../../src/inputs/read.ts'
import type { InputName } from '../../src/inputs/table.ts'

interface Taken {
  readonly input: InputName
  readonly values: readonly string[]
}

interface Refused extends Taken {
  readonly cure: string
}

const rows = <T extends Taken>(table: readonly T[]) =>
  table.flatMap(({ values, ...rest }) => values.map((value) => ({ ...rest, value })))

describe('a value that buildx parses', () => {
  test.each(
    rows<Taken>([
      {
        input: 'outputs',
        values: [
          'out',
          './my folder',
          'type=local,dest=out',
          'dest=out,type=tar',
          'type=image,"name=a,b",push=true',
          'type=registry',
          'type=docker',
          'type=oci,dest=a.tar,annotation.x=y=z',
          'type=cacheonly',
        ],
      },
      {
        input: 'cache-from',
        values: [
          'ghcr.io/owner/app:cache',
          'type=registry,ref=ghcr.io/owner/app:cache',
          'type=gha,scope=a',
          'type=local,src=a',
          'type=s3,region=eu-west-1,bucket=b,name=c',
          'type=azblob,name=c,account_url=https://x.blob.core.windows.net',
        ],
      },
      {
        input: 'cache-to',
        values: ['type=inline', 'type=gha,mode=max,ignore-error=true', 'type=local,dest=a,compression=zstd'],
      },
      {
        input: 'attests',
        values: [
          'type=sbom',
          'type=sbom,generator=me/x:1',
          'mode=max,type=provenance',
          'type=provenance,disabled=true',
        ],
      },
      {
        input: 'provenance',
        values: [
          'true',
          'false',
          'True',
          'F',
          '1',
          '0',
          't',
          'mode=max',
          'mode=min,inline-only=true',
          'mode=max,builder-id=https://x',
        ],
      },
      { input: 'sbom', values: ['true', 'false', 'generator=me/x:1'] },
      {
        input: 'call',
        values: ['check', 'outline', 'targets', 'build', 'check,format=json', 'check,ignorestatus=true'],
      },
      { input: 'shm-size', values: ['64m', '2g', '1.5gb', '1024', '128 MiB', '1b'] },
      {
        input: 'ulimit',
        values: ['nofile=1024', 'nofile=1024:2048', 'core=-1', 'memlock=-1:-1', 'nproc=10:-1'],
      },
      {
        input: 'allow',
        values: ['network.host', 'security.insecure', 'device', 'device=vendor.com/gpu=all'],
      },
      {
        input: 'add-hosts',
        values: ['db:10.0.0.5', 'db=10.0.0.5', 'db:::1', 'db:[::1]', 'docker:host-gateway'],
      },
      {
        input: 'driver-opts',
        values: ['network=host', 'image=a/b:1', 'env.A=b', '"env.NO_PROXY=a,b"', 'network=host,image=a'],
      },
    ]),
  )('is accepted: $input: $value', ({ input, value }) => {
    expect(readInputs({ [`INPUT_${input.toUpperCase()}`]: value }).problems).toEqual([])
  })

  test.each(['build', 'build,format=json', 'ignorestatus=true,build'])(
    'is a build, which needs no flag: call: %s',
    (value) => {
      expect(readInputs({ INPUT_CALL: value }).inputs.call).toBe('')
    },
  )

  test.each(
    rows<Refused>([
      {
        input: 'outputs',
        values: ['dest=out,push=true', 'type=,dest=out', 'type=local,out'],
        cure: 'Write it as in type=local,dest=out.',
      },
      { input: 'outputs', values: ['-', 'type=tar'], cure: 'Write dest, as in dest=files.tar.' },
      {
        input: 'network',
        values: ['bridge'],
        cure: 'Write host, none or default. To use a network of docker, attach the builder to it, as in driver-opts: network=bridge.',
      },
      {
        input: 'outputs',
        values: ['type=image,"name=a,b', 'type=local,dest=a"b', 'type=image,"name=a"b'],
        cure: 'Quote a whole field, as in type=image,"name=a,b", or remove them.',
      },
      {
        input: 'cache-from',
        values: ['ref=ghcr.io/owner/app', 'a,b', 'type=gha,scope'],
        cure: 'Write it as in type=registry,ref=ghcr.io/owner/app:cache.',
      },
      {
        input: 'cache-to',
        values: ['mode=max', 'type=gha,=x'],
        cure: 'Write it as in type=registry,ref=ghcr.io/owner/app:cache.',
      },
      {
        input: 'attests',
        values: ['sbom', 'generator=x', 'type=sbom,true'],
        cure: 'Write it as in type=sbom,generator=IMAGE.',
      },
      {
        input: 'provenance',
        values: ['max', 'yes', 'mode', 'mode=max,true'],
        cure: 'Write it as in true, false or mode=max.',
      },
      { input: 'sbom', values: ['on', 'me/generator'], cure: 'Write it as in true, false or mode=max.' },
      {
        input: 'call',
        values: ['check,outline', 'format=json', 'check,x=y', 'check,ignorestatus=maybe'],
        cure: 'Write check, outline or targets.',
      },
      {
        input: 'shm-size',
        values: ['2 gigs', 'big', '-1', '2gg', '.5g'],
        cure: 'Write a number with a unit, as in 64m or 2g.',
      },
      {
        input: 'ulimit',
        values: ['nofile', 'files=1', 'nofile=a', 'NOFILE=1', 'nofile=1:2:3', 'nofile=1:'],
        cure: 'Write name=soft:hard; names are core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack.',
      },
      { input: 'ulimit', values: ['nofile=2:1', 'nofile=-1:5'], cure: 'Write the smaller one first.' },
      {
        input: 'allow',
        values: ['network', 'all', 'Network.Host', 'buildx.local.delete=x', 'a network.host', 'devices'],
        cure: 'Write network.host, security.insecure or device=NAME.',
      },
      {
        input: 'add-hosts',
        values: ['db', ':10.0.0.5', 'db:', 'db:nowhere', 'db:10.0.0'],
        cure: 'Write name:address, as in db:10.0.0.5.',
      },
      {
        input: 'build-contexts',
        values: ['alpine', '=x', 'Alpine=x', '-a=x', '.a=x', 'a b=x'],
        cure: 'Write name=path with a name in lower case.',
      },
      {
        input: 'driver-opts',
        values: ['network', '=host', 'network=host,image'],
        cure: 'Write it as in network=host.',
      },
    ]),
  )('is refused: $input: $value', ({ input, value, cure }) => {
    const { problems } = readInputs({ [`INPUT_${input.toUpperCase()}`]: value })
    expect(problems.map((problem) => [problem.input, problem.cure])).toEqual([[input, cure]])
    expect(problems[0]?.what).toContain(value)
  })

  test('is refused with its line number', () => {
    expect(readInputs({ INPUT_OUTPUTS: 'out\n\ntype=image,"x\ndest=out,a=b' }).problems).toMatchObject([
      { input: 'outputs', line: 3 },
      { input: 'outputs', line: 4 },
    ])
  })

  test('is passed on unchanged', () => {
    const text = 'type=image,"name=a,b",Push=true'
    expect(readInputs({ INPUT_OUTPUTS: text }).inputs.outputs).toEqual([parseExporter(text)])
  })
})
