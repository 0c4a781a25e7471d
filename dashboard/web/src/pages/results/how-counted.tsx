import type { ResultItem } from '@waymark/schemas/api/results'
import { CountsHead } from '../../ui/counts-head.tsx'
import { saySpan } from '../../words/duration.ts'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { armNames } from './say-results.ts'

const Arms = ({ arms }: Pick<ResultItem, 'arms'>) => {
  const all = arms.reduce((sum, { drawn }) => sum + drawn, 0)
  return (
    <table class="arms" aria-label="How people were drawn">
      <CountsHead rows="Drawn" counts={['People', 'Share', 'Planned']} />
      <tbody>
        {arms.map(({ arm, variant, drawn, planned }) => (
          <tr key={`${arm} ${variant}`}>
            <th scope="row">{variant === undefined ? armNames[arm] : `Got ${variant}`}</th>
            <td class="num">{sayNumber(drawn)}</td>
            <td class="num">{sayShare(drawn, all)}</td>
            <td class="num">{sayShare(planned, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const sayRatio = (p: number): string => {
  if (p < 0.001) return 'The arms are not of the sizes that were planned.'
  return 'The arms are of the sizes that were planned, as far as chance allows.'
}

/** Who was counted, who was not, and whether the draw went as planned. */
export const HowCounted = ({ result }: { readonly result: ResultItem }) => {
  const { arms, waiting, leftOut, sampleRatioP, withinMs } = result
  const { both, before, otherShares } = leftOut
  return (
    <details class="how-counted">
      <summary class="small">How this was counted</summary>
      <div class="stack small">
        <p class="quiet">
          Everybody counts from the moment at which it would have reached them, whether it did or
          not, and for {saySpan(withinMs)} from then on. The intervals hold however often one looks.
        </p>
        {arms.length > 1 && <Arms arms={arms} />}
        <ul class="quiet counted-notes">
          {sampleRatioP !== undefined && <li>{sayRatio(sampleRatioP)}</li>}
          {waiting > 0 && (
            <li>{sayCount(waiting, 'person still has', 'people still have')} time.</li>
          )}
          {before > 0 && (
            <li>
              {sayCount(before, 'person had', 'people had')} reached the goal before, and{' '}
              {before === 1 ? 'is' : 'are'} left out.
            </li>
          )}
          {both > 0 && (
            <li>
              {sayCount(both, 'person was', 'people were')} drawn differently as a visitor and as a
              person, and {both === 1 ? 'is' : 'are'} left out.
            </li>
          )}
          {otherShares > 0 && (
            <li>
              {sayCount(otherShares, 'person was', 'people were')} drawn under other shares, and{' '}
              {otherShares === 1 ? 'is' : 'are'} left out.
            </li>
          )}
        </ul>
      </div>
    </details>
  )
}
