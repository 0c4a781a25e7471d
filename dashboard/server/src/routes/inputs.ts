import { type DefinitionKind, definitionKinds, limits, nameSchema } from '@waymark/schemas'
import { z } from 'zod'

const text = (max: number) => z.string().min(1).max(max)

/** Parts of requests that several routes share. Empty texts count as absent: a form sends them. */
export const env = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an environment id')
  .optional()

/** What a user, a token or a key is called: something of it can be seen. */
export const givenName = z.string().trim().pipe(nameSchema)

const absent = (value: unknown): unknown => (value === '' ? undefined : value)

/** What people type. NUL is not text to any of the engines. */
export const words = z.preprocess(
  absent,
  z
    .string()
    .max(limits.idLength)
    .refine((value) => !value.includes('\0'), 'text without NUL')
    .optional(),
)

/** The last instant that a date can be, ms since the epoch. */
export const latestInstant = 8_640_000_000_000_000

export const instant = z.preprocess(
  absent,
  z.coerce.number().int().min(0).max(latestInstant).optional(),
)

/** Of a definition. */
export const versionNumber = z.preprocess(
  absent,
  z.coerce.number().int().min(1).max(2_000_000_000).optional(),
)

export const pageSize = (byDefault: number, max: number) =>
  z.preprocess(absent, z.coerce.number().int().min(1).max(max).default(byDefault))

export const cursor = z.preprocess(absent, z.string().max(2000).optional())

export const flag = z
  .preprocess(absent, z.enum(['0', '1', 'true', 'false']).default('0'))
  .transform((value) => value === '1' || value === 'true')

/** A subject key: `env/u/id`, `env/a/id`, `env/g/id`. */
export const subject = text(64 + 3 + limits.idLength).refine(
  (value) => /^[a-z0-9][a-z0-9-]{0,63}\/[uag]\/[^\0]+$/s.test(value),
  'a subject: env/u/id, env/a/id or env/g/id',
)

export const id = text(limits.idLength).refine((value) => !value.includes('\0'), 'text without NUL')

export const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case')
  .max(100)

export const definitionKind = z.enum(definitionKinds as [DefinitionKind, ...DefinitionKind[]])

/** A parameter that may be there several times. */
export const listed = <T>(item: z.ZodType<T>, most: number) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(most),
  )

export const byId = z.object({ id })

export const roleSchema = z.enum(['owner', 'admin', 'author', 'publisher', 'analyst', 'sdr'])
