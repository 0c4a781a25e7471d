import type { Theme } from '@waymark/schemas'

/** How light a colour looks, 0 to 1; letters on it are dark above the middle. */
const isLight = (colour: string): boolean => {
  const number = Number.parseInt(colour.slice(1), 16)
  const [red, green, blue] = [number >> 16, (number >> 8) & 255, number & 255]
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255 > 0.6
}

/** A card in a look. */
export const BrandSample = ({ accent = '#176145', font, radius = 10 }: Theme) => (
  <div
    class="brand-sample stack-1"
    style={{ ...(font && { fontFamily: font }), borderRadius: `${radius}px` }}
    aria-hidden="true"
  >
    <b>
      <i style={{ background: accent }} />
      Create your first product
    </b>
    <p class="small">Give it a name, and the code for your page is written for you.</p>
    <span
      style={{
        background: accent,
        color: isLight(accent) ? '#16211d' : '#ffffff',
        borderRadius: `${Math.min(6, radius)}px`,
      }}
    >
      Next
    </span>
  </div>
)
