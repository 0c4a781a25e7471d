import type { GuideNumbersItem } from '@waymark/schemas/api/guide-numbers'
import type { EventStore } from '@waymark/storage'
import type { KnownGuide } from '../definitions/known-guides.ts'
import { naturalOrder } from '../natural-order.ts'
import { type NumbersAsked, toldParams, toldSql } from './told-sql.ts'

interface Row {
  readonly guide: string
  readonly shown_people: number
  readonly shown_times: number
  readonly clicked_people: number
  readonly clicked_times: number
  readonly dismissed_people: number
  readonly dismissed_times: number
  readonly completed_people: number
  readonly completed_times: number
}

const countOf = (deed: string): string => `
    uniqExactIf(subject, deed = '${deed}') AS ${deed}_people, uniqExactIf((subject, message_id), deed = '${deed}') AS ${deed}_times`

/** Counted as for one guide; all guides in one reading. */
const query = `
  SELECT guide, uniqExact(subject) AS shown_people, uniqExactIf((subject, message_id), deed = 'rendered') AS shown_times,
    ${['clicked', 'dismissed', 'completed'].map(countOf).join(',')}
  FROM (${toldSql})
  GROUP BY guide`

const itemOf = ({ guide, inForce }: KnownGuide, row: Row | undefined): GuideNumbersItem => ({
  ...{ id: guide.id, name: guide.name ?? guide.id, type: guide.type, inForce },
  shown: { people: row?.shown_people ?? 0, times: row?.shown_times ?? 0 },
  clicked: { people: row?.clicked_people ?? 0, times: row?.clicked_times ?? 0 },
  dismissed: { people: row?.dismissed_people ?? 0, times: row?.dismissed_times ?? 0 },
  completed: { people: row?.completed_people ?? 0, times: row?.completed_times ?? 0 },
})

/** All guides with their figures in short, shown to most first. */
export const listGuideNumbers = async (
  store: EventStore,
  known: readonly KnownGuide[],
  range: Pick<NumbersAsked, 'env' | 'from' | 'to'>,
): Promise<readonly GuideNumbersItem[]> => {
  const guides = known.map(({ guide }) => guide.id)
  const params = toldParams(range, guides)
  const rows = guides.length === 0 ? [] : await store.query<Row>(query, params)
  const counted = new Map(rows.map((row) => [row.guide, row]))
  return known
    .map((one) => itemOf(one, counted.get(one.guide.id)))
    .toSorted((a, b) => b.shown.people - a.shown.people || naturalOrder(a.name, b.name))
}
