import { setTimeout as pause } from 'node:timers/promises'
import { backfillKey, countedKey, countsNothing, definitionKey } from '@waymark/schemas'
import type { PastProgress } from '@waymark/schemas/api/definitions'
import type { DefinitionsView, Place } from './definitions-view.ts'

type View = Pick<DefinitionsView, 'counted' | 'past'>

const pollMs = 20

/** A definition that was published, and is to count with its past. */
export interface Awaited {
  readonly name: string
  readonly version: number
}

const isCounted = (view: View, env: string, { name, version }: Awaited): boolean => {
  const counted = view.counted(env)
  const [kind = ''] = name.split('/')
  return !counted || countsNothing.has(kind) || (counted.definitions[name]?.version ?? 0) >= version
}

/** How much of the past of a definition has been read; `undefined` once it is in force. */
export const progressOf = (view: View, env: string, one: Awaited): PastProgress | undefined => {
  if (isCounted(view, env, one)) return undefined
  const past = view.past(env)
  const isOpen = past !== undefined && past.ready === undefined
  return isOpen ? { read: past.read, events: past.events } : { read: 0, events: 0 }
}

/**
 * The newest that every partition is to take up: of a past that is being read, or was; of what is published and waits for one to be
 * begun, too. Else what is published is taken up by whoever folds next, and nobody waits for it.
 */
export const lastToTakeUp = (view: DefinitionsView, env: string): Place | undefined => {
  const past = view.past(env)
  const isOpen = past !== undefined && past.ready === undefined
  const waiting = isOpen
    ? []
    : view.list(env).flatMap(({ kind, id, version }) => {
        const isWaiting = !isCounted(view, env, { name: `${kind}/${id}`, version })
        return isWaiting ? [definitionKey(env, kind, id)] : []
      })
  return [backfillKey(env), countedKey(env), ...waiting]
    .flatMap((key) => view.placeOf(key) ?? [])
    .toSorted((a, b) => a.offset - b.offset)
    .at(-1)
}

/**
 * Waits until all of these are in force, but not for long: a short past is read at once, and whoever publishes need not wonder
 * whether what they do next counts.
 */
export const untilCounted = async (
  view: View,
  env: string,
  { all, forMs }: { readonly all: readonly Awaited[]; readonly forMs: number },
): Promise<void> => {
  for (let left = forMs; left > 0; left -= pollMs) {
    if (all.every((one) => isCounted(view, env, one))) return
    await pause(pollMs)
  }
}
