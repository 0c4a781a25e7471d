import type { EventMatch } from '../rules/event-match.ts'
import type { Rule } from '../rules/rule.ts'

const matchKeys: ReadonlySet<string> = new Set(['event', 'page', 'feature', 'where', 'verified'])

/** Which event lets a key into a flow, and what else must hold at that moment. */
export interface KeyEvent {
  readonly match: EventMatch
  readonly rest: Rule | undefined
}

/**
 * The event that a flow's rule `enter` is about, where it is about one: `did` without counts and windows, or that first in an
 * `all`. `undefined` else: there is no event to read a key off.
 */
export const keyEventOf = (enter: Rule): KeyEvent | undefined => {
  const [first, ...others] = 'all' in enter ? enter.all : [enter]
  if (!first || !('did' in first)) return undefined
  if (!Object.keys(first.did).every((key) => matchKeys.has(key))) return undefined
  const [one] = others
  const rest = others.length > 1 ? { all: others } : one
  return { match: first.did as EventMatch, rest }
}
