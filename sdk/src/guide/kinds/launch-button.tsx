import type { GuideContent } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import type { Card, CardListener, StepView } from './kind.ts'
import {
  applyTheme,
  createDrawingBoard,
  createLayer,
  createSheet,
  mindManners,
  textFor,
  whenSeen,
} from './kit.ts'

export type Launcher = NonNullable<GuideContent['launcher']>

/** What the button says besides its label. */
export interface ButtonState {
  /** Absent: what it opens is not beside it. */
  readonly isOpen?: boolean
  /** How many are new, and how that is said: with the number first, as in the button, whose name has what is seen in it. */
  readonly news?: { readonly count: number; readonly says: string } | undefined
  /** There is nothing that it could open. */
  readonly isIdle?: boolean
}

export interface LaunchButton extends Omit<Card, 'show' | 'fold' | 'unfold' | 'focus'> {
  show(view: StepView, at: Element, state: ButtonState): void
  focus(): void
}

/** Lines of icons, on a ground of 20 x 20. */
const icons: { readonly [icon in NonNullable<Launcher['icon']>]: string } = {
  help: 'M7 7.4a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2M10 15.3v.2',
  bell: 'M4.5 14h11l-1.4-2.2V9a4.1 4.1 0 0 0-8.2 0v2.8zM8.3 16.8h3.4',
  star: 'M10 3l2.1 4.4 4.8.6-3.5 3.3.9 4.8L10 13.8l-4.3 2.3.9-4.8L3.1 8l4.8-.6z',
  chat: 'M3.5 4.5h13v8.5H9.3L5.8 16v-3H3.5z',
}

/** The round button of a feed, a resource centre or another guide: in a corner of the screen, or in a container of the page. */
export const createLaunchButton = (
  listener: CardListener,
  { styles, icon, press }: { readonly styles: string; icon: string; press: () => void },
): LaunchButton => {
  let close = (): void => {}
  let stage: ReturnType<typeof setStage> | undefined
  const setStage = (isInline: boolean) => {
    const layer = createLayer(createSheet(styles), isInline ? 'flow' : 'over')
    const board = createDrawingBoard(layer.surface, listener)
    const manners = mindManners({
      layer,
      target: () => undefined,
      escapes: () => 'never',
      escape: () => {},
      onError: listener.onError,
      click: board.press,
    })
    close = () => {
      manners.giveFocusBack()
      manners.stop()
      board.clear()
      layer.close()
    }
    return { layer, board }
  }
  const button = (): HTMLElement | undefined => stage?.board.part('.launch')
  let home: Element = document.documentElement
  return {
    show: (view, at, state) => {
      home = at
      stage ??= setStage(view.step.layout === 'inline')
      const { layer, board } = stage
      layer.open(at)
      applyTheme(layer.surface, view.content.theme, { at, more: listener.more })
      board.draw(({ control }) => drawButton(view, state, { icon, ...control(press) }))
    },
    hide: () => {
      if (stage?.layer.isOpen) stage.layer.hide()
    },
    unhide: () => stage?.layer.open(home),
    get isVisible() {
      return stage?.layer.isOpen ?? false
    },
    whenSeen: (fn) => {
      const element = button()
      return element ? whenSeen(element, fn) : () => {}
    },
    focus: () => button()?.focus({ preventScroll: true }),
    close: () => close(),
  }
}

const drawButton = (
  view: StepView,
  { isOpen, news, isIdle }: ButtonState,
  { icon: usual, ...does }: { readonly icon: string; readonly 'data-do': number },
): ComponentChild => {
  const { label = '', look = 'label', icon = usual, position = 'bottom-right' } = launcherOf(view)
  if (look === 'none' || isIdle) return null
  const text = textFor(label, view)
  return (
    <button
      type="button"
      class={`launch ${look}`}
      data-at={view.step.layout === 'inline' ? undefined : position}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={news ? `${text} ${news.says}` : text}
      {...does}
    >
      <svg
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <path d={Object.hasOwn(icons, icon) ? icons[icon as keyof typeof icons] : icons.help} />
      </svg>
      {look === 'label' && <span dir="auto">{text}</span>} {news && <b>{news.count}</b>}
    </button>
  )
}

export const launcherOf = ({ content }: StepView): Partial<Launcher> => content.launcher ?? {}
