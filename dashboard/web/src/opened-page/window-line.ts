import type { AuthoringHello, AuthoringTicket } from '@waymark/schemas/wire/authoring'

/** Of `schemas`; a local copy keeps its checkers out of the app. */
const mark =
  'waymark-authoring' satisfies typeof import('@waymark/schemas/wire/authoring').authoringMark

const isHello = (data: unknown): data is AuthoringHello => {
  const said = data as Partial<AuthoringHello> | null
  return said?.mark === mark && said.say === 'hello'
}

interface WindowLineDeps {
  readonly page: Window
  /** Exactly where the author wanted to write. */
  readonly origin: string
  /** Of the server, for that origin; undefined: refused, which was said. */
  readonly ticket: () => Promise<string | undefined>
  readonly onPort: (port: MessagePort) => void
}

/** Answers a window that this one opened, whenever a page of the right origin says hello in it: with a ticket, and a port to talk on. */
export const openWindowLine = (deps: WindowLineDeps): (() => void) => {
  const { page, origin, onPort } = deps
  const away = new AbortController()
  const answer = async (): Promise<void> => {
    const ticket = await deps.ticket()
    if (ticket === undefined || away.signal.aborted) return
    const { port1, port2 } = new MessageChannel()
    onPort(port1)
    const message: AuthoringTicket = { mark, say: 'ticket', ticket }
    page.postMessage(message, origin, [port2])
  }
  const hear = ({ data, origin: from, source }: MessageEvent): void => {
    if (source === page && from === origin && isHello(data)) void answer()
  }
  addEventListener('message', hear, { signal: away.signal })
  return () => away.abort()
}
