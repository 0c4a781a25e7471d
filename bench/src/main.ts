import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { benchmarks } from './benchmarks.ts'
import { compareWith, readBaseline, updateBaseline } from './report/baseline.ts'
import { type Outcome, ratioOf, sayOutcome } from './report/outcome.ts'
import { createProgress } from './report/progress.ts'
import { sayTopCosts } from './report/top-costs.ts'
import { endOnSignals } from './setting/clean-up.ts'
import { sayMachine } from './setting/machine.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const complain = (text: string): void => void process.stderr.write(`${text}\n`)

const usage = `npm run bench -- NAME ...    measure these
npm run bench -- all         measure everything
npm run bench -- compare     measure, and say which ratios fell by more than 15 %
                             (compare NAME ...: these alone)

  --seconds N         how long each measures
  --people N          how many people there are, for restart and memory
  --json              one JSON object a line
  --update-baseline   keep the ratios in bench/baseline.json
  --profile DIR       write the servers' CPU profiles there, and say what cost most
`

const list = (): string => {
  const width = Math.max(...benchmarks.map(({ name }) => name.length))
  return benchmarks.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join('\n')
}

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      people: { type: 'string' },
      json: { type: 'boolean', default: false },
      'update-baseline': { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })

type Options = ReturnType<typeof parse>['values']

const called = 2

const endCalledWrongly = (text: string): never => {
  complain(text)
  process.exit(called)
}

const read = () => {
  try {
    return parse()
  } catch (error) {
    return endCalledWrongly(error instanceof Error ? error.message : String(error))
  }
}

const named = (names: readonly string[]): readonly Benchmark[] => {
  const known = new Map(benchmarks.map((benchmark) => [benchmark.name, benchmark]))
  return names.map(
    (name) =>
      known.get(name) ?? endCalledWrongly(`There is no benchmark ${name}. There are:\n${list()}`),
  )
}

const numberOf = (options: Options, name: 'seconds' | 'people'): number | undefined => {
  const given = options[name]
  if (given === undefined) return undefined
  const value = Number(given)
  return value > 0 ? value : endCalledWrongly(`--${name} takes a number such as 10.`)
}

const load = (): number => loadavg()[0] ?? 0

const runOne = async (benchmark: Benchmark, options: Options): Promise<Outcome> => {
  const progress = createProgress(benchmark.name)
  const before = load()
  const { profile } = options
  const people = numberOf(options, 'people')
  try {
    const finding = await benchmark.run({
      seconds: numberOf(options, 'seconds') ?? benchmark.seconds,
      progress,
      ...(profile === undefined ? {} : { profile }),
      ...(people === undefined ? {} : { people }),
    })
    const ratio = ratioOf(finding)
    const outcome = { name: benchmark.name, ...finding, ...(ratio ? { ratio } : {}) }
    return { ...outcome, load: { before, after: load() } }
  } finally {
    progress.end()
  }
}

/** One that cannot run here must not keep the others from it; the exit status tells. */
const tryOne = async (benchmark: Benchmark, options: Options): Promise<readonly Outcome[]> => {
  try {
    const outcome = await runOne(benchmark, options)
    say(options.json ? JSON.stringify(outcome) : sayOutcome(outcome))
    return [outcome]
  } catch (error) {
    process.exitCode = 1
    const reason = error instanceof Error ? error.stack : String(error)
    complain(`${benchmark.name} could not be measured: ${reason}\n`)
    return []
  }
}

const runAll = async (chosen: readonly Benchmark[], options: Options): Promise<void> => {
  const outcomes: Outcome[] = []
  complain(sayMachine())
  for (const benchmark of chosen) outcomes.push(...(await tryOne(benchmark, options)))
  if (options.profile !== undefined) complain(sayTopCosts(options.profile))
  if (options['update-baseline']) updateBaseline(outcomes)
  else for (const warning of compareWith(readBaseline(), outcomes)) complain(`Warning: ${warning}.`)
}

const { values, positionals } = read()
const [first, ...rest] = positionals
endOnSignals()
if (first === undefined || values.help) say(`${usage}\n${list()}`)
else {
  const names = first === 'compare' ? rest : positionals
  const all = names.length === 0 || names.includes('all')
  await runAll(all ? benchmarks : named(names), values)
  process.exit()
}
