import { checkAlone } from '@waymark/dashboard-server'
import { compileProgram, type Program } from '@waymark/processor'
import type { FileProblem } from '../documents/parse-documents.ts'
import { readDocuments } from '../documents/read-documents.ts'
import { problemIn } from '../documents/say-problem.ts'

/** Definitions of files as a program, or what is wrong with them. */
export type ReadDefinitions =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }

/** Reads files and directories of definitions, as `apply` does where nothing is in force. */
export const readDefinitions = (paths: readonly string[], env: string): ReadDefinitions => {
  const { documents, problems: unread } = readDocuments(paths)
  const values = documents.map(({ value }) => value)
  const { definitions, problems } = checkAlone(values, unread.length > 0 ? 'some' : 'all')
  const placed = problems.flatMap((problem) => {
    const document = documents[problem.document]
    return document ? [problemIn(document, problem)] : []
  })
  const faults = [...unread, ...placed]
  if (faults.length > 0) return { ok: false, problems: faults }
  const published = definitions.map((definition) => ({ version: 1, definition }))
  return { ok: true, program: compileProgram(env, 1, published) }
}
