import { createWorld } from './world.ts'

export const hook = {
  kind: 'endpoint',
  id: 'crm',
  type: 'webhook',
  url: 'https://crm.example/hook',
}
export const mail = {
  kind: 'email',
  id: 'welcome',
  subject: 'Welcome',
  content: [{ text: 'Good to have you here.' }],
}
const signedUp = { did: { event: 'Signed Up' } }
const invited = { did: { event: 'Invited' } }

/** A flow without its steps. */
export const base = {
  kind: 'flow',
  id: 'onboarding',
  enter: signedUp,
  exit: { did: { event: 'Cancelled' } },
  goal: { did: { event: 'Paid' } },
}
/** A step that tells the CRM something. */
export const tell = (say: string, more: object = {}) => ({ send: { webhook: 'crm', say }, ...more })

export const steps = [
  tell('hello', { id: 'hello' }),
  { id: 'pause', wait: { for: '2d' } },
  { id: 'invite', wait: { until: invited, 'at-most': '3d', late: 'stuck' } },
  tell('well done', { id: 'praise' }),
  { end: true },
  tell('need help?', { id: 'stuck' }),
]
export const flow = { ...base, steps }

/** A town with one flow. */
export const world = (definition: object = flow, ...more: object[]) =>
  createWorld(hook, mail, definition, ...more)

type Town = ReturnType<typeof world>

/** What was sent, and when. */
export const said = (town: Town) => town.all('send').map(({ say, at }) => [say, at])
/** What became of people in flows, step by step. */
export const path = (town: Town) =>
  town.all('flow').map(({ what, step }) => (step === '' ? what : `${what} ${step}`))
export const john = (event: string) => ({ userId: 'john', event })
