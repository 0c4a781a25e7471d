import type { Waymark, WaymarkEventName, WaymarkEvents } from '../api.ts'
import { createEmitter, type Emitter } from './emitter.ts'

/** Listeners of the host page, by name. */
export interface Events extends Pick<Waymark, 'on' | 'off'> {
  emit<N extends WaymarkEventName>(name: N, detail: WaymarkEvents[N]): void
}

export const createEvents = (onError: (error: unknown) => void): Events => {
  const emitters = new Map<string, Emitter<unknown>>()
  const named = (name: string): Emitter<unknown> => {
    const emitter = emitters.get(name) ?? createEmitter(onError)
    emitters.set(name, emitter)
    return emitter
  }
  return {
    // A listener is only ever given what its name promises: `emit` is typed, and the only way in.
    on: (name, fn) => named(name).on(fn as (detail: unknown) => void),
    off: (name, fn) => named(name).off(fn as (detail: unknown) => void),
    emit: (name, detail) => named(name).emit(detail),
  }
}
