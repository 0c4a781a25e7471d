import type { Finding } from '../benchmark.ts'
import { type Figure, sayNumber, verdictOf } from './figure.ts'

/** A finding with its ratio and where it was made: what `--json` prints, one a line. */
export interface Outcome extends Finding {
  readonly name: string
  /** First figure by first floor; absent where there is no floor. */
  readonly ratio?: Ratio
  /** Load average of the machine's last minute before and after. Well above 2 at the start: somebody else was at work. */
  readonly load: { readonly before: number; readonly after: number }
}

export interface Ratio {
  readonly value: number
  readonly better: Figure['better']
}

export const ratioOf = ({ figures: [figure], floors: [floor] }: Finding): Ratio | undefined =>
  figure && floor && floor.value > 0
    ? { value: Number((figure.value / floor.value).toPrecision(3)), better: figure.better }
    : undefined

const says = { aim: 'aim reached', must: 'must reached', short: 'FALLS SHORT', 'no budget': '' }

const budgetOf = (figure: Figure): string => {
  const { must, aim } = figure
  const bounds = [
    ...(must === undefined ? [] : [`must ${sayNumber(must)}`]),
    ...(aim === undefined ? [] : [`aim ${sayNumber(aim)}`]),
  ]
  return bounds.length === 0 ? '' : `(${bounds.join(', ')}: ${says[verdictOf(figure)]})`
}

const lineOf = (mark: string, figure: Figure): string =>
  `  ${mark} ${figure.label.padEnd(34)} ${sayNumber(figure.value).padStart(11)} ${figure.unit.padEnd(9)} ${budgetOf(figure)}`.trimEnd()

/** The outcome for people. */
export const sayOutcome = (outcome: Outcome): string => {
  const { name, figures, floors, ratio, notes = [], load } = outcome
  return [
    name,
    ...figures.map((figure) => lineOf(' ', figure)),
    ...floors.map((floor) => lineOf('_', floor)),
    ...(ratio ? [`    ratio to the floor ${String(ratio.value).padStart(27)}`] : []),
    ...notes.map((note) => `    ${note}`),
    `    load average ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after`,
    '',
  ].join('\n')
}
