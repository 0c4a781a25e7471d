import { createTransport } from 'nodemailer'
import { needsUtf8, takesUtf8 } from './mail/takes-utf8.ts'
import type { Outcome } from './outcome.ts'

export interface OutgoingMail {
  readonly to: readonly string[]
  /** In place of this installation's sender, as far as it is given. */
  readonly from?: { readonly name?: string; readonly address?: string }
  readonly replyTo?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Names the message: an attempt that is repeated carries the same Message-ID, so that readers may fold the two. */
  readonly id: string
}

/** Hands one mail to the mail server. Never rejects. */
export type Mail = (mail: OutgoingMail) => Promise<Outcome>

export interface MailerConfig {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly smtpUrl: string
  /** Sender; by default `waymark@` the mail server's host. */
  readonly from?: string
  /** How long the server may be silent, … */
  readonly timeoutMs?: number
  /** … and how long a mail may take in all: a server that says a letter now and then would else be waited for for ever. */
  readonly mailWithinMs?: number
}

interface SmtpFault {
  readonly code?: string
  readonly command?: string
  readonly response?: string
  readonly responseCode?: number
  readonly message?: string
}

/** What the operator has to repair; the mail itself is right. */
const repairable: readonly (string | undefined)[] = ['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS']

/** Replies of 5xx are for good, by RFC 5321; signing in and encryption are repaired by somebody; everything else passes. */
const judge = (fault: SmtpFault): Outcome => {
  const { code, responseCode } = fault
  // Nobody was asked: it is no address to begin with, and will be none later.
  if (code === 'EENVELOPE' && responseCode === undefined)
    return {
      t: 'dead',
      reason: 'The sender or a recipient is no address that mail can be sent to.',
    }
  const what = responseCode === undefined ? (code ?? 'unknown fault') : `reply ${responseCode}`
  const reason = `The mail server did not take it (${what}).`
  const final = responseCode !== undefined && responseCode >= 500 && !repairable.includes(code)
  if (final)
    return isNoMailbox(fault) ? { t: 'dead', reason, bounced: true } : { t: 'dead', reason }
  return fault.command === 'RCPT TO'
    ? { t: 'retry', reason, recipient: true }
    : { t: 'retry', reason }
}

/**
 * Enhanced status codes (RFC 3463) that speak of the mailbox: it does not exist, or is shut. A bare 550 says as often that the
 * sender may not send, which is no fault of the address.
 */
const isNoMailbox = ({ response = '' }: SmtpFault): boolean =>
  /\b5\.(1\.(1|2|3|6|10)|2\.1)\b/.test(response)

interface Sender {
  readonly name: string
  readonly address: string
}

/** `Waymark <waymark@example.com>`, or an address alone. */
const senderOf = (text: string): Sender => {
  const [, name = '', address] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? []
  return address === undefined ? { name: '', address: text.trim() } : { name, address }
}

const slowOutcome: Outcome = {
  t: 'retry',
  reason: 'The mail server did not take it (it was too slow).',
}

/** What was sent may arrive all the same; sent again, it has the same Message-ID. */
const unlessSlow = async (sending: Promise<Outcome>, withinMs: number): Promise<Outcome> => {
  const slow = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => slow.resolve(slowOutcome), withinMs)
  return Promise.race([sending, slow.promise]).finally(() => clearTimeout(timer))
}

const noUtf8 = (address: string): Outcome => ({
  t: 'dead',
  reason: `The mail server takes no address with letters like those of ${address} (it has no SMTPUTF8).`,
})

/** A connection per mail: alerts are few, and an idle process holds nothing open. */
export const createMailer = (config: MailerConfig): Mail => {
  const { hostname } = new URL(config.smtpUrl)
  const timeoutMs = config.timeoutMs ?? 10_000
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const mailWithinMs = config.mailWithinMs ?? 60_000
  const sender = senderOf(config.from ?? `Waymark <waymark@${hostname}>`)
  /** Those of them that the mail server takes; it is asked only about an address that not every one takes. */
  const takenOf = async (addresses: readonly string[]): Promise<readonly string[]> =>
    addresses.some(needsUtf8) && !(await takesUtf8(config.smtpUrl, timeoutMs))
      ? addresses.filter((address) => !needsUtf8(address))
      : addresses
  const send: Mail = async ({ to: wanted, id, from, headers, ...content }) => {
    const by = from?.address ?? sender.address
    try {
      const taken = await takenOf([by, ...wanted])
      const to = wanted.filter((address) => taken.includes(address))
      if (!taken.includes(by)) return noUtf8(by)
      if (to.length === 0) return noUtf8(wanted.join(', '))
      await transport.sendMail({
        ...content,
        // As addresses, not as text: a comma in one must not make it two.
        to: to.map((address) => ({ name: '', address })),
        from: { ...sender, ...from },
        messageId: `<${id}@${hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
      })
      return { t: 'delivered' }
    } catch (error) {
      return judge(error as SmtpFault)
    }
  }
  return (mail) => unlessSlow(send(mail), mailWithinMs)
}
