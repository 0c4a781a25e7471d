import type { Decision, GuideContent } from '@waymark/schemas'
import type { GuideHost } from '../../guide-contract.ts'
import { kinds } from '../kinds/kinds.ts'
import { problemIn } from '../render/check-content.ts'

/** The content of a decision, if it can be had and this release can show all of it; else it is reported. */
export const loadContent = async (
  { content: path, guide }: Decision,
  host: GuideHost,
): Promise<GuideContent | undefined> => {
  const content = await host.content(path)
  const problem = content
    ? problemIn(content, Object.keys(kinds))
    : ({ kind: 'guide_content', what: 'not to be had' } as const)
  if (!problem) return content
  host.reportError(problem.kind, new Error(`${guide}: ${problem.what}`))
  return undefined
}
