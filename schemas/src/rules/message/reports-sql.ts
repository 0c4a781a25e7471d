import { mailEvents } from '../../wire/event.ts'
import { isTextSql, propertySql, readableJson, textSql } from '../sql/json-sql.ts'
import type { SqlContext } from '../sql/rule-sql.ts'
import { intParam, joinSql, type Sql, sql, textParam, textsParam } from '../sql/sql.ts'

/** What a rule is about: a guide, or an engagement on whatever channel. */
export interface MessageAbout {
  readonly kind: 'guide' | 'engagement'
  readonly id: string
}

type Scope = Pick<SqlContext, 'inScope' | 'asked'>

/** Of an engagement all its messages: theirs are called `id`, `id.1`, `id.variant.1`. */
const isAbout = ({ kind, id }: MessageAbout): Sql =>
  kind === 'guide'
    ? sql`JSONExtractString(body, 'guide') = ${textParam(id)}`
    : sql`splitByChar('.', definition)[1] = ${textParam(id)}`

const folded = sql`if(JSONHas(body, 'folded'), JSONExtractInt(body, 'folded'), at_ms)`

interface Told {
  readonly kinds: readonly string[]
  /** Over the columns of `changes`. */
  readonly where: Sql
  /** From when on rules see it; absent: since it was folded. */
  readonly visible?: Sql
  /** What is told beside the two instants. */
  readonly more?: Sql
}

/** Rows (`subject`, `visible`, `time`) of what pages told, and of what was brought by whom the person was as a visitor. */
const toldSql = (about: MessageAbout, told: Told, { inScope, asked }: Scope) => {
  const { kinds, where, visible = folded, more } = told
  const own = sql`SELECT subject, ${visible} AS visible, at_ms AS time${more ? sql`, ${more} AS more` : sql``}
    FROM (SELECT subject, kind, definition, at_ms, ${readableJson(sql`body`)} AS body FROM changes WHERE ${inScope} AND kind IN ${textsParam(kinds)})
    WHERE ${isAbout(about)} AND ${where} AND visible <= ${intParam(asked.to)}`
  return sql`SELECT * FROM (${own}) UNION ALL
    SELECT t.subject AS subject, greatest(told.visible, t.taken_at) AS visible, told.time AS time${more ? sql`, told.more AS more` : sql``}
    FROM (${own}) AS told INNER JOIN taken_over AS t ON t.taken = told.subject`
}

const isWhat = (what: string): Sql => sql`JSONExtractString(body, 'what') = ${textParam(what)}`

const isPublished = sql`NOT JSONExtractBool(body, 'unpublished')`

/** When somebody did something with it. */
export const reactionsSql = (about: MessageAbout, what: string, scope: Scope): Sql =>
  what === 'answered'
    ? toldSql(about, { kinds: ['noted'], where: isWhat(what) }, scope)
    : toldSql(about, { kinds: ['message'], where: sql`${isPublished} AND ${isWhat(what)}` }, scope)

/** Every answer, with its question: `more` is (question, JSON text). */
export const answersSql = (about: MessageAbout, scope: Scope): Sql => {
  const given = sql`JSONExtractKeysAndValuesRaw(${readableJson(sql`JSONExtractRaw(body, 'answers')`)})`
  const each = sql`arrayJoin(arrayMap(one -> (one.1, ${readableJson(sql`one.2`)}), ${given}))`
  return toldSql(about, { kinds: ['noted'], where: isWhat('answered'), more: each }, scope)
}

const mailLists = {
  seen: [mailEvents.opened, mailEvents.clicked],
  clicked: [mailEvents.clicked],
} as const

/** When an e-mail of an engagement was opened or clicked: only what Waymark or a server says counts. */
export const mailReactionsSql = (engagement: string, what: keyof typeof mailLists): Sql => {
  const named = sql`${isTextSql(sql`raw`)} AND ${textSql(sql`raw`)} = ${textParam(engagement)}`
  return sql`SELECT subject, visible, time FROM person_events
    WHERE type = 'track' AND source IN ('server', 'import') AND has(${textsParam(mailLists[what])}, event)
      AND arrayExists(raw -> ${named}, [${propertySql(sql`properties`, 'engagement')}])`
}

/** When the page could not paint it, for one of these reasons. */
export const metSql = (about: MessageAbout, because: readonly string[], scope: Scope): Sql => {
  const ends = sql`(kind = 'noted' AND ${isWhat('released')} OR kind = 'message' AND ${isPublished} AND ${isWhat('missed')})`
  const where = sql`${ends} AND JSONExtractString(body, 'by') IN ${textsParam(because)}`
  return toldSql(about, { kinds: ['message', 'noted'], where }, scope)
}

/**
 * When the server held it back, or took it back, for one of these reasons: the last gate that was asked. What was decided is seen by
 * rules from the next instant on.
 */
export const heldBackSql = (about: MessageAbout, because: readonly string[], scope: Scope): Sql => {
  const last = sql`JSONExtractString(arrayElement(JSONExtractArrayRaw(body, 'why'), -1), 'gate')`
  const where = sql`${last} IN ${textsParam(because)}`
  const visible = sql`at_ms + 1`
  return toldSql(about, { kinds: ['suppressed', 'withdrawn'], where, visible }, scope)
}

export const unionSql = (relations: readonly Sql[]): Sql =>
  joinSql(
    relations.map((relation) => sql`SELECT subject, visible, time FROM (${relation})`),
    'union',
  )
