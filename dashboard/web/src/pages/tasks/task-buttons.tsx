import { useSignal } from '@preact/signals'
import type { TaskItem, TaskOutcome } from '@waymark/schemas'
import { Clock, Hand, Undo2 } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import { type KeyBinding, useKeys } from '../../app/key-bindings.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Menu } from '../../ui/menu.tsx'
import { taskOutcomeName } from '../../words/names.ts'
import { now } from '../../words/now.ts'
import { snoozeTimes } from '../inbox/snooze-times.ts'
import { DoneDialog } from './done-dialog.tsx'
import { type TaskWork, taskWork } from './task-actions.ts'

const outcomes = [
  { outcome: 'solved', key: 'd' },
  { outcome: 'no_answer', key: 'a' },
  { outcome: 'not_needed', key: 'n' },
] as const satisfies readonly { readonly outcome: TaskOutcome; readonly key: string }[]

const group = 'This task'

interface Hands {
  readonly task: TaskItem
  readonly work: TaskWork
  readonly snoozed: boolean
  readonly openSnooze: () => void
  readonly close: (outcome: TaskOutcome) => void
}

/** The keys of a task that waits, or of one that is closed. */
const bindingsOf = ({ task, work, snoozed, openSnooze, close }: Hands): readonly KeyBinding[] => {
  if (task.outcome) return [{ keys: 'z', does: 'Open again', group, run: work.reopen }]
  const toggle = task.owner ? work.release : work.claim
  return [
    { keys: 'e', does: task.owner ? 'Release' : 'Claim', group, run: toggle },
    {
      keys: 's',
      does: snoozed ? 'Bring back' : 'Snooze',
      group,
      run: snoozed ? work.wake : openSnooze,
    },
    ...outcomes.map(({ outcome, key }) => ({
      keys: key,
      does: `Close as ${taskOutcomeName(outcome).toLowerCase()}`,
      group,
      run: () => close(outcome),
    })),
  ]
}

/** What can be done with a task, by buttons and by keys. */
export const TaskButtons = ({ task }: { readonly task: TaskItem }) => {
  const { me, env } = useSession()
  const closing = useSignal<TaskOutcome | undefined>(undefined)
  const snoozeButton = useRef<HTMLButtonElement | null>(null)
  const work = taskWork(task, { env, by: me.user.name, now: Date.now })
  const allowed = may(me.user.role, 'work leads')
  const snoozed = (task.snoozedUntil ?? 0) > now.value
  const close = (outcome: TaskOutcome): void => {
    closing.value = outcome
  }
  const openSnooze = (): void => snoozeButton.current?.click()
  useKeys(allowed ? bindingsOf({ task, work, snoozed, openSnooze, close }) : [])
  if (!allowed)
    return <p class="small faint">To work on a task: {whyMayNot('work leads').toLowerCase()}</p>
  if (task.outcome)
    return (
      <div class="lead-buttons">
        <button type="button" class="button" onClick={work.reopen}>
          <Undo2 class="icon" /> Open again
        </button>
      </div>
    )
  return (
    <div class="lead-buttons">
      <button
        type="button"
        class="button"
        data-look={task.owner ? undefined : 'first'}
        onClick={task.owner ? work.release : work.claim}
      >
        <Hand class="icon" /> {task.owner ? 'Release' : 'Claim'}
      </button>
      {snoozed ? (
        <button type="button" class="button" onClick={work.wake}>
          <Clock class="icon" /> Bring back now
        </button>
      ) : (
        <Menu
          buttonRef={(button) => {
            snoozeButton.current = button
          }}
          label={
            <>
              <Clock class="icon" /> Snooze
            </>
          }
          items={snoozeTimes(now.value).map(({ label, until, end }) => ({
            label,
            end,
            do: () => work.snooze(until),
          }))}
        />
      )}
      <Menu
        label="Done…"
        items={outcomes.map(({ outcome, key }) => ({
          label: taskOutcomeName(outcome),
          end: <kbd>{key}</kbd>,
          do: () => close(outcome),
        }))}
      />
      <DoneDialog
        outcome={closing.value}
        title={task.title}
        onClose={() => {
          closing.value = undefined
        }}
        onDone={(outcome, note) => {
          closing.value = undefined
          work.finish(outcome, note)
        }}
      />
    </div>
  )
}
