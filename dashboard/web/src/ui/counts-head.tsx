import type { ComponentChildren } from 'preact'

interface CountsHeadProps {
  /** What the rows are. */
  readonly rows: string
  /** What is counted of each. */
  readonly counts: readonly string[]
  /** Columns between both. */
  readonly children?: ComponentChildren
}

/** The head of a table of counts. */
export const CountsHead = ({ rows, counts, children }: CountsHeadProps) => (
  <thead>
    <tr>
      <th scope="col">{rows}</th>
      {children}
      {counts.map((count) => (
        <th key={count} scope="col" class="num">
          {count}
        </th>
      ))}
    </tr>
  </thead>
)
