import type { ApplyResult, Definition } from '@waymark/schemas'
import { checkSet } from './check-set.ts'
import { parseDocuments } from './parse-documents.ts'
import { setProblems } from './set-problems.ts'

/** Documents checked as `apply` checks them where nothing is in force: what they are, and what is wrong. */
export const checkAlone = (
  documents: readonly unknown[],
): {
  readonly definitions: readonly Definition[]
  readonly problems: ApplyResult['problems']
} => {
  const parsed = parseDocuments(documents)
  const definitions = [...parsed.documents.values()]
  const problems =
    parsed.problems.length > 0 ? parsed.problems : setProblems(checkSet(definitions), parsed)
  return { definitions, problems }
}
