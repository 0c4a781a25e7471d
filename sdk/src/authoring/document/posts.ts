import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideStep } from '@waymark/schemas/wire/content'

/** As `2026-11-20`, in the author's time zone. */
const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

const freeId = ({ steps }: GuideDraft): string => {
  const taken = steps.map(({ id }) => id)
  let count = 1
  while (taken.includes(`post-${count}`)) count++
  return `post-${count}`
}

/** What a step says as a post of a feed: it has a name and a day of its own, and leads nowhere. */
export const asPost = (
  guide: GuideDraft,
  { content, id, date, reactions }: GuideStep,
): GuideStep => ({
  id: id ?? freeId(guide),
  date: date ?? dayOf(new Date()),
  content,
  ...(reactions && { reactions }),
})

/** All steps as posts, each with a name of its own. */
export const asPosts = (guide: GuideDraft): GuideDraft =>
  guide.steps.reduce<GuideDraft>(
    (posts, step) => ({
      ...posts,
      steps: [...posts.steps, asPost({ ...guide, steps: [...guide.steps, ...posts.steps] }, step)],
    }),
    { ...guide, steps: [] },
  )

/** What is no post any more. */
export const unposted = ({ date: _, reactions: __, ...step }: GuideStep): GuideStep => step

/** A post of a later day is drawn while it is written, though readers do not see it yet. */
export const drawnDate = (date: string | undefined, now: Date): string => {
  const at = Date.parse(date ?? '')
  return date !== undefined && at <= now.getTime() ? date : now.toISOString()
}
