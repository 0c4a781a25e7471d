import type { LoadPart } from '../guide/kinds/shelf.ts'
import type { GuideHost } from '../guide-contract.ts'

/** What the page and the SDK in it lend to authoring. */
export interface PageLink {
  readonly version: string
  readonly baseUrl: string
  readonly locale: () => string
  readonly onNavigate: GuideHost['onNavigate']
  readonly onTrack: GuideHost['onTrack']
  readonly loadPart: LoadPart
  readonly onError: (error: unknown) => void
}
