import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeDocuments } from './write-documents.ts'

test.skipIf(!existsSync('/proc/self'))(
  'an export to where nobody can make a directory says so and ends, which it did not',
  () => {
    const exported = {
      env: 'production',
      versions: {},
      documents: [{ kind: 'email', id: 'hello', subject: 'Hello', content: [{ text: 'Hi' }] }],
    } as const
    expect(() => writeDocuments('/proc/nope', exported as never, ['email'])).toThrow(
      'Cannot write to /proc/nope: nobody can make a directory there.',
    )
  },
)
