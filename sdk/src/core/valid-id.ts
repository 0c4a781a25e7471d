/** What a missing value looks like once it has become a text; ingest refuses these as ids. */
const notIds = new Set([
  '',
  '0',
  '-1',
  'null',
  'undefined',
  'nan',
  'none',
  'false',
  'true',
  '[object object]',
])

/** A usable id of a person or account as a text, or undefined. Numbers are texts to us. */
export const validId = (id: unknown): string | undefined => {
  if (typeof id !== 'string' && typeof id !== 'number') return undefined
  const text = String(id).trim()
  return notIds.has(text.toLowerCase()) || text.length > 255 ? undefined : text
}
