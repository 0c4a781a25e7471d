import type { IdentitySetup } from '@waymark/schemas/api/identity'
import type { EventStore } from '@waymark/storage'

const windowMs = 24 * 3_600_000

/** How many events of signed-in people came from pages in the last 24 hours, with a valid token and without. */
export const readCoverage = async (
  store: EventStore,
  env: string,
  now: number,
): Promise<IdentitySetup['coverage']> => {
  const [row] = await store.query<IdentitySetup['coverage']>(
    `SELECT toUInt32(countIf(source = 'signed')) AS signed, toUInt32(countIf(source = 'browser')) AS unsigned
     FROM events WHERE env = {env:String} AND received_ms > {from:Int64} AND user_id != ''`,
    { env, from: now - windowMs },
  )
  return { signed: Number(row?.signed ?? 0), unsigned: Number(row?.unsigned ?? 0) }
}
