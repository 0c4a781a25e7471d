import { z } from 'zod'
import { limits } from '../limits.ts'
import { whereSchema } from '../rules/event-match.ts'
import { named, nameSchema } from './named.ts'

const text = z.string().min(1).max(limits.nameLength).exactOptional()

const use = z
  .strictObject({
    event: text,
    page: text,
    click: z
      .strictObject({ wm: text, text, role: text, href: text })
      .refine((click) => Object.keys(click).length > 0, 'one of wm, text, role, href')
      .exactOptional(),
    where: whereSchema.exactOptional(),
  })
  .refine(
    ({ event, page, click }) => [event, page, click].filter((x) => x !== undefined).length === 1,
    'one of event, page, click',
  )
  .refine(({ click, where }) => !(click && where), 'a click is told by its marks, without `where`')

/** A named part of the product, on the feature map: what counts as using it. */
export const featureSchema = z.strictObject({
  kind: z.literal('feature'),
  ...named,
  /** Groups features: "Analytics". */
  module: nameSchema.exactOptional(),
  used: z.array(use).min(1).max(20),
})
