import { useSignal } from '@preact/signals'
import { debugging } from '../../../debugging/debugging.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { openPage, pageOpenedLast } from '../open-page.ts'
import { PageField } from '../page-field.tsx'

interface DebugDialogProps {
  readonly env: string
  readonly open: boolean
  readonly onClose: () => void
}

const Form = ({ env, onClose }: DebugDialogProps) => {
  const url = useSignal(pageOpenedLast())
  const open = (): void => {
    if (openPage(url.value, (page) => debugging.begin({ env, url: page }))) onClose()
  }
  return (
    <DialogForm does="Open the page" onSubmit={open} onClose={onClose}>
      <PageField label="Which page of your app?" url={url} />
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
