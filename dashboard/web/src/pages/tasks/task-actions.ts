import type { TaskOutcome } from '@waymark/schemas'
import type { TaskAction, TaskItem, TaskList } from '@waymark/schemas/api/tasks'
import { address, request } from '../../api/request.ts'
import { isolate } from '../../words/isolate.ts'
import { taskOutcomeName } from '../../words/names.ts'
import { actOn, type Hands, handsOn } from '../../work/do-work.ts'
import { pendingTasks, taskKind } from './task-kind.ts'

interface TaskWork extends Hands {
  readonly finish: (outcome: TaskOutcome, note?: string) => void
  readonly reopen: () => void
}

interface TaskDeps {
  readonly env: string
  /** Who works on it, as the server will call them. */
  readonly by: string
  readonly now: () => number
}

/** What a human does about a task. */
export const taskWork = (item: TaskItem, { env, by, now }: TaskDeps): TaskWork => {
  const { subject, task } = item
  const name = `“${isolate(item.title)}”`
  const act = actOn(item, {
    name,
    listing: {
      path: address('/api/tasks', { env, view: 'open' }),
      itemsOf: ({ tasks }: TaskList) => tasks,
    },
    kind: taskKind,
    pending: pendingTasks,
    post: (deed) => {
      const action: TaskAction = { env, subject, task, ...deed }
      return request('/api/tasks', { method: 'POST', body: action })
    },
    refresh: ['/api/tasks'],
    by,
    now,
  })
  return {
    ...handsOn(item, act, { name, back: 'is back', now }),
    finish: (outcome, note) =>
      act(
        { do: 'done', outcome, ...(note ? { note } : {}) },
        `${name}: ${taskOutcomeName(outcome).toLowerCase()}`,
        { do: 'reopen' },
      ),
    reopen: () => act({ do: 'reopen' }, `${name} is open again`),
  }
}
