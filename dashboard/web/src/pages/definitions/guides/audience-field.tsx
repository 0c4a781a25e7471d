import type { Signal } from '@preact/signals'
import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import { useId } from 'preact/hooks'
import { plainAudiences, segmentAudiences } from '../../../authoring/audience-choice.ts'

interface AudienceFieldProps {
  readonly items: readonly DefinitionItem[]
  readonly choice: Signal<string>
  readonly written: Signal<string>
  /** What was refused about the rule. */
  readonly fault: Signal<string | undefined>
}

const WrittenRule = ({ written, fault }: Pick<AudienceFieldProps, 'written' | 'fault'>) => {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>The rule, as JSON</label>
      <textarea
        id={id}
        class="input mono"
        rows={4}
        value={written.value}
        aria-invalid={fault.value !== undefined}
        aria-describedby={`${id}-fault`}
        onInput={(event) => {
          written.value = event.currentTarget.value
          fault.value = undefined
        }}
      />
      <p id={`${id}-fault`} class="small warn" role="alert">
        {fault.value}
      </p>
    </div>
  )
}

/** Who is shown a guide. */
export const AudienceField = (props: AudienceFieldProps) => {
  const { items, choice, written, fault } = props
  const id = useId()
  return (
    <>
      <div class="field">
        <label for={id}>Who is shown it?</label>
        <select
          id={id}
          class="input"
          value={choice.value}
          onChange={(event) => {
            choice.value = event.currentTarget.value
            fault.value = undefined
          }}
        >
          {[...plainAudiences, ...segmentAudiences(items)].map(({ id: value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          <option value="rule">Whom a rule names…</option>
          <option value="nobody">Nobody yet</option>
        </select>
      </div>
      {choice.value === 'rule' && <WrittenRule {...{ written, fault }} />}
    </>
  )
}
