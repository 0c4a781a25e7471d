import { keep, kept } from './kept.ts'

/** As long as somebody may need to get a new link from a colleague. */
const keptMs = 3_600_000

interface Kept {
  readonly to: string
  readonly at: number
}

/** A place in this app: a path of its own, and not where one signs in. */
const isOwn = (to: string): boolean => /^\/(?![/\\])/.test(to) && !/^\/(sign-in)?([?#]|$)/.test(to)

/** Where somebody was going who has to sign in first. The link is opened in another tab, so this browser keeps it. */
export const keepWayBack = (to: string, now = Date.now()): void => {
  if (isOwn(to)) keep('way-back', JSON.stringify({ to, at: now } satisfies Kept))
}

export const forgetWayBack = (): void => keep('way-back', undefined)

const read = (text: string): Kept | undefined => {
  try {
    const { to, at } = JSON.parse(text)
    return typeof to === 'string' && typeof at === 'number' ? { to, at } : undefined
  } catch {
    return undefined
  }
}

/** Where to go on after signing in, once; the first page where nobody was on their way. */
export const takeWayBack = (now = Date.now()): string => {
  const found = read(kept('way-back') ?? '')
  forgetWayBack()
  return found && isOwn(found.to) && now - found.at < keptMs ? found.to : '/'
}
