import { moved, put } from '../document/change.ts'
import { type CentreItem, newItem } from '../document/launched.ts'
import { readText } from '../document/nodes.ts'
import { ActionChoice } from './action-part.tsx'
import { TextField } from './controls.tsx'
import { optionalField, textField } from './nodes/node-props.ts'
import type { Part } from './part.ts'
import { Row } from './row.tsx'

interface ItemProps {
  readonly part: Part
  readonly item: CentreItem
  readonly change: (item: CentreItem, what: string) => void
}

const ItemFields = ({ part, item, change }: ItemProps) => (
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
export const ItemsPart = ({ part }: { readonly part: Part }) => {
  const { on, now, change, set } = part
  const { items = [] } = now.guide
  const say = (next: readonly CentreItem[], stroke?: string): void =>
    change((guide) => put(guide, 'items', next), stroke)
  const drawRow = (item: CentreItem, at: number) => (
    <Row
      part={part}
      called={`link ${at + 1}`}
      at={at}
      count={items.length}
      isOpen={now.task === at}
      aria={{ 'aria-expanded': now.task === at }}
      press={() => set({ task: now.task === at ? undefined : at })}
      move={(to) => {
        say(moved(items, at, to))
        set({ task: to })
      }}
      remove={() => say(items.filter((_, index) => index !== at))}
      title={
        <>
          <b>{at + 1}</b> <span>{readText(item.label, part.locale)}</span>
        </>
      }
    >
      <ItemFields
        part={part}
        item={item}
        change={(next, what) =>
          say(
            items.map((each, index) => (index === at ? next : each)),
            `item ${at} ${what}`,
          )
        }
      />
    </Row>
  )
  return (
    <>
      <ol class="rows" aria-label="Links">
        {items.map(drawRow)}
      </ol>
      <div class="chips">
        <button
          type="button"
          class="chip"
          {...on.press(() => {
            say([...items, { ...newItem, label: 'Another link' }])
            set({ task: items.length })
          })}
        >
          + Link
        </button>
      </div>
    </>
  )
}
