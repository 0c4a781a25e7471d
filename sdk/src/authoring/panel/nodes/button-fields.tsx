import { put } from '../../document/change.ts'
import { ActionFields } from '../action-part.tsx'
import { Select, TextField } from '../controls.tsx'
import { type NodeProps, textField } from './node-props.ts'

export const ButtonFields = ({ part, value: button, change }: NodeProps<'button'>) => (
  <>
    <TextField
      on={part.on}
      label="Label"
      {...textField(part, button.label, (label) => change({ ...button, label }, 'label'))}
    />
    <ActionFields part={part} button={button} onChange={change} />
    <Select
      on={part.on}
      label="Look"
      value={button.look ?? 'primary'}
      options={[
        ['primary', 'Filled'],
        ['quiet', 'Quiet'],
      ]}
      choose={(look) => change(put(button, 'look', look === 'quiet' ? look : undefined), 'look')}
    />
  </>
)
