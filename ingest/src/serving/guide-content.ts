import { signText } from '@waymark/runtime'
import { canonicalJson, type Guide, themeWith } from '@waymark/schemas'
import type { GuideContent, Look, Trigger } from '@waymark/schemas/wire/content'

export interface GuideVersion {
  readonly env: string
  readonly guide: Guide
  readonly version: number
}

/** A version of a guide, ready to be served. */
export interface ServedGuide {
  readonly version: number
  readonly trigger: Trigger
  /** Of the content file, below the base URL of ingest. */
  readonly path: string
  readonly bytes: Buffer
}

/** What is a button alone has no step, but a browser draws steps; a launcher that has a target stands in it. */
const stepsOf = ({ steps, launcher, target }: Guide): GuideContent['steps'] => {
  const [first = { content: [] }, ...others] = steps
  return [launcher && target ? { ...first, layout: 'inline' } : first, ...others]
}

const contentOf = (guide: Guide, version: number, theme: Look | undefined): GuideContent => ({
  v: 1,
  guide: guide.id,
  version,
  type: guide.type,
  ...(guide.target && { target: guide.target }),
  steps: stepsOf(guide),
  ...(guide.hotspot && { hotspot: guide.hotspot }),
  ...(guide.tasks && { tasks: guide.tasks }),
  ...(guide.launcher && { launcher: guide.launcher }),
  ...(guide.items && { items: guide.items }),
  ...(theme && { theme }),
})

/**
 * The content file of a guide's version. Its name is a keyed hash: the same everywhere, and nobody finds a file by
 * guessing what is in it.
 */
export const serveGuide = (
  { env, guide, version }: GuideVersion,
  brand: Look | undefined,
  secret: string,
): ServedGuide => {
  const text = canonicalJson(contentOf(guide, version, themeWith(brand, guide.theme)))
  return {
    version,
    trigger: guide.trigger ?? {},
    path: `/sdk/content/${signText(secret, `${env} ${text}`)}.json`,
    bytes: Buffer.from(text),
  }
}
