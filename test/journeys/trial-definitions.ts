import type { Definition } from '@waymark/schemas'

const email = (id: string, subject: string): Definition => ({
  kind: 'email',
  id,
  subject,
  content: [{ text: subject }],
})

/** A trial of 14 days: two reminders to who leaves after the tutorial, and help on the tenth day to who has not reached value. */
export const trialDefinitions: readonly Definition[] = [
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
    level: 'person',
    order: 2,
    reached: { did: { event: 'Product Created' } },
  },
  {
    kind: 'milestone',
    id: 'code-installed',
    level: 'person',
    order: 3,
    reached: { did: { event: 'Data Received' } },
  },
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
  email('create-your-product', 'Create your own product'),
  email('still-there', 'Your product is two minutes away'),
  email('four-days-left', 'Four days left'),
  {
    kind: 'guide',
    id: 'four-days-left',
    type: 'modal',
    steps: [{ content: [{ heading: 'Four days left' }] }],
  },
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
