import type { TextRecord } from '@waymark/schemas'
import type { Rooms } from './rooms.ts'

/** Appends records of text to the log, all in one go. */
export const appendRecords = async (
  { deps }: Rooms,
  records: readonly TextRecord[],
): Promise<void> => {
  if (records.length === 0) return
  const encoder = new TextEncoder()
  await deps.log.append(
    records.map(({ value, ...record }) => ({ ...record, value: encoder.encode(value) })),
  )
}
