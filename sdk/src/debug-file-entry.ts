import type { BuiltFile } from './core/lazy-files.ts'
import { startDebug } from './debug/debug.ts'
import type { PartsFile } from './load-served-part.ts'
import type { Tool } from './tools/tool.ts'

/** Put in when built: the file that names the lazy parts. */
declare const PARTS_FILE: BuiltFile

/** The chunk that ingest serves: it tries the very files that visitors get, and makes nothing of them. */
export const startTool: Tool['startTool'] = (link) =>
  startDebug(link, async (part) => {
    const { parts } = await link.load<PartsFile>(PARTS_FILE)
    return link.load(parts[part])
  })
