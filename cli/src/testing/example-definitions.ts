/** A milestone, a guide, an engagement that sends it, and a PQL. */
export const exampleDefinitions = `
kind: milestone
id: first-project
level: person
order: 1
reached:
  did: { event: Product Created }
---
kind: guide
id: tour
type: tooltip
target: { testid: new-project, role: button, name: New project }
steps:
  - content: [{ heading: Hello }]
---
kind: engagement
id: onboarding
audience:
  not: { milestone: { id: first-project } }
send:
  - guide: tour
---
kind: pql
id: hot
level: account
behaviour:
  did: { event: Product Created, count: { gte: 2 } }
`
