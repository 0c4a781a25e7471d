import type { Rule } from '@waymark/schemas'
import type { RuleCount } from '@waymark/schemas/api/rule-count'
import { request } from '../../../api/request.ts'
import { useSettled } from './use-settled.ts'

/** How many people a rule holds for now; `undefined` while that is not known. */
export const useReach = (env: string, rule: unknown): number | undefined => {
  const body = rule === undefined ? undefined : { env, rule: rule as Rule }
  const ask = async (): Promise<number> =>
    (await request<RuleCount>('/api/rules/count', { method: 'POST', body })).count
  return useSettled<number | undefined>({ body, ask, unknown: undefined })
}
