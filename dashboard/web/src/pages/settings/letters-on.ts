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

const channelsOf = (colour: string): readonly number[] =>
  [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16))

/** `share` of one colour, the rest of the other; each `#rrggbb`. */
export const mixOf = (one: string, other: string, share: number): string => {
  const others = channelsOf(other)
  const mixed = channelsOf(one).map((value, at) => value * share + (others[at] ?? 0) * (1 - share))
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

/** As guides do it: of the same hue as bright as it goes, though not three times as bright, then with white in it. */
const shadesOf = (colour: string): readonly string[] => {
  const most = Math.max(1, Math.min(3, 235 / Math.max(...channelsOf(colour), 1)))
  // Brighter is less of black, of which there is then less than none.
  const brighter = (times: number): string => mixOf(colour, '#000000', times)
  const hues = [0.25, 0.5, 0.75, 1].map((share) => brighter(1 + (most - 1) * share))
  const whites = [0.15, 0.3, 0.45, 0.6, 0.75].map((white) =>
    mixOf('#ffffff', brighter(most), white),
  )
  return [colour, ...hues, ...whites]
}

/** The accent, as light as it takes to have that contrast, as guides do it in the dark. */
export const liftedOn = (ground: string, accent: string, least: number): string =>
  shadesOf(accent).find((shade) => contrastOf(shade, ground) >= least) ?? accent
