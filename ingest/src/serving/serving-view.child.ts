import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { subjectKey } from '@waymark/schemas'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { followView } from '../testing/follow-view.ts'
import { stateRecord } from '../testing/state-records.ts'

/** Writes state and keeps a view of it, until it is killed. Says so after each round, the first time once some of it is on the disk. */

const dir = process.argv[2] ?? ''
const people = 3000
const file = join(dir, 'view', 'view', 'lmdb', 'data.mdb')
const emptyBytes = 65_536
const log = await createEmbeddedLog({ dir: join(dir, 'log'), partitions: 3 })
await followView(log, { dir: join(dir, 'view') })
for (let round = 1; ; round++) {
  const records = Array.from({ length: people }, (_, i) =>
    stateRecord({
      subject: subjectKey('prod', 'user', String(i)),
      n: round,
      part: { mile: (i + round) % 3 === 0 ? [] : [`of-round-${round}`] },
    }),
  )
  for (let i = 0; i < people; i += 500) await log.append(records.slice(i, i + 500))
  while (statSync(file).size < emptyBytes) await pause(5)
  process.stdout.write(`${round}\n`)
}
