import type { SurveyItem } from '@waymark/schemas/api/surveys'
import type { EventStore } from '@waymark/storage'
import type { KnownGuide } from '../definitions/known-guides.ts'
import { naturalOrder } from '../natural-order.ts'
import { reportsSql } from './reports-sql.ts'
import { countQuestions } from './survey-book.ts'

interface Row {
  readonly guide: string
  readonly shown: number
  readonly responses: number
  readonly last: number
}

/** Counted as for one survey: showings, those that were painted and those in which something was answered. */
const query = `
  SELECT guide, countIf(painted) AS shown, countIf(answered > 0) AS responses, max(answered) AS last
  FROM (
    SELECT guide, min(time_ms) AS first, countIf(event = '$guide_rendered') > 0 AS painted,
      maxIf(time_ms, notEmpty(pairs)) AS answered
    FROM (${reportsSql})
    WHERE event != '$guide_seen'
    GROUP BY guide, subject, showing
    HAVING first >= {from:Int64} AND first <= {to:Int64}
  )
  GROUP BY guide`

/** Guides that ask something, with how many were asked and answered in a range. */
export const listSurveys = async (
  store: EventStore,
  asking: readonly KnownGuide[],
  range: { readonly env: string; readonly from: number; readonly to: number },
): Promise<readonly SurveyItem[]> => {
  const guides = asking.map(({ guide }) => guide.id)
  const rows = guides.length === 0 ? [] : await store.query<Row>(query, { ...range, guides })
  const counted = new Map(rows.map((row) => [row.guide, row]))
  return asking
    .map(({ guide, inForce }): SurveyItem => {
      const { shown = 0, responses = 0, last = 0 } = counted.get(guide.id) ?? {}
      return {
        ...{ id: guide.id, name: guide.name ?? guide.id, type: guide.type, inForce },
        ...{ questions: countQuestions(guide), shown, responses },
        ...(last > 0 && { lastAnswered: last }),
      }
    })
    .toSorted(
      (a, b) => (b.lastAnswered ?? 0) - (a.lastAnswered ?? 0) || naturalOrder(a.name, b.name),
    )
}
