export type Rgb = readonly [red: number, green: number, blue: number, alpha: number]

/** The parts of a computed colour (`rgb(…)`, `rgba(…)`, `color(srgb …)`, as mixed ones are); undefined for wider spaces. */
export const parseRgb = (computed: string): Rgb | undefined => {
  const [, ofOne, inner] = /^(?:rgba?\(|(color\(srgb ))([^)]+)\)$/.exec(computed) ?? []
  const [red, green, blue, alpha = 1] = inner?.split(/[ ,/]+/).map(Number) ?? []
  const scale = ofOne ? 255 : 1
  return red === undefined || green === undefined || blue === undefined
    ? undefined
    : [red * scale, green * scale, blue * scale, alpha]
}

/** Relative luminance, WCAG 2. */
export const luminanceOf = ([red, green, blue]: Rgb): number => {
  const linear = (channel: number): number => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Where black and white text are equally far from the ground. */
const middle = 0.179

/** Is the ground so dark that text on it must be light? */
export const isDark = (colour: Rgb): boolean => luminanceOf(colour) < middle
