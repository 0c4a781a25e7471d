import { type Champion, hasVisible } from '@waymark/schemas'
import type { PqlStep } from '../../program/pql-step.ts'
import { fillTokens, type Said } from '../engagements/fill-tokens.ts'
import type { SubjectState } from '../state.ts'

export const traitOf = (state: SubjectState, name: string): unknown =>
  Object.hasOwn(state.traits, name) ? state.traits[name]?.[0] : undefined

export const idOf = (state: SubjectState): string => state.s.split('/').slice(2).join('/')

export const nameOf = (state: SubjectState): string => {
  const name = traitOf(state, 'name')
  return typeof name === 'string' && hasVisible(name) ? name : idOf(state)
}

/** The author's words with this subject's values in them. */
export const wordsOf = (
  state: SubjectState,
  step: PqlStep,
  champion: Champion | undefined,
): Said | undefined => {
  if (!step.alert?.say) return undefined
  const token = (path: string): unknown => {
    const [head, ...rest] = path.split('.')
    const name = rest.join('.')
    if (head === 'account' || head === 'person')
      return name === 'name' ? nameOf(state) : traitOf(state, name)
    return head === 'champion' ? champion?.[name as 'name'] : traitOf(state, path)
  }
  return fillTokens(step.alert.say, token)
}
