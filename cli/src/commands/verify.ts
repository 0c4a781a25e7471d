import { type Definition, parseDefinition } from '@waymark/schemas'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readDocuments } from '../documents/read-documents.ts'
import { sayProblem } from '../documents/say-problem.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { examinePage, type Finding, isThere } from '../verify/examine-page.ts'
import { judge } from '../verify/judge.ts'
import { nothingKnown, ofGuides, readInForce, sayKnown } from '../verify/known-guides.ts'
import { openBrowser, openContext, type Visit } from '../verify/open-browser.ts'
import { sayReport } from '../verify/say-report.ts'
import { namesPage, targetsOf, type Wanted, withoutTarget } from '../verify/targets-of.ts'
import { count, instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions, Visit {
  readonly definitions?: string
  readonly guide?: readonly string[]
  readonly skip?: readonly string[]
  readonly timeout: number
  readonly verbose?: boolean
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
]

const address = (text: string, before: readonly string[] = []): readonly string[] => {
  if (!/^https?:/.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('A URL such as https://app.example.com/products is expected.')
  }
  return [...before, text]
}

const size = (text: string): Visit['viewport'] => {
  const [, width, height] = /^(\d{3,4})x(\d{3,4})$/.exec(text) ?? []
  if (!width || !height) throw new InvalidArgumentError('A size such as 1280x800 is expected.')
  return { width: Number(width), height: Number(height) }
}

const definitionsIn = (path: string): readonly Definition[] => {
  const { documents, problems } = readDocuments([path])
  if (problems.length > 0) throw new CommandError(problems.map(sayProblem).join('\n'))
  return documents.flatMap(({ file, value }) => {
    const parsed = parseDefinition(value)
    if (parsed.ok) return [parsed.definition]
    const [first] = parsed.problems
    throw new CommandError(`${file}: ${first ? `${first.at}: ${first.message}` : 'cannot be read'}`)
  })
}

/** From files where they are named, else what is in force. */
const guidesOf = async (options: Options): ReturnType<typeof readInForce> => {
  if (options.definitions !== undefined)
    return { definitions: definitionsIn(options.definitions), known: nothingKnown }
  const api = await connect(options)
  return readInForce(api, await environmentOf(api, options))
}

const isChosen = (id: string, { guide, skip = [] }: Options): boolean =>
  (guide === undefined || guide.includes(id)) && !skip.includes(id)

const chosen = (wanted: readonly Wanted[], options: Options): readonly Wanted[] =>
  wanted.filter((each) => isChosen(each.guide, options) && !options.skip?.includes(each.name))

const isFound = ({ name }: Wanted, findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.name === name && isThere(finding))

const examineAll = async (
  wanted: readonly Wanted[],
  options: Options,
): Promise<readonly Finding[]> => {
  const browser = await openBrowser(options)
  try {
    const context = await openContext(browser, options)
    const findings: Finding[] = []
    const timeoutMs = options.timeout * 1000
    for (const url of options.url) {
      // What may be anywhere is not waited for again.
      const left = wanted.filter((each) => namesPage(each) || !isFound(each, findings))
      findings.push(...(await examinePage(context, url, { wanted: left, timeoutMs })))
    }
    return findings
  } finally {
    await browser.close()
  }
}

const verify = async (options: Options, printer: Printer): Promise<void> => {
  const { definitions, known } = await guidesOf(options)
  const wanted = chosen(targetsOf(definitions), options)
  const nowhere = withoutTarget(definitions).filter((id) => isChosen(id, options))
  if (wanted.length + nowhere.length === 0)
    throw new CommandError('No guide here points at an element.')
  const findings = wanted.length === 0 ? [] : await examineAll(wanted, options)
  const report = judge(wanted, findings)
  if (wanted.length > 0 && report.results.length === 0) {
    throw new CommandError(
      'None of these pages is one where a guide belongs: nothing was looked for.',
    )
  }
  if (!report.ok) process.exitCode = 1
  const beside = ofGuides(known, (id) => isChosen(id, options))
  if (options.json) printJson(printer, { ...report, withoutTarget: nowhere, ...beside })
  else {
    const others = { withoutTarget: nowhere, isVerbose: options.verbose === true }
    for (const line of [...sayReport(report, others), ...sayKnown(beside)]) printer.out(line)
  }
}

/** `waymark verify` */
export const verifyCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('verify', { env: true })
      .description('Open pages and look for what guides point at; status 1 where a target is lost')
      .requiredOption('--url <url>', 'a page of the app; may be given several times', address)
      .option('--definitions <dir>', 'the guides of these files instead of those in force')
      .option('--guide <id>', 'this guide alone; may be given several times', collect)
      .option('--skip <name>', 'leave out GUIDE or GUIDE/STEP; may be given several times', collect)
      .option('--cookie <name=value>', 'sign in by a cookie of the page; several times', collect)
      .option(
        '--header <name: value>',
        'send a header to the page’s origin; several times',
        collect,
      )
      .option('--storage-state <file>', 'sign in by cookies and storage that Playwright has saved')
      .option('--verbose', 'name each target and guide that was not looked for, too')
      .option('--browser <path>', 'this Chromium or Chrome (WAYMARK_CHROMIUM)')
      .addOption(
        new Option('--viewport <size>', 'size of the window')
          .argParser(size)
          .default({ width: 1280, height: 800 }, '1280x800'),
      )
      .addOption(
        new Option(
          '--timeout <seconds>',
          'how long a page may take to draw its targets once it is open',
        )
          .argParser(count)
          .default(10),
      )
      .action((options: Options) => verify(options, printer)),
    [
      'waymark verify --url https://app.example.com/products',
      'waymark verify --definitions definitions --url http://localhost:3000 --json',
      "waymark verify --url https://app.example.com/ --cookie 'session=…' --skip tour/last",
    ],
  )
