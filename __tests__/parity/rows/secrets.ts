/** Secrets by value, by environment variable and by file: bytes, quotes and lines. */
import { each, type Row, secretFile } from '../row.ts'

const KEY = ['-----BEGIN OPENSSH PRIVATE KEY-----', 'b3BlbnNzaC1rZXktdjEAAAAA+/==', '', '-----END-----'].join(
  '\n',
)

const values: readonly Row[] = [
  {
    name: 'a secret is a file that contains its value',
    inputs: { secrets: 'MYSECRET=0123456789' },
    docker: ['--secret', secretFile('MYSECRET', '0123456789')],
    hidden: ['0123456789'],
  },
  {
    name: 'a secret in quotes loses them',
    inputs: { secrets: '"github_token=ghs_abcdef0123"' },
    docker: ['--secret', secretFile('github_token', 'ghs_abcdef0123')],
    hidden: ['ghs_abcdef0123'],
  },
  {
    name: 'a secret keeps commas and further equals signs',
    inputs: { secrets: 'GIT_AUTH_TOKEN=abcdefghi,jklmno=0123456789' },
    docker: ['--secret', secretFile('GIT_AUTH_TOKEN', 'abcdefghi,jklmno=0123456789')],
    hidden: ['abcdefghi,jklmno=0123456789'],
  },
  {
    name: 'one-line and multi-line secrets may follow each other',
    inputs: {
      secrets: [
        'GIT_AUTH_TOKEN=abcdefghi,jklmno=0123456789',
        '"MYSECRET=aaaaaaaa',
        'bbbbbbb',
        'ccccccccc"',
        'FOO=bar-bar-bar',
        '"EMPTYLINE=aaaa-1',
        '',
        'bbbb-2',
        'ccc-3"',
        '"JSON_SECRET={""key1"":""value1"",""key2"":""value2""}"',
      ].join('\n'),
    },
    docker: each(
      '--secret',
      secretFile('GIT_AUTH_TOKEN', 'abcdefghi,jklmno=0123456789'),
      secretFile('MYSECRET', 'aaaaaaaa\nbbbbbbb\nccccccccc'),
      secretFile('FOO', 'bar-bar-bar'),
      secretFile('EMPTYLINE', 'aaaa-1\n\nbbbb-2\nccc-3'),
      secretFile('JSON_SECRET', '{"key1":"value1","key2":"value2"}'),
    ),
    hidden: ['abcdefghi,jklmno=0123456789', 'aaaaaaaa', 'bbbbbbb', 'bar-bar-bar', 'bbbb-2', 'value2'],
  },
  {
    name: 'lines of a secret without quotes are separate secrets',
    inputs: { secrets: 'A=first-value\nB=second-value' },
    docker: each('--secret', secretFile('A', 'first-value'), secretFile('B', 'second-value')),
    hidden: ['first-value', 'second-value'],
  },
  {
    name: 'a private key keeps its lines and its final line end',
    inputs: { secrets: `"SSH_KEY=${KEY}\n"` },
    docker: ['--secret', secretFile('SSH_KEY', `${KEY}\n`)],
    hidden: [KEY, 'b3BlbnNzaC1rZXktdjEAAAAA+/=='],
  },
  {
    name: 'a secret keeps several line ends at its end',
    inputs: { secrets: '"TRAILING=TESTEST-1\n\n\n"' },
    docker: ['--secret', secretFile('TRAILING', 'TESTEST-1\n\n\n')],
    hidden: ['TESTEST-1'],
  },
  {
    name: 'a secret keeps blanks at both ends',
    inputs: { secrets: '"PADDED=  in the middle  "' },
    docker: ['--secret', secretFile('PADDED', '  in the middle  ')],
    hidden: ['in the middle'],
  },
  {
    name: 'a secret without quotes keeps blanks at its end',
    inputs: { secrets: 'PADDED=value-of-it \nNEXT=next-of-it' },
    docker: each('--secret', secretFile('PADDED', 'value-of-it '), secretFile('NEXT', 'next-of-it')),
    hidden: ['value-of-it', 'next-of-it'],
  },
  {
    name: 'secrets may end their lines with CR LF',
    inputs: { secrets: 'A=one-one-one\r\nB=two-two-two\r\n' },
    docker: each('--secret', secretFile('A', 'one-one-one'), secretFile('B', 'two-two-two')),
    hidden: ['one-one-one', 'two-two-two'],
  },
  {
    name: 'a secret in quotes keeps the CR LF inside',
    inputs: { secrets: '"A=one-one-one\r\ntwo-two-two"\r\nB=three-three' },
    docker: each('--secret', secretFile('A', 'one-one-one\r\ntwo-two-two'), secretFile('B', 'three-three')),
    hidden: ['one-one-one', 'two-two-two', 'three-three'],
  },
  {
    name: 'a secret that begins with # is not a comment',
    inputs: { secrets: 'A=one-one-one\nB=#two-two-two' },
    docker: each('--secret', secretFile('A', 'one-one-one'), secretFile('B', '#two-two-two')),
    hidden: ['one-one-one', '#two-two-two'],
  },
  {
    name: 'a secret keeps percent signs and backslashes',
    inputs: { secrets: 'A=50%25 %0A \\n \\u0041' },
    docker: ['--secret', secretFile('A', '50%25 %0A \\n \\u0041')],
    hidden: ['50%25 %0A \\n \\u0041'],
  },
  {
    name: 'a secret keeps dollar signs, backquotes and single quotes',
    inputs: { secrets: "A=$HOME `id` 'x' $(id)" },
    docker: ['--secret', secretFile('A', "$HOME `id` 'x' $(id)")],
    hidden: ["$HOME `id` 'x' $(id)"],
  },
  {
    name: 'a secret keeps characters of every script',
    inputs: { secrets: 'A=pässwörd-鍵-🔑' },
    docker: ['--secret', secretFile('A', 'pässwörd-鍵-🔑')],
    hidden: ['pässwörd-鍵-🔑'],
  },
  {
    name: 'a secret that looks like a command of the runner is a value',
    inputs: { secrets: '"A=first-line\n::set-output name=x::y-y-y-y"' },
    docker: ['--secret', secretFile('A', 'first-line\n::set-output name=x::y-y-y-y')],
    hidden: ['first-line', 'y-y-y-y'],
  },
  {
    name: 'JSON without quotes around it keeps its own',
    inputs: { secrets: 'JSON={"user":"me-me-me","password":"pass-word-1"}' },
    docker: ['--secret', secretFile('JSON', '{"user":"me-me-me","password":"pass-word-1"}')],
    hidden: ['pass-word-1'],
  },
  {
    name: 'a secret with quotes inside keeps them',
    inputs: { secrets: 'A=say "hello there" twice' },
    docker: ['--secret', secretFile('A', 'say "hello there" twice')],
    hidden: ['say "hello there" twice'],
  },
  {
    name: 'a secret with quotes after a comma loses them',
    inputs: { secrets: 'A=one-one-one,"two-two"' },
    docker: ['--secret', secretFile('A', 'one-one-one,two-two')],
    ours: {
      instead: {
        of: ['--secret', secretFile('A', 'one-one-one,two-two')],
        is: ['--secret', secretFile('A', 'one-one-one,"two-two"')],
      },
    },
    hidden: ['one-one-one'],
  },
  {
    name: 'a secret of 40,000 characters is passed on whole',
    inputs: { secrets: `LONG=${'0123456789'.repeat(4_000)}` },
    docker: ['--secret', secretFile('LONG', '0123456789'.repeat(4_000))],
    hidden: ['0123456789'.repeat(4_000)],
  },
  {
    name: 'the same value may be two secrets',
    inputs: { secrets: 'A=same-same-same\nB=same-same-same' },
    docker: each('--secret', secretFile('A', 'same-same-same'), secretFile('B', 'same-same-same')),
    hidden: ['same-same-same'],
  },
]

