/** The images that guides may show. SVG is not among them: it can carry scripts and lead elsewhere. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'

const textAt = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

/** The brands that an ISO media file says it follows; the first box holds them. */
const brandsOf = (bytes: Uint8Array): readonly string[] => {
  if (textAt(bytes, 4, 8) !== 'ftyp') return []
  const end = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const brands: string[] = []
  // Its second number is a version, no brand.
  for (let at = 8; at + 4 <= Math.min(end, bytes.length, 256); at += 4) {
    if (at !== 12) brands.push(textAt(bytes, at, at + 4))
  }
  return brands
}

/** What a file really is, by its first bytes; undefined: no image that guides may show, whatever it is called. */
export const sniffImage = (bytes: Uint8Array): ImageType | undefined => {
  if (bytes.length < 12) return undefined
  if (textAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (textAt(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return 'image/gif'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis')
    ? 'image/avif'
    : undefined
}
