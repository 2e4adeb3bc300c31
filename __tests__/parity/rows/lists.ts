/** How lists are split into items: quotes, commas, line ends, blanks and comments. */
import { each, type Row } from '../row.ts'

const LONG = 'x'.repeat(20_000)

const quotes: readonly Row[] = [
  {
    name: 'an item entirely in quotes loses them, and keeps its comma',
    inputs: { 'build-args': '"A=1,2"' },
    docker: ['--build-arg', 'A=1,2'],
  },
  {
    name: 'quotes inside an item are part of it',
    inputs: { 'build-args': 'A="x y"' },
    docker: ['--build-arg', 'A="x y"'],
  },
  {
    name: 'doubled quotes inside quotes are one',
    inputs: { 'build-args': '"A=say ""hi"""' },
    docker: ['--build-arg', 'A=say "hi"'],
  },
  {
    name: 'JSON without quotes around it keeps those inside',
    inputs: { 'build-args': 'CONFIG={"a":"b","c":"d"}' },
    docker: ['--build-arg', 'CONFIG={"a":"b","c":"d"}'],
  },
  {
    name: 'an item in quotes may have several lines',
    inputs: { 'build-args': '"A=one\n\ntwo"\nB=2' },
    docker: each('--build-arg', 'A=one\n\ntwo', 'B=2'),
  },
  {
    name: 'quotes after a comma are removed, those before it are not',
    inputs: { 'build-args': 'A="1","2"' },
    docker: ['--build-arg', 'A="1",2'],
    ours: { instead: { of: ['--build-arg', 'A="1",2'], is: ['--build-arg', 'A="1","2"'] } },
  },
  {
    name: 'quotes around a word after a comma are removed',
    inputs: { labels: 'a=1,"b"' },
    docker: ['--label', 'a=1,b'],
    ours: { instead: { of: ['--label', 'a=1,b'], is: ['--label', 'a=1,"b"'] } },
  },
  {
    name: 'a JSON array loses the quotes of all but its first text',
    inputs: { 'build-args': 'TAGS=["a","b","c"]' },
    docker: ['--build-arg', 'TAGS=["a",b,"c"]'],
    ours: { instead: { of: ['--build-arg', 'TAGS=["a",b,"c"]'], is: ['--build-arg', 'TAGS=["a","b","c"]'] } },
  },
  {
    name: 'an unclosed quote after a comma swallows the next lines',
    inputs: { 'build-args': 'A=x,"open\nB=y"' },
    docker: ['--build-arg', 'A=x,open\nB=y'],
    ours: {
      instead: {
        of: ['--build-arg', 'A=x,open\nB=y'],
        is: each('--build-arg', 'A=x,"open', 'B=y"'),
      },
    },
  },
  {
    name: 'single quotes are ordinary characters',
    inputs: { 'build-args': "A='x y'" },
    docker: ['--build-arg', "A='x y'"],
  },
  {
    name: 'a quote that is not at the start opens nothing',
    inputs: { labels: 'size=12" disk\nother=1' },
    docker: each('--label', 'size=12" disk', 'other=1'),
  },
  {
    name: 'an item that continues after its quotes keeps them',
    inputs: { labels: '"a"b=1' },
    docker: ['--label', '"a"b=1'],
  },
  {
    name: 'hosts in quotes are split at their commas',
    inputs: { 'add-hosts': '"a:10.0.0.1,b:10.0.0.2"' },
    docker: each('--add-host', 'a:10.0.0.1', 'b:10.0.0.2'),
  },
]

const lines: readonly Row[] = [
  {
    name: 'lines may end with CR LF',
    inputs: { 'build-args': 'A=1\r\nB=2\r\n', labels: 'a=b\r\nc=d' },
    docker: [...each('--build-arg', 'A=1', 'B=2'), ...each('--label', 'a=b', 'c=d')],
  },
  {
    name: 'a CR LF inside quotes is part of the item',
    inputs: { 'build-args': '"A=one\r\ntwo"\r\nB=2' },
    docker: each('--build-arg', 'A=one\r\ntwo', 'B=2'),
  },
  {
    name: 'platforms may end their lines with CR LF',
    inputs: { platforms: 'linux/amd64\r\nlinux/arm64\r\n' },
    docker: ['--platform', 'linux/amd64,linux/arm64'],
  },
  {
    name: 'blank lines are not items, wherever they are',
    inputs: { 'build-args': '\n\nA=1\n\n\nB=2\n\n' },
    docker: each('--build-arg', 'A=1', 'B=2'),
  },
  {
    name: 'blanks around items are not part of them, those inside are',
    inputs: { 'build-args': 'A=1 \n  B= 2 , 3\t\n' },
    docker: each('--build-arg', 'A=1', 'B= 2 , 3'),
  },
  {
    name: 'two commas in a row stay in a list of lines',
    inputs: { 'build-args': 'A=1,,2' },
    docker: ['--build-arg', 'A=1,,2'],
  },
  {
    name: 'two commas in a row contain no item in a comma-separated list',
    inputs: { tags: 'user/app:1,,user/app:2' },
    docker: each('--tag', 'user/app:1', 'user/app:2'),
  },
]

const characters: readonly Row[] = [
  {
    name: 'characters of every script are passed on',
    inputs: { 'build-args': 'GREETING=Grüße, 世界 🚀', labels: 'a=Ünïcödé' },
    docker: ['--build-arg', 'GREETING=Grüße, 世界 🚀', '--label', 'a=Ünïcödé'],
  },
  {
    name: 'percent signs, backslashes and dollars are passed on',
    inputs: { 'build-args': 'A=100% %0A \\n $HOME $X `id`' },
    docker: ['--build-arg', 'A=100% %0A \\n $HOME $X `id`'],
  },
  {
    name: 'a very long value is passed on whole',
    inputs: { 'build-args': `LONG=${LONG}` },
    docker: ['--build-arg', `LONG=${LONG}`],
  },
  {
    name: 'angle brackets and ampersands are passed on',
    inputs: { labels: 'a=<b> & "c" \'d\' = e' },
    docker: ['--label', 'a=<b> & "c" \'d\' = e'],
  },
  {
    name: 'a hundred items are a hundred flags, in their order',
    inputs: { 'build-args': Array.from({ length: 100 }, (_, index) => `A${index}=${index}`).join('\n') },
    docker: each('--build-arg', ...Array.from({ length: 100 }, (_, index) => `A${index}=${index}`)),
  },
]

const comments: readonly Row[] = [
  {
    name: 'a line that begins with # is passed on as an item',
    inputs: { 'build-args': '# the version\nA=1\n# B=2' },
    docker: each('--build-arg', '# the version', 'A=1', '# B=2'),
  },
  {
    name: 'a line that begins with # is a tag for docker, which refuses it',
    inputs: { tags: '# nightly\nuser/app:1' },
    docker: each('--tag', '# nightly', 'user/app:1'),
  },
  {
    name: 'a comment among exporters is an exporter for docker',
    inputs: { outputs: '# files\ntype=local,dest=out' },
    docker: each('--output', '# files', 'type=local,dest=out'),
    imageId: false,
  },
  {
    name: 'a # inside an item is part of it',
    inputs: { 'build-args': 'COLOUR=#ff0000\nA=1 # one' },
    docker: each('--build-arg', 'COLOUR=#ff0000', 'A=1 # one'),
  },
]

export const LISTS: readonly Row[] = [...quotes, ...lines, ...characters, ...comments]
