import { hearOwnEvents } from '../page/own-events.ts'
import { openCodePanel } from './code-panel.tsx'
import { holdLine, isCarried, type OwnLine, ownLines } from './own-line.ts'
import { pumpLine } from './pump.ts'
import { joinLine, type TalkDeps } from './talk.ts'

/** Of `schemas`; a local copy keeps the chunk free of run-time dependencies. */
const windowName = 'waymark:authoring' satisfies typeof import('@waymark/schemas').authoringWindow

interface ByCodeDeps extends TalkDeps {
  readonly onPort: (port: MessagePort) => void
  /** What was written last has not come through. */
  readonly onUnsent: () => void
  /** Nothing more is to be written here. */
  readonly onLeft: () => void
}

const refusals = {
  refused: 'This is no code for this page, or it has ended. The dashboard makes another one.',
  later: 'The server did not answer, or too many codes were tried. Try again in a moment.',
} as const

/**
 * Writing where the window that opened this one cannot be reached: its author types the code that the dashboard shows. The next pages
 * of this window go on over the same line, for as long as it lasts.
 */
export const connectByCode = (deps: ByCodeDeps) => {
  let closePanel = (): void => {}
  /** Ends what this page has; another page of this origin may have a line of its own by now. */
  let drop = async (): Promise<void> => {}
  const carry = (own: OwnLine): void => {
    window.name = windowName
    const letGo = holdLine(own)
    drop = async () => {
      letGo()
      await ownLines.forget(own)
    }
    pumpLine({ ...deps, own, onEnded: () => void drop().then(ask) })
  }
  const join = async (code: string): Promise<string | undefined> => {
    const joined = await joinLine(deps, code)
    if (typeof joined === 'string') return refusals[joined]
    await ownLines.put(joined)
    closePanel()
    carry(joined)
    return undefined
  }
  const ask = (): void => {
    const events = hearOwnEvents()
    const close = openCodePanel({ events, join, leave })
    closePanel = () => {
      close()
      events.stop()
      closePanel = () => {}
    }
  }
  const leave = (): void => {
    window.name = ''
    closePanel()
    void drop()
    deps.onLeft()
  }
  /** A page of this window had it, or one that lost its name on a page without the tools. */
  const findOwn = async (): Promise<OwnLine | undefined> => {
    const own = await ownLines.get()
    return own && (window.name === windowName || !(await isCarried(own))) ? own : undefined
  }
  const begin = async (): Promise<void> => {
    const own = await findOwn()
    if (own) carry(own)
    else ask()
  }
  void begin()
  return { leave }
}
