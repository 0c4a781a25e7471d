import type { Definition } from '@waymark/schemas'

/** Two milestones make an account a lead, and a webhook hears of it: what the load's accounts all become. */
export const leadDefinitions = (crm: string): readonly Definition[] => [
  {
    kind: 'milestone',
    id: 'code-installed',
    level: 'account',
    order: 1,
    reached: { did: { event: 'Data Received' } },
  },
  {
    kind: 'milestone',
    id: 'feature-map-set-up',
    level: 'account',
    order: 2,
    reached: { did: { event: 'Feature Mapped', count: { gte: 2 } } },
  },
  {
    kind: 'pql',
    id: 'trial-pql',
    level: 'account',
    milestones: ['code-installed', 'feature-map-set-up'],
    fit: { trait: { name: 'employees', gte: 20 } },
    alert: { to: ['sdr-hook'] },
  },
  { kind: 'endpoint', id: 'sdr-hook', type: 'webhook', url: crm },
]
