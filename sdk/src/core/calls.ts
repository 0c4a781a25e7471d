import type { JsonObject } from '@waymark/schemas'
import type { Waymark } from '../api.ts'
import type { Identity } from './identity.ts'
import type { MessagingSide } from './messaging.ts'
import type { Recorder } from './recorder.ts'
import type { Reporter } from './reporter.ts'
import { validId } from './valid-id.ts'

/** The calls that become events. */
export type Calls = Pick<Waymark, 'track' | 'page' | 'identify' | 'group' | 'reset' | 'alias'>

interface CallsDeps {
  readonly recorder: Recorder
  readonly identity: Identity
  readonly reporter: Reporter
  /** Runs a change of identity and lets everybody know. */
  readonly changePerson: (change: () => void) => void
  readonly setToken: (token: NonNullable<Parameters<Waymark['identify']>[2]>['token']) => void
  /** Somebody new is on the page that somebody else was on. */
  readonly viewed: () => void
  /** Something about the person or the page is new: there may be something to show. */
  readonly messaging: Pick<MessagingSide, 'part' | 'tracked'>
}

export const createCalls = (deps: CallsDeps): Calls => {
  const { recorder, identity, reporter, changePerson, messaging } = deps
  const { safe } = reporter
  /** The id as a text; what is none is reported, and the call does nothing. */
  const idOf = (value: unknown, call: string): string | undefined => {
    const id = validId(value)
    if (id === undefined) reporter.report(`bad_${call}`, 'not an id')
    return id
  }
  return {
    track: safe('track', (event, properties) => {
      if (typeof event !== 'string' || !event) return reporter.report('bad_track', typeof event)
      const known = asObject(properties)
      try {
        recorder.record({ type: 'track', event, properties: known }, 'analytics')
      } finally {
        // Of properties that are no JSON nothing can be sent; but it has happened.
        messaging.tracked(event, known)
      }
    }),
    page: safe('page', (name, properties) => {
      const named = typeof name === 'string' && { name }
      recorder.record({ type: 'page', ...named, properties: asObject(properties) }, 'analytics')
      messaging.part()?.askAfterFlush()
    }),
    identify: safe('identify', (userId, traits, options) => {
      const id = idOf(userId, 'identify')
      if (id === undefined) return
      changePerson(() => {
        if (options?.token !== undefined || id !== identity.person().userId) {
          deps.setToken(options?.token)
        }
        identity.identify(id)
      })
      // Last: where traits are no JSON, which throws, everybody knows all the same who is here.
      recorder.record({ type: 'identify', userId: id, traits: asObject(traits) }, 'analytics')
    }),
    group: safe('group', (groupId, traits) => {
      const id = idOf(groupId, 'group')
      if (id === undefined) return
      changePerson(() => identity.group(id))
      recorder.record({ type: 'group', groupId: id, traits: asObject(traits) }, 'analytics')
      void messaging.part()?.ask()
    }),
    reset: safe('reset', () => {
      deps.setToken(undefined)
      changePerson(identity.reset)
      deps.viewed()
    }),
    alias: safe('alias', (userId, previousId) => {
      const { userId: current, anonymousId } = identity.person()
      const id = idOf(userId, 'alias')
      const previous = idOf(previousId ?? current ?? anonymousId, 'alias')
      if (id === undefined || previous === undefined) return
      recorder.record({ type: 'alias', userId: id, previousId: previous }, 'analytics')
    }),
  }
}

/** Pages call with anything, whatever the types say. */
const asObject = (value: unknown): JsonObject =>
  typeof value === 'object' && value && !Array.isArray(value) ? (value as JsonObject) : {}
