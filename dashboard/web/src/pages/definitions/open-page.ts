import { keep, kept } from '../../app/kept.ts'
import { sayFailed } from '../../ui/toasts.ts'
import { pageAddress } from './page-address.ts'

/** The page of the customer's app that was opened last, for writing or for looking into; '' before the first. */
export const pageOpenedLast = (): string => kept('author-url') ?? ''

/**
 * Opens a page as its address was typed, and remembers it. False where that cannot be, which is said.
 *
 * @param begin Opens the window; false where the browser would not. Called at once, while the press of a button lasts.
 */
export const openPage = (typed: string, begin: (url: string) => boolean): boolean => {
  const target = pageAddress(typed.trim())
  if (!target) {
    sayFailed('That is no address of a page, such as https://app.example.com/products')
    return false
  }
  keep('author-url', target.href)
  if (begin(target.href)) return true
  sayFailed('The browser did not open a window. Allow pop-ups for this page, then try again.')
  return false
}
