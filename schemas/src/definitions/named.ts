import { z } from 'zod'
import { isNameable } from '../has-visible.ts'

export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case')
  .max(100)
  .refine((text) => !(text in Object.prototype), 'an id that is not a word of the language itself')

/** What people read: something of it can be seen. */
export const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (text) => text === '' || isNameable(text),
    'a name that can be seen, without control characters',
  )

/** What every definition has, beside its kind. */
export const named = { id: idSchema, name: nameSchema.exactOptional() }

/** `from: now`: counts from when it is published, and waits for no past. */
export const counting = { from: z.literal('now').exactOptional() }
