import type { Choice } from './choose.ts'
import { type Search, search } from './search.ts'
import { drawnOf } from './sight.ts'
import { choosePage, type Wanted } from './wanted.ts'
import type { PageWatch } from './watch.ts'

/** Finds targets in this page; what it learns of shadow roots and frames is shared. */
export interface Seeker {
  /** Looks now and after every change of the page, until stopped. `onChoice` hears every result, also "still missing". */
  follow(wanted: Wanted, onChoice: (choice: Choice<Element>) => void): () => void
  /** Looks once, now, for at most a few milliseconds. */
  now(wanted: Wanted): Choice<Element>
}

const onceBudgetMs = 8
const none: Choice<Element> = { found: undefined, reason: 'missing', score: 0 }

export const createSeeker = (watch: PageWatch): Seeker => {
  const { roots } = watch
  const advance = (underWay: Search, deadline: number): Choice<Element> | undefined => {
    for (;;) {
      const step = underWay.next()
      if (step.done) {
        const choice = step.value
        return choice.found ? { ...choice, found: drawnOf(choice.found) } : choice
      }
      if (performance.now() > deadline) return undefined
    }
  }
  return {
    follow: ({ target, sightOf }, onChoice) => {
      let underWay: Search | undefined
      return watch.add({
        look: (deadline) => {
          if (!target) {
            onChoice(choosePage())
            return false
          }
          underWay ??= search({ target, sightOf }, roots)
          const choice = advance(underWay, deadline)
          if (!choice) return true
          underWay = undefined
          watch.follow()
          onChoice(choice)
          return false
        },
      })
    },
    now: ({ target, sightOf }) =>
      target
        ? (advance(search({ target, sightOf }, roots), performance.now() + onceBudgetMs) ?? none)
        : choosePage(),
  }
}
