import type { Problem } from '@waymark/schemas'
import type { ApplyRequest, ApplyResult } from '@waymark/schemas/api/definitions'
import { request } from '../../../api/request.ts'
import { useSettled } from './use-settled.ts'

const none: readonly Problem[] = []

/** What the author of documents that are not published yet may not have meant. */
export const useWarnings = (env: string, documents: readonly object[]): readonly Problem[] => {
  const body: ApplyRequest | undefined =
    documents.length === 0 ? undefined : { env, documents, dryRun: true }
  const ask = async (): Promise<readonly Problem[]> => {
    const { changes } = await request<ApplyResult>('/api/definitions/apply', {
      method: 'POST',
      body,
    })
    return changes.flatMap(({ warnings = [] }) => warnings)
  }
  return useSettled({ body, ask, unknown: none })
}
