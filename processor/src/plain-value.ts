/** One line, whatever was written in it: no control character, no break of a line. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

const looksLike: { readonly [marker: string]: string } = {
  '*': '∗',
  '~': '∼',
  '`': 'ˋ',
  _: '＿',
}

/**
 * What a visitor may have written, as words only: one line, and with no mark that a chat makes bold, a quote or code of. The look of
 * it stays, and so does a line within a word, as in an address.
 */
export const plainValue = (text: string): string =>
  oneLine(text).replace(
    /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (marker) => looksLike[marker] ?? marker,
  )
