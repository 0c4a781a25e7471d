import type { Definition } from '@waymark/schemas'

/** A reminder by e-mail, a second one, a receipt; who comes back by the link has reached something. */
export const emailDefinitions = (host: string): readonly Definition[] => [
  {
    kind: 'email',
    id: 'come-back',
    from: { name: 'Ada of Acme' },
    subject: '{{person.name | You}} left something',
    content: [
      { text: 'You are one step away on the plan {{plan}}.' },
      { button: { label: 'Go on', action: { open: `${host}/products?from=mail` } } },
    ],
    track: { opens: true },
  },
  {
    kind: 'email',
    id: 'receipt',
    subject: 'Your receipt',
    content: [{ text: 'Thank you.' }],
    transactional: true,
  },
  {
    kind: 'engagement',
    id: 'remind',
    audience: { did: { event: 'Signed Up' } },
    send: [{ email: 'come-back' }],
  },
  {
    kind: 'engagement',
    id: 'remind-again',
    audience: { did: { event: 'Paid' } },
    send: [{ email: 'come-back' }],
  },
  {
    kind: 'engagement',
    id: 'thank',
    audience: { did: { event: 'Paid' } },
    send: [{ email: 'receipt' }],
  },
  {
    kind: 'milestone',
    id: 'came-back',
    level: 'person',
    order: 1,
    started: { message: { id: 'remind', was: 'seen' } },
    reached: { message: { id: 'remind', was: 'clicked' } },
  },
]
