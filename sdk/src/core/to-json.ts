interface MaySay {
  readonly toJSON?: unknown
}

const anything: MaySay = {}
const anyList = [] as MaySay

/**
 * The JSON of it, whatever a page has made of `toJSON`: Prototype.js turns lists into texts, and dates into texts within
 * quotes. What a class of the page's own says of itself stands.
 *
 * @example toJson({ tags: ['a'] }) // '{"tags":["a"]}'
 */
export const toJson = (value: object): string => JSON.stringify(value, asItIs)

/** The holder still has what `toJSON` was asked of. */
function asItIs(this: Record<string, unknown>, key: string, said: unknown): unknown {
  const own = this[key]
  const { toJSON }: MaySay = Object(own)
  if (toJSON === anything.toJSON || toJSON === anyList.toJSON) return own
  // Of a date that is none nothing is said.
  return said && own instanceof Date ? own.toISOString() : said
}
