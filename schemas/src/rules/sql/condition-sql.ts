import type { Condition } from '../condition.ts'
import { isNumberSql, isTextSql, numberSql, orderedTextSql, textSql } from './json-sql.ts'
import { allSql, anySql, numberParam, type Sql, sql, textParam } from './sql.ts'

type Scalar = string | number | boolean

const is = (raw: Sql, want: Scalar): Sql => {
  if (typeof want === 'boolean') return want ? sql`(${raw} = 'true')` : sql`(${raw} = 'false')`
  return typeof want === 'number'
    ? sql`(${isNumberSql(raw)} AND ${numberSql(raw)} = ${numberParam(want)})`
    : sql`(${isTextSql(raw)} AND ${textSql(raw)} = ${textParam(want)})`
}

const operators = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` } as const

const compares =
  (op: keyof typeof operators) =>
  (raw: Sql, want: string | number): Sql =>
    typeof want === 'number'
      ? sql`(${isNumberSql(raw)} AND ${numberSql(raw)} ${operators[op]} ${numberParam(want)})`
      : sql`(${isTextSql(raw)} AND ${orderedTextSql(textSql(raw))} ${operators[op]} ${orderedTextSql(sql`${textParam(want)}`)})`

const contains = (raw: Sql, part: string): Sql => {
  const text = textParam(part)
  const list = sql`(JSONType(${raw}) = 'Array' AND arrayExists(item -> ${is(sql`item`, part)}, JSONExtractArrayRaw(${raw})))`
  return sql`((${isTextSql(raw)} AND position(${textSql(raw)}, ${text}) > 0) OR ${list})`
}

const tests: {
  readonly [Op in keyof Condition]-?: (raw: Sql, want: NonNullable<Condition[Op]>) => Sql
} = {
  eq: is,
  neq: (raw, want) => sql`(NOT ${is(raw, want)})`,
  in: (raw, list) => anySql(list.map((want) => is(raw, want))),
  lt: compares('lt'),
  lte: compares('lte'),
  gt: compares('gt'),
  gte: compares('gte'),
  contains,
  'starts-with': (raw, want) =>
    sql`(${isTextSql(raw)} AND startsWith(${textSql(raw)}, ${textParam(want)}))`,
  exists: (raw, want) => (want ? sql`(${raw} NOT IN ('', 'null'))` : sql`(${raw} IN ('', 'null'))`),
}

/** A condition on a value that is there as JSON text, '' where there is none. The second reading of `compileCondition`. */
export const conditionSql = (condition: Condition, raw: Sql): Sql =>
  allSql(
    (Object.entries(condition) as [keyof Condition, never][]).map(([op, want]) =>
      (tests[op] as (raw: Sql, want: unknown) => Sql)(raw, want),
    ),
  )
