import type { PqlOutcome } from '@waymark/schemas'
import { OutcomeDialog } from '../../ui/outcome-dialog.tsx'
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

/** What became of a lead. */
export const CloseDialog = (props: CloseDialogProps) => (
  <OutcomeDialog {...props} asks={asks} nameOf={outcomeName} />
)
