import type { Role } from '@waymark/schemas'

/** What each role is for, in a line. Nobody hands out more than they have: the server sees to it. */
export const roles: readonly { readonly role: Role; readonly says: string }[] = [
  { role: 'analyst', says: 'reads everything' },
  { role: 'sdr', says: 'reads, and works leads' },
  { role: 'author', says: 'reads, and writes definitions' },
  { role: 'publisher', says: 'writes and publishes definitions' },
  { role: 'admin', says: 'everything but removing the owner' },
]
