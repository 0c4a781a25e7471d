import type { Theme } from '@waymark/schemas'
import { isDark, parseRgb } from '../kit.ts'
import { contrastOf, type Rgb } from './contrast.ts'

const ink = '#16211d'
const paper = '#ffffff'
/** Contrast of text that is not large, WCAG 2 AA. */
const enough = 4.5

/**
 * Puts a guide's own look on its surface. Every colour is one property; a colour that the browser does not know is left out, and text
 * on an author's colour is black or white, whichever reads better.
 */
export const paint = (surface: HTMLElement, theme: Theme): void => {
  const set = (name: string, value: string | undefined): void => {
    if (value) surface.style.setProperty(`--${name}`, value)
    else surface.style.removeProperty(`--${name}`)
  }
  const accent = known(theme.accent)
  const ground = known(theme.background)
  set('accent', accent)
  set('accent-hover', accent && `color-mix(in srgb, ${accent} 88%, var(--text))`)
  set('blaze', accent)
  set('on-accent', accent && readableOn(accent, surface))
  set('ground', ground)
  set('line', ground && `color-mix(in srgb, ${ground} 82%, var(--text))`)
  const below = rgbOf(ground ?? 'var(--ground)', surface)
  const brand = accent && rgbOf(accent, surface)
  const reads = below && brand && contrastOf(below, brand) >= enough
  set('accent-text', accent && (reads ? accent : 'var(--text)'))
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
  const rgb = rgbOf(colour, surface)
  return rgb && !isDark(rgb) ? ink : paper
}

/** What the browser makes of a colour, in the surface's mode. */
const rgbOf = (colour: string, surface: HTMLElement): Rgb | undefined => {
  const probe = surface.appendChild(document.createElement('i'))
  probe.style.color = colour
  const rgb = parseRgb(getComputedStyle(probe).color)
  probe.remove()
  return rgb
}
