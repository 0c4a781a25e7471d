import { startMessaging } from './core/later/start-messaging.ts'
import type { BuiltFile, MessagesPart } from './core/lazy-files.ts'
import { startWantedTool } from './tools/start-wanted-tool.ts'
import type { Tool } from './tools/tool.ts'

export { version } from './version.ts'

/** Put in when built: files of this very build. Named here, so that the core carries one name for all. */
declare const GUIDE_FILE: BuiltFile
declare const DEBUG_FILE: BuiltFile
declare const AUTHORING_FILE: BuiltFile

/** The part that ingest serves: loaded by the core once guides are wanted and the page is seen. */
export const startMessages: MessagesPart['startMessages'] = (core) => {
  const { loadFile } = core
  return startMessaging(core, {
    load: <M>(file = GUIDE_FILE) => loadFile<M>(file),
    startTool: (link) =>
      startWantedTool(link, {
        debug: () => loadFile<Tool>(DEBUG_FILE),
        authoring: () => loadFile<Tool>(AUTHORING_FILE),
      }),
  })
}
