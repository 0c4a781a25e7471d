import { createDemo, type Demo, type Filled } from '@waymark/demo'
import { type Config, systemClock } from '@waymark/runtime'
import type { EventStore } from '@waymark/storage'
import type { Printer } from '../print/printer.ts'
import { isHeldOut, recordDraws } from './record-draws.ts'
import { snippetHtml } from './snippet.ts'

/** Tells how far the history has come: events sent, of how many. */
export type OnProgress = (done: number, of: number) => void

interface DemoInput {
  readonly config: Config
  readonly writeKey: string
  readonly store: EventStore
  /** Whether the processor works with that endpoint already. */
  readonly knowsEndpoint: (id: string) => boolean
}

export const demoRoom = ({ config, writeKey, store, knowsEndpoint }: DemoInput): Demo =>
  createDemo(
    {
      dir: config.data,
      ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    },
    {
      clock: systemClock,
      snippet: (origin) => snippetHtml(origin, writeKey),
      knowsEndpoint,
      isHeldOut,
      recordDraws: (drawn) => recordDraws(store, drawn),
    },
  )

/** By a number and not by name: the alerts of this very process go there, and a name may resolve to another family first. */
export const ownAddress = (url: string, host: string): string => {
  const own = new URL(url)
  own.hostname = host === '0.0.0.0' || host === '::' || host === 'localhost' ? '127.0.0.1' : host
  return own.origin
}

const barWidth = 28

interface Screen {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const lineEveryMs = 5000

/** A line at first and now and then, for a log. */
const progressLines = (stream: Screen, clock: () => number): OnProgress => {
  let saidAt = Number.NEGATIVE_INFINITY
  return (done, of) => {
    const isEnd = done === of
    if (!isEnd && clock() - saidAt < lineEveryMs) return
    saidAt = clock()
    const rest = isEnd ? '; it is being counted' : ''
    stream.write(`  Filling the demo … ${Math.floor((100 * done) / of)} %${rest}\n`)
  }
}

/** A bar where a terminal can redraw it; elsewhere a line now and then. */
export const progressBar = (
  stream: Screen = process.stderr,
  clock: () => number = () => performance.now(),
): OnProgress => {
  if (!stream.isTTY) return progressLines(stream, clock)
  return (done, of) => {
    const full = Math.round((barWidth * done) / of)
    const bar = '━'.repeat(full) + '╌'.repeat(barWidth - full)
    stream.write(`\r  Two weeks of a made-up company  ${bar}  ${done} of ${of} events`)
    if (done === of) stream.write('\r\u001b[K  Filling the demo … 100 %; it is being counted\n')
  }
}

/** What the demo has become, and where it is. */
export const sayDemo = (printer: Printer, url: string, filled: Filled): void => {
  if (filled.t === 'occupied') {
    printer.err(
      `  The demo left this data directory alone: it holds ${filled.people} people of yours.`,
    )
    printer.err('  Give it one of its own: --demo --data .waymark-demo')
    printer.err('')
    return
  }
  if (filled.t === 'filled') {
    const seconds = (filled.ms / 1000).toFixed(1)
    printer.err(
      `  Filled with ${filled.events} events of ${filled.people} made-up people in ${seconds} s.`,
    )
    printer.err('')
  }
  printer.err(`  The demo app, with Waymark in it:    ${url}/demo`)
  printer.err(`  Where its sales alerts arrive:       ${url}/demo/sdr`)
  printer.err('')
}
