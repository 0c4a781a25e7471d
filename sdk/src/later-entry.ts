import type { LaterPart } from './core/lazy-files.ts'
import { startWantedTool } from './tools/start-wanted-tool.ts'

export { createLiveStream } from './core/later/live-stream.ts'
export { version } from './version.ts'

/** The tools of the npm package: the host's bundler makes files of them. */
export const startTools: LaterPart['startTools'] = (link) =>
  startWantedTool(link, {
    debug: () => import('./debug/debug.ts'),
    authoring: () => import('./authoring/authoring.ts'),
  })
