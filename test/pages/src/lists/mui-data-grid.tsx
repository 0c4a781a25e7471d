import { DataGrid, type GridColDef } from '@mui/x-data-grid'
import { drawReact } from '../pages/draw-react.tsx'
import { type ListPage, paneHeight, type Row, rowHeight } from './list-page.ts'
import { RowControls } from './row-controls.tsx'

const columns: GridColDef<Row>[] = [
  {
    field: 'name',
    headerName: 'Product',
    width: 600,
    renderCell: ({ row }) => <RowControls row={row} />,
  },
]

export const page: ListPage = {
  draw: (root, rows) =>
    drawReact(
      root,
      <div style={{ height: paneHeight, width: 700 }}>
        <DataGrid
          rows={rows}
          columns={columns}
          getRowId={({ slug }) => slug}
          rowHeight={rowHeight}
          pageSizeOptions={[100]}
          hideFooter
        />
      </div>,
      'again',
    ),
  scrollTo: (index) => {
    document.querySelector('.MuiDataGrid-virtualScroller')?.scrollTo(0, index * rowHeight)
  },
}
