import type { Explained, Published } from '@waymark/processor'
import type { DefinitionList, Gate, StateAnswer } from '@waymark/schemas'
import type { Command } from 'commander'
import { personKeys } from '../events/event-filter.ts'
import { findInstance, nothingRuns } from '../instance/connect.ts'
import { chooseEnvironment, environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { readState } from '../instance/read-state.ts'
import type { Snapshot } from '../instance/stopped-log.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { scoreRows } from '../print/say-state.ts'
import { instant, plain, table } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly guide?: string
}

interface Material {
  readonly env: string
  readonly subject: string
  readonly state: Snapshot
  readonly published: readonly Published[]
}

const nobody = (person: string): CommandError => new CommandError(`There is nobody "${person}".`)

const gather = async (person: string, options: Options, printer: Printer): Promise<Material> => {
  const found = await findInstance(options)
  if (found.t === 'none') throw new CommandError(nothingRuns(found.dir))
  if (found.t === 'running') {
    const { api } = found
    const env = await environmentOf(api, options)
    await untilFresh(api, env, printer)
    const answer: StateAnswer | undefined = await readState(api, personKeys(env, person))
    if (!answer) throw nobody(person)
    const { definitions } = await api.get<DefinitionList>('/api/definitions', { env })
    const state = answer.state as unknown as Snapshot
    return { env, subject: answer.subject, state, published: definitions }
  }
  const { openStopped } = await import('../instance/stopped-log.ts')
  await using log = await openStopped(found.log)
  const env = chooseEnvironment(log.environments(), options)
  const stored = log.state(personKeys(env, person))
  if (!stored) throw nobody(person)
  const published = log
    .definitions(env)
    .list.flatMap(({ definition, version }) => (definition ? [{ definition, version }] : []))
  return { env, subject: stored.subject, state: stored.state, published }
}

const gateLine = ({ gate, is, wants, found }: Gate): readonly string[] => [
  `  ${is ? 'ok' : 'NO'}`,
  gate,
  `expected: ${wants}`,
  `found: ${found}`,
]

const outcome = ({ channel, shows }: Explained): string => {
  if (channel === 'guide') return shows ? 'shows' : 'does not show'
  return shows ? 'is sent' : 'is not sent'
}

const sayMessage = (explained: Explained): string => {
  const { channel, what, engagement, gates, decision, shown } = explained
  const named = channel === 'guide' ? what : `${channel} ${what}`
  const lines = [
    `${named} (${engagement}): ${outcome(explained)}`,
    table(gates.map(gateLine)),
    ...(decision === undefined ? [] : [`  decision in force: ${decision}`]),
    ...(shown.length === 0
      ? []
      : [`  ${channel === 'guide' ? 'painted' : 'sent'}: ${shown.map(instant).join(', ')}`]),
  ]
  return lines.join('\n').split('\n').map(plain).join('\n')
}

const run = async (person: string, options: Options, printer: Printer): Promise<void> => {
  if (person.startsWith('account:')) {
    const id = person.slice('account:'.length)
    throw new CommandError(
      `explain is about people: messages are for them. About the account: waymark state account:${id}`,
    )
  }
  const { env, subject, state, published } = await gather(person, options, printer)
  if (state.kind !== 'person')
    throw new CommandError(`${subject} is an account; messages are for people.`)
  const { guide } = options
  const known = published.some(({ definition: d }) => d.kind === 'guide' && d.id === guide)
  if (guide !== undefined && !known) throw new CommandError(`There is no guide "${guide}".`)
  const { compileProgram, explain } = await import('@waymark/processor')
  const now = Date.now()
  const program = compileProgram(env, 0, published)
  const guides = explain(state, { program, now, ...(guide === undefined ? {} : { guide }) })
  if (options.json) {
    printJson(printer, { subject, now, guides, scores: state.score ?? {} })
    return
  }
  const scores = scoreRows(state)
  if (scores.length > 0) printer.out(`${table(scores)}\n`)
  if (guides.length === 0) printer.out('No engagement sends it: nobody is shown it.')
  else printer.out(guides.map(sayMessage).join('\n\n'))
}

/** `waymark explain` */
export const explainCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('explain', { env: true })
      .description(
        'Why a person is or is not shown guides and sent messages: every gate, what it expects and what it finds; and what their scores are made of',
      )
      .argument('<person>', 'a user id, an anonymous id or a subject key')
      .option('--guide <id>', 'this guide only')
      .action((person: string, options: Options) => run(person, options, printer)),
    ['waymark explain ann', 'waymark explain ann --guide first-project --json'],
  )
