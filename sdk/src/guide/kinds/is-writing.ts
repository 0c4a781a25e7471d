import { focusedElement } from './kit.ts'

/** Is somebody in a field, an editor or a list of the page now? Then nothing takes the focus from it. */
export const isWriting = (): boolean => focusedElement()?.matches(':read-write,select') === true
