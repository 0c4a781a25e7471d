import type { BuiltFile, GuidePart } from './core/lazy-files.ts'
import { startGuides as start } from './guide/index.ts'
import * as kit from './guide/kinds/kit.ts'
import type { LazyParts } from './guide/kinds/shelf.ts'
import { createGuideHost } from './guide-host.ts'

export { version } from './version.ts'

/** Put in when built: the file that names the lazy parts. Their names and hashes would make up a fiftieth of this chunk. */
declare const PARTS_FILE: BuiltFile

interface PartsFile {
  readonly parts: { readonly [name in keyof LazyParts]?: BuiltFile }
}

/** Such a file imports nothing: what it shares with this chunk is handed to it, so that neither names the other's hash. */
interface PartFile<P> {
  makePart(shared: typeof kit): { readonly part: P }
}

/** The lazy chunk that ingest serves: loaded by the core once there is a decision. */
export const startGuides: GuidePart['startGuides'] = (link) =>
  start(createGuideHost(link), async <P extends keyof LazyParts>(part: P) => {
    const { parts } = await link.load<PartsFile>(PARTS_FILE)
    const file = parts[part]
    if (!file) throw new Error(`no file for ${part}`)
    return (await link.load<PartFile<LazyParts[P]>>(file)).makePart(kit).part
  })
