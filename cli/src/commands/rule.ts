import type { Level, Problem } from '@waymark/schemas'
import { Command, Option } from 'commander'
import type { Checked } from '../documents/check-documents.ts'
import { readDocuments } from '../documents/read-documents.ts'
import { problemIn, sayProblem, sayWarning } from '../documents/say-problem.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { groupCommand, withExamples } from './options.ts'
import { ruleCountCommand } from './rule-count.ts'

interface Options {
  readonly level: Level
  readonly json?: boolean
}

const check = async (
  paths: readonly string[],
  { level, json }: Options,
  printer: Printer,
): Promise<void> => {
  const { checkDocuments } = await import('../documents/check-documents.ts')
  const { documents, problems: unread } = readDocuments(paths)
  const found = checkDocuments(
    documents.map(({ value }) => value),
    level,
  )
  const checked = documents.map((document, i) => {
    const { problems, warnings, ...rest } = found[i] as Checked
    const placed = (list: readonly Problem[]) =>
      list.map((problem) => problemIn(document, problem, rest.name))
    return { file: document.file, ...rest, problems: placed(problems), warnings: placed(warnings) }
  })
  const problems = [...unread, ...checked.flatMap((one) => one.problems)]
  if (problems.length > 0) process.exitCode = 1
  if (json) {
    printJson(printer, { ok: problems.length === 0, documents: checked, problems })
    return
  }
  for (const { name, says, reads } of checked) {
    if (says !== undefined) printer.out(plain(name === 'rule' ? says : `${name}: ${says}`))
    if (reads.length > 0)
      printer.out(plain(`  reads: ${reads.join(', ')} (apply --dry-run checks that they exist)`))
  }
  for (const warning of checked.flatMap((one) => one.warnings))
    printer.err(plain(sayWarning(sayProblem(warning))))
  for (const problem of problems) printer.err(plain(sayProblem(problem)))
}

const checkCommand = (printer: Printer): Command =>
  withExamples(
    new Command('check')
      .description(
        'Check rules and definitions without an instance, and say them in English; status 1 where one is wrong',
      )
      .argument(
        '<paths...>',
        'YAML or JSON files, or directories of them: rules alone, or definitions; - for standard input',
      )
      .addOption(
        new Option('--level <level>', 'what a rule alone is about')
          .choices(['person', 'account'])
          .default('person'),
      )
      .option('--json', 'answer as JSON, for programs')
      .action((paths: readonly string[], options: Options) => check(paths, options, printer)),
    [
      'waymark rule check milestone.yaml guides',
      `echo '{"did":{"event":"Product Created"}}' | waymark rule check -`,
    ],
  )

/** `waymark rule` */
export const ruleCommand = (printer: Printer): Command =>
  groupCommand('rule', 'Rules, before they are used', [
    checkCommand(printer),
    ruleCountCommand(printer),
  ])
