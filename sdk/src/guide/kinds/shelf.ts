import type { CardKind, GuideKind, More } from './kind.ts'
import { createTooltip } from './tooltip/tooltip.tsx'

/** Parts that are files of their own, loaded when the first guide that needs them is armed. */
export type LazyParts = { readonly [kind in Exclude<CardKind, 'tooltip'>]: GuideKind } & {
  readonly more: More
}

/** Brings the file of a part. Rejects where it cannot be had. */
export type LoadPart = <P extends keyof LazyParts>(name: P) => Promise<LazyParts[P]>

/** What is here, and a way to what is not. */
export interface Shelf {
  kind(kind: CardKind): GuideKind
  readonly more: More | undefined
  /** Resolves once all of them are here. */
  load(wanted: ReadonlySet<CardKind | 'more'>): Promise<void>
}

export const createShelf = (loadPart: LoadPart): Shelf => {
  const here = new Map<CardKind, GuideKind>([['tooltip', { create: createTooltip }]])
  let more: More | undefined
  const bring = async (name: CardKind | 'more'): Promise<void> => {
    if (name === 'more') more ??= await loadPart(name)
    else if (name !== 'tooltip' && !here.has(name)) here.set(name, await loadPart(name))
  }
  return {
    kind: (kind) => {
      const found = here.get(kind)
      if (!found) throw new Error(`${kind} was not loaded`)
      return found
    },
    get more() {
      return more
    },
    load: async (wanted) => {
      await Promise.all([...wanted].map(bring))
    },
  }
}
