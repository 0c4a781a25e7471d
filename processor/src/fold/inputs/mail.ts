import {
  type MailCommand,
  normalAddress,
  type SuppressionReason,
  suppressionReasons,
} from '@waymark/schemas'
import { mailEvents } from '@waymark/schemas/wire/event'
import { noteInLedger } from '../engagements/note-message.ts'
import { own } from '../own.ts'
import type { PersonState } from '../state.ts'
import { isPerson, type PersonWork, type Work } from '../work.ts'
import type { Resolved } from './observe-event.ts'

/** Addresses of one person that are remembered as suppressed: the newest. */
const addressesKept = 20

const newestOf = (times: Readonly<Partial<Record<SuppressionReason, number>>>): number =>
  Math.max(...Object.values(times))

/** An address of the person's gets no more e-mail, or does again. */
export const applyMailCommand = (work: Work, command: MailCommand): void => {
  if (!isPerson(work)) return
  const { state } = work
  const address = normalAddress(command.address)
  const { [address]: now = {}, ...others } = state.mail ?? {}
  const { [command.why]: _, ...kept } = now
  const times = command.do === 'suppress' ? { ...kept, [command.why]: state.clock } : kept
  const all = Object.entries(
    Object.keys(times).length > 0 ? { ...others, [address]: times } : others,
  )
  all.sort(([, a], [, b]) => newestOf(a) - newestOf(b))
  if (all.length > 0) state.mail = Object.fromEntries(all.slice(-addressesKept))
  else state.mail = undefined
}

/** What keeps an address from getting an e-mail: why, and since when. */
export const suppressionOf = (
  { mail }: Pick<PersonState, 'mail'>,
  address: string,
  { transactional }: { readonly transactional: boolean },
): { readonly why: SuppressionReason; readonly at: number } | undefined => {
  const times = mail && own(mail, normalAddress(address))
  for (const why of suppressionReasons) {
    const at = times?.[why]
    if (at === undefined || (why === 'unsubscribed' && transactional)) continue
    return { why, at }
  }
  return undefined
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What somebody did with an e-mail, for rules that ask for it. Only what Waymark or a server says counts. */
export const applyMailEvent = (work: PersonWork, { name, seen, time }: Resolved): void => {
  if (name !== mailEvents.opened && name !== mailEvents.clicked) return
  const engagement = text(seen.properties.engagement)
  if (engagement === '' || engagement.length > 100) return
  // Who clicks has it in front of them, whether images were loaded or not.
  const entry = name === mailEvents.clicked ? { seen: time, clicked: time } : { seen: time }
  noteInLedger(work, `engagement/${engagement}`, entry)
}
