import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventStoreContract } from '../contract/event-store.contract.ts'
import { createChdbStore } from './chdb-store.ts'

eventStoreContract('chDB in the process', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'chdb-store-'))
  let store = createChdbStore({ dir })
  return {
    store: () => store,
    second: () => store,
    restart: async () => {
      await store.close()
      store = createChdbStore({ dir })
    },
    stop: async () => {
      await store.close()
      await rm(dir, { recursive: true })
    },
  }
})
