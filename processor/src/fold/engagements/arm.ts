/** Arms are kept as texts: `!` and whose holdout it is, or the variant. */
export const isHeldOut = (arm: string | undefined): boolean => arm?.startsWith('!') === true
