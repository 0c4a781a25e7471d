import type { Fault } from '../http/fault.ts'
import { asFields, type Fields } from './received-events.ts'

const consentOf = (context: unknown): Fields | undefined => asFields(asFields(context)?.consent)

const denied = (message: string): Fault => ({
  code: 'consent_denied',
  message,
  at: 'context.consent',
})

const nothingAllowed = denied('The visitor allows nothing; such events must not be sent.')

const guidesDenied = denied('The visitor does not allow guides.')

/**
 * An event that came although its visitor denies every purpose. Which purpose an event serves is known in the page only
 * (a guide may track an event of any name), so one that is allowed is enough. The event's own word outranks its batch's.
 */
export const checkEventConsent = (context: unknown, shared: unknown): Fault | undefined => {
  const consent = consentOf(context) ?? consentOf(shared)
  return consent?.analytics === false && consent.guides === false ? nothingAllowed : undefined
}

/** Messages are for visitors who allow guides, or whose page does not ask. */
export const checkGuideConsent = (context: unknown): Fault | undefined =>
  consentOf(context)?.guides === false ? guidesDenied : undefined
