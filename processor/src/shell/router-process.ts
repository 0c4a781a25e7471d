// biome-ignore lint/style/noRestrictedImports: a process of a test wires the real log
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { startProcessor } from './processor-under-test.ts'
import { routerGroup } from './router.ts'

/** A processor for a test that kills it: its router has appended to `relay` and never gets around to storing its position. */
const [dir = '', cacheDir = ''] = process.argv.slice(2)
const log = await createEmbeddedLog({ dir, partitions: 1 })
await startProcessor(
  {
    ...log,
    commit: async (group, ...position) => {
      if (group !== routerGroup) return log.commit(group, ...position)
      const [routed = 0] = await log.ends('relay')
      if (routed === 0) return
      process.stdout.write('routed\n')
      await new Promise(() => undefined)
    },
  },
  cacheDir,
)
