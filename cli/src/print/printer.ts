import { once } from 'node:events'

/** Where commands write: the answer on standard output, what is going on beside it. */
export interface Printer {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Resolves once the reader of the answer has room again: for long answers. */
  readonly drained: () => Promise<void>
}

export const terminal: Printer = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  },
}

/** A reader that has seen enough (`| head`) ends the command; that is no failure. */
export const endWithReader = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}

/** One JSON document. */
export const printJson = (printer: Printer, value: unknown): void =>
  printer.out(JSON.stringify(value, null, 2))
