import type { ComponentChildren } from 'preact'
import { useOnce } from './use-once.ts'

interface DialogFormProps {
  /** What its button does: `Save`. */
  readonly does: string
  /** `bad` for what cannot be undone. */
  readonly look?: 'first' | 'bad'
  readonly disabled?: boolean
  /** What it does is done once, however often its button is pressed: nothing is sent again before this has ended. */
  readonly onSubmit: () => void | Promise<void>
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** What a dialog asks, and at its foot to do it or not. */
export const DialogForm = (props: DialogFormProps) => {
  const { does, look = 'first', disabled = false, onSubmit, onClose, children } = props
  const { busy, run } = useOnce(onSubmit)
  return (
    <form
      class="stack"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      {children}
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button" data-look={look} disabled={disabled || busy}>
          {does}
        </button>
      </div>
    </form>
  )
}
