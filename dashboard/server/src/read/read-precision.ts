import { dayMs } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

export interface Conversion {
  readonly customers: number
  readonly medianDays?: number
}

interface Row {
  readonly pql: string
  readonly customers: number
  readonly median_ms: number | null
}

/**
 * Per PQL: how many became customers after they had turned, and after how long, at the median. A visitor who turned is whoever
 * they became.
 */
export const readConversions = async (
  store: EventStore,
  env: string,
): Promise<ReadonlyMap<string, Conversion>> => {
  const rows = await store.query<Row>(
    `SELECT pql, countIf(customer_ms > 0) AS customers,
       quantileExactIf(0.5)(customer_ms - turned_ms, customer_ms > 0) AS median_ms
     FROM (
       SELECT turned.pql AS pql, turned.turned_ms AS turned_ms,
         arrayFirst(at -> at >= turned.turned_ms, bought.times) AS customer_ms
       FROM (
         SELECT lead.definition AS pql, if(known.into = '', lead.subject, known.into) AS who,
           min(lead.at_ms) AS turned_ms
         FROM (
           SELECT definition, subject, at_ms FROM changes
           WHERE env = {env:String} AND kind = 'pql' AND JSONExtractBool(body, 'is')
         ) AS lead
         LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env = {env:String}) AS known
           ON known.subject = lead.subject
         GROUP BY pql, who
       ) AS turned
       LEFT ANY JOIN (
         SELECT subject, arraySort(groupArray(at_ms)) AS times FROM changes
         WHERE env = {env:String} AND kind = 'lifecycle' AND JSONExtractString(body, 'to') = 'customer'
         GROUP BY subject
       ) AS bought ON bought.subject = turned.who
     )
     GROUP BY pql`,
    { env },
  )
  return new Map(
    rows.map(({ pql, customers, median_ms: median }) => {
      const days = median === null ? 0 : Math.round((10 * median) / dayMs) / 10
      return [pql, { customers, ...(customers > 0 ? { medianDays: days } : {}) }]
    }),
  )
}
