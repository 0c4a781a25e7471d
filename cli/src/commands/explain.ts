import type { Explained, Published } from '@waymark/processor'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { ExplainedDefinition } from '@waymark/schemas/api/explanation'
import type { StateAnswer } from '@waymark/schemas/api/operation'
import type { Gate } from '@waymark/schemas/wire/gates'
import type { Command } from 'commander'
import { subjectsOf } from '../events/event-filter.ts'
import { findInstance, nothingRuns } from '../instance/connect.ts'
import { chooseEnvironment, environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { nobody } from '../instance/nobody.ts'
import { readState } from '../instance/read-state.ts'
import type { Snapshot } from '../instance/stopped-log.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { scoreRows } from '../print/say-state.ts'
import { instant, plain, table } from '../print/table.ts'
import { newestTooMuch, readUncounted, sayTooMuch, type TooMuch } from '../print/too-much.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly guide?: string
  readonly definition?: string
}

interface Material {
  readonly env: string
  readonly subject: string
  readonly state: Snapshot
  readonly published: readonly Published[]
  readonly tooMuch: TooMuch | undefined
}

const gather = async (who: string, options: Options, printer: Printer): Promise<Material> => {
  const found = await findInstance(options)
  if (found.t === 'none') throw new CommandError(nothingRuns(found))
  if (found.t === 'running') {
    const { api } = found
    const env = await environmentOf(api, options)
    await untilFresh(api, env, printer)
    const answer: StateAnswer | undefined = await readState(api, subjectsOf(env, who))
    if (!answer) throw nobody(who)
    const { definitions } = await api.get<DefinitionList>('/api/definitions', { env })
    const state = answer.state as unknown as Snapshot
    const tooMuch = await readUncounted(api, { env, subject: answer.subject })
    return { env, subject: answer.subject, state, published: definitions, tooMuch }
  }
  const { openStopped } = await import('../instance/stopped-log.ts')
  await using log = await openStopped(found.log)
  const env = chooseEnvironment(log.environments(), options)
  const stored = log.state(subjectsOf(env, who))
  if (!stored) throw nobody(who)
  const published = log
    .definitions(env)
    .list.flatMap(({ definition, version }) => (definition ? [{ definition, version }] : []))
  const { subject, state } = stored
  return { env, subject, state, published, tooMuch: newestTooMuch(state) }
}

const checkRow = (name: string, { is, wants, found }: Omit<Gate, 'gate'>): readonly string[] => [
  `  ${is ? 'ok' : 'NO'}`,
  name,
  `expected: ${wants}`,
  `found: ${found}`,
]

/** Nothing in it that a terminal would obey. */
const plainLines = (lines: readonly string[]): string =>
  lines.join('\n').split('\n').map(plain).join('\n')

const outcome = ({ channel, shows }: Explained): string => {
  if (channel === 'guide') return shows ? 'shows' : 'does not show'
  return shows ? 'is sent' : 'is not sent'
}

const sayMessage = (explained: Explained): string => {
  const { channel, what, engagement, gates, decision, shown } = explained
  const named = channel === 'guide' ? what : `${channel} ${what}`
  const lines = [
    `${named} (${engagement}): ${outcome(explained)}`,
    table(gates.map((gate) => checkRow(gate.gate, gate))),
    ...(decision === undefined ? [] : [`  decision in force: ${decision}`]),
    ...(shown.length === 0
      ? []
      : [
          `  ${channel === 'guide' ? 'painted' : 'decided to send'}: ${shown.map(instant).join(', ')}`,
        ]),
  ]
  return plainLines(lines)
}

const sayDefinition = ({ kind, id, stands, checks }: ExplainedDefinition): string => {
  const rows = checks.map((check) => checkRow(check.part, check))
  return plainLines([`${kind} ${id}: ${stands}`, table(rows)]).trimEnd()
}

/** Whether there is anything to say about the one thing that was asked for. */
const refuseUnknown = (
  { subject, state, published }: Material,
  { guide, definition }: Options,
): void => {
  if (guide !== undefined && state.kind !== 'person')
    throw new CommandError(`${subject} is an account; guides are shown to people.`)
  const has = (name: string): boolean =>
    published.some(({ definition: d }) => `${d.kind}/${d.id}` === name)
  if (guide !== undefined && !has(`guide/${guide}`))
    throw new CommandError(`There is no guide "${guide}".`)
  if (definition !== undefined && !has(definition))
    throw new CommandError(`There is no definition "${definition}"; one is called kind/id.`)
}

const sayAll = (
  { state, tooMuch }: Material,
  said: {
    readonly guides: readonly Explained[]
    readonly definitions: readonly ExplainedDefinition[]
  },
): string => {
  const scores = scoreRows(state)
  const parts = [
    ...(tooMuch ? [sayTooMuch(tooMuch)] : []),
    ...(scores.length > 0 ? [table(scores)] : []),
    ...said.definitions.map(sayDefinition),
    ...said.guides.map(sayMessage),
  ]
  return parts.join('\n\n')
}

const run = async (who: string, options: Options, printer: Printer): Promise<void> => {
  const material = await gather(who, options, printer)
  refuseUnknown(material, options)
  const { env, subject, state, published, tooMuch } = material
  const { guide, definition } = options
  const { compileProgram, explainDefinitions, explainMessages } = await import('@waymark/processor')
  const now = Date.now()
  const program = compileProgram(env, 0, published)
  const guides =
    definition === undefined
      ? explainMessages(state, { program, now, ...(guide === undefined ? {} : { guide }) })
      : []
  const definitions =
    guide === undefined
      ? explainDefinitions(state, { program, published, now }).filter(
          ({ kind, id }) => definition === undefined || definition === `${kind}/${id}`,
        )
      : []
  if (options.json) {
    const scores = state.score ?? {}
    printJson(printer, { subject, now, guides, definitions, scores, ...tooMuch })
    return
  }
  const text = sayAll(material, { guides, definitions })
  const isShown = guide === undefined || guides.length > 0
  printer.out(isShown ? text : noEngagement)
}

const noEngagement = 'No engagement sends it and no flow shows it: nobody is shown it.'

/** `waymark explain` */
export const explainCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('explain', { env: true })
      .description(
        'Why a person is or is not shown guides and sent messages: every gate, what it expects and what it finds; how milestones, segments, PQLs, the lifecycle and flows see a person or an account, and why; what their scores are made of; and what came too fast to count',
      )
      .argument('<subject>', 'a user id, an anonymous id, account:ID, or a subject key')
      .option('--guide <id>', 'this guide only')
      .option('--definition <kind/id>', 'this definition only')
      .action((who: string, options: Options) => run(who, options, printer)),
    [
      'waymark explain ann',
      'waymark explain ann --guide first-project --json',
      'waymark explain account:acme --definition pql/trial-pql',
    ],
  )
