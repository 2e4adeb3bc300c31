import { describe, expect, test } from '@jest/globals'
import { logPage, logRows, logText } from '../../e2e/pictures/log-page.ts'
import { summaryPage } from '../../e2e/pictures/summary-page.ts'

/** The pages that the pictures of the README are drawn from. */

const LOG = `##[group]Names
a & b
##[endgroup]
##[group]Plan
one
two
three
four
##[endgroup]
between
##[warning]Look <here>
`

describe('the rows of a log', () => {
  test('are numbered as on GitHub, where the end of a group is not a line', () => {
    expect(logRows(LOG, {})).toEqual([
      { kind: 'folded', number: 1, text: 'Names' },
      { kind: 'folded', number: 3, text: 'Plan' },
      { kind: 'line', number: 8, text: 'between' },
      { kind: 'line', number: 9, text: '##[warning]Look <here>' },
    ])
  })

  test('have the start and the end of a long open group, and the number of lines in between', () => {
    expect(logRows(LOG, { Plan: { start: 2, end: 1 } }).slice(1, -2)).toEqual([
      { kind: 'open', number: 3, text: 'Plan' },
      { kind: 'inside', number: 4, text: 'one' },
      { kind: 'inside', number: 5, text: 'two' },
      { kind: 'cut', count: 1 },
      { kind: 'inside', number: 7, text: 'four' },
    ])
  })

  test.each([
    { start: 2, end: 2 },
    { start: 4, end: 0 },
    { start: 9, end: 9 },
  ])('have the whole of a group that is not longer than $start and $end lines', (opened) => {
    const texts = logRows(LOG, { Plan: opened }).flatMap((row) => (row.kind === 'inside' ? row.text : []))
    expect(texts).toEqual(['one', 'two', 'three', 'four'])
  })

  test('have no line of the end if none is requested', () => {
    expect(logRows(LOG, { Plan: { start: 1, end: 0 } }).slice(2, 5)).toEqual([
      { kind: 'inside', number: 4, text: 'one' },
      { kind: 'cut', count: 3 },
      { kind: 'line', number: 8, text: 'between' },
    ])
  })

  test('are refused if a group that should be open has another name', () => {
    expect(() => logRows(LOG, { Proof: { start: 1, end: 0 } })).toThrow(
      'The log has no group Proof; its groups are Names, Plan.',
    )
  })

  test('are refused if a line has colours that the page would not show', () => {
    expect(() => logRows('\x1b[31mred\x1b[0m\n', {})).toThrow('colours of a terminal')
  })
})

describe('the page of a log', () => {
  const html = logPage(logRows(LOG, { Names: { start: 1, end: 0 } }), 'Run <me>', 5.6)

  test('has the step and its seconds on top', () => {
    expect(html).toContain('<b>Run &lt;me&gt;</b><span class="time">6s</span>')
  })

  test('shows a warning in its colour, and nothing of the log as HTML', () => {
    expect(html).toContain(
      '<div class="line warning"><i>9</i><span><b>warning: </b>Look &lt;here&gt;</span></div>',
    )
    expect(html).toContain('<div class="inside "><i>2</i><span>a &amp; b</span></div>')
  })

  test('loads nothing from the network', () => {
    expect(html).not.toMatch(/https?:|src=|@import|url\(/)
  })
})

test('the text of a log has the rows of its page', () => {
  expect(logText(logRows(LOG, { Plan: { start: 1, end: 1 } }))).toBe(
    [
      '   1  ▸ Names',
      '   3  ▾ Plan',
      '   4    one',
      '        ⋮ 2 more lines',
      '   7    four',
      '   8  between',
      '   9  ##[warning]Look <here>',
      '',
    ].join('\n'),
  )
})

describe('the page of a summary', () => {
  const diagram = '<pre><code class="language-mermaid">gantt\n  a --&gt; b\n</code></pre>'
  const html = summaryPage(`<h3>Pushed</h3>\n${diagram}\n<pre><code>mermaid</code></pre>`, 'a & b', 'm.js')

  test('is named after the job', () => {
    expect(html).toContain('<header>a &amp; b summary</header>')
  })

  test('leaves diagrams to mermaid, and other code as it is', () => {
    expect(html).toContain('<pre class="mermaid">gantt\n  a --&gt; b\n</pre>')
    expect(html).toContain('<pre><code>mermaid</code></pre>')
    expect(html).toContain('<script src="m.js"></script>')
  })
})
