import type { StoredSuppression } from '../log/suppression.ts'

/** An address that gets no more e-mail, and whom it belongs to where that is known. */
export interface SuppressionItem extends Omit<StoredSuppression, 't' | 'env' | 'subject'> {
  readonly subject?: string
}

/** GET /api/suppressions?env= ; POST and DELETE answer the address's own entries */
export interface SuppressionList {
  readonly suppressions: readonly SuppressionItem[]
}
