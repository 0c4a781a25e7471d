import type { Problem } from '@waymark/schemas'
import { Coded } from '../../ui/coded.tsx'

interface WarningListProps {
  /** Of which definition, for who hears the list without what it stands beside. */
  readonly of: string
  readonly warnings: readonly Problem[] | undefined
}

/** What its author may not have meant, in the words of the command line; it keeps nobody from publishing. */
export const WarningList = ({ of, warnings = [] }: WarningListProps) =>
  warnings.length === 0 ? null : (
    <ul class="warnings small" aria-label={`Warnings about ${of}`}>
      {warnings.map(({ at, message }) => (
        <li key={`${at} ${message}`} class="note" data-is="warn">
          <b>Warning</b> <code>{at}</code>: <Coded text={message} />
        </li>
      ))}
    </ul>
  )
