import type { GuidePart } from './core/lazy-files.ts'
import { startGuides as start } from './guide/index.ts'
import { createGuideHost } from './guide-host.ts'
import { loadServedPart } from './load-served-part.ts'

export { version } from './version.ts'

/** The lazy chunk that ingest serves: loaded by the core once there is a decision. */
export const startGuides: GuidePart['startGuides'] = (link) =>
  start(createGuideHost(link), loadServedPart(link.load))
