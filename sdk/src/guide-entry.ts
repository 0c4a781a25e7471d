import type { GuidePart } from './core/guides.ts'
import { startGuides as start } from './guide/index.ts'
import { createGuideHost } from './guide-host.ts'

export { version } from './version.ts'

/** The lazy chunk: loaded by the core once there is a decision. */
export const startGuides: GuidePart['startGuides'] = (link) => start(createGuideHost(link))
