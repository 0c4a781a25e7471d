import type { JsonObject } from '@waymark/schemas'
import type { EventType } from '@waymark/schemas/wire/event'
import { captureUrl, type UrlRules } from './capture-url.ts'
import type { Purpose } from './consent.ts'
import type { WaitingEvent } from './event-store.ts'
import type { Person } from './identity.ts'
import { maskText } from './mask-text.ts'
import { newId } from './new-id.ts'
import { toJson } from './to-json.ts'

/** What a call says; the rest of an event is the page's and the person's. */
export interface Call {
  readonly type: EventType
  readonly event?: string
  readonly name?: string
  readonly properties?: JsonObject
  readonly traits?: JsonObject
  readonly groupId?: string
  readonly userId?: string
  readonly previousId?: string
}

/** Where the person is, as it may be recorded. */
export const capturePage = (rules: UrlRules): JsonObject => {
  const { url, path, search } = captureUrl(location.href, rules) ?? {
    url: '',
    path: '',
    search: '',
  }
  const referrer = document.referrer && captureUrl(document.referrer, rules)?.url
  return {
    url,
    path,
    title: maskText(document.title, 200),
    ...(search && { search }),
    ...(referrer && { referrer }),
  }
}

/** Fixes the event's text, id, time and person: it stays what it was, however late it is sent. */
export const captureEvent = (
  call: Call,
  person: Person,
  {
    at,
    purpose,
    page,
  }: { readonly at: number; readonly purpose: Purpose; readonly page: JsonObject },
): WaitingEvent => {
  const id = newId(at)
  const { anonymousId, userId, groupId } = person
  const context = { page, groupId }
  const timestamp = new Date(at).toISOString()
  // As Segment's library does: what a page event is about stands in its properties too.
  const own = call.type === 'page' && { properties: { ...page, ...call.properties } }
  const json = toJson({
    messageId: id,
    timestamp,
    anonymousId,
    userId,
    ...call,
    ...own,
    context,
  })
  return { id, at, purpose, json, bytes: new TextEncoder().encode(json).length }
}
