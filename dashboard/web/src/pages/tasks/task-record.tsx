import type { TaskItem } from '@waymark/schemas/api/tasks'
import { Ago } from '../../ui/ago.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Name } from '../../ui/name.tsx'
import { isolate } from '../../words/isolate.ts'
import { asSentence } from '../../words/names.ts'
import { accountOf, subjectHref } from '../../words/subject.ts'
import { HistoryPart } from '../../work/history-part.tsx'
import { TaskButtons } from './task-buttons.tsx'
import { TaskState } from './task-state.tsx'

/** Whose it is: whoever claimed it, or for whom it is meant. */
export const sayOwner = ({ owner, routedTo }: TaskItem): string => {
  if (owner !== undefined) return owner
  return routedTo === undefined ? 'Nobody yet' : `For ${isolate(routedTo)}`
}

const About = ({ task }: { readonly task: TaskItem }) => (
  <p class="small quiet">
    <a href={subjectHref(task.subject)}>
      <Name>{task.name}</Name>
    </a>
    {task.account && (
      <>
        {' '}
        of{' '}
        <a href={subjectHref(accountOf(task.subject, task.account.id))}>
          <Name>{task.account.name}</Name>
        </a>
      </>
    )}{' '}
    · <Name>{sayOwner(task)}</Name> · made <Ago at={task.at} />
  </p>
)

const kinds = { flow: 'By the flow', engagement: 'By the engagement' } as const

/** One task: what is to be done, about whom, why, what to say. */
export const TaskRecord = ({ task }: { readonly task: TaskItem }) => (
  <article class="pane lead" aria-label={task.title}>
    <header class="lead-head">
      <div class="stack-1">
        <h2 class="lead-name">
          <span class="title">
            <Name>{task.title}</Name>
          </span>{' '}
          <TaskState task={task} />
        </h2>
        <About task={task} />
        {task.outcomeNote && (
          <p class="small">
            “<bdi>{task.outcomeNote}</bdi>”
          </p>
        )}
      </div>
      <TaskButtons task={task} />
    </header>
    <section class="pane-part">
      <h2>Why</h2>
      <p class="small">
        <bdi>{asSentence(task.from.why)}</bdi>
      </p>
      <p class="small quiet">
        {kinds[task.from.kind]}{' '}
        <a href={`/definitions?kind=${task.from.kind}&search=${encodeURIComponent(task.from.id)}`}>
          <Name>{task.from.name}</Name>
        </a>
      </p>
    </section>
    {task.say && (
      <section class="pane-part">
        <h2>What to do</h2>
        <div class="say">
          <p>
            <bdi>{task.say}</bdi>
          </p>
          <CopyButton text={task.say} />
        </div>
      </section>
    )}
    <HistoryPart history={task.history} />
  </article>
)
