/**
 * Whether `later` is at least so much less (`percent` below zero), or more, than `earlier`. Of whole numbers, which makes it exact:
 * as a fraction a drop of 80 % from 100 to 20 falls short of itself.
 */
export const hasChanged = (earlier: number, later: number, percent: number): boolean => {
  const bound = earlier * (100 + percent)
  return percent < 0 ? later * 100 <= bound : later * 100 >= bound
}
