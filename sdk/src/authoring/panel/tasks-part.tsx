import type { Task } from '@waymark/schemas'
import { moved, put } from '../document/change.ts'
import { newTask } from '../document/new-nodes.ts'
import { readText } from '../document/nodes.ts'
import { ActionChoice } from './action-part.tsx'
import { Select, TextField } from './controls.tsx'
import { optionalField, textField } from './nodes/node-props.ts'
import type { Part } from './part.ts'
import { Row } from './row.tsx'

interface TaskProps {
  readonly part: Part
  readonly task: Task
  readonly change: (task: Task, what: string) => void
}

/** The milestone that ticks it; one that is no longer there stays named. */
const MilestoneField = ({ part, task, change }: TaskProps) => {
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

const TaskFields = (props: TaskProps) => {
  const { part, task, change } = props
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
export const TasksPart = ({ part }: { readonly part: Part }) => {
  const { on, now, change, set } = part
  const { tasks = [] } = now.guide
  const say = (next: readonly Task[], stroke?: string): void =>
    change((guide) => put(guide, 'tasks', next), stroke)
  const drawRow = (task: Task, at: number) => (
    <Row
      part={part}
      called={`task ${at + 1}`}
      at={at}
      count={tasks.length}
      isOpen={now.task === at}
      aria={{ 'aria-expanded': now.task === at }}
      press={() => set({ task: now.task === at ? undefined : at })}
      move={(to) => {
        say(moved(tasks, at, to))
        set({ task: to })
      }}
      remove={() => say(tasks.filter((_, index) => index !== at))}
      title={
        <>
          <b>{at + 1}</b> <span>{readText(task.label, part.locale)}</span>
        </>
      }
    >
      <TaskFields
        part={part}
        task={task}
        change={(next, what) =>
          say(
            tasks.map((each, index) => (index === at ? next : each)),
            `task ${at} ${what}`,
          )
        }
      />
    </Row>
  )
  return (
    <>
      <ol class="rows" aria-label="Tasks">
        {tasks.map(drawRow)}
      </ol>
      <div class="chips">
        <button
          type="button"
          class="chip"
          {...on.press(() => {
            say([...tasks, { ...newTask, label: 'Another task' }])
            set({ task: tasks.length })
          })}
        >
          + Task
        </button>
      </div>
    </>
  )
}
