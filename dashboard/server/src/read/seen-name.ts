import { hasVisible } from '@waymark/schemas'

/**
 * A name as it came with a trait, where one can see it. What shows nothing is no name: pages then say the e-mail or the id
 * instead of a link that nobody sees.
 */
export const seenName = (text: unknown): string | undefined =>
  typeof text === 'string' && hasVisible(text) ? text : undefined

/** The named texts of an object, those that can be seen. */
export const seenNames = <Key extends string>(
  of: { readonly [K in Key]?: unknown },
  keys: readonly Key[],
): { readonly [K in Key]?: string } =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const name = seenName(of[key])
      return name === undefined ? [] : [[key, name]]
    }),
  ) as { readonly [K in Key]?: string }
