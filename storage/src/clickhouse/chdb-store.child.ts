/** Runs as a process of its own, to be killed: `node chdb-store.child.ts DIR ENV` inserts block after block, saying which. */
import { createChdbStore } from './chdb-store.ts'
import { crashBlock } from './crash-block.ts'

const [dir = '', env = ''] = process.argv.slice(2)
const store = createChdbStore({ dir })
await store.migrate()
for (let block = 0; ; block++) {
  process.stdout.write(`inserting ${block}\n`)
  const { rows, token } = crashBlock(env, block)
  await store.insert('events', rows, { token })
}