const sources: readonly Row[] = [
  {
    name: 'secret-envs names a variable and never its value',
    inputs: { 'secret-envs': 'MY_SECRET=MY_ENV_VAR' },
    env: { MY_ENV_VAR: 'value-of-the-variable' },
    docker: ['--secret', 'id=MY_SECRET,env=MY_ENV_VAR'],
    hidden: ['value-of-the-variable'],
  },
  {
    name: 'secret-envs are separated by commas',
    inputs: { 'secret-envs': 'A=ENV_A,B=ENV_B' },
    env: { ENV_A: 'value-of-a', ENV_B: 'value-of-b' },
    docker: each('--secret', 'id=A,env=ENV_A', 'id=B,env=ENV_B'),
    hidden: ['value-of-a', 'value-of-b'],
  },
  {
    name: 'secret-envs are separated by lines',
    inputs: { 'secret-envs': 'A=ENV_A\nB=ENV_B\n' },
    env: { ENV_A: 'value-of-a', ENV_B: 'value-of-b' },
    docker: each('--secret', 'id=A,env=ENV_A', 'id=B,env=ENV_B'),
    hidden: ['value-of-a', 'value-of-b'],
  },
  {
    name: 'a GIT_AUTH_TOKEN among secret-envs is kept with a folder',
    inputs: { 'secret-envs': 'GIT_AUTH_TOKEN=MYTOKEN' },
    env: { MYTOKEN: 'token-of-mine' },
    docker: ['--secret', 'id=GIT_AUTH_TOKEN,env=MYTOKEN'],
    hidden: ['token-of-mine'],
  },
  {
    name: 'secret-files names a file',
    inputs: { 'secret-files': 'MY_SECRET=./secret.txt' },
    files: { 'secret.txt': 'content-of-the-file\n' },
    docker: ['--secret', secretFile('MY_SECRET', 'content-of-the-file\n')],
    hidden: ['content-of-the-file'],
  },
  {
    name: 'secret-files in quotes loses them',
    inputs: { 'secret-files': '"MY_SECRET=./secret.txt"' },
    files: { 'secret.txt': 'content-of-the-file\n' },
    docker: ['--secret', secretFile('MY_SECRET', 'content-of-the-file\n')],
    hidden: ['content-of-the-file'],
  },
  {
    name: 'secret-files has one per line',
    inputs: { 'secret-files': 'A=a.txt\nB=keys/b.pem' },
    files: { 'a.txt': 'content-of-a', 'keys/b.pem': 'content-of-b' },
    docker: each('--secret', secretFile('A', 'content-of-a'), secretFile('B', 'content-of-b')),
    hidden: ['content-of-a', 'content-of-b'],
  },
  {
    name: 'a secret file may have a blank in its name',
    inputs: { 'secret-files': 'A=my keys/a.pem' },
    files: { 'my keys/a.pem': 'content-of-a' },
    docker: ['--secret', secretFile('A', 'content-of-a')],
    hidden: ['content-of-a'],
  },
  {
    name: 'secrets of all three kinds can be combined',
    inputs: { secrets: 'A=value-of-a', 'secret-envs': 'B=ENV_B', 'secret-files': 'C=c.txt' },
    env: { ENV_B: 'value-of-b' },
    files: { 'c.txt': 'content-of-c' },
    docker: each(
      '--secret',
      secretFile('A', 'value-of-a'),
      'id=B,env=ENV_B',
      secretFile('C', 'content-of-c'),
    ),
    hidden: ['value-of-a', 'value-of-b', 'content-of-c'],
  },
]

export const SECRETS: readonly Row[] = [...values, ...sources]
