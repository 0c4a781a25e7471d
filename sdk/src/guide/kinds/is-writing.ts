import { focusedElement } from './kit.ts'

/** Is somebody in a field of text now? Then nothing takes the focus from it. */
export const isWriting = (): boolean => {
  const at = focusedElement()
  return (
    at instanceof HTMLElement &&
    (at.isContentEditable ||
      at.matches('textarea,select,input:not([type=checkbox],[type=radio],[type=button])'))
  )
}
