import type { AlertBody } from '@waymark/schemas'

/** A made-up alert for the test button: every field that a real one has. */
export const sampleAlert = (env: string, at: number): AlertBody => ({
  pql: 'example',
  pqlName: 'Example PQL',
  subject: `${env}/g/example-account`,
  id: 'example-account',
  name: 'Example Ltd',
  traits: { plan: 'trial', employees: 40 },
  reasons: [
    { part: 'milestone', id: 'code-installed', says: 'reached Code installed', is: true },
    { part: 'fit', id: '', says: 'employees is at least 20', is: true },
  ],
  champion: {
    person: `${env}/u/example-person`,
    name: 'Ada Example',
    email: 'ada@example.com',
    role: 'Engineer',
    seen: at,
    events: 12,
  },
  members: 3,
  milestones: [{ id: 'code-installed', name: 'Code installed', reached: at }],
  turn: 1,
  say: 'This is a test. No account turned PQL.',
})
