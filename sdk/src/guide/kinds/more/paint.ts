import type { Look } from '@waymark/schemas'
import { parseRgb } from '../kit.ts'
import { contrastOf, type Rgb } from './contrast.ts'
import { wear } from './wear.ts'

/** In this order: one of the last two can be read on any colour. */
const inks = ['#16211d', '#ffffff', '#000000'] as const
/** Contrast of text that is not large, WCAG 2 AA. */
const enough = 4.5
/** Contrast of what is no text. */
const visible = 3
/** A text so clear may have a softer one beside it. */
const plenty = 7

/**
 * Puts a guide's own look on its surface. Every colour is one property; a colour that the browser does not know is left out, and text
 * on an author's colour is one that can be read there.
 */
export const paint = (surface: HTMLElement, theme: Look): void => {
  const set = (name: string, value: string | undefined): void => {
    if (value) surface.style.setProperty(`--${name}`, value)
    else surface.style.removeProperty(`--${name}`)
  }
  const accent = known(theme.accent)
  const ground = known(theme.background)
  set('accent', accent)
  set('accent-hover', accent && `color-mix(in srgb, ${accent} 88%, var(--text))`)
  set('on-accent', accent && readableOn(accent, surface))
  set('ground', ground)
  set('line', ground && `color-mix(in srgb, ${ground} 82%, var(--text))`)
  const below = rgbOf(ground ?? 'var(--ground)', surface)
  const reads = (colour: string, least: number): boolean => {
    const rgb = rgbOf(colour, surface)
    return below !== undefined && rgb !== undefined && contrastOf(below, rgb) >= least
  }
  const text = known(theme.text) ?? (ground && readableOn(ground, surface))
  const isVisible = accent === undefined || reads(accent, visible)
  set('blaze', isVisible ? accent : 'var(--text)')
  set('edge', isVisible ? undefined : `color-mix(in srgb, ${accent} 50%, var(--text))`)
  set('accent-text', accent && (reads(accent, enough) ? accent : 'var(--text)'))
  set('text', text)
  const isSoft = text !== undefined && reads(text, plenty)
  set('text-2', isSoft ? `color-mix(in srgb, ${text} 80%, ${ground ?? 'var(--ground)'})` : text)
  set(
    'radius',
    theme.radius === undefined ? undefined : `${Math.min(Math.max(theme.radius, 0), 32)}px`,
  )
  set('font', theme.font && CSS.supports('font-family', theme.font) ? theme.font : undefined)
  wear(surface.getRootNode() as ShadowRoot, theme.css)
}

const known = (colour: string | undefined): string | undefined =>
  colour && CSS.supports('color', colour) && !/var\(/i.test(colour) ? colour : undefined

const readableOn = (colour: string, surface: HTMLElement): string => {
  const below = rgbOf(colour, surface)
  const found = inks.find((ink) => {
    const rgb = rgbOf(ink, surface)
    return below && rgb && contrastOf(below, rgb) >= enough
  })
  return found ?? inks[0]
}

/** What the browser makes of a colour, in the surface's mode. */
const rgbOf = (colour: string, surface: HTMLElement): Rgb | undefined => {
  const probe = surface.appendChild(document.createElement('i'))
  probe.style.color = colour
  const rgb = parseRgb(getComputedStyle(probe).color)
  probe.remove()
  return rgb
}
