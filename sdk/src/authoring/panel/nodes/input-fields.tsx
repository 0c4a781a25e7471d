import type { InputContent } from '@waymark/schemas/wire/content'
import { put } from '../../document/change.ts'
import { Select, TextField, Tick } from '../controls.tsx'
import { type NodeProps, optionalField, textField } from './node-props.ts'

const types: readonly (readonly [NonNullable<InputContent['type']>, string])[] = [
  ['text', 'a line'],
  ['long', 'several lines'],
  ['email', 'an e-mail address'],
  ['number', 'a number'],
]

export const InputFields = ({ part, value: input, change }: NodeProps<'input'>) => (
  <>
    <TextField
      on={part.on}
      label="Label"
      {...textField(part, input.label, (label) => change({ ...input, label }, 'label'))}
    />
    <Select
      on={part.on}
      label="Takes"
      value={input.type ?? 'text'}
      options={types}
      choose={(type) => change(put(input, 'type', type === 'text' ? undefined : type), 'type')}
    />
    <TextField
      on={part.on}
      label="Shown while it is empty"
      {...optionalField(part, input.placeholder, (text) =>
        change(put(input, 'placeholder', text), 'placeholder'),
      )}
    />
    <TextField
      on={part.on}
      label="Recorded as"
      value={input.id}
      enter={(id) => change({ ...input, id }, 'id')}
    />
    <Tick
      on={part.on}
      label="Has to be filled in"
      ticked={input.required === true}
      tick={(required) => change(put(input, 'required', required || undefined), 'required')}
    />
  </>
)
