import type { ComponentChildren } from 'preact'

interface LinkProps {
  readonly to: string
  readonly go: (path: string) => void
  readonly class?: string
  readonly current?: boolean
  readonly children: ComponentChildren
}

/** A link within the app: a real one, that does not load a page when it is simply clicked. */
export const Link = ({ to, go, current, children, ...rest }: LinkProps) => (
  <a
    {...(rest.class === undefined ? {} : { class: rest.class })}
    href={to}
    {...(current ? { 'aria-current': 'page' as const } : {})}
    onClick={(event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      go(to)
    }}
  >
    {children}
  </a>
)
