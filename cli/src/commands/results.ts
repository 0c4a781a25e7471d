import type { Comparison, ResultItem, Results } from '@waymark/schemas/api/results'
import type { Command } from 'commander'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { CommandError } from '../print/command-error.ts'
import { sayDuration } from '../print/duration.ts'
import { sayPercent } from '../print/percent.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain, table } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

const share = ({ reached, people }: Comparison['treated']): string =>
  people === 0 ? '–' : `${sayPercent(reached / people, 1)} of ${people}`

const points = (value: number): string => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`

const difference = ({ absolute }: Comparison): string =>
  absolute
    ? `${points(absolute.value)} points (${points(absolute.low)} to ${points(absolute.high)})`
    : 'not yet'

const against = { engagement: 'held out', project: 'held out of everything' } as const

const rowOf = (one: Comparison): readonly string[] => [
  `  ${one.variant === undefined ? 'everybody' : `variant ${one.variant}`}`,
  share(one.treated),
  `${against[one.against]}: ${share(one.control)}`,
  difference(one),
]

const sayResult = (result: ResultItem): string => {
  const { kind, id, name, says, goal, withinMs, comparisons, waiting } = result
  const lines = [
    `${name} (${kind} ${id})`,
    `  ${says}`,
    ...(goal === undefined ? [] : [`  Goal: ${goal}, within ${sayDuration(withinMs)}.`]),
    ...(waiting > 0 ? [`  Time is not over for: ${waiting}.`] : []),
    ...(comparisons.length === 0 ? [] : table(comparisons.map(rowOf)).split('\n')),
  ]
  return lines.map(plain).join('\n')
}

/** `waymark results` */
export const resultsCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('results', { env: true })
      .description('What guides, engagements and flows do for their goals, against who is held out')
      .argument('[guide]', 'of a guide, an engagement or a flow only, by its id')
      .action(async (guide: string | undefined, options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const query = { env, ...(guide === undefined ? {} : { id: guide }) }
        const answer = await api.get<Results>('/api/results', query)
        if (guide !== undefined && answer.results.length === 0) {
          throw new CommandError(plain(`Nothing shows or is "${guide}".`))
        }
        if (options.json) printJson(printer, { env, ...answer })
        else if (answer.results.length === 0) printer.out('No engagement and no flow yet.')
        else printer.out(answer.results.map(sayResult).join('\n\n'))
      }),
    ['waymark results', 'waymark results install-the-code --json'],
  )
