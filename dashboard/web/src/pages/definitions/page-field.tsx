import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'

interface PageFieldProps {
  readonly label: string
  readonly url: Signal<string>
}

/** Asks for the address of a page of the customer's app. */
export const PageField = ({ label, url }: PageFieldProps) => {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        required
        inputMode="url"
        placeholder="https://app.example.com/products"
        value={url.value}
        onInput={(event) => {
          url.value = event.currentTarget.value
        }}
      />
    </div>
  )
}
