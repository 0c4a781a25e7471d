import type { Entry } from './story.ts'

/**
 * The definitions of a product whose value is to see what people do in one's own product: after the tutorial one creates a
 * product there, installs its code, and maps its features. The trial lasts 14 days.
 */

const milestones = [
  {
    kind: 'milestone',
    id: 'tutorial-finished',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Tutorial Finished' } },
  },
  {
    kind: 'milestone',
    id: 'product-created',
    level: 'account',
    order: 2,
    reached: { did: { event: 'Product Created' } },
  },
  {
    kind: 'milestone',
    id: 'code-installed',
    name: 'Code installed',
    level: 'account',
    order: 3,
    value: 'See what people do in your product.',
    started: { milestone: { id: 'product-created' } },
    reached: { did: { event: 'Data Received' } },
  },
  {
    kind: 'milestone',
    id: 'feature-map-set-up',
    name: 'Feature map set up',
    level: 'account',
    order: 4,
    reached: { did: { event: 'Feature Mapped', count: { gte: 3 } } },
  },
]

const segments = [
  {
    kind: 'segment',
    id: 'left-after-the-tutorial',
    level: 'person',
    rule: {
      all: [
        { milestone: { id: 'tutorial-finished', for: '1d' } },
        { not: { milestone: { id: 'product-created' } } },
      ],
    },
  },
]

const email = (id: string, text: string) => ({
  kind: 'email',
  id,
  subject: text,
  content: [{ text }],
})

const guide = (id: string, testid: string, text: string) => ({
  kind: 'guide',
  id,
  type: 'tooltip',
  target: { testid },
  steps: [{ content: [{ text }] }],
})

const reminders = [
  guide('install-the-code', 'copy-snippet', 'One line to go: paste the code.'),
  guide('four-days-left', 'trial-badge', 'Four days left to see what people do.'),
  email('create-your-product', 'You know the tutorial: now create your own product.'),
  email('still-there', 'Your product is two minutes away.'),
  email('one-line-to-go', 'Paste one line, and you see what people do.'),
  email('four-days-left', 'Four days left to see what people do.'),
  {
    kind: 'engagement',
    id: 'remind-to-create',
    audience: { segment: { id: 'left-after-the-tutorial' } },
    send: [{ email: 'create-your-product' }],
  },
  {
    kind: 'engagement',
    id: 'remind-again',
    audience: { segment: { id: 'left-after-the-tutorial', for: '2d' } },
    send: [{ email: 'still-there' }],
  },
  {
    kind: 'engagement',
    id: 'remind-to-install',
    audience: { milestone: { id: 'product-created', for: '12h' } },
    send: [{ guide: 'install-the-code' }],
    goal: { milestone: { id: 'code-installed' } },
  },
  {
    kind: 'engagement',
    id: 'write-to-who-is-away',
    audience: {
      all: [
        { milestone: { id: 'product-created', for: '1d' } },
        { not: { did: { event: 'Login', within: '1d' } } },
      ],
    },
    send: [{ email: 'one-line-to-go' }],
    goal: { milestone: { id: 'code-installed' } },
  },
  {
    kind: 'engagement',
    id: 'day-ten',
    audience: {
      all: [
        { lifecycle: { is: 'trial' } },
        { since: { lifecycle: 'trial', gte: '9d', lt: '10d' } },
      ],
    },
    send: [{ guide: 'four-days-left' }, { email: 'four-days-left' }],
    goal: { milestone: { id: 'code-installed' } },
  },
]

const sales = [
  {
    kind: 'pql',
    id: 'trial-pql',
    name: 'Trial ready for sales',
    level: 'account',
    milestones: ['code-installed', 'feature-map-set-up'],
    fit: { trait: { name: 'employees', gte: 20 } },
    champion: { trait: { name: 'role', in: ['product manager'] } },
    alert: {
      to: ['sdr-hook'],
      cooldown: '30d',
      say: '{{account.name}} installed the code and mapped its features. Ask for {{champion.name}}.',
    },
  },
  { kind: 'endpoint', id: 'sdr-hook', type: 'webhook', url: 'https://crm.example/hook' },
]

export const trialDefinitions = [...milestones, ...segments, ...reminders, ...sales]

/** What a browser reports of a guide. */
interface Report {
  readonly event: `$guide_${string}`
  readonly engagement: string
  readonly guide: string
  readonly answers?: { readonly [question: string]: number }
}

/** Somebody of a company: writes entries of the diary. */
export const somebody = (userId: string, account: string, browser = `${userId}-s-browser`) => {
  const entry = (day: number, time: Entry['time'], event: Entry['event']): Entry => ({
    day,
    time,
    event,
  })
  const known = { userId, anonymousId: browser, context: { groupId: account } }
  return {
    /** Before anybody knows who it is. */
    visits: (day: number, time: Entry['time'], path: string): Entry =>
      entry(day, time, { type: 'page', anonymousId: browser, properties: { path } }),
    signsUp: (day: number, time: Entry['time'], traits: { readonly [name: string]: string } = {}) =>
      entry(day, time, {
        ...known,
        type: 'identify',
        traits: { email: `${known.userId}@example.com`, ...traits },
      }),
    does: (day: number, time: Entry['time'], event: string): Entry =>
      entry(day, time, { ...known, event }),
    reports: (day: number, time: Entry['time'], report: Report): Entry => {
      const { event, ...properties } = report
      return entry(day, time, { ...known, event, properties })
    },
    says: (
      day: number,
      time: Entry['time'],
      traits: { readonly [name: string]: number | string },
    ) => entry(day, time, { ...known, type: 'group', groupId: account, traits }),
  }
}
