import type { SubjectKey, Transition } from '@waymark/schemas'
import type { TaskItem } from '@waymark/schemas/api/tasks'
import type { WorkView } from '@waymark/schemas/api/work'
import { type Reader, workViewsOf } from './work-views.ts'

/** A change that a task is made of. */
export interface TaskChange {
  readonly subject: SubjectKey
  readonly transition: Transition
}

export interface TaskWords {
  readonly subject: (key: SubjectKey) => Pick<TaskItem, 'id' | 'name'>
  readonly account: (id: string) => string
  /** The name of who did something, by id. */
  readonly userName: (id: string) => string
  readonly from: (sent: Sent) => TaskItem['from']
}

export type Sent = Extract<Transition, { t: 'send' }>
type Done = Extract<Transition, { t: 'task' }>

/** A task, and whose it is by id. */
export type TaskRecord = TaskItem & { readonly ownerId?: string }

type Draft = { -readonly [Key in keyof TaskRecord]: TaskRecord[Key] } & {
  history: { readonly at: number; readonly says: string }[]
}

const outcomes = {
  solved: 'it helped',
  no_answer: 'no answer',
  not_needed: 'it was not needed',
} as const

const made = (subject: SubjectKey, sent: Sent, words: TaskWords): Draft | undefined => {
  const { send, task, say, at, to } = sent
  if (!task) return undefined
  const from = words.from(sent)
  const isAccount = subject.split('/')[1] === 'g'
  return {
    task: send,
    subject,
    ...words.subject(subject),
    ...(to.account === undefined || isAccount
      ? {}
      : { account: { id: to.account, name: to.accountName ?? words.account(to.account) } }),
    title: task.title,
    ...(say === undefined ? {} : { say }),
    from,
    at,
    ...(task.due === undefined ? {} : { due: task.due }),
    ...(task.owner === undefined ? {} : { routedTo: task.owner }),
    history: [{ at, says: `${from.name} made it.` }],
  }
}

const claim = (draft: Draft, by: string, who: string): void => {
  draft.owner = who
  draft.ownerId = by
  delete draft.snoozedUntil
}

const release = (draft: Draft): void => {
  delete draft.owner
  delete draft.ownerId
}

/** A snooze that ends as it begins takes back the one before. */
const snooze = (draft: Draft, { until, at }: Extract<Done, { deed: 'snooze' }>): string => {
  if (until <= at) {
    delete draft.snoozedUntil
    return 'took it out of snooze'
  }
  draft.snoozedUntil = until
  return 'put it off'
}

const finish = (draft: Draft, done: Extract<Done, { deed: 'done' }>, who: string): string => {
  if (draft.owner === undefined) claim(draft, done.by, who)
  draft.outcome = done.outcome
  draft.doneAt = done.at
  if (done.note !== undefined) draft.outcomeNote = done.note
  return `closed it: ${outcomes[done.outcome]}`
}

const reopen = (draft: Draft): void => {
  delete draft.outcome
  delete draft.outcomeNote
  delete draft.doneAt
}

const apply = (draft: Draft, done: Done, who: string): string => {
  switch (done.deed) {
    case 'claim':
      claim(draft, done.by, who)
      return 'claimed it'
    case 'release':
      release(draft)
      return 'gave it back'
    case 'snooze':
      return snooze(draft, done)
    case 'done':
      return finish(draft, done, who)
    case 'reopen':
      reopen(draft)
      return 'opened it again'
  }
}

/** What is due first comes first; what has no date after all that has one, the newest first. */
const byDue = (a: TaskRecord, b: TaskRecord): number =>
  (a.due ?? Number.MAX_SAFE_INTEGER) - (b.due ?? Number.MAX_SAFE_INTEGER) || b.at - a.at

/** Every task, what is due first before the others. `changes` oldest first per subject. */
export const tasksOf = (
  changes: readonly TaskChange[],
  words: TaskWords,
): readonly TaskRecord[] => {
  const drafts = new Map<string, Draft>()
  for (const { subject, transition: t } of changes) {
    if (t.t === 'send') {
      const draft = made(subject, t, words)
      if (draft) drafts.set(t.send, draft)
    }
    const draft = t.t === 'task' ? drafts.get(t.task) : undefined
    if (t.t !== 'task' || !draft) continue
    const who = words.userName(t.by)
    draft.history.push({ at: t.at, says: `${who} ${apply(draft, t, who)}.` })
  }
  return [...drafts.values()].toSorted(byDue)
}

/** In which lists a task is shown. */
export const taskViewsOf = (task: TaskRecord, reader: Reader): readonly WorkView[] =>
  workViewsOf(task, task.outcome !== undefined, reader)
