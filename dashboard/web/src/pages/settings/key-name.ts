import type { KeyItem } from '@waymark/schemas/api/access'

/** What a key is called: by its name, or else by its type. */
export const keyName = ({ name, type }: Pick<KeyItem, 'name' | 'type'>): string =>
  name ?? (type === 'write' ? 'Write key' : 'Server key')
