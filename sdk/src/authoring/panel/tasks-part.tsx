import type { Task } from '@waymark/schemas/wire/content'
import { put } from '../document/change.ts'
import { newTask } from '../document/new-nodes.ts'
import { ActionChoice } from './action-part.tsx'
import { Select, TextField } from './controls.tsx'
import { type FieldsProps, ListPart } from './list-part.tsx'
import { optionalField, textField } from './nodes/node-props.ts'
import type { Part } from './part.ts'

/** The milestone that ticks it; one that is no longer there stays named. */
const MilestoneField = ({ part, value: task, change }: FieldsProps<Task>) => {
  const { milestones } = part.now.stock
  const isKnown = task.milestone === '' || milestones.some(({ id }) => id === task.milestone)
  return (
    <>
      <Select
        on={part.on}
        label="Done when this milestone is reached"
        value={task.milestone}
        options={[
          ['', 'Choose a milestone…'],
          ...milestones.map(({ id, name }): readonly [string, string] => [id, name]),
          ...(isKnown ? [] : [[task.milestone, task.milestone] as const]),
        ]}
        choose={(milestone) => change({ ...task, milestone }, 'milestone')}
      />
      {milestones.length === 0 && (
        <p class="small">There is no milestone yet: they are defined in the dashboard.</p>
      )}
    </>
  )
}

const drawFields = (props: FieldsProps<Task>) => {
  const { part, value: task, change } = props
  return (
    <>
      <TextField
        on={part.on}
        label="Task"
        {...textField(part, task.label, (label) => change({ ...task, label }, 'label'))}
      />
      <MilestoneField {...props} />
      <TextField
        on={part.on}
        label="Said while it is the next one"
        {...optionalField(part, task.text, (text) => change(put(task, 'text', text), 'text'))}
      />
      <ActionChoice
        part={part}
        action={task.action}
        none="Nothing"
        choose={(action) => change(put(task, 'action', action), 'action')}
      />
    </>
  )
}

/** The tasks of a checklist, in their order. */
export const TasksPart = ({ part }: { readonly part: Part }) => (
  <ListPart
    part={part}
    name="Task"
    list={part.now.guide.tasks ?? []}
    first={newTask}
    put={(tasks) => (guide) => put(guide, 'tasks', tasks)}
    fields={drawFields}
  />
)
