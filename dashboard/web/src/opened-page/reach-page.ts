import type { AuthoringTicketItem } from '@waymark/schemas/api/drafts'
import type { TicketPurpose } from '@waymark/schemas/wire/authoring'
import { RequestFailed } from '../api/request.ts'
import { markedUrl, type RequestLines } from './code-line.ts'
import { createCodeWay } from './code-way.ts'
import type { Opened } from './opened.ts'
import { purposes } from './purposes.ts'
import { watchWindow } from './watch-window.ts'
import { openWindowLine } from './window-line.ts'

interface ReachDeps {
  readonly request: RequestLines
  readonly purpose: TicketPurpose
  readonly env: string
  readonly url: string
  readonly now: () => Opened | undefined
  readonly show: (change: Partial<Opened>) => void
  /** A page has proved itself, once more where another one had before. */
  readonly onPort: (port: MessagePort) => void
  /** The server gives no ticket, and why. */
  readonly onRefused: (text: string) => void
  readonly onCut?: () => void
  readonly onLeft?: () => void
  readonly isDirty?: () => boolean
}

/** The ways to a page: its window, and a code where the page's own policy cuts that off. */
export interface Reach {
  /** Opens the page once more, to be reached by a code. To be called while a press of a button lasts. */
  useCode(): Promise<void>
  /** Opens the page again in such a window as the first: that one was closed. To be called while a press of a button lasts. */
  openAgain(): void
  stop(): void
}

const askTicket = async (
  origin: string,
  { request, purpose, env, onRefused }: ReachDeps,
): Promise<string | undefined> => {
  try {
    const body = { env, origin }
    const path = `${purposes[purpose].path}/ticket`
    return (await request<AuthoringTicketItem>(path, { method: 'POST', body })).ticket
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    onRefused(error.message)
    return undefined
  }
}

export const reachPage = (page: Window, deps: ReachDeps): Reach => {
  const { request, purpose, env, url, show, onPort, onRefused } = deps
  const { origin } = new URL(url)
  let byCode = false
  const state = (): Opened['page'] | undefined => deps.now()?.page
  const lineTo = (opened: Window) =>
    openWindowLine({ ...{ page: opened, origin, onPort }, ticket: () => askTicket(origin, deps) })
  let closeLine = lineTo(page)
  const way = createCodeWay({ request, purpose, env, origin, onPort, show, page: state })
  const watch = (opened: Window) =>
    watchWindow(opened, {
      isByWindow: () => !byCode,
      page: state,
      onPage: (is) => {
        show({ page: is })
        if (is === 'cut') deps.onCut?.()
      },
      onLeft: () => deps.onLeft?.(),
      isDirty: () => deps.isDirty?.() ?? false,
    })
  let unwatch = watch(page)
  return {
    useCode: async () => {
      window.open(markedUrl(url, purposes[purpose].mark), '_blank', 'noopener')
      byCode = true
      closeLine()
      show({ byCode })
      await way.ask()
    },
    openAgain: () => {
      const opened = window.open(url, purposes[purpose].window)
      if (!opened) return onRefused('The browser did not open a window: let this site open one.')
      closeLine()
      unwatch()
      byCode = false
      show({ page: 'opening', code: undefined, byCode })
      closeLine = lineTo(opened)
      unwatch = watch(opened)
    },
    stop: () => {
      closeLine()
      way.close()
      unwatch()
    },
  }
}
