import { type Champion, pickChampion, type SubjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import type { LeadRecord } from './leads-of.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

const championOf = ({ members }: Snapshot, pql: string): Champion | undefined => {
  const candidates = [...members].map(
    ([person, member]) => [person, { ...member, n: member.events }] as const,
  )
  const best = pickChampion(candidates, pql)
  if (!best) return undefined
  const [person, { champion: _, n: _events, ...words }] = best
  return { person, ...words }
}

const isWaiting = ({ is, outcome }: LeadRecord): boolean => is && outcome === undefined

const readStates = async (
  store: EventStore,
  env: string,
  subjects: readonly SubjectKey[],
): Promise<ReadonlyMap<SubjectKey, Snapshot>> => {
  if (subjects.length === 0) return new Map()
  const rows = await store.query<{ subject: SubjectKey; state: string }>(
    `SELECT subject, state FROM subjects FINAL
     WHERE env = {env:String} AND subject_kind = 'account' AND subject IN {subjects:Array(String)} AND NOT deleted`,
    { env, subjects },
  )
  return new Map(rows.map(({ subject, state }) => [subject, readSnapshot(state)]))
}

/**
 * Leads with whom to talk to as of now. The one of the turn may have left, or somebody else do the work by now; that one
 * stays in the lead's history, and on leads that are closed.
 */
export const withChampionsNow = async (
  store: EventStore,
  env: string,
  leads: readonly LeadRecord[],
): Promise<readonly LeadRecord[]> => {
  const waiting = leads.filter(isWaiting).map(({ subject }) => subject)
  const states = await readStates(store, env, [...new Set(waiting)])
  return leads.map((lead) => {
    const state = isWaiting(lead) ? states.get(lead.subject) : undefined
    const champion = state && championOf(state, lead.pql)
    return champion ? { ...lead, champion } : lead
  })
}
