import type { Waymark, WaymarkGuides } from './api.ts'

/** One call that was made before the SDK came: a name such as `guides.show`, its arguments, and who waits for the answer. */
export type QueuedCall = readonly [
  name: string,
  args: readonly unknown[],
  done?: (value: unknown) => void,
]

/** What the inline stub puts in the global place. */
export interface Stub {
  q: { push(call: QueuedCall): unknown }
  readonly guides: Pick<WaymarkGuides, 'navigate'>
}

const globalName = 'waymark'

/** The SDK that already runs in this page under the same key; a second copy steps aside. */
export const findRunning = (key: string): Waymark | undefined => {
  const there = globalPlace()
  return there?.version && there.key === key ? there : undefined
}

/** Calls that come now wait until somebody takes over. */
export const hasStub = (): boolean => Array.isArray(globalPlace()?.q)

const globalPlace = (): (Waymark & Partial<Stub>) | undefined => Reflect.get(globalThis, globalName)

/**
 * Takes the global name, unless another SDK has it. A stub stays the same object: pages may have kept it. Its calls are
 * run from a snapshot, and what is pushed from now on runs at once, so that an unknown call cannot come round again.
 * Answers true.
 */
export const install = (api: Waymark): boolean => {
  const there = globalPlace()
  if (there?.version) return true
  const queue = there?.q
  if (!there || !Array.isArray(queue)) {
    return Reflect.set(globalThis, globalName, api)
  }
  const run = ([name, args, done]: QueuedCall) => {
    const value = find(api, String(name))?.(...args)
    done?.(value)
  }
  const safely = (call: QueuedCall) => {
    try {
      run(call)
    } catch {
      // A malformed entry: somebody else's push.
    }
  }
  const { navigate } = there.guides
  if (navigate) api.guides.navigate = navigate
  Object.assign(there, api, { q: { push: safely } })
  for (const call of queue.splice(0)) safely(call)
  return true
}

type Names = { readonly [name: string]: unknown }
type Call = (...args: readonly unknown[]) => unknown

/** The function of this name, such as `guides.show`; what the api has by inheritance alone is none. */
const find = (api: object, name: string): Call | undefined => {
  let found: unknown = api
  // Of what is no object nothing is own. Not by `reduce`, which means another thing where Prototype.js is.
  for (const part of name.split('.')) {
    found = Object.hasOwn(Object(found), part) ? (found as Names)[part] : undefined
  }
  return typeof found === 'function' ? (found as Call) : undefined
}
