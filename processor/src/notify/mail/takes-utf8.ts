import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

/**
 * Whether an address has letters beyond ASCII before its `@`: a mail server takes it only with SMTPUTF8 (RFC 6531). Those after it
 * are written in ASCII on their way.
 */
export const needsUtf8 = (address: string): boolean => /[\u{80}-\u{10ffff}][^@]*@/u.test(address)

/**
 * Asks a mail server whether it takes such addresses: what it says of itself when it is greeted. Sent without asking, the bytes would be
 * refused by one server, taken for another address by the next, and end the connection of a third.
 * @throws what keeps it from answering
 */
export const takesUtf8 = async (smtpUrl: string, timeoutMs: number): Promise<boolean> => {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const connection = new SMTPConnection({
    ...parseConnectionUrl(smtpUrl),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  })
  connection.on('error', reject)
  connection.on('end', () => reject(new Error('The mail server ended the connection.')))
  connection.connect((error) => {
    if (error) return reject(error)
    resolve(/[ -]SMTPUTF8\b/i.test(connection.lastServerResponse || ''))
  })
  return promise.finally(() => connection.quit())
}
