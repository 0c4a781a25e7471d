import type { BuiltFile, LoadFile } from './core/lazy-files.ts'
import * as kit from './guide/kinds/kit.ts'
import type { LazyParts, LoadPart } from './guide/kinds/shelf.ts'

/** Put in when built: the file that names the lazy parts. Their names and hashes would make up a fiftieth of the guide chunk. */
declare const PARTS_FILE: BuiltFile

export interface PartsFile {
  readonly parts: { readonly [name in keyof LazyParts]?: BuiltFile }
}

/** Such a file imports nothing: what it shares with its chunk is handed to it, so that neither names the other's hash. */
interface PartFile<P> {
  makePart(shared: typeof kit): { readonly part: P }
}

/** The parts as ingest serves them, for the chunk that this is built into. */
export const loadServedPart =
  (load: LoadFile): LoadPart =>
  async <P extends keyof LazyParts>(part: P) => {
    const { parts } = await load<PartsFile>(PARTS_FILE)
    const file = parts[part]
    if (!file) throw new Error(`no file for ${part}`)
    return (await load<PartFile<LazyParts[P]>>(file)).makePart(kit).part
  }
