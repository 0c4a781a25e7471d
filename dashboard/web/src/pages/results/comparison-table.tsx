// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are grids, which takes a table's own roles away
import type { Comparison } from '@waymark/schemas/api/results'
import { sayNumber, sayShare } from '../../words/number.ts'
import { ReadingBadge } from './reading-badge.tsx'
import { reachOf, sayDifference, sayPair, sayRelative } from './say-results.ts'
import { Whisker } from './whisker.tsx'

type Side = Comparison['treated']

const Share = ({ side, word }: { readonly side: Side; readonly word: string }) => (
  <>
    <span class="tiny faint phone-only">{word} </span>
    <b>{sayShare(side.reached, side.people)}</b>
    <span class="tiny faint"> of {sayNumber(side.people)}</span>
  </>
)

interface DifferenceProps {
  readonly one: Comparison
  readonly reach: number
  /** What it says stands above already. */
  readonly isSaid: boolean
}

const Difference = ({ one, reach, isSaid }: DifferenceProps) => {
  if (!one.absolute) return <span class="small quiet">{isSaid ? 'not yet' : one.says}</span>
  return (
    <>
      <Whisker estimated={one.absolute} reach={reach} reading={one.reading} />
      <span class="small">{sayDifference(one.absolute)}</span>
      {one.relative && <span class="tiny faint"> {sayRelative(one.relative)}</span>}
    </>
  )
}

/** Who was meant to get it beside who was held out: the shares that reached the goal, and what the difference may be. */
export const ComparisonTable = ({
  name,
  comparisons,
}: {
  readonly name: string
  readonly comparisons: readonly Comparison[]
}) => {
  const reach = reachOf(comparisons.flatMap(({ absolute }) => absolute ?? []))
  // What the one comparison says stands above it already.
  const isAlone = comparisons.length === 1
  return (
    <table class="compared" role="table" aria-label={`What ${name} does`}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Compared
          </th>
          <th role="columnheader" scope="col">
            With it
          </th>
          <th role="columnheader" scope="col">
            Without
          </th>
          <th role="columnheader" scope="col">
            Difference
          </th>
          {!isAlone && (
            <th role="columnheader" scope="col" class="compared-known">
              What is known
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {comparisons.map((one, at) => (
          <tr key={`${one.variant} ${one.against}`} role="row">
            <th role="rowheader" scope="row">
              {sayPair(one)}
            </th>
            <td role="cell">
              <Share side={one.treated} word="with it" />
            </td>
            <td role="cell">
              <Share side={one.control} word="without" />
            </td>
            <td role="cell" class="compared-difference">
              <Difference one={one} reach={reach} isSaid={at === 0} />
            </td>
            {!isAlone && (
              <td role="cell" class="compared-known">
                <ReadingBadge reading={one.reading} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
