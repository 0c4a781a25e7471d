import { useSignal } from '@preact/signals'
import { may } from '../../../app/may.ts'
import { useSession } from '../../../app/session.ts'
import { DebugBar } from './debug-bar.tsx'
import { DebugDialog } from './debug-dialog.tsx'

/** Looking why guides show in a page or not, as the page of definitions shows it. */
export const useDebugging = () => {
  const { env, me } = useSession()
  const isOpen = useSignal(false)
  const put = (open: boolean) => () => {
    isOpen.value = open
  }
  return {
    button: may(me.user.role, 'inspect') && (
      <button type="button" class="button" onClick={put(true)}>
        Debug in your app
      </button>
    ),
    bar: (
      <>
        <DebugBar />
        <DebugDialog env={env} open={isOpen.value} onClose={put(false)} />
      </>
    ),
  }
}
