import { type ErrorCode, errorStatus, type Role } from '@waymark/schemas'

/** An answer that is an error, as a value: what `handle` returns when it cannot do what was asked. */
export interface Refused {
  readonly t: 'refused'
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  readonly at?: string
  readonly limit?: number
  /** Told beside the error, for clients that can use it. */
  readonly detail?: { readonly [key: string]: unknown }
}

interface Where {
  readonly at?: string
  readonly limit?: number
  readonly detail?: { readonly [key: string]: unknown }
}

/** An error answer: `refuse('not_found', 'There is no person "ada".')`. */
export const refuse = (code: ErrorCode, message: string, where: Where = {}): Refused => ({
  t: 'refused',
  status: errorStatus[code],
  code,
  message,
  ...where,
})

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && (value as { t?: unknown }).t === 'refused'

/** The body of an error answer. */
export const refusalBody = ({ code, message, at, limit, detail }: Refused): object => ({
  ...detail,
  error: {
    code,
    message,
    ...(at === undefined ? {} : { at }),
    ...(limit === undefined ? {} : { limit }),
  },
})

/** Nobody hands out more than they have. */
export const refuseRole = (given: Role): Refused =>
  refuse('role_not_allowed', `You may not hand out the role ${given}.`)
