import type { Theme } from '../../wire/content.ts'
import type { Fault } from '../fault.ts'
import { contrastOf } from './contrast.ts'

/** WCAG 2.2 AA, of text that is not large. */
const enough = 4.5

/** What cards stand on where the theme names no ground: as in the SDK's styles. */
const ownGrounds = { light: '#ffffff', dark: '#1a231f' } as const

const groundsOf = ({ background, mode = 'auto' }: Theme): readonly string[] => {
  if (background !== undefined) return [background]
  return mode === 'auto' ? [ownGrounds.light, ownGrounds.dark] : [ownGrounds[mode]]
}

/**
 * A text that nobody can read is not published. What a theme leaves open the SDK chooses so that it can be read: letters on the accent,
 * and on a ground whose text is not named.
 */
export const faultsOfTheme = ({ theme = {} }: { readonly theme?: Theme }): readonly Fault[] => {
  const { text } = theme
  if (text === undefined) return []
  return groundsOf(theme)
    .filter((ground) => contrastOf(text, ground) < enough)
    .map((ground) => ({
      path: ['theme', 'text'],
      message: `${text} on ${ground} has a contrast of ${contrastOf(text, ground).toFixed(2)}; people need ${enough}${
        theme.background === undefined ? '. Name a background with it' : ''
      }`,
    }))
}
