import { openRoots } from './open-roots.ts'

/**
 * Where our own layers live: in the modal dialog that lets nothing outside of it live (a guide's in a preview, else the page's, in
 * whichever shadow root), else in the page.
 */
export const placeOnTop = (): Element =>
  openRoots()
    .flatMap((root) => [...root.querySelectorAll('dialog:modal')])
    .at(-1) ?? document.documentElement
