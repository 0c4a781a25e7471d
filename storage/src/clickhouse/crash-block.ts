import { fact, ndjson } from '../contract/event-store.rows.ts'

export const rowsPerBlock = 5_000

/** The same rows under the same token for the same number, in whichever process: what the sink reads from the log again. */
export const crashBlock = (env: string, block: number) => ({
  token: `${env}-${block}`,
  rows: ndjson(
    Array.from({ length: rowsPerBlock }, (_, row) =>
      fact({
        env,
        message_id: `${block}-${row}`,
        person: `${env}/u/${row % 700}`,
        src: block * rowsPerBlock + row,
        time_ms: Date.UTC(2026, row % 3, 5),
      }),
    ),
  ),
})
