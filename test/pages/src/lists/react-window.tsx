import { List, type RowComponentProps } from 'react-window'
import { drawReact } from '../pages/draw-react.tsx'
import { type ListPage, paneHeight, type Row, rowHeight } from './list-page.ts'
import { RowControls } from './row-controls.tsx'

interface RowsProps {
  readonly rows: readonly Row[]
}

const OneRow = ({ index, style, rows, ariaAttributes }: RowComponentProps<RowsProps>) => {
  const row = rows[index]
  return (
    <div style={style} {...ariaAttributes}>
      {row && <RowControls row={row} />}
    </div>
  )
}

export const page: ListPage = {
  draw: (root, rows) =>
    drawReact(
      root,
      <List
        data-pane
        rowComponent={OneRow}
        rowCount={rows.length}
        rowHeight={rowHeight}
        rowProps={{ rows }}
        overscanCount={0}
        defaultHeight={paneHeight}
        style={{ height: paneHeight }}
      />,
      'again',
    ),
  scrollTo: (index) => {
    document.querySelector('[data-pane]')?.scrollTo(0, index * rowHeight)
  },
}
