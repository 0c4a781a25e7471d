import type { TaskCommand, TaskDeed } from '@waymark/schemas'
import { own } from './own.ts'
import type { SubjectState, TaskState } from './state.ts'
import type { Work } from './work.ts'

/** Of more tasks about one subject the oldest are forgotten here; the history knows all. */
const tasksKept = 20

const keep = (state: SubjectState, id: string, task: TaskState): void => {
  const all = Object.entries({ ...state.tasks, [id]: task })
  const newest = all.sort((a, b) => b[1].at - a[1].at || (a[0] < b[0] ? -1 : 1)).slice(0, tasksKept)
  state.tasks = Object.fromEntries(newest)
}

/** A task has been made. */
export const addTask = (state: SubjectState, id: string): void =>
  keep(state, id, { at: state.clock })

/** The task as it is after that; `undefined` where it changes nothing. */
const afterDeed = (now: TaskState, deed: TaskDeed, by: string): TaskState | undefined => {
  const { by: claimed, snoozed: _, done, ...rest } = now
  const whose = claimed === undefined ? {} : { by: claimed }
  switch (deed.deed) {
    case 'claim':
      return claimed === undefined && !done ? { ...rest, by } : undefined
    case 'release':
      return claimed === undefined || done ? undefined : rest
    case 'snooze':
      return done ? undefined : { ...rest, ...whose, snoozed: deed.until }
    case 'done':
      return done ? undefined : { ...rest, by: claimed ?? by, done: deed.outcome }
    case 'reopen':
      return done ? { ...rest, ...whose } : undefined
  }
}

/** What a human did about a task: of two who claim it the first has it. */
export const applyTaskCommand = (work: Work, command: TaskCommand, by: string): void => {
  const { state } = work
  const { do: _, task, ...deed } = command
  const known = state.tasks && own(state.tasks, task)
  // Whoever asked has seen it: of a visitor who became somebody, or of many tasks, it may not be known here any more.
  const after = afterDeed(known ?? { at: state.clock }, deed, by)
  if (!after) return
  keep(state, task, after)
  work.transitions.push({ t: 'task', task, at: state.clock, by, ...deed })
}
