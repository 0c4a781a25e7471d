import type { ComponentChildren } from 'preact'
import { CloseButton } from './close-button.tsx'

interface InspectorPaneProps {
  readonly label: string
  readonly title: ComponentChildren
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** All about what was chosen in a list, beside the list. */
export const InspectorPane = ({ label, title, onClose, children }: InspectorPaneProps) => (
  <section class="pane inspector" aria-label={label}>
    <div class="inspector-head">
      <h2>{title}</h2>
      <CloseButton label="Close details" onClose={onClose} />
    </div>
    {children}
  </section>
)
