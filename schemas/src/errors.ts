/** Every error that a client can meet, with its HTTP status. Closed: a new one is a line here and a sentence in the docs. */
export const errorStatus = {
  invalid_body: 400,
  invalid_event: 400,
  invalid_id: 400,
  missing_id: 400,
  invalid_encoding: 400,
  invalid_request: 400,
  event_too_large: 413,
  too_many_events: 413,
  request_too_large: 413,
  inflated_too_large: 413,
  too_deep: 400,
  unknown_key: 401,
  revoked_key: 401,
  token_required: 401,
  token_invalid: 401,
  token_expired: 401,
  not_signed_in: 401,
  link_used: 401,
  wrong_key_type: 403,
  origin_not_allowed: 403,
  role_not_allowed: 403,
  consent_denied: 403,
  not_found: 404,
  stale_version: 409,
  too_late: 409,
  definition_invalid: 422,
  address_refused: 422,
  too_many_requests: 429,
  overloaded: 503,
  not_durable: 503,
  starting: 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

/** The body of every error answer. */
export interface ErrorAnswer {
  readonly error: {
    readonly code: ErrorCode
    /** A sentence that a person can act on. */
    readonly message: string
    /** Where: `batch[3].properties`. */
    readonly at?: string
    readonly limit?: number
  }
}
