import type { Summaries } from '@waymark/schemas'
import type { Program } from '../../program/program.ts'

/**
 * Of summaries that came about with definitions of a version those that belong to what counts now. A leaf whose past is being read
 * counts anew: what was told of it before is part of that past, and is told with it.
 */
export const stillCounting =
  ({ since }: Program, version: number | undefined) =>
  (told: Summaries): Summaries => {
    if (since.size === 0 || version === undefined) return told
    return Object.fromEntries(
      Object.entries(told).filter(([leaf]) => (since.get(leaf) ?? version) <= version),
    )
  }
