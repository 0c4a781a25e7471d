import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { keep, kept } from '../../../app/kept.ts'
import { debugging } from '../../../debugging/debugging.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { say } from '../../../ui/toasts.ts'
import { pageAddress } from '../guides/page-address.ts'

interface DebugDialogProps {
  readonly env: string
  readonly open: boolean
  readonly onClose: () => void
}

const Form = ({ env, onClose }: DebugDialogProps) => {
  const id = useId()
  const url = useSignal(kept('author-url') ?? '')
  const open = (): void => {
    const target = pageAddress(url.value.trim())
    if (!target) {
      say('That is no address of a page, such as https://app.example.com/products')
      return
    }
    keep('author-url', target.href)
    if (!debugging.begin({ env, url: target.href })) {
      say('The browser did not open a window. Allow pop-ups for this page, then try again.')
      return
    }
    onClose()
  }
  return (
    <DialogForm does="Open the page" onSubmit={open} onClose={onClose}>
      <div class="field">
        <label for={id}>Which page of your app?</label>
        <input
          id={id}
          class="input"
          required
          inputMode="url"
          placeholder="https://app.example.com/products"
          value={url.value}
          onInput={(event) => {
            url.value = event.currentTarget.value
          }}
        />
      </div>
      <p class="small quiet">
        The page opens in a window of its own, with a panel that says for every guide why it is
        shown there or not. Keep this window open: the panel asks it for the server's half.
      </p>
    </DialogForm>
  )
}

/** Asks for the page to look into, and opens it. */
export const DebugDialog = (props: DebugDialogProps) => (
  <Dialog open={props.open} onClose={props.onClose} title="Debug in your app">
    {props.open && <Form {...props} />}
  </Dialog>
)
