import { X } from 'lucide-preact'

interface CloseButtonProps {
  /** What it closes, for those who do not see it. */
  readonly label: string
  readonly onClose: () => void
}

/** The cross in the corner of what can be closed. */
export const CloseButton = ({ label, onClose }: CloseButtonProps) => (
  <button type="button" class="button" data-look="square" aria-label={label} onClick={onClose}>
    <X class="icon" />
  </button>
)
