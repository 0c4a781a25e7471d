import type { Level } from '@waymark/schemas'
import type { RuleCount } from '@waymark/schemas/api/rule-count'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readDocuments } from '../documents/read-documents.ts'
import { sayProblem } from '../documents/say-problem.ts'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instant, plain } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly level?: Level
  readonly at?: number
}

const instantOf = (text: string): number => {
  const at = Date.parse(text)
  if (Number.isNaN(at) || at < 0)
    throw new InvalidArgumentError('An instant such as 2026-03-02T09:00:00Z is expected.')
  return at
}

/** A rule alone, or the rule of the one segment that a file holds. */
const ruleIn = (path: string): { readonly rule: unknown; readonly level: Level | undefined } => {
  const { documents, problems } = readDocuments([path])
  if (problems.length > 0) throw new CommandError(problems.map(sayProblem).join('\n'))
  const [only, ...others] = documents
  if (!only || others.length > 0)
    throw new CommandError(`${path}: one rule or one segment is expected.`)
  const value = only.value as {
    readonly kind?: unknown
    readonly rule?: unknown
    readonly level?: Level
  } | null
  if (value?.kind === undefined) return { rule: only.value, level: undefined }
  if (value.kind === 'segment') return { rule: value.rule, level: value.level }
  throw new CommandError(`${path}: a rule or a segment is expected.`)
}

const nouns = { person: ['person', 'people'], account: ['account', 'accounts'] } as const

const say = ({ count, sample, at, note }: RuleCount, level: Level): string => {
  const noun = nouns[level][count === 1 ? 0 : 1]
  const lines = [
    `It holds for ${count} ${noun} at ${instant(at)}.`,
    ...sample.map((key) => `  ${key}`),
  ]
  if (count > sample.length) lines.push(`  and ${count - sample.length} more`)
  if (note !== undefined) lines.push(note)
  return lines.map(plain).join('\n')
}

const count = async (path: string, options: Options, printer: Printer): Promise<void> => {
  const { rule, level: own } = ruleIn(path)
  const level = options.level ?? own ?? 'person'
  const api = await connect(options)
  const env = await environmentOf(api, options)
  await untilFresh(api, env, printer)
  const at = options.at === undefined ? {} : { at: options.at }
  const body = { env, rule, level, ...at }
  const counted = bodyOf(await api.send<RuleCount>('POST', '/api/rules/count', body))
  if (options.json) printJson(printer, { env, level, ...counted })
  else printer.out(say(counted, level))
}

/** `waymark rule count` */
export const ruleCountCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('count', { env: true })
      .description(
        'For how many people or accounts a rule holds, now or at an instant, and for whom first; nothing is written',
      )
      .argument('<file>', 'a YAML or JSON file: a rule alone, or a segment; - for standard input')
      .addOption(
        new Option('--level <level>', 'what a rule alone is about (person)').choices([
          'person',
          'account',
        ]),
      )
      .option('--at <instant>', 'as it was at an instant', instantOf)
      .action((path: string, options: Options) => count(path, options, printer)),
    [
      'waymark rule count segment.yaml --at 2026-03-02T09:00:00Z',
      `echo '{"did":{"event":"Product Created"}}' | waymark rule count - --level account`,
    ],
  )
