import {
  type CommandHeader,
  type Flow,
  type SubjectKey,
  sayRule,
  type TaskAction,
  type TaskCommand,
  type TaskDeed,
  type TaskView,
  taskOutcomes,
} from '@waymark/schemas'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import * as answers from '../answers/task-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { readFlows } from '../read/read-flows.ts'
import { readTasks } from '../read/read-tasks.ts'
import { type Sent, type TaskRecord, taskViewsOf } from '../read/tasks-of.ts'
import { env, id, subject } from './inputs.ts'
import { actorName, auditEntry, envOf, type Rooms } from './rooms.ts'

/** Most tasks in one answer. */
const shown = 500

/** What made a task, by the definition that is in force; of one that is gone, by what was decided then. */
const fromOf = (rooms: Rooms, env: string, sent: Sent): TaskRecord['from'] => {
  const isFlow = sent.definition.startsWith('flow/')
  const kind = isFlow ? 'flow' : 'engagement'
  const id = isFlow ? sent.definition.slice('flow/'.length) : sent.definition
  const definition = rooms.definitions.stored(env, kind, id)?.definition
  const name = definition?.name ?? id
  if (definition?.kind === 'flow') return { kind, id, name, why: sayRule(definition.enter) }
  if (definition?.kind === 'engagement')
    return { kind, id, name, why: sayRule(definition.audience) }
  return { kind, id, name, why: sent.why.find(({ gate }) => gate === 'audience')?.wants ?? '' }
}

const tasksIn = (rooms: Rooms, env: string): Promise<readonly TaskRecord[]> =>
  readTasks(
    rooms.deps.store,
    { userName: (by) => actorName(rooms, by), from: (sent) => fromOf(rooms, env, sent) },
    env,
  )

const views = ['open', 'mine', 'snoozed', 'done'] as const satisfies readonly TaskView[]

const newestDone = (a: TaskRecord, b: TaskRecord): number => (b.doneAt ?? 0) - (a.doneAt ?? 0)

const listTasks = async (
  rooms: Rooms,
  env: string,
  { view, me }: { readonly view: TaskView; readonly me: string },
) => {
  const asOf = await rooms.asOf(env)
  const at = { now: rooms.deps.clock(), me }
  const tasks = (await tasksIn(rooms, env)).map((task) => ({ task, in: taskViewsOf(task, at) }))
  const count = (one: TaskView): number => tasks.filter((task) => task.in.includes(one)).length
  const list = tasks.filter((one) => one.in.includes(view)).map(({ task }) => task)
  return {
    tasks: (view === 'done' ? list.toSorted(newestDone) : list)
      .slice(0, shown)
      .map(({ ownerId: _, ...task }) => task),
    counts: {
      open: count('open'),
      mine: count('mine'),
      snoozed: count('snoozed'),
      done: count('done'),
    },
    asOf,
  }
}

/** The last instant that a date can be. */
const latestDate = 8_640_000_000_000_000

/** Nobody puts off for longer: a year, and a leap day. */
const longestSnoozeMs = 366 * 86_400_000

const actionSchema = z.strictObject({
  env,
  subject,
  task: id,
  do: z.enum(['claim', 'release', 'snooze', 'wake', 'done', 'reopen']),
  until: z.int().min(0).max(latestDate).optional(),
  outcome: z.enum(taskOutcomes).optional(),
  note: z.string().max(2000).optional(),
})

type Action = z.infer<typeof actionSchema>

const deedOf = (action: Action, now: number): TaskDeed | Refused => {
  if (action.do === 'wake') return { deed: 'snooze', until: now }
  if (action.do === 'snooze') {
    const { until = now } = action
    if (until > now && until - now <= longestSnoozeMs) return { deed: 'snooze', until }
    const at = { at: 'body.until' }
    return refuse('invalid_body', 'Say until when: an instant within the next year.', at)
  }
  if (action.do !== 'done') return { deed: action.do }
  const { outcome, note } = action
  if (outcome) return { deed: 'done', outcome, ...(note ? { note } : {}) }
  const at = { at: 'body.outcome' }
  return refuse('invalid_body', `Say the outcome: ${taskOutcomes.join(', ')}.`, at)
}

/** The value of a command's record: its header, a newline, no events. */
const encode = (header: CommandHeader): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(header)}\n[]`)

interface To {
  readonly env: string
  readonly subject: SubjectKey
  readonly actor: Actor
  readonly now: number
}

const act = async (rooms: Rooms, to: To, command: TaskCommand): Promise<void> => {
  const { env, subject: key, actor, now: received } = to
  const header: CommandHeader = { v: 1, kind: 'command', env, received, by: actor.id, command }
  await rooms.deps.log.append([{ topic: 'events', key, value: encode(header) }])
  const about = { what: `task.${command.deed}`, on: key, detail: command.task }
  await rooms.control.write([auditEntry(rooms, actor, about)])
}

/** Human work: list, claim, give back, put off, close, open again; and how the flows that make it do. */
export const taskRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/tasks',
    capability: 'signed-in',
    says: 'Tasks by view, what is due first before the others, with why and about whom.',
    answer: answers.taskList,
    query: z.strictObject({ env, view: z.enum(views).default('open') }),
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
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const now = rooms.deps.clock()
      const deed = deedOf(body satisfies Pick<TaskAction, 'subject' | 'task' | 'do'>, now)
      if (isRefused(deed)) return deed
      const { task } = body
      const known = (await tasksIn(rooms, env)).find((one) => one.task === task)
      if (known?.subject !== body.subject)
        return refuse('not_found', `There is no task "${task}" about "${body.subject}".`, {
          at: 'body.task',
        })
      const to = { env, subject: body.subject, actor, now }
      await act(rooms, to, { do: 'task', task, ...deed })
      return undefined
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
