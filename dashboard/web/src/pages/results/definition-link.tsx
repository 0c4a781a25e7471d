import type { ResultItem } from '@waymark/schemas/api/results'

/** Leads to what somebody wrote of it. */
export const Definition = ({ of: { kind, id, name } }: { readonly of: ResultItem }) => (
  <a
    href={`/definitions?kind=${kind}&search=${encodeURIComponent(id)}`}
    aria-label={`Definition of ${name}`}
  >
    Definition
  </a>
)
