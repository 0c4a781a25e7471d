import { sayNumber } from '../../words/number.ts'

/** `6 of 12 entered (the others are held out)`: nobody is to wonder where the others are. */
export const sayEntered = (treated: number, heldOut = 0): string => {
  if (heldOut === 0) return `${sayNumber(treated)} entered`
  const others = heldOut === 1 ? 'the other one is' : 'the others are'
  return `${sayNumber(treated)} of ${sayNumber(treated + heldOut)} entered (${others} held out)`
}
