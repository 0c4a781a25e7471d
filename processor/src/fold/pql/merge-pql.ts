import type { PqlPart } from '@waymark/schemas'
import type { PqlState } from '../state.ts'
import { alertsKept } from './pql-alert.ts'

const given = (values: readonly (number | undefined)[]): readonly number[] =>
  values.filter((value) => value !== undefined)

/** Two histories of one person with a PQL: the earliest since, the latest alert, the highest turn; own work on it comes first. */
export const mergePql = (own: PqlState | undefined, brought: PqlPart): PqlState => {
  const merged: PqlState = { ...brought, ...own, turn: Math.max(own?.turn ?? 0, brought.turn) }
  const since = given([own?.since, brought.since])
  const alerted = given([own?.alerted, brought.alerted])
  if (since.length > 0) merged.since = Math.min(...since)
  if (alerted.length > 0) merged.alerted = Math.max(...alerted)
  const sent = [...(own?.sent ?? []), ...(brought.sent ?? [])]
  if (sent.length > 0) merged.sent = [...new Set(sent)].sort((a, b) => a - b).slice(-alertsKept)
  return merged
}
