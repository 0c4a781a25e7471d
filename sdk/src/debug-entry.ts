import { startDebug } from './debug/debug.ts'
import { importPart } from './guide/kinds/import-part.ts'
import type { Tool } from './tools/tool.ts'

/** The debug panel in the npm package: the host's bundler makes files of the kinds. */
export const startTool: Tool['startTool'] = (link) => startDebug(link, importPart)
