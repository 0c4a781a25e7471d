import type { LoadPart } from '../guide/kinds/shelf.ts'
import { connect } from '../tools/connect.ts'
import { redeem } from '../tools/redeem.ts'
import type { ToolLink } from '../tools/tool.ts'
import { connectByCode } from './by-code/connect-by-code.ts'
import type { PageLink } from './page-link.ts'
import { createSession } from './session.ts'

const pageOf = (link: ToolLink, loadPart: LoadPart): PageLink => ({
  loadPart,
  version: link.version,
  baseUrl: link.baseUrl,
  locale: link.locale,
  onNavigate: link.navigated.on,
  onTrack: (fn) => link.tracked.on(({ event, properties }) => fn(event, properties)),
  onError: (error) => link.report('authoring', error),
})

const startByWindow = (link: ToolLink, page: PageLink, opener: Window): void => {
  const session = createSession(page, {
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
const startByCode = (link: ToolLink, page: PageLink): void => {
  const { transport, settings } = link
  const session = createSession(page, { onGone: () => {}, onLeft: () => line.leave() })
  const line = connectByCode({
    ...{ transport, writeKey: settings.key, onPort: session.talkOver },
    ...{ onUnsent: session.keepUnsent, onLeft: session.end },
    onError: page.onError,
  })
}

/**
 * Authoring on the live page: loaded in a window that the dashboard has opened and named, or whose address asks for it.
 *
 * @param loadPart brings the kinds that draw what is written
 */
export const startAuthoring = (link: ToolLink, loadPart: LoadPart): void => {
  const opener: Window | null = window.opener
  const page = pageOf(link, loadPart)
  if (opener) startByWindow(link, page, opener)
  else startByCode(link, page)
}
