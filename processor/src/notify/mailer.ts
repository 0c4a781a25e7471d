import { createTransport } from 'nodemailer'
import type { Outcome } from './channel.ts'

export interface OutgoingMail {
  readonly to: readonly string[]
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
  readonly timeoutMs?: number
}

interface SmtpFault {
  readonly code?: string
  readonly responseCode?: number
  readonly message?: string
}

/** What the operator has to repair; the mail itself is right. */
const repairable: readonly (string | undefined)[] = ['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS']

/** Replies of 5xx are for good, by RFC 5321; signing in and encryption are repaired by somebody; everything else passes. */
const judge = (fault: SmtpFault): Outcome => {
  const { code, responseCode } = fault
  const what = responseCode === undefined ? (code ?? 'unknown fault') : `reply ${responseCode}`
  const reason = `The mail server did not take it (${what}).`
  const final = responseCode !== undefined && responseCode >= 500 && !repairable.includes(code)
  return { t: final ? 'dead' : 'retry', reason }
}

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
  const from = config.from ?? `Waymark <waymark@${hostname}>`
  return async ({ to, id, ...content }) => {
    try {
      await transport.sendMail({
        ...content,
        to: [...to],
        from,
        messageId: `<${id}@${hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      return { t: 'delivered' }
    } catch (error) {
      return judge(error as SmtpFault)
    }
  }
}
