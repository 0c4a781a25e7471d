import type { TaskItem, TaskOutcome } from '@waymark/schemas'
import { Undo2 } from 'lucide-preact'
import { useKeys } from '../../app/key-bindings.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { isolate } from '../../words/isolate.ts'
import { taskOutcomeName } from '../../words/names.ts'
import { type Ends, WorkButtons } from '../../work/work-buttons.tsx'
import { taskWork } from './task-actions.ts'

const group = 'This task'

const ends: Ends<TaskOutcome> = {
  label: 'Done…',
  outcomes: [
    { outcome: 'solved', key: 'd' },
    { outcome: 'no_answer', key: 'a' },
    { outcome: 'not_needed', key: 'n' },
  ],
  nameOf: taskOutcomeName,
  asks: {
    solved: 'What helped?',
    no_answer: 'What did you try?',
    not_needed: 'Why was it not needed? This makes the rule better.',
  },
}

const Reopen = ({ run }: { readonly run: () => void }) => {
  useKeys([{ keys: 'z', does: 'Open again', group, run }])
  return (
    <div class="lead-buttons">
      <button type="button" class="button" onClick={run}>
        <Undo2 class="icon" /> Open again
      </button>
    </div>
  )
}

/** What can be done with a task, by buttons and by keys. */
export const TaskButtons = ({ task }: { readonly task: TaskItem }) => {
  const { me, env } = useSession()
  if (!may(me.user.role, 'work-leads'))
    return <p class="small faint">To work on a task: {whyMayNot('work-leads').toLowerCase()}</p>
  const work = taskWork(task, { env, by: me.user.name, now: Date.now })
  if (task.outcome) return <Reopen run={work.reopen} />
  return (
    <WorkButtons
      item={task}
      name={isolate(task.title)}
      group={group}
      waits={true}
      hands={work}
      ends={ends}
      onClose={work.finish}
    />
  )
}
