import type { CardKind } from './kind.ts'

interface KindEntry {
  /** `target`: beside an element of the page. `page`: somewhere on the screen. */
  readonly stands: 'target' | 'page'
  /** Lies there until somebody opens it, beside other guides: needs no turn. */
  readonly quiet?: true
  /** Takes the whole attention. */
  readonly alone?: true
  /** Left, it is there again when what it waits for happens again. */
  readonly again?: true
}

/** Every kind of card. */
export const kinds: { readonly [kind in CardKind]?: KindEntry } = {
  tooltip: { stands: 'target' },
  modal: { stands: 'page', alone: true },
  banner: { stands: 'page' },
  slideout: { stands: 'page' },
  survey: { stands: 'page', alone: true },
  checklist: { stands: 'page', quiet: true },
  hotspot: { stands: 'target', quiet: true },
  feed: { stands: 'page', quiet: true },
  'resource-centre': { stands: 'page', quiet: true },
  launcher: { stands: 'page', quiet: true },
  paywall: { stands: 'page', alone: true, again: true },
}
