import type { ServedDecision, ServingPart } from '@waymark/schemas'
import type { Decision, MessagesResponse } from '@waymark/schemas/wire/messages'
import type { DefinitionsView } from './definitions-view.ts'
import { resolvePerson, type Visitor } from './resolve-person.ts'
import type { ServingView } from './serving-view.ts'

/**
 * Without a stream a browser asks again no earlier than this, and only after it has sent something: whoever is new is unknown at
 * the first question, and waits no longer than that for what is decided of them.
 */
const nextMs = 2000

const byPriority = (a: Decision, b: Decision): number =>
  b.priority - a.priority || (a.id < b.id ? -1 : 1)

const servedDecision = (
  decided: ServedDecision,
  { env, signed }: Visitor,
  definitions: DefinitionsView,
): Decision | undefined => {
  const guide = definitions.guide(env, decided.guide, decided.version)
  if (!guide) return undefined
  return {
    id: decided.id,
    engagement: decided.engagement,
    guide: decided.guide,
    version: guide.version,
    ...(decided.variant !== undefined && { variant: decided.variant }),
    trigger: guide.trigger,
    content: guide.path,
    // Values of a person go only to a proven identity; until then the content's fall-back texts show.
    values: (signed && decided.values) || {},
    capped: decided.capped,
    priority: decided.priority,
    ...(decided.read && { read: decided.read }),
  }
}

const progressOf = (
  part: ServingPart | undefined,
  env: string,
  definitions: DefinitionsView,
): MessagesResponse['progress'] =>
  definitions.milestones(env).map((milestone) => {
    const reached = milestone.level === 'account' ? part?.amile : part?.mile
    return {
      milestone: milestone.id,
      name: milestone.name ?? milestone.id,
      reached: reached?.includes(milestone.id) ?? false,
    }
  })

/** What is there for this visitor now. Asks nobody else and creates nothing. */
export const answerMessages = (
  visitor: Visitor,
  serving: ServingView,
  definitions: DefinitionsView,
): MessagesResponse => {
  const { env, anonymousId, userId } = visitor
  const { part } = resolvePerson(visitor, serving.get)
  const decisions = (part?.dec ?? [])
    .map((decided) => servedDecision(decided, visitor, definitions))
    .filter((decision) => decision !== undefined)
    .sort(byPriority)
  return {
    for: { anonymousId, ...(userId !== undefined && { userId }) },
    decisions,
    progress: progressOf(part, env, definitions),
    ...(part?.over && { over: part.over }),
    next: nextMs,
  }
}
