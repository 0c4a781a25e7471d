import { asFields, type Fields } from '../../events/received-events.ts'
import { findKey } from '../../keys/find-key.ts'

const named = (fields: Fields | undefined): unknown => fields?.api_key ?? fields?.token

const ofEvent = (event: unknown): unknown => {
  const fields = asFields(event)
  return named(fields) ?? named(asFields(fields?.properties))
}

const ofBody = (body: Fields): unknown =>
  named(body) ?? ofEvent(body) ?? (Array.isArray(body.batch) ? ofEvent(body.batch[0]) : undefined)

/** The project's key: beside the events, in the first of them, or in the address. */
export const findPosthogKey: typeof findKey = (headers, body, query) =>
  findKey(headers, { writeKey: (body && ofBody(body)) ?? named(query) }, query)
