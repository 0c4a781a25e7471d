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

/** The report for people, a line of sum at its end. */
export const sayReport = (
  { results, elsewhere }: Report,
  withoutTarget: readonly string[],
): readonly string[] => {
  const counted = results.filter((result) => !isLeftOut(result))
  const there = counted.filter(({ ok }) => ok).length
  const drifted = results.filter(({ verdict }) => verdict === 'drifted').length
  const sum = [
    results.length === 0
      ? 'No guide here points at an element: there is nothing to look for'
      : `${there} of ${counted.length} targets are there`,
    ...(drifted > 0 ? [`${drifted} drifted: record them again before they are lost`] : []),
  ].join(', ')
  return [
    ...results.flatMap(lines),
    ...elsewhere.map(
      (name) => `elsewhere  ${name}: not looked for here: none of these pages is where it belongs`,
    ),
    ...withoutTarget.map(
      (guide) => `no target  ${guide}: it points at no element, and is not counted`,
    ),
    `${sum}.`,
  ].map(plain)
}
