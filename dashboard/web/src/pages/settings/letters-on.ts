/** WCAG 2.2, relative luminance of `#rrggbb`. */
const luminanceOf = (colour: string): number => {
  const number = Number.parseInt(colour.slice(1), 16)
  const [red = 0, green = 0, blue = 0] = [number >> 16, (number >> 8) & 255, number & 255].map(
    (channel) => {
      const share = channel / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    },
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export const contrastOf = (one: string, other: string): number => {
  const [a, b] = [luminanceOf(one) + 0.05, luminanceOf(other) + 0.05]
  return Math.max(a, b) / Math.min(a, b)
}

/** As guides choose: the first of these that reads. */
const inks = ['#16211d', '#ffffff', '#000000'] as const

/** WCAG 2.2 AA, of text that is not large. */
const enough = 4.5

export const lettersOn = (colour: string): string =>
  inks.find((ink) => contrastOf(ink, colour) >= enough) ?? inks[0]
