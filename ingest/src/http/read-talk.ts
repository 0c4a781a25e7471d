import { limits } from '@waymark/schemas'
import type { AuthoringTalk } from '@waymark/schemas/wire/authoring'
import type { SaidOnLine } from '@waymark/schemas/wire/page-line'

/** A draft, said a few times over before it was sent. */
const longestTalk = limits.draftBytes * 2
/** Of all that is gathered while a server is away; what was said last counts. */
const mostSaid = 100

/** What a page can say, and how long that is as JSON. */
const longest: { readonly [say in SaidOnLine['say']]: number } = {
  ready: 10_000,
  changed: longestTalk,
  at: 100,
  save: 100,
  end: 100,
  who: 2000,
}

const isSaid = (said: unknown): said is SaidOnLine => {
  if (typeof said !== 'object' || said === null || !('say' in said)) return false
  const { say } = said
  if (typeof say !== 'string' || !Object.hasOwn(longest, say)) return false
  return JSON.stringify(said).length <= longest[say as SaidOnLine['say']]
}

/** Reads what a page has signed. What no page says is left out of it: nobody who reads the log after us shall have to doubt it. */
export const readTalk = (signed: unknown): AuthoringTalk | undefined => {
  if (typeof signed !== 'string' || signed.length > longestTalk) return undefined
  try {
    const talk = JSON.parse(signed) as Partial<AuthoringTalk> | null
    if (typeof talk?.line !== 'string' || !Array.isArray(talk.said)) return undefined
    const { line, n, said, after } = talk
    if (!Number.isSafeInteger(n)) return undefined
    if (after !== undefined && !Number.isSafeInteger(after)) return undefined
    return {
      ...{ line, n: Number(n), said: said.filter(isSaid).slice(-mostSaid) },
      ...(after !== undefined && { after }),
    }
  } catch {
    return undefined
  }
}
