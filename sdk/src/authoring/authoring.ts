import type { AuthoringAnswer, AuthoringRequest } from '@waymark/schemas'

import type { Tool, ToolLink } from '../tools/tool.ts'
import { connect } from './connect.ts'
import { loadWrittenPart } from './preview/load-written-part.ts'
import { createSession } from './session.ts'

const redeem = async (
  { transport, settings }: Pick<ToolLink, 'transport' | 'settings'>,
  ticket: string,
): Promise<AuthoringAnswer | undefined> => {
  const request: AuthoringRequest = { writeKey: settings.key, ticket }
  const answer = await transport.post('/v1/authoring', JSON.stringify(request))
  return answer.kind === 'ok' ? (answer.body as AuthoringAnswer) : undefined
}

/** Authoring on the live page: loaded in a window that the dashboard has opened and named. */
export const startTool: Tool['startTool'] = (link) => {
  const opener: Window | null = window.opener
  if (!opener) return
  const session = createSession(
    {
      version: link.version,
      baseUrl: link.baseUrl,
      locale: link.locale,
      onNavigate: link.navigated.on,
      onTrack: (fn) => link.tracked.on(({ event, properties }) => fn(event, properties)),
      loadPart: loadWrittenPart,
      onError: (error) => link.report('authoring', error),
    },
    () => calling.again(),
  )
  const calling = connect({
    opener,
    version: link.version,
    redeem: (ticket) => redeem(link, ticket),
    onPort: session.talkOver,
  })
}
