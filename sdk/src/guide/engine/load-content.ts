import type { GuideContent } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { GuideHost } from '../../guide-contract.ts'
import { kinds } from '../kinds/kinds.ts'
import type { Shelf } from '../kinds/shelf.ts'
import { type ContentProblem, problemIn } from '../render/check-content.ts'
import { partsOf, placeOf } from './steps.ts'

/** The content of a decision, with all that draws it, if this release can show all of it; else that is reported. */
export const loadContent = async (
  { content: path, guide }: Decision,
  { host, shelf }: { readonly host: GuideHost; readonly shelf: Shelf },
): Promise<GuideContent | undefined> => {
  const content = await host.content(path)
  const problem = problemOf(content)
  if (problem || !content) {
    if (problem) host.reportError(problem.kind, new Error(`${guide}: ${problem.what}`))
    return undefined
  }
  try {
    await shelf.load(partsOf(content))
    return content
  } catch (error) {
    host.reportError('guide_kind', error)
    return undefined
  }
}

const problemOf = (content: GuideContent | undefined): ContentProblem | undefined => {
  if (!content) return { kind: 'guide_content', what: 'not to be had' }
  const aimless = content.steps.some((step) => !placeOf(content, step))
  return (
    problemIn(content, [...Object.keys(kinds), 'tour']) ??
    (aimless ? { kind: 'guide_content', what: 'no target' } : undefined)
  )
}
