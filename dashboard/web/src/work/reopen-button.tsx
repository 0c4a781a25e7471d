import { Undo2 } from 'lucide-preact'
import { useKeys } from '../app/key-bindings.ts'

interface ReopenProps {
  /** `This lead` */
  readonly group: string
  readonly run: () => void
}

/** Takes back what was said to have become of a lead or a task. */
export const ReopenButton = ({ group, run }: ReopenProps) => {
  useKeys([{ keys: 'z', does: 'Open again', group, run }])
  return (
    <div class="lead-buttons">
      <button type="button" class="button" onClick={run}>
        <Undo2 class="icon" /> Open again
      </button>
    </div>
  )
}
