import {
  type Definition,
  type Problem,
  unreachableIn,
  unreachableSteps,
  warningsOf,
  warnOfReentry,
} from '@waymark/schemas'
import { rulesOf } from './rules-of.ts'

const ofFlow = (d: Definition): readonly Problem[] =>
  d.kind === 'flow'
    ? unreachableIn(d).map((place) => ({
        at: `steps[${place}]`,
        message: 'nobody can come to this step',
      }))
    : []

const ofReentry = (d: Definition): readonly Problem[] =>
  d.kind === 'flow' || d.kind === 'engagement'
    ? warnOfReentry(d).map((message) => ({ at: 'reentry', message }))
    : []

/** Of a feed, whose posts stand beside each other, nobody comes from one to the next. */
const ofGuide = (d: Definition): readonly Problem[] =>
  d.kind === 'guide' && d.type !== 'feed'
    ? unreachableSteps(d).map((at) => ({
        at: `steps[${at}]`,
        message: 'nobody comes to this step: a button of one before it ends the guide',
      }))
    : []

/** What its author may not have meant, each with its place: it can be in force, and is not refused. */
export const warningsIn = (d: Definition): readonly Problem[] => [
  ...rulesOf(d).flatMap(({ rule, path }) =>
    warningsOf(rule, path).map(({ path: at, message }) => ({ at, message })),
  ),
  ...ofFlow(d),
  ...ofGuide(d),
  ...ofReentry(d),
]

/** As an answer carries them: absent where there are none. */
export const warned = (d: Definition): { readonly warnings?: readonly Problem[] } => {
  const warnings = warningsIn(d)
  return warnings.length > 0 ? { warnings } : {}
}
