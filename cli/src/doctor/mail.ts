import { type Finding, note, ok, problem } from './check.ts'
import { whyNot } from './reach.ts'

const smtpPorts: { readonly [protocol: string]: number } = { 'smtp:': 587, 'smtps:': 465 }

const reach = async (smtpUrl: string): Promise<Finding> => {
  const url = new URL(smtpUrl)
  const port = Number(url.port) || (smtpPorts[url.protocol] ?? 587)
  const why = await whyNot({ host: url.hostname, port })
  return why === undefined
    ? ok('e-mail', `${url.hostname}:${port} is reached.`)
    : problem(
        'e-mail',
        `${url.hostname}:${port} is not reached (${why}).`,
        'Correct WAYMARK_SMTP_URL, or open the way to it.',
      )
}

/** Which Waymark is asked about: one that runs, which may tell what it was started with, or one that this shell would start. */
export type Asked =
  | { readonly t: 'running'; readonly hasMailServer?: boolean }
  | { readonly t: 'shell' }

const setIt = 'Set WAYMARK_SMTP_URL (smtp://user:password@host:587)'

/** Whether e-mail can go out: by what the running instance says of itself, and else by the settings of this shell. */
export const checkMail = async (asked: Asked, smtpUrl: string | undefined): Promise<Finding> => {
  if (asked.t === 'running' && asked.hasMailServer === false) {
    const says = 'The instance was started without a mail server: it sends no e-mail.'
    return note('e-mail', says, `${setIt} and start it again with it.`)
  }
  if (smtpUrl !== undefined) return reach(smtpUrl)
  if (asked.t === 'shell') {
    const says =
      'WAYMARK_SMTP_URL is not set here: a Waymark that this shell starts sends no e-mail.'
    return note('e-mail', says, `${setIt} if it should.`)
  }
  return asked.hasMailServer
    ? ok('e-mail', 'The instance has a mail server; whether that answers, a test alert tells.')
    : note(
        'e-mail',
        'Another process sends the e-mail, and WAYMARK_SMTP_URL is not set here.',
        'Run doctor with the settings of that process.',
      )
}
