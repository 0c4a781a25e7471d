import type { ServingPart, SubjectKey } from '@waymark/schemas'
import type { EventLog, NewRecord, Position } from '@waymark/storage'

export interface Said {
  readonly subject: SubjectKey
  readonly part: Partial<ServingPart>
  readonly n?: number
  readonly e?: number
  readonly partition?: number
}

const lines = (...values: readonly unknown[]): Buffer =>
  Buffer.from(values.map((value) => JSON.stringify(value)).join('\n'))

/** A record on `state`, as the processor writes them. */
export const stateRecord = ({ subject, part, n = 1, e = 0, partition }: Said): NewRecord => ({
  topic: 'state',
  key: subject,
  value: lines({ v: 1, s: subject, n, e, at: 1, t: [] }, { dec: [], mile: [], ...part }, {}),
  ...(partition !== undefined && { partition }),
})

/** A new owner takes a partition over; the offset of its mark is the epoch. */
export const takeOver = async (log: EventLog, partition: number): Promise<Position> => {
  const value = lines({ v: 1, mark: 'a new owner' })
  const [mark] = await log.append([{ topic: 'state', key: '~mark', value, partition }])
  if (!mark) throw new Error('the mark was not written')
  return mark
}
