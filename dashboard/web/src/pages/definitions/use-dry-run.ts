import type { ApplyRequest, ApplyResult } from '@waymark/schemas/api/definitions'
import { request } from '../../api/request.ts'
import { useSettled } from './use-settled.ts'

/** What publishing would change, before it does: who comes in and goes out, and what its author may not have meant. */
export type DryRun =
  /** There is nothing to ask, or it is refused: publishing says why. */
  | { readonly t: 'nothing' }
  | { readonly t: 'counting' }
  | { readonly t: 'told'; readonly changes: ApplyResult['changes'] }
  | { readonly t: 'failed'; readonly why: string }

const nothing: DryRun = { t: 'nothing' }
const counting: DryRun = { t: 'counting' }

/** A dry run of documents, once nobody has written on them for a moment. */
export const useDryRun = (env: string, documents: readonly unknown[]): DryRun => {
  const body: ApplyRequest | undefined =
    documents.length === 0 ? undefined : { env, documents, dryRun: true }
  const ask = async (): Promise<DryRun> => {
    const path = '/api/definitions/apply'
    const { changes } = await request<ApplyResult>(path, { method: 'POST', body })
    return { t: 'told', changes }
  }
  return useSettled({
    body,
    ask,
    unknown: body ? counting : nothing,
    refused: ({ status, message }) =>
      status >= 400 && status < 500 ? nothing : { t: 'failed', why: message },
  })
}
