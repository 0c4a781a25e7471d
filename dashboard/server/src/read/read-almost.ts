import { parseSubjectKey } from '@waymark/schemas'
import type { AlmostLead } from '@waymark/schemas/api/scores'
import type { EventStore } from '@waymark/storage'
import { objectOf } from './event-rows.ts'
import { seenNames } from './seen-name.ts'

interface Row {
  readonly subject: string
  readonly name: string
  readonly last_seen_ms: number
  readonly almost: string
}

interface Almost {
  readonly met: number
  readonly of: number
  readonly missing: readonly string[]
}

/** Who has not been here for so long is not on the way any more. */
const sinceMs = 28 * 86_400_000

const shown = 100

/** Who is close to being a lead: fewest things missing first. */
export const readAlmost = async (
  store: EventStore,
  pqls: ReadonlyMap<string, string>,
  of: { readonly env: string; readonly now: number },
): Promise<readonly AlmostLead[]> => {
  if (pqls.size === 0) return []
  const rows = await store.query<Row>(
    `SELECT subject, name, last_seen_ms, JSONExtractRaw(state, 'almost') AS almost FROM subjects FINAL
     WHERE env = {env:String} AND subject_kind IN ('user', 'account') AND NOT deleted
       AND merged_into = '' AND last_seen_ms >= {from:Int64} AND JSONHas(state, 'almost')
     ORDER BY last_seen_ms DESC LIMIT {limit:UInt32}`,
    { env: of.env, from: of.now - sinceMs, limit: shown },
  )
  const leads = rows.flatMap((row) => {
    const id = parseSubjectKey(row.subject)?.id ?? row.subject
    const name = seenNames(row, ['name']).name ?? id
    return Object.entries(objectOf(row.almost)).flatMap(([pql, found]) => {
      const pqlName = pqls.get(pql)
      const { met, of: all, missing } = found as unknown as Almost
      const who = { subject: row.subject, id, name, seen: row.last_seen_ms }
      return pqlName === undefined ? [] : [{ ...who, pql, pqlName, met, of: all, missing }]
    })
  })
  return leads.toSorted((a, b) => a.missing.length - b.missing.length || b.seen - a.seen)
}
