import type { StaleDefinition } from '@waymark/schemas/api/definitions'
import { type Refused, refuse } from '../http/refusal.ts'
import { actorName, type Rooms } from './rooms.ts'

/** As people read it, in UTC. */
const minuteOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Says of each what is in force, by whom and since when. */
export const refuseStale = (rooms: Rooms, list: readonly StaleDefinition[]): Refused => {
  const stale = list.map((one) => ({
    ...one,
    ...(one.by === undefined ? {} : { by: actorName(rooms, one.by) }),
  }))
  const said = stale.map(({ key, current, by, at, base }) => {
    const who = by === undefined || at === undefined ? '' : ` (${by}, ${minuteOf(at)})`
    return `${key} is at version ${current}${who}, you started from ${base}`
  })
  const message = `Somebody changed this meanwhile: ${said.join('; ')}. Nothing was written.`
  return refuse('stale_version', message, {
    at: stale[0]?.key ?? 'baseVersions',
    detail: { stale },
  })
}
