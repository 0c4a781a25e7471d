const isTime = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime())

/** A time as PostHog's clients write it (ISO 8601, or milliseconds) as ISO 8601; `undefined` where it is neither. */
export const instantOf = (value: unknown): string | undefined => {
  const ms = typeof value === 'string' ? Date.parse(value) : value
  return typeof ms === 'number' && isTime(ms) ? new Date(ms).toISOString() : undefined
}
