import type { ComponentChildren } from 'preact'
import { CountsHead } from '../../ui/counts-head.tsx'
import { sayNumber, sayShare } from '../../words/number.ts'

/** A row: what it counts, people, and how often where that is counted, too. */
export interface NumbersRow {
  readonly key: string
  readonly name: ComponentChildren
  readonly people: number
  readonly times?: number
}

interface NumbersTableProps {
  readonly label: string
  /** What the first column names. */
  readonly what: string
  readonly rows: readonly NumbersRow[]
  /** People whom shares are of. */
  readonly of: number
}

const Bar = ({ part, of }: { readonly part: number; readonly of: number }) => (
  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width={of === 0 ? 0 : Math.min(100, (100 * part) / of)} height="10" />
  </svg>
)

/** Counts below each other, each with its bar and its share. */
export const NumbersTable = ({ label, what, rows, of }: NumbersTableProps) => {
  const hasTimes = rows.some(({ times }) => times !== undefined)
  return (
    <table class="numbers-table" aria-label={label}>
      <CountsHead rows={what} counts={['People', 'Share', ...(hasTimes ? ['Times'] : [])]}>
        <th scope="col" class="numbers-bar">
          <span class="out-of-sight">Bar</span>
        </th>
      </CountsHead>
      <tbody>
        {rows.map(({ key, name, people, times }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td class="numbers-bar">
              <Bar part={people} of={of} />
            </td>
            <td class="num">{sayNumber(people)}</td>
            <td class="num quiet">{sayShare(people, of)}</td>
            {hasTimes && <td class="num quiet">{times === undefined ? '–' : sayNumber(times)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
