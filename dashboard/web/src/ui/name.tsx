import type { ComponentChildren } from 'preact'

/**
 * What somebody or something is called. It runs in the direction it is written in, so that where there is no room for all of
 * it the beginning stays, from right to left too; and it turns nothing that stands beside it.
 */
export const Name = ({ children }: { readonly children: ComponentChildren }) => (
  <span class="name" dir="auto">
    {children}
  </span>
)
