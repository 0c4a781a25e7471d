import type { TaskAction, TaskItem } from '@waymark/schemas/api/tasks'
import { pendingDeeds } from '../../work/pending-deeds.ts'
import type { Doing, WorkKind } from '../../work/work-kind.ts'

/** What a human did about a task. */
export type TaskDeed = Pick<TaskAction, 'do' | 'until' | 'outcome' | 'note' | 'own'>

/** A task as it will be when the server has folded what was done. */
const afterDeed = (task: TaskItem, deed: TaskDeed, { by, at }: Doing): TaskItem => {
  const { owner, snoozedUntil: _, outcome, outcomeNote, doneAt, ...rest } = task
  const whose = owner === undefined ? {} : { owner }
  switch (deed.do) {
    case 'claim':
      return { ...rest, owner: by }
    case 'release':
      return rest
    case 'snooze':
      return {
        ...rest,
        ...whose,
        ...(deed.until === undefined ? {} : { snoozedUntil: deed.until }),
      }
    case 'wake':
    case 'reopen':
      return { ...rest, ...whose }
    case 'done':
      return {
        ...rest,
        owner: owner ?? by,
        doneAt: at,
        ...(deed.outcome ? { outcome: deed.outcome } : {}),
        ...(deed.note ? { outcomeNote: deed.note } : {}),
      }
  }
}

/** Tasks as work: what is due first comes first. */
export const taskKind: WorkKind<TaskItem, TaskDeed> = {
  after: afterDeed,
  isSame: (a, b) => a.task === b.task,
  isDone: (task) => task.outcome !== undefined,
  order: (a, b) =>
    (a.due ?? Number.MAX_SAFE_INTEGER) - (b.due ?? Number.MAX_SAFE_INTEGER) || b.at - a.at,
}

/** What was done about tasks a moment ago. */
export const pendingTasks = pendingDeeds<TaskItem, TaskDeed>(taskKind.isSame)
