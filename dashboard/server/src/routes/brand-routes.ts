import { checkCss, limits } from '@waymark/schemas'
import { z } from 'zod'
import { cssCheck } from '../answers/brand-answers.ts'
import { type Route, route } from '../http/route.ts'

/** For whoever writes the brand: what saving it would say. */
export const brandRoutes = (): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/brand/css',
    capability: 'write-definitions',
    says: 'Checks CSS for a brand and writes nothing: what it would be refused for, by line, and where it sets colours that nobody checks.',
    answer: cssCheck,
    body: z.strictObject({ css: z.string().max(limits.brandCssLength) }),
    handle: ({ body }) => checkCss(body.css),
  }),
]
