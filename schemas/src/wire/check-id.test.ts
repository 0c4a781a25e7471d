import { expect, test } from 'vitest'
import { checkId } from './check-id.ts'

test('nobody is called __proto__: such a member would vanish from its account', () => {
  for (const at of ['userId', 'anonymousId', 'groupId'])
    expect(checkId('__proto__', at)).toMatchObject({ code: 'invalid_id', at })
  expect(checkId('constructor', 'userId')).toBeUndefined()
})
