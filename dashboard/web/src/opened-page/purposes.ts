import type { TicketPurpose } from '@waymark/schemas/wire/authoring'

/* Of `schemas`; local copies keep its checkers out of the app. */
const authoringWindow =
  'waymark:authoring' satisfies typeof import('@waymark/schemas/wire/authoring').authoringWindow
const debugWindow =
  'waymark:debug' satisfies typeof import('@waymark/schemas/wire/debugging').debugWindow

/** Where the API gives tickets and lines, and what asks a page for its tool: in its address, or as the name of its window. */
export const purposes = {
  authoring: { path: '/api/authoring', mark: 'wm_author', window: authoringWindow },
  inspect: { path: '/api/inspect', mark: 'wm_debug', window: debugWindow },
} as const satisfies {
  readonly [P in TicketPurpose]: {
    readonly path: string
    readonly mark: string
    readonly window: string
  }
}
