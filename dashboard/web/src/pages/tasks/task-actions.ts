import type { TaskAction, TaskItem, TaskOutcome } from '@waymark/schemas'
import { queries } from '../../api/queries.ts'
import { RequestFailed, request } from '../../api/request.ts'
import { say } from '../../ui/toasts.ts'
import { isolate } from '../../words/isolate.ts'
import { taskOutcomeName } from '../../words/names.ts'
import { clockMinute, shortDay } from '../../words/time.ts'
import { afterDeed, holdTask, type TaskDeed } from './task-views.ts'

export interface TaskWork {
  readonly claim: () => void
  readonly release: () => void
  readonly snooze: (until: number) => void
  readonly wake: () => void
  readonly finish: (outcome: TaskOutcome, note?: string) => void
  readonly reopen: () => void
}

interface TaskDeps {
  readonly env: string
  /** Who works on it, as the server will call them. */
  readonly by: string
  readonly now: () => number
}

/** What a human does about a task: shown at once, sent, and taken back where the server says no. */
export const taskWork = (task: TaskItem, { env, by, now }: TaskDeps): TaskWork => {
  const send = async (before: TaskItem, deed: TaskDeed): Promise<boolean> => {
    const takeBack = holdTask({ task: before, deed, by, at: now() })
    const action: TaskAction = { env, subject: task.subject, task: task.task, ...deed }
    try {
      await request('/api/tasks', { method: 'POST', body: action })
      return true
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      takeBack()
      say(error.message)
      queries.refresh('/api/tasks')
      return false
    }
  }
  const act = async (deed: TaskDeed, said: string, undo?: TaskDeed): Promise<void> => {
    if (!(await send(task, deed))) return
    const after = afterDeed(task, deed, { by, at: now() })
    say(said, undo && (() => void send(after, undo)))
  }
  const { snoozedUntil } = task
  const title = isolate(task.title)
  return {
    claim: () => void act({ do: 'claim' }, `“${title}” is yours`, { do: 'release' }),
    release: () => void act({ do: 'release' }, `“${title}” is free again`, { do: 'claim' }),
    snooze: (until) =>
      void act(
        { do: 'snooze', until },
        `“${title}” is back on ${shortDay(until, now())}, ${clockMinute(until)}`,
        { do: 'wake' },
      ),
    wake: () =>
      void act(
        { do: 'wake' },
        `“${title}” is back`,
        snoozedUntil === undefined ? undefined : { do: 'snooze', until: snoozedUntil },
      ),
    finish: (outcome, note) =>
      void act(
        { do: 'done', outcome, ...(note ? { note } : {}) },
        `“${title}”: ${taskOutcomeName(outcome).toLowerCase()}`,
        { do: 'reopen' },
      ),
    reopen: () => void act({ do: 'reopen' }, `“${title}” is open again`),
  }
}
