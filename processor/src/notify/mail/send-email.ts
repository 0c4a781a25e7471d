import type { Clock } from '@waymark/runtime'
import {
  type DeliveryRecord,
  type Email,
  normalAddress,
  ownEventRecord,
  type StoredSuppression,
  suppressionRecords,
  type TextRecord,
} from '@waymark/schemas'
import { mailEvents } from '@waymark/schemas/wire/event'
import { mailAddressOf } from '../../mail-address.ts'
import type { Mail } from '../mailer.ts'
import type { Outcome } from '../outcome.ts'
import type { SendMessage } from '../send-message.ts'
import type { Values } from './fill-text.ts'
import { createMessageLinks, type MailLinkConfig } from './message-links.ts'
import { type Reader, type RenderedEmail, renderEmail } from './render-email.ts'

export interface EmailDeps {
  readonly clock: Clock
  /** The template as it is now. */
  readonly email: (env: string, id: string) => Email | undefined
  /** Entries of the list of addresses that want or take no more e-mail. */
  readonly suppressed: (env: string, address: string) => readonly StoredSuppression[]
  /** Resolves once the records are durable. */
  readonly append: (records: readonly TextRecord[]) => Promise<void>
  /** Absent where no mail server is configured. */
  readonly mail?: Mail
}

type Data = SendMessage['data']

const valuesOf = ({ to, traits }: Data): Values => {
  const own = (name: string): unknown => (Object.hasOwn(traits, name) ? traits[name] : undefined)
  const known: { readonly [token: string]: unknown } = {
    'person.id': to.userId,
    'person.email': to.email,
    'person.name': to.name,
    'account.id': to.account,
    'account.name': to.accountName,
  }
  return (token) =>
    (Object.hasOwn(known, token) ? known[token] : undefined) ?? own(token.replace(/^person\./, ''))
}

const readerOf = (data: Data): Reader => {
  const { locale } = data.traits
  const isLocale = typeof locale === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale)
  return { values: valuesOf(data), ...(isLocale ? { locale } : {}) }
}

const dropped = (reason: string): Outcome => ({ t: 'dropped', reason })

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** What keeps this e-mail from this address; an unsubscribe keeps nothing that is transactional. */
const standsAgainst = (
  entries: readonly StoredSuppression[],
  { transactional }: Email,
): StoredSuppression | undefined =>
  entries.find(({ why }) => !(transactional && why === 'unsubscribed'))

/** The person did not know of it: from here on the decision itself is against it. */
const tellPerson = async (
  entry: StoredSuppression,
  { data, entries, deps }: Sending,
): Promise<void> => {
  const { subject } = data
  if (entries.some((one) => one.subject === subject && one.why === entry.why)) return
  const { t: _, ...stored } = entry
  await deps.append(suppressionRecords({ ...stored, subject }))
}

/** The mail server knows no such mailbox: nothing is sent there any more. */
const noteBounce = async (
  { data, deps, address }: Sending,
  { reason }: Extract<Outcome, { readonly t: 'dead' }>,
): Promise<void> => {
  const { env, subject, send, what, engagement } = data
  const at = deps.clock()
  const why = 'bounced'
  await deps.append([
    ...suppressionRecords({
      env,
      address: normalAddress(address),
      why,
      subject,
      at,
      by: 'mail server',
      detail: reason,
    }),
    ownEventRecord(subject, at, {
      event: mailEvents.bounced,
      messageId: `mail-bounce-${send}`,
      properties: { send, engagement, email: what },
    }),
  ])
}

interface Sending {
  readonly data: Data
  readonly address: string
  readonly email: Email
  readonly entries: readonly StoredSuppression[]
  readonly deps: EmailDeps
}

/** A header line that is longer is no header (RFC 5322); the link in the mail is there all the same. */
const longestLink = 900

const oneClick = (unsubscribe: string | undefined): Readonly<Record<string, string>> =>
  unsubscribe === undefined || unsubscribe.length > longestLink
    ? {}
    : {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }

const handOver = async (
  { email, address, deps }: Sending,
  rendered: Extract<RenderedEmail, { readonly t: 'rendered' }>,
  more: { readonly id: string; readonly unsubscribe: string | undefined },
): Promise<Outcome> => {
  if (!deps.mail) return { t: 'dead', reason: 'E-mail is not set up: WAYMARK_SMTP_URL is missing.' }
  const { 'reply-to': replyTo, ...from } = email.from ?? {}
  const { t: _, ...content } = rendered
  return deps.mail({
    ...content,
    to: [address],
    id: more.id,
    from,
    ...(replyTo === undefined ? {} : { replyTo }),
    headers: oneClick(more.unsubscribe),
  })
}

const sayMissing = (tokens: readonly string[]): string =>
  `Nothing is known for ${tokens.map((token) => `{{${token}}}`).join(', ')}, and there is no fall-back.`

/** Sends an engagement's e-mail to the person that it is for: one attempt. */
export const createEmailSender = (config: MailLinkConfig, deps: EmailDeps) => {
  const linksOf = createMessageLinks(config)
  const attempt = async (sending: Sending, id: string): Promise<Outcome> => {
    const { data, address, email, entries } = sending
    const against = standsAgainst(entries, email)
    if (against) {
      await tellPerson(against, sending)
      return dropped(`${address}: ${against.why} on ${day(against.at)}.`)
    }
    const { env, subject, send, engagement, what } = data
    const links = linksOf(email, { env, subject, send, engagement, email: what }, address)
    const rendered = renderEmail(email, readerOf(data), links)
    if (rendered.t === 'missing') return dropped(sayMissing(rendered.tokens))
    const outcome = await handOver(sending, rendered, { id, unsubscribe: links.unsubscribe })
    if (outcome.t === 'dead' && outcome.bounced) await noteBounce(sending, outcome)
    return outcome
  }
  return async (record: DeliveryRecord): Promise<Outcome> => {
    const { data } = record.payload as SendMessage
    if (data.to.email === undefined) return dropped('No e-mail address of this person is known.')
    const address = mailAddressOf(data.to.email)
    if (address === undefined) return dropped('The trait email is no address.')
    const email = deps.email(record.env, record.endpoint)
    if (!email) return { t: 'dead', reason: `There is no e-mail "${record.endpoint}".` }
    const entries = deps.suppressed(record.env, address)
    return attempt({ data, address, email, entries, deps }, record.webhookId)
  }
}
