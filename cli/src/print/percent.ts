/** `71%`; with one digit `71.4%`. */
export const sayPercent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)}%`
