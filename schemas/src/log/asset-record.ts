import type { ImageType } from '../assets/sniff-image.ts'

/**
 * What lies in `assets`, as JSON, under its id: an image that guides show. Written once: other bytes have another id. A `null`
 * value deletes it.
 */
export interface StoredAsset {
  readonly t: 'asset'
  /** SHA-256 of its bytes, base64url. */
  readonly id: string
  readonly type: ImageType
  /** Base64. */
  readonly data: string
  /** What its file was called. */
  readonly name?: string
  readonly at: number
  readonly by: string
}

/** Where ingest serves an asset, below its base URL, and what content names. */
export const assetPath = (id: string): string => `/sdk/assets/${id}`
