import type { Definition, Engagement, Milestone, Segment } from '@waymark/schemas'

const milestone = (n: number): Milestone => ({
  kind: 'milestone',
  id: `milestone-${n}`,
  level: n % 2 === 0 ? 'person' : 'account',
  order: n,
  reached: { did: { event: `Event ${n}`, count: { gte: 3 }, within: '7d' } },
})

const segment = (n: number): Segment => ({
  kind: 'segment',
  id: `segment-${n}`,
  level: 'person',
  rule: {
    all: [
      { did: { event: `Event ${n}`, where: { plan: { eq: 'pro' } } } },
      { not: { milestone: { id: 'milestone-0' } } },
    ],
  },
})

const count = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)

/** Twenty definitions: half of the events that are sent touch a milestone and a segment. */
export const twentyDefinitions: readonly Definition[] = [
  ...count(10).map(milestone),
  ...count(9).map(segment),
  { kind: 'pql', id: 'lead', level: 'account', milestones: ['milestone-1', 'milestone-3'] },
]

/** Everybody who did this event is offered a guide. */
export const guideDefinitions = (event: string): readonly Definition[] => [
  {
    kind: 'guide',
    id: 'next-step',
    type: 'tooltip',
    target: { testid: 'next', role: 'button', name: 'Next' },
    trigger: { url: '/**', after: { element: 'visible' } },
    steps: [{ content: [{ heading: 'One step to go' }, { text: 'It takes a minute.' }] }],
  },
  {
    kind: 'engagement',
    id: 'offer-next-step',
    audience: { did: { event } },
    send: [{ guide: 'next-step' }],
    caps: 'none',
  },
]

const untouched: readonly ((n: number) => Milestone | Segment | Engagement)[] = [
  (n) => ({
    kind: 'milestone',
    id: `other-milestone-${n}`,
    level: n % 8 === 0 ? 'account' : 'person',
    order: 100 + n,
    reached: { did: { event: `Other ${n}`, count: { gte: 3 }, within: '7d' } },
  }),
  (n) => ({
    kind: 'segment',
    id: `other-segment-${n}`,
    level: 'person',
    rule: {
      all: [{ did: { event: `Other ${n}`, within: '7d' } }, { trait: { name: 'plan', eq: 'pro' } }],
    },
  }),
  (n) => ({
    kind: 'segment',
    id: `other-segment-${n}`,
    level: 'account',
    rule: { did: { event: `Other ${n}`, count: { gte: 5 }, within: '30d' } },
  }),
  (n) => ({
    kind: 'engagement',
    id: `other-engagement-${n}`,
    audience: { segment: { id: `other-segment-${n - 2}` } },
    send: [{ guide: 'next-step' }],
    caps: 'none',
  }),
]

/** Definitions of every sort of which no event is ever sent; they name the guide of `guideDefinitions`. */
export const untouchedDefinitions = (many: number): readonly Definition[] =>
  count(many).flatMap((n) => untouched[n % untouched.length]?.(n) ?? [])
