import { always, never, verdict } from '@waymark/schemas'
import type {
  EngagementProgram,
  GuideProgram,
  Reentry,
  SendProgram,
} from '../../program/engagement.ts'
import { own } from '../own.ts'
import type { EngagementState } from '../state.ts'
import type { Answer, GateKeeper } from './gate.ts'
import { sayInstant } from './say-instant.ts'

const sayReentry = (reentry: Reentry | undefined): string => {
  if (reentry?.often === 'every-time') return 'each time anew'
  return reentry?.often === 'cooldown'
    ? `anew after ${Math.round(reentry.ms / 3_600_000)} h`
    : 'once'
}

/** The newest that was shown or sent before the person entered this time. */
const before = (now: EngagementState | undefined): number | undefined =>
  now?.shown.findLast((at) => now.in === undefined || at < now.in)

/** A guide may come back to those who enter again, or not, as its author says; without a word its caps decide. */
const lookAtGuide = (
  { reentry }: GuideProgram,
  now: EngagementState | undefined,
  at: number,
): Answer | undefined => {
  if (!reentry) return undefined
  const last = before(now)
  const wants = `shown to whoever enters, ${sayReentry(reentry)}`
  if (last === undefined || reentry.often === 'every-time')
    return { open: always, wants, found: 'entered' }
  const found = `shown on ${sayInstant(last)}, before entering this time`
  if (reentry.often === 'once') return { open: never, wants, found }
  const until = last + reentry.ms
  return { open: until > at ? verdict(false, until) : always, wants, found }
}

/** What is sent goes out when somebody enters, and then it is done. */
const lookAtSend = ({ reentry }: SendProgram, now: EngagementState | undefined): Answer => {
  const wants = `enters the audience, ${sayReentry(reentry)}`
  const last = now?.shown.at(-1)
  if (now?.wait === undefined)
    return {
      open: never,
      wants,
      found: last === undefined ? 'nothing waits' : `sent on ${sayInstant(last)}`,
    }
  if (last === undefined || reentry?.often === 'every-time')
    return { open: always, wants, found: `entered on ${sayInstant(now.wait)}` }
  const again = reentry?.often === 'cooldown' && last + reentry.ms <= now.wait
  return { open: again ? always : never, wants, found: `sent on ${sayInstant(last)}` }
}

/** Whether this time in the audience counts. */
export const entry: GateKeeper = {
  gate: 'entry',
  whenShut: 'drops',
  look: (message: EngagementProgram, { state, facts }) => {
    const now = own(state.eng, message.id)
    return message.channel === 'guide'
      ? lookAtGuide(message, now, facts.now)
      : lookAtSend(message, now)
  },
}
