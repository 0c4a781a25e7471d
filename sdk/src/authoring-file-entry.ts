import { startAuthoring } from './authoring/authoring.ts'
import { loadServedPart } from './load-served-part.ts'
import type { Tool } from './tools/tool.ts'

/** The chunk that ingest serves: what an author sees is drawn by the very files that visitors get. */
export const startTool: Tool['startTool'] = (link) =>
  startAuthoring(link, loadServedPart(link.load))
