/** What turns, or is written from right to left: marks, embeddings, overrides, isolates, and the letters themselves. */
const turning =
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A text from outside, to be put into a sentence of ours: it turns none of our words. Its own isolates are left out, since an
 * odd one would end ours; whatever else it opens is closed where it ends.
 */
export const isolate = (text: string): string =>
  turning.test(text) ? `\u2068${text.replaceAll(/[\u2066-\u2069]/g, '')}\u2069` : text
