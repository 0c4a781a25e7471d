import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'

const folder = fileURLToPath(new URL('../../definitions/', import.meta.url))

export interface DemoDocument {
  readonly kind: string
  readonly id: string
  readonly [key: string]: unknown
}

/** The definitions of `examples/definitions`, as documents. */
export const readDefinitions = (): readonly DemoDocument[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) =>
      parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map(
        (document) => document.toJS() as DemoDocument,
      ),
    )

/** Where this run receives alerts. */
export interface Receiver {
  readonly hook: string
  readonly slack: string
}

const addressOf = (id: string, receiver: Receiver): string =>
  id === 'sdr-slack' ? receiver.slack : receiver.hook

/** Points the endpoints at the receiver of this run; everything else stays as it is written. */
export const pointedAt = (
  documents: readonly DemoDocument[],
  receiver: Receiver,
): readonly DemoDocument[] =>
  documents.map((document) =>
    document.kind === 'endpoint'
      ? { ...document, url: addressOf(document.id, receiver) }
      : document,
  )
