import type { FastifyReply } from 'fastify'

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

/** How an export is written: what comes first, and a line. */
export interface LineWriter<Line> {
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
    head: `${columns.join(',')}\r\n`,
    line: (line) => `${columns.map((column) => cellOf(line[column])).join(',')}\r\n`,
  },
  ndjson: {
    head: '',
    line: (line) => `${JSON.stringify(line)}\n`,
  },
})

/** What an export is, by its form, for the API's description. */
export const exportType = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const

interface ExportOf {
  readonly id: string
  readonly env: string
  /** Ms since the epoch. */
  readonly from: number
  readonly to: number
}

/** Says what an answer is, and under which name a browser keeps it: `production-welcome-2026-01-01-to-2026-01-31.csv`. */
export const nameExport = (reply: FastifyReply, form: Form, { id, env, from, to }: ExportOf) => {
  const days = [from, to].map((at) => new Date(at).toISOString().slice(0, 10)).join('-to-')
  reply.header('content-type', `${exportType[form]}; charset=utf-8`)
  reply.header('content-disposition', `attachment; filename="${env}-${id}-${days}.${form}"`)
}
