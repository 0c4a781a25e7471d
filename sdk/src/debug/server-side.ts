import type { FromDebugged, ServerHalf, ToDebugged } from '@waymark/schemas'
import { connect } from '../tools/connect.ts'
import { redeem } from '../tools/redeem.ts'
import type { ToolLink } from '../tools/tool.ts'

/** What this page knows of the server's half. */
export type ServerSide =
  /** No dashboard is at the other end. */
  | { readonly t: 'away' }
  | { readonly t: 'waits' }
  | { readonly t: 'asked' }
  | { readonly t: 'kept' }
  | { readonly t: 'told'; readonly half: ServerHalf }
  | { readonly t: 'failed'; readonly text: string }

/** As fresh as its numbers are. */
const askEveryMs = 3_000

const sideOf = (said: Exclude<ToDebugged, { readonly say: 'end' }>): ServerSide => {
  if (said.say === 'told') return { t: 'told', half: said.half }
  return said.say === 'failed' ? { t: 'failed', text: said.text } : { t: said.say }
}

/** The server's half, from the dashboard that has opened this window: the page itself has nothing that would open it. */
export const createServerSide = (link: ToolLink, onChange: () => void) => {
  let side: ServerSide = { t: 'away' }
  let port: MessagePort | undefined
  let asked = ''
  let askedAt = 0
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
    if (isSame && Date.now() - askedAt < askEveryMs) return
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
      put({ t: 'away' })
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
      put({ t: 'away' })
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
  return {
    now: () => side,
    /** Asks anew where it is time, or somebody else is here. */
    ask,
    stop: (): void => {
      say({ say: 'end' })
      leave()
      calling?.stop()
    },
  }
}
