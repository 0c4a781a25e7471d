import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { AsOf } from './as-of.tsx'
import { Mark } from './blaze.tsx'

interface PageHeadProps {
  readonly title: string
  /** When the page's numbers were true; `none` where it has none. */
  readonly asOf: number | undefined | 'none'
  readonly meta?: ComponentChildren
  readonly crumb?: ComponentChildren
  readonly children?: ComponentChildren
}

/** A page's name, how fresh it is, and what can be done on it. */
export const PageHead = ({ title, asOf, meta, crumb, children }: PageHeadProps) => {
  useEffect(() => {
    document.title = `${title} · Waymark`
  }, [title])
  return (
    <header class="head">
      <div class="head-words">
        <Mark />
        {crumb !== undefined && <div class="crumb small">{crumb}</div>}
        <h1 dir="auto">{title}</h1>
        <div class="head-meta">
          {asOf !== 'none' && <AsOf at={asOf} />}
          {asOf !== 'none' && meta !== undefined && (
            <span class="head-dot" aria-hidden="true">
              ·
            </span>
          )}
          {meta}
        </div>
      </div>
      {children !== undefined && <div class="head-actions">{children}</div>}
    </header>
  )
}
