import type { GoldenFeatures, GoldenItem } from '@waymark/schemas/api/golden'
import type { Command } from 'commander'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { sayPercent } from '../print/percent.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain, table } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly target?: string
  readonly first?: string
  readonly by?: string
}

const rowOf = (item: GoldenItem): readonly string[] => [
  `${item.kind} ${item.name}`,
  `${item.times}×`,
  sayPercent(item.precision),
  sayPercent(item.otherwise),
  sayPercent(item.recall),
  sayPercent(item.support),
  item.lift.toFixed(2),
  item.phi.toFixed(2),
  item.q < 0.0001 ? '<0.0001' : item.q.toPrecision(2),
]

const heads = ['did', 'times', 'reached', 'others', 'recall', 'support', 'lift', 'phi', 'q']

const sayGolden = (golden: GoldenFeatures): string => {
  const { target, people, reached, leftOut, items } = golden
  const found = items.filter(({ strength }) => strength !== 'chance')
  const rest = items.length - found.length
  const lines = [
    `${target.name}: ${reached} of ${people} people; ${leftOut.young} too young to judge, ${leftOut.already} there at once.`,
    ...(found.length === 0
      ? ['Nothing that they do early goes with it by more than chance.']
      : table([heads, ...found.map(rowOf)]).split('\n')),
    ...(rest > 0 ? [`${rest} more may be chance alone.`] : []),
    'This is correlation: an engagement with a holdout tells what causes it.',
  ]
  return lines.map(plain).join('\n')
}

/** `waymark golden` */
export const goldenCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('golden', { env: true })
      .description(
        'What people do early that goes with reaching a milestone, coming back or paying',
      )
      .option('--target <target>', 'a milestone, or: retained, paid (the last milestone of people)')
      .option('--first <duration>', 'what counts as early (2d)')
      .option('--by <duration>', 'until when the target counts (7d)')
      .action(async (options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const { target, first, by } = options
        const query = {
          env,
          ...(target === undefined ? {} : { target }),
          ...(first === undefined ? {} : { first }),
          ...(by === undefined ? {} : { by }),
        }
        const golden = await api.get<GoldenFeatures>('/api/golden', query)
        if (options.json) printJson(printer, { env, ...golden })
        else printer.out(sayGolden(golden))
      }),
    ['waymark golden --target code-installed', 'waymark golden --target retained --by 14d --json'],
  )
