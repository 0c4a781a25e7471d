import {
  armsOf,
  type Engagement,
  type Flow,
  type Guide,
  namedBy,
  type SendItem,
  stepIdOf,
} from '@waymark/schemas'
import type { Message } from './caps.ts'
import type { Published } from './compile-program.ts'

/** A message with all that decides on it. */
export interface Draft {
  readonly engagement: Engagement
  readonly variant: string | undefined
  /** Of a flow: the step at which it is sent. */
  readonly step: string | undefined
  readonly item: SendItem
  readonly message: Message
  readonly version: number
  readonly guide: Guide | undefined
  readonly transactional: boolean
}

export type Find = (kind: string, id: string) => Published | undefined

interface Part {
  readonly engagement: Engagement
  /** Of the message. */
  readonly id: string
  readonly item: SendItem
  readonly variant?: string | undefined
  readonly step?: string
}

/** The message, if its guide, template or endpoint is published. */
const draftOf = ({ engagement, id, item, variant, step }: Part, find: Find): readonly Draft[] => {
  const named = namedBy(item)
  const found = find(named.kind, named.id)
  if (!found) return []
  const { definition, version } = found
  const guide = definition.kind === 'guide' ? definition : undefined
  const message: Message = {
    id,
    channel: named.channel,
    guide: guide?.id,
    type: guide?.type,
    tags: engagement.tags ?? [],
  }
  const transactional = definition.kind === 'email' && definition.transactional === true
  return [{ engagement, variant, step, item, message, version, guide, transactional }]
}

const idOf = (engagement: Engagement, variant: string | undefined, i: number): string =>
  [engagement.id, ...(variant === undefined ? [] : [variant]), ...(i === 0 ? [] : [i])].join('.')

/** Every message of an engagement. */
export const draftsOf = (engagement: Engagement, find: Find): readonly Draft[] =>
  armsOf(engagement).flatMap(({ variant, send }) =>
    send.flatMap((item, i) => {
      const id = idOf(engagement, variant, i)
      return draftOf({ engagement, id, item, variant }, find)
    }),
  )

/** A flow as the engagement that sends its messages: what decides on them is its steps. No engagement is called like that. */
const senderOf = (flow: Flow): Engagement => {
  const { enter, tags, marketing, 'quiet-hours': quietHours } = flow
  return {
    kind: 'engagement',
    id: `flow/${flow.id}`,
    audience: enter,
    send: [],
    reentry: 'every-time',
    caps: 'none',
    ...(tags ? { tags } : {}),
    ...(marketing === undefined ? {} : { marketing }),
    ...(quietHours === undefined ? {} : { 'quiet-hours': quietHours }),
  }
}

/** What the message of a flow's step is called. */
export const flowMessageId = ({ id }: Pick<Flow, 'id'>, step: string): string =>
  `flow/${id}/${step}`

/** Every message of a flow. */
export const flowDrafts = (flow: Flow, find: Find): readonly Draft[] => {
  const engagement = senderOf(flow)
  return flow.steps.flatMap((one, place) => {
    if (!one.send) return []
    const step = stepIdOf(one, place)
    return draftOf({ engagement, id: flowMessageId(flow, step), item: one.send, step }, find)
  })
}
