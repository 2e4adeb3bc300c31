/** The summary of a job as GitHub's page shows it. */
import { escaped, page } from './page.ts'

/**
 * @param html the summary, rendered by cmark-gfm as on GitHub
 * @param job its name
 * @param mermaid address of the library that draws diagrams on GitHub
 */
export function summaryPage(html: string, job: string, mermaid: string): string {
  const body = html.replace(/<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g, diagram)
  const head = `<header>${escaped(job)} summary</header>`
  const foot = '<footer>Job summary generated at run-time</footer>'
  const draw = `<script src="${escaped(mermaid)}"></script>\n<script>mermaid.initialize({ startOnLoad: true })</script>`
  return page('summary.css', `${head}\n<main>\n${body}</main>\n${foot}\n${draw}`)
}

/** The renderer has escaped the source of the diagram. */
function diagram(_: string, source: string): string {
  return `<pre class="mermaid">${source}</pre>`
}
