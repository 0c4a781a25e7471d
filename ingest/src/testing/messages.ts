import type { Guide, Milestone, ServedDecision } from '@waymark/schemas'
import { keys, type OpenIngest } from './open-ingest.ts'

/** A guide as an author wrote it. */
export const guide: Guide = {
  kind: 'guide',
  id: 'invite',
  type: 'tooltip',
  target: { wm: 'invite' },
  trigger: { url: '/team' },
  steps: [{ content: [{ text: 'Invite somebody' }] }],
}

export const milestone = (
  id: string,
  order: number,
  level: Milestone['level'] = 'person',
): Milestone => ({
  kind: 'milestone',
  id,
  name: `Name of ${id}`,
  level,
  order,
  reached: { did: 'x' } as unknown as Milestone['reached'],
})

export const decision = (change: Partial<ServedDecision> = {}): ServedDecision => ({
  id: 'd1',
  engagement: 'invite-team',
  guide: 'invite',
  version: 1,
  capped: false,
  priority: 10,
  ...change,
})

/** Asks for messages as the SDK does. */
export const ask = (open: OpenIngest, who: Record<string, unknown>) =>
  open.post('/v1/messages', { writeKey: keys.write, ...who })

export const ids = (answer: { readonly json: { readonly decisions: { readonly id: string }[] } }) =>
  answer.json.decisions.map(({ id }) => id)
