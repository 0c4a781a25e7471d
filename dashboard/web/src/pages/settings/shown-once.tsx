import { CodeBlock } from '../../ui/code-block.tsx'

interface ShownOnceProps {
  readonly says: string
  readonly label: string
  readonly text: string
  readonly onClose: () => void
}

/** A secret in a dialog, to be taken away now. */
export const ShownOnce = ({ says, label, text, onClose }: ShownOnceProps) => (
  <div class="stack">
    <p class="quiet">{says}</p>
    <CodeBlock label={label} text={text} />
    <div class="dialog-foot">
      <button type="button" class="button" data-look="first" onClick={onClose}>
        Done
      </button>
    </div>
  </div>
)
