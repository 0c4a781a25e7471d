import type {
  Comparison,
  Estimated,
  Reading,
  ResultArm,
  ResultItem,
} from '@waymark/schemas/api/results'

/** What is known, where there is room for a few words. */
export const readingNames: { readonly [R in Reading]: string } = {
  works: 'More reach the goal',
  hurts: 'Fewer reach the goal',
  no_effect: 'No difference seen yet',
  too_early: 'Not enough people yet',
  broken: 'Not to be read',
  unknown: 'Not measured',
}

export const armNames: { readonly [A in ResultArm]: string } = {
  treated: 'Got it',
  engagement: 'Held out',
  project: 'Held out of everything',
}

export const kindNames = { engagement: 'Engagement', flow: 'Flow' } as const

/** Is there anybody to compare with? What has been broken or measured before says so itself. */
export const hasHoldout = ({ reading, arms }: ResultItem): boolean =>
  reading !== 'unknown' || arms.some(({ arm }) => arm !== 'treated')

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
/** The same number of decimals wherever numbers stand beside each other. */
const tenths = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
})

const minus = (text: string): string => text.replace('-', '−')

const points = (share: number): string => minus(tenths.format(share * 100))

/** `+13.0 points, between −1.5 and +27.5` */
export const sayDifference = ({ value, low, high }: Estimated): string =>
  `${points(value)} points, between ${points(low)} and ${points(high)}`

/** `+46% (−8% to +131%)` */
export const sayRelative = ({ value, low, high }: Estimated): string => {
  const percent = (share: number): string => `${minus(whole.format(Math.round(share * 100)))}%`
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}

/** Who is compared with whom. */
export const sayPair = ({ variant, against }: Comparison): string => {
  const who = variant === undefined ? 'Everybody' : `Variant ${variant}`
  return against === 'engagement'
    ? `${who}, against those held out`
    : `${who}, against those who never get anything`
}

/** Where something lies on an axis from −`reach` to +`reach`, in percent of its length. */
export const placeOn = (reach: number, at: number): number =>
  50 + (50 * Math.max(-reach, Math.min(reach, at))) / reach

const steps = [0.05, 0.1, 0.2, 0.3, 0.5, 1]

/** How far the axis of several differences reaches on each side of zero. */
export const reachOf = (differences: readonly Estimated[]): number => {
  const most = Math.max(0, ...differences.flatMap(({ low, high }) => [-low, high]))
  return steps.find((step) => step >= most) ?? 1
}
