import type { ImageType } from '../assets/sniff-image.ts'

/** GET, POST /api/assets {data, name} ; DELETE /api/assets/:id */
export interface AssetItem {
  readonly id: string
  /** What an image in a guide names: `/sdk/assets/…`. */
  readonly src: string
  readonly type: ImageType
  readonly bytes: number
  readonly name?: string
  readonly at: number
  readonly by: string
  /** Published definitions that show it: `production/guide/welcome`. */
  readonly shownBy: readonly string[]
}
