/** The book's trial: two milestones, and the PQL that they make. */
export const codeInstalled = {
  kind: 'milestone',
  id: 'code-installed',
  name: 'Code installed',
  level: 'account',
  order: 1,
  value: 'See what people do in your product.',
  started: { did: { event: 'Product Created' } },
  reached: { did: { event: 'Data Received' } },
}

export const mapSetUp = {
  kind: 'milestone',
  id: 'feature-map-set-up',
  name: 'Feature map set up',
  level: 'account',
  order: 2,
  reached: { did: { event: 'Feature Mapped', count: { gte: 3 } } },
}

export const webhook = {
  kind: 'endpoint',
  id: 'sdr-hook',
  type: 'webhook',
  url: 'https://crm.example/hooks/secret-path',
}

export const trialPql = {
  kind: 'pql',
  id: 'trial-pql',
  name: 'Trial account ready for sales',
  level: 'account',
  milestones: ['code-installed', 'feature-map-set-up'],
  champion: { trait: { name: 'role', in: ['product manager'] } },
  alert: { to: ['sdr-hook'] },
}

export const guide = {
  kind: 'guide',
  id: 'install-the-code',
  type: 'tooltip',
  target: { testid: 'copy-snippet' },
  steps: [{ content: [{ heading: 'One line to go' }] }],
}

export const engagement = {
  kind: 'engagement',
  id: 'remind-to-install',
  audience: {
    all: [{ lifecycle: { is: 'trial' } }, { not: { milestone: { id: 'code-installed' } } }],
  },
  send: [{ guide: 'install-the-code' }],
  goal: { milestone: { id: 'code-installed' } },
}

export const trialSet = [codeInstalled, mapSetUp, webhook, trialPql, guide, engagement]
