import { type Because, type Happening, sayTransition, sayWho } from '@waymark/processor'
import { plain } from '../print/table.ts'

/** `2026-03-01 12:00:00`, in UTC; with its thousandths where there are any. */
const instant = (ms: number): string =>
  new Date(ms).toISOString().replace('T', ' ').replace('Z', '').replace('.000', '')

const sayBecause = (because: Because): string => {
  if ('time' in because) return 'time passed'
  if (because.told === undefined) return because.event
  const who = sayWho(because.told)
  return because.event === undefined ? `told by ${who}` : `${because.event} by ${who}`
}

const lineOf = ({ transition, because }: Happening): string => {
  const { what, why } = sayTransition(transition)
  const reasons = [sayBecause(because), ...(why ? [why] : [])]
  return plain(`  ${what}  [${reasons.join('; ')}]`)
}

/** Tells happenings to people: a heading for each subject at each instant, and below it a line for each. */
export const createTeller = (): ((happening: Happening) => string) => {
  let last: Happening | undefined
  return (happening) => {
    const isMore = last?.at === happening.at && last.subject === happening.subject
    last = happening
    const line = lineOf(happening)
    return isMore
      ? line
      : `${plain(`${instant(happening.at)}  ${sayWho(happening.subject)}`)}\n${line}`
  }
}

/** A happening for programs. The fields are in docs/simulate.md. */
export const happeningJson = ({ at, subject, transition, because }: Happening): string =>
  JSON.stringify({ at, instant: new Date(at).toISOString(), subject, because, transition })
