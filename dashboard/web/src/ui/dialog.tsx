import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { CloseButton } from './close-button.tsx'
import { ToastList } from './toast-list.tsx'
import { dialogsOpen } from './toasts.ts'
import { useModal } from './use-modal.ts'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly wide?: boolean
  readonly children: ComponentChildren
}

/** The browser's own dialog: keeps the focus in, closes on Escape and on a click outside, gives the focus back. */
export const Dialog = ({ open, onClose, title, wide = false, children }: DialogProps) => {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useModal(ref, open)
  useLayoutEffect(() => {
    if (!open) return
    dialogsOpen.value++
    return () => {
      dialogsOpen.value--
    }
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={ref}
      class="dialog"
      data-wide={wide ? 'yes' : 'no'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <CloseButton label="Close" onClose={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
      <ToastList inDialog />
    </dialog>
  )
}
