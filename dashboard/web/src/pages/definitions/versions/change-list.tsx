import type { Json } from '@waymark/schemas'
import type { ContentChange } from '@waymark/schemas/api/definitions'

const shownAtOnce = 6

/** What came before and what after, told after it was done or ahead of it. */
const words = {
  after: { before: 'was', after: 'is' },
  ahead: { before: 'is', after: 'becomes' },
} as const

interface Telling {
  readonly told: keyof typeof words
}

const textOf = (value: Json): string =>
  typeof value === 'object' ? JSON.stringify(value, null, 2) : JSON.stringify(value)

interface ValueProps extends Telling {
  readonly is: 'before' | 'after'
  readonly value: Json
}

const Value = ({ is, value, told }: ValueProps) => (
  <dd class="change-value" data-is={is}>
    {words[told][is]} <bdi>{textOf(value)}</bdi>
  </dd>
)

const wordOf = ({ before, after }: ContentChange): string => {
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}

const Change = ({ change, told }: Telling & { readonly change: ContentChange }) => (
  <div class="change">
    <dt>
      <code>{change.at}</code> <span class="faint">{wordOf(change)}</span>
    </dt>
    {change.before !== undefined && <Value is="before" value={change.before} told={told} />}
    {change.after !== undefined && <Value is="after" value={change.after} told={told} />}
  </div>
)

interface ChangeListProps extends Telling {
  readonly changes: readonly ContentChange[]
}

const All = ({ changes, told }: ChangeListProps) => (
  <dl class="changes">
    {changes.map((change) => (
      <Change key={`${change.at} ${wordOf(change)}`} change={change} told={told} />
    ))}
  </dl>
)

/** What is different between two contents, place by place; of very many the rest is folded. */
export const ChangeList = ({ changes, told }: ChangeListProps) => {
  if (changes.length === 0) return null
  const rest = changes.slice(shownAtOnce)
  return (
    <>
      <All changes={changes.slice(0, shownAtOnce)} told={told} />
      {rest.length > 0 && (
        <details class="more-changes">
          <summary class="small">
            {rest.length} more {rest.length === 1 ? 'change' : 'changes'}
          </summary>
          <All changes={rest} told={told} />
        </details>
      )}
    </>
  )
}
