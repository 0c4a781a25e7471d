type Cell = string | number | boolean | readonly string[]

/** A text that a spreadsheet would take for a formula is led by an apostrophe: what people write must not calculate. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const cellOf = (value: Cell): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  const text = harmless(typeof value === 'string' ? value : value.join(', '))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const lineForms = ['csv', 'ndjson'] as const

export type Form = (typeof lineForms)[number]

/** How an export is written: its content type, what comes first, and a line. */
export interface LineWriter<Line> {
  readonly type: `${string}/${string}`
  readonly head: string
  readonly line: (line: Line) => string
}

/** The forms of an export with these columns. */
export const createLineForms = <
  Line extends { readonly [column in Column]: Cell },
  Column extends string & keyof Line,
>(
  columns: readonly Column[],
): { readonly [form in Form]: LineWriter<Line> } => ({
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${columns.join(',')}\r\n`,
    line: (line) => `${columns.map((column) => cellOf(line[column])).join(',')}\r\n`,
  },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (line) => `${JSON.stringify(line)}\n`,
  },
})
