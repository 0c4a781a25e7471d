import { type ErrorAnswer, type ErrorCode, errorStatus } from '@waymark/schemas'

/** Why a request or an event was not taken: an expected outcome, passed around as a value. */
export interface Fault {
  readonly code: ErrorCode
  /** A sentence that a person can act on. */
  readonly message: string
  /** Where: `batch[3].properties`. */
  readonly at?: string
  readonly limit?: number
}

/** Nothing is known yet of keys and people. */
export const starting: Fault = {
  code: 'starting',
  message: 'Waymark is starting; try again shortly.',
}

export const overloaded: Fault = {
  code: 'overloaded',
  message: 'More is on its way than can be taken; try again after Retry-After.',
}

export const unknownKey: Fault = {
  code: 'unknown_key',
  message: 'This key does not exist here.',
}

export const isFault = (value: object): value is Fault => 'code' in value && 'message' in value

export const faultStatus = (fault: Fault): number => errorStatus[fault.code]

/** The same fault, its place seen from further outside. */
export const within = (place: string, fault: Fault): Fault => {
  if (place === '') return fault
  return { ...fault, at: fault.at === undefined ? place : `${place}.${fault.at}` }
}

export const errorAnswer = ({ code, message, at, limit }: Fault): ErrorAnswer => ({
  error: {
    code,
    message,
    ...(at !== undefined && { at }),
    ...(limit !== undefined && { limit }),
  },
})
