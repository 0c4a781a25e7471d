import type { ApplyRequest, ApplyResult, Problem } from '@waymark/schemas'
import { useEffect, useState } from 'preact/hooks'
import { RequestFailed, request } from '../../../api/request.ts'

const askedAfterMs = 400

const ask = async (body: ApplyRequest): Promise<readonly Problem[]> => {
  const { changes } = await request<ApplyResult>('/api/definitions/apply', { method: 'POST', body })
  return changes.flatMap(({ warnings = [] }) => warnings)
}

/**
 * What the author of documents that are not published yet may not have meant, asked for when they have not changed for a moment.
 * Nothing waits for the answer.
 */
export const useWarnings = (env: string, documents: readonly object[]): readonly Problem[] => {
  const [warnings, setWarnings] = useState<readonly Problem[]>([])
  const request: ApplyRequest = { env, documents, dryRun: true }
  useEffect(() => {
    let isOver = false
    setWarnings([])
    if (documents.length === 0) return
    const timer = setTimeout(() => {
      ask(request).then(
        (told) => isOver || setWarnings(told),
        (error: unknown) => {
          // Publishing says why not; a warning that could not be had is none.
          if (!(error instanceof RequestFailed)) throw error
        },
      )
    }, askedAfterMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [JSON.stringify(request)])
  return warnings
}
