/** `2026-03-02 09:00`, in UTC; with its seconds where they are not zero, `2026-03-02 09:00:07`. */
export const sayInstant = (at: number): string => {
  if (!Number.isFinite(at)) return 'never'
  const text = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  return text.endsWith(':00') ? text.slice(0, -3) : text
}
