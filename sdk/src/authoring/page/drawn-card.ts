import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideStep, Look } from '@waymark/schemas/wire/content'
import { ownTag } from '../../guide/engine/targets/sight.ts'
import type { Card, CardKind, CardListener, StepView } from '../../guide/kinds/kind.ts'
import type { Shelf } from '../../guide/kinds/shelf.ts'
import { kindOfStep } from '../document/kinds.ts'
import { isLaunched } from '../document/launched.ts'
import { contentOf, drawnStep } from './drawn-draft.ts'
import { fieldsInCard, launchedView, unfoldQuietly } from './drawn-launched.ts'
import { openRoots } from './open-roots.ts'
import type { Field } from './writing.ts'

/** A step on the screen as visitors see it, by the same code, with its texts open. */
export interface DrawnCard {
  readonly card: Card
  readonly hosts: readonly Element[]
  readonly root: ShadowRoot | undefined
  readonly fields: readonly Field[]
  close(): void
}

interface Drawn {
  readonly guide: GuideDraft
  readonly brand: Look | undefined
  readonly step: GuideStep
  readonly index: number
  readonly locale: string
  readonly baseUrl: string
}

const viewOf = (drawn: Drawn): StepView => {
  const view = stepView(drawn)
  return isLaunched(drawn.guide) ? launchedView(view, drawn.guide) : view
}

const stepView = ({ guide, brand, step, index, locale, baseUrl }: Drawn): StepView => ({
  content: contentOf(guide, brand),
  step: drawnStep(guide, step),
  index,
  values: {},
  locale,
  baseUrl,
  answers: {},
  reached: new Set(),
  decisions: [],
})

/** Also in a dialog in a shadow root, where a card stands that points at something in it. */
const hostsNow = (): readonly Element[] =>
  openRoots().flatMap((root) => [...root.querySelectorAll(ownTag)])

/**
 * Firefox takes no deleting and no replacing in what is written where the host stands beside the body, as guides do; in the body
 * it does. True where one was moved: what was open in it has closed.
 */
const movedForFirefox = (hosts: readonly Element[]): boolean => {
  const beside = hosts.filter((host) => host.parentNode === document.documentElement)
  if (!CSS.supports('-moz-appearance', 'none')) return false
  for (const host of beside) document.body.append(host)
  return beside.length > 0
}

/** What stands on the target of a hotspot, and what it opens: both are seen while they are written. */
const kindsOf = (kind: CardKind): readonly CardKind[] =>
  kind === 'hotspot' ? ['hotspot', 'tooltip'] : [kind]

export const drawCardOf = (
  drawn: Drawn,
  at: Element,
  {
    shelf,
    listener,
    sheet,
  }: {
    readonly shelf: Shelf
    readonly listener: CardListener
    readonly sheet: CSSStyleSheet
  },
): DrawnCard => {
  const before = new Set(hostsNow())
  const view = viewOf(drawn)
  const kinds = kindsOf(kindOfStep(drawn.guide, drawn.step) as CardKind)
  const cards = kinds.map((kind) => shelf.kind(kind).create(listener))
  const showAll = (): void => {
    for (const card of cards) card.show(view, at)
    if (isLaunched(drawn.guide)) cards.forEach(unfoldQuietly)
  }
  showAll()
  const hosts = hostsNow().filter((host) => !before.has(host))
  if (movedForFirefox(hosts)) showAll()
  const roots = hosts.flatMap((host) => host.shadowRoot ?? [])
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  const root =
    roots.find((each) => each.querySelector('.card')) ??
    roots.find((each) => each.querySelector('.launch'))
  const all = (act: (card: Card) => void): void => {
    for (const card of cards) act(card)
  }
  return {
    card: {
      ...{
        show: (...args) => all((card) => card.show(...args)),
        hide: () => all((card) => card.hide()),
      },
      unhide: () => all((card) => card.unhide()),
      get isVisible() {
        return cards.every((card) => card.isVisible)
      },
      whenSeen: () => () => {},
      close: () => all((card) => card.close()),
    },
    hosts,
    root,
    fields: root ? fieldsInCard(root, { ...drawn, view }) : [],
    close: () => all((card) => card.close()),
  }
}
