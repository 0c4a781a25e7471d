import { clickOf, type EventMatch } from './event-match.ts'
import type { FeatureUse } from './feature-use.ts'
import { conditionSql } from './sql/condition-sql.ts'
import { isTextSql, propertySql, textSql } from './sql/json-sql.ts'
import type { SqlContext } from './sql/rule-sql.ts'
import { allSql, anySql, type Sql, sql, textParam } from './sql/sql.ts'

const isPage = sql`(type IN ('page', 'screen'))`

const hasValue = (raw: Sql): Sql => sql`(${raw} NOT IN ('', 'null'))`

const ownPath = sql`JSONExtractRaw(properties, 'path')`
const pagePath = sql`JSONExtractRaw(context, 'page', 'path')`
const ownUrl = sql`JSONExtractRaw(properties, 'url')`
const pageUrl = sql`JSONExtractRaw(context, 'page', 'url')`

const given = sql`if(${hasValue(ownPath)}, ${ownPath}, ${pagePath})`
const url = sql`if(${hasValue(ownUrl)}, ${ownUrl}, ${pageUrl})`

/** What follows the host, without query and fragment. */
const pathOf = (text: Sql): Sql => {
  const scheme = sql`position(${text}, '://')`
  const from = sql`if(${scheme} = 0, 1, position(${text}, '/', ${scheme} + 3))`
  return sql`if(${from} = 0, '/', replaceRegexpOne(substring(${text}, ${from}), '(?s)[?#].*$', ''))`
}

const path = sql`multiIf(${isTextSql(given)}, ${textSql(given)}, ${isTextSql(url)}, ${pathOf(textSql(url))}, '')`

const likePattern = (pattern: string): string =>
  pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')

const pageIs = (pattern: string): Sql => {
  if (!pattern.includes('*'))
    return sql`(event = ${textParam(pattern)} OR ${path} = ${textParam(pattern)})`
  const like = textParam(likePattern(pattern))
  return sql`(${path} LIKE ${like} OR event LIKE ${like})`
}

const whereSql = (where: EventMatch['where']): readonly Sql[] =>
  Object.entries(where ?? {}).map(
    ([property, condition]) =>
      sql`arrayExists(raw -> ${conditionSql(condition, sql`raw`)}, [${propertySql(sql`properties`, property)}])`,
  )

const plain = ({ event, page, where }: Pick<EventMatch, 'event' | 'page' | 'where'>): Sql =>
  allSql([
    page === undefined
      ? sql`(NOT ${isPage} AND event = ${textParam(event ?? '')})`
      : sql`(${isPage} AND ${pageIs(page)})`,
    ...whereSql(where),
  ])

const useSql = (use: FeatureUse): Sql => plain(use.click ? clickOf(use.click) : use)

/** Any use of a feature. */
export const usesSql = (uses: readonly FeatureUse[]): Sql => anySql(uses.map(useSql))

/** Which events a leaf is about, over the columns of an event. The second reading of `compileMatch`. */
export const matchSql = (body: EventMatch, context: SqlContext): Sql => {
  if (body.verified) {
    const { verified: _, ...match } = body
    return allSql([sql`source IN ('server', 'import')`, matchSql(match as EventMatch, context)])
  }
  if (body.feature === undefined) return plain(body)
  const uses = context.feature(body.feature)
  if (!uses) return context.refuse(`there is no feature "${body.feature}"`, 'feature')
  return allSql([usesSql(uses), ...whereSql(body.where)])
}
