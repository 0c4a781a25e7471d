import {
  armsOf,
  type Definition,
  type DrawShares,
  durationMs,
  type Engagement,
  type Flow,
  type Level,
  namedBy,
  namesIn,
  type Policy,
  RuleError,
  sayRule,
} from '@waymark/schemas'
import type { ResultItem } from '@waymark/schemas/api/results'
import type { EventStore } from '@waymark/storage'
import { naturalOrder } from '../../natural-order.ts'
import { type Compared, compareArms } from './compare-arms.ts'
import { type GoalSql, goalSql } from './goal-sql.ts'
import { firstDraw, readDraws } from './read-draws.ts'
import { readsAccount } from './reads-account.ts'
import { sayBroken } from './say-reading.ts'

/** How long reaching a goal counts where the author does not say. */
const defaultWithin = '7d'

/** What is asked about. */
export interface ResultsQuestion {
  readonly env: string
  readonly definitions: readonly Definition[]
  readonly asOf: number
  /** Of the engagement or flow, or of a guide that it shows; absent: all. */
  readonly id?: string
}

type Judgeable = Engagement | Flow

const keyOf = (d: Judgeable): string => (d.kind === 'flow' ? `flow/${d.id}` : d.id)

const levelOf = (d: Judgeable): Level => (d.kind === 'flow' ? (d.level ?? 'person') : 'person')

const withinOf = (d: Judgeable): number => durationMs(d['goal-within'] ?? defaultWithin)

const sendsOf = (d: Judgeable): readonly string[] => {
  const items =
    d.kind === 'engagement'
      ? armsOf(d).flatMap(({ send }) => send)
      : d.steps.flatMap(({ send, show }) => send ?? (show ? { guide: show.guide } : []))
  return [
    ...new Set(items.map((item) => namedBy(item)).map(({ channel, id }) => `${channel}/${id}`)),
  ]
}

const sharesNow = (d: Judgeable, definitions: readonly Definition[]): DrawShares => {
  const policy = definitions.find((one): one is Policy => one.kind === 'policy')
  const { variants, holdout = 0 } = d
  return {
    project: d.marketing === false ? 0 : (policy?.holdout ?? 0),
    holdout,
    ...(variants ? { variants: variants.map(({ id, weight }) => [id, weight ?? 1] as const) } : {}),
  }
}

type Verdict = Pick<ResultItem, 'reading' | 'says'>

const unknown = (says: string): Verdict => ({ reading: 'unknown', says })

/** What there is to know, in the order in which the lack of it makes the rest worthless. */
const verdictOf = (d: Judgeable, compared: Compared, fault: string | undefined): Verdict => {
  const [main] = compared.comparisons
  if (compared.isBroken) return { reading: 'broken', says: sayBroken(compared.sampleRatioP ?? 0) }
  if (!main) return unknown('Nobody is held out, so nothing can be compared. Give it a holdout.')
  if (!d.goal) return unknown('It has no goal, so nothing can be compared. Give it one.')
  if (fault) return unknown(fault)
  return { reading: main.reading, says: main.says }
}

interface Goal {
  readonly goal?: GoalSql
  readonly fault?: string
}

const goalOf = (d: Judgeable, from: number, { env, definitions, asOf }: ResultsQuestion): Goal => {
  if (!d.goal) return {}
  try {
    const question = { env, goal: d.goal, level: levelOf(d), definitions, from: from - 1, to: asOf }
    return { goal: goalSql(question) }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return { fault: `The goal cannot be counted: ${error.message}.` }
  }
}

const resultOf = async (
  store: EventStore,
  d: Judgeable,
  question: ResultsQuestion,
): Promise<ResultItem> => {
  const { env, definitions, asOf } = question
  const engagement = keyOf(d)
  const withinMs = withinOf(d)
  const from = await firstDraw(store, { env, engagement })
  const { goal, fault } = from === undefined ? {} : goalOf(d, from, question)
  const draws =
    from === undefined
      ? []
      : await readDraws(store, { env, engagement, withinMs, asOf, ...(goal ? { goal } : {}) })
  const { isBroken, comparisons, ...counted } = compareArms(draws, sharesNow(d, definitions), {
    isAccounts: d.goal !== undefined && readsAccount(d.goal, definitions),
  })
  const isRead = goal !== undefined && !isBroken
  return {
    kind: d.kind,
    id: d.id,
    name: d.name ?? d.id,
    ...(d.goal ? { goal: sayRule(d.goal, namesIn(definitions)) } : {}),
    sends: sendsOf(d),
    withinMs,
    ...verdictOf(d, { isBroken, comparisons, ...counted }, fault),
    ...counted,
    comparisons: isRead ? comparisons : [],
  }
}

const isAsked = (d: Judgeable, id: string | undefined): boolean =>
  id === undefined || d.id === id || sendsOf(d).includes(`guide/${id}`)

/** What engagements and flows do for their goals, against who was held out: those who were drawn first come last. */
export const readResults = async (
  store: EventStore,
  question: ResultsQuestion,
): Promise<readonly ResultItem[]> => {
  const judgeable = question.definitions.filter(
    (d): d is Judgeable => d.kind === 'engagement' || d.kind === 'flow',
  )
  const results: ResultItem[] = []
  // One after the other: each reads the history of events, and the store has other work.
  for (const d of judgeable)
    if (isAsked(d, question.id)) results.push(await resultOf(store, d, question))
  return results.sort((a, b) => (b.since ?? 0) - (a.since ?? 0) || naturalOrder(a.id, b.id))
}
