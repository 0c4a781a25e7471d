import { countOf } from '../rules/did/count.ts'
import type { Rule } from '../rules/rule.ts'
import type { Engagement } from './engagement.ts'
import type { Flow } from './flow.ts'

/** Once it is true it stays so. */
const staysTrue = (rule: Rule): boolean => {
  if ('all' in rule) return rule.all.every(staysTrue)
  if ('any' in rule) return rule.any.every(staysTrue)
  if (!('did' in rule)) return false
  const { count, within, on, since } = rule.did
  return !within && !on && !since && countOf(count).op === 'gte'
}

const says =
  '`every-time` needs a rule that can turn false again, and this stays true: nobody enters twice. Give its `did` a window, ' +
  'for example `within: 1d`'

/** Where those who are in never leave, so that nobody comes in again. */
export const warnOfReentry = (definition: Engagement | Flow): readonly string[] => {
  if (definition.reentry !== 'every-time') return []
  if (definition.kind === 'engagement')
    return definition.exclude === undefined && staysTrue(definition.audience) ? [says] : []
  return definition.key === undefined && staysTrue(definition.enter) ? [says] : []
}
