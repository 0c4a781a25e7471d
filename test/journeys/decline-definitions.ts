import type { Definition } from '@waymark/schemas'

/**
 * The playbook of `examples/playbooks/decline.yaml` for somebody who cannot wait a week: it begins when an account that does less
 * than before is looked at, help comes by e-mail, and a moment later a human has the account for 30 days.
 */
export const declineDefinitions: readonly Definition[] = [
  {
    kind: 'lifecycle',
    id: 'accounts',
    level: 'account',
    states: { customer: { when: { trait: { name: 'plan', eq: 'pro' } } } },
  },
  {
    kind: 'segment',
    id: 'declining-accounts',
    level: 'account',
    rule: {
      all: [
        { lifecycle: { is: 'customer' } },
        { trend: { event: 'Report Exported', last: 14, drop: '40%', 'at-least': 20 } },
      ],
    },
  },
  {
    kind: 'flow',
    id: 'decline',
    level: 'account',
    enter: {
      all: [
        { segment: { id: 'declining-accounts' } },
        { did: { event: 'Account Looked At', within: '1h' } },
      ],
    },
    goal: { did: { event: 'Report Exported', count: { gte: 10 }, within: '1d' } },
    holdout: 0.5,
    steps: [
      { id: 'help', wait: { for: '5s' } },
      {
        id: 'call',
        send: {
          task: {
            title: 'Turn {{account.name}} round',
            to: 'customer-success',
            due: '30d',
            owner: { trait: 'account_owner' },
          },
          say: 'They do much less than two weeks before.',
        },
      },
      { id: 'engagement', wait: { for: '30d' } },
    ],
  },
  {
    kind: 'email',
    id: 'here-is-help',
    subject: 'Can we make your reports easier?',
    content: [{ text: 'Here is how to set them up.' }],
  },
  {
    kind: 'engagement',
    id: 'decline-help',
    audience: { account: { flow: { id: 'decline', at: 'help' } } },
    send: [{ email: 'here-is-help' }],
  },
]
