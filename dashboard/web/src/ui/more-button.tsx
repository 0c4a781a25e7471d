import type { MorePages } from './use-pages.ts'

/** The way to the next page of a list. */
export const MoreButton = <T,>({ pages }: { readonly pages: MorePages<T> }) =>
  pages.next === undefined ? null : (
    <div class="more">
      <button type="button" class="button" disabled={pages.loading} onClick={pages.load}>
        {pages.loading ? 'Loading…' : 'Show more'}
      </button>
    </div>
  )
