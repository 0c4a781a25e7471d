import type { Reading } from '@waymark/schemas/api/results'
import type { Clustering } from './maths/clusters.ts'
import { type Lift, liftOf } from './maths/lift.ts'
import type { Share } from './maths/share.ts'

/** Of a hundred engagements the answer of five may ever miss the truth, however often all of them are looked at. */
export const mayBeWrong = 0.05

/** Where the intervals are narrowest; they are right at every size. */
const tunedFor = 1000

/** Fewer on one side are not read: the intervals rest on a law of large numbers (`coverage.test.ts` shows that it has begun). */
const leastPeople = 50

/** At least so many of the smaller side are to be expected to reach the goal, and so many not to. */
const leastEach = 5

/** Accounts of one size that there must be at least, both sides together; the law of large numbers is about them. */
const leastUnits = 60

const mostLookedAhead = 10_000_000

/** Two sides of a comparison. */
export interface Sides {
  readonly treated: Share
  readonly control: Share
  /** How seldom this comparison may ever be wrong. */
  readonly alpha: number
  /** Absent: everybody by themselves. */
  readonly clustering?: Clustering | undefined
}

/** What two sides say: whether it can be read yet, what it says, and how many people more would say more. */
export interface Judged {
  readonly reading: Reading
  readonly lift?: Lift
  /** How many people more, of both sides together, are likely to be needed. */
  readonly more?: number
}

/** How many people the smaller side must have: more where those of one account are alike, and of enough accounts. */
const neededOf = ({ treated, control, clustering }: Sides): number => {
  const people = treated.people + control.people
  const likely = (treated.reached + control.reached + 1) / (people + 2)
  const alone = Math.max(leastPeople, leastEach / likely, leastEach / (1 - likely))
  if (!clustering) return alone
  const accounts = (leastUnits / clustering.units) * Math.min(treated.people, control.people)
  return Math.max(alone * clustering.difference, accounts)
}

/** How many more come, at the shares at which they came, until the smaller side has so many. */
const moreUntil = ({ treated, control }: Sides, needed: number): number => {
  const smaller = Math.min(treated.people, control.people)
  const people = treated.people + control.people
  const share = people === 0 ? 0.5 : Math.max(smaller, 1) / people
  return Math.ceil((needed - smaller) / share)
}

const grown = ({ people, reached }: Share, times: number): Share => ({
  people: people * times,
  reached: reached * times,
})

const isSeen = ({ treated, control, alpha, clustering: now }: Sides, times: number): boolean => {
  const clustering = now && { ...now, units: now.units * times }
  const setting = { alpha, tunedFor, clustering }
  const { absolute } = liftOf(grown(treated, times), grown(control, times), setting)
  return absolute.low > 0 || absolute.high < 0
}

/** How many more would show an effect as large as the one that it looks like; absent where that is out of reach. */
const moreToSee = (sides: Sides): number | undefined => {
  const people = sides.treated.people + sides.control.people
  let most = 2
  while (!isSeen(sides, most)) {
    most *= 2
    if (most * people > mostLookedAhead) return undefined
  }
  let least = most / 2
  while ((most - least) * people > 1) {
    const middle = (least + most) / 2
    if (isSeen(sides, middle)) most = middle
    else least = middle
  }
  return Math.ceil((most - 1) * people)
}

/** What a treatment adds; absent while there are too few people to say. */
export const readLift = (sides: Sides): Lift | undefined => {
  const { treated, control, alpha, clustering } = sides
  const isEnough = Math.min(treated.people, control.people) >= neededOf(sides)
  return isEnough ? liftOf(treated, control, { alpha, tunedFor, clustering }) : undefined
}

/** What two sides say of what a treatment does. It may be asked at any time, and as often as one likes. */
export const judge = (sides: Sides): Judged => {
  const lift = readLift(sides)
  if (!lift) return { reading: 'too_early', more: moreUntil(sides, neededOf(sides)) }
  if (lift.absolute.low > 0) return { reading: 'works', lift }
  if (lift.absolute.high < 0) return { reading: 'hurts', lift }
  const more = moreToSee(sides)
  return { reading: 'no_effect', lift, ...(more === undefined ? {} : { more }) }
}
