// What passes between browsers and servers (`wire/…`) and what the dashboard answers (`api/…`) is read file by file: `@waymark/schemas/wire/event`.
// Everything else goes through here.
export { coversOrigin } from './allowed-origin.ts'
export { type ImageType, sniffImage } from './assets/sniff-image.ts'
export { canonicalJson, contentHash } from './content-hash.ts'
export { type Brand, brandOf, themeWith } from './definitions/brand.ts'
export { type CssCheck, checkCss } from './definitions/brand-css/check-css.ts'
export { cssParts } from './definitions/brand-css/css-parts.ts'
export type { CssRemark } from './definitions/brand-css/css-remark.ts'
export {
  type Definition,
  type DefinitionKind,
  definitionKinds,
  definitionSchemas,
  type Endpoint,
  type Guide,
  type Lifecycle,
  type Milestone,
  type Parsed,
  type Problem,
  parseDefinition,
  type Segment,
} from './definitions/definition.ts'
export {
  backfillKey,
  countedKey,
  countsNothing,
  type DefinitionsRecord,
  definitionKey,
  type IdentitySecret,
  identityKey,
  identitySecretName,
  type StaleTranslation,
  type StoredBackfill,
  type StoredCounted,
  type StoredDefinition,
  type StoredEnvironment,
  type StoredIdentity,
  type StoredKey,
} from './definitions/definition-record.ts'
export { type Email, textsOfEmail } from './definitions/email.ts'
export type { EmailNode } from './definitions/email-content.ts'
export {
  type Arm,
  armsOf,
  type CapWindow,
  type ChannelName,
  channelNames,
  type Engagement,
  type HoursOfDay,
  namedBy,
  type Schedule,
  type SendItem,
  type TaskOwner,
} from './definitions/engagement.ts'
export { everyOther, type Flow, type FlowStep, type ShowEnd } from './definitions/flow.ts'
export { unreachableIn } from './definitions/flow-faults.ts'
export { keyEventOf } from './definitions/flow-key.ts'
export type { FlowPlace } from './definitions/flow-place.ts'
export {
  type FlowMoves,
  type FlowPlaces,
  type FlowTarget,
  flowMoves,
  flowPlaces,
  nextAt,
  onwardFrom,
  targetAt,
  targetCalled,
} from './definitions/flow-places.ts'
export { stepIdOf, waysOf } from './definitions/flow-ways.ts'
export { leavesOf } from './definitions/guide-faults/leaves-of.ts'
export { unreachableSteps } from './definitions/guide-reach.ts'
export { type LifecycleWay, lifecycleWays } from './definitions/lifecycle-ways.ts'
export { nameSchema } from './definitions/named.ts'
export { namesIn } from './definitions/names-in.ts'
export { canAskPastOf, decideAlike, pastNamesIn } from './definitions/past-question.ts'
export type { Policy, PolicyCap } from './definitions/policy.ts'
export {
  isWeighted,
  type Pql,
  type Route as PqlRoute,
  type WeightedRules,
} from './definitions/pql.ts'
export { questionNamesIn, ruleNamesIn } from './definitions/rule-names.ts'
export type { Cohorts, ScoreDefinition } from './definitions/score.ts'
export { warnOfReentry } from './definitions/warn-of-reentry.ts'
export { dayMs, durationMs, durationSchema } from './duration.ts'
export { type ErrorAnswer, type ErrorCode, errorStatus } from './errors.ts'
export { hasVisible } from './has-visible.ts'
export type { Json, JsonObject } from './json.ts'
export { limits } from './limits.ts'
export { assetPath, type StoredAsset } from './log/asset-record.ts'
export {
  type AuthoringLine,
  type AuthoringLines,
  countSaid,
  createAuthoringLines,
  saidAfter,
} from './log/authoring-lines.ts'
export {
  type AuthoringRecord,
  authoringCode,
  authoringCodeMs,
  authoringCodeName,
  authoringLineMostMs,
  authoringLineMs,
  type PageKey,
  typedCode,
} from './log/authoring-record.ts'
export {
  type AuditEntry,
  type ControlRecord,
  draftKey,
  type Role,
  type StoredDraft,
  type StoredLink,
  type StoredSecret,
  type StoredSession,
  type StoredToken,
  type StoredUser,
} from './log/control-record.ts'
export {
  type AccountSays,
  type Debt,
  type EventsOrigin,
  type EvidencePart,
  type FlowPart,
  type MemberPart,
  type MergePart,
  type PqlPart,
  type RelayRecord,
  type Summaries,
  type TraitEntries,
  type TraitEntry,
  type TraitSource,
  traitSources,
  type WasPart,
} from './log/debt.ts'
export { type DeadLetter, type DeliveryRecord, sendDeliveryId } from './log/delivery-record.ts'
export {
  type ClaimHeader,
  type CommandHeader,
  type EventSource,
  type EventsHeader,
  type EventsRecord,
  eventSources,
  type LeadCommand,
  type MailCommand,
  type PqlOutcome,
  type RecordHeader,
  type TaskCommand,
  type TaskDeed,
  type TaskOutcome,
  taskOutcomes,
} from './log/events-record.ts'
export { type FactsKey, factsKey, parseFactsKey } from './log/facts-key.ts'
export {
  type MailLink,
  type MailLinkKind,
  mailLinkName,
  mailLinkPaths,
  mailLinkPurpose,
  readMailLink,
  writeMailLink,
} from './log/mail-link.ts'
export { murmur2, partitionOf } from './log/murmur2.ts'
export type { Refusal, RefusalRecord, ToldRefusal } from './log/refusal-record.ts'
export {
  type DebtsLine,
  debtsKey,
  isBookkeeping,
  markKey,
  type OwnerPosition,
  positionKey,
  type ServedDecision,
  type ServingPart,
  type StateEnvelope,
  type TakeOverMark,
} from './log/state-record.ts'
export {
  parseSubjectKey,
  type Subject,
  type SubjectKey,
  type SubjectKind,
  subjectKey,
  subjectPath,
} from './log/subject.ts'
export {
  commandRecord,
  normalAddress,
  ownEventRecord,
  type StoredSuppression,
  type SuppressionReason,
  suppressionKey,
  suppressionReasons,
  suppressionRecords,
  type TextRecord,
} from './log/suppression.ts'
export { type Retention, type Spread, type Topic, topicNames, topics } from './log/topics.ts'
export type { Transition } from './log/transition.ts'
export type { FlowMove } from './log/transitions/flows.ts'
export type { AlertBody, Champion, Reason } from './log/transitions/leads.ts'
export type { DrawShares, MessageStep } from './log/transitions/messages.ts'
export type { SayMarks } from './log/transitions/say-marks.ts'
export type { Recipient, SendChannel } from './log/transitions/sends.ts'
export type { Evidence } from './log/transitions/verdicts.ts'
export {
  keptVersions,
  type StoredVersion,
  versionKey,
} from './log/version-record.ts'
export { type WorkFault, type WorkNow, type WorkWish, workFault } from './log/work-fault.ts'
export {
  type Calendar,
  type CalendarConfig,
  createCalendar,
  defaultCalendar,
} from './rules/calendar.ts'
export {
  compileKey,
  compileRule,
  compileScore,
  type ReadKind,
  RuleError,
  type RuleNames,
  type RuleScope,
  sayRule,
} from './rules/compile-rule.ts'
export {
  changeQuery,
  countQuery,
  flipsQuery,
  holdersQuery,
  type RuleQuestion,
  togetherQuery,
} from './rules/compile-rule-sql.ts'
export type { DidSummary } from './rules/did/did-summary.ts'
export type { DistinctValues } from './rules/did/distinct-values.ts'
export type { EventMatch } from './rules/event-match.ts'
export type { Facts, FlowFact, HeldFact, KeyFact, TraitFact } from './rules/facts.ts'
export type { FeatureUse } from './rules/feature-use.ts'
export { featuresUsedSql } from './rules/features-used-sql.ts'
export { type Leaf, mergeLeaf, type ObservedEvent, type Summary } from './rules/leaf.ts'
export { type LifecycleState, lifecycleStates } from './rules/lifecycle.ts'
export {
  type AnswerValue,
  type LedgerEntry,
  mergeLedger,
  type Reaction,
  type Suppression,
  suppressions,
} from './rules/message/ledger.ts'
export { compareMoments, type Moment } from './rules/moment.ts'
export { byId, type NameOf } from './rules/name-of.ts'
export { pickChampion } from './rules/pick-champion.ts'
export { type Rule, ruleNames, ruleSchema } from './rules/rule.ts'
export type { Evaluate, Hold, Level } from './rules/rule-kind.ts'
export { ruleKinds } from './rules/rule-kinds.ts'
export { joined, quoted, sayDuration as saySpan } from './rules/say.ts'
export type { PartReading, Scored, ScoreReading, ScoreSource } from './rules/score/score-of.ts'
export { type ScorePart, scorePartNames } from './rules/score/score-parts.ts'
export {
  always,
  between,
  both,
  isTrue,
  never,
  until,
  type Verdict,
  verdict,
} from './rules/verdict.ts'
export { type Warning, warningsOf } from './rules/warnings.ts'
export { sayIssues, sayingIssues } from './say-issues.ts'
export { factColumns, factLine, readFactLine } from './tables/fact-line.ts'
export { type Migration, migrations } from './tables/migrations.ts'
export type { FactRow, SubjectRow, TransitionRow } from './tables/rows.ts'
export { timelineSql } from './tables/timeline.ts'
export { type Token, tokenParts, tokensIn } from './tokens.ts'
