import type { Reading } from '@waymark/schemas/api/results'
import { readingNames } from './say-results.ts'

/** A reading as a word; its colour says nothing that the word does not. */
export const ReadingBadge = ({ reading }: { readonly reading: Reading }) => (
  <span class="reading" data-reading={reading}>
    {readingNames[reading]}
  </span>
)
