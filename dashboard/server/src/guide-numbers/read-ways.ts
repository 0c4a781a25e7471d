import type { GuideWay } from '@waymark/schemas/api/guide-numbers'
import type { Facet } from './count-facets.ts'
import type { GuideBook } from './guide-book.ts'

const mostOthers = 20

/** What a guide has of itself, as pages call it. */
const own: ReadonlySet<string> = new Set([
  ...(['close', 'escape', 'target', 'open', 'next', 'back', 'skip', 'complete'] as const),
])

const deedOf = (deed: string): GuideWay['deed'] | undefined =>
  deed === 'clicked' || deed === 'dismissed' || deed === 'completed' ? deed : undefined

/**
 * By what people clicked, left and completed a guide, or one step of it; what most did comes first. What the newest version offers is
 * among it where nobody has clicked it, too.
 */
export const readWays = (
  book: GuideBook,
  rows: readonly Facet[],
  step?: string,
): readonly GuideWay[] => {
  const labels = book.labels.filter((one) => step === undefined || one.step === step)
  const offered = new Set(labels.filter(({ inForce }) => inForce).map(({ label }) => label))
  const known = new Set(labels.map(({ label }) => label))
  const sourceOf = (by: string): GuideWay['source'] => {
    if (offered.has(by)) return 'content'
    if (known.has(by)) return 'older'
    return own.has(by) ? 'own' : 'unknown'
  }
  const met = rows
    .filter(({ facet }) => facet === (step === undefined ? 'way' : 'step way'))
    .filter((row) => step === undefined || row.step === step)
    .flatMap(({ deed, name, people, times }): readonly GuideWay[] => {
      const told = deedOf(deed)
      return told ? [{ deed: told, by: name, source: sourceOf(name), people, times }] : []
    })
  const clicked = new Set(met.filter(({ deed }) => deed === 'clicked').map(({ by }) => by))
  const untouched = [...offered]
    .filter((label) => label !== '' && !clicked.has(label))
    .map((by): GuideWay => ({ deed: 'clicked', by, source: 'content', people: 0, times: 0 }))
  const unknown = met.filter(({ source }) => source === 'unknown').slice(0, mostOthers)
  return [...met.filter(({ source }) => source !== 'unknown'), ...unknown, ...untouched].toSorted(
    (a, b) => b.people - a.people || b.times - a.times || (a.by < b.by ? -1 : 1),
  )
}
