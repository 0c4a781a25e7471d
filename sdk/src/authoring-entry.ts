import { startAuthoring } from './authoring/authoring.ts'
import { importPart } from './guide/kinds/import-part.ts'
import type { Tool } from './tools/tool.ts'

/** Authoring in the npm package: the host's bundler makes files of the kinds. */
export const startTool: Tool['startTool'] = (link) => startAuthoring(link, importPart)
