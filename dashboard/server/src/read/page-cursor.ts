/** Where a list by "last seen" goes on: behind this row. */
export interface PageCursor {
  readonly lastSeen: number
  readonly subject: string
}

export const writeCursor = (cursor: PageCursor): string =>
  Buffer.from(JSON.stringify([cursor.lastSeen, cursor.subject])).toString('base64url')

/** `undefined` where the text is no cursor of ours. */
export const readCursor = (text: string): PageCursor | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) return undefined
    const [lastSeen, subject] = value as unknown[]
    if (!Number.isSafeInteger(lastSeen) || typeof subject !== 'string') return undefined
    return { lastSeen: lastSeen as number, subject }
  } catch {
    // Not JSON: a text that somebody made up.
    return undefined
  }
}
