import { limits } from '../../limits.ts'

/** What somebody can do with what they are shown. */
export const reactions = [
  'seen',
  'clicked',
  'completed',
  'dismissed',
  'snoozed',
  'answered',
] as const

export type Reaction = (typeof reactions)[number]

/** Why something was not shown: what the server decided, and what the browser met. */
export const suppressions = [
  'exclude',
  'goal',
  'entry',
  'unsubscribed',
  'consent',
  'schedule',
  'quiet',
  'worked',
  'holdout',
  'snooze',
  'caps',
  'priority',
  'slot',
  'missing',
  'refused',
  'occluded',
  'zero_size',
  'blocked',
  'not_granted',
  'left_page',
] as const

export type Suppression = (typeof suppressions)[number]

export type AnswerValue = string | number | readonly string[]

/**
 * What became of one guide, or of one engagement's messages, for one person: the newest time of everything. A commutative monoid:
 * what an anonymous visitor saw merges into who they become.
 */
export interface LedgerEntry extends Readonly<Partial<Record<Reaction, number>>> {
  /** Per reason, when it was stopped by it last. */
  readonly not?: Readonly<Partial<Record<Suppression, number>>>
  /** Per question, the newest answer and when it was given. */
  readonly answers?: { readonly [question: string]: readonly [value: AnswerValue, at: number] }
}

type Times<Key extends string> = Readonly<Partial<Record<Key, number>>>

const newest = <Key extends string>(
  keys: readonly Key[],
  a: Times<Key>,
  b: Times<Key>,
): Partial<Record<Key, number>> => {
  const merged: Partial<Record<Key, number>> = {}
  for (const key of keys) {
    const at = Math.max(a[key] ?? Number.NEGATIVE_INFINITY, b[key] ?? Number.NEGATIVE_INFINITY)
    if (at > Number.NEGATIVE_INFINITY) merged[key] = at
  }
  return merged
}

type Answers = NonNullable<LedgerEntry['answers']>

/** The newer of two answers; of two at once always the same one. */
const isNewer = (a: Answers[string], b: Answers[string]): boolean =>
  a[1] > b[1] || (a[1] === b[1] && JSON.stringify(a[0]) > JSON.stringify(b[0]))

const newestAnswers = (a: Answers, b: Answers): Answers => {
  const merged: { [question: string]: Answers[string] } = { ...a }
  for (const [question, answer] of Object.entries(b)) {
    const now = Object.hasOwn(a, question) ? a[question] : undefined
    if (!now || isNewer(answer, now)) merged[question] = answer
  }
  const list = Object.entries(merged)
  if (list.length <= limits.answersKept) return merged
  list.sort((x, y) => x[1][1] - y[1][1] || (x[0] < y[0] ? -1 : 1))
  return Object.fromEntries(list.slice(-limits.answersKept))
}

/** Both, the newest of each. */
export const mergeLedger = (a: LedgerEntry, b: LedgerEntry): LedgerEntry => {
  const not = newest(suppressions, a.not ?? {}, b.not ?? {})
  const answers = newestAnswers(a.answers ?? {}, b.answers ?? {})
  return {
    ...newest(reactions, a, b),
    ...(Object.keys(not).length > 0 ? { not } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
  }
}
