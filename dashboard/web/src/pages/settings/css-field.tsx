import type { CssRemark } from '@waymark/schemas'
import { useId, useRef } from 'preact/hooks'
import type { CssState } from './use-css-check.ts'

const example = '.primary {\n  border-radius: 99px;\n}'

const Remarks = ({
  remarks,
  look,
  onPick,
}: {
  readonly remarks: readonly CssRemark[]
  readonly look: 'bad' | 'quiet'
  readonly onPick: (line: number) => void
}) =>
  remarks.length === 0 ? null : (
    <ul class={`css-remarks small ${look}`}>
      {remarks.map(({ line, message }) => (
        <li>
          <button type="button" onClick={() => onPick(line)}>
            Line {line}
          </button>{' '}
          {message}
        </li>
      ))}
    </ul>
  )

interface SaidProps {
  readonly state: CssState
  readonly onPick: (line: number) => void
}

const Said = ({ state, onPick }: SaidProps) => {
  if (state.t === 'checking') return <p class="small quiet">Checking …</p>
  if (state.t === 'failed') return <p class="small bad">Not checked: {state.message}</p>
  const { faults, doubts } = state.check
  return (
    <>
      {faults.length > 0 && (
        <p class="small bad">It cannot be saved like this, and is not in the example.</p>
      )}
      <Remarks remarks={faults} look="bad" onPick={onPick} />
      <Remarks remarks={doubts} look="quiet" onPick={onPick} />
    </>
  )
}

/** Goes to a line of the text. */
const pick = (text: HTMLTextAreaElement | null, line: number): void => {
  if (!text) return
  const lines = text.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((all, one) => all + one.length + 1, 0)
  text.focus()
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
}

interface CssFieldProps {
  readonly css: string
  /** What is saved. */
  readonly saved: string
  readonly state: CssState
  readonly onInput: (css: string) => void
}

/** The CSS of the brand, with what the server says of each line. */
export const CssField = ({ css, saved, state, onInput }: CssFieldProps) => {
  const id = useId()
  const text = useRef<HTMLTextAreaElement>(null)
  return (
    <div class="field">
      <label for={id}>CSS for the parts of a guide</label>
      <textarea
        ref={text}
        id={id}
        class="input css-text"
        rows={8}
        maxLength={4096}
        spellcheck={false}
        placeholder={example}
        aria-describedby={`${id}-said`}
        aria-invalid={state.t === 'checked' && state.check.faults.length > 0}
        value={css}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <div id={`${id}-said`} class="stack-1" aria-live="polite">
        <p class="small quiet">
          For .card, .body, .foot, .primary, .quiet and other parts: colours, letters, borders,
          corners, shadows, padding. For the dark begin with .surface[data-mode=dark]. E-mails do
          without it.
        </p>
        <Said state={state} onPick={(line) => pick(text.current, line)} />
      </div>
      {css !== saved && (
        <button
          type="button"
          class="button css-back"
          data-look="plain"
          onClick={() => onInput(saved)}
        >
          {saved ? 'Back to the saved CSS' : 'Take it out again'}
        </button>
      )}
    </div>
  )
}
