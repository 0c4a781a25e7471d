import type { FastifyInstance } from 'fastify'
import { bodyLimit } from './register-routes.ts'

/** Takes JSON and nothing else: a form of another site cannot send it without asking the browser's permission first. */
export const parseJson = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit },
    async (_request: unknown, text: string | Buffer): Promise<unknown> => {
      if (text.length === 0) return undefined
      try {
        return JSON.parse(text.toString())
      } catch (cause) {
        throw Object.assign(new Error('not JSON', { cause }), { statusCode: 400 })
      }
    },
  )
}
