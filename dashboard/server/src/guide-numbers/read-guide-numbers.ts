import {
  type Did,
  type GuideDeeds,
  type GuideNumbers,
  type GuidePart,
  type GuideStepNumbers,
  type GuideWay,
  guideDeeds,
} from '@waymark/schemas/api/guide-numbers'
import type { EventStore } from '@waymark/storage'
import { naturalOrder } from '../natural-order.ts'
import { countFacets, type Facet } from './count-facets.ts'
import type { BookStep, GuideBook } from './guide-book.ts'
import { readDone } from './read-done.ts'
import { type Ends, readEnds } from './read-ends.ts'
import { readPosts } from './read-posts.ts'
import { readWays } from './read-ways.ts'
import type { NumbersAsked } from './told-sql.ts'

/** Of steps that no kept version has. */
const mostUnknown = 10

/** It stands folded until somebody opens it. */
const folds: ReadonlySet<GuideNumbers['type']> = new Set([
  ...(['hotspot', 'checklist', 'feed', 'resource-centre', 'launcher'] as const),
])

const nobody: Did = { people: 0, times: 0 }

const didIn = (rows: readonly Facet[], deed: string): Did => {
  const found = rows.find((row) => row.deed === deed)
  return found ? { people: found.people, times: found.times } : nobody
}

const deedsIn = (rows: readonly Facet[]): GuideDeeds => {
  const [seen, clicked, answered, snoozed, dismissed, completed] = guideDeeds.map((deed) =>
    didIn(rows, deed),
  )
  return {
    ...{ seen: seen ?? nobody, clicked: clicked ?? nobody, answered: answered ?? nobody },
    ...{ snoozed: snoozed ?? nobody, dismissed: dismissed ?? nobody },
    completed: completed ?? nobody,
  }
}

const stepsIn = (
  book: GuideBook,
  rows: readonly Facet[],
  { stopped }: Ends,
): readonly GuideStepNumbers[] => {
  const byStep = Map.groupBy(
    rows.filter(({ facet }) => facet === 'step'),
    ({ step }) => step,
  )
  const known = new Set(book.steps.map(({ id }) => id))
  const unknown = [...byStep.keys()]
    .filter((id) => !known.has(id))
    .slice(0, mostUnknown)
    .toSorted(naturalOrder)
  const steps = [
    ...book.steps.filter(({ id, inForce }) => inForce || byStep.has(id)),
    ...unknown.map((id): BookStep => ({ id, name: '', inForce: false, reactions: [] })),
  ]
  if (steps.length < 2) return []
  return steps.map(({ id, name, inForce }) => {
    const own = byStep.get(id) ?? []
    return {
      ...{ id, name, inForce, reached: didIn(own, 'met').people, stopped: stopped.get(id) ?? 0 },
      ...deedsIn(own),
      ways: readWays(book, rows, id),
    }
  })
}

/** What was met of a facet, most people first. */
const partsIn = (rows: readonly Facet[], facet: Facet['facet']): readonly GuidePart[] =>
  [
    ...Map.groupBy(
      rows.filter((row) => row.facet === facet),
      ({ name }) => name,
    ),
  ]
    .map(([id, own]) => ({
      ...{ id, shown: didIn(own, 'met').people, clicked: didIn(own, 'clicked').people },
      completed: didIn(own, 'completed').people,
    }))
    .toSorted((a, b) => b.shown - a.shown || naturalOrder(a.id, b.id))

const openedIn = (ways: readonly GuideWay[], label: string): Did => {
  const way = ways.find(({ deed, by }) => deed === 'clicked' && by === label)
  return way ? { people: way.people, times: way.times } : nobody
}

/** How a guide does: who was shown it, what they did with it, where they stopped. */
export const readGuideNumbers = async (
  store: EventStore,
  book: GuideBook,
  asked: NumbersAsked,
): Promise<Omit<GuideNumbers, 'asOf'>> => {
  const [rows, ends, posts, done] = await Promise.all([
    countFacets(store, book, asked),
    readEnds(store, book, asked),
    readPosts(store, book, asked),
    readDone(store, book, asked),
  ])
  const all = rows.filter(({ facet }) => facet === 'all')
  const ways = readWays(book, rows)
  const { id, name, type, inForce, version } = book
  return {
    ...{ id, name, type, inForce, version, from: asked.from, to: asked.to },
    shown: { people: didIn(all, 'met').people, times: didIn(all, 'rendered').times },
    ...deedsIn(all),
    ...(folds.has(type) && { opened: openedIn(ways, 'open') }),
    ways,
    ...(ends.toComplete && { toComplete: ends.toComplete }),
    steps: type === 'feed' ? [] : stepsIn(book, rows, ends),
    posts,
    tasks: book.tasks.map((task) => ({
      ...{ ...task, opened: openedIn(ways, task.name), done: done.get(task.milestone) ?? 0 },
    })),
    items: book.items.map((item) => ({ ...item, opened: openedIn(ways, item.name) })),
    versions: rows
      .filter((row) => row.facet === 'version' && row.name !== '0')
      .map((row) => ({ version: Number(row.name), shown: row.people }))
      .toSorted((a, b) => b.version - a.version),
    variants: partsIn(rows, 'variant').toSorted((a, b) => naturalOrder(a.id, b.id)),
    languages: partsIn(rows, 'language'),
  }
}
