const whole = new Intl.NumberFormat('en')
const rough = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** `2,184` */
export const sayNumber = (value: number): string => whole.format(value)

/** `0.4`, `12`, `2,184` */
export const sayRate = (value: number): string => (value < 10 ? rough : whole).format(value)

/** `9.8%`, `71%`, `–` where there is nobody to take a share of. */
export const sayShare = (part: number, of: number): string => {
  if (of <= 0) return '–'
  const percent = (100 * part) / of
  const digits = percent > 0 && percent < 10 ? 1 : 0
  return `${percent.toFixed(digits).replace(/\.0$/, '')}%`
}

/** `1 person`, `14 people` */
export const sayCount = (count: number, one: string, many: string): string =>
  `${sayNumber(count)} ${count === 1 ? one : many}`
