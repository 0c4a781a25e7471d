import { hash } from 'node:crypto'
import {
  type MailLink,
  normalAddress,
  ownEventRecord,
  suppressionRecords,
  type TextRecord,
} from '@waymark/schemas'
import { mailEvents } from '@waymark/schemas/wire/event'
import type { NewRecord } from '@waymark/storage'

export const asRecords = (records: readonly TextRecord[]): readonly NewRecord[] =>
  records.map(({ value, ...record }) => ({ ...record, value: Buffer.from(value) }))

const about = ({ send, engagement, email }: MailLink) => ({ send, engagement, email })

/** The same message opened again is the same event. */
export const openedRecords = (link: MailLink, now: number): readonly TextRecord[] => [
  ownEventRecord(link.subject, now, {
    event: mailEvents.opened,
    messageId: `mail-open-${link.send}`,
    properties: about(link),
  }),
]

/** The same link of the same message clicked again is the same event. */
export const clickedRecords = (link: MailLink, now: number): readonly TextRecord[] => {
  const url = link.url ?? ''
  const messageId = `mail-click-${link.send}-${hash('sha256', url, 'hex').slice(0, 16)}`
  return [
    ownEventRecord(link.subject, now, {
      event: mailEvents.clicked,
      messageId,
      properties: { ...about(link), url },
    }),
  ]
}

/** What an unsubscribe writes: the list's entry, what the person's state is told, and the event. */
export const unsubscribedRecords = (link: MailLink, now: number): readonly TextRecord[] => [
  ...suppressionRecords({
    env: link.env,
    address: normalAddress(link.address ?? ''),
    why: 'unsubscribed',
    subject: link.subject,
    at: now,
    by: 'recipient',
    detail: link.email,
  }),
  ownEventRecord(link.subject, now, {
    event: mailEvents.unsubscribed,
    messageId: `mail-unsubscribe-${link.send}`,
    properties: about(link),
  }),
]
