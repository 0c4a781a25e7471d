import type { Look } from '@waymark/schemas/wire/content'
import { render } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { contrastOf, lettersOn, liftedOn, mixOf } from './letters-on.ts'
import { closeStyles, sampleStyles } from './sample-styles.ts'

type Mode = 'light' | 'dark'

/** What cards stand on, their text and their accent, where the brand names none. */
const own = {
  light: { ground: '#ffffff', text: '#16211d', accent: '#176145' },
  dark: { ground: '#1a231f', text: '#eaeeeb', accent: '#65d49e' },
} as const

/**
 * As guides do it: in the dark, ground and accent are made of the brand's accent; a colour that can hardly be seen on the card gives way
 * to the text's.
 */
const tokensOf = (look: Look, mode: Mode): ReadonlyMap<string, string> => {
  const { font, radius = 10, background, text } = look
  const night =
    mode === 'dark' && look.accent && !text ? mixOf(look.accent, '#17181a', 0.09) : undefined
  const ground = background ?? night ?? own[mode].ground
  const isNight = contrastOf('#ffffff', ground) >= 7
  const given = look.accent ?? own[mode].accent
  const accent = isNight ? liftedOn(ground, given, 3) : given
  const clear = isNight ? liftedOn(ground, accent, 4.5) : accent
  const ink = text ?? (background === undefined ? own[mode].text : lettersOn(background))
  const reads = contrastOf(accent, ground)
  return new Map([
    ...Object.entries({ '--accent': accent, '--on-accent': lettersOn(accent) }),
    ...Object.entries({
      '--ground': ground,
      '--text': ink,
      '--radius': `${Math.min(radius, 32)}px`,
    }),
    ['--accent-text', contrastOf(clear, ground) >= 4.5 ? clear : ink],
    ['--blaze', reads >= 3 ? clear : ink],
    ...(background || text ? ([['--text-2', ink]] as const) : []),
    ...(background || night ? ([['--line', mixOf(ground, ink, 0.82)]] as const) : []),
    ...(reads >= 3 ? [] : ([['--edge', ink]] as const)),
    ...(font?.trim() && CSS.supports('font-family', font) ? ([['--font', font]] as const) : []),
  ])
}

const Card = () => (
  <div class="card">
    <div class="body">
      <h2>Create your first product</h2>
      <p>
        Give it a name, and the code for your page is written for you.{' '}
        <a href="#how">How it works</a>
      </p>
    </div>
    <div class="foot">
      <span class="dots">
        <i class="here" />
        <i />
        <i />
      </span>
      <button type="button" class="quiet">
        Back
      </button>
      <button type="button" class="primary">
        Next
      </button>
    </div>
    <span class="close">×</span>
  </div>
)

/** A shadow root of its own: what the CSS says of parts is said of nothing of the dashboard. */
const drawIn = (host: HTMLElement, look: Look, mode: Mode): void => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const [sheet = new CSSStyleSheet(), brand = new CSSStyleSheet(), close = new CSSStyleSheet()] =
    root.adoptedStyleSheets
  sheet.replaceSync(sampleStyles)
  brand.replaceSync(look.css ?? '')
  close.replaceSync(closeStyles)
  root.adoptedStyleSheets = [sheet, brand, close]
  const surface = root.querySelector<HTMLElement>('.surface') ?? document.createElement('div')
  surface.className = 'surface'
  surface.dataset.mode = mode
  surface.removeAttribute('style')
  for (const [name, value] of tokensOf(look, mode)) surface.style.setProperty(name, value)
  if (!surface.isConnected) root.append(surface)
  render(<Card />, surface)
}

const SampleIn = ({ look, mode }: { readonly look: Look; readonly mode: Mode }) => {
  const host = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (host.current) drawIn(host.current, look, mode)
  })
  return <div class="brand-sample" data-mode={mode} ref={host} inert />
}

/** A card in a look, in light pages and in dark ones. */
export const BrandSample = ({ look }: { readonly look: Look }) => (
  <div class="stack">
    {look.mode !== 'dark' && <SampleIn look={look} mode="light" />}
    {look.mode !== 'light' && <SampleIn look={look} mode="dark" />}
  </div>
)
