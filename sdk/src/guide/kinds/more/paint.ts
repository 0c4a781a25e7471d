import type { Look } from '@waymark/schemas/wire/content'
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
/** Of what went wrong: the first that reads. */
const alarms = ['#b3261e', '#ffb4ab'] as const

/**
 * Puts a guide's own look on its surface. Every colour is one property; a colour that the browser does not know is left out, and text
 * on an author's colour is one that can be read there. In the dark, ground and accent are made of the author's accent, where no ground
 * or text is named.
 */
export const paint = (surface: HTMLElement, theme: Look): void => {
  const set = (name: string, value: string | undefined): void => {
    if (value) surface.style.setProperty(`--${name}`, value)
    else surface.style.removeProperty(`--${name}`)
  }
  const given = known(theme.accent)
  const named = known(theme.background)
  const ground = named ?? nightOf(given, theme, surface)
  set('ground', ground)
  set('line', ground && `color-mix(in srgb, ${ground} 82%, var(--text))`)
  const below = rgbOf(ground ?? 'var(--ground)', surface)
  const reads = (colour: string, least: number): boolean => {
    const rgb = rgbOf(colour, surface)
    return below !== undefined && rgb !== undefined && contrastOf(below, rgb) >= least
  }
  const lifted = (colour: string, least: number): string =>
    shadesOf(colour, surface).find((shade) => reads(shade, least)) ?? colour
  const isNight = reads('#fff', plenty)
  const accent = given && isNight ? lifted(given, visible) : given
  const clear = accent && isNight ? lifted(accent, enough) : accent
  const ink = accent && readableOn(accent, surface)
  set('accent', accent)
  // Away from its letters.
  set(
    'accent-hover',
    ink && `color-mix(in srgb, ${accent} 88%, ${ink === '#ffffff' ? '#000' : '#fff'})`,
  )
  set('on-accent', ink)
  const text = known(theme.text) ?? (named && readableOn(named, surface))
  const isVisible = accent === undefined || reads(accent, visible)
  set('blaze', isVisible ? clear : 'var(--text)')
  set('edge', isVisible ? undefined : `color-mix(in srgb, ${accent} 50%, var(--text))`)
  set('accent-text', clear && (reads(clear, enough) ? clear : 'var(--text)'))
  set('text', text)
  set('quiet', ground && `color-mix(in srgb, ${ground} 45%, var(--text))`)
  set('wrong', ground && (alarms.find((alarm) => reads(alarm, enough)) ?? 'var(--text)'))
  const isSoft = text !== undefined && reads(text, plenty)
  set('text-2', isSoft ? `color-mix(in srgb, ${text} 80%, ${ground ?? 'var(--ground)'})` : text)
  set(
    'radius',
    theme.radius === undefined ? undefined : `${Math.min(Math.max(theme.radius, 0), 32)}px`,
  )
  set('font', theme.font && CSS.supports('font-family', theme.font) ? theme.font : undefined)
  wear(surface.getRootNode() as ShadowRoot, theme.css)
}

/** A colour, and lighter and lighter ones: of the same hue as bright as it goes, though not three times as bright, then with white in it. */
const shadesOf = (colour: string, surface: HTMLElement): readonly string[] => {
  const [red = 0, green = 0, blue = 0] = rgbOf(colour, surface) ?? []
  const most = Math.max(1, Math.min(3, 235 / Math.max(red, green, blue, 1)))
  const shade = (times: number, white: number): string =>
    `rgb(${[red, green, blue].map((each) => Math.round(each * times * (1 - white) + 255 * white))})`
  const hues = [0.25, 0.5, 0.75, 1].map((share) => shade(1 + (most - 1) * share, 0))
  return [colour, ...hues, ...[0.15, 0.3, 0.45, 0.6, 0.75].map((white) => shade(most, white))]
}

/** A ground for the dark, with a breath of the accent. */
const nightOf = (
  accent: string | undefined,
  { text }: Look,
  { dataset }: HTMLElement,
): string | undefined =>
  accent && !text && dataset.mode === 'dark'
    ? `color-mix(in srgb, ${accent} 9%, #17181a)`
    : undefined

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
