import { useSignal } from '@preact/signals'
import type { TaskOutcome } from '@waymark/schemas'
import { useId } from 'preact/hooks'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { isolate } from '../../words/isolate.ts'
import { taskOutcomeName } from '../../words/names.ts'

interface DoneDialogProps {
  /** The outcome to note; closed where there is none. */
  readonly outcome: TaskOutcome | undefined
  readonly title: string
  readonly onClose: () => void
  readonly onDone: (outcome: TaskOutcome, note: string) => void
}

const asks: Readonly<Record<TaskOutcome, string>> = {
  solved: 'What helped?',
  no_answer: 'What did you try?',
  not_needed: 'Why was it not needed? This makes the rule better.',
}

/** An outcome, with a note for those who come after. */
export const DoneDialog = ({ outcome, title, onClose, onDone }: DoneDialogProps) => {
  const note = useSignal('')
  const id = useId()
  if (!outcome) return null
  return (
    <Dialog
      open={true}
      onClose={onClose}
      title={`${isolate(title)}: ${taskOutcomeName(outcome).toLowerCase()}`}
    >
      <DialogForm
        does={`Close as ${taskOutcomeName(outcome).toLowerCase()}`}
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
