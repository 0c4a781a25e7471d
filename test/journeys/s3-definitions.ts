/** What the growth team of Acme Deploy writes down: the way to value, when sales hears, what the app then shows. */
export const s3Definitions = (crm: string, slack: string): string => `
kind: milestone
id: code-installed
name: Code installed
order: 1
level: account
value: See what people do in your product.
started: { did: { event: Product Created } }
reached: { did: { event: Data Received } }
---
kind: milestone
id: feature-map-set-up
name: Feature map set up
order: 2
level: account
value: Know which features people use.
reached: { did: { event: Feature Mapped, count: { gte: 2 } } }
---
kind: pql
id: trial-pql
name: Trial account ready for sales
level: account
milestones: [code-installed, feature-map-set-up]
fit:
  all:
    - { trait: { name: employees, gte: 20 } }
    - { not: { trait: { name: plan, eq: enterprise } } }
leave: { trait: { name: plan, eq: cancelled } }
champion: { trait: { name: role, in: [product manager, head of product] } }
alert:
  to: [sdr-hook, sdr-slack]
  cooldown: 30d
  say: "{{account.name}} installed the code and mapped its features. Ask {{champion.name}}."
---
kind: guide
id: talk-to-us
type: tooltip
target: { testid: book-a-call, role: button, name: Book a call }
trigger: { url: "/app**", after: { element: visible } }
steps:
  - content:
      - heading: You are set up
      - text: Half an hour with us shows what to measure next.
      - button: { label: Not now, look: quiet, action: { dismiss: true } }
---
kind: engagement
id: offer-a-call
audience: { account: { pql: { id: trial-pql } } }
send: [{ guide: talk-to-us }]
caps: { per-person: { max: 1, within: 30d } }
---
kind: endpoint
id: sdr-hook
type: webhook
url: ${crm}
---
kind: endpoint
id: sdr-slack
type: slack
url: ${slack}
`
