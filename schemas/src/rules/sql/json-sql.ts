import { type Sql, sql, textParam } from './sql.ts'

/**
 * JSON as ClickHouse can read it. Its parser refuses a whole document for one whole number past 64 bits, which JSON.stringify
 * writes without an exponent: there each such number is given one. Tokens are looked at one by one, so that digits in a text stay.
 */
export const readableJson = (json: Sql): Sql =>
  sql`arrayMap(json -> if(JSONType(json) != 'Null' OR json IN ('', 'null'), json, arrayStringConcat(arrayMap(token -> if(match(token, '^-?[0-9]{19,}$'), concat(token, 'e0'), token), extractAll(json, '"(?:[^"\\\\\\\\]|\\\\\\\\.)*"|-?[0-9][0-9.eE+-]*|[^"0-9-]+')))), [${json}])[1]`

/** One property of a readable object as readable JSON text; '' where there is none. */
export const propertySql = (json: Sql, name: string): Sql =>
  readableJson(sql`JSONExtractRaw(${json}, ${textParam(name)})`)

/** A value as JSON text, '' where there is none. */
export const isNumberSql = (raw: Sql): Sql =>
  sql`(JSONType(${raw}) IN ('Int64', 'UInt64', 'Double'))`

export const isTextSql = (raw: Sql): Sql => sql`(JSONType(${raw}) = 'String')`

export const numberSql = (raw: Sql): Sql => sql`JSONExtractFloat(${raw})`

export const textSql = (raw: Sql): Sql => sql`JSONExtractString(${raw})`

/** A text, a number or a truth value: what can be told apart from others. */
export const isScalarSql = (raw: Sql): Sql =>
  sql`(JSONType(${raw}) IN ('Int64', 'UInt64', 'Double', 'String', 'Bool'))`

/**
 * What a text is compared by so that the order is that of UTF-16 units: bytes of UTF-8 are in the order of code points, which differs
 * where U+E000 to U+FFFF meet what takes two units.
 */
export const orderedTextSql = (text: Sql): Sql =>
  sql`replaceAll(replaceAll(${text}, '\\xEE', '\\xF5'), '\\xEF', '\\xF6')`
