import { expect, it } from 'vitest'
import { accountId, personKeys, subjectsOf } from './event-filter.ts'

it('takes an id for a user first and for a visitor then', () => {
  expect(personKeys('production', 'ann')).toEqual(['production/u/ann', 'production/a/ann'])
  expect(personKeys('production', 'person:ann')).toEqual(personKeys('production', 'ann'))
})

it('takes a key of the environment as it is, and one of another as an id', () => {
  expect(personKeys('production', 'production/a/x')).toEqual(['production/a/x'])
  expect(personKeys('staging', 'production/a/x')[0]).toBe('staging/u/production/a/x')
})

it('knows an account by its word or its key', () => {
  expect(subjectsOf('production', 'account:acme')).toEqual(['production/g/acme'])
  expect(subjectsOf('production', 'production/g/acme')).toEqual(['production/g/acme'])
  expect(accountId('production', 'production/g/acme/eu')).toBe('acme/eu')
  expect(accountId('production', 'account:acme')).toBe('acme')
  expect(accountId('production', 'acme')).toBe('acme')
})
