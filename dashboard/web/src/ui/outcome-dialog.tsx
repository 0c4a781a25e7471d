import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import { DialogForm } from './dialog-form.tsx'

interface OutcomeDialogProps<Outcome extends string> {
  /** The outcome to note; closed where there is none. */
  readonly outcome: Outcome | undefined
  /** What comes to this end. */
  readonly name: string
  readonly asks: Readonly<Record<Outcome, string>>
  readonly nameOf: (outcome: Outcome) => string
  readonly onClose: () => void
  readonly onDone: (outcome: Outcome, note: string) => void
}

/** An outcome, with a note for those who come after. */
export const OutcomeDialog = <Outcome extends string>({
  outcome,
  name,
  asks,
  nameOf,
  onClose,
  onDone,
}: OutcomeDialogProps<Outcome>) => {
  const note = useSignal('')
  const id = useId()
  if (!outcome) return null
  const called = nameOf(outcome).toLowerCase()
  return (
    <Dialog open={true} onClose={onClose} title={`${name}: ${called}`}>
      <DialogForm
        does={`Close as ${called}`}
        onSubmit={() => {
          onDone(outcome, note.value.trim())
          note.value = ''
        }}
        onClose={onClose}
      >
        <div class="field">
          <label for={id}>{asks[outcome]}</label>
          <textarea
            id={id}
            class="input"
            maxLength={1000}
            value={note.value}
            onInput={(event) => {
              note.value = event.currentTarget.value
            }}
          />
        </div>
      </DialogForm>
    </Dialog>
  )
}
