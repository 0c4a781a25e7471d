import { z } from 'zod'

export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case')
  .max(100)
  .refine((text) => !(text in Object.prototype), 'an id that is not a word of the language itself')

export const nameSchema = z.string().min(1).max(200)

/** What every definition has, beside its kind. */
export const named = { id: idSchema, name: nameSchema.exactOptional() }
