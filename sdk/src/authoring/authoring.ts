import { connect } from '../tools/connect.ts'
import { redeem } from '../tools/redeem.ts'
import type { Tool, ToolLink } from '../tools/tool.ts'
import { connectByCode } from './by-code/connect-by-code.ts'
import { loadWrittenPart } from './preview/load-written-part.ts'
import { createSession, type PageLink } from './session.ts'

const pageOf = (link: ToolLink): PageLink => ({
  version: link.version,
  baseUrl: link.baseUrl,
  locale: link.locale,
  onNavigate: link.navigated.on,
  onTrack: (fn) => link.tracked.on(({ event, properties }) => fn(event, properties)),
  loadPart: loadWrittenPart,
  onError: (error) => link.report('authoring', error),
})

const startByWindow = (link: ToolLink, opener: Window): void => {
  const session = createSession(pageOf(link), {
    onGone: () => calling.again(),
    onLeft: () => {},
  })
  const calling = connect({
    opener,
    version: link.version,
    redeem: (ticket) => redeem(link, ticket, 'authoring'),
    onPort: session.talkOver,
  })
}

/** Its own policy, or that of a page before it, keeps this page from the window that opened it. */
const startByCode = (link: ToolLink): void => {
  const { transport, settings } = link
  const session = createSession(pageOf(link), { onGone: () => {}, onLeft: () => line.leave() })
  const line = connectByCode({
    ...{ transport, writeKey: settings.key, onPort: session.talkOver },
    ...{ onUnsent: session.keepUnsent, onLeft: session.end },
  })
}

/** Authoring on the live page: loaded in a window that the dashboard has opened and named, or whose address asks for it. */
export const startTool: Tool['startTool'] = (link) => {
  const opener: Window | null = window.opener
  if (opener) startByWindow(link, opener)
  else startByCode(link)
}
