import type { PqlPart } from '@waymark/schemas'
import type { PqlState } from '../state.ts'
import { alertsKept } from './pql-alert.ts'

const given = (values: readonly (number | undefined)[]): readonly number[] =>
  values.filter((value) => value !== undefined)

/** Whose turn goes on where that of the other has ended, and what is done about it: a claim and an outcome belong to their turn. */
const turnOf = (own: PqlState | undefined, brought: PqlPart): PqlState => {
  if (!own) return { ...brought }
  const isOne = own.since !== undefined
  if (isOne === (brought.since !== undefined))
    return { ...brought, ...own, turn: Math.max(own.turn, brought.turn) }
  if (isOne) return { ...own, turn: Math.max(own.turn, brought.turn) }
  return { ...brought, turn: Math.max(own.turn + 1, brought.turn) }
}

/** Two histories of one person with a PQL: the earliest since, the latest alert; own work on it comes first. */
export const mergePql = (own: PqlState | undefined, brought: PqlPart): PqlState => {
  const merged = turnOf(own, brought)
  const since = given([own?.since, brought.since])
  const alerted = given([own?.alerted, brought.alerted])
  if (since.length > 0) merged.since = Math.min(...since)
  if (alerted.length > 0) merged.alerted = Math.max(...alerted)
  const sent = [...(own?.sent ?? []), ...(brought.sent ?? [])]
  if (sent.length > 0) merged.sent = [...new Set(sent)].sort((a, b) => a - b).slice(-alertsKept)
  return merged
}
