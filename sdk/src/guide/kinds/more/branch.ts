import type { Branch } from '@waymark/schemas/wire/content'
import type { BranchPage } from '../kind.ts'

/** Does the condition of a branch hold, here and now? */
export const holds = (when: Branch['when'], page: BranchPage): boolean => {
  if ('url' in when) return page.isOnPage(when.url)
  if ('visible' in when) return page.isThere(when.visible)
  const given = page.answers[when.answer]
  if (given === undefined) return false
  const { eq, gte, lte } = when
  return (
    (eq === undefined || [given].flat().some((each) => String(each) === String(eq))) &&
    (gte === undefined || Number(given) >= gte) &&
    (lte === undefined || Number(given) <= lte)
  )
}
