import { limits, type RecordHeader } from '@waymark/schemas'
import type { SubjectState } from '../state.ts'
import type { FoldInput } from './input.ts'

const isPaced = (header: RecordHeader): boolean =>
  header.kind === 'claim' || (header.kind === 'live' && !header.anyPace)

/**
 * When something live was received, by the log's clock. What somebody else passes on was received by them: a router that carries
 * an hour's debts at once makes nobody hot. `undefined` of what is never too much: history, what is told again, what a human did, and what
 * others say.
 */
const receivedOf = ({ kind }: SubjectState, input: FoldInput): number | undefined => {
  if (input.kind === 'clock') return undefined
  if (input.kind === 'relay') {
    const { debt, at, quiet } = input.record
    if (kind === 'account') return quiet ? undefined : input.at
    return debt.k === 'events' && isPaced(debt.header) ? at : undefined
  }
  return isPaced(input.record.header) ? input.at : undefined
}

const mostOf = {
  person: limits.personRecordsPerSecond,
  account: limits.accountRecordsPerSecond,
} as const

/**
 * Whether more records of the subject were received in a second than it is worth, with this one. Counted in the state itself, so
 * that a replay, and whoever takes the partition over, cuts at the same record. What comes out of an earlier second than the
 * newest is let through.
 */
export const isHot = (state: SubjectState, input: FoldInput): boolean => {
  const received = receivedOf(state, input)
  if (received === undefined) return false
  const second = Math.floor(received / 1000)
  const [newest, before] = state.rate ?? [0, 0]
  if (second < newest) return false
  const records = second === newest ? before + 1 : 1
  state.rate = [second, records]
  return records > mostOf[state.kind]
}
