import type { BuiltFile, LaterPart } from './core/lazy-files.ts'
import { startWantedTool } from './tools/start-wanted-tool.ts'
import type { Tool } from './tools/tool.ts'

export { createLiveStream } from './core/later/live-stream.ts'
export { version } from './version.ts'

/** Put in when built: the tools of this very build. Named here, so that the core carries no name of theirs. */
declare const DEBUG_FILE: BuiltFile
declare const AUTHORING_FILE: BuiltFile

/** In a marked window. */
export const startTools: LaterPart['startTools'] = (link) =>
  startWantedTool(link, {
    debug: () => link.load<Tool>(DEBUG_FILE),
    authoring: () => link.load<Tool>(AUTHORING_FILE),
  })
