const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

const isUnit = (text: string): text is keyof typeof units => text in units

/** Milliseconds of `5s`, `30m`, `24h`, `10d`, `8w`; undefined for anything else. */
export const durationMs = (text: string): number | undefined => {
  const [, amount = '', unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  return isUnit(unit) ? Number(amount) * units[unit] : undefined
}
