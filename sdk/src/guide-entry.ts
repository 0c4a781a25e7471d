import type { GuidePart } from './core/lazy-files.ts'
import { startGuides as start } from './guide/index.ts'
import { importPart } from './guide/kinds/import-part.ts'
import { createGuideHost } from './guide-host.ts'

export { version } from './version.ts'

/** The lazy part of the npm package: the host's bundler makes files of the kinds. */
export const startGuides: GuidePart['startGuides'] = (link) =>
  start(createGuideHost(link), importPart)
