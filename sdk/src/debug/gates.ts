import type { GuideContent, Trigger } from '@waymark/schemas/wire/content'
import type { ClaimResponse, Decision } from '@waymark/schemas/wire/messages'
import { type Examination, examine } from '../guide/engine/targets/examine.ts'
import { isOnPage } from '../guide/engine/url-pattern.ts'
import type { ListedGuide } from '../guide-contract.ts'
import type { SeenEvent, SeenTraffic } from './watch-client.ts'

/** One condition of the page's half of a decision: what it is, how it stands, and whether it holds (undefined: not yet known). */
export interface Gate {
  readonly name: 'page' | 'trigger' | 'file' | 'target' | 'limit' | 'place'
  readonly says: string
  readonly holds: boolean | undefined
}

/** All that is known when a decision is looked at. */
export interface GuideSituation {
  readonly decision: Decision
  /** Undefined until its file has come, `false` where it cannot be had. */
  readonly content: GuideContent | false | undefined
  /** Files that would draw it and cannot be had: which, and why. */
  readonly missing: readonly string[]
  readonly listed: readonly ListedGuide[]
  readonly traffic: SeenTraffic
  readonly url: string
}

/** The page's half of a decision, in the order in which guides ask. */
export const gatesOf = (situation: GuideSituation): readonly Gate[] => [
  pageGate(situation),
  triggerGate(situation),
  ...fileGate(situation),
  ...targetGate(situation),
  ...limitGate(situation),
  placeGate(situation),
]

/** What this guide has reported since the panel is there, newest first. */
export const reportsOf = ({ decision, traffic }: GuideSituation): readonly SeenEvent[] =>
  traffic.events.filter(
    ({ name, properties }) => name.startsWith('$guide_') && properties.decision === decision.id,
  )

export const stateOf = ({ decision, listed }: GuideSituation): ListedGuide['state'] | 'unknown' =>
  listed.find((one) => one.decision === decision.id)?.state ?? 'unknown'

const listOf = (patterns: string | readonly string[] = []): string => [patterns].flat().join(', ')

const pageGate = ({ decision: { trigger }, url }: GuideSituation): Gate => {
  const wanted = trigger.url === undefined ? 'any page' : listOf(trigger.url)
  const without = trigger['not-url'] === undefined ? '' : `, not ${listOf(trigger['not-url'])}`
  const { pathname } = new URL(url)
  return {
    name: 'page',
    says: `wants ${wanted}${without}; this is ${pathname}`,
    holds: isOnPage(trigger, url),
  }
}

const sayAfter = (after: NonNullable<Trigger['after']>): string => {
  const [[kind, value] = ['', '']] = Object.entries(after)
  if (kind === 'element') return `its element to be ${value}`
  if (kind === 'event') return `the event "${value}"`
  if (kind === 'exit') return 'the pointer to leave for the tab bar'
  if (kind === 'scroll') return `${value}% of the page to be scrolled`
  if (kind === 'idle') return `${value} in which nothing is done`
  if (kind === 'dwell') return `${value} on this page`
  return `${value} to pass`
}

const triggerGate = (situation: GuideSituation): Gate => {
  const { after } = situation.decision.trigger
  if (!after) return { name: 'trigger', says: 'at once', holds: true }
  const state = stateOf(situation)
  const gone = state === 'armed' || state === 'shown' || state === 'done'
  return { name: 'trigger', says: `waits for ${sayAfter(after)}`, holds: gone || undefined }
}

const fileGate = ({ missing }: GuideSituation): readonly Gate[] =>
  missing.length === 0 ? [] : [{ name: 'file', says: missing.join('; '), holds: false }]

const verdicts: { readonly [verdict in Examination['verdict']]: string } = {
  found: 'found as recorded',
  drifted: 'found, though not as recorded',
  hidden: 'there, but nobody can see it now',
  ambiguous: 'refused: several cannot be told apart',
  refused: 'refused: something like it is there, not sure enough',
  missing: 'not on this page',
}

const targetGate = ({ content }: GuideSituation): readonly Gate[] => {
  if (content === undefined) return [{ name: 'target', says: 'is fetched', holds: undefined }]
  if (!content) return [{ name: 'target', says: 'the content cannot be had', holds: false }]
  const target = content.steps[0]?.target ?? content.target
  if (!target) return []
  const { verdict, score, changed } = examine(target)
  const differs = changed.length ? `; differs in ${changed.map(({ signal }) => signal).join()}` : ''
  return [
    {
      name: 'target',
      says: `${verdicts[verdict]}, score ${score.toFixed(2)}${differs}`,
      holds: verdict === 'found' || verdict === 'drifted',
    },
  ]
}

const limitGate = ({ decision, traffic }: GuideSituation): readonly Gate[] => {
  if (!decision.capped) return []
  const asked = traffic.requests.find(({ path }) => path.endsWith('/claim'))
  const claim = asked?.answer?.kind === 'ok' ? (asked.answer.body as ClaimResponse) : undefined
  const says = claim
    ? claim.granted
      ? 'the server has granted it'
      : `not granted: ${claim.reason}`
    : 'under a limit: asked of the server before it is painted'
  return [{ name: 'limit', says, holds: claim?.granted }]
}

const placeGate = ({ decision, listed }: GuideSituation): Gate => {
  const other = listed.find(({ state, decision: id }) => state === 'shown' && id !== decision.id)
  return other
    ? { name: 'place', says: `the place is taken by ${other.guide}`, holds: false }
    : { name: 'place', says: 'the place on the screen is free', holds: true }
}
