/** Rows as aligned columns for the log; the first row is the head. Columns that are empty below it are omitted. */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const filledRows = keepFilled(rows)
  const widths = (filledRows[0] ?? []).map((_, column) =>
    Math.max(...filledRows.map((row) => row[column]?.length ?? 0)),
  )
  return filledRows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Rows as a Markdown table; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = keepFilled(rows).map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function keepFilled(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [head = [], ...body] = rows
  const filled = head.map((_, column) => body.some((row) => row[column] !== '' && row[column] !== undefined))
  return rows.map((row) => row.filter((_, column) => filled[column]))
}

/** A cell as inline code that its text cannot close. */
export function code(cell: string): string {
  return cell === '' ? '' : `\`${cell.replaceAll('`', "'")}\``
}
