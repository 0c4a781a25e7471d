import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** One mail as a mail client would read it. */
export interface Arrived {
  readonly to: readonly string[]
  readonly mail: ParsedMail
  readonly raw: string
}

/** What the server answers: to a recipient, or to the whole message. */
export interface Replies {
  /** `550 5.1.1 no such user`: refuses the recipient; `undefined` takes it. */
  readonly recipient?: (address: string) => string | undefined
  /** Resolves when the server may answer to a message that it has taken. */
  readonly taken?: (address: string) => Promise<void>
  /** It takes no address with letters beyond ASCII, and is not to be asked to. */
  readonly onlyAscii?: true
}

const asError = (reply: string): Error =>
  Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })

/** A real SMTP server that keeps what it is given. */
export const startMailServer = async (replies: Replies = {}, port = 0) => {
  const arrived: Arrived[] = []
  const waiting: (() => void)[] = []
  const seen: string[] = []
  const keep = async (to: readonly string[], raw: Buffer): Promise<void> => {
    arrived.push({ to, mail: await simpleParser(raw), raw: raw.toString('utf8') })
    for (const wake of waiting.splice(0)) wake()
    await replies.taken?.(to[0] ?? '')
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hideSMTPUTF8: replies.onlyAscii ?? false,
    onRcptTo: ({ address }, _session, done) => {
      seen.push(address)
      const refused = replies.recipient?.(address)
      done(refused === undefined ? null : asError(refused))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        keep(to, Buffer.concat(chunks)).then(
          () => done(),
          (error: Error) => done(error),
        )
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const { port: bound } = listening.address() as AddressInfo
  return {
    arrived,
    /** Whom it was asked to take mail for. */
    seen,
    port: bound,
    url: `smtp://127.0.0.1:${bound}`,
    /** Resolves once that many mails have come. */
    until: async (count: number): Promise<readonly Arrived[]> => {
      while (arrived.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
      return arrived
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
