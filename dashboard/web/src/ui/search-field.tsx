import { Search } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
}

const waitMs = 150

/** Filters a list while one types; `/` goes to it, Escape empties it. */
export const SearchField = ({ label, value, onInput }: SearchFieldProps) => {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = value
  }, [value])
  const tell = (text: string, afterMs: number): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onInput(text.trim()), afterMs)
  }
  return (
    <label class="field-search">
      <Search class="icon" />
      <span class="out-of-sight">{label}</span>
      <input
        ref={input}
        class="input"
        type="search"
        data-filter
        placeholder={label}
        defaultValue={value}
        onInput={(event) => tell(event.currentTarget.value, waitMs)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.currentTarget.value = ''
          tell('', 0)
          event.currentTarget.blur()
        }}
      />
    </label>
  )
}
