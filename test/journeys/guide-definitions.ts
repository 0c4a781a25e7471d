/** A guide of every kind, as its author writes it in a file; whoever wants one gets it. */
export const guideDefinitions = `
kind: guide
id: a-tooltip
type: tooltip
target: { testid: new-product }
steps: [{ content: [{ heading: A tooltip }, { button: { label: Got it, action: { complete: true } } }] }]
---
kind: guide
id: a-modal
type: modal
theme: { accent: "#3355cc" }
steps: [{ content: [{ heading: A modal }, { button: { label: Got it, action: { complete: true } } }] }]
---
kind: guide
id: a-banner
type: banner
steps: [{ layout: push, content: [{ heading: A banner }, { button: { label: Got it, action: { complete: true } } }] }]
---
kind: guide
id: a-slideout
type: slideout
steps: [{ position: bottom-left, content: [{ heading: A slideout }, { button: { label: Got it, action: { complete: true } } }] }]
---
kind: guide
id: a-hotspot
type: hotspot
target: { testid: new-product }
hotspot: { look: badge, label: New }
steps: [{ content: [{ heading: A hotspot }, { button: { label: Got it, action: { complete: true } } }] }]
---
kind: guide
id: a-tour
type: tour
steps:
  - { kind: modal, content: [{ heading: A tour }] }
  - { target: { testid: people }, advance: { click: true }, content: [{ heading: This way }] }
  - { target: { testid: new-product }, trigger: { url: /people }, content: [{ heading: Here they are }] }
  - { kind: survey, content: [{ question: { id: ease, ask: How easy was that?, type: ces, required: true } }] }
---
kind: guide
id: a-survey
type: survey
steps:
  - content: [{ question: { id: nps, ask: Would you recommend us?, type: nps, required: true } }]
  - content: [{ heading: Thank you }]
---
kind: milestone
id: first-report
name: First report
level: person
order: 1
reached: { did: { event: Report Exported } }
---
kind: guide
id: a-checklist
type: checklist
steps: [{ content: [{ heading: Get started }] }]
tasks: [{ milestone: first-report, label: Export a report }]
---
kind: guide
id: a-paywall
type: paywall
steps: [{ content: [{ heading: A paywall }, { button: { label: Got it, action: { complete: true } } }] }]
---
kind: guide
id: a-resource-centre
type: resource-centre
launcher: { label: Ask us, look: none }
items: [{ label: Read about it, action: { open: /people } }]
steps: []
---
kind: guide
id: a-launcher
type: launcher
launcher: { label: Need a hand?, start: a-resource-centre }
steps: []
---
kind: guide
id: sorry
type: modal
steps: [{ content: [{ heading: We are sorry }, { button: { label: Got it, action: { complete: true } } }] }]
---
{ kind: engagement, id: send-tooltip, audience: { did: { event: Wants tooltip } }, send: [{ guide: a-tooltip }] }
---
{ kind: engagement, id: send-modal, audience: { did: { event: Wants modal } }, send: [{ guide: a-modal }] }
---
{ kind: engagement, id: send-banner, audience: { did: { event: Wants banner } }, send: [{ guide: a-banner }] }
---
{ kind: engagement, id: send-slideout, audience: { did: { event: Wants slideout } }, send: [{ guide: a-slideout }] }
---
{ kind: engagement, id: send-hotspot, audience: { did: { event: Wants hotspot } }, send: [{ guide: a-hotspot }] }
---
{ kind: engagement, id: send-tour, audience: { did: { event: Wants tour } }, send: [{ guide: a-tour }] }
---
{ kind: engagement, id: send-survey, audience: { did: { event: Wants survey } }, send: [{ guide: a-survey }] }
---
{ kind: engagement, id: send-checklist, audience: { did: { event: Wants checklist } }, send: [{ guide: a-checklist }], caps: none }
---
{ kind: engagement, id: send-paywall, audience: { did: { event: Wants paywall } }, send: [{ guide: a-paywall }] }
---
kind: engagement
id: send-launcher
audience: { did: { event: Wants launcher } }
send: [{ guide: a-launcher }, { guide: a-resource-centre }]
caps: none
---
kind: engagement
id: talk-to-detractors
audience: { guide: { id: a-survey, was: answered, answer: { to: nps, lte: 6 } } }
send: [{ guide: sorry }]
---
kind: engagement
id: talk-after-a-tour
audience: { guide: { id: a-tour, was: answered, answer: { to: ease, lte: 3 } } }
send: [{ guide: sorry }]
`
