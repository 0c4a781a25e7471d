/** What a terminal would obey (colours, moves, titles) is shown as a question mark: much of what is printed came from outside. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?')

/** Rows in columns, two spaces apart. The last column is as wide as it is. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length)
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** An instant as people read it, in UTC: `2026-03-01 12:00:00`. */
export const instant = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
