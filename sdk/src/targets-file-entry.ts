import { examine } from './guide/engine/targets/examine.ts'
import { isOnPage } from './guide/engine/url-pattern.ts'

/** A script that `waymark verify` runs in a page; ingest does not serve it. */
Object.assign(globalThis, { waymarkTargets: { examine, isOnPage } })
