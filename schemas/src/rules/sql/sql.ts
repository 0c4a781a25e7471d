import type { Json } from '../../json.ts'

/** A value on its way into a query: bound under a name of its own, never part of the text. */
export interface Param {
  readonly type: 'String' | 'Int64' | 'Float64' | 'Array(String)' | 'Array(Int64)'
  readonly value: Json
}

/** A piece of ClickHouse SQL: text that this repository wrote, and the values that go with it. */
export interface Sql {
  readonly parts: readonly (string | Param)[]
}

/** A query as `EventStore` takes it. */
export interface Query {
  readonly sql: string
  readonly params: { readonly [name: string]: Json }
}

const partsOf = (inner: Sql | Param): Sql['parts'] => ('parts' in inner ? inner.parts : [inner])

/**
 * SQL from a template. What stands in the template is ours; what is filled in is SQL made the same way, or a bound value. No other
 * text can get in.
 */
export const sql = (strings: TemplateStringsArray, ...inner: readonly (Sql | Param)[]): Sql => ({
  parts: strings.flatMap((text, i) => {
    const filled = inner[i]
    return filled ? [text, ...partsOf(filled)] : [text]
  }),
})

export const textParam = (value: string): Param => ({ type: 'String', value })

export const textsParam = (value: readonly string[]): Param => ({ type: 'Array(String)', value })

/** An instant or a span in ms, or a count. */
export const intParam = (value: number): Param => ({ type: 'Int64', value })

export const intsParam = (value: readonly number[]): Param => ({ type: 'Array(Int64)', value })

export const numberParam = (value: number): Param => ({ type: 'Float64', value })

const separators = { and: ' AND ', or: ' OR ', comma: ', ', union: '\nUNION ALL\n', plus: ' + ' }

/** Pieces one after the other. */
export const joinSql = (pieces: readonly Sql[], separator: keyof typeof separators): Sql => ({
  parts: pieces.flatMap(({ parts }, i) => (i === 0 ? parts : [separators[separator], ...parts])),
})

/** The n-th column (relation, variable) of a kind: names are made here, never by an author. */
export const nameSql = (kind: 'leaf' | 'past' | 'other' | 'known', n: number): Sql => ({
  parts: [`${kind}_${Math.trunc(n)}`],
})

type ScoreName = 'began' | 'today' | 'inside' | 'slots' | 'uses' | 'raw' | 'points'

/** Computes a value once and gives it a name within an expression. */
export const letSql = (
  name: 'after' | 'earlier' | 'state' | 'now' | ScoreName,
  value: Sql,
  inside: Sql,
): Sql => ({
  parts: [`arrayMap(${name} -> `, ...inside.parts, ', [', ...value.parts, '])[1]'],
})

/** True where all (one) of them are; of none, what that means. */
export const allSql = (pieces: readonly Sql[]): Sql =>
  pieces.length === 0 ? sql`true` : sql`(${joinSql(pieces, 'and')})`

export const anySql = (pieces: readonly Sql[]): Sql =>
  pieces.length === 0 ? sql`false` : sql`(${joinSql(pieces, 'or')})`

/** The query's text, and its values by name; equal values share one. */
export const renderSql = ({ parts }: Sql): Query => {
  const names = new Map<string, string>()
  const params: Record<string, Json> = {}
  const nameOf = ({ type, value }: Param): string => {
    const key = `${type} ${JSON.stringify(value)}`
    const known = names.get(key)
    if (known !== undefined) return known
    const name = `p${names.size}`
    names.set(key, name)
    params[name] = value
    return name
  }
  const text = parts
    .map((part) => (typeof part === 'string' ? part : `{${nameOf(part)}:${part.type}}`))
    .join('')
  return { sql: text, params }
}
