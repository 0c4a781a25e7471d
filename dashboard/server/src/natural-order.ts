const collator = new Intl.Collator('en', { numeric: true })

/**
 * Orders ids and names as people read them: numbers in them by their size. Two that read alike stand by their letters.
 *
 * @example ['10', '2', 'step-1', 'step-10', 'step-9'].sort(naturalOrder) // 2, 10, step-1, step-9, step-10
 */
export const naturalOrder = (a: string, b: string): number =>
  collator.compare(a, b) || (a < b ? -1 : Number(a > b))
