import type { ComponentChildren } from 'preact'
import { IconButton } from './controls.tsx'
import type { Part } from './part.ts'

interface RowProps {
  readonly part: Part
  /** What it is called where something is done to it: `step 2`. */
  readonly called: string
  readonly at: number
  readonly count: number
  readonly isOpen: boolean
  /** What the button says of itself beside its name. */
  readonly aria: { readonly [name: `aria-${string}`]: 'step' | boolean | undefined }
  readonly press: () => void
  readonly move: (to: number) => void
  readonly remove: () => void
  readonly title: ComponentChildren
  readonly children?: ComponentChildren
}

/** One of a list whose order the author chooses; the last one cannot be removed. */
export const Row = (props: RowProps) => {
  const { part, called, at, count, isOpen, move } = props
  const { on } = part
  return (
    <li class="row" data-open={isOpen ? 'yes' : 'no'}>
      <div class="row-head">
        <button
          type="button"
          class="row-name"
          {...(props.aria as object)}
          {...on.press(props.press)}
        >
          {props.title}
        </button>
        <IconButton
          on={on}
          icon="up"
          label={`Move ${called} up`}
          disabled={at === 0}
          do={() => move(at - 1)}
        />
        <IconButton
          on={on}
          icon="down"
          label={`Move ${called} down`}
          disabled={at === count - 1}
          do={() => move(at + 1)}
        />
        <IconButton
          on={on}
          icon="away"
          label={`Remove ${called}`}
          disabled={count === 1}
          do={props.remove}
        />
      </div>
      {isOpen && props.children !== undefined && <div class="stack row-body">{props.children}</div>}
    </li>
  )
}
