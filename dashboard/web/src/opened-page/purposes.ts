import type { TicketPurpose } from '@waymark/schemas'

/** Where the API gives tickets and lines, and what in an address asks a page for its tool. */
export const purposes = {
  authoring: { path: '/api/authoring', mark: 'wm_author' },
  inspect: { path: '/api/inspect', mark: 'wm_debug' },
} as const satisfies {
  readonly [P in TicketPurpose]: { readonly path: string; readonly mark: string }
}
