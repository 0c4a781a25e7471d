import type { StoredKey } from '@waymark/schemas'
import type { KeyItem } from '@waymark/schemas/api/access'

/** A key as those see it who ask for it; `text` only where they may. */
export const keyItem = (key: StoredKey, text: string | undefined): KeyItem => ({
  id: key.id,
  env: key.env,
  type: key.type,
  at: key.at,
  ...(key.name === undefined ? {} : { name: key.name }),
  ...(text === undefined ? {} : { key: text }),
  ...(key.revoked === undefined ? {} : { revoked: key.revoked }),
  ...(key.origins === undefined ? {} : { origins: key.origins }),
})
