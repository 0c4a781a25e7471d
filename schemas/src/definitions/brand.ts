import { z } from 'zod'
import type { Theme } from '../wire/content.ts'
import { themeShape } from '../wire/content-schema.ts'
import { faultsOfTheme } from './guide-faults/theme.ts'
import { named } from './named.ts'

/** How guides and e-mails of the project look where they say nothing else. There is one, called `project`. */
export const brandSchema = z
  .strictObject({
    kind: z.literal('brand'),
    ...named,
    id: z.literal('project'),
    ...themeShape,
  })
  .superRefine(({ kind: _, id: __, name: ___, ...theme }, ctx) => {
    for (const { path, message } of faultsOfTheme({ theme }))
      ctx.addIssue({ code: 'custom', path: path.slice(1), message })
  })

export type Brand = z.infer<typeof brandSchema>

/** The look that a set of definitions gives to all guides. */
export const brandOf = (definition: Brand | null | undefined): Theme | undefined => {
  if (!definition) return undefined
  const { kind: _, id: __, name: ___, ...theme } = definition
  return theme
}

/**
 * A guide's own look, and the brand's where it leaves something open. Ground and text belong together: who names one of them, or light
 * or dark, gets neither from the brand.
 */
export const themeWith = (brand: Theme | undefined, own: Theme = {}): Theme | undefined => {
  const { background, text, ...rest } = brand ?? {}
  const isGroundOwn = [own.background, own.text, own.mode].some((part) => part !== undefined)
  const ground = {
    ...(background === undefined ? {} : { background }),
    ...(text === undefined ? {} : { text }),
  }
  const theme = { ...rest, ...(isGroundOwn ? {} : ground), ...own }
  return Object.keys(theme).length > 0 ? theme : undefined
}
