import type { TaskItem, TaskList } from '@waymark/schemas/api/tasks'
import { type WorkView, workViews } from '@waymark/schemas/api/work'
import { type Command, Option } from 'commander'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instant, plain } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly view: WorkView
}

const ownerLine = ({ owner, routedTo }: TaskItem): readonly string[] => {
  if (owner !== undefined) return [`  claimed by ${owner}`]
  return routedTo === undefined ? [] : [`  for ${routedTo}`]
}

const sayTask = (task: TaskItem): string => {
  const { title, name, subject, account, due, say, from, outcome } = task
  const lines = [
    `${title}${due === undefined ? '' : `, due ${instant(due)}`}`,
    `  about ${name}${account ? ` of ${account.name}` : ''} (${subject})`,
    `  because ${from.why} (${from.kind} ${from.id})`,
    ...(say === undefined ? [] : [`  ${say}`]),
    ...ownerLine(task),
    ...(outcome === undefined ? [] : [`  outcome: ${outcome.replace('_', ' ')}`]),
  ]
  return lines.map((line) => plain(line.trimEnd())).join('\n')
}

/** `waymark tasks` */
export const tasksCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('tasks', { env: true })
      .description('What your own people are to do, about whom, why and until when')
      .addOption(new Option('--view <view>', 'which of them').choices(workViews).default('open'))
      .action(async (options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const { view } = options
        const { tasks } = await api.get<TaskList>('/api/tasks', { env, view })
        if (options.json) printJson(printer, { env, view, tasks })
        else printer.out(tasks.length === 0 ? 'Nothing to do.' : tasks.map(sayTask).join('\n\n'))
      }),
    ['waymark tasks', 'waymark tasks --view done --json'],
  )
