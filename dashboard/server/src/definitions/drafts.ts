import { type Clock, inTurn } from '@waymark/runtime'
import { type Definition, draftKey, type JsonObject, type StoredDraft } from '@waymark/schemas'
import type { ApplyChange, ApplyResult } from '@waymark/schemas/api/definitions'
import type { DraftItem } from '@waymark/schemas/api/drafts'
import type { Actor } from '../access/authenticate.ts'
import type { ControlView } from '../control/control-view.ts'
import type { createApply } from './apply-definitions.ts'
import type { DefinitionsView } from './definitions-view.ts'
import { parseDocuments } from './parse-documents.ts'
import { namesOf } from './rules-of.ts'
import { warningsIn } from './warnings-in.ts'

interface DraftDeps {
  readonly control: Pick<ControlView, 'draft' | 'drafts' | 'forgetDraft' | 'write'>
  readonly definitions: Pick<DefinitionsView, 'stored' | 'deleted'>
  readonly changes: Pick<ReturnType<typeof createApply>, 'apply' | 'remove'>
  readonly clock: Clock
}

/** Which draft. Only guides are written so. */
export interface DraftName {
  readonly env: string
  readonly kind: 'guide'
  readonly id: string
}

interface Writing {
  readonly document: JsonObject
  /** The draft's version that the author has seen; 0: there was none. */
  readonly version: number
  /** The published version that a new draft begins from. */
  readonly base: number
}

interface Publishing {
  /** The draft's version that the publisher has seen. */
  readonly version: number
  /** What shows the guide: published with it, or neither is. */
  readonly engagement?: JsonObject
}

/** Somebody else was faster: nothing was written. */
interface Stale {
  readonly t: 'stale'
  readonly draft: StoredDraft | undefined
}

type Published = { readonly t: 'published'; readonly change: ApplyChange } | NotPublished | Stale

export type NotPublished =
  | { readonly t: 'refused'; readonly result: ApplyResult }
  /** It was published otherwise since the draft was begun. */
  | { readonly t: 'overtaken'; readonly base: number; readonly current: number }
  /** What was to show it has the name of another engagement. */
  | { readonly t: 'named'; readonly engagement: string }

/** Taken back into a draft; `used`: what still names it, `shared`: what shows more than it, so that all of it stays. */
type Unpublished =
  | { readonly t: 'taken'; readonly draft: StoredDraft }
  | { readonly t: 'used'; readonly by: readonly string[] }
  | { readonly t: 'shared'; readonly engagement: string }
  | { readonly t: 'missing'; readonly what: string }

/** Whether it can go with a guide: it sends that one, and nothing else. */
const showsOnly = (engagement: Definition, guide: string): boolean =>
  namesOf(engagement).every(({ kind, id }) => kind === 'guide' && id === guide)

const notPublished = (
  { kind, id, base }: StoredDraft,
  stale: readonly { readonly key: string; readonly current: number }[],
): Published => {
  const own = stale.find(({ key }) => key === `${kind}/${id}`)
  return own
    ? { t: 'overtaken', base, current: own.current }
    : { t: 'named', engagement: stale[0]?.key ?? '' }
}

interface Told {
  readonly by: string
  readonly isInForce: (kind: Definition['kind'], id: string) => boolean
}

/** A draft as it is told, with what is wrong with it, what it names that is not there, and what its author may not have meant. */
export const draftItem = (draft: StoredDraft, { by, isInForce }: Told): DraftItem => {
  const { kind, id, version, base, document, at } = draft
  const parsed = parseDocuments([document])
  const problems = parsed.problems.map(({ at, message }) => ({ at, message }))
  const read = [...parsed.documents.values()]
  const absent = read
    .flatMap(namesOf)
    .filter((named) => !isInForce(named.kind, named.id))
    .filter((named) => named.kind !== kind || named.id !== id)
    .map((named) => ({ at: named.path, message: `there is no ${named.kind} "${named.id}"` }))
  const warnings = [...absent, ...read.flatMap(warningsIn)]
  const warned = warnings.length > 0 ? { warnings } : {}
  return { kind, id, version, base, document, at, by, problems, ...warned }
}

/**
 * What people are still writing, and its way in force and back. One change at a time, so that who has not seen the newest version
 * never writes over it.
 */
