import { sayPercent } from '../print/percent.ts'
import { plain } from '../print/table.ts'
import { isThere } from './examine-page.ts'
import type { Report, Result } from './judge.ts'

const words: { readonly [verdict in Result['verdict']]: string } = {
  found: 'found    ',
  drifted: 'drifted  ',
  hidden: 'hidden   ',
  ambiguous: 'AMBIGUOUS',
  refused: 'REFUSED  ',
  missing: 'MISSING  ',
  led_on: 'LED ON   ',
}

const meaning: { readonly [verdict in Result['verdict']]?: string } = {
  hidden: 'It is there, and nobody can see it as the page opens.',
  ambiguous: 'These cannot be told apart; no guide would be shown:',
  refused: 'Too little of it is as recorded; no guide would be shown. Nearest:',
  missing: 'Nothing on the page is like it.',
}

const detail = ({ verdict, changed, likely, landed }: Result): readonly string[] => [
  ...(meaning[verdict] ? [meaning[verdict]] : []),
  ...(landed === undefined
    ? []
    : [
        `It led on to ${landed}. If that is the sign-in: use --storage-state, --cookie or --header.`,
      ]),
  ...(verdict === 'ambiguous' || verdict === 'refused'
    ? likely.map(({ element, score, sight }) => `  ${element} (${sayPercent(score)}, ${sight})`)
    : []),
  ...(verdict === 'missing'
    ? []
    : changed.map(
        ({ signal, recorded, found }) => `${signal}: was ${said(recorded)}, is ${said(found)}`,
      )),
]

const said = (text: string): string => (text === '' ? 'not there' : `"${text}"`)

const isSeen = ({ verdict }: Result): boolean => verdict !== 'missing' && verdict !== 'led_on'

/** Its tour goes on without it, and nothing is wrong with that. */
const isLeftOut = (result: Result): boolean => result.ok && !isThere(result)

const lines = (result: Result): readonly string[] => [
  `${isLeftOut(result) ? 'optional ' : words[result.verdict]}  ${result.name} on ${result.url}${isSeen(result) ? ` (${sayPercent(result.score)} sure)` : ''}`,
  ...(isLeftOut(result) ? ['           It is optional: the tour goes on without it.'] : []),
  ...detail(result).map((line) => `           ${line}`),
]

/** What was not looked for, beside the report. */
export interface NotLookedFor {
  /** Guides that point at no element. */
  readonly withoutTarget: readonly string[]
  /** Each by its name, or how many alone. */
  readonly isVerbose: boolean
}

const targets = (count: number): string =>
  count === 1 ? '1 target belongs' : `${count} targets belong`

const guides = (count: number): string => (count === 1 ? '1 guide points' : `${count} guides point`)

/** An app has many guides and a page few: one line for all of those that are not of these pages. */
const sayOthers = (
  elsewhere: Report['elsewhere'],
  { withoutTarget, isVerbose }: NotLookedFor,
): readonly string[] => {
  if (isVerbose)
    return [
      ...elsewhere.map(
        (name) =>
          `elsewhere  ${name}: not looked for here: none of these pages is where it belongs`,
      ),
      ...withoutTarget.map(
        (guide) => `no target  ${guide}: it points at no element, and is not counted`,
      ),
    ]
  const others = [
    ...(elsewhere.length > 0 ? [`${targets(elsewhere.length)} on other pages`] : []),
    ...(withoutTarget.length > 0 ? [`${guides(withoutTarget.length)} at no element`] : []),
  ]
  return others.length === 0 ? [] : [`Not looked for: ${others.join(', ')} (--verbose lists them).`]
}

const sayDrifted = (count: number): readonly string[] =>
  count === 0 ? [] : [`${count} drifted: record them again before they are lost`]

/** The report for people: what was found, then a line of sum, then what was not looked for. */
export const sayReport = (
  { results, elsewhere }: Report,
  others: NotLookedFor,
): readonly string[] => {
  const counted = results.filter((result) => !isLeftOut(result))
  const there = counted.filter(({ ok }) => ok).length
  const sum = [
    results.length === 0
      ? 'No guide here points at an element: there is nothing to look for'
      : `${there} of ${counted.length} targets are there`,
    ...sayDrifted(results.filter(({ verdict }) => verdict === 'drifted').length),
  ].join(', ')
  return [...results.flatMap(lines), `${sum}.`, ...sayOthers(elsewhere, others)].map(plain)
}
