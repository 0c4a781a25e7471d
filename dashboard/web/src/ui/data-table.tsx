// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are grids, which takes a table's own roles away
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useRowWindow } from './use-row-window.ts'

export interface Column<T> {
  readonly name: string
  readonly label: string
  readonly show: (row: T) => ComponentChildren
  /** Where it goes when a row has two lines. */
  readonly phone: 'lead' | 'end' | 'meta' | 'meta-end' | 'hide'
  readonly num?: boolean
  /** Share of the width, e.g. `24%`. */
  readonly width: string
}

interface DataTableProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  /** How many there are, shown or not. */
  readonly of?: number
  readonly columns: readonly Column<T>[]
  readonly keyOf: (row: T) => string
  readonly onOpen: (row: T) => void
  readonly isOpen?: (row: T) => boolean
  readonly isNew?: (row: T) => boolean
}

const onControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button') !== null

/** What is cut is whole on hover. */
const nameCut = (event: Event): void => {
  const cell = event.target instanceof Element ? event.target.closest('td') : null
  if (!cell || cell.querySelector('[title]')) return
  const isCut = [cell, ...cell.querySelectorAll('.name, .cut')].some(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
  )
  if (isCut) cell.title = cell.textContent ?? ''
  else cell.removeAttribute('title')
}

/** Room for the rows that are not in the page. */
const Spacer = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it holds nothing
    <tr class="spacer" aria-hidden="true" style={{ height: `${height}px` }}>
      <td colSpan={columns} />
    </tr>
  ) : null

/**
 * A table that stays a table: 100,000 rows scroll, and each still says which it is. On a phone a row has two lines. The
 * roles are spelled out because `display: grid` would take them away.
 */
export const DataTable = <T,>({
  label,
  rows,
  of,
  columns,
  keyOf,
  onOpen,
  isOpen,
  isNew,
}: DataTableProps<T>) => {
  const body = useRef<HTMLTableSectionElement>(null)
  const view = useRowWindow(body, rows.length)
  const { from, to } = view.rows.value
  const height = view.height.value
  return (
    <table class="table" role="table" aria-label={label} aria-rowcount={(of ?? rows.length) + 1}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.name} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <th key={column.name} role="columnheader" scope="col" class={column.num ? 'num' : ''}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} role="rowgroup" onMouseOver={nameCut} onFocus={nameCut}>
        <Spacer height={from * height} columns={columns.length} />
        {rows.slice(from, to).map((row, at) => (
          <tr
            key={keyOf(row)}
            role="row"
            aria-rowindex={from + at + 2}
            data-is={isOpen?.(row) ? 'open' : undefined}
            data-new={isNew?.(row) ? 'yes' : undefined}
            onClick={(event) => {
              if (!onControl(event.target) && !getSelection()?.toString()) onOpen(row)
            }}
          >
            {columns.map((column) => (
              <td
                key={column.name}
                role="cell"
                data-phone={column.phone}
                class={column.num ? 'num' : ''}
              >
                {column.show(row)}
              </td>
            ))}
          </tr>
        ))}
        <Spacer height={Math.max(0, rows.length - to) * height} columns={columns.length} />
      </tbody>
    </table>
  )
}
