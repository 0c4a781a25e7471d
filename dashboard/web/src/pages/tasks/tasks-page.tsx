import type { TaskItem, TaskList } from '@waymark/schemas/api/tasks'
import type { WorkView } from '@waymark/schemas/api/work'
import { type Shown, useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Name } from '../../ui/name.tsx'
import { Empty } from '../../ui/states.tsx'
import { now } from '../../words/now.ts'
import { ListRecord } from '../../work/list-record.tsx'
import { withPending } from '../../work/with-pending.ts'
import { useWorkView, WorkPage } from '../../work/work-page.tsx'
import { FlowResults } from './flow-results.tsx'
import { pendingTasks, taskKind } from './task-kind.ts'
import { sayOwner, TaskRecord } from './task-record.tsx'
import { TaskState } from './task-state.tsx'

const empties: Readonly<Record<WorkView, { readonly title: string; readonly says: string }>> = {
  open: {
    title: 'Nothing to do',
    says: 'A playbook, or any flow or engagement, makes a task when a human should step in: an account declines, a detractor answers, an outcome is missed.',
  },
  mine: {
    title: 'You have no tasks',
    says: 'Claim one with the key e: it shows here, and others see that it is yours.',
  },
  snoozed: {
    title: 'Nothing is snoozed',
    says: 'A snoozed task comes back by itself. Snooze one with the key s.',
  },
  done: {
    title: 'Nothing is done yet',
    says: 'Closing a task with what became of it tells whether its playbook is worth the work.',
  },
}

/** The tasks of a view, with what was done to them a moment ago. */
const useTasks = (view: WorkView): Shown<TaskList> => {
  const { env, me } = useSession()
  const answer = useQuery<TaskList>(address('/api/tasks', { env, view }))
  if (!answer.data) return answer
  const { tasks, counts } = answer.data
  const at = { view, now: now.value, me: me.user.name, pending: pendingTasks.all() }
  const shown = withPending(taskKind, { items: tasks, counts }, at)
  return { ...answer, data: { ...answer.data, tasks: shown.items, counts: shown.counts } }
}

const rowOf = (task: TaskItem) => ({
  title: <Name>{task.title}</Name>,
  state: <TaskState task={task} />,
  says: (
    <>
      <Name>{task.name}</Name>
      {task.account && (
        <>
          {' '}
          of <Name>{task.account.name}</Name>
        </>
      )}
    </>
  ),
  foot: (
    <>
      <span class="cut">
        <Name>{task.from.name}</Name>
      </span>
      <span class="push cut">
        <Name>{sayOwner(task)}</Name>
      </span>
    </>
  ),
})

const NoTasks = ({ view }: { readonly view: WorkView }) => (
  <>
    <Empty title={empties[view].title}>
      <p>{empties[view].says}</p>
      {view === 'open' && (
        <a class="button" href="/definitions?kind=flow">
          Which flows are there?
        </a>
      )}
    </Empty>
    <div class="gutter">
      <FlowResults />
    </div>
  </>
)

/** What your own people are to do, what is due first before the others. */
export const TasksPage = () => {
  const [view, openView] = useWorkView()
  return (
    <WorkPage title="Tasks" label="Which tasks" list={useTasks(view)} view={view} onView={openView}>
      {({ tasks }) => (
        <ListRecord
          param="task"
          items={tasks}
          idOf={({ task }) => task}
          row={rowOf}
          record={(task) => <TaskRecord key={task.task} task={task} />}
          below={<FlowResults />}
          back="All tasks"
          empty={<NoTasks view={view} />}
        />
      )}
    </WorkPage>
  )
}
