import { type Email, textsOfEmail, tokensIn } from '@waymark/schemas'

/** Names of the traits that an e-mail fills in, and of the one that chooses its language. */
export const traitsIn = (email: Email | undefined): ReadonlySet<string> => {
  const texts = email ? textsOfEmail(email) : []
  const tokens = texts.flatMap((text) =>
    (typeof text === 'string' ? [text] : Object.values(text)).flatMap(tokensIn),
  )
  return new Set(['locale', ...tokens.map(({ name }) => name.replace(/^person\./, ''))])
}
