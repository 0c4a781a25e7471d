import type { GuideType } from '@waymark/schemas'
import type { GuideKind } from './kind.ts'
import { createTooltip } from './tooltip/tooltip.ts'

/** Every kind of guide that this chunk can draw. */
export const kinds: { readonly [type in GuideType]: GuideKind } = {
  tooltip: createTooltip,
}
