import { z } from 'zod'
import { limits } from '../limits.ts'
import type { Look, Theme } from '../wire/content.ts'
import { themeShape } from '../wire/content-schema.ts'
import { checkCss } from './brand-css/check-css.ts'
import { sayRemark } from './brand-css/css-remark.ts'
import { faultsOfTheme } from './guide-faults/theme.ts'
import { named } from './named.ts'

/** How guides and e-mails of the project look where they say nothing else. There is one, called `project`. */
export const brandSchema = z
  .strictObject({
    kind: z.literal('brand'),
    ...named,
    id: z.literal('project'),
    ...themeShape,
    css: z.string().max(limits.brandCssLength).exactOptional(),
  })
  .superRefine(({ kind: _, id: __, name: ___, css = '', ...theme }, ctx) => {
    // Of what is too long anyhow nobody wants every line.
    const isRead = css.length <= limits.brandCssLength
    for (const fault of isRead ? checkCss(css).faults : [])
      ctx.addIssue({ code: 'custom', path: ['css'], message: sayRemark(fault) })
    for (const { path, message } of faultsOfTheme({ theme }))
      ctx.addIssue({ code: 'custom', path: path.slice(1), message })
  })

export type Brand = z.infer<typeof brandSchema>

/** The look that a set of definitions gives to all guides. */
export const brandOf = (definition: Brand | null | undefined): Look | undefined => {
  if (!definition) return undefined
  const { kind: _, id: __, name: ___, ...look } = definition
  return look
}

/**
 * A guide's own look, and the brand's where it leaves something open. Ground and text belong together: who names one of them, or light
 * or dark, gets neither from the brand.
 */
export const themeWith = (brand: Look | undefined, own: Theme = {}): Look | undefined => {
  const { background, text, ...rest } = brand ?? {}
  const isGroundOwn = [own.background, own.text, own.mode].some((part) => part !== undefined)
  const ground = {
    ...(background === undefined ? {} : { background }),
    ...(text === undefined ? {} : { text }),
  }
  const theme = { ...rest, ...(isGroundOwn ? {} : ground), ...own }
  return Object.keys(theme).length > 0 ? theme : undefined
}
