import { dayMs } from '../../duration.ts'
import { mailEvents, ownEvents } from '../../wire/event.ts'
import { matchSql } from '../event-match-sql.ts'
import type { SqlContext } from '../sql/rule-sql.ts'
import {
  allSql,
  anySql,
  intParam,
  intsParam,
  joinSql,
  letSql,
  type Sql,
  sql,
  textParam,
  textsParam,
} from '../sql/sql.ts'
import { slotMs } from './score-days.ts'
import { responses } from './score-of.ts'
import type { ScoreTerms } from './score-terms.ts'

const isDone = sql`type IN ('track', 'page', 'screen')`

const isWork = sql`((NOT startsWith(event, '$') OR event = ${textParam(ownEvents.click)}) AND event NOT IN ${textsParam(Object.values(mailEvents))})`

/**
 * What a score sees of a subject's events: (visible, which of `starts` its day begins with, ten minutes of that day or -1 where nobody was
 * at work, places of the core use cases, guides seen, answered to). The second reading of `keepDays`.
 */
export const scoredEvents = (
  score: ScoreTerms,
  starts: readonly number[],
  context: SqlContext,
): Sql => {
  const core = score.core.map((match) => matchSql(match, context))
  const active = score.active?.map((match) => matchSql(match, context))
  const places = core.map((match, i) => sql`if(${match}, ${intParam(i)}, toInt64(-1))`)
  const uses = sql`arrayFilter(use -> use >= 0, [${joinSql(places, 'comma')}])`
  const works = anySql([...core, active ? anySql(active) : isWork])
  const seen = sql`event = ${textParam(ownEvents.guideSeen)}`
  const responded = sql`event IN ${textsParam(responses)}`
  const days = intsParam(starts)
  const day = sql`toInt64(arrayCount(start -> start <= time, ${days}))`
  const slot = sql`if(${works} AND began > 0, intDiv(time - ${days}[began], ${intParam(slotMs)}), toInt64(-1))`
  return context.leaf(
    letSql(
      'began',
      day,
      sql`(visible, began, ${slot}, ${uses}, toInt64(${seen}), toInt64(${responded}))`,
    ),
    allSql([
      isDone,
      ...(score.verified ? [sql`source IN ('server', 'import')`] : []),
      anySql([works, seen, responded]),
    ]),
    letSql('began', day, sql`if(began = 0, time, ${days}[began] + ${intParam(dayMs)})`),
  )
}
