import type { Theme } from '@waymark/schemas'
import { parentOf } from '../engine/targets/traits.ts'
import { isDark, parseRgb } from './colours.ts'

const ink = '#16211d'
const paper = '#ffffff'

/**
 * Puts a guide's theme on its surface. Every colour is one property; a colour that the browser does not know is left out, and text
 * on an author's colour is black or white, whichever reads better.
 */
export const applyTheme = (surface: HTMLElement, theme: Theme, target: Element): void => {
  const dark =
    theme.mode === 'auto' || theme.mode === undefined ? isDarkAround(target) : theme.mode === 'dark'
  surface.dataset.mode = dark ? 'dark' : 'light'
  const set = (name: string, value: string | undefined): void => {
    if (value) surface.style.setProperty(`--${name}`, value)
    else surface.style.removeProperty(`--${name}`)
  }
  const accent = known(theme.accent)
  const ground = known(theme.background)
  set('accent', accent)
  set('accent-hover', accent && `color-mix(in srgb, ${accent} 88%, var(--text))`)
  set('accent-text', accent && known(theme.text ?? theme.background) ? 'var(--text)' : undefined)
  set('blaze', accent)
  set('on-accent', accent && readableOn(accent, surface))
  set('ground', ground)
  set('line', ground && `color-mix(in srgb, ${ground} 82%, var(--text))`)
  const text = known(theme.text) ?? (ground && readableOn(ground, surface))
  set('text', text)
  set('text-2', text && `color-mix(in srgb, ${text} 80%, ${ground ?? 'var(--ground)'})`)
  set(
    'radius',
    theme.radius === undefined ? undefined : `${Math.min(Math.max(theme.radius, 0), 32)}px`,
  )
  set('font', theme.font && CSS.supports('font-family', theme.font) ? theme.font : undefined)
}

const known = (colour: string | undefined): string | undefined =>
  colour && CSS.supports('color', colour) && !/var\(/i.test(colour) ? colour : undefined

const readableOn = (colour: string, surface: HTMLElement): string => {
  const probe = surface.appendChild(document.createElement('i'))
  probe.style.color = colour
  const rgb = parseRgb(getComputedStyle(probe).color)
  probe.remove()
  return rgb && !isDark(rgb) ? ink : paper
}

/** Dark where the page is dark around the target, whatever the system prefers: many pages have one look only. */
const isDarkAround = (target: Element): boolean => {
  for (let around = parentOf(target); around; around = parentOf(around)) {
    const ground = parseRgb(getComputedStyle(around).backgroundColor)
    if (ground && ground[3] > 0.5) return isDark(ground)
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme
  return (
    scheme.includes('dark') &&
    (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches)
  )
}
