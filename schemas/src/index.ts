export type { Json, JsonObject } from './json.ts'
export { limits } from './limits.ts'
export { murmur2, partitionOf } from './log/murmur2.ts'
export { parseSubjectKey, type Subject, type SubjectKey, type SubjectKind, subjectKey } from './log/subject.ts'
export { type Retention, type Spread, type Topic, topicNames, topics } from './log/topics.ts'
export type { FactRow, SubjectRow, TransitionRow } from './tables/rows.ts'
export type {
  Action,
  ButtonContent,
  ContentNode,
  GuideContent,
  GuideStep,
  GuideType,
  LocalText,
  Placement,
  Target,
  TextRun,
  Theme,
  Trigger,
} from './wire/content.ts'
export {
  type Consent,
  type EventContext,
  type EventType,
  type GuideEventProperties,
  ownEvents,
  type WireBatch,
  type WireEvent,
} from './wire/event.ts'
export {
  type ClaimRequest,
  type ClaimResponse,
  type Decision,
  type MessagesRequest,
  type MessagesResponse,
  streamEvent,
} from './wire/messages.ts'
