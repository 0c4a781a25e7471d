import { useSignal } from '@preact/signals'
import { Check, Copy } from 'lucide-preact'

const shownForMs = 2000

/** Copying works on plain http too, where the browser has no clipboard to give. */
const copy = async (text: string): Promise<boolean> => {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Refused by the browser: the old way may still be allowed.
    }
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'out-of-sight'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}

/** Copies, and says that it did. */
export const CopyButton = ({
  text,
  label = 'Copy',
}: {
  readonly text: string
  readonly label?: string
}) => {
  const said = useSignal<'' | 'Copied' | 'Copy it by hand'>('')
  const press = async (): Promise<void> => {
    said.value = (await copy(text)) ? 'Copied' : 'Copy it by hand'
    setTimeout(() => {
      said.value = ''
    }, shownForMs)
  }
  return (
    <button type="button" class="button" onClick={() => void press()}>
      {said.value === 'Copied' ? <Check class="icon" /> : <Copy class="icon" />}
      <span aria-live="polite">{said.value || label}</span>
    </button>
  )
}
