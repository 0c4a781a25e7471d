import { type TaskCommand, type TaskDeed, workFault } from '@waymark/schemas'
import { own } from '../own.ts'
import type { SubjectState, TaskState } from '../state.ts'
import type { Work } from '../work.ts'

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

/** The task as it is after that. */
const afterDeed = (now: TaskState, deed: TaskDeed, by: string): TaskState => {
  const { by: claimed, snoozed: _, done: __, ...rest } = now
  const whose = claimed === undefined ? {} : { by: claimed }
  switch (deed.deed) {
    case 'claim':
      return { ...rest, by }
    case 'release':
      return rest
    case 'snooze':
      return { ...rest, ...whose, snoozed: deed.until }
    case 'done':
      return { ...rest, by: claimed ?? by, done: deed.outcome }
    case 'reopen':
      return { ...rest, ...whose }
  }
}

/** What a human did about a task: of two who claim it the first has it. */
export const applyTaskCommand = (work: Work, command: TaskCommand, by: string): void => {
  const { state } = work
  const { do: _, task, own: ownOnly, ...deed } = command
  const known = state.tasks && own(state.tasks, task)
  // Whoever asked has seen it: of a visitor who became somebody, or of many tasks, it may not be known here any more.
  const now = known ?? { at: state.clock }
  const wish = { deed: deed.deed === 'done' ? 'close' : deed.deed, by, own: ownOnly } as const
  if (workFault({ by: now.by, isClosed: now.done !== undefined }, wish)) return
  keep(state, task, afterDeed(now, deed, by))
  work.transitions.push({ t: 'task', task, at: state.clock, by, ...deed })
}
