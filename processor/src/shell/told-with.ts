import type { Arrived } from './read-arrived.ts'

/**
 * The newest version of definitions with which others told of what they did; -1 where nobody did. Two owners read the definitions
 * one a moment before the other: what was told with newer ones may be about leaves that only they have.
 */
export const toldWith = (arrived: readonly Arrived[]): number => {
  let newest = -1
  for (const { input } of arrived) {
    if (input.kind !== 'relay') continue
    const { debt } = input.record
    if ('pv' in debt && debt.pv !== undefined && debt.pv > newest) newest = debt.pv
  }
  return newest
}
