import type {
  ApplyRequest,
  ApplyResult,
  DefinitionList,
  StaleDefinition,
} from '@waymark/schemas/api/definitions'
import type { Command } from 'commander'
import { faultOfSize } from '../documents/fault-of-size.ts'
import type { Document, FileProblem } from '../documents/parse-documents.ts'
import { readDocuments } from '../documents/read-documents.ts'
import { sayChanges } from '../documents/say-changes.ts'
import { sayOvertaken } from '../documents/say-overtaken.ts'
import { problemIn, sayProblem, sayWarning } from '../documents/say-problem.ts'
import type { Answer, Api } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly dryRun?: boolean
  readonly force?: boolean
}

interface Outcome {
  readonly env: string
  readonly ok: boolean
  readonly dryRun: boolean
  readonly changes: ApplyResult['changes']
  readonly problems: readonly FileProblem[]
  /** What their authors may not have meant: nothing is refused for that. */
  readonly warnings?: readonly FileProblem[]
  /** What to do about them, where there is one way for all. */
  readonly wayOut?: string
}

const nameOf = (value: unknown): string => {
  const { kind, id } = (value ?? {}) as { readonly kind?: unknown; readonly id?: unknown }
  return typeof kind === 'string' && typeof id === 'string' ? `${kind}/${id}` : ''
}

const placed = (
  documents: readonly Document[],
  problem: ApplyResult['problems'][number],
): FileProblem => {
  const document = documents[problem.document]
  if (document) return problemIn(document, problem)
  return { file: 'definitions', at: problem.at, message: problem.message }
}

/** What is wrong with documents that are some of those that belong together. */
const faultsOf = async (documents: readonly Document[]): Promise<readonly FileProblem[]> => {
  const { checkAlone } = await import('@waymark/dashboard-server')
  const values = documents.map(({ value }) => value)
  return checkAlone(values, 'some').problems.map((problem) => placed(documents, problem))
}

/** Of what somebody else has changed since: each at its document, and how to go on. */
const conflictOf = (
  documents: readonly Document[],
  answer: Extract<Answer<ApplyResult>, { readonly ok: false }>,
): Pick<Outcome, 'problems' | 'wayOut'> => {
  const { stale = [] } = (answer.body ?? {}) as { readonly stale?: readonly StaleDefinition[] }
  const problems = stale.flatMap((one) => {
    const document = documents.find(({ value }) => nameOf(value) === one.key)
    return document ? [problemIn(document, { at: 'version', message: sayOvertaken(one) })] : []
  })
  if (problems.length === 0) throw new CommandError(answer.message)
  return {
    problems,
    wayOut:
      'Take over what is in force with: waymark export DIR; or write over it with: waymark apply --force',
  }
}

const warningsOf = (
  documents: readonly Document[],
  changes: ApplyResult['changes'],
): readonly FileProblem[] =>
  changes.flatMap(({ kind, id, warnings = [] }) => {
    const document = documents.find(({ value }) => nameOf(value) === `${kind}/${id}`)
    return document ? warnings.map((warning) => problemIn(document, warning)) : []
  })

const resultOf = (answer: Answer<ApplyResult>): ApplyResult => {
  if (answer.ok) return answer.body
  // A set with problems is refused as a whole, and the refusal says each of them.
  const body = answer.body as Partial<ApplyResult> | undefined
  if (answer.status === 422 && body?.problems) return body as ApplyResult
  throw new CommandError(answer.message)
}

const inForce = async (
  api: Api,
  env: string,
  documents: readonly Document[],
): Promise<NonNullable<ApplyRequest['baseVersions']>> => {
  const { definitions } = await api.get<DefinitionList>('/api/definitions', { env })
  const wanted = new Set(documents.map(({ value }) => nameOf(value)))
  return Object.fromEntries(
    definitions
      .map(({ kind, id, version }) => [`${kind}/${id}`, version] as const)
      .filter(([name]) => wanted.has(name)),
  )
}

/** With which version of an environment the files were exported, as far as they say. */
const exportedAs = (
  documents: readonly Document[],
  env: string,
): NonNullable<ApplyRequest['exported']> =>
  Object.fromEntries(
    documents.flatMap(({ value, version }) => {
      const own = version?.[env]
      return own === undefined ? [] : [[nameOf(value), own]]
    }),
  )

const applyTo = async (api: Api, paths: readonly string[], options: Options): Promise<Outcome> => {
  const env = await environmentOf(api, options)
  const { documents, problems: unread } = readDocuments(paths)
  const dryRun = options.dryRun ?? false
  if (unread.length > 0) {
    const problems = [...unread, ...(await faultsOf(documents))]
    return { env, ok: false, dryRun, changes: [], problems }
  }
  const request: ApplyRequest = {
    env,
    documents: documents.map(({ value }) => value),
    dryRun,
    exported: exportedAs(documents, env),
    ...(options.force ? { force: true } : { baseVersions: await inForce(api, env, documents) }),
  }
  const tooLarge = faultOfSize(documents, request)
  if (tooLarge) {
    const problems = [tooLarge, ...(await faultsOf(documents))]
    return { env, ok: false, dryRun, changes: [], problems }
  }
  const answer = await api.send<ApplyResult>('POST', '/api/definitions/apply', request)
  if (!answer.ok && answer.status === 409)
    return { env, ok: false, dryRun, changes: [], ...conflictOf(documents, answer) }
  const result = resultOf(answer)
  return {
    ...result,
    env,
    problems: result.problems.map((problem) => placed(documents, problem)),
    warnings: warningsOf(documents, result.changes),
  }
}

const sayOutcome = (outcome: Outcome, printer: Printer): void => {
  const { env, ok, dryRun, changes, problems, warnings = [], wayOut } = outcome
  for (const problem of problems) printer.err(plain(sayProblem(problem)))
  if (!ok) {
    const many = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`
    printer.err(`${many}. Nothing was written.`)
    if (wayOut !== undefined) printer.err(wayOut)
    return
  }
  for (const line of sayChanges(changes)) printer.out(plain(line))
  for (const warning of warnings) printer.err(plain(sayWarning(sayProblem(warning))))
  const differ = changes.filter(({ what }) => what !== 'same').length
  const same = changes.length - differ
  const verb = dryRun ? 'would be written' : 'written'
  printer.out(`${env}: ${differ} ${verb}, ${same} stayed as ${same === 1 ? 'it is' : 'they are'}.`)
}

/** `waymark apply` */
export const applyCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('apply', { env: true })
      .description(
        'Put definitions in force: all of the documents, or none; says what changes and from when it counts',
      )
      .argument(
        '<paths...>',
        'YAML or JSON files (several documents are fine), directories of them, or - for standard input',
      )
      .option('--dry-run', 'check and say what would change; write nothing')
      .option('--force', 'write also over what somebody has changed since the files were exported')
      .action(async (paths: readonly string[], options: Options) => {
        const outcome = await applyTo(await connect(options), paths, options)
        if (options.json) printJson(printer, outcome)
        else sayOutcome(outcome, printer)
        if (!outcome.ok) process.exitCode = 1
      }),
    ['waymark apply definitions --dry-run', 'waymark apply tour.yaml nps.yaml --env production'],
  )
