import { readableJson } from './json-sql.ts'
import { type Param, type Sql, sql } from './sql.ts'

/**
 * Relations that every question starts from. What an anonymous visitor did is also who they became's, from the instant at which
 * that person took it over. `subject` is the key, `visible` the instant from which the subject knew of the event.
 */
export const sourcesSql = (scope: Sql, to: Param): Sql => sql`WITH
taken_over AS (
  SELECT subject, JSONExtractString(body, 'from') AS taken, version, toInt64(idx) AS idx, at_ms AS taken_at FROM changes
  WHERE ${scope} AND kind = 'absorbed' AND at_ms <= ${to}
),
became_known AS (
  SELECT subject, min(at_ms) AS gone FROM changes WHERE ${scope} AND kind = 'merged' GROUP BY subject
),
own_events AS (
  SELECT env, person, folded_ms, time_ms AS time, type, event, source, src, idx,
    if(account = '', '', concat(env, '/g/', account)) AS account,
    if(type IN ('identify', 'group'), '{}', ${readableJson(sql`properties`)}) AS properties,
    ${readableJson(sql`context`)} AS context
  FROM accepted WHERE ${scope} AND counts AND folded_ms <= ${to}
),
person_events AS (
  SELECT person AS subject, folded_ms AS visible, time, type, event, source, src, idx, account, properties, context FROM own_events
  UNION ALL
  SELECT t.subject AS subject, greatest(e.folded_ms, t.taken_at) AS visible, e.time AS time, e.type AS type, e.event AS event, e.source AS source,
    e.src AS src, e.idx AS idx, e.account AS account, e.properties AS properties, e.context AS context
  FROM own_events AS e INNER JOIN taken_over AS t ON t.taken = e.person
)`

const taken = sql`if(kept.1 = '' OR (item.2 = 0 AND item.5 != kept.1 AND item.6 >= kept.2), (item.5, item.6), (kept.1, kept.2))`

/** Which account somebody acts for: (from, account) after each word of one. Whoever was an anonymous visitor brings theirs. */
const actingOf = (items: Sql): Sql =>
  sql`arrayFold((kept, item) -> arrayMap(now -> (now.1, now.2, arrayPushBack(kept.3, (item.1, now.1, now.2))), [${taken}])[1], ${items}, ('', toInt64(0), CAST([], 'Array(Tuple(Int64, String, Int64))'))).3`

const accountRows = (
  visible: Sql,
  account: Sql,
  more: { readonly batch: Sql; readonly after: Sql },
): Sql =>
  sql`${account} AS subject, ${visible} AS visible, e.time AS time, e.type AS type, e.event AS event, e.source AS source, e.src AS src, e.idx AS idx,
    e.properties AS properties, e.context AS context, ${more.batch} AS batch, ${more.after} AS after`

const orphanMs = sql`2592000000`

/**
 * Who acts for which account, and what was done for each account. What somebody did without one goes along to the first one they
 * join: together, `batch`, if the newest of it that a leaf is about lies after `after`. What a visitor brings later goes where the
 * person is then.
 */
export const accountSourcesSql = sql`,
own_acting AS (
  SELECT person AS subject, arraySort(groupArray((folded_ms, toUInt8(0), src, toInt64(idx), account, time))) AS items
  FROM own_events WHERE account != '' GROUP BY person
),
brought_acting AS (
  SELECT t.subject AS subject, (t.taken_at, toUInt8(1), t.version, toInt64(0), last_one.2, last_one.3) AS item
  FROM taken_over AS t INNER JOIN (SELECT subject, ${actingOf(sql`items`)}[-1] AS last_one FROM own_acting) AS a ON a.subject = t.taken
),
acting_for AS (
  SELECT subject, ${actingOf(sql`all_items`)} AS acting FROM (
    SELECT subject, arraySort(groupArrayArray(items)) AS all_items FROM (
      SELECT subject, items FROM own_acting UNION ALL SELECT subject, [item] AS items FROM brought_acting
    ) GROUP BY subject
  )
),
orphan_events AS (
  SELECT person AS subject, folded_ms AS known, toInt64(-1) AS taken_at, person, time, type, event, source, src, idx, properties, context
  FROM own_events WHERE account = ''
  UNION ALL
  SELECT t.subject AS subject, greatest(e.folded_ms, t.taken_at) AS known, t.taken_at AS taken_at, e.person AS person, e.time AS time,
    e.type AS type, e.event AS event, e.source AS source, e.src AS src, e.idx AS idx, e.properties AS properties,
    e.context AS context
  FROM own_events AS e INNER JOIN taken_over AS t ON t.taken = e.person
  WHERE e.account = '' AND e.person NOT IN (SELECT subject FROM own_acting)
),
account_events AS (
  SELECT ${accountRows(sql`e.folded_ms`, sql`e.account`, { batch: sql`''`, after: sql`toInt64(0)` })}
  FROM own_events AS e WHERE e.account != ''
  UNION ALL
  SELECT ${accountRows(
    sql`greatest(e.known, a.acting[1].1)`,
    sql`if(e.taken_at < a.acting[1].1, a.acting[1].2, arrayLast(one -> one.1 <= e.taken_at, a.acting).2)`,
    {
      batch: sql`concat(if(e.taken_at < a.acting[1].1, '', e.person), ' ', e.subject)`,
      after: sql`greatest(e.taken_at, a.acting[1].1) - ${orphanMs}`,
    },
  )}
  FROM orphan_events AS e INNER JOIN acting_for AS a ON a.subject = e.subject
)`
