import { dialogsOpen, dropToast, holdToast, resumeToast, toasts } from './toasts.ts'

/** Where the app says things in passing: in the dialog that is open, else on the page. Read out, and reachable by Tab; `u` undoes. */
export const ToastList = ({ inDialog = false }: { readonly inDialog?: boolean }) => (
  <div class="toasts" role="status">
    {(inDialog === dialogsOpen.value > 0 ? toasts.value : []).map((toast) => (
      // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only makes it stay
      <div
        key={toast.id}
        class="toast"
        onMouseEnter={() => holdToast(toast)}
        onMouseLeave={() => resumeToast(toast)}
        onFocusIn={() => holdToast(toast)}
        onFocusOut={() => resumeToast(toast)}
      >
        {toast.text}
        {toast.undo && (
          <button
            type="button"
            onClick={() => {
              dropToast(toast.id)
              toast.undo?.()
            }}
          >
            Undo
          </button>
        )}
      </div>
    ))}
  </div>
)
