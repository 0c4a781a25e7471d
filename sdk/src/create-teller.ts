import type { Waymark } from './api.ts'
import type { SignedIn } from './signed-in.ts'

/** Tells the client who is signed in, where that is news: who it is, what the traits say, or a token that came later. */
export type Teller = (client: Waymark, who: SignedIn | undefined) => void

export const createTeller = (): Teller => {
  let told: readonly unknown[] = []
  let toldToken: unknown
  return (client, who) => {
    const { userId, traits, token }: Partial<SignedIn> = who ?? {}
    const news = [client, userId, textOf(traits)]
    // Apps make functions anew at every render: one is as good as the other.
    const given = typeof token === 'function' ? true : token
    const known = news.every((one, at) => one === told[at])
    // While an app fetches another token it may have none: that is no news.
    if (known && (given === undefined || given === toldToken)) return
    told = news
    toldToken = given
    // Nobody is remembered, too: who signs in again after that is told again.
    if (userId !== undefined) client.identify(userId, traits, token === undefined ? {} : { token })
  }
}

/** Of what cannot be told (a circle, a BigInt) the client reports; the app that renders must not fall over it. */
const textOf = (traits: unknown): string => {
  try {
    return JSON.stringify(traits ?? {})
  } catch {
    return ''
  }
}
