import { hasVisible, isTrue, limits, murmur2 } from '@waymark/schemas'
import type { PqlStep, RouteProgram } from '../../program/pql-step.ts'
import type { SubjectState } from '../state.ts'
import type { Work } from '../work.ts'
import { traitOf } from './pql-words.ts'

/** Whose lead it is, and who is told. */
export interface Routed {
  readonly owner?: string
  readonly to: readonly string[]
}

/** The owner that a trait names. */
export const ownerInTrait = (state: SubjectState, name: string): string | undefined => {
  const owner = traitOf(state, name)
  return typeof owner === 'string' && hasVisible(owner)
    ? owner.slice(0, limits.nameLength)
    : undefined
}

const fromTrait = ({ state }: Work, step: PqlStep, name: string): string | undefined =>
  step.verified && state.traits[name]?.[2] !== 's' ? undefined : ownerInTrait(state, name)

/**
 * In turn, without a counter that all subjects would have to share: each has its place by its key, so the leads are spread
 * evenly, and a lead stays with its owner while the list stays the same.
 */
export const ownerInTurn = (
  { s }: SubjectState,
  owners: readonly string[],
  salt = '',
): string | undefined => {
  const place = murmur2(new TextEncoder().encode(`${salt} ${s}`)) >>> 0
  return owners[place % owners.length]
}

const ownerBy = (work: Work, step: PqlStep, route: RouteProgram): string | undefined => {
  if (route.by === 'trait') return fromTrait(work, step, route.trait)
  if (route.by === 'turn') return ownerInTurn(work.state, route.owners, step.id)
  return isTrue(route.when(work.view)) ? route.owner : undefined
}

/** The first way that gives an owner counts. */
export const routeOf = (work: Work, step: PqlStep): Routed => {
  const to = step.alert?.to ?? []
  for (const route of step.alert?.route ?? []) {
    const owner = ownerBy(work, step, route)
    if (owner !== undefined) return { owner, to: (route.by === 'rule' && route.to) || to }
  }
  return { to }
}
