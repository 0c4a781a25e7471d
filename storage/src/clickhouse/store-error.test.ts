import { expect, test } from 'vitest'
import { insertError, queryError } from './store-error.ts'

test.each([
  [
    'Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)',
    'disk_full',
    false,
  ],
  [
    'Code: 75. DB::ErrnoException: Cannot write to file, errno: 28, strerror: No space left on device',
    'disk_full',
    false,
  ],
  ['Code: 252. DB::Exception: Too many parts (3000). (TOO_MANY_PARTS)', 'unavailable', true],
  [
    'Code: 252. DB::Exception: Too many partitions for single INSERT block (more than 100). (TOO_MANY_PARTS)',
    'rejected',
    false,
  ],
  ['Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)', 'unavailable', true],
  ['connect ECONNREFUSED 127.0.0.1:8123', 'unavailable', true],
  [
    'Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)',
    'unavailable',
    false,
  ],
  ['Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR)', 'rejected', false],
])('%s', (message, code, retryable) => {
  const cause = new Error(message)
  expect(queryError(cause)).toMatchObject({ code, retryable, cause })
  expect(insertError('events', cause)).toMatchObject({ code, retryable })
  const isRaw = queryError(cause).message.includes(message)
  expect(isRaw).toBe(code !== 'disk_full')
})

test('what a refused insert says names the column and the row, and holds nothing of the data', () => {
  const cause = new Error(
    `Code: 27. DB::Exception: Cannot parse input: expected '"' before: 'ann@example.com"}': ` +
      '(while reading the value of key time_ms): (at row 7)\n: While executing X. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)',
  )
  const error = insertError('events', cause)
  expect(error.message).toBe(
    'the rows do not fit the table events: column time_ms, row 7, CANNOT_PARSE_INPUT_ASSERTION_FAILED',
  )
  expect(error.cause).toBeUndefined()
})
