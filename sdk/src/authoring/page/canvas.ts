import type { GuideStep, Target } from '@waymark/schemas/wire/content'
import { partsOf, placeOf } from '../../guide/engine/steps.ts'
import type { Choice } from '../../guide/engine/targets/choose.ts'
import type { Seeker } from '../../guide/engine/targets/seek.ts'
import type { Wanted } from '../../guide/engine/targets/wanted.ts'
import type { Shelf } from '../../guide/kinds/shelf.ts'
import { type Examination, examine } from '../../targets.ts'
import { stepAt } from '../document/launched.ts'
import { nameOfNode } from '../document/nodes.ts'
import { targetOf } from '../document/steps.ts'
import type { Editing, Editor } from '../editor.ts'
import { idleListener } from './canvas-listener.ts'
import { type DrawnCard, drawCardOf } from './drawn-card.ts'
import { contentOf } from './drawn-draft.ts'
import type { OwnEvents } from './own-events.ts'
import type { Pen } from './pen.ts'
import { type Caret, select } from './selection.ts'
import { ofLauncher, openField } from './writing.ts'

export interface CanvasDeps {
  readonly editor: Editor
  readonly seeker: Seeker
  readonly shelf: Shelf
  readonly events: OwnEvents
  readonly pen: Pen
  readonly sheet: CSSStyleSheet
  readonly locale: () => string
  readonly baseUrl: string
  readonly onError: (error: unknown) => void
}

/** The step that is being written, on the page as it will be seen. */
export interface Canvas {
  draw(caret?: Caret): void
  stop(): void
}

const wantedOf = ({ guide, step }: Editing): Wanted | undefined => {
  const content = contentOf(guide)
  const now = content.steps[step]
  return now && placeOf(content, now)
}

/** Two places that are looked for in the same way. */
const isSame = (a: Wanted | undefined, b: Wanted | undefined): boolean =>
  JSON.stringify(a?.target) === JSON.stringify(b?.target) && (a === undefined) === (b === undefined)

/** The card that stands in the page now, if one does. */
interface Easel {
  readonly at: Element | undefined
  drawAt(element: Element, caret?: Caret): void
  /** Out of sight while its element is. */
  hide(): void
  unhide(): void
  erase(): void
}

const createEasel = (deps: CanvasDeps, isSeen: (at: Element) => boolean): Easel => {
  const { editor, shelf, events, pen } = deps
  let at: Element | undefined
  let drawn: DrawnCard | undefined
  let unhear: (() => void)[] = []
  const erase = (): void => {
    for (const undo of unhear) undo()
    unhear = []
    pen.lift()
    drawn?.close()
    drawn = undefined
    at = undefined
  }
  const hide = (): void => drawn?.card.hide()
  const unhide = (): void => {
    if (drawn && !drawn.card.isVisible) drawn.card.unhide()
  }
  const onMoved = (): void => {
    if (at && drawn) (isSeen(at) ? unhide : hide)()
  }
  const equip = (card: DrawnCard, step: GuideStep): void => {
    for (const field of card.fields) {
      const node = step.content[field.node]
      if (node) openField(field, nameOfNode(node))
      else if (field.node === ofLauncher) openField(field, 'Label')
    }
    unhear = card.hosts.map((host) => events.in(host, (event) => pen.hear(event, card)))
  }
  return {
    get at() {
      return at
    },
    ...{ hide, unhide, erase },
    drawAt: (element, caret) => {
      erase()
      const { guide, step: index, stock } = editor.now
      const step = stepAt(guide, index)
      if (!step) return
      at = element
      const { locale, baseUrl, sheet, onError } = deps
      drawn = drawCardOf(
        { guide, brand: stock.brand, step, index, locale: locale(), baseUrl },
        element,
        {
          shelf,
          listener: idleListener(shelf.more, onMoved, onError),
          sheet,
        },
      )
      equip(drawn, step)
      const field =
        caret && drawn.fields.find((each) => each.node === caret.node && each.item === caret.item)
      if (field && caret) select(field.element, caret)
    },
  }
}

const isSameChoice = (a: Choice<Element> | undefined, b: Choice<Element>): boolean =>
  a?.found === b.found && a?.score === b.score && (a?.found || a?.reason) === (b.found || b.reason)

/** Without the element, which a framework may have tied to a whole tree of its own, round in circles. */
const judgementOf = (target: Target): Examination => {
  const { verdict, score, changed, likely } = examine(target)
  return { verdict, score, changed, likely }
}

/** What becomes of the step's target on this page, for the panel. */
const judge = (editor: Editor, wanted: Wanted | undefined): void => {
  const { guide, step, found } = editor.now
  const target = targetOf(guide, step)
  const next = wanted?.target && target ? judgementOf(target) : undefined
  if (JSON.stringify(next) !== JSON.stringify(found)) editor.set({ found: next })
}

/** Runs when the guide, its step or the mode is another one; what is written in the card itself is there already. */
const onRedraw = (editor: Editor, draw: () => void): void => {
  let shown: Editing | undefined
  editor.onChange((now, cause) => {
    const same =
      shown?.guide === now.guide &&
      shown.step === now.step &&
      shown.mode === now.mode &&
      shown.stock.brand === now.stock.brand
    shown = now
    if (!same && cause !== 'card') draw()
  })
}

export const createCanvas = (deps: CanvasDeps): Canvas => {
  const { editor, seeker, shelf } = deps
  let wanted: Wanted | undefined
  let unfollow = (): void => {}
  let choice: Choice<Element> | undefined
  let stopped = false
  let turn = 0
  const easel = createEasel(deps, (at) => wanted?.sightOf(at) === 'seen')

  const hear = (next: Choice<Element>): void => {
    const before = choice
    choice = next
    if (editor.now.mode !== 'edit') return
    if (!next.found) easel.erase()
    else if (next.sight !== 'seen') easel.hide()
    else if (next.found !== easel.at) easel.drawAt(next.found)
    else easel.unhide()
    if (!isSameChoice(before, next)) judge(editor, wanted)
  }
  const follow = (next: Wanted | undefined): void => {
    unfollow()
    unfollow = () => {}
    wanted = next
    choice = undefined
    if (next) unfollow = seeker.follow(next, hear)
    else {
      easel.erase()
      judge(editor, wanted)
    }
  }
  const rest = (): void => {
    unfollow()
    wanted = undefined
    easel.erase()
  }
  const draw = async (caret?: Caret): Promise<void> => {
    const mine = ++turn
    if (editor.now.mode !== 'edit') {
      rest()
      return
    }
    await shelf.load(
      new Set([...partsOf(contentOf(editor.now.guide, editor.now.stock.brand)), 'tooltip']),
    )
    if (mine !== turn || stopped) return
    const next = wantedOf(editor.now)
    if (isSame(next, wanted) && choice?.found && choice.sight === 'seen') {
      wanted = next
      easel.drawAt(choice.found, caret)
      judge(editor, wanted)
    } else follow(next)
  }
  const safely = (caret?: Caret): void => void draw(caret).catch(deps.onError)
  onRedraw(editor, safely)
  return {
    draw: safely,
    stop: () => {
      stopped = true
      turn++
      rest()
    },
  }
}
