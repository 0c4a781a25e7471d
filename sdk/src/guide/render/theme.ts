import type { Look } from '@waymark/schemas/wire/content'
import { isOwn, topmostAt } from '../engine/targets/sight.ts'
import { parentOf } from '../engine/targets/traits.ts'
import type { More } from '../kinds/kind.ts'
import { isDark, parseRgb } from './colours.ts'

/** Light or dark, and then what the author says of colours, corners and letters. */
export const applyTheme = (
  surface: HTMLElement,
  theme: Look | undefined,
  { at, more }: { readonly at: Element; readonly more: More | undefined },
): void => {
  const { mode = 'auto' } = theme ?? {}
  const { dataset } = surface
  const around = parentOf(at) ?? topmostAt(innerWidth / 2, innerHeight / 2) ?? at
  if (mode !== 'auto') dataset.mode = mode
  // What lies over the page by now keeps the look that it came with.
  else if (!dataset.mode || !isOwn(around)) dataset.mode = isDarkAround(around) ? 'dark' : 'light'
  if (theme) more?.paint(surface, theme)
}

/** Whether a ground is dark; undefined where one sees through it. Of `oklch(…)` and its like the first number is the lightness. */
const isDarkGround = (colour: string): boolean | undefined => {
  const ground = parseRgb(colour)
  if (ground) return ground[3] > 0.5 ? isDark(ground) : undefined
  const [, ok, light, alpha = 1] =
    /^(ok)?l(?:ab|ch)\(([\d.]+)[^/]*(?:\/ ([\d.]+))?/.exec(colour) ?? []
  return light && Number(alpha) > 0.5 ? Number(light) < (ok ? 0.57 : 50) : undefined
}

/** Dark where the page is dark around the target, whatever the system prefers: many pages have one look only. */
const isDarkAround = (first: Element): boolean => {
  for (let around: Element | null = first; around; around = parentOf(around)) {
    const dark = isDarkGround(getComputedStyle(around).backgroundColor)
    if (dark !== undefined) return dark
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme
  return (
    scheme.includes('dark') &&
    (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches)
  )
}
