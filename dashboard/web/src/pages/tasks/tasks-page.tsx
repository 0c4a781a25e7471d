import type { TaskItem, TaskList, TaskView } from '@waymark/schemas'
import { ArrowLeft } from 'lucide-preact'
import { type Shown, useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Name } from '../../ui/name.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useOpenRow } from '../../ui/use-open-row.ts'
import { useParam } from '../../ui/use-param.ts'
import { now } from '../../words/now.ts'
import { FlowResults } from './flow-results.tsx'
import { sayOwner, TaskRecord } from './task-record.tsx'
import { TaskState } from './task-state.tsx'
import { pendingTasks, withPending } from './task-views.ts'

const views = [
  { id: 'open', label: 'Open' },
  { id: 'mine', label: 'Mine' },
  { id: 'snoozed', label: 'Snoozed' },
  { id: 'done', label: 'Done' },
] as const satisfies readonly { readonly id: TaskView; readonly label: string }[]

const empties: Readonly<Record<TaskView, { readonly title: string; readonly says: string }>> = {
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
const useTasks = (view: TaskView): Shown<TaskList> => {
  const { env, me } = useSession()
  const answer = useQuery<TaskList>(address('/api/tasks', { env, view }))
  if (!answer.data) return answer
  const at = { view, now: now.value, me: me.user.name }
  return { ...answer, data: withPending(answer.data, pendingTasks.value, at) }
}

interface RowProps {
  readonly task: TaskItem
  readonly open: boolean
  readonly onOpen: () => void
}

const TaskRow = ({ task, open, onOpen }: RowProps) => (
  <li class="lead-row" data-is={open ? 'open' : undefined}>
    <button type="button" data-row aria-current={open ? 'true' : undefined} onClick={onOpen}>
      <span class="row-tight">
        <b class="cut">
          <Name>{task.title}</Name>
        </b>
        <span class="push">
          <TaskState task={task} />
        </span>
      </span>
      <span class="small quiet cut">
        <Name>{task.name}</Name>
        {task.account && (
          <>
            {' '}
            of <Name>{task.account.name}</Name>
          </>
        )}
      </span>
      <span class="tiny faint row-tight">
        <span class="cut">
          <Name>{task.from.name}</Name>
        </span>
        <span class="push cut">
          <Name>{sayOwner(task)}</Name>
        </span>
      </span>
    </button>
  </li>
)

const NoTasks = ({ view }: { readonly view: TaskView }) => (
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

const TasksBody = ({ list, view }: { readonly list: TaskList; readonly view: TaskView }) => {
  const [chosen, choose] = useParam('task')
  const picked = list.tasks.find(({ task }) => task === chosen)
  const open = picked ?? list.tasks[0]
  const rows = useOpenRow(open?.task)
  if (!open) return <NoTasks view={view} />
  return (
    <div class="panes inbox" data-form="list-record" data-open={picked ? 'yes' : 'no'}>
      <div class="phone-list">
        <ul ref={rows}>
          {list.tasks.map((task) => (
            <TaskRow
              key={task.task}
              task={task}
              open={task === open}
              onOpen={() => choose(task.task)}
            />
          ))}
        </ul>
        <FlowResults />
      </div>
      <div class="phone-record">
        <button
          type="button"
          class="button back-to-list"
          data-look="plain"
          onClick={() => choose('')}
        >
          <ArrowLeft class="icon" /> All tasks
        </button>
        <TaskRecord key={open.task} task={open} />
      </div>
    </div>
  )
}

/** What your own people are to do, what is due first before the others. */
export const TasksPage = () => {
  const [asked, setView] = useParam('view')
  const view = views.find((one) => one.id === asked)?.id ?? 'open'
  const list = useTasks(view)
  const counts = list.data?.counts
  return (
    <>
      <PageHead title="Tasks" asOf={list.data?.asOf} />
      <div class="inbox-tabs">
        <Tabs
          label="Which tasks"
          open={view}
          onOpen={setView}
          tabs={views.map(({ id, label }) => ({
            id,
            label: (
              <>
                {label} {counts && <span class="faint">{counts[id]}</span>}
              </>
            ),
          }))}
        >
          <Loaded answer={list}>{(data) => <TasksBody list={data} view={view} />}</Loaded>
        </Tabs>
      </div>
    </>
  )
}
