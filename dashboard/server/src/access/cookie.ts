/** The value of a cookie in a `Cookie` header; the first, where a name is there twice. */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  for (const part of header?.split(';') ?? []) {
    const cut = part.indexOf('=')
    if (cut > 0 && part.slice(0, cut).trim() === name) return part.slice(cut + 1).trim()
  }
  return undefined
}

interface CookieOptions {
  readonly maxAgeMs: number
  readonly secure: boolean
}

/**
 * A `Set-Cookie` header that scripts cannot read and other sites cannot make a browser send with an unsafe request.
 * `value` has to be letters and digits: nothing is escaped.
 */
export const writeCookie = (name: string, value: string, options: CookieOptions): string => {
  const age = Math.floor(options.maxAgeMs / 1000)
  const secure = options.secure ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`
}
