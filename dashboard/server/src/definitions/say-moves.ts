import type { Definition, Level } from '@waymark/schemas'
import type { RuleMoves } from '@waymark/schemas/api/definitions'

type Moves<T extends RuleMoves['t']> = Extract<RuleMoves, { readonly t: T }>

const { format } = new Intl.NumberFormat('en')

const count = (n: number, one: string, many: string): string =>
  `${format(n)} ${n === 1 ? one : many}`

const people = (level: Level, n: number): string =>
  level === 'account' ? count(n, 'account', 'accounts') : count(n, 'person', 'people')

const verb = (n: number, ofOne: string, ofMany: string): string => (n === 1 ? ofOne : ofMany)

const counted = (kind: Definition['kind'], { level, enters, leaves, after }: Moves<'counted'>) => {
  const come = `By this ${people(level, enters)} ${verb(enters, 'comes', 'come')} in`
  return kind === 'milestone'
    ? `${come}; whoever has reached it keeps it, and ${format(after)} ${verb(after, 'holds', 'hold')} it then.`
    : `${come} and ${format(leaves)} ${verb(leaves, 'goes', 'go')} out; ${format(after)} ${verb(after, 'is', 'are')} in then.`
}

/** Of a lifecycle, state by state. */
const states = ({ level, states: all }: Moves<'states'>): string => {
  const moved = all.filter(({ enters, leaves }) => enters + leaves > 0)
  if (moved.length === 0) return 'By this nobody moves.'
  const said = moved.map(
    ({ state, enters, leaves, after }) =>
      `${state}: ${people(level, enters)} in and ${format(leaves)} out, ${format(after)} in it then`,
  )
  return `By this they move. ${said.join('; ')}.`
}

/** Of a flow, step by step. */
const steps = ({ level, key, steps: all, stay }: Moves<'steps'>): string => {
  const whoever = (n: number): string =>
    key === undefined ? people(level, n) : `${count(n, 'value', 'values')} of ${key}`
  const staying = `${whoever(stay)} ${verb(stay, 'stays', 'stay')}`
  if (all.length === 0)
    return stay === 0 ? 'Nobody is in it.' : `By this nobody moves: ${staying} where they stand.`
  const said = all.map(({ step, to, places }) => {
    const where = to === null ? 'out of the flow' : `to ${to}`
    return `${whoever(places)} ${verb(places, 'goes', 'go')} from ${step} ${where}`
  })
  return `By this ${said.join(', ')}; ${staying}.`
}

const numbers = (kind: Definition['kind'], moves: Exclude<RuleMoves, { t: 'untold' }>): string => {
  if (moves.t === 'states') return states(moves)
  return moves.t === 'steps' ? steps(moves) : counted(kind, moves)
}

/** Who would come in and go out by a change, or why that cannot be told. */
export const sayMoves = (kind: Definition['kind'], moves: RuleMoves): string => {
  if (moves.t === 'untold') return `Who comes in and goes out cannot be counted: ${moves.why}.`
  const note = 'note' in moves && moves.note !== undefined ? ` ${moves.note}` : ''
  return numbers(kind, moves) + note
}
