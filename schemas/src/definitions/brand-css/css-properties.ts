/** From the least to the most that a number with this unit may be. */
type Range = readonly [least: number, most: number]

/** What the values of a property may be made of, beside words. */
export interface CssProperty {
  /** By unit: `px`, `em`, `%`, `deg`, and `number` for none. Of what is not here, none is taken. */
  readonly units: { readonly [unit: string]: Range }
  readonly functions: ReadonlySet<string>
  readonly strings?: true
}

const colours = [
  ...['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch', 'color', 'color-mix'],
  'var',
]
const gradients = ['linear', 'radial', 'conic'].flatMap((kind) => [
  `${kind}-gradient`,
  `repeating-${kind}-gradient`,
])

const property = (units: CssProperty['units'], functions: readonly string[] = []): CssProperty => ({
  units,
  functions: new Set(functions),
})

const anyNumber: Range = [-1000, 1000]
const percent: Range = [0, 100]
/** What stands in functions of colours is bounded by what a colour is. */
export const inColours: CssProperty['units'] = { number: anyNumber, '%': percent, deg: anyNumber }

const colour = property({}, colours)
const line = property({ px: [0, 8], em: [0, 0.5], number: [0, 0] }, colours)
const ground = property(
  { px: [-64, 64], em: [-4, 4], '%': percent, deg: anyNumber, number: [0, 0] },
  [...colours, ...gradients],
)
const corner = property({ px: [0, 999], em: [0, 99], '%': percent, number: [0, 0] }, ['var'])
const shadow = property({ px: [-64, 64], em: [-4, 4], number: [0, 0] }, colours)
const room = property({ px: [0, 48], em: [0, 3], number: [0, 0] })
const words = property({})

const sides = ['top', 'right', 'bottom', 'left', 'block', 'inline'].flatMap((side) =>
  ['block', 'inline'].includes(side) ? [side, `${side}-start`, `${side}-end`] : [side],
)
const each = (
  names: readonly string[],
  of: CssProperty,
): readonly (readonly [string, CssProperty])[] => names.map((name) => [name, of])

/** What a brand's CSS may set. None of it hides, moves, covers or fetches: what could is not here. */
export const cssProperties: ReadonlyMap<string, CssProperty> = new Map([
  ...each(['color', 'background-color', 'accent-color', 'caret-color'], colour),
  ...each(['background', 'background-image'], ground),
  ...each(['border', 'border-width', ...sides.map((side) => `border-${side}`)], line),
  ...each(
    sides.map((side) => `border-${side}-width`),
    line,
  ),
  ...each(['border-color', ...sides.map((side) => `border-${side}-color`)], colour),
  ...each(['border-style', ...sides.map((side) => `border-${side}-style`)], words),
  ...each(
    [
      'border-radius',
      ...['top-left', 'top-right', 'bottom-left', 'bottom-right'].map(
        (at) => `border-${at}-radius`,
      ),
      ...['start-start', 'start-end', 'end-start', 'end-end'].map((at) => `border-${at}-radius`),
    ],
    corner,
  ),
  ...each(['box-shadow', 'text-shadow'], shadow),
  ['font-family', { ...words, strings: true }],
  ['font-size', property({ px: [11, 40], em: [0.75, 2], '%': [75, 200] })],
  ['font-weight', property({ number: [100, 900] })],
  ['line-height', property({ number: [1, 2.5], em: [1, 2.5], '%': [100, 250] })],
  ['letter-spacing', property({ px: [-1, 4], em: [-0.05, 0.3], number: [0, 0] })],
  ...each(['font-style', 'font-variant', 'text-align', 'text-transform'], words),
  ...each(['text-decoration', 'text-decoration-color'], line),
  ...each(['text-decoration-line', 'text-decoration-style'], words),
  ...each(['text-decoration-thickness', 'text-underline-offset'], line),
  ...each(['padding', ...sides.map((side) => `padding-${side}`), 'gap'], room),
  ...each(['row-gap', 'column-gap'], room),
])

/** A card that scrolls clips its corners, and in one of them is the close control: rounder than a theme's they would cut into it. */
export const cornerOfCards = property({ px: [0, 40], em: [0, 2.5], number: [0, 0] }, ['var'])

/** Would make room in the whole card or its letters, from which the places of its controls are counted. */
export const notOfCards = /^(padding|gap|row-gap|column-gap|font-size|line-height|letter-spacing)/

/** Why what people try first is refused, and what is right instead. */
export const insteadOf: { readonly [name: string]: string } = {
  all: 'set the properties one by one',
  animation: 'guides move by themselves, and not for people who asked for less motion',
  content: 'words belong into the guide, where they are translated and read aloud',
  display: 'what a guide says and its controls cannot be hidden; leave it out of the guide',
  filter: 'use color and background',
  font: 'use font-family, font-size, font-weight',
  height: 'use padding, up to 48px or 3em',
  margin: 'use padding and gap, which move nothing out of the card',
  opacity: 'nothing can be hidden; use color-mix(in srgb, var(--text) 60%, var(--ground))',
  outline: 'it shows where the keyboard is; it has the colour of the brand by itself',
  position: 'say where a guide stands in the guide: placement, position',
  transform: 'say where a guide stands in the guide: placement, position',
  transition: 'leave it out',
  visibility: 'what a guide says and its controls cannot be hidden; leave it out of the guide',
  width: 'use padding, up to 48px or 3em',
}
