import type { EventStore } from '@waymark/storage'
import type { GuideBook } from './guide-book.ts'
import { type NumbersAsked, ofVariant, ofVersion, toldParams, toldSql } from './told-sql.ts'

/** Of a facet so many are told; what the guide itself names comes first, then what happened most. */
const mostRows = 400

/** One count: of the whole guide, of a step, of a way, of a version, a variant or a language. */
export interface Facet {
  readonly facet: 'all' | 'step' | 'way' | 'step way' | 'version' | 'variant' | 'language'
  /** `rendered`, `seen` …; `met`: any of them. */
  readonly deed: string
  readonly step: string
  readonly name: string
  readonly people: number
  readonly times: number
}

/** All counts of one guide, in one reading of its events: each event counts once in each facet that it is of. */
const query = `
  SELECT cell.1 AS facet, cell.2 AS deed, cell.3 AS step, cell.4 AS name,
    uniqExact(subject) AS people, uniqExact(subject, message_id) AS times
  FROM (
    SELECT subject, message_id, arrayJoin(arrayConcat(
      if(of_version AND of_variant, [
        ('all', deed, '', ''), ('all', 'met', '', ''),
        ('step', deed, step, ''), ('step', 'met', step, ''),
        ('way', deed, '', by), ('step way', deed, step, by),
        ('language', deed, '', language), ('language', 'met', '', language)
      ], []),
      if(of_version, [('variant', deed, '', variant), ('variant', 'met', '', variant)], []),
      if(of_variant, [('version', 'met', '', toString(version))], [])
    )) AS cell
    FROM (SELECT *, ${ofVersion} AS of_version, ${ofVariant} AS of_variant FROM (${toldSql}))
  )
  WHERE (cell.1 NOT IN ('step', 'step way') OR cell.3 != '') AND (cell.1 IN ('all', 'step') OR cell.4 != '')
    AND (cell.1 NOT IN ('way', 'step way') OR cell.2 IN ('clicked', 'dismissed', 'completed'))
  GROUP BY cell
  ORDER BY has({steps:Array(String)}, step) + has({labels:Array(String)}, name) DESC, times DESC, cell
  LIMIT ${mostRows} BY facet`

/** Counts what people did with a guide. */
export const countFacets = (
  store: EventStore,
  book: GuideBook,
  asked: NumbersAsked,
): Promise<readonly Facet[]> =>
  store.query<Facet>(query, {
    ...toldParams(asked, [book.id]),
    steps: book.steps.map(({ id }) => id),
    labels: book.labels.map(({ label }) => label),
  })
