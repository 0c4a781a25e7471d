import type { TaskOutcome } from '@waymark/schemas'
import { OutcomeDialog } from '../../ui/outcome-dialog.tsx'
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

/** What became of a task. */
export const DoneDialog = ({ title, ...rest }: DoneDialogProps) => (
  <OutcomeDialog {...rest} name={isolate(title)} asks={asks} nameOf={taskOutcomeName} />
)
