import { isNumberSql, isTextSql, numberSql, textSql } from './json-sql.ts'
import { type Sql, sql } from './sql.ts'

const [firstMs, lastMs] = [sql`-62167219200000`, sql`253402300799999`]

const isoText = sql`'^(\\\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\\\d|3[01])(?:[T ](?:([01]\\\\d|2[0-3]|24):([0-5]\\\\d)(?::([0-5]\\\\d)(?:\\\\.(\\\\d{1,9}))?)?)(?:Z|([+-])([01]\\\\d|2[0-3]):?([0-5]\\\\d))?)?$'`

const part = (parts: Sql, n: Sql): Sql => sql`toInt64OrZero(${parts}[${n}])`

/** Days since 1970 of a date by the Gregorian rules, whatever the year; a 30th of February is what follows the 28th. */
const dayOf = (parts: Sql): Sql => {
  const year = part(parts, sql`1`)
  const month = part(parts, sql`2`)
  const shifted = sql`(${year} + 400 - if(${month} <= 2, 1, 0))`
  const dayOfYear = sql`(intDiv(153 * (${month} + if(${month} > 2, -3, 9)) + 2, 5) + ${part(parts, sql`3`)} - 1)`
  return sql`(365 * ${shifted} + intDiv(${shifted}, 4) - intDiv(${shifted}, 100) + intDiv(${shifted}, 400) + ${dayOfYear} - 719468 - 146097)`
}

const timeOf = (parts: Sql): Sql => {
  const minutes = sql`(${part(parts, sql`4`)} * 60 + ${part(parts, sql`5`)})`
  const ms = sql`toInt64OrZero(substring(rightPad(${parts}[7], 3, '0'), 1, 3))`
  const ahead = sql`((${part(parts, sql`9`)} * 60 + ${part(parts, sql`10`)}) * if(${parts}[8] = '-', -1, 1))`
  return sql`((${minutes} - ${ahead}) * 60000 + ${part(parts, sql`6`)} * 1000 + ${ms})`
}

/** 24:00 is the end of a day; nothing comes after it. */
const isTime = (parts: Sql): Sql =>
  sql`(${parts}[4] != '24' OR (${part(parts, sql`5`)} = 0 AND ${part(parts, sql`6`)} = 0 AND substring(rightPad(${parts}[7], 3, '0'), 1, 3) = '000'))`

/** The instant that a value holds, an `Int64`; NULL where it holds none. The second reading of `instantOf`. */
export const instantSql = (raw: Sql): Sql => {
  const parts = sql`extractGroups(${textSql(raw)}, ${isoText})`
  const whole = sql`floor(${numberSql(raw)})`
  const number = sql`if(${whole} BETWEEN ${firstMs} AND ${lastMs}, toInt64(${whole}), NULL)`
  const text = sql`if(notEmpty(${parts}) AND ${isTime(parts)}, ${dayOf(parts)} * 86400000 + ${timeOf(parts)}, NULL)`
  return sql`multiIf(${isNumberSql(raw)}, ${number}, ${isTextSql(raw)}, ${text}, NULL)`
}
