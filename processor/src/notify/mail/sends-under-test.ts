import type { Email, StoredSuppression } from '@waymark/schemas'
import { type EventLog, followTopic } from '@waymark/storage'
import { createMailer } from '../mailer.ts'
import { decide, startNotifier, type UnderTest } from '../notifier-under-test.ts'
import type { SendTransition } from '../send-message.ts'

export const linkSecret = 'a secret of the tests, long enough'
export const ingestUrl = 'https://in.example'

export const welcome: Email = {
  kind: 'email',
  id: 'welcome',
  subject: 'Hello {{person.name | there}}',
  content: [
    { text: 'Your plan is {{plan}}.' },
    { button: { label: 'Go on', action: { open: 'https://app.example/start' } } },
  ],
}

/** What the fold writes when an engagement sends an e-mail to somebody. */
export const sent = (user: string, change: Partial<SendTransition> = {}): SendTransition => ({
  t: 'send',
  send: `send-${user}`,
  engagement: 'remind',
  definition: 'remind',
  channel: 'email',
  what: 'welcome',
  version: 1,
  to: { person: `prod/u/${user}`, userId: user, email: `${user}@example.com`, name: user },
  traits: { plan: 'trial', name: user, secret: 'nothing to a mail' },
  at: Date.now(),
  why: [],
  ...change,
})

export const decideSends = async (
  log: EventLog,
  sends: readonly SendTransition[],
): Promise<void> => {
  for (const one of sends) await decide(log, { s: one.to.person, n: one.at, t: [one] })
}

export interface PeopleUnderTest extends Omit<UnderTest, 'endpoints'> {
  readonly endpoints?: UnderTest['endpoints']
  readonly smtpUrl?: string
  readonly emails?: readonly Email[]
  readonly suppressions?: readonly StoredSuppression[]
}

/** A notifier that sends e-mails to people by a mail server. */
export const startWithMail = (given: PeopleUnderTest) => {
  const { smtpUrl, emails = [welcome], suppressions = [], endpoints = [], deps, ...rest } = given
  return startNotifier({
    ...rest,
    endpoints,
    deps: {
      ...(smtpUrl === undefined
        ? {}
        : {
            mail: createMailer({ smtpUrl, from: 'Example <hello@example.com>', timeoutMs: 5_000 }),
          }),
      people: {
        links: { secret: linkSecret, url: ingestUrl },
        email: (_env, id) => emails.find((email) => email.id === id),
        suppressed: (_env, address) => suppressions.filter((one) => one.address === address),
      },
      ...deps,
    },
  })
}

/** Everything in a topic, as text. */
export const written = async (
  log: EventLog,
  topic: 'control' | 'events',
): Promise<readonly string[]> => {
  const found: string[] = []
  const following = await followTopic(log, topic, ({ records }) => {
    for (const { value } of records) if (value) found.push(Buffer.from(value).toString('utf8'))
  })
  await following.caughtUp
  await following.stop()
  return found
}
