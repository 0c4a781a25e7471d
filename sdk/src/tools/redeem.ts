import type {
  AuthoringAnswer,
  AuthoringRequest,
  TicketPurpose,
} from '@waymark/schemas/wire/authoring'
import { toJson } from '../core/to-json.ts'
import type { ToolLink } from './tool.ts'

/** Asks ingest which dashboard made the ticket, and whether for this. */
export const redeem = async (
  { transport, settings }: Pick<ToolLink, 'transport' | 'settings'>,
  ticket: string,
  purpose: TicketPurpose,
): Promise<AuthoringAnswer | undefined> => {
  const request: AuthoringRequest = { writeKey: settings.key, ticket, purpose }
  const answer = await transport.post('/v1/authoring', toJson(request))
  return answer.kind === 'ok' ? (answer.body as AuthoringAnswer) : undefined
}
