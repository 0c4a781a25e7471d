import type { Definition } from '@waymark/schemas'
import type { ApplyResult } from '@waymark/schemas/api/definitions'
import { checkSet } from './check-set.ts'
import { parseDocuments } from './parse-documents.ts'
import { setProblems } from './set-problems.ts'
import type { IsGranted } from './take-for-granted.ts'

/**
 * Documents checked as `apply` checks them where nothing is in force: what they are, and what is wrong. Where they are `some` of
 * those that belong together, what they name may be in the others.
 */
export const checkAlone = (
  documents: readonly unknown[],
  given: 'all' | 'some' = 'all',
): {
  readonly definitions: readonly Definition[]
  readonly problems: ApplyResult['problems']
} => {
  const parsed = parseDocuments(documents)
  const definitions = [...parsed.documents.values()]
  const isGranted: IsGranted = (kind, id) => given === 'some' || parsed.unread.has(`${kind}/${id}`)
  const problems = [...parsed.problems, ...setProblems(checkSet(definitions, isGranted), parsed)]
  return { definitions, problems: problems.toSorted((a, b) => a.document - b.document) }
}
