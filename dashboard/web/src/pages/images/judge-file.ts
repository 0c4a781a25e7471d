/** `limits.assetBytes`, without what comes with it; a test holds them equal. */
export const mostBytes = 512 * 1024

export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

/** `12 KB` */
export const sayBytes = (bytes: number): string => `${Math.max(1, Math.ceil(bytes / 1024))} KB`

export const sayLimits = `PNG, JPEG, GIF, WebP or AVIF, up to ${sayBytes(mostBytes)} each`

/** Why a file will not be taken, before it is sent; the server judges by its bytes. */
export const faultOf = ({
  type,
  size,
}: {
  readonly type: string
  readonly size: number
}): string | undefined => {
  if (type === 'image/svg+xml') return 'SVG is not taken: it can carry scripts.'
  if (!imageTypes.includes(type)) return 'This is no PNG, JPEG, GIF, WebP or AVIF image.'
  if (size > mostBytes) return `It has ${sayBytes(size)}; at most ${sayBytes(mostBytes)} are taken.`
  return undefined
}
