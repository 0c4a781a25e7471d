import type { Row } from './list-page.ts'

/** What stands in every row: named for the row in several ways, or (the last) not at all. */
export const RowControls = ({ row }: { readonly row: Row }) => (
  <>
    <a href={`/products/${row.slug}`} data-truth={`open-${row.slug}`}>
      {row.name}
    </a>
    <input type="checkbox" aria-label={`Choose ${row.name}`} data-truth={`choose-${row.slug}`} />
    <button type="button" data-testid={`share-${row.slug}`} data-truth={`share-${row.slug}`}>
      Share
    </button>
    <button type="button" data-truth={`edit-${row.slug}`}>
      Edit
    </button>
  </>
)
