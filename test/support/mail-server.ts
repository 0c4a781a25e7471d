import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived, read as a mail client reads it. */
export interface ArrivedMail {
  readonly to: readonly string[]
  readonly mail: ParsedMail
}

export interface MailServer extends AsyncDisposable {
  /** For WAYMARK_SMTP_URL. */
  readonly url: string
  readonly arrived: readonly ArrivedMail[]
}

/** A real SMTP server that keeps what it is given. */
export const startMailServer = async (): Promise<MailServer> => {
  const arrived: ArrivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      simpleParser(stream).then(
        (mail) => {
          arrived.push({ to, mail })
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    arrived,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
