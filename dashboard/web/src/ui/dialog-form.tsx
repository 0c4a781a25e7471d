import type { ComponentChildren } from 'preact'

interface DialogFormProps {
  /** What its button does: `Save`. */
  readonly does: string
  /** `bad` for what cannot be undone. */
  readonly look?: 'first' | 'bad'
  readonly disabled?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** What a dialog asks, and at its foot to do it or not. */
export const DialogForm = (props: DialogFormProps) => {
  const { does, look = 'first', disabled = false, onSubmit, onClose, children } = props
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button" data-look={look} disabled={disabled}>
          {does}
        </button>
      </div>
    </form>
  )
}
