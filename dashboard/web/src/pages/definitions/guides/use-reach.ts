import type { Rule, RuleCount } from '@waymark/schemas'
import { useEffect, useState } from 'preact/hooks'
import { RequestFailed, request } from '../../../api/request.ts'

const askedAfterMs = 400

/** How many people a rule holds for now, asked for when it has not changed for a moment; `undefined` while that is not known. */
export const useReach = (env: string, rule: unknown): number | undefined => {
  const [reach, setReach] = useState<number | undefined>(undefined)
  const body = { env, rule: rule as Rule }
  useEffect(() => {
    let isOver = false
    setReach(undefined)
    if (rule === undefined) return
    const timer = setTimeout(() => {
      request<RuleCount>('/api/rules/count', { method: 'POST', body }).then(
        ({ count }) => isOver || setReach(count),
        (error: unknown) => {
          // A rule that cannot be counted is refused where it is published, with the reason.
          if (!(error instanceof RequestFailed)) throw error
        },
      )
    }, askedAfterMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [JSON.stringify(body)])
  return reach
}
