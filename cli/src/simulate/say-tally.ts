import type { Tally } from '@waymark/processor'

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`

/** How a simulation ended, in a paragraph. */
export const sayTally = (tally: Tally, records: number): string => {
  const left = records - tally.records
  const who = [
    counted(tally.people, 'person', 'people'),
    ...(tally.visitors > 0 ? [counted(tally.visitors, 'visitor')] : []),
    counted(tally.accounts, 'account'),
  ]
  const what = [
    counted(tally.turns, 'PQL turn'),
    counted(tally.alerts, 'alert'),
    counted(tally.messages, 'message'),
  ]
  const until = new Date(tally.until).toISOString().slice(0, 19).replace('T', ' ')
  const late = left > 0 ? ` (${counted(left, 'request')} after that left out)` : ''
  return `\n${who.join(', ')}; ${counted(tally.events, 'event')}. Until ${until}${late}: ${what.join(', ')}.`
}
