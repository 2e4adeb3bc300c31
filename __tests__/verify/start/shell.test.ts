// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how a shell's variables are written
import { describe, expect, test } from '@jest/globals'
import { commandsOf, withOwnFolder } from '../../../src/verify/start/shell.ts'
import { tokensOf } from '../../../src/verify/start/shell-words.ts'

const ENV: Readonly<Record<string, string>> = { APP: '/srv', PORT: '80', EMPTY: '', TWO: 'b  c' }
const context = (args: readonly string[] = []) => ({ variable: (name: string) => ENV[name], args })

/** Commands as text: a question mark before those that do not surely run, and the folder at the end. */
function commandTexts(text: string, args?: readonly string[]): readonly string[] {
  return commandsOf(text, context(args)).map(({ words, isSure, folder }) => {
    const location = folder === '' ? '' : ` in ${folder ?? 'somewhere'}`
    return `${isSure ? '' : '? '}${words.join(' ')}${location}`
  })
}

/** A line's words and operators. A word is in quotes if it begins with them, and ends in a question mark if it is not known. */
function tokenTexts(line: string, args?: readonly string[]): readonly string[] {
  return [...tokensOf(line, context(args))].map((token) => {
    if (token.kind === 'operator') return token.text
    const text = token.texts.join(' ')
    return `${token.isQuoted ? `'${text}'` : text}${token.isKnown ? '' : '?'}`
  })
}

