import { useSignal } from '@preact/signals'
import { CopyButton } from '../../ui/copy-button.tsx'

interface SecretTextProps {
  /** Absent where somebody may not see it. */
  readonly text: string | undefined
  readonly isPublic: boolean
}

/** A key or secret to take away; a secret one shows when asked. */
export const SecretText = ({ text, isPublic }: SecretTextProps) => {
  const shown = useSignal(isPublic)
  if (text === undefined) return <span class="faint small">Owners and admins may see it</span>
  return (
    <>
      <code class="key-text">{shown.value ? text : `${text.slice(0, 3)}${'•'.repeat(8)}`}</code>
      {!shown.value && (
        <button
          type="button"
          class="button"
          onClick={() => {
            shown.value = true
          }}
        >
          Show
        </button>
      )}
      <CopyButton text={text} />
    </>
  )
}
