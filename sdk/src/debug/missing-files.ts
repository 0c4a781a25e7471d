import type { GuideContent } from '@waymark/schemas/wire/content'
import { partsOf } from '../guide/engine/steps.ts'
import type { LazyParts } from '../guide/kinds/shelf.ts'
import { sayUnloaded } from '../tools/say-unloaded.ts'

/** Brings the file of a part, as guides do. */
export type LoadPartFile = (part: keyof LazyParts) => Promise<unknown>

/** Says of a guide which of the files that draw it cannot be had, and why. Each is tried once. */
export const createMissingFiles = (
  loadGuides: () => Promise<unknown>,
  loadPart: LoadPartFile,
): ((content: GuideContent | false | undefined) => Promise<readonly string[]>) => {
  const tried = new Map<string, Promise<string | undefined>>()
  const lackOf = (name: string, load: () => Promise<unknown>): Promise<string | undefined> => {
    const lack = tried.get(name) ?? load().then(() => undefined, sayUnloaded)
    tried.set(name, lack)
    return lack
  }
  return async (content) => {
    if (!content) return []
    const lacks = [...partsOf(content)].map((part) =>
      part === 'tooltip' ? lackOf(part, loadGuides) : lackOf(part, () => loadPart(part)),
    )
    return (await Promise.all(lacks)).filter((lack) => lack !== undefined)
  }
}