describe('the words of a line', () => {
  test.each([
    { line: 'a&&b||c;;d;e&f|g', is: ['a', '&&', 'b', '||', 'c', ';;', 'd', ';', 'e', '&', 'f', '|', 'g'] },
    { line: 'a;&b;;&c', is: ['a', ';&', 'b', ';;&', 'c'] },
    { line: '(a)\nb', is: ['(', 'a', ')', '\n', 'b'] },
    { line: ' a \t\r\f\vVb ', is: ['a', 'Vb'] },
    { line: 'a #b c', is: ['a'] },
    { line: '# a \\\nb', is: ['\n', 'b'] },
    { line: 'a \\\n b\\\nc\\\n', is: ['a', 'bc'] },
    { line: '"a\\\nb"', is: ["'ab'"] },
    { line: '\'a\'b "c"d \\ef', is: ["'ab'", "'cd'", "'ef'"] },
    { line: `a'b' c"d" e\\f`, is: ['ab', 'cd', 'ef'] },
    { line: `'' "" ''a`, is: ["''", "''", "'a'"] },
    { line: `'$APP "\\' x`, is: [`'$APP "\\'`, 'x'] },
    { line: `"\\$APP \\\`x\\\` \\" \\\\"`, is: [`'$APP \`x\` " \\'`] },
    { line: `"\\.so \\ d"`, is: [`'\\.so \\ d'`] },
    { line: '"$(a "b" c) d" e', is: ["'$'?", 'e'] },
    { line: '"a $" b', is: ["'$'?", 'b'] },
    { line: '`a b`c d', is: ['$c?', 'd'] },
    { line: '"`a`" d', is: ["'$'?", 'd'] },
    { line: '"$(echo ")" \')\' \\))" d', is: ["'$'?", 'd'] },
    { line: "$(a # it's\nb) c", is: ['$?', 'c'] },
    { line: "$'it\\'s' b$'c'", is: ["'$'?", 'b$?'] },
    { line: '$(command -v a) $(which b 2>/dev/null || true) `type -p /c/d`', is: ['a', 'b', '/c/d'] },
    { line: '$(which a b) $(command -V a) $(which $APP)', is: ['$?', '$?', '$?'] },
  ])('$line', ({ line, is }) => {
    expect(tokenTexts(line)).toEqual(is)
  })

  test.each([
    { line: '$APP/x $APPX $PORT', is: ['/srv/x', '$?', '80'] },
    { line: '"$APP/x" a$PORT', is: ["'/srv/x'", 'a80'] },
    { line: '${APP}x ${NONE} ${NONE}x', is: ['/srvx', '$?', '$x?'] },
    { line: '${APP:-d} ${APP-d} ${APP:=d} ${APP=d}', is: ['/srv', '/srv', '/srv', '/srv'] },
    { line: '${N:-d1} ${N-d1} ${N:=d1} ${N=d1} ${N:-}', is: ['d1', 'd1', 'd1', 'd1', ''] },
    { line: '${EMPTY:-d} ${EMPTY:=d} ${EMPTY-d} ${EMPTY=d} a$EMPTY', is: ['d', 'd', '', '', 'a'] },
    { line: '${N:-"/a  b"} ${N-\'/a  b\'} ${N:=/a\\ \\ b}', is: ['/a  b', '/a  b', '/a  b'] },
    { line: `"\${N:-'d'}" "\${N:-"/a b"}" "\${N:-\\$x}"`, is: [`''d''`, "'/a b'", "'$x'"] },
    { line: '${N:-$APP} ${N:-${M-${APP}/lib}} "${N:-"$APP"}"', is: ['/srv', '/srv/lib', "'/srv'"] },
    { line: '${APP:+d} ${APP+"$APP/x"} ${N:+d} ${EMPTY+d} ${EMPTY:+d}', is: ['d', '/srv/x', '', 'd', ''] },
    { line: '${#APP} ${APP%/*} ${N:-$M} ${N:-${APP#/}} ${N:-', is: ['$?', '$?', '$?', '$?', '$?'] },
    { line: '${N:-${N:-${N:-${N:-d}}}} ${N:-${N:-${N:-${N:-${N:-d}}}}}', is: ['d', '$?'] },
    { line: '$TWO a$TWO-$TWO "$TWO" A=$TWO', is: ['b c', 'ab c-b c', "'b  c'", 'A=b  c'] },
    { line: '${N:-`a`} ${APP#{a}b}c d', is: ['$?', '$c?', 'd'] },
    { line: '${APP#{a b} c', is: ['$?'] },
    { line: '$(a (b) c)d e', is: ['$d?', 'e'] },
    { line: '$((1+(2)))d e', is: ['$d?', 'e'] },
    { line: '$(a b', is: ['$?'] },
    { line: '$ a$ $-', is: ['$?', 'a$?', '$-?'] },
  ])('the variables in $line', ({ line, is }) => {
    expect(tokenTexts(line)).toEqual(is)
  })

  test.each([
    { line: '$1 "$2" $3 $0', is: ['a', "'b c'", '$?', '$?'] },
    { line: '${1}x $1x $12 ${12}', is: ['ax', 'ax', 'a2', '$?'] },
    { line: '$@ $* "$@" "$*"', is: ["'a b c'", "'a b c'", "'a b c'", "'a b c'"] },
    { line: '${@} ${*} "${@}" "${*}"', is: ["'a b c'", "'a b c'", "'a b c'", "'a b c'"] },
    { line: '$@;"$@"|', is: ["'a b c'", ';', "'a b c'", '|'] },
    { line: '($@)&"$@"&', is: ['(', "'a b c'", ')', '&', "'a b c'", '&'] },
    { line: '("$@")', is: ['(', "'a b c'", ')'] },
    { line: '$# "$#" ${#} "${#}"', is: ['$#?', "'$'?", '$?', "'$'?"] },
    { line: '$@x "$@"x x$@ ${@}x "${*}"x', is: ['$@x?', "'$x'?", 'x$@?', '$x?', "'$x'?"] },
  ])('the arguments in $line', ({ line, is }) => {
    expect(tokenTexts(line, ['a', 'b c'])).toEqual(is)
  })

  test('has its tenth argument only in braces', () => {
    expect(tokenTexts('$10 ${10}', [...'abcdefghij'])).toEqual(['a0', 'j'])
  })

  test.each([
    ...['<', '>', '>>', '>|', '<>', '<&', '>&', '&>', '&>>', '2>', '12>>', '3<>', '0<&', '<<<'].flatMap(
      (redirection) => [`a ${redirection}b c`, `a ${redirection} \tb c`],
    ),
    ...[
      'a > \\\n \\\n b c',
      'a >"b d" c',
      'a >b"$(d e)"f c',
      "a <<<'b d' c",
      'a >$(b d)e c',
      'a 2>&1 c',
      'a >&- c',
    ],
  ])('without the redirection: %s', (line) => {
    expect(tokenTexts(line)).toEqual(['a', 'c'])
  })

  test.each([
    { line: 'a<b>c d', is: ['a', 'd'] },
    { line: 'a2>b 2 3c>d', is: ['a2', '2', '3c'] },
    { line: 'a >b;c', is: ['a', ';', 'c'] },
    { line: 'a >b&c', is: ['a', '&', 'c'] },
    { line: 'a <(b) c', is: ['a', '$?', 'c'] },
    { line: 'a > >(b "(") 2> >(c >&2) d', is: ['a', 'd'] },
    { line: 'a {n}>b c', is: ['a', 'c'] },
  ])('with the words beside redirections: $line', ({ line, is }) => {
    expect(tokenTexts(line)).toEqual(is)
  })

  test.each([
    ...['<<E', '<< E', '<<-E', '<<-\tE', "<<'E'", '<<"E"', '<<\\E', '3<<E', '12<<-E'].map(
      (redirection) => `a ${redirection}\n$(x "\n\nE\nb`,
    ),
    ...['a <<-E\n\tx\n\tE\nb', 'a <<E\nE\nb', "a <<'E F'\nE\nE F\nb", 'a <<E-1\nE\nE-1\nb', 'a <<""\nx\n\nb'],
    'a <<E <<F\nx\nF\nE\ny\nF\nb',
    'a << \\\n E\nx\nE\nb',
  ])('without the here-document: %j', (text) => {
    expect(tokenTexts(text)).toEqual(['a', '\n', 'b'])
  })

  test.each([
    { text: 'a <<E c\nx\nE\nb\nE', is: ['a', 'c', '\n', 'b', '\n', 'E'] },
    { text: 'a <<E\nx', is: ['a', '\n'] },
    { text: 'a <<E\nx\n', is: ['a', '\n'] },
    { text: 'a <<E\nx\nE', is: ['a', '\n'] },
    { text: 'a <<E; b\nxE\nEx\nE\nc', is: ['a', ';', 'b', '\n', 'c'] },
    { text: '# <<E\na\nE\nb', is: ['\n', 'a', '\n', 'E', '\n', 'b'] },
    { text: 'a <<\nb\n\nc', is: ['a', '\n', 'b', '\n', '\n', 'c'] },
    { text: 'a <<<E\nb\nE', is: ['a', '\n', 'b', '\n', 'E'] },
  ])('with what follows a here-document: $text', ({ text, is }) => {
    expect(tokenTexts(text)).toEqual(is)
  })

  test.each([
    { text: '((n << 2))\nb', is: ['((', '\n', 'b'] },
    { text: '((n <<= (1 << 2)))\nb', is: ['((', '\n', 'b'] },
    { text: 'for ((i = 0; i < 1 << 2; i++)); do', is: ['for', '((?', ';', 'do'] },
    { text: 'a $((1 << 2)) "$((1 << 2))" $[1 << 2]\nb', is: ['a', '$?', "'$'?", '$?', '\n', 'b'] },
    { text: 'let "n = 1 << 2"\nb', is: ['let', "'n = 1 << 2'", '\n', 'b'] },
    { text: '((a); b)', is: ['(', '(', 'a', ')', ';', 'b', ')'] },
    { text: '((a) b', is: ['(', '(', 'a', ')', 'b'] },
    { text: '[[ a << b ]]\nc', is: ['[[', '\n', 'c'] },
    { text: '[[ $1 =~ ^(a|b)$ || ( a > b &&\n "]]" ) ]] && c', is: ['[[?', '&&', 'c'] },
    { text: 'a [[; b ]]', is: ['a', '[[', ';', 'b', ']]'] },
    { text: '[[ a\n[[ b ]]', is: ['[[', 'a', '\n', '[['] },
    { text: '[[:digit:]] ]]', is: ['[[:digit:]]', ']]'] },
  ])('without arithmetic and conditions: $text', ({ text, is }) => {
    expect(tokenTexts(text)).toEqual(is)
  })
})

