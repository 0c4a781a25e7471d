import { isolate } from './isolate.ts'

/** What a definition, a `subject`, an `account` or a `user` is called: kind and id in, name out. */
export type NameOf = (kind: string, id: string) => string

/** An engagement by its name; a flow, or a step of it, which goes by `flow/FLOW/STEP`, is called so. */
export const senderOf = (
  id: string,
  name: NameOf,
  quoted = (engagement: string): string => engagement,
): string => {
  const [kind, flow, step] = id.split('/')
  if (kind !== 'flow' || flow === undefined) return quoted(name('engagement', id))
  const called = `the flow ${name('flow', flow)}`
  return step === undefined ? called : `${isolate(step)} in ${called}`
}
