/**
 * What the lazy parts share with the chunk that loads them. Beside types they import from nowhere else but their own folders: when
 * served, a part is a file that imports nothing and is handed this module.
 */
export { Fragment, jsx, jsx as jsxs } from 'preact/jsx-runtime'
export { guard } from '../engine/guard.ts'
export { boxOf } from '../engine/targets/sight.ts'
export { type CardShape, type Controls, drawCard } from '../render/card.tsx'
export { actionsOf } from '../render/check-content.ts'
export { luminanceOf, parseRgb, type Rgb } from '../render/colours.ts'
export { type Drawing, drawButton, drawNode } from '../render/content.tsx'
export { createDrawingBoard, type DrawingBoard } from '../render/drawing-board.ts'
export { createLayer, type Layer, type Stand } from '../render/layer.ts'
export { type Manners, mindManners } from '../render/manners.ts'
export { createSheet } from '../render/styles.ts'
export { focusedElement } from '../render/tab-order.ts'
export { asWritten, textFor } from '../render/text.ts'
export { applyTheme } from '../render/theme.ts'
export { fileUrl } from '../render/urls.ts'
export { whenMoved } from '../render/when-moved.ts'
export { whenSeen } from '../render/when-seen.ts'
export { ownWords } from '../render/words.ts'
export { createTooltip } from './tooltip/tooltip.tsx'