describe('what a shell starts', () => {
  test.each([
    { text: 'app', is: ['app'] },
    { text: 'exec app --x', is: ['app --x'] },
    { text: 'A=b C="d e" app', is: ['app'] },
    { text: 'set -e; exec app', is: ['set -e', 'app'] },
    { text: 'exec app; other', is: ['app'] },
    { text: 'exit 0; other', is: ['exit 0'] },
    { text: 'f() { app; return 0; }\nf\nother', is: ['app', 'other'] },
    { text: 'f() { app; exit 0; }\nf\nother', is: ['app', 'exit 0'] },
    { text: 'f() { app; }\ncd /srv\nf', is: ['cd /srv in /srv', 'app in /srv'] },
    {
      text: 'f() { cd lib; }\ncd /srv\nf\napp',
      is: ['cd /srv in /srv', 'cd lib in /srv/lib', 'app in /srv/lib'],
    },
    { text: 'cd /srv && ./app', is: ['cd /srv in /srv', './app in /srv'] },
    { text: 'cd a; cd b; ./x', is: ['cd a in a', 'cd b in a/b', './x in a/b'] },
    { text: 'cd -- /srv; ./app', is: ['cd -- /srv in /srv', './app in /srv'] },
    { text: 'cd -P /srv; ./app', is: ['cd -P /srv in /srv', './app in /srv'] },
    { text: 'cd -Le /srv; ./app', is: ['cd -Le /srv in /srv', './app in /srv'] },
    { text: 'cd -x; ./app', is: ['cd -x in -x', './app in -x'] },
    { text: 'cd; ./app', is: ['cd in somewhere', './app in somewhere'] },
    { text: 'cd -; ./app', is: ['cd - in somewhere', './app in somewhere'] },
    { text: 'cd ~/lib; ./app', is: ['cd ~/lib in somewhere', './app in somewhere'] },
    { text: 'cd "~"; ./app', is: ['cd ~ in ~', './app in ~'] },
    { text: 'cd ..; ./app', is: ['cd .. in ..', './app in ..'] },
    { text: 'a() {\n cd ""\n}\ncd /srv\na\nb', is: ['cd /srv in /srv', 'cd  in /srv', 'b in /srv'] },
    { text: 'cd "$NONE" && ./app', is: ['cd $ in somewhere', './app in somewhere'] },
    { text: 'migrate && serve', is: ['migrate', 'serve'] },
    { text: 'test -f x && app', is: ['test -f x', '? app'] },
    { text: '[ -f x ] && app; more', is: ['? app', 'more'] },
    { text: 'command -v app && app', is: ['? app'] },
    { text: 'command -V app && app', is: ['? app'] },
    { text: '! app && other', is: ['app', '? other'] },
    { text: '! app; other', is: ['app', 'other'] },
    { text: 'app ! && other', is: ['app !', 'other'] },
    { text: '[[ -f x ]] && app', is: ['? app'] },
    ...['test', 'which', 'type', 'hash', 'grep', 'false'].map((name) => ({
      text: `${name} && app`,
      is: [name, '? app'],
    })),
    { text: 'a && b || c', is: ['a', 'b', '? c'] },
    { text: 'a | b && c', is: ['a', 'b', 'c'] },
    { text: '[ x ] && a | b; c || d |\n\ne', is: ['? a', '? b', 'c', '? d', '? e'] },
    { text: '[ x ] &&\n # y\n a\nb || \\\n\n c && d', is: ['? a', 'b', '? c', '? d'] },
    { text: 'a ||\n exit\nexec b', is: ['a', '? exit', 'b'] },
    { text: '[ x ] && (a) && b; c', is: ['? a', '? b', 'c'] },
    { text: '[ x ] && { a; } && b; { c; } && d', is: ['? a', '? b', '? c', 'd'] },
    { text: 'if a; then b || c; fi && d', is: ['? a', '? b', '? c', 'd'] },
    { text: 'time app', is: ['app'] },
    { text: 'command app', is: ['app'] },
    { text: 'app || other', is: ['app', '? other'] },
    { text: 'app || other && third', is: ['app', '? other', '? third'] },
    { text: 'app & wait', is: ['app', 'wait'] },
    { text: 'app | tee log', is: ['app', 'tee log'] },
    { text: 'app >/dev/null 2>&1 </x', is: ['app'] },
    { text: 'app a#b', is: ['app a#b'] },
    { text: 'app\ta\r\nb', is: ['app a', 'b'] },
    { text: 'app \\$APP "a\\"b" \'c\'d"e"', is: ['app $APP a"b cde'] },
    { text: 'app $((1+2)) $(a (b) c) `d` x', is: ['app $ $ $ x'] },
    { text: 'app $NONE* x', is: ['app $* x'] },
    { text: "'/srv/my-app' 'a b'", is: ['/srv/my-app a b'] },
    { text: '$APP/app', is: ['/srv/app'] },
    { text: '"${APP}/app" --port ${PORT:-1} ${NONE:-2}', is: ['/srv/app --port 80 2'] },
    { text: '$NONE/app; $(app) x; `app`', is: [] },
    { text: 'echo "$(app "$x")" $(app)', is: ['echo $ $'] },
    { text: 'APP=/opt\nexec $APP/app', is: ['/opt/app'] },
    { text: 'APP=$(x)\nexec $APP/app', is: [] },
    { text: 'APP=/a\nAPP=/b\nexec $APP/app', is: ['/b/app'] },
    { text: 'for APP in a b; do $APP; done; $APP', is: [] },
    { text: 'read -r APP; $APP', is: ['read -r APP'] },
    { text: 'unset APP; ${APP:-app}', is: ['unset APP', 'app'] },
    { text: 'if a; then unset APP; fi; ${APP:-app}', is: ['? a', '? unset APP'] },
    { text: '# app\napp # other', is: ['app'] },
    { text: 'app \\\n  --x', is: ['app --x'] },
    { text: 'if a; then exec b; fi\nexec c', is: ['? a', '? b', '? c'] },
    { text: 'if a; then b; fi\nexec c', is: ['? a', '? b', 'c'] },
    { text: 'a || exit 1\nexec b', is: ['a', '? exit 1', 'b'] },
    { text: 'if a; then exit 1; fi\nexec b', is: ['? a', '? exit 1', 'b'] },
    { text: 'if a; then exit; fi\nexec b', is: ['? a', '? exit', '? b'] },
    { text: 'a() {\n return\n}\nexec b', is: ['b', '? return'] },
    { text: 'if a; then b; elif c; then d; else e; fi; f', is: ['? a', '? b', '? c', '? d', '? e', 'f'] },
    { text: 'while a; do b; done; c', is: ['? a', '? b', 'c'] },
    { text: 'until a; do b; done; c', is: ['? a', '? b', 'c'] },
    { text: 'select x in a b; do c; done; d', is: ['? c', 'd'] },
    { text: '{ a; }; b', is: ['? a', 'b'] },
    { text: 'done; a', is: ['a'] },
    { text: '"if" a; b', is: ['if a', 'b'] },
    { text: 'exit 1; b', is: ['exit 1'] },
    { text: 'return; b', is: ['return'] },
    { text: 'a() {\n b\n}\na() {\n c\n}\na', is: ['c'] },
    { text: 'a () {\n b\n}\na', is: ['b'] },
    { text: 'function a() {\n b\n}\na', is: ['b'] },
    { text: 'a()\n{ # comment\n b\n}\na', is: ['b'] },
    { text: 'for x in a b; do c; done; d', is: ['? c', 'd'] },
    { text: 'case "$1" in a) b ;; c|d) e ;; esac\nexec f', is: ['? b', '? e', 'f'] },
    { text: 'case x in\n  a) b ;;\n\n  esac; c', is: ['? b', 'c'] },
    { text: 'case x in (a) b ;; (c | "d e") f;; esac; g', is: ['? b', '? f', 'g'] },
    {
      text: 'case $# in\n\n a) # x\n  b\n  c;& d) e ;;&\n f) g\nesac\nh',
      is: ['? b', '? c', '? e', '? g', 'h'],
    },
    { text: 'case x in a) case y in b) c;; esac; d;; e|esac) f;; esac; g', is: ['? c', '? d', '? f', 'g'] },
    { text: 'if a; then case x in @(b|+(c))) d;; esac; fi; e', is: ['? a', '? d', 'e'] },
    { text: 'case x in esac; a; case x in in) b; esac; c', is: ['a', '? b', 'c'] },
    { text: '(case x in a) b;; esac; c); d', is: ['? b', '? c', 'd'] },
    { text: 'run() {\n a\n}\nb', is: ['b', '? a'] },
    { text: 'run() {\n a\n}\nrun\nb', is: ['a', 'b'] },
    { text: 'run() { a; }\nrun; b', is: ['a', 'b'] },
    { text: 'function run {\n a\n}\nif x; then run; fi\nb', is: ['? x', '? a', 'b'] },
    { text: 'run() {\n exec a\n}\nrun\nb', is: ['a'] },
    { text: 'run() {\n exec a\n}\nif x; then run; fi\nb', is: ['? x', '? a', '? b'] },
    { text: 'run() {\n if x; then return; fi\n a\n}\nrun\nb', is: ['? x', 'a', 'b'] },
    { text: 'run() {\n cd /srv\n}\nrun\n./b', is: ['cd /srv in /srv', './b in /srv'] },
    { text: 'run() {\n run\n a\n}\nrun', is: ['a', 'a', 'a', 'a'] },
    { text: 'eval "exec app -x"; b', is: ['app -x'] },
    { text: 'eval "$(app env)"; b', is: ['eval $', 'b'] },
    { text: 'set -- app -x; exec "$@"', is: ['app -x'] },
    { text: 'APP=${APP:-/opt}\nexec $APP/app', is: ['/srv/app'] },
    { text: 'HERE="${HERE:-/opt}"\nexec $HERE/app', is: ['/opt/app'] },
    { text: ': "${HERE:=/opt}"\nexec ${HERE:=/opt}/app', is: [': /opt', '/opt/app'] },
    { text: '(cd x; a); b', is: ['? cd x in somewhere', '? a in somewhere', 'b in somewhere'] },
    { text: 'cat <<EOF\napp\nEOF\nb', is: ['cat', 'b'] },
    { text: 'cat <<-EOF x\n\tapp\n\tEOF\nb', is: ['cat x', 'b'] },
    { text: "cat << 'EOF'\napp\nEOF\nb", is: ['cat', 'b'] },
    { text: 'cat <<"EOF"\napp\nEOF\nb', is: ['cat', 'b'] },
    { text: 'cat <<A <<B\na\nA\nb\nB\nc', is: ['cat', 'c'] },
    { text: 'cat <<EOF\napp', is: ['cat'] },
    { text: 'exec >log\napp', is: ['app'] },
    { text: 'app "unclosed', is: ['app  unclosed'] },
    { text: '"A=b" app', is: [] },
    { text: '"" app', is: [] },
    { text: '! A=$(x) && app', is: ['? app'] },
    { text: 'if (a); then b; fi; c', is: ['? a', '? b', 'c'] },
    { text: '((a); b); c', is: ['? a', '? b', 'c'] },
    { text: 'a) b; c', is: ['a', 'b', 'c'] },
    { text: '((x)) && a; (( y )) || b; c', is: ['? a', '? b', 'c'] },
    { text: '[[ $1 =~ ^(a|b)$ ]] && c; d', is: ['? c', 'd'] },
    { text: 'exec > >(a -b) 2>&1\nexec {n}>c\nd', is: ['d'] },
    { text: 'EMPTY= TWO=x a; $EMPTY $TWO', is: ['a', 'b c'] },
    { text: 'exec ${NONE:+a b} ${EMPTY} c', is: ['c'] },
    { text: 'a=(b c) d; e', is: ['d', 'e'] },
    { text: 'cd $EMPTY; ./app', is: ['cd in somewhere', './app in somewhere'] },
    { text: 'a || exit\nexec b', is: ['a', '? exit', 'b'] },
    { text: 'die() {\n exit 1\n}\na || die\nexec b', is: ['a', '? exit 1', 'b'] },
    { text: 'if a; then exec b; fi\ncd /x\n./c', is: ['? a', '? b', '? cd /x in /x', '? ./c in /x'] },
    { text: 'eval app x && b', is: ['app x', 'b'] },
    { text: 'AB=c app', is: ['app'] },
    { text: 'cd /srv; cd /x; ./a', is: ['cd /srv in /srv', 'cd /x in /x', './a in /x'] },
    {
      text: 'a() {\n cd $X\n}\ncd /srv\na\nb',
      is: ['cd /srv in /srv', 'cd $ in somewhere', 'b in somewhere'],
    },
    { text: 'eval "app" "$(x)"', is: ['eval app $'] },
    { text: 'if a; then exec >log; fi; b', is: ['? a', 'b'] },
    { text: 'if a; then cd /x; fi; ./b', is: ['? a', '? cd /x in somewhere', './b in somewhere'] },
    { text: 'command my-v x', is: ['my-v x'] },
    { text: 'exec', is: [] },
    { text: 'exec -l app', is: ['app'] },
    { text: 'cd /x-P; ./app', is: ['cd /x-P in /x-P', './app in /x-P'] },
    { text: 'cd -Lx; ./app', is: ['cd -Lx in -Lx', './app in -Lx'] },
    { text: 'for app in a b\ndo c\ndone', is: ['? c'] },
    { text: 'select app in a b\ndo c\ndone', is: ['? c'] },
    { text: 'my!app; a,b', is: [] },
    { text: './a+b@c%d:e-f_g', is: ['./a+b@c%d:e-f_g'] },
    { text: '', is: [] },
  ])('$text', ({ text, is }) => {
    expect(commandTexts(text)).toEqual(is)
  })

  test.each([
    { text: '  a() {\n   b\n  }\n  a', is: ['b'] },
    { text: '\ta() {\n\t\tb\n}\n\t}\n\ta', is: ['b'] },
    { text: 'function a-1 {\n b\n}\na-1', is: ['b'] },
    { text: 'function \ta \t() \t{ \t# c\n b\n}\na', is: ['b'] },
    { text: 'a-1 \t() \t\n \t{ \t# c\n b\n}\na-1', is: ['b'] },
    { text: 'a-1(){ b; } \t\na-1', is: ['b'] },
    { text: 'a(){ b; c; }\na', is: ['b', 'c'] },
    { text: 'a(){\n}\na\nb', is: ['b'] },
    { text: 'x\na() {\n b\n}\ny\na() { c; }\nz\na', is: ['x', 'y', 'z', 'c'] },
    { text: 'a() {\n b\n}; c', is: ['c', '? b'] },
    { text: 'a() { b; } ; c', is: ['? b', 'c'] },
    { text: 'a() { { b; }; }\nc', is: ['? b', 'c'] },
    { text: 'x; a() {\n b\n}\nc', is: ['x', '? b', 'c'] },
    { text: 'a() {\n b', is: ['? b'] },
    { text: 'a() {\n b\n }\nc() {\n d\n }\ne', is: ['? b', '? d', 'e'] },
    { text: 'a() {\n b\n}\nc() {\n a\n}\nd', is: ['d', '? b'] },
    { text: 'a() {\n if x; then exec b; fi\n}\na\nc', is: ['? x', '? b', '? c'] },
    { text: 'a() {\n if x; then exit 1; fi\n}\na\nc', is: ['? x', '? exit 1', 'c'] },
    { text: 'a() {\n cd /x\n}\nif y; then a; fi\n./b', is: ['? y', '? cd /x in /x', './b in somewhere'] },
    { text: 'a() {\n b\n}\nif y; then a; fi\n./c', is: ['? y', '? b', './c'] },
    { text: 'a() {\n b\n}\ncd $X\na', is: ['cd $ in somewhere', 'b in somewhere'] },
  ])('by functions: $text', ({ text, is }) => {
    expect(commandTexts(text)).toEqual(is)
  })

  test.each([
    { set: 'A=/opt', is: '/opt' },
    { set: 'A="/opt"', is: '/opt' },
    { set: "A='/opt'", is: '/opt' },
    { set: 'export A=/opt', is: '/opt' },
    { set: 'AB=/x; A=/opt', is: '/opt' },
    { set: '(A=/opt)', is: undefined },
    { set: 'A=/opt&', is: '/opt' },
    { set: 'A=/opt|x', is: '/opt' },
    { set: 'APP=', is: '' },
    { set: 'A=""', is: '' },
    { set: 'A="/opt"/x', is: '/opt/x' },
    { set: 'A="/o"x\'/p\'', is: '/ox/p' },
    { set: 'A=/o; A=$A/p; A="${A}/q"', is: '/o/p/q' },
    { set: 'A=`command -v /opt`', is: '/opt' },
    ...['A=(/opt)', 'A=/o*', 'A=/o?', 'A=`x`', 'A="$(x)"', 'A=$B', 'A="$(\nx\n)"', 'A=/o; A+=/p'].map(
      (set) => ({
        ...{ set, is: undefined },
      }),
    ),
    { set: 'A=/opt; A=/opt', is: '/opt' },
    { set: '# A=/x\necho "A=/x" A=/x\nA=/opt', is: '/opt' },
    { set: 'local x A=/opt', is: '/opt' },
    { set: 'if x $A; then A=/opt; fi', is: undefined },
    { set: 'if [ ! "${A:-}" ]; then A=/opt; fi', is: '/opt' },
    { set: '[[ -n $A ]] || A=/opt', is: '/opt' },
    { set: '[ -n "$B" ] || A=/opt', is: undefined },
    ...['[ "$A" = x ]', 'test "$A" -gt 1', '[[ $A == x ]]', 'grep "$A" x', '! x $A'].map((test) => ({
      ...{ set: `${test} && A=/opt`, is: undefined },
    })),
    { set: '[ -z "$A" ] && A=/opt', is: '/opt' },
    { set: 'if x; then A=/opt; else A=/x; fi', is: undefined },
    { set: '[ -z "$APP" ] && APP=/opt', is: undefined },
    { set: '[ -z "$APP" ] && APP=/srv', is: '/srv' },
    { set: 'f() {\n A=/opt\n}\nA=/x\nif x; then f; fi', is: undefined },
    { set: 'f() {\n A=$1\n}\nf /opt', is: '/opt' },
    { set: 'x ${A:=/opt}/x', is: '/opt' },
    { set: ': "${EMPTY:="/opt"}"', is: '/opt' },
    { set: ': "${APP:=/opt}" ${EMPTY=/opt}', is: '/srv' },
    { set: ': ${A:=$(x)}', is: undefined },
    { set: 'A=${A:-/opt}', is: '/opt' },
    { set: 'A=${A-/opt}', is: '/opt' },
    { set: 'A="${A:=/opt}"', is: '/opt' },
    { set: 'A=${A:-}', is: '' },
    { set: 'A=${B:-/opt}', is: '/opt' },
    { set: 'A=${A:-"/opt"}/x', is: '/opt/x' },
    { set: 'A=${A:+/opt}', is: '' },
    { set: 'B=$(x); A=${B:-/opt}', is: undefined },
    { set: 'B=$(x); A=${B:+/opt}', is: undefined },
    { set: 'APP=${APP:-/opt}', is: '/srv' },
    { set: 'EMPTY=${EMPTY:-/opt}', is: '/opt' },
    { set: 'EMPTY=${EMPTY-/opt}', is: '' },
    { set: 'x --APP=/opt', is: '/srv' },
    { set: 'x APP=/opt APP', is: '/srv' },
    { set: 'x $APP=/opt', is: '/srv' },
    { set: 'XAPP=/opt', is: '/srv' },
  ])('by a variable after $set: $is', ({ set, is }) => {
    const name = /(?:APP|EMPTY|A)(?=:?=)/.exec(set)?.[0] ?? 'A'
    const commands = commandTexts(`${set}\n/bin$${set.startsWith('AB') ? 'A' : name}/app`)
    expect(commands.at(-1)).toBe(is === undefined ? commandTexts(set).at(-1) : `/bin${is}/app`)
  })

  test('by the arguments that are left', () => {
    const last = (text: string) => commandTexts(text, ['a', 'b', 'c', 'd']).at(-1)
    expect(last('shift; exec "$@"')).toBe('b c d')
    expect(last('shift 2; exec "$@"')).toBe('c d')
    expect(last('set -e -- x "$@"; exec "$@"')).toBe('x a b c d')
    expect(last('set --; exec "$@"')).toBe(undefined)
    expect(last('if x; then set --; fi; exec "$@"')).toBe('a b c d')
    expect(last('if x; then set -- "a b" c; fi')).toBe('? x')
    expect(commandTexts('run() {\n "$1"\n}', ['a'])).toEqual([])
  })

  test.each([
    { text: 'A=(b c)\nA+=(\n "d e" # f\n $1\n)\nexec "${A[@]}"', is: ['b c d e serve'] },
    { text: 'exec "${A[@]}" x; A+=(b); "${A[@]}"', is: [] },
    { text: 'A=(b c d); ${A[*]:1} ${A[@]:2}', is: ['c d d'] },
    { text: 'A=(b); if x; then A+=(c); fi; "${A[@]}"', is: ['? x', 'b'] },
    { text: 'A=(b); if x; then A=(c); fi; "${A[@]}"', is: ['? x'] },
    { text: 'A=(b (c) ); "${A[@]}"', is: ['? c'] },
    ...['unset', 'read -ra', 'mapfile -t'].map((command) => ({
      ...{ text: `A=(b); ${command} A; "\${A[@]}"`, is: [`${command} A`] },
    })),
    { text: 'exec "$1" "${@:2}" ${@:1}', is: ['serve -x serve -x'] },
    { text: 'exec "$@"', is: ['serve -x'] },
    { text: 'exec $@', is: ['serve -x'] },
    { text: 'exec gosu nobody "$@"', is: ['gosu nobody serve -x'] },
    { text: 'exec "$1" y', is: ['serve y'] },
    { text: 'exec "$3"', is: [] },
    { text: 'exec app $2 $0', is: ['app -x $'] },
    { text: 'exec $*', is: ['serve -x'] },
    { text: 'exec "$*"', is: ['serve -x'] },
    { text: 'shift 2; exec "$@"', is: ['shift 2'] },
    { text: 'set -e x; exec "$@"', is: ['set -e x', 'serve -x'] },
    { text: 'exec "${@}"', is: ['serve -x'] },
    { text: 'A=$1; shift; exec "$A" y "$@"', is: ['shift', 'serve y -x'] },
    { text: 'if a; then exec b; fi; shift; exec c "$@"', is: ['? a', '? b', '? shift', '? c -x'] },
    { text: 'if a; then exec b; fi; set -- c "$@"; exec "$@"', is: ['? a', '? b', '? c serve -x'] },
    { text: 'if a; then shift; fi; exec "$@"', is: ['? a', '? shift', '? serve -x'] },
    { text: 'if a; then shift; fi; b x', is: ['? a', '? shift', 'b x'] },
    { text: 'set -- app "$@"; exec "$@"', is: ['app serve -x'] },
    { text: 'if a; then set -- app "$@"; fi; exec "$@"', is: ['? a', '? app serve -x', 'serve -x'] },
    { text: 'main() {\n exec "$@"\n}\nmain "$@"', is: ['serve -x'] },
    { text: 'main() {\n echo\n}\nmain; exec "$@"', is: ['echo', 'serve -x'] },
  ])('with its arguments: $text', ({ text, is }) => {
    expect(commandTexts(text, ['serve', '-x'])).toEqual(is)
  })

  test('is limited, however long the script is', () => {
    expect(commandTexts('a;'.repeat(100_000))).toHaveLength(100)
    expect(commandTexts(`f() { b; c; }\n${'a;'.repeat(99)}`).slice(98)).toEqual(['a', '? b'])
    expect(commandTexts('app'.padStart(64 << 10))).toEqual(['app'])
    expect(commandTexts('app'.padStart((64 << 10) + 1))).toEqual(['ap'])
    expect(commandTexts('<<<<((((`'.repeat(1000))).toEqual([])
    expect(commandTexts('set -- a "$@" "$@" "$@"\n'.repeat(500))).toEqual([])
    expect(commandTexts('a() {\n'.repeat(10_000))).toEqual([])
    expect(commandTexts(`a() {\n${'a\n'.repeat(20_000)}}\na`)).toEqual([])
    expect(commandTexts('eval "eval x"\n'.repeat(5000))).toHaveLength(50)
    for (const part of ['"${a:-', '"$(', '[[ a ', 'a=(b ', '((a ', 'case a in b ', '${a:=', "$'", '<('])
      expect(commandTexts(part.repeat(10_000)).length).toBeLessThan(2)
    const calls = (body: string): string => `f() {\n${body}\n}\n${'f "$@"\n'.repeat(100)}`
    const [text, args] = ['a'.repeat(1000), 'a '.repeat(250)]
    expect(commandTexts(`A=${text}\n${calls(`b ${'$A$A$A '.repeat(300)}`)}`).length).toBe(4)
    expect(commandTexts(`set -- ${args}\n${calls(`b ${'"$@" '.repeat(1000)}`)}`).length).toBeLessThan(10)
    expect(commandTexts(`A=${text}\n${calls(`L=(${'$A$A$A '.repeat(300)})\nb`)}`).length).toBe(4)
    expect(commandTexts(`A="${'B=c;'.repeat(200)}"\n${calls(`eval "${'$A'.repeat(5000)} d"`)}`)).toEqual([])
    expect(commandTexts(`A=b\n${'A=$A$A\n'.repeat(9)}$A`)).toEqual(['b'.repeat(512)])
    expect(commandTexts(`A=b\n${'A=$A$A\n'.repeat(100)}$A`)).toEqual([])
    expect(commandTexts(`A=(b)\n${'A+=("${A[@]}")\n'.repeat(100)}$A`)).toEqual([])
  })
})

