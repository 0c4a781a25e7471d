import {
  type Flow,
  type NameOf,
  namesIn,
  sayRule,
  type TaskDeed,
  taskOutcomes,
} from '@waymark/schemas'
import type { TaskAction } from '@waymark/schemas/api/tasks'
import { type WorkView, workViews } from '@waymark/schemas/api/work'
import { z } from 'zod'
import * as answers from '../answers/task-answers.ts'
import { workNoted } from '../answers/work-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { readFlows } from '../read/read-flows.ts'
import { readTasks } from '../read/read-tasks.ts'
import { type Sent, type TaskRecord, taskViewsOf } from '../read/tasks-of.ts'
import { inView, withoutIds } from '../read/work-views.ts'
import { env, id } from './inputs.ts'
import { isListed, lateConflict, ownOnly, refuseLate } from './refuse-late.ts'
import { actorName, envOf, type Rooms } from './rooms.ts'
import { mostShown, snoozedUntil, workShape, writeDeed } from './work-actions.ts'

/** What made a task, by the definition that is in force; of one that is gone, by what was decided then. */
const fromOf = (
  rooms: Rooms,
  { env, nameOf }: { readonly env: string; readonly nameOf: NameOf },
  sent: Sent,
): TaskRecord['from'] => {
  const isFlow = sent.definition.startsWith('flow/')
  const kind = isFlow ? 'flow' : 'engagement'
  const id = isFlow ? sent.definition.slice('flow/'.length) : sent.definition
  const definition = rooms.definitions.stored(env, kind, id)?.definition
  const name = definition?.name ?? id
  if (definition?.kind === 'flow') return { kind, id, name, why: sayRule(definition.enter, nameOf) }
  if (definition?.kind === 'engagement')
    return { kind, id, name, why: sayRule(definition.audience, nameOf) }
  return { kind, id, name, why: sent.why.find(({ gate }) => gate === 'audience')?.wants ?? '' }
}

const tasksIn = (rooms: Rooms, env: string): Promise<readonly TaskRecord[]> => {
  const nameOf = namesIn(rooms.definitions.list(env).map(({ definition }) => definition))
  return readTasks(
    rooms.deps.store,
    {
      userName: (by) => actorName(rooms, by),
      from: (sent) => fromOf(rooms, { env, nameOf }, sent),
    },
    env,
  )
}

const newestDone = (a: TaskRecord, b: TaskRecord): number => (b.doneAt ?? 0) - (a.doneAt ?? 0)

const listTasks = async (
  rooms: Rooms,
  env: string,
  { view, me }: { readonly view: WorkView; readonly me: string },
) => {
  const asOf = await rooms.asOf(env)
  const reader = { now: rooms.deps.clock(), me }
  const all = await tasksIn(rooms, env)
  const { items, counts } = inView(all, (task) => taskViewsOf(task, reader), view)
  const tasks = view === 'done' ? items.toSorted(newestDone) : items
  return { tasks: tasks.slice(0, mostShown).map(withoutIds), counts, asOf }
}

const actionSchema = z.strictObject({
  ...workShape,
  task: id,
  do: z.enum(['claim', 'release', 'snooze', 'wake', 'done', 'reopen']),
  outcome: z.enum(taskOutcomes).optional(),
})

type Action = z.infer<typeof actionSchema>

const deedOf = (action: Action, now: number): TaskDeed | Refused => {
  if (action.do === 'wake') return { deed: 'snooze', until: now }
  if (action.do === 'snooze') {
    const until = snoozedUntil(action.until, now)
    return isRefused(until) ? until : { deed: 'snooze', until }
  }
  if (action.do !== 'done') return { deed: action.do }
  const { outcome, note } = action
  if (outcome) return { deed: 'done', outcome, ...(note ? { note } : {}) }
  const at = { at: 'body.outcome' }
  return refuse('invalid_body', `Say the outcome: ${taskOutcomes.join(', ')}.`, at)
}

/** Human work: list, claim, give back, put off, close, open again; and how the flows that make it do. */
export const taskRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/tasks',
    capability: 'signed-in',
    says: 'Tasks by view, what is due first before the others, with why and about whom.',
    answer: answers.taskList,
    query: z.strictObject({ env, view: z.enum(workViews).default('open') }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      return isRefused(env) ? env : listTasks(rooms, env, { view: query.view, me: actor.id })
    },
  }),
  route({
    method: 'POST',
    path: '/api/tasks',
    capability: 'work-leads',
    says: 'Claims, gives back, puts off, wakes, closes or reopens a task. The list shows it as soon as it is folded.',
    body: actionSchema,
    status: 202,
    answer: workNoted,
    conflict: lateConflict,
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const now = rooms.deps.clock()
      const deed = deedOf(body satisfies Pick<TaskAction, 'subject' | 'task' | 'do'>, now)
      if (isRefused(deed)) return deed
      const { task, subject } = body
      const asOf = await rooms.asOf(env)
      const known = (await tasksIn(rooms, env)).find((one) => one.task === task)
      if (known?.subject !== body.subject)
        return refuse('not_found', `There is no task "${task}" about "${body.subject}".`, {
          at: 'body.task',
        })
      const what = deed.deed === 'done' ? 'close' : deed.deed
      const own = what === 'release' ? ownOnly(actor, body) : {}
      const late = isListed(rooms, { kind: 'task.', subject, id: task }, asOf)
        ? refuseLate(known, { deed: what, by: actor.id, ...own })
        : undefined
      if (late) return late
      const command = { do: 'task', task, ...deed, ...own } as const
      const audit = { what: `task.${deed.deed}`, detail: task }
      return writeDeed(rooms, { env, subject, actor, now, command, audit })
    },
  }),
  route({
    method: 'GET',
    path: '/api/flows',
    capability: 'signed-in',
    says: 'How each published flow does: who entered, who met its goal, beside those held out; and its tasks.',
    answer: answers.flowList,
    query: z.strictObject({ env }),
    handle: async ({ query }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const asOf = await rooms.asOf(env)
      const flows = rooms.definitions
        .list(env)
        .map(({ definition }) => definition)
        .filter((d): d is Flow => d.kind === 'flow')
      const tasks = await tasksIn(rooms, env)
      return { flows: await readFlows(rooms.deps.store, env, { flows, tasks }), asOf }
    },
  }),
]
