import type { GuideStep } from '@waymark/schemas'
import { partsOf, placeOf } from '../../guide/engine/steps.ts'
import type { Choice } from '../../guide/engine/targets/choose.ts'
import type { Seeker } from '../../guide/engine/targets/seek.ts'
import type { Wanted } from '../../guide/engine/targets/wanted.ts'
import type { Shelf } from '../../guide/kinds/shelf.ts'
import { examine } from '../../targets.ts'
import { nameOfNode } from '../document/nodes.ts'
import { targetOf } from '../document/steps.ts'
import type { Cause, Editing, Editor } from '../editor.ts'
import { idleListener } from './canvas-listener.ts'
import { type DrawnCard, drawCardOf } from './drawn-card.ts'
import { contentOf } from './drawn-draft.ts'
import type { OwnEvents } from './own-events.ts'
import type { Pen } from './pen.ts'
import { type Stretch, select } from './selection.ts'
import { openField } from './writing.ts'

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

/** Where the author was writing, to go on there in a card that was drawn anew. */
export interface Caret extends Stretch {
  readonly node: number
  readonly item?: number
}

/** The step that is being written, on the page as it will be seen. */
export interface Canvas {
  draw(caret?: Caret): void
  stop(): void
}

const wantedOf = ({ guide, step }: Editing): Wanted | undefined => {
  const now = guide.steps[step]
  return now && placeOf(contentOf(guide), now)
}

/** Two places that are looked for in the same way. */
const isSame = (a: Wanted | undefined, b: Wanted | undefined): boolean =>
  JSON.stringify(a?.target) === JSON.stringify(b?.target) && (a === undefined) === (b === undefined)

export const createCanvas = (deps: CanvasDeps): Canvas => {
  const { editor, seeker, shelf, events, pen } = deps
  let wanted: Wanted | undefined
  let unfollow = (): void => {}
  let choice: Choice<Element> | undefined
  let at: Element | undefined
  let drawn: DrawnCard | undefined
  let unhear: (() => void)[] = []
  let stopped = false
  let turn = 0

  const erase = (): void => {
    for (const undo of unhear) undo()
    unhear = []
    pen.lift()
    drawn?.close()
    drawn = undefined
    at = undefined
  }
  const onMoved = (): void => {
    if (!at || !drawn || !wanted) return
    if (wanted.sightOf(at) !== 'seen') drawn.card.hide()
    else if (!drawn.card.isVisible) drawn.card.unhide()
  }
  const equip = (card: DrawnCard, step: GuideStep): void => {
    for (const field of card.fields) {
      const node = step.content[field.node]
      if (node) openField(field, nameOfNode(node))
    }
    unhear = card.hosts.map((host) => events.in(host, (event) => pen.hear(event, card)))
  }
  const drawAt = (element: Element, caret?: Caret): void => {
    erase()
    const { guide, step: index } = editor.now
    const step = guide.steps[index]
    if (!step) return
    at = element
    const { locale, baseUrl, sheet, onError } = deps
    drawn = drawCardOf({ guide, step, index, locale: locale(), baseUrl }, element, {
      shelf,
      listener: idleListener(shelf.more, onMoved, onError),
      sheet,
    })
    equip(drawn, step)
    const field =
      caret && drawn.fields.find((each) => each.node === caret.node && each.item === caret.item)
    if (field && caret) select(field.element, caret)
  }
  const judge = (): void => {
    const { guide, step, found } = editor.now
    const target = targetOf(guide, step)
    const next = wanted?.target && target ? examine(target) : undefined
    if (JSON.stringify(next) !== JSON.stringify(found)) editor.set({ found: next })
  }
  const hear = (next: Choice<Element>): void => {
    const before = choice
    choice = next
    if (editor.now.mode !== 'edit') return
    if (!next.found) {
      if (drawn) erase()
    } else if (next.sight !== 'seen') drawn?.card.hide()
    else if (next.found !== at) drawAt(next.found)
    else if (drawn && !drawn.card.isVisible) drawn.card.unhide()
    if (before?.found !== next.found || before === undefined) judge()
  }
  const follow = (next: Wanted | undefined): void => {
    unfollow()
    unfollow = () => {}
    wanted = next
    choice = undefined
    if (!next) {
      erase()
      judge()
      return
    }
    unfollow = seeker.follow(next, hear)
  }

  const draw = async (caret?: Caret): Promise<void> => {
    const mine = ++turn
    if (editor.now.mode !== 'edit') {
      unfollow()
      wanted = undefined
      erase()
      return
    }
    await shelf.load(new Set([...partsOf(contentOf(editor.now.guide)), 'tooltip']))
    if (mine !== turn || stopped) return
    const next = wantedOf(editor.now)
    if (isSame(next, wanted) && choice?.found && choice.sight === 'seen') {
      wanted = next
      drawAt(choice.found, caret)
      judge()
    } else follow(next)
  }
  const safely = (caret?: Caret): void => void draw(caret).catch(deps.onError)

  let shown: Pick<Editing, 'guide' | 'step' | 'mode'> | undefined
  const onChange = (now: Editing, cause: Cause): void => {
    const same = shown?.guide === now.guide && shown.step === now.step && shown.mode === now.mode
    shown = now
    if (!same && cause !== 'card') safely()
  }
  editor.onChange(onChange)
  return {
    draw: safely,
    stop: () => {
      stopped = true
      turn++
      unfollow()
      erase()
    },
  }
}
