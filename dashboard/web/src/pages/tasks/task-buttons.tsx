import type { TaskOutcome } from '@waymark/schemas'
import type { TaskItem } from '@waymark/schemas/api/tasks'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { isolate } from '../../words/isolate.ts'
import { taskOutcomeName } from '../../words/names.ts'
import { ReopenButton } from '../../work/reopen-button.tsx'
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

/** What can be done with a task, by buttons and by keys. */
export const TaskButtons = ({ task }: { readonly task: TaskItem }) => {
  const { me, env } = useSession()
  if (!may(me.user.role, 'work-leads'))
    return <p class="small faint">To work on a task: {whyMayNot('work-leads').toLowerCase()}</p>
  const work = taskWork(task, { env, by: me.user.name, now: Date.now })
  if (task.outcome) return <ReopenButton group={group} run={work.reopen} />
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
