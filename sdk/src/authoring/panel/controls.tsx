import type { ComponentChildren } from 'preact'
import type { On } from '../page/board.ts'
import { Icon } from './icons.tsx'

type IconName = Parameters<typeof Icon>[0]['is']

interface IconButtonProps {
  readonly on: On
  readonly icon: IconName
  readonly label: string
  readonly disabled?: boolean
  readonly do: () => void
}

export const IconButton = ({ on, icon, label, disabled = false, ...props }: IconButtonProps) => (
  <button
    type="button"
    class="icon-button"
    aria-label={label}
    title={label}
    disabled={disabled}
    {...on.press(props.do)}
  >
    <Icon is={icon} />
  </button>
)

interface SelectProps<V extends string> {
  readonly on: On
  readonly label: string
  readonly value: V
  readonly options: readonly (readonly [value: V, label: string])[]
  /** How many are in sight at once; by default the chosen one alone. */
  readonly size?: number
  readonly choose: (value: V) => void
}

export const Select = <V extends string>({
  on,
  label,
  value,
  options,
  size = 1,
  choose,
}: SelectProps<V>) => (
  <label class="field">
    <span>{label}</span>
    <select value={value} size={size} {...on.enter((chosen) => choose(chosen as V))}>
      {options.map(([each, words]) => (
        <option key={each} value={each} selected={each === value}>
          {words}
        </option>
      ))}
    </select>
  </label>
)

interface TextProps {
  readonly on: On
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly type?: 'text' | 'number' | 'url' | 'color' | 'date'
  readonly enter: (value: string) => void
}

export const TextField = ({ on, label, value, placeholder, type = 'text', enter }: TextProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      {...({ type } as object)}
      value={value}
      placeholder={placeholder ?? ''}
      {...on.enter(enter)}
    />
  </label>
)

/** One line each. */
export const LinesField = (props: {
  readonly on: On
  readonly label: string
  readonly value: readonly string[]
  readonly placeholder?: string
  readonly enter: (lines: readonly string[]) => void
}) => (
  <label class="field">
    <span>{props.label}</span>
    <textarea
      rows={Math.max(1, props.value.length)}
      value={props.value.join('\n')}
      placeholder={props.placeholder ?? ''}
      {...props.on.enter((text) => props.enter(text.split('\n')))}
    />
  </label>
)

export const Tick = (props: {
  readonly on: On
  readonly label: string
  readonly ticked: boolean
  readonly tick: (ticked: boolean) => void
}) => (
  <label class="tick">
    <input type="checkbox" checked={props.ticked} {...props.on.tick(props.tick)} />
    <span>{props.label}</span>
  </label>
)

export const Section = (props: {
  readonly title: string
  readonly note?: string | undefined
  readonly closed?: boolean
  readonly children: ComponentChildren
}) => (
  <details class="section" {...(props.closed ? {} : { open: true })}>
    <summary>
      <h3>{props.title}</h3>
      {props.note !== undefined && <span class="note">{props.note}</span>}
    </summary>
    <div class="stack">{props.children}</div>
  </details>
)
