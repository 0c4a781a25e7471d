import { type HistoryRequest, readHistory } from '@waymark/ingest'
import type { Delivery } from '@waymark/processor'
import type { FileProblem } from '../documents/parse-documents.ts'
import { type Line, readLines } from './read-lines.ts'
import { fromStored } from './stored-event.ts'

/** A history as the log would get it. */
export interface History {
  readonly deliveries: readonly Delivery[]
  readonly problems: readonly FileProblem[]
  /** Aliases that were left out, because of a stored one of before nothing says whom it was about. */
  readonly leftOut: number
}

type HistoryFault = Exclude<ReturnType<typeof readHistory>, HistoryRequest>

interface ReadOptions {
  readonly env: string
  readonly onLine: (number: number) => void
}

interface Reader {
  readonly env: string
  readonly history: {
    readonly deliveries: Delivery[]
    readonly problems: FileProblem[]
    leftOut: number
  }
}

const wholeLine = ' A line is an event, such as {"type":"track", …}, or {"batch": [events]}.'

const problemOf = (file: string, line: number, fault: HistoryFault): FileProblem => {
  const { at = '', message } = fault
  return { file, line, at, message: at === '' ? `${message}${wholeLine}` : message }
}

const readLine = ({ bytes, number }: Line, file: string, { env, history }: Reader): void => {
  let made = 0
  // The same history makes the same ids, every time.
  const newMessageId = (): string => `line-${number}.${made++}`
  const read = (line: Buffer) => readHistory(line, { env, newMessageId })
  const asSent = read(bytes)
  const isWrong = !('records' in asSent) || asSent.faults.length > 0
  const stored = isWrong ? fromStored(bytes) : undefined
  if (stored === 'about_nobody') {
    history.leftOut++
    return
  }
  const request = stored ? read(stored) : asSent
  const isRead = 'records' in request
  for (const fault of isRead ? request.faults : [request])
    history.problems.push(problemOf(file, number, fault))
  for (const { key, value } of isRead ? request.records : [])
    if (value && isRead) history.deliveries.push({ key, value, at: request.received })
}

/**
 * Reads a history: NDJSON, an event or the body of a batch in each line. A line that is wrong is a problem and left out; its
 * neighbours are read.
 */
export const readEvents = async (file: string, { env, onLine }: ReadOptions): Promise<History> => {
  const reader: Reader = { env, history: { deliveries: [], problems: [], leftOut: 0 } }
  const name = file === '-' ? 'standard input' : file
  for await (const line of readLines(file)) {
    readLine(line, name, reader)
    onLine(line.number)
  }
  return reader.history
}
