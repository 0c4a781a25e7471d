import { hashKey } from '@waymark/runtime'
import {
  type Definition,
  definitionKey,
  type StoredDefinition,
  type StoredKey,
} from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { environment } from './server-options.ts'

const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** Writes what the dashboard would have written: a write key and definitions. */
export const seed = async (
  log: EventLog,
  writeKey: string,
  definitions: readonly Definition[],
): Promise<void> => {
  const at = Date.now()
  const key: StoredKey = {
    t: 'key',
    id: 'bench',
    env: environment,
    type: 'write',
    hash: hashKey(writeKey),
    key: writeKey,
    at,
  }
  const stored = definitions.map((definition): StoredDefinition => {
    const { kind, id } = definition
    return { t: 'definition', env: environment, kind, id, version: 1, definition, at, by: 'bench' }
  })
  await log.append([
    { topic: 'definitions', key: `key/${key.id}`, value: encode(key) },
    ...stored.map((one) => ({
      topic: 'definitions' as const,
      key: definitionKey(environment, one.kind, one.id),
      value: encode(one),
    })),
  ])
}
