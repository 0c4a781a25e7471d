import type { CDPSession } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Of the processor, without what others had of it meanwhile. */
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly url?: string }; readonly name?: string }
}

/** What the browser's own trace tells of a page's main thread, in ms on a slow machine. */
export interface Trace {
  /** That the script at this path took to be compiled and run. */
  evaluated(path: string): number
  /** Of each task in which a script from under this path was called. */
  tasks(path: string): readonly number[]
}

const categories = ['devtools.timeline', 'toplevel', 'v8', '__metadata']

/** Records while something happens. */
export const traceWhile = async (
  devtools: CDPSession,
  what: () => Promise<unknown>,
): Promise<Trace> => {
  const events: TraceEvent[] = []
  const collect = ({ value }: { readonly value: object[] }): void => {
    events.push(...(value as TraceEvent[]))
  }
  devtools.on('Tracing.dataCollected', collect)
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  })
  await what()
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve))
  await devtools.send('Tracing.end')
  await complete
  devtools.off('Tracing.dataCollected', collect)
  return readTrace(events)
}

const slowdown = 4

/**
 * ms of a machine whose processor is four times slower; what waits for another process (storage, cookies) waits as long.
 * Reckoned, as the browser's own throttling holds its main thread with a second one: where others use the machine, that
 * one comes late, and the same script takes 5 ms or 50.
 */
const slowed = ({ tdur, dur = 0 }: TraceEvent): number => {
  const busy = tdur ?? dur
  return (slowdown * busy + Math.max(0, dur - busy)) / 1000
}

const runs = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile', 'v8.compileModule'])

const holds = (task: TraceEvent, { ts }: TraceEvent): boolean =>
  task.ts <= ts && ts <= task.ts + (task.dur ?? 0)

const readTrace = (events: readonly TraceEvent[]): Trace => {
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const onMain = events.filter(({ ph, pid, tid }) => ph === 'X' && main.has(`${pid} ${tid}`))
  return {
    evaluated: (path) =>
      onMain
        .filter(({ name, args }) => name === 'EvaluateScript' && args?.data?.url?.endsWith(path))
        .reduce((sum, event) => sum + slowed(event), 0),
    tasks: (path) => {
      const ran = onMain.filter(
        ({ name, args }) => runs.has(name) && args?.data?.url?.includes(path),
      )
      const tasks = onMain.filter(({ name }) => name.endsWith('RunTask'))
      return tasks.filter((task) => ran.some((one) => holds(task, one))).map(slowed)
    },
  }
}
