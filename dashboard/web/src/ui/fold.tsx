import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'

const narrow = matchMedia('(max-width: 52rem)')

interface FoldProps {
  readonly title: string
  readonly children: ComponentChildren
}

/** Open where there is room; on a phone behind its title. */
export const Fold = ({ title, children }: FoldProps) => {
  const folded = useSignal(narrow.matches)
  useEffect(() => {
    const look = (): void => {
      folded.value = narrow.matches
    }
    narrow.addEventListener('change', look)
    return () => narrow.removeEventListener('change', look)
  }, [folded])
  if (!folded.value) return <>{children}</>
  return (
    <details class="fold">
      <summary>
        <b>{title}</b>
      </summary>
      {children}
    </details>
  )
}
