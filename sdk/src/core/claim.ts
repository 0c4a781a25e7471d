import type { ClaimRequest, ClaimResponse } from '@waymark/schemas'
import type { Transport } from './transport.ts'

/** No answer in this time is "not shown"; the server gives up at the same moment. */
const claimWaitMs = 500

/** Asks whether a capped guide may be painted now. Never rejects. */
export const claim = async (
  transport: Transport,
  request: ClaimRequest,
): Promise<ClaimResponse> => {
  const body = JSON.stringify(request)
  const answer = await transport.post('/v1/messages/claim', body, { timeoutMs: claimWaitMs })
  const answered =
    answer.kind === 'ok' ? (answer.body as Partial<ClaimResponse> | undefined) : undefined
  return typeof answered?.granted === 'boolean'
    ? (answered as ClaimResponse)
    : { granted: false, reason: 'late' }
}
