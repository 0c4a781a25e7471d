import type { TaskItem } from '@waymark/schemas/api/tasks'
import { taskOutcomeName } from '../../words/names.ts'
import { now } from '../../words/now.ts'
import { exactTime, shortDay } from '../../words/time.ts'

const day = 86_400_000

/** Until when it is to be done: in how many days, or that it is late. */
const Due = ({ due }: { readonly due: number }) => {
  const left = due - now.value
  const is = left < 0 ? 'bad' : left < 2 * day ? 'warn' : undefined
  return (
    <span class="badge" data-is={is} title={`Due ${exactTime(due)}`}>
      {left < 0 ? 'late, was due' : 'due'} {shortDay(due, now.value)}
    </span>
  )
}

/** Where a task stands: its outcome, its snooze, or when it is due. */
export const TaskState = ({ task }: { readonly task: TaskItem }) => {
  if (task.outcome)
    return (
      <span class="badge" data-is={task.outcome === 'solved' ? 'good' : undefined}>
        {taskOutcomeName(task.outcome)}
      </span>
    )
  if (task.snoozedUntil !== undefined && task.snoozedUntil > now.value)
    return (
      <span class="badge" data-is="info" title={exactTime(task.snoozedUntil)}>
        until {shortDay(task.snoozedUntil, now.value)}
      </span>
    )
  return task.due === undefined ? <span class="badge">no date</span> : <Due due={task.due} />
}
