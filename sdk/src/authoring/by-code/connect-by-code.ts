import { createCarrier } from '../../tools/by-code/carry-line.ts'
import type { TalkDeps } from '../../tools/by-code/talk.ts'
import { hearOwnEvents } from '../page/own-events.ts'
import { openCodePanel } from './code-panel.tsx'

/** Of `schemas`; a local copy keeps the chunk free of run-time dependencies. */
const windowName =
  'waymark:authoring' satisfies typeof import('@waymark/schemas/wire/authoring').authoringWindow

interface ByCodeDeps extends Omit<TalkDeps, 'purpose'> {
  readonly onPort: (port: MessagePort) => void
  /** What was written last has not come through. */
  readonly onUnsent: () => void
  /** Nothing more is to be written here. */
  readonly onLeft: () => void
  readonly onError: (error: unknown) => void
}

/**
 * Writing where the window that opened this one cannot be reached: its author types the code that the dashboard shows. The next pages
 * of this window go on over the same line, for as long as it lasts.
 */
export const connectByCode = (deps: ByCodeDeps) => {
  let closePanel = (): void => {}
  const carrier = createCarrier({
    ...deps,
    purpose: 'authoring',
    // A page of this window had it, or one that lost its name on a page without the tools.
    isOwnWindow: () => window.name === windowName,
    onCarry: () => {
      closePanel()
      window.name = windowName
    },
    onEnded: () => ask(),
  })
  const ask = (): void => {
    const events = hearOwnEvents(deps.onError)
    const close = openCodePanel({ events, join: carrier.join, leave })
    closePanel = () => {
      close()
      events.stop()
      closePanel = () => {}
    }
  }
  const leave = (): void => {
    window.name = ''
    closePanel()
    void carrier.drop()
    deps.onLeft()
  }
  const begin = async (): Promise<void> => {
    if (!(await carrier.resume())) ask()
  }
  void begin()
  return { leave }
}
