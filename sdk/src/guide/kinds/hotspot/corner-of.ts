import type { Hotspot } from '@waymark/schemas/wire/content'
import type { Box } from '../../engine/targets/sight.ts'

/** Beside the target, where the hotspot stands at a side. */
const gap = 6

/** Where the hotspot's own top left is: on a corner of the target half of it lies outside. */
export const cornerOf = (
  target: Box,
  { offsetWidth, offsetHeight }: { readonly offsetWidth: number; readonly offsetHeight: number },
  corner: Hotspot['corner'] = 'top-right',
): { readonly left: number; readonly top: number } => {
  const right = target.left + target.width
  const middle = target.top + (target.height - offsetHeight) / 2
  if (corner === 'left') return { left: target.left - offsetWidth - gap, top: middle }
  if (corner === 'right') return { left: right + gap, top: middle }
  const x = corner.endsWith('left') ? target.left : right
  const y = corner.startsWith('top') ? target.top : target.top + target.height
  return { left: x - offsetWidth / 2, top: y - offsetHeight / 2 }
}
