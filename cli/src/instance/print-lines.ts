import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { CommandError } from '../print/command-error.ts'
import type { Printer } from '../print/printer.ts'
import type { Api } from './api.ts'

/** Passes an export on, line by line. */
export const printLines = async (api: Api, path: string, printer: Printer): Promise<void> => {
  const answer = await api.raw(path)
  if (!answer.ok || !answer.body) {
    const body: unknown = await answer.json().catch(() => undefined)
    throw new CommandError(api.refusal(answer.status, body))
  }
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) {
    printer.out(line)
    await printer.drained()
  }
}
