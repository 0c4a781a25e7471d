import type { CommandHeader, EventsHeader } from './events-record.ts'
import { parseSubjectKey, type SubjectKey } from './subject.ts'

/** Why nothing is sent to an address any more. After `unsubscribed`, what is transactional still is. */
export const suppressionReasons = ['unsubscribed', 'bounced', 'complained'] as const

export type SuppressionReason = (typeof suppressionReasons)[number]

/** An address to which an environment sends nothing any more; in `control`. */
export interface StoredSuppression {
  readonly t: 'suppression'
  readonly env: string
  /** As `normalAddress` makes it. */
  readonly address: string
  readonly why: SuppressionReason
  /** Who was told, so that it can be taken back there, too; '' where only the address is known. */
  readonly subject: SubjectKey | ''
  readonly at: number
  /** `recipient`, `mail server`, `provider`, or the user who added it. */
  readonly by: string
  readonly detail?: string
}

/** How addresses are compared: mailboxes that tell upper from lower case do not exist in practice. */
export const normalAddress = (address: string): string => address.trim().toLowerCase()

/** The entry's key in `control`: one for each address, reason and person. */
export const suppressionKey = (
  of: Pick<StoredSuppression, 'env' | 'address' | 'why' | 'subject'>,
): string => `suppression/${of.env}/${of.why}/${of.address}/${of.subject}`

/** A record to append; the value is the text of the log's record. */
export interface TextRecord {
  readonly topic: 'events' | 'control'
  readonly key: string
  readonly value: string
}

/** A human's or Waymark's command about a subject, for `events`. */
export const commandRecord = (
  subject: SubjectKey,
  header: Omit<CommandHeader, 'v' | 'kind'>,
): TextRecord => {
  const whole: CommandHeader = { v: 1, kind: 'command', ...header }
  return { topic: 'events', key: subject, value: `${JSON.stringify(whole)}\n[]` }
}

interface OwnEvent {
  readonly event: string
  /** The same for the same occurrence, so that it counts once. */
  readonly messageId: string
  readonly properties: { readonly [name: string]: string }
}

/** An event that Waymark itself reports of a person, for `events`. */
export const ownEventRecord = (subject: SubjectKey, at: number, event: OwnEvent): TextRecord => {
  const parsed = parseSubjectKey(subject)
  const who = parsed?.kind === 'user' ? { userId: parsed.id } : { anonymousId: parsed?.id ?? '' }
  const header: EventsHeader = {
    v: 1,
    kind: 'live',
    env: parsed?.env ?? '',
    source: 'server',
    received: at,
    skew: 0,
  }
  const whole = { type: 'track', ...who, ...event, context: { library: { name: 'waymark' } } }
  return {
    topic: 'events',
    key: subject,
    value: `${JSON.stringify(header)}\n[${JSON.stringify(whole)}]`,
  }
}

/** All that is written when an address is to get no more: the list's entry, and what its person is told. */
export const suppressionRecords = (stored: Omit<StoredSuppression, 't'>): readonly TextRecord[] => {
  const { env, address, why, subject, at, by } = stored
  const entry: StoredSuppression = { t: 'suppression', ...stored }
  const list: TextRecord = {
    topic: 'control',
    key: suppressionKey(stored),
    value: JSON.stringify(entry),
  }
  if (subject === '') return [list]
  const command = { do: 'suppress', address, why } as const
  return [list, commandRecord(subject, { env, received: at, by, command })]
}
