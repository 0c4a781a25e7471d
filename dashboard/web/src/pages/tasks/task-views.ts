import { signal } from '@preact/signals'
import type { TaskAction, TaskItem, TaskList, TaskView } from '@waymark/schemas'

/** What a human did about a task. */
export type TaskDeed = Pick<TaskAction, 'do' | 'until' | 'outcome' | 'note'>

interface Doing {
  /** Who did it, as the server will call them. */
  readonly by: string
  readonly at: number
}

/** Something done that the server's answers may not show yet. */
export interface PendingTask extends Doing {
  readonly task: TaskItem
  readonly deed: TaskDeed
}

/** A task as it will be when the server has folded what was done. */
export const afterDeed = (task: TaskItem, deed: TaskDeed, { by, at }: Doing): TaskItem => {
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

/** In which views a task is shown, as the server decides it. */
const viewsOf = (
  task: TaskItem,
  { now, me }: { readonly now: number; readonly me: string },
): readonly TaskView[] => {
  if (task.outcome !== undefined) return ['done']
  if ((task.snoozedUntil ?? 0) > now) return ['snoozed']
  return task.owner === me ? ['open', 'mine'] : ['open']
}

const byDue = (a: TaskItem, b: TaskItem): number =>
  (a.due ?? Number.MAX_SAFE_INTEGER) - (b.due ?? Number.MAX_SAFE_INTEGER) || b.at - a.at

const place = (
  list: TaskList,
  { task, views }: { readonly task: TaskItem; readonly views: readonly TaskView[] },
  view: TaskView,
): TaskList => {
  const others = list.tasks.filter((one) => one.task !== task.task)
  const was = others.length < list.tasks.length
  const is = views.includes(view)
  if (!was && !is) return list
  const tasks = is ? [...others, task].sort(byDue) : others
  const to = views.find((one) => one !== 'mine')
  const counts = {
    ...list.counts,
    [view]: Math.max(0, list.counts[view] + tasks.length - list.tasks.length),
    ...(was && !is && to ? { [to]: list.counts[to] + 1 } : {}),
  }
  return { ...list, tasks, counts }
}

/** A list as it will be: a task that was put off or closed leaves at once, one that was woken is back at once. */
export const withPending = (
  list: TaskList,
  pending: readonly PendingTask[],
  at: { readonly view: TaskView; readonly now: number; readonly me: string },
): TaskList =>
  pending.reduce((before, one) => {
    const task = afterDeed(one.task, one.deed, one)
    return place(before, { task, views: viewsOf(task, at) }, at.view)
  }, list)

/** A deed is folded and readable within a second or two; after this long the server's word counts alone. */
const heldForMs = 10_000

/** What was done to tasks a moment ago, of each task the latest. */
export const pendingTasks = signal<readonly PendingTask[]>([])

/** Shows a deed at once. The answer takes it back. */
export const holdTask = (pending: PendingTask): (() => void) => {
  const drop = (): void => {
    pendingTasks.value = pendingTasks.peek().filter((one) => one !== pending)
  }
  const others = pendingTasks.peek().filter((one) => one.task.task !== pending.task.task)
  pendingTasks.value = [...others, pending]
  setTimeout(drop, heldForMs)
  return drop
}
