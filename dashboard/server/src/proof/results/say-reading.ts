import type { Comparison } from '@waymark/schemas/api/results'

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en')

const bare = (share: number): string => number.format(Math.abs(share) * 100)

const points = (share: number): string => {
  const said = bare(share)
  return `${said} ${said === '1' ? 'point' : 'points'}`
}

const percent = (share: number): string => `${number.format(share * 100)}%`

/** Two significant digits: an estimate should look like one. */
const about = (count: number): string => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1)
  return whole.format(Math.ceil(count / step) * step)
}

const people = (count: number): string =>
  `about ${about(count)} more ${count === 1 ? 'person' : 'people'}`

const range = ({ absolute }: Pick<Comparison, 'absolute'>): string =>
  absolute
    ? `between ${number.format(absolute.low * 100)} and ${absolute.high > 0 ? '+' : ''}${number.format(absolute.high * 100)} points`
    : ''

type Said = Pick<Comparison, 'reading' | 'treated' | 'control' | 'absolute' | 'more'>

/** `92% of 85`, as tables beside it round. */
const reached = ({ reached, people: of }: Comparison['treated']): string => {
  const share = of === 0 ? 0 : (100 * reached) / of
  const rounded = share > 0 && share < 10 ? number.format(share) : share.toFixed(0)
  return `${rounded}% of ${whole.format(of)}`
}

const sides = ({ treated, control }: Said): string =>
  `${reached(treated)} reach the goal, against ${reached(control)} held out`

/** A reading in a sentence that needs no statistics to be understood: what is known, of how many. */
export const sayReading = (said: Said): string => {
  const { reading, absolute, more } = said
  switch (reading) {
    case 'works':
      return `${sides(said)}: ${points(absolute?.value ?? 0)} more, at least ${bare(absolute?.low ?? 0)}.`
    case 'hurts':
      return `${sides(said)}: ${points(absolute?.value ?? 0)} fewer, at least ${bare(absolute?.high ?? 0)}.`
    case 'no_effect': {
      const where = `${sides(said)}: no difference seen yet. If there is one it lies ${range(said)}.`
      if (more === undefined) return where
      return `${where} If it is as large as it looks, ${people(more)} will show it.`
    }
    case 'too_early':
      return `Not enough people yet: ${people(more ?? 0)} will tell.`
    case 'broken':
      return 'Assignment is broken: do not read this.'
    case 'unknown':
      return 'There is nothing to compare.'
  }
}

/** What is wrong where the shares are. */
export const sayBroken = (p: number): string => {
  const chance = p < 1e-6 ? 'less than one in a million' : `${percent(p)}`
  return `Assignment is broken: do not read this. The arms are not of the sizes that were planned; the chance of that is ${chance}.`
}