export const createDrafts = (deps: DraftDeps) => {
  const { control, definitions, changes, clock } = deps
  const queue = inTurn()
  const keyOf = ({ env, kind, id }: DraftName): string => draftKey(env, kind, id)
  const find = (name: DraftName): StoredDraft | undefined => control.draft(keyOf(name))

  const write = async (name: DraftName, writing: Writing, by: string): Promise<StoredDraft> => {
    const before = find(name)
    const draft: StoredDraft = {
      t: 'draft',
      ...name,
      version: (before?.version ?? 0) + 1,
      base: before?.base ?? writing.base,
      document: { ...writing.document, kind: name.kind, id: name.id },
      at: clock(),
      by,
    }
    await control.write([draft])
    return draft
  }

  /** The version that the draft may replace: where it was deleted meanwhile, nothing is written over. */
  const replaces = ({ env, kind, id }: DraftName, base: number): number => {
    const stored = definitions.stored(env, kind, id)
    return stored?.definition === null ? stored.version : base
  }

  const publish = async (
    name: DraftName,
    { version, engagement }: Publishing,
    actor: Actor,
  ): Promise<Published> => {
    const draft = find(name)
    if (!draft || draft.version !== version) return { t: 'stale', draft }
    const { env, kind, id } = name
    const shows = engagement && { ...engagement, kind: 'engagement' as const }
    const baseVersions = {
      [`${kind}/${id}`]: replaces(name, draft.base),
      // What shows it is made with it: nothing that is in force has its name.
      ...(typeof engagement?.id === 'string' && { [`engagement/${engagement.id}`]: 0 }),
    }
    const documents = [draft.document, ...(shows ? [shows] : [])]
    const applied = await changes.apply({ env, documents, baseVersions }, actor)
    if (applied.t === 'stale') return notPublished(draft, applied.stale)
    const [change] = applied.result.changes
    if (!applied.result.ok || !change) return { t: 'refused', result: applied.result }
    await control.forgetDraft(keyOf(name))
    return { t: 'published', change }
  }

  const unpublish = async (
    name: DraftName,
    engagement: string | undefined,
    actor: Actor,
  ): Promise<Unpublished> => {
    const { env, kind, id } = name
    const stored = definitions.stored(env, kind, id)
    if (!stored?.definition) return { t: 'missing', what: `guide/${id}` }
    const shown = engagement && definitions.stored(env, 'engagement', engagement)?.definition
    if (engagement && !shown) return { t: 'missing', what: `engagement/${engagement}` }
    if (engagement && shown && !showsOnly(shown, id)) return { t: 'shared', engagement }
    const before = find(name)
    // The draft first: whatever happens then, what was written is not lost.
    const base = stored.version + 1
    const document = before?.document ?? (stored.definition as unknown as JsonObject)
    const draft = await write(name, { document, version: 0, base }, actor.id)
    const own = engagement ? [{ env, kind: 'engagement' as const, id: engagement }] : []
    const done = await changes.remove([name, ...own], actor)
    if (done.t === 'removed') {
      const begun = { ...draft, base }
      await control.write([begun])
      return { t: 'taken', draft: begun }
    }
    if (!before) await control.forgetDraft(keyOf(name))
    return done.t === 'named' ? { t: 'used', by: done.by } : { t: 'missing', what: `guide/${id}` }
  }

  return {
    list: (env: string): readonly StoredDraft[] => control.drafts(env),
    find,
    /** Keeps what the author has now, unless the draft was changed since they looked. */
    save: (name: DraftName, writing: Writing, actor: Actor): Promise<StoredDraft | Stale> =>
      queue(async () => {
        const before = find(name)
        return (before?.version ?? 0) === writing.version
          ? write(name, writing, actor.id)
          : { t: 'stale', draft: before }
      }),
    /** True where there was one. */
    discard: (name: DraftName): Promise<boolean> =>
      queue(async () => {
        if (!find(name)) return false
        await control.forgetDraft(keyOf(name))
        return true
      }),
    /** Puts a draft in force, with what shows it, and ends it: all of that, or nothing. */
    publish: (name: DraftName, what: Publishing, actor: Actor) =>
      queue(() => publish(name, what, actor)),
    /** Takes what is in force back into a draft, and with it the engagement that shows nothing else: both, or neither. */
    unpublish: (name: DraftName, engagement: string | undefined, actor: Actor) =>
      queue(() => unpublish(name, engagement, actor)),
    /** Ids of guides that were in force once: a new one of that name would go on where they ended. */
    usedBefore: (env: string): readonly string[] =>
      definitions.deleted(env).flatMap(({ kind, id }) => (kind === 'guide' ? [id] : [])),
  }
}
