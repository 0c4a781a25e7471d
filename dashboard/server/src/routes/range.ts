import { dayMs } from '@waymark/schemas'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { instant } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** From when to when something is counted, ms since the epoch; both ends are in it. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What is counted where, and from when to when. */
export interface EnvRange extends Range {
  readonly env: string
}

interface Given {
  readonly env?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

interface RangeLimits {
  readonly byDefaultDays: number
  /** The longest range; as long as anybody likes where absent. */
  readonly mostDays?: number
}

/** The parameters of a range. */
export const rangeShape = ({ byDefaultDays }: Pick<RangeLimits, 'byDefaultDays'>) => ({
  from: instant.describe(`ms since the epoch; ${byDefaultDays} days before \`to\` where absent`),
  to: instant.describe('ms since the epoch; now where absent'),
})

/** The environment and the range that a request means. */
export const rangeOf = (
  rooms: Rooms,
  given: Given,
  { byDefaultDays, mostDays = Number.POSITIVE_INFINITY }: RangeLimits,
): EnvRange | Refused => {
  const env = envOf(rooms, given.env)
  if (isRefused(env)) return env
  const { to = rooms.deps.clock() } = given
  const { from = Math.max(0, to - byDefaultDays * dayMs) } = given
  const at = { at: 'query.from' }
  if (from > to) return refuse('invalid_request', 'query.from: has to be before query.to.', at)
  if (to - from <= mostDays * dayMs) return { env, from, to }
  const message = `query.from: at most ${mostDays} days before query.to; ask for a part at a time.`
  return refuse('invalid_request', message, { ...at, limit: mostDays })
}
