import { durationMs } from '../duration.ts'
import { type Condition, conditionShape } from './condition.ts'
import { accountTraitItems } from './sql/account-trait-items-sql.ts'
import { conditionSql } from './sql/condition-sql.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import { firstSeen } from './sql/first-seen-sql.ts'
import { instantSql } from './sql/instant-sql.ts'
import { beforeAllSql, foreverSql, type RuleSql, type SqlContext, spanSql } from './sql/rule-sql.ts'
import { allSql, intParam, letSql, type Sql, sql } from './sql/sql.ts'
import { personTraitItems } from './sql/trait-items-sql.ts'
import type { Trait } from './trait.ts'

/** Whether a value, as JSON text, is what the rule asks for, whatever the time. */
const passesSql = (body: Trait, raw: Sql): Sql => {
  const condition = Object.fromEntries(
    Object.entries(body).filter(([key]) => key in conditionShape),
  ) as Condition
  const instant = (text: string): Sql => sql`${intParam(Date.parse(text))}`
  return allSql([
    conditionSql(condition, raw),
    ...(body.before ? [sql`ifNull(${instantSql(raw)} < ${instant(body.before)}, false)`] : []),
    ...(body.after ? [sql`ifNull(${instantSql(raw)} > ${instant(body.after)}, false)`] : []),
  ])
}

/** What is known of the trait after each record: (known from, value as JSON text, said at, since when the condition holds or -1). */
export interface TraitStates {
  readonly changes: Sql
  readonly at: (at: Sql) => Sql
}

/** The trait that nobody sends, as of an identified person or an account. */
const knownState = (context: SqlContext): TraitStates => {
  const isKnown =
    context.level === 'account'
      ? sql`true`
      : sql`position(subject, '/a/') != position(subject, '/')`
  return {
    changes: sql`[born]`,
    at: () => sql`(born, if(${isKnown}, 'true', ''), toInt64(0), toInt64(0))`,
  }
}

export const traitStates = (body: Trait, context: SqlContext): TraitStates => {
  if (body.name === '$known') return knownState(context)
  const items = (context.level === 'account' ? accountTraitItems : personTraitItems)(body, context)
  const states = context.past(items((raw) => passesSql(body, raw)))
  return {
    changes: sql`arrayMap(state -> state.1, ${states})`,
    at: (at) => sql`arrayLast(state -> state.1 <= ${at}, ${states})`,
  }
}

/** The value has passed its tests for so long, and it is a date in (at − w, at]. The second reading of `trait`. */
export const traitSql = (body: Trait, context: SqlContext): RuleSql => {
  if (body.of === 'account' && context.level === 'person')
    return elsewhereOnAccount({ trait: body }, 'of', context)
  if (body.of === 'person' && context.level === 'account')
    context.refuse('an account rule reads traits of the account', 'of')
  const states = traitStates(body, context)
  const first = body.for || body.name === '$known' ? firstSeen(context) : undefined
  const held = (at: Sql): Sql => {
    if (!body.for) return beforeAllSql
    const since = sql`if(state.4 = 0, ${first?.at(at) ?? beforeAllSql}, state.4)`
    return sql`(${since} + ${intParam(durationMs(body.for))})`
  }
  const date = instantSql(sql`state.2`)
  const begins = (at: Sql): Sql => {
    const from = body.within
      ? sql`if(isNull(${date}), ${foreverSql}, greatest(${held(at)}, assumeNotNull(${date})))`
      : held(at)
    const passes =
      body.for && body.name !== '$known' ? sql`state.4 >= 0` : passesSql(body, sql`state.2`)
    return letSql('state', states.at(at), sql`if(${passes}, ${from}, ${foreverSql})`)
  }
  const width = body.within ? intParam(durationMs(body.within)) : undefined
  const ends = (at: Sql): Sql =>
    width
      ? letSql('state', states.at(at), sql`ifNull(${date} + ${width}, ${foreverSql})`)
      : foreverSql
  return spanSql({
    changes: first ? [states.changes, first.changes] : [states.changes],
    begins,
    ends,
  })
}
