import type { Task } from '@waymark/schemas/wire/content'
import type { StepView } from '../kind.ts'

export interface TaskState {
  readonly task: Task
  readonly isDone: boolean
  /** The first that is not done. */
  readonly isNext: boolean
}

/** Ticked by what the server says of milestones, and by nothing else. */
export const tasksOf = ({ content, reached }: StepView): readonly TaskState[] => {
  const tasks = content.tasks ?? []
  const next = tasks.find(({ milestone }) => !reached.has(milestone))
  return tasks.map((task) => ({
    task,
    isDone: reached.has(task.milestone),
    isNext: task === next,
  }))
}

export const isComplete = (view: StepView): boolean => tasksOf(view).every(({ isDone }) => isDone)

/** How many are done, of how many. */
export const progressOf = (view: StepView): readonly [done: number, all: number] => {
  const tasks = tasksOf(view)
  return [tasks.filter(({ isDone }) => isDone).length, tasks.length]
}
