import { useSignal } from '@preact/signals'
import { may } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

interface SecretTextProps {
  /** Absent where somebody may not see it, and where it can be opened no more. */
  readonly text: string | undefined
  readonly isPublic: boolean
}

/** A key or secret to take away; a secret one shows when asked. */
export const SecretText = ({ text, isPublic }: SecretTextProps) => {
  const { me } = useSession()
  const shown = useSignal(isPublic)
  if (text === undefined) {
    return (
      <span class="faint small">
        {may(me.user.role, 'read-secrets')
          ? 'Nobody can read it any more: where you need its text, make another'
          : 'Owners and admins may see it'}
      </span>
    )
  }
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
