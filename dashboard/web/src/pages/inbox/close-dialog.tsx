import { useSignal } from '@preact/signals'
import type { PqlOutcome } from '@waymark/schemas'
import { useId } from 'preact/hooks'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { outcomeName } from '../../words/names.ts'

interface CloseDialogProps {
  /** The outcome to note; closed where there is none. */
  readonly outcome: PqlOutcome | undefined
  readonly name: string
  readonly onClose: () => void
  readonly onDone: (outcome: PqlOutcome, note: string) => void
}

const asks: Readonly<Record<PqlOutcome, string>> = {
  won: 'What made the difference?',
  lost: 'What was missing?',
  not_now: 'When is it worth another try?',
  bad_lead: 'Why was it not a fit? This makes the rule better.',
}

/** An outcome, with a note for those who come after. */
export const CloseDialog = ({ outcome, name, onClose, onDone }: CloseDialogProps) => {
  const note = useSignal('')
  const id = useId()
  if (!outcome) return null
  return (
    <Dialog open={true} onClose={onClose} title={`${name}: ${outcomeName(outcome).toLowerCase()}`}>
      <DialogForm
        does={`Close as ${outcomeName(outcome).toLowerCase()}`}
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
