import type { Problem } from '@waymark/schemas'
import type { Document, FileProblem } from './parse-documents.ts'

const kindAndId = (value: unknown): string => {
  const { kind, id } = (value ?? {}) as { readonly kind?: unknown; readonly id?: unknown }
  return typeof kind === 'string' && typeof id === 'string' ? `${kind}/${id}` : ''
}

/** A problem of a document, at its place in the file. */
export const problemIn = (
  document: Document,
  problem: Problem,
  name: string = kindAndId(document.value),
): FileProblem => ({
  file: document.file,
  line: document.lineOf(problem.at),
  at: [name, problem.at].filter((part) => part !== '').join(' '),
  message: problem.message,
})

/** What its author may not have meant, as every command says it. */
export const sayWarning = (text: string): string => `warning: ${text}`

/** `tour.yaml:12: engagement/onboarding send[0].guide: there is no guide "x"` */
export const sayProblem = ({ file, line, at, message }: FileProblem): string =>
  `${file}${line === undefined ? '' : `:${line}`}: ${at === '' ? '' : `${at}: `}${message}`
