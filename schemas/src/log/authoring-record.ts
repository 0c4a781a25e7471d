import type { TicketPurpose } from '../wire/authoring.ts'
import type { SaidOnLine, SaidToPage } from '../wire/page-line.ts'

/** The public half of a key pair (ECDSA, P-256) whose secret half no script of the page can read. */
export interface PageKey {
  readonly x: string
  readonly y: string
}

/**
 * What lies in `authoring`, as JSON, under the line's id: what a page and the dashboard say to each other where the page's windows are
 * cut off from those of others. No visitor is served from it.
 */
export type AuthoringRecord =
  /** By a dashboard: a page of this origin that shows the code gets the line. */
  | {
      readonly t: 'offered'
      readonly line: string
      readonly env: string
      readonly origin: string
      /** Absent: authoring. Good for nothing else. */
      readonly purpose?: TicketPurpose
      /** Sealed under `authoringCodeName`. */
      readonly code: string
      readonly by: string
      readonly expires: number
    }
  /** By an ingest: a page has shown the code. The first one has the line. */
  | {
      readonly t: 'joined'
      readonly line: string
      readonly key: PageKey
      readonly expires: number
    }
  | {
      readonly t: 'page'
      readonly line: string
      /** Grows with each: the same request again says nothing. */
      readonly n: number
      readonly said: readonly SaidOnLine[]
    }
  /** By an ingest, while somebody writes: the line ends later. */
  | { readonly t: 'lasts'; readonly line: string; readonly expires: number }
  | { readonly t: 'dashboard'; readonly line: string; readonly said: readonly SaidToPage[] }
  | { readonly t: 'ended'; readonly line: string }

/** So long a code can be typed. */
export const authoringCodeMs = 5 * 60_000

/** So long a line lasts after the page has said something over it. */
export const authoringLineMs = 30 * 60_000

/** No line lasts longer, however much is written over it. */
export const authoringLineMostMs = 12 * 3_600_000

export const authoringCodeName = (line: string): string => `authoring-code/${line}`

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Eight letters and digits that nobody takes for each other: 40 bits. @param random bytes, at least eight */
export const authoringCode = (random: Uint8Array): string =>
  [...random.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join('')

/** What was typed, as it was meant: `abcd-efgh` → `ABCDEFGH`. */
export const typedCode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')
