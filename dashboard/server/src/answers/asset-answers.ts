import type { AssetItem } from '@waymark/schemas/api/assets'
import { z } from 'zod'

/** What answers about images look like: held against the type of `@waymark/schemas` by the compiler. */
export const asset: z.ZodType<AssetItem> = z.object({
  id: z.string(),
  src: z.string(),
  type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']),
  bytes: z.int(),
  name: z.string().exactOptional(),
  at: z.int().describe('ms since the epoch'),
  by: z.string(),
  shownBy: z.array(z.string()),
})

export const assets = z.object({ assets: z.array(asset) })
