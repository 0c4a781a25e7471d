import type { FromDebugged, ServerHalf, ToDebugged } from '@waymark/schemas/wire/debugging'
import { createCarrier } from '../tools/by-code/carry-line.ts'
import { connect } from '../tools/connect.ts'
import { redeem } from '../tools/redeem.ts'
import type { ToolLink } from '../tools/tool.ts'

/** What this page knows of the server's half. */
export type ServerSide =
  /** No dashboard is at the other end. */
  | {
      readonly t: 'away'
      /** What became of the code that was typed. */
      readonly says: string
    }
  | { readonly t: 'waits' }
  | { readonly t: 'asked' }
  | { readonly t: 'kept' }
  | { readonly t: 'told'; readonly half: ServerHalf }
  | { readonly t: 'failed'; readonly text: string }

/** As fresh as its numbers are. */
const askEveryMs = 3_000
/** What goes over a line that was begun by a code is kept in the log for a while. */
const askOverLineEveryMs = 15_000

const away = { t: 'away', says: '' } as const

const sideOf = (said: Exclude<ToDebugged, { readonly say: 'end' }>): ServerSide => {
  if (said.say === 'told') return { t: 'told', half: said.half }
  return said.say === 'failed' ? { t: 'failed', text: said.text } : { t: said.say }
}

/** The server's half, from the dashboard that has opened this window or shows a code for it: the page itself has nothing that would open it. */
export const createServerSide = (link: ToolLink, onChange: () => void) => {
  let side: ServerSide = away
  let port: MessagePort | undefined
  let asked = ''
  let askedAt = 0
  let everyMs = askEveryMs
  const who = () => {
    const { userId, anonymousId } = link.kept.identity.person()
    return { ...(userId === undefined ? {} : { userId }), anonymousId }
  }
  const put = (next: ServerSide): void => {
    side = next
    onChange()
  }
  const say = (said: FromDebugged): void => port?.postMessage(said)
  const ask = (): void => {
    if (!port || document.hidden) return
    const now = JSON.stringify(who())
    const isSame = now === asked
    if (isSame && Date.now() - askedAt < everyMs) return
    if (!isSame) side = { t: 'waits' }
    asked = now
    askedAt = Date.now()
    say({ say: 'who', ...who() })
  }
  const leave = (): void => {
    port?.close()
    port = undefined
    asked = ''
  }
  const hear = ({ data }: MessageEvent<ToDebugged>): void => {
    if (data.say === 'end') {
      leave()
      calling?.stop()
      void line.drop()
      put(away)
      return
    }
    // The answer about somebody who has signed out meanwhile.
    const { userId, anonymousId } = who()
    if (data.say === 'told' && data.half.id !== (userId ?? anonymousId)) return
    put(sideOf(data))
  }
  const onPort = (next: MessagePort): void => {
    leave()
    port = next
    next.onmessage = hear
    next.addEventListener('close', () => {
      if (port !== next) return
      leave()
      put(away)
      calling?.again()
    })
    next.start()
    ask()
    onChange()
  }
  const opener: Window | null = window.opener
  const calling =
    opener &&
    connect({
      opener,
      version: link.version,
      redeem: (ticket) => redeem(link, ticket, 'inspect'),
      onPort,
    })
  const line = createCarrier({
    ...{ transport: link.transport, writeKey: link.settings.key, purpose: 'inspect' },
    isOwnWindow: () => false,
    onCarry: () => calling?.stop(),
    onPort: (next) => {
      everyMs = askOverLineEveryMs
      onPort(next)
    },
    onUnsent: () => {},
    onEnded: () => {
      leave()
      put(away)
    },
  })
  if (!opener) void line.resume()
  return {
    now: () => side,
    /** Shows a code of a dashboard whose window cannot be reached. */
    join: async (code: string): Promise<void> => {
      if (side.t !== 'away' || code.trim() === '') return
      put({ t: 'away', says: 'Connecting…' })
      const says = await line.join(code)
      if (says !== undefined && side.t === 'away') put({ t: 'away', says })
    },
    /** Asks anew where it is time, or somebody else is here. */
    ask,
    stop: (): void => {
      say({ say: 'end' })
      leave()
      calling?.stop()
      void line.drop()
    },
  }
}
