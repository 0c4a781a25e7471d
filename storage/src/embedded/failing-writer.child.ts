import { StorageError } from '../storage-error.ts'
import { createEmbeddedLog } from './index.ts'

/** Appends until that fails, then tries once more; says on standard output what became of each append. */
const [dir = ''] = process.argv.slice(2)
const log = await createEmbeddedLog({ dir, partitions: 3 })

let failures = 0
for (let i = 0; failures < 2; i++) {
  const record = {
    topic: 'events',
    key: `${i}`,
    value: new Uint8Array(50_000),
    partition: 0,
  } as const
  try {
    await log.append([record])
    process.stdout.write(`kept ${i}\n`)
  } catch (error) {
    failures += 1
    process.stdout.write(`${error instanceof StorageError ? error.code : error}\n`)
  }
}
process.exit()
