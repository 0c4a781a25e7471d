import type { EventContext } from '@waymark/schemas/wire/event'
import type { PersonState } from '../state.ts'

/** Longer than any zone's name. */
const zoneLength = 64

/** What surrounds an event says where the person's clock is, and whether they want to be told anything. */
export const noteContext = (state: PersonState, context: EventContext | null | undefined): void => {
  const { timezone, consent } = context ?? {}
  if (typeof timezone === 'string' && timezone !== '' && timezone.length <= zoneLength)
    state.zone = timezone
  if (consent?.guides === false) state.denies = true
  else if (consent?.guides === true) state.denies = undefined
}
