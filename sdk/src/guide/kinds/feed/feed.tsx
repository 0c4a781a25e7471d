import { createFolding } from '../folding-panel.ts'
import type { GuideKind, StepView } from '../kind.ts'
import { textFor } from '../kit.ts'
import { launcherOf } from '../launch-button.tsx'
import { drawPost } from './draw-post.tsx'
import { asRead, isRead, type Post, postsOf, reactionTo } from './posts.ts'
import { feedStyles } from './styles.ts'
import { words } from './words.ts'

/**
 * Announcements, newest first, behind a button that says how many are unread. To open the feed is to have read what it lists; that, and
 * every reaction, is an answer to the post, so that the server knows it on the person's other devices too.
 */
const create: GuideKind['create'] = createFolding((listener, redraw) => {
  const marks: { [post: string]: string } = {}
  /** What was unread when the feed was opened last. */
  let fresh: ReadonlySet<string> = new Set()
  const posts = (view: StepView): readonly Post[] => postsOf(view, Date.now())
  const unread = (view: StepView): readonly Post[] =>
    posts(view).filter((post) => !isRead(view, marks, post))
  const mark = (given: { readonly [post: string]: string }): void => {
    Object.assign(marks, given)
    listener.onAnswers(given)
  }

  return {
    styles: feedStyles,
    icon: 'bell',
    head: (view) => [{ heading: launcherOf(view).label ?? '' }],
    news: (view) => {
      const count = unread(view).length
      return count > 0 ? { count, says: `${count} ${textFor(words.unread, view)}` } : undefined
    },
    onOpen: (view) => {
      fresh = new Set(unread(view).map(({ id }) => id))
      mark(Object.fromEntries([...fresh].map((id) => [id, asRead])))
    },
    list: (view, controls) => {
      const listed = posts(view)
      if (listed.length === 0) return <p>{textFor(words.empty, view)}</p>
      return (
        <ul class="posts">
          {listed.map((post) => {
            const reaction = reactionTo(view, marks, post)
            const react = (pressed: string): void => {
              mark({ [post.id]: pressed === reaction ? asRead : pressed })
              redraw()
            }
            const state = { isFresh: fresh.has(post.id), reaction, react }
            return drawPost(post, { view, controls, state })
          })}
        </ul>
      )
    },
  }
})

export const part: GuideKind = { create }
