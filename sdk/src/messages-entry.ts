import { startMessaging } from './core/later/start-messaging.ts'
import type { MessagesPart } from './core/lazy-files.ts'
import { startWantedTool } from './tools/start-wanted-tool.ts'

export { version } from './version.ts'

/** The lazy part of the npm package: the host's bundler makes files of what it loads in turn. */
export const startMessages: MessagesPart['startMessages'] = (core) =>
  startMessaging(core, {
    load: <M>() => import('./guide-entry.ts') as Promise<M>,
    startTool: (link) =>
      startWantedTool(link, {
        debug: () => import('./debug-entry.ts'),
        authoring: () => import('./authoring-entry.ts'),
      }),
  })
