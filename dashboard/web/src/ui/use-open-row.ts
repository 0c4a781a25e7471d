import { useEffect, useRef } from 'preact/hooks'

/** The list whose open row has this id. What was focused goes away with its row: whoever works by keyboard goes on at the next one. */
export const useOpenRow = (id: string | undefined) => {
  const rows = useRef<HTMLUListElement>(null)
  const before = useRef(id)
  useEffect(() => {
    if (before.current === id) return
    before.current = id
    if (document.activeElement !== document.body) return
    rows.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus()
  }, [id])
  return rows
}
