/** Stands for what cannot be stored, as in every Unicode decoder. */
const replacement = '\ufffd'

const cleanText = (text: string): string => text.toWellFormed().replaceAll('\u0000', replacement)

const cleanObject = (value: object): unknown => {
  const before = Object.entries(value)
  const after = before
    .filter(([key]) => key !== '__proto__')
    .map(([key, item]): [string, unknown] => [cleanText(key), cleanValue(item)])
  const same =
    before.length === after.length &&
    after.every(([key, item], i) => key === before[i]?.[0] && item === before[i]?.[1])
  // `fromEntries` defines properties, it never assigns: no key can reach a prototype.
  return same ? value : Object.fromEntries(after)
}

/**
 * A JSON value without NUL, lone surrogates (engines refuse or garble both) and keys named `__proto__`. The very same value
 * where there is nothing to clean. Recursive: only for values whose depth has been checked.
 */
export const cleanValue = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return cleanObject(value)
  const after = value.map(cleanValue)
  return after.every((item, i) => item === value[i]) ? value : after
}
