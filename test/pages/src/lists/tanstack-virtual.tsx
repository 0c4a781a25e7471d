import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { drawReact } from '../pages/draw-react.tsx'
import { type ListPage, paneHeight, type Row, rowHeight } from './list-page.ts'
import { RowControls } from './row-controls.tsx'

/** The elements are used again for whatever row comes into view: the key is the place, not the record. */
const List = ({ rows }: { readonly rows: readonly Row[] }) => {
  const pane = useRef<HTMLDivElement>(null)
  const { getVirtualItems, getTotalSize } = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 800, height: paneHeight },
    overscan: 0,
  })
  return (
    <div ref={pane} data-pane style={{ height: paneHeight, overflow: 'auto' }}>
      <ul style={{ position: 'relative', height: getTotalSize() }}>
        {getVirtualItems().map(({ index, start }, place) => {
          const row = rows[index]
          return (
            row && (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: elements that are used again are what is tried here
                key={place}
                style={{
                  position: 'absolute',
                  height: rowHeight,
                  transform: `translateY(${start}px)`,
                }}
              >
                <RowControls row={row} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

export const page: ListPage = {
  draw: (root, rows) => drawReact(root, <List rows={rows} />, 'again'),
  scrollTo: (index) => {
    document.querySelector('[data-pane]')?.scrollTo(0, index * rowHeight)
  },
}
