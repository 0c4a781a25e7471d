/** What the JSON says, and nothing else: what a page put on `Object.prototype` is no field of a guide. */
export const parseBare = (json: string) =>
  JSON.parse(json, (_key, value) =>
    typeof value === 'object' && value && !Array.isArray(value)
      ? Object.setPrototypeOf(value, null)
      : value,
  )
