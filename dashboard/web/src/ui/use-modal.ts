import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Opens a dialog above the page while `open`, and afterwards gives the focus back to where it was. */
export const useModal = (ref: RefObject<HTMLDialogElement | null>, open: boolean): void => {
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog || !open) return
    const before = document.activeElement
    dialog.showModal()
    // A box to be ticked comes after what it is about: there the dialog begins at its top.
    dialog
      .querySelector<HTMLElement>('.dialog-body :is(input:not([type=checkbox]), select, textarea)')
      ?.focus()
    return () => {
      dialog.close()
      // The browser gives it back only while the dialog is still in the page.
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [ref, open])
}
