import type { FastifyInstance } from 'fastify'
import type { IngestContext } from '../../context.ts'
import { sendReply } from '../../http/answer.ts'
import { recordingsRefused } from './replies.ts'

/** `POST /s/`: session recordings, which Waymark does not keep. Clients are told to stop; what they sent is not read. */
export const registerRecordingRoute = (app: FastifyInstance, ctx: IngestContext): void => {
  for (const path of ['/s', '/s/']) {
    app.post(path, (_request, reply) => sendReply(ctx, reply, recordingsRefused))
  }
}