describe("a script's own folder", () => {
  test.each([
    { text: '$(dirname $0)/x', is: '/srv/x' },
    { text: '$( dirname -- "$0" )/x', is: '/srv/x' },
    { text: `$(dirname "$\{0}")/x`, is: '/srv/x' },
    { text: `$\{0%/*}/x`, is: '/srv/x' },
    { text: '$(dirname $BASH_SOURCE)/x', is: '/srv/x' },
    { text: `$(dirname "$\{BASH_SOURCE}")/x`, is: '/srv/x' },
    { text: `$(dirname "$\{BASH_SOURCE[0]}")/x`, is: '/srv/x' },
    { text: '$(dirname "$(readlink -f "$0")")/x', is: '/srv/x' },
    { text: '$(dirname $(realpath -- $0))/x', is: '/srv/x' },
    { text: '$(dirname $0):$(dirname $0)', is: '/srv:/srv' },
    { text: '$(cd $(dirname $0) && pwd)/x', is: '/srv/x' },
    { text: '$(cd "$(dirname "$0")"; pwd)/x', is: '/srv/x' },
    { text: '$( cd -P -- "$(dirname "$0")"&& pwd -P )/x', is: '/srv/x' },
    { text: '$(cd "$(dirname "$0")" >/dev/null 2>&1 && pwd)/x', is: '/srv/x' },
    { text: '$(cd "$(dirname "$0")/.." && pwd)/x', is: '/srv/../x' },
    { text: '$(cd /a && pwd):$(cd /b && pwd)', is: '/a:/b' },
    { text: '$(cd /a&&pwd):$(cd /b  ;  pwd )', is: '/a:/b' },
    { text: '$(cd /a&&  pwd)', is: '/a' },
  ])('$text', ({ text, is }) => {
    expect(withOwnFolder(text, '/srv')).toBe(is)
  })

  test.each(['$(dirname "$1")/x', '$(dirname)', '$(cd src && pwd)', '$(cd /srv && ls)', '$(cd /srv)', '$0'])(
    'is not in %s',
    (text) => {
      expect(withOwnFolder(text, '/srv')).toBe(text)
    },
  )
})
