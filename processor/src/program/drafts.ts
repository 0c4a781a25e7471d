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
  /** The flow that sends or shows it. */
  readonly flow: Flow | undefined
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
  readonly flow?: Flow
}

/** The message, if its guide, template or endpoint is published. */
const draftOf = (
  { engagement, id, item, variant, step, flow }: Part,
  find: Find,
): readonly Draft[] => {
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
  return [{ engagement, flow, variant, step, item, message, version, guide, transactional }]
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

/** What a flow's messages are called together. No engagement is called like that. */
export const flowSenderId = ({ id }: Pick<Flow, 'id'>): string => `flow/${id}`

/** A flow as the engagement that sends its messages: what decides on them is its steps. */
const senderOf = (flow: Flow): Engagement => {
  const { enter, tags, marketing, 'quiet-hours': quietHours, holdout, schedule } = flow
  return {
    kind: 'engagement',
    id: flowSenderId(flow),
    audience: enter,
    send: [],
    reentry: 'every-time',
    caps: 'none',
    ...(tags ? { tags } : {}),
    ...(marketing === undefined ? {} : { marketing }),
    ...(quietHours === undefined ? {} : { 'quiet-hours': quietHours }),
    ...(holdout === undefined ? {} : { holdout }),
    ...(schedule === undefined ? {} : { schedule }),
  }
}

/** What the message of a flow's step is called. */
export const flowMessageId = ({ id }: Pick<Flow, 'id'>, step: string): string =>
  `flow/${id}/${step}`

/** Every message of a flow. */
export const flowDrafts = (flow: Flow, find: Find): readonly Draft[] => {
  const engagement = senderOf(flow)
  const { caps: _, ...shower } = engagement
  return flow.steps.flatMap((one, place) => {
    const step = stepIdOf(one, place)
    const at = { id: flowMessageId(flow, step), step, flow }
    if (one.send) return draftOf({ engagement, item: one.send, ...at }, find)
    // Without caps of its own a guide is shown once for each time that somebody comes to the step.
    const { show } = one
    return show ? draftOf({ engagement: shower, item: { guide: show.guide }, ...at }, find) : []
  })
}
