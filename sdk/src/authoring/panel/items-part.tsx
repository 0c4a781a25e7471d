import { put } from '../document/change.ts'
import { type CentreItem, newItem } from '../document/launched.ts'
import { ActionChoice } from './action-part.tsx'
import { TextField } from './controls.tsx'
import { type FieldsProps, ListPart } from './list-part.tsx'
import { optionalField, textField } from './nodes/node-props.ts'
import type { Part } from './part.ts'

const drawFields = ({ part, value: item, change }: FieldsProps<CentreItem>) => (
  <>
    <TextField
      on={part.on}
      label="Says"
      {...textField(part, item.label, (label) => change({ ...item, label }, 'label'))}
    />
    <TextField
      on={part.on}
      label="Below it"
      {...optionalField(part, item.text, (text) => change(put(item, 'text', text), 'text'))}
    />
    <TextField
      on={part.on}
      label="Under the heading"
      {...optionalField(part, item.section, (name) =>
        change(put(item, 'section', name), 'section'),
      )}
    />
    <ActionChoice
      part={part}
      action={item.action}
      choose={(action) => action && change({ ...item, action }, 'action')}
    />
  </>
)

/** What a resource centre leads to, in its order. */
export const ItemsPart = ({ part }: { readonly part: Part }) => (
  <ListPart
    part={part}
    name="Link"
    list={part.now.guide.items ?? []}
    first={newItem}
    put={(items) => (guide) => put(guide, 'items', items)}
    fields={drawFields}
  />
)
