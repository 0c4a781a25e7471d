import { dayMs, durationMs } from '../../duration.ts'
import { limits } from '../../limits.ts'
import { gateNames } from '../../wire/gates.ts'
import type { Condition } from '../condition.ts'
import { heldSpanSql } from '../held-sql.ts'
import { conditionSql } from '../sql/condition-sql.ts'
import { orderedTextSql } from '../sql/json-sql.ts'
import { foreverSql, type RuleSql, type SqlContext } from '../sql/rule-sql.ts'
import { intParam, letSql, type Sql, sql, textParam } from '../sql/sql.ts'
import { type Suppression, suppressions } from './ledger.ts'
import type { MessageRule } from './message.ts'
import {
  answersSql,
  heldBackSql,
  type MessageAbout,
  mailReactionsSql,
  metSql,
  reactionsSql,
  unionSql,
} from './reports-sql.ts'

/** The newest time of what was known at an instant, over a list of (visible, time). */
const newestOf =
  (told: Sql) =>
  (at: Sql): Sql =>
    letSql(
      'state',
      sql`arrayMap(one -> one.2, arrayFilter(one -> one.1 <= ${at}, ${told}))`,
      sql`if(empty(state), ${foreverSql}, arrayMax(state))`,
    )

const keptDays = limits.heldBackMs / dayMs

const visibleIn = (list: Sql): Sql => sql`arrayMap(one -> one.1, ${list})`

const spanOf = (within: string | undefined) => (within === undefined ? {} : { within })

/**
 * The newest answer to the question passes, and was given within the window. Of more questions than are kept those answered last
 * are known. An item is (visible, time, question, value).
 */
const answeredSql = (
  {
    within,
    answer,
  }: Pick<MessageRule, 'within'> & {
    readonly answer: NonNullable<MessageRule['answer']>
  },
  about: MessageAbout,
  context: SqlContext,
): RuleSql => {
  const { to, ...condition } = answer
  const told = context.past(sql`SELECT subject, groupArray((visible, time, more.1, more.2)) AS value
    FROM (${answersSql(about, context)}) GROUP BY subject`)
  const question = sql`${textParam(to)}`
  const order = (one: Sql): Sql => sql`(${one}.2, ${orderedTextSql(sql`${one}.4`)})`
  const newest = sql`arraySort(one -> ${order(sql`one`)}, arrayFilter(one -> one.3 = ${question}, state))[-1]`
  const later = sql`arrayFilter(one -> (one.2, ${orderedTextSql(sql`one.3`)}) > (now.2, ${orderedTextSql(question)}), state)`
  const isKept = sql`arrayUniq(arrayMap(one -> one.3, ${later})) < ${intParam(limits.answersKept)}`
  const passes = sql`now.3 != '' AND ${conditionSql(condition as Condition, sql`now.4`)} AND ${isKept}`
  const since = (at: Sql): Sql =>
    letSql(
      'state',
      sql`arrayFilter(one -> one.1 <= ${at}, ${told})`,
      letSql('now', newest, sql`if(${passes}, now.2, ${foreverSql})`),
    )
  return heldSpanSql(since, visibleIn(told), spanOf(within))
}

/** A reason that the server can have: of what it holds back the record is forgotten after a while. */
const isServers = (reason: Suppression): boolean => gateNames.some((gate) => gate === reason)

const pagesReasons = suppressions.filter((reason) => !isServers(reason))

/** Refuses a question about more of the past than is kept of what the server held back. */
const checkKept = ({ within }: MessageRule, { asked, refuse }: SqlContext): void => {
  const { from, heldBackFrom } = asked
  const only = `why the server did not show something is kept for ${keptDays} days only`
  if (heldBackFrom === undefined)
    refuse(
      `${only}, and begins to count for a rule when that is published; it can be asked \`because\` of what a page met: ${pagesReasons.join(', ')}`,
      'was',
    )
  else if (within === undefined || from - durationMs(within) < heldBackFrom)
    refuse(
      `${only}: ask with a \`within\` that begins at ${new Date(heldBackFrom).toISOString()} or later, or \`because\` of what a page met: ${pagesReasons.join(', ')}`,
      'within',
    )
}

/** A page may tell a reason of the server's, too. */
const suppressedSql = (body: MessageRule, about: MessageAbout, context: SqlContext): Sql => {
  const reasons = body.because === undefined ? suppressions : [body.because]
  const met = metSql(about, reasons, context)
  if (!reasons.some(isServers)) return met
  checkKept(body, context)
  return unionSql([met, heldBackSql(about, reasons.filter(isServers), context)])
}

const relationOf = (body: MessageRule, about: MessageAbout, context: SqlContext): Sql => {
  const { was } = body
  if (was === 'suppressed') return suppressedSql(body, about, context)
  const told = reactionsSql(about, was, context)
  return about.kind === 'engagement' && (was === 'seen' || was === 'clicked')
    ? unionSql([told, mailReactionsSql(about.id, was)])
    : told
}

const messageSqlOf =
  (kind: MessageAbout['kind']) =>
  (body: MessageRule, context: SqlContext): RuleSql => {
    if (context.level === 'account')
      context.refuse('people are shown messages, accounts are not; use `members`')
    context.decided(kind, body.id)
    const about = { kind, id: body.id }
    const { answer, within } = body
    if (answer) return answeredSql({ answer, ...spanOf(within) }, about, context)
    const told = context.past(
      sql`SELECT subject, groupArray((visible, time)) AS value FROM (${relationOf(body, about, context)}) GROUP BY subject`,
    )
    return heldSpanSql(newestOf(told), visibleIn(told), spanOf(within))
  }

/** What somebody did with a guide, or why they were not shown it. The second reading of `guide`. */
export const guideSql = messageSqlOf('guide')

/** What somebody did with the messages of an engagement. The second reading of `message`. */
export const messageSql = messageSqlOf('engagement')
